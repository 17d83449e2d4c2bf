#include "cli/describe.h"

#include "cli/screen.h"
#include "model/keys_batch.h"
#include "model/keys_contract.h"
#include "model/keys_fund.h"
#include "model/keys_model.h"
#include "model/keys_scenario.h"

#include <math.h>
#include <string.h>

enum { INDENT = 2, COLUMN = 18, TABLE_COLUMN = 20 };

const DescribedKeys described_keys[] = {
    {keys_scenario_tables, " (in a scenario)"},        {keys_contract_tables, " (in a contract)"},
    {keys_fund_tables, " (in a fund file)"},           {keys_batch_tables, " (in a batch file)"},
    {keys_model_tables, ".csv (in a model's folder)"}, {NULL, NULL},
};

/* What may stand under a key, by its kind. */
static const char *const kind_text[] = {
    [KEY_TEXT] = "text",
    [KEY_NAME] = "a name",
    [KEY_CHOICE] = "one of",
    [KEY_INTEGER] = "a whole number",
    [KEY_NUMBER] = "a number",
    [KEY_RANGE] = "whole numbers such as 1..3, or one",
    [KEY_QUANTITY] = "a number with its uncertainty: 1.6, 1.6 (1.1..2.4), or a distribution",
    [KEY_PRODUCT] = "a product of numbers, parameters and (1 - parameter)",
    [KEY_MAP] = "a map",
    [KEY_LIST] = "a list",
    [KEY_MAP_OR_LIST] = "a map, or a list of maps",
    [KEY_ANY] = "as told",
    [KEY_WORD] = "no key",
};
static const char *const kind_short[] = {
    [KEY_TEXT] = "text",
    [KEY_NAME] = "name",
    [KEY_CHOICE] = "one of",
    [KEY_INTEGER] = "whole number",
    [KEY_NUMBER] = "number",
    [KEY_RANGE] = "range",
    [KEY_QUANTITY] = "quantity",
    [KEY_PRODUCT] = "product",
    [KEY_MAP] = "map",
    [KEY_LIST] = "list",
    [KEY_MAP_OR_LIST] = "map or list",
    [KEY_ANY] = NULL,
    [KEY_WORD] = NULL,
};

/* "a, b, c" */
static const char *choices(Description *description, const Key *key)
{
    const char *text = "";
    for (const char *at = key->choices; *at != '\0';) {
        size_t length = strcspn(at, "|");
        text = described(description, "%s%s%.*s", text, *text != '\0' ? ", " : "", (int)length, at);
        at += length + (at[length] == '|');
    }
    return text;
}

static bool is_number(const Key *key)
{
    return key->kind == KEY_INTEGER || key->kind == KEY_NUMBER || key->kind == KEY_RANGE ||
           key->kind == KEY_QUANTITY || key->kind == KEY_PRODUCT || key->kind == KEY_ANY;
}

/* "0 to 1", "0 or more", or "" when there is no bound. */
static const char *bounds(Description *description, const Key *key)
{
    const char *low = described_number(description, key->low);
    const char *high = described_number(description, key->high);
    if (!is_number(key) || (key->low == 0 && key->high == 0)) return "";
    if (isinf(key->low) && isinf(key->high)) return "";
    if (isinf(key->high)) return described(description, "%s or more", low);
    if (isinf(key->low)) return described(description, "at most %s", high);
    return described(description, "%s to %s", low, high);
}

static const char *joined(Description *description, const char *text, const char *more)
{
    if (more == NULL || *more == '\0') return text;
    return described(description, "%s%s%s", text, *text != '\0' ? ", " : "", more);
}

/* "number, share, 0 to 1, required" */
static const char *short_form(Description *description, const Key *key)
{
    const char *text = "";
    if (key->kind == KEY_CHOICE) {
        text = described(description, "one of %s", choices(description, key));
    } else {
        text = joined(description, text, kind_short[key->kind]);
    }
    text = joined(description, text, key->unit);
    text = joined(description, text, bounds(description, key));
    text = joined(description, text, key->required ? "required" : "");
    if (key->fallback != NULL)
        text = joined(description, text, described(description, "default %s", key->fallback));
    if (key->table != NULL)
        text = described(description, "%s; see `livsbana describe %s`", text, key->table->name);
    return text;
}

static const char *where_of(const KeyTable *table)
{
    for (const DescribedKeys *keys = described_keys; keys->table != NULL; keys++) {
        for (const KeyTable *const *of = keys->table; *of != NULL; of++) {
            if (*of == table) return keys->where;
        }
    }
    return "";
}

static void write_table(Description *description, const KeyTable *table)
{
    const Terminal *screen = &description->screen;
    terminal_heading(screen, described(description, "%s%s", table->name, where_of(table)));
    screen_paragraphs(screen, 0, table->doc);
    for (int i = 0; i < table->n; i++) {
        const Key *key = &table->key[i];
        if (key->kind == KEY_WORD) continue;
        screen_entry(screen, INDENT, COLUMN, key->name, key->doc);
        screen_paragraphs(screen, COLUMN,
                          described(description, "[%s]", short_form(description, key)));
    }
}

/* One key alone, everything about it. */
static void write_key(Description *description, const KeyTable *table, const Key *key)
{
    const Terminal *screen = &description->screen;
    const char *kind = key->kind == KEY_CHOICE
                           ? described(description, "one of %s", choices(description, key))
                           : kind_text[key->kind];
    terminal_heading(screen, described(description, "%s.%s", table->name, key->name));
    screen_paragraphs(screen, 0, key->doc);
    screen_entry(screen, INDENT, COLUMN, "what", kind);
    if (key->unit != NULL) screen_entry(screen, INDENT, COLUMN, "unit", key->unit);
    const char *range = bounds(description, key);
    if (*range != '\0') screen_entry(screen, INDENT, COLUMN, "range", range);
    screen_entry(screen, INDENT, COLUMN, "required", key->required ? "yes" : "no");
    if (key->fallback != NULL) screen_entry(screen, INDENT, COLUMN, "default", key->fallback);
    if (key->table != NULL)
        screen_entry(
            screen, INDENT, COLUMN, "holds",
            described(description, "the keys of `livsbana describe %s`", key->table->name));
}

/* ---- paths ---- */

static bool is_called(const char *name, const char *word, size_t length)
{
    return strlen(name) == length && strncmp(name, word, length) == 0;
}

/* Follows `path` from a table's keys down; 1 when it ends at a key, which is written. */
static int follow(Description *description, const KeyTable *table, const char *path)
{
    size_t length = strcspn(path, ".");
    for (int i = 0; i < table->n; i++) {
        const Key *key = &table->key[i];
        if (!is_called(key->name, path, length)) continue;
        if (path[length] == '\0') {
            write_key(description, table, key);
            return 1;
        }
        return key->table != NULL ? follow(description, key->table, path + length + 1) : 0;
    }
    return 0;
}

int describe_keys(Description *description, const char *path)
{
    size_t length = strcspn(path, ".");
    int tables = 0, n = 0;
    for (const DescribedKeys *keys = described_keys; keys->table != NULL; keys++) {
        for (const KeyTable *const *table = keys->table; *table != NULL; table++) {
            if (!is_called((*table)->name, path, length)) continue;
            tables++;
            if (path[length] == '\0') write_table(description, *table);
            if (path[length] == '.') n += follow(description, *table, path + length + 1);
        }
    }
    if (tables > 0 && path[length] == '\0') return tables;
    if (n > 0) return n;
    for (const DescribedKeys *keys = described_keys; keys->table != NULL; keys++) {
        for (const KeyTable *const *table = keys->table; *table != NULL; table++) {
            n += follow(description, *table, path);
        }
    }
    return n;
}

/* ---- overviews ---- */

void describe_file(Description *description, const KeyTable *const *table)
{
    const Terminal *screen = &description->screen;
    write_table(description, *table);
    terminal_heading(screen, "Below it");
    for (table++; *table != NULL; table++) {
        screen_entry(screen, INDENT, TABLE_COLUMN, (*table)->name, (*table)->doc);
    }
}

/* The columns in their order; those that may be left out in parentheses. */
static const char *columns(Description *description, const KeyTable *table)
{
    const char *text = "";
    for (int i = 0; i < table->n; i++) {
        const Key *key = &table->key[i];
        text = described(description, "%s%s%s%s%s", text, i > 0 ? ", " : "",
                         key->required ? "" : "(", key->name, key->required ? "" : ")");
    }
    return text;
}

void describe_tables(Description *description)
{
    const Terminal *screen = &description->screen;
    terminal_title(screen, "The tables of a model folder");
    screen_paragraphs(screen, 0,
                      "CSV: commas, UTF-8, dot as decimal sign, '#' begins a comment line. Columns "
                      "in parentheses may be left out or empty; a blank selector means any. "
                      "`livsbana describe TABLE` tells what each column means.");
    for (const KeyTable *const *table = keys_model_tables; *table != NULL; table++) {
        screen_entry(screen, INDENT, TABLE_COLUMN, (*table)->name, (*table)->doc);
        screen_paragraphs(screen, TABLE_COLUMN,
                          described(description, "[%s]", columns(description, *table)));
    }
}

#include "inputs/keys.h"

#include "inputs/keys_kind.h"
#include "inputs/text.h"

#include <stdio.h>
#include <string.h>

/* What every step of a check needs. */
typedef struct {
    const char *file;
    Arena *arena;
    Problems *problems;
} Check;

/* After a note the check goes on; only memory stops it. */
static Status unless_noted(Status status)
{
    return status == STATUS_INPUT ? STATUS_OK : status;
}

static int find_key(const KeyTable *table, const char *name)
{
    for (int i = 0; i < table->n; i++) {
        if (strcmp(table->key[i].name, name) == 0) {
            return i;
        }
    }
    return -1;
}

/* The names of a table's keys, for suggestions. */
static Status key_names(const KeyTable *table, Arena *arena, const char ***names)
{
    Status status = STATUS_OK;
    ARENA_TRY(arena, *names, table->n);
    for (int i = 0; i < table->n; i++) {
        (*names)[i] = table->key[i].name;
    }
out:
    return status;
}

static const char *below(const Check *check, const char *place, const char *key)
{
    return place[0] == '\0' ? key : arena_format(check->arena, "%s.%s", place, key);
}

static Status check_map(const Check *check, const KeyTable *table, const YamlNode *map,
                        const char *place);

static Status check_items(const Check *check, const Key *key, const YamlNode *list,
                          const char *place)
{
    Status status = STATUS_OK;
    for (int i = 0; key->table != NULL && i < list->n; i++) {
        const char *item = arena_format(check->arena, "%s[%d]", place, i);
        if (item == NULL) {
            status = STATUS_MEMORY;
            goto out;
        }
        TRY(check_map(check, key->table, &list->child[i], item));
    }
out:
    return status;
}

static void note_kind(const Check *check, const YamlNode *node, const char *place,
                      const char *expected)
{
    static const char *const kinds[] = {"a text", "a list", "a map"}; /* [YamlKind] */
    const Where where = {check->file, node->line, node->column};
    if (node->kind == YAML_SCALAR) {
        text_expected(check->problems, where, place, expected, node->text, strlen(node->text),
                      NULL);
    } else {
        problems_note(check->problems, where, place, "expected %s, got %s", expected,
                      kinds[node->kind]);
    }
}

static Status check_value(const Check *check, const Key *key, const YamlNode *node,
                          const char *place)
{
    Status status = STATUS_OK;
    const Where where = {check->file, node->line, node->column};
    char expected[KIND_EXPECTED];
    if (!kind_takes(key, node->kind)) {
        note_kind(check, node, place, kind_expected(key, expected));
    } else if (kind_is_scalar(key)) {
        TRY(kind_check(key, node->text, where, place, check->arena, check->problems));
    } else if (key->kind == KEY_ANY) {
        goto out; /* its reader decides */
    } else if (node->kind == YAML_LIST) {
        TRY(check_items(check, key, node, place));
    } else if (key->table != NULL) {
        TRY(check_map(check, key->table, node, place));
    }
out:
    return unless_noted(status);
}

/* A required key is missing, unless an unknown key of the map was meant to be it: one mistake, one
 * note. meant[map->n] holds the name nearest to each unknown key. */
static Status check_missing(const Check *check, const KeyTable *table, const YamlNode *map,
                            const char *const *meant, const char *place)
{
    const Where where = {check->file, map->line, map->column};
    for (int i = 0; i < table->n; i++) {
        const Key *key = &table->key[i];
        bool found = !key->required || yaml_find(map, key->name) != NULL;
        for (int c = 0; c < map->n && !found; c++) {
            found = meant[c] == key->name;
        }
        if (found) {
            continue;
        }
        const char *here = below(check, place, key->name);
        char expected[KIND_EXPECTED];
        if (here == NULL) {
            return STATUS_MEMORY;
        }
        problems_expected(check->problems, where, here, kind_expected(key, expected), NULL, NULL);
    }
    return STATUS_OK;
}

/* A key that resembles none of the table, as one in another language: which there are. */
static Status note_unknown(const Check *check, const KeyTable *table, const char *key, Where where,
                           const char *place)
{
    const char *known = "";
    for (int i = 0; i < table->n && known != NULL; i++)
        if (table->key[i].kind != KEY_WORD)
            known = arena_format(check->arena, "%s%s%s", known, i > 0 ? ", " : "",
                                 table->key[i].name);
    if (known == NULL) return STATUS_MEMORY;
    known = arena_format(check->arena, "a known key (%s)", known);
    if (known == NULL) return STATUS_MEMORY;
    problems_expected(check->problems, where, place, known, key, NULL);
    return STATUS_OK;
}

static void note_word(const Check *check, const Key *word, const YamlNode *child, const char *place)
{
    const Where where = {check->file, child->key_line, child->key_column};
    problems_note(check->problems, where, place, "expected a known key, got \"%s\"; %s", word->name,
                  word->doc);
}

/* Checks a value, or notes that its key is unknown; *meant is then the nearest name. */
static Status check_child(const Check *check, const KeyTable *table, const char *const *names,
                          const YamlNode *child, const char *place, const char **meant)
{
    const int at = find_key(table, child->key);
    if (at < 0 && strcmp(child->key, "<<") == 0) {
        return STATUS_OK; /* a merge key, noted when it was read */
    }
    if (at < 0) {
        const Where where = {check->file, child->key_line, child->key_column};
        *meant = problems_nearest(child->key, names, (size_t)table->n);
        if (child->key[0] >= '0' && child->key[0] <= '9')
            problems_note(check->problems, where, place,
                          "expected a known key, got \"%.40s\"; a comma parts values inside {...}: "
                          "write 3.5, and put blanks between a distribution's numbers",
                          child->key);
        else if (*meant != NULL)
            problems_expected(check->problems, where, place, "a known key", child->key, *meant);
        else
            return note_unknown(check, table, child->key, where, place);
        return STATUS_OK;
    }
    if (table->key[at].kind == KEY_WORD) {
        note_word(check, &table->key[at], child, place);
        return STATUS_OK;
    }
    const char *here = below(check, place, child->key);
    return here == NULL ? STATUS_MEMORY : check_value(check, &table->key[at], child, here);
}

static Status check_map(const Check *check, const KeyTable *table, const YamlNode *map,
                        const char *place)
{
    Status status = STATUS_OK;
    const char **names = NULL;
    const char **meant = NULL;
    if (map->kind != YAML_MAP) {
        note_kind(check, map, place, "a map");
        goto out;
    }
    TRY(key_names(table, check->arena, &names));
    ARENA_TRY(check->arena, meant, map->n);
    for (int i = 0; i < map->n; i++) {
        TRY(check_child(check, table, names, &map->child[i], place, &meant[i]));
    }
    TRY(check_missing(check, table, map, meant, place));
out:
    return status;
}

Status keys_check(const KeyTable *table, const YamlNode *map, const char *file, const char *place,
                  Arena *arena, Problems *problems)
{
    Status status = STATUS_OK;
    const size_t n_problems = problems->n;
    const Check check = {file, arena, problems};
    TRY(check_map(&check, table, map, place));
    TRY(problems_status(problems, n_problems));
out:
    return status;
}

static int find_column(const CsvTable *csv, const char *name)
{
    for (int i = 0; i < csv->n_columns; i++) {
        if (strcmp(csv->header[i].text, name) == 0) {
            return i;
        }
    }
    return -1;
}

/* Notes unknown columns, and required ones that are missing and not just misspelt. */
static Status check_columns(const KeyTable *table, const CsvTable *csv, Arena *arena,
                            Problems *problems)
{
    Status status = STATUS_OK;
    const char **names = NULL;
    const char *meant[CSV_MAX_COLUMNS] = {0}; /* the key an unknown column is nearest to */
    TRY(key_names(table, arena, &names));
    for (int c = 0; c < csv->n_columns; c++) {
        const char *name = csv->header[c].text;
        if (name[0] != '\0' && find_key(table, name) < 0) {
            meant[c] = problems_nearest(name, names, (size_t)table->n);
            problems_expected(problems, csv_where(csv, -1, c), NULL, "a known column", name,
                              meant[c]);
        }
    }
    for (int i = 0; i < table->n; i++) {
        const Key *key = &table->key[i];
        bool found = !key->required || find_column(csv, key->name) >= 0;
        for (int c = 0; c < csv->n_columns; c++) {
            found = found || meant[c] == key->name;
        }
        if (!found) {
            problems_note(problems, (Where){csv->path, csv->header_line, 1}, key->name,
                          "expected a column of this name, got none");
        }
    }
out:
    return status;
}

static Status check_column(const Key *key, const CsvTable *csv, int column, Arena *arena,
                           Problems *problems)
{
    Status status = STATUS_OK;
    const size_t n_problems = problems->n;
    for (int r = 0; r < csv->n_rows && kind_is_scalar(key); r++) {
        if (text_is_hopeless(problems, n_problems)) {
            break;
        }
        const char *text = csv->row[r].field[column].text;
        if (text[0] != '\0' || key->required) {
            TRY(unless_noted(
                kind_check(key, text, csv_where(csv, r, column), key->name, arena, problems)));
        }
    }
out:
    return status;
}

Status keys_check_csv(const KeyTable *table, const CsvTable *csv, Arena *arena, Problems *problems)
{
    Status status = STATUS_OK;
    const size_t n_problems = problems->n;
    if (csv->n_columns == 0) {
        goto out; /* noted when it was read */
    }
    TRY(check_columns(table, csv, arena, problems));
    for (int c = 0; c < csv->n_columns; c++) {
        const int at = find_key(table, csv->header[c].text);
        if (at >= 0) {
            TRY(check_column(&table->key[at], csv, c, arena, problems));
        }
    }
    TRY(problems_status(problems, n_problems));
out:
    return status;
}

enum { KNOWN_TEXT = 400 };

/* "a payer of the model (education, social)", when the list is short enough to help. */
static bool list_known(const char *what, const char *const *names, int n, char text[KNOWN_TEXT])
{
    int used = snprintf(text, KNOWN_TEXT, "%s (", what);
    for (int i = 0; i < n && used < KNOWN_TEXT; i++) {
        used += snprintf(text + used, (size_t)(KNOWN_TEXT - used), "%s%s", i > 0 ? ", " : "",
                         names[i]);
    }
    if (n == 0 || used >= KNOWN_TEXT - 1) return false;
    text[used] = ')';
    text[used + 1] = '\0';
    return true;
}

int keys_lookup(const char *name, const char *const *names, int n, const char *what, Where where,
                const char *key, Problems *problems)
{
    for (int i = 0; i < n; i++) {
        if (strcmp(names[i], name) == 0) {
            return i;
        }
    }
    const char *nearest = problems_nearest(name, names, (size_t)n);
    char known[KNOWN_TEXT];
    if (nearest == NULL && list_known(what, names, n, known)) what = known;
    problems_expected(problems, where, key, what, name[0] == '\0' ? NULL : name, nearest);
    return -1;
}

#include "output/reader.h"

#include "base/file.h"
#include "base/number.h"
#include "output/manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const char *const result_file[N_RESULT_TABLES] = {
    [RESULT_MANIFEST] = "manifest.csv",
    [RESULT_HEADLINE] = "headline.csv",
    [RESULT_ACCOUNTS] = "accounts.csv",
    [RESULT_STATES] = "states.csv",
    [RESULT_PATHS] = "paths.csv",
    [RESULT_PAYBACK] = "payback.csv",
    [RESULT_PAYBACK_TIME] = "payback_time.csv",
    [RESULT_BOARDS] = "boards.csv",
    [RESULT_OCCUPANCY] = "occupancy.csv",
    [RESULT_CAREER] = "career.csv",
    [RESULT_PEOPLE] = "people.csv",
    [RESULT_VALIDATION] = "validation.csv",
    [RESULT_CHANCES] = "chances.csv",
    [RESULT_PAYMENTS] = "payments.csv",
    [RESULT_BATCH] = "batch.csv",
    [RESULT_MEASURES] = "measures.csv",
    [RESULT_BALANCE] = "balance.csv",
    [RESULT_RULES] = "rules.csv",
    [RESULT_GRANTS] = "grants.csv",
};

static const char run_again[] = "run the scenario again with `livsbana run FILE -o DIR`";

/* ---- reading ---- */

static Status read_table(const char *folder, const char *file, Arena *arena, Problems *problems,
                         CsvTable *table)
{
    const char *path = arena_format(arena, "%s/%s", folder, file);
    if (path == NULL) return STATUS_MEMORY;
    return csv_read(path, arena, problems, table);
}

void result_free(Result *result)
{
    arena_free(&result->arena);
    *result = (Result){0};
}

static int column_of(const CsvTable *table, const char *name)
{
    for (int c = 0; c < table->n_columns; c++) {
        if (strcmp(table->header[c].text, name) == 0) return c;
    }
    return -1;
}

static const char *cell(const CsvTable *table, int row, const char *column)
{
    int c = column_of(table, column);
    return c < 0 || row < 0 || row >= table->n_rows ? "" : table->row[row].field[c].text;
}

static double cell_number(const char *text)
{
    char hint_text[64];
    const char *hint = NULL;
    double value = NAN;
    if (strcmp(text, "never") == 0) return INFINITY;
    return number_read(text, strlen(text), &value, hint_text, &hint) ? value : NAN;
}

static int find_row(const CsvTable *table, int from, const char *const *match)
{
    for (int row = from; row < table->n_rows; row++) {
        bool all = true;
        for (const char *const *m = match; all && *m != NULL; m += 2) {
            all = strcmp(cell(table, row, m[0]), m[1]) == 0;
        }
        if (all) return row;
    }
    return -1;
}

/* Does the manifest answer for a table of this name? */
static bool is_named(const Result *result, const char *file)
{
    const char *const match[] = {"kind", "table", "name", file, NULL};
    return find_row(&result->table[RESULT_MANIFEST], 0, match) >= 0;
}

Status result_read(const char *folder, Problems *problems, Result *result)
{
    return result_read_some(folder, (1u << N_RESULT_TABLES) - 1, problems, result);
}

Status result_read_some(const char *folder, unsigned tables, Problems *problems, Result *result)
{
    Status status = STATUS_OK;
    *result = (Result){0};
    for (int t = 0; t < N_RESULT_TABLES; t++) {
        bool wanted = (tables >> t & 1) && is_named(result, result_file[t]);
        if (t != RESULT_MANIFEST && !wanted) continue;
        TRY(read_table(folder, result_file[t], &result->arena, problems, &result->table[t]));
    }
out:
    if (status != STATUS_OK) result_free(result);
    return status;
}

int result_find(const Result *result, ResultTable table, int from, const char *const *match)
{
    return find_row(&result->table[table], from, match);
}

const char *result_text(const Result *result, ResultTable table, int row, const char *column)
{
    return cell(&result->table[table], row, column);
}

double result_number(const Result *result, ResultTable table, int row, const char *column)
{
    return cell_number(result_text(result, table, row, column));
}

static const char *value_named(const Result *result, ResultTable table, const char *name)
{
    int row = result_find(result, table, 0, RESULT_MATCH("name", name));
    return result_text(result, table, row, "value");
}

const char *result_setting(const Result *result, const char *name)
{
    return value_named(result, RESULT_MANIFEST, name);
}

double result_setting_number(const Result *result, const char *name)
{
    return cell_number(result_setting(result, name));
}

const char *result_fact(const Result *result, const char *name)
{
    return value_named(result, RESULT_HEADLINE, name);
}

double result_fact_number(const Result *result, const char *name)
{
    return cell_number(result_fact(result, name));
}

const char *result_label(const Result *result, ResultTable table, const char *name,
                         Language language)
{
    static const char *const column[N_LANGUAGES] = {"label_en", "label_sv"};
    const CsvTable *labels = &result->table[table];
    for (int row = 0; row < labels->n_rows; row++) {
        if (strcmp(labels->row[row].field[0].text, name) != 0) continue;
        const char *label = cell(labels, row, column[language]);
        return label[0] ? label : name;
    }
    return name;
}

/* ---- checking ---- */

static Status refuse(Problems *problems, const char *folder, const char *file, const char *why)
{
    return problems_fail(problems, STATUS_FILE, "%s/%s: %s", folder, file, why);
}

/* One table against its row of the manifest. A name that is not a plain file name is not ours. */
static Status check_table(const char *folder, const CsvTable *manifest, int row, Problems *problems)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    const char *text = NULL, *name = cell(manifest, row, "name");
    char checksum[20], why[160];
    size_t length = 0;
    const char *path = arena_format(&arena, "%s/%s", folder, name);
    if (path == NULL) return STATUS_MEMORY;
    if (name[0] == '\0' || name[0] == '.' || strchr(name, '/') != NULL) {
        TRY(refuse(problems, folder, "manifest.csv", "names a table outside the folder"));
    }
    if (access(path, F_OK) != 0) {
        snprintf(why, sizeof why, "the table is missing: %s", run_again);
        TRY(refuse(problems, folder, name, why));
    }
    TRY(file_read(path, manifest_table_limit, &arena, problems, &text, &length));
    snprintf(checksum, sizeof checksum, "%016" PRIx64, file_checksum(text, length));
    if (strcmp(checksum, cell(manifest, row, "checksum")) != 0) {
        snprintf(why, sizeof why,
                 "differs from its checksum in manifest.csv: it was changed after the run; %s",
                 run_again);
        TRY(refuse(problems, folder, name, why));
    }
out:
    arena_free(&arena);
    return status;
}

/* The last row counts the rows before it. */
static bool is_whole(const CsvTable *manifest)
{
    int last = manifest->n_rows - 1;
    return last >= 0 && strcmp(cell(manifest, last, "kind"), "end") == 0 &&
           cell_number(cell(manifest, last, "value")) == (double)last;
}

Status result_check(const char *folder, Problems *problems)
{
    Status status = STATUS_OK, worst = STATUS_OK;
    Arena arena = {0};
    CsvTable manifest = {0};
    char why[160];
    const char *path = arena_format(&arena, "%s/manifest.csv", folder);
    if (path == NULL) return STATUS_MEMORY;
    if (access(folder, F_OK) != 0 && errno == ENOENT) {
        TRY(problems_fail(problems, STATUS_FILE,
                          "%s: there is no such folder: is the name right? `livsbana run FILE -o "
                          "DIR` makes one",
                          folder));
    }
    if (access(path, F_OK) != 0) {
        TRY(problems_fail(problems, STATUS_FILE,
                          "%s: there is no manifest.csv, so this is not a finished result: %s",
                          folder, run_again));
    }
    TRY(csv_read(path, &arena, problems, &manifest));
    if (!is_whole(&manifest)) {
        snprintf(why, sizeof why, "the manifest is cut short or changed: %s", run_again);
        TRY(refuse(problems, folder, "manifest.csv", why));
    }
    for (int row = 0; row < manifest.n_rows; row++) {
        if (strcmp(cell(&manifest, row, "kind"), "table") != 0) continue;
        status = check_table(folder, &manifest, row, problems);
        if (status != STATUS_OK) worst = status;
    }
    status = worst;
out:
    arena_free(&arena);
    return status;
}

#include "output/manifest.h"

#include "base/program.h"
#include "output/rows.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef LIVSBANA_VERSION
#define LIVSBANA_VERSION "unknown"
#endif

const size_t manifest_table_limit = (size_t)1 << 31;

static const char header[] = "kind,name,value,checksum,bytes\n";

typedef struct {
    RowWriter rows;
    int n;
} Manifest;

static bool holds(const char *folder, const char *name)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/%s", folder, name);
    return length < PATH_MAX && access(path, F_OK) == 0;
}

Status manifest_allows(const ResultMaker *maker, const char *folder, Problems *problems)
{
    if (!holds(folder, "manifest.csv") || holds(folder, maker->table)) return STATUS_OK;
    return problems_fail(problems, STATUS_FILE,
                         "%s: expected a new folder or one that `livsbana %s` made, got the result "
                         "of another command, which would be lost: give another folder by -o",
                         folder, maker->command);
}

/* A row without checksum; the caller has begun it with open_row and put the value. */
static void open_row(Manifest *manifest, const char *kind, const char *name)
{
    row_text(&manifest->rows, kind);
    row_text(&manifest->rows, name);
    manifest->n++;
}

static void close_row(Manifest *manifest)
{
    row_text(&manifest->rows, NULL);
    row_text(&manifest->rows, NULL);
    row_end(&manifest->rows);
}

static void say_text(Manifest *manifest, const char *kind, const char *name, const char *value)
{
    open_row(manifest, kind, name);
    row_text(&manifest->rows, value);
    close_row(manifest);
}

static void say_number(Manifest *manifest, const char *kind, const char *name, double value)
{
    open_row(manifest, kind, name);
    row_number(&manifest->rows, value);
    close_row(manifest);
}

static void say_count(Manifest *manifest, const char *kind, const char *name, long long value)
{
    open_row(manifest, kind, name);
    row_count(&manifest->rows, value);
    close_row(manifest);
}

static void say_file(Manifest *manifest, const char *kind, const char *name, uint64_t checksum)
{
    open_row(manifest, kind, name);
    row_text(&manifest->rows, NULL);
    row_checksum(&manifest->rows, checksum);
}

/* Two programs of one version may come to other results: the sources tell them apart. */
static void say_program(Manifest *manifest)
{
    open_row(manifest, "program", "livsbana");
    row_text(&manifest->rows, LIVSBANA_VERSION);
    row_checksum(&manifest->rows, program_sources);
    row_text(&manifest->rows, NULL);
    row_end(&manifest->rows);
}

static void say_group(Manifest *manifest, const Group *group)
{
    const char *kind = "group";
    say_text(manifest, kind, "name", group->name);
    say_count(manifest, kind, "number", group->number);
    say_count(manifest, kind, "age_from", group->age_from);
    say_count(manifest, kind, "age_to", group->age_to);
    say_number(manifest, kind, "women", group->women);
    say_count(manifest, kind, "enter_from", group->enter_from);
    say_count(manifest, kind, "enter_to", group->enter_to);
}

static void say_simulation(Manifest *manifest, const Simulation *simulation)
{
    const char *kind = "setting";
    char seed[24]; /* 64 bits, more than a long long or a double holds */
    snprintf(seed, sizeof seed, "%ju", (uintmax_t)simulation->seed);
    say_text(manifest, kind, "seed", seed);
    say_count(manifest, kind, "worlds", simulation->worlds);
    say_count(manifest, kind, "replicates", simulation->replicates);
    say_count(manifest, kind, "replicates_per_world", simulation->replicates_per_world);
    say_text(manifest, kind, "shock", simulation->shock ? "on" : "off");
}

static void say_settings(Manifest *manifest, const Study *study)
{
    const Economics *economics = &study->economics;
    const char *kind = "setting";
    say_simulation(manifest, &study->simulation);
    say_count(manifest, kind, "starts", study->starts);
    say_count(manifest, kind, "horizon", economics->horizon);
    say_count(manifest, kind, "price_year", economics->price_year);
    say_text(manifest, kind, "price_index", study->model.price_index_name);
    say_text(manifest, kind, "timing", timing_name[economics->timing]);
    say_number(manifest, kind, "discount_rate", economics->discount_rate);
    say_number(manifest, kind, "social_discount_rate", economics->social_discount_rate);
    say_number(manifest, kind, "outcome_discount_rate", economics->outcome_discount_rate);
    say_number(manifest, kind, "limit_for", economics->limit_for);
    say_number(manifest, kind, "limit_for_halved", economics->limit_for_halved);
    say_number(manifest, kind, "limit_against", economics->limit_against);
    say_number(manifest, kind, "limit_weak", economics->limit_weak);
}

static void say_input(Manifest *manifest, const InputFile *file)
{
    say_file(manifest, "input", file->path, file->checksum);
    row_text(&manifest->rows, NULL);
    row_end(&manifest->rows);
}

static void say_study(Manifest *manifest, const Study *study)
{
    say_program(manifest);
    say_text(manifest, "scenario", "name", study->name);
    say_text(manifest, "scenario", "path", study->path);
    say_text(manifest, "scenario", "comparator", study->comparator);
    say_text(manifest, "model", "name", study->model.name);
    say_settings(manifest, study);
    for (int i = 0; i < study->n_groups; i++) {
        say_group(manifest, &study->group[i]);
    }
    for (int i = 0; i < study->n_input_files; i++) say_input(manifest, &study->input_file[i]);
}

/* Has an earlier study the file too? Its model's tables, mostly. */
static bool said_before(const Fund *fund, int study, const InputFile *file)
{
    for (int s = 0; s < study; s++) {
        for (int i = 0; i < fund->study[s].n_input_files; i++)
            if (strcmp(fund->study[s].input_file[i].path, file->path) == 0) return true;
    }
    return false;
}

static void say_fund_settings(Manifest *manifest, const Fund *fund)
{
    const char *kind = "setting";
    double granted = 0;
    for (int g = 0; g < fund->n_grants; g++) granted += fund->grant[g].amount;
    say_simulation(manifest, &fund->study[0].simulation);
    say_number(manifest, kind, "opening", fund->opening);
    say_count(manifest, kind, "price_year", fund->price_year);
    say_text(manifest, kind, "price_index", fund->study[0].model.price_index_name);
    say_count(manifest, kind, "first_year", fund->first_year);
    say_count(manifest, kind, "years", fund->n_years);
    say_text(manifest, kind, "cannot_pay", when_short_name[fund->when_short]);
    say_count(manifest, kind, "comparison", fund->comparison);
    say_count(manifest, kind, "further_from", fund->first_year + fund->further_from);
    say_count(manifest, kind, "further_per_year", fund->further_per_year);
    say_number(manifest, kind, "partial", fund->partial);
    say_count(manifest, kind, "grants", fund->n_grants);
    say_number(manifest, kind, "average_grant", granted / fund->n_grants);
}

static void say_fund(Manifest *manifest, const Fund *fund)
{
    say_program(manifest);
    say_text(manifest, "fund", "name", fund->name);
    say_text(manifest, "fund", "path", fund->path);
    say_fund_settings(manifest, fund);
    say_input(manifest, &(InputFile){fund->path, fund->checksum});
    for (int s = 0; s < fund->n_studies; s++) {
        for (int i = 0; i < fund->study[s].n_input_files; i++) {
            const InputFile *file = &fund->study[s].input_file[i];
            if (!said_before(fund, s, file)) say_input(manifest, file);
        }
    }
}

/* The checksum is of what stands on the disk, not of what was meant to. */
static Status say_table(Manifest *manifest, const FileFolder *folder, const char *name,
                        Problems *problems)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    const char *text = NULL;
    size_t length = 0;
    char *path = arena_format(&arena, "%s/%s", folder->partial, name);
    if (path == NULL) {
        status = STATUS_MEMORY;
        goto out;
    }
    TRY(file_read(path, manifest_table_limit, &arena, problems, &text, &length));
    say_file(manifest, "table", name, file_checksum(text, length));
    row_count(&manifest->rows, (long long)length);
    row_end(&manifest->rows);
out:
    arena_free(&arena);
    return status;
}

/* The rows of a study alone, as they begin its manifest; in malloc memory. */
static Status head_of(const Study *study, char **text, size_t *length)
{
    Manifest manifest = {0};
    manifest.rows.file = open_memstream(text, length);
    if (manifest.rows.file == NULL) return STATUS_MEMORY;
    fputs(header, manifest.rows.file);
    say_study(&manifest, study);
    bool failed = ferror(manifest.rows.file) != 0;
    return fclose(manifest.rows.file) != 0 || failed ? STATUS_MEMORY : STATUS_OK;
}

Status manifest_is_of(const Study *study, const char *folder, Problems *problems, bool *is)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    char *head = NULL;
    const char *text;
    size_t n_head, length;
    const char *path = arena_format(&arena, "%s/manifest.csv", folder);
    *is = false;
    if (path == NULL) return STATUS_MEMORY;
    if (access(path, F_OK) != 0) goto out;
    TRY(head_of(study, &head, &n_head));
    TRY(file_read(path, manifest_table_limit, &arena, problems, &text, &length));
    *is = length > n_head && memcmp(text, head, n_head) == 0;
out:
    free(head);
    arena_free(&arena);
    return status;
}

static void say_batch(Manifest *manifest, const Batch *batch, Arena *arena)
{
    const char *kind = "setting";
    char seed[24];
    snprintf(seed, sizeof seed, "%ju", (uintmax_t)batch->seed);
    say_program(manifest);
    say_text(manifest, "batch", "account", batch->account.name);
    say_count(manifest, "batch", "years", batch->years);
    say_count(manifest, "batch", "scenarios", batch->n);
    say_count(manifest, "batch", "ranked", batch->n_ranked);
    say_text(manifest, kind, "seed", seed);
    say_count(manifest, kind, "worlds", batch->n_worlds);
    say_count(manifest, kind, "replicates", batch->n_replicates);
    say_count(manifest, kind, "price_year", batch->price_year);
    for (int i = 0; i < batch->n; i++) {
        const BatchScenario *scenario = &batch->scenario[i];
        if (scenario->state == SCENARIO_FAILED) continue;
        /* Not the folder's name alone: what a manifest names may be replaced as a whole. */
        open_row(manifest, "scenario", scenario->path);
        row_text(&manifest->rows, arena_format(arena, "%s/manifest.csv", scenario->name));
        row_checksum(&manifest->rows, scenario->checksum);
        row_text(&manifest->rows, NULL);
        row_end(&manifest->rows);
    }
}

/* The tables, and what tells a cut manifest. */
static Status close_manifest(Manifest *manifest, const FileFolder *folder, const char *const *name,
                             int n, Problems *problems)
{
    Status status = STATUS_OK;
    for (int i = 0; i < n; i++) TRY(say_table(manifest, folder, name[i], problems));
    say_text(manifest, "folder", "charts", "drawn from the tables");
    say_count(manifest, "end", "rows", manifest->n); /* a cut manifest lacks it */
    TRY(file_close(&manifest->rows.file, "manifest.csv", problems));
out:
    if (manifest->rows.file != NULL) fclose(manifest->rows.file);
    return status;
}

Status manifest_write_batch(const Batch *batch, const FileFolder *folder, const char *const *name,
                            int n, Problems *problems)
{
    Status status = STATUS_OK;
    Manifest manifest = {0};
    Arena arena = {0};
    TRY(file_create(folder, "manifest.csv", problems, &manifest.rows.file));
    fputs(header, manifest.rows.file);
    say_batch(&manifest, batch, &arena);
    TRY(close_manifest(&manifest, folder, name, n, problems));
out:
    arena_free(&arena);
    return status;
}

Status manifest_write_fund(const Fund *fund, const FileFolder *folder, const char *const *name,
                           int n, Problems *problems)
{
    Status status = STATUS_OK;
    Manifest manifest = {0};
    TRY(file_create(folder, "manifest.csv", problems, &manifest.rows.file));
    fputs(header, manifest.rows.file);
    say_fund(&manifest, fund);
    TRY(close_manifest(&manifest, folder, name, n, problems));
out:
    return status;
}

Status manifest_write(const Study *study, const FileFolder *folder, const char *const *name, int n,
                      Problems *problems)
{
    Status status = STATUS_OK;
    Manifest manifest = {0};
    TRY(file_create(folder, "manifest.csv", problems, &manifest.rows.file));
    fputs(header, manifest.rows.file);
    say_study(&manifest, study);
    TRY(close_manifest(&manifest, folder, name, n, problems));
out:
    return status;
}

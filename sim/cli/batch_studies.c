#include "cli/batch_studies.h"

#include "analysis/accounts.h"
#include "base/parallel.h"
#include "base/path.h"
#include "model/file_kind.h"
#include "model/label.h"

#include <string.h>

enum { DEFAULT_YEARS = 10, DEFAULT_WORLDS = 2000, DEFAULT_REPLICATES = 10000, DEFAULT_SEED = 1 };
static const char default_account[] = "municipality";

/* ---- settings ---- */

/* The command line wins over the batch file, which wins over the defaults; scenario files have no say in
 * worlds, replicates, seed and whether calendar years differ: all live in the same worlds. */
static void settle(const Session *session, BatchStudies *studies)
{
    const StudyOptions *told = &studies->file.settings;
    const BatchFile *file = &studies->file;
    StudyOptions given = study_options_of(session);
    StudyOptions *settings = &studies->settings;
    *settings = (StudyOptions){
        .worlds = (int)number_of(session, OPTION_WORLDS, told->worlds),
        .replicates = given.replicates > 0 ? given.replicates : told->replicates,
        .horizon = given.horizon > 0 ? given.horizon : told->horizon,
        .price_year = (int)number_of(session, OPTION_PRICE_YEAR, told->price_year),
        .has_seed = true,
        .seed = given.has_seed ? given.seed : (told->has_seed ? told->seed : DEFAULT_SEED),
        .has_shock = true,
        .shock = !told->has_shock || told->shock};
    if (settings->worlds == 0) settings->worlds = DEFAULT_WORLDS;
    if (settings->replicates == 0) settings->replicates = DEFAULT_REPLICATES;
    int years = file->years > 0 ? file->years : DEFAULT_YEARS;
    const char *account = file->account != NULL ? file->account : default_account;
    studies->request = (NetRequest){.years = (int)number_of(session, OPTION_YEARS, years),
                                    .account = text_of(session, OPTION_ACCOUNT, account)};
}

/* ---- which scenarios ---- */

/* Each needs a folder of its own, and the charts of the batch one, too. */
static Status check_names(const BatchStudies *studies, Problems *problems)
{
    Status status = STATUS_OK;
    for (int i = 0; i < studies->n; i++) {
        const BatchStudy *study = &studies->study[i];
        bool again = strcmp(study->name, "charts") == 0;
        for (int j = 0; j < i; j++) again |= strcmp(study->name, studies->study[j].name) == 0;
        if (!again) continue;
        problems_note(problems, (Where){0}, NULL,
                      "expected scenario files whose names differ (and none called charts): each "
                      "name is a folder of results; got another %s: \"%s\"",
                      study->name, study->path);
        status = STATUS_USAGE;
    }
    return status;
}

static Status take_files(const char *const *path, int n, Problems *problems, BatchStudies *studies)
{
    Status status = STATUS_OK;
    FileKind kind = FILE_OTHER;
    if (n == 1) TRY(file_kind(path[0], &kind));
    bool is_batch = kind != FILE_SCENARIO && kind != FILE_OTHER; /* a fund is told to be none */
    if (is_batch) TRY(batch_file_read(path[0], problems, &studies->file));
    studies->n = is_batch ? studies->file.n_scenarios : n;
    if (is_batch) path = (const char *const *)studies->file.scenario;
    ARENA_TRY(&studies->arena, studies->study, studies->n);
    for (int i = 0; i < studies->n; i++) {
        const char *name = path_stem(path[i], &studies->arena);
        if (name == NULL) return STATUS_MEMORY;
        studies->study[i] = (BatchStudy){.path = path[i], .name = name};
        if (is_batch) studies->study[i].named = studies->file.named[i];
    }
    TRY(check_names(studies, problems));
out:
    return status;
}

/* ---- reading ---- */

/* The first problem without the file's path, which stands beside it. */
static const char *short_reason(const char *text, const char *path)
{
    size_t n = strlen(path);
    if (strncmp(text, path, n) != 0 || text[n] != ':') return text;
    return text + n + 1 + strspn(text + n + 1, " ");
}

Status batch_study_fail(BatchStudies *studies, int i, Status status, Problems *why,
                        Problems *problems)
{
    BatchStudy *study = &studies->study[i];
    problems_sort(why);
    const char *text = why->n_kept > 0 ? short_reason(why->list[0].text, study->path) : "no reason";
    study->status = status;
    study->reason = arena_format(&studies->arena, "%s", text);
    if (why->n > 1)
        study->reason = arena_format(&studies->arena, "%s (and %zu more)", text, why->n - 1);
    problems_move(why, problems);
    return study->reason != NULL ? STATUS_OK : STATUS_MEMORY;
}

/* What a single scenario must fit: the years, and the money of the same year. */
static void check_fit(const BatchStudies *studies, const Study *study, int price_year,
                      Problems *why)
{
    const Economics *economics = &study->economics;
    Where where = {.file = study->path};
    if (economics->horizon < studies->request.years)
        problems_note(why, where, "economics.horizon",
                      "expected at least the %d years of the ranking, got %d; --horizon or --years "
                      "changes it for all",
                      studies->request.years, economics->horizon);
    if (economics->price_year != price_year)
        problems_note(
            why, where, "economics.price_year",
            "expected the price year of the other scenarios, %d, got %d; --price-year sets "
            "it for all",
            price_year, economics->price_year);
}

/* The account's label, if the study has it. */
static Status find_account(const Study *study, const char *name, bool *found, Label *label)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    Accounts accounts = {0};
    TRY(accounts_make(study, &arena, &accounts));
    int at = accounts_find(&accounts, name);
    *found = at != ANY;
    if (*found) *label = accounts.account[at].label; /* texts of the model or the program */
out:
    arena_free(&arena);
    return status;
}

Status batch_study_read(const BatchStudies *studies, int i, Problems *problems, Study *study)
{
    StudyOptions settings = studies->settings;
    settings.named = studies->study[i].named;
    return study_read(studies->study[i].path, &settings, problems, study);
}

/* What came of each. */
typedef struct {
    BatchStudies *studies;
    Problems *why; /* [studies->n] */
} Readings;

/* A scenario that cannot be read stops no other. */
static Status read_one(void *context, void *scratch, int i)
{
    const Readings *readings = context;
    BatchStudy *study = &readings->studies->study[i];
    (void)scratch;
    study->status = batch_study_read(readings->studies, i, &readings->why[i], &study->study);
    return study->status == STATUS_INPUT || study->status == STATUS_FILE ? STATUS_OK
                                                                         : study->status;
}

/* In the order given: the first that could be read says which money the others must be of. */
static Status settle_one(BatchStudies *studies, int i, int *price_year, Problems *why,
                         Problems *problems)
{
    BatchStudy *study = &studies->study[i];
    if (study->status == STATUS_OK) {
        if (*price_year == ANY) *price_year = study->study.economics.price_year;
        check_fit(studies, &study->study, *price_year, why);
        if (why->n > 0) study->status = STATUS_INPUT;
    }
    if (study->status == STATUS_OK) return STATUS_OK;
    study_free(&study->study);
    return batch_study_fail(studies, i, study->status, why, problems);
}

static Status read_all(const Session *session, BatchStudies *studies, Problems *of_scenarios)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    int price_year = studies->settings.price_year > 0 ? studies->settings.price_year : ANY;
    Readings readings = {.studies = studies};
    ARENA_TRY(&scratch, readings.why, studies->n);
    ParallelJob job = {.n_threads = threads_of(session),
                       .n_blocks = studies->n,
                       .context = &readings,
                       .work = read_one,
                       .stop = session->stop};
    TRY(parallel_run(&job));
    for (int i = 0; i < studies->n; i++)
        TRY(settle_one(studies, i, &price_year, &readings.why[i], of_scenarios));
out:
    for (int i = 0; readings.why != NULL && i < studies->n; i++) problems_free(&readings.why[i]);
    arena_free(&scratch);
    return status;
}

/* The account of the first model that could be read which `name` is nearest to. */
static Status find_meant(BatchStudies *studies, const char *name, const char **meant)
{
    Status status = STATUS_OK;
    Accounts accounts = {0};
    const Label **label;
    int i = 0;
    while (studies->study[i].status != STATUS_OK) i++;
    TRY(accounts_make(&studies->study[i].study, &studies->arena, &accounts));
    ARENA_TRY(&studies->arena, label, accounts.n);
    for (int a = 0; a < accounts.n; a++) label[a] = &accounts.account[a].label;
    *meant = label_nearest(label, accounts.n, name);
out:
    return status;
}

/* A title names the random numbers of a scenario's people and of what stands in its file: variants of one
 * programme are compared on the same draws, two programmes must not be. */
static void tell_titles(const BatchStudies *studies)
{
    for (int i = 0; i < studies->n; i++) {
        const BatchStudy *study = &studies->study[i];
        int j = 0;
        while (j < i && (studies->study[j].status != STATUS_OK || study->status != STATUS_OK ||
                         strcmp(studies->study[j].study.name, study->study.name) != 0))
            j++;
        if (j < i)
            fprintf(stderr,
                    "livsbana batch: note: %s and %s have the same title, and so the same luck and "
                    "the same draws of effects and costs: right for variants of one programme, of "
                    "which one is chosen; two programmes need titles of their own\n",
                    studies->study[j].path, study->path);
    }
}

/* An account that no model has is a slip on the command line; one that some have leaves the others
 * out. */
static Status settle_account(BatchStudies *studies, Problems *problems, Problems *of_scenarios)
{
    Status status = STATUS_OK;
    const char *name = studies->request.account;
    bool known = false, any = false;
    studies->account = (Label){.name = name};
    for (int i = 0; i < studies->n; i++) {
        bool found = false;
        if (studies->study[i].status != STATUS_OK) continue;
        any = true;
        TRY(find_account(&studies->study[i].study, name, &found, &studies->account));
        known |= found;
    }
    if (any && !known) {
        const char *meant = NULL;
        bool of_file = studies->file.account == name;
        TRY(find_meant(studies, name, &meant));
        problems_expected(problems, of_file ? studies->file.account_where : (Where){0},
                          of_file ? "batch.account" : "--account",
                          "a payer of the model, or municipality, region, state, public_sector or "
                          "society",
                          name, meant);
        return of_file ? STATUS_INPUT : STATUS_USAGE;
    }
    for (int i = 0; i < studies->n; i++) {
        BatchStudy *study = &studies->study[i];
        bool found = true;
        Label label;
        Problems why = {0};
        if (study->status != STATUS_OK) continue;
        TRY(find_account(&study->study, name, &found, &label));
        if (found) continue;
        problems_note(
            &why, (Where){.file = study->path}, "model",
            "expected a model with the account \"%s\", by which scenarios are ranked, got "
            "\"%s\" without it",
            name, study->study.model.name);
        study_free(&study->study);
        status = batch_study_fail(studies, i, STATUS_INPUT, &why, of_scenarios);
        problems_free(&why);
        if (status != STATUS_OK) goto out;
    }
out:
    return status;
}

/* ---- overlaps ---- */

/* Every overlap's share in every world. */
static Status draw_shares(BatchStudies *studies, int n_worlds)
{
    Status status = STATUS_OK;
    Study *shares = &studies->file.shares;
    int n = shares->n_parameters;
    double *value;
    shares->simulation.seed = studies->settings.seed;
    studies->n_overlaps = studies->file.n_overlaps;
    ARENA_TRY(&studies->arena, studies->overlap, studies->n_overlaps);
    ARENA_TRY(&studies->arena, value, n_worlds * n);
    for (int block = 0; block * WORLDS_PER_BLOCK < n_worlds && n > 0; block++)
        study_draw_block(shares, block, value + block * WORLDS_PER_BLOCK * n);
    for (int i = 0; i < studies->n_overlaps; i++) {
        const Overlap *overlap = &studies->file.overlap[i];
        double *share;
        ARENA_TRY(&studies->arena, share, n_worlds);
        for (int w = 0; w < n_worlds; w++) share[w] = value[w * n + overlap->share];
        studies->overlap[i] = (BatchOverlap){overlap->a, overlap->b, share, overlap->where};
    }
out:
    return status;
}

static Status check_overlaps(BatchStudies *studies, Problems *problems)
{
    Status status = STATUS_OK;
    Batch batch = {.n = studies->n};
    Arena scratch = {0};
    ARENA_TRY(&scratch, batch.scenario, studies->n);
    for (int i = 0; i < studies->n; i++) {
        const Study *study = &studies->study[i].study;
        batch.scenario[i].name = studies->study[i].name;
        batch.scenario[i].participants = study_participants(study);
        if (study->n_groups > 0) batch.n_worlds = study->simulation.worlds;
    }
    TRY(draw_shares(studies, batch.n_worlds));
    TRY(batch_check_overlaps(&batch, studies->overlap, studies->n_overlaps, problems));
out:
    arena_free(&scratch);
    return status;
}

/* ---- the whole ---- */

Status batch_studies_begin(const Session *session, const char *const *path, int n,
                           Problems *problems, BatchStudies *studies)
{
    *studies = (BatchStudies){0};
    Status status = take_files(path, n, problems, studies);
    if (status == STATUS_OK) settle(session, studies);
    return status;
}

Status batch_studies_read(const Session *session, const char *const *path, int n,
                          Problems *problems, Problems *of_scenarios, BatchStudies *studies)
{
    Status status = STATUS_OK;
    TRY(batch_studies_begin(session, path, n, problems, studies));
    TRY(read_all(session, studies, of_scenarios));
    tell_titles(studies);
    TRY(settle_account(studies, problems, of_scenarios));
    TRY(check_overlaps(studies, problems));
out:
    return status;
}

size_t batch_studies_bytes(const BatchStudies *studies)
{
    size_t bytes = studies->arena.used;
    for (int i = 0; i < studies->n && studies->study != NULL; i++)
        bytes += studies->study[i].study.arena.used;
    return bytes;
}

void batch_studies_free(BatchStudies *studies)
{
    for (int i = 0; i < studies->n && studies->study != NULL; i++)
        study_free(&studies->study[i].study);
    batch_file_free(&studies->file);
    arena_free(&studies->arena);
    *studies = (BatchStudies){0};
}

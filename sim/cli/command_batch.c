#include "base/ranks.h"
#include "cli/batch_folders.h"
#include "cli/batch_help.h"
#include "cli/batch_run.h"
#include "cli/report.h"
#include "cli/resume.h"
#include "cli/steps.h"
#include "output/batch_page.h"
#include "output/batch_tables.h"
#include "output/charts.h"
#include "output/manifest.h"

static const ResultMaker maker = {"batch", "batch.csv"};

/* One batch, from the files to the ranking. */
typedef struct {
    const Session *session;
    Problems *problems;
    Progress progress;
    const char *folder;
    BatchStudies studies;
    Batch batch;
    Status drawn; /* charts that could not be written, which was told: the tables stand */
    BatchFolders folders;
    Arena arena;
} Batching;

static bool interrupted(const Batching *batching)
{
    return atomic_load(batching->session->stop);
}

/* Tells problems now: more work follows. */
static void tell_now(Batching *batching, Problems *problems)
{
    size_t n_files;
    progress_end(&batching->progress);
    report_problems(problems, "batch", &n_files);
    problems_free(problems);
    *problems = (Problems){0};
}

/* Charts that are there stay; of those that could not all be written, or were interrupted, none does, so that
 * the same command draws them again. */
static Status draw_charts(Batching *batching, const char *folder, bool asked)
{
    if (!asked || charts_stand(folder, language_of(batching->session))) return STATUS_OK;
    Status status = steps_draw(batching->session, folder, "batch", &batching->progress,
                               batching->problems);
    if (status != STATUS_OK) charts_remove(folder);
    if (status == STATUS_FILE) batching->drawn = status;
    return status == STATUS_FILE ? STATUS_OK : status;
}

/* ---- all ---- */

static Status begin_scenarios(Batching *batching)
{
    Status status = STATUS_OK;
    const BatchStudies *studies = &batching->studies;
    int first = 0;
    while (first < studies->n - 1 && studies->study[first].status != STATUS_OK) first++;
    report_older_draws(&studies->study[first].study.model);
    for (int i = 0; i < studies->n; i++)
        if (studies->study[i].status == STATUS_OK) report_slips(&studies->study[i].study);
    TRY(batch_folders_begin(batching->session, studies, batching->folder, &batching->folders));
    batching->batch.n = studies->n;
    batching->batch.scenario = batching->folders.scenario;
out:
    return status;
}

/* What a killed rank left behind goes with the interrupted batch. */
static Status stop_here(Batching *batching, int n_done)
{
    for (int i = 0; i < batching->studies.n && ranks_here().n > 1; i++)
        file_folder_sweep(batching->folders.folder[i].path);
    const Session *session = batching->session;
    bool kept = is_given(session, OPTION_CHECKPOINT) || is_given(session, OPTION_RESUME);
    return problems_fail(batching->problems, STATUS_RUN_FAILED,
                         "%s: %d of %d scenarios are done; %s", resume_why(), n_done,
                         batching->studies.n,
                         kept ? "the same command with --resume goes on from there"
                              : "the same command begins with the others (--checkpoint would keep "
                                "what of them is worked out)");
}

/* The folders of those that do not stand. */
static Status make_folders(Batching *batching)
{
    Status status = STATUS_OK;
    BatchRun run = {.session = batching->session,
                    .folder = batching->folder,
                    .studies = &batching->studies,
                    .progress = &batching->progress,
                    .wanted = batching->folders.wanted};
    int n_before = 0, n_over = 0; /* those that stand; those with nothing to do */
    status = batch_folders_reuse(&batching->folders);
    for (int i = 0; i < batching->studies.n; i++) {
        n_before += batching->folders.scenario[i].state == SCENARIO_REUSED;
        n_over += !run.wanted[i];
    }
    if (status != STATUS_OK) goto out;
    progress_parts(&batching->progress, "scenarios", n_over, batching->studies.n);
    TRY(batch_run(&run, batching->problems));
    TRY(batch_folders_take(&batching->folders));
out:
    progress_end(&batching->progress);
    return interrupted(batching) ? stop_here(batching, n_before + run.n_made) : status;
}

/* What became of one, and its charts. */
static Status end_scenario(Batching *batching, int i)
{
    Status status = STATUS_OK;
    const BatchStudy *study = &batching->studies.study[i];
    BatchFolder *folder = &batching->folders.folder[i];
    BatchScenario *scenario = &batching->batch.scenario[i];
    if (folder->status != STATUS_OK) {
        Problems told = {0};
        TRY(batch_study_fail(&batching->studies, i, STATUS_RUN_FAILED, &folder->why, &told));
        tell_now(batching, &told);
    }
    scenario->name = study->name;
    scenario->path = study->path;
    scenario->reason = study->reason;
    if (study->status != STATUS_OK)
        scenario->state = SCENARIO_FAILED;
    else
        TRY(draw_charts(batching, folder->path, is_given(batching->session, OPTION_PLOTS)));
out:
    return status;
}

static Status make_scenarios(Batching *batching)
{
    Status status = STATUS_OK;
    TRY(begin_scenarios(batching));
    TRY(make_folders(batching));
    for (int i = 0; i < batching->studies.n; i++) TRY(end_scenario(batching, i));
out:
    return status;
}

static Status rank(Batching *batching)
{
    Status status = STATUS_OK;
    bool changed = false;
    Batch *batch = &batching->batch;
    const BatchStudies *studies = &batching->studies;
    batch->account = studies->account;
    batch->years = studies->request.years;
    batch->seed = studies->settings.seed;
    for (int i = 0; i < batch->n; i++) {
        const Study *study = &studies->study[i].study;
        if (studies->study[i].status != STATUS_OK) continue;
        batch->scenario[i].study = study;
        batch->n_worlds = study->simulation.worlds;
        batch->n_replicates = study->simulation.replicates;
        batch->price_year = study->economics.price_year;
    }
    progress_say(&batching->progress, "ranking");
    BatchSavings savings = {&batching->folders, batching->problems};
    const SavingsReader reader = {&savings, batch_savings_read};
    TRY(batch_make(studies->overlap, studies->n_overlaps, &reader, batch));
    /* Another command may have put its result there meanwhile. */
    TRY(manifest_allows(&maker, batching->folder, batching->problems));
    TRY(batch_tables_write(batch, batching->folder, batching->problems, &changed));
    if (changed) charts_remove(batching->folder);
out:
    progress_end(&batching->progress);
    return status;
}

/* ---- what is told ---- */

static void tell_work(const Batching *batching)
{
    const Batch *batch = &batching->batch;
    int n[N_SCENARIO_STATES] = {0};
    bool swedish = language_of(batching->session) == LANGUAGE_SV;
    for (int i = 0; i < batch->n; i++) n[batch->scenario[i].state]++;
    printf(swedish ? "\n%d körda, %d oförändrade sedan tidigare, %d misslyckade\n%s %s\n"
                   : "\n%d run, %d unchanged since before, %d failed\n%s %s\n",
           n[SCENARIO_RUN], n[SCENARIO_REUSED], n[SCENARIO_FAILED],
           swedish ? "Resultat:" : "Results:", batching->folder);
}

/* The folder is complete; what could not be ranked shows in the exit status all the same. */
static Status answer(Batching *batching)
{
    const BatchStudies *studies = &batching->studies;
    int n_failed = 0;
    Status status = STATUS_OK;
    for (int i = 0; i < studies->n; i++) {
        Status one = studies->study[i].status;
        if (one == STATUS_OK) continue;
        n_failed++;
        if (status != STATUS_INPUT) status = one == STATUS_RUN_FAILED ? one : STATUS_INPUT;
    }
    if (n_failed == 0) return batching->drawn;
    const char *text = arena_format(&batching->arena,
                                    "%d of %d scenarios failed; see %s/failed.csv", n_failed,
                                    studies->n, batching->folder);
    if (text == NULL) return STATUS_MEMORY;
    if (status == STATUS_RUN_FAILED) return problems_fail(batching->problems, status, "%s", text);
    fprintf(stderr, "livsbana batch: %s\n", text); /* main would say that nothing was run */
    return status;
}

static Status run_batch(Batching *batching)
{
    Status status = STATUS_OK;
    const Session *session = batching->session;
    Problems of_scenarios = {0};
    const CommandLine *line = session->line;
    if (ranks_here().rank > 0) {
        TRY(batch_studies_begin(session, line->argument, line->n_arguments, batching->problems,
                                &batching->studies));
        return batch_help(session, batching->folder, &batching->studies);
    }
    TRY(manifest_allows(&maker, batching->folder, batching->problems));
    status = batch_studies_read(session, line->argument, line->n_arguments, batching->problems,
                                &of_scenarios, &batching->studies);
    tell_now(batching, &of_scenarios);
    if (status != STATUS_OK) goto out;
    TRY(make_scenarios(batching));
    TRY(rank(batching));
    if (batching->batch.n_ranked > 0)
        TRY(draw_charts(batching, batching->folder, !is_given(session, OPTION_NO_PLOTS)));
    if (!is_given(session, OPTION_QUIET)) {
        status = batch_page_write(&batching->batch, language_of(session), &session->screen);
        if (status == STATUS_MEMORY) goto out; /* main meets a screen that cannot be written to */
        tell_work(batching);
    }
    status = answer(batching);
out:
    return status;
}

static Status batch(const Session *session, Problems *problems)
{
    Batching batching = {.session = session,
                         .problems = problems,
                         .folder = text_of(session, OPTION_OUTPUT, "results/batch")};
    progress_begin(session, &batching.progress);
    Status status = run_batch(&batching);
    progress_end(&batching.progress);
    batch_free(&batching.batch);
    batch_folders_free(&batching.folders);
    batch_studies_free(&batching.studies);
    arena_free(&batching.arena);
    return status;
}

const Command command_batch = {
    .name = "batch",
    .arguments = "FILE... [-o DIR]",
    .least = 1,
    .most = ANY,
    .argument = "scenario files, or one batch file",
    .summary = "Run many scenarios in the same worlds and rank them",
    .help =
        "FILEs are scenarios, or one batch file that names them (`livsbana describe batch`). All "
        "are "
        "run with the same seed, worlds and replicates, whatever their files say: a parameter of "
        "the "
        "same name has the same draw in each world, so what is uncertain for all moves them "
        "together.\n"
        "\n"
        "They are ranked after --years for --account by the chance of payback, expected net "
        "saving, "
        "programme cost for each avoided year of exclusion, and net saving for each krona of "
        "programme cost (both: of all payers). Each rank comes with its share of worlds "
        "(knowledge) "
        "and of cohorts (with luck), each pair with the chance that one beats the other; equal "
        "values "
        "share a rank. Of more than a hundred scenarios ranks.csv and pairs.csv hold the hundred "
        "that save most. The page says so when none of them can be recommended.\n"
        "\n"
        "DIR (default results/batch) gets batch.csv (one row a scenario), measures.csv, ranks.csv, "
        "pairs.csv, totals.csv, spending.csv, failed.csv, the chart, and for each scenario a "
        "folder NAME as "
        "`livsbana run` writes it. A folder whose inputs, settings and program are the same as "
        "before "
        "is not run again, so a batch that was stopped goes on where it was. A batch file may say "
        "who "
        "takes part in two programmes; what is saved on them is then added up once, too. Where all "
        "together would save more on an item than the model says is spent on it in a year, the sum "
        "without what goes beyond is told beside the sum (totals.csv), with the years and items "
        "(spending.csv); each programme's own rank stays as it is alone.\n"
        "\n"
        "Scenarios are worked on at once, as many as there are threads and --memory has room for; "
        "threads without one help the others, as far as it has room for their work. With MPI "
        "(`mpirun -n 4 livsbana batch ...`) "
        "ranks "
        "take whole scenarios, one rank for a machine: they must read the same files and write to "
        "the "
        "same disk.\n"
        "\n"
        "A scenario that fails does not stop the others; the exit status is then 3 when a file is "
        "not "
        "valid or missing, else 1, though the folder is complete.\n"
        "\n"
        "  livsbana batch scenarios/norrkoping/portfolio.yaml -o results/portfolio --years 10",
    .shared = true,
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(YEARS) | OPTION_BIT(ACCOUNT) | OPTION_BIT(THREADS) |
               OPTION_BIT(MEMORY) | OPTION_BIT(CHECKPOINT) | OPTION_BIT(RESUME) | OPTION_BIT(SEED) |
               OPTION_BIT(WORLDS) | OPTION_BIT(REPLICATES) | OPTION_BIT(HORIZON) |
               OPTION_BIT(PRICE_YEAR) | OPTION_BIT(WORLDS_TABLE) | OPTION_BIT(LANGUAGE) |
               OPTION_BIT(PLOTS) | OPTION_BIT(NO_PLOTS) | OPTION_BIT(QUIET),
    .run = batch,
};

#include "cli/command.h"
#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "output/charts.h"
#include "output/page.h"
#include "output/tables.h"

/* One run, from the scenario to the result folder. */
typedef struct {
    const Session *session;
    Problems *problems;
    Progress progress;
    Study study;
    FileFolder folder;
    Findings findings;
    Arena arena;
} Run;

static bool interrupted(const Run *run)
{
    return atomic_load(run->session->stop);
}

/* The tables stand complete; a missing gnuplot takes nothing from them. */
static Status draw_charts(Run *run)
{
    Problems notes = {0};
    ChartsOptions charts = {.formats = 1u << CHART_PNG,
                            .language = language_of(run->session),
                            .n_processes = (int)number_of(run->session, OPTION_THREADS, 0)};
    progress_say(&run->progress, "drawing the charts");
    Status status = charts_draw(run->folder.final, folder_of_plots(), &charts, &notes);
    progress_end(&run->progress);
    if (interrupted(run)) {
        status = problems_fail(run->problems, STATUS_RUN_FAILED,
                               "interrupted while the charts were drawn; the tables are complete "
                               "in %s",
                               run->folder.final);
    } else if (status == STATUS_RUN_FAILED || status == STATUS_FILE) {
        size_t n_files;
        report_problems(&notes, "run", &n_files);
        if (status == STATUS_RUN_FAILED) status = STATUS_OK;
    }
    problems_free(&notes);
    return status;
}

/* A page that cannot be written shows when main closes the standard output. */
static Status show_page(const Run *run)
{
    const Terminal *screen = &run->session->screen;
    if (is_given(run->session, OPTION_QUIET)) return STATUS_OK;
    Status status = page_write(&run->findings, language_of(run->session), screen->width,
                               screen->colour, screen->file);
    printf("\n%s %s\n",
           language_of(run->session) == LANGUAGE_SV ? "Resultat:" : "Results:", run->folder.final);
    return status == STATUS_FILE ? STATUS_OK : status;
}

/* Everything up to the complete folder; a place that cannot be written to is told before the work. */
static Status make_folder(Run *run, const char *file)
{
    Status status = STATUS_OK;
    const Session *session = run->session;
    StudyOptions settings = study_options_of(session);
    RunOptions how = progress_options(session, &run->progress);
    const char *path = text_of(session, OPTION_OUTPUT, folder_of_results(file, &run->arena));
    if (path == NULL) return STATUS_MEMORY;
    TRY(study_read(file, &settings, run->problems, &run->study));
    TRY(file_folder_begin(path, run->problems, &run->folder));
    interrupt_guard(run->folder.partial);
    progress_say(&run->progress, "the first worlds");
    TRY(findings_make(&run->study, &how, run->problems, &run->findings));
    progress_say(&run->progress, "writing the tables");
    TRY(tables_write(&run->findings, &run->folder, is_given(session, OPTION_WORLDS_TABLE),
                     run->problems));
    if (interrupted(run)) status = STATUS_RUN_FAILED;
    interrupt_guard(NULL); /* the folder's name goes with the commit */
    if (status == STATUS_OK) TRY(file_folder_commit(&run->folder, run->problems));
out:
    interrupt_guard(NULL);
    progress_end(&run->progress);
    if (status == STATUS_RUN_FAILED && interrupted(run))
        status = problems_fail(run->problems, status, "interrupted; nothing was written");
    return status;
}

static Status run_scenario(const Session *session, Problems *problems)
{
    Status status = STATUS_OK;
    Run run = {.session = session, .problems = problems};
    progress_begin(session, &run.progress);
    TRY(make_folder(&run, session->line->argument[0]));
    Status drawn = STATUS_OK;
    if (!is_given(session, OPTION_NO_PLOTS)) drawn = draw_charts(&run);
    TRY(show_page(&run));
    status = drawn;
out:
    findings_free(&run.findings);
    file_folder_free(&run.folder);
    study_free(&run.study);
    arena_free(&run.arena);
    return status;
}

const Command command_run = {
    .name = "run",
    .arguments = "FILE [-o DIR]",
    .least = 1,
    .most = 1,
    .argument = "one scenario file",
    .summary = "Simulate a scenario: tables and charts into a folder, page one on the terminal",
    .help =
        "Reads the scenario and its model; if anything is wrong, tells all of it and writes "
        "nothing. Else lives the participants' lives in every world, without the programme and "
        "with it, and writes the tables (CSV), the charts (PNG) and manifest.csv into DIR. The "
        "folder appears when it is complete; a run that is interrupted leaves nothing.\n"
        "\n"
        "Page one, with what the numbers say and how sure they are, goes to standard output; "
        "progress and problems go to standard error. The same files, options and seed give the "
        "same tables, byte for byte, with any number of threads. Without gnuplot the charts are "
        "left out; `livsbana plot` draws them later.\n"
        "\n"
        "  livsbana run scenarios/norrkoping/alla-barn-i-skolan.yaml -o results/abis",
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(THREADS) | OPTION_BIT(SEED) |
               OPTION_BIT(REPLICATES) | OPTION_BIT(HORIZON) | OPTION_BIT(WORLDS_TABLE) |
               OPTION_BIT(LANGUAGE) | OPTION_BIT(NO_PLOTS) | OPTION_BIT(QUIET),
    .run = run_scenario,
};

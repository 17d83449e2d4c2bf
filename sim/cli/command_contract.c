#include "analysis/contract.h"
#include "cli/command.h"
#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/resume.h"
#include "output/charts.h"
#include "output/contract_page.h"
#include "output/contract_tables.h"

/* One run of a contract, from its file to the result folder. */
typedef struct {
    const Session *session;
    Problems *problems;
    Progress progress;
    Contract contract;
    FileFolder folder;
    Checkpoint checkpoint;
    ContractFindings findings;
    Arena arena;
} Run;

static bool interrupted(const Run *run)
{
    return atomic_load(run->session->stop);
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
    TRY(contract_read(file, &settings, run->problems, &run->contract));
    TRY(interrupt_folder(path, run->problems, &run->folder));
    TRY(resume_begin(session, &run->folder, &run->checkpoint, &how));
    progress_say(&run->progress, "the first worlds");
    TRY(contract_find(&run->contract, &how, run->problems, &run->findings));
    progress_say(&run->progress, "writing the tables");
    resume_make_room(&run->checkpoint);
    TRY(contract_tables_write(&run->findings, &run->folder, run->problems));
    if (interrupted(run)) status = STATUS_RUN_FAILED;
    interrupt_guard(NULL); /* the folder's name goes with the commit */
    if (status == STATUS_OK) TRY(file_folder_commit(&run->folder, run->problems));
    if (status == STATUS_OK) checkpoint_remove(&run->checkpoint);
out:
    interrupt_guard(NULL);
    progress_end(&run->progress);
    if (status == STATUS_RUN_FAILED && interrupted(run))
        status = resume_interrupted(&run->checkpoint, run->problems);
    return status;
}

/* The tables stand complete; a missing gnuplot takes nothing from them. */
static Status draw_chart(Run *run)
{
    Problems notes = {0};
    ChartsOptions charts = {.formats = 1u << CHART_PNG, .language = language_of(run->session)};
    progress_say(&run->progress, "drawing the chart");
    Status status = charts_draw(run->folder.final, folder_of_plots(), &charts, &notes);
    progress_end(&run->progress);
    if (interrupted(run)) {
        status = problems_fail(run->problems, STATUS_RUN_FAILED,
                               "interrupted while the chart was drawn; the tables are complete in "
                               "%s",
                               run->folder.final);
    } else if (status == STATUS_RUN_FAILED || status == STATUS_FILE) {
        size_t n_files;
        report_problems(&notes, "contract", &n_files);
        if (status == STATUS_RUN_FAILED) status = STATUS_OK;
    }
    problems_free(&notes);
    return status;
}

/* A page that cannot be written shows when main closes the standard output. */
static Status show_page(const Run *run)
{
    const Session *session = run->session;
    if (is_given(session, OPTION_QUIET)) return STATUS_OK;
    Status status = contract_page_write(&run->findings, language_of(session), &session->screen);
    printf("\n%s %s\n",
           language_of(session) == LANGUAGE_SV ? "Resultat:" : "Results:", run->folder.final);
    return status == STATUS_FILE ? STATUS_OK : status;
}

static Status run_contract(const Session *session, Problems *problems)
{
    Status status = STATUS_OK;
    Run run = {.session = session, .problems = problems};
    progress_begin(session, &run.progress);
    TRY(make_folder(&run, session->line->argument[0]));
    Status drawn = STATUS_OK;
    if (!is_given(session, OPTION_NO_PLOTS)) drawn = draw_chart(&run);
    TRY(show_page(&run));
    status = drawn;
out:
    contract_findings_free(&run.findings);
    checkpoint_free(&run.checkpoint);
    file_folder_free(&run.folder);
    contract_free(&run.contract);
    arena_free(&run.arena);
    return status;
}

const Command command_contract = {
    .name = "contract",
    .arguments = "FILE [-o DIR]",
    .least = 1,
    .most = 1,
    .argument = "one contract file",
    .summary = "An outcome contract on a scenario's lives: payments, risks, fair terms",
    .help =
        "FILE names a scenario, what an investor puts in and how it is paid back out of the saving "
        "that an evaluation finds (`livsbana describe contract`). The scenario's lives are lived, "
        "and beside them those of the comparison group, which has luck of its own. DIR gets, as "
        "tables (CSV): what is paid against what is truly saved, how often the evaluation is "
        "wrong, "
        "how likely each verdict is, who carries which risk, and the terms at which a party breaks "
        "even; the chart (PNG) and manifest.csv. The folder appears when it is complete.\n"
        "\n"
        "Page one goes to standard output. The same files, options and seed give the same tables, "
        "byte for byte, with any number of threads.\n"
        "\n"
        "  livsbana contract scenarios/norrkoping/team-nystart-contract.yaml -o results/contract",
    .shared = true,
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(THREADS) | OPTION_BIT(CHECKPOINT) |
               OPTION_BIT(RESUME) | OPTION_BIT(SEED) | OPTION_BIT(REPLICATES) |
               OPTION_BIT(HORIZON) | OPTION_BIT(LANGUAGE) | OPTION_BIT(NO_PLOTS) |
               OPTION_BIT(QUIET),
    .run = run_contract,
};

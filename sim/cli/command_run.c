#include "cli/command.h"
#include "cli/report.h"
#include "cli/run_steps.h"
#include "output/page.h"
#include "output/tables.h"

static Status read_scenario(void *self, const Session *session, const char *file,
                            Problems *problems)
{
    RunSteps *run = self;
    StudyOptions settings = study_options_of(session);
    run->study = &run->own;
    Status status = study_read(file, &settings, problems, &run->own);
    if (status == STATUS_OK) {
        run->held = run->own.arena.used;
        report_older_draws(&run->own.model);
        report_slips(&run->own);
    }
    return status;
}

static Status find(void *self, const RunOptions *how, Problems *problems)
{
    RunSteps *run = self;
    RunOptions own = *how;
    own.number = run->number;
    own.seat = run->seat;
    own.held += run->held;
    return findings_make(run->study, &own, run->net, problems, &run->findings);
}

static Status write_tables(const void *self, const Session *session, const FileFolder *folder,
                           Problems *problems)
{
    const RunSteps *run = self;
    Parallel *within = run->seat != NULL ? run->seat->company->parallel : NULL;
    return tables_write(&run->findings, folder, is_given(session, OPTION_WORLDS_TABLE), within,
                        problems);
}

static Status show_page(const void *self, const Session *session)
{
    const RunSteps *run = self;
    const Terminal *screen = &session->screen;
    return page_write(&run->findings, language_of(session), screen->width, screen->colour,
                      screen->file);
}

static void free_run(void *self)
{
    RunSteps *run = self;
    findings_free(&run->findings);
    study_free(&run->own);
}

const Steps run_steps = {{"run", "payback.csv"}, "the first worlds", read_scenario, find,
                         write_tables,           show_page,          free_run};

static Status run_scenario(const Session *session, Problems *problems)
{
    RunSteps run = {.number = 0};
    return steps_take(&run_steps, &run, session, problems);
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
        "folder appears when it is complete; a run that is interrupted leaves nothing, or with "
        "--checkpoint what --resume goes on with.\n"
        "\n"
        "Page one, with what the numbers say and how sure they are, goes to standard output; "
        "progress and problems go to standard error. The same files, options and seed give the "
        "same tables, byte for byte, with any number of threads and, where livsbana is built with "
        "MPI, of ranks: `mpirun -n 4 livsbana run ...`. Without gnuplot the charts are left out; "
        "`livsbana plot` draws them later.\n"
        "\n"
        "  livsbana run scenarios/norrkoping/alla-barn-i-skolan.yaml -o results/abis",
    .shared = true,
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(THREADS) | OPTION_BIT(MEMORY) |
               OPTION_BIT(CHECKPOINT) | OPTION_BIT(RESUME) | OPTION_BIT(SEED) | OPTION_BIT(WORLDS) |
               OPTION_BIT(REPLICATES) | OPTION_BIT(HORIZON) | OPTION_BIT(WORLDS_TABLE) |
               OPTION_BIT(LANGUAGE) | OPTION_BIT(NO_PLOTS) | OPTION_BIT(QUIET),
    .run = run_scenario,
};

#include "cli/command.h"
#include "cli/folders.h"
#include "cli/resume.h"
#include "cli/run_folder.h"
#include "output/page.h"

/* A page that cannot be written shows when main closes the standard output. */
static Status show_page(const Session *session, const RunFolder *run)
{
    const Terminal *screen = &session->screen;
    if (is_given(session, OPTION_QUIET)) return STATUS_OK;
    Status status = page_write(&run->findings, language_of(session), screen->width, screen->colour,
                               screen->file);
    printf("\n%s %s\n",
           language_of(session) == LANGUAGE_SV ? "Resultat:" : "Results:", run->folder.final);
    return status == STATUS_FILE ? STATUS_OK : status;
}

static Status run_scenario(const Session *session, Problems *problems)
{
    Status status = STATUS_OK, drawn = STATUS_OK;
    Study study = {0};
    RunFolder run = {0};
    Arena arena = {0};
    Progress progress;
    const char *file = session->line->argument[0];
    StudyOptions settings = study_options_of(session);
    const char *path = text_of(session, OPTION_OUTPUT, folder_of_results(file, &arena));
    progress_begin(session, &progress);
    if (path == NULL) return STATUS_MEMORY;
    TRY(study_read(file, &settings, problems, &study));
    TRY(run_folder_make(session, &study, 0, path, NULL, &progress, problems, &run));
    if (!is_given(session, OPTION_NO_PLOTS))
        drawn = run_folder_draw(session, run.folder.final, "run", &progress, problems);
    TRY(show_page(session, &run));
    status = drawn;
out:
    if (status == STATUS_RUN_FAILED && problems->n == 0 && atomic_load(session->stop))
        status = resume_interrupted(&run.checkpoint, problems);
    run_folder_free(&run);
    study_free(&study);
    arena_free(&arena);
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
               OPTION_BIT(CHECKPOINT) | OPTION_BIT(RESUME) | OPTION_BIT(SEED) |
               OPTION_BIT(REPLICATES) | OPTION_BIT(HORIZON) | OPTION_BIT(WORLDS_TABLE) |
               OPTION_BIT(LANGUAGE) | OPTION_BIT(NO_PLOTS) | OPTION_BIT(QUIET),
    .run = run_scenario,
};

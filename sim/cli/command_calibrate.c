#include "base/new_file.h"
#include "cli/calibration_report.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "output/draws_table.h"

enum { DEFAULT_DRAWS = 1000 };

static Status check_output(const Session *session, Problems *problems)
{
    if (is_given(session, OPTION_OUTPUT)) return STATUS_OK;
    problems_note(problems, (Where){0}, "--output",
                  "expected -o FILE, a new file for the draws, got nothing");
    return STATUS_USAGE;
}

static Status read_model(const Session *session, Problems *problems, Study *study)
{
    Status status = STATUS_OK;
    TRY(study_read_model(session->line->argument[0], NULL, problems, study));
    if (is_given(session, OPTION_SEED))
        study->simulation.seed = (uint64_t)number_of(session, OPTION_SEED, 0);
out:
    return status;
}

static Status calibrate(const Session *session, Problems *problems)
{
    Status status = STATUS_OK;
    Study study = {0};
    NewFile file = {0};
    Calibration calibration = {0};
    Progress progress;
    progress_begin(session, &progress);
    RunOptions how = progress_options(session, &progress);
    int n_draws = (int)number_of(session, OPTION_DRAWS, DEFAULT_DRAWS);
    TRY(check_output(session, problems));
    TRY(read_model(session, problems, &study));
    TRY(new_file_open(text_of(session, OPTION_OUTPUT, ""), problems, &file));
    progress_say(&progress, "fitting");
    TRY(calibration_make(&study, n_draws, &how, problems, &calibration));
    progress_end(&progress);
    draws_write(&calibration, file.file);
    TRY(new_file_commit(&file, problems));
    if (is_given(session, OPTION_QUIET)) goto out;
    TRY(calibration_report(&calibration, &session->screen));
    printf("\nDraws: %s (%d, from %d proposals of which %.0f %% count)\n", file.final,
           calibration.n_draws, calibration.n_proposals, 100 * calibration.effective);
out:
    progress_end(&progress);
    calibration_free(&calibration);
    new_file_free(&file);
    study_free(&study);
    return status;
}

const Command command_calibrate = {
    .name = "calibrate",
    .arguments = "MODEL -o FILE",
    .least = 1,
    .most = 1,
    .argument = "one model: a folder in models/ or a path",
    .summary = "Fit a model's free parameters to its targets; write a joint table of draws",
    .help =
        "Moves the parameters of MODEL's calibration.csv, within their bounds, to where the "
        "targets "
        "that should be met (grades A to C of targets.csv) are missed least, a tolerance being one "
        "standard deviation, and what parameters.csv says of them counts as known beforehand. "
        "Tells "
        "the fit, every target before and after, and what the targets cannot tell.\n"
        "\n"
        "FILE (with -o; it must not exist yet) gets draws of these parameters together, weighted "
        "by "
        "how well they meet the targets. Saved as draws.csv in the model's folder it is used by "
        "every "
        "run, so that uncertainty keeps the correlations of the fit. No file of the model is "
        "changed.\n"
        "\n"
        "  livsbana calibrate sweden -o draws.csv\n"
        "  livsbana describe calibration",
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(DRAWS) | OPTION_BIT(SEED) | OPTION_BIT(THREADS) |
               OPTION_BIT(QUIET),
    .run = calibrate,
};

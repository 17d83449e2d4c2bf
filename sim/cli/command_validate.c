#include "cli/command.h"
#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/steps.h"
#include "output/validation_tables.h"

enum { DEFAULT_WORLDS = 200 };
static const ResultMaker maker = {"validate", "validation.csv"};

/* One validation, from the model to the folder. */
typedef struct {
    const Session *session;
    Problems *problems;
    Progress progress;
    Study study;
    FileFolder folder;
    Validation validation;
    Arena arena;
} Validating;

static Status read_model(Validating *validating, const char *name)
{
    Status status = STATUS_OK;
    const Session *session = validating->session;
    Simulation *simulation = &validating->study.simulation;
    TRY(study_read_model(name, NULL, validating->problems, &validating->study));
    report_older_draws(&validating->study.model);
    *simulation = (Simulation){
        .worlds = (int)number_of(session, OPTION_WORLDS, DEFAULT_WORLDS),
        .seed = (uint64_t)number_of(session, OPTION_SEED, (long)simulation->seed)};
out:
    return status;
}

/* Everything up to the complete folder. */
static Status make_folder(Validating *validating)
{
    Status status = STATUS_OK;
    const Session *session = validating->session;
    RunOptions how = progress_options(session, &validating->progress);
    const char *usual = arena_format(&validating->arena, "results/validate-%s",
                                     validating->study.model.name);
    if (usual == NULL) return STATUS_MEMORY;
    const char *path = text_of(session, OPTION_OUTPUT, usual);
    TRY(interrupt_folder(path, folder_guard(&maker), validating->problems, &validating->folder));
    TRY(validation_make(&validating->study, validating->study.simulation.worlds, &how,
                        validating->problems, &validating->validation));
    TRY(validation_write(&validating->validation, &validating->folder, validating->problems));
    interrupt_release(&validating->folder);
    TRY(file_folder_commit(&validating->folder, validating->problems));
out:
    interrupt_release(&validating->folder);
    progress_end(&validating->progress);
    return status;
}

/* What was found; a target that should be met and is not makes the command fail. */
static Status tell(const Validating *validating)
{
    Status status = STATUS_OK;
    const Session *session = validating->session;
    const Validation *validation = &validating->validation;
    if (!is_given(session, OPTION_QUIET)) {
        TRY(validation_say(validation, language_of(session), &session->screen));
        printf("\n%s %s\n", language_of(session) == LANGUAGE_SV ? "Resultat:" : "Results:",
               validating->folder.final);
    }
    if (validation->n_broken > 0)
        status = problems_fail(validating->problems, STATUS_RUN_FAILED,
                               "%d target%s that should be met %s missed; see %s/validation.csv",
                               validation->n_broken, validation->n_broken == 1 ? "" : "s",
                               validation->n_broken == 1 ? "is" : "are", validating->folder.final);
out:
    return status;
}

static Status validate(const Session *session, Problems *problems)
{
    Status status = STATUS_OK;
    Validating validating = {.session = session, .problems = problems};
    progress_begin(session, &validating.progress);
    TRY(read_model(&validating, session->line->argument[0]));
    TRY(make_folder(&validating));
    if (!is_given(session, OPTION_NO_PLOTS))
        TRY(steps_draw(session, validating.folder.final, "validate", &validating.progress,
                       problems));
    TRY(tell(&validating));
out:
    validation_free(&validating.validation);
    file_folder_free(&validating.folder);
    study_free(&validating.study);
    arena_free(&validating.arena);
    return status;
}

const Command command_validate = {
    .name = "validate",
    .arguments = "MODEL [-o DIR]",
    .least = 1,
    .most = 1,
    .argument = "one model: a folder in models/ or a path",
    .summary = "Every published figure of a model beside the model's own value",
    .help =
        "MODEL's targets.csv lists published figures. Each is worked out from the model itself, "
        "exactly, for the whole population and with every parameter at its median, and is met when "
        "it lies within its tolerance. DIR (default results/validate-MODEL) gets validation.csv, "
        "with the range of each value over worlds (5 to 95 %), the chart and manifest.csv.\n"
        "\n"
        "Missed targets stay in the list. The exit status is 1 when a target that targets.csv "
        "expects to be met is missed, so that a change of the model which breaks one is noticed.\n"
        "\n"
        "  livsbana validate sweden -o results/sweden\n"
        "  livsbana describe targets",
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(WORLDS) | OPTION_BIT(SEED) | OPTION_BIT(THREADS) |
               OPTION_BIT(LANGUAGE) | OPTION_BIT(NO_PLOTS) | OPTION_BIT(QUIET),
    .run = validate,
};

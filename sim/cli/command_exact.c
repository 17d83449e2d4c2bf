#include "analysis/expected.h"
#include "base/new_file.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/screen.h"
#include "output/rows.h"

static void begin_row(RowWriter *out, int row, const char *account, const char *measure, int year,
                      const char *unit)
{
    if (row == EXPECTED_MEDIANS) {
        row_text(out, "medians");
    } else {
        row_count(out, row - 1);
    }
    row_text(out, account);
    row_text(out, measure);
    row_count(out, year);
    row_text(out, unit);
}

static void write_account(const Expected *expected, int row, int account, RowWriter *out)
{
    const char *name = expected->accounts.account[account].label.name;
    for (int m = 0; m < N_EXPECTED_MEASURES; m++) {
        const ExpectedKronor *kronor = expected_kronor(expected, row, account, (ExpectedMeasure)m);
        for (int y = 0; y < expected->n_years; y++) {
            begin_row(out, row, name, expected_measure_name[m], expected->year[y], "kronor");
            row_number(out, kronor[y].undiscounted);
            row_number(out, kronor[y].discounted);
            row_end(out);
        }
    }
}

static void write_person_years(const Expected *expected, int row, RowWriter *out)
{
    static const char *const measure[N_ARMS] = {
        [ARM_BASELINE] = "baseline_person_years",
        [ARM_INTERVENTION] = "intervention_person_years",
    };
    for (int arm = 0; arm < N_ARMS; arm++) {
        const double *years = expected_person_years(expected, row, arm);
        for (int y = 0; y < expected->n_years; y++) {
            begin_row(out, row, NULL, measure[arm], expected->year[y], "person-years");
            row_number(out, years[y]);
            row_text(out, NULL);
            row_end(out);
        }
    }
}

static void write_sums(RowWriter *out, OutcomeSum sum)
{
    row_number(out, sum.undiscounted);
    row_number(out, sum.discounted);
    row_end(out);
}

static void write_outcome(const Expected *expected, int row, int outcome, RowWriter *out)
{
    const char *name = expected->study->model.outcome[outcome].name;
    const int account[] = {expected->accounts.municipality, expected->accounts.society};
    char measure[256], unit[256];
    for (int side = 0; side < N_OUTCOME_SIDES; side++) {
        snprintf(measure, sizeof measure, "%s_%s", outcome_side_name[side], name);
        for (int y = 0; y < expected->n_years; y++) {
            begin_row(out, row, NULL, measure, expected->year[y], name);
            write_sums(out, expected_outcome(expected, row, outcome, (OutcomeSide)side)[y]);
        }
    }
    snprintf(measure, sizeof measure, "cost_per_%s", name);
    snprintf(unit, sizeof unit, "kronor per %s", name);
    for (size_t a = 0; a < sizeof account / sizeof *account; a++) {
        for (int y = 0; y < expected->n_years; y++) {
            begin_row(out, row, expected->accounts.account[account[a]].label.name, measure,
                      expected->year[y], unit);
            write_sums(out, expected_cost_per_unit(expected, row, outcome, account[a], y));
        }
    }
}

/* Long tables take a while: the user may want to end. */
static Status write_expected(const Session *session, const Expected *expected, FILE *file)
{
    RowWriter out = {.file = file};
    fputs("world,account,measure,years,unit,undiscounted,discounted\n", file);
    for (int row = 0; row < expected->n_rows && !ferror(file); row++) {
        if (atomic_load(session->stop)) return STATUS_RUN_FAILED;
        for (int a = 0; a < expected->accounts.n; a++) {
            write_account(expected, row, a, &out);
        }
        write_person_years(expected, row, &out);
        for (int o = 0; o < expected->study->model.n_outcomes; o++)
            write_outcome(expected, row, o, &out);
    }
    return STATUS_OK;
}

/* The table of all worlds has a hundred thousand lines or more: nobody reads those on a terminal. */
static Status check_output(const Session *session, Problems *problems)
{
    bool is_short = is_given(session, OPTION_MEDIANS), to_file = is_given(session, OPTION_OUTPUT);
    if (is_short || to_file || !screen_is_terminal(session->screen.file)) return STATUS_OK;
    problems_note(problems, (Where){0}, "--output",
                  "expected a place for the table of every world, which is too long for a "
                  "terminal: -o FILE (a new file), `> FILE` or `| less`; --medians alone is short");
    return STATUS_USAGE;
}

static Status exact(const Session *session, Problems *problems)
{
    Status status = STATUS_OK;
    Study study = {0};
    Expected expected = {0};
    NewFile file = {0};
    Progress progress;
    progress_begin(session, &progress);
    StudyOptions settings = study_options_of(session);
    RunOptions how = progress_options(session, &progress);
    TRY(check_output(session, problems));
    TRY(study_read(session->line->argument[0], &settings, problems, &study));
    if (is_given(session, OPTION_OUTPUT))
        TRY(new_file_open(text_of(session, OPTION_OUTPUT, ""), problems, &file));
    int n_worlds = is_given(session, OPTION_MEDIANS) ? 0 : study.simulation.worlds;
    TRY(expected_make(&study, n_worlds, &how, problems, &expected));
    progress_end(&progress);
    TRY(write_expected(session, &expected, file.file != NULL ? file.file : stdout));
    if (file.file != NULL) TRY(new_file_commit(&file, problems));
out:
    progress_end(&progress);
    new_file_free(&file);
    expected_free(&expected);
    study_free(&study);
    return status;
}

const Command command_exact = {
    .name = "exact",
    .arguments = "FILE [-o FILE]",
    .least = 1,
    .most = 1,
    .argument = "one scenario file",
    .summary = "Expected values in every world and at the medians, without simulated people",
    .help =
        "Writes one CSV table to standard output or, with -o, a new file: kronor of the scenario's "
        "price year, for all "
        "participants together, added up from the programme's start to the end of `years`:\n"
        "\n"
        "  world         medians, then 0, 1 ...: the worlds of the run\n"
        "  account       a payer of the model, or a perspective that adds payers up\n"
        "  measure       baseline_cost, intervention_cost, programme_cost,\n"
        "                net_saving_released, net_saving_full,\n"
        "                baseline_person_years, intervention_person_years,\n"
        "                and of every outcome X of the model baseline_X, intervention_X,\n"
        "                difference_X and cost_per_X: net_saving_full that is lost for\n"
        "                each unit gained (municipality and society)\n"
        "  years         5, 10, 20 and the horizon\n"
        "  unit          kronor, person-years, the outcome, or kronor per outcome\n"
        "  undiscounted, discounted\n"
        "\n"
        "A net saving is the cost avoided less programme cost; released is what leaves a budget "
        "in those years, full also what is freed. What is avoided only because people die earlier "
        "is in the costs and in no saving.\n"
        "\n"
        "  livsbana exact scenarios/workload.yaml --medians -o expected.csv",
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(MEDIANS) | OPTION_BIT(SEED) | OPTION_BIT(HORIZON) |
               OPTION_BIT(REPLICATES) | OPTION_BIT(THREADS) | OPTION_BIT(QUIET),
    .run = exact,
};

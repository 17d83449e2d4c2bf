#include "analysis/expected.h"
#include "base/number.h"
#include "inputs/csv.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WORKLOAD LIVSBANA_SOURCE_DIR "/scenarios/workload.yaml"
#define SMALL LIVSBANA_SOURCE_DIR "/tests/cli/small/school.yaml"

static void read_study(const char *path, Study *study)
{
    Problems problems = {0};
    Status status = study_read(path, NULL, &problems, study);
    for (size_t i = 0; i < problems.n_kept; i++) {
        cr_log_error("%s", problems.list[i].text);
    }
    cr_assert_eq(status, STATUS_OK);
    problems_free(&problems);
}

static void make(const Study *study, int n_worlds, int n_threads, Expected *expected)
{
    Problems problems = {0};
    RunOptions options = {.n_threads = n_threads};
    cr_assert_eq(expected_make(study, n_worlds, &options, &problems, expected), STATUS_OK);
    cr_assert_eq(problems.n, 0);
}

static int account_called(const Expected *expected, const char *name)
{
    int a = 0;
    while (strcmp(expected->accounts.account[a].label.name, name) != 0) {
        a++;
        cr_assert_lt(a, expected->accounts.n, "no account %s", name);
    }
    return a;
}

/* Kronor a person to the horizon, discounted. */
static double workload_cost(const Expected *expected, ExpectedMeasure measure)
{
    int account = account_called(expected, "municipality");
    const ExpectedKronor *kronor = expected_kronor(expected, EXPECTED_MEDIANS, account, measure);
    return kronor[expected->n_years - 1].discounted / 50;
}

Test(expected, workload_w_is_exact_to_the_ore)
{
    Study study;
    Expected expected;
    read_study(WORKLOAD, &study);
    make(&study, 0, 1, &expected);
    cr_assert_eq(expected.n_rows, 1);
    cr_assert_eq(expected.year[expected.n_years - 1], 70);
    cr_expect_float_eq(workload_cost(&expected, EXPECTED_BASELINE_COST), 242278.64, 0.005);
    cr_expect_float_eq(workload_cost(&expected, EXPECTED_INTERVENTION_COST), 220359.63, 0.005);
    cr_expect_float_eq(workload_cost(&expected, EXPECTED_NET_FULL), 21919.01, 0.0101);
    cr_expect_float_eq(workload_cost(&expected, EXPECTED_PROGRAMME_COST), 0, 0);
    int last = expected.n_years - 1;
    double baseline = expected_person_years(&expected, 0, ARM_BASELINE)[last] / 50;
    double intervention = expected_person_years(&expected, 0, ARM_INTERVENTION)[last] / 50;
    cr_expect_float_eq(baseline, 52.7046, 0.00005);
    cr_expect_float_eq(intervention, 53.6829, 0.00005);
    expected_free(&expected);
    study_free(&study);
}

/* The share of the cohort in each state of the model, dead included, after k years. */
static void shares_after(const Worker *worker, int arm, int k, double *share)
{
    const Plan *plan = &worker->setup->plan;
    const Cohort *cohort = &plan->cohort[0];
    const AgePlan *at = plan_age(plan, cohort->age + k);
    int end = plan->model->end_state;
    double alive = 0;
    memset(share, 0, (size_t)plan->model->n_states * sizeof *share);
    for (int c = 0; c < at->n_cells; c++) {
        double people = worker->expected[arm][cohort->first_cell[k] + c] / cohort->n_people;
        if (at->cell_state[c] == end) continue;
        share[at->cell_state[c]] += people;
        alive += people;
    }
    share[end] = 1 - alive;
}

static double number_at(const CsvTable *table, int row, int column)
{
    char hint_text[64];
    const char *hint, *text = table->row[row].field[column].text;
    double value = NAN;
    cr_assert(number_read(text, strlen(text), &value, hint_text, &hint));
    return value;
}

Test(expected, workload_w_has_the_known_occupancy_at_every_age)
{
    static const char *const file[N_ARMS] = {
        LIVSBANA_SOURCE_DIR "/tests/analysis/workload/baseline.csv",
        LIVSBANA_SOURCE_DIR "/tests/analysis/workload/intervention.csv"};
    Study study;
    Setup setup;
    Worker worker;
    Arena arena = {0};
    Problems problems = {0};
    read_study(WORKLOAD, &study);
    cr_assert_eq(setup_make(&study, &problems, &setup), STATUS_OK);
    cr_assert_eq(worker_init(&setup, &worker), STATUS_OK);
    study_medians(&study, worker.value);
    cr_assert_eq(worker_enter(&worker, -1, worker.value, NULL, N_GRADES), STATUS_OK);
    cr_assert_eq(setup.plan.n_cohorts, 1);
    for (int arm = 0; arm < N_ARMS; arm++) {
        CsvTable known;
        cr_assert_eq(csv_read(file[arm], &arena, &problems, &known), STATUS_OK);
        cr_assert_eq(known.n_rows, 70);
        for (int k = 0; k < known.n_rows; k++) {
            double share[MAX_STATES];
            shares_after(&worker, arm, k, share);
            for (int s = 0; s < study.model.n_states; s++) {
                cr_assert_float_eq(share[s], number_at(&known, k, 1 + s), 1e-12,
                                   "arm %d, age %d, state %d", arm, 20 + k, s);
            }
        }
    }
    worker_free(&worker);
    setup_free(&setup);
    study_free(&study);
    arena_free(&arena);
}

Test(expected, numbers_do_not_depend_on_the_threads)
{
    static const int n_threads[] = {2, 7};
    Study study;
    Expected one;
    read_study(SMALL, &study);
    make(&study, 130, 1, &one); /* the last block is not whole */
    cr_assert_eq(one.n_rows, 131);
    size_t n = (size_t)(one.n_rows * one.accounts.n * N_EXPECTED_MEASURES * one.n_years);
    for (int i = 0; i < 2; i++) {
        Expected other;
        make(&study, 130, n_threads[i], &other);
        cr_assert_eq(memcmp(one.kronor, other.kronor, n * sizeof *one.kronor), 0);
        expected_free(&other);
    }
    expected_free(&one);
    study_free(&study);
}

Test(expected, years_beyond_the_horizon_are_left_out)
{
    Study study;
    Expected expected;
    StudyOptions options = {.horizon = 10};
    Problems problems = {0};
    cr_assert_eq(study_read(SMALL, &options, &problems, &study), STATUS_OK);
    make(&study, 0, 1, &expected);
    cr_assert_eq(expected.n_years, 2);
    cr_expect_eq(expected.year[0], 5);
    cr_expect_eq(expected.year[1], 10);
    expected_free(&expected);
    study_free(&study);
}

/* Without prices of its own a payer owes nothing; a programme's cost is a loss in full. */
Test(expected, net_saving_is_avoided_cost_less_programme_cost)
{
    Study study;
    Expected expected;
    read_study(SMALL, &study);
    make(&study, 50, 1, &expected);
    int education = account_called(&expected, "education");
    int region = account_called(&expected, "region"), last = expected.n_years - 1;
    for (int row = 0; row < expected.n_rows; row++) {
        double value[N_EXPECTED_MEASURES];
        for (int m = 0; m < N_EXPECTED_MEASURES; m++)
            value[m] =
                expected_kronor(&expected, row, region, (ExpectedMeasure)m)[last].undiscounted;
        /* nobody can die while in school: no early death to take off */
        cr_assert_float_eq(value[EXPECTED_NET_FULL],
                           value[EXPECTED_BASELINE_COST] - value[EXPECTED_INTERVENTION_COST], 1e-6);
        cr_assert_eq(value[EXPECTED_PROGRAMME_COST], 0);
        const ExpectedKronor *cost = expected_kronor(&expected, row, education,
                                                     EXPECTED_PROGRAMME_COST);
        cr_assert_gt(cost[last].undiscounted, cost[last].discounted);
    }
    expected_free(&expected);
    study_free(&study);
}

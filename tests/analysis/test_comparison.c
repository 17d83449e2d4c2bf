/* The comparison group: like people, the same worlds, luck of its own. */
#include "analysis/comparison.h"

#include "support/fixture.h"
#include "support/quiet.h"

#include <criterion/criterion.h>
#include <math.h>

QUIET_SUITE(comparison);

/* At home at 20, in care at 21 with chance 0.3; care costs 1000 in that one year. */
#define COSTLY_YEAR                                                          \
    .states = "state,age_from,age_to\nhome,20,21\ncare,20,21\ndead,20,22\n", \
    .transitions = "from,to,probability\nhome,care,0.3\n",                   \
    .costs = "item,state,amount\ncare,care,1000\n"

enum { N_YEARS = 2, N_REPLICATES = 4000 };

typedef struct {
    Fixture fixture;
    Setup setup; /* of the participants */
    Comparison comparison;
    Worker *participant, *compared;
    Measured measured[2];
} Pair;

static void open_pair(Pair *pair, const FixtureTexts *texts, int number)
{
    const Measure measure = {NULL, MEASURED_SINCE_ENTRY, N_YEARS};
    Problems problems = {0};
    *pair = (Pair){0};
    fixture_open(&pair->fixture, texts);
    const Study *study = &pair->fixture.study;
    cr_assert_eq(setup_make(study, &problems, &pair->setup), STATUS_OK);
    cr_assert_eq(comparison_make(study, number, &problems, &pair->comparison), STATUS_OK);
    const Setup *setups[] = {&pair->setup, &pair->comparison.setup};
    Worker **workers[] = {&pair->participant, &pair->compared};
    for (int i = 0; i < 2; i++) {
        Worker *worker = *workers[i] = worker_new(setups[i]);
        cr_assert_not_null(worker);
        fixture_values(study, worker->value);
        cr_assert_eq(worker_enter(worker, 0, worker->value, NULL, N_GRADES), STATUS_OK);
        cr_assert_eq(measured_init(&setups[i]->prices, &measure, &pair->measured[i]), STATUS_OK);
        measured_set(&pair->measured[i], &worker->prices);
    }
}

static void close_pair(Pair *pair)
{
    for (int i = 0; i < 2; i++) measured_free(&pair->measured[i]);
    worker_delete(pair->participant);
    worker_delete(pair->compared);
    comparison_free(&pair->comparison);
    comparison_free(&pair->comparison);
    setup_free(&pair->setup);
    fixture_close(&pair->fixture);
}

static const char twenty[] = "participants: {number: 20, ages: 20, states: {home: 1}}\n"
                             "effects:\n"
                             "  - {on: home -> care, odds_ratio: 0.1, years: 1..2, fades_over: 0,\n"
                             "     design: rct, no_effect: 0}\n"
                             "economics: {horizon: 2}\n";

/* 30 people, nobody of them treated: 30 * 0.3 * 1000 in the second year. */
Test(comparison, its_expected_cost_is_that_of_untreated_people)
{
    Pair pair;
    double series[N_YEARS];
    open_pair(&pair, &(FixtureTexts){COSTLY_YEAR, .scenario = twenty}, 30);
    comparison_expect(pair.compared, &pair.measured[1], series);
    cr_assert_float_eq(series[0], 0, 1e-9);
    cr_assert_float_eq(series[1], 9000, 1e-9);
    cr_assert_eq(pair.comparison.setup.plan.n_people, 30);
    close_pair(&pair);
}

/* Cost 1000 X, X binomial(30, 0.3): mean 9000, sd 1000 sqrt(6.3) = 2510. Its correlation with the twenty
 * participants' own untreated cost, in the same replicate, is within 4.9 / sqrt(n) of 0. */
Test(comparison, its_luck_is_binomial_and_never_the_participants)
{
    Pair pair;
    double series[N_YEARS], sum[2] = {0}, square[2] = {0}, product = 0;
    open_pair(&pair, &(FixtureTexts){COSTLY_YEAR, .scenario = twenty}, 30);
    for (int r = 0; r < N_REPLICATES; r++) {
        double cost[2];
        comparison_live(pair.compared, r, &pair.measured[1], NULL, series);
        cost[0] = series[1] - 9000;
        comparison_live(pair.participant, r, &pair.measured[0], NULL, series);
        cost[1] = series[1] - 6000;
        for (int i = 0; i < 2; i++) {
            sum[i] += cost[i] / N_REPLICATES;
            square[i] += cost[i] * cost[i] / N_REPLICATES;
        }
        product += cost[0] * cost[1] / N_REPLICATES;
    }
    double error = 4.9 / sqrt(N_REPLICATES);
    cr_assert_float_eq(sum[0], 0, error * 2510, "mean %g", sum[0]);
    cr_assert_float_eq(square[0], 6.3e6, error * sqrt(2) * 6.3e6, "variance %g", square[0]);
    cr_assert_float_eq(product / sqrt(square[0] * square[1]), 0, error, "correlation");
    close_pair(&pair);
}

/* 10 + 50 into 61: 10.17 and 50.83; into 1: nobody of the first, whose untreated course is then not
 * asked for. */
Test(comparison, its_people_are_spread_over_the_groups_as_the_participants)
{
    static const char *const two = "participants:\n"
                                   "  - {name: few, number: 10, ages: 20, states: {home: 1},\n"
                                   "     untreated: [{outcome: care, after: 1, share: 0.4}]}\n"
                                   "  - {name: many, number: 50, ages: 20, states: {home: 1}}\n"
                                   "economics: {horizon: 2}\n";
    static const int number[][3] = {{61, 10, 51}, {60, 10, 50}, {1, 0, 1}, {7, 1, 6}};
    for (int i = 0; i < 4; i++) {
        Pair pair;
        double series[N_YEARS];
        open_pair(&pair, &(FixtureTexts){COSTLY_YEAR, .scenario = two}, number[i][0]);
        for (int g = 0; g < 2; g++)
            cr_assert_eq(pair.comparison.study.group[g].number, number[i][1 + g], "%d: %d",
                         number[i][0], pair.comparison.study.group[g].number);
        comparison_expect(pair.compared, &pair.measured[1], series);
        cr_assert_float_eq(series[1], number[i][1] * 400 + number[i][2] * 300, 1e-6, "%g",
                           series[1]);
        close_pair(&pair);
    }
}

/* Ten cost 5000 in the first year, 500 a head; four participants cost 1200, 300 a head: 4 * 200. If of
 * the 500 a head 50 are there since the ten hold one more who is dear: 4 * 150. */
Test(comparison, the_measured_saving_is_a_difference_of_means_a_head_times_participants)
{
    double saving[2];
    comparison_saving((const double[]){5000, 0}, 10, (const double[]){1200, 40}, 4, NULL, 2,
                      saving);
    cr_assert_float_eq(saving[0], 800, 1e-9);
    cr_assert_float_eq(saving[1], -40, 1e-9);
    comparison_saving((const double[]){5000, 0}, 10, (const double[]){1200, 40}, 4,
                      (const double[]){50, 0}, 2, saving);
    cr_assert_float_eq(saving[0], 600, 1e-9);
}

/* Fits whose answers are known: targets made from known values, and a linear model with normal priors,
 * whose posterior can be written down. */
#include "analysis/calibration.h"
#include "support/check.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char STATES[] = "state,age_from,age_to,start\n"
                             "a,20,30,1\nb,20,30,0\nc,20,30,0\ndead,20,30,0\n";
static const char SCENARIO[] = "participants: {number: 10, ages: 20, states: {a: 1}}\n";

static void calibrate(const Fixture *fixture, int n_draws, int n_threads, Calibration *calibration)
{
    Problems problems = {0};
    RunOptions options = {.n_threads = n_threads};
    Status status = calibration_make(&fixture->study, n_draws, &options, &problems, calibration);
    char *messages = fixture_messages(&problems);
    cr_assert_eq(status, STATUS_OK, "%s", messages);
    free(messages);
    problems_free(&problems);
}

static double mean_of(const Calibration *calibration, int i)
{
    double sum = 0;
    for (int d = 0; d < calibration->n_draws; d++)
        sum += calibration->draw[d * calibration->n_free + i];
    return sum / calibration->n_draws;
}

/* The covariance of parameters i and j over the draws. */
static double covariance_of(const Calibration *calibration, int i, int j)
{
    double mean_i = mean_of(calibration, i), mean_j = mean_of(calibration, j), sum = 0;
    for (int d = 0; d < calibration->n_draws; d++) {
        const double *row = calibration->draw + d * calibration->n_free;
        sum += (row[i] - mean_i) * (row[j] - mean_j);
    }
    return sum / calibration->n_draws;
}

/* a -> b with p = 0.25 and b -> a with q = 0.4 give, after two years from a, b: 0.75 * 0.25 + 0.25 * 0.6,
 * and after three: b' = a * 0.25 + b * 0.6. */
Test(calibration, targets_made_from_known_values_give_them_back)
{
    Fixture fixture;
    Calibration calibration;
    fixture_open(&fixture,
                 &(FixtureTexts){.states = STATES,
                                 .transitions = "from,to,probability\na,b,p\nb,a,q\n",
                                 .parameters = "parameter,value,kind,low,high\n"
                                               "p,0.1,uniform,0,1\nq,0.7,uniform,0,1\n",
                                 .targets = "measure,start,age_from,age_to,years,counts,value,"
                                            "tolerance,expected,grade\n"
                                            "two,a,20,25,2,b,0.3375,0.001,met,A\n"
                                            "three,a,20,25,3,b,0.368125,0.001,met,C\n"
                                            "off,a,20,25,3,b,0.9,0.001,missed,A\n"
                                            "guess,a,20,25,3,b,0.8,0.001,met,D\n",
                                 .calibration = "parameter,low,high\np,0.01,0.9\nq,0.01,0.9\n",
                                 .scenario = SCENARIO});
    calibrate(&fixture, 500, 1, &calibration);
    cr_expect_eq(calibration.n_used, 2,
                 "a miss that is expected and a guess are no targets to fit");
    assert_near(calibration.free_[0].fitted, 0.25, 1e-4, "p");
    assert_near(calibration.free_[1].fitted, 0.4, 1e-3, "q");
    assert_near(calibration.after.misfit, 0, 1e-4, "the misfit at the fit");
    cr_expect_gt(calibration.before.misfit, 1000);
    assert_near(calibration.target[0].before, 0.9 * 0.1 + 0.1 * 0.3, 1e-12, "before");
    assert_near(calibration.target[0].after, 0.3375, 1e-5, "after");
    assert_near(mean_of(&calibration, 0), 0.25, 0.001, "the draws are about the fit");
    calibration_free(&calibration);
    fixture_close(&fixture);
}

/* Of a, p goes to b and q to c in a year; only p + q is published: 0.5 within t = 0.01. With priors of
 * mean 0.25 and sd s = 0.05 the posterior's precision is 1/s^2 + 1/t^2 on the diagonal and 1/t^2 beside
 * it: 400 + 10000 and 10000. Its correlation is -10000/10400, its variances are
 * 10400 / (10400^2 - 10000^2), and the targets say 2 s^2 / t^2 = 50 times what was known along (1, 1), and
 * nothing along (1, -1). */
static const FixtureTexts LINEAR = {
    .states = STATES,
    .transitions = "from,to,probability\na,b,p\na,c,q\n",
    .parameters = "parameter,value,kind,low,high\n"
                  "p,0.25,normal,0.15200180077299,0.34799819922701\n"
                  "q,0.25,normal,0.15200180077299,0.34799819922701\n",
    .targets = "measure,start,age_from,age_to,years,counts,value,tolerance\n"
               "left,a,20,20,1,b c,0.5,0.01\n",
    .calibration = "parameter,low,high\np,0.02,0.48\nq,0,0.5\n",
    .scenario = SCENARIO};

Test(calibration, a_linear_model_with_normal_priors_has_the_posterior_of_the_textbook)
{
    Fixture fixture;
    Calibration calibration;
    double variance = 10400.0 / (10400.0 * 10400 - 10000.0 * 10000), r = -10000.0 / 10400;
    fixture_open(&fixture, &LINEAR);
    calibrate(&fixture, 4000, 2, &calibration);
    for (int i = 0; i < 2; i++) {
        assert_near(calibration.free_[i].fitted, 0.25, 1e-4, "fitted %d", i);
        assert_near(calibration.free_[i].prior_sd, 0.05, 1e-12, "prior sd %d", i);
        assert_near(calibration.free_[i].sd, sqrt(variance), 1e-7, "sd %d", i);
        assert_near(mean_of(&calibration, i), 0.25, 0.0025, "mean of the draws");
        assert_near(covariance_of(&calibration, i, i), variance, 0.06 * variance, "their variance");
    }
    assert_near(calibration.correlation[1], r, 1e-6, "correlation at the fit");
    assert_near(covariance_of(&calibration, 0, 1) /
                    sqrt(covariance_of(&calibration, 0, 0) * covariance_of(&calibration, 1, 1)),
                r, 0.006, "correlation of the draws");
    assert_near(calibration.information[0], 50, 1e-4, "along p + q");
    assert_near(calibration.information[1], 0, 1e-6, "along p - q");
    assert_near(fabs(calibration.direction[2] + calibration.direction[3]), 0, 1e-6, "p against q");
    cr_expect_gt(calibration.effective, 0.7);
    calibration_free(&calibration);
    fixture_close(&fixture);
}

Test(calibration, draws_depend_on_the_seed_and_not_on_the_threads)
{
    Fixture fixture;
    Calibration one, other;
    fixture_open(&fixture, &LINEAR);
    calibrate(&fixture, 300, 1, &one);
    calibrate(&fixture, 300, 3, &other);
    size_t size = (size_t)(300 * 2) * sizeof *one.draw;
    cr_expect_eq(memcmp(one.draw, other.draw, size), 0);
    calibration_free(&other);
    fixture.study.simulation.seed = 2;
    calibrate(&fixture, 300, 1, &other);
    cr_expect_neq(memcmp(one.draw, other.draw, size), 0);
    cr_expect_eq(one.free_[0].fitted, other.free_[0].fitted);
    calibration_free(&one);
    calibration_free(&other);
    fixture_close(&fixture);
}

Test(calibration, bounds_hold_where_the_targets_pull_beyond_them)
{
    Fixture fixture;
    Calibration calibration;
    FixtureTexts texts = LINEAR;
    texts.parameters = "parameter,value,kind,low,high\np,0.25,uniform,0,1\nq,0.25,fixed,,\n";
    texts.targets = "measure,start,age_from,age_to,years,counts,value,tolerance\n"
                    "left,a,20,20,1,b,0.6,0.01\n";
    texts.calibration = "parameter,low,high\np,0.2,0.4\n";
    fixture_open(&fixture, &texts);
    calibrate(&fixture, 200, 1, &calibration);
    assert_near(calibration.free_[0].fitted, 0.4, 1e-5, "p at its bound");
    for (int d = 0; d < 200; d++) {
        cr_expect_leq(calibration.draw[d], 0.4);
        cr_expect_geq(calibration.draw[d], 0.2);
    }
    calibration_free(&calibration);
    fixture_close(&fixture);
}

static void expect_refused(const FixtureTexts *texts, Status wanted, const char *part)
{
    Fixture fixture;
    Calibration calibration;
    Problems problems = {0};
    RunOptions options = {.n_threads = 1};
    fixture_open(&fixture, texts);
    cr_expect_eq(calibration_make(&fixture.study, 100, &options, &problems, &calibration), wanted);
    cr_assert_gt(problems.n, 0);
    cr_expect(strstr(problems.list[0].text, part) != NULL, "%s", problems.list[0].text);
    problems_free(&problems);
    fixture_close(&fixture);
}

Test(calibration, without_parameters_or_targets_to_fit_nothing_is_fitted)
{
    FixtureTexts texts = LINEAR;
    texts.calibration = NULL;
    expect_refused(&texts, STATUS_INPUT, "calibration.csv: expected the parameters to fit");
    texts = LINEAR;
    texts.targets = NULL;
    expect_refused(&texts, STATUS_INPUT, "targets.csv: expected published figures");
    texts.targets = "measure,start,age_from,age_to,years,counts,value,tolerance,grade\n"
                    "left,a,20,20,1,b c,0.5,0.01,D\n";
    expect_refused(&texts, STATUS_INPUT, "expected targets of grade A to C");
}

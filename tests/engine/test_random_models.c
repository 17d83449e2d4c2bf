/* Simulated lives against the exact cohort, on models thrown at random: the totals of simulated
 * cohorts, at a random price for every kind of year, have the exact mean and the exact variance. */
#include "engine/years.h"
#include "support/check.h"
#include "support/moments.h"
#include "support/random_model.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

/* How far totals lie from their exact mean, in exact standard deviations. */
typedef struct {
    double sum, square;
    int n;
} Scores;

static void add_score(Scores *scores, double z)
{
    scores->sum += z;
    scores->square += z * z;
    scores->n++;
}

static double mean_score(const Scores *scores)
{
    return scores->sum / scores->n;
}

static double mean_square(const Scores *scores)
{
    return scores->square / scores->n;
}

/* What right lives keep to, and wrong ones must leave. */
static bool within_band(const Scores *scores)
{
    return fabs(mean_score(scores)) < 0.2 && mean_square(scores) > 0.9 && mean_square(scores) < 1.1;
}

static CellPrices throw_prices(const Run *run, uint64_t number)
{
    Dice dice = dice_named("prices", number);
    CellPrices prices = {.stride = 0};
    for (int i = 0; i < run->plan.n_ages; i++)
        if (run->plan.age[i].n_cells > prices.stride) prices.stride = run->plan.age[i].n_cells;
    int n = run->plan.n_ages * prices.stride;
    prices.price = malloc((size_t)n * sizeof *prices.price);
    cr_assert(prices.price != NULL);
    for (int i = 0; i < n; i++) prices.price[i] = dice_uniform(&dice);
    return prices;
}

/* `n` scores of an arm, each of the total of `replicates` replicates. */
static void score_totals(Run *run, double reached, const CellPrices *prices, int n, int replicates,
                         Scores scores[N_ARMS])
{
    Moments exact[N_ARMS];
    for (int arm = 0; arm < N_ARMS; arm++) exact[arm] = moments_of_total(run, arm, reached, prices);
    for (int i = 0; i < n; i++) {
        double total[N_ARMS] = {0};
        for (int replicate = 0; replicate < replicates; replicate++) {
            run_live(run, i * replicates + replicate, reached, NULL);
            for (int arm = 0; arm < N_ARMS; arm++) total[arm] += moments_counted(run, arm, prices);
        }
        for (int arm = 0; arm < N_ARMS; arm++)
            add_score(&scores[arm], (total[arm] - replicates * exact[arm].mean) /
                                        sqrt(replicates * exact[arm].variance));
    }
}

/* Opens the model of a number in a world of its own; false when that world has no solution for the
 * untreated share. */
static bool open_model(RandomModel *model, uint64_t number, Fixture *fixture, Run *run)
{
    FixtureTexts texts = random_model(model, number);
    fixture_open(fixture, &texts);
    run_prepare(run, &fixture->study);
    Status status = run_try(run, NULL);
    cr_assert(status == STATUS_OK || (status == STATUS_INPUT && model->has_untreated),
              "model %d: status %d", (int)number, (int)status);
    return status == STATUS_OK;
}

enum { N_MODELS = 200, SCORES_A_MODEL = 25, REPLICATES_A_SCORE = 20 };

Test(random_models, the_forward_cohort_and_the_backward_recursion_agree)
{
    static RandomModel model;
    int n_solved = 0;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        Fixture fixture;
        Run run;
        if (open_model(&model, number, &fixture, &run)) {
            CellPrices prices = throw_prices(&run, number);
            for (int arm = 0; arm < N_ARMS; arm++) {
                double mean = moments_of_total(&run, arm, model.reached, &prices).mean;
                assert_near(moments_expected(&run, arm, model.reached, &prices) / mean, 1, 1e-12,
                            "model %d, arm %d", (int)number, arm);
            }
            free(prices.price);
            n_solved++;
        }
        run_close(&run);
        fixture_close(&fixture);
    }
    cr_assert(n_solved > 0.9 * N_MODELS, "only %d models had a solution", n_solved);
}

/* Scores one model; all its replicates together must not lie far off either. */
static void score_model(Run *run, const RandomModel *model, uint64_t number, Scores scores[N_ARMS])
{
    Scores own[N_ARMS] = {{0, 0, 0}};
    CellPrices prices = throw_prices(run, number);
    score_totals(run, model->reached, &prices, SCORES_A_MODEL, REPLICATES_A_SCORE, own);
    for (int arm = 0; arm < N_ARMS; arm++) {
        double z = own[arm].sum / sqrt(own[arm].n);
        cr_assert(fabs(z) < 4.5, "model %d, arm %d: z %g", (int)number, arm, z);
        scores[arm].sum += own[arm].sum;
        scores[arm].square += own[arm].square;
        scores[arm].n += own[arm].n;
    }
    free(prices.price);
}

Test(random_models, simulated_totals_have_the_exact_mean_and_variance)
{
    static RandomModel model;
    Scores scores[N_ARMS] = {{0, 0, 0}};
    for (uint64_t number = 0; number < N_MODELS; number++) {
        Fixture fixture;
        Run run;
        if (open_model(&model, number, &fixture, &run)) {
            score_model(&run, &model, number, scores);
        }
        run_close(&run);
        fixture_close(&fixture);
    }
    for (int arm = 0; arm < N_ARMS; arm++)
        cr_assert(within_band(&scores[arm]), "arm %d: mean z %g, mean z squared %g of %d", arm,
                  mean_score(&scores[arm]), mean_square(&scores[arm]), scores[arm].n);
}

/* ---- the test itself is tested ---- */

static const FixtureTexts COIN = {
    .states = "state,age_from,age_to\nwork,20,22\nout,20,22\ndead,20,22\n",
    .transitions = "from,to,probability\nwork,out,0.3\nout,work,0.3\n",
    .scenario = "participants: {number: 1000, ages: 20, women: 1, states: {work: 1}}\n"};

/* Of 8000 people 2400 leave, with a standard deviation of 41; at 0.303 it would be 2424. */
static Scores score_coin(bool broken)
{
    Case town;
    Scores scores[N_ARMS] = {{0, 0, 0}};
    case_open(&town, &COIN);
    CellPrices prices = throw_prices(&town.run, 0);
    const YearTable *table = world_base(&town.run.world, 0, ARM_BASELINE, SEX_FEMALE, 0, 20);
    years_ready(&town.run.world);
    if (broken) { /* work is the first node; both lanes and rows begin with its first threshold */
        cr_assert(plan_age(&town.run.plan, 20)->lanes.n_positions > 0);
        table->threshold[0] = (uint32_t)(0.697 * (1 << WORD_BITS));
    }
    score_totals(&town.run, 1, &prices, 2000, 8, scores);
    free(prices.price);
    case_close(&town);
    return scores[ARM_BASELINE];
}

Test(random_models, a_probability_that_is_off_by_one_percent_leaves_the_band)
{
    Scores right = score_coin(false), wrong = score_coin(true);
    cr_assert(within_band(&right), "right: mean z %g, mean z squared %g", mean_score(&right),
              mean_square(&right));
    cr_assert_not(within_band(&wrong), "wrong: mean z %g, mean z squared %g", mean_score(&wrong),
                  mean_square(&wrong));
    assert_near(fabs(mean_score(&wrong)), 24 / 41., 0.1, "mean z of the wrong one");
    cr_assert(mean_square(&wrong) > 1.1, "mean z squared of the wrong one");
}

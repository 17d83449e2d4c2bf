/* Worlds and replicates: luck and knowledge against binomial arithmetic, programmes without effect. */
#include "analysis/evaluation.h"
#include "costly_year.h"
#include "lookup.h"
#include "support/quiet.h"

#include <gsl/gsl_cdf.h>

QUIET_SUITE(evaluation);

/* A standard deviation of n normal values estimated with a known mean lies within these bounds of the
 * true one, but once in a million. */
static void check_sd(double sd, double expected, int n, const char *what)
{
    double low = sqrt(gsl_cdf_chisq_Pinv(5e-7, n) / n),
           high = sqrt(gsl_cdf_chisq_Qinv(5e-7, n) / n);
    cr_assert(sd >= low * expected && sd <= high * expected, "%s: expected %g x %g..%g, got %g",
              what, expected, low, high, sd);
}

/* 40 people, p = 0.3 in every world: saving -1000 X with X binomial(40, 0.3), so the mean is -12000,
 * luck 1000 sqrt(40 0.3 0.7) = 2898.3, knowledge 0. */
Test(evaluation, luck_is_binomial_when_the_chance_is_known)
{
    Found found;
    found_open(&found, &(FixtureTexts){
                           COSTLY_YEAR,
                           .scenario = "participants: {number: 40, ages: 20, states: {home: 1}}\n"
                                       "economics: {horizon: 2}\n"
                                       "simulation: {worlds: 500, replicates: 10000}\n"});
    const SummaryRow *row = summary_of(&found.findings, "net_saving_horizon", "municipality",
                                       BASIS_RELEASED);
    assert_near(row->sd_knowledge, 0, 1e-9, "every world is the same");
    check_sd(row->sd_luck, 1000 * sqrt(40 * 0.3 * 0.7), 10000, "luck");
    check_sd(row->spread.sd, 1000 * sqrt(40 * 0.3 * 0.7), 10000, "all of it is luck");
    assert_near(row->spread.mean, -12000, 4.9 * 2898.3 / 100, "mean within 4.9 errors");
    check_sd(row->spread.mcse, 28.983, 9, "10 blocks tell the error of the mean");
    found_close(&found);
}

/* p ~ beta(8, 12): mean 0.4, variance 96/(400 21) = 0.0114286, E p(1-p) = 96/(20 21) = 0.2285714.
 * 25 people at 1000: knowledge 25000 sqrt(0.0114286) = 2672.6 and luck 1000 sqrt(25 0.2285714) =
 * 2390.5; together sqrt(2672.6^2 + 2390.5^2) = 3585.7. The hypercube leaves the sample of p hardly
 * any error: 0.5 % covers it. */
Test(evaluation, a_beta_chance_parts_into_knowledge_and_luck)
{
    Found found;
    found_open(&found, &(FixtureTexts){
                           COSTLY_YEAR,
                           .scenario = "participants: {number: 25, ages: 20, states: {home: 1}}\n"
                                       "parameters: {p: beta(8 12)}\n"
                                       "economics: {horizon: 2}\n"
                                       "simulation: {worlds: 2000, replicates: 10000}\n"});
    const SummaryRow *row = summary_of(&found.findings, "net_saving_horizon", "municipality",
                                       BASIS_RELEASED);
    assert_near(row->sd_knowledge, 2672.6, 0.005 * 2672.6, "knowledge");
    check_sd(row->sd_luck, 2390.5, 10000, "luck");
    check_sd(row->spread.sd, 3585.7, 10000, "together");
    assert_near(row->spread.mean, -10000, 4.9 * 2390.5 / 100, "mean");
    const PaybackRow *knowledge = payback_of(&found.findings, "municipality", BASIS_RELEASED,
                                             UNCERTAINTY_KNOWLEDGE, 2);
    assert_near(knowledge->spread.mean, -10000, 10, "mean over worlds");
    assert_near(knowledge->spread.sd, row->sd_knowledge, 1e-6, "the same as the summary's");
    found_close(&found);
}

/* ---- no effect ---- */

#define DULL_STATES "state,age_from,age_to\nhome,20,29\ncare,20,29\ndead,20,30\n"
#define DULL_TRANSITIONS "from,to,probability\nhome,care,0.2\ncare,home,q\nhome,dead,0.01\n"

static const FixtureTexts NO_EFFECT = {
    .states = DULL_STATES,
    .transitions = DULL_TRANSITIONS,
    .parameters = "parameter,value,low,high\nq,0.4,0.2,0.6\n",
    .payers = "payer,level\nsocial,municipality\nregion,region\n",
    .costs = "item,state,payer,amount,cashable,delay\n"
             "care,care,social,1000,0.5,1\nhealth,care,region,77.7,1,0\n",
    .scenario = "participants: {number: 30, ages: 20, states: {home: 0.7, care: 0.3}}\n"
                "programme:\n"
                "  reached: 0.85 (0.7..0.95)\n"
                "  costs:\n"
                "    - {item: staff, payer: social, years: 1..2, per_year: 500, price_year: 2024}\n"
                "effects:\n"
                "  - {on: home -> care, odds_ratio: 0.2 (0.1..0.4), years: 1..3, fades_over: 2,\n"
                "     design: matched, no_effect: 1}\n"
                "economics: {horizon: 10}\n"
                "simulation: {worlds: 100, replicates: 2000}\n"};

/* An effect that is nil in every world saves nothing, not even by rounding: the net saving is minus
 * the programme cost, and a payer without programme cost is at zero. */
Test(evaluation, without_effect_the_net_saving_is_minus_the_programme_cost_in_every_world)
{
    Fixture fixture;
    Evaluation evaluation;
    fixture_open(&fixture, &NO_EFFECT);
    cr_assert_eq(evaluate(&fixture.study, &ONE_THREAD, &fixture.problems, &evaluation), STATUS_OK);
    for (int i = 0; i < 2 * 10 * 100; i++) {
        int payer = i / 1000, year = i / 100 % 10;
        double expected = payer == 0 && year < 2 ? -500 : 0;
        cr_assert_eq(evaluation.knowledge_full[i], expected, "payer %d, year %d: %.17g", payer,
                     year + 1, evaluation.knowledge_full[i]);
        cr_assert_eq(evaluation.knowledge_released[i], expected, "payer %d, year %d: %.17g", payer,
                     year + 1, evaluation.knowledge_released[i]);
    }
    evaluation_free(&evaluation);
    fixture_close(&fixture);
}

/* By chance the effect is nil in some worlds: there halving and doubling it change not a bit, in the
 * others a stronger effect saves more. */
Test(evaluation, only_worlds_with_an_effect_change_with_its_strength)
{
    Fixture fixture;
    Evaluation evaluation;
    FixtureTexts texts = NO_EFFECT;
    texts.scenario =
        "participants: {number: 30, ages: 20, states: {home: 0.7, care: 0.3}}\n"
        "effects:\n"
        "  - {on: home -> care, odds_ratio: 0.2 (0.1..0.4), years: 1..3, fades_over: 2,\n"
        "     design: rct, no_effect: 0.4, grade: D}\n"
        "economics: {horizon: 10}\n"
        "simulation: {worlds: 100, replicates: 100}\n";
    fixture_open(&fixture, &texts);
    cr_assert_eq(evaluate(&fixture.study, &ONE_THREAD, &fixture.problems, &evaluation), STATUS_OK);
    const double *on = evaluation.parameter + (size_t)fixture.study.effect[0].on * 100;
    int n_nil = 0;
    for (int w = 0; w < 100; w++) {
        n_nil += on[w] == 0;
        for (int y = 2; y < 10; y++) { /* saved from the second year on, released a year later */
            const double *social = evaluation.knowledge_released;
            double saved = social[y * 100 + w];
            double halved = evaluation.variant[VARIANT_HALVED][y * 100 + w],
                   doubled = evaluation.variant[VARIANT_DOUBLED][y * 100 + w];
            if (on[w] == 0)
                cr_assert(saved == 0 && halved == 0 && doubled == 0, "world %d, year %d", w, y + 1);
            else
                cr_assert(0 < halved && halved < saved && saved < doubled, "world %d, year %d", w,
                          y + 1);
        }
    }
    cr_assert_eq(n_nil, 40, "of each 50 worlds 20");
    evaluation_free(&evaluation);
    fixture_close(&fixture);
}

/* Half of the placements are avoided in every world, by an effect that no variant bends; others by a weak one
 * that by chance is nil: there a variant is, to the bit, what the world is without it. */
Test(evaluation, variants_are_the_world_itself_where_what_they_bend_is_nil)
{
    Fixture fixture;
    Evaluation evaluation;
    FixtureTexts texts = NO_EFFECT;
    texts.scenario =
        "participants: {number: 30, ages: 20, states: {home: 0.7, care: 0.3}}\n"
        "programme: {reached: 0.9, costs: []}\n"
        "effects:\n"
        "  - {on: home -> care, odds_ratio: 0.5 (0.4..0.6), years: 1..3, fades_over: 2,\n"
        "     design: rct, no_effect: 0, grade: B}\n"
        "  - {on: care -> home, odds_ratio: 3 (2..4), years: 1..3, fades_over: 2,\n"
        "     design: rct, no_effect: 0.4, grade: D}\n"
        "economics: {horizon: 10}\n"
        "simulation: {worlds: 100, replicates: 100}\n";
    fixture_open(&fixture, &texts);
    cr_assert_eq(evaluate(&fixture.study, &ONE_THREAD, &fixture.problems, &evaluation), STATUS_OK);
    const double *on = evaluation.parameter + (size_t)fixture.study.effect[1].on * 100;
    int n_nil = 0;
    for (int w = 0; w < 100; w++) {
        n_nil += on[w] == 0;
        for (int v = 0; v < N_VARIANTS; v++) {
            for (int y = 2; y < 10; y++) {
                double saved = evaluation.knowledge_released[y * 100 + w];
                cr_assert_eq(evaluation.variant[v][y * 100 + w] == saved, on[w] == 0,
                             "variant %d, world %d, year %d", v, w, y + 1);
            }
        }
    }
    cr_assert_eq(n_nil, 40, "of each 50 worlds 20");
    evaluation_free(&evaluation);
    fixture_close(&fixture);
}

/* They are drawn for the look at every world and kept for the work. */
Test(evaluation, every_world_has_the_parameters_that_are_drawn_for_it)
{
    Fixture fixture;
    Evaluation evaluation;
    fixture_open(&fixture, &NO_EFFECT);
    int n = fixture.study.n_parameters;
    double *value = malloc((size_t)n * sizeof *value);
    cr_assert_eq(evaluate(&fixture.study, &ONE_THREAD, &fixture.problems, &evaluation), STATUS_OK);
    for (int w = 0; w < 100; w++) {
        study_draw(&fixture.study, w, value);
        for (int i = 0; i < n; i++)
            cr_assert_eq(evaluation.parameter[i * 100 + w], value[i], "world %d: %s", w,
                         fixture.study.parameter[i].name);
    }
    free(value);
    evaluation_free(&evaluation);
    fixture_close(&fixture);
}

Test(evaluation, without_effect_luck_has_mean_zero_and_payers_without_cost_are_never_below_it)
{
    Found found;
    found_open(&found, &NO_EFFECT);
    const char *const accounts[] = {"social", "region", "society"};
    for (int a = 0; a < 3; a++) {
        const SummaryRow *row = summary_of(&found.findings, "net_saving_horizon", accounts[a],
                                           BASIS_FULL);
        assert_near(row->spread.mean, a == 1 ? 0 : -1000, 4.5 * row->spread.mcse, "%s",
                    accounts[a]);
        cr_assert_gt(row->sd_luck, 100 * row->sd_knowledge, "%s", accounts[a]);
    }
    const PaybackRow *region = payback_of(&found.findings, "region", BASIS_FULL,
                                          UNCERTAINTY_KNOWLEDGE, 10);
    assert_near(region->share_nonnegative, 1, 0, "nothing saved, nothing lost");
    found_close(&found);
}

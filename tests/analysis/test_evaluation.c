/* Worlds and replicates: luck and knowledge against binomial arithmetic, programmes without effect,
 * threads, seeds, rounding. */
#include "analysis/evaluation.h"
#include "lookup.h"
#include "tables.h"

#include <gsl/gsl_cdf.h>

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(evaluation, .init = setup);

/* At home at 20; in care at 21 with chance p with the programme, never without it. Care costs 1000 in
 * that one year. */
#define COSTLY_YEAR                                                          \
    .states = "state,age_from,age_to\nhome,20,21\ncare,20,21\ndead,20,22\n", \
    .transitions = "arm,from,to,probability\n"                               \
                   "baseline,home,care,0\nintervention,home,care,p\n",       \
    .costs = "item,state,amount\ncare,care,1000\n", .parameters = "parameter,value\np,0.3\n"

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

/* ---- threads, seeds, rounding ---- */

static const FixtureTexts MANY_TABLES = {
    .states = "state,age_from,age_to,exclusion,start\n"
              "home,20,29,0,1\ncare,20,29,1,0\nwork,20,29,0,0\ndead,20,30,0,0\n",
    .classes = "class,share\nlow,0.7\nhigh,0.3\n",
    .transitions = "from,to,probability\n"
                   "home,care,0.2\nhome,work,0.1\ncare,home,q\nwork,home,0.3\n",
    .modifiers = "on,class,milestone,kind,value\n"
                 "home -> care,high,,odds_ratio,2\nhome -> work,,degree,hazard_ratio,3\n",
    .milestones = "milestone,at,state,probability,causal_share\n"
                  "degree,22,,0.5,0.6\ndegree,22,care,0.2,0.6\n",
    .mortality = "sex,age,rate\n"
                 "f,20,0.01\nf,21,0.01\nf,22,0.01\nf,23,0.01\nf,24,0.01\nf,25,0.02\nf,26,0.02\n"
                 "f,27,0.02\nf,28,0.02\nf,29,0.02\n"
                 "m,20,0.02\nm,21,0.02\nm,22,0.02\nm,23,0.02\nm,24,0.02\nm,25,0.04\nm,26,0.04\n"
                 "m,27,0.04\nm,28,0.04\nm,29,0.04\n",
    .mortality_ratios = "state,ratio\ncare,2.5\n",
    .payers = "payer,level\nsocial,municipality\nschool,municipality\nregion,region\n"
              "agency,state\nhousehold,household\nelsewhere,other_municipality\n",
    .costs = "item,state,per,payer,receiver,amount,cashable,delay,step,backfill\n"
             "care,care,year,social,,1000 * q,0.5,1,0,0.2\n"
             "opening,care,entry,social,,400,1,0,0,0\n"
             "premises,care,year,school,,300,1,1,3,0\n"
             "health,care,year,region,,77.7,1,0,0,0\n"
             "benefit,care,year,agency,household,200,1,0,0,0\n"
             "tax,work,year,social,,-300,1,0,0,0\n",
    .parameters = "parameter,value,low,high\nq,0.4,0.2,0.6\n",
    .moving = "age_from,age_to,probability\n20,29,0.05\n",
    .paths = "path,label_sv,label_en,age,state,share,milestones\n"
             "good,bra,good,22,work,1,degree\nbad,dålig,bad,22,care,1,not degree\n",
    .scenario =
        "participants: {number: 23, ages: 20..22, enters: 1..2, states: {home: 0.7, care: 0.3}}\n"
        "programme:\n"
        "  reached: 0.85 (0.7..0.95)\n"
        "  costs:\n"
        "    - {item: staff, payer: social, years: 1..2, per_year: 900 (500..1300), "
        "price_year: 2024}\n"
        "effects:\n"
        "  - {on: home -> care, odds_ratio: 0.4 (0.2..0.8), years: 1..3, fades_over: 2 (1..4),\n"
        "     followed_until: 2, design: matched, grade: C}\n"
        "  - {on: milestone degree, odds_ratio: 2 (1.2..3.3), years: 1..5, fades_over: 0,\n"
        "     design: rct, grade: B}\n"
        "claims:\n"
        "  - {item: placement, payer: social, count: 3, unit_cost: 1000, year: 2, state: care}\n"
        "economics: {horizon: 8}\n"
        "simulation: {worlds: 150, replicates: 450, seed: 11}\n"};

/* Effects, milestones, classes, death, moving and reach at once: simulated lives cost on average what
 * the exact cohort expects. In full, since steps are not linear. */
Test(evaluation, luck_leaves_every_payers_mean_alone)
{
    Found found;
    found_open(&found, &MANY_TABLES);
    for (int a = 0; a < found.findings.n_accounts; a++) {
        const char *name = found.findings.account[a].label.name;
        const SummaryRow *row = summary_of(&found.findings, "net_saving_horizon", name, BASIS_FULL);
        const PaybackRow *expected = payback_of(&found.findings, name, BASIS_FULL,
                                                UNCERTAINTY_KNOWLEDGE, 8);
        assert_near(row->spread.mean, expected->spread.mean, 4.9 * row->sd_luck / sqrt(450), "%s",
                    name);
        cr_assert_gt(row->sd_luck, 0, "%s", name);
    }
    found_close(&found);
}

/* All tables of a run as one text, exact to the last bit; the caller frees it. */
static char *run_tables(const Study *study, int n_threads)
{
    RunOptions options = {.n_threads = n_threads};
    Problems problems = {0};
    Findings findings;
    cr_assert_eq(findings_make(study, &options, NULL, &problems, &findings), STATUS_OK);
    char *text = tables_text(&findings);
    findings_free(&findings);
    problems_free(&problems);
    return text;
}

Test(evaluation, tables_do_not_depend_on_the_number_of_threads)
{
    static const int THREADS[] = {2, 7, 0};
    Fixture fixture;
    fixture_open(&fixture, &MANY_TABLES);
    fixture.study.simulation.worlds = 7 * WORLDS_PER_BLOCK; /* no thread is without a block */
    fixture.study.simulation.replicates = 3 * 7 * WORLDS_PER_BLOCK;
    char *one = run_tables(&fixture.study, 1);
    cr_assert_gt(strlen(one), 10000);
    for (size_t i = 0; i < sizeof THREADS / sizeof *THREADS; i++) {
        char *many = run_tables(&fixture.study, THREADS[i]);
        cr_assert(strcmp(one, many) == 0, "%d threads give other tables", THREADS[i]);
        free(many);
    }
    free(one);
    fixture_close(&fixture);
}

Test(evaluation, the_seed_decides_everything_and_every_seed_otherwise)
{
    char *text[3];
    for (int i = 0; i < 3; i++) {
        Fixture fixture;
        fixture_open(&fixture, &MANY_TABLES);
        fixture.study.simulation.seed = i < 2 ? 11 : 12;
        text[i] = run_tables(&fixture.study, 1);
        fixture_close(&fixture);
    }
    cr_assert(strcmp(text[0], text[1]) == 0, "the same seed gives other tables");
    cr_assert(strcmp(text[0], text[2]) != 0, "another seed gives the same tables");
    for (int i = 0; i < 3; i++) free(text[i]);
}

/* {worlds, replicates} as asked for and as run: worlds no more than replicates and in blocks of 50,
 * replicates in whole rounds of the worlds. */
Test(evaluation, worlds_and_replicates_are_rounded_up_to_whole_blocks)
{
    static const int SIZES[][4] = {{50, 50, 50, 50}, {60, 130, 100, 200},  {1, 1, 50, 50},
                                   {60, 10, 50, 50}, {100, 100, 100, 100}, {50, 51, 50, 100}};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        Fixture fixture;
        Evaluation evaluation;
        char scenario[256];
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                 "economics: {horizon: 2}\nsimulation: {worlds: %d, replicates: %d}\n",
                 SIZES[i][0], SIZES[i][1]);
        fixture_open(&fixture, &(FixtureTexts){COSTLY_YEAR, .scenario = scenario});
        cr_assert_eq(evaluate(&fixture.study, &ONE_THREAD, &fixture.problems, &evaluation),
                     STATUS_OK);
        cr_assert_eq(evaluation.n_worlds, SIZES[i][2], "case %zu: %d", i, evaluation.n_worlds);
        cr_assert_eq(evaluation.n_replicates, SIZES[i][3], "case %zu: %d", i,
                     evaluation.n_replicates);
        cr_assert_eq(evaluation.n_blocks, SIZES[i][2] / 50);
        evaluation_free(&evaluation);
        fixture_close(&fixture);
    }
}

/* ---- shared worlds ---- */

static const char *const SHARED_PARTS =
    "participants: {number: 1, ages: 20, states: {home: 1}}\n"
    "programme:\n  reached: 0.8 (0.6..0.9)\n  costs: []\n"
    "economics: {horizon: 2}\nsimulation: {worlds: 100, replicates: 100}\n";

static void open_shared(Found *found, const char *first_lines)
{
    char scenario[512];
    snprintf(scenario, sizeof scenario, "%s%s", first_lines, SHARED_PARTS);
    found_open(found, &(FixtureTexts){COSTLY_YEAR, .scenario = scenario});
}

/* The percentile of a parameter's draw in a world. */
static double percentile(const Found *found, int parameter, int world)
{
    const Findings *findings = &found->findings;
    const Distribution *distribution = &findings->study->parameter[parameter].distribution;
    double value = findings->world_value[parameter * findings->n_worlds + world];
    return distribution->family->cdf(distribution, value);
}

Test(evaluation, scenarios_share_worlds_but_not_their_own_numbers)
{
    Found one, other;
    open_shared(&one, "scenario: one\nparameters: {p: beta(8 12)}\n");
    open_shared(&other, "scenario: other\nparameters: {p: uniform(0.1 0.9)}\n");
    int p = fixture_parameter(&one.fixture.study, "p"), differ = 0;
    int reached = one.fixture.study.reached;
    cr_assert_eq(reached, other.fixture.study.reached);
    for (int w = 0; w < 100; w++) {
        assert_near(percentile(&one, p, w), percentile(&other, p, w), 1e-9,
                    "an overridden parameter in world %d", w);
        differ += fabs(percentile(&one, reached, w) - percentile(&other, reached, w)) > 1e-6;
    }
    cr_assert_eq(differ, 100, "inline numbers of two scenarios are drawn apart: %d", differ);
    found_close(&one);
    found_close(&other);
}

/* ---- stopping ---- */

Test(evaluation, a_stopped_run_leaves_nothing)
{
    Fixture fixture;
    Findings findings;
    atomic_bool stop = true;
    RunOptions options = {.n_threads = 2, .stop = &stop};
    fixture_open(&fixture, &MANY_TABLES);
    cr_assert_eq(findings_make(&fixture.study, &options, NULL, &fixture.problems, &findings),
                 STATUS_RUN_FAILED);
    cr_assert_eq(findings.n_payback, 0);
    findings_free(&findings);
    fixture_close(&fixture);
}

/* 0.9 + p is impossible where p lies above 0.1: in more than half of the worlds. */
Test(evaluation, an_impossible_world_is_told_with_its_parameter)
{
    Fixture fixture;
    Findings findings;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = "state,age_from,age_to\n"
                                  "home,20,21\ncare,20,21\nwork,20,21\ndead,20,22\n",
                        .transitions = "from,to,probability\nhome,care,p\nhome,work,0.9\n",
                        .parameters = "parameter,value\np,0.05\n",
                        .scenario = "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                                    "parameters: {p: pert(0 0.08 0.2)}\n"
                                    "economics: {horizon: 2}\n"
                                    "simulation: {worlds: 50, replicates: 50}\n"});
    cr_assert_eq(findings_make(&fixture.study, &ONE_THREAD, NULL, &fixture.problems, &findings),
                 STATUS_INPUT);
    char *messages = fixture_messages(&fixture.problems);
    cr_assert_not_null(strstr(messages, "p: expected"), "%s", messages);
    cr_assert_not_null(strstr(messages, "in world"), "%s", messages);
    free(messages);
    findings_free(&findings);
    fixture_close(&fixture);
}

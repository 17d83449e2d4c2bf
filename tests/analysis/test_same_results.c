/* What decides the results of a run: its seed, sizes and parameters, whatever its threads; a run that cannot be
 * ended leaves none. */
#include "analysis/evaluation.h"
#include "costly_year.h"
#include "lookup.h"
#include "support/quiet.h"
#include "tables.h"

QUIET_SUITE(same_results);

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
Test(same_results, luck_leaves_every_payers_mean_alone)
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

Test(same_results, tables_do_not_depend_on_the_number_of_threads)
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

Test(same_results, the_seed_decides_everything_and_every_seed_otherwise)
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
Test(same_results, worlds_and_replicates_are_rounded_up_to_whole_blocks)
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

Test(same_results, scenarios_share_worlds_but_not_their_own_numbers)
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

Test(same_results, a_stopped_run_leaves_nothing)
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
Test(same_results, an_impossible_world_is_told_with_its_parameter)
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

/* Lives that nobody asked for are not lived: of crowds that are lived for a world's replicates at most the last
 * has room left, for fewer than there are crowds. */
Test(same_results, replicates_of_a_world_are_parted_evenly)
{
    Fixture fixture;
    fixture_open(&fixture, &MANY_TABLES);
    for (int n = 1; n <= 40; n++) {
        Setup setup;
        Worker worker;
        fixture.study.simulation.replicates_per_world = n;
        cr_assert_eq(setup_make(&fixture.study, &fixture.problems, &setup), STATUS_OK);
        cr_assert_eq(worker_init(&setup, &worker), STATUS_OK);
        int size = worker.crowd.n_replicates, n_crowds = (n + size - 1) / size;
        cr_expect(size <= 8 && n_crowds == (n + 7) / 8 && n_crowds * size - n < n_crowds,
                  "%d replicates by %d", n, size);
        worker_free(&worker);
        setup_free(&setup);
    }
    fixture_close(&fixture);
}

/* A cohort model that others have printed, reproduced to the last printed digit, and outcomes other than
 * kronor by hand. */
#include "analysis/expected.h"
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(textbook);

/* Chancellor and others 1997, in Briggs, Claxton and Sculpher 2006, exercise 2.5: zidovudine alone, and
 * with lamivudine. Unrounded: the values of the book's spreadsheet, to the digits that are handed on of
 * it. */
enum { MONOTHERAPY, COMBINATION };
static const double COST[] = {44663.4535637, 50601.6513312};
static const double LIFE_YEARS[] = {7.9912066, 8.9373889};
static const double COST_PER_LIFE_YEAR = 6275.95560;

static void read_scenario(Study *study)
{
    Problems problems = {0};
    Status status = study_read(LIVSBANA_SOURCE_DIR "/scenarios/hiv.yaml", NULL, &problems, study);
    for (size_t i = 0; i < problems.n_kept; i++) cr_log_error("%s", problems.list[i].text);
    cr_assert_eq(status, STATUS_OK);
}

static void expect_medians(const Study *study, Expected *expected)
{
    Problems problems = {0};
    RunOptions options = {.n_threads = 1};
    cr_assert_eq(expected_make(study, 0, &options, &problems, expected), STATUS_OK);
}

static void open_expected(Fixture *fixture, const FixtureTexts *texts, Expected *expected)
{
    fixture_open(fixture, texts);
    expect_medians(&fixture->study, expected);
}

static void close_expected(Fixture *fixture, Expected *expected)
{
    expected_free(expected);
    fixture_close(fixture);
}

Test(textbook, the_exact_cohort_gives_the_printed_table)
{
    Study study;
    Expected expected;
    read_scenario(&study);
    expect_medians(&study, &expected);
    int last = expected.n_years - 1, society = expected.accounts.society;
    double people = study.group[0].number;
    cr_assert_eq(expected.year[last], 20);
    for (int side = MONOTHERAPY; side <= COMBINATION; side++) {
        ExpectedMeasure measure = side == MONOTHERAPY ? EXPECTED_BASELINE_COST
                                                      : EXPECTED_INTERVENTION_COST;
        double cost = expected_kronor(&expected, 0, society, measure)[last].discounted / people;
        double years = expected_outcome(&expected, 0, 0, (OutcomeSide)side)[last].discounted /
                       people;
        assert_near(cost, COST[side], 1e-6, "cost of treatment %d", side);
        assert_near(years, LIFE_YEARS[side], 5e-8, "life years of treatment %d", side);
    }
    double ratio = expected_cost_per_unit(&expected, 0, 0, society, last).discounted;
    double mixed = expected_kronor(&expected, 0, society, EXPECTED_NET_FULL)[last].discounted;
    assert_near(ratio, COST_PER_LIFE_YEAR, 1e-5, "pounds for a life year");
    assert_near(-mixed / people, COST[COMBINATION] - COST[MONOTHERAPY], 1e-6, "added cost");
    expected_free(&expected);
    study_free(&study);
}

static const OutcomeFinding *finding_of(const Findings *findings, int outcome, OutcomeSide side,
                                        int years, bool discounted)
{
    for (int i = 0; i < findings->n_outcomes; i++) {
        const OutcomeFinding *row = &findings->outcome[i];
        if (row->outcome == outcome && row->side == side && row->years == years &&
            row->discounted == discounted)
            return row;
    }
    cr_assert_fail("no outcome %d of side %d to year %d", outcome, (int)side, years);
    return NULL;
}

Test(textbook, a_simulated_run_gives_the_printed_table_within_its_error)
{
    static const OutcomeSide SIDE[] = {OUTCOME_BASELINE, OUTCOME_INTERVENTION};
    Study study;
    Findings findings;
    Problems problems = {0};
    RunOptions options = {.n_threads = 2};
    read_scenario(&study);
    cr_assert_eq(findings_make(&study, &options, NULL, &problems, &findings), STATUS_OK);
    double people = study.group[0].number;
    for (int side = MONOTHERAPY; side <= COMBINATION; side++) {
        const Spread *years = &finding_of(&findings, 0, SIDE[side], 20, true)->spread;
        cr_expect(years->mcse > 0 && years->mcse < 0.01);
        assert_near(years->mean, LIFE_YEARS[side], 3 * years->mcse, "life years, side %d", side);
    }
    const Spread *saving =
        &summary_of(&findings, "net_saving_horizon", "society", BASIS_FULL_DISCOUNTED)->spread;
    assert_near(saving->mean / people, COST[MONOTHERAPY] - COST[COMBINATION],
                3 * saving->mcse / people, "added cost");
    const OutcomeFinding *gained = finding_of(&findings, 0, OUTCOME_DIFFERENCE, 20, true);
    assert_near(gained->spread.mean, LIFE_YEARS[COMBINATION] - LIFE_YEARS[MONOTHERAPY],
                3 * gained->spread.mcse, "life years gained");
    assert_near(gained->kronor_per_unit_society, -saving->mean / (gained->spread.mean * people),
                1e-6, "the ratio of the means");
    cr_expect(isnan(finding_of(&findings, 0, OUTCOME_BASELINE, 20, true)->kronor_per_unit_society));
    findings_free(&findings);
    study_free(&study);
}

/* One of two dies every year: 1, 1/2, 1/4, 1/8 of a person in the years 1 to 4; two states share the
 * living. Weights 1 everywhere are person-years: 1.875 of them each. */
#define TWO_WARDS                                                            \
    .states = "state,age_from,age_to\nhome,20,23\ncare,20,23\ndead,20,24\n", \
    .transitions = "from,to,probability\nhome,care,0.25\nhome,dead,0.5\n"    \
                   "care,home,0.125\ncare,dead,0.5\n"

Test(textbook, years_in_all_states_are_the_years_lived)
{
    Fixture fixture;
    Expected expected;
    open_expected(
        &fixture,
        &(FixtureTexts){TWO_WARDS,
                        .outcomes = "outcome,state,weight\nlived,,1\n"
                                    "parts,home,1\nparts,care,1\nat_home,home,1\n"
                                    "in_care,care,1\nquality,home,0.5\nquality,care,0.2\n",
                        .scenario = "participants: {number: 8, ages: 20,\n"
                                    "  states: {home: 0.5, care: 0.5}}\n"
                                    "economics: {horizon: 4}\n"},
        &expected);
    double of[5];
    for (int o = 0; o < 5; o++)
        of[o] = expected_outcome(&expected, 0, o, OUTCOME_BASELINE)->undiscounted;
    assert_near(of[0], expected_person_years(&expected, 0, ARM_BASELINE)[0], 1e-12, "lived");
    assert_near(of[0], 8 * 1.875, 1e-12, "lived, by hand");
    assert_near(of[1], of[0], 1e-12, "rows of one outcome add up");
    assert_near(of[2] + of[3], of[0], 1e-12, "home and care");
    assert_near(of[4], 0.5 * of[2] + 0.2 * of[3], 1e-12, "weighted by quality");
    cr_expect(
        isnan(expected_cost_per_unit(&expected, 0, 0, expected.accounts.society, 0).undiscounted));
    close_expected(&fixture, &expected);
}

/* v = 1, 1/2, 1/4, 1/8. At 20 %, by the start: 1 + 0.5 / 1.2 + 0.25 / 1.44 + 0.125 / 1.728 = 1.662616; by
 * the end of the year: 0.5 / 1.2 + 0.25 / 1.44 + 0.125 / 1.728 = 0.662616. Kronor: 100 times as much. */
Test(textbook, outcomes_are_discounted_at_their_own_rate_and_at_the_time_they_are_counted)
{
    static const struct {
        const char *economics;
        double undiscounted, years, kronor; /* discounted */
    } ROW[] = {
        {"discount_rate: 0, outcome_discount_rate: 0.2", 1.875, 1.66261574, 187.5},
        {"discount_rate: 0.2, outcome_discount_rate: 0", 1.875, 1.875, 166.261574},
        {"discount_rate: 0.2", 1.875, 1.66261574, 166.261574},
        {"discount_rate: 0.2, timing: end", 0.875, 0.66261574, 66.261574},
    };
    for (size_t i = 0; i < sizeof ROW / sizeof *ROW; i++) {
        Fixture fixture;
        Expected expected;
        char scenario[200];
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                 "economics: {horizon: 4, %s}\n",
                 ROW[i].economics);
        open_expected(&fixture,
                      &(FixtureTexts){.states = "state,age_from,age_to\nhome,20,23\ndead,20,24\n",
                                      .transitions = "from,to,probability\nhome,dead,0.5\n",
                                      .costs = "item,state,amount\nlife,home,100\n",
                                      .outcomes = "outcome,weight\nlived,1\n",
                                      .scenario = scenario},
                      &expected);
        const OutcomeSum *lived = expected_outcome(&expected, 0, 0, OUTCOME_BASELINE);
        const ExpectedKronor *kronor = expected_kronor(&expected, 0, 0, EXPECTED_BASELINE_COST);
        const char *row = ROW[i].economics;
        assert_near(lived->undiscounted, ROW[i].undiscounted, 1e-12, "%s", row);
        assert_near(kronor->undiscounted, 100 * ROW[i].undiscounted, 1e-10, "kronor, %s", row);
        assert_near(lived->discounted, ROW[i].years, 5e-9, "discounted, %s", row);
        assert_near(kronor->discounted, ROW[i].kronor, 5e-7, "discounted kronor, %s", row);
        close_expected(&fixture, &expected);
    }
}

/* The programme costs 10 at the start of year 1 and nothing changes: its net saving is -10, however late
 * what states cost is counted. */
Test(textbook, what_the_programme_costs_is_paid_at_the_start_whatever_the_timing)
{
    Fixture fixture;
    Expected expected;
    open_expected(
        &fixture,
        &(FixtureTexts){.states = "state,age_from,age_to\nhome,20,23\ndead,20,24\n",
                        .transitions = "from,to,probability\nhome,dead,0.5\n",
                        .costs = "item,state,amount\nlife,home,100\n",
                        .scenario = "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                                    "economics: {horizon: 4, discount_rate: 0.1, timing: end}\n"
                                    "programme:\n  costs:\n"
                                    "    - {item: visits, payer: municipality, per_year: 10,\n"
                                    "       price_year: 2024}\n"},
        &expected);
    const ExpectedKronor *net = expected_kronor(&expected, 0, 0, EXPECTED_NET_FULL);
    assert_near(net->undiscounted, -10, 1e-9, "undiscounted");
    assert_near(net->discounted, -10, 1e-9, "discounted");
    close_expected(&fixture, &expected);
}

/* A visit of 7 in the intervention only, at 21: half of one person is alive then. */
Test(textbook, a_cost_of_one_arm_is_met_in_that_arm_only)
{
    Fixture fixture;
    Expected expected;
    open_expected(&fixture,
                  &(FixtureTexts){.states = "state,age_from,age_to\nhome,20,23\ndead,20,24\n",
                                  .transitions = "from,to,probability\nhome,dead,0.5\n",
                                  .costs = "item,arm,state,age_from,age_to,amount\n"
                                           "life,,home,,,100\nvisit,intervention,home,21,21,7\n",
                                  .scenario = "participants: {number: 1, ages: 20,\n"
                                              "  states: {home: 1}}\neconomics: {horizon: 4}\n"},
                  &expected);
    assert_near(expected_kronor(&expected, 0, 0, EXPECTED_BASELINE_COST)->undiscounted, 187.5,
                1e-12, "baseline");
    assert_near(expected_kronor(&expected, 0, 0, EXPECTED_INTERVENTION_COST)->undiscounted, 191,
                1e-12, "intervention");
    assert_near(expected_kronor(&expected, 0, 0, EXPECTED_NET_FULL)->undiscounted, -3.5, 1e-12,
                "net");
    close_expected(&fixture, &expected);
}

Test(textbook, costs_of_one_arm_need_a_programme_that_reaches_everybody)
{
    Fixture fixture;
    Status status = fixture_try(
        &fixture,
        &(FixtureTexts){TWO_WARDS, .costs = "item,arm,state,amount\nvisit,intervention,home,7\n",
                        .scenario = "participants: {number: 1, ages: 20,\n"
                                    "  states: {home: 1}}\n"
                                    "programme: {reached: 0.8, costs: []}\n"});
    cr_assert_eq(status, STATUS_INPUT);
    char *messages = fixture_messages(&fixture.problems);
    cr_expect_not_null(strstr(messages, "programme.reached: expected 1, since costs of the model "
                                        "name an arm (item \"visit\")"),
                       "%s", messages);
    free(messages);
    fixture_close(&fixture);
}

Test(textbook, a_cost_of_one_arm_beside_the_same_of_both_is_an_error)
{
    Fixture fixture;
    Status status = fixture_try(&fixture,
                                &(FixtureTexts){TWO_WARDS,
                                                .costs = "item,arm,state,amount\nvisit,,home,7\n"
                                                         "visit,intervention,home,9\n",
                                                .scenario = "participants: {number: 1, ages: 20,\n"
                                                            "  states: {home: 1}}\n"});
    cr_assert_eq(status, STATUS_INPUT);
    char *messages = fixture_messages(&fixture.problems);
    cr_expect_not_null(strstr(messages, "costs.csv:3"), "%s", messages);
    cr_expect_not_null(strstr(messages, "expected a cell of its own"), "%s", messages);
    free(messages);
    fixture_close(&fixture);
}

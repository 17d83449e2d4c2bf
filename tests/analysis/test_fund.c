/* A fund over simulated programmes: without chance every count is known, with it the books must still agree
 * with the exact cohort and with themselves. */
#include "analysis/expected.h"
#include "analysis/fund.h"
#include "support/check.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

enum { YEARS = 6, MOST_PAYERS = 8 };

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(fund, .init = setup, .timeout = 120);

/* A fund of one or two grants for one study, with one rule for all its payers. */
typedef struct {
    Fund fund;
    FundGrant grant[2];
    FundRule rule;
    bool payer[MOST_PAYERS];
    double price;
} Sample;

static void sample_make(Sample *sample, Fixture *fixture, FundRule rule)
{
    Study *study = &fixture->study;
    *sample = (Sample){.rule = rule, .price = 1};
    cr_assert_leq(study->model.n_payers, MOST_PAYERS);
    study->economics.horizon = YEARS;
    memset(sample->payer, 1, sizeof sample->payer);
    sample->rule.payer = sample->payer;
    sample->grant[0] = (FundGrant){.study = 0, .year = 0, .amount = 5000};
    sample->grant[1] = (FundGrant){.study = 0, .earlier = 1, .year = 1, .amount = 5000};
    sample->fund = (Fund){.path = "test",
                          .name = "test",
                          .opening = 20000,
                          .price_year = 2024,
                          .first_year = 2024,
                          .n_years = YEARS,
                          .further_from = 2,
                          .partial = 0.5,
                          .n_studies = 1,
                          .study = study,
                          .price = &sample->price,
                          .n_grants = 2,
                          .grant = sample->grant,
                          .n_rules = 1,
                          .rule = &sample->rule};
}

static FundFindings find(const Sample *sample, int n_threads)
{
    FundFindings findings;
    Problems problems = {0};
    RunOptions options = {.n_threads = n_threads};
    Status status = fund_findings(&sample->fund, &options, &problems, &findings);
    char *messages = fixture_messages(&problems);
    cr_assert_eq(status, STATUS_OK, "%s", messages);
    free(messages);
    problems_free(&problems);
    return findings;
}

static const FundYearRow *year_of(const FundFindings *findings, Regime regime, int year)
{
    return &findings->year[(int)regime * YEARS + year];
}

/* ---- without chance ---- */

/* Ten people who never leave a state that costs 1000 a year are held in one that costs nothing: the
 * programme saves 10,000 in each of years 1 and 2, and in every later year, since nobody goes back. */
static const FixtureTexts CERTAIN = {
    .states = "state,age_from,age_to\nhome,20,40\nout,20,40\ndead,20,41\n",
    .transitions = "from,to,probability\nout,dead,0\n",
    .costs = "item,state,amount\nsupport,out,1000\n",
    .scenario = "participants: {number: 10, ages: 20, states: {out: 1}}\n"
                "effects:\n"
                "  - {on: place home, years: 1..2}\n"
                "simulation: {worlds: 50, replicates: 100}\n"};

/* Half of it from the second year on: 5000 of the first and 5000 of the second programme. */
static void expect_certain(const FundFindings *findings, const char *what)
{
    static const double RETURNED[YEARS] = {0, 5000, 10000, 10000, 10000, 10000};
    static const double CLOSING[YEARS] = {15000, 15000, 25000, 35000, 45000, 55000};
    for (int y = 0; y < YEARS; y++) {
        const FundYearRow *row = year_of(findings, REGIME_FILE, y);
        assert_near(row->returned, RETURNED[y], 1e-6, "%s, returned in year %d", what, y);
        assert_near(row->balance.p05, CLOSING[y], 1e-6, "%s, least balance of year %d", what, y);
        assert_near(row->balance.p95, CLOSING[y], 1e-6, "%s, largest balance of year %d", what, y);
        assert_near(row->affordable.mean, floor(CLOSING[y] / 5000), 0, "%s, year %d", what, y);
    }
    for (int i = 0; i < findings->n_boards; i++) {
        const FundBoardRow *row = &findings->board[i];
        assert_near(row->uncovered.p95, 0, 1e-6, "%s: nothing is cut that did not fall", what);
        assert_near(row->beyond, 0, 0, "%s", what);
        if (row->year != ANY) continue;
        assert_near(row->cut, 45000, 1e-6, "%s: cut in all", what);
        assert_near(row->fall, 60000 + 50000, 1e-6, "%s: six and five years of 10000", what);
    }
}

Test(fund, without_chance_every_basis_counts_the_same_krona_by_krona)
{
    Fixture fixture;
    Sample sample;
    FundRule rule = {.from_start = ANY, .share = 0.5, .lag = 1, .years = ANY, .cap = INFINITY};
    fixture_open(&fixture, &CERTAIN);
    for (int basis = RETURN_EXPECTED; basis <= RETURN_MEASURED; basis++) {
        rule.basis = (ReturnBasis)basis;
        sample_make(&sample, &fixture, rule);
        /* a comparison group of as many, and one of another number */
        for (int number = 0; number <= 7; number += 7) {
            sample.fund.comparison = number;
            FundFindings findings = find(&sample, 1);
            expect_certain(&findings, return_basis_name[basis]);
            fund_findings_free(&findings);
        }
    }
    fixture_close(&fixture);
}

/* Full return brings 20000 a year from both; none leaves 20000 - 10000. */
Test(fund, without_chance_the_rules_differ_by_what_they_return)
{
    Fixture fixture;
    Sample sample;
    fixture_open(&fixture, &CERTAIN);
    sample_make(&sample, &fixture,
                (FundRule){.from_start = ANY, .share = 0.8, .lag = 1, .years = 2, .cap = INFINITY});
    FundFindings findings = find(&sample, 1);
    static const double RETURNED[N_REGIMES] = {32000, 40000, 20000, 0};
    for (int r = 0; r < N_REGIMES; r++) {
        const FundRuleRow *row = &findings.rule[r];
        assert_near(row->returned.mean, RETURNED[r], 1e-6, "%s returned", regime_name[r]);
        assert_near(row->balance.mean, 10000 + RETURNED[r], 1e-6, "%s left", regime_name[r]);
        assert_near(row->less_returned.mean, 40000 - RETURNED[r], 1e-6, "%s", regime_name[r]);
    }
    fund_findings_free(&findings);
    fixture_close(&fixture);
}

/* The last krona is granted, or one that is not there: an empty fund is not below zero. */
Test(fund, an_empty_fund_is_not_below_zero)
{
    for (int missing = 0; missing <= 1; missing++) {
        Fixture fixture;
        Sample sample;
        fixture_open(&fixture, &CERTAIN);
        sample_make(&sample, &fixture, (FundRule){.from_start = ANY, .years = ANY});
        sample.fund.opening = 10000 - missing;
        sample.fund.when_short = SHORT_DEFICIT;
        FundFindings findings = find(&sample, 1);
        assert_near(year_of(&findings, REGIME_FILE, 0)->below_zero, 0, 0, "5000 are left");
        for (int y = 1; y < YEARS; y++) {
            const FundYearRow *row = year_of(&findings, REGIME_FILE, y);
            assert_near(row->balance.mean, -missing, 1e-9, "year %d", y);
            assert_near(row->below_zero, missing, 0, "year %d", y);
        }
        fund_findings_free(&findings);
        fixture_close(&fixture);
    }
}

/* ---- together ---- */

/* The certain programme, 10,000 a year, where 15,000 are spent a year on what it saves. */
static void open_limited(Fixture *fixture)
{
    FixtureTexts texts = CERTAIN;
    texts.spending = "spending,items,amount\nsupport,support,15000\n";
    fixture_open(fixture, &texts);
}

static const FundRule ALL_AT_ONCE = {
    .from_start = ANY, .share = 1, .lag = 0, .years = ANY, .cap = INFINITY};

/* The first begins in 2024, the second in 2027: three years of 10,000, then 15,000 together, 7500 each. */
Test(fund, programmes_of_different_years_save_together_no_more_than_is_spent)
{
    Fixture fixture;
    Sample sample;
    FundRule rule = ALL_AT_ONCE;
    open_limited(&fixture);
    for (int i = 0; i < 4; i++) { /* expected, measured; as many who compare, and others */
        rule.basis = i < 2 ? RETURN_EXPECTED : RETURN_MEASURED;
        sample_make(&sample, &fixture, rule);
        sample.grant[1].year = 3;
        sample.fund.comparison = 7 * (i % 2);
        FundFindings findings = find(&sample, 1 + i % 2);
        cr_assert_eq(findings.n_limited, YEARS);
        for (int y = 0; y < YEARS; y++) {
            const LimitedYear *row = &findings.limited[y];
            assert_near(year_of(&findings, REGIME_FILE, y)->returned, y < 3 ? 10000 : 15000, 1e-6,
                        "year %d", y);
            cr_assert_eq(row->year, 2024 + y);
            assert_near(row->saved, y < 3 ? 10000 : 20000, 1e-6, "saved in year %d", y);
            assert_near(row->beyond, y < 3 ? 0 : 5000, 1e-6, "not counted in year %d", y);
            assert_near(row->share_beyond, y >= 3, 0, "year %d", y);
            assert_near(row->spent, 15000, 1e-6, "spent");
        }
        static const double SAVED[2] = {3 * 10000 + 3 * 7500, 3 * 7500};
        for (int g = 0; g < 2; g++) {
            assert_near(findings.grant[g].saved, SAVED[g], 1e-6, "grant %d saved", g);
            assert_near(findings.grant[g].expected, SAVED[g], 1e-6, "grant %d expected", g);
            assert_near(findings.grant[g].returned, SAVED[g], 1e-6, "grant %d returned", g);
        }
        const FundBoardRow *all = &findings.board[YEARS];
        cr_assert_eq(all->year, ANY);
        assert_near(all->cut, 75000, 1e-6, "the frame");
        assert_near(all->fall, 75000, 1e-6, "what its cost fell by");
        assert_near(all->uncovered.p95, 0, 1e-6, "no frame is cut beyond that");
        fund_findings_free(&findings);
    }
    fixture_close(&fixture);
}

/* With 5000 to begin with, half returned a year later, the second waits from 2025 to 2026: the sum of 2025
 * is the first's alone. */
Test(fund, a_programme_that_waits_takes_nothing_until_it_begins)
{
    static const double RETURNED[YEARS] = {0, 5000, 3750, 7500, 7500, 7500};
    Fixture fixture;
    Sample sample;
    FundRule rule = ALL_AT_ONCE;
    rule.share = 0.5;
    rule.lag = 1;
    rule.basis = RETURN_MEASURED;
    open_limited(&fixture);
    sample_make(&sample, &fixture, rule);
    sample.fund.opening = 5000;
    FundFindings findings = find(&sample, 1);
    assert_near(findings.grant[1].start, 2026, 0, "it waits");
    for (int y = 0; y < YEARS; y++) {
        assert_near(year_of(&findings, REGIME_FILE, y)->returned, RETURNED[y], 1e-6, "year %d", y);
        assert_near(findings.limited[y].beyond, y < 2 ? 0 : 5000, 1e-6, "year %d", y);
    }
    fund_findings_free(&findings);
    fixture_close(&fixture);
}

/* ---- with chance ---- */

static void open_uncertain(Fixture *fixture)
{
    fixture_open(
        fixture,
        &(FixtureTexts){.states = "state,age_from,age_to\n"
                                  "home,20,40\n"
                                  "out,20,40\n"
                                  "dead,20,41\n",
                        .transitions = "from,to,probability\n"
                                       "out,home,0.2\n"
                                       "home,out,0.1\n",
                        .payers = "payer\nsocial\nschool\n",
                        .costs = "item,state,amount,payer,cashable,delay\n"
                                 "support,out,1000,social,1,0\n"
                                 "place,out,700,school,0.5,1\n",
                        .scenario = "participants: {number: 30, ages: 20, states: {out: 1}}\n"
                                    "programme: {costs: [{item: a, payer: social, per_year: 1000, "
                                    "price_year: 2024}]}\n"
                                    "effects:\n"
                                    "  - {on: out -> home, odds_ratio: 2 (1.2..3.3), years: 1..3, "
                                    "fades_over: 0, design: rct}\n"
                                    "simulation: {worlds: 100, replicates: 400}\n"});
}

/* The exact cohort's mean saving of all worlds, before the programme's own cost. */
static double exact_saving(const Study *study, int years)
{
    Expected expected;
    Problems problems = {0};
    RunOptions options = {.n_threads = 1};
    double sum = 0;
    cr_assert_eq(expected_make(study, study->simulation.worlds, &options, &problems, &expected),
                 STATUS_OK);
    int at = 0;
    while (expected.year[at] != years) at++;
    for (int w = 1; w < expected.n_rows; w++) {
        int account = expected.accounts.municipality;
        sum += expected_kronor(&expected, w, account, EXPECTED_NET_RELEASED)[at].undiscounted;
        sum += expected_kronor(&expected, w, account, EXPECTED_PROGRAMME_COST)[at].undiscounted;
    }
    sum /= expected.n_rows - 1;
    expected_free(&expected);
    problems_free(&problems);
    return sum;
}

Test(fund, what_is_expected_at_the_decision_is_the_exact_cohorts_mean)
{
    Fixture fixture;
    Sample sample;
    open_uncertain(&fixture);
    sample_make(&sample, &fixture,
                (FundRule){.from_start = ANY, .share = 1, .years = ANY, .cap = INFINITY});
    FundFindings findings = find(&sample, 2);
    double exact = exact_saving(&fixture.study, YEARS);
    assert_near(findings.grant[0].expected, exact, 1e-6 * fabs(exact), "expected saving");
    /* what came out in 400 replicates is near it: four standard errors of 30 people's luck */
    assert_near(findings.grant[0].saved, exact, 0.1 * exact, "simulated saving");
    for (int y = 0; y < YEARS; y++) {
        const FundYearRow *row = year_of(&findings, REGIME_FILE, y);
        assert_near(row->balance.p05, row->balance.p95, 1e-6, "no luck in what was expected, %d",
                    y);
    }
    fund_findings_free(&findings);
    fixture_close(&fixture);
}

/* Means of balances follow from means of grants and returns; a rule that returns more never leaves less. */
Test(fund, balances_agree_with_grants_and_returns_under_every_rule)
{
    Fixture fixture;
    Sample sample;
    open_uncertain(&fixture);
    sample_make(&sample, &fixture,
                (FundRule){.from_start = ANY,
                           .share = 0.8,
                           .lag = 1,
                           .years = 4,
                           .cap = 2,
                           .basis = RETURN_MEASURED});
    sample.fund.when_short = SHORT_DEFICIT;
    sample.fund.comparison = 20;
    FundFindings findings = find(&sample, 2);
    for (int r = 0; r < N_REGIMES; r++) {
        double balance = sample.fund.opening;
        for (int y = 0; y < YEARS; y++) {
            const FundYearRow *row = year_of(&findings, (Regime)r, y);
            balance += row->returned - row->granted;
            assert_near(row->balance.mean, balance, 1e-6, "%s, year %d", regime_name[r], y);
        }
        cr_expect_leq(findings.rule[r].returned.p95, 2 * 2 * 5000 + 1e-6, "the caps");
    }
    const FundRuleRow *rule = findings.rule;
    cr_expect_geq(rule[REGIME_FULL].balance.p05, rule[REGIME_FILE].balance.p05);
    cr_expect_geq(rule[REGIME_FILE].balance.p05, rule[REGIME_PARTIAL].balance.p05);
    cr_expect_geq(rule[REGIME_PARTIAL].balance.p05, rule[REGIME_NONE].balance.p05);
    assert_near(rule[REGIME_NONE].returned.p95, 0, 0, "none returns nothing");
    /* luck of two groups of people: what is measured is cut beyond what fell, sometimes */
    cr_expect_gt(findings.board[findings.n_boards - 1].uncovered.mean, 0);
    fund_findings_free(&findings);
    fixture_close(&fixture);
}

Test(fund, any_number_of_threads_gives_the_same_bytes)
{
    Fixture fixture;
    Sample sample;
    open_uncertain(&fixture);
    sample_make(
        &sample, &fixture,
        (FundRule){
            .from_start = ANY, .share = 1, .years = ANY, .cap = 1, .basis = RETURN_MEASURED});
    FundFindings one = find(&sample, 1), three = find(&sample, 3);
    for (int i = 0; i < one.n_years; i++) {
        cr_expect(one.year[i].balance.mean == three.year[i].balance.mean, "row %d", i);
        cr_expect(one.year[i].returned == three.year[i].returned, "row %d", i);
    }
    for (int i = 0; i < one.n_boards; i++)
        cr_expect(one.board[i].uncovered.mean == three.board[i].uncovered.mean, "row %d", i);
    fund_findings_free(&one);
    fund_findings_free(&three);
    fixture_close(&fixture);
}

/* When money is back, for whom, and how sure: worked out by hand. */
#include "analysis/accounts.h"
#include "analysis/evaluation.h"
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(payback);

/* ---- accounts ---- */

static const char *const ALL_LEVELS = "payer,level\n"
                                      "school,municipality\n"
                                      "social,municipality\n"
                                      "region,region\n"
                                      "agency,state\n"
                                      "police,state\n"
                                      "equalisation,equalisation\n"
                                      "elsewhere,other_municipality\n"
                                      "household,household\n"
                                      "production,production\n";

typedef struct {
    const char *account;
    const char *members; /* one digit a payer, in the order above */
    bool perspective, board, has_cost;
} AccountCase;

/* One payer of level region is called region: it is the perspective. */
static const AccountCase ACCOUNTS[] = {
    {"school", "100000000", false, true, false},
    {"social", "010000000", false, true, true},
    {"region", "001000000", false, false, true},
    {"agency", "000100000", false, false, false},
    {"household", "000000010", false, false, false},
    {"municipality", "110000000", true, false, true},
    {"state", "000110000", true, false, false},
    {"public_sector", "111111100", true, false, true},
    {"society", "111111111", true, false, true},
};

static const FixtureTexts LEVELS = {
    .states = "state,age_from,age_to\nhome,20,24\ndead,20,25\n",
    .transitions = "from,to,probability\nhome,dead,0\n",
    .payers = ALL_LEVELS,
    .scenario = "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                "programme:\n"
                "  costs:\n"
                "    - {item: staff, payer: social, years: 1..3, per_year: 1, price_year: 2024}\n"
                "    - {item: nurse, payer: region, years: 2, per_year: 1, price_year: 2024}\n"
                "economics: {horizon: 5, discount_rate: 0.2, social_discount_rate: 1e-1}\n"};

static void check_account(const Findings *findings, const Accounts *accounts, const AccountCase *c)
{
    int a = account_named(findings, c->account), n = findings->study->model.n_payers;
    for (int p = 0; p < n; p++)
        cr_assert_eq(accounts->member[a * n + p], c->members[p] == '1', "%s, payer %d", c->account,
                     p);
    cr_assert_eq(accounts->account[a].perspective, c->perspective, "%s", c->account);
    cr_assert_eq(accounts->account[a].board, c->board, "%s", c->account);
    cr_assert_eq(accounts->account[a].has_cost, c->has_cost, "%s", c->account);
}

Test(payback, perspectives_hold_their_levels_payers)
{
    Fixture fixture;
    Accounts accounts;
    fixture_open(&fixture, &LEVELS);
    Findings findings = {.study = &fixture.study};
    cr_assert_eq(accounts_make(&fixture.study, &findings.arena, &accounts), STATUS_OK);
    findings.account = accounts.account;
    findings.n_accounts = accounts.n;
    cr_assert_eq(accounts.n, 9 + 4, "four perspectives beside the payers, the region among them");
    for (size_t i = 0; i < sizeof ACCOUNTS / sizeof *ACCOUNTS; i++)
        check_account(&findings, &accounts, &ACCOUNTS[i]);
    cr_assert_eq(accounts.region, account_named(&findings, "region"));
    cr_assert_eq(accounts.society, account_named(&findings, "society"));
    findings_free(&findings);
    fixture_close(&fixture);
}

Test(payback, only_society_is_discounted_at_the_social_rate)
{
    Fixture fixture;
    Accounts accounts;
    Arena arena = {0};
    fixture_open(&fixture, &LEVELS);
    cr_assert_eq(accounts_make(&fixture.study, &arena, &accounts), STATUS_OK);
    for (int a = 0; a < accounts.n; a++)
        assert_near(accounts_rate(&accounts, &fixture.study, a), a == accounts.society ? 0.1 : 0.2,
                    0, "%s", accounts.account[a].label.name);
    cr_assert_eq(accounts_last_cost_year(&accounts, &fixture.study, accounts.municipality), 3);
    cr_assert_eq(accounts_last_cost_year(&accounts, &fixture.study, accounts.region), 2);
    cr_assert_eq(accounts_last_cost_year(&accounts, &fixture.study, accounts.state), 0);
    arena_free(&arena);
    fixture_close(&fixture);
}

/* ---- one certain saving ---- */

/* One person is held at work instead of in care from the start: care costs social 1000 a year (300
 * of it released, at once) and the region 80. The programme costs social 1500 in year 1. */
static const FixtureTexts CERTAIN = {
    .states = "state,age_from,age_to\ncare,20,25\nwork,20,25\ndead,20,26\n",
    .transitions = "from,to,probability\ncare,work,0\n",
    .payers = "payer,level\nsocial,municipality\nregion,region\n",
    .costs = "item,state,payer,amount,cashable\ncare,care,social,1000,0.3\n"
             "health,care,region,80,1\n",
    .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                "programme:\n"
                "  costs:\n"
                "    - {item: staff, payer: social, per_year: 1500, price_year: 2024}\n"
                "effects:\n"
                "  - {on: place work, years: 1..6}\n"
                "economics: {horizon: 6, discount_rate: 0.2, social_discount_rate: 0}\n"
                "simulation: {worlds: 50, replicates: 100}\n"};

/* Cumulated net saving:
 *   social, full                -500, 500, 1500 ...             back after 1.5 years
 *   social, full discounted     1000 (1 + 1/1.2) - 1500: -500, 333.3 -> 1 + 500/833.3 = 1.6
 *   social, released            300 t - 1500: exactly 0 in year 5
 *   social, released discounted 300 a year are worth 300 (1 - 1.2^-6)/(1 - 1/1.2) = 1197.2 in six
 *                               years: never
 *   region                      80 t, at once, and it gains without paying
 *   society, full               1080 t - 1500, back after 1 + 420/1080; at rate 0 the same
 *                               discounted */
Test(payback, a_certain_saving_is_back_when_worked_out_by_hand)
{
    static const struct {
        const char *account;
        Basis basis;
        double time;
    } CASES[] = {
        {"social", BASIS_FULL, 1.5},
        {"social", BASIS_FULL_DISCOUNTED, 1.6},
        {"social", BASIS_RELEASED, 5},
        {"social", BASIS_RELEASED_DISCOUNTED, INFINITY},
        {"municipality", BASIS_RELEASED, 5},
        {"region", BASIS_RELEASED, 1},
        {"society", BASIS_FULL, 1 + 420.0 / 1080},
        {"society", BASIS_FULL_DISCOUNTED, 1 + 420.0 / 1080},
        {"public_sector", BASIS_FULL, 1 + 420.0 / 1080},
    };
    Found found;
    found_open(&found, &CERTAIN);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        for (int u = 0; u < N_UNCERTAINTIES; u++) {
            const PaybackTimeRow *row = time_of(&found.findings, CASES[i].account, CASES[i].basis,
                                                (Uncertainty)u);
            assert_near(row->p50, CASES[i].time, 1e-9, "%s %s", CASES[i].account,
                        basis_name[CASES[i].basis]);
            assert_near(row->share_never, isinf(CASES[i].time) ? 1 : 0, 0, "%s", CASES[i].account);
            cr_assert_eq(row->gains_without_paying, strcmp(CASES[i].account, "region") == 0);
            cr_assert_eq(row->counted_from, row->gains_without_paying ? 0 : 1);
        }
    }
    found_close(&found);
}

Test(payback, cumulated_savings_freed_capacity_and_costs_are_those_worked_out_by_hand)
{
    Found found;
    found_open(&found, &CERTAIN);
    const Findings *findings = &found.findings;
    assert_near(
        payback_of(findings, "social", BASIS_FULL_DISCOUNTED, UNCERTAINTY_LUCK, 3)->spread.mean,
        1000 * (1 + 1 / 1.2 + 1 / 1.44) - 1500, 1e-9, "three years");
    assert_near(payback_of(findings, "social", BASIS_RELEASED_DISCOUNTED, UNCERTAINTY_KNOWLEDGE, 6)
                    ->spread.mean,
                1800 * (1 - pow(1.2, -6)) - 1500, 1e-9, "300 (1 - 1.2^-6)/(1 - 1/1.2) - 1500");
    assert_near(
        payback_of(findings, "society", BASIS_RELEASED, UNCERTAINTY_KNOWLEDGE, 2)->spread.mean,
        2 * 380 - 1500, 1e-9, "society");
    assert_near(summary_of(findings, "net_saving_5", "social", BASIS_RELEASED)->spread.mean, 0,
                1e-9, "300 * 5 - 1500");
    assert_near(summary_of(findings, "net_saving_horizon", "social", BASIS_FULL)->spread.mean, 4500,
                1e-9, "1000 * 6 - 1500");
    assert_near(summary_of(findings, "freed_capacity_5", "social", ANY)->spread.mean, 3500, 1e-9,
                "700 * 5");
    assert_near(summary_of(findings, "freed_capacity_horizon", "region", ANY)->spread.mean, 0, 1e-9,
                "all of it is released");
    assert_near(summary_of(findings, "programme_cost", "social", ANY)->spread.mean, 1500, 1e-9,
                "programme");
    assert_near(summary_of(findings, "programme_cost", "region", ANY)->spread.mean, 0, 0,
                "programme");
    for (int i = 0; i < findings->n_summary; i++)
        cr_assert_not(strcmp(findings->summary[i].measure, "net_saving_10") == 0,
                      "10 years lie beyond the horizon");
    found_close(&found);
}

/* Household gets 0.1 and 0.2 a year in care, and pays 0.3: nothing at all, but as doubles
 * 0.3 - 0.1 - 0.2 = -2.8e-17. Rounding is no debt, and society's sum of transfers is none either. */
Test(payback, a_payer_at_zero_but_for_rounding_is_never_below_it)
{
    Found found;
    FixtureTexts texts = CERTAIN;
    texts.payers = "payer,level\nsocial,municipality\nagency,state\nhousehold,household\n";
    texts.costs = "item,state,payer,receiver,amount\n"
                  "benefit,care,agency,household,0.1\nhelp,care,social,household,0.2\n"
                  "fee,care,household,social,0.3\n";
    texts.scenario = "participants: {number: 7, ages: 20, states: {care: 1}}\n"
                     "effects:\n"
                     "  - {on: place work, years: 1..6}\n"
                     "programme: {reached: 0.6, costs: []}\n"
                     "economics: {horizon: 6}\n"
                     "simulation: {worlds: 50, replicates: 100}\n";
    found_open(&found, &texts);
    for (int i = 0; i < 2 * 6; i++) {
        Uncertainty u = (Uncertainty)(i % 2);
        const PaybackRow *household = payback_of(&found.findings, "household", BASIS_FULL, u,
                                                 i / 2 + 1);
        const PaybackRow *society = payback_of(&found.findings, "society", BASIS_FULL, u,
                                               i / 2 + 1);
        assert_near(household->spread.mean, 0, 1e-9, "household, year %d", i / 2 + 1);
        assert_near(household->share_nonnegative, 1, 0, "household, year %d", i / 2 + 1);
        assert_near(society->share_nonnegative, 1, 0, "society, year %d", i / 2 + 1);
    }
    found_close(&found);
}

/* ---- shares ---- */

/* One person is kept out of care, which costs 1000 p a year with p uniform on 0..1; the programme
 * costs 1200. C_t = 1000 p t - 1200 is back after 1.2/p years: by year 2, 3, 4, 5 where p reaches 0.6,
 * 0.4, 0.3, 0.24, which is in 20, 30, 35 and 38 of every 50 worlds, since a block holds one p in each
 * fiftieth. */
static const FixtureTexts UNIFORM = {
    .states = "state,age_from,age_to\ncare,20,24\nwork,20,24\ndead,20,25\n",
    .transitions = "from,to,probability\ncare,work,0\n",
    .parameters = "parameter,value\np,0.5\n",
    .costs = "item,state,amount\ncare,care,1000 * p\n",
    .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                "programme:\n"
                "  costs:\n"
                "    - {item: staff, payer: municipality, per_year: 1200, price_year: 2024}\n"
                "effects:\n"
                "  - {on: place work, years: 1..5}\n"
                "parameters: {p: uniform(0 1)}\n"
                "economics: {horizon: 5}\n"
                "simulation: {worlds: 150, replicates: 300}\n"};

Test(payback, shares_of_worlds_that_are_back_are_those_of_a_uniform_price)
{
    static const double SHARE[5] = {0, 20 / 50.0, 30 / 50.0, 35 / 50.0, 38 / 50.0};
    Found found;
    found_open(&found, &UNIFORM);
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        for (int year = 1; year <= 5; year++) {
            const PaybackRow *row = payback_of(&found.findings, "municipality", BASIS_FULL,
                                               (Uncertainty)u, year);
            assert_near(row->share_nonnegative, SHARE[year - 1], 1e-12, "C_%d", year);
            assert_near(row->share_reached, SHARE[year - 1], 1e-12, "reached by %d", year);
        }
        const PaybackTimeRow *time = time_of(&found.findings, "municipality", BASIS_FULL,
                                             (Uncertainty)u);
        assert_near(time->share_never, 12 / 50.0, 1e-12, "never");
        assert_near(time->share_relapse, 0, 0, "no relapse");
    }
    found_close(&found);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The times 1.2/p of the drawn p, sorted: 150 worlds, so p25 stands at 1 + 149 * 0.25 = 38.25, p50 at
 * 75.5; p75 at 112.75 falls among the 114 that are back, p95 does not. */
Test(payback, quantiles_of_the_time_are_those_of_the_worlds)
{
    Found found;
    double time[150];
    found_open(&found, &UNIFORM);
    const double *p = found.findings.world_value +
                      fixture_parameter(&found.fixture.study, "p") * 150;
    for (int w = 0; w < 150; w++) time[w] = 1.2 / p[w];
    qsort(time, 150, sizeof *time, ascending);
    const PaybackTimeRow *row = time_of(&found.findings, "municipality", BASIS_FULL,
                                        UNCERTAINTY_KNOWLEDGE);
    assert_near(row->p25, time[37] + 0.25 * (time[38] - time[37]), 1e-9, "p25");
    assert_near(row->p50, time[74] + 0.5 * (time[75] - time[74]), 1e-9, "p50");
    assert_near(row->p75, time[111] + 0.75 * (time[112] - time[111]), 1e-9, "p75");
    cr_assert(isinf(row->p95), "one in four is never back");
    found_close(&found);
}

/* Care is 5 times as dear later: kept out of it in years 1..3 and put into it after, at certain
 * costs: +1000, +1000, +1000, then -1000 a year. Programme 500: back after 0.5, so in year 1; below
 * zero again at the end of year 6 (3000 - 500 - 3000 = -500). */
Test(payback, a_saving_that_turns_is_told_as_a_relapse)
{
    Found found;
    found_open(&found,
               &(FixtureTexts){
                   .states = "state,age_from,age_to\ncare,20,25\nwork,20,25\ndead,20,26\n",
                   .transitions = "arm,from,to,age_from,age_to,probability\n"
                                  "baseline,care,work,22,22,1\nintervention,care,work,22,22,0\n"
                                  "intervention,work,care,22,22,1\nbaseline,work,care,22,22,0\n",
                   .costs = "item,state,amount\ncare,care,1000\n",
                   .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                               "programme:\n"
                               "  costs:\n"
                               "    - {item: staff, payer: municipality, per_year: 500, "
                               "price_year: 2024}\n"
                               "effects:\n"
                               "  - {on: place work, years: 1..3}\n"
                               "economics: {horizon: 6}\n"
                               "simulation: {worlds: 50, replicates: 50}\n"});
    const PaybackTimeRow *row = time_of(&found.findings, "municipality", BASIS_FULL,
                                        UNCERTAINTY_KNOWLEDGE);
    assert_near(row->p50, 1, 0, "back in the first year");
    assert_near(row->share_relapse, 1, 0, "and below zero again");
    assert_near(row->share_never, 0, 0, "it was back once");
    const PaybackRow *last = payback_of(&found.findings, "municipality", BASIS_FULL,
                                        UNCERTAINTY_KNOWLEDGE, 6);
    assert_near(last->spread.mean, -500, 1e-9, "C_6");
    assert_near(last->share_nonnegative, 0, 0, "C_6 < 0");
    assert_near(last->share_reached, 1, 0, "yet reached");
    found_close(&found);
}

/* Who pays and who gains, by year and board: by hand. */
#include "analysis/boards.h"
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(boards);

/* Ten people out of work at 20; a quarter leaves in a year, half with the odds tripled in year 1, and
 * nobody comes back: 2.5 fewer are out at the start of year 2, 1.875 of year 3. A year out costs social
 * 1000, half of it released a year later, and the state 400 that the household receives; labour pays 600
 * for the programme in years 1 and 2. */
#define TOWN                                                                          \
    .states = "state,age_from,age_to\nout,20,29\nwork,20,29\ndead,20,30\n",           \
    .transitions = "from,to,probability\nout,work,0.25\n",                            \
    .payers = "payer,level\nsocial,municipality\nlabour,municipality\nagency,state\n" \
              "nurses,region\nhome,household\n",                                      \
    .costs = "item,state,payer,receiver,amount,cashable,delay\n"                      \
             "help,out,social,,1000,0.5,1\nbenefit,out,agency,home,400,1,0\n"
#define SCENARIO                                                                              \
    "participants: {number: 10, ages: 20, states: {out: 1}}\n"                                \
    "programme:\n"                                                                            \
    "  costs: [{item: staff, payer: labour, years: 1..2, per_year: 600, price_year: 2024}]\n" \
    "effects:\n"                                                                              \
    "  - {on: out -> work, odds_ratio: pert(3 3.000001 3.000002), years: 1, fades_over: 0, "  \
    "design: rct, no_effect: 0, causal_share: 1, grade: A}\n"                                 \
    "economics: {horizon: 4, discount_rate: 0}\n"                                             \
    "simulation: {worlds: 50, replicates: 200}\n"

static const BoardRow *board_of(const Findings *findings, const char *account, int year)
{
    int a = account_named(findings, account);
    for (int i = 0; i < findings->n_boards; i++)
        if (findings->board[i].account == a && findings->board[i].year == year)
            return &findings->board[i];
    cr_assert_fail("no row of %s in year %d", account, year);
    return NULL;
}

static void check(const Findings *findings, const char *account, int year, double cost,
                  double released, double full, double cumulative)
{
    const BoardRow *row = board_of(findings, account, year);
    const PaybackRow *lucky = payback_of(findings, account, BASIS_RELEASED, UNCERTAINTY_LUCK, year);
    double near = 0.02 * (fabs(full) + fabs(released) + fabs(cumulative)) + 1e-6;
    assert_near(row->programme_cost, cost, 0.02 * cost, "%s, year %d: pays", account, year);
    assert_near(row->saving_released, released, near, "%s, year %d: released", account, year);
    assert_near(row->saving_full, full, near, "%s, year %d: full", account, year);
    assert_near(row->net, row->saving_released - row->programme_cost, 1e-9, "net");
    assert_near(row->cumulative_net, cumulative, near + 0.02 * cost, "%s, year %d: so far", account,
                year);
    cr_assert_eq(row->share_nonnegative, lucky->share_nonnegative);
    cr_assert_eq(row->p05, lucky->spread.p05);
    cr_assert_eq(row->p95, lucky->spread.p95);
}

/* Grade A widens numbers by 2 %. */
Test(boards, each_board_pays_and_gains_its_own)
{
    Found found;
    found_open(&found, &(FixtureTexts){TOWN, .scenario = SCENARIO});
    const Findings *findings = &found.findings;
    check(findings, "social", 1, 0, 0, 0, 0);
    check(findings, "social", 2, 0, 0, 2500, 0);
    check(findings, "social", 3, 0, 1250, 1875, 1250);
    check(findings, "social", 4, 0, 937.5, 1406.25, 2187.5);
    check(findings, "labour", 2, 600, 0, 0, -1200);
    check(findings, "labour", 4, 0, 0, 0, -1200);
    check(findings, "municipality", 3, 0, 1250, 1875, 50);
    check(findings, "agency", 2, 0, 1000, 1000, 1000);
    check(findings, "home", 2, 0, -1000, -1000, -1000);
    check(findings, "society", 3, 0, 1250, 1875, 50);
    found_close(&found);
}

/* Boards stand first, then municipality, region and state beside each other, society last. */
Test(boards, boards_come_first_and_society_last)
{
    static const char *const ORDER[] = {"social",        "labour", "municipality", "region",
                                        "state",         "agency", "nurses",       "home",
                                        "public_sector", "society"};
    Found found;
    found_open(&found, &(FixtureTexts){TOWN, .scenario = SCENARIO});
    const Findings *findings = &found.findings;
    cr_assert_eq(findings->n_boards, 4 * 10);
    for (int i = 0; i < 10; i++)
        cr_assert_str_eq(findings->account[findings->board[4 * i].account].label.name, ORDER[i]);
    found_close(&found);
}

/* Labour pays 1200, the payers' savings add up to 6812.5 without signs: neither makes 2187.5 tiny. To year 4
 * social saves 1250 + 937.5 released, which is also all that society gains: the agency's gain
 * is the household's loss. */
Test(boards, the_municipality_keeps_what_is_not_moved)
{
    Found found;
    found_open(&found, &(FixtureTexts){TOWN, .scenario = SCENARIO});
    const Headline *headline = &found.findings.headline;
    assert_near(headline->society_saving, 2187.5, 0.02 * 2187.5, "society");
    cr_assert_eq(headline->sharing, SHARING_TOLD);
    assert_near(headline->municipality_share, 1, 1e-9, "all of it");
    found_close(&found);
}

typedef struct {
    double municipality, society, scale;
    Sharing sharing;
    double share;
} SharingCase;

static const SharingCase SHARINGS[] = {
    {20, 80, 120, SHARING_TOLD, 0.25},    {0, 80, 120, SHARING_TOLD, 0},
    {80, 80, 120, SHARING_TOLD, 1},       {20, 0, 120, SHARING_NO_GAIN, NAN},
    {20, -5, 120, SHARING_NO_GAIN, NAN},  {0, -5, 120, SHARING_NO_GAIN, NAN},
    {-3, -5, 120, SHARING_ALL_LOSE, NAN}, {-3, 0, 120, SHARING_NO_GAIN, NAN},
    {20, 11, 120, SHARING_TINY, NAN}, /* less than 12 of 120 is left */
    {-20, 80, 120, SHARING_LOSES, NAN},   {90, 80, 120, SHARING_MORE, NAN},
    {0, 0, 0, SHARING_NO_GAIN, NAN},
};

Test(boards, a_share_is_told_only_of_a_gain)
{
    for (size_t i = 0; i < sizeof SHARINGS / sizeof *SHARINGS; i++) {
        const SharingCase *c = &SHARINGS[i];
        double share;
        cr_assert_eq(sharing_of(c->municipality, c->society, c->scale, &share), c->sharing, "%d",
                     (int)i);
        if (isnan(c->share))
            cr_assert(isnan(share));
        else
            assert_near(share, c->share, 1e-12, "case %d", (int)i);
    }
}

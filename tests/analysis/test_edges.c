/* The smallest and oddest studies: all tables are made and all shares lie within 0 and 1. */
#include "lookup.h"
#include "support/quiet.h"

#include <math.h>

QUIET_SUITE(edges);

static bool is_share(double x)
{
    return x >= 0 && x <= 1 + 1e-12;
}

/* What holds for the findings of every study. */
static void check_findings(const Findings *findings)
{
    int n_years = findings->study->economics.horizon, n = findings->n_accounts;
    int n_blocks = findings->study->simulation.worlds / WORLDS_PER_BLOCK;
    cr_assert_eq(findings->n_payback, n * N_BASES * N_UNCERTAINTIES * n_years);
    cr_assert_eq(findings->n_payback_time, n * N_BASES * N_UNCERTAINTIES);
    for (int i = 0; i < findings->n_payback; i++) {
        const PaybackRow *row = &findings->payback[i];
        const Spread *s = &row->spread;
        cr_assert(isfinite(s->mean) && isfinite(s->sd), "row %d", i);
        cr_assert(n_blocks > 1 ? isfinite(s->mcse) : isnan(s->mcse), "row %d", i);
        cr_assert(s->p05 <= s->p25 && s->p25 <= s->p50 && s->p50 <= s->p75 && s->p75 <= s->p95);
        cr_assert(is_share(row->share_nonnegative) && is_share(row->share_reached), "row %d", i);
        if (row->year > 1) cr_assert_geq(row->share_reached, row[-1].share_reached, "row %d", i);
    }
    for (int i = 0; i < findings->n_payback_time; i++) {
        const PaybackTimeRow *row = &findings->payback_time[i];
        const PaybackRow *last = &findings->payback[(i + 1) * n_years - 1];
        assert_near(last->share_reached, 1 - row->share_never, 1e-12, "reached in the end");
        cr_assert(is_share(row->share_never) && is_share(row->share_relapse));
        cr_assert(row->p05 <= row->p50 && row->p50 <= row->p95, "time %d", i);
    }
    for (int i = 0; i < findings->n_occupancy; i++)
        cr_assert(is_share(findings->occupancy[i].share), "occupancy %d", i);
    for (int i = 0; i < findings->n_people; i++)
        cr_assert(isfinite(findings->people[i].mean), "%s", findings->people[i].outcome);
}

/* Shares of an age and arm sum to 1. */
static void check_occupancy(const Findings *findings)
{
    double sum[N_ARMS][MAX_AGE + 1] = {{0}};
    for (int i = 0; i < findings->n_occupancy; i++) {
        const OccupancyRow *row = &findings->occupancy[i];
        sum[row->arm][row->age] += row->share;
    }
    for (int i = 0; i < N_ARMS * (MAX_AGE + 1); i++) {
        double all = sum[i / (MAX_AGE + 1)][i % (MAX_AGE + 1)];
        if (all > 0)
            assert_near(all, 1, 1e-9, "arm %d, age %d", i / (MAX_AGE + 1), i % (MAX_AGE + 1));
    }
}

typedef struct {
    const char *name;
    FixtureTexts texts;
    double net; /* of the municipality, full, at the horizon: mean over worlds */
} EdgeCase;

#define FEW "simulation: {worlds: 50, replicates: 50}\n"
#define SAVE "effects:\n  - {on: place home, years: 1..3}\n"
#define THREE_YEARS "state,age_from,age_to\nhome,20,22\ncare,20,22\ndead,20,23\n"
#define STAY "from,to,probability\nhome,care,0\n"
#define CARE "item,state,amount\ncare,care,100\n"
#define STAFF                \
    "programme:\n  costs:\n" \
    "    - {item: staff, payer: municipality, years: 1, per_year: 70, price_year: 2024}\n"

static const EdgeCase EDGES[] = {
    {"one participant, horizon 1, one cost year",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .costs = CARE,
      .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                  "economics: {horizon: 1}\n" SAVE STAFF FEW},
     30},
    {"horizon beyond everybody's last year",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .costs = CARE,
      .scenario = "participants: {number: 2, ages: 20, states: {care: 1}}\n"
                  "economics: {horizon: 120}\n" SAVE STAFF FEW},
     530},
    {"no programme cost",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .costs = CARE,
      .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                  "economics: {horizon: 3}\n" SAVE FEW},
     300},
    {"no effect at all",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .costs = CARE,
      .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                  "economics: {horizon: 3}\n" STAFF FEW},
     -70},
    {"nothing costs anything",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                  "economics: {horizon: 3}\n" SAVE FEW},
     0},
    {"one state and the end",
     {.states = "state,age_from,age_to\nhome,20,22\ndead,20,23\n",
      .transitions = "from,to,probability\nhome,dead,0.5\n",
      .costs = "item,state,amount\ncare,home,100\n",
      .scenario = "participants: {number: 3, ages: 20, states: {home: 1}}\n"
                  "economics: {horizon: 5}\n" STAFF FEW},
     -70},
    {"one year of life",
     {.states = "state,age_from,age_to\nhome,20,20\ncare,20,20\ndead,20,21\n",
      .transitions = "from,to,probability\nhome,care,0\n",
      .costs = CARE,
      .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                  "effects:\n  - {on: place home, years: 1}\n"
                  "economics: {horizon: 2}\n" FEW},
     100},
    {"everybody enters in the last year of the horizon",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .costs = CARE,
      .scenario = "participants: {number: 2, ages: 20, enters: 4, states: {care: 1}}\n"
                  "economics: {horizon: 4}\n" SAVE STAFF FEW},
     130},
    {"nobody is reached",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .costs = CARE,
      .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                  "economics: {horizon: 3}\n" SAVE "programme: {reached: 0, costs: []}\n" FEW},
     0},
    {"half are reached",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .costs = CARE,
      .scenario = "participants: {number: 2, ages: 20, states: {care: 1}}\n"
                  "economics: {horizon: 3}\n" SAVE "programme: {reached: 0.5, costs: []}\n" FEW},
     300},
    {"a programme that costs less than nothing",
     {.states = THREE_YEARS,
      .transitions = STAY,
      .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                  "programme:\n  costs:\n"
                  "    - {item: fee, payer: municipality, per_year: -5, price_year: 2024}\n"
                  "economics: {horizon: 3}\n" FEW},
     5},
};

Test(edges, the_smallest_and_oddest_studies_are_carried_through)
{
    for (size_t i = 0; i < sizeof EDGES / sizeof *EDGES; i++) {
        Found found;
        found_open(&found, &EDGES[i].texts);
        const Findings *findings = &found.findings;
        int horizon = findings->study->economics.horizon;
        const PaybackRow *row = payback_of(findings, "municipality", BASIS_FULL,
                                           UNCERTAINTY_KNOWLEDGE, horizon);
        assert_near(row->spread.mean, EDGES[i].net, 1e-9, "%s", EDGES[i].name);
        check_findings(findings);
        check_occupancy(findings);
        found_close(&found);
    }
}

static double share_at(const Findings *findings, int age, int arm, int state)
{
    for (int i = 0; i < findings->n_occupancy; i++) {
        const OccupancyRow *row = &findings->occupancy[i];
        if (row->age == age && row->arm == arm && row->state == state) return row->share;
    }
    return -1;
}

/* Two known shares of one group, from the scenario's file to the tables. */
Test(edges, several_untreated_outcomes_come_about_in_the_tables)
{
    Found found;
    found_open(
        &found,
        &(FixtureTexts){.states = THREE_YEARS,
                        .transitions = "from,to,probability\nhome,care,0.5\ncare,home,0.5\n",
                        .scenario = "participants:\n  number: 10\n  ages: 20\n  states: {home: 1}\n"
                                    "  untreated:\n"
                                    "    - {outcome: home, after: 1, share: 0.6}\n"
                                    "    - {outcome: home, after: 2, share: 0.4}\n"
                                    "economics: {horizon: 3}\n" FEW});
    assert_near(share_at(&found.findings, 21, ARM_BASELINE, 0), 0.6, 1e-8, "after a year");
    assert_near(share_at(&found.findings, 22, ARM_BASELINE, 0), 0.4, 1e-8, "after two");
    found_close(&found);
}

/* One person is in care in the second year with chance a half, at 100: 50 are expected. By luck alone
 * 50 are saved or 50 too much paid; the programme cost 40. It really keeps everybody out of care. */
Test(edges, luck_alone_is_told_beside_the_programme)
{
    Found found;
    found_open(&found,
               &(FixtureTexts){
                   .states = "state,age_from,age_to\nhome,20,21\ncare,20,21\ndead,20,22\n",
                   .transitions = "from,to,probability\nhome,care,0.5\n",
                   .costs = CARE,
                   .scenario = "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                               "effects:\n  - {on: place home, years: 1..2}\n"
                               "programme:\n  costs:\n"
                               "    - {item: staff, payer: municipality, years: 1, per_year: 40,"
                               " price_year: 2024}\n"
                               "economics: {horizon: 5}\n"
                               "simulation: {worlds: 50, replicates: 2000}\n"});
    const Headline *headline = &found.findings.headline;
    assert_near(headline->by_luck[0], 0.5, 4 * 0.5 / sqrt(2000), "by luck alone");
    assert_near(headline->back[UNCERTAINTY_LUCK][0], 1, 1e-12, "with the programme");
    assert_near(headline->saving_mean, 50, 1e-9, "expected saving, without luck");
    cr_assert(isnan(headline->by_luck[1]), "beyond the horizon");
    found_close(&found);
}

/* Expected shares by hand: half of those alive die each year. */
Test(edges, occupancy_is_the_share_of_those_who_have_reached_the_age)
{
    Found found;
    found_open(
        &found,
        &(FixtureTexts){.states = "state,age_from,age_to\nhome,20,23\ndead,20,24\n",
                        .transitions = "from,to,probability\nhome,dead,0.5\n",
                        .scenario = "participants: {number: 4, ages: 20..21, states: {home: 1}}\n"
                                    "economics: {horizon: 2}\n" FEW});
    /* two from 20, two from 21: at 21 one of the first two and both others of four; at 22 1.5 */
    static const double ALIVE[4] = {1, 0.75, 0.375, 0.1875};
    for (int i = 0; i < found.findings.n_occupancy; i++) {
        const OccupancyRow *row = &found.findings.occupancy[i];
        double alive = ALIVE[row->age - 20];
        assert_near(row->share, row->state == 0 ? alive : 1 - alive, 1e-12, "age %d", row->age);
    }
    cr_assert_eq(found.findings.n_occupancy, N_ARMS * 4 * 2);
    found_close(&found);
}

/* Two begin at 20 and two at 21; a place holds each in the second year: two at 21, two at 22. */
Test(edges, occupancy_tells_how_many_have_begun_and_are_held)
{
    Found found;
    found_open(
        &found,
        &(FixtureTexts){.states = "state,age_from,age_to\nhome,20,23\naway,20,23\ndead,20,24\n",
                        .transitions = "from,to,probability\nhome,dead,0.5\naway,home,0.5\n",
                        .scenario = "participants: {number: 4, ages: 20..21, states: {home: 1}}\n"
                                    "effects:\n  - {on: place away, years: 2..2}\n"
                                    "economics: {horizon: 2}\n" FEW});
    static const double BEGUN[4] = {2, 4, 4, 4}, HELD[4] = {0, 2, 2, 0};
    cr_assert_eq(found.findings.n_occupancy, N_ARMS * 4 * 3);
    for (int i = 0; i < found.findings.n_occupancy; i++) {
        const OccupancyRow *row = &found.findings.occupancy[i];
        assert_near(row->begun, BEGUN[row->age - 20], 0, "age %d", row->age);
        assert_near(row->held, HELD[row->age - 20], 0, "age %d", row->age);
    }
    found_close(&found);
}

Test(edges, findings_are_freed_twice_without_harm)
{
    Found found;
    found_open(&found, &EDGES[0].texts);
    findings_free(&found.findings);
    findings_free(&found.findings);
    cr_assert_eq(found.findings.n_summary, 0);
    fixture_close(&found.fixture);
}

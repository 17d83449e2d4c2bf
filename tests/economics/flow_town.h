/* flow_town.h: a town whose person-years are known, and their flows.
 * Read by tests of flows. */
#ifndef LIVSBANA_TESTS_ECONOMICS_FLOW_TOWN_H
#define LIVSBANA_TESTS_ECONOMICS_FLOW_TOWN_H

#include "economics/flows.h"

#include "economics/timing.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum { N_YEARS = 6, N_TIMES = 3, N_LIVED = 4, SCENARIO_LENGTH = 200, N_COLUMNS = 37 };
enum { MOST_COUNTS = 2000, MOST_TIMES = 64 }; /* with many cells */

static inline void setup(void)
{
    gsl_set_error_handler_off();
}

/* One of two dies every year: of 8 people of 20, v = 8, 4, 2 are alive at 20 to 22, then 0. */
static const FixtureTexts HALVED = {
    .states = "state,age_from,age_to\nalive,20,22\ndead,20,23\n",
    .transitions = "from,to,probability\nalive,dead,0.5\n",
    .costs = "item,state,amount\nlife,alive,1\n",
};

/* Person-years alive, year by year:
 *   start       v itself
 *   end         v a year on
 *   half_cycle  (8 + 4) / 2 = 6, (4 + 2) / 2 = 3, (2 + 0) / 2 = 1
 *   simpson     (5 * 8 + 8 * 4 - 2) / 12, (-8 + 8 * 4 + 5 * 2) / 12, 5 * 2 / 12, and a last year that
 *               takes -2 / 12 of a time before it */
static const double LIVED[N_TIMINGS][N_LIVED] = {
    [TIMING_START] = {8, 4, 2, 0},
    [TIMING_END] = {4, 2, 0, 0},
    [TIMING_HALF_CYCLE] = {6, 3, 1, 0},
    [TIMING_SIMPSON] = {70 / 12.0, 34 / 12.0, 10 / 12.0, -2 / 12.0},
};

typedef struct {
    double all, here;
} PersonYears;

typedef struct {
    Case town;
    FlowPlan plan;
    Flows flows;
    FlowPeople people;
} Town;

static inline void plan_flows(Town *town, bool since_entry)
{
    Run *run = &town->town.run;
    cr_assert_eq(flow_plan_build(&run->plan, since_entry, &run->arena, &town->plan), STATUS_OK);
    cr_assert_eq(flows_init(&town->plan, N_YEARS, &run->arena, &town->flows), STATUS_OK);
}

static inline void open_town(Town *town, FixtureTexts texts, int timing, int number,
                             const char *enters)
{
    char scenario[SCENARIO_LENGTH];
    snprintf(scenario, sizeof scenario,
             "participants: {number: %d, ages: 20, enters: %s, states: {alive: 1}}\n"
             "economics: {horizon: 6, timing: %s}\n",
             number, enters, timing_name[timing]);
    texts.scenario = scenario;
    case_open(&town->town, &texts);
    plan_flows(town, false);
    town->people = (FlowPeople){.arm = ARM_BASELINE,
                                .expected = town->town.run.count[ARM_BASELINE]};
}

/* The price row of the living of an age. */
static inline int alive_at(const Town *town, int age)
{
    const Plan *plan = &town->town.run.plan;
    const AgePlan *at = plan_age(plan, age);
    int node = plan_node(plan, age, case_state(&town->town, "alive"), 0, 0);
    return at->cell_price[ARM_BASELINE][at->cell[SEX_FEMALE][node]];
}

/* The years of people at a price row in a year. */
static inline PersonYears years_at(const Town *town, int year, int price_row)
{
    const Flows *flows = &town->flows;
    const double *here = flows->all_here ? flows->all : flows->here;
    PersonYears sum = {0};
    if (year >= town->plan.n_years) return sum;
    const int *slot = flows->filled + town->plan.first_slot[year];
    for (int i = 0; i < flows->n_filled[year]; i++) {
        if (town->plan.price_row[flows->arm][slot[i]] != price_row) continue;
        sum.all += flows->all[slot[i]];
        sum.here += here[slot[i]];
    }
    return sum;
}

/* After `later` empty years `times` as many people as LIVED tells of; the rest of the years is empty. */
static inline void check_lived(Town *town, int timing, int n_years, int later, double times)
{
    flows_count(&town->flows, &town->people, n_years);
    for (int y = 0; y < n_years; y++) {
        int since = y - later;
        double lived = since >= 0 && since < N_LIVED ? times * LIVED[timing][since] : 0;
        PersonYears alive = years_at(town, y, alive_at(town, 20));
        assert_near(alive.all, lived, 1e-12, "%s, year %d", timing_name[timing], y + 1);
        assert_near(alive.here, lived, 1e-12, "%s, year %d, here", timing_name[timing], y + 1);
    }
}

/* A price row for each of n states, and another from 22 on; people of 20 to 23 enter in years 1 and 2.
 * Cells of n states fill some vectors and leave others in part. */
static inline void open_states(Town *town, int n, int timing, char *text, size_t size)
{
    FixtureTexts texts = {.transitions = "from,to,probability\ns0,dead,0.1\n"};
    char *states = text, *costs = text + size / 3, *scenario = text + 2 * size / 3;
    size_t at = (size_t)sprintf(states, "state,age_from,age_to\n"), to = 0;
    to += (size_t)sprintf(costs, "item,state,age_from,age_to,amount\n");
    for (int s = 0; s < n; s++) {
        at += (size_t)sprintf(states + at, "s%d,20,25\n", s);
        to += (size_t)sprintf(costs + to, "a%d,s%d,20,21,1\nb%d,s%d,22,25,1\n", s, s, s, s);
    }
    sprintf(states + at, "dead,20,26\n");
    sprintf(scenario,
            "participants: {number: 8, ages: 20..23, enters: 1..2, states: {s0: 1}}\n"
            "economics: {horizon: 6, timing: %s}\n",
            timing_name[timing]);
    texts.states = states;
    texts.costs = costs;
    texts.scenario = scenario;
    case_open(&town->town, &texts);
    plan_flows(town, false);
}

#endif

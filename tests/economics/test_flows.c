/* Person-years by price row and year, and what a table makes of them, worked out by hand. */
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

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(flows, .init = setup);

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
    Case town;
    Flows flows;
    FlowPeople people;
} Town;

static void open_town(Town *town, FixtureTexts texts, int timing, int number, const char *enters)
{
    char scenario[SCENARIO_LENGTH];
    snprintf(scenario, sizeof scenario,
             "participants: {number: %d, ages: 20, enters: %s, states: {alive: 1}}\n"
             "economics: {horizon: 6, timing: %s}\n",
             number, enters, timing_name[timing]);
    texts.scenario = scenario;
    case_open(&town->town, &texts);
    Run *run = &town->town.run;
    cr_assert_eq(flows_init(&run->plan, N_YEARS, &run->arena, &town->flows), STATUS_OK);
    town->people = (FlowPeople){.arm = ARM_BASELINE, .expected = run->count[ARM_BASELINE]};
}

/* The price row of the living of an age. */
static int alive_at(const Town *town, int age)
{
    const Plan *plan = &town->town.run.plan;
    const AgePlan *at = plan_age(plan, age);
    int node = plan_node(plan, age, case_state(&town->town, "alive"), 0, 0);
    return at->cell_price[ARM_BASELINE][at->cell[SEX_FEMALE][node]];
}

/* Of a price row in a year: what it holds, or nothing. */
static FlowRow row_in(const Town *town, int year, int price_row)
{
    FlowRow found = {.price_row = price_row};
    for (int i = 0; i < town->flows.n_rows[year]; i++) {
        FlowRow row = town->flows.row[year * town->town.run.plan.n_price_rows + i];
        if (row.price_row == price_row) found = row;
    }
    return found;
}

/* After `later` empty years `times` as many people as LIVED tells of; the rest of the years is empty. */
static void check_lived(Town *town, int timing, int n_years, int later, double times)
{
    flows_count(&town->flows, &town->people, n_years);
    for (int y = 0; y < n_years; y++) {
        int since = y - later;
        double lived = since >= 0 && since < N_LIVED ? times * LIVED[timing][since] : 0;
        FlowRow alive = row_in(town, y, alive_at(town, 20));
        assert_near(alive.people.all, lived, 1e-12, "%s, year %d", timing_name[timing], y + 1);
        assert_near(alive.people.here, lived, 1e-12, "%s, year %d, here", timing_name[timing],
                    y + 1);
    }
}

Test(flows, a_year_counts_the_person_years_of_its_timing)
{
    for (int timing = 0; timing < N_TIMINGS; timing++) {
        Town town;
        open_town(&town, HALVED, timing, 8, "1");
        check_lived(&town, timing, N_YEARS, 0, 1);
        check_lived(&town, timing, 2, 0, 1); /* a horizon changes no year before it */
        case_close(&town.town);
    }
}

/* Who enters in year 3 is two years later in everything, years since entry apart. */
Test(flows, years_are_counted_from_the_programmes_start_or_from_entry)
{
    for (int timing = 0; timing < N_TIMINGS; timing++) {
        Town town;
        open_town(&town, HALVED, timing, 8, "3");
        check_lived(&town, timing, N_YEARS, 2, 1);
        town.people.since_entry = true;
        check_lived(&town, timing, N_YEARS, 0, 1);
        case_close(&town.town);
        open_town(&town, HALVED, timing, 16, "1..2");
        town.people.since_entry = true;
        check_lived(&town, timing, N_YEARS, 0, 2);
        case_close(&town.town);
    }
}

/* With entries in years 1 and 2 the years of the start's timing are 8, 4 + 8, 2 + 4 and 2. */
Test(flows, cohorts_add_up)
{
    static const double sum[N_YEARS] = {8, 12, 6, 2, 0, 0};
    Town town;
    open_town(&town, HALVED, TIMING_START, 16, "1..2");
    flows_count(&town.flows, &town.people, N_YEARS);
    for (int y = 0; y < N_YEARS; y++)
        assert_near(row_in(&town, y, alive_at(&town, 20)).people.all, sum[y], 1e-12, "year %d",
                    y + 1);
    case_close(&town.town);
}

/* Half of those of time 1 and nobody of time 2; nine of ten live here at time 1. By half-cycles year 1 is
 * (8 + 4 / 2) / 2 = 5, here (8 + 0.9 * 2) / 2 = 4.9; year 2 is (2 + 0) / 2 = 1, here 0.9. */
Test(flows, part_and_home_are_those_of_the_time_that_counts)
{
    static const double part[N_TIMES] = {1, 0.5, 0}, lives_here[N_TIMES] = {1, 0.9, 0.8};
    Town town;
    open_town(&town, HALVED, TIMING_HALF_CYCLE, 8, "1");
    cr_assert_eq(town.town.run.plan.n_times, N_TIMES);
    town.people.part = part;
    town.people.lives_here = lives_here;
    flows_count(&town.flows, &town.people, N_YEARS);
    FlowRow first = row_in(&town, 0, alive_at(&town, 20)),
            second = row_in(&town, 1, alive_at(&town, 20));
    assert_near(first.people.all, 5, 1e-12, "year 1");
    assert_near(first.people.here, 4.9, 1e-12, "year 1, here");
    assert_near(second.people.all, 1, 1e-12, "year 2");
    assert_near(second.people.here, 0.9, 1e-12, "year 2, here");
    assert_near(row_in(&town, 2, alive_at(&town, 20)).people.all, 0, 0, "nobody of time 2");
    cr_assert_eq(town.flows.n_rows[4], 0, "after the model's last age nobody is left");
    case_close(&town.town);
}

Test(flows, counted_people_count_as_expected_ones_do)
{
    Town town;
    open_town(&town, HALVED, TIMING_SIMPSON, 8, "1");
    Run *run = &town.town.run;
    uint32_t counted[32];
    cr_assert_leq(run->plan.n_counts, 32);
    for (int i = 0; i < run->plan.n_counts; i++) {
        counted[i] = (uint32_t)lround(run->count[ARM_BASELINE][i]);
        cr_assert_eq(counted[i], run->count[ARM_BASELINE][i]);
    }
    town.people.expected = NULL;
    town.people.counted = counted;
    check_lived(&town, TIMING_SIMPSON, N_YEARS, 0, 1);
    case_close(&town.town);
}

/* The same with a price row for every age. */
static const FixtureTexts BY_AGE = {
    .states = "state,age_from,age_to\nalive,20,22\ndead,20,23\n",
    .transitions = "from,to,probability\nalive,dead,0.5\n",
    .costs = "item,state,age_from,age_to,amount\n"
             "first,alive,20,20,1\nsecond,alive,21,21,1\nthird,alive,22,22,1\n",
};

/* Column c is worth (c + 1) age at each age: 20 * 8, 21 * 4 and 22 * 2 of column 0. */
Test(flows, a_table_prices_the_person_years)
{
    static const double worth[] = {160, 84, 44, 0};
    Town town;
    FlowTable table;
    open_town(&town, BY_AGE, TIMING_START, 8, "1");
    Run *run = &town.town.run;
    cr_assert_eq(flow_table_init(&run->plan, N_COLUMNS, &run->arena, &table), STATUS_OK);
    cr_assert_eq(table.width, 40);
    for (int age = 20; age <= 22; age++)
        for (int c = 0; c < N_COLUMNS; c++)
            flow_table_row(&table, alive_at(&town, age))[c] = (c + 1) * age;
    flows_count(&town.flows, &town.people, N_YEARS);
    for (int y = 0; y < 4; y++) {
        flows_sum(&town.flows, y, &table);
        for (int c = 0; c < table.width; c++)
            assert_near(table.all[c], c < N_COLUMNS ? (c + 1) * worth[y] : 0, 1e-9, "%d, %d", y, c);
    }
    flow_table_clear(&table);
    flows_sum(&town.flows, 0, &table);
    for (int c = 0; c < table.width; c++) cr_assert_eq(table.all[c], 0);
    case_close(&town.town);
}

/* Values and chances that no double holds exactly. */
Test(flows, every_kind_of_instructions_makes_the_same_bits)
{
    static const double lives_here[2 * N_TIMES] = {1, 1 / 1.1, 1 / 1.3, 1, 1 / 1.7, 1 / 1.9};
    FixtureTexts texts = BY_AGE;
    Town town;
    FlowTable table;
    double all[40], here[40];
    texts.transitions = "from,to,probability\nalive,dead,0.3\n";
    open_town(&town, texts, TIMING_SIMPSON, 17, "1..2");
    Run *run = &town.town.run;
    town.people.lives_here = lives_here;
    cr_assert_eq(run->plan.n_times, 2 * N_TIMES);
    cr_assert_eq(flow_table_init(&run->plan, N_COLUMNS, &run->arena, &table), STATUS_OK);
    for (int i = 0; i < run->plan.n_price_rows * table.width; i++) table.value[i] = sqrt(i + 1);
    flows_count(&town.flows, &town.people, N_YEARS);
    cr_assert_eq(town.flows.n_rows[1], N_TIMES);
    for (int y = 0; y < N_YEARS; y++) {
        for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
            if (!lanes_has(target)) continue;
            table.target = target;
            flows_sum(&town.flows, y, &table);
            if (target == LANES_PORTABLE) {
                memcpy(all, table.all, sizeof all);
                memcpy(here, table.here, sizeof here);
            }
            cr_assert(memcmp(all, table.all, sizeof all) == 0, "%s", lanes_name(target));
            cr_assert(memcmp(here, table.here, sizeof here) == 0, "%s", lanes_name(target));
        }
    }
    case_close(&town.town);
}

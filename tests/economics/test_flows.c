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
enum { MOST_COUNTS = 2000, MOST_TIMES = 64 }; /* with many cells */

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
    double all, here;
} PersonYears;

typedef struct {
    Case town;
    FlowPlan plan;
    Flows flows;
    FlowPeople people;
} Town;

static void plan_flows(Town *town, bool since_entry)
{
    Run *run = &town->town.run;
    cr_assert_eq(flow_plan_build(&run->plan, since_entry, &run->arena, &town->plan), STATUS_OK);
    cr_assert_eq(flows_init(&town->plan, N_YEARS, &run->arena, &town->flows), STATUS_OK);
}

static void open_town(Town *town, FixtureTexts texts, int timing, int number, const char *enters)
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
static int alive_at(const Town *town, int age)
{
    const Plan *plan = &town->town.run.plan;
    const AgePlan *at = plan_age(plan, age);
    int node = plan_node(plan, age, case_state(&town->town, "alive"), 0, 0);
    return at->cell_price[ARM_BASELINE][at->cell[SEX_FEMALE][node]];
}

/* The years of people at a price row in a year. */
static PersonYears years_at(const Town *town, int year, int price_row)
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
static void check_lived(Town *town, int timing, int n_years, int later, double times)
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
        plan_flows(&town, true);
        check_lived(&town, timing, N_YEARS, 0, 1);
        case_close(&town.town);
        open_town(&town, HALVED, timing, 16, "1..2");
        plan_flows(&town, true);
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
        assert_near(years_at(&town, y, alive_at(&town, 20)).all, sum[y], 1e-12, "year %d", y + 1);
    case_close(&town.town);
}

/* 1024 of 20 enter in year 1 and in year 2, are halved every year and move as fast as they die: 1024, 512,
 * 256, 128 are alive, 1024, 256, 64, 16 of them here. Years at their start: 1024, 512 + 1024, 256 + 512;
 * by half-cycles (1024 + 512) / 2, (512 + 256) / 2 + 768, 192 + 384. Not a digit is lost. */
Test(flows, cohorts_whose_cells_meet_the_same_price_rows_are_one_sum)
{
    static const int timings[] = {TIMING_START, TIMING_HALF_CYCLE};
    static const double all[][3] = {{1024, 1536, 768}, {768, 1152, 576}},
                        here[][3] = {{1024, 1280, 320}, {640, 800, 200}};
    FixtureTexts texts = HALVED;
    texts.states = "state,age_from,age_to\nalive,20,39\ndead,20,40\n";
    double lives_here[40];
    uint32_t counted[200];
    for (int t = 0; t < 40; t++) lives_here[t] = ldexp(1, -(t % 20));
    for (int t = 0; t < 2; t++) {
        Town town;
        open_town(&town, texts, timings[t], 2048, "1..2");
        const Plan *plan = &town.town.run.plan;
        cr_assert(plan->n_times == 40 && plan->n_counts + LANES <= 200);
        for (int i = 0; i < plan->n_counts; i++) counted[i] = (uint32_t)town.people.expected[i];
        const FlowPeople ways[] = {{.expected = town.people.expected, .lives_here = lives_here},
                                   {.counted = counted, .lives_here = lives_here}};
        for (int way = 0; way < 2; way++) {
            flows_count(&town.flows, &ways[way], N_YEARS);
            for (int y = 0; y < 3; y++) {
                PersonYears found = years_at(&town, y, alive_at(&town, 20));
                cr_assert(found.all == all[t][y] && found.here == here[t][y], "%d, %d, year %d", t,
                          way, y + 1);
            }
        }
        case_close(&town.town);
    }
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
    PersonYears first = years_at(&town, 0, alive_at(&town, 20)),
                second = years_at(&town, 1, alive_at(&town, 20));
    assert_near(first.all, 5, 1e-12, "year 1");
    assert_near(first.here, 4.9, 1e-12, "year 1, here");
    assert_near(second.all, 1, 1e-12, "year 2");
    assert_near(second.here, 0.9, 1e-12, "year 2, here");
    assert_near(years_at(&town, 2, alive_at(&town, 20)).all, 0, 0, "nobody of time 2");
    cr_assert_geq(4, town.plan.n_years, "after the model's last age nobody is left");
    case_close(&town.town);
}

/* Whose years follow one another among the cells and among the slots; halves of years are no run. Who is
 * 20 or 21 at the start can be alive at 22 at most: year 3 counts the younger alone. */
Test(flows, years_on_end_of_the_same_cohorts_are_one_run)
{
    Town town;
    open_town(&town, HALVED, TIMING_END, 8, "2");
    cr_assert_eq(town.plan.n_runs, 1);
    cr_assert_eq(town.plan.run->n, town.plan.n_slots);
    case_close(&town.town);
    open_town(&town, HALVED, TIMING_HALF_CYCLE, 8, "2");
    cr_assert_eq(town.plan.n_runs, 0);
    case_close(&town.town);
    FixtureTexts texts = HALVED;
    texts.scenario = "participants: {number: 8, ages: 20..21, states: {alive: 1}}\n"
                     "economics: {horizon: 6, timing: start}\n";
    case_open(&town.town, &texts);
    plan_flows(&town, false);
    cr_assert_eq(town.plan.n_runs, 2);
    cr_assert(town.plan.run[0].n_from == 2 && town.plan.run[1].n_from == 1);
    cr_assert_eq(town.plan.run[0].n, 2 * town.plan.run[1].n);
    case_close(&town.town);
}

Test(flows, counted_people_count_as_expected_ones_do)
{
    Town town;
    open_town(&town, HALVED, TIMING_SIMPSON, 8, "1");
    Run *run = &town.town.run;
    uint32_t counted[32];
    cr_assert_leq(run->plan.n_counts + LANES, 32);
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
    for (int y = 0; y < N_YEARS; y++) {
        for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
            if (!lanes_has(target)) continue;
            table.target = town.flows.target = target;
            flows_count(&town.flows, &town.people, N_YEARS);
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

/* ---- whose columns are whose ---- */

enum { N_MOVED = 5 };

/* The definition, slot by slot: municipal columns of those who live here, what the others make of the
 * first five of them in columns 30 to 32 too. */
static void series_by_definition(const Town *town, const FlowTable *table,
                                 const FlowColumns *columns, int year, double *series)
{
    const Flows *flows = &town->flows;
    const double *here = flows->all_here ? flows->all : flows->here;
    double all_sum[N_COLUMNS] = {0}, here_sum[N_COLUMNS] = {0};
    bool counted = year < town->plan.n_years;
    for (int s = counted ? town->plan.first_slot[year] : 0;
         counted && s < town->plan.first_slot[year + 1]; s++) {
        const double *row = flow_table_row(table, town->plan.price_row[flows->arm][s]);
        for (int c = 0; c < columns->n_columns; c++) {
            all_sum[c] += row[c] * flows->all[s];
            here_sum[c] += row[c] * here[s];
        }
    }
    for (int c = 0; c < columns->n_columns; c++)
        series[c] = c < columns->n_municipal ? here_sum[c] : all_sum[c];
    for (int i = 0; i < columns->n_moved; i++) {
        int from = columns->from[i];
        series[columns->to[i]] += all_sum[from] - here_sum[from];
    }
}

/* A table whose first n_priced columns have values, in a town whose people move or stay. */
static void check_series(int n_municipal, int n_priced, bool moves)
{
    static const double lives_here[2 * N_TIMES] = {1, 1 / 1.1, 1 / 1.3, 1, 1 / 1.7, 1 / 1.9};
    static const int from[N_MOVED] = {0, 3, 1, 2, 4}, to[N_MOVED] = {30, 30, 31, 31, 32};
    const FlowColumns columns = {
        N_COLUMNS, n_municipal, n_priced, moves && n_municipal >= N_MOVED ? N_MOVED : 0, from, to};
    Town town;
    FlowTable table;
    double series[N_YEARS][N_COLUMNS], due[N_COLUMNS];
    open_town(&town, BY_AGE, TIMING_START, 17, "1..2");
    town.people.lives_here = moves ? lives_here : NULL;
    cr_assert_eq(town.town.run.plan.n_times, 2 * N_TIMES);
    cr_assert_eq(flow_table_init(&town.town.run.plan, N_COLUMNS, &town.town.run.arena, &table),
                 STATUS_OK);
    for (int r = 0; r < table.n_rows; r++)
        for (int c = 0; c < n_priced; c++) flow_table_row(&table, r)[c] = sqrt(r * N_COLUMNS + c);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        if (!lanes_has(target)) continue;
        table.target = town.flows.target = target;
        flows_count(&town.flows, &town.people, N_YEARS);
        flows_series(&town.flows, N_YEARS, &table, &columns, series[0]);
        for (int y = 0; y < N_YEARS; y++) {
            series_by_definition(&town, &table, &columns, y, due);
            cr_assert(memcmp(series[y], due, sizeof due) == 0,
                      "%s, %d municipal, %d priced, %s, %d", lanes_name(target), n_municipal,
                      n_priced, moves ? "movers" : "stayers", y);
        }
    }
    case_close(&town.town);
}

/* Whole vectors of columns and parts of them, of each kind. */
Test(flows, a_series_is_its_definition_whoever_owns_the_columns)
{
    static const int n[][2] = {{0, 37}, {0, 3},   {5, 30},  {6, 6},   {8, 16},
                               {9, 33}, {17, 33}, {24, 25}, {32, 36}, {37, 37}};
    for (size_t i = 0; i < sizeof n / sizeof *n; i++)
        for (int moves = 0; moves < 2; moves++) check_series(n[i][0], n[i][1], moves);
}

/* ---- many cells ---- */

/* A price row for each of n states, and another from 22 on; people of 20 to 23 enter in years 1 and 2.
 * Cells of n states fill some vectors and leave others in part. */
static void open_states(Town *town, int n, int timing, char *text, size_t size)
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

/* A table of some columns, the first n_priced of them with values, in a town where nobody moves; nothing is
 * written after the last year. */
static void check_stayers(Town *town, int n_columns, int n_priced)
{
    const FlowColumns columns = {n_columns, n_columns / 2, n_priced, 0, NULL, NULL};
    Run *run = &town->town.run;
    FlowTable table;
    double series[N_YEARS * N_COLUMNS + 1], due[N_COLUMNS];
    int end = N_YEARS * n_columns;
    cr_assert_eq(flow_table_init(&run->plan, n_columns, &run->arena, &table), STATUS_OK);
    for (int r = 0; r < table.n_rows; r++)
        for (int c = 0; c < n_priced; c++) flow_table_row(&table, r)[c] = sqrt(r * N_COLUMNS + c);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        if (!lanes_has(target)) continue;
        for (int i = 0; i <= end; i++) series[i] = -1;
        table.target = town->flows.target = target;
        flows_count(&town->flows, &town->people, N_YEARS);
        flows_series(&town->flows, N_YEARS, &table, &columns, series);
        cr_assert_eq(series[end], -1);
        for (int y = 0; y < N_YEARS; y++) {
            series_by_definition(town, &table, &columns, y, due);
            cr_assert(memcmp(series + y * n_columns, due, (size_t)n_columns * sizeof *due) == 0,
                      "%s, %d columns, %d priced, year %d", lanes_name(target), n_columns, n_priced,
                      y + 1);
        }
    }
}

/* Years 1 to 3 count people under 22 and others, in n slots each, years 4 to 6 only others. Few slots are
 * summed for years together, if the columns are few. */
Test(flows, years_that_meet_the_same_price_rows_are_each_their_definition)
{
    static const int n_states[] = {1, 3, 4, 5, 8, 9};
    char text[6000];
    uint32_t counted[MOST_COUNTS];
    for (int i = 0; i < MOST_COUNTS; i++) counted[i] = (uint32_t)(i * 7 % 5 * (i % 3));
    for (size_t i = 0; i < sizeof n_states / sizeof *n_states; i++) {
        Town town;
        open_states(&town, n_states[i], TIMING_START, text, sizeof text);
        cr_assert_leq(town.town.run.plan.n_counts + LANES, MOST_COUNTS);
        cr_assert_eq(town.plan.n_alike[0], 2 * n_states[i] <= LANES ? 3 : 0);
        cr_assert_eq(town.plan.n_alike[3] > 0, n_states[i] <= LANES);
        town.people = (FlowPeople){.arm = ARM_INTERVENTION, .counted = counted};
        for (int n = 1; n <= N_COLUMNS; n++) {
            check_stayers(&town, n, n);
            check_stayers(&town, n, n / 2);
        }
        case_close(&town.town);
    }
}

/* What a time's weight and a person's part make of people, cell by cell: the definition. */
static PersonYears years_by_definition(const Town *town, const FlowPeople *people, int year,
                                       int price_row)
{
    const Plan *plan = &town->town.run.plan;
    PersonYears sum = {0};
    for (int t = 0; t < plan->n_cohorts; t++) {
        const Cohort *cohort = &plan->cohort[t];
        int since = year - (cohort->enter - 1);
        if (since < 0) continue;
        TimingTake take = timing_take(plan->study->economics.timing, since);
        for (int i = take.first; i <= take.last; i++) {
            int k = since + i, time = cohort->first_time + k;
            if (k < 0 || k >= cohort->n_years) continue;
            const AgePlan *at = plan_age(plan, cohort->age + k);
            for (int c = 0; c < at->n_cells; c++) {
                int cell = cohort->first_cell[k] + c;
                double n = people->expected ? people->expected[cell] : people->counted[cell];
                if (at->cell_price[people->arm][c] != price_row) continue;
                n *= take.weight[i] * (people->part ? people->part[time] : 1);
                sum.all += n;
                sum.here += n * (people->lives_here ? people->lives_here[time] : 1);
            }
        }
    }
    return sum;
}

static void check_definition(Town *town, const FlowPeople *people, int n_years, const char *what)
{
    flows_count(&town->flows, people, n_years);
    for (int y = 0; y < n_years; y++) {
        for (int r = 0; r < town->town.run.plan.n_price_rows; r++) {
            PersonYears found = years_at(town, y, r), due = years_by_definition(town, people, y, r);
            assert_near(found.all, due.all, 1e-11, "%s, year %d, row %d", what, y + 1, r);
            assert_near(found.here, due.here, 1e-11, "%s, year %d, row %d, here", what, y + 1, r);
        }
    }
}

/* Whoever is counted how, by whichever instructions: arbitrary numbers of people in all cells. */
static void check_all_ways(int n_states, int timing)
{
    Town town;
    char text[6000], what[80];
    double expected[MOST_COUNTS], lives_here[MOST_TIMES], part[MOST_TIMES];
    uint32_t counted[MOST_COUNTS];
    open_states(&town, n_states, timing, text, sizeof text);
    const Plan *plan = &town.town.run.plan;
    cr_assert(plan->n_counts + LANES <= MOST_COUNTS && plan->n_times <= MOST_TIMES);
    for (int i = 0; i < plan->n_counts; i++) {
        counted[i] = (uint32_t)(i * 7 % 5 * (i % 3));
        expected[i] = counted[i] * 1.1;
    }
    for (int t = 0; t < plan->n_times; t++) {
        lives_here[t] = 1 / (1 + 0.1 * t);
        part[t] = t % 4 * 0.3;
    }
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        if (!lanes_has(target)) continue;
        town.flows.target = target;
        for (int way = 0; way < 8; way++) {
            FlowPeople people = {.lives_here = way & 1 ? lives_here : NULL,
                                 .part = way & 2 ? part : NULL,
                                 .expected = way & 4 ? expected : NULL,
                                 .counted = way & 4 ? NULL : counted};
            snprintf(what, sizeof what, "%s, %d states, %s, way %d", lanes_name(target), n_states,
                     timing_name[timing], way);
            check_definition(&town, &people, N_YEARS, what);
            check_definition(&town, &people, 2, what);
        }
    }
    case_close(&town.town);
}

Test(flows, every_way_of_counting_does_what_its_definition_says)
{
    static const int n_states[] = {3, 4, 7, 8, 9, 12, 16, 17, 21};
    for (size_t i = 0; i < sizeof n_states / sizeof *n_states; i++)
        for (int timing = 0; timing < N_TIMINGS; timing++) check_all_ways(n_states[i], timing);
}

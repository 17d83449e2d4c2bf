/* What a table makes of person-years, worked out by hand and by its definition. */
#include "flow_town.h"

TestSuite(flows_sum, .init = setup);

/* The same with a price row for every age. */
static const FixtureTexts BY_AGE = {
    .states = "state,age_from,age_to\nalive,20,22\ndead,20,23\n",
    .transitions = "from,to,probability\nalive,dead,0.5\n",
    .costs = "item,state,age_from,age_to,amount\n"
             "first,alive,20,20,1\nsecond,alive,21,21,1\nthird,alive,22,22,1\n",
};

/* Column c is worth (c + 1) age at each age: 20 * 8, 21 * 4 and 22 * 2 of column 0. */
Test(flows_sum, a_table_prices_the_person_years)
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
Test(flows_sum, every_kind_of_instructions_makes_the_same_bits)
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
Test(flows_sum, a_series_is_its_definition_whoever_owns_the_columns)
{
    static const int n[][2] = {{0, 37}, {0, 3},   {5, 30},  {6, 6},   {8, 16},
                               {9, 33}, {17, 33}, {24, 25}, {32, 36}, {37, 37}};
    for (size_t i = 0; i < sizeof n / sizeof *n; i++)
        for (int moves = 0; moves < 2; moves++) check_series(n[i][0], n[i][1], moves);
}

/* ---- many cells ---- */

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
Test(flows_sum, years_that_meet_the_same_price_rows_are_each_their_definition)
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

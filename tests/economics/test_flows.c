/* Person-years by price row and year, worked out by hand. */
#include "flow_town.h"

TestSuite(flows, .init = setup);

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

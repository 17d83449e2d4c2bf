/* Lives into kronor: one certain life followed krona by krona, steps, moving. */
#include "certain_life.h"

TestSuite(prices, .init = setup);

/* saving[payer][year] of books against rows written by hand. */
static void check_saving(const Books *books, const double *saving, const char *what,
                         const double (*expected)[N_YEARS])
{
    for (int p = 0; p < books->run.study->model.n_payers; p++)
        for (int y = 0; y < N_YEARS; y++)
            assert_near(saving[p * N_YEARS + y], expected[p][y], 1e-9, "%s, %s, year %d", what,
                        books->run.study->model.payer[p].label.name, y + 1);
}

static void check_costs(const Books *books, int arm, const double (*expected)[N_YEARS])
{
    for (int p = 0; p < books->run.study->model.n_payers; p++)
        for (int y = 0; y < N_YEARS; y++)
            assert_near(books_cost(books, arm, p, y + 1), expected[p][y], 1e-9,
                        "arm %d, %s, year %d", arm, books->run.study->model.payer[p].label.name,
                        y + 1);
}

Test(prices, one_certain_life_costs_every_payer_what_its_states_cost)
{
    static const double BASELINE[3][N_YEARS] = {
        {0, 1657, 1257, 1317, 1317}, {0, 200, 200, 200, 200}, {0, -200, -200, -200, -200}};
    static const double INTERVENTION[3][N_YEARS] = {{0, -300, -300, -300, -300}};
    Fixture fixture;
    Books books;
    fixture_open(&fixture, &KRONA);
    books_open(&books, &fixture.study);
    check_costs(&books, ARM_BASELINE, BASELINE);
    check_costs(&books, ARM_INTERVENTION, INTERVENTION);
    books_close(&books);
    fixture_close(&fixture);
}

/* Released by social: year 2 all but the placement, 400 + 7 + 300; year 3 the placement of year 2,
 * 500 + 7 + 300; years 4 and 5 the same and 60. The placement of year 5 would be felt in year 6. */
Test(prices, a_programme_that_changes_one_certain_transition_saves_what_is_worked_out_by_hand)
{
    static const double FULL[3][N_YEARS] = {
        {0, 1957, 1557, 1617, 1617}, {0, 200, 200, 200, 200}, {0, -200, -200, -200, -200}};
    static const double RELEASED[3][N_YEARS] = {
        {0, 707, 807, 867, 867}, {0, 200, 200, 200, 200}, {0, -200, -200, -200, -200}};
    Fixture fixture;
    Books books;
    fixture_open(&fixture, &KRONA);
    books_open(&books, &fixture.study);
    check_saving(&books, books.full, "full", FULL);
    check_saving(&books, books.released, "released", RELEASED);
    books_close(&books);
    fixture_close(&fixture);
}

/* The same life of a man: 9 instead of 7 a year. */
Test(prices, a_cost_of_one_sex_meets_only_that_sex)
{
    static const double BASELINE[3][N_YEARS] = {
        {0, 1659, 1259, 1319, 1319}, {0, 200, 200, 200, 200}, {0, -200, -200, -200, -200}};
    Fixture fixture;
    Books books;
    FixtureTexts texts = KRONA;
    texts.scenario = "participants: {number: 1, ages: 20, women: 0, states: {home: 1}}\n"
                     "economics: {horizon: 5, price_year: 2024}\n";
    fixture_open(&fixture, &texts);
    books_open(&books, &fixture.study);
    check_costs(&books, ARM_BASELINE, BASELINE);
    books_close(&books);
    fixture_close(&fixture);
}

/* The transfer is felt by both as far and as late: cashable 0.5, a year later. */
Test(prices, a_transfer_sums_to_zero_for_society_in_every_year_and_basis)
{
    Fixture fixture;
    Books books;
    FixtureTexts texts = KRONA;
    texts.costs = "item,state,payer,receiver,amount,cashable,delay\n"
                  "benefit,care,agency,household,200,0.5,1\n"
                  "fee,care,household,social,30,1,0\n";
    fixture_open(&fixture, &texts);
    books_open(&books, &fixture.study);
    for (int y = 0; y < N_YEARS; y++) {
        double full = 0, released = 0;
        for (int p = 0; p < 3; p++) {
            full += books.full[p * N_YEARS + y];
            released += books.released[p * N_YEARS + y];
        }
        assert_near(full, 0, 1e-12, "full, year %d", y + 1);
        assert_near(released, 0, 1e-12, "released, year %d", y + 1);
    }
    assert_near(books.released[1 * N_YEARS + 2], 100, 1e-12, "the agency feels half, a year later");
    assert_near(books.released[2 * N_YEARS + 2], -100 + 30, 1e-12, "and so does the household");
    books_close(&books);
    fixture_close(&fixture);
}

Test(prices, cost_rows_of_worse_grades_than_asked_for_count_for_nothing)
{
    Fixture fixture;
    Books books;
    FixtureTexts texts = KRONA;
    texts.costs = "item,state,amount,payer,grade\n"
                  "placement,care,1000,social,A\n"
                  "hunch,care,10,social,C\n";
    fixture_open(&fixture, &texts);
    books_open(&books, &fixture.study);
    for (int worst = GRADE_A; worst <= N_GRADES; worst++) {
        prices_set(&books.prices, books.run.value, (Grade)worst);
        prices_series(&books.prices, &books.flows[ARM_BASELINE], N_YEARS,
                      books.series[ARM_BASELINE]);
        assert_near(books_cost(&books, ARM_BASELINE, 0, 2), worst >= GRADE_C ? 1010 : 1000, 1e-9,
                    "worst %d", worst);
    }
    books_close(&books);
    fixture_close(&fixture);
}

/* Counted people cost the same as the same number of expected people. */
Test(prices, counted_people_cost_what_expected_people_do)
{
    Fixture fixture;
    Books books;
    fixture_open(&fixture, &KRONA);
    books_open(&books, &fixture.study);
    int n = books.plan.n_channels * N_YEARS;
    double counted[256];
    cr_assert_leq(n, 256);
    run_live(&books.run, 0, 1, NULL);
    for (int arm = 0; arm < N_ARMS; arm++) {
        FlowPeople people = prices_people(&books.prices, arm, NULL, books.run.counts.cell[arm]);
        flows_count(&books.flows[arm], &people, N_YEARS);
        prices_series(&books.prices, &books.flows[arm], N_YEARS, counted);
        for (int i = 0; i < n; i++)
            assert_near(counted[i], books.series[arm][i], 1e-9, "arm %d, value %d", arm, i);
    }
    books_close(&books);
    fixture_close(&fixture);
}

/* ---- steps ---- */

/* n people go the way of `transitions`; a place in care costs 1000 and is released by steps, at
 * once. */
static double stepped_release(int n, int step, const char *transitions)
{
    Fixture fixture;
    Books books;
    char scenario[128], costs[64];
    snprintf(scenario, sizeof scenario,
             "participants: {number: %d, ages: 20, states: {home: 1}}\neconomics: {horizon: 5}\n",
             n);
    snprintf(costs, sizeof costs, "item,state,amount,step\npremises,care,1000,%d\n", step);
    fixture_open(&fixture, &(FixtureTexts){.states = CERTAIN_STATES,
                                           .transitions = transitions,
                                           .costs = costs,
                                           .scenario = scenario});
    books_open(&books, &fixture.study);
    double released = books.released[1];
    books_close(&books);
    fixture_close(&fixture);
    return released;
}

/* a s trunc(q/s)/q with a = 1000 q and s = 10: 1000 * 10 * trunc(q/10). */
Test(prices, premises_are_released_only_by_whole_steps)
{
    static const int CASES[][2] = {{9, 0}, {10, 10000}, {19, 10000}, {20, 20000}, {25, 20000}};
    static const char *const MORE = "arm,from,to,probability\n"
                                    "intervention,home,care,1\n"
                                    "baseline,home,work,1\n";
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        int n = CASES[i][0];
        assert_near(stepped_release(n, 10, CERTAIN_TRANSITIONS), CASES[i][1], 1e-9, "%d fewer", n);
        assert_near(stepped_release(n, 10, MORE), -CASES[i][1], 1e-9, "%d more", n);
    }
}

/* Of 100 people 29, 57 and 58 % avoid care in the next year: as doubles 100 * 0.29 and the others are
 * below 29, 57 and 58, which must not cost a step of so many cases. */
Test(prices, rounding_does_not_cost_a_step)
{
    static const int CASES[] = {29, 57, 58};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char transitions[128];
        snprintf(transitions, sizeof transitions,
                 "arm,from,to,probability\nbaseline,home,care,0.%d\nintervention,home,care,0\n",
                 CASES[i]);
        assert_near(stepped_release(100, CASES[i], transitions), 1000 * CASES[i], 1e-6, "%d cases",
                    CASES[i]);
    }
}

/* ---- moving ---- */

/* Care costs social 1000 and the region 500; work brings 600 of tax, of which the municipality keeps
 * `kept` and equalisation takes the rest; cashable 0.5 a year later for social. */
static const char *const MOVING_COSTS = "item,state,payer,amount,cashable,delay\n"
                                        "care,care,social,1000,0.5,1\n"
                                        "health,care,region,500,1,0\n"
                                        "tax_kept,work,tax,-600 * kept,1,0\n"
                                        "tax_rest,work,equalisation,-600 * (1 - kept),1,0\n";

static void open_mover(Fixture *fixture, Books *books)
{
    fixture_open(fixture, &(FixtureTexts){
                              .states = CERTAIN_STATES,
                              .transitions = CERTAIN_TRANSITIONS,
                              .payers = MOVING_PAYERS,
                              .costs = MOVING_COSTS,
                              .moving = "age_from,age_to,probability\n20,21,move\n23,24,move\n",
                              .parameters = "parameter,value\nmove,0.2\nkept,0.25\n",
                              .scenario = "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                                          "economics: {horizon: 5}\n"});
    books_open(books, &fixture->study);
}

/* A chance of 0.2 to leave at the end of ages 20, 21, 23 and 24 (22 stays): still here with chance
 * 1, 0.8, 0.64, 0.64, 0.512 in years 1..5.
 *   social    care 1000 avoided in years 2..5:       800, 640, 640, 512; half a year later
 *   tax       0.25 * 600 = 150 gained in years 2..5: 120, 96, 96, 76.8
 *   elsewhere the rest of both 1150:                 230, 414, 414, 561.2; released: its part of
 *             the tax at once (30, 54, 54, 73.2), half of its part of care a year later
 *             (100, 180, 180) */
Test(prices, municipal_kronor_follow_people_who_move_away)
{
    static const double FULL[5][N_YEARS] = {{0, 800, 640, 640, 512},
                                            {0, 120, 96, 96, 76.8},
                                            {0, 450, 450, 450, 450},
                                            {0, 500, 500, 500, 500},
                                            {0, 230, 414, 414, 561.2}};
    static const double RELEASED[5][N_YEARS] = {{0, 0, 400, 320, 320},
                                                {0, 120, 96, 96, 76.8},
                                                {0, 450, 450, 450, 450},
                                                {0, 500, 500, 500, 500},
                                                {0, 30, 154, 234, 253.2}};
    Fixture fixture;
    Books books;
    open_mover(&fixture, &books);
    check_saving(&books, books.full, "full", FULL);
    check_saving(&books, books.released, "released", RELEASED);
    books_close(&books);
    fixture_close(&fixture);
}

/* Every krona is somewhere: in full 4 (1000 + 600 + 500) = 8400; released 3 * 500 of care, and 4 * 600
 * of tax and 4 * 500 of health at once. */
Test(prices, societys_sum_depends_neither_on_moving_nor_on_the_kept_share)
{
    static const double SHARES[] = {0, 0.05, 0.2, 0.5, 0.99, 1};
    enum { N = sizeof SHARES / sizeof *SHARES };
    Fixture fixture;
    Books books;
    open_mover(&fixture, &books);
    for (int i = 0; i < N * N; i++) {
        books.run.value[fixture_parameter(&fixture.study, "move")] = SHARES[i / N];
        books.run.value[fixture_parameter(&fixture.study, "kept")] = SHARES[i % N];
        books_price(&books);
        assert_near(books_sum(&books, books.full), 8400, 8400e-12, "move %g, kept %g",
                    SHARES[i / N], SHARES[i % N]);
        assert_near(books_sum(&books, books.released), 5900, 5900e-12, "move %g, kept %g",
                    SHARES[i / N], SHARES[i % N]);
    }
    books_close(&books);
    fixture_close(&fixture);
}

Test(prices, a_model_without_moving_keeps_everybody)
{
    Fixture fixture;
    Books books;
    FixtureTexts texts = KRONA;
    texts.payers = "payer,level\nsocial,municipality\nagency,state\nhousehold,other_municipality\n";
    fixture_open(&fixture, &texts);
    books_open(&books, &fixture.study);
    cr_assert_not(books.plan.moves);
    assert_near(books.full[4], 1617, 1e-9, "social in year 5");
    books_close(&books);
    fixture_close(&fixture);
}

/* ---- from world to world ---- */

enum { MOST_KRONOR = 256 };

/* The baseline's series and ledger, one after the other; answers how many numbers. */
static int take_kronor(Books *books, Prices *prices, double *kronor)
{
    const double *expected = books->run.count[ARM_BASELINE];
    Flows *flows = &books->flows[ARM_BASELINE];
    FlowPeople people = prices_people(prices, ARM_BASELINE, expected, NULL);
    int n_series = N_YEARS * books->plan.n_channels, n_lines = N_YEARS * books->plan.ledger.n_lines;
    cr_assert_leq(n_series + 2 * n_lines, MOST_KRONOR);
    memset(kronor, 0, MOST_KRONOR * sizeof *kronor);
    flows_count(flows, &people, N_YEARS);
    prices_series(prices, flows, N_YEARS, kronor);
    prices_ledger(prices, flows, N_YEARS, kronor + n_series, kronor + n_series + n_lines);
    return n_series + 2 * n_lines;
}

/* Prices that were set before come to the same, bit by bit, as those of a worker that has just begun; whether
 * they had to be set anew shows in the ledger. */
static void check_set(Books *books, Grade worst, bool anew, const char *what)
{
    Prices fresh;
    double before[MOST_KRONOR], after[MOST_KRONOR], due[MOST_KRONOR];
    size_t n = (size_t)take_kronor(books, &books->prices, before) * sizeof *due;
    cr_assert_eq(prices_init(&books->plan, &fresh), STATUS_OK);
    prices_set(&fresh, books->run.value, worst);
    prices_set(&books->prices, books->run.value, worst);
    cr_assert_eq(books->prices.ledger_priced, !anew, "%s", what);
    take_kronor(books, &fresh, due);
    take_kronor(books, &books->prices, after);
    cr_assert(memcmp(after, due, n) == 0, "%s", what);
    cr_assert_eq(memcmp(before, after, n) != 0, anew, "%s", what);
    prices_free(&fresh);
}

/* Each parameter in turn, then all at once as they were; a scale that no price rests on; grades. */
Test(prices, what_a_world_differs_in_is_priced_anew_and_nothing_else)
{
    static const char *const RESTS[] = {"price", "cash", "back", "move"};
    enum { N_RESTS = sizeof RESTS / sizeof *RESTS };
    Fixture fixture;
    Books books;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = CERTAIN_STATES,
                        .transitions = "arm,from,to,probability\n"
                                       "baseline,home,care,1 * enter\n"
                                       "intervention,home,work,1\n",
                        .payers = MOVING_PAYERS,
                        .costs = "item,state,payer,amount,cashable,delay,backfill,grade\n"
                                 "care,care,social,1000 * price,cash,1,back,A\n"
                                 "hunch,care,region,500,1,0,0,C\n",
                        .moving = "age_from,age_to,probability\n20,24,move\n",
                        .parameters = "parameter,value\nprice,1\ncash,0.5\nback,0.25\n"
                                      "move,0.125\nenter,0.5\n",
                        .scenario = "participants: {number: 1, ages: 20, states: {home: 1}}\n"
                                    "economics: {horizon: 5}\n"});
    books_open(&books, &fixture.study);
    cr_assert_eq(books.plan.n_parameters, N_RESTS);
    double *value = books.run.value;
    for (int i = 0; i < N_RESTS; i++) {
        value[fixture_parameter(&fixture.study, RESTS[i])] /= 2;
        check_set(&books, N_GRADES, true, RESTS[i]);
    }
    for (int i = 0; i < N_RESTS; i++) value[fixture_parameter(&fixture.study, RESTS[i])] *= 2;
    check_set(&books, N_GRADES, true, "all as they were");
    value[fixture_parameter(&fixture.study, "enter")] /= 2;
    check_set(&books, N_GRADES, false, "enter");
    check_set(&books, GRADE_B, true, "worse rows left out");
    check_set(&books, GRADE_B, false, "the same rows");
    check_set(&books, N_GRADES, true, "all rows");
    books_close(&books);
    fixture_close(&fixture);
}

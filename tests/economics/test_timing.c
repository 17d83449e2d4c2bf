/* Within-year timings on a life of two states, worked out by hand. */
#include "books.h"
#include "economics/timing.h"
#include "support/check.h"
#include "support/fixture.h"

#include <stdio.h>
#include <string.h>

enum { N_YEARS = 5, SCENARIO_LENGTH = 200 };

/* One of two dies every year: of one person of 20, v = 120, 60, 30, 15 kronor at 20 to 23, then 0. */
static const FixtureTexts HALVED = {
    .states = "state,age_from,age_to\nalive,20,23\ndead,20,24\n",
    .transitions = "from,to,probability\nalive,dead,0.5\n",
    .costs = "item,state,amount\nlife,alive,120\n",
};

/* Year by year:
 *   start       v itself
 *   end         v a year on
 *   half_cycle  (120 + 60) / 2 = 90 ...
 *   simpson     (5 * 120 + 8 * 60 - 30) / 12 = 87.5, (-120 + 8 * 60 + 5 * 30) / 12 = 42.5,
 *               (5 * 30 + 8 * 15 - 0) / 12 = 22.5, (-30 + 8 * 15 + 0) / 12 = 7.5 */
static const double COUNTED[N_TIMINGS][N_YEARS] = {
    [TIMING_START] = {120, 60, 30, 15, 0},
    [TIMING_END] = {60, 30, 15, 0, 0},
    [TIMING_HALF_CYCLE] = {90, 45, 22.5, 7.5, 0},
    [TIMING_SIMPSON] = {87.5, 42.5, 22.5, 7.5, 0},
};

static void open_timed(Fixture *fixture, Books *books, FixtureTexts texts, int timing,
                       const char *enters)
{
    char scenario[SCENARIO_LENGTH];
    snprintf(scenario, sizeof scenario,
             "participants: {number: 1, ages: 20, enters: %s, states: {alive: 1}}\n"
             "economics: {horizon: 5, timing: %s}\n",
             enters, timing_name[timing]);
    texts.scenario = scenario;
    fixture_open(fixture, &texts);
    books_open(books, &fixture->study);
}

static void close_both(Fixture *fixture, Books *books)
{
    books_close(books);
    fixture_close(fixture);
}

Test(timing, a_year_counts_what_its_timing_says)
{
    for (int timing = 0; timing < N_TIMINGS; timing++) {
        Fixture fixture;
        Books books;
        open_timed(&fixture, &books, HALVED, timing, "1");
        for (int y = 0; y < N_YEARS; y++)
            assert_near(books_cost(&books, ARM_BASELINE, 0, y + 1), COUNTED[timing][y], 1e-12,
                        "%s, year %d", timing_name[timing], y + 1);
        close_both(&fixture, &books);
    }
}

/* Not a bit differs from a scenario that names no timing. */
Test(timing, the_start_of_the_year_is_what_a_scenario_without_timing_has)
{
    Fixture named, silent;
    Books with, without;
    FixtureTexts texts = HALVED;
    open_timed(&named, &with, HALVED, TIMING_START, "1..2");
    texts.scenario = "participants: {number: 1, ages: 20, enters: 1..2, states: {alive: 1}}\n"
                     "economics: {horizon: 5}\n";
    fixture_open(&silent, &texts);
    books_open(&without, &silent.study);
    cr_expect_eq(
        memcmp(with.series[ARM_BASELINE], without.series[ARM_BASELINE], N_YEARS * sizeof(double)),
        0);
    for (int y = 1; y <= N_YEARS; y++)
        cr_expect_eq(timing_discount(TIMING_START, 0.035, y), discount_factor(0.035, y));
    close_both(&named, &with);
    close_both(&silent, &without);
}

/* People who enter in year 2 are a year later in everything. */
Test(timing, time_is_counted_from_entry)
{
    for (int timing = 0; timing < N_TIMINGS; timing++) {
        Fixture fixture;
        Books books;
        open_timed(&fixture, &books, HALVED, timing, "2");
        assert_near(books_cost(&books, ARM_BASELINE, 0, 1), 0, 0, "%s", timing_name[timing]);
        for (int y = 1; y < N_YEARS; y++)
            assert_near(books_cost(&books, ARM_BASELINE, 0, y + 1), COUNTED[timing][y - 1], 1e-12,
                        "%s, year %d", timing_name[timing], y + 1);
        close_both(&fixture, &books);
    }
}

/* A horizon cuts years off and changes none before it. */
Test(timing, years_within_a_shorter_span_stay_as_they_are)
{
    for (int timing = 0; timing < N_TIMINGS; timing++) {
        Fixture fixture;
        Books books;
        open_timed(&fixture, &books, HALVED, timing, "1");
        double series[3] = {0};
        FlowPeople people = prices_people(&books.prices, ARM_BASELINE,
                                          books.run.count[ARM_BASELINE], NULL);
        flows_count(&books.flows[ARM_BASELINE], &people, 3);
        prices_series(&books.prices, &books.flows[ARM_BASELINE], 3, series);
        for (int y = 0; y < 3; y++)
            assert_near(series[y], COUNTED[timing][y], 1e-12, "%s, year %d", timing_name[timing],
                        y + 1);
        close_both(&fixture, &books);
    }
}

Test(timing, the_ledger_is_the_series_line_by_line)
{
    for (int timing = 0; timing < N_TIMINGS; timing++) {
        Fixture fixture;
        Books books;
        open_timed(&fixture, &books, HALVED, timing, "1");
        prices_ledger(&books.prices, &books.flows[ARM_BASELINE], N_YEARS,
                      books.ledger_full[ARM_BASELINE], books.ledger_released[ARM_BASELINE]);
        for (int y = 0; y < N_YEARS; y++)
            assert_near(books.ledger_full[ARM_BASELINE][y], COUNTED[timing][y], 1e-12,
                        "%s, year %d", timing_name[timing], y + 1);
        close_both(&fixture, &books);
    }
}

/* v = 120, 60, 30 and no later time: Simpson's fourth year takes -30 / 12 of the third's start. */
Test(timing, a_year_after_the_last_lived_one_takes_what_stands_before_it)
{
    Fixture fixture;
    Books books;
    FixtureTexts texts = HALVED;
    texts.states = "state,age_from,age_to\nalive,20,22\ndead,20,23\n";
    open_timed(&fixture, &books, texts, TIMING_SIMPSON, "1");
    prices_ledger(&books.prices, &books.flows[ARM_BASELINE], N_YEARS,
                  books.ledger_full[ARM_BASELINE], books.ledger_released[ARM_BASELINE]);
    assert_near(books_cost(&books, ARM_BASELINE, 0, 4), -2.5, 1e-12, "series");
    assert_near(books.ledger_full[ARM_BASELINE][3], -2.5, 1e-12, "ledger");
    close_both(&fixture, &books);
}

/* One of ten leaves a year: 0.9^j of v_j stays, at the end of year 1 that is 0.9 * 60 = 54. */
Test(timing, those_who_moved_away_are_those_of_that_time)
{
    Fixture fixture;
    Books books;
    FixtureTexts texts = HALVED;
    texts.payers = "payer,level\nmunicipality,municipality\nother,other_municipality\n";
    texts.moving = "age_from,age_to,probability\n20,23,0.1\n";
    open_timed(&fixture, &books, texts, TIMING_END, "1");
    assert_near(books_cost(&books, ARM_BASELINE, 0, 1), 54, 1e-12, "year 1 here");
    assert_near(books_cost(&books, ARM_BASELINE, 1, 1), 6, 1e-12, "year 1 elsewhere");
    assert_near(books_cost(&books, ARM_BASELINE, 0, 2), 0.81 * 30, 1e-12, "year 2 here");
    close_both(&fixture, &books);
}

/* Simpson's rule is exact for a parabola: v_j = j^2 over two years has the area 8/3. */
Test(timing, the_weights_of_a_pair_of_years_are_simpsons)
{
    double area[2] = {0};
    for (int year = 0; year < 2; year++) {
        TimingTake take = timing_take(TIMING_SIMPSON, year);
        for (int i = take.first; i <= take.last; i++)
            area[year] += (year + i) * (year + i) * take.weight[i];
    }
    assert_near(area[0], 1 / 3.0, 1e-15, "the area from 0 to 1");
    assert_near(area[1], 7 / 3.0, 1e-15, "the area from 1 to 2");
}

Test(timing, a_years_sum_is_discounted_at_the_time_it_is_counted)
{
    assert_near(timing_discount(TIMING_START, 0.25, 3), 0.64, 1e-15, "1.25^-2");
    assert_near(timing_discount(TIMING_END, 0.25, 3), 0.512, 1e-15, "1.25^-3");
    assert_near(timing_discount(TIMING_HALF_CYCLE, 0.44, 2), 1 / 1.728, 1e-15, "1.2^-3");
    assert_near(timing_discount(TIMING_SIMPSON, 0.44, 1), 1 / 1.2, 1e-15, "1.2^-1");
}

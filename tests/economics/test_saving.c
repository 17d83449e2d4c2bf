/* Series of kronor into savings, discounting and payback: numbers worked out by hand. */
#include "economics/saving.h"
#include "support/check.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(saving, .init = setup);

/* Cumulated net saving at the end of each year, and when it is paid back. */
typedef struct {
    const char *name;
    int n_years;
    double cumulative[6];
    int last_cost_year;
    double time;
    bool relapses;
} PaybackCase;

static const PaybackCase PAYBACK[] = {
    /* -100, then +40 a year: 0 is passed half way through the third year of saving */
    {"linear within the year", 5, {-100, -60, -20, 20, 60}, 1, 3.5, false},
    {"a third of the way", 3, {-10, -10, 20}, 1, 2 + 1.0 / 3, false},
    {"exactly zero at the end of a year", 4, {-80, -40, 0, 40}, 1, 3, false},
    {"zero reached, never more", 4, {-80, -40, 0, 0}, 1, 3, false},
    {"at once", 3, {5, 10, 15}, 1, 1, false},
    {"at once, nobody paid", 3, {0, 0, 0}, 0, 1, false},
    {"nobody paid, a loss", 3, {-1, -2, -3}, 0, INFINITY, false},
    {"never", 3, {-100, -60, -0.01}, 1, INFINITY, false},
    {"but for rounding", 4, {-80, -40, -1e-9, -1e-9}, 1, 3, false},
    {"not before the last programme cost", 4, {50, 60, 5, 70}, 3, 3, false},
    {"the last programme cost takes it below zero", 5, {50, 60, -30, -10, 10}, 3, 4.5, false},
    {"zero passed in the year of the last cost", 3, {-50, 50, 60}, 2, 2, false},
    {"above only while costs remain", 3, {10, 20, -5}, 3, INFINITY, false},
    {"falls below again", 5, {-10, 10, -10, -20, 30}, 1, 1.5, true},
    {"falls below again and stays", 4, {-10, 10, 10, -1}, 1, 1.5, true},
    {"zero is no relapse", 4, {-10, 10, 0, 5}, 1, 1.5, false},
    {"the last cost falls after the horizon", 2, {10, 20}, 3, INFINITY, false},
    {"one year", 1, {0}, 1, 1, false},
};

Test(saving, payback_time_is_the_first_year_at_zero_not_before_the_last_cost)
{
    for (size_t i = 0; i < sizeof PAYBACK / sizeof *PAYBACK; i++) {
        const PaybackCase *c = &PAYBACK[i];
        bool relapses = !c->relapses;
        double time = payback_time(c->cumulative, c->n_years, c->last_cost_year, &relapses);
        assert_near(time, c->time, 1e-12, "%s", c->name);
        cr_assert_eq(relapses, c->relapses, "%s: relapse", c->name);
    }
}

Test(saving, the_first_year_is_not_discounted)
{
    assert_near(discount_factor(0.035, 1), 1, 0, "year 1");
    assert_near(discount_factor(0.25, 2), 0.8, 1e-15, "year 2: 1/1.25");
    assert_near(discount_factor(0.25, 3), 0.64, 1e-15, "year 3: 0.8^2");
    assert_near(discount_factor(0, 40), 1, 0, "no rate");
    assert_near(discount_factor(0.035, 11), 0.70891881, 1e-8, "1.035^-10");
}

static const char *const TWO_STATES = "state,age_from,age_to\n"
                                      "home,20,24\n"
                                      "dead,20,25\n";

/* Index 100 in 2020, 125 in 2024: kronor of 2020 are worth 1.25 of 2024.
 *   staff: 1000 of 2020 a year in years 1..2            1250, 1250
 *   start: 900 of 2024 in all over years 1..3            300,  300, 300
 *   each:  50 of 2024 a participant (4 of them), year 4                   200 */
Test(saving, programme_costs_fall_in_their_years_and_price_years)
{
    static const double EXPECTED[2][4] = {{1550, 1550, 300, 0}, {0, 0, 0, 200}};
    Fixture fixture;
    double cost[2 * 4], value[64];
    fixture_open(&fixture,
                 &(FixtureTexts){
                     .states = TWO_STATES,
                     .transitions = "from,to,probability\nhome,dead,0\n",
                     .payers = "payer\nsocial\nschool\n",
                     .prices = "year,value\n2020,100\n2021,110\n2022,110\n2023,120\n2024,125\n",
                     .scenario = "participants: {number: 4, ages: 20, states: {home: 1}}\n"
                                 "economics: {horizon: 4, price_year: 2024}\n"
                                 "programme:\n"
                                 "  costs:\n"
                                 "    - {item: staff, payer: social, years: 1..2, per_year: 1000, "
                                 "price_year: 2020}\n"
                                 "    - {item: start, payer: social, years: 1..3, total: 900, "
                                 "price_year: 2024}\n"
                                 "    - {item: each, payer: school, years: 4, per_participant: 50, "
                                 "price_year: 2024}\n"});
    cr_assert_leq(fixture.study.n_parameters, 64);
    fixture_values(&fixture.study, value);
    saving_programme_cost(&fixture.study, value, 4, cost);
    for (int i = 0; i < 8; i++)
        assert_near(cost[i], EXPECTED[i / 4][i % 4], 1e-9, "payer %d, year %d", i / 4, i % 4 + 1);
    fixture_close(&fixture);
}

Test(saving, programme_costs_after_the_years_asked_for_are_left_out)
{
    Fixture fixture;
    double cost[3], value[64];
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = TWO_STATES,
                        .transitions = "from,to,probability\nhome,dead,0\n",
                        .scenario = "participants: {number: 4, ages: 20, states: {home: 1}}\n"
                                    "economics: {horizon: 5}\n"
                                    "programme:\n"
                                    "  costs:\n"
                                    "    - {item: staff, payer: municipality, years: 2..5, "
                                    "per_year: 10, price_year: 2025}\n"});
    fixture_values(&fixture.study, value);
    saving_programme_cost(&fixture.study, value, 3, cost);
    for (int year = 0; year < 3; year++)
        assert_near(cost[year], year == 0 ? 0 : 10, 1e-12, "year %d", year + 1);
    fixture_close(&fixture);
}

/* ---- saving_compute on a price plan written out by hand ---- */

enum { FULL, DELAYED, STEP_KRONOR, STEP_CASES, PLAIN, N_CHANNELS };

/* Payer 0 has a delayed item and an item of steps of 10 cases, released a year later; payer 1 feels
 * everything at once. */
typedef struct {
    Model model;
    Plan plan;
    Channel channel[N_CHANNELS];
    int full_of[2];
    int felt[3];
    PricePlan prices;
} Hand;

static void hand_make(Hand *hand)
{
    *hand = (Hand){
        .model = {.n_payers = 2},
        .channel =
            {
                [FULL] = {CHANNEL_FULL, 0, .item = ANY, .cases = ANY, .moved_to = ANY},
                [DELAYED] = {CHANNEL_RELEASED, 0, 2, .item = ANY, .cases = ANY, .moved_to = ANY},
                [STEP_KRONOR] = {CHANNEL_STEP_KRONOR, 0, 1, 0, 10, STEP_CASES, ANY, false},
                [STEP_CASES] = {CHANNEL_STEP_CASES, 0, 1, 0, 10, ANY, ANY, false},
                [PLAIN] = {CHANNEL_FULL, 1, .item = ANY, .cases = ANY, .moved_to = ANY},
            },
        .full_of = {FULL, PLAIN},
        .felt = {DELAYED, STEP_KRONOR, PLAIN},
    };
    hand->plan.model = &hand->model;
    hand->prices = (PricePlan){.plan = &hand->plan,
                               .n_channels = N_CHANNELS,
                               .channel = hand->channel,
                               .full_of = hand->full_of,

                               .n_felt = 3,
                               .felt = hand->felt};
}

enum { HAND_YEARS = 4 };

/* Year 1 avoids 900 in full, of which 300 are released two years later; 24 cases of the stepped item
 * for 480 kronor are gone, 20 of them in whole steps: 400, released in year 2. Year 4 would release
 * in years 5 and 6: lost. Payer 1 saves 7 a year at once. */
Test(saving, releases_later_and_by_whole_steps)
{
    static const double BASELINE[HAND_YEARS][N_CHANNELS] = {
        {1000, 400, 500, 30, 10}, {0, 0, 0, 0, 10}, {0, 0, 0, 0, 10}, {1000, 400, 500, 30, 10}};
    static const double INTERVENTION[HAND_YEARS][N_CHANNELS] = {
        {100, 100, 20, 6, 3}, {0, 0, 0, 0, 3}, {0, 0, 0, 0, 3}, {100, 100, 20, 6, 3}};
    static const double FULL_SAVED[2][HAND_YEARS] = {{900, 0, 0, 900}, {7, 7, 7, 7}};
    static const double RELEASED[2][HAND_YEARS] = {{0, 400, 300, 0}, {7, 7, 7, 7}};
    Hand hand;
    double full[2 * HAND_YEARS], released[2 * HAND_YEARS];
    hand_make(&hand);
    saving_compute(&hand.prices, &BASELINE[0][0], &INTERVENTION[0][0], NULL, HAND_YEARS, full,
                   released);
    for (int i = 0; i < 2 * HAND_YEARS; i++) {
        int payer = i / HAND_YEARS, year = i % HAND_YEARS;
        assert_near(full[i], FULL_SAVED[payer][year], 1e-12, "full, payer %d year %d", payer, year);
        assert_near(released[i], RELEASED[payer][year], 1e-12, "released, payer %d year %d", payer,
                    year);
    }
}

/* Of 24 avoided cases for 480 kronor 10 (200 kronor) are avoided only by earlier death: 14 cases and
 * 280 kronor remain, one step of 10: 280 * 10 / 14 = 200. */
Test(saving, what_earlier_death_avoids_is_taken_off_before_steps)
{
    static const double BASELINE[2][N_CHANNELS] = {{1000, 0, 500, 30, 0}};
    static const double INTERVENTION[2][N_CHANNELS] = {{100, 0, 20, 6, 0}};
    static const double DEATH[2][N_CHANNELS] = {{250, 0, 200, 10, 0}};
    Hand hand;
    double full[4], released[4];
    hand_make(&hand);
    saving_compute(&hand.prices, &BASELINE[0][0], &INTERVENTION[0][0], &DEATH[0][0], 2, full,
                   released);
    assert_near(full[0], 650, 1e-12, "full");
    assert_near(released[0], 0, 1e-12, "released in year 1");
    assert_near(released[1], 200, 1e-12, "released in year 2");
}

/* a s trunc(q/s)/q: what 20 kronor a case release in steps of 10 when q cases are avoided. More cases
 * than before cost in whole steps too. */
Test(saving, steps_are_counted_towards_zero)
{
    static const double CASES[][2] = {{0, 0},    {9.99, 0}, {10, 200},   {19.99, 200},
                                      {35, 600}, {-9, 0},   {-10, -200}, {-25, -400}};
    Hand hand;
    hand_make(&hand);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        double q = CASES[i][0], full[4], released[4];
        double baseline[2][N_CHANNELS] = {{0, 0, 20 * (q + 50), q + 50, 0}};
        double intervention[2][N_CHANNELS] = {{0, 0, 20 * 50, 50, 0}};
        saving_compute(&hand.prices, &baseline[0][0], &intervention[0][0], NULL, 2, full, released);
        assert_near(released[1], CASES[i][1], 1e-9, "%g cases", q);
    }
}

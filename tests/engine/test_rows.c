/* The arithmetic of one row: design section 4, "a row of transitions". */
#include "engine/rows.h"
#include "support/check.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

typedef struct {
    const char *what;
    int n, stay;
    double p[12], hazard[12], odds[12], expected[12]; /* filled up to a multiple of 4 */
} BentRow;

/* Hazard ratios: a row that half stay in has the total hazard ln 2, shared as its exits are:
 * ln 2 * (0.6, 0.3, 0.1). Times 2, 0.5 and 1 that is ln 2 * (1.2, 0.15, 0.1), in all 1.45 ln 2: then
 * 2^-1.45 stay, and the rest leave as 1.2 : 0.15 : 0.1. */
static const double STAY = 0.36602142398640640;  /* 2^-1.45 */
static const double LEAVE = 0.63397857601359360; /* 1 - 2^-1.45 */

static const BentRow ROWS[] = {
    {"nothing bends",
     4,
     0,
     {0.5, 0.3, 0.15, 0.05},
     {1, 1, 1, 1},
     {1, 1, 1, 1},
     {0.5, 0.3, 0.15, 0.05}},
    {"odds 2 and 3 against staying: 0.5 : 0.6 : 0.15 : 0.15, in all 1.4",
     4,
     0,
     {0.5, 0.3, 0.15, 0.05},
     {1, 1, 1, 1},
     {1, 2, 1, 3},
     {0.5 / 1.4, 0.6 / 1.4, 0.15 / 1.4, 0.15 / 1.4}},
    {"odds on staying itself, as an outcome has them: 1 : 0.3 : 0.15 : 0.05, in all 1.5",
     4,
     0,
     {0.5, 0.3, 0.15, 0.05},
     {1, 1, 1, 1},
     {2, 1, 1, 1},
     {1 / 1.5, 0.2, 0.1, 0.05 / 1.5}},
    {"odds in a row where staying stands last: 0.05 : 0.4 : 0.8 in all 1.25",
     3,
     2,
     {0.1, 0.1, 0.8},
     {1, 1, 1},
     {0.5, 4, 1},
     {0.04, 0.32, 0.64}},
    {"a hazard ratio on the only exit is a power of staying: 0.81 = 0.9^2",
     2,
     0,
     {0.9, 0.1},
     {1, 2},
     {1, 1},
     {0.81, 0.19}},
    {"a certain exit keeps its certainty; a ratio on an impossible one does nothing",
     3,
     0,
     {0, 1, 0},
     {1, 0.5, 7},
     {1, 0.5, 7},
     {0, 1, 0}},
    {"a closed state: nobody stays, ratios only change the mix 1 : 1 into 3 : 1",
     2,
     -1,
     {0.5, 0.5},
     {3, 1},
     {1, 1},
     {0.75, 0.25}},
    {"a closed state under odds", 2, -1, {0.5, 0.5}, {1, 1}, {1, 4}, {0.2, 0.8}},
    {"nobody leaves: there is nothing to bend", 2, 0, {1, 0}, {1, 9}, {1, 9}, {1, 0}},
    {"a hazard ratio of 0 on every exit keeps all", 2, 0, {0.4, 0.6}, {1, 0}, {1, 1}, {1, 0}},
};

static void check_row(const BentRow *row)
{
    double p[12], sum = 0;
    memcpy(p, row->p, sizeof p);
    row_bend(p, row->n, row->stay, row->hazard, row->odds);
    for (int j = 0; j < row->n; j++) {
        assert_near(p[j], row->expected[j], 1e-15, "%s: exit %d", row->what, j);
        sum += p[j];
    }
    assert_near(sum, 1, 1e-15, "%s: sum", row->what);
}

Test(rows, ratios_give_the_rows_worked_out_by_hand)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) check_row(&ROWS[i]);
}

Test(rows, hazard_ratios_act_on_cause_specific_hazards_of_three_exits)
{
    double p[] = {0.5, 0.3, 0.15, 0.05}, odds[] = {1, 1, 1, 1};
    const double hazard[] = {1, 2, 0.5, 1};
    row_bend(p, 4, 0, hazard, odds);
    assert_near(p[0], STAY, 1e-15, "stays");
    assert_near(p[1], LEAVE * 1.2 / 1.45, 1e-15, "doubled");
    assert_near(p[2], LEAVE * 0.15 / 1.45, 1e-15, "halved");
    assert_near(p[3], LEAVE * 0.1 / 1.45, 1e-15, "untouched, yet fewer: the others compete");
}

/* After the hazards above, odds 2 on the second exit: everything over 1 + its probability. */
Test(rows, hazard_ratios_come_before_odds_ratios)
{
    double p[] = {0.5, 0.3, 0.15, 0.05};
    const double hazard[] = {1, 2, 0.5, 1}, odds[] = {1, 1, 2, 1};
    double second = LEAVE * 0.15 / 1.45, sum = 1 + second;
    row_bend(p, 4, 0, hazard, odds);
    assert_near(p[0], STAY / sum, 1e-15, "stays");
    assert_near(p[1], LEAVE * 1.2 / 1.45 / sum, 1e-15, "first exit");
    assert_near(p[2], 2 * second / sum, 1e-15, "second exit");
    assert_near(p[3], LEAVE * 0.1 / 1.45 / sum, 1e-15, "third exit");
}

/* A ratio and its inverse lead back: 0.6 through 1.7 and 1/1.7, hazards and odds each. */
Test(rows, a_ratio_and_its_inverse_lead_back)
{
    const double told[] = {0.6, 0.25, 0.14, 0.01}, ones[] = {1, 1, 1, 1};
    const double there[] = {1, 1.7, 0.3, 4}, back[] = {1, 1 / 1.7, 1 / 0.3, 0.25};
    double hazard[4], odds[4];
    memcpy(hazard, told, sizeof told);
    memcpy(odds, told, sizeof told);
    row_bend(hazard, 4, 0, there, ones);
    row_bend(odds, 4, 0, ones, there);
    for (int j = 1; j < 4; j++) {
        cr_assert(fabs(hazard[j] - told[j]) > 0.005, "hazard %d did not move", j);
        cr_assert(fabs(odds[j] - told[j]) > 0.005, "odds %d did not move", j);
    }
    row_bend(hazard, 4, 0, back, ones);
    row_bend(odds, 4, 0, ones, back);
    for (int j = 0; j < 4; j++) {
        assert_near(hazard[j], told[j], 1e-14, "hazard ratio there and back, %d", j);
        assert_near(odds[j], told[j], 1e-14, "odds ratio there and back, %d", j);
    }
}

Test(rows, ratios_on_one_exit_multiply_in_any_order)
{
    const double ones[] = {1, 1, 1, 1}, first[] = {1, 1.3, 1, 1}, second[] = {1, 1, 0.4, 1};
    const double both[] = {1, 1.3, 0.4, 1};
    double p[] = {0.7, 0.2, 0.1, 0}, turned[] = {0.7, 0.2, 0.1, 0}, at_once[] = {0.7, 0.2, 0.1, 0};
    row_bend(p, 3, 0, first, ones);
    row_bend(p, 3, 0, second, ones);
    row_bend(turned, 3, 0, second, ones);
    row_bend(turned, 3, 0, first, ones);
    row_bend(at_once, 3, 0, both, ones);
    for (int j = 0; j < 3; j++) {
        assert_near(p[j], at_once[j], 1e-15, "one after the other, exit %d", j);
        assert_near(turned[j], at_once[j], 1e-15, "the other way round, exit %d", j);
    }
}

Test(rows, odds_times_changes_odds_by_the_ratio)
{
    static const double CASE[][3] = {
        {0.5, 3, 0.75}, {0.2, 0.5, 1.0 / 9}, {0, 5, 0}, {1, 0.1, 1}, {0.3, 1, 0.3}};
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++)
        assert_near(odds_times(CASE[i][0], CASE[i][1]), CASE[i][2], 1e-15, "p %g, ratio %g",
                    CASE[i][0], CASE[i][1]);
}

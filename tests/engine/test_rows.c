/* The arithmetic of one row: design section 4, "a row of transitions". */
#include "engine/rows.h"
#include "support/check.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { MOST = 10 };

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

/* ---- thresholds ---- */

/* The target that a word goes to. */
static int target(const uint32_t *threshold, uint32_t word)
{
    int j = 0;
    while (word >= threshold[j]) j++;
    return j;
}

/* The thresholds of one row, the same with all instructions that this machine has. */
static void thresholds(const double *p, int n, double q, uint32_t *threshold)
{
    enum { WIDTH = 2 * ABREAST };
    double filled[WIDTH] = {0};
    const double *row = filled;
    uint32_t all[WIDTH];
    memcpy(filled, p, (size_t)n * sizeof *p);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        if (!lanes_has(target)) continue;
        row_thresholds(target, &(ThresholdRows){1, WIDTH, &row, &n, &q}, all);
        if (target == LANES_PORTABLE) memcpy(threshold, all, (size_t)n * sizeof *threshold);
        for (int j = 0; j < WIDTH; j++)
            cr_assert_eq(all[j], j < n ? threshold[j] : NO_WORD, "%s, target %d of %d",
                         lanes_name(target), j, n);
    }
}

static const uint32_t LARGEST = 0x3fffffff; /* 2^30 - 1 */

Test(rows, words_are_the_upper_bits_of_random_words)
{
    cr_assert_eq(WORD_OF(0xffffffffu), LARGEST);
    cr_assert_eq(WORD_OF(0x80000007u), 0x20000001u);
    cr_assert_eq(WORD_OF(3u), 0);
}

/* Death takes a quarter first: 0.75 * 0.5 = 0.375 and 0.75 of 2^30. */
Test(rows, thresholds_are_shares_of_two_to_the_30)
{
    const double p[] = {0.5, 0.5, 0};
    uint32_t threshold[3];
    thresholds(p, 3, 0.25, threshold);
    cr_assert_eq(threshold[0], 402653184u);
    cr_assert_eq(threshold[1], 805306368u);
    cr_assert_eq(threshold[2], NO_WORD);
    cr_assert_eq(target(threshold, 402653183u), 0);
    cr_assert_eq(target(threshold, 402653184u), 1);
    cr_assert_eq(target(threshold, 805306368u), 2);
}

Test(rows, the_largest_word_never_passes_a_certain_target)
{
    for (int n = 1; n <= MOST; n++) {
        for (int certain = 0; certain < n; certain++) {
            double p[MOST] = {0};
            uint32_t threshold[MOST];
            p[certain] = 1;
            thresholds(p, n, 0, threshold);
            cr_assert_eq(target(threshold, 0), certain, "word 0, %d of %d", certain, n);
            cr_assert_eq(target(threshold, LARGEST), certain, "largest, %d of %d", certain, n);
        }
    }
}

/* Nine tenths and a remainder add up to 1 - 2^-53: nobody dies of rounding. */
Test(rows, rounding_sends_nobody_to_the_last_target)
{
    double p[MOST + 1] = {0};
    uint32_t threshold[MOST + 1];
    for (int j = 0; j < MOST; j++) p[j] = 0.1;
    thresholds(p, MOST + 1, 0, threshold);
    cr_assert_eq(target(threshold, LARGEST), MOST - 1);
}

Test(rows, a_certain_death_takes_every_word)
{
    const double p[] = {0.5, 0.5, 0};
    uint32_t threshold[3];
    thresholds(p, 3, 1, threshold);
    cr_assert_eq(target(threshold, 0), 2);
    cr_assert_eq(target(threshold, LARGEST), 2);
}

/* 2^-30 is the least chance that anything has: one word of 2^30. */
Test(rows, tiny_probabilities_keep_their_words)
{
    const double least = 1 / 1073741824.0;
    const double first[] = {least, 1 - least, 0}, second[] = {1 - 2 * least, 2 * least, 0};
    const double none[] = {least / 4, 1 - least / 4, 0};
    uint32_t threshold[3];
    thresholds(first, 3, 0, threshold);
    cr_assert_eq(target(threshold, 0), 0);
    cr_assert_eq(target(threshold, 1), 1);
    thresholds(second, 3, 0, threshold);
    cr_assert_eq(target(threshold, LARGEST - 2), 0);
    cr_assert_eq(target(threshold, LARGEST - 1), 1, "two words");
    cr_assert_eq(target(threshold, LARGEST), 1, "two words");
    thresholds(none, 3, 0, threshold);
    cr_assert_eq(target(threshold, 0), 1, "less than half a word is none");
}

/* The nearest whole word, the even one of two. */
Test(rows, thresholds_are_the_nearest_words)
{
    const double all = 1073741824.0;
    const struct {
        double word;
        uint32_t nearest;
    } CASE[] = {{0, 0},
                {0.49, 0},
                {0.5, 0},
                {1.5, 2},
                {2.5, 2},
                {536870911.25, 536870911u},
                {536870912.25, 536870912u},
                {1000000000.75, 1000000001u},
                {1073741822.25, 1073741822u},
                {1073741823.75, 1073741824u}};
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        const double p[] = {CASE[i].word / all, 1 - CASE[i].word / all};
        uint32_t threshold[2];
        thresholds(p, 2, 0, threshold);
        cr_assert_eq(threshold[0], CASE[i].nearest, "%.17g", CASE[i].word);
    }
}

/* Rows of all lengths, made four at a time, with what is left over. */
Test(rows, thresholds_of_many_rows_are_those_of_each)
{
    enum { MANY = 9, WIDTH = 12 };
    double row[MANY][WIDTH], q[MANY];
    const double *p[MANY];
    int n[MANY];
    for (int r = 0; r < MANY; r++) {
        n[r] = 1 + 5 * r % WIDTH;
        q[r] = 0.01 * r;
        p[r] = row[r];
        for (int j = 0; j < WIDTH; j++) row[r][j] = j < n[r] ? 1 / (n[r] + 0.1 * r) : NAN;
    }
    for (int n_rows = 1; n_rows <= MANY; n_rows++) {
        for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
            uint32_t threshold[MANY * WIDTH + 1], alone[WIDTH];
            if (!lanes_has(target)) continue;
            threshold[n_rows * WIDTH] = 17;
            row_thresholds(target, &(ThresholdRows){n_rows, WIDTH, p, n, q}, threshold);
            for (int i = 0; i < n_rows * WIDTH; i++) {
                int r = i / WIDTH, j = i % WIDTH;
                if (j == 0) thresholds(row[r], n[r], q[r], alone);
                cr_assert_eq(threshold[i], j < n[r] ? alone[j] : NO_WORD,
                             "%s, row %d of %d, target %d", lanes_name(target), r, n_rows, j);
            }
            cr_assert_eq(threshold[n_rows * WIDTH], 17, "what stands behind is not touched");
        }
    }
}

/* Side by side they are those that stand row by row; a row may stand in many lanes. What stands behind a
 * row is anything. */
Test(rows, thresholds_by_position_are_the_same)
{
    enum { N_ROWS = 3, WIDTH = 8, N_LANES = 16 };
    const double first[WIDTH] = {0.2, 0.5, 0.3, NAN, 1, NAN, -1, 0.5};
    const double second[WIDTH] = {1, 0, 1, 1, 1, INFINITY, NAN, 1};
    const double third[WIDTH] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.4, NAN};
    const double *const p[N_ROWS] = {first, second, third};
    const int n[N_ROWS] = {3, 2, 7}, row[N_LANES] = {0, 2, 2, 1, 0, 0, 0, 0, 1, 2};
    const double q[N_ROWS] = {0.01, 0, 0.3};
    const ThresholdRows rows = {N_ROWS, WIDTH, p, n, q};
    uint32_t threshold[N_ROWS * WIDTH];
    int behind[N_LANES];
    for (int l = 0; l < N_LANES; l++) behind[l] = 1 - n[row[l]];
    row_thresholds(LANES_PORTABLE, &rows, threshold);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        for (int n_positions = 2; n_positions <= WIDTH && lanes_has(target); n_positions += 2) {
            uint32_t lane[WIDTH * N_LANES + 1];
            lane[n_positions * N_LANES] = 17;
            row_positions(target, &rows, &(ThresholdLanes){n_positions, N_LANES, row, behind},
                          lane);
            for (int i = 0; i < n_positions * N_LANES; i++)
                cr_assert_eq(lane[i], threshold[row[i % N_LANES] * WIDTH + i / N_LANES],
                             "%s, %d of %d positions, lane %d", lanes_name(target), i / N_LANES,
                             n_positions, i % N_LANES);
            cr_assert_eq(lane[n_positions * N_LANES], 17, "what stands behind is not touched");
        }
    }
}

Test(rows, thresholds_never_fall)
{
    const double p[] = {0.1, 0, 0.3, 1e-12, 0.6, 0};
    for (double q = 0; q <= 1; q += 0.125) {
        uint32_t threshold[6];
        thresholds(p, 6, q, threshold);
        for (int j = 1; j < 6; j++)
            cr_assert(threshold[j] >= threshold[j - 1], "q %g, target %d", q, j);
    }
}

/* Rows of probabilities as whole numbers of words. */
#include "engine/thresholds.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

enum { MOST = 10 }; /* targets */

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

Test(thresholds, words_are_the_upper_bits_of_random_words)
{
    cr_assert_eq(WORD_OF(0xffffffffu), LARGEST);
    cr_assert_eq(WORD_OF(0x80000007u), 0x20000001u);
    cr_assert_eq(WORD_OF(3u), 0);
}

/* Death takes a quarter first: 0.75 * 0.5 = 0.375 and 0.75 of 2^30. */
Test(thresholds, are_shares_of_two_to_the_30)
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

Test(thresholds, the_largest_word_never_passes_a_certain_target)
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
Test(thresholds, rounding_sends_nobody_to_the_last_target)
{
    double p[MOST + 1] = {0};
    uint32_t threshold[MOST + 1];
    for (int j = 0; j < MOST; j++) p[j] = 0.1;
    thresholds(p, MOST + 1, 0, threshold);
    cr_assert_eq(target(threshold, LARGEST), MOST - 1);
}

Test(thresholds, a_certain_death_takes_every_word)
{
    const double p[] = {0.5, 0.5, 0};
    uint32_t threshold[3];
    thresholds(p, 3, 1, threshold);
    cr_assert_eq(target(threshold, 0), 2);
    cr_assert_eq(target(threshold, LARGEST), 2);
}

/* 2^-30 is the least chance that anything has: one word of 2^30. */
Test(thresholds, tiny_probabilities_keep_their_words)
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
Test(thresholds, are_the_nearest_words)
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
Test(thresholds, of_many_rows_are_those_of_each)
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
Test(thresholds, are_the_same_by_position)
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

Test(thresholds, never_fall)
{
    const double p[] = {0.1, 0, 0.3, 1e-12, 0.6, 0};
    for (double q = 0; q <= 1; q += 0.125) {
        uint32_t threshold[6];
        thresholds(p, 6, q, threshold);
        for (int j = 1; j < 6; j++)
            cr_assert(threshold[j] >= threshold[j - 1], "q %g, target %d", q, j);
    }
}

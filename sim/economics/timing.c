#include "economics/timing.h"

#include <math.h>

/* Year y takes the weights of v_{y-1}, v_y, v_{y+1} and v_{y+2}, years and times from 0; even and odd
 * years apart. */
enum { FIRST_TIME = -1, TIMING_SPAN = 4, PARITIES = 2 };
typedef struct {
    double weight[PARITIES][TIMING_SPAN];
    int first, last; /* the places of weights that are not all 0 */
    int ahead;       /* the latest time that a year takes, years after its start */
    double later;    /* years after its start at which a year's sum is discounted */
} TimingRule;

static const TimingRule RULES[N_TIMINGS] = {
    [TIMING_START] = {{{0, 1, 0, 0}, {0, 1, 0, 0}}, 1, 1, 0, 0},
    [TIMING_END] = {{{0, 0, 1, 0}, {0, 0, 1, 0}}, 2, 2, 1, 1},
    [TIMING_HALF_CYCLE] = {{{0, 0.5, 0.5, 0}, {0, 0.5, 0.5, 0}}, 1, 2, 1, 0.5},
    [TIMING_SIMPSON] =
        {{{0, 5 / 12.0, 8 / 12.0, -1 / 12.0}, {-1 / 12.0, 8 / 12.0, 5 / 12.0, 0}}, 0, 3, 2, 0.5},
};

TimingTake timing_take(Timing timing, int year)
{
    const TimingRule *rule = &RULES[timing];
    return (TimingTake){rule->weight[year % PARITIES] - FIRST_TIME, rule->first + FIRST_TIME,
                        rule->last + FIRST_TIME};
}

int timing_ahead(Timing timing)
{
    return RULES[timing].ahead;
}

double timing_discount(Timing timing, double rate, int year)
{
    return pow(1 + rate, -(year - 1 + RULES[timing].later));
}

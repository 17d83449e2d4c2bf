#include "economics/timing.h"

#include <math.h>

/* Year y takes the weights of v_{y-1}, v_y, v_{y+1} and v_{y+2}, years and times from 0; even and odd
 * years apart. Seen from v_k: it counts in the years k - 2 to k + 1. */
enum { FIRST_TIME = -1, PARITIES = 2 };
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

TimingShare timing_share(Timing timing, int enter, int k, int n_years)
{
    const TimingRule *rule = &RULES[timing];
    TimingShare share = {.n = 0};
    for (int i = rule->last; i >= rule->first; i--) {
        int year = k - i - FIRST_TIME; /* since entry */
        if (year < 0 || enter - 1 + year >= n_years) continue;
        double weight = rule->weight[year % PARITIES][i];
        if (weight == 0 && share.n > 0) break;
        if (weight == 0) continue;
        if (share.n == 0) share.year_from = enter - 1 + year;
        share.weight[share.n++] = weight;
    }
    return share;
}

TimingTake timing_take(Timing timing, int year)
{
    const TimingRule *rule = &RULES[timing];
    return (TimingTake){rule->weight[year % PARITIES], rule->first + FIRST_TIME,
                        rule->last + FIRST_TIME};
}

int timing_ahead(Timing timing)
{
    return RULES[timing].ahead;
}

int timing_times(Timing timing, const Cohort *cohort, int n_years)
{
    int n = n_years - (cohort->enter - 1) + timing_ahead(timing);
    return n < cohort->n_years ? n : cohort->n_years;
}

double timing_discount(Timing timing, double rate, int year)
{
    return pow(1 + rate, -(year - 1 + RULES[timing].later));
}

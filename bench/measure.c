#include "measure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double seconds_of(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double cpu_seconds(void)
{
    return seconds_of(CLOCK_PROCESS_CPUTIME_ID);
}

double wall_seconds(void)
{
    return seconds_of(CLOCK_MONOTONIC);
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* Sorts a copy: lowest, middle, highest. */
static void spread(const double *value, int n, double out[3])
{
    double sorted[MAX_ROUNDS];
    memcpy(sorted, value, (size_t)n * sizeof *value);
    qsort(sorted, (size_t)n, sizeof *sorted, by_value);
    out[0] = sorted[0];
    out[1] = sorted[n / 2];
    out[2] = sorted[n - 1];
}

void measure_header(void)
{
    printf(
        "what,side,unit,rounds,rate_min,rate_median,rate_max,ratio_min,ratio_median,ratio_max\n");
}

void measure(double (*clock)(void), const char *what, const char *unit, Side *side, int n_sides,
             int n_rounds)
{
    for (int round = -1; round < n_rounds; round++) {
        for (int s = 0; s < n_sides; s++) {
            double begin = clock();
            side[s].run(side[s].context, round);
            if (round >= 0) side[s].seconds[round] = clock() - begin;
        }
    }
    for (int s = 0; s < n_sides; s++) {
        double ratio[MAX_ROUNDS], time[3], times_first[3];
        for (int r = 0; r < n_rounds; r++)
            ratio[r] = side[s].work / side[s].seconds[r] / (side[0].work / side[0].seconds[r]);
        spread(side[s].seconds, n_rounds, time);
        spread(ratio, n_rounds, times_first);
        printf("%s,%s,%s,%d,%.4g,%.4g,%.4g,%.3f,%.3f,%.3f\n", what, side[s].name, unit, n_rounds,
               side[s].work / time[2] / 1e6, side[s].work / time[1] / 1e6,
               side[s].work / time[0] / 1e6, times_first[0], times_first[1], times_first[2]);
    }
    fflush(stdout);
}

void measure_number(const char *what, const char *side, const char *unit, const double *number,
                    int n_rounds)
{
    double out[3];
    spread(number, n_rounds, out);
    printf("%s,%s,%s,%d,,,,%.4f,%.4f,%.4f\n", what, side, unit, n_rounds, out[0], out[1], out[2]);
}

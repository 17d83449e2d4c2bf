/* measure.h: sides that do the same work, timed one after the other, round after round.
 * Read by the bench programs. */
#ifndef LIVSBANA_BENCH_MEASURE_H
#define LIVSBANA_BENCH_MEASURE_H

enum { MAX_ROUNDS = 101 };

typedef struct {
    const char *name;
    void (*run)(void *context, int round); /* round -1 warms up */
    void *context;
    double work;                /* units that a round does */
    double seconds[MAX_ROUNDS]; /* out: by round */
} Side;

/* CPU seconds of this process so far, all threads together; and of the clock on the wall. */
double cpu_seconds(void);
double wall_seconds(void);

void measure_header(void);
/* Runs every side once a round, after one round to warm up, by a clock of the above, and prints a CSV row
 * of each: rates in million units a second, and the ratio of its rate to the first side's, round by
 * round. */
void measure(double (*clock)(void), const char *what, const char *unit, Side *side, int n_sides,
             int n_rounds);
/* Prints a row of a number that every round has: its lowest, middle and highest where ratios stand. */
void measure_number(const char *what, const char *side, const char *unit, const double *number,
                    int n_rounds);

#endif

/* subject.h: what is measured: a scenario opened, with a worker in the world of its medians.
 * Read by the bench programs. */
#ifndef LIVSBANA_BENCH_SUBJECT_H
#define LIVSBANA_BENCH_SUBJECT_H

#include "analysis/worker.h"

typedef struct {
    Study study;
    Setup setup;
    Worker worker;
    Problems problems;
    double person_years; /* of a replicate, both arms, dead ones too */
    int replicates;      /* a round */
} Subject;

/* Opens every `part`-th block of a scenario's worlds: some is enough where all costs go by the world. */
Status subject_open(const char *scenario, int part, Subject *subject) MUST_USE;
void subject_close(Subject *subject); /* prints its problems; safe on {0} */

/* Kronor of both arms of one replicate by year and channel. */
void subject_price(Worker *worker, const Counts *counts);
/* Lives n replicates of the worker's world, with their kronor if `prices`. */
void subject_live(Subject *subject, int n, bool prices);

#endif

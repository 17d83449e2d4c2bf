/* scalar.c: the scalar engine beside an ordinary C loop, both on one core, on a model without memory,
 * alternating. Prints CSV: engine, run, seconds, million person-years a second (both arms, dead ones
 * too); and the ratio of the medians. Usage: bench_scalar SCENARIO [RUNS] */
#include "ordinary.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { REPLICATES = 400, MAX_RUNS = 101 };

static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static int by_value(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static double run_engine(Worker *worker)
{
    double begin = cpu_seconds();
    for (int r = 0; r < REPLICATES; r++) worker_live(worker, r, NULL);
    return cpu_seconds() - begin;
}

static double run_ordinary(const Ordinary *ordinary, const Plan *plan, double *kronor, int run)
{
    double begin = cpu_seconds();
    ordinary_run(ordinary, (unsigned long)run + 1, REPLICATES * plan->n_people,
                 plan->start[0].state, kronor);
    return cpu_seconds() - begin;
}

static void report(const char *name, int run, double seconds, double person_years)
{
    printf("%s,%d,%.6f,%.1f\n", name, run, seconds, person_years / seconds / 1e6);
}

static Status compare(const Setup *setup, Worker *worker, int runs)
{
    Status status = STATUS_OK;
    Ordinary ordinary = {0};
    double *kronor = NULL, engine[MAX_RUNS], loop[MAX_RUNS];
    const Plan *plan = &setup->plan;
    double person_years = (double)N_ARMS * REPLICATES * plan->n_people * plan->n_years;
    TRY(worker_enter(worker, 0, worker->value, NULL, N_GRADES));
    TRY(ordinary_make(worker, &ordinary));
    kronor = calloc((size_t)(N_ARMS * ordinary.n_ages * ordinary.n_payers), sizeof *kronor);
    if (!kronor) status = STATUS_MEMORY;
    printf("engine,run,cpu_seconds,million_person_years_per_second\n");
    for (int run = -1; kronor && run < runs; run++) { /* run -1 warms up */
        double a = run_engine(worker), b = run_ordinary(&ordinary, plan, kronor, run);
        if (run < 0) continue;
        report("livsbana scalar", run, engine[run] = a, person_years);
        report("ordinary C loop", run, loop[run] = b, person_years);
    }
    qsort(engine, (size_t)runs, sizeof *engine, by_value);
    qsort(loop, (size_t)runs, sizeof *loop, by_value);
    printf("ratio of medians,,%.3f,\n", loop[runs / 2] / engine[runs / 2]);
out:
    ordinary_free(&ordinary);
    free(kronor);
    return status;
}

int main(int argc, char **argv)
{
    Status status = STATUS_OK;
    Problems problems = {0};
    Study study = {0};
    StudyOptions options = {0};
    Setup setup = {0};
    Worker worker = {0};
    int runs = argc > 2 ? atoi(argv[2]) : 9;
    gsl_set_error_handler_off();
    if (argc < 2 || runs < 1 || runs > MAX_RUNS) {
        fprintf(stderr, "usage: bench_scalar SCENARIO [RUNS, at most %d]\n", MAX_RUNS);
        return STATUS_USAGE;
    }
    TRY(study_read(argv[1], &options, &problems, &study));
    TRY(setup_make(&study, &problems, &setup));
    TRY(worker_init(&setup, &worker));
    study_draw(&study, 0, worker.value);
    TRY(compare(&setup, &worker, runs));
out:
    for (size_t i = 0; i < problems.n_kept; i++) fprintf(stderr, "%s\n", problems.list[i].text);
    worker_free(&worker);
    setup_free(&setup);
    study_free(&study);
    problems_free(&problems);
    return (int)status;
}

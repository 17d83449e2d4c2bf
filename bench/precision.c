/* precision.c: what it costs to know the municipal net saving to a given standard error, in one world,
 * by four ways of using random numbers and by the exact cohort. CPU seconds are the variance of one
 * replicate's saving times the seconds it takes, over the square of the standard error. The saving is the
 * municipality's full cost, baseline minus intervention, to the horizon, as if nobody moved away; the
 * programme's own cost is the same for all and left out.
 *   bench_precision SCENARIO [REPLICATES] */
#include "measure.h"
#include "ordinary.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_statistics.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double STANDARD_ERROR = 100e3; /* kronor, of all participants together */

typedef struct {
    Study study;
    Setup setup;
    Worker worker;
    Problems problems;
    OrdinaryWalk walk;
    int n;
    double *cost[N_ARMS]; /* [replicate] municipal kronor to the horizon */
    double *value;        /* [replicate] */
} Bench;

/* Municipal kronor of an arm in the ordinary loop's books; the books are cleared. */
static double take_municipal(Bench *b, int arm)
{
    const Model *model = &b->study.model;
    int n_years = b->setup.n_years < b->setup.plan.n_years ? b->setup.n_years
                                                           : b->setup.plan.n_years;
    double *kronor = b->walk.kronor + arm * b->setup.plan.n_years * model->n_payers, sum = 0;
    for (int year = 0; year < n_years; year++) {
        for (int p = 0; p < model->n_payers; p++) {
            if (model->payer[p].level == LEVEL_MUNICIPALITY)
                sum += kronor[year * model->n_payers + p];
        }
    }
    memset(kronor, 0, (size_t)(b->setup.plan.n_years * model->n_payers) * sizeof *kronor);
    return sum;
}

/* The same of counted or expected people; the other is NULL. */
static double municipal(const Bench *b, int arm, const uint32_t *counted, const double *expected)
{
    const Plan *plan = &b->setup.plan;
    const PricePlan *prices = &b->setup.prices;
    double sum = 0;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years && cohort->enter - 1 + k < b->setup.n_years; k++) {
            const AgePlan *at = plan_age(plan, cohort->age + k);
            for (int i = 0; i < at->n_cells; i++) {
                int cell = cohort->first_cell[k] + i;
                const double *price = flow_table_row(&b->worker.prices.price,
                                                     at->cell_price[arm][i]);
                double people = counted ? counted[cell] : expected[cell];
                for (int p = 0; p < plan->model->n_payers && people > 0; p++) {
                    if (plan->model->payer[p].level == LEVEL_MUNICIPALITY)
                        sum += people * price[prices->full_of[p]];
                }
            }
        }
    }
    return sum;
}

static void report(const char *name, double mean, double variance, double seconds_each)
{
    double needed = variance * seconds_each / (STANDARD_ERROR * STANDARD_ERROR);
    printf("precision,%s,kronor,,%.0f,%.0f,%.3g,%.4g,,\n", name, mean, sqrt(variance), seconds_each,
           needed);
}

/* Mirrored luck: each second replicate takes 1 - u of the one before it, from the same state of the
 * generator. */
static double walk_all(Bench *b, bool mirrored)
{
    gsl_rng *before = gsl_rng_clone(b->walk.rng);
    double begin = cpu_seconds();
    for (int r = 0; r < b->n; r++) {
        b->walk.mirror = mirrored && r % 2;
        if (mirrored) gsl_rng_memcpy(r % 2 ? b->walk.rng : before, r % 2 ? before : b->walk.rng);
        ordinary_walk_run(&b->walk);
        for (int arm = 0; arm < N_ARMS; arm++) b->cost[arm][r] = take_municipal(b, arm);
    }
    gsl_rng_free(before);
    b->walk.mirror = false;
    return (cpu_seconds() - begin) / b->n;
}

static void measure_ordinary(Bench *b)
{
    size_t n = (size_t)b->n;
    double seconds = walk_all(b, false), *v = b->value;
    for (int r = 0; r < b->n; r++) v[r] = b->cost[0][r] - b->cost[1][(r + 1) % b->n];
    report("ordinary loop: independent arms", gsl_stats_mean(v, 1, n), gsl_stats_variance(v, 1, n),
           seconds);
    for (int r = 0; r < b->n; r++) v[r] = b->cost[0][r] - b->cost[1][r];
    report("ordinary loop: common random numbers", gsl_stats_mean(v, 1, n),
           gsl_stats_variance(v, 1, n), seconds);
    seconds = walk_all(b, true);
    for (int r = 0; r + 1 < b->n; r += 2)
        v[r / 2] = (b->cost[0][r] - b->cost[1][r] + b->cost[0][r + 1] - b->cost[1][r + 1]) / 2;
    report("ordinary loop: antithetic pairs", gsl_stats_mean(v, 1, n / 2),
           gsl_stats_variance(v, 1, n / 2), 2 * seconds);
}

static void measure_kernel(Bench *b)
{
    Worker *w = &b->worker;
    size_t n = (size_t)b->n;
    const double *const reach[N_ARMS] = {w->reach[ARM_BASELINE], w->reach[ARM_INTERVENTION]};
    double begin = cpu_seconds();
    for (int r = 0; r < b->n; r += w->crowd.n_replicates) {
        crowd_live(&w->crowd, &w->world, b->setup.streams, r, w->crowd.n_replicates,
                   w->share_reached, reach, NULL);
        for (int i = 0; i < w->crowd.n_replicates && r + i < b->n; i++) {
            const Counts *counts = &w->crowd.counts[i];
            for (int arm = 0; arm < N_ARMS; arm++)
                b->cost[arm][r + i] = municipal(b, arm, counts->cell[arm], NULL);
        }
    }
    double seconds = (cpu_seconds() - begin) / b->n, *v = b->value;
    for (int r = 0; r < b->n; r++) v[r] = b->cost[0][r] - b->cost[1][(r + 1) % b->n];
    report("kernel: independent arms", gsl_stats_mean(v, 1, n), gsl_stats_variance(v, 1, n),
           seconds);
    for (int r = 0; r < b->n; r++) v[r] = b->cost[0][r] - b->cost[1][r];
    report("kernel: common random numbers", gsl_stats_mean(v, 1, n), gsl_stats_variance(v, 1, n),
           seconds);
}

static void measure_exact(Bench *b)
{
    enum { TIMES = 20 };
    Worker *w = &b->worker;
    double begin = cpu_seconds(), mean = 0;
    for (int i = 0; i < TIMES; i++) {
        exact_run(&w->world, NULL, b->setup.n_life_years, w->expected, w->reach, &w->exact);
        mean = municipal(b, 0, NULL, w->expected[0]) - municipal(b, 1, NULL, w->expected[1]);
    }
    double seconds = (cpu_seconds() - begin) / TIMES;
    printf("precision,exact cohort,kronor,,%.0f,0,%.3g,%.4g,,\n", w->share_reached * mean, seconds,
           seconds);
}

static Status open_bench(const char *scenario, int n, Bench *b)
{
    Status status = STATUS_OK;
    StudyOptions options = {0};
    TRY(study_read(scenario, &options, &b->problems, &b->study));
    TRY(setup_make(&b->study, &b->problems, &b->setup));
    TRY(worker_init(&b->setup, &b->worker));
    study_medians(&b->study, b->worker.value);
    TRY(worker_enter(&b->worker, 0, b->worker.value, NULL, N_GRADES));
    TRY(ordinary_walk_make(&b->worker, &b->walk));
    b->n = n;
    b->value = calloc((size_t)n, sizeof(double));
    for (int arm = 0; arm < N_ARMS; arm++) b->cost[arm] = calloc((size_t)n, sizeof(double));
    if (!b->value || !b->cost[0] || !b->cost[1]) status = STATUS_MEMORY;
out:
    return status;
}

int main(int argc, char **argv)
{
    Status status = STATUS_USAGE;
    static Bench bench;
    int n = argc > 2 ? atoi(argv[2]) : 4000;
    gsl_set_error_handler_off();
    if (argc > 1 && n >= 10) status = open_bench(argv[1], n, &bench);
    if (status == STATUS_OK) {
        printf("what,side,unit,rounds,mean,sd_of_a_replicate,seconds_of_a_replicate,"
               "seconds_to_100000_kronor,,\n");
        measure_ordinary(&bench);
        measure_kernel(&bench);
        measure_exact(&bench);
    }
    if (status == STATUS_USAGE) fprintf(stderr, "usage: bench_precision SCENARIO [REPLICATES]\n");
    for (size_t i = 0; i < bench.problems.n_kept; i++)
        fprintf(stderr, "%s\n", bench.problems.list[i].text);
    ordinary_walk_free(&bench.walk);
    free(bench.value);
    for (int arm = 0; arm < N_ARMS; arm++) free(bench.cost[arm]);
    worker_free(&bench.worker);
    setup_free(&bench.setup);
    study_free(&bench.study);
    problems_free(&bench.problems);
    return (int)status;
}

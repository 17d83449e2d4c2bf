/* speed.c: how fast lives are lived. Prints rows of measure.h.
 *   bench_speed lives|fresh|scale SCENARIO [ROUNDS] */
#include "measure.h"
#include "ordinary.h"
#include "subject.h"

#include "base/random_lanes.h"
#include "engine/making.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double FACTOR_SD = 0.1; /* of the workload's exits */

typedef struct {
    Subject subject;
    Ordinary ordinary;
    OrdinaryWalk walk;
    bool is_plain; /* a model without memory: the ordinary loop can live it */
    int rounds;
    uint32_t *counter, *words[4];
} Bench;

/* ---- sides: each lives the subject's replicates ---- */

/* The words of all person-years, four a block, in full vectors. */
static void draw_words(void *context, int round)
{
    Bench *b = context;
    const Subject *s = &b->subject;
    (void)round;
    double n_words = s->person_years / N_ARMS * s->replicates;
    int n = s->setup.plan.n_people;
    for (int i = 0; i < (int)(n_words / 4 / n) + 1; i++)
        random_lanes(s->worker.crowd.target, &s->setup.streams[0].life, b->counter, b->counter,
                     b->counter, (uint32_t)i, n, b->words);
}

static void live_once(Bench *b)
{
    const Plan *plan = &b->subject.setup.plan;
    for (int t = 0; t < plan->n_tracks; t++)
        ordinary_run(&b->ordinary, plan->track[t].n_people,
                     plan->track[t].age - plan->model->first_age,
                     plan->start[plan->track[t].first_start].state);
}

static void live_ordinary(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->subject.replicates; r++) live_once(b);
}

static void live_walk(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->subject.replicates; r++) ordinary_walk_run(&b->walk);
}

/* The same kronor as the engine adds up: what budgets feel beside the full cost, delays and steps. */
static void live_walk_felt(void *context, int round)
{
    Bench *b = context;
    b->walk.all_felt = true;
    live_walk(b, round);
    b->walk.all_felt = false;
}

static void live_scalar(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->subject.worker;
    const double *const reach[N_ARMS] = {w->reach[ARM_BASELINE], w->reach[ARM_INTERVENTION]};
    (void)round;
    for (int r = 0; r < b->subject.replicates; r++) {
        lives_run(&w->world, b->subject.setup.streams, r, w->share_reached, reach, NULL, &w->counts,
                  NULL);
        subject_price(w, &w->counts);
    }
}

static void live_kernel(void *context, int round)
{
    Bench *b = context;
    (void)round;
    subject_live(&b->subject, b->subject.replicates, false);
}

static void live_kernel_priced(void *context, int round)
{
    Bench *b = context;
    (void)round;
    subject_live(&b->subject, b->subject.replicates, true);
}

/* ---- the same with a fresh table for every replicate ---- */

static void fresh_ordinary(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->subject.replicates; r++) {
        ordinary_draw(&b->ordinary, FACTOR_SD);
        live_once(b);
    }
}

/* Enters world r; what worker_enter does, without the exact cohort. */
static void fresh_world(Bench *b, int r)
{
    Worker *w = &b->subject.worker;
    worker_draw(w, r);
    if (world_make(&w->world, r, w->value, NULL, &b->subject.problems) != STATUS_OK) abort();
    prices_set(&w->prices, w->value, N_GRADES);
}

static void fresh_tables(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->subject.replicates; r++) fresh_world(b, r);
}

static void fresh_kernel(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->subject.replicates; r++) {
        fresh_world(b, r);
        subject_live(&b->subject, 1, true);
    }
}

/* ---- what is measured ---- */

static void measure_lives(Bench *b)
{
    double work = b->subject.person_years * b->subject.replicates;
    Side side[] = {{"ordinary loop", b->is_plain ? live_ordinary : live_walk, b, work, {0}},
                   {"ordinary loop; all series", live_walk_felt, b, work, {0}},
                   {"scalar reference", live_scalar, b, work, {0}},
                   {"kernel", live_kernel, b, work, {0}},
                   {"kernel with prices", live_kernel_priced, b, work, {0}},
                   {"random words alone", draw_words, b, work, {0}}};
    char what[80];
    snprintf(what, sizeof what, "lives n=%d", b->subject.setup.plan.n_people);
    measure(cpu_seconds, what, "person-year", side, (int)(sizeof side / sizeof *side), b->rounds);
}

static void measure_fresh(Bench *b)
{
    double work = b->subject.person_years * b->subject.replicates;
    Side side[] = {{"ordinary loop", fresh_ordinary, b, work, {0}},
                   {"kernel with prices", fresh_kernel, b, work, {0}},
                   {"tables alone", fresh_tables, b, work, {0}},
                   {"random words alone", draw_words, b, work, {0}}};
    char what[80];
    snprintf(what, sizeof what, "fresh tables n=%d", b->subject.setup.plan.n_people);
    if (!b->is_plain) return; /* the ordinary loop draws no other model */
    measure(cpu_seconds, what, "person-year", side, (int)(sizeof side / sizeof *side), b->rounds);
}

static void measure_scale(Bench *b)
{
    for (double pairs = 1e3; pairs < 2e7; pairs *= 10) {
        b->subject.replicates = (int)(pairs / b->subject.setup.plan.n_people);
        Side side[] = {{"kernel", live_kernel, b, pairs, {0}}};
        char what[80];
        snprintf(what, sizeof what, "%.0g pairs", pairs);
        measure(cpu_seconds, what, "pair", side, 1, pairs > 1e6 ? 3 : b->rounds);
    }
}

/* ---- set-up ---- */

static bool is_plain(const Plan *plan)
{
    return plan->max_nodes == plan->model->n_states && !plan->model->has_mortality &&
           plan->model->n_milestones == 0 && plan->study->n_effects == 0;
}

static Status open_bench(const char *scenario, Bench *b)
{
    Status status = STATUS_OK;
    const Plan *plan = &b->subject.setup.plan;
    TRY(subject_open(scenario, 1, &b->subject));
    b->is_plain = is_plain(plan);
    if (b->is_plain) TRY(ordinary_make(&b->subject.worker, &b->ordinary));
    TRY(ordinary_walk_make(&b->subject.worker, &b->walk));
    size_t room = (size_t)plan->n_people + 2 * LANES;
    b->counter = calloc(room, sizeof(uint32_t));
    for (int j = 0; j < 4; j++) b->words[j] = calloc(room, sizeof(uint32_t));
    if (!b->counter || !b->words[0] || !b->words[1] || !b->words[2] || !b->words[3])
        status = STATUS_MEMORY;
out:
    return status;
}

static void close_bench(Bench *b)
{
    ordinary_free(&b->ordinary);
    ordinary_walk_free(&b->walk);
    free(b->counter);
    for (int j = 0; j < 4; j++) free(b->words[j]);
    subject_close(&b->subject);
}

static const struct {
    const char *name;
    void (*run)(Bench *);
} MEASURES[] = {{"lives", measure_lives}, {"fresh", measure_fresh}, {"scale", measure_scale}};

int main(int argc, char **argv)
{
    Status status = STATUS_USAGE;
    static Bench bench;
    gsl_set_error_handler_off();
    bench.rounds = argc > 3 ? atoi(argv[3]) : 9;
    bool usable = argc > 2 && bench.rounds >= 1 && bench.rounds <= MAX_ROUNDS;
    for (size_t i = 0; usable && i < sizeof MEASURES / sizeof *MEASURES; i++) {
        if (strcmp(argv[1], MEASURES[i].name) != 0) continue;
        status = open_bench(argv[2], &bench);
        if (status != STATUS_OK) break;
        measure_header();
        MEASURES[i].run(&bench);
    }
    if (status == STATUS_USAGE)
        fprintf(stderr, "usage: bench_speed lives|fresh|scale SCENARIO [ROUNDS]\n");
    close_bench(&bench);
    return (int)status;
}

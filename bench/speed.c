/* speed.c: how fast lives are lived, and what a run spends its time on. Prints rows of measure.h.
 *   bench_speed lives|fresh|scale|phases|threads SCENARIO [ROUNDS] */
#include "measure.h"
#include "ordinary.h"

#include "analysis/findings.h"
#include "base/random_lanes.h"
#include "engine/making.h"
#include "output/tables.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double FACTOR_SD = 0.1; /* of the workload's exits */

typedef struct {
    Study study;
    Setup setup;
    Worker worker;
    Problems problems;
    Ordinary ordinary;
    OrdinaryWalk walk;
    bool is_plain;       /* a model without memory: the ordinary loop can live it */
    int replicates;      /* a round */
    double person_years; /* of a replicate, both arms, dead ones too */
    int rounds, n_threads;
    uint32_t *counter, *words[4];
    double pairs; /* of the scale at hand */
    Findings findings;
} Bench;

/* ---- sides: each lives `replicates` of the scenario ---- */

/* The words of all person-years, four a block, in full vectors. */
static void draw_words(void *context, int round)
{
    Bench *b = context;
    double n_words = b->person_years / N_ARMS * b->replicates;
    int n = b->setup.plan.n_people;
    for (int i = 0; i < (int)(n_words / 4 / n) + 1; i++)
        random_lanes(b->worker.crowd.target, &b->setup.streams[0].life, (uint32_t)round, b->counter,
                     b->counter, (uint32_t)i, n, b->words);
}

static void live_ordinary(void *context, int round)
{
    Bench *b = context;
    const Plan *plan = &b->setup.plan;
    (void)round;
    for (int r = 0; r < b->replicates; r++) {
        for (int t = 0; t < plan->n_tracks; t++)
            ordinary_run(&b->ordinary, plan->track[t].n_people,
                         plan->track[t].age - plan->model->first_age,
                         plan->start[plan->track[t].first_start].state);
    }
}

static void live_walk(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->replicates; r++) ordinary_walk_run(&b->walk);
}

/* The same kronor as the engine adds up: what budgets feel beside the full cost, delays and steps. */
static void live_walk_felt(void *context, int round)
{
    Bench *b = context;
    b->walk.all_felt = true;
    live_walk(b, round);
    b->walk.all_felt = false;
}

/* Kronor of both arms by year and channel, as the ordinary loops add them up. */
static void price(Worker *worker, const Counts *counts)
{
    int n_years = worker->setup->n_life_years;
    for (int arm = 0; arm < N_ARMS; arm++) {
        FlowPeople people = prices_people(&worker->prices, arm, NULL, counts->cell[arm]);
        flows_count(&worker->flows_lived[arm], &people, n_years);
        prices_series(&worker->prices, &worker->flows_lived[arm], n_years, worker->lived);
    }
}

static void live_scalar(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->worker;
    const double *const reach[N_ARMS] = {w->reach[ARM_BASELINE], w->reach[ARM_INTERVENTION]};
    (void)round;
    for (int r = 0; r < b->replicates; r++) {
        lives_run(&w->world, b->setup.streams, r, w->share_reached, reach, NULL, &w->counts, NULL);
        price(w, &w->counts);
    }
}

static void live_crowd(Bench *b, int n, bool prices)
{
    Worker *w = &b->worker;
    const double *const reach[N_ARMS] = {w->reach[ARM_BASELINE], w->reach[ARM_INTERVENTION]};
    for (int r = 0; r < n; r += w->crowd.n_replicates) {
        int now = n - r < w->crowd.n_replicates ? n - r : w->crowd.n_replicates;
        crowd_live(&w->crowd, &w->world, b->setup.streams, r, now, w->share_reached, reach, NULL);
        for (int i = 0; prices && i < now; i++) price(w, &w->crowd.counts[i]);
    }
}

static void live_kernel(void *context, int round)
{
    Bench *b = context;
    (void)round;
    live_crowd(b, b->replicates, false);
}

static void live_kernel_priced(void *context, int round)
{
    Bench *b = context;
    (void)round;
    live_crowd(b, b->replicates, true);
}

/* ---- the same with a fresh table for every replicate ---- */

static void fresh_ordinary(void *context, int round)
{
    Bench *b = context;
    const Plan *plan = &b->setup.plan;
    (void)round;
    for (int r = 0; r < b->replicates; r++) {
        ordinary_draw(&b->ordinary, FACTOR_SD);
        for (int t = 0; t < plan->n_tracks; t++)
            ordinary_run(&b->ordinary, plan->track[t].n_people,
                         plan->track[t].age - plan->model->first_age,
                         plan->start[plan->track[t].first_start].state);
    }
}

/* Enters world r; what worker_enter does, without the exact cohort. */
static void fresh_world(Bench *b, int r)
{
    Worker *w = &b->worker;
    worker_draw(w, r);
    if (world_make(&w->world, r, w->value, NULL, &b->problems) != STATUS_OK) abort();
    prices_set(&w->prices, w->value, N_GRADES);
}

static void fresh_tables(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->replicates; r++) fresh_world(b, r);
}

static void fresh_kernel(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int r = 0; r < b->replicates; r++) {
        fresh_world(b, r);
        live_crowd(b, 1, true);
    }
}

/* ---- a run's parts, a block of worlds each ---- */

static void part_draw(void *context, int round)
{
    Bench *b = context;
    (void)round;
    b->worker.drawn_block = ANY;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) worker_draw(&b->worker, i);
}

static void part_tables(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) { /* of a world like the last one nothing is made */
        worker_draw(&b->worker, i);
        if (world_make(&b->worker.world, i, b->worker.value, NULL, &b->problems) != STATUS_OK)
            abort();
    }
}

static void part_exact(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->worker;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        for (int arm = 0; arm < N_ARMS; arm++)
            exact_run(&w->world, arm, NULL, b->setup.n_life_years, w->expected[arm], w->reach[arm],
                      w->reach[ARM_BASELINE], &w->exact);
    }
}

static void part_lives(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++)
        live_crowd(b, b->study.simulation.replicates_per_world, false);
}

static void part_enter(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->worker;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        worker_draw(w, i);
        if (worker_enter(w, i, w->value, NULL, N_GRADES) != STATUS_OK) abort();
    }
}

/* What a run asks of a world besides: weak effects at other strengths, and at times another course of
 * years; tables and exact cohort for the years of the verdict. */
static void part_change(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->worker;
    int n_years = verdict_years(&b->study);
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        for (int v = 0; v < N_VARIANTS; v++)
            if (worker_change(w, NULL, n_years) != STATUS_OK) abort();
        if (i % 4 == 0 && worker_change_course(w, 1, n_years) != STATUS_OK) abort();
    }
}

static void part_enter_and_live(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->worker;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        worker_draw(w, i);
        if (worker_enter(w, i, w->value, NULL, N_GRADES) != STATUS_OK) abort();
        for (int r = 0; r < b->study.simulation.replicates_per_world; r++) worker_live(w, r, NULL);
    }
}

static void part_evaluate(void *context, int round)
{
    Bench *b = context;
    RunOptions options = {.n_threads = b->n_threads};
    Evaluation evaluation;
    (void)round;
    if (evaluate(&b->study, &options, &b->problems, &evaluation) != STATUS_OK) abort();
    evaluation_free(&evaluation);
}

/* Writes the tables of findings that are kept, into a folder that does not stay. */
static void part_writing(void *context, int round)
{
    Bench *b = context;
    FileFolder folder;
    (void)round;
    if (file_folder_begin("bench-tables", &b->problems, &folder) != STATUS_OK) abort();
    if (tables_write(&b->findings, &folder, false, &b->problems) != STATUS_OK) abort();
    file_folder_free(&folder);
}

static void part_findings(void *context, int round)
{
    Bench *b = context;
    RunOptions options = {.n_threads = b->n_threads};
    NetRequest net = {0};
    (void)round;
    findings_free(&b->findings);
    if (findings_make(&b->study, &options, &net, &b->problems, &b->findings) != STATUS_OK) abort();
}

/* ---- what is measured ---- */

static void measure_lives(Bench *b)
{
    double work = b->person_years * b->replicates;
    Side side[] = {{"ordinary loop", b->is_plain ? live_ordinary : live_walk, b, work, 0},
                   {"ordinary loop; all series", live_walk_felt, b, work, 0},
                   {"scalar reference", live_scalar, b, work, 0},
                   {"kernel", live_kernel, b, work, 0},
                   {"kernel with prices", live_kernel_priced, b, work, 0},
                   {"random words alone", draw_words, b, work, 0}};
    char what[80];
    snprintf(what, sizeof what, "lives n=%d", b->setup.plan.n_people);
    measure(what, "person-year", side, (int)(sizeof side / sizeof *side), b->rounds);
}

static void measure_fresh(Bench *b)
{
    double work = b->person_years * b->replicates;
    Side side[] = {{"ordinary loop", fresh_ordinary, b, work, 0},
                   {"kernel with prices", fresh_kernel, b, work, 0},
                   {"tables alone", fresh_tables, b, work, 0},
                   {"random words alone", draw_words, b, work, 0}};
    char what[80];
    snprintf(what, sizeof what, "fresh tables n=%d", b->setup.plan.n_people);
    measure(what, "person-year", side, (int)(sizeof side / sizeof *side), b->rounds);
}

static void measure_scale(Bench *b)
{
    for (double pairs = 1e3; pairs < 2e7; pairs *= 10) {
        b->replicates = (int)(pairs / b->setup.plan.n_people);
        Side side[] = {{"kernel", live_kernel, b, pairs, 0}};
        char what[80];
        snprintf(what, sizeof what, "%.0g pairs", pairs);
        measure(what, "pair", side, 1, pairs > 1e6 ? 3 : b->rounds);
    }
}

static void measure_phases(Bench *b)
{
    double blocks = b->study.simulation.worlds / (double)WORLDS_PER_BLOCK;
    Side side[] = {{"draws", part_draw, b, WORLDS_PER_BLOCK, 0},
                   {"tables", part_tables, b, WORLDS_PER_BLOCK, 0},
                   {"exact cohort", part_exact, b, WORLDS_PER_BLOCK, 0},
                   {"lives", part_lives, b, WORLDS_PER_BLOCK, 0},
                   {"enter a world", part_enter, b, WORLDS_PER_BLOCK, 0},
                   {"enter and live", part_enter_and_live, b, WORLDS_PER_BLOCK, 0},
                   {"change", part_change, b, WORLDS_PER_BLOCK, 0},
                   {"evaluate", part_evaluate, b, b->study.simulation.worlds, 0},
                   {"findings", part_findings, b, b->study.simulation.worlds, 0},
                   {"writing", part_writing, b, b->study.simulation.worlds, 0}};
    enum {
        DRAWS,
        TABLES,
        EXACT,
        LIVES,
        ENTER,
        ENTER_AND_LIVE,
        CHANGE,
        EVALUATE,
        FINDINGS,
        WRITING
    };
    measure("parts", "world", side, (int)(sizeof side / sizeof *side), b->rounds);
    enum { PRICES = 5 }; /* place among the parts */
    double part[] = {
        blocks * side[DRAWS].seconds,
        blocks * side[TABLES].seconds,
        blocks * side[EXACT].seconds,
        blocks * side[LIVES].seconds,
        blocks * (side[ENTER].seconds - side[TABLES].seconds - side[EXACT].seconds),
        blocks * (side[ENTER_AND_LIVE].seconds - side[ENTER].seconds - side[LIVES].seconds),
        blocks * side[CHANGE].seconds,
        side[EVALUATE].seconds -
            blocks * (side[ENTER_AND_LIVE].seconds + side[DRAWS].seconds + side[CHANGE].seconds),
        side[FINDINGS].seconds - side[EVALUATE].seconds,
        side[WRITING].seconds};
    double whole = side[FINDINGS].seconds + side[WRITING].seconds;
    double needed = part[EXACT] + part[LIVES] + part[PRICES];
    static const char *const name[] = {"draws",
                                       "tables",
                                       "exact cohort",
                                       "lives",
                                       "prices of a world",
                                       "prices and thresholds of a replicate",
                                       "other strengths of effects; another course",
                                       "checks and columns",
                                       "quantiles and reference paths",
                                       "writing"};
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        printf("share of a run,%s,percent,%d,,%.1f,,,,\n", name[i], b->rounds,
               100 * part[i] / whole);
    printf("whole run,over lives; their prices and the exact cohort,ratio,%d,,,,,%.3f,\n",
           b->rounds, whole / needed);
}

static void measure_threads(Bench *b)
{
    double seconds[3][MAX_ROUNDS], best[3] = {1e30, 1e30, 1e30};
    for (int round = -1; round < b->rounds; round++) {
        for (int n = 1; n <= 2; n++) {
            double begin = wall_seconds();
            b->n_threads = n;
            part_evaluate(b, round);
            if (round < 0) continue;
            seconds[n][round] = wall_seconds() - begin;
            if (seconds[n][round] < best[n]) best[n] = seconds[n][round];
        }
    }
    printf("threads,two over one,wall clock,%d,,,,,%.3f,\n", b->rounds, best[1] / best[2]);
}

/* ---- set-up ---- */

static bool is_plain(const Plan *plan)
{
    return plan->max_nodes == plan->model->n_states && !plan->model->has_mortality &&
           plan->model->n_milestones == 0 && plan->study->n_effects == 0;
}

/* Parts and threads evaluate a whole study time and again: every `part`-th world will do. */
static Status open_bench(const char *scenario, int part, Bench *b)
{
    Status status = STATUS_OK;
    StudyOptions options = {0};
    TRY(study_read(scenario, &options, &b->problems, &b->study));
    b->study.simulation.worlds /= part; /* the shipped scenarios' are whole blocks still */
    b->study.simulation.replicates /= part;
    TRY(setup_make(&b->study, &b->problems, &b->setup));
    TRY(worker_init(&b->setup, &b->worker));
    study_medians(&b->study, b->worker.value);
    TRY(worker_enter(&b->worker, 0, b->worker.value, NULL, N_GRADES));
    const Plan *plan = &b->setup.plan;
    for (int c = 0; c < plan->n_cohorts; c++)
        b->person_years += (double)N_ARMS * plan->cohort[c].n_people * plan->cohort[c].n_years;
    b->is_plain = is_plain(plan);
    if (b->is_plain) TRY(ordinary_make(&b->worker, &b->ordinary));
    TRY(ordinary_walk_make(&b->worker, &b->walk));
    size_t room = (size_t)plan->n_people + 2 * LANES;
    b->counter = calloc(room, sizeof(uint32_t));
    for (int j = 0; j < 4; j++) b->words[j] = calloc(room, sizeof(uint32_t));
    b->replicates = 1 + (int)(2e6 / b->person_years); /* a round of some hundredths of a second */
out:
    return status;
}

static void close_bench(Bench *b)
{
    ordinary_free(&b->ordinary);
    ordinary_walk_free(&b->walk);
    free(b->counter);
    for (int j = 0; j < 4; j++) free(b->words[j]);
    findings_free(&b->findings);
    worker_free(&b->worker);
    setup_free(&b->setup);
    study_free(&b->study);
    problems_free(&b->problems);
}

static const struct {
    const char *name;
    void (*run)(Bench *);
    int part;
} MEASURES[] = {{"lives", measure_lives, 1},
                {"fresh", measure_fresh, 1},
                {"scale", measure_scale, 1},
                {"phases", measure_phases, 1},
                {"threads", measure_threads, 5}};

int main(int argc, char **argv)
{
    Status status = STATUS_USAGE;
    static Bench bench;
    gsl_set_error_handler_off();
    bench.rounds = argc > 3 ? atoi(argv[3]) : 9;
    bench.n_threads = 1;
    measure_header();
    for (size_t i = 0; argc > 2 && i < sizeof MEASURES / sizeof *MEASURES; i++) {
        if (strcmp(argv[1], MEASURES[i].name) != 0) continue;
        if (bench.rounds < 1 || bench.rounds > MAX_ROUNDS) break;
        status = open_bench(argv[2], MEASURES[i].part, &bench);
        if (status == STATUS_OK) MEASURES[i].run(&bench);
    }
    if (status == STATUS_USAGE)
        fprintf(stderr, "usage: bench_speed lives|fresh|scale|phases|threads SCENARIO [ROUNDS]\n");
    for (size_t i = 0; i < bench.problems.n_kept; i++)
        fprintf(stderr, "%s\n", bench.problems.list[i].text);
    close_bench(&bench);
    return (int)status;
}

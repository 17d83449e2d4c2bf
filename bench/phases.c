/* phases.c: what a run spends its CPU time on, and what a second thread brings. Prints rows of measure.h.
 *   bench_phases parts|threads SCENARIO [ROUNDS] */
#include "measure.h"
#include "subject.h"

#include "analysis/findings.h"
#include "engine/making.h"
#include "engine/years.h"
#include "output/tables.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    THREADS_PART = 5
}; /* threads need no whole study, of which some costs are the same for all */

typedef struct {
    Subject subject;
    Findings findings;
    int rounds, n_threads;
    bool has_weak;
    double *halved; /* [n_effects] their strengths, those of weak ones */
} Bench;

/* ---- a block of worlds each ---- */

static void draw(void *context, int round)
{
    Bench *b = context;
    (void)round;
    b->subject.worker.drawn_block = ANY;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) worker_draw(&b->subject.worker, i);
}

/* Of a world like the last one nothing is made: every world has its own values. */
static void make_world(Bench *b, int i)
{
    Worker *w = &b->subject.worker;
    worker_draw(w, i);
    if (world_make(&w->world, i, w->value, NULL, &b->subject.problems) != STATUS_OK) abort();
}

static void make_worlds(void *context, int round)
{
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) make_world(context, i);
}

static void make_ready(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        make_world(b, i);
        years_ready(&b->subject.worker.world);
    }
}

static void run_exact(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->subject.worker;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++)
        exact_run(&w->world, NULL, b->subject.setup.n_life_years, w->expected, w->reach, &w->exact);
}

static void live(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++)
        subject_live(&b->subject, b->subject.study.simulation.replicates_per_world, false);
}

static void enter_world(Bench *b, int i)
{
    Worker *w = &b->subject.worker;
    worker_draw(w, i);
    if (worker_enter(w, i, w->value, NULL, N_GRADES) != STATUS_OK) abort();
}

static void enter(void *context, int round)
{
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) enter_world(context, i);
}

static void enter_and_live(void *context, int round)
{
    Bench *b = context;
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        enter_world(b, i);
        for (int r = 0; r < b->subject.study.simulation.replicates_per_world; r++)
            worker_live(&b->subject.worker, r, NULL);
    }
}

/* What a run asks of a world that it has entered: weak effects at other strengths, and at times another course
 * of years; tables and exact cohort for the years of the verdict. */
static void change(void *context, int round)
{
    Bench *b = context;
    Worker *w = &b->subject.worker;
    int n_years = verdict_years(&b->subject.study);
    const EffectVariant variant = {.scale = b->halved};
    (void)round;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        enter_world(b, i);
        for (int v = 0; v < N_VARIANTS && b->has_weak; v++)
            if (worker_change(w, &variant, n_years) != STATUS_OK) abort();
        if (i % 4 == 0 && worker_change_course(w, 1, n_years) != STATUS_OK) abort();
    }
}

/* ---- the whole study each ---- */

static void evaluate_all(void *context, int round)
{
    Bench *b = context;
    RunOptions options = {.n_threads = b->n_threads};
    Evaluation evaluation;
    (void)round;
    if (evaluate(&b->subject.study, &options, &b->subject.problems, &evaluation) != STATUS_OK)
        abort();
    evaluation_free(&evaluation);
}

static void find_all(void *context, int round)
{
    Bench *b = context;
    RunOptions options = {.n_threads = b->n_threads};
    NetRequest net = {0};
    (void)round;
    findings_free(&b->findings);
    if (findings_make(&b->subject.study, &options, &net, &b->subject.problems, &b->findings) !=
        STATUS_OK)
        abort();
}

/* Writes the tables of findings that are kept, into a folder that does not stay. */
static void write_all(void *context, int round)
{
    Bench *b = context;
    FileFolder folder;
    Problems *problems = &b->subject.problems;
    (void)round;
    if (file_folder_begin("bench-tables", problems, &folder) != STATUS_OK) abort();
    if (tables_write(&b->findings, &folder, false, NULL, problems) != STATUS_OK) abort();
    file_folder_free(&folder);
}

/* ---- what is measured ---- */

typedef enum {
    DRAW,
    MAKE,
    MAKE_READY,
    EXACT,
    LIVE,
    ENTER,
    ENTER_AND_LIVE,
    CHANGE,
    EVALUATE,
    FIND,
    WRITE,
    N_SIDES
} SideNumber;

typedef enum {
    PART_DRAWS,
    PART_TABLES,
    PART_EXACT,
    PART_LIVES,
    PART_PRICES,
    PART_WORLD_PRICES,
    PART_CHANGES,
    PART_COLUMNS,
    PART_QUANTILES,
    PART_WRITING,
    N_PARTS
} PartNumber;

static const char *const part_name[N_PARTS] = {
    "draws",
    "tables and thresholds",
    "exact cohort",
    "lives",
    "kronor of replicates",
    "kronor of worlds",
    "other strengths of effects; another course",
    "checks and columns",
    "quantiles and reference paths",
    "writing",
};

/* The seconds of a run's parts by one round: sides that hold others less what they hold. */
static void find_parts(const Side *side, double blocks, int round, double part[N_PARTS])
{
    double s[N_SIDES];
    for (int i = 0; i < N_SIDES; i++) s[i] = side[i].seconds[round] * (i < EVALUATE ? blocks : 1);
    double thresholds = s[MAKE_READY] - s[MAKE];
    part[PART_DRAWS] = s[DRAW];
    part[PART_TABLES] = s[MAKE_READY];
    part[PART_EXACT] = s[EXACT];
    part[PART_LIVES] = s[LIVE];
    part[PART_PRICES] = s[ENTER_AND_LIVE] - s[ENTER] - s[LIVE] - thresholds;
    part[PART_WORLD_PRICES] = s[ENTER] - s[MAKE] - s[EXACT];
    part[PART_CHANGES] = s[CHANGE] - s[ENTER];
    part[PART_COLUMNS] = s[EVALUATE] - s[ENTER_AND_LIVE] - s[DRAW] - part[PART_CHANGES];
    part[PART_QUANTILES] = s[FIND] - s[EVALUATE];
    part[PART_WRITING] = s[WRITE];
}

static void measure_parts(Bench *b)
{
    double blocks = b->subject.study.simulation.worlds / (double)WORLDS_PER_BLOCK;
    double worlds = b->subject.study.simulation.worlds;
    static Side side[N_SIDES] = {[DRAW] = {.name = "draws", .run = draw},
                                 [MAKE] = {.name = "tables", .run = make_worlds},
                                 [MAKE_READY] = {.name = "and thresholds", .run = make_ready},
                                 [EXACT] = {.name = "exact cohort", .run = run_exact},
                                 [LIVE] = {.name = "lives", .run = live},
                                 [ENTER] = {.name = "enter a world", .run = enter},
                                 [ENTER_AND_LIVE] = {.name = "and live", .run = enter_and_live},
                                 [CHANGE] = {.name = "enter and change", .run = change},
                                 [EVALUATE] = {.name = "evaluate", .run = evaluate_all},
                                 [FIND] = {.name = "findings", .run = find_all},
                                 [WRITE] = {.name = "writing", .run = write_all}};
    for (int i = 0; i < N_SIDES; i++) {
        side[i].context = b;
        side[i].work = i < EVALUATE ? WORLDS_PER_BLOCK : worlds;
    }
    measure(cpu_seconds, "parts", "world", side, N_SIDES, b->rounds);
    double share[N_PARTS][MAX_ROUNDS], over[MAX_ROUNDS];
    for (int round = 0; round < b->rounds; round++) {
        double part[N_PARTS], whole = side[FIND].seconds[round] + side[WRITE].seconds[round];
        find_parts(side, blocks, round, part);
        for (int i = 0; i < N_PARTS; i++) share[i][round] = part[i] / whole;
        over[round] = whole / (part[PART_EXACT] + part[PART_LIVES] + part[PART_PRICES]);
    }
    for (int i = 0; i < N_PARTS; i++)
        measure_ratio("share of a run", part_name[i], share[i], b->rounds);
    measure_ratio("whole run", "over lives; their kronor and the exact cohort", over, b->rounds);
}

static void evaluate_alone(void *context, int round)
{
    Bench *b = context;
    b->n_threads = 1;
    evaluate_all(b, round);
}

static void evaluate_by_two(void *context, int round)
{
    Bench *b = context;
    b->n_threads = 2;
    evaluate_all(b, round);
}

static void measure_threads(Bench *b)
{
    double worlds = b->subject.study.simulation.worlds;
    Side side[] = {{.name = "one thread", .run = evaluate_alone, .context = b, .work = worlds},
                   {.name = "two threads", .run = evaluate_by_two, .context = b, .work = worlds}};
    measure(wall_seconds, "threads; wall clock", "world", side, 2, b->rounds);
}

static Status open_bench(const char *scenario, bool threads, Bench *b)
{
    Status status = STATUS_OK;
    TRY(subject_open(scenario, threads ? THREADS_PART : 1, &b->subject));
    int n_effects = b->subject.study.n_effects;
    b->halved = malloc((size_t)(n_effects + 1) * sizeof *b->halved);
    if (!b->halved) return STATUS_MEMORY;
    for (int e = 0; e < n_effects; e++) {
        bool is_weak = b->subject.study.effect[e].provenance.grade >= GRADE_C;
        b->halved[e] = is_weak ? 0.5 : 1;
        b->has_weak |= is_weak;
    }
out:
    return status;
}

int main(int argc, char **argv)
{
    Status status = STATUS_USAGE;
    static Bench bench = {.n_threads = 1};
    gsl_set_error_handler_off();
    bench.rounds = argc > 3 ? atoi(argv[3]) : 3;
    bool parts = argc > 2 && strcmp(argv[1], "parts") == 0;
    bool threads = argc > 2 && strcmp(argv[1], "threads") == 0;
    if ((!parts && !threads) || bench.rounds < 1 || bench.rounds > MAX_ROUNDS) {
        fprintf(stderr, "usage: bench_phases parts|threads SCENARIO [ROUNDS]\n");
        return STATUS_USAGE;
    }
    status = open_bench(argv[2], threads, &bench);
    if (status == STATUS_OK) {
        measure_header();
        (parts ? measure_parts : measure_threads)(&bench);
    }
    free(bench.halved);
    findings_free(&bench.findings);
    subject_close(&bench.subject);
    return (int)status;
}

#include "analysis/career.h"

#include "analysis/pieces.h"
#include "base/quantile.h"

#include <stdlib.h>
#include <string.h>

enum { N_LIVES = CAREER_WORLDS * CAREER_PEOPLE };

/* What the rows of one path and account are made in. */
typedef struct {
    double kronor[N_LIVES], sum[N_LIVES]; /* what each life costs at an age, and up to it */
    double copy[N_LIVES], scratch[N_LIVES];
    double price[]; /* [world][price row] of the account */
} Work;

/* A study of the paths' people, and all their lives. */
struct CareerPaths {
    Study study; /* a copy with its own groups; shares the rest */
    Setup setup;
    int first_age, n_ages;
    int *price_row; /* [path][age][world * people] of the life's year; ANY: it has ended */
    double *price;  /* [world][price row][channel] */
    const Accounts *accounts;
    CareerRow *row; /* [path][account][age][year, cumulative] */
    Arena arena;
};
typedef CareerPaths Paths;

/* Each path's people as a group: its start states and milestones. */
static Status make_groups(const Study *study, Paths *paths)
{
    Status status = STATUS_OK;
    const Model *model = &study->model;
    Group *group;
    double *class_share;
    ARENA_TRY(&paths->arena, group, model->n_paths);
    ARENA_TRY(&paths->arena, class_share, model->n_classes);
    for (int p = 0; p < model->n_paths; p++) {
        StartState *start;
        ARENA_TRY(&paths->arena, start, model->n_path_starts);
        group[p] = (Group){.name = model->path[p].name,
                           .number = CAREER_PEOPLE,
                           .women = 0.5,
                           .enter_from = 1,
                           .enter_to = 1,
                           .start = start,
                           .class_share = class_share};
        for (int i = 0; i < model->n_path_starts; i++) {
            const PathStart *row = &model->path_start[i];
            if (row->path != p) continue;
            start[group[p].n_starts++] = (StartState){row->state, row->share, 0};
            group[p].age_from = group[p].age_to = row->age;
            group[p].holds = row->holds;
            group[p].lacks = row->lacks;
        }
        if (p == 0 || group[p].age_from < paths->first_age) paths->first_age = group[p].age_from;
    }
    paths->study.group = group;
    paths->study.n_groups = model->n_paths;
    paths->n_ages = model->last_age - paths->first_age + 1;
out:
    return status;
}

static void lay_out(void *of, Pieces *pieces)
{
    Paths *paths = of;
    size_t n_paths = (size_t)paths->study.n_groups, n_ages = (size_t)paths->n_ages;
    size_t n_prices = (size_t)(paths->setup.plan.n_price_rows * paths->setup.prices.width);
    paths->price_row = pieces_take(pieces, PIECE_SUMS, n_paths * n_ages * N_LIVES,
                                   sizeof *paths->price_row);
    paths->price = pieces_take(pieces, PIECE_SUMS, CAREER_WORLDS * n_prices, sizeof(double));
}

static Status paths_make(const Study *study, Problems *problems, Paths *paths)
{
    Status status = STATUS_OK;
    paths->study = *study;
    paths->study.n_effects = 0;
    paths->study.n_programme_costs = 0;
    paths->study.n_claims = 0;
    paths->study.n_documented = 0;
    TRY(make_groups(study, paths));
    TRY(setup_make(&paths->study, problems, &paths->setup));
out:
    return status;
}

static size_t work_bytes(const Paths *paths)
{
    size_t n_prices = (size_t)(CAREER_WORLDS * paths->setup.plan.n_price_rows);
    return sizeof(Work) + n_prices * sizeof(double);
}

static Status find_need(Paths *paths, Career *career)
{
    Worker *worker = worker_new(&paths->setup);
    Pieces pieces = pieces_begin(0, 0, NULL);
    if (!worker) return STATUS_MEMORY;
    lay_out(paths, &pieces);
    career->stands = paths->setup.arena.used + paths->arena.used;
    career->more = pieces.used;
    career->making = worker_bytes(worker); /* a setup's own world, before that, is less */
    career->each_thread = career->making + (size_t)paths->setup.plan.n_people * sizeof(Life);
    if (career->each_thread < work_bytes(paths)) career->each_thread = work_bytes(paths);
    worker_delete(worker);
    return STATUS_OK;
}

Status career_begin(const Study *study, Problems *problems, Career *career)
{
    Status status = STATUS_OK;
    *career = (Career){0};
    if (study->model.n_paths == 0) return STATUS_OK;
    career->paths = calloc(1, sizeof *career->paths);
    if (!career->paths) return STATUS_MEMORY;
    TRY(paths_make(study, problems, career->paths));
    TRY(find_need(career->paths, career));
out:
    if (status != STATUS_OK) career_free(career);
    return status;
}

void career_free(Career *career)
{
    if (career->paths) {
        setup_free(&career->paths->setup);
        arena_free(&career->paths->arena);
    }
    free(career->paths);
    *career = (Career){0};
}

static Status make_scratch(void *context, void **scratch)
{
    const Paths *paths = context;
    *scratch = worker_new(&paths->setup);
    return *scratch ? STATUS_OK : STATUS_MEMORY;
}

static int price_row_of(const Plan *plan, const Track *track, int k, const Life *life)
{
    const AgePlan *at = plan_age(plan, track->age + k);
    int node = life->node[ARM_BASELINE][k];
    return node < 0 ? ANY : at->cell_price[ARM_BASELINE][at->cell[track->sex][node]];
}

/* Lives the paths' people in one world and keeps their lives and the world's prices. Only worlds of
 * the run are entered, which were checked; where there are fewer, they are entered again. */
static Status live_world(void *context, void *scratch, int world)
{
    Status status = STATUS_OK;
    Paths *paths = context;
    Worker *worker = scratch;
    const Plan *plan = &paths->setup.plan;
    size_t n_prices = (size_t)(plan->n_price_rows * paths->setup.prices.width);
    Life *life = malloc((size_t)plan->n_people * sizeof *life);
    int *next = calloc((size_t)plan->study->n_groups, sizeof *next); /* [path] its people so far */
    if (!life || !next) status = STATUS_MEMORY;
    if (status != STATUS_OK) goto out;
    int n_worlds = paths->study.simulation.worlds;
    worker_draw(worker, world % n_worlds);
    TRY(worker_enter(worker, world % n_worlds, worker->value, NULL, N_GRADES));
    worker_live(worker, world / n_worlds, life);
    memcpy(paths->price + (size_t)world * n_prices, worker->prices.price.value,
           n_prices * sizeof(double));
    int l = 0;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        for (int i = 0; i < track->n_people; i++, l++) {
            int column = world * CAREER_PEOPLE + next[track->group]++;
            for (int a = 0; a < paths->n_ages; a++) {
                int k = paths->first_age + a - track->age;
                size_t at = (size_t)(track->group * paths->n_ages + a) * N_LIVES + (size_t)column;
                paths->price_row[at] = k < 0 ? ANY : price_row_of(plan, track, k, &life[l]);
            }
        }
    }
out:
    free(life);
    free(next);
    return status;
}

/* ---- rows: of each path and account by one thread ---- */

static Status make_work(void *context, void **scratch)
{
    *scratch = malloc(work_bytes(context));
    return *scratch ? STATUS_OK : STATUS_MEMORY;
}

/* Adds an account's payers up in every row of prices. */
static void take_prices(const Paths *paths, int account, Work *work)
{
    const PricePlan *prices = &paths->setup.prices;
    int n_payers = paths->study.model.n_payers, n = 0, channel[MAX_CHANNELS];
    for (int p = 0; p < n_payers; p++)
        if (paths->accounts->member[account * n_payers + p]) channel[n++] = prices->full_of[p];
    for (int i = 0; i < CAREER_WORLDS * paths->setup.plan.n_price_rows; i++) {
        const double *price = paths->price + (size_t)i * (size_t)prices->width;
        work->price[i] = 0;
        for (int c = 0; c < n; c++) work->price[i] += price[channel[c]];
    }
}

/* What lives on a path cost the account at an age, and so far. Does anybody cost anything? */
static bool take_kronor(const Paths *paths, int path, int a, Work *work)
{
    const int *price_row = paths->price_row + (size_t)(path * paths->n_ages + a) * N_LIVES;
    int n_rows = paths->setup.plan.n_price_rows;
    bool costs = false;
    for (int i = 0; i < N_LIVES; i++) {
        const double *price = work->price + i / CAREER_PEOPLE * n_rows;
        work->kronor[i] = price_row[i] == ANY ? 0 : price[price_row[i]];
        work->sum[i] += work->kronor[i];
        costs |= work->kronor[i] != 0;
    }
    return costs;
}

static void fill_row(const double kronor[N_LIVES], Work *work, CareerRow *row)
{
    static const double QUARTERS[2] = {0.25, 0.75};
    double quantile[2];
    for (int i = 0; i < N_LIVES; i++) row->mean += kronor[i] / N_LIVES;
    memcpy(work->copy, kronor, N_LIVES * sizeof *kronor);
    quantiles_of(work->copy, work->scratch, N_LIVES, QUARTERS, 2, quantile);
    row->p25 = quantile[0];
    row->p75 = quantile[1];
}

/* The rows of one path and account by age. What costs nobody anything leaves the sums as they were. */
static Status fill_rows(void *context, void *scratch, int number)
{
    Paths *paths = context;
    Work *work = scratch;
    int path = number / paths->accounts->n, account = number % paths->accounts->n;
    CareerRow *row = paths->row + (size_t)number * (size_t)paths->n_ages * 2, so_far = {0};
    memset(work->sum, 0, sizeof work->sum);
    take_prices(paths, account, work);
    for (int a = 0; a < paths->n_ages; a++, row += 2) {
        int age = paths->first_age + a;
        bool costs = take_kronor(paths, path, a, work);
        row[0] = (CareerRow){age, path, account, false, .mean = 0};
        if (costs) {
            so_far = (CareerRow){.mean = 0};
            fill_row(work->kronor, work, &row[0]);
            fill_row(work->sum, work, &so_far);
        }
        row[1] = (CareerRow){age, path, account, true, so_far.mean, so_far.p25, so_far.p75};
    }
    return STATUS_OK;
}

Status career_table(Career *career, const Accounts *accounts, const RunOptions *options,
                    Findings *findings)
{
    Status status = STATUS_OK;
    Paths *paths = career->paths;
    Pieces whole;
    if (!paths) return STATUS_OK;
    TRY(pieces_allocate(lay_out, paths, 0, 0, &paths->arena, &whole));
    paths->accounts = accounts;
    int n_series = paths->study.model.n_paths * accounts->n;
    findings->n_career = n_series * paths->n_ages * 2;
    ARENA_TRY(&findings->arena, paths->row, findings->n_career);
    findings->career = paths->row;
    ParallelJob job = {.n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
                       .n_blocks = CAREER_WORLDS,
                       .context = paths,
                       .scratch_make = make_scratch,
                       .scratch_free = worker_delete,
                       .work = live_world,
                       .stop = options->stop,
                       .within = blocks_within(options),
                       .takes = MEMORY_THREAD + career->each_thread};
    TRY(parallel_run(&job));
    job.n_blocks = n_series;
    job.scratch_make = make_work;
    job.scratch_free = free;
    job.work = fill_rows;
    TRY(parallel_run(&job));
out:
    return status;
}

#include "analysis/career.h"

#include "analysis/pieces.h"
#include "base/quantile.h"

#include <stdlib.h>
#include <string.h>

enum { N_LIVES = CAREER_WORLDS * CAREER_PEOPLE };

/* Kronor of all lives on a path at one age, and where they go. */
typedef struct {
    const double **price; /* [N_LIVES] what each life costs, by channel; NULL when it has ended */
    double *kronor, *sum, *copy, *scratch; /* [N_LIVES]; sum[account][N_LIVES] */
} Work;

/* A study of the paths' people, and all their lives. */
struct CareerPaths {
    Study study; /* a copy with its own groups; shares the rest */
    Setup setup;
    int first_age, n_ages, n_accounts;
    int16_t *node; /* [path][age][world * people] */
    uint8_t *sex;  /* [path][world * people] */
    double *price; /* [world][price row][channel] */
    Work work;
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
    Work *work = &paths->work;
    const size_t real = sizeof(double);
    size_t n_paths = (size_t)paths->study.n_groups, n_ages = (size_t)paths->n_ages;
    size_t n_prices = (size_t)(paths->setup.plan.n_price_rows * paths->setup.prices.width);
    paths->node = pieces_take(pieces, PIECE_SUMS, n_paths * n_ages * N_LIVES, sizeof *paths->node);
    paths->sex = pieces_take(pieces, PIECE_SUMS, n_paths * N_LIVES, sizeof *paths->sex);
    paths->price = pieces_take(pieces, PIECE_SUMS, CAREER_WORLDS * n_prices, real);
    work->price = pieces_take(pieces, PIECE_SUMS, N_LIVES, sizeof *work->price);
    work->kronor = pieces_take(pieces, PIECE_SUMS, N_LIVES, real);
    work->sum = pieces_take(pieces, PIECE_SUMS, (size_t)paths->n_accounts * N_LIVES, real);
    work->copy = pieces_take(pieces, PIECE_SUMS, N_LIVES, real);
    work->scratch = pieces_take(pieces, PIECE_SUMS, N_LIVES, real);
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

static Status find_need(Paths *paths, Career *career)
{
    Worker *worker = worker_new(&paths->setup);
    Pieces pieces = pieces_begin(0, 0, NULL);
    if (!worker) return STATUS_MEMORY;
    lay_out(paths, &pieces);
    career->stands = paths->setup.arena.used + paths->arena.used;
    career->more = pieces.used;
    career->each_thread = worker_bytes(worker) + (size_t)paths->setup.plan.n_people * sizeof(Life);
    worker_delete(worker);
    return STATUS_OK;
}

Status career_begin(const Study *study, int n_accounts, Problems *problems, Career *career)
{
    Status status = STATUS_OK;
    *career = (Career){0};
    if (study->model.n_paths == 0) return STATUS_OK;
    career->paths = calloc(1, sizeof *career->paths);
    if (!career->paths) return STATUS_MEMORY;
    career->paths->n_accounts = n_accounts;
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
            paths->sex[track->group * N_LIVES + column] = (uint8_t)track->sex;
            for (int a = 0; a < paths->n_ages; a++) {
                int k = paths->first_age + a - track->age;
                size_t at = (size_t)(track->group * paths->n_ages + a) * N_LIVES + (size_t)column;
                paths->node[at] = k < 0 ? -1 : life[l].node[ARM_BASELINE][k];
            }
        }
    }
out:
    free(life);
    free(next);
    return status;
}

/* What the lives on a path cost at an age, each in its own world. */
static void find_prices(const Paths *paths, int path, int a, const double **price)
{
    const Plan *plan = &paths->setup.plan;
    const AgePlan *at = plan_age(plan, paths->first_age + a);
    const int16_t *node = paths->node + (size_t)(path * paths->n_ages + a) * N_LIVES;
    const uint8_t *sex = paths->sex + path * N_LIVES;
    int width = paths->setup.prices.width;
    size_t n_prices = (size_t)(plan->n_price_rows * width);
    for (int i = 0; i < N_LIVES; i++) {
        price[i] = NULL;
        if (node[i] < 0) continue;
        int row = at->cell_price[ARM_BASELINE][at->cell[sex[i]][node[i]]];
        price[i] = paths->price + (size_t)(i / CAREER_PEOPLE) * n_prices + row * width;
    }
}

/* Adds an account's payers up, and their kronor to its sum. */
static void take_kronor(const Paths *paths, const Accounts *accounts, int account)
{
    const Work *work = &paths->work;
    const PricePlan *prices = &paths->setup.prices;
    int n_payers = paths->study.model.n_payers, n = 0, channel[MAX_CHANNELS];
    double *sum = work->sum + (size_t)account * N_LIVES;
    for (int p = 0; p < n_payers; p++)
        if (accounts->member[account * n_payers + p]) channel[n++] = prices->full_of[p];
    for (int i = 0; i < N_LIVES; i++) {
        double kronor = 0;
        for (int c = 0; c < n && work->price[i]; c++) kronor += work->price[i][channel[c]];
        work->kronor[i] = kronor;
        sum[i] += kronor;
    }
}

static CareerRow row_of(int age, int path, int account, bool cumulative, const double *kronor,
                        const Work *work)
{
    static const double QUARTERS[2] = {0.25, 0.75};
    CareerRow row = {age, path, account, cumulative, .mean = 0};
    double quantile[2];
    for (int i = 0; i < N_LIVES; i++) row.mean += kronor[i] / N_LIVES;
    memcpy(work->copy, kronor, N_LIVES * sizeof *kronor);
    quantiles_of(work->copy, work->scratch, N_LIVES, QUARTERS, 2, quantile);
    row.p25 = quantile[0];
    row.p75 = quantile[1];
    return row;
}

/* All rows of one path, by account and age. */
static void fill_rows(const Paths *paths, const Accounts *accounts, int path, CareerRow *row)
{
    const Work *work = &paths->work;
    memset(work->sum, 0, (size_t)(accounts->n * N_LIVES) * sizeof *work->sum);
    for (int a = 0; a < paths->n_ages; a++) {
        int age = paths->first_age + a;
        find_prices(paths, path, a, work->price);
        for (int account = 0; account < accounts->n; account++) {
            CareerRow *at = row + 2 * (account * paths->n_ages + a);
            const double *sum = work->sum + (size_t)account * N_LIVES;
            take_kronor(paths, accounts, account);
            at[0] = row_of(age, path, account, false, work->kronor, work);
            at[1] = row_of(age, path, account, true, sum, work);
        }
    }
}

Status career_table(Career *career, const Accounts *accounts, const RunOptions *options,
                    Findings *findings)
{
    Status status = STATUS_OK;
    Paths *paths = career->paths;
    Pieces whole;
    CareerRow *row;
    if (!paths) return STATUS_OK;
    TRY(pieces_allocate(lay_out, paths, 0, 0, &paths->arena, &whole));
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
    int n_paths = paths->study.model.n_paths, n_rows = accounts->n * paths->n_ages * 2;
    findings->n_career = n_paths * n_rows;
    ARENA_TRY(&findings->arena, row, findings->n_career);
    findings->career = row;
    for (int p = 0; p < n_paths; p++) fill_rows(paths, accounts, p, row + p * n_rows);
out:
    return status;
}

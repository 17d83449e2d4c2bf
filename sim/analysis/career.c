#include "analysis/career.h"

#include "base/quantile.h"

#include <stdlib.h>
#include <string.h>

/* A study of the paths' people, and all their lives. */
typedef struct {
    Study study; /* a copy with its own groups; shares the rest */
    Setup setup;
    int first_age, n_ages;
    int16_t *node; /* [path][age][world * people] */
    uint8_t *sex;  /* [path][world * people] */
    double *price; /* [world][price row][channel] */
    Arena arena;
} Paths;

enum { N_LIVES = CAREER_WORLDS * CAREER_PEOPLE };

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
    int n_paths = study->model.n_paths;
    size_t n_prices = (size_t)(paths->setup.plan.n_price_rows * paths->setup.prices.width);
    ARENA_TRY(&paths->arena, paths->node, (size_t)(n_paths * paths->n_ages) * N_LIVES);
    ARENA_TRY(&paths->arena, paths->sex, (size_t)n_paths * N_LIVES);
    ARENA_TRY(&paths->arena, paths->price, CAREER_WORLDS * n_prices);
out:
    return status;
}

static void paths_free(Paths *paths)
{
    setup_free(&paths->setup);
    arena_free(&paths->arena);
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
    study_draw(&paths->study, world % n_worlds, worker->value);
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

/* What a node costs an account's payers in a world. */
static double account_price(const Paths *paths, const Accounts *accounts, int account, int age,
                            int sex, int node, int world)
{
    const PricePlan *prices = &paths->setup.prices;
    const Plan *plan = &paths->setup.plan;
    const AgePlan *at = plan_age(plan, age);
    size_t n_prices = (size_t)(plan->n_price_rows * prices->width);
    const double *price = paths->price + (size_t)world * n_prices +
                          at->cell_price[ARM_BASELINE][at->cell[sex][node]] * prices->width;
    double sum = 0;
    for (int p = 0; p < plan->model->n_payers; p++) {
        if (accounts->member[account * plan->model->n_payers + p]) sum += price[prices->full_of[p]];
    }
    return sum;
}

static CareerRow row_of(int age, int path, int account, bool cumulative, const double *kronor,
                        double *sorted, double *scratch)
{
    CareerRow row = {age, path, account, cumulative, .mean = 0};
    for (int i = 0; i < N_LIVES; i++) row.mean += kronor[i] / N_LIVES;
    memcpy(sorted, kronor, N_LIVES * sizeof *sorted);
    quantile_sort(sorted, scratch, N_LIVES);
    row.p25 = quantile_sorted(sorted, N_LIVES, 0.25);
    row.p75 = quantile_sorted(sorted, N_LIVES, 0.75);
    return row;
}

/* All rows of one path and account. work[4][N_LIVES]. */
static CareerRow *fill_rows(const Paths *paths, const Accounts *accounts, int path, int account,
                            double *work, CareerRow *row)
{
    double *kronor = work, *sum = work + N_LIVES, *sorted = sum + N_LIVES,
           *scratch = sorted + N_LIVES;
    memset(sum, 0, N_LIVES * sizeof *sum);
    for (int a = 0; a < paths->n_ages; a++) {
        const int16_t *node = paths->node + (size_t)(path * paths->n_ages + a) * N_LIVES;
        int age = paths->first_age + a;
        for (int i = 0; i < N_LIVES; i++) {
            bool alive = node[i] >= 0;
            kronor[i] = alive ? account_price(paths, accounts, account, age,
                                              paths->sex[path * N_LIVES + i], node[i],
                                              i / CAREER_PEOPLE)
                              : 0;
            sum[i] += kronor[i];
        }
        *row++ = row_of(age, path, account, false, kronor, sorted, scratch);
        *row++ = row_of(age, path, account, true, sum, sorted, scratch);
    }
    return row;
}

Status career_table(const Study *study, const Accounts *accounts, const RunOptions *options,
                    Problems *problems, Findings *findings)
{
    Status status = STATUS_OK;
    Paths *paths = NULL;
    Arena scratch = {0};
    double *work;
    CareerRow *row;
    if (study->model.n_paths == 0) return STATUS_OK;
    ARENA_TRY(&scratch, paths, 1);
    ARENA_TRY(&scratch, work, 4 * N_LIVES);
    TRY(paths_make(study, problems, paths));
    ParallelJob job = {.n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
                       .n_blocks = CAREER_WORLDS,
                       .context = paths,
                       .scratch_make = make_scratch,
                       .scratch_free = worker_delete,
                       .work = live_world,
                       .stop = options->stop,
                       .within = blocks_within(options)};
    TRY(parallel_run(&job));
    findings->n_career = study->model.n_paths * accounts->n * paths->n_ages * 2;
    ARENA_TRY(&findings->arena, row, findings->n_career);
    findings->career = row;
    for (int p = 0; p < study->model.n_paths; p++) {
        for (int a = 0; a < accounts->n; a++) row = fill_rows(paths, accounts, p, a, work, row);
    }
out:
    if (paths) paths_free(paths);
    arena_free(&scratch);
    return status;
}

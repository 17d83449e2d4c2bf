#include "engine/told.h"

#include "inputs/quantity.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { MOST_TARGETS = FEW_THRESHOLDS + 1, MOST_WIDTH = LANES / 2 * (TOLD_TABLES + 1) };

/* Tables whose lanes' rows are of the same shapes: bases[LANES] of the plan's. */
typedef struct {
    int base_shape[LANES];
    ToldRows rows;
    const int *factor;           /* [n_factors][n][told_width] among a world's factors */
    int n_tables, first, n_lots; /* lots among all */
} ToldShape;

struct ToldTables {
    int n_shapes, n_lots;
    ToldShape *shape;
    ToldLot *lot; /* by shape */
};

/* A table while it is looked for. */
typedef struct {
    const AgePlan *at;
    const int *kind; /* [n_nodes] */
    YearTable *table;
    int shape;
} Found;

/* ---- where it works ---- */

static bool is_told(const Plan *plan)
{
    if (plan->model->has_mortality || plan->n_bent > 0) return false;
    for (const AgePlan *at = plan->age; at < plan->age + plan->n_ages - 1; at++)
        if (!at->lanes.n_positions || at->lanes.n_lanes != LANES) return false;
    return true;
}

/* The tables of all tracks' years, each once. */
static int find_tables(const World *world, Found *found)
{
    const Plan *plan = world->plan;
    int n = 0;
    for (int i = 0; i < (plan->arms_differ ? N_ARMS : 1) * plan->n_tracks; i++) {
        const Track *track = &plan->track[i % plan->n_tracks];
        int arm = i / plan->n_tracks;
        for (int age = track->age; age < plan->model->last_age; age++) {
            const AgePlan *at = plan_age(plan, age);
            int of = at->table_of[track->generation];
            YearTable *table = world_table(world, at, of, arm, track->sex, track->class_);
            if (table->told) continue;
            table->told = true;
            found[n++] = (Found){at, plan_kinds(plan, at, of, arm, track->sex, track->class_),
                                 table, ANY};
        }
    }
    return n;
}

static const RowBase *base_of(const Plan *plan, const Found *found, int lane)
{
    int node = found->at->row_node[found->at->lanes.row[lane]];
    return &plan->base[plan->kind[found->kind[node]].base];
}

/* Does every base stand in one of the tables? Then whoever makes them has checked all of the model. */
static Status find_missing(const Plan *plan, const Found *found, int n, Arena *scratch,
                           bool *missing)
{
    Status status = STATUS_OK;
    bool *met;
    *missing = false;
    ARENA_TRY(scratch, met, plan->n_bases);
    for (int i = 0; i < n * LANES; i++)
        met[base_of(plan, &found[i / LANES], i % LANES) - plan->base] = true;
    for (int b = 0; b < plan->n_bases; b++) *missing |= !met[b];
out:
    return status;
}

/* ---- shapes ---- */

static const BaseShape *shape_at(const Plan *plan, const ToldShape *shape, int place)
{
    return &plan->shape[shape->base_shape[told_place(shape->rows.n_tables, place).lane]];
}

/* The factors of all products; 1 where one has fewer. */
static Status lay_factors(World *world, ToldShape *shape)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    int *factor, one = 2 * plan->study->n_parameters, n_tables = shape->rows.n_tables;
    int n = shape->rows.n, width = told_width(n_tables), n_all = shape->rows.n_factors * n * width;
    ARENA_TRY(&world->arena, factor, n_all);
    for (int i = 0; i < n_all; i++) {
        int f = i / width / n, j = i / width % n;
        const BaseShape *base = shape_at(plan, shape, i % width);
        factor[i] = f < base->n_factors && j < base->n ? base->factor[f * base->width + j] : one;
    }
    shape->factor = factor;
out:
    return status;
}

/* Can those in the last two lanes only stay? Theirs are no rows to make or to check. */
static bool is_narrow(const Plan *plan, const ToldShape *shape)
{
    bool narrow = true;
    for (int l = LANES - 2; l < LANES; l++) {
        const BaseShape *base = &plan->shape[shape->base_shape[l]];
        narrow &= base->n == 1 && base->stay != ANY;
    }
    return narrow;
}

static Status lay_shape(World *world, const Found *found, ToldShape *shape)
{
    Status status = STATUS_OK;
    const ThresholdLanes *lanes = &found->at->lanes;
    ToldRows *rows = &shape->rows;
    uint64_t *stay, *full;
    uint32_t *before;
    rows->n = lanes->n_positions + 1;
    rows->n_tables = is_narrow(world->plan, shape) ? TOLD_TABLES : 1;
    int width = told_width(rows->n_tables);
    for (int l = 0; l < LANES; l++) {
        const BaseShape *base = &world->plan->shape[shape->base_shape[l]];
        if (base->n_factors > rows->n_factors) rows->n_factors = base->n_factors;
        assert(base->n <= rows->n);
    }
    TRY(lay_factors(world, shape));
    ARENA_TRY(&world->arena, stay, rows->n * width);
    ARENA_TRY(&world->arena, full, width);
    ARENA_TRY(&world->arena, before, (rows->n - 1) * LANES);
    for (int i = 0; i < width; i++) {
        int at = shape_at(world->plan, shape, i)->stay;
        if (at == ANY) full[i] = UINT64_MAX;
        if (at != ANY) stay[at * width + i] = UINT64_MAX;
    }
    for (int i = 0; i < (rows->n - 1) * LANES; i++)
        before[i] = i / LANES + lanes->behind[i % LANES] < 0 ? UINT32_MAX : 0;
    rows->stay = stay;
    rows->full = full;
    rows->before = before;
out:
    return status;
}

static Status find_shape(World *world, Found *found)
{
    Status status = STATUS_OK;
    ToldTables *told = world->told;
    ToldShape wanted = {0};
    for (int l = 0; l < LANES; l++) wanted.base_shape[l] = base_of(world->plan, found, l)->shape;
    for (found->shape = 0; found->shape < told->n_shapes; found->shape++) {
        const int *known = told->shape[found->shape].base_shape;
        if (memcmp(known, wanted.base_shape, sizeof wanted.base_shape) == 0) break;
    }
    if (found->shape == told->n_shapes) {
        TRY(lay_shape(world, found, &wanted));
        told->shape[told->n_shapes++] = wanted;
    }
    told->shape[found->shape].n_tables++;
out:
    return status;
}

/* ---- constants ---- */

/* Probabilities are counted in words. */
static Status lay_lot(World *world, const Found *const table[TOLD_TABLES], ToldLot *lot)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    const ToldRows *rows = &world->told->shape[table[0]->shape].rows;
    int width = told_width(rows->n_tables);
    double *constant;
    ARENA_TRY(&world->arena, constant, rows->n * width);
    for (int i = 0; i < width; i++) {
        ToldPlace place = told_place(rows->n_tables, i);
        const RowBase *base = base_of(plan, table[place.table], place.lane);
        const BaseShape *shape = &plan->shape[base->shape];
        const double *from = shape->constant + (base->first - shape->first);
        for (int j = 0; j < shape->n; j++) constant[j * width + i] = ldexp(from[j], WORD_BITS);
    }
    *lot = (ToldLot){constant, {table[0]->table->threshold, table[1]->table->threshold}};
out:
    return status;
}

/* The lots of a shape. A last table may be alone: then it is both. */
static Status lay_lots(World *world, int s, const Found *found, int n)
{
    Status status = STATUS_OK;
    ToldTables *told = world->told;
    ToldShape *shape = &told->shape[s];
    shape->first = told->n_lots;
    shape->n_lots = (shape->n_tables + shape->rows.n_tables - 1) / shape->rows.n_tables;
    for (int l = 0, i = 0; l < shape->n_lots; l++) {
        const Found *table[TOLD_TABLES] = {NULL};
        for (int t = 0; t < shape->rows.n_tables && i < n; i++) {
            if (found[i].shape == s) table[t++] = &found[i];
        }
        if (!table[1]) table[1] = table[0];
        TRY(lay_lot(world, table, &told->lot[told->n_lots++]));
    }
out:
    return status;
}

Status told_init(World *world)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Found *found;
    bool missing;
    if (!is_told(world->plan)) return STATUS_OK;
    ARENA_TRY(&scratch, found, world->plan->n_tables * plan_peers(world->plan));
    int n = find_tables(world, found);
    TRY(find_missing(world->plan, found, n, &scratch, &missing));
    for (int i = 0; i < n; i++) found[i].table->told = !missing;
    if (missing) goto out;
    ARENA_TRY(&world->arena, world->told, 1);
    ARENA_TRY(&world->arena, world->told->shape, n);
    for (int i = 0; i < n; i++) TRY(find_shape(world, &found[i]));
    ARENA_TRY(&world->arena, world->told->lot, n);
    for (int s = 0; s < world->told->n_shapes; s++) TRY(lay_lots(world, s, found, n));
out:
    arena_free(&scratch);
    return status;
}

/* ---- in a world ---- */

/* Products of such factors are numbers, and so are their sums. */
static const double GREATEST = 1e30;

bool told_make(World *world, double tolerance)
{
    double factor[PRODUCT_FACTORS * MOST_TARGETS * MOST_WIDTH];
    bool possible = true;
    const ToldTables *told = world->told;
    for (const ToldShape *shape = told->shape; shape < told->shape + told->n_shapes; shape++) {
        ToldRows rows = shape->rows;
        bool changed = false;
        int n = rows.n_factors * rows.n * told_width(rows.n_tables);
        for (int i = 0; i < n; i++) {
            changed |= world->changed[shape->factor[i]];
            factor[i] = world->factor[shape->factor[i]];
            possible &= factor[i] >= 0 && factor[i] <= GREATEST;
        }
        rows.factor = factor;
        if (changed)
            possible &= row_told(world->lanes, &rows, told->lot + shape->first, shape->n_lots,
                                 tolerance);
    }
    return possible;
}

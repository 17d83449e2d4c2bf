/* Where the probabilities of all rows stand: bases of one shape together, then the rows that modifiers
 * bend. */
#include "engine/plan_build.h"

#include "base/lanes.h"
#include "inputs/quantity.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FACTORS = PRODUCT_FACTORS }; /* of a product in a table */

/* Rows are filled up with none. */
static int filled_up(int n)
{
    return (n + 3) / 4 * 4;
}

/* A base while its shape is looked for: what is told of each target, by factors and targets. */
typedef struct {
    int n, width, stay, n_factors;
    int factor[MOST_FACTORS * MAX_STATES];
    double constant[MAX_STATES];
} Layout;

/* A world's factors are the parameters' values, then what each lacks to 1, then 1. */
static int factor_of(const PlanBuilder *builder, const Product *product, int f)
{
    int n = builder->study->n_parameters;
    if (f >= product->n) return 2 * n;
    return product->factor[f].parameter + (product->factor[f].complement ? n : 0);
}

static void lay_out(const PlanBuilder *builder, const RowBase *base, Layout *layout)
{
    static const Product nothing = {.constant = 0};
    const StateExits *exits = base->exits;
    const Transition *transition = builder->model->transition;
    const int *row = exits->row[base->arm][base->sex];
    bool ends = exits->end == ANY; /* the end state keeps its people */
    *layout = (Layout){
        .n = exits->n, .width = filled_up(exits->n), .stay = exits->stay, .n_factors = 1};
    if (exits->stay != ANY && row[exits->stay] != ANY && !ends) layout->stay = ANY;
    const Product *product[MAX_STATES];
    for (int j = 0; j < layout->width; j++) {
        bool has_row = j < exits->n && row[j] != ANY && !ends;
        product[j] = has_row ? &transition[row[j]].probability : &nothing;
        layout->constant[j] = product[j]->constant;
        if (product[j]->n > layout->n_factors) layout->n_factors = product[j]->n;
    }
    assert(layout->n_factors <= MOST_FACTORS);
    for (int f = 0; f < layout->n_factors; f++)
        for (int j = 0; j < layout->width; j++)
            layout->factor[f * layout->width + j] = factor_of(builder, product[j], f);
}

static uint64_t layout_hash(const Layout *layout)
{
    uint64_t hash = numbering_hash(NUMBERING_SEED, (uint64_t)layout->n);
    hash = numbering_hash(hash, (uint64_t)layout->stay);
    for (int i = 0; i < layout->n_factors * layout->width; i++)
        hash = numbering_hash(hash, (uint64_t)layout->factor[i]);
    return hash;
}

static bool has_shape(const Layout *layout, const BaseShape *shape)
{
    return layout->n == shape->n && layout->stay == shape->stay &&
           layout->n_factors == shape->n_factors &&
           memcmp(layout->factor, shape->factor,
                  (size_t)(layout->n_factors * layout->width) * sizeof(int)) == 0;
}

typedef struct {
    Numbering numbering;
    BaseShape *shape; /* grows */
    int *of;          /* [n_bases] */
} Shapes;

static Status find_shape(PlanBuilder *builder, Shapes *shapes, const Layout *layout, int *index)
{
    Status status = STATUS_OK;
    void *list = shapes->shape;
    uint64_t hash = layout_hash(layout);
    int *factor, n = layout->n_factors * layout->width;
    for (*index = ANY;;) {
        *index = numbering_find(&shapes->numbering, hash, *index);
        if (*index == ANY) break;
        if (has_shape(layout, &shapes->shape[*index])) goto out;
    }
    *index = shapes->numbering.n;
    TRY(numbering_room(&shapes->numbering, &list, sizeof *shapes->shape, builder->arena));
    shapes->shape = list;
    ARENA_TRY(builder->arena, factor, n);
    memcpy(factor, layout->factor, (size_t)n * sizeof *factor);
    shapes->shape[*index] = (BaseShape){.n = layout->n,
                                        .width = layout->width,
                                        .stay = layout->stay,
                                        .n_factors = layout->n_factors,
                                        .factor = factor};
    TRY(numbering_add(&shapes->numbering, hash, builder->arena));
out:
    return status;
}

static Status find_shapes(PlanBuilder *builder, Shapes *shapes)
{
    Status status = STATUS_OK;
    Layout *layout = malloc(sizeof *layout);
    if (!layout) return STATUS_MEMORY;
    *shapes = (Shapes){.shape = NULL};
    ARENA_TRY(builder->arena, shapes->of, builder->bases.n);
    for (int b = 0; b < builder->bases.n; b++) {
        lay_out(builder, &builder->base[b], layout);
        TRY(find_shape(builder, shapes, layout, &shapes->of[b]));
        shapes->shape[shapes->of[b]].n_bases++;
    }
out:
    free(layout);
    return status;
}

/* The constants of a shape's bases, as rows and turned. */
static Status take_constants(PlanBuilder *builder, const Shapes *shapes, BaseShape *shape)
{
    Status status = STATUS_OK;
    Layout *layout = malloc(sizeof *layout);
    double *constant, *abreast;
    int n_lots = (shape->n_bases + ABREAST - 1) / ABREAST, i = 0;
    if (!layout) return STATUS_MEMORY;
    ARENA_TRY(builder->arena, constant, shape->n_bases * shape->width);
    ARENA_TRY(builder->arena, abreast, n_lots * ABREAST * shape->n);
    for (int b = 0; b < builder->bases.n; b++) {
        if (&shapes->shape[shapes->of[b]] != shape) continue;
        lay_out(builder, &builder->base[b], layout);
        builder->base[b].first = shape->first + i * shape->width;
        memcpy(constant + i++ * shape->width, layout->constant,
               (size_t)shape->width * sizeof *constant);
    }
    for (i = 0; i < n_lots * ABREAST; i++) {
        int of = i < shape->n_bases ? i : shape->n_bases - 1;
        for (int j = 0; j < shape->n; j++)
            abreast[(i / ABREAST * shape->n + j) * ABREAST + i % ABREAST] =
                constant[of * shape->width + j];
    }
    shape->constant = constant;
    shape->abreast = abreast;
out:
    free(layout);
    return status;
}

/* Adds the bent rows of one width that ordinary years have, or that none has, to those from `n` on; returns
 * where the next may stand. */
static int add_bent(PlanBuilder *builder, BentRow *bent, int width, bool ordinary, int n)
{
    Plan *plan = builder->plan;
    for (int k = 0; k < builder->kinds.n; k++) {
        RowKind *kind = &builder->kind[k];
        const RowBase *base = &builder->base[kind->base];
        if (kind->n_modifiers == 0 || kind->ordinary != ordinary ||
            filled_up(kind->exits->n) != width)
            continue;
        kind->first = n;
        kind->bent = plan->n_bent;
        bent[plan->n_bent++] = (BentRow){.hazard = kind->listed_hazard,
                                         .odds = kind->listed_odds,
                                         .kind = k,
                                         .base = kind->base,
                                         .shape = base->shape,
                                         .first = n,
                                         .base_first = base->first,
                                         .n = kind->exits->n,
                                         .stay = kind->exits->stay};
        n += width;
    }
    return n;
}

/* The rows that modifiers bend stand behind the `n` probabilities of bases. */
static Status lay_bent(PlanBuilder *builder, int n)
{
    Status status = STATUS_OK;
    Plan *plan = builder->plan;
    BentRow *bent;
    ARENA_TRY(builder->arena, bent, builder->kinds.n);
    for (int k = 0; k < builder->kinds.n; k++) {
        RowKind *kind = &builder->kind[k];
        kind->first = builder->base[kind->base].first;
        kind->bent = ANY;
    }
    for (int width = 4; width <= MAX_STATES; width += 4)
        n = add_bent(builder, bent, width, true, n);
    plan->n_bent_ordinary = plan->n_bent;
    for (int width = 4; width <= MAX_STATES; width += 4)
        n = add_bent(builder, bent, width, false, n);
    plan->bent = bent;
    plan->n_probabilities = n;
out:
    return status;
}

/* The lists of ratios, one after the other. */
static Status lay_lists(PlanBuilder *builder)
{
    Status status = STATUS_OK;
    int *listed;
    ARENA_TRY(builder->arena, listed, builder->n_listed);
    for (int i = 0; i < builder->ratio_lists.n; i++) {
        const RatioList *list = &builder->ratio_list[i];
        memcpy(listed + list->first, list->ratio, (size_t)filled_up(list->n) * sizeof *listed);
    }
    builder->plan->listed = listed;
    builder->plan->n_listed = builder->n_listed;
out:
    return status;
}

Status plan_lay_shapes(PlanBuilder *builder)
{
    Status status = STATUS_OK;
    Plan *plan = builder->plan;
    Shapes shapes;
    int n = 0;
    TRY(find_shapes(builder, &shapes));
    for (int s = 0; s < shapes.numbering.n; s++) {
        shapes.shape[s].first = n;
        n += shapes.shape[s].n_bases * shapes.shape[s].width;
        TRY(take_constants(builder, &shapes, &shapes.shape[s]));
    }
    for (int b = 0; b < builder->bases.n; b++) builder->base[b].shape = shapes.of[b];
    TRY(lay_bent(builder, n));
    TRY(lay_lists(builder));
    plan->n_bases = builder->bases.n;
    plan->base = builder->base;
    plan->n_shapes = shapes.numbering.n;
    plan->shape = shapes.shape;
    plan->n_ratios = builder->ratios.n;
    plan->ratio = builder->ratio;
    plan->n_kinds = builder->kinds.n;
    plan->kind = builder->kind;
out:
    return status;
}

#include "engine/kinds.h"

#include "base/lanes.h"
#include "engine/bent.h"
#include "engine/rows.h"
#include "engine/told.h"
#include "inputs/quantity.h"

#include <math.h>
#include <string.h>

static const double SUM_TOLERANCE = 1e-9;

/* The parameter of a base's products that lies farthest from its median, for a message. */
static const Parameter *suspect(const World *world, const RowBase *base)
{
    const Study *study = world->plan->study;
    const Parameter *found = NULL;
    double farthest = -1;
    for (int j = 0; j < base->exits->n; j++) {
        int t = base->exits->row[base->arm][base->sex][j];
        if (t == ANY) continue;
        const Product *product = &study->model.transition[t].probability;
        for (int f = 0; f < product->n; f++) {
            const Parameter *parameter = &study->parameter[product->factor[f].parameter];
            double median = distribution_quantile(&parameter->distribution, 0.5);
            double value = world->parameter[product->factor[f].parameter];
            double away = fabs(value - median) / (fabs(median) + 1e-300);
            if (away > farthest) {
                farthest = away;
                found = parameter;
            }
        }
    }
    return found;
}

static void note_row(const World *world, const RowBase *base, double sum, bool must_leave,
                     Problems *problems)
{
    const Model *model = world->plan->model;
    const Parameter *parameter = suspect(world, base);
    Where where = {0};
    int state = ANY;
    for (int j = 0; j < base->exits->n; j++) {
        int t = base->exits->row[base->arm][base->sex][j];
        if (t == ANY) continue;
        where = model->transition[t].provenance.where;
        state = model->transition[t].from;
    }
    if (parameter) where = parameter->provenance.where;
    const char *name = state == ANY ? "?" : model->state[state].label.name;
    problems_note(problems, where, parameter ? parameter->name : "probability",
                  "expected the yearly probabilities of leaving %s to be from 0 to 1 and to sum to "
                  "%s1, got a sum of %.9g in %s; narrow the distribution",
                  name, must_leave ? "" : "at most ", sum, world->label);
}

/* Notes the first base that is impossible in this world, if one is. */
static Status check_bases(const World *world, Problems *problems)
{
    const Plan *plan = world->plan;
    for (const RowBase *base = plan->base; base < plan->base + plan->n_bases; base++) {
        const BaseShape *shape = &plan->shape[base->shape];
        const double *p = world->p + base->first;
        bool closed = shape->stay == ANY, possible = true;
        double sum = 0;
        for (int j = 0; j < shape->n; j++) {
            if (j == shape->stay) continue;
            if (!(p[j] >= 0)) possible = false; /* its sum bounds it, to the tolerance */
            sum += p[j];
        }
        if (closed ? fabs(sum - 1) > SUM_TOLERANCE : sum > 1 + SUM_TOLERANCE) possible = false;
        if (possible) continue;
        note_row(world, base, sum, closed, problems);
        return STATUS_INPUT;
    }
    return STATUS_OK;
}

/* ---- bases ---- */

/* The bits of doubles. Those of numbers from 0 up are in the order of the numbers, NaN behind them all,
 * so a difference below 0 tells that one is too great. (Compared as doubles they would leave the
 * registers: without AVX-512DQ compilers take such a comparison apart.) */
typedef uint64_t Bits __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));
typedef int64_t SignedBits __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));

#define BITS_OF(number) ((Bits)((Abreast){0} + (number)))

/* Adds up each of ABREAST bases: what they leave to staying, and below 0 in `off` where a row may be
 * impossible. */
LANES_BODY void sum_bases(const BaseShape *shape, const double *factor, int n_factors,
                          const double *constant, Abreast *stays, Bits *off)
{
    Abreast sum = {0};
    Bits either = {0};
    for (int j = 0; j < shape->n; j++) {
        Abreast p = *(const Abreast *)(constant + j * ABREAST);
        for (int f = 0; f < n_factors; f++) p *= factor[f * shape->width + j];
        either |= (Bits)p;
        sum += p;
    }
    Bits missing = (Bits)(1 - sum);
    *stays = (Abreast)(missing & ~(Bits)((SignedBits)missing >> 63));
    if (shape->stay != ANY)
        either |= BITS_OF(1 + SUM_TOLERANCE) - (Bits)sum;
    else
        either |= BITS_OF(SUM_TOLERANCE) - (missing & INT64_MAX);
    *off |= either;
}

/* Makes the rows of a shape; are all of them surely possible? */
LANES_BODY bool fill_shape(const BaseShape *shape, const double *factor, int n_factors, double *p)
{
    int width = shape->width;
    Bits off = {0};
    for (int from = 0; from < shape->n_bases; from += ABREAST) {
        double stays[ABREAST];
        int n = shape->n_bases - from < ABREAST ? shape->n_bases - from : ABREAST;
        const double *constant = shape->constant + from * width;
        sum_bases(shape, factor, n_factors, shape->abreast + from * shape->n, (Abreast *)stays,
                  &off);
        for (int b = 0; b < n; b++, constant += width, p += width) {
            for (int j = 0; j < width; j += 4) {
                Four row = *(const Four *)(constant + j);
                for (int f = 0; f < n_factors; f++) row *= *(const Four *)(factor + f * width + j);
                *(Four *)(p + j) = row;
            }
            if (shape->stay != ANY) p[shape->stay] = stays[b];
        }
    }
    for (int l = 1; l < ABREAST; l++) off[0] |= off[l];
    return off[0] <= INT64_MAX;
}

/* Most products have one factor. */
#define DEFINE(suffix, attributes)                                                                \
    attributes static bool fill_##suffix(const BaseShape *shape, const double *factor, double *p) \
    {                                                                                             \
        return shape->n_factors == 1 ? fill_shape(shape, factor, 1, p)                            \
                                     : fill_shape(shape, factor, shape->n_factors, p);            \
    }
LANES_EACH(DEFINE)

/* Takes the factors of a shape's products; has one changed since the rows were made? */
static bool take_factors(const World *world, const BaseShape *shape, double *factor)
{
    bool changed = world->rows_made < world->n_made - 1;
    for (int i = 0; i < shape->n_factors * shape->width; i++) {
        changed |= world->changed[shape->factor[i]];
        factor[i] = world->factor[shape->factor[i]];
    }
    return changed;
}

/* All rows of bases that a changed factor reaches. False when one may be impossible. */
static bool fill_bases(World *world)
{
    static bool (*const fill[N_LANE_TARGETS])(const BaseShape *, const double *,
                                              double *) = LANES_TABLE(fill);
    const Plan *plan = world->plan;
    double factor[PRODUCT_FACTORS * MAX_STATES];
    bool possible = true;
    for (int s = 0; s < plan->n_shapes; s++) {
        const BaseShape *shape = &plan->shape[s];
        if (!take_factors(world, shape, factor)) continue;
        world->shape_made[s] = world->n_made;
        possible &= fill[world->lanes](shape, factor, world->p + shape->first);
    }
    world->rows_made = world->n_made;
    return possible;
}

static Status make_bases(World *world, Problems *problems)
{
    const Plan *plan = world->plan;
    bool possible = fill_bases(world);
    if (!possible && check_bases(world, problems) != STATUS_OK) return STATUS_INPUT;
    for (int b = 0; b < plan->n_bases && plan->n_bent; b++) {
        const RowBase *base = &plan->base[b];
        if (base->by_hazard && world->shape_made[base->shape] == world->n_made)
            world->leaving[b] = row_leaving(world->p + base->first, base->exits->n,
                                            base->exits->stay);
    }
    return STATUS_OK;
}

/* ---- kinds ---- */

static Status no_way_out(const World *world, const RowKind *kind, Problems *problems)
{
    const Model *model = world->plan->model;
    const Modifier *modifier = &model->modifier[kind->modifier[kind->n_modifiers - 1]];
    const RowBase *base = &world->plan->base[kind->base];
    int row = base->exits->row[base->arm][base->sex][0];
    const char *name = row == ANY ? "?" : model->state[model->transition[row].from].label.name;
    problems_note(
        problems, modifier->provenance.where, "value",
        "expected ratios that leave people somewhere to go, got 0 on every way out of %s at "
        "an age at which nobody can stay, in %s",
        name, world->label);
    return STATUS_INPUT;
}

/* The products of modifiers. False where one is so small or great that it may leave nothing of a row. */
static bool make_ratios(World *world)
{
    const double GREATEST = 1e100;
    const Plan *plan = world->plan;
    bool moderate = true;
    if (world->modifiers_changed) {
        world->ratios_made = world->n_made;
        for (int i = 0; i < plan->n_ratios; i++) {
            const RatioProduct *product = &plan->ratio[i];
            world->ratio[i] = product->before == ANY ? 1
                                                     : world->ratio[product->before] *
                                                           world->modifier[product->modifier];
        }
        bent_list(world);
    }
    for (int i = 0; i < plan->n_ratios; i++)
        moderate &= world->ratio[i] <= GREATEST && world->ratio[i] >= 1 / GREATEST;
    return moderate;
}

static bool is_made(const World *world, int row)
{
    int made = world->bent_made[row];
    return made >= world->ratios_made && made >= world->shape_made[world->plan->bent[row].shape];
}

static bool leads_somewhere(const World *world, const RowKind *kind)
{
    double sum = 0;
    for (int j = 0; j < kind->exits->n; j++) sum += world->p[kind->first + j];
    return fabs(sum - 1) <= SUM_TOLERANCE;
}

/* Of tables that are told the thresholds are made; rows wait for kinds_rows. */
static Status make_told(World *world, Problems *problems)
{
    if (told_make(world, SUM_TOLERANCE)) return STATUS_OK;
    kinds_rows(world);
    return check_bases(world, problems);
}

Status kinds_make(World *world, Problems *problems)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    if (world->told) return make_told(world, problems);
    TRY(make_bases(world, problems));
    bool moderate = make_ratios(world);
    int n = 0, n_needed = moderate ? plan->n_bent_ordinary : plan->n_bent;
    for (int i = 0; i < n_needed; i++)
        if (!is_made(world, i)) world->unmade[n++] = i;
    bent_make(world, world->unmade, n);
    for (int i = 0; i < n_needed && !moderate; i++) {
        const RowKind *kind = &plan->kind[plan->bent[i].kind];
        if (!leads_somewhere(world, kind)) return no_way_out(world, kind, problems);
    }
out:
    return status;
}

void kinds_rows(World *world)
{
    if (world->rows_made < world->n_made) (void)fill_bases(world); /* kinds_make has checked them */
}

void kinds_need(World *world, SpecialRows *rows)
{
    int n = 0;
    if (rows->made == world->n_made) return;
    rows->made = world->n_made;
    for (int i = 0; i < rows->n; i++)
        if (!is_made(world, rows->row[i])) world->unmade[n++] = rows->row[i];
    bent_make(world, world->unmade, n);
}

Status kinds_check(World *world, Problems *problems)
{
    return make_bases(world, problems);
}

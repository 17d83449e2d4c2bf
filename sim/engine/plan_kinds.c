/* Kinds of rows: the bases and products of modifiers that they are made of. */
#include "engine/plan_build.h"

#include <stdlib.h>
#include <string.h>

/* ---- bases ---- */

/* Exits that are the same share their list of targets. */
static bool same_base(const RowBase *a, const RowBase *b)
{
    return a->exits->to == b->exits->to && a->arm == b->arm && a->sex == b->sex;
}

/* Do two arms or sexes leave a state by the same transitions? */
static bool same_rows(const StateExits *exits, const int *a, const int *b)
{
    return memcmp(a, b, (size_t)exits->n * sizeof *a) == 0;
}

/* A state's base for an arm and sex; of those that do not differ, the first arm's and sex's. */
static Status find_base(PlanBuilder *builder, const StateExits *exits, int arm, int sex, int *index)
{
    Status status = STATUS_OK;
    if (same_rows(exits, exits->row[arm][sex], exits->row[0][sex])) arm = 0;
    if (same_rows(exits, exits->row[arm][sex], exits->row[arm][0])) sex = 0;
    RowBase wanted = {.exits = exits, .arm = arm, .sex = sex};
    void *base = builder->base;
    uint64_t hash = numbering_hash(NUMBERING_SEED, (uint64_t)(uintptr_t)exits->to);
    hash = numbering_hash(hash, (uint64_t)(arm * N_SEXES + sex));
    for (*index = ANY;;) {
        *index = numbering_find(&builder->bases, hash, *index);
        if (*index == ANY) break;
        if (same_base(&builder->base[*index], &wanted)) goto out;
    }
    TRY(numbering_room(&builder->bases, &base, sizeof *builder->base, builder->arena));
    builder->base = base;
    *index = builder->bases.n;
    builder->base[*index] = wanted;
    TRY(numbering_add(&builder->bases, hash, builder->arena));
out:
    return status;
}

/* ---- products of modifiers ---- */

/* The product `before` times one more modifier (ANY: the product of none, which is 1). */
static Status find_ratio(PlanBuilder *builder, int before, int modifier, int *index)
{
    Status status = STATUS_OK;
    void *ratio = builder->ratio;
    uint64_t hash = numbering_hash(numbering_hash(NUMBERING_SEED, (uint64_t)before),
                                   (uint64_t)modifier);
    for (*index = ANY;;) {
        *index = numbering_find(&builder->ratios, hash, *index);
        if (*index == ANY) break;
        const RatioProduct *found = &builder->ratio[*index];
        if (found->before == before && found->modifier == modifier) goto out;
    }
    TRY(numbering_room(&builder->ratios, &ratio, sizeof *builder->ratio, builder->arena));
    builder->ratio = ratio;
    *index = builder->ratios.n;
    builder->ratio[*index] = (RatioProduct){before, modifier};
    TRY(numbering_add(&builder->ratios, hash, builder->arena));
out:
    return status;
}

/* Does a modifier bend target j? As plan_multiply has it. */
static bool bends_target(const StateExits *exits, const Modifier *modifier, int j)
{
    if (j == exits->stay) return false;
    return modifier->to == ANY ? j != exits->end : modifier->to == exits->to[j];
}

static bool bends_any(const StateExits *exits, const Modifier *modifier)
{
    for (int j = 0; j < exits->n; j++)
        if (bends_target(exits, modifier, j)) return true;
    return false;
}

/* The same ratios upon `n` targets stand once, filled up to a multiple of 4 with 1. */
static Status find_list(PlanBuilder *builder, const int *ratio, int n, RatioList *found)
{
    Status status = STATUS_OK;
    void *list = builder->ratio_list;
    uint64_t hash = numbering_hash(NUMBERING_SEED, (uint64_t)n);
    int *copy;
    size_t size = (size_t)((n + 3) / 4 * 4) * sizeof *ratio;
    for (int j = 0; j < n; j++) hash = numbering_hash(hash, (uint64_t)ratio[j]);
    for (int i = ANY;;) {
        i = numbering_find(&builder->ratio_lists, hash, i);
        if (i == ANY) break;
        *found = builder->ratio_list[i];
        if (found->n == n && memcmp(found->ratio, ratio, size) == 0) goto out;
    }
    TRY(numbering_room(&builder->ratio_lists, &list, sizeof *builder->ratio_list, builder->arena));
    builder->ratio_list = list;
    ARENA_TRY(builder->arena, copy, size / sizeof *copy);
    memcpy(copy, ratio, size);
    *found = (RatioList){n, builder->n_listed, copy};
    builder->ratio_list[builder->ratio_lists.n] = *found;
    builder->n_listed += (int)(size / sizeof *copy);
    TRY(numbering_add(&builder->ratio_lists, hash, builder->arena));
out:
    return status;
}

/* The ratios of one kind, hazard or odds, upon every target of a row; NULL and ANY when it has none. */
static Status find_ratios(PlanBuilder *builder, const RowKind *kind, RatioKind of,
                          const int **ratios, int *listed)
{
    Status status = STATUS_OK;
    const StateExits *exits = kind->exits;
    int ratio[MAX_STATES] = {0};
    bool any = false;
    for (int i = 0; i < kind->n_modifiers; i++) {
        const Modifier *modifier = &builder->model->modifier[kind->modifier[i]];
        for (int j = 0; j < exits->n && modifier->kind == of; j++) {
            if (!bends_target(exits, modifier, j)) continue;
            TRY(find_ratio(builder, ratio[j], kind->modifier[i], &ratio[j]));
            any = true;
        }
    }
    RatioList list = {.first = ANY};
    if (any) TRY(find_list(builder, ratio, exits->n, &list));
    *ratios = list.ratio;
    *listed = list.first;
out:
    return status;
}

/* ---- kinds ---- */

static uint64_t kind_hash(const RowKind *kind)
{
    uint64_t hash = numbering_hash(NUMBERING_SEED, (uint64_t)kind->base);
    for (int i = 0; i < kind->n_modifiers; i++)
        hash = numbering_hash(hash, (uint64_t)kind->modifier[i]);
    return hash;
}

static bool same_kind(const RowKind *a, const RowKind *b)
{
    return a->base == b->base && a->n_modifiers == b->n_modifiers &&
           (a->n_modifiers == 0 ||
            memcmp(a->modifier, b->modifier, (size_t)a->n_modifiers * sizeof(int)) == 0);
}

static Status add_kind(PlanBuilder *builder, const RowKind *wanted, uint64_t hash)
{
    Status status = STATUS_OK;
    void *list = builder->kind;
    int *modifier;
    TRY(numbering_room(&builder->kinds, &list, sizeof *builder->kind, builder->arena));
    builder->kind = list;
    RowKind *kind = &builder->kind[builder->kinds.n];
    *kind = *wanted;
    ARENA_TRY(builder->arena, modifier, wanted->n_modifiers);
    if (wanted->n_modifiers)
        memcpy(modifier, wanted->modifier, (size_t)wanted->n_modifiers * sizeof(int));
    kind->modifier = modifier;
    TRY(find_ratios(builder, kind, RATIO_HAZARD, &kind->hazard, &kind->listed_hazard));
    TRY(find_ratios(builder, kind, RATIO_ODDS, &kind->odds, &kind->listed_odds));
    builder->base[kind->base].by_hazard |= kind->hazard != NULL;
    TRY(numbering_add(&builder->kinds, hash, builder->arena));
out:
    return status;
}

/* The index of this kind of row, made if it is new. */
static Status find_kind(PlanBuilder *builder, const RowKind *wanted, int *index)
{
    Status status = STATUS_OK;
    uint64_t hash = kind_hash(wanted);
    for (*index = ANY;;) {
        *index = numbering_find(&builder->kinds, hash, *index);
        if (*index == ANY) break;
        if (same_kind(&builder->kind[*index], wanted)) goto out;
    }
    *index = builder->kinds.n;
    TRY(add_kind(builder, wanted, hash));
out:
    return status;
}

/* The modifiers on transitions of people of an age, generation and kind of year; returns how many. */
static int find_candidates(const Model *model, int age, int born, int shock, int *candidate)
{
    int n = 0;
    for (int m = 0; m < model->n_modifiers; m++) {
        const Modifier *modifier = &model->modifier[m];
        if (modifier->milestone_target < 0 && covers(modifier->age_from, modifier->age_to, age) &&
            covers(modifier->born.from, modifier->born.to, born) && matches(modifier->shock, shock))
            candidate[n++] = m;
    }
    return n;
}

static bool modifier_applies(const Model *model, const Modifier *modifier, const Node *node,
                             int sex, int class_)
{
    if (!matches(modifier->from, node->state) || node->state == model->end_state) return false;
    if (!matches(modifier->sex, sex) || !matches(modifier->class_, class_)) return false;
    if (modifier->milestone != ANY && !(node->held >> modifier->milestone & 1)) return false;
    return modifier->band == ANY ||
           modifier->band == plan_band(&model->state[node->state], node->years);
}

Status plan_lay_kinds(PlanBuilder *builder, const AgePlan *at, int generation, int shock, int *kind)
{
    Status status = STATUS_OK;
    const Model *model = builder->model;
    int born = builder->plan->generation[generation].from;
    int *modifier = malloc((size_t)(2 * model->n_modifiers + 1) * sizeof *modifier);
    if (!modifier) return STATUS_MEMORY;
    int *candidate = modifier + model->n_modifiers, one;
    int n = find_candidates(model, at->age, born, shock, candidate);
    TRY(find_ratio(builder, ANY, ANY, &one));
    for (int i = 0; i < plan_peers(builder->plan) * at->n_nodes; i++) {
        const Node *node = &at->node[i % at->n_nodes];
        int peer = i / at->n_nodes, class_ = peer % model->n_classes;
        int arm = peer / model->n_classes / N_SEXES, sex = peer / model->n_classes % N_SEXES;
        RowKind wanted = {.exits = &builder->exits[generation][node->state], .modifier = modifier};
        TRY(find_base(builder, wanted.exits, arm, sex, &wanted.base));
        for (int c = 0; c < n; c++) {
            const Modifier *row = &model->modifier[candidate[c]];
            if (modifier_applies(model, row, node, sex, class_) && bends_any(wanted.exits, row))
                modifier[wanted.n_modifiers++] = candidate[c];
        }
        TRY(find_kind(builder, &wanted, &kind[i]));
        builder->kind[kind[i]].ordinary |= shock == 0;
    }
out:
    free(modifier);
    return status;
}

/* plan_build.h: what is worked on while a plan is built, and the steps for one age.
 * Read by the plan_*.c only. */
#ifndef LIVSBANA_ENGINE_PLAN_BUILD_H
#define LIVSBANA_ENGINE_PLAN_BUILD_H

#include "engine/numbering.h"
#include "engine/plan.h"

/* The ratios upon a row's n targets, and where they stand among all lists'. */
typedef struct {
    int n, first;
    const int *ratio;
} RatioList;

typedef struct {
    const Model *model;
    const Study *study;
    Arena *arena;
    Plan *plan;
    Problems *problems;
    AgePlan *age; /* [n_ages] */
    const PlanWishes *wishes;
    const StateExits **exits,
        **exits_before; /* [n_generations] -> [n_states] of this age, the last */
    int first_shocked;  /* the youngest participant's age: before it no year differs */
    bool alike;         /* all generations have the same rows at this age */
    int matters_until[MAX_MILESTONES]; /* the last age at which a milestone bends anything */
    RowBase *base;                     /* these grow */
    RatioProduct *ratio;
    RowKind *kind;
    RatioList *ratio_list;
    int n_listed; /* ratios in all lists */
    Numbering bases, ratios, kinds, ratio_lists;
    PriceRow *price_row; /* grows */
    int price_row_capacity;
} PlanBuilder;

static inline bool covers(int from, int to, int age)
{
    return from <= age && age <= to;
}

static inline bool matches(int selector, int value)
{
    return selector == ANY || selector == value;
}

/* Is a state open at an age? The end state always is. */
static inline bool open_at(const Model *model, int state, int age)
{
    return state == model->end_state ||
           covers(model->state[state].age_from, model->state[state].age_to, age);
}

/* The generations that somebody belongs to. */
Status plan_keep_generations(PlanBuilder *builder) MUST_USE;
/* The kinds of year that the study's people meet. */
void plan_keep_shocks(PlanBuilder *builder);
/* Exits of every state open at an age, of every generation; those that equal another generation's or
 * last age's are the same ones. */
Status plan_exits(PlanBuilder *builder, AgePlan *at) MUST_USE;
/* The kinds of row of one generation's nodes in one kind of year, for every arm, sex and class:
 * kind[peers][n_nodes]. */
Status plan_lay_kinds(PlanBuilder *builder, const AgePlan *at, int generation, int shock,
                      int *kind) MUST_USE;
/* Where the probabilities of all rows stand, bases by their shapes, once all kinds are known. */
Status plan_lay_shapes(PlanBuilder *builder) MUST_USE;
/* The populations and tables of an age, shared by generations that do not differ; `before` NULL at
 * the first. */
Status plan_lay_tables(PlanBuilder *builder, AgePlan *at, const AgePlan *before) MUST_USE;
/* Where every node's targets are at the next age. */
Status plan_targets(PlanBuilder *builder, AgePlan *at) MUST_USE;
/* Which nodes share a row, once the tables and targets are laid out. */
Status plan_share_rows(PlanBuilder *builder, AgePlan *at) MUST_USE;
/* Where thresholds stand by position, once the rows of this age and the next age's nodes are known. */
Status plan_lanes(PlanBuilder *builder, AgePlan *at, const AgePlan *next) MUST_USE;
/* The cells in which nodes are counted, and what a life meets at each. */
Status plan_cells(PlanBuilder *builder, AgePlan *at) MUST_USE;

#endif

/* Generations, and the base tables that they share at every age. */
#include "engine/plan_build.h"

#include <stdlib.h>
#include <string.h>

/* ---- generations ---- */

BirthYears plan_born(const Study *study, const Group *group)
{
    return (BirthYears){study->starts + group->enter_from - 1 - group->age_to,
                        study->starts + group->enter_to - 1 - group->age_from};
}

static bool overlap(BirthYears a, BirthYears b)
{
    return a.from <= b.to && b.from <= a.to;
}

static bool is_wanted(const PlanBuilder *builder, BirthYears generation)
{
    const Study *study = builder->study;
    for (int g = 0; g < study->n_groups; g++)
        if (overlap(generation, plan_born(study, &study->group[g]))) return true;
    for (int i = 0; i < builder->wishes->n_born; i++)
        if (overlap(generation, builder->wishes->born[i])) return true;
    return false;
}

Status plan_keep_generations(PlanBuilder *builder)
{
    Status status = STATUS_OK;
    const Model *model = builder->model;
    BirthYears *kept;
    int n = 0;
    ARENA_TRY(builder->arena, kept, model->n_generations);
    for (int g = 0; g < model->n_generations; g++)
        if (is_wanted(builder, model->generation[g])) kept[n++] = model->generation[g];
    if (n == 0) kept[n++] = model->generation[0];
    builder->plan->generation = kept;
    builder->plan->n_generations = n;
    ARENA_TRY(builder->arena, builder->exits, n);
    ARENA_TRY(builder->arena, builder->exits_before, n);
out:
    return status;
}

int plan_generation(const Plan *plan, int born)
{
    for (int g = 0; g < plan->n_generations; g++)
        if (covers(plan->generation[g].from, plan->generation[g].to, born)) return g;
    return 0;
}

/* ---- tables ---- */

/* The tables of an age while they are found. */
typedef struct {
    size_t n_kinds; /* of one table */
    int *table_of;
    int *table_people;
    const int **kind;
} Tables;

static Status kinds_of(PlanBuilder *builder, const AgePlan *at, int g, const Tables *tables,
                       const int **kind)
{
    Status status = STATUS_OK;
    int *made;
    if (g > 0 && (builder->alike || at->age == builder->model->last_age)) {
        *kind = tables->kind[tables->table_of[0]];
        return STATUS_OK;
    }
    ARENA_TRY(builder->arena, made, tables->n_kinds);
    if (at->age < builder->model->last_age) TRY(plan_lay_kinds(builder, at, g, made));
    *kind = made;
out:
    return status;
}

/* The table for people of a population whose rows are of these kinds, added if it is new. */
static int find_table(AgePlan *at, Tables *tables, int people, const int *kind)
{
    for (int t = 0; t < at->n_tables; t++) {
        if (tables->table_people[t] == people &&
            (tables->kind[t] == kind ||
             memcmp(tables->kind[t], kind, tables->n_kinds * sizeof *kind) == 0))
            return t;
    }
    tables->table_people[at->n_tables] = people;
    tables->kind[at->n_tables] = kind;
    return at->n_tables++;
}

Status plan_lay_tables(PlanBuilder *builder, AgePlan *at, const AgePlan *before)
{
    Status status = STATUS_OK;
    Plan *plan = builder->plan;
    int n = plan->n_generations;
    Tables tables = {.n_kinds = (size_t)(plan_peers(plan) * at->n_nodes)};
    int *nobody_differs;
    ARENA_TRY(builder->arena, nobody_differs, n);
    ARENA_TRY(builder->arena, tables.table_of, n);
    ARENA_TRY(builder->arena, tables.table_people, n);
    ARENA_TRY(builder->arena, tables.kind, n);
    at->people_of = before ? before->table_of : nobody_differs;
    at->n_peoples = before ? before->n_tables : 1;
    for (int g = 0; g < n; g++) {
        const int *kind;
        TRY(kinds_of(builder, at, g, &tables, &kind));
        tables.table_of[g] = find_table(at, &tables, at->people_of[g], kind);
    }
    at->table_of = tables.table_of;
    at->table_people = tables.table_people;
    at->kind = tables.kind;
    at->first_table = plan->n_tables;
    plan->n_tables += at->n_tables;
out:
    return status;
}

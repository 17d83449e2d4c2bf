/* Generations and kinds of calendar year, and the base tables that they share at every age. */
#include "engine/plan_build.h"

#include <stdlib.h>
#include <string.h>

/* ---- generations ---- */

/* The birth years of those who begin in a group. */
static BirthYears plan_born(const Study *study, const Group *group)
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
        if (!study->group[g].untouched && overlap(generation, plan_born(study, &study->group[g])))
            return true;
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

void plan_keep_shocks(PlanBuilder *builder)
{
    const Study *study = builder->study;
    bool differ = study->simulation.shock && study->model.n_shocks > 0;
    builder->plan->n_shocks = differ ? study->model.n_shocks : 1;
    builder->first_shocked = study->model.last_age;
    for (int g = 0; g < study->n_groups; g++)
        if (!study->group[g].untouched && study->group[g].age_from < builder->first_shocked)
            builder->first_shocked = study->group[g].age_from;
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
    int *table_of, *table_people, *table_like;
    const int **kind;
} Tables;

static Status begin_tables(const PlanBuilder *builder, const AgePlan *at, Tables *tables)
{
    Status status = STATUS_OK;
    int n = builder->plan->n_generations * builder->plan->n_shocks;
    *tables = (Tables){.n_kinds = (size_t)(plan_peers(builder->plan) * at->n_nodes)};
    ARENA_TRY(builder->arena, tables->table_of, n);
    ARENA_TRY(builder->arena, tables->table_people, n);
    ARENA_TRY(builder->arena, tables->table_like, n);
    ARENA_TRY(builder->arena, tables->kind, n);
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
    tables->table_like[at->n_tables] = at->n_tables;
    tables->kind[at->n_tables] = kind;
    return at->n_tables++;
}

/* The tables of all generations in one kind of year. */
static Status lay_year(PlanBuilder *builder, AgePlan *at, int shock, Tables *tables)
{
    Status status = STATUS_OK;
    int n = builder->plan->n_generations, *kind = NULL;
    bool last = at->age == builder->model->last_age;
    for (int g = 0; g < n; g++) {
        if (g == 0 || !builder->alike) {
            ARENA_TRY(builder->arena, kind, tables->n_kinds);
            if (!last) TRY(plan_lay_kinds(builder, at, g, shock, kind));
        }
        int before = at->n_tables;
        int table = find_table(at, tables, at->people_of[g], kind);
        if (shock > 0 && at->n_tables > before) tables->table_like[table] = tables->table_of[g];
        tables->table_of[shock * n + g] = table;
    }
out:
    return status;
}

/* Do years differ for people of this age? */
static bool departs(const PlanBuilder *builder, int age)
{
    const Model *model = builder->model;
    if (age < builder->first_shocked || age == model->last_age) return false;
    for (int i = 0; i < model->n_modifiers; i++) {
        const Modifier *row = &model->modifier[i];
        if (row->shock != ANY && covers(row->age_from, row->age_to, age)) return true;
    }
    return false;
}

/* ---- rows ---- */

/* Nodes that go by the same kinds of row whatever the table. */
static bool shares_row(const PlanBuilder *builder, const AgePlan *at, int v, int other)
{
    for (int t = 0; t < at->n_tables; t++) {
        const int *kind = at->kind[t];
        for (int peer = 0; peer < plan_peers(builder->plan); peer++, kind += at->n_nodes)
            if (kind[v] != kind[other]) return false;
    }
    return true;
}

Status plan_share_rows(PlanBuilder *builder, AgePlan *at)
{
    Status status = STATUS_OK;
    int *row, *row_node, *row_state, *row_targets,
        first = 0; /* the first row of the node's state */
    ARENA_TRY(builder->arena, row, at->n_nodes);
    ARENA_TRY(builder->arena, row_node, at->n_nodes);
    for (int v = 0; v < at->n_nodes; v++) {
        if (v > 0 && at->node[v].state != at->node[v - 1].state) first = at->n_rows;
        int r = first;
        while (r < at->n_rows && !shares_row(builder, at, v, row_node[r])) r++;
        if (r == at->n_rows) row_node[at->n_rows++] = v;
        row[v] = r;
    }
    ARENA_TRY(builder->arena, row_state, at->n_rows);
    ARENA_TRY(builder->arena, row_targets, at->n_rows);
    for (int r = 0; r < at->n_rows; r++) {
        row_state[r] = at->node[row_node[r]].state;
        row_targets[r] = at->row_n[row_node[r]];
    }
    at->row = row;
    at->row_node = row_node;
    at->row_state = row_state;
    at->row_targets = row_targets;
    int n = at->n_rows * at->stride;
    if (n > builder->plan->max_row) builder->plan->max_row = n;
out:
    return status;
}

/* ---- tables of an age ---- */

Status plan_lay_tables(PlanBuilder *builder, AgePlan *at, const AgePlan *before)
{
    Status status = STATUS_OK;
    Plan *plan = builder->plan;
    int n = plan->n_generations;
    Tables tables;
    int *nobody_differs;
    ARENA_TRY(builder->arena, nobody_differs, n);
    TRY(begin_tables(builder, at, &tables));
    at->people_of = before ? before->table_of : nobody_differs;
    at->n_peoples = before ? before->n_ordinary : 1;
    TRY(lay_year(builder, at, 0, &tables));
    at->n_ordinary = at->n_tables;
    for (int shock = 1; shock < plan->n_shocks; shock++) {
        memcpy(tables.table_of + shock * n, tables.table_of, (size_t)n * sizeof *tables.table_of);
        if (departs(builder, at->age)) TRY(lay_year(builder, at, shock, &tables));
    }
    at->table_of = tables.table_of;
    at->table_people = tables.table_people;
    at->table_like = tables.table_like;
    at->kind = tables.kind;
    at->first_table = plan->n_tables;
    plan->n_tables += at->n_tables;
out:
    return status;
}

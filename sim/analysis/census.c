#include "analysis/census.h"

#include <assert.h>
#include <string.h>

Status census_init(const Plan *plan, Arena *arena, Census *census)
{
    Status status = STATUS_OK;
    int n_states = plan->model->n_states, n = 0;
    *census = (Census){.plan = plan};
    for (int a = 0; a < plan->n_ages; a++) census->n_cells += plan->age[a].n_cells;
    ARENA_TRY(arena, census->first, plan->n_ages + 1);
    ARENA_TRY(arena, census->of_state, census->n_cells);
    ARENA_TRY(arena, census->first_of, n_states + 1);
    ARENA_TRY(arena, census->people, census->n_cells);
    for (int a = 0; a < plan->n_ages; a++)
        census->first[a + 1] = census->first[a] + plan->age[a].n_cells;
    for (int s = 0; s < n_states; s++) {
        for (int a = 0; a < plan->n_ages; a++) {
            for (int i = 0; i < plan->age[a].n_cells; i++)
                if (plan->age[a].cell_state[i] == s) census->of_state[n++] = census->first[a] + i;
        }
        census->first_of[s + 1] = n;
    }
out:
    return status;
}

static void add(uint32_t *restrict sum, const uint32_t *restrict people, int n)
{
    for (int i = 0; i < n; i++) sum[i] += people[i];
}

void census_count(Census *census, const uint32_t *cell)
{
    const Plan *plan = census->plan;
    memset(census->people, 0, (size_t)census->n_cells * sizeof *census->people);
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        int first = census->first[cohort->age - plan->model->first_age];
        assert(cohort->age + cohort->n_years == plan->model->first_age + plan->n_ages);
        add(census->people + first, cell + cohort->first_cell[0], census->n_cells - first);
    }
}

uint32_t census_years_in(const Census *census, int state)
{
    uint32_t years = 0;
    for (int i = census->first_of[state]; i < census->first_of[state + 1]; i++)
        years += census->people[census->of_state[i]];
    return years;
}

uint32_t census_excluded(const Census *census, int age)
{
    const Model *model = census->plan->model;
    uint32_t n = 0;
    if (age < model->first_age || age > model->last_age) return 0;
    const AgePlan *at = plan_age(census->plan, age);
    for (int i = 0; i < at->n_cells; i++) {
        if (model->state[at->cell_state[i]].exclusion)
            n += census->people[census->first[age - model->first_age] + i];
    }
    return n;
}

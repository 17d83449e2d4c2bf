#include "economics/living.h"

#include "economics/timing.h"

/* Cohorts of one age, in both arms, that are added up side by side: an addition waits for the one before
 * it in its own sum alone. */
enum { TOGETHER = 4, SUMS = N_ARMS * TOGETHER };

/* Of n_cells in all ages. */
static Status find_states(int n_cells, Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    const Plan *plan = living->plan;
    int n = 0, *first_state, *cell;
    StateCells *state;
    ARENA_TRY(arena, first_state, plan->n_ages + 1);
    ARENA_TRY(arena, state, n_cells);
    ARENA_TRY(arena, cell, n_cells);
    for (int a = 0, next = 0; a < plan->n_ages; a++) {
        const AgePlan *at = &plan->age[a];
        for (int s = 0; s < plan->model->n_states; s++) {
            int first = next;
            for (int i = 0; i < at->n_cells; i++)
                if (at->cell_state[i] == s) cell[next++] = i;
            if (next > first) state[n++] = (StateCells){s, first, next - first};
        }
        first_state[a + 1] = n;
    }
    living->first_state = first_state;
    living->state = state;
    living->cell = cell;
out:
    return status;
}

static Status find_living(int n_cells, Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    const Plan *plan = living->plan;
    int n = 0, *first_living;
    LivingRun *run;
    ARENA_TRY(arena, first_living, plan->n_ages + 1);
    ARENA_TRY(arena, run, n_cells);
    for (int a = 0; a < plan->n_ages; a++) {
        const int *of = plan->age[a].cell_state, end = plan->model->end_state;
        for (int cell = 0; cell < plan->age[a].n_cells; cell++) {
            if (of[cell] == end) continue;
            if (cell == 0 || of[cell - 1] == end) run[n++] = (LivingRun){cell, 0};
            run[n - 1].n++;
        }
        first_living[a + 1] = n;
    }
    living->first_living = first_living;
    living->living = run;
out:
    return status;
}

static Status find_agers(Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    const Plan *plan = living->plan;
    int *first, n = 0;
    Ager *ager;
    ARENA_TRY(arena, first, plan->n_ages + 1);
    ARENA_TRY(arena, ager, plan->n_times);
    for (int a = 0; a < plan->n_ages; a++) {
        for (const Cohort *cohort = plan->cohort; cohort < plan->cohort + plan->n_cohorts;
             cohort++) {
            int k = plan->model->first_age + a - cohort->age;
            if (k < 0 || k >= cohort->n_years) continue;
            ager[n++] = (Ager){cohort->first_cell[k], cohort->first_time + k, cohort->enter + k,
                               cohort->n_people};
        }
        first[a + 1] = n;
    }
    living->first_ager = first;
    living->ager = ager;
out:
    return status;
}

static Status list_excluded(Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    const Plan *plan = living->plan;
    int *excluded;
    ARENA_TRY(arena, excluded, plan->n_counts);
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            const AgePlan *at = plan_age(plan, cohort->age + k);
            for (int cell = 0; cell < at->n_cells; cell++) {
                if (plan->model->state[at->cell_state[cell]].exclusion)
                    excluded[living->n_excluded++] = cohort->first_cell[k] + cell;
            }
        }
    }
    living->excluded = excluded;
out:
    return status;
}

Status living_plan_build(const Plan *plan, Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    int n_cells = 0; /* of all ages */
    *living = (LivingPlan){.plan = plan};
    for (int a = 0; a < plan->n_ages; a++) n_cells += plan->age[a].n_cells;
    TRY(find_states(n_cells, arena, living));
    TRY(find_living(n_cells, arena, living));
    TRY(find_agers(arena, living));
    TRY(list_excluded(arena, living));
out:
    return status;
}

int living_years(const Plan *plan, const Cohort *cohort, int n_years)
{
    int n = n_years + timing_ahead(plan->study->economics.timing) - (cohort->enter - 1);
    return n < 0 ? 0 : n < cohort->n_years ? n : cohort->n_years;
}

/* Adds up n cohorts of an age side by side; of fewer the first stands for those that are not there. */
static void add_up(const LivingPlan *living, int a, const Ager *const ager[TOGETHER], int n,
                   const double *const people[N_ARMS], double *const alive[N_ARMS])
{
    double sum[SUMS] = {0};
    const double *own[SUMS];
    for (int i = 0; i < SUMS; i++)
        own[i] = people[i % N_ARMS] + ager[i / N_ARMS < n ? i / N_ARMS : 0]->cell;
    for (int r = living->first_living[a]; r < living->first_living[a + 1]; r++) {
        int first = living->living[r].first, last = first + living->living[r].n;
        for (int cell = first; cell < last; cell++)
            for (int i = 0; i < SUMS; i++) sum[i] += own[i][cell];
    }
    for (int i = 0; i < n * N_ARMS; i++) alive[i % N_ARMS][ager[i / N_ARMS]->time] = sum[i];
}

void living_count(const LivingPlan *living, const double *const people[N_ARMS], int n_years,
                  double *const alive[N_ARMS])
{
    const Plan *plan = living->plan;
    int last_year = n_years + timing_ahead(plan->study->economics.timing);
    for (int a = 0; a < plan->n_ages; a++) {
        const Ager *together[TOGETHER];
        int n = 0;
        for (int i = living->first_ager[a]; i < living->first_ager[a + 1]; i++) {
            if (living->ager[i].year > last_year) continue;
            together[n++] = &living->ager[i];
            if (n < TOGETHER) continue;
            add_up(living, a, together, n, people, alive);
            n = 0;
        }
        if (n > 0) add_up(living, a, together, n, people, alive);
    }
}

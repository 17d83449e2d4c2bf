#include "economics/living.h"

#include "economics/timing.h"

/* Cohorts of one age, in both arms, that are added up side by side: an addition waits for the one before
 * it in its own sum alone. */
enum { TOGETHER = 4, SUMS = N_ARMS * TOGETHER };

typedef struct {
    int n;
    const double *people[SUMS]; /* [cohort][arm] cells of the age */
    int time[TOGETHER];
} Side;

static Status find_states(Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    const Plan *plan = living->plan;
    int n_cells = 0, n = 0, *first_state, *cell;
    StateCells *state;
    for (int a = 0; a < plan->n_ages; a++) n_cells += plan->age[a].n_cells;
    ARENA_TRY(arena, first_state, plan->n_ages + 1);
    ARENA_TRY(arena, state, n_cells);
    ARENA_TRY(arena, cell, n_cells);
    n_cells = 0;
    for (int a = 0; a < plan->n_ages; a++) {
        const AgePlan *at = &plan->age[a];
        for (int s = 0; s < plan->model->n_states; s++) {
            int first = n_cells;
            for (int i = 0; i < at->n_cells; i++)
                if (at->cell_state[i] == s) cell[n_cells++] = i;
            if (n_cells > first) state[n++] = (StateCells){s, first, n_cells - first};
        }
        first_state[a + 1] = n;
    }
    living->first_state = first_state;
    living->state = state;
    living->cell = cell;
out:
    return status;
}

static Status find_living(Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    const Plan *plan = living->plan;
    int n_cells = 0, n = 0, *first_living;
    LivingRun *run;
    for (int a = 0; a < plan->n_ages; a++) n_cells += plan->age[a].n_cells;
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
    *living = (LivingPlan){.plan = plan};
    TRY(find_states(arena, living));
    TRY(find_living(arena, living));
    TRY(list_excluded(arena, living));
out:
    return status;
}

int living_years(const Plan *plan, const Cohort *cohort, int n_years)
{
    int n = n_years + timing_ahead(plan->study->economics.timing) - (cohort->enter - 1);
    return n < 0 ? 0 : n < cohort->n_years ? n : cohort->n_years;
}

/* Adds up what stands side by side at an age. */
static void add_up(const LivingPlan *living, int a, Side *side, double *const alive[N_ARMS])
{
    double sum[SUMS] = {0};
    for (int i = side->n * N_ARMS; i < SUMS; i++) side->people[i] = side->people[0];
    for (int r = living->first_living[a]; r < living->first_living[a + 1]; r++) {
        int first = living->living[r].first, last = first + living->living[r].n;
        for (int cell = first; cell < last; cell++)
            for (int i = 0; i < SUMS; i++) sum[i] += side->people[i][cell];
    }
    for (int i = 0; i < side->n * N_ARMS; i++) alive[i % N_ARMS][side->time[i / N_ARMS]] = sum[i];
    side->n = 0;
}

void living_count(const LivingPlan *living, const double *const people[N_ARMS], int n_years,
                  double *const alive[N_ARMS])
{
    const Plan *plan = living->plan;
    int last_year = n_years + timing_ahead(plan->study->economics.timing);
    for (int a = 0; a < plan->n_ages; a++) {
        Side side = {.n = 0};
        for (int c = 0; c < plan->n_cohorts; c++) {
            const Cohort *cohort = &plan->cohort[c];
            int k = plan->model->first_age + a - cohort->age;
            if (k < 0 || k >= cohort->n_years || cohort->enter + k > last_year) continue;
            for (int arm = 0; arm < N_ARMS; arm++)
                side.people[side.n * N_ARMS + arm] = people[arm] + cohort->first_cell[k];
            side.time[side.n++] = cohort->first_time + k;
            if (side.n == TOGETHER) add_up(living, a, &side, alive);
        }
        if (side.n > 0) add_up(living, a, &side, alive);
    }
}

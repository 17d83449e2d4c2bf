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

Status living_plan_build(const Plan *plan, Arena *arena, LivingPlan *living)
{
    Status status = STATUS_OK;
    int n_cells = 0, n = 0, *first_run;
    StateRun *run;
    for (int a = 0; a < plan->n_ages; a++) n_cells += plan->age[a].n_cells;
    ARENA_TRY(arena, first_run, plan->n_ages + 1);
    ARENA_TRY(arena, run, n_cells);
    for (int a = 0; a < plan->n_ages; a++) {
        const AgePlan *at = &plan->age[a];
        for (int cell = 0; cell < at->n_cells; cell++) {
            if (cell == 0 || at->cell_state[cell] != at->cell_state[cell - 1])
                run[n++] = (StateRun){at->cell_state[cell], cell, 0};
            run[n - 1].n++;
        }
        first_run[a + 1] = n;
    }
    *living = (LivingPlan){plan, first_run, run};
out:
    return status;
}

int living_years(const Plan *plan, const Cohort *cohort, int n_years)
{
    int n = n_years + timing_ahead(plan->study->economics.timing) - (cohort->enter - 1);
    return n < 0 ? 0 : n < cohort->n_years ? n : cohort->n_years;
}

/* Adds up what stands side by side at an age. */
static void add_up(const LivingPlan *living, int age, Side *side, double *const alive[N_ARMS])
{
    const StateRun *run;
    int n_runs = living_runs(living, age, &run);
    double sum[SUMS] = {0};
    for (int i = side->n * N_ARMS; i < SUMS; i++) side->people[i] = side->people[0];
    for (int r = 0; r < n_runs; r++) {
        if (run[r].state == living->plan->model->end_state) continue;
        for (int cell = run[r].first; cell < run[r].first + run[r].n; cell++)
            for (int i = 0; i < SUMS; i++) sum[i] += side->people[i][cell];
    }
    for (int i = 0; i < side->n * N_ARMS; i++) alive[i % N_ARMS][side->time[i / N_ARMS]] = sum[i];
    side->n = 0;
}

void living_count(const LivingPlan *living, const double *const people[N_ARMS], int n_years,
                  double *const alive[N_ARMS])
{
    const Plan *plan = living->plan;
    for (int a = 0; a < plan->n_ages; a++) {
        int age = plan->model->first_age + a;
        Side side = {.n = 0};
        for (int c = 0; c < plan->n_cohorts; c++) {
            const Cohort *cohort = &plan->cohort[c];
            int k = age - cohort->age;
            if (k < 0 || k >= living_years(plan, cohort, n_years)) continue;
            for (int arm = 0; arm < N_ARMS; arm++)
                side.people[side.n * N_ARMS + arm] = people[arm] + cohort->first_cell[k];
            side.time[side.n++] = cohort->first_time + k;
            if (side.n == TOGETHER) add_up(living, age, &side, alive);
        }
        if (side.n > 0) add_up(living, age, &side, alive);
    }
}

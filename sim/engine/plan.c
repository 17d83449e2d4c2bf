#include "engine/plan.h"

int plan_band(const State *state, int years)
{
    int band = state->n_bands - 1;
    while (band > 0 && years < state->band_from[band]) band--;
    return band;
}

/* The bits of `held` at the places of `bits`, pushed together. */
static uint32_t compress(uint32_t held, uint32_t bits)
{
    uint32_t packed = 0;
    int place = 0;
    for (int m = 0; m < MAX_MILESTONES; m++) {
        if (!(bits >> m & 1)) continue;
        packed |= (held >> m & 1) << place++;
    }
    return packed;
}

int plan_node(const Plan *plan, int age, int state, int years, uint32_t held)
{
    const AgePlan *at = plan_age(plan, age);
    int first = at->first_node[state];
    if (first == ANY) return ANY;
    int last = plan->n_state_years[state] - 1;
    if (years > last) years = last;
    if (state == plan->model->end_state) return first + years;
    return first + years * at->n_held + (int)compress(held, at->held_bits);
}

static int find_target(const StateExits *exits, int state)
{
    for (int j = 0; j < exits->n; j++) {
        if (exits->to[j] == state) return j;
    }
    return ANY;
}

void plan_multiply(const StateExits *exits, int to, double value, double *ratio)
{
    if (to != ANY) {
        int j = find_target(exits, to);
        if (j != ANY && j != exits->stay) ratio[j] *= value;
        return;
    }
    for (int j = 0; j < exits->n; j++) {
        if (j != exits->stay && j != exits->end) ratio[j] *= value;
    }
}

double plan_alive(const Plan *plan, const Cohort *cohort, int k, const double *people)
{
    const AgePlan *at = plan_age(plan, cohort->age + k);
    double sum = 0;
    for (int c = 0; c < at->n_cells; c++) {
        if (at->cell_state[c] != plan->model->end_state) sum += people[cohort->first_cell[k] + c];
    }
    return sum;
}

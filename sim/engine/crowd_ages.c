#include "engine/crowd_tile.h"

#include <assert.h>

/* ---- what every age has ---- */

static Status lay_tally(const AgePlan *at, int sex, Arena *arena, CrowdAge *age)
{
    Status status = STATUS_OK;
    ARENA_TRY(arena, age->tally[sex], at->n_nodes);
    for (int v = 0; v < at->n_nodes; v++) {
        const Step *step = &at->step[sex][v];
        uint32_t cell = (uint32_t)(step->cell & TALLY_CELL), excluded = step->exclusion;
        uint32_t state = step->state;
        age->tally[sex][v] = cell | excluded << TALLY_EXCLUDED | state << TALLY_STATE;
    }
out:
    return status;
}

/* ---- what a shuffled year has ---- */

static void lay_node(const CrowdAge *age, int v, CrowdAge *into)
{
    const AgePlan *at = age->at;
    const int16_t *target = at->target + v * at->stride;
    for (int sex = 0; sex < N_SEXES; sex++) into->cell[sex][v] = (uint32_t)at->cell[sex][v];
    into->excluded[v] = at->step[SEX_FEMALE][v].exclusion;
    into->state[v] = 1u << at->node[v].state;
    into->first[v] = (uint32_t)target[0];
    if (v < LANES) into->one[v / 4][v] = 1u << 8 * (v % 4);
    for (int j = 0; j < age->most - 1; j++) {
        bool is_one = j + 1 < at->row_n[v];
        into->step[j][v] = is_one ? (uint32_t)(target[j + 1] - target[j]) : 1; /* never taken */
        if (into->step[j][v] != 1) into->steps_by_one = false;
    }
}

static void lay_shuffles(CrowdAge *age, const AgePlan *next)
{
    const AgePlan *at = age->at;
    age->shuffled = at->n_nodes <= SHUFFLED && next->n_nodes <= SHUFFLED &&
                    age->most - 1 <= SHUFFLED_THRESHOLDS;
    if (!age->shuffled) return;
    age->steps_by_one = true;
    for (int v = 0; v < at->n_nodes; v++) lay_node(age, v, age);
}

/* The state bits of an age that is shuffled into, though nobody is shuffled out of it. */
static void lay_states(const AgePlan *at, CrowdAge *age)
{
    for (int v = 0; v < at->n_nodes && v < SHUFFLED; v++) age->state[v] = 1u << at->node[v].state;
}

Status crowd_ages(const Plan *plan, Arena *arena, const CrowdAge **ages)
{
    Status status = STATUS_OK;
    CrowdAge *age;
    uint32_t cells = 0;
    ARENA_TRY(arena, age, plan->n_ages);
    for (int i = 0; i < plan->n_ages; i++) {
        const AgePlan *at = &plan->age[i];
        age[i].at = at;
        age[i].cells_before = cells;
        cells += (uint32_t)at->n_cells;
        for (int sex = 0; sex < N_SEXES; sex++) TRY(lay_tally(at, sex, arena, &age[i]));
        lay_states(at, &age[i]);
        if (i == plan->n_ages - 1) continue; /* nobody moves on from the last age */
        for (int v = 0; v < at->n_nodes; v++) {
            if (at->row_n[v] > age[i].most) age[i].most = at->row_n[v];
        }
        lay_shuffles(&age[i], at + 1);
    }
    for (int c = 0; c < plan->n_cohorts; c++) { /* a cohort's cells stand age after age */
        const Cohort *cohort = &plan->cohort[c];
        const CrowdAge *entry = &age[cohort->age - plan->model->first_age];
        for (int k = 0; k < cohort->n_years; k++)
            assert((uint32_t)(cohort->first_cell[k] - cohort->first_cell[0]) ==
                   entry[k].cells_before - entry->cells_before);
    }
    *ages = age;
out:
    return status;
}

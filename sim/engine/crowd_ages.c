#include "engine/crowd_tile.h"

#include <assert.h>
#include <string.h>

/* ---- what every age has ---- */

static uint32_t place_of(const CrowdAge *age, int sex, int v)
{
    int cell = age->at->cell[sex][v];
    return cell == ANY ? NO_PLACE : age->cells_before + (uint32_t)cell;
}

/* All but the targets. */
static void lay_entry(const AgePlan *at, int sex, int v, NodeEntry *entry)
{
    int stay = at->exits[at->node[v].state].stay, last = at->stride - 1;
    uint32_t row = (uint32_t)plan_threshold(at, v) / crowd_row_unit(at);
    assert(row <= UINT16_MAX);
    *entry = (NodeEntry){.cell = (uint16_t)at->cell[sex][v],
                         .row = (uint16_t)row,
                         .state = (uint8_t)at->node[v].state,
                         .excluded = at->step[sex][v].exclusion,
                         .low = (uint8_t)(stay == ANY || stay == 0 ? last : stay - 1),
                         .high = (uint8_t)(stay == ANY ? last : stay)};
}

static Status lay_entries(const AgePlan *at, int sex, Arena *arena, CrowdAge *age)
{
    Status status = STATUS_OK;
    size_t row = (size_t)at->stride * sizeof(int16_t), bytes = sizeof(NodeEntry) + row;
    char *entries;
    ARENA_TRY(arena, entries, (size_t)at->n_nodes * bytes);
    for (int v = 0; v < at->n_nodes; v++) {
        NodeEntry *entry = (NodeEntry *)(entries + (size_t)v * bytes);
        lay_entry(at, sex, v, entry);
        if (age->moves) memcpy(entry->target, at->target + v * at->stride, row);
    }
    age->entry[sex] = entries;
out:
    return status;
}

/* ---- what a shuffled year has ---- */

/* The nibbles of even cells are summed before those of odd ones: see `flush` of crowd_shuffle. */
static uint32_t nibble_of(int cell)
{
    return 1u << 4 * (cell < PACKED / 2 ? 2 * cell : 2 * cell - PACKED + 1);
}

static void lay_count(const AgePlan *at, int sex, int v, CrowdAge *age)
{
    int cell = at->cell[sex][v];
    age->place[sex][v] = place_of(age, sex, v);
    age->nibble[sex][v] = cell == ANY || !age->packed ? 0 : nibble_of(cell);
}

/* By one the last target comes first, or one behind it, and a threshold not passed takes one off. From the last
 * age nobody moves. */
static void lay_node(const AgePlan *at, int v, CrowdAge *age)
{
    bool shuffled = age->form != LOOKED_UP;
    uint32_t first = !age->moves ? (uint32_t)v
                     : shuffled  ? (uint32_t)at->target[v * at->stride]
                                 : 0;
    if (age->form == BY_ONE) first += (uint32_t)at->lanes.n_positions;
    age->node[v] = first % FEW_NODES |
                   (uint32_t)at->step[SEX_FEMALE][v].exclusion << NODE_EXCLUDED |
                   1u << (NODE_STATE + at->node[v].state);
}

/* Lays the steps of a node; returns whether all are by one. */
static bool lay_steps(const AgePlan *at, int v, CrowdAge *age)
{
    const int16_t *target = at->target + v * at->stride;
    bool by_one = true;
    for (int k = 0; k < at->lanes.n_positions; k++) {
        bool is_one = k + 1 < at->row_n[v];
        age->step[k][v] = is_one ? (uint32_t)(target[k + 1] - target[k]) : 1; /* never taken */
        by_one &= age->step[k][v] == 1;
    }
    return by_one;
}

/* How people move on from an age. */
static CrowdForm lay_moves(const AgePlan *at, CrowdAge *age)
{
    bool by_one = true;
    if (!at->lanes.n_positions) return LOOKED_UP;
    for (int v = 0; v < at->n_nodes; v++) {
        by_one &= lay_steps(at, v, age);
        age->lane[v] = (uint32_t)at->lane[v];
    }
    if (at->n_nodes > LANES || at[1].n_nodes > LANES)
        return at->lanes.n_lanes > LANES ? BY_WIDE_LANES : BY_WIDE_STEPS;
    return by_one ? BY_ONE : BY_STEPS;
}

/* The last age is lived as the one before. */
static void lay_shuffles(const AgePlan *at, const CrowdAge *before, CrowdAge *age)
{
    age->form = age->moves ? lay_moves(at, age) : before ? before->form : LOOKED_UP;
    if (age->form == LOOKED_UP) return;
    age->n_positions = at->lanes.n_positions;
    age->packed = at->n_cells <= PACKED;
    for (int v = 0; v < at->n_nodes; v++) {
        for (int sex = 0; sex < N_SEXES; sex++) lay_count(at, sex, v, age);
    }
}

static bool goes_on(const CrowdAge *age, const CrowdAge *next)
{
    return next->at->age % BLOCK != 0 && !next->at->decided && age->form != LOOKED_UP &&
           age->form == next->form && age->packed == next->packed;
}

Status crowd_ages(const Plan *plan, Arena *arena, const CrowdAge **ages)
{
    Status status = STATUS_OK;
    CrowdAge *age;
    uint32_t cells = 0;
    ARENA_TRY(arena, age,
              plan->n_ages + 1); /* where the last age's people would come, were there more */
    for (int i = 0; i < plan->n_ages; i++) {
        const AgePlan *at = &plan->age[i];
        age[i].at = at;
        age[i].cells_before = cells;
        cells += (uint32_t)at->n_cells;
        age[i].moves = i < plan->n_ages - 1;
        for (int sex = 0; sex < N_SEXES; sex++) TRY(lay_entries(at, sex, arena, &age[i]));
        lay_shuffles(at, i > 0 ? &age[i - 1] : NULL, &age[i]);
        if (plan->model->n_states > FEW_STATES) continue;
        for (int v = 0; v < at->n_nodes && v < FEW_NODES; v++) lay_node(at, v, &age[i]);
    }
    memcpy(age[plan->n_ages].node, age[plan->n_ages - 1].node, sizeof age->node);
    for (int i = plan->n_ages - 1; i >= 0; i--) {
        bool more = age[i].moves && goes_on(&age[i], &age[i + 1]);
        age[i].n_together = more ? age[i + 1].n_together + 1 : 1;
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

#include "engine/exact_move.h"

#include <string.h>

/* ---- where people come from ---- */

static int first_end(const Mover *mover, const AgePlan *at)
{
    return at->first_node[mover->plan->model->end_state];
}

static Status find_sources(const Mover *mover, const AgePlan *at, Arena *arena, Inflows *inflows)
{
    Status status = STATUS_OK;
    int n_next = (at + 1)->n_nodes, *first, n = 0;
    Inflow *inflow;
    ARENA_TRY(arena, first, n_next + 1);
    for (int v = 0; v < first_end(mover, at); v++) {
        for (int j = 0; j < at->row_n[v] - 1; j++, n++) first[at->target[v * at->stride + j] + 1]++;
    }
    for (int u = 0; u < n_next; u++) first[u + 1] += first[u];
    ARENA_TRY(arena, inflow, n);
    for (int v = 0; v < first_end(mover, at); v++) {
        for (int j = 0; j < at->row_n[v] - 1; j++)
            inflow[first[at->target[v * at->stride + j]]++] = (Inflow){v * ABREAST,
                                                                       at->row[v] * at->stride + j};
    }
    memmove(first + 1, first, (size_t)n_next * sizeof *first); /* each went on to the next one's */
    first[0] = 0;
    *inflows = (Inflows){first, inflow};
out:
    return status;
}

Status mover_init(const Plan *plan, Arena *arena, Mover *mover)
{
    Status status = STATUS_OK;
    Inflows *inflows;
    *mover = (Mover){.plan = plan};
    ARENA_TRY(arena, inflows, plan->n_ages);
    for (int i = 0; i < plan->n_ages - 1; i++)
        TRY(find_sources(mover, &plan->age[i], arena, &inflows[i]));
    mover->inflows = inflows;
    ARENA_TRY(arena, mover->p, plan->max_row * ABREAST);
    ARENA_TRY(arena, mover->q, plan->max_nodes * ABREAST);
out:
    return status;
}

/* ---- a year's rows ---- */

/* The rows of the table that all lanes share, one after the other. */
LANES_BODY void lay_out(const Mover *mover, const AgePlan *at, const YearTable *table)
{
    for (int r = 0; r < at->n_rows; r++) {
        const double *from = table->p[r];
        double *p = mover->p + r * at->stride;
        mover->q[r] = table->q[r];
        for (int j = 0; j < at->row_targets[r]; j++) p[j] = from[j];
    }
}

/* The rows of all lanes' tables, entry by entry. */
LANES_BODY void lay_out_abreast(const Mover *mover, const AgePlan *at,
                                const YearTable *const table[ABREAST])
{
    for (int r = 0; r < at->n_rows; r++) {
        const double *from[ABREAST];
        double *p = mover->p + r * at->stride * ABREAST, *q = mover->q + r * ABREAST;
        for (int l = 0; l < ABREAST; l++) {
            from[l] = table[l]->p[r];
            q[l] = table[l]->q[r];
        }
        for (int j = 0; j < at->row_targets[r]; j++) {
            *(Abreast *)(p + j * ABREAST) = (Abreast){from[0][j], from[1][j], from[2][j],
                                                      from[3][j], from[4][j], from[5][j],
                                                      from[6][j], from[7][j]};
        }
    }
}

/* An entry of the rows, for all lanes. (By pointer: a vector that is returned has no one ABI.) */
LANES_BODY void take_entry(const double *row, int i, bool shared, Abreast *entry)
{
    double one = row[i];
    if (shared)
        *entry = (Abreast){one, one, one, one, one, one, one, one};
    else
        *entry = *(const Abreast *)(row + i * ABREAST);
}

/* ---- a year ---- */

/* Leaves the survivors in `now`, and those who come to the end state in `end`. */
LANES_BODY void survive(const Mover *mover, const AgePlan *at, bool shared, double *now,
                        Abreast *end)
{
    Abreast sum = {0}, q, p;
    for (int v = 0; v < first_end(mover, at); v++) {
        Abreast people = *(const Abreast *)(now + v * ABREAST);
        take_entry(mover->q, at->row[v], shared, &q);
        take_entry(mover->p, at->row[v] * at->stride + at->row_n[v] - 1, shared, &p);
        Abreast alive = people * (1 - q);
        sum += people * q;
        sum += alive * p;
        *(Abreast *)(now + v * ABREAST) = alive;
    }
    *end = sum;
}

/* A node's sum waits in a register. */
LANES_BODY void gather(const Mover *mover, const AgePlan *at, bool shared, const double *alive,
                       double *next)
{
    const Inflows *inflows = &mover->inflows[at - mover->plan->age];
    const Inflow *inflow = inflows->inflow;
    for (int u = 0; u < (at + 1)->n_nodes; u++) {
        const Inflow *end = inflows->inflow + inflows->first[u + 1];
        Abreast sum = {0}, p;
        for (; inflow < end; inflow++) {
            take_entry(mover->p, inflow->entry, shared, &p);
            sum += *(const Abreast *)(alive + inflow->from) * p;
        }
        *(Abreast *)(next + u * ABREAST) = sum;
    }
}

LANES_BODY void move(const Mover *mover, const AgePlan *at, bool shared, double *now, double *next)
{
    Abreast end;
    survive(mover, at, shared, now, &end);
    gather(mover, at, shared, now, next);
    *(Abreast *)(next + first_end(mover, at + 1) * ABREAST) = end;
    for (int v = first_end(mover, at); v < at->n_nodes; v++)
        *(Abreast *)(next +
                     at->target[v * at->stride] * ABREAST) += *(const Abreast *)(now + v * ABREAST);
}

#define DEFINE(suffix, attributes)                                                          \
    attributes static void move_shared_##suffix(const Mover *mover, const AgePlan *at,      \
                                                const YearTable *const *table, double *now, \
                                                double *next)                               \
    {                                                                                       \
        lay_out(mover, at, table[0]);                                                       \
        move(mover, at, true, now, next);                                                   \
    }                                                                                       \
    attributes static void move_apart_##suffix(const Mover *mover, const AgePlan *at,       \
                                               const YearTable *const *table, double *now,  \
                                               double *next)                                \
    {                                                                                       \
        lay_out_abreast(mover, at, table);                                                  \
        move(mover, at, false, now, next);                                                  \
    }
LANES_EACH(DEFINE)
#undef DEFINE

typedef void Move(const Mover *mover, const AgePlan *at, const YearTable *const *table, double *now,
                  double *next);

void mover_move(const Mover *mover, LaneTarget target, const AgePlan *at,
                const YearTable *const table[ABREAST], double *now, double *next)
{
    static Move *const move_shared[N_LANE_TARGETS] = LANES_TABLE(move_shared);
    static Move *const move_apart[N_LANE_TARGETS] = LANES_TABLE(move_apart);
    const YearTable *lane[ABREAST], *some = NULL;
    bool shared = true;
    for (int l = 0; l < ABREAST; l++) {
        if (!some) some = table[l];
        shared &= !table[l] || table[l] == some;
    }
    if (!some) {
        memset(next, 0, (size_t)((at + 1)->n_nodes * ABREAST) * sizeof *next);
        return;
    }
    for (int l = 0; l < ABREAST; l++) lane[l] = table[l] ? table[l] : some;
    (shared ? move_shared : move_apart)[target](mover, at, lane, now, next);
}

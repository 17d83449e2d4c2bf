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

/* All bits of some lanes. */
typedef int64_t LaneBits __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));

/* The tables by which the lanes move. */
typedef struct {
    int n;
    const YearTable *table[ABREAST]; /* [n] */
    LaneBits lanes[ABREAST];         /* [n] who moves by it */
} Tables;

/* The rows of the table that all lanes share, one after the other. Rows are read by four, for they are
 * filled up wherever they stand. */
LANES_BODY void lay_out(const Mover *mover, const AgePlan *at, const YearTable *table)
{
    double *q = mover->q, *p = mover->p;
    for (int r = 0; r < at->n_rows; r++, p += at->stride) {
        const double *from = table->p[r];
        q[r] = table->q[r];
        for (int j = 0, n = at->row_targets[r]; j < n; j += 4)
            memcpy(p + j, from + j, 4 * sizeof *p);
    }
}

/* One number in all lanes. (By pointer: a vector that is returned has no one ABI.) */
LANES_BODY void spread(double one, Abreast *lanes)
{
    *lanes = (Abreast){one, one, one, one, one, one, one, one};
}

/* Puts one number into some of the lanes. */
LANES_BODY void put(double one, const LaneBits *some, Abreast *lanes)
{
    Abreast other;
    spread(one, &other);
    *lanes = (Abreast)(((LaneBits)other & *some) | ((LaneBits)*lanes & ~*some));
}

/* The rows of the first two tables, entry by entry. */
LANES_BODY void lay_out_two(const Mover *mover, const AgePlan *at, const Tables *tables)
{
    const YearTable *first = tables->table[0], *second = tables->table[1];
    LaneBits some = tables->lanes[1];
    for (int r = 0; r < at->n_rows; r++) {
        const double *one = first->p[r], *other = second->p[r];
        Abreast *p = (Abreast *)mover->p + r * at->stride, *q = (Abreast *)mover->q + r;
        spread(first->q[r], q);
        put(second->q[r], &some, q);
        for (int j = 0, n = at->row_targets[r]; j < n; j += 4) {
            for (int k = j; k < j + 4; k++) {
                Abreast entry;
                spread(one[k], &entry);
                put(other[k], &some, &entry);
                p[k] = entry;
            }
        }
    }
}

/* The rows of another table into its lanes, but those that are the first table's too. */
LANES_BODY void lay_out_more(const Mover *mover, const AgePlan *at, const Tables *tables, int t)
{
    const YearTable *first = tables->table[0], *table = tables->table[t];
    LaneBits some = tables->lanes[t];
    for (int r = 0; r < at->n_rows; r++) {
        const double *other = table->p[r];
        Abreast *p = (Abreast *)mover->p + r * at->stride;
        put(table->q[r], &some, (Abreast *)mover->q + r);
        if (other == first->p[r]) continue;
        for (int j = 0, n = at->row_targets[r]; j < n; j += 4) {
            for (int k = j; k < j + 4; k++) put(other[k], &some, &p[k]);
        }
    }
}

LANES_BODY void lay_out_apart(const Mover *mover, const AgePlan *at, const Tables *tables)
{
    lay_out_two(mover, at, tables);
    for (int t = 2; t < tables->n; t++) lay_out_more(mover, at, tables, t);
}

/* An entry of the rows, for all lanes. */
LANES_BODY void take_entry(const double *row, int i, bool shared, Abreast *entry)
{
    if (shared)
        spread(row[i], entry);
    else
        *entry = *(const Abreast *)(row + i * ABREAST);
}

/* ---- a year ---- */

/* Leaves the survivors in `now`, and those who come to the end state in `end`. */
LANES_BODY void survive(const Mover *mover, const AgePlan *at, bool shared, Abreast *now,
                        Abreast *end)
{
    const double *all_p = mover->p, *all_q = mover->q;
    const int *row = at->row, *row_n = at->row_n;
    int n = first_end(mover, at), stride = at->stride;
    Abreast sum = {0}, q, p;
    for (int v = 0; v < n; v++) {
        Abreast people = now[v];
        take_entry(all_q, row[v], shared, &q);
        take_entry(all_p, row[v] * stride + row_n[v] - 1, shared, &p);
        Abreast alive = people * (1 - q);
        sum += people * q;
        sum += alive * p;
        now[v] = alive;
    }
    *end = sum;
}

/* A node's sum waits in a register. */
LANES_BODY void gather(const Mover *mover, const AgePlan *at, bool shared, const Abreast *alive,
                       Abreast *next)
{
    const Inflows *inflows = &mover->inflows[at - mover->plan->age];
    const Inflow *inflow = inflows->inflow;
    const int *first = inflows->first;
    const double *all_p = mover->p;
    int n_next = (at + 1)->n_nodes;
    for (int u = 0; u < n_next; u++) {
        const Inflow *end = inflow + (first[u + 1] - first[u]);
        Abreast sum = {0}, p;
        for (; inflow < end; inflow++) {
            take_entry(all_p, inflow->entry, shared, &p);
            sum += *(const Abreast *)((const double *)alive + inflow->from) * p;
        }
        next[u] = sum;
    }
}

LANES_BODY void move(const Mover *mover, const AgePlan *at, bool shared, double *now_,
                     double *next_)
{
    Abreast *now = (Abreast *)now_, *next = (Abreast *)next_, end;
    survive(mover, at, shared, now, &end);
    gather(mover, at, shared, now, next);
    next[first_end(mover, at + 1)] = end;
    for (int v = first_end(mover, at); v < at->n_nodes; v++)
        next[at->target[v * at->stride]] += now[v];
}

#define DEFINE(suffix, attributes)                                                            \
    attributes static void move_all_##suffix(const Mover *mover, const AgePlan *at,           \
                                             const Tables *tables, double *now, double *next) \
    {                                                                                         \
        if (tables->n == 1) {                                                                 \
            lay_out(mover, at, tables->table[0]);                                             \
            move(mover, at, true, now, next);                                                 \
        } else {                                                                              \
            lay_out_apart(mover, at, tables);                                                 \
            move(mover, at, false, now, next);                                                \
        }                                                                                     \
    }
LANES_EACH(DEFINE)
#undef DEFINE

static void find_tables(const YearTable *const table[ABREAST], Tables *tables)
{
    tables->n = 0;
    for (int l = 0; l < ABREAST; l++) {
        int t = 0;
        while (t < tables->n && tables->table[t] != table[l]) t++;
        if (!table[l]) continue;
        if (t == tables->n) {
            tables->table[tables->n++] = table[l];
            tables->lanes[t] = (LaneBits){0};
        }
        tables->lanes[t][l] = -1;
    }
}

void mover_move(const Mover *mover, LaneTarget target, const AgePlan *at,
                const YearTable *const table[ABREAST], double *now, double *next)
{
    static void (*const move_all[N_LANE_TARGETS])(const Mover *, const AgePlan *, const Tables *,
                                                  double *, double *) = LANES_TABLE(move_all);
    Tables tables;
    find_tables(table, &tables);
    if (tables.n > 0)
        move_all[target](mover, at, &tables, now, next);
    else
        memset(next, 0, (size_t)((at + 1)->n_nodes * ABREAST) * sizeof *next);
}

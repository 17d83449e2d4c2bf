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
    ARENA_TRY(arena, mover->p, ABREAST * plan->max_row);
    ARENA_TRY(arena, mover->q, ABREAST * plan->max_nodes);
out:
    return status;
}

/* ---- a year's rows ---- */

/* All bits of some lanes. */
typedef int64_t LaneBits __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));

/* The tables by which the lanes move, laid out. */
typedef struct {
    int n;
    const YearTable *table[ABREAST];       /* [n] */
    const double *p[ABREAST], *q[ABREAST]; /* [n] -> [n_rows][stride], [n_rows] */
    LaneBits lanes[ABREAST];               /* [n] who moves by it */
} Tables;

/* A table's rows, one after the other, of so many entries: memory behind a row may be read. */
LANES_BODY void lay_out_rows(int n_rows, int stride, const YearTable *table, double *p, double *q)
{
    memcpy(q, table->q, (size_t)n_rows * sizeof *q);
    for (int r = 0; r < n_rows; r++, p += stride)
        memcpy(p, table->p[r], (size_t)stride * sizeof *p);
}

/* A length that compilers know is copied without asking how long it is, row by row. */
static void lay_out(const AgePlan *at, const YearTable *table, double *p, double *q)
{
    switch (at->stride) {
    case 4: lay_out_rows(at->n_rows, 4, table, p, q); break;
    case 8: lay_out_rows(at->n_rows, 8, table, p, q); break;
    case 12: lay_out_rows(at->n_rows, 12, table, p, q); break;
    case 16: lay_out_rows(at->n_rows, 16, table, p, q); break;
    default: lay_out_rows(at->n_rows, at->stride, table, p, q);
    }
}

static void find_tables(const Mover *mover, const AgePlan *at,
                        const YearTable *const table[ABREAST], Tables *tables)
{
    tables->n = 0;
    for (int l = 0; l < ABREAST; l++) {
        int t = 0;
        while (t < tables->n && tables->table[t] != table[l]) t++;
        if (!table[l]) continue;
        if (t == tables->n) {
            double *p = mover->p + t * mover->plan->max_row;
            double *q = mover->q + t * mover->plan->max_nodes;
            lay_out(at, table[l], p, q);
            tables->table[t] = table[l];
            tables->p[t] = p;
            tables->q[t] = q;
            tables->lanes[t] = (LaneBits){0};
            tables->n++;
        }
        tables->lanes[t][l] = -1;
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

/* What each lane's table has at a place: `of` are the tables' p or q, n of them. */
LANES_BODY void take(const double *const *of, const Tables *tables, int n, int place,
                     Abreast *lanes)
{
    spread(of[0][place], lanes);
    for (int t = 1; t < n; t++) put(of[t][place], &tables->lanes[t], lanes);
}

/* ---- a year ---- */

/* What compilers are to know of a move, so that they make it without asking again and again. */
typedef struct {
    int n_tables, n_sides;
} Known;

/* Leaves the survivors in `now`, and those who come to the end state in `end`. */
LANES_BODY void survive(const Mover *mover, const AgePlan *at, const Tables *tables, Known known,
                        double *const *now, Abreast *end)
{
    const int *row = at->row, *row_n = at->row_n;
    int n = first_end(mover, at), stride = at->stride;
    Abreast sum[N_ARMS] = {0}, q, p;
    for (int v = 0; v < n; v++) {
        take(tables->q, tables, known.n_tables, row[v], &q);
        take(tables->p, tables, known.n_tables, row[v] * stride + row_n[v] - 1, &p);
        for (int s = 0; s < known.n_sides; s++) {
            Abreast people = ((const Abreast *)now[s])[v], alive = people * (1 - q);
            sum[s] += people * q;
            sum[s] += alive * p;
            ((Abreast *)now[s])[v] = alive;
        }
    }
    for (int s = 0; s < known.n_sides; s++) end[s] = sum[s];
}

/* A node's sums wait in registers. */
LANES_BODY void gather(const Mover *mover, const AgePlan *at, const Tables *tables, Known known,
                       double *const *alive, double *const *next)
{
    const Inflows *inflows = &mover->inflows[at - mover->plan->age];
    const Inflow *inflow = inflows->inflow;
    const int *first = inflows->first;
    int n_next = (at + 1)->n_nodes;
    for (int u = 0; u < n_next; u++) {
        const Inflow *end = inflow + (first[u + 1] - first[u]);
        Abreast sum[N_ARMS] = {0}, p;
        for (; inflow < end; inflow++) {
            take(tables->p, tables, known.n_tables, inflow->entry, &p);
            for (int s = 0; s < known.n_sides; s++)
                sum[s] += *(const Abreast *)(alive[s] + inflow->from) * p;
        }
        for (int s = 0; s < known.n_sides; s++) ((Abreast *)next[s])[u] = sum[s];
    }
}

LANES_BODY void move(const Mover *mover, const AgePlan *at, const Tables *found, Known known,
                     double *const *now, double *const *next)
{
    Tables tables = *found; /* nobody else's: it stays as it is while people are written */
    Abreast end[N_ARMS];
    survive(mover, at, &tables, known, now, end);
    gather(mover, at, &tables, known, now, next);
    for (int s = 0; s < known.n_sides; s++) {
        const Abreast *old = (const Abreast *)now[s];
        Abreast *new = (Abreast *)next[s];
        new[first_end(mover, at + 1)] = end[s];
        for (int v = first_end(mover, at); v < at->n_nodes; v++)
            new[at->target[v * at->stride]] += old[v];
    }
}

/* Arms go apart in few years, and then mostly by many tables. */
#define DEFINE(suffix, attributes)                                                    \
    attributes static void move_all_##suffix(const Mover *mover, const AgePlan *at,   \
                                             const Tables *tables, int n_sides,       \
                                             double *const *now, double *const *next) \
    {                                                                                 \
        if (n_sides == 1)                                                             \
            move(mover, at, tables, (Known){tables->n, 1}, now, next);                \
        else if (tables->n == 1)                                                      \
            move(mover, at, tables, (Known){1, N_ARMS}, now, next);                   \
        else if (tables->n == 2)                                                      \
            move(mover, at, tables, (Known){2, N_ARMS}, now, next);                   \
        else                                                                          \
            move(mover, at, tables, (Known){tables->n, N_ARMS}, now, next);           \
    }
LANES_EACH(DEFINE)
#undef DEFINE

void mover_move(const Mover *mover, LaneTarget target, const AgePlan *at,
                const YearTable *const table[ABREAST], int n_sides, double *const *now,
                double *const *next)
{
    static void (*const move_all[N_LANE_TARGETS])(const Mover *, const AgePlan *, const Tables *,
                                                  int, double *const *,
                                                  double *const *) = LANES_TABLE(move_all);
    Tables tables;
    find_tables(mover, at, table, &tables);
    if (tables.n > 0) {
        move_all[target](mover, at, &tables, n_sides, now, next);
        return;
    }
    for (int s = 0; s < n_sides; s++)
        memset(next[s], 0, (size_t)((at + 1)->n_nodes * ABREAST) * sizeof **next);
}

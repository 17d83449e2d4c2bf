/* Most people of a year meet price rows that others of their group meet, so they are added up cell by
 * cell first, several cells at a time, and priced then. */
#include "economics/flows.h"

#include "economics/by_width.h"

#include <assert.h>
#include <string.h>

typedef uint64_t NumberBits __attribute__((may_alias));

/* The most vectors of cells that are added up at a time, in registers. */
enum { CELL_BLOCK = 4 };

Status flows_init(const FlowPlan *plan, int most_years, Arena *arena, Flows *flows)
{
    Status status = STATUS_OK;
    *flows = (Flows){.plan = plan, .target = lanes_best(), .most_years = most_years};
    ARENA_TRY(arena, flows->all, plan->n_slots + LANES); /* a last vector writes on */
    ARENA_TRY(arena, flows->here, plan->n_slots + LANES);
    ARENA_TRY(arena, flows->filled, plan->n_slots);
    ARENA_TRY(arena, flows->n_filled, plan->n_years);
    ARENA_TRY(arena, flows->weight, plan->most_times);
    ARENA_TRY(arena, flows->weight_here, plan->most_times);
    for (int s = 0; s < plan->n_slots; s++) flows->filled[s] = s;
    for (int year = 0; year < plan->n_years; year++)
        flows->n_filled[year] = plan->first_slot[year + 1] - plan->first_slot[year];
out:
    return status;
}

/* ---- people who count whole and stay ---- */

/* n vectors of slots, each the sum of the cells of all times. */
LANES_BODY void add_slots(const uint32_t *counted, const int *from, int n_from, int n,
                          uint32_t *whole)
{
    Lanes sum[CELL_BLOCK] = {{0}};
    for (int i = 0; i < n_from; i++) {
        const uint32_t *cell = counted + from[i];
        for (int j = 0; j < n; j++) sum[j] += *(const Lanes *)(cell + j * LANES);
    }
    for (int j = 0; j < n; j++) *(Lanes *)(whole + j * LANES) = sum[j];
}

/* Run by run: a last vector writes on into the next one's slots, before they are written. */
LANES_BODY void add_runs(const FlowPlan *plan, const uint32_t *counted, int last_slot,
                         uint32_t *whole)
{
    for (int r = 0; r < plan->n_runs && plan->run[r].slot < last_slot; r++) {
        FlowRun run = plan->run[r];
        const int *from = plan->from + run.first;
        uint32_t *to = whole + run.slot;
        int at = 0, n = run.n < last_slot - run.slot ? run.n : last_slot - run.slot;
        for (; at + CELL_BLOCK * LANES <= n; at += CELL_BLOCK * LANES)
            add_slots(counted + at, from, run.n_from, CELL_BLOCK, to + at);
        for (; at < n; at += LANES) add_slots(counted + at, from, run.n_from, 1, to + at);
    }
}

/* Whole numbers, none of them near 2^31, are added up exactly; where nobody moves, the memory of those
 * who live here is free for them. A single cohort's stand in order. */
LANES_BODY void count_whole(const Flows *flows, const uint32_t *counted, int n_years)
{
    const FlowPlan *plan = flows->plan;
    int last_slot = plan->first_slot[n_years];
    const uint32_t *whole = (const uint32_t *)flows->here;
    if (plan->n_runs == 1 && plan->run[0].n_from == 1)
        whole = counted + plan->from[0];
    else
        add_runs(plan, counted, last_slot, (uint32_t *)flows->here);
    for (int slot = 0; slot < last_slot; slot++) flows->all[slot] = (int32_t)whole[slot];
}

/* ---- person-years of a group ---- */

/* How a group's people count. */
typedef struct {
    const double *expected;
    const uint32_t *counted;
    const double *lives_here;           /* by time, of people who count whole */
    const double *weight, *weight_here; /* [time of the group], of all others */
} Counting;

/* n vectors of cells from `at` on. Elements are turned into doubles one by one: a conversion of vectors
 * would be split before the target is known. */
LANES_BODY void add_cells(const FlowTime *time, int n_times, const Counting *counting, int doubles,
                          int at, int n, double *all, double *here)
{
#define ADD_CELLS(Vector)                                                                        \
    Vector sum[CELL_BLOCK] = {{0}}, home[CELL_BLOCK] = {{0}}, now;                               \
    for (int i = 0; i < n_times; i++) {                                                          \
        double part_here = counting->weight_here ? counting->weight_here[i]                      \
                                                 : counting->lives_here[time[i].time];           \
        for (int j = 0; j < n; j++) {                                                            \
            int cell = time[i].cell + at + j * doubles;                                          \
            if (counting->expected)                                                              \
                now = *(const Vector *)(counting->expected + cell);                              \
            else                                                                                 \
                for (int l = 0; l < doubles; l++) now[l] = (int32_t)counting->counted[cell + l]; \
            if (counting->weight)                                                                \
                sum[j] += now * counting->weight[i];                                             \
            else                                                                                 \
                sum[j] += now;                                                                   \
            home[j] += now * part_here;                                                          \
        }                                                                                        \
    }                                                                                            \
    for (int j = 0; j < n; j++) {                                                                \
        *(Vector *)(all + at + j * doubles) = sum[j];                                            \
        *(Vector *)(here + at + j * doubles) = home[j];                                          \
    }
    BY_WIDTH(doubles, ADD_CELLS);
}

LANES_BODY void add_all_cells(const FlowTime *time, const FlowGroup *group,
                              const Counting *counting, int doubles, double *all, double *here)
{
    int at = 0, n = (group->n_cells + doubles - 1) / doubles;
    for (; n > CELL_BLOCK; n -= CELL_BLOCK, at += CELL_BLOCK * doubles)
        add_cells(time, group->n, counting, doubles, at, CELL_BLOCK, all, here);
    if (n == 4)
        add_cells(time, group->n, counting, doubles, at, 4, all, here);
    else if (n == 3)
        add_cells(time, group->n, counting, doubles, at, 3, all, here);
    else if (n == 2)
        add_cells(time, group->n, counting, doubles, at, 2, all, here);
    else
        add_cells(time, group->n, counting, doubles, at, 1, all, here);
}

LANES_BODY void set_weights(const Flows *flows, const FlowPeople *people, const FlowGroup *group)
{
    for (int i = 0; i < group->n; i++) {
        double weight = flows->plan->weight[group->first + i];
        int time = flows->plan->time[group->first + i].time;
        if (people->part) weight *= people->part[time];
        flows->weight[i] = weight;
        flows->weight_here[i] = people->lives_here ? weight * people->lives_here[time] : weight;
    }
}

LANES_BODY void add_group(const Flows *flows, const FlowPeople *people, const FlowGroup *group,
                          int doubles)
{
    const FlowTime *time = flows->plan->time + group->first;
    double *all = flows->all + group->slot, *here = flows->here + group->slot;
    const double *expected = people->expected, *lives_here = people->lives_here;
    const double *weight = flows->weight, *weight_here = flows->weight_here;
    const uint32_t *counted = people->counted;
    bool whole = flows->plan->whole && !people->part && lives_here;
    if (!whole) set_weights(flows, people, group);
    if (whole && counted)
        add_all_cells(time, group, &(Counting){NULL, counted, lives_here, NULL, NULL}, doubles, all,
                      here);
    else if (whole)
        add_all_cells(time, group, &(Counting){expected, NULL, lives_here, NULL, NULL}, doubles,
                      all, here);
    else if (counted)
        add_all_cells(time, group, &(Counting){NULL, counted, NULL, weight, weight_here}, doubles,
                      all, here);
    else
        add_all_cells(time, group, &(Counting){expected, NULL, NULL, weight, weight_here}, doubles,
                      all, here);
}

/* Copies are passed, which nothing that is written here can change. */
LANES_BODY void add_groups(Flows flows, FlowPeople people, FlowPlan plan, int n, int doubles)
{
    flows.plan = &plan;
    for (int g = 0; g < n; g++) add_group(&flows, &people, &plan.group[g], doubles);
}

/* ---- years ---- */

/* Lists the year's slots with somebody, without a branch because nothing foretells them: where a bit but
 * the sign is set, so that what is no number is not passed over. Of few slots it is not worth knowing, all
 * are listed from the start. */
LANES_BODY void list_filled(Flows *flows, int year)
{
    const NumberBits *all = (const NumberBits *)flows->all;
    const NumberBits *here = flows->all_here ? all : (const NumberBits *)flows->here;
    int first = flows->plan->first_slot[year], last = flows->plan->first_slot[year + 1];
    int *filled = flows->filled + first;
    size_t n = 0;
    if (last - first <= LANES) return;
    for (int slot = first; slot < last; slot++) {
        filled[n] = slot;
        n += (all[slot] | here[slot]) << 1 != 0;
    }
    flows->n_filled[year] = (int)n;
}

/* Of years with few slots it is not worth knowing which, see list_filled. */
LANES_BODY void list_years(Flows *flows, int n_years)
{
    if (flows->plan->most_slots <= LANES) return;
    for (int year = 0; year < n_years; year++) list_filled(flows, year);
}

#define DEFINE_COUNT(suffix, attributes)                                                         \
    attributes static void count_stayers_##suffix(Flows *flows, const FlowPeople *people, int n) \
    {                                                                                            \
        count_whole(flows, people->counted, n);                                                  \
        list_years(flows, n);                                                                    \
    }                                                                                            \
    attributes static void count_others_##suffix(Flows *flows, const FlowPeople *people, int n)  \
    {                                                                                            \
        const FlowPlan *plan = flows->plan;                                                      \
        add_groups(*flows, *people, *plan, plan->first_group[n], DOUBLES_##suffix);              \
        list_years(flows, n);                                                                    \
    }
LANES_EACH(DEFINE_COUNT)

void flows_count(Flows *flows, const FlowPeople *people, int n_years)
{
    typedef void Count(Flows *, const FlowPeople *, int);
    static Count *const stayers[N_LANE_TARGETS] = LANES_TABLE(count_stayers);
    static Count *const others[N_LANE_TARGETS] = LANES_TABLE(count_others);
    const FlowPlan *plan = flows->plan;
    bool whole = plan->whole && people->counted && !people->part && !people->lives_here;
    assert(n_years <= flows->most_years);
    flows->n_years = n_years;
    flows->arm = people->arm;
    flows->all_here = people->lives_here == NULL;
    (whole ? stayers : others)[flows->target](flows, people,
                                              n_years < plan->n_years ? n_years : plan->n_years);
}

/* Everything is counted first and laid out then, by the same walk. */
#include "economics/flow_plan.h"

#include "economics/timing.h"

#include <string.h>

typedef struct {
    const Plan *plan;
    bool since_entry;
    int n_kinds;  /* of ages: those of one kind meet the same price rows, cell by cell */
    int *kind;    /* [n_ages] numbered as they first come */
    int *example; /* [n_kinds] an age's index */
    int *n;       /* [n_kinds] times of the year at hand */
    int *next;    /* [n_kinds] where the next of them stands */
    int *slot;    /* [n_kinds] where their slots begin */
    int n_groups, n_times, n_slots, n_runs, n_from, most_times;
    bool whole;
    FlowGroup *group; /* NULL while they are only counted, like all that follows */
    FlowTime *time;
    FlowRun *run;
    int *from;
    double *weight;
    int *price_row[N_ARMS];
} Builder;

static bool alike(const AgePlan *a, const AgePlan *b)
{
    if (a->n_cells != b->n_cells) return false;
    for (int arm = 0; arm < N_ARMS; arm++) {
        if (memcmp(a->cell_price[arm], b->cell_price[arm],
                   (size_t)a->n_cells * sizeof *a->cell_price[arm]) != 0)
            return false;
    }
    return true;
}

static void find_kinds(Builder *builder)
{
    const AgePlan *age = builder->plan->age;
    for (int a = 0; a < builder->plan->n_ages; a++) {
        int kind = 0;
        while (kind < builder->n_kinds && !alike(&age[builder->example[kind]], &age[a])) kind++;
        if (kind == builder->n_kinds) builder->example[builder->n_kinds++] = a;
        builder->kind[a] = kind;
    }
}

/* Calls for every time that a year counts: by cohort, then by time. */
static void each_time(Builder *builder, int year,
                      void (*call)(Builder *, const Cohort *, int k, int kind, double weight))
{
    const Plan *plan = builder->plan;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        const int *kind = builder->kind + cohort->age - plan->model->first_age;
        int since = builder->since_entry ? year : year - (cohort->enter - 1);
        if (since < 0) continue;
        TimingTake take = timing_take(plan->study->economics.timing, since);
        for (int i = take.first; i <= take.last; i++) {
            int k = since + i;
            if (k >= 0 && k < cohort->n_years && take.weight[i] != 0)
                call(builder, cohort, k, kind[k], take.weight[i]);
        }
    }
}

static void count_time(Builder *builder, const Cohort *cohort, int k, int kind, double weight)
{
    (void)cohort, (void)k;
    builder->n[kind]++;
    builder->whole &= weight == 1;
}

static void lay_time(Builder *builder, const Cohort *cohort, int k, int kind, double weight)
{
    int at = builder->next[kind]++;
    builder->time[at] = (FlowTime){cohort->first_cell[k], cohort->first_time + k};
    builder->weight[at] = weight;
}

static void lay_group(Builder *builder, int kind)
{
    const AgePlan *at = &builder->plan->age[builder->example[kind]];
    builder->group[builder->n_groups] = (FlowGroup){builder->n_times, builder->n[kind], at->n_cells,
                                                    builder->n_slots};
    for (int arm = 0; arm < N_ARMS; arm++)
        memcpy(builder->price_row[arm] + builder->n_slots, at->cell_price[arm],
               (size_t)at->n_cells * sizeof *at->cell_price[arm]);
    builder->next[kind] = builder->n_times;
    builder->slot[kind] = builder->n_slots;
}

static void take_year(Builder *builder, int year)
{
    memset(builder->n, 0, (size_t)builder->n_kinds * sizeof *builder->n);
    each_time(builder, year, count_time);
    for (int kind = 0; kind < builder->n_kinds; kind++) {
        int n = builder->n[kind];
        if (n == 0) continue;
        if (builder->group) lay_group(builder, kind);
        builder->n_groups++;
        builder->n_times += n;
        builder->n_slots += builder->plan->age[builder->example[kind]].n_cells;
        if (n > builder->most_times) builder->most_times = n;
    }
    if (builder->group) each_time(builder, year, lay_time);
}

/* The group's cells follow those of the run's times. */
static bool goes_on(const Builder *builder, const FlowRun *run, const FlowGroup *group)
{
    if (run->n_from != group->n) return false;
    for (int i = 0; i < group->n; i++) {
        if (builder->time[group->first + i].cell != builder->from[run->first + i] + run->n)
            return false;
    }
    return true;
}

static void lay_runs(Builder *builder)
{
    FlowRun *last = NULL;
    for (const FlowGroup *group = builder->group; group < builder->group + builder->n_groups;
         group++) {
        if (last && goes_on(builder, last, group)) {
            last->n += group->n_cells;
            continue;
        }
        last = &builder->run[builder->n_runs++];
        *last = (FlowRun){group->slot, group->n_cells, builder->n_from, group->n};
        for (int i = 0; i < group->n; i++)
            builder->from[builder->n_from++] = builder->time[group->first + i].cell;
    }
}

static Status take_memory(Builder *builder, Arena *arena)
{
    Status status = STATUS_OK;
    ARENA_TRY(arena, builder->group, builder->n_groups);
    ARENA_TRY(arena, builder->time, builder->n_times);
    ARENA_TRY(arena, builder->weight, builder->n_times);
    ARENA_TRY(arena, builder->run, builder->whole ? builder->n_groups : 0);
    ARENA_TRY(arena, builder->from, builder->whole ? builder->n_times : 0);
    for (int arm = 0; arm < N_ARMS; arm++)
        ARENA_TRY(arena, builder->price_row[arm], builder->n_slots);
    builder->n_groups = builder->n_times = builder->n_slots = 0;
out:
    return status;
}

static bool meets_the_same(const FlowPlan *flow, int year, int other)
{
    int first = flow->first_slot[year], n = flow->first_slot[year + 1] - first;
    int of_other = flow->first_slot[other];
    if (flow->first_slot[other + 1] - of_other != n) return false;
    for (int arm = 0; arm < N_ARMS; arm++) {
        const int *row = flow->price_row[arm];
        if (memcmp(row + first, row + of_other, (size_t)n * sizeof *row) != 0) return false;
    }
    return true;
}

static Status find_alike(Arena *arena, FlowPlan *flow)
{
    Status status = STATUS_OK;
    int *n_alike;
    ARENA_TRY(arena, n_alike, flow->n_years);
    for (int year = flow->n_years - 1; year >= 0; year--) {
        if (flow->first_slot[year + 1] - flow->first_slot[year] > LANES) continue;
        bool goes_on = year + 1 < flow->n_years && meets_the_same(flow, year, year + 1);
        n_alike[year] = goes_on ? n_alike[year + 1] + 1 : 1;
    }
    flow->n_alike = n_alike;
out:
    return status;
}

Status flow_plan_build(const Plan *plan, bool since_entry, Arena *arena, FlowPlan *flow)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Builder builder = {.plan = plan, .since_entry = since_entry, .whole = true};
    int n_years = plan->n_years + 1; /* a year may take a time before it */
    int *first_group, *first_slot, most_slots = 0;
    ARENA_TRY(&scratch, builder.kind, plan->n_ages);
    ARENA_TRY(&scratch, builder.example, plan->n_ages);
    ARENA_TRY(&scratch, builder.n, plan->n_ages);
    ARENA_TRY(&scratch, builder.next, plan->n_ages);
    ARENA_TRY(&scratch, builder.slot, plan->n_ages);
    find_kinds(&builder);
    ARENA_TRY(arena, first_group, n_years + 1);
    ARENA_TRY(arena, first_slot, n_years + 1);
    for (int year = 0; year < n_years; year++) take_year(&builder, year);
    TRY(take_memory(&builder, arena));
    for (int year = 0; year < n_years; year++) {
        take_year(&builder, year);
        first_group[year + 1] = builder.n_groups;
        first_slot[year + 1] = builder.n_slots;
        int n = first_slot[year + 1] - first_slot[year];
        if (n > most_slots) most_slots = n;
    }
    if (builder.whole) lay_runs(&builder);
    *flow = (FlowPlan){.whole = builder.whole,
                       .n_years = n_years,
                       .first_group = first_group,
                       .group = builder.group,
                       .time = builder.time,
                       .weight = builder.weight,
                       .most_times = builder.most_times,
                       .n_runs = builder.n_runs,
                       .run = builder.run,
                       .from = builder.from,
                       .first_slot = first_slot,
                       .n_slots = builder.n_slots,
                       .most_slots = most_slots,
                       .price_row = {builder.price_row[0], builder.price_row[1]}};
    TRY(find_alike(arena, flow));
out:
    arena_free(&scratch);
    return status;
}

#include "engine/exact.h"

#include "engine/flow.h"
#include "engine/kinds.h"

#include <string.h>

/* Tracks of one sex and class, side by side and in both arms: lane l of node v stands at
 * now[arm][v * ABREAST + l]. */
typedef struct {
    const World *world;
    const Plan *plan;
    const EffectVariant *variant;
    int n_years;
    const int *lane;      /* [n_lanes] tracks */
    const LaneSums *sums; /* [n_lanes] */
    int n_lanes;
    double *const *count, *const *reach; /* [arm] */
    ExactScratch *scratch;
} Tracks;

/* How the sums of a track's cells are made, so that they are made in one order. */
static LaneSums sums_of(const Plan *plan, int lane)
{
    const Track *track = &plan->track[plan->lane[lane]];
    LaneSums sums = SUMS_FIRST;
    for (int i = 0; i < plan->n_tracks; i++) {
        const Track *other = &plan->track[plan->lane[i]];
        if (i == lane || other->cohort != track->cohort) continue;
        bool peers = other->sex == track->sex && other->class_ == track->class_;
        if (peers) return SUMS_ADDED;
        if (i < lane) sums = SUMS_CONTINUED;
    }
    return sums;
}

Status exact_init(const Plan *plan, ExactScratch *scratch)
{
    Status status = STATUS_OK;
    *scratch = (ExactScratch){.sum = NULL};
    TRY(mover_init(plan, &scratch->arena, &scratch->mover));
    for (int arm = 0; arm < N_ARMS; arm++) {
        ARENA_TRY(&scratch->arena, scratch->now[arm], plan->max_nodes * ABREAST);
        ARENA_TRY(&scratch->arena, scratch->next[arm], plan->max_nodes * ABREAST);
    }
    ARENA_TRY(&scratch->arena, scratch->sum,
              N_SEXES * plan->max_nodes * ABREAST); /* cells: a node may have one a sex */
    ARENA_TRY(&scratch->arena, scratch->column, plan->max_nodes);
    ARENA_TRY(&scratch->arena, scratch->chance, plan->max_nodes * ABREAST);
    ARENA_TRY(&scratch->arena, scratch->sums, plan->n_tracks);
    for (int i = 0; i < plan->n_tracks; i++) scratch->sums[i] = sums_of(plan, i);
out:
    if (status != STATUS_OK) exact_free(scratch);
    return status;
}

void exact_free(ExactScratch *scratch)
{
    arena_free(&scratch->arena);
    *scratch = (ExactScratch){0};
}

static const Track *track_of(const Tracks *lanes, int l)
{
    return &lanes->plan->track[lanes->lane[l]];
}

/* Puts the tracks that begin at this age into their lanes. */
static void begin_lanes(Tracks *lanes, const AgePlan *at, int arm)
{
    double *now = lanes->scratch->now[arm], *column = lanes->scratch->column;
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        if (track->age != at->age) continue;
        flow_begin(lanes->world, track, arm, lanes->variant, column);
        for (int v = 0; v < at->n_nodes; v++) now[v * ABREAST + l] = column[v];
    }
}

/* The programme year in which a track's people are at an age. */
static int year_of(const Track *track, int age)
{
    return track->enter + age - track->age;
}

/* The lane's people have begun, and the years asked for are not over. */
static bool is_asked(const Tracks *lanes, const AgePlan *at, int l)
{
    const Track *track = track_of(lanes, l);
    return at->age >= track->age && year_of(track, at->age) <= lanes->n_years;
}

/* The birthday of milestone m, of the lanes whose people decide it then. */
static void decide_lanes(const Tracks *lanes, const AgePlan *at, int arm, int m)
{
    ExactDecision decision = {.world = lanes->world,
                              .variant = lanes->variant,
                              .at = at,
                              .arm = arm,
                              .m = m,
                              .now = lanes->scratch->now[arm],
                              .chance = lanes->scratch->chance,
                              .reach = lanes->reach};
    bool any = false;
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        bool known = at->age == track->age && world_known_at_start(lanes->plan, track, m);
        if (!is_asked(lanes, at, l) || known) continue;
        decision.track[l] = track;
        any = true;
    }
    if (any) exact_decide(&decision);
}

/* Nodes of one cell stand side by side, so that their sum waits in a register. */
LANES_BODY void sum_cells(const AgePlan *at, const int *cell, const double *now, double *sums)
{
    int c = cell[0];
    Abreast sum = *(Abreast *)(sums + c * ABREAST);
    for (int v = 0; v < at->n_nodes - 1; v++) {
        if (cell[v] != c) {
            *(Abreast *)(sums + c * ABREAST) = sum;
            c = cell[v];
            sum = *(Abreast *)(sums + c * ABREAST);
        }
        sum += *(const Abreast *)(now + v * ABREAST);
    }
    *(Abreast *)(sums + c * ABREAST) = sum;
}

#define DEFINE(suffix, attributes)                                                    \
    attributes static void sum_all_cells_##suffix(const AgePlan *at, const int *cell, \
                                                  const double *now, double *sums)    \
    {                                                                                 \
        sum_cells(at, cell, now, sums);                                               \
    }
LANES_EACH(DEFINE)
#undef DEFINE

/* The counts of a lane's cells at an age; NULL before its people begin and beyond the years asked for. */
static double *counts_of(const Tracks *lanes, const AgePlan *at, int arm, int l)
{
    const Track *track = track_of(lanes, l);
    if (!is_asked(lanes, at, l)) return NULL;
    return lanes->count[arm] + lanes->plan->cohort[track->cohort].first_cell[at->age - track->age];
}

static void count_lanes(const Tracks *lanes, const AgePlan *at, int arm)
{
    static void (*const sum_all_cells[N_LANE_TARGETS])(const AgePlan *, const int *, const double *,
                                                       double *) = LANES_TABLE(sum_all_cells);
    double *sum = lanes->scratch->sum;
    if (at->n_cells == 0) return; /* only the end is open */
    memset(sum, 0, (size_t)(at->n_cells * ABREAST) * sizeof *sum);
    for (int l = 0; l < lanes->n_lanes; l++) {
        const double *count = counts_of(lanes, at, arm, l);
        if (!count || lanes->sums[l] != SUMS_CONTINUED) continue;
        for (int c = 0; c < at->n_cells; c++) sum[c * ABREAST + l] = count[c];
    }
    sum_all_cells[lanes->world->lanes](at, at->cell[track_of(lanes, 0)->sex],
                                       lanes->scratch->now[arm], sum);
    for (int l = 0; l < lanes->n_lanes; l++) {
        double *count = counts_of(lanes, at, arm, l);
        if (!count) continue;
        bool added = lanes->sums[l] == SUMS_ADDED;
        for (int c = 0; c < at->n_cells; c++)
            count[c] = sum[c * ABREAST + l] + (added ? count[c] : 0);
    }
}

/* The table that moves a lane on; NULL where there is no lane, before its people begin, and after the
 * years asked for. */
static const YearTable *table_at(const Tracks *lanes, const AgePlan *at, int arm, int l)
{
    if (l >= lanes->n_lanes) return NULL;
    const Track *track = track_of(lanes, l);
    if (at->age < track->age || year_of(track, at->age) >= lanes->n_years) return NULL;
    return world_year(lanes->world, arm, track, at->age - track->age);
}

/* Both arms go side by side in a year in which they go by the same tables. */
static void move_lanes(const Tracks *lanes, const AgePlan *at)
{
    ExactScratch *scratch = lanes->scratch;
    const YearTable *table[N_ARMS][ABREAST];
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int l = 0; l < ABREAST; l++)
            table[arm][l] = lanes->count[arm] ? table_at(lanes, at, arm, l) : NULL;
    }
    bool both = lanes->count[ARM_BASELINE] && lanes->count[ARM_INTERVENTION] &&
                memcmp(table[ARM_BASELINE], table[ARM_INTERVENTION], sizeof *table) == 0;
    for (int arm = 0; arm < N_ARMS; arm += both ? N_ARMS : 1) {
        if (lanes->count[arm])
            mover_move(&scratch->mover, lanes->world->lanes, at, table[arm], both ? N_ARMS : 1,
                       &scratch->now[arm], &scratch->next[arm]);
    }
    for (int arm = 0; arm < N_ARMS; arm++) {
        double *now = scratch->now[arm];
        scratch->now[arm] = scratch->next[arm];
        scratch->next[arm] = now;
    }
}

static void run_lanes(Tracks *lanes)
{
    const Model *model = lanes->plan->model;
    int first_age = model->last_age, last_age = model->first_age;
    for (int l = 0; l < lanes->n_lanes; l++) {
        const Track *track = track_of(lanes, l);
        int last = track->age + lanes->n_years - track->enter;
        if (last > last_age) last_age = last;
        if (track->age < first_age) first_age = track->age;
    }
    if (last_age > model->last_age) last_age = model->last_age;
    for (int arm = 0; arm < N_ARMS; arm++)
        memset(lanes->scratch->now[arm], 0,
               (size_t)(lanes->plan->max_nodes * ABREAST) * sizeof(double));
    for (int age = first_age; age <= last_age; age++) {
        const AgePlan *at = plan_age(lanes->plan, age);
        for (int arm = 0; arm < N_ARMS; arm++) {
            if (!lanes->count[arm]) continue;
            begin_lanes(lanes, at, arm);
            for (int m = 0; m < model->n_milestones; m++) /* by the baseline's reach */
                if (at->decided >> m & 1) decide_lanes(lanes, at, arm, m);
            count_lanes(lanes, at, arm);
        }
        if (age < last_age) move_lanes(lanes, at);
    }
}

/* The tracks from lane `from` on that go side by side. */
static int lanes_together(const Plan *plan, int from)
{
    const Track *first = &plan->track[plan->lane[from]];
    int n = 1;
    for (; n < ABREAST && from + n < plan->n_tracks; n++) {
        const Track *track = &plan->track[plan->lane[from + n]];
        if (track->sex != first->sex || track->class_ != first->class_) break;
    }
    return n;
}

void exact_run(World *world, const EffectVariant *variant, int n_years, double *const count[N_ARMS],
               double *const reach[N_ARMS], ExactScratch *scratch)
{
    const Plan *plan = world->plan;
    size_t n_reach = (size_t)(plan->n_tracks * plan->model->n_milestones);
    kinds_rows(world);
    for (int arm = 0; arm < N_ARMS; arm++) {
        if (!count[arm]) continue;
        memset(count[arm], 0, (size_t)plan->n_counts * sizeof **count);
        memset(reach[arm], 0, n_reach * sizeof **reach);
    }
    for (int from = 0, n; from < plan->n_tracks; from += n) {
        n = lanes_together(plan, from);
        Tracks lanes = {.world = world,
                        .plan = plan,
                        .variant = variant,
                        .n_years = n_years,
                        .lane = plan->lane + from,
                        .sums = scratch->sums + from,
                        .n_lanes = n,
                        .count = count,
                        .reach = reach,
                        .scratch = scratch};
        run_lanes(&lanes);
    }
}

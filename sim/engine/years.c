#include "engine/years.h"

#include "engine/effects.h"
#include "engine/kinds.h"
#include "engine/shocks.h"

#include <assert.h>
#include <string.h>

double years_untreated_fade(const World *world, const Untreated *untreated, int year)
{
    if (year <= untreated->after) return 1;
    double over = world->parameter[untreated->fades_over];
    double fade = over > 0 ? 1 - (year - untreated->after) / over : 0;
    return fade > 0 ? fade : 0;
}

/* What bends the years of an arm, worked out once for all tracks. */
typedef struct {
    World *world;
    int arm;
    const EffectVariant *variant;
    bool copies;  /* where the programme changes nothing, years are the baseline's */
    bool effects; /* they work in this arm */
} Bending;

static bool concerns(const Effect *effect, int group)
{
    return effect->group == ANY || effect->group == group;
}

/* The ratios of all effects on transitions in every year since entry. */
static void find_ratios(const Bending *bending)
{
    const World *world = bending->world;
    int n_ages = world->plan->n_ages;
    for (int e = 0; e < world->plan->study->n_effects && bending->effects; e++) {
        bool bends = world->plan->study->effect[e].kind == EFFECT_TRANSITION;
        for (int k = 0; k < n_ages; k++)
            world->effect_ratio[e * n_ages + k] = bends ? world_ratio(world, e, k + 1,
                                                                      bending->variant)
                                                        : 1;
    }
}

static double ratio_of(const World *world, int effect, int k)
{
    return world->effect_ratio[effect * world->plan->n_ages + k];
}

/* How many years after entry something may bend what those of a group begin with. */
static int find_span(const Bending *bending, int g)
{
    const World *world = bending->world;
    const Study *study = world->plan->study;
    const Group *group = &study->group[g];
    bool may = (group->n_untreated > 0 && !bending->copies) ||
               (study->n_effects > 0 && bending->effects);
    for (int k = world->plan->n_ages - 1; k >= 0 && may; k--) {
        for (int u = 0; u < group->n_untreated && !bending->copies; u++)
            if (years_untreated_fade(world, &group->untreated[u], k + 1) > 0) return k + 1;
        for (int e = 0; e < study->n_effects && bending->effects; e++) {
            const Effect *effect = &study->effect[e];
            if (!concerns(effect, g)) continue;
            bool places = effect->kind == EFFECT_PLACE && k + 2 <= effect->year_to;
            if (places || ratio_of(world, e, k) != 1) return k + 1;
        }
    }
    return 0;
}

/* Gathers what is special in year k + 1 of a track. */
static void gather(const Bending *bending, const Track *track, int k, Bend *bend)
{
    const World *world = bending->world;
    const Plan *plan = world->plan;
    const Study *study = plan->study;
    const Group *group = &study->group[track->group];
    for (int u = 0; u < group->n_untreated; u++) {
        double shift = world->shift[track->group * world->max_untreated + u];
        double fade = years_untreated_fade(world, &group->untreated[u], k + 1);
        bend_outcome(bend, plan->model, group->untreated[u].state, shift * fade);
    }
    if (!bending->effects) return;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind == EFFECT_TRANSITION && concerns(effect, track->group))
            bend_effect(bend, plan->model, effect, ratio_of(world, e, k));
    }
    int place = effects_place(world, track, k + 2, bending->variant);
    if (place != ANY) bend_place(bend, place);
}

/* Does the programme change year k + 1 of a track? */
static bool is_changed(const Bending *bending, const Track *track, int k)
{
    const Study *study = bending->world->plan->study;
    for (int e = 0; e < study->n_effects; e++)
        if (concerns(&study->effect[e], track->group) && ratio_of(bending->world, e, k) != 1)
            return true;
    return effects_place(bending->world, track, k + 2, bending->variant) != ANY;
}

/* One more table of a world's own, of which so many rows are bent, or NULL when memory runs out. */
static YearTable *take_own(World *world, const Bend *bend, int n_bent)
{
    const AgePlan *at = bend->at;
    size_t n_rows = (size_t)at->n_rows, n = (size_t)n_bent * (size_t)at->stride;
    size_t n_thresholds = (size_t)plan_n_thresholds(at);
    size_t head = pile_size(sizeof(YearTable)), list = pile_size(n_rows * sizeof(double *));
    size_t q = bend->deaths ? pile_size(n_rows * sizeof(double)) : 0;
    size_t p = pile_size(n * sizeof(double));
    char *piece = pile_take(&world->own,
                            head + list + q + p + pile_size(n_thresholds * sizeof(uint32_t)));
    if (!piece) return NULL;
    YearTable *table = (YearTable *)piece;
    *table = (YearTable){.p = (const double **)(piece + head),
                         .own_q = (double *)(piece + head + list),
                         .own_p = (double *)(piece + head + list + q),
                         .threshold = (uint32_t *)(piece + head + list + q + p)};
    return table;
}

/* An earlier track whose bent year k is this one's: it differs in nothing but its programme year of entry,
 * and is of the same generation and in the same kind of year. */
static const Track *find_twin(const World *world, const Track *track, int k)
{
    for (const Track *t = track - 1; t >= world->plan->track; t--) {
        if (t->sex != track->sex || t->class_ != track->class_ || t->age != track->age) break;
        if (t->group == track->group && t->generation == track->generation &&
            world_shock(world, t, k) == world_shock(world, track, k))
            return t;
    }
    return NULL;
}

/* Bends the table of year k of a track into one of its own. */
static Status bend_year(const Bending *bending, const Bend *bend, const BentRows *rows,
                        const Track *track, int k)
{
    World *world = bending->world;
    YearTable **year = world->year[bending->arm];
    YearTable **own = &year[track->first_year_table + k];
    const Track *twin = find_twin(world, track, k);
    if (twin) {
        *own = year[twin->first_year_table + k];
        return STATUS_OK;
    }
    const YearTable *like = *own;
    *own = take_own(world, bend, rows->n);
    if (!*own) return STATUS_MEMORY;
    bend_apply(bend, rows, world, track, bending->arm, world_shock(world, track, k), like, *own);
    return STATUS_OK;
}

/* Years of a track among the first n programme years. */
static int count_years(const Plan *plan, const Track *track, int n_years)
{
    int n = plan->model->last_age - track->age + 1, asked = n_years + 1 - track->enter;
    return n < asked ? n : asked;
}

/* Bends the years of n tracks of one group and age: what bends them is the same. Where the programme
 * changes the baseline's years, rows that no effect touches stand there. */
static Status bend_kin(const Bending *bending, const int *kin, int n, int n_years)
{
    Status status = STATUS_OK;
    World *world = bending->world;
    const Plan *plan = world->plan;
    const Track *first = &plan->track[kin[0]];
    for (int k = 0; k < world->span[first->group]; k++) {
        Bend bend;
        BentRows rows;
        if (first->age + k >= plan->model->last_age) break;
        if (bending->copies && !is_changed(bending, first, k)) continue;
        bend_begin(&bend, plan_age(plan, first->age + k));
        gather(bending, first, k, &bend);
        Touch least = bending->copies ? BY_EFFECT : BY_COURSE;
        if (bend.most < least) continue;
        kinds_rows(world);
        bend_rows(&bend, plan->model, least, &rows);
        for (int i = 0; i < n; i++) {
            const Track *track = &plan->track[kin[i]];
            if (k < count_years(plan, track, n_years))
                TRY(bend_year(bending, &bend, &rows, track, k));
        }
    }
out:
    return status;
}

/* How many of the kin from `from` on are of the same group and age. */
static int find_kin(const Plan *plan, int from)
{
    const Track *first = &plan->track[plan->kin[from]];
    int n = 1;
    for (; from + n < plan->n_tracks; n++) {
        const Track *track = &plan->track[plan->kin[from + n]];
        if (track->group != first->group || track->age != first->age) break;
    }
    return n;
}

/* The base tables of a track's first n years. */
static void take_base(World *world, const Track *track, int arm, int n, YearTable **year)
{
    const Plan *plan = world->plan;
    YearTable *const *base = world->base_year[plan->arms_differ ? arm : 0] +
                             track->first_year_table;
    memcpy(year, base, (size_t)n * sizeof(YearTable *));
    for (int k = 0; k < n; k++) {
        int shock = world_shock(world, track, k);
        if (shock == 0) continue;
        year[k] = base[shock * plan->n_track_years + k];
        if (year[k]->made != world->n_made) shocks_make(world, year[k]);
    }
}

/* The years since entry that are to be taken from the base: where the last world departed from it, or
 * this one does. */
static int find_take(const Bending *bending, int g, int n_years)
{
    const World *world = bending->world;
    const Plan *plan = world->plan;
    int *departs = &world->departs[bending->arm][g], before = *departs, now = world->span[g];
    if (plan->n_shocks > 1) return plan->n_ages;
    if (bending->copies && now < world->departs[ARM_BASELINE][g])
        now = world->departs[ARM_BASELINE][g];
    int both = now > before ? now : before;
    *departs = n_years < plan->n_years ? both : now;
    return both;
}

static void take_track(const Bending *bending, const Track *track, int n_years)
{
    World *world = bending->world;
    YearTable **year = world->year[bending->arm] + track->first_year_table;
    int n = count_years(world->plan, track, n_years), take = world->take[track->group];
    if (n > take) n = take;
    if (n <= 0) return;
    if (bending->copies)
        memcpy(year, world->year[ARM_BASELINE] + track->first_year_table, (size_t)n * sizeof *year);
    else
        take_base(world, track, bending->arm, n, year);
}

Status years_make(World *world, int arm, const EffectVariant *variant, int n_years)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    bool copies = arm == ARM_INTERVENTION && !plan->arms_differ, stay = true;
    const Bending bending = {world, arm, variant, copies, arm == ARM_INTERVENTION};
    world->n_years[arm] = n_years;
    pile_rewind(&world->own, arm == ARM_BASELINE ? (PileMark){0} : world->own_baseline);
    find_ratios(&bending);
    for (int g = 0; g < plan->study->n_groups; g++) {
        world->span[g] = find_span(&bending, g);
        world->take[g] = find_take(&bending, g, n_years);
        stay &= world->take[g] == 0;
    }
    world->ready = false;
    if (!stay) world->listed = false;
    for (int t = 0; t < plan->n_tracks && !stay; t++)
        take_track(&bending, &plan->track[t], n_years);
    for (int i = 0, n; i < plan->n_tracks; i += n) {
        n = find_kin(plan, i);
        TRY(bend_kin(&bending, plan->kin + i, n, n_years));
    }
    if (arm == ARM_BASELINE) world->own_baseline = pile_mark(&world->own);
out:
    return status;
}

/* ---- thresholds ---- */

static void make_thresholds(const World *world, const AgePlan *at, YearTable *table)
{
    if (table->threshold_made == world->n_made) return;
    table->threshold_made = world->n_made;
    const ThresholdRows rows = {at->n_rows, at->stride, table->p, at->row_targets, table->q};
    if (at->lanes.n_positions)
        row_positions(world->lanes, &rows, &at->lanes, table->threshold);
    else
        row_thresholds(world->lanes, &rows, table->threshold);
}

static void list_lived(World *world)
{
    const Plan *plan = world->plan;
    world->n_lived = 0;
    world->n_lists++;
    for (int i = 0; i < N_ARMS * plan->n_tracks; i++) {
        const Track *track = &plan->track[i / N_ARMS];
        YearTable **year = world->year[i % N_ARMS] + track->first_year_table;
        int n = plan->model->last_age - track->age;
        for (int k = 0; k < n; k++) {
            if (year[k]->told || year[k]->listed == world->n_lists) continue;
            year[k]->listed = world->n_lists;
            world->lived[world->n_lived++] = (LivedTable){plan_age(plan, track->age + k), year[k]};
        }
    }
    world->listed = true;
}

void years_ready(World *world)
{
    if (world->ready) return;
    for (int arm = 0; arm < N_ARMS; arm++) assert(world->n_years[arm] >= world->plan->n_years);
    if (!world->listed) list_lived(world);
    for (int i = 0; i < world->n_lived; i++) {
        const YearTable *next = world->lived[i + 1 < world->n_lived ? i + 1 : i].table;
        __builtin_prefetch(next->p);
        __builtin_prefetch(next->q);
        __builtin_prefetch(next->threshold, 1);
        make_thresholds(world, world->lived[i].at, world->lived[i].table);
    }
    world->ready = true;
}

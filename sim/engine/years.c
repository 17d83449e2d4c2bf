#include "engine/years.h"

#include "engine/effects.h"
#include "engine/rows.h"
#include "engine/shocks.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

double years_untreated_fade(const World *world, const Untreated *untreated, int year)
{
    if (year <= untreated->after) return 1;
    double over = world->parameter[untreated->fades_over];
    double fade = over > 0 ? 1 - (year - untreated->after) / over : 0;
    return fade > 0 ? fade : 0;
}

/* Gathers what is special in year k + 1 of a track in an arm. */
static void gather(const World *world, const Track *track, int arm, int k,
                   const EffectVariant *variant, Bend *bend)
{
    const Plan *plan = world->plan;
    const Study *study = plan->study;
    const Group *group = &study->group[track->group];
    for (int u = 0; u < group->n_untreated; u++) {
        double shift = world->shift[track->group * world->max_untreated + u];
        double fade = years_untreated_fade(world, &group->untreated[u], k + 1);
        bend_outcome(bend, plan->model, group->untreated[u].state, shift * fade);
    }
    if (arm == ARM_BASELINE) return;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind != EFFECT_TRANSITION) continue;
        if (effect->group != ANY && effect->group != track->group) continue;
        bend_effect(bend, plan->model, effect, world_ratio(world, e, k + 1, variant));
    }
    int place = effects_place(world, track, k + 2, variant);
    if (place != ANY) bend_place(bend, place);
}

/* Does the programme change year k + 1 of a track? */
static bool is_changed(const World *world, const Track *track, int k, const EffectVariant *variant)
{
    const Study *study = world->plan->study;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind != EFFECT_TRANSITION) continue;
        if (effect->group != ANY && effect->group != track->group) continue;
        if (world_ratio(world, e, k + 1, variant) != 1) return true;
    }
    return effects_place(world, track, k + 2, variant) != ANY;
}

/* One more table of a world's own, or NULL when memory runs out. */
static YearTable *take_own(World *world)
{
    if (world->n_own < world->own_made) return world->own[world->n_own++];
    const Plan *plan = world->plan;
    if (world->own_made == world->own_room) {
        int room = world->own_room ? 2 * world->own_room : 64;
        YearTable **list = realloc(world->own, (size_t)room * sizeof *list);
        if (!list) return NULL;
        world->own = list;
        world->own_room = room;
    }
    YearTable *table = calloc(1, sizeof *table);
    if (!table) return NULL;
    table->p = malloc((size_t)plan->max_row * sizeof *table->p);
    table->q = malloc((size_t)plan->max_nodes * sizeof *table->q);
    table->threshold = malloc((size_t)plan->max_row * sizeof *table->threshold);
    if (!table->p || !table->q ||
        !table->threshold) { /* the world may be made again: no half one stays */
        free(table->p);
        free(table->q);
        free(table->threshold);
        free(table);
        return NULL;
    }
    world->own[world->own_made++] = table;
    world->n_own++;
    return table;
}

/* An earlier track whose year k is this one's: it differs in nothing but its programme year of entry,
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

/* The table of year k of a track: shared, or bent into one of its own. */
static Status make_year(World *world, const Track *track, int arm, int k,
                        const EffectVariant *variant, YearTable **year)
{
    const Plan *plan = world->plan;
    const AgePlan *at = plan_age(plan, track->age + k);
    if (arm == ARM_INTERVENTION && !plan->arms_differ && !is_changed(world, track, k, variant)) {
        *year = world->year[ARM_BASELINE][track->first_year_table + k];
        return STATUS_OK;
    }
    const Track *twin = find_twin(world, track, k);
    if (twin) {
        *year = world->year[arm][twin->first_year_table + k];
        return STATUS_OK;
    }
    *year = shocks_table(world, track, arm, k);
    if (at->age == plan->model->last_age) return STATUS_OK;
    Bend bend;
    bend_begin(&bend, at);
    gather(world, track, arm, k, variant, &bend);
    if (!bend.any) return STATUS_OK;
    YearTable *own = take_own(world);
    if (!own) return STATUS_MEMORY;
    bend_apply(&bend, world, track, arm, world_shock(world, track, k), own);
    *year = own;
    return STATUS_OK;
}

Status years_make(World *world, int arm, const EffectVariant *variant, int n_years)
{
    Status status = STATUS_OK;
    const Plan *plan = world->plan;
    world->ready = false;
    world->n_years[arm] = n_years;
    if (arm == ARM_BASELINE) world->n_own = 0;
    if (arm == ARM_INTERVENTION) world->n_own = world->n_own_baseline;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        YearTable **year = world->year[arm] + track->first_year_table;
        int last = plan->model->last_age - track->age;
        if (track->enter - 1 + last >= n_years) last = n_years - track->enter;
        for (int k = 0; k <= last; k++) TRY(make_year(world, track, arm, k, variant, &year[k]));
    }
    if (arm == ARM_BASELINE) world->n_own_baseline = world->n_own;
out:
    return status;
}

/* ---- thresholds ---- */

static void make_thresholds(const AgePlan *at, YearTable *table)
{
    if (table->has_thresholds) return;
    table->has_thresholds = true;
    if (table->like) {
        make_thresholds(at, table->like);
        memcpy(table->threshold, table->like->threshold,
               (size_t)(at->n_rows * at->stride) * sizeof *table->threshold);
    }
    for (int r = 0; r < at->n_rows; r++) {
        int v = at->row_node[r], first = r * at->stride;
        if (table->like && !(table->bent >> at->node[v].state & 1)) continue;
        row_thresholds(table->p + first, at->row_n[v], table->q[r], table->threshold + first);
    }
}

void years_ready(World *world)
{
    const Plan *plan = world->plan;
    if (world->ready) return;
    for (int arm = 0; arm < N_ARMS; arm++) assert(world->n_years[arm] >= plan->n_years);
    for (int i = 0; i < N_ARMS * plan->n_tracks; i++) {
        const Track *track = &plan->track[i / N_ARMS];
        YearTable **year = world->year[i % N_ARMS] + track->first_year_table;
        for (int k = 0; k < plan->model->last_age - track->age; k++)
            make_thresholds(plan_age(plan, track->age + k), year[k]);
    }
    world->ready = true;
}

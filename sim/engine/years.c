#include "engine/years.h"

#include "engine/effects.h"

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
    world->own[world->own_made++] = table;
    table->p = malloc((size_t)plan->max_row * sizeof *table->p);
    table->q = malloc((size_t)plan->max_nodes * sizeof *table->q);
    table->threshold = malloc((size_t)plan->max_row * sizeof *table->threshold);
    if (!table->p || !table->q || !table->threshold) return NULL;
    world->n_own++;
    return table;
}

/* An earlier track of the same generation that differs from this one in nothing but its programme year
 * of entry. */
static const Track *find_twin(const Plan *plan, const Track *track)
{
    for (const Track *t = track - 1; t >= plan->track; t--) {
        if (t->sex != track->sex || t->class_ != track->class_ || t->age != track->age) break;
        if (t->group == track->group && t->generation == track->generation) return t;
    }
    return NULL;
}

Status years_make(World *world, int arm, const EffectVariant *variant)
{
    const Plan *plan = world->plan;
    if (arm == ARM_BASELINE) world->n_own = 0;
    if (arm == ARM_INTERVENTION) world->n_own = world->n_own_baseline;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        const Track *twin = find_twin(plan, track);
        const YearTable **year = world->year[arm] + track->first_year_table;
        int n_years = plan->model->last_age - track->age + 1;
        for (int k = 0; k < n_years; k++) {
            int age = track->age + k;
            year[k] = world_base(world, track->generation, arm, track->sex, track->class_, age);
            if (twin) year[k] = world_year(world, arm, twin, k);
            if (twin || age == plan->model->last_age) continue;
            Bend bend;
            bend_begin(&bend, plan_age(plan, age));
            gather(world, track, arm, k, variant, &bend);
            if (!bend.any) continue;
            YearTable *own = take_own(world);
            if (!own) return STATUS_MEMORY;
            bend_apply(&bend, world, track, arm, true, own);
            year[k] = own;
        }
    }
    if (arm == ARM_BASELINE) world->n_own_baseline = world->n_own;
    return STATUS_OK;
}

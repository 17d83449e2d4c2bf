#include "engine/effects.h"

#include "engine/rows.h"

#include <math.h>

double world_fade(const World *world, const Effect *effect, int year)
{
    int over = effect->fades_over;
    return study_fade(effect, year, over == ANY ? 0 : world->parameter[over]);
}

double world_strength(const World *world, int effect, int year, const EffectVariant *variant)
{
    const Effect *e = &world->plan->study->effect[effect];
    if (variant && variant->cut_at_follow_up && year > e->followed_until) return 0;
    double fade = world_fade(world, e, year);
    if (fade == 0) return 0;
    double scale = variant && variant->scale ? variant->scale[effect] : 1;
    return fade * scale * world->parameter[e->causal_share] * world->parameter[e->on];
}

double world_ratio(const World *world, int effect, int year, const EffectVariant *variant)
{
    const Effect *e = &world->plan->study->effect[effect];
    double strength = world_strength(world, effect, year, variant);
    if (strength == 0) return 1;
    double log_ratio = e->has_cumulative ? world->cumulative[effect]
                                         : log(world->parameter[e->ratio]);
    return exp(log_ratio * strength);
}

static bool bends_milestone(const Effect *effect, const Track *track, int m)
{
    return effect->kind == EFFECT_MILESTONE && effect->milestone == m &&
           (effect->group == ANY || effect->group == track->group);
}

bool effects_decide(const World *world, const Track *track, int m)
{
    const Study *study = world->plan->study;
    for (int e = 0; e < study->n_effects; e++)
        if (bends_milestone(&study->effect[e], track, m)) return true;
    return false;
}

double world_decision(const World *world, const Track *track, int arm, int m, int node,
                      const EffectVariant *variant)
{
    const Plan *plan = world->plan;
    const Study *study = plan->study;
    int age = plan->model->milestone[m].age;
    double p = world->decision[world_decision_index(world, m, track->sex, track->class_) + node];
    if (arm == ARM_BASELINE || p <= 0 || p >= 1) return p;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (!bends_milestone(effect, track, m)) continue;
        double ratio = world_ratio(world, e, age - track->age + 1, variant);
        p = effect->ratio_kind == RATIO_HAZARD ? 1 - pow(1 - p, ratio) : odds_times(p, ratio);
    }
    return p;
}

/* A place has no half strength: weakened, it holds nobody. */
static bool is_nil(const World *world, int effect, int year, const EffectVariant *variant)
{
    bool weakened = variant && variant->scale && variant->scale[effect] < 1;
    return weakened || world_strength(world, effect, year, variant) == 0;
}

int effects_place(const World *world, const Track *track, int year, const EffectVariant *variant)
{
    const Plan *plan = world->plan;
    const Study *study = plan->study;
    int age = track->age + year - 1;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind != EFFECT_PLACE || year < effect->year_from || year > effect->year_to)
            continue;
        if (effect->group != ANY && effect->group != track->group) continue;
        if (age > plan->model->last_age || is_nil(world, e, year, variant)) continue;
        if (plan_age(plan, age)->first_node[effect->place] != ANY) return effect->place;
    }
    return ANY;
}

int world_placed(const World *world, const Track *track, int arm, int node,
                 const EffectVariant *variant)
{
    const Plan *plan = world->plan;
    const AgePlan *at = plan_age(plan, track->age);
    if (arm == ARM_BASELINE) return node;
    int place = effects_place(world, track, 1, variant);
    if (place == ANY || place == at->node[node].state) return node;
    uint32_t held = at->node[node].held;
    for (int m = 0; m < plan->model->n_milestones; m++) {
        if (plan->model->milestone[m].entry_state == place) held |= 1u << m;
    }
    int placed = plan_node(plan, track->age, place, 0, held);
    return placed == ANY ? node : placed;
}

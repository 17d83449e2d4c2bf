#include "engine/exact_decide.h"

#include "engine/effects.h"

/* What each lane's people have in common. */
typedef struct {
    double living[ABREAST], reaching[ABREAST];
    double gain[ABREAST], loss[ABREAST]; /* of who reaches, misses it: because of the programme */
    double decided[ABREAST];             /* 1, and 0 in other lanes */
} Shares;

double exact_because(double now, double baseline, bool reached)
{
    if (reached) return now > baseline ? 1 - baseline / now : 0;
    return now < baseline ? 1 - (1 - baseline) / (1 - now) : 0;
}

static const Track *some_track(const ExactDecision *decision)
{
    int l = 0;
    while (!decision->track[l]) l++;
    return decision->track[l];
}

/* The chances of all nodes are those of the lanes' sex and class, but where effects bend them. */
static void find_chances(const ExactDecision *decision, const double *common, int n)
{
    const World *world = decision->world;
    double *chance = decision->chance;
    for (int v = 0; v < n; v++) {
        for (int l = 0; l < ABREAST; l++) chance[v * ABREAST + l] = common[v];
    }
    for (int l = 0; l < ABREAST && decision->arm != ARM_BASELINE; l++) {
        const Track *track = decision->track[l];
        if (!track || !effects_decide(world, track, decision->m)) continue;
        for (int v = 0; v < n; v++) {
            if (decision->now[v * ABREAST + l] > 0)
                chance[v * ABREAST + l] = world_decision(world, track, decision->arm, decision->m,
                                                         v, decision->variant);
        }
    }
}

LANES_BODY void sum(const ExactDecision *decision, int n, Shares *shares)
{
    const Abreast *now = (const Abreast *)decision->now,
                  *chance = (const Abreast *)decision->chance;
    Abreast living = {0}, reaching = {0};
    for (int v = 0; v < n; v++) {
        living += now[v];
        reaching += now[v] * chance[v];
    }
    *(Abreast *)shares->living = living;
    *(Abreast *)shares->reaching = reaching;
}

LANES_BODY void bend(const ExactDecision *decision, const double *causal, int n,
                     const Shares *shares)
{
    const AgePlan *at = decision->at;
    const Abreast *chance = (const Abreast *)decision->chance;
    const Abreast gain = *(const Abreast *)shares->gain, loss = *(const Abreast *)shares->loss;
    const Abreast decided = *(const Abreast *)shares->decided;
    Abreast *now = (Abreast *)decision->now;
    int step = plan_reach_step(decision->world->plan, at, decision->m);
    for (int v = 0; v < n; v++) {
        if (at->node[v].held >> decision->m & 1) continue;
        double not_causal = 1 - causal[v];
        Abreast p = chance[v];
        Abreast bends = p * (1 - gain * not_causal) + (1 - p) * loss * not_causal;
        Abreast moved = now[v] * bends * decided;
        now[v + step] += moved;
        now[v] -= moved;
    }
}

static void tell_reach(const ExactDecision *decision, Shares *shares)
{
    const Plan *plan = decision->world->plan;
    double *const *reach = decision->reach;
    for (int l = 0; l < ABREAST; l++) {
        const Track *track = decision->track[l];
        if (!track) continue;
        int r = (int)(track - plan->track) * plan->model->n_milestones + decision->m;
        double now = shares->living[l] > 0 ? shares->reaching[l] / shares->living[l] : 0;
        reach[decision->arm][r] = now;
        shares->decided[l] = 1;
        if (decision->arm != ARM_INTERVENTION) continue;
        shares->gain[l] = exact_because(now, reach[ARM_BASELINE][r], true);
        shares->loss[l] = exact_because(now, reach[ARM_BASELINE][r], false);
    }
}

LANES_BODY void decide(const ExactDecision *decision)
{
    const World *world = decision->world;
    const AgePlan *at = decision->at;
    const Track *track = some_track(decision);
    int first = world_decision_index(world, decision->m, track->sex, track->class_);
    int n = at->first_node[world->plan->model->end_state];
    Shares shares = {.gain = {0}};
    find_chances(decision, world->decision + first, n);
    sum(decision, n, &shares);
    tell_reach(decision, &shares);
    if (at->held_bits >> decision->m & 1) bend(decision, world->causal + first, n, &shares);
}

#define DEFINE(suffix, attributes)                                        \
    attributes static void decide_##suffix(const ExactDecision *decision) \
    {                                                                     \
        decide(decision);                                                 \
    }
LANES_EACH(DEFINE)

void exact_decide(const ExactDecision *decision)
{
    static void (*const copy[N_LANE_TARGETS])(const ExactDecision *) = LANES_TABLE(decide);
    copy[decision->world->lanes](decision);
}

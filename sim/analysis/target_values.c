#include "analysis/target_values.h"

#include "engine/flow.h"
#include "engine/making.h"

#include <math.h>
#include <string.h>

/* ---- memory ---- */

static uint32_t milestones_of(const Model *model)
{
    uint32_t bits = 0;
    for (int t = 0; t < model->n_targets; t++) {
        const TargetRow *target = &model->target[t];
        if (target->start.kind == SELECT_MILESTONE) bits |= 1u << target->start.milestone;
        if (target->counts.kind == SELECT_MILESTONE) bits |= 1u << target->counts.milestone;
    }
    return bits;
}

/* Whoever is of age a in a target's calendar year was born that many years before. */
static Status find_born(const Model *model, Arena *arena, PlanWishes *wishes)
{
    Status status = STATUS_OK;
    BirthYears *born;
    ARENA_TRY(arena, born, model->n_targets);
    for (int t = 0; t < model->n_targets; t++) {
        const TargetRow *target = &model->target[t];
        if (target->year == ANY) continue; /* then there is but one generation */
        born[wishes->n_born++] = (BirthYears){target->year - target->age_to,
                                              target->year - target->age_from};
    }
    wishes->born = born;
out:
    return status;
}

Status target_plan_make(const Study *study, Problems *problems, TargetPlan *plan)
{
    Status status = STATUS_OK;
    const Model *model = &study->model;
    PlanWishes wishes = {.milestones = milestones_of(model)};
    *plan = (TargetPlan){.study = study};
    if (model->n_targets == 0)
        return problems_fail(
            problems, STATUS_INPUT,
            "%s/targets.csv: expected published figures that the model should give, "
            "got none; see `livsbana describe targets`",
            model->folder);
    TRY(find_born(model, &plan->arena, &wishes));
    TRY(plan_build_for(study, &wishes, &plan->arena, problems, &plan->plan));
out:
    if (status != STATUS_OK) target_plan_free(plan);
    return status;
}

void target_plan_free(TargetPlan *plan)
{
    arena_free(&plan->arena);
    *plan = (TargetPlan){0};
}

Status target_worker_init(const TargetPlan *plan, TargetWorker *worker)
{
    Status status = STATUS_OK;
    *worker = (TargetWorker){.plan = plan};
    TRY(world_init(&plan->plan, &worker->world));
    ARENA_TRY(&worker->arena, worker->now, plan->plan.max_nodes);
    ARENA_TRY(&worker->arena, worker->next, plan->plan.max_nodes);
    ARENA_TRY(&worker->arena, worker->aside, plan->plan.max_nodes);
out:
    if (status != STATUS_OK) target_worker_free(worker);
    return status;
}

void target_worker_free(TargetWorker *worker)
{
    world_free(&worker->world);
    arena_free(&worker->arena);
    *worker = (TargetWorker){0};
}

/* ---- people of one sex, class and generation ---- */

typedef struct {
    TargetWorker *worker;
    const TargetRow *target;
    int sex, class_;
    int generation;
} Peers;

static const AgePlan *age_of(const Peers *peers, int age)
{
    return plan_age(&peers->worker->plan->plan, age);
}

/* The milestones of a birthday. */
static void decide(const Peers *peers, const AgePlan *at, double *now)
{
    const World *world = &peers->worker->world;
    for (int m = 0; m < world->plan->model->n_milestones; m++) {
        if (!(at->decided >> m & 1)) continue;
        int first = world_decision_index(world, m, peers->sex, peers->class_);
        flow_decide(world->plan, at, m, world->decision + first, now);
    }
}

/* Moves the people of from[] on by a year and adds them to next[]. */
static void move(const Peers *peers, const AgePlan *at, const double *from, double *next)
{
    flow_move(at,
              world_base(&peers->worker->world, peers->generation, ARM_BASELINE, peers->sex,
                         peers->class_, at->age),
              from, next);
}

static void clear(const Peers *peers, double *people)
{
    memset(people, 0, (size_t)peers->worker->plan->plan.max_nodes * sizeof *people);
}

static void swap(TargetWorker *worker)
{
    double *kept = worker->now;
    worker->now = worker->next;
    worker->next = kept;
}

/* Splits off the people of a state: those of now[] into aside[]. */
static void set_aside(const Peers *peers, const AgePlan *at, int state)
{
    TargetWorker *worker = peers->worker;
    clear(peers, worker->aside);
    for (int v = 0; v < at->n_nodes; v++) {
        if (at->node[v].state != state) continue;
        worker->aside[v] = worker->now[v];
        worker->now[v] = 0;
    }
}

/* ---- who starts ---- */

/* The population at a birthday, into now[]; nobody of it has decided yet. */
static void take_population(const Peers *peers, int age)
{
    TargetWorker *worker = peers->worker;
    const AgePlan *at = age_of(peers, age);
    clear(peers, worker->now);
    const double *people = world_population(&worker->world, peers->generation, peers->sex,
                                            peers->class_, age);
    for (int v = 0; v < at->n_nodes; v++) worker->now[v] = people[v * PEERS_ABREAST];
}

/* Those of the birthday who a year before were in the state (`inside`) or elsewhere. Newborns come from
 * elsewhere. */
static void take_movers(const Peers *peers, int age, int state, bool inside)
{
    TargetWorker *worker = peers->worker;
    if (age == worker->plan->plan.model->first_age) {
        take_population(peers, age);
        if (inside) clear(peers, worker->now);
        return;
    }
    const AgePlan *before = age_of(peers, age - 1);
    take_population(peers, age - 1);
    decide(peers, before, worker->now);
    set_aside(peers, before, state);
    clear(peers, worker->next);
    move(peers, before, inside ? worker->aside : worker->now, worker->next);
    swap(worker);
}

/* Does who is at this node belong to those that are meant? */
static bool is_meant(const Selection *selection, const Node *node)
{
    switch (selection->kind) {
    case SELECT_ALIVE: return !selection->others;
    case SELECT_STATES: return (selection->weight[node->state] > 0) != selection->others;
    case SELECT_ENTRY:
    case SELECT_STAY: return node->state == selection->state;
    case SELECT_LEFT: return node->state != selection->state;
    case SELECT_MILESTONE:
        return (node->held >> selection->milestone & 1) != (uint32_t)selection->others;
    case N_SELECTIONS: break;
    }
    return false;
}

/* Leaves in now[] those who start at this age; returns how many they are. */
static double begin(const Peers *peers, int age)
{
    TargetWorker *worker = peers->worker;
    const AgePlan *at = age_of(peers, age);
    const Selection *start = &peers->target->start;
    double sum = 0;
    if (start->kind == SELECT_ENTRY || start->kind == SELECT_LEFT)
        take_movers(peers, age, start->state, start->kind == SELECT_LEFT);
    else
        take_population(peers, age);
    decide(peers, at, worker->now);
    for (int v = 0; v < at->n_nodes; v++) {
        bool lives = at->node[v].state != worker->plan->plan.model->end_state;
        if (!lives || !is_meant(start, &at->node[v])) worker->now[v] = 0;
        sum += worker->now[v];
    }
    return sum;
}

/* ---- who is counted ---- */

/* Takes those out of next[] who are in the state (`inside`) or elsewhere; returns how many. */
static double drop(const Peers *peers, const AgePlan *then, int state, bool inside)
{
    double *next = peers->worker->next, sum = 0;
    for (int v = 0; v < then->n_nodes; v++) {
        if ((then->node[v].state == state) != inside) continue;
        sum += next[v];
        next[v] = 0;
    }
    return sum;
}

/* A year on, milestones of the next birthday decided. Those who come to the state that is counted by
 * entry are returned and followed no longer: they have entered it. Neither are those who do not stay
 * where they are counted by staying. */
static double follow_year(const Peers *peers, int age)
{
    TargetWorker *worker = peers->worker;
    const AgePlan *at = age_of(peers, age), *then = age_of(peers, age + 1);
    const Selection *counts = &peers->target->counts;
    double entered = 0;
    clear(peers, worker->next);
    if (counts->kind == SELECT_ENTRY) set_aside(peers, at, counts->state);
    move(peers, at, worker->now, worker->next);
    if (counts->kind == SELECT_ENTRY) {
        entered = drop(peers, then, counts->state, true);
        move(peers, at, worker->aside, worker->next);
    }
    if (counts->kind == SELECT_STAY) (void)drop(peers, then, counts->state, false);
    decide(peers, then, worker->next);
    swap(worker);
    return entered;
}

/* What a person in a state counts. */
static double weight_of(const World *world, const Selection *counts, int state)
{
    int factor = counts->weight_factor[state];
    return counts->weight[state] * (factor == ANY ? 1 : world->parameter[factor]);
}

/* The people of now[] who are meant, whatever `others` says. */
static double count_now(const Peers *peers, int age)
{
    const World *world = &peers->worker->world;
    const AgePlan *at = age_of(peers, age);
    Selection meant = peers->target->counts;
    double sum = 0;
    meant.others = false;
    for (int v = 0; v < at->first_node[world->plan->model->end_state]; v++) {
        const Node *node = &at->node[v];
        if (peers->worker->now[v] == 0 || !is_meant(&meant, node)) continue;
        double weight = meant.kind == SELECT_STATES ? weight_of(world, &meant, node->state) : 1;
        sum += weight * peers->worker->now[v];
    }
    return sum;
}

/* Follows those who start at one age; adds them and those counted. */
static void add_age(const Peers *peers, int age, double weight, double *started, double *counted)
{
    const TargetRow *target = peers->target;
    double people = begin(peers, age), meant = 0;
    if (people == 0) return;
    for (int k = 0; k < target->years; k++) meant += follow_year(peers, age + k);
    if (target->counts.kind != SELECT_ENTRY) meant = count_now(peers, age + target->years);
    *started += weight * people;
    *counted += weight * (target->counts.others ? people - meant : meant);
}

static Status nobody(const TargetRow *target, int number, Problems *problems)
{
    problems_note(problems, target->provenance.where, "start",
                  "expected somebody to start with, got nobody for \"%s\" at %d..%d in world %d",
                  target->start.text, target->age_from, target->age_to, number);
    return STATUS_INPUT;
}

static double target_share(TargetWorker *worker, const TargetRow *target)
{
    const Model *model = worker->plan->plan.model;
    double started = 0, counted = 0;
    for (int sex = 0; sex < N_SEXES; sex++) {
        if (target->sex != ANY && target->sex != sex) continue;
        for (int c = 0; c < model->n_classes; c++) {
            Peers peers = {worker, target, sex, c, 0};
            double weight = product_value(&model->class_[c].share, worker->world.parameter);
            for (int age = target->age_from; age <= target->age_to; age++) {
                peers.generation = plan_generation(&worker->plan->plan, target->year - age);
                add_age(&peers, age, weight, &started, &counted);
            }
        }
    }
    return started > 0 ? counted / started : NAN;
}

Status target_values(TargetWorker *worker, int number, const double *value, const bool *wanted,
                     Problems *problems, double *share)
{
    Status status = STATUS_OK;
    const Model *model = worker->plan->plan.model;
    TRY(world_make(&worker->world, number, value, NULL, problems));
    for (int t = 0; t < model->n_targets; t++) {
        if (wanted != NULL && !wanted[t]) continue;
        share[t] = target_share(worker, &model->target[t]);
        if (isnan(share[t])) TRY(nobody(&model->target[t], number, problems));
    }
out:
    return status;
}

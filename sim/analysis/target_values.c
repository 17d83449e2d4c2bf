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

Status target_plan_make(const Study *study, Problems *problems, TargetPlan *plan)
{
    Status status = STATUS_OK;
    const Model *model = &study->model;
    *plan = (TargetPlan){.study = study};
    if (model->n_targets == 0)
        return problems_fail(
            problems, STATUS_INPUT,
            "%s/targets.csv: expected published figures that the model should give, "
            "got none; see `livsbana describe targets`",
            model->folder);
    TRY(plan_build_remembering(study, milestones_of(model), &plan->arena, problems, &plan->plan));
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

/* ---- people of one sex and class ---- */

typedef struct {
    TargetWorker *worker;
    const TargetRow *target;
    int sex, class_;
} Generation;

static const AgePlan *age_of(const Generation *cohort, int age)
{
    return plan_age(&cohort->worker->plan->plan, age);
}

/* The milestones of a birthday. */
static void decide(const Generation *cohort, const AgePlan *at, double *now)
{
    const World *world = &cohort->worker->world;
    for (int m = 0; m < world->plan->model->n_milestones; m++) {
        if (!(at->decided >> m & 1)) continue;
        int first = world_decision_index(world, m, cohort->sex, cohort->class_);
        flow_decide(world->plan, at, m, world->decision + first, now);
    }
}

/* Moves the people of from[] on by a year and adds them to next[]. */
static void move(const Generation *cohort, const AgePlan *at, const double *from, double *next)
{
    flow_move(
        at, world_base(&cohort->worker->world, ARM_BASELINE, cohort->sex, cohort->class_, at->age),
        from, next);
}

static void clear(const Generation *cohort, double *people)
{
    memset(people, 0, (size_t)cohort->worker->plan->plan.max_nodes * sizeof *people);
}

static void swap(TargetWorker *worker)
{
    double *kept = worker->now;
    worker->now = worker->next;
    worker->next = kept;
}

/* Splits off the people of a state: those of now[] into aside[]. */
static void set_aside(const Generation *cohort, const AgePlan *at, int state)
{
    TargetWorker *worker = cohort->worker;
    clear(cohort, worker->aside);
    for (int v = 0; v < at->n_nodes; v++) {
        if (at->node[v].state != state) continue;
        worker->aside[v] = worker->now[v];
        worker->now[v] = 0;
    }
}

/* ---- who starts ---- */

/* The population at a birthday, into now[]; nobody of it has decided yet. */
static void take_population(const Generation *cohort, int age)
{
    TargetWorker *worker = cohort->worker;
    const AgePlan *at = age_of(cohort, age);
    clear(cohort, worker->now);
    memcpy(worker->now, world_population(&worker->world, cohort->sex, cohort->class_, age),
           (size_t)at->n_nodes * sizeof *worker->now);
}

/* Those of the birthday who a year before were in the state (`inside`) or elsewhere. Newborns come from
 * elsewhere. */
static void take_movers(const Generation *cohort, int age, int state, bool inside)
{
    TargetWorker *worker = cohort->worker;
    if (age == worker->plan->plan.model->first_age) {
        take_population(cohort, age);
        if (inside) clear(cohort, worker->now);
        return;
    }
    const AgePlan *before = age_of(cohort, age - 1);
    take_population(cohort, age - 1);
    decide(cohort, before, worker->now);
    set_aside(cohort, before, state);
    clear(cohort, worker->next);
    move(cohort, before, inside ? worker->aside : worker->now, worker->next);
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
static double begin(const Generation *cohort, int age)
{
    TargetWorker *worker = cohort->worker;
    const AgePlan *at = age_of(cohort, age);
    const Selection *start = &cohort->target->start;
    double sum = 0;
    if (start->kind == SELECT_ENTRY || start->kind == SELECT_LEFT)
        take_movers(cohort, age, start->state, start->kind == SELECT_LEFT);
    else
        take_population(cohort, age);
    decide(cohort, at, worker->now);
    for (int v = 0; v < at->n_nodes; v++) {
        bool lives = at->node[v].state != worker->plan->plan.model->end_state;
        if (!lives || !is_meant(start, &at->node[v])) worker->now[v] = 0;
        sum += worker->now[v];
    }
    return sum;
}

/* ---- who is counted ---- */

/* Takes those out of next[] who are in the state (`inside`) or elsewhere; returns how many. */
static double drop(const Generation *cohort, const AgePlan *then, int state, bool inside)
{
    double *next = cohort->worker->next, sum = 0;
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
static double follow_year(const Generation *cohort, int age)
{
    TargetWorker *worker = cohort->worker;
    const AgePlan *at = age_of(cohort, age), *then = age_of(cohort, age + 1);
    const Selection *counts = &cohort->target->counts;
    double entered = 0;
    clear(cohort, worker->next);
    if (counts->kind == SELECT_ENTRY) set_aside(cohort, at, counts->state);
    move(cohort, at, worker->now, worker->next);
    if (counts->kind == SELECT_ENTRY) {
        entered = drop(cohort, then, counts->state, true);
        move(cohort, at, worker->aside, worker->next);
    }
    if (counts->kind == SELECT_STAY) (void)drop(cohort, then, counts->state, false);
    decide(cohort, then, worker->next);
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
static double count_now(const Generation *cohort, int age)
{
    const World *world = &cohort->worker->world;
    const AgePlan *at = age_of(cohort, age);
    Selection meant = cohort->target->counts;
    double sum = 0;
    meant.others = false;
    for (int v = 0; v < at->first_node[world->plan->model->end_state]; v++) {
        const Node *node = &at->node[v];
        if (cohort->worker->now[v] == 0 || !is_meant(&meant, node)) continue;
        double weight = meant.kind == SELECT_STATES ? weight_of(world, &meant, node->state) : 1;
        sum += weight * cohort->worker->now[v];
    }
    return sum;
}

/* Follows those who start at one age; adds them and those counted. */
static void add_age(const Generation *cohort, int age, double weight, double *started,
                    double *counted)
{
    const TargetRow *target = cohort->target;
    double people = begin(cohort, age), meant = 0;
    if (people == 0) return;
    for (int k = 0; k < target->years; k++) meant += follow_year(cohort, age + k);
    if (target->counts.kind != SELECT_ENTRY) meant = count_now(cohort, age + target->years);
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
            Generation cohort = {worker, target, sex, c};
            double weight = product_value(&model->class_[c].share, worker->world.parameter);
            for (int age = target->age_from; age <= target->age_to; age++)
                add_age(&cohort, age, weight, &started, &counted);
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

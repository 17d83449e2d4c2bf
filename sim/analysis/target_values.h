/* target_values.h: what one world gives for every target of the model, on the exact cohort of the whole
 * population: both sexes (as many girls as boys are born) and all classes, without any programme.
 * Read by validation and calibration. */
#ifndef LIVSBANA_ANALYSIS_TARGET_VALUES_H
#define LIVSBANA_ANALYSIS_TARGET_VALUES_H

#include "engine/world.h"

/* Made once a model. */
typedef struct {
    const Study *study; /* borrowed */
    Plan plan;          /* of the population; its nodes remember the targets' milestones */
    Arena arena;
} TargetPlan;

/* STATUS_INPUT (noted) when the model has no targets. */
Status target_plan_make(const Study *study, Problems *problems, TargetPlan *plan) MUST_USE;
void target_plan_free(TargetPlan *plan); /* safe on {0} and twice */

/* One thread's world and scratch. */
typedef struct {
    const TargetPlan *plan;
    World world;
    double *now, *next, *aside; /* [max_nodes] */
    Arena arena;
} TargetWorker;

Status target_worker_init(const TargetPlan *plan, TargetWorker *worker) MUST_USE;
void target_worker_free(TargetWorker *worker); /* safe on {0} and twice */

/* The share of every target, share[n_targets] (of those with wanted[t] only, when not NULL), at
 * value[n_parameters]. STATUS_INPUT when a probability
 * is impossible there or nobody starts; noted with the world's number (-1: the medians). */
Status target_values(TargetWorker *worker, int number, const double *value, const bool *wanted,
                     Problems *problems, double *share) MUST_USE;

#endif

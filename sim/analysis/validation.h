/* validation.h: every published figure of a model beside the model's own value.
 * Read by output and cli (`validate`). */
#ifndef LIVSBANA_ANALYSIS_VALIDATION_H
#define LIVSBANA_ANALYSIS_VALIDATION_H

#include "analysis/evaluation.h"
#include "analysis/target_values.h"

/* A target with what the model gives. */
typedef struct {
    const TargetRow *target; /* borrowed */
    double value;            /* at the central values (medians), exact */
    double low, high;        /* the 5 and 95 % quantiles over worlds; NAN without worlds */
    bool met;                /* the value lies within the tolerance */
} ValidationRow;

typedef struct {
    const Study *study; /* borrowed */
    int n_worlds;
    int n;
    ValidationRow *row; /* [n] in the order of targets.csv */
    int n_met;
    int n_broken; /* expected to be met and missed */
    int n_mended; /* expected to be missed and met */
    Arena arena;
} Validation;

/* Rounding must not part what the files write as equal. */
bool target_is_met(const TargetRow *target, double value);

/* Evaluates the central values and n_worlds worlds (0: none), in parallel; the numbers do not depend on
 * the threads. STATUS_INPUT when there are no targets or a world is impossible (noted). */
Status validation_make(const Study *study, int n_worlds, const RunOptions *options,
                       Problems *problems, Validation *validation) MUST_USE;
void validation_free(Validation *validation); /* safe on {0} and twice */

#endif

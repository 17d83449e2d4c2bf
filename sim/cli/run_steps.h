/* run_steps.h: a scenario's simulation as the steps of a result.
 * Read by run and batch. */
#ifndef LIVSBANA_CLI_RUN_STEPS_H
#define LIVSBANA_CLI_RUN_STEPS_H

#include "analysis/findings.h"
#include "cli/steps.h"

typedef struct {
    Study own;             /* read from a file */
    const Study *study;    /* that one, or a batch's */
    int number;            /* as in RunOptions */
    Seat *seat;            /* as in RunOptions */
    size_t held;           /* bytes of all that was read */
    const NetRequest *net; /* what a batch ranks by; NULL: nothing */
    Findings findings;
} RunSteps;

extern const Steps run_steps; /* self: a RunSteps */

#endif

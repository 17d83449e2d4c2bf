/* goal.h: what a contract's condition looks at, counted in single lives as an evaluation would.
 * Read by contract. */
#ifndef LIVSBANA_ANALYSIS_GOAL_H
#define LIVSBANA_ANALYSIS_GOAL_H

#include "engine/lives.h"
#include "model/contract.h"

/* The participants' or the comparison group's value from its lives in an arm, in the order of lives_run: a
 * share, or years; NAN when nobody can be looked at (or nothing is asked). The dead are in no state; a
 * milestone is asked of those who live to its age within the follow-up. */
double goal_value(const Plan *plan, const Contract *contract, int arm, const Life *lives);

/* Is the condition met? Always when nothing is asked, never when there is nobody to look at. */
bool goal_met(const ContractCondition *condition, double participants, double comparison);

#endif

/* contract_draws.h: a contract's world after world: what participants and comparison group cost in the years
 * that an evaluation looks at, and what else the parties' money depends on.
 * Made by contract_simulate, read by contract and its tables. */
#ifndef LIVSBANA_ANALYSIS_CONTRACT_DRAWS_H
#define LIVSBANA_ANALYSIS_CONTRACT_DRAWS_H

#include "analysis/blocks.h"
#include "analysis/comparison.h"
#include "model/contract.h"

/* Years since entry that are kept besides the follow-up, to show what a longer one would have found. */
enum { CONTRACT_YEARS = 10 };

/* Kronor of the price year, undiscounted, of the contract's items and payers, of all participants together
 * and cumulative to the end of each year since entry: [year][world or replicate], year 0 the first. What is
 * discounted is so to the programme's start, at the scenario's rate.
 * Replicate r lives in world r / per_world. */
typedef struct {
    const Contract *contract; /* borrowed */
    Setup setup;
    Comparison comparison;
    int n_participants;
    int n_worlds, n_replicates, per_world, n_blocks;
    int n_years; /* CONTRACT_YEARS, or the follow-up if it is longer */
    double drawn_discounted, settled_discount; /* of what is drawn; of what is paid back */
    double *expected[N_ARMS];                  /* [year][world] */
    double *lived;             /* [year][replicate] simulated participants with the programme */
    double *alike;             /* [year][replicate] as many of the simulated comparison group */
    double *goal, *goal_alike; /* [replicate] what the condition looks at */
    double *factor;            /* [world] the group's cost for every krona of the participants' */
    double *cost, *cost_discounted; /* [world] of the programme, paid by the municipality in all */
    double *later; /* [replicate] municipal released saving to the horizon, with luck, discounted */
    Arena arena;
} ContractDraws;

/* STATUS_INPUT when a world has an impossible probability (noted), STATUS_RUN_FAILED when stopped,
 * STATUS_MEMORY. */
Status contract_simulate(const Contract *contract, const RunOptions *options, Problems *problems,
                         ContractDraws *draws) MUST_USE;
void contract_draws_free(ContractDraws *draws); /* safe on {0} and twice */

#endif

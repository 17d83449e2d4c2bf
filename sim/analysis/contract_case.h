/* contract_case.h: one case of a contract: who the participants and the comparison group turned out to be, and
 * how like they are.
 * Read by contract and the files that make its tables. */
#ifndef LIVSBANA_ANALYSIS_CONTRACT_CASE_H
#define LIVSBANA_ANALYSIS_CONTRACT_CASE_H

#include "analysis/contract.h"
#include "analysis/contract_draws.h"

/* What the evaluation finds after so many years since entry. Participants and comparison group are those of
 * two replicates, which may differ as long as both live in the same world: their luck is independent. */
double contract_measured(const ContractDraws *draws, int years, int participants, int compared,
                         double factor);
/* Everything but the rate of return, which takes longer. */
ContractCase contract_case(const ContractDraws *draws, int participants, int compared,
                           double factor);
double contract_case_rate(const ContractTerms *terms, double paid);

/* The risks of one bearer: contract_risk.c. False with fewer than two replicates a world. */
bool contract_risk(const ContractDraws *draws, Bearer bearer, ContractRisk *risk);
/* The fair terms: contract_fair.c. fair[N_FAIR_TERMS * N_FAIR_PARTIES]. */
void contract_fair(const ContractDraws *draws, const ContractCase *replicate, ContractFair *fair);

#endif

/* contract_sure.h: what of a contract's numbers is assumed, and how sure it is.
 * Read by contract_page. */
#ifndef LIVSBANA_OUTPUT_CONTRACT_SURE_H
#define LIVSBANA_OUTPUT_CONTRACT_SURE_H

#include "analysis/contract.h"
#include "output/speech.h"

/* Why the saving that is found is not the true one: what the assumed difference between the groups adds. */
void contract_say_assumed(Page *page, const ContractFindings *findings);
/* The part "How sure is this?", heading first. */
void contract_say_sure(Page *page, const ContractFindings *findings);

#endif

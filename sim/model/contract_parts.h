/* contract_parts.h: the parts of a contract file that have keys of their own.
 * Read by contract only. */
#ifndef LIVSBANA_MODEL_CONTRACT_PARTS_H
#define LIVSBANA_MODEL_CONTRACT_PARTS_H

#include "model/contract.h"
#include "model/scenario.h"

/* STATUS_OK or STATUS_MEMORY; what is wrong is noted. `root` is the whole file's block; the study and the
 * follow-up are read before. */
Status contract_condition(const Block *root, Contract *contract) MUST_USE;
Status contract_comparison(const Block *root, Contract *contract) MUST_USE;

#endif

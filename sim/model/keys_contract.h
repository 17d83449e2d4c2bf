/* keys_contract.h: the keys of a contract file.
 * Read by contract and by cli (`describe`). */
#ifndef LIVSBANA_MODEL_KEYS_CONTRACT_H
#define LIVSBANA_MODEL_KEYS_CONTRACT_H

#include "inputs/keys.h"

extern const KeyTable keys_contract, keys_condition, keys_comparison;

/* All of them in the order in which they are explained; closed by NULL. */
extern const KeyTable *const keys_contract_tables[];

#endif

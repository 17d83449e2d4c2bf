/* keys_fund.h: the keys of a fund file.
 * Read by fund and by cli (`describe`). */
#ifndef LIVSBANA_MODEL_KEYS_FUND_H
#define LIVSBANA_MODEL_KEYS_FUND_H

#include "inputs/keys.h"

extern const KeyTable keys_fund_file, keys_fund, keys_grants, keys_rules;

/* All of them in the order in which they are explained; closed by NULL. */
extern const KeyTable *const keys_fund_tables[];

#endif

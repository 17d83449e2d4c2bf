/* keys_scenario.h: the keys of a scenario file.
 * Read by the scenario readers and by cli (`describe`). */
#ifndef LIVSBANA_MODEL_KEYS_SCENARIO_H
#define LIVSBANA_MODEL_KEYS_SCENARIO_H

#include "inputs/keys.h"

extern const KeyTable keys_scenario, keys_participants, keys_start, keys_untreated, keys_programme,
    keys_programme_costs, keys_effects, keys_cumulative, keys_claims, keys_documented,
    keys_economics, keys_simulation, keys_override;

/* All of them in the order in which they are explained; closed by NULL. */
extern const KeyTable *const keys_scenario_tables[];

#endif

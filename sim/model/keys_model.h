/* keys_model.h: the columns of every table of a model folder.
 * Read by the table readers and by cli (`describe`). */
#ifndef LIVSBANA_MODEL_KEYS_MODEL_H
#define LIVSBANA_MODEL_KEYS_MODEL_H

#include "inputs/keys.h"

extern const KeyTable keys_states, keys_classes, keys_shocks, keys_transitions, keys_modifiers,
    keys_milestones, keys_mortality, keys_mortality_ratios, keys_payers, keys_costs, keys_spending,
    keys_outcomes, keys_parameters, keys_moving, keys_paths, keys_prices, keys_sources,
    keys_targets, keys_calibration, keys_draws;

/* All of them in the order in which they are explained; closed by NULL. */
extern const KeyTable *const keys_model_tables[];

#endif

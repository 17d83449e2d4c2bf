/* keys_batch.h: the keys of a batch file.
 * Read by batch_file and cli (`describe`). */
#ifndef LIVSBANA_MODEL_KEYS_BATCH_H
#define LIVSBANA_MODEL_KEYS_BATCH_H

#include "inputs/keys.h"

extern const KeyTable keys_batch_file, keys_batch, keys_overlap;
/* All of them that `describe` tells, in the order of explanation, closed by NULL. */
extern const KeyTable *const keys_batch_tables[];

#endif

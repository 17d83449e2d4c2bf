/* selection.h: the small grammar of targets: whom a figure starts with, and whom it counts.
 * Read by table_targets. */
#ifndef LIVSBANA_MODEL_SELECTION_H
#define LIVSBANA_MODEL_SELECTION_H

#include "model/reading.h"

typedef enum { SELECTION_START, SELECTION_COUNTS } SelectionRole;

/* Reads `[not] alive | STATE[:WEIGHT] ... | milestone NAME | entry STATE | left STATE | stay STATE` under
 * `key`; weights and `stay` only in what is counted, `left` only in who starts. Blank means alive. What is wrong is noted with its column; false then.
 * *status becomes STATUS_MEMORY when memory runs out. */
bool selection_read(const Row *row, const char *key, SelectionRole role, Selection *selection,
                    Status *status);

#endif

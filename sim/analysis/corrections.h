/* corrections.h: what is no saving of what a worker's programme avoids in its world.
 * Read by worker. */
#ifndef LIVSBANA_ANALYSIS_CORRECTIONS_H
#define LIVSBANA_ANALYSIS_CORRECTIONS_H

#include "analysis/worker.h"

/* Of the first n years, whose series and flows are there: every correction, which of them may be other than
 * 0, and all together in ->taken_off. */
void corrections_make(Worker *worker, int n);

#endif

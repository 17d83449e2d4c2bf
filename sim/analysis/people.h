/* people.h: what happens to the participants, in numbers of people.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_PEOPLE_H
#define LIVSBANA_ANALYSIS_PEOPLE_H

#include "analysis/tallies.h"

/* In rounds with luck. */
Status people_table(const Round *round, Findings *findings) MUST_USE;

#endif

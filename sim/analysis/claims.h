/* claims.h: what was claimed of the programme and what was documented, beside what is simulated.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_CLAIMS_H
#define LIVSBANA_ANALYSIS_CLAIMS_H

#include "analysis/tallies.h"

/* In rounds with luck. */
Status claims_table(const Round *round, Findings *findings) MUST_USE;
Status documented_table(const Round *round, Findings *findings) MUST_USE;

#endif

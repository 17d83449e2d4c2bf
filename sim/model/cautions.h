/* cautions.h: what is allowed in a scenario but looks like a slip: told, never refused.
 * Read by page and by cli. */
#ifndef LIVSBANA_MODEL_CAUTIONS_H
#define LIVSBANA_MODEL_CAUTIONS_H

#include "model/study.h"

/* Kronor at the central value: of a year, and as the file writes the number. */
typedef struct {
    double a_year, written;
} SmallCost;

/* Did the writer mean millions? A cost of the programme, above 0, that comes to less than 100 kronor a
 * participant over all its years. */
bool cost_looks_small(const Study *study, const ProgrammeCost *cost, SmallCost *small);
/* The same of what a fund begins with or grants: above 0 and less than 10,000 kronor. */
bool fund_looks_small(double kronor);

#endif

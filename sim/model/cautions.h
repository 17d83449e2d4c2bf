/* cautions.h: what is allowed in a scenario but looks like a slip: told, never refused.
 * Read by page and by cli. */
#ifndef LIVSBANA_MODEL_CAUTIONS_H
#define LIVSBANA_MODEL_CAUTIONS_H

#include "model/study.h"

/* What the writer may have counted in: a sum that would be too large in millions is one in thousands. */
typedef enum { COUNTED_THOUSANDS, COUNTED_MILLIONS } CountedIn;

/* Kronor at the central value: of a year, and as the file writes the number. */
typedef struct {
    double a_year, written;
    CountedIn counted;
} SmallCost;

/* Did the writer mean millions, or thousands? A cost of the programme, above 0, that comes to less than
 * 100 kronor a participant over all its years, or to less than 1,000 a year where all costs come to less
 * than 2,000. */
bool cost_looks_small(const Study *study, const ProgrammeCost *cost, SmallCost *small);
/* The same of what a fund begins with or grants: above 0 and less than 10,000 kronor. */
bool fund_looks_small(double kronor, CountedIn *counted);

/* Is the ratio of an effect (*ratio, its central value) above 10 or below a tenth? What is published seldom is,
 * percentage points and shares are. */
bool ratio_looks_wrong(const Study *study, const Effect *effect, double *ratio);

/* Does an effect on a milestone act when nobody whom it is for comes to the birthday at which that is
 * decided? first..last: their ages in its years, those in which it fades, too. */
bool milestone_out_of_reach(const Study *study, const Effect *effect, int *first, int *last);

/* Is less than a quarter of an effect on a milestone left when that is decided? Of it *left, at the central
 * value, on average for whom it is for and who come to that birthday. False when it is out of reach. */
bool milestone_mostly_faded(const Study *study, const Effect *effect, double *left);

#endif

/* page_outcomes.h: what page one says of outcomes other than kronor.
 * Read by page. */
#ifndef LIVSBANA_OUTPUT_PAGE_OUTCOMES_H
#define LIVSBANA_OUTPUT_PAGE_OUTCOMES_H

#include "output/speech.h"

/* A line for each outcome, to the horizon; nothing when the model has none. */
void page_outcomes(Page *page);

#endif

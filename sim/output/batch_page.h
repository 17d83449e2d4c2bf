/* batch_page.h: what a batch found out, in words for people who do not program.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_BATCH_PAGE_H
#define LIVSBANA_OUTPUT_BATCH_PAGE_H

#include "analysis/batch.h"
#include "output/terminal.h"
#include "output/text.h"

/* STATUS_FILE when the terminal does not take it, STATUS_MEMORY. */
Status batch_page_write(const Batch *batch, Language language, const Terminal *terminal) MUST_USE;

#endif

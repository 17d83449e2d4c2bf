/* batch_page_parts.h: the page of a batch while it is written.
 * Read by batch_page and batch_page_totals. */
#ifndef LIVSBANA_OUTPUT_BATCH_PAGE_PARTS_H
#define LIVSBANA_OUTPUT_BATCH_PAGE_PARTS_H

#include "analysis/batch.h"
#include "output/speech.h"

/* A page without findings: its sentences come from the batch. */
typedef struct {
    Page page;
    const Batch *batch;
} BatchPage;

/* What all programmes cost and save together; nothing where they are not summed. */
void batch_say_totals(BatchPage *page);
/* The scenarios that are not ranked, and why; nothing where all are. */
void batch_say_failed(BatchPage *page);

#endif

/* batch_tables.h: a batch's ranking as CSV files beside the folders of its scenarios.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_BATCH_TABLES_H
#define LIVSBANA_OUTPUT_BATCH_TABLES_H

#include "analysis/batch.h"

/* Writes batch.csv, measures.csv, ranks.csv, pairs.csv, totals.csv, spending.csv, failed.csv, accounts.csv and, at the
 * end, manifest.csv into `folder`; files that are the same already are not touched
 * (*changed: some were not the same). STATUS_FILE (noted)
 * when the disk refuses or another file of that name stands there. */
Status batch_tables_write(const Batch *batch, const char *folder, Problems *problems,
                          bool *changed) MUST_USE;

#endif

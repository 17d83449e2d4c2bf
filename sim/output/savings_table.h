/* savings_table.h: what a scenario saves in every world on the model's rows of spending, as a table of its
 * folder, so that a batch can hold the sum of its scenarios to what is spent.
 * Read by net_tables (out) and cli (in again). */
#ifndef LIVSBANA_OUTPUT_SAVINGS_TABLE_H
#define LIVSBANA_OUTPUT_SAVINGS_TABLE_H

#include "analysis/findings.h"
#include "base/file.h"

/* savings.csv: world and calendar year (empty: what is spent a year in that world); spent.ROW; and for each
 * row that a saving touches saved.ROW and felt.ROW.PAYER.DELAY: kronor to seven digits. Years without
 * savings are left out. */
extern const char savings_file[];

Status savings_table_write(const Findings *findings, const FileFolder *folder,
                           Problems *problems) MUST_USE;

/* The same of this study's folder, read again into the arena. *found is false, and nothing is noted, when
 * the folder has none such. STATUS_FILE, STATUS_MEMORY; STATUS_INPUT (noted) for a delay that no model has. */
Status savings_table_read(const char *folder, const Study *study, Arena *arena, Problems *problems,
                          WorldSavings *savings, bool *found) MUST_USE;
bool savings_table_stands(const char *folder, const Study *study);

#endif

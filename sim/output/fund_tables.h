/* fund_tables.h: what a fund's run found out as CSV files, with the manifest that closes the folder.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_FUND_TABLES_H
#define LIVSBANA_OUTPUT_FUND_TABLES_H

#include "analysis/fund.h"
#include "base/file.h"

/* Writes every table into the folder under construction, manifest.csv last. The caller commits.
 * STATUS_FILE (noted) when the disk refuses. */
Status fund_tables_write(const FundFindings *findings, const FileFolder *folder,
                         Problems *problems) MUST_USE;

#endif

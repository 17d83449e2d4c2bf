/* tables.h: everything a run found out as CSV files, and the manifest that closes the folder.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_TABLES_H
#define LIVSBANA_OUTPUT_TABLES_H

#include "analysis/findings.h"
#include "base/file.h"

#include <stdbool.h>

/* Writes every table into the folder under construction, `worlds.csv` only when asked for, what a batch ranks by when findings hold it, and
 * manifest.csv at the end; by the threads that the findings were made with, and in a block of another job
 * (`within`; or NULL) by that one's. The caller commits. STATUS_FILE (noted) when the disk refuses. */
Status tables_write(const Findings *findings, const FileFolder *folder, bool worlds,
                    Parallel *within, Problems *problems) MUST_USE;

#endif

/* manifest.h: the file that makes a folder a result: what was run, from which inputs, and the
 * checksum of every table. Read by tables, net_tables, validation_tables, batch_tables, fund_tables and cli. */
#ifndef LIVSBANA_OUTPUT_MANIFEST_H
#define LIVSBANA_OUTPUT_MANIFEST_H

#include "analysis/batch.h"
#include "base/file.h"
#include "model/fund.h"

/* A command that makes results, and the table that its results hold and no other command's. */
typedef struct {
    const char *command;
    const char *table;
} ResultMaker;

/* May its result be put into `folder`? STATUS_FILE (noted) where the result of another command stands, which
 * would be lost. */
Status manifest_allows(const ResultMaker *maker, const char *folder, Problems *problems) MUST_USE;

/* Writes manifest.csv for the tables `name[n]`, which stand in the partial folder. Its rows depend
 * on inputs, settings and the program's sources only: no clock, no threads, no machine. */
Status manifest_write(const Study *study, const FileFolder *folder, const char *const *name, int n,
                      Problems *problems) MUST_USE;

/* Was `folder` written by a program of these sources from this study: the same inputs by their checksums, the same
 * settings? False when it has no manifest. */
Status manifest_is_of(const Study *study, const char *folder, Problems *problems,
                      bool *is) MUST_USE;

/* The manifest of a batch's own tables; each scenario's folder by the checksum of its manifest. */
Status manifest_write_batch(const Batch *batch, const FileFolder *folder, const char *const *name,
                            int n, Problems *problems) MUST_USE;

/* The manifest of a fund, with the files of all its scenarios. */
Status manifest_write_fund(const Fund *fund, const FileFolder *folder, const char *const *name,
                           int n, Problems *problems) MUST_USE;

/* The largest table a manifest can answer for. */
extern const size_t manifest_table_limit;

#endif

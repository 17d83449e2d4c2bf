/* net_tables.h: what a batch ranks a scenario by, as tables of its folder: each account's money and the
 * avoided years of exclusion in every world and replicate.
 * Read by tables (out) and cli (in again). */
#ifndef LIVSBANA_OUTPUT_NET_TABLES_H
#define LIVSBANA_OUTPUT_NET_TABLES_H

#include "analysis/findings.h"
#include "base/file.h"

/* The files of findings->net, name[n] in the arena: avoided.csv, net_ACCOUNT.csv for every account and, where
 * the model has rows of spending, savings.csv. None when nothing was asked for. */
Status net_tables_name(const Findings *findings, Arena *arena, const char ***name, int *n) MUST_USE;
/* Writes the i-th of them. */
Status net_table_write(const Findings *findings, const FileFolder *folder, const char *name, int i,
                       Problems *problems) MUST_USE;

/* The same for one account after so many years, read again. Texts and numbers in the arena. */
typedef struct {
    double *net[N_UNCERTAINTIES];     /* [n_worlds], [n_replicates] */
    double *avoided[N_UNCERTAINTIES]; /* the same */
    double *cost;                     /* [n_worlds] of the programme, borne by the account */
    double *programme_cost;           /* [n_worlds] of the whole programme */
} NetTable;

/* *found is false, and nothing is noted, when the folder holds no such account or years, or not as many
 * worlds and replicates. The folder has passed result_check. STATUS_INPUT, STATUS_FILE, STATUS_MEMORY. */
Status net_table_read(const char *folder, const char *account, int years, int n_worlds,
                      int n_replicates, Arena *arena, Problems *problems, NetTable *table,
                      bool *found) MUST_USE;

#endif

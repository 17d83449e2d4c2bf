/* contract_tables.h: everything that was found out about a contract as CSV files, and the manifest that closes
 * the folder.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_CONTRACT_TABLES_H
#define LIVSBANA_OUTPUT_CONTRACT_TABLES_H

#include "analysis/contract.h"
#include "base/file.h"

/* Writes every table and manifest.csv into the folder under construction; the caller commits. STATUS_FILE
 * (noted) when the disk refuses. */
Status contract_tables_write(const ContractFindings *findings, const FileFolder *folder,
                             Problems *problems) MUST_USE;

#endif

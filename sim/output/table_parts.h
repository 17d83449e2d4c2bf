/* table_parts.h: what writes the rows of each table of a result, and the fields that several of them
 * write. Read by tables and the tables_*.c files. */
#ifndef LIVSBANA_OUTPUT_TABLE_PARTS_H
#define LIVSBANA_OUTPUT_TABLE_PARTS_H

#include "analysis/findings.h"
#include "output/rows.h"

typedef void TableRows(const Findings *findings, RowWriter *out);
/* tables_money.c */
TableRows write_summary, write_payback, write_payback_time, write_boards, write_ledger,
    write_spending;
/* tables_people.c */
TableRows write_occupancy, write_career, write_people, write_outcomes, write_provenance,
    write_claims, write_documented;
/* tables_names.c: so that a finished folder explains itself */
TableRows write_accounts, write_states, write_paths, write_parameters, write_worlds;
TableRows write_parameter_names; /* of the header of worlds.csv */
/* tables_headline.c: page one as a table */
TableRows write_headline;

const char *table_arm(int arm); /* the name of an arm in files */
/* The account's name; empty for ANY. */
void put_account(const Findings *findings, int account, RowWriter *out);

#endif

/* reader.h: a finished result folder, checked and read again: everything a chart needs.
 * Read by charts and cli. */
#ifndef LIVSBANA_OUTPUT_READER_H
#define LIVSBANA_OUTPUT_READER_H

#include "base/problems.h"
#include "inputs/csv.h"
#include "output/text.h"

/* Is `folder` a whole result: a manifest that is not cut, and every table as it was written?
 * STATUS_FILE, noted with the file and what to do, when it is not. */
Status result_check(const char *folder, Problems *problems) MUST_USE;

typedef enum {
    RESULT_MANIFEST,
    RESULT_HEADLINE,
    RESULT_ACCOUNTS,
    RESULT_STATES,
    RESULT_PATHS,
    RESULT_PAYBACK,
    RESULT_PAYBACK_TIME,
    RESULT_BOARDS,
    RESULT_OCCUPANCY,
    RESULT_CAREER,
    RESULT_PEOPLE,
    RESULT_VALIDATION,
    RESULT_CHANCES,
    RESULT_PAYMENTS,
    RESULT_BATCH,
    RESULT_MEASURES,
    RESULT_BALANCE,
    RESULT_RULES,
    RESULT_GRANTS,
    N_RESULT_TABLES
} ResultTable;

typedef struct {
    CsvTable table[N_RESULT_TABLES];
    Arena arena;
} Result;

/* Reads the tables of a folder that result_check has passed; those that its manifest does not name stay
 * without columns. */
Status result_read(const char *folder, Problems *problems, Result *result) MUST_USE;
/* Only the tables of these bits (1u << RESULT_...), the manifest among them in any case. */
Status result_read_some(const char *folder, unsigned tables, Problems *problems,
                        Result *result) MUST_USE;
void result_free(Result *result); /* safe on {0} and twice */

/* The first row from `from` on in which every named column holds its text, or -1. `match` is a list
 * of column, text, column, text, NULL. */
int result_find(const Result *result, ResultTable table, int from, const char *const *match);
#define RESULT_MATCH(...) ((const char *const[]){__VA_ARGS__, NULL})

/* A cell; "" where there is no such row or column. */
const char *result_text(const Result *result, ResultTable table, int row, const char *column);
/* A cell as a number: NaN when empty or no number, infinity for "never". */
double result_number(const Result *result, ResultTable table, int row, const char *column);

/* A value of manifest.csv or headline.csv by its name. */
const char *result_setting(const Result *result, const char *name);
double result_setting_number(const Result *result, const char *name);
const char *result_fact(const Result *result, const char *name);
double result_fact_number(const Result *result, const char *name);

/* The label, in the language, of the row that holds `name` in its first column; else `name`. */
const char *result_label(const Result *result, ResultTable table, const char *name,
                         Language language);

#endif

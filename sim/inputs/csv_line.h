/* csv_line.h: one line of a CSV file taken apart into fields by libcsv.
 * Read by csv. */
#ifndef LIVSBANA_INPUTS_CSV_LINE_H
#define LIVSBANA_INPUTS_CSV_LINE_H

#include "inputs/csv.h"

#include <csv.h>
#include <stdbool.h>

/* A line of the file, without its end. */
typedef struct {
    const char *text;
    size_t length;
    int number;
} CsvLine;

/* libcsv is fed one line at a time, so that lines can be counted, and each line comma by comma, so
 * that fields know where they began. */
typedef struct {
    struct csv_parser parser;
    bool parser_ready;
    const char *path;
    Arena *arena;
    Problems *problems;

    CsvLine line;  /* the line under work */
    size_t begins; /* where its field under work begins, in bytes */
    int column;    /* the same in characters, from 1 */
    int n_fields;  /* fields of the line so far, CSV_MAX_COLUMNS + 1 when there are too many */
    CsvField field[CSV_MAX_COLUMNS];
    bool row_ended;
    Status status; /* of the callbacks, which cannot stop the parser */
} CsvSplitter;

/* Makes a splitter of lines of the file at `path`, which is borrowed. */
Status csv_splitter_make(const char *path, Arena *arena, Problems *problems,
                         CsvSplitter *splitter) MUST_USE;
void csv_splitter_free(CsvSplitter *splitter); /* safe on {0} and twice */

/* Reads the fields of one line into splitter->field[n_fields]. *whole says whether the line is in
 * order (or just too wide, and was read no further); what is not was noted. */
Status csv_line_split(CsvSplitter *splitter, CsvLine line, bool *whole) MUST_USE;

/* The place of a column of the line under work. */
Where csv_line_where(const CsvSplitter *splitter, int column);

#endif

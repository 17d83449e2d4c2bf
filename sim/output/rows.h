/* rows.h: CSV out, field by field: comma, dot, UTF-8, LF, quotes only where they are needed.
 * Read by tables and manifest. Failures are kept by the FILE and met by file_close. */
#ifndef LIVSBANA_OUTPUT_ROWS_H
#define LIVSBANA_OUTPUT_ROWS_H

#include "base/file.h"

typedef struct {
    FILE *file;
    int n_fields; /* written in the row under work */
} RowWriter;

/* A file of the folder, with what stands in all its headers: more columns may follow before row_end. It is
 * closed by file_close. */
Status rows_open(const FileFolder *folder, const char *name, const char *header, Problems *problems,
                 RowWriter *writer) MUST_USE;
/* Text; NULL is empty. Control characters, line ends too, become blanks: one row is one line. */
void row_text(RowWriter *writer, const char *text);
void row_number(RowWriter *writer, double value); /* round-trips; NaN is empty */
void row_years(RowWriter *writer, double years);  /* the same, infinity is "never" */
void row_count(RowWriter *writer, long long value);
void row_checksum(RowWriter *writer, uint64_t checksum); /* 16 hex digits */
void row_end(RowWriter *writer);

#endif

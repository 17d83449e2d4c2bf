/* csv.h: CSV files as rows that remember their line and fields that remember their column.
 * Read by keys and model. */
#ifndef LIVSBANA_INPUTS_CSV_H
#define LIVSBANA_INPUTS_CSV_H

#include "base/arena.h"
#include "base/problems.h"

#include <stdint.h>

typedef struct {
    const char *text; /* quotes and the blanks around it removed; "" when empty */
    int column; /* where it begins (at its quote, if it has one), counting characters from 1 */
} CsvField;

typedef struct {
    int line;
    const CsvField *field; /* [n_columns] */
} CsvRow;

typedef struct {
    const char *path;
    uint64_t checksum;
    int n_columns; /* 0: no header could be read, which was noted */
    int header_line;
    const CsvField *header; /* [n_columns] */
    int n_rows;
    const CsvRow *row;
} CsvTable;

/* Limits against hostile files. */
enum {
    CSV_MAX_BYTES = 16 << 20,
    CSV_MAX_COLUMNS = 64,
    CSV_MAX_FIELD = 4096,
    CSV_MAX_ROWS = 400000
};

/* Reads the comma-separated UTF-8 file at `path`, its first line the header; a byte-order mark is
 * skipped, LF and CRLF end lines. Lines that are blank or begin with '#' are skipped. Every defect
 * of form (quotes, a field over several lines, ragged rows, a header named twice) is noted with line
 * and column; a file that is not UTF-8 text, is too large, has no header, or is parted by semicolons
 * or tabs is noted once and not read further. On STATUS_INPUT the table still holds the header, if
 * there is one, and every row of the right width, so that keys_check_csv can note what else is
 * wrong. Texts live in the arena; `path` is borrowed. */
Status csv_read(const char *path, Arena *arena, Problems *problems, CsvTable *table) MUST_USE;
/* The same from memory; the fuzz target's door. (libcsv owns the name csv_parse.) */
Status csv_parse_text(const char *path, const char *text, size_t length, Arena *arena,
                      Problems *problems, CsvTable *table) MUST_USE;

/* A printable place for row r (-1: the header), column c of the table. */
Where csv_where(const CsvTable *table, int row, int column);

#endif

#include "inputs/csv.h"

#include "base/file.h"
#include "inputs/csv_line.h"
#include "inputs/text.h"

#include <assert.h>
#include <stdbool.h>
#include <string.h>

/* What is known while the file is read. */
typedef struct {
    CsvSplitter splitter;
    CsvTable *table;
    CsvRow *row; /* the table's rows, as they are filled */
    int capacity;
} Reader;

/* Takes the next line off text[length]. */
static CsvLine next_line(const char **text, size_t *length, int number)
{
    const char *end = memchr(*text, '\n', *length);
    const size_t n = end == NULL ? *length : (size_t)(end - *text);
    CsvLine line = {*text, n, number};
    if (n > 0 && line.text[n - 1] == '\r') {
        line.length--;
    }
    const size_t taken = end == NULL ? n : n + 1;
    *text += taken;
    *length -= taken;
    return line;
}

static bool is_skipped(CsvLine line)
{
    const bool comment = line.length > 0 && line.text[0] == '#';
    text_trim(&line.text, &line.length);
    return comment || line.length == 0;
}

static size_t count_byte(CsvLine line, char byte)
{
    size_t n = 0;
    for (size_t i = 0; i < line.length; i++) {
        n += line.text[i] == byte ? 1 : 0;
    }
    return n;
}

/* A header with more semicolons or tabs than commas was written by a program with other habits. */
static Status check_separator(const Reader *reader, CsvLine line)
{
    static const struct {
        char separator;
        const char *name;
    } others[] = {{';', "semicolons"}, {'\t', "tabs"}};
    const size_t n_commas = count_byte(line, ',');
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (count_byte(line, others[i].separator) > n_commas) {
            const char *found = memchr(line.text, others[i].separator, line.length);
            const int column = 1 + (int)text_characters(line.text, (size_t)(found - line.text));
            problems_note(reader->splitter.problems,
                          (Where){reader->table->path, line.number, column}, NULL,
                          "expected columns parted by commas, got %s; %s", others[i].name,
                          "save the file as comma-separated CSV, with decimal points");
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

static void check_header(const Reader *reader)
{
    for (int i = 0; i < reader->splitter.n_fields; i++) {
        const CsvField *field = &reader->splitter.field[i];
        const Where where = csv_line_where(&reader->splitter, field->column);
        if (field->text[0] == '\0') {
            problems_expected(reader->splitter.problems, where, NULL, "a column name", NULL, NULL);
            continue;
        }
        for (int j = 0; j < i; j++) {
            if (strcmp(field->text, reader->splitter.field[j].text) == 0) {
                problems_expected(reader->splitter.problems, where, NULL, "each column once",
                                  field->text, NULL);
                break;
            }
        }
    }
}

static Status reader_header(Reader *reader, CsvLine line)
{
    Status status = STATUS_OK;
    bool whole = false;
    TRY(check_separator(reader, line));
    TRY(csv_line_split(&reader->splitter, line, &whole));
    if (!whole) {
        status = STATUS_INPUT;
        goto out;
    }
    if (reader->splitter.n_fields > CSV_MAX_COLUMNS) {
        problems_note(reader->splitter.problems, csv_line_where(&reader->splitter, 1), NULL,
                      "expected at most %d columns, got more", CSV_MAX_COLUMNS);
        status = STATUS_INPUT;
        goto out;
    }
    check_header(reader);
    CsvField *header = NULL;
    ARENA_TRY(reader->splitter.arena, header, reader->splitter.n_fields);
    memcpy(header, reader->splitter.field, (size_t)reader->splitter.n_fields * sizeof *header);
    reader->table->header = header;
    reader->table->header_line = line.number;
    reader->table->n_columns = reader->splitter.n_fields;
out:
    return status;
}

static void note_ragged(const Reader *reader, CsvLine line)
{
    const int expected = reader->table->n_columns;
    if (reader->splitter.n_fields < expected) {
        const int column = 1 + (int)text_characters(line.text, line.length);
        problems_note(reader->splitter.problems, csv_line_where(&reader->splitter, column), NULL,
                      "expected %d fields, as in the header, got %d", expected,
                      reader->splitter.n_fields);
        return;
    }
    const bool shown = expected < CSV_MAX_COLUMNS;
    const char *more = reader->splitter.n_fields > CSV_MAX_COLUMNS ? "more than " : "";
    const int found = more[0] == '\0' ? reader->splitter.n_fields : CSV_MAX_COLUMNS;
    problems_note(
        reader->splitter.problems,
        csv_line_where(&reader->splitter, shown ? reader->splitter.field[expected].column : 1),
        NULL, "expected %d fields, as in the header, got %s%d; %s", expected, more, found,
        "decimals take a point, and a text that holds a comma takes quotes");
}

static Status reader_row(Reader *reader, CsvLine line)
{
    Status status = STATUS_OK;
    bool whole = false;
    CsvTable *table = reader->table;
    TRY(csv_line_split(&reader->splitter, line, &whole));
    if (!whole) {
        goto out;
    }
    if (reader->splitter.n_fields != table->n_columns) {
        note_ragged(reader, line);
        goto out;
    }
    if (table->n_rows == reader->capacity) {
        problems_note(reader->splitter.problems, csv_line_where(&reader->splitter, 1), NULL,
                      "expected at most %d rows, got more", CSV_MAX_ROWS);
        status = STATUS_INPUT;
        goto out;
    }
    CsvField *field = NULL;
    ARENA_TRY(reader->splitter.arena, field, table->n_columns);
    memcpy(field, reader->splitter.field, (size_t)table->n_columns * sizeof *field);
    reader->row[table->n_rows++] = (CsvRow){line.number, field};
out:
    return status;
}

/* Room for as many rows as there are lines, up to the limit. */
static Status reader_make_room(Reader *reader, const char *text, size_t length)
{
    Status status = STATUS_OK;
    const size_t n_lines = count_byte((CsvLine){text, length, 0}, '\n') + 1;
    reader->capacity = n_lines < CSV_MAX_ROWS ? (int)n_lines : CSV_MAX_ROWS;
    ARENA_TRY(reader->splitter.arena, reader->row, reader->capacity);
    reader->table->row = reader->row;
out:
    return status;
}

static Status reader_lines(Reader *reader, const char *text, size_t length)
{
    Status status = STATUS_OK;
    const size_t n_problems = reader->splitter.problems->n;
    TRY(reader_make_room(reader, text, length));
    for (int number = 1; length > 0 && !text_is_hopeless(reader->splitter.problems, n_problems);
         number++) {
        const CsvLine line = next_line(&text, &length, number);
        if (is_skipped(line)) {
            continue;
        }
        if (reader->table->n_columns == 0) {
            TRY(reader_header(reader, line));
        } else {
            TRY(reader_row(reader, line));
        }
    }
    if (reader->table->n_columns == 0) {
        problems_note(reader->splitter.problems, (Where){reader->table->path, 1, 1}, NULL,
                      "expected a line of column names, got an empty file");
    }
out:
    return status;
}

Status csv_parse_text(const char *path, const char *text, size_t length, Arena *arena,
                      Problems *problems, CsvTable *table)
{
    Status status = STATUS_OK;
    const size_t n_problems = problems->n;
    Reader reader = {.table = table};
    *table = (CsvTable){.path = path, .checksum = file_checksum(text, length)};
    if (length > CSV_MAX_BYTES) {
        problems_note(problems, (Where){path, 0, 0}, NULL, "expected at most %d bytes, got %zu",
                      CSV_MAX_BYTES, length);
        status = STATUS_INPUT;
        goto out;
    }
    const size_t bom = text_bom(text, length);
    TRY(text_check(path, text + bom, length - bom, problems));
    TRY(csv_splitter_make(path, arena, problems, &reader.splitter));
    TRY(reader_lines(&reader, text + bom, length - bom));
    TRY(problems_status(problems, n_problems));
out:
    csv_splitter_free(&reader.splitter);
    return status;
}

Status csv_read(const char *path, Arena *arena, Problems *problems, CsvTable *table)
{
    Status status = STATUS_OK;
    const char *text = NULL;
    size_t length = 0;
    *table = (CsvTable){.path = path};
    TRY(file_read(path, CSV_MAX_BYTES, arena, problems, &text, &length));
    TRY(csv_parse_text(path, text, length, arena, problems, table));
out:
    return status;
}

Where csv_where(const CsvTable *table, int row, int column)
{
    assert(row >= -1 && row < table->n_rows && column >= 0 && column < table->n_columns);
    const CsvField *field = row < 0 ? table->header : table->row[row].field;
    const int line = row < 0 ? table->header_line : table->row[row].line;
    return (Where){table->path, line, field[column].column};
}

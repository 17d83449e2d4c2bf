#include "inputs/csv.h"

#include "base/file.h"
#include "inputs/text.h"

#include <assert.h>
#include <csv.h>
#include <stdbool.h>
#include <string.h>

enum { PARSER_OPTIONS = CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL, PARSER_BLOCK = 4096 };

/* A line of the file, without its end. */
typedef struct {
    const char *text;
    size_t length;
    int number;
} Line;

/* What is known while the file is read. libcsv is fed one line at a time, so that lines can be
 * counted, and each line comma by comma, so that fields know where they began. */
typedef struct {
    struct csv_parser parser;
    bool parser_ready;
    Arena *arena;
    Problems *problems;
    CsvTable *table;
    CsvRow *row; /* the table's rows, as they are filled */
    int capacity;

    Line line;     /* the line under work */
    size_t begins; /* where its field under work begins, in bytes */
    int column;    /* the same in characters, from 1 */
    int n_fields;  /* fields of the line so far, CSV_MAX_COLUMNS + 1 when there are too many */
    CsvField field[CSV_MAX_COLUMNS];
    bool row_ended;
    Status status; /* of the callbacks, which cannot stop the parser */
} Reader;

static Where reader_where(const Reader *reader, int column)
{
    return (Where){reader->table->path, reader->line.number, column};
}

static Status reader_keep(Reader *reader, const char *text, size_t length)
{
    text_trim(&text, &length);
    if (length > CSV_MAX_FIELD) {
        problems_note(reader->problems, reader_where(reader, reader->column), NULL,
                      "expected a field of at most %d bytes, got %zu", CSV_MAX_FIELD, length);
        length = 0;
    }
    const char *copy = length == 0 ? "" : arena_text(reader->arena, text, length);
    if (copy == NULL) {
        return STATUS_MEMORY;
    }
    size_t at = reader->begins;
    while (at < reader->line.length &&
           (reader->line.text[at] == ' ' || reader->line.text[at] == '\t')) {
        at++;
    }
    const int blanks = (int)(at - reader->begins);
    reader->field[reader->n_fields++] = (CsvField){copy, reader->column + blanks};
    return STATUS_OK;
}

/* libcsv's callbacks. */
static void on_field(void *text, size_t length, void *context)
{
    Reader *reader = context;
    if (reader->n_fields >= CSV_MAX_COLUMNS) {
        reader->n_fields = CSV_MAX_COLUMNS + 1;
    } else if (reader->status == STATUS_OK) {
        reader->status = reader_keep(reader, text, length);
    }
}

static void on_row(int end, void *context)
{
    (void)end;
    Reader *reader = context;
    reader->row_ended = true;
}

/* After an error libcsv must not be asked to finish; a new parser is cheaper than to reason. */
static Status reader_restart(Reader *reader)
{
    if (reader->parser_ready) {
        csv_free(&reader->parser);
    }
    reader->parser_ready = csv_init(&reader->parser, PARSER_OPTIONS) == 0;
    if (!reader->parser_ready) {
        return STATUS_MEMORY;
    }
    csv_set_blk_size(&reader->parser, PARSER_BLOCK);
    return STATUS_OK;
}

/* Feeds text[length]; *eaten is how much libcsv took before it met an error. */
static Status reader_feed(Reader *reader, const char *text, size_t length, size_t *eaten)
{
    *eaten = csv_parse(&reader->parser, text, length, on_field, on_row, reader);
    if (*eaten < length && csv_error(&reader->parser) != CSV_EPARSE) {
        return STATUS_MEMORY;
    }
    return reader->status;
}

/* The bytes of line `line` from `at` to its next comma, that included. */
static size_t piece_length(Line line, size_t at)
{
    const char *comma = memchr(line.text + at, ',', line.length - at);
    return comma == NULL ? line.length - at : (size_t)(comma - (line.text + at)) + 1;
}

static void note_stray_quote(const Reader *reader, size_t at)
{
    const Line line = reader->line;
    const size_t end = at + piece_length(line, at);
    const size_t comma = line.text[end - 1] == ',' ? 1 : 0;
    text_expected(reader->problems, reader_where(reader, reader->column), NULL,
                  "a field wholly inside quotes with the quotes in it doubled, or no quotes",
                  line.text + reader->begins, end - comma - reader->begins, NULL);
}

static void note_open_quote(const Reader *reader)
{
    problems_note(reader->problems, reader_where(reader, reader->column), NULL,
                  "expected a closing '\"' on the same line, got the end of the line; %s",
                  "a field cannot hold a line end");
}

/* Feeds the line comma by comma, up to its end or one field too many; *stray says that it was left
 * at a stray quote, which is noted. */
static Status reader_pieces(Reader *reader, bool *stray)
{
    Status status = STATUS_OK;
    const Line line = reader->line;
    int column = 1;
    for (size_t at = 0; at < line.length && reader->n_fields <= CSV_MAX_COLUMNS;) {
        const size_t length = piece_length(line, at);
        const int n_before = reader->n_fields;
        size_t eaten = 0;
        TRY(reader_feed(reader, line.text + at, length, &eaten));
        *stray = eaten < length;
        if (*stray) {
            note_stray_quote(reader, at + eaten);
            goto out;
        }
        column += (int)text_characters(line.text + at, length);
        at += length;
        if (reader->n_fields > n_before) {
            reader->column = column;
            reader->begins = at;
        }
    }
out:
    return status;
}

/* Reads the fields of one line into reader->field. *whole says whether its quotes are in order (or
 * the line is too wide, and was read no further). */
static Status reader_split(Reader *reader, Line line, bool *whole)
{
    Status status = STATUS_OK;
    bool stray = false;
    size_t eaten = 0;
    reader->line = line;
    reader->column = 1;
    reader->begins = 0;
    reader->n_fields = 0;
    reader->row_ended = false;
    TRY(reader_pieces(reader, &stray));
    *whole = !stray;
    if (stray || reader->n_fields > CSV_MAX_COLUMNS) {
        TRY(reader_restart(reader));
        goto out;
    }
    TRY(reader_feed(reader, "\n", 1, &eaten));
    *whole = reader->row_ended;
    if (!reader->row_ended) {
        note_open_quote(reader);
        TRY(reader_restart(reader));
    }
out:
    return status;
}

/* Takes the next line off text[length]. */
static Line next_line(const char **text, size_t *length, int number)
{
    const char *end = memchr(*text, '\n', *length);
    const size_t n = end == NULL ? *length : (size_t)(end - *text);
    Line line = {*text, n, number};
    if (n > 0 && line.text[n - 1] == '\r') {
        line.length--;
    }
    const size_t taken = end == NULL ? n : n + 1;
    *text += taken;
    *length -= taken;
    return line;
}

static bool is_skipped(Line line)
{
    const bool comment = line.length > 0 && line.text[0] == '#';
    text_trim(&line.text, &line.length);
    return comment || line.length == 0;
}

static size_t count_byte(Line line, char byte)
{
    size_t n = 0;
    for (size_t i = 0; i < line.length; i++) {
        n += line.text[i] == byte ? 1 : 0;
    }
    return n;
}

/* A header with more semicolons or tabs than commas was written by a program with other habits. */
static Status check_separator(const Reader *reader, Line line)
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
            problems_note(reader->problems, (Where){reader->table->path, line.number, column}, NULL,
                          "expected columns parted by commas, got %s; %s", others[i].name,
                          "save the file as comma-separated CSV, with decimal points");
            return STATUS_INPUT;
        }
    }
    return STATUS_OK;
}

static void check_header(const Reader *reader)
{
    for (int i = 0; i < reader->n_fields; i++) {
        const CsvField *field = &reader->field[i];
        const Where where = reader_where(reader, field->column);
        if (field->text[0] == '\0') {
            problems_expected(reader->problems, where, NULL, "a column name", NULL, NULL);
            continue;
        }
        for (int j = 0; j < i; j++) {
            if (strcmp(field->text, reader->field[j].text) == 0) {
                problems_expected(reader->problems, where, NULL, "each column once", field->text,
                                  NULL);
                break;
            }
        }
    }
}

static Status reader_header(Reader *reader, Line line)
{
    Status status = STATUS_OK;
    bool whole = false;
    TRY(check_separator(reader, line));
    TRY(reader_split(reader, line, &whole));
    if (!whole) {
        status = STATUS_INPUT;
        goto out;
    }
    if (reader->n_fields > CSV_MAX_COLUMNS) {
        problems_note(reader->problems, reader_where(reader, 1), NULL,
                      "expected at most %d columns, got more", CSV_MAX_COLUMNS);
        status = STATUS_INPUT;
        goto out;
    }
    check_header(reader);
    CsvField *header = NULL;
    ARENA_TRY(reader->arena, header, reader->n_fields);
    memcpy(header, reader->field, (size_t)reader->n_fields * sizeof *header);
    reader->table->header = header;
    reader->table->header_line = line.number;
    reader->table->n_columns = reader->n_fields;
out:
    return status;
}

static void note_ragged(const Reader *reader, Line line)
{
    const int expected = reader->table->n_columns;
    if (reader->n_fields < expected) {
        const int column = 1 + (int)text_characters(line.text, line.length);
        problems_note(reader->problems, reader_where(reader, column), NULL,
                      "expected %d fields, as in the header, got %d", expected, reader->n_fields);
        return;
    }
    const bool shown = expected < CSV_MAX_COLUMNS;
    const char *more = reader->n_fields > CSV_MAX_COLUMNS ? "more than " : "";
    const int found = more[0] == '\0' ? reader->n_fields : CSV_MAX_COLUMNS;
    problems_note(reader->problems,
                  reader_where(reader, shown ? reader->field[expected].column : 1), NULL,
                  "expected %d fields, as in the header, got %s%d; %s", expected, more, found,
                  "decimals take a point, and a text that holds a comma takes quotes");
}

static Status reader_row(Reader *reader, Line line)
{
    Status status = STATUS_OK;
    bool whole = false;
    CsvTable *table = reader->table;
    TRY(reader_split(reader, line, &whole));
    if (!whole) {
        goto out;
    }
    if (reader->n_fields != table->n_columns) {
        note_ragged(reader, line);
        goto out;
    }
    if (table->n_rows == reader->capacity) {
        problems_note(reader->problems, reader_where(reader, 1), NULL,
                      "expected at most %d rows, got more", CSV_MAX_ROWS);
        status = STATUS_INPUT;
        goto out;
    }
    CsvField *field = NULL;
    ARENA_TRY(reader->arena, field, table->n_columns);
    memcpy(field, reader->field, (size_t)table->n_columns * sizeof *field);
    reader->row[table->n_rows++] = (CsvRow){line.number, field};
out:
    return status;
}

/* Room for as many rows as there are lines, up to the limit. */
static Status reader_make_room(Reader *reader, const char *text, size_t length)
{
    Status status = STATUS_OK;
    const size_t n_lines = count_byte((Line){text, length, 0}, '\n') + 1;
    reader->capacity = n_lines < CSV_MAX_ROWS ? (int)n_lines : CSV_MAX_ROWS;
    ARENA_TRY(reader->arena, reader->row, reader->capacity);
    reader->table->row = reader->row;
out:
    return status;
}

static Status reader_lines(Reader *reader, const char *text, size_t length)
{
    Status status = STATUS_OK;
    const size_t n_problems = reader->problems->n;
    TRY(reader_restart(reader));
    TRY(reader_make_room(reader, text, length));
    for (int number = 1; length > 0 && !text_is_hopeless(reader->problems, n_problems); number++) {
        const Line line = next_line(&text, &length, number);
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
        problems_note(reader->problems, (Where){reader->table->path, 1, 1}, NULL,
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
    Reader reader = {.arena = arena, .problems = problems, .table = table};
    *table = (CsvTable){.path = path, .checksum = file_checksum(text, length)};
    if (length > CSV_MAX_BYTES) {
        problems_note(problems, (Where){path, 0, 0}, NULL, "expected at most %d bytes, got %zu",
                      CSV_MAX_BYTES, length);
        status = STATUS_INPUT;
        goto out;
    }
    const size_t bom = text_bom(text, length);
    TRY(text_check(path, text + bom, length - bom, problems));
    TRY(reader_lines(&reader, text + bom, length - bom));
    TRY(problems_status(problems, n_problems));
out:
    if (reader.parser_ready) {
        csv_free(&reader.parser);
    }
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

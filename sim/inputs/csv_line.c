#include "inputs/csv_line.h"

#include "inputs/text.h"

#include <string.h>

enum {
    PARSER_OPTIONS = CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL,
    PARSER_BLOCK = 4096,
    /* every field as long as it may be, in quotes, and made of quotes */
    LONGEST_LINE = CSV_MAX_COLUMNS * (2 * CSV_MAX_FIELD + 3)
};

Where csv_line_where(const CsvSplitter *splitter, int column)
{
    return (Where){splitter->path, splitter->line.number, column};
}

static Status splitter_keep(CsvSplitter *splitter, const char *text, size_t length)
{
    text_trim(&text, &length);
    if (length > CSV_MAX_FIELD) {
        problems_note(splitter->problems, csv_line_where(splitter, splitter->column), NULL,
                      "expected a field of at most %d bytes, got %zu", CSV_MAX_FIELD, length);
        length = 0;
    }
    const char *copy = length == 0 ? "" : arena_text(splitter->arena, text, length);
    if (copy == NULL) {
        return STATUS_MEMORY;
    }
    size_t at = splitter->begins;
    while (at < splitter->line.length &&
           (splitter->line.text[at] == ' ' || splitter->line.text[at] == '\t')) {
        at++;
    }
    const int blanks = (int)(at - splitter->begins);
    splitter->field[splitter->n_fields++] = (CsvField){copy, splitter->column + blanks};
    return STATUS_OK;
}

/* libcsv's callbacks. */
static void on_field(void *text, size_t length, void *context)
{
    CsvSplitter *splitter = context;
    if (splitter->n_fields >= CSV_MAX_COLUMNS) {
        splitter->n_fields = CSV_MAX_COLUMNS + 1;
    } else if (splitter->status == STATUS_OK) {
        splitter->status = splitter_keep(splitter, text, length);
    }
}

static void on_row(int end, void *context)
{
    (void)end;
    CsvSplitter *splitter = context;
    splitter->row_ended = true;
}

/* After an error libcsv must not be asked to finish; a new parser is cheaper than to reason. */
static Status splitter_restart(CsvSplitter *splitter)
{
    if (splitter->parser_ready) {
        csv_free(&splitter->parser);
    }
    splitter->parser_ready = csv_init(&splitter->parser, PARSER_OPTIONS) == 0;
    if (!splitter->parser_ready) {
        return STATUS_MEMORY;
    }
    csv_set_blk_size(&splitter->parser, PARSER_BLOCK);
    return STATUS_OK;
}

/* Feeds text[length]; *eaten is how much libcsv took before it met an error. */
static Status splitter_feed(CsvSplitter *splitter, const char *text, size_t length, size_t *eaten)
{
    *eaten = csv_parse(&splitter->parser, text, length, on_field, on_row, splitter);
    if (*eaten < length && csv_error(&splitter->parser) != CSV_EPARSE) {
        return STATUS_MEMORY;
    }
    return splitter->status;
}

/* The bytes of line `line` from `at` to its next comma, that included. */
static size_t piece_length(CsvLine line, size_t at)
{
    const char *comma = memchr(line.text + at, ',', line.length - at);
    return comma == NULL ? line.length - at : (size_t)(comma - (line.text + at)) + 1;
}

static void note_stray_quote(const CsvSplitter *splitter, size_t at)
{
    const CsvLine line = splitter->line;
    const size_t end = at + piece_length(line, at);
    const size_t comma = line.text[end - 1] == ',' ? 1 : 0;
    text_expected(splitter->problems, csv_line_where(splitter, splitter->column), NULL,
                  "a field wholly inside quotes with the quotes in it doubled, or no quotes",
                  line.text + splitter->begins, end - comma - splitter->begins, NULL);
}

static void note_open_quote(const CsvSplitter *splitter)
{
    problems_note(splitter->problems, csv_line_where(splitter, splitter->column), NULL,
                  "expected a closing '\"' on the same line, got the end of the line; %s",
                  "a field cannot hold a line end");
}

/* Feeds the line comma by comma, up to its end or one field too many; *stray says that it was left
 * at a stray quote, which is noted. */
static Status splitter_pieces(CsvSplitter *splitter, bool *stray)
{
    Status status = STATUS_OK;
    const CsvLine line = splitter->line;
    int column = 1;
    for (size_t at = 0; at < line.length && splitter->n_fields <= CSV_MAX_COLUMNS;) {
        const size_t length = piece_length(line, at);
        const int n_before = splitter->n_fields;
        size_t eaten = 0;
        TRY(splitter_feed(splitter, line.text + at, length, &eaten));
        *stray = eaten < length;
        if (*stray) {
            note_stray_quote(splitter, at + eaten);
            goto out;
        }
        column += (int)text_characters(line.text + at, length);
        at += length;
        if (splitter->n_fields > n_before) {
            splitter->column = column;
            splitter->begins = at;
        }
    }
out:
    return status;
}

Status csv_line_split(CsvSplitter *splitter, CsvLine line, bool *whole)
{
    Status status = STATUS_OK;
    bool stray = false;
    size_t eaten = 0;
    splitter->line = line;
    splitter->column = 1;
    splitter->begins = 0;
    splitter->n_fields = 0;
    splitter->row_ended = false;
    *whole = false;
    if (line.length > LONGEST_LINE) {
        problems_note(splitter->problems, csv_line_where(splitter, 1), NULL,
                      "expected a line of at most %d bytes, got %zu", LONGEST_LINE, line.length);
        goto out;
    }
    TRY(splitter_pieces(splitter, &stray));
    *whole = !stray;
    if (stray || splitter->n_fields > CSV_MAX_COLUMNS) {
        TRY(splitter_restart(splitter));
        goto out;
    }
    TRY(splitter_feed(splitter, "\n", 1, &eaten));
    *whole = splitter->row_ended;
    if (!splitter->row_ended) {
        note_open_quote(splitter);
        TRY(splitter_restart(splitter));
    }
out:
    return status;
}

Status csv_splitter_make(const char *path, Arena *arena, Problems *problems, CsvSplitter *splitter)
{
    *splitter = (CsvSplitter){.path = path, .arena = arena, .problems = problems};
    return splitter_restart(splitter);
}

void csv_splitter_free(CsvSplitter *splitter)
{
    if (splitter->parser_ready) {
        csv_free(&splitter->parser);
    }
    splitter->parser_ready = false;
}

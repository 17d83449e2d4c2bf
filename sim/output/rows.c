#include "output/rows.h"

#include "base/number.h"
#include "inputs/text.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

Status rows_open(const FileFolder *folder, const char *name, const char *header, Problems *problems,
                 RowWriter *writer)
{
    Status status = STATUS_OK;
    *writer = (RowWriter){.n_fields = 1};
    TRY(file_create(folder, name, problems, &writer->file));
    fputs(header, writer->file);
out:
    return status;
}

static void begin_field(RowWriter *writer)
{
    if (writer->n_fields++ > 0) fputc(',', writer->file);
}

static bool is_control(char c)
{
    return (unsigned char)c < 0x20 || (unsigned char)c == 0x7f;
}

/* A '#' would begin a comment, and readers take away blanks at the ends. */
static bool needs_quotes(const char *text)
{
    size_t length = strlen(text);
    if (length == 0) return false;
    if (text[0] == '#' || text[0] == ' ' || text[length - 1] == ' ') return true;
    if (is_control(text[0]) || is_control(text[length - 1])) return true;
    return strpbrk(text, ",\"") != NULL;
}

/* A character, and how many bytes of text[length] it takes. Names of files may hold bytes that are no text: they
 * stand as \xNN, or no reader would take the table. */
static size_t put_character(RowWriter *writer, const char *text, size_t length)
{
    uint32_t code;
    size_t n = text_character(text, length, &code);
    if (is_control(*text)) {
        fputc(' ', writer->file);
        return 1;
    }
    if (n == 0) {
        fprintf(writer->file, "\\x%02X", (unsigned char)*text);
        return 1;
    }
    if (*text == '"') fputc('"', writer->file);
    fwrite(text, 1, n, writer->file);
    return n;
}

void row_text(RowWriter *writer, const char *text)
{
    begin_field(writer);
    if (text == NULL) return;
    bool quotes = needs_quotes(text);
    size_t length = strlen(text);
    if (quotes) fputc('"', writer->file);
    for (size_t at = 0; at < length;) at += put_character(writer, text + at, length - at);
    if (quotes) fputc('"', writer->file);
}

void row_number(RowWriter *writer, double value)
{
    char text[NUMBER_TEXT];
    begin_field(writer);
    fputs(number_write(text, value), writer->file);
}

void row_years(RowWriter *writer, double years)
{
    if (isinf(years) && years > 0) {
        row_text(writer, "never");
    } else {
        row_number(writer, years);
    }
}

void row_count(RowWriter *writer, long long value)
{
    begin_field(writer);
    fprintf(writer->file, "%lld", value);
}

void row_checksum(RowWriter *writer, uint64_t checksum)
{
    begin_field(writer);
    fprintf(writer->file, "%016" PRIx64, checksum);
}

void row_end(RowWriter *writer)
{
    fputc('\n', writer->file);
    writer->n_fields = 0;
}

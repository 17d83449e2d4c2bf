#include "cli/screen.h"

#include "output/text.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { WIDTH_OF_FILES = 80, WIDEST = 100, GAP = 2, NARROWEST_TEXT = 20 };

bool screen_is_terminal(FILE *file)
{
    return isatty(fileno(file)) == 1;
}

static int width_of(FILE *file)
{
    struct winsize size;
    if (ioctl(fileno(file), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return WIDTH_OF_FILES;
    if (size.ws_col > WIDEST) return WIDEST; /* longer lines are hard to read */
    return size.ws_col < TERMINAL_NARROWEST ? TERMINAL_NARROWEST : size.ws_col;
}

/* NO_COLOR: any text that is not empty (no-color.org). */
static bool environment_forbids_color(void)
{
    const char *no_color = getenv("NO_COLOR"), *kind = getenv("TERM");
    return (no_color != NULL && *no_color != '\0') || (kind != NULL && strcmp(kind, "dumb") == 0);
}

Terminal screen_of(FILE *file, bool no_color)
{
    bool terminal = screen_is_terminal(file);
    return (Terminal){.file = file,
                      .width = terminal ? width_of(file) : WIDTH_OF_FILES,
                      .colour = terminal && !no_color && !environment_forbids_color()};
}

static void blanks(const Terminal *terminal, int n)
{
    if (n > 0) fprintf(terminal->file, "%*s", n, "");
}

/* Columns of text[bytes]. */
static int columns_of(const char *text, size_t bytes)
{
    int columns = 0;
    for (size_t i = 0; i < bytes; i++) {
        if (((unsigned char)text[i] & 0xC0u) != 0x80u) columns++;
    }
    return columns;
}

/* As text_break, but a long word (an address, a name) stays whole and goes over the edge. */
static size_t word_break(const char *text, int columns, const char **next)
{
    size_t bytes = text_break(text, columns, next);
    if (*next != text + bytes || **next == '\0') return bytes;
    bytes = strcspn(text, " ");
    *next = text + bytes + (text[bytes] == ' ');
    return bytes;
}

/* `text` from the column on; the first line's place is reached already. */
static void write_broken(const Terminal *terminal, int column, const char *text)
{
    int room = terminal->width - column;
    if (room < NARROWEST_TEXT) room = NARROWEST_TEXT;
    bool first = true;
    do {
        const char *next;
        size_t bytes = word_break(text, room, &next);
        if (!first) blanks(terminal, column);
        fprintf(terminal->file, "%.*s\n", (int)bytes, text);
        first = false;
        text = next;
    } while (*text != '\0');
}

void screen_paragraphs(const Terminal *terminal, int indent, const char *text)
{
    while (*text != '\0') {
        size_t length = strcspn(text, "\n");
        char *paragraph = strndup(text, length);
        if (paragraph == NULL) return;
        if (length > 0) blanks(terminal, indent);
        if (*paragraph == ' ' || *paragraph == '\0') {
            fprintf(terminal->file, "%s\n", paragraph);
        } else {
            write_broken(terminal, indent, paragraph);
        }
        free(paragraph);
        text += length;
        if (*text == '\n') text++;
    }
}

void screen_entry(const Terminal *terminal, int indent, int column, const char *name,
                  const char *text)
{
    int columns = text_columns(name);
    blanks(terminal, indent);
    fputs(name, terminal->file);
    if (indent + columns + GAP <= column) {
        blanks(terminal, column - indent - columns);
    } else {
        fputc('\n', terminal->file);
        blanks(terminal, column);
    }
    write_broken(terminal, column, text);
}

/* ---- tables ---- */

typedef struct {
    const Terminal *terminal;
    int indent, n_columns, n_rows;
    const char *const *cell;
    int width[SCREEN_COLUMNS], least[SCREEN_COLUMNS]; /* least: the longest word */
} Table;

static const char *text_at(const Table *table, int row, int column)
{
    const char *text = table->cell[row * table->n_columns + column];
    return text != NULL ? text : "";
}

static int longest_word(const char *text)
{
    int longest = 0, length = 0;
    for (; *text != '\0'; text++) {
        if (*text == ' ') {
            length = 0;
        } else if (((unsigned char)*text & 0xC0u) != 0x80u) {
            length++;
        }
        if (length > longest) longest = length;
    }
    return longest;
}

static void measure(Table *table)
{
    for (int c = 0; c < table->n_columns; c++) {
        for (int row = 0; row < table->n_rows; row++) {
            int width = text_columns(text_at(table, row, c));
            int word = longest_word(text_at(table, row, c));
            if (width > table->width[c]) table->width[c] = width;
            if (word > table->least[c]) table->least[c] = word;
        }
    }
}

/* Takes from the widest column that can give until all fit, or none can. */
static void shrink(Table *table)
{
    int room = table->terminal->width - table->indent - GAP * (table->n_columns - 1);
    for (;;) {
        int sum = 0, widest = -1;
        for (int c = 0; c < table->n_columns; c++) {
            sum += table->width[c];
            bool gives = table->width[c] > table->least[c];
            if (gives && (widest < 0 || table->width[c] > table->width[widest])) widest = c;
        }
        if (sum <= room || widest < 0) return;
        table->width[widest]--;
    }
}

/* One line of a row: what of each cell is left in rest[]; false when nothing was left. */
static bool write_line(const Table *table, const char **rest)
{
    int pending = table->indent;
    bool any = false;
    for (int c = 0; c < table->n_columns; c++) {
        any = any || *rest[c] != '\0';
    }
    for (int c = 0; c < table->n_columns && any; c++) {
        const char *next;
        size_t bytes = word_break(rest[c], table->width[c], &next);
        if (bytes > 0) {
            blanks(table->terminal, pending);
            fprintf(table->terminal->file, "%.*s", (int)bytes, rest[c]);
            pending = 0;
        }
        pending += table->width[c] + GAP - columns_of(rest[c], bytes);
        rest[c] = next;
    }
    if (any) fputc('\n', table->terminal->file);
    return any;
}

void screen_table(const Terminal *terminal, int indent, int n_columns, const char *const *cell,
                  int n_rows)
{
    Table table = {terminal, indent, n_columns, n_rows, cell, {0}, {0}};
    measure(&table);
    shrink(&table);
    for (int row = 0; row < n_rows; row++) {
        const char *rest[SCREEN_COLUMNS];
        for (int c = 0; c < n_columns; c++) {
            rest[c] = text_at(&table, row, c);
        }
        while (write_line(&table, rest)) {
        }
    }
}

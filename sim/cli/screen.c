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

/* `text` from the column on; the first line's place is reached already. */
static void write_broken(const Terminal *terminal, int column, const char *text)
{
    int room = terminal->width - column;
    if (room < NARROWEST_TEXT) room = NARROWEST_TEXT;
    bool first = true;
    do {
        const char *next;
        size_t bytes = text_break(text, room, &next);
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

static const char *at(const char *const *cell, int n_columns, int row, int column)
{
    const char *text = cell[row * n_columns + column];
    return text != NULL ? text : "";
}

static void write_row(const Terminal *terminal, int indent, int n_columns, const char *const *cell,
                      int row, const int *width)
{
    int column = indent, pending = indent;
    for (int c = 0; c < n_columns - 1; c++) {
        const char *text = at(cell, n_columns, row, c);
        if (*text != '\0') {
            blanks(terminal, pending);
            fputs(text, terminal->file);
            pending = 0;
        }
        pending += width[c] + GAP - text_columns(text);
        column += width[c] + GAP;
    }
    const char *last = at(cell, n_columns, row, n_columns - 1);
    if (*last == '\0') {
        fputc('\n', terminal->file);
        return;
    }
    blanks(terminal, pending);
    write_broken(terminal, column, last);
}

void screen_table(const Terminal *terminal, int indent, int n_columns, const char *const *cell,
                  int n_rows)
{
    int width[SCREEN_COLUMNS] = {0};
    for (int row = 0; row < n_rows; row++) {
        for (int c = 0; c < n_columns; c++) {
            int columns = text_columns(at(cell, n_columns, row, c));
            if (columns > width[c]) width[c] = columns;
        }
    }
    for (int row = 0; row < n_rows; row++) {
        write_row(terminal, indent, n_columns, cell, row, width);
    }
}

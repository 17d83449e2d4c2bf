#include "output/terminal.h"

#include "output/text.h"

#include <string.h>

static const char bold_on[] = "\033[1m", bold_off[] = "\033[0m";

enum { GAP = 2, NARROWEST_LABEL = 14, NARROWEST_TEXT = 10 };

static void blanks(const Terminal *terminal, int n)
{
    if (n > 0) fprintf(terminal->file, "%*s", n, "");
}

static void bold(const Terminal *terminal, const char *text, int bytes)
{
    fprintf(terminal->file, "%s%.*s%s", terminal->colour ? bold_on : "", bytes, text,
            terminal->colour ? bold_off : "");
}

/* Lines of text, bold where there is colour, else closed by a line of `under`. */
static void underlined(const Terminal *terminal, const char *text, char under)
{
    int longest = 0;
    do {
        const char *next;
        size_t bytes = text_break(text, terminal->width, &next);
        bold(terminal, text, (int)bytes);
        fputc('\n', terminal->file);
        int columns = 0;
        for (size_t i = 0; i < bytes; i++) {
            if (((unsigned char)text[i] & 0xC0u) != 0x80u) columns++;
        }
        if (columns > longest) longest = columns;
        text = next;
    } while (*text);
    if (terminal->colour || under == '\0') return;
    for (int i = 0; i < longest; i++) {
        fputc(under, terminal->file);
    }
    fputc('\n', terminal->file);
}

void terminal_title(const Terminal *terminal, const char *text)
{
    underlined(terminal, text, '=');
}

void terminal_heading(const Terminal *terminal, const char *text)
{
    fputc('\n', terminal->file);
    underlined(terminal, text, '-');
}

void terminal_blank(const Terminal *terminal)
{
    fputc('\n', terminal->file);
}

void terminal_strong(const Terminal *terminal, int indent, const char *text)
{
    blanks(terminal, indent);
    fprintf(terminal->file, "%s%s%s\n", terminal->colour ? bold_on : "", text,
            terminal->colour ? bold_off : "");
}

void terminal_paragraph(const Terminal *terminal, int indent, int hang, const char *text)
{
    int before = indent;
    while (*text) {
        const char *next;
        int room = terminal->width - before;
        size_t bytes = text_break(text, room < NARROWEST_TEXT ? NARROWEST_TEXT : room, &next);
        blanks(terminal, before);
        fprintf(terminal->file, "%.*s\n", (int)bytes, text);
        before = hang;
        text = next;
    }
}

/* ---- tables ---- */

static const char *cell_text(const TerminalRow *row, int column)
{
    return row->cell[column] ? row->cell[column] : "";
}

/* The widths of the columns; the first takes what the others leave, if it needs so much. When that
 * is too little for words, it takes none, and labels go on lines of their own: the answer is true. */
static bool measure(const Terminal *terminal, int indent, int n_columns, const TerminalRow *row,
                    int n_rows, int width[TERMINAL_COLUMNS])
{
    int others = indent;
    for (int c = 0; c < n_columns; c++) {
        width[c] = 0;
        for (int r = 0; r < n_rows; r++) {
            int columns = text_columns(cell_text(&row[r], c));
            if (row[r].spans && c == n_columns - 1) continue;
            if (columns > width[c]) width[c] = columns;
        }
        if (c > 0) others += GAP + width[c];
    }
    int room = terminal->width - others;
    if (width[0] <= room) return false;
    bool above = room < NARROWEST_LABEL;
    width[0] = above ? 0 : room;
    return above;
}

/* The cells right of the label, and the end of the line. */
static void write_numbers(const Terminal *terminal, int n_columns, const TerminalRow *row,
                          const int width[TERMINAL_COLUMNS])
{
    int last = 0, pending = 0; /* no blanks at the end of a line */
    for (int c = 1; c < n_columns; c++) {
        if (cell_text(row, c)[0]) last = c;
    }
    for (int c = 1; c <= last; c++) {
        const char *text = cell_text(row, c);
        pending += GAP + width[c] - text_columns(text);
        if (text[0] == '\0') continue;
        blanks(terminal, pending);
        fputs(text, terminal->file);
        pending = 0;
    }
}

/* Where the further lines of a label begin: one farther in than its first. */
static int hang_of(const char *label, int indent)
{
    return indent + (int)strspn(label, " ") + 1;
}

static void write_row(const Terminal *terminal, int indent, int n_columns, const TerminalRow *row,
                      const int width[TERMINAL_COLUMNS])
{
    const char *label = cell_text(row, 0), *next = label;
    int before = indent, hang = hang_of(label, indent);
    size_t bytes = *label ? text_break(label, width[0], &next) : 0;
    while (*next) { /* all lines of the label but the last */
        blanks(terminal, before);
        fprintf(terminal->file, "%.*s\n", (int)bytes, label);
        label = next;
        before = hang;
        bytes = text_break(label, width[0] - (hang - indent), &next);
    }
    if (terminal->colour && row->strong) fputs(bold_on, terminal->file);
    bool numbers = false;
    for (int c = 1; c < n_columns; c++) {
        numbers = numbers || cell_text(row, c)[0] != '\0';
    }
    if (bytes > 0 || numbers) blanks(terminal, before);
    fprintf(terminal->file, "%.*s", (int)bytes, label);
    if (numbers) blanks(terminal, width[0] - (before - indent) - text_columns(label));
    write_numbers(terminal, n_columns, row, width);
    if (terminal->colour && row->strong) fputs(bold_off, terminal->file);
    fputc('\n', terminal->file);
}

/* Would a word of the label be broken? */
static bool breaks_word(const char *label, int columns)
{
    if (text_columns(label) <= columns) return false;
    int longest = 0, word = 0;
    for (const char *c = label; *c != '\0'; c++) {
        if (((unsigned char)*c & 0xC0u) != 0x80u) word++;
        if (*c == ' ') word = 0;
        if (word > longest) longest = word;
    }
    return longest >= columns;
}

void terminal_table(const Terminal *terminal, int indent, int n_columns, const TerminalRow *row,
                    int n_rows)
{
    int width[TERMINAL_COLUMNS];
    bool above = measure(terminal, indent, n_columns, row, n_rows, width);
    for (int r = 0; r < n_rows; r++) {
        TerminalRow numbers = row[r];
        const char *label = cell_text(&row[r], 0);
        if (above || breaks_word(label, width[0])) {
            terminal_paragraph(terminal, indent, hang_of(label, indent), label);
            numbers.cell[0] = NULL;
        }
        write_row(terminal, indent, n_columns, &numbers, width);
    }
}

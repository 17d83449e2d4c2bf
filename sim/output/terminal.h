/* terminal.h: headings, paragraphs and small tables of a fixed width, åäö aligned.
 * Read by page. Failures are kept by the FILE. */
#ifndef LIVSBANA_OUTPUT_TERMINAL_H
#define LIVSBANA_OUTPUT_TERMINAL_H

#include <stdbool.h>
#include <stdio.h>

typedef struct {
    FILE *file;
    int width;   /* columns, TERMINAL_NARROWEST or more */
    bool colour; /* bold headings instead of underlined ones */
} Terminal;

enum { TERMINAL_NARROWEST = 40, TERMINAL_COLUMNS = 6 };

/* The name of the page. */
void terminal_title(const Terminal *terminal, const char *text);
/* A blank line and a heading. */
void terminal_heading(const Terminal *terminal, const char *text);
/* Text broken at the width; the first line begins after `indent` blanks, the others after `hang`. */
void terminal_paragraph(const Terminal *terminal, int indent, int hang, const char *text);
void terminal_strong(const Terminal *terminal, int indent, const char *text); /* bold, one line */
void terminal_blank(const Terminal *terminal);

typedef struct {
    const char *cell[TERMINAL_COLUMNS]; /* NULL: empty */
    bool strong;
    bool spans; /* the last cell reaches left over empty ones and widens no column */
} TerminalRow;

/* A table: the first column to the left, broken into lines when it is too long (or on lines of its
 * own when there is no room beside the others, or a word would break), the others to the right. */
void terminal_table(const Terminal *terminal, int indent, int n_columns, const TerminalRow *row,
                    int n_rows);

#endif

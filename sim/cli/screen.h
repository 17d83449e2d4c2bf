/* screen.h: a terminal's width and colour, and lists and tables of text that fit it.
 * Read by the commands and the help. */
#ifndef LIVSBANA_CLI_SCREEN_H
#define LIVSBANA_CLI_SCREEN_H

#include "output/terminal.h"

#include <stdbool.h>

/* How to write to `file`: as wide as the terminal it is, else 80 columns; bold on a terminal unless
 * the user or the environment does not want it. */
Terminal screen_of(FILE *file, bool no_color);
bool screen_is_terminal(FILE *file);

/* Paragraphs parted by '\n'; one that begins with a blank is kept as it is, an empty one is a
 * blank line. */
void screen_paragraphs(const Terminal *terminal, int indent, const char *text);

/* `name`, and `text` broken beside it from `column` on, below it when the name is too long. */
void screen_entry(const Terminal *terminal, int indent, int column, const char *name,
                  const char *text);

enum { SCREEN_COLUMNS = 6 };

/* Rows of cells to the left, as wide as they need; where that is too wide, the widest are broken into
 * lines. cell[row * n_columns + column]; a NULL is empty. */
void screen_table(const Terminal *terminal, int indent, int n_columns, const char *const *cell,
                  int n_rows);

#endif

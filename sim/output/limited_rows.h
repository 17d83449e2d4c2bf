/* limited_rows.h: what several programmes save together on rows of spending and what of it goes beyond, as
 * a table and in words.
 * Read by batch and fund tables and pages. */
#ifndef LIVSBANA_OUTPUT_LIMITED_ROWS_H
#define LIVSBANA_OUTPUT_LIMITED_ROWS_H

#include "analysis/limited.h"
#include "output/rows.h"
#include "output/speech.h"

extern const char limited_header[];
void limited_write(const LimitedYear *year, int n, RowWriter *out);

/* One item a row of spending that they go beyond, nothing where they do not: the row, what is spent, the
 * year in which it is most often, the share of the cases or worlds in which, and how much in all years. */
void page_say_limited(Page *page, Message message, const LimitedYear *year, int n);

#endif

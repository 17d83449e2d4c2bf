/* page.h: page one: what a run found out, in words for people who do not program.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_PAGE_H
#define LIVSBANA_OUTPUT_PAGE_H

#include "analysis/findings.h"
#include "output/text.h"

#include <stdio.h>

/* Writes page one, broken at `width` columns (at least 40 are used); `colour` makes headings bold.
 * STATUS_FILE when `file` does not take it, STATUS_MEMORY. */
Status page_write(const Findings *findings, Language language, int width, bool colour,
                  FILE *file) MUST_USE;

#endif

/* figure.h: what a published figure is called in words.
 * Read by validation_tables and chart_validation. */
#ifndef LIVSBANA_OUTPUT_FIGURE_H
#define LIVSBANA_OUTPUT_FIGURE_H

#include "output/text.h"

/* "Employed, women 25–34" from a measure's label, "f", "m" or "", and "25..34" or "19". NULL when memory
 * runs out. */
const char *figure_text(Arena *arena, Language language, const char *label, const char *sex,
                        const char *ages) MUST_USE;

#endif

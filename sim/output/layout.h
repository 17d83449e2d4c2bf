/* layout.h: where things go on a chart: axes with round numbers, labels that do not overlap,
 * text that fits. Read by the charts. */
#ifndef LIVSBANA_OUTPUT_LAYOUT_H
#define LIVSBANA_OUTPUT_LAYOUT_H

#include "base/arena.h"

/* The canvas all charts are laid out on; PDF and SVG keep its proportions. */
enum { CANVAS_WIDTH = 1600, CANVAS_HEIGHT = 900 };

/* An axis from `low` to `high`, both whole multiples of `step` (1, 2 or 5 times a power of ten). */
typedef struct {
    double low, high, step;
    int decimals; /* its numbers need */
} Axis;

/* The axis that holds low .. high with at most so many steps. An empty range is widened. */
Axis axis_make(double low, double high, int most_steps);
int axis_ticks(const Axis *axis);

/* Moves at[n] (ascending) apart as little as possible until neighbours are `gap` apart and all lie
 * within low .. high; if they cannot, they are spread evenly. */
void layout_spread(double *at, int n, double gap, double low, double high);

#define ELLIPSIS "\xe2\x80\xa6"
/* The width of text in Lato, in units of the font size; an estimate within some per cent. */
double layout_em(const char *text);
/* `text` if it is at most `most` em wide, else its beginning and an ellipsis. */
const char *layout_fit(Arena *arena, const char *text, double most) MUST_USE;
/* `text` on one line if it is at most `most` em wide, else on two as even as its words allow. */
const char *layout_two_lines(Arena *arena, const char *text, double most) MUST_USE;

/* The width of the longest line of text. */
double layout_longest(const char *text);
/* `size`, or less where the longest of n texts would be wider than `width`. */
double layout_size(const char *const *text, int n, double size, double width);

#endif

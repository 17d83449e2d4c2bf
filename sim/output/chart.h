/* chart.h: one chart under work: its sheet, the small file of texts, numbers and data that a
 * gnuplot script loads. Read by charts and the chart_*.c files, each of which makes one sheet. */
#ifndef LIVSBANA_OUTPUT_CHART_H
#define LIVSBANA_OUTPUT_CHART_H

#include "output/chance.h"
#include "output/layout.h"
#include "output/messages.h"
#include "output/reader.h"

#include <stdbool.h>
#include <stdio.h>

typedef struct {
    const Result *result;
    Language language;
    FILE *sheet;
    Arena *arena;
    bool out_of_memory; /* a text was lost; met at the end */
} Chart;

/* Writes the chart's sheet. *drawable is left false when the result has nothing to draw. */
typedef Status ChartMaker(Chart *chart, bool *drawable) MUST_USE;
ChartMaker chart_payback, chart_career, chart_occupancy, chart_payers, chart_boards, chart_people,
    chart_ranking, chart_validation, chart_contract, chart_fund, chart_rules;

/* ---- texts ---- */

const char *chart_kept(Chart *chart, const char *text); /* "" for NULL, the loss remembered */
const char *chart_fill(Chart *chart, Message which, const char *const *argument);
const char *chart_number(Chart *chart, double value, int decimals);
const char *chart_signed(Chart *chart, double value, int decimals);
const char *chart_years(Chart *chart, double years);
const char *chart_percent(Chart *chart, double share);
const char *chart_people_range(Chart *chart, double low, double high);
/* `one` for a single one, else `many` with the number in it. */
const char *chart_counted(Chart *chart, Message many, Message one, double number);
/* An account's, state's or path's label; accounts and paths with a capital. */
const char *chart_label(Chart *chart, ResultTable table, const char *name);

/* ---- chances ---- */

/* By the result's own worlds and limits. */
ChanceWord chart_chance(const Chart *chart, double chance);

/* ---- the sheet ---- */

/* A variable of the script. Texts are data: whatever they hold, gnuplot runs none of it. The second
 * line of a text becomes <name>_2 (empty when there is none). */
void sheet_text(Chart *chart, const char *name, const char *text);
void sheet_number(Chart *chart, const char *name, double value);
/* Arrays of the script, name[1..n]; n itself becomes n_<name>. */
void sheet_texts(Chart *chart, const char *name, const char *const *text, int n);
void sheet_numbers(Chart *chart, const char *name, const double *value, int n);
/* A block of data, row by row: begin, rows, end. */
void sheet_begin(Chart *chart, const char *name);
void sheet_row(Chart *chart, const double *value, int n);
void sheet_end(Chart *chart);

/* The frame: the message as title, the unit line, the source line with a remark before it (NULL, or
 * one or two lines). What is too long for its line shrinks until it fits. */
void sheet_frame(Chart *chart, const char *title, const char *unit, const char *remark);
/* The same with a source line of its own, for results that are no run of a scenario. */
void sheet_frame_of(Chart *chart, const char *title, const char *unit, const char *source);
/* <name>_low, <name>_high, and the arrays <name>_at and <name>_text of its ticks. */
void sheet_axis(Chart *chart, const char *name, const Axis *axis);

#endif

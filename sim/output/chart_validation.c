/* chart_validation.c: every published figure as a grey bar of its tolerance around 1, the model's value
 * as a share of it as a dot on the same logarithmic axis. */
#include "output/chart.h"
#include "output/figure.h"

#include <math.h>
#include <string.h>

enum { MOST_FIGURES = 150, MOST_PANELS = 3 };

static const double widest =
    2; /* values above this times the figure, or below its inverse, stand at
                                   the edge */

typedef struct {
    const char *label;
    bool met, begins;                           /* begins: the first of its measure */
    double at;                                  /* its row from the top */
    double value, low, high, bar_low, bar_high; /* places on the axis, -1 to 1 */
} Figure;

typedef struct {
    Figure figure[MOST_FIGURES];
    int n, n_met, n_panels, n_rows; /* n_rows: of the longest panel */
} Figures;

/* The place of model / published on the axis: logarithmic, the edges at -1 and 1. A figure of 0 has no
 * ratio: what meets it stands in the middle. */
static double place(double value, double published, bool met)
{
    double ratio = published > 0 ? value / published : met ? 1 : widest;
    double at = ratio > 0 ? log(ratio) / log(widest) : -1;
    return fmax(-1, fmin(1, at));
}

static void read_figure(Chart *chart, int row, Figure *figure)
{
    static const char *const column[N_LANGUAGES] = {"label_en", "label_sv"};
    const Result *result = chart->result;
    const ResultTable table = RESULT_VALIDATION;
    double published = result_number(result, table, row, "target");
    double tolerance = result_number(result, table, row, "tolerance");
    double value = result_number(result, table, row, "model");
    double low = result_number(result, table, row, "low");
    double high = result_number(result, table, row, "high");
    figure->met = strcmp(result_text(result, table, row, "met"), "met") == 0;
    figure->value = place(value, published, figure->met);
    figure->low = isnan(low) ? figure->value : place(low, published, figure->met);
    figure->high = isnan(high) ? figure->value : place(high, published, figure->met);
    figure->bar_low = place(published - tolerance, published, true);
    figure->bar_high = place(published + tolerance, published, true);
    figure->begins = row == 0 || strcmp(result_text(result, table, row, "measure"),
                                        result_text(result, table, row - 1, "measure")) != 0;
    const char *label = figure_text(
        chart->arena, chart->language, result_text(result, table, row, column[chart->language]),
        result_text(result, table, row, "sex"), result_text(result, table, row, "ages"));
    figure->label = chart_kept(chart, label);
}

static void read_figures(Chart *chart, Figures *figures)
{
    int n_rows = chart->result->table[RESULT_VALIDATION].n_rows;
    for (int row = 0; row < n_rows && figures->n < MOST_FIGURES; row++) {
        Figure *figure = &figures->figure[figures->n++];
        read_figure(chart, row, figure);
        figures->n_met += figure->met;
    }
}

/* Parts the rows into panels side by side; measures are parted by a gap. */
static void lay_panels(Figures *figures)
{
    figures->n_panels = figures->n <= 22 ? 1 : figures->n <= 64 ? 2 : MOST_PANELS;
    int n = (figures->n + figures->n_panels - 1) / figures->n_panels;
    for (int i = 0; i < figures->n; i++) {
        Figure *figure = &figures->figure[i];
        double gap = figure->begins ? 0.35 : 0;
        figure->at = i % n == 0 ? 0 : figures->figure[i - 1].at + 1 + gap;
        figures->n_rows = (int)fmax(figures->n_rows, ceil(figure->at + 1));
    }
}

static void write_title(Chart *chart, const Figures *figures)
{
    const Result *result = chart->result;
    int n = chart->result->table[RESULT_VALIDATION].n_rows, n_met = 0;
    for (int row = 0; row < n; row++)
        n_met += strcmp(result_text(result, RESULT_VALIDATION, row, "met"), "met") == 0;
    int model = result_find(result, RESULT_MANIFEST, 0,
                            RESULT_MATCH("kind", "model", "name", "name"));
    const char *source = chart_fill(
        chart, SAY_VALID_SOURCE,
        MESSAGE_ARGUMENTS(result_text(result, RESULT_MANIFEST, model, "value")));
    const char *remark = message(SAY_VALID_DOTS, chart->language);
    sheet_frame_of(
        chart,
        chart_fill(chart, SAY_VALID_TITLE,
                   MESSAGE_ARGUMENTS(chart_number(chart, n_met, 0), chart_number(chart, n, 0))),
        message(SAY_VALID_UNIT, chart->language),
        chart_kept(chart, arena_format(chart->arena, "%s\n%s", remark, source)));
    sheet_number(chart, "n_panels", figures->n_panels);
    sheet_number(chart, "rows", figures->n_rows);
}

static void write_axis(Chart *chart)
{
    static const double ratio[] = {0.5, 0.7, 1, 1.4, 2};
    enum { N_TICKS = sizeof ratio / sizeof *ratio };
    double at[N_TICKS];
    const char *text[N_TICKS];
    for (int i = 0; i < N_TICKS; i++) {
        at[i] = place(ratio[i], 1, true);
        text[i] = chart_number(chart, ratio[i], ratio[i] == floor(ratio[i]) ? 0 : 1);
    }
    sheet_numbers(chart, "x_at", at, N_TICKS);
    sheet_texts(chart, "x_text", text, N_TICKS);
}

static void write_panel(Chart *chart, const Figures *figures, int panel)
{
    const char *label[MOST_FIGURES];
    double at[MOST_FIGURES], missed[MOST_FIGURES];
    char name[32];
    int n = (figures->n + figures->n_panels - 1) / figures->n_panels, k = 0;
    snprintf(name, sizeof name, "panel%d", panel + 1);
    sheet_begin(chart, name);
    for (int i = panel * n; i < figures->n && i < (panel + 1) * n; i++, k++) {
        const Figure *figure = &figures->figure[i];
        double row[] = {figure->at,      figure->value,    figure->low, figure->high,
                        figure->bar_low, figure->bar_high, figure->met};
        sheet_row(chart, row, 7);
        label[k] = chart_kept(chart, layout_fit(chart->arena, figure->label, 21));
        at[k] = figure->at;
        missed[k] = !figure->met;
    }
    sheet_end(chart);
    snprintf(name, sizeof name, "label%d", panel + 1);
    sheet_texts(chart, name, label, k);
    snprintf(name, sizeof name, "at%d", panel + 1);
    sheet_numbers(chart, name, at, k);
    snprintf(name, sizeof name, "missed%d", panel + 1);
    sheet_numbers(chart, name, missed, k);
}

Status chart_validation(Chart *chart, bool *drawable)
{
    Figures *figures = arena_alloc(chart->arena, 1, sizeof *figures);
    if (figures == NULL) return STATUS_MEMORY;
    read_figures(chart, figures);
    if (figures->n == 0) return STATUS_OK;
    lay_panels(figures);
    write_title(chart, figures);
    write_axis(chart);
    for (int panel = 0; panel < MOST_PANELS; panel++) write_panel(chart, figures, panel);
    *drawable = true;
    return STATUS_OK;
}

/* chart_career.c: the municipality's old picture, drawn from the model: what a person contributes
 * net of cost at each age, on the expected career and in exclusion. */
#include "output/chart.h"

#include <math.h>
#include <string.h>

enum { MOST_AGES = 121, N_PATHS = 2, LABEL_SIZE = 26 };

static const double gap_age = 45; /* of the original slide */
static const double plot_left = 0.08, plot_right = 0.83;

/* One path: the net contribution (cost with its sign turned) by age, in kronor. */
typedef struct {
    const char *name;
    int n;
    double age[MOST_AGES], mean[MOST_AGES], low[MOST_AGES], high[MOST_AGES];
} Path;

typedef struct {
    Path path[N_PATHS]; /* the upper one at 45 first */
    const KronorUnit *unit;
    Axis axis;
    double first_age, last_age;
    double gap_high, gap_low; /* at 45, in units; NaN when the age is missing */
    double gap_text_at;       /* height of its words: between the paths, or clear above them */
    double label_at[N_PATHS]; /* height of the paths' names, in units */
} Career;

static const double label_age = 27; /* where the paths' names begin */

static bool read_path(const Result *result, int which, Path *path)
{
    const char *payer = result_fact(result, "public_sector");
    path->name = result_text(result, RESULT_PATHS, which, "path");
    for (int row = 0; path->n < MOST_AGES; row++) {
        row = result_find(result, RESULT_CAREER, row,
                          RESULT_MATCH("path", path->name, "payer", payer, "cumulative", "0"));
        if (row < 0) break;
        int i = path->n++;
        path->age[i] = result_number(result, RESULT_CAREER, row, "age");
        path->mean[i] = -result_number(result, RESULT_CAREER, row, "mean");
        path->low[i] = -result_number(result, RESULT_CAREER, row, "p75");
        path->high[i] = -result_number(result, RESULT_CAREER, row, "p25");
    }
    return path->name[0] != '\0' && path->n > 1;
}

static double mean_at(const Path *path, double age)
{
    for (int i = 0; i < path->n; i++) {
        if (path->age[i] == age) return path->mean[i];
    }
    return NAN;
}

/* The highest (side 1) or lowest (side -1) edge of the band between two ages. */
static double edge(const Path *path, double from, double to, int side)
{
    double found = NAN;
    for (int i = 0; i < path->n; i++) {
        double value = side > 0 ? path->high[i] : path->low[i];
        if (path->age[i] < from || path->age[i] > to) continue;
        if (isnan(found) || side * value > side * found) found = value;
    }
    return found;
}

static void measure(Chart *chart, Career *career)
{
    const Path *upper = &career->path[0], *lower = &career->path[1];
    double high = 0, low = 0;
    career->first_age = fmin(upper->age[0], lower->age[0]);
    career->last_age = fmax(upper->age[upper->n - 1], lower->age[lower->n - 1]);
    for (int p = 0; p < N_PATHS; p++) {
        high = fmax(high, edge(&career->path[p], career->first_age, career->last_age, 1));
        low = fmin(low, edge(&career->path[p], career->first_age, career->last_age, -1));
    }
    career->unit = text_kronor_unit(fmax(high, -low));
    double kronor = career->unit->kronor, height = (high - low) / kronor;
    double per_em = LABEL_SIZE * (career->last_age - career->first_age) /
                    (CANVAS_WIDTH * (plot_right - plot_left));
    for (int p = 0; p < N_PATHS; p++) { /* the names stand clear of the bands */
        int side = p == 0 ? 1 : -1;
        const char *label = chart_label(chart, RESULT_PATHS, career->path[p].name);
        double to = label_age + layout_em(label) * per_em;
        double clear = edge(&career->path[p], label_age, to, side) / kronor;
        career->label_at[p] = clear + side * 0.065 * height;
    }
    career->gap_high = mean_at(upper, gap_age) / kronor;
    career->gap_low = mean_at(lower, gap_age) / kronor;
    career->gap_text_at = (career->gap_high + career->gap_low) / 2;
    if (!(career->gap_high - career->gap_low > 0.35 * height)) {
        career->gap_text_at = edge(upper, gap_age, gap_age + 18, 1) / kronor + 0.085 * height;
    }
    double top = fmax(career->label_at[0], career->gap_text_at); /* fmax passes over a NaN */
    career->axis = axis_make(fmin(low / kronor, career->label_at[1] - 0.03 * height),
                             fmax(high / kronor, top + 0.03 * height), 8);
}

static void write_path(Chart *chart, const Career *career, int which)
{
    const Path *path = &career->path[which];
    double kronor = career->unit->kronor;
    sheet_begin(chart, which == 0 ? "upper" : "lower");
    for (int i = 0; i < path->n; i++) {
        double row[] = {path->age[i], path->low[i] / kronor, path->high[i] / kronor,
                        path->mean[i] / kronor};
        sheet_row(chart, row, 4);
    }
    sheet_end(chart);
    sheet_text(chart, which == 0 ? "upper_label" : "lower_label",
               chart_label(chart, RESULT_PATHS, path->name));
    sheet_number(chart, which == 0 ? "upper_at" : "lower_at", career->label_at[which]);
}

/* Who the people of a path are: "Exclusion, at 20: unemployed or social assistance, without ..."; ""
 * when the folder does not tell. */
static const char *who(Chart *chart, const Path *path)
{
    static const char *const column[N_LANGUAGES] = {"start_en", "start_sv"};
    const Result *result = chart->result;
    int row = result_find(result, RESULT_PATHS, 0, RESULT_MATCH("path", path->name));
    const char *start = result_text(result, RESULT_PATHS, row, column[chart->language]);
    if (start[0] == '\0') return "";
    return chart_fill(chart, SAY_CAREER_WHO,
                      MESSAGE_ARGUMENTS(chart_label(chart, RESULT_PATHS, path->name),
                                        result_text(result, RESULT_PATHS, row, "age"), start));
}

static const char *remark(Chart *chart, const Career *career)
{
    const char *later = message(SAY_CAREER_LATER, chart->language);
    const char *upper = who(chart, &career->path[0]), *lower = who(chart, &career->path[1]);
    if (upper[0] == '\0' || lower[0] == '\0') return later;
    return chart_kept(chart, arena_format(chart->arena, "%s\n%s %s", upper, lower, later));
}

/* The unit line; with the year of birth, which says when they may retire, where the folder tells it. */
static const char *unit_line(Chart *chart, const Career *career)
{
    const char *unit = career->unit->word[chart->language];
    double starts = result_setting_number(chart->result, "starts");
    double age = career->path[0].age[0];
    if (!(starts > 0) || age != career->path[1].age[0])
        return chart_fill(chart, SAY_CAREER_UNIT, MESSAGE_ARGUMENTS(unit));
    const char *born = chart_kept(chart, arena_format(chart->arena, "%.0f", starts - age));
    return chart_fill(chart, SAY_CAREER_UNIT_BORN, MESSAGE_ARGUMENTS(unit, born));
}

static void write_gap(Chart *chart, const Career *career)
{
    double height = career->axis.high - career->axis.low;
    double gap = (career->gap_high - career->gap_low) * career->unit->kronor;
    bool clear = gap / career->unit->kronor > 0.06 * height; /* NaN is not */
    char text[TEXT_SIZE];
    const char *amount = text_kronor(text, chart->language, gap);
    sheet_frame(chart,
                clear ? chart_fill(chart, SAY_CAREER_GAP, MESSAGE_ARGUMENTS(amount))
                      : message(SAY_CAREER_NO_GAP, chart->language),
                unit_line(chart, career), remark(chart, career));
    sheet_number(chart, "has_gap", clear);
    sheet_number(chart, "gap_age", gap_age);
    sheet_number(chart, "gap_high", career->gap_high);
    sheet_number(chart, "gap_low", career->gap_low);
    sheet_text(chart, "gap_text",
               chart_fill(chart, SAY_CAREER_GAP_LABEL, MESSAGE_ARGUMENTS(amount)));
    sheet_number(chart, "gap_text_at", career->gap_text_at);
}

/* What is above and below zero, at the right edge, where there is room. */
static void write_sides(Chart *chart, const Career *career)
{
    double high = career->axis.high, low = career->axis.low;
    double least = 0.16 * (high - low);
    sheet_text(chart, "above_text", high > least ? message(SAY_CAREER_ABOVE, chart->language) : "");
    sheet_text(chart, "below_text", -low > least ? message(SAY_CAREER_BELOW, chart->language) : "");
}

static void write_ages(Chart *chart, const Career *career)
{
    static const double shown[] = {20, 45, 65, 90};                 /* as in the original slide */
    const double end = career->last_age + (career->last_age == 89); /* the end of its last year */
    double at[4];
    const char *text[4];
    int n = 0;
    for (int i = 0; i < 4; i++) {
        if (shown[i] < career->first_age || shown[i] > end) continue;
        at[n] = shown[i];
        text[n++] = chart_number(chart, shown[i], 0);
    }
    sheet_number(chart, "x_low", career->first_age);
    sheet_number(chart, "x_high", end);
    sheet_numbers(chart, "x_at", at, n);
    sheet_texts(chart, "x_text", text, n);
    sheet_text(chart, "x_label", message(SAY_AGE, chart->language));
    sheet_number(chart, "label_age", label_age);
    sheet_number(chart, "plot_left", plot_left);
    sheet_number(chart, "plot_right", plot_right);
}

Status chart_career(Chart *chart, bool *drawable)
{
    Career *career = arena_alloc(chart->arena, 1, sizeof *career);
    if (career == NULL) return STATUS_MEMORY;
    for (int p = 0; p < N_PATHS; p++) {
        if (!read_path(chart->result, p, &career->path[p])) return STATUS_OK;
    }
    if (mean_at(&career->path[1], gap_age) > mean_at(&career->path[0], gap_age)) {
        Path upper = career->path[1];
        career->path[1] = career->path[0];
        career->path[0] = upper;
    }
    measure(chart, career);
    write_gap(chart, career);
    write_path(chart, career, 0);
    write_path(chart, career, 1);
    sheet_axis(chart, "y", &career->axis);
    write_sides(chart, career);
    write_ages(chart, career);
    *drawable = true;
    return STATUS_OK;
}

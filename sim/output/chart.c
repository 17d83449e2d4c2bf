#include "output/chart.h"

#include "base/number.h"

#include <math.h>
#include <string.h>

/* ---- texts ---- */

const char *chart_kept(Chart *chart, const char *text)
{
    if (text != NULL) return text;
    chart->out_of_memory = true;
    return "";
}

static const char *keep(Chart *chart, const char *text)
{
    return chart_kept(chart, arena_text(chart->arena, text, strlen(text)));
}

const char *chart_fill(Chart *chart, Message which, const char *const *argument)
{
    return chart_kept(chart, message_fill(chart->arena, which, chart->language, argument));
}

const char *chart_number(Chart *chart, double value, int decimals)
{
    char text[TEXT_SIZE];
    return keep(chart, text_number(text, chart->language, value, decimals));
}

const char *chart_signed(Chart *chart, double value, int decimals)
{
    char text[TEXT_SIZE];
    return keep(chart, text_signed(text, chart->language, value, decimals));
}

const char *chart_years(Chart *chart, double years)
{
    char text[TEXT_SIZE];
    return keep(chart, text_years(text, chart->language, years));
}

const char *chart_percent(Chart *chart, double share)
{
    char text[TEXT_SIZE];
    return keep(chart, text_percent(text, chart->language, share));
}

ChanceWord chart_chance(const Chart *chart, double chance)
{
    const Result *result = chart->result;
    return chance_word(chance, result_setting_number(result, "worlds"),
                       result_setting_number(result, "limit_for"),
                       result_setting_number(result, "limit_against"));
}

const char *chart_people_range(Chart *chart, double low, double high)
{
    char text[TEXT_SIZE];
    return keep(chart, text_people_range(text, chart->language, low, high));
}

const char *chart_counted(Chart *chart, Message many, Message one, double number)
{
    if (number == 1) return message(one, chart->language);
    return chart_fill(chart, many, MESSAGE_ARGUMENTS(chart_number(chart, number, 0)));
}

const char *chart_label(Chart *chart, ResultTable table, const char *name)
{
    const char *label = result_label(chart->result, table, name, chart->language);
    if (table == RESULT_ACCOUNTS || table == RESULT_PATHS) {
        label = chart_kept(chart, text_capital(chart->arena, label));
    }
    return label;
}

/* ---- the sheet ---- */

/* text[length] in quotes. Nothing is special between single quotes but the quote itself. Back quotes,
 * which other places would run, become plain ones. */
static void write_text(FILE *sheet, const char *text, size_t length)
{
    fputc('\'', sheet);
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '\'' || text[i] == '`') {
            fputs("''", sheet);
        } else {
            fputc((unsigned char)text[i] < 0x20 ? ' ' : text[i], sheet);
        }
    }
    fputc('\'', sheet);
}

/* The first line of text and what follows it; terminals differ in how they lead lines. */
static size_t first_line(const char *text, const char **second)
{
    size_t length = strcspn(text, "\n");
    *second = text[length] == '\0' ? "" : text + length + 1;
    return length;
}

static void write_number(FILE *sheet, double value)
{
    char text[NUMBER_TEXT];
    fputs(isfinite(value) ? number_write(text, value) : "NaN", sheet);
}

void sheet_text(Chart *chart, const char *name, const char *text)
{
    const char *second;
    size_t length = first_line(text, &second);
    fprintf(chart->sheet, "%s = ", name);
    write_text(chart->sheet, text, length);
    fprintf(chart->sheet, "\n%s_2 = ", name);
    write_text(chart->sheet, second, strlen(second));
    fputc('\n', chart->sheet);
}

void sheet_number(Chart *chart, const char *name, double value)
{
    fprintf(chart->sheet, "%s = ", name);
    write_number(chart->sheet, value);
    fputc('\n', chart->sheet);
}

/* gnuplot has no empty arrays: one of none has a place that is not read. */
static void declare(Chart *chart, const char *name, int n)
{
    fprintf(chart->sheet, "n_%s = %d\narray %s[%d]\n", name, n, name, n > 0 ? n : 1);
}

void sheet_texts(Chart *chart, const char *name, const char *const *text, int n)
{
    declare(chart, name, n);
    fprintf(chart->sheet, "array %s_2[%d]\n", name, n > 0 ? n : 1);
    for (int i = 0; i < n; i++) {
        const char *second;
        size_t length = first_line(text[i], &second);
        fprintf(chart->sheet, "%s[%d] = ", name, i + 1);
        write_text(chart->sheet, text[i], length);
        fprintf(chart->sheet, "\n%s_2[%d] = ", name, i + 1);
        write_text(chart->sheet, second, strlen(second));
        fputc('\n', chart->sheet);
    }
}

void sheet_numbers(Chart *chart, const char *name, const double *value, int n)
{
    declare(chart, name, n);
    for (int i = 0; i < n; i++) {
        fprintf(chart->sheet, "%s[%d] = ", name, i + 1);
        write_number(chart->sheet, value[i]);
        fputc('\n', chart->sheet);
    }
}

void sheet_begin(Chart *chart, const char *name)
{
    fprintf(chart->sheet, "$%s << END_OF_DATA\n", name);
}

void sheet_row(Chart *chart, const double *value, int n)
{
    for (int i = 0; i < n; i++) {
        if (i > 0) fputc(' ', chart->sheet);
        write_number(chart->sheet, value[i]);
    }
    fputc('\n', chart->sheet);
}

void sheet_end(Chart *chart)
{
    fputs("END_OF_DATA\n", chart->sheet);
}

/* ---- the frame ---- */

enum { TITLE_SIZE = 38, UNIT_SIZE = 27, SOURCE_SIZE = 19 };
static const double frame_width = 1440; /* of the canvas */

static double size_that_fits(const char *text, double size)
{
    double em = layout_em(text);
    return em * size > frame_width ? frame_width / em : size;
}

static const char *source_line(Chart *chart, const char *remark)
{
    const Result *result = chart->result;
    int name = result_find(result, RESULT_MANIFEST, 0,
                           RESULT_MATCH("kind", "scenario", "name", "name"));
    int model = result_find(result, RESULT_MANIFEST, 0,
                            RESULT_MATCH("kind", "model", "name", "name"));
    const char *scenario = result_text(result, RESULT_MANIFEST, name, "value");
    const char *source = chart_fill(
        chart, SAY_SOURCE,
        MESSAGE_ARGUMENTS(chart_kept(chart, layout_fit(chart->arena, scenario, 24)),
                          chart_number(chart, result_setting_number(result, "replicates"), 0),
                          chart_number(chart, result_setting_number(result, "worlds"), 0),
                          result_text(result, RESULT_MANIFEST, model, "value")));
    double share = result_fact_number(result, "weak_value_share");
    const char *guesses = chart_fill(chart, isnan(share) ? SAY_SOURCE_NOTHING : SAY_SOURCE_GUESSES,
                                     MESSAGE_ARGUMENTS(chart_percent(chart, share)));
    guesses = chart_kept(chart, text_capital(chart->arena, guesses));
    if (remark == NULL) {
        return chart_kept(chart, arena_format(chart->arena, "%s %s", source, guesses));
    }
    return chart_kept(chart, arena_format(chart->arena, "%s\n%s %s", remark, source, guesses));
}

/* The lines at the foot, each with the size in which it fits. */
static void write_source(Chart *chart, const char *source)
{
    enum { MOST_LINES = 3 };
    const char *line[MOST_LINES];
    double size[MOST_LINES];
    int n = 0;
    while (n < MOST_LINES && *source) {
        size_t length = strcspn(source, "\n");
        line[n] = chart_kept(chart, arena_text(chart->arena, source, length));
        size[n] = size_that_fits(line[n], SOURCE_SIZE);
        n++;
        source += length + (source[length] == '\n');
    }
    sheet_texts(chart, "source", line, n);
    sheet_numbers(chart, "source_size", size, n);
}

void sheet_frame(Chart *chart, const char *title, const char *unit, const char *remark)
{
    sheet_frame_of(chart, title, unit, source_line(chart, remark));
}

void sheet_frame_of(Chart *chart, const char *title, const char *unit, const char *source)
{
    sheet_text(chart, "title_text", title);
    sheet_number(chart, "title_size", size_that_fits(title, TITLE_SIZE));
    sheet_text(chart, "unit_text", unit);
    sheet_number(chart, "unit_size", size_that_fits(unit, UNIT_SIZE));
    write_source(chart, source);
}

void sheet_axis(Chart *chart, const char *name, const Axis *axis)
{
    enum { MOST_TICKS = 32 };
    const char *text[MOST_TICKS];
    double at[MOST_TICKS];
    char variable[32];
    int n = axis_ticks(axis) < MOST_TICKS ? axis_ticks(axis) : MOST_TICKS;
    for (int i = 0; i < n; i++) {
        at[i] = axis->low + i * axis->step;
        text[i] = chart_number(chart, at[i], axis->decimals);
    }
    snprintf(variable, sizeof variable, "%s_low", name);
    sheet_number(chart, variable, axis->low);
    snprintf(variable, sizeof variable, "%s_high", name);
    sheet_number(chart, variable, axis->high);
    snprintf(variable, sizeof variable, "%s_at", name);
    sheet_numbers(chart, variable, at, n);
    snprintf(variable, sizeof variable, "%s_text", name);
    sheet_texts(chart, variable, text, n);
}

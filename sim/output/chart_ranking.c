/* chart_ranking.c: a batch's scenarios by expected net saving: one row each, with what is known, what
 * luck adds, the ranks it may hold and the chance to have paid back. */
#include "output/chart.h"

#include <math.h>
#include <string.h>

enum { MOST_ROWS = 24, LABEL_WIDTH = 400, PLOT_HEIGHT = 571 }; /* of the canvas */

/* One scenario, in kronor. */
typedef struct {
    const char *name, *title;
    double rank, value, first; /* first: share of the worlds in which it is */
    bool speaks_for;
    double known_p05, known_p95, lucky_p05, lucky_p95;
} Row;

typedef struct {
    Row row[MOST_ROWS];
    int n;
    double best_chance;
    const KronorUnit *unit;
} Rows;

static const char *cell(const Chart *chart, int row, const char *column)
{
    return result_text(chart->result, RESULT_BATCH, row, column);
}

static double number(const Chart *chart, int row, const char *column)
{
    return result_number(chart->result, RESULT_BATCH, row, column);
}

/* Insertion: the best first, equal ones in the order of the table; of more than there is room for the
 * last are left out. */
static void add_row(const Chart *chart, int at, Rows *rows)
{
    const char *name = cell(chart, at, "scenario");
    int known = result_find(
        chart->result, RESULT_MEASURES, 0,
        RESULT_MATCH("scenario", name, "measure", "net_saving", "uncertainty", "knowledge"));
    int lucky = result_find(
        chart->result, RESULT_MEASURES, 0,
        RESULT_MATCH("scenario", name, "measure", "net_saving", "uncertainty", "with_luck"));
    if (known < 0 || lucky < 0) return;
    Row row = {.name = name,
               .title = cell(chart, at, "label"),
               .rank = result_number(chart->result, RESULT_MEASURES, known, "rank"),
               .first = number(chart, at, "net_saving_knowledge_first"),
               .speaks_for = number(chart, at, "speaks_for") == 1,
               .value = result_number(chart->result, RESULT_MEASURES, known, "value"),
               .known_p05 = result_number(chart->result, RESULT_MEASURES, known, "p05"),
               .known_p95 = result_number(chart->result, RESULT_MEASURES, known, "p95"),
               .lucky_p05 = result_number(chart->result, RESULT_MEASURES, lucky, "p05"),
               .lucky_p95 = result_number(chart->result, RESULT_MEASURES, lucky, "p95")};
    if (rows->n == MOST_ROWS && rows->row[MOST_ROWS - 1].rank <= row.rank) return;
    int place = rows->n < MOST_ROWS ? rows->n++ : MOST_ROWS - 1;
    for (; place > 0 && rows->row[place - 1].rank > row.rank; place--)
        rows->row[place] = rows->row[place - 1];
    rows->row[place] = row;
}

static void read_rows(const Chart *chart, Rows *rows)
{
    for (int at = 0;; at++) {
        at = result_find(chart->result, RESULT_BATCH, at, RESULT_MATCH("status", "ranked"));
        if (at < 0) break;
        rows->best_chance = fmax(rows->best_chance,
                                 number(chart, at, "chance_of_payback_knowledge"));
        add_row(chart, at, rows);
    }
}

static Axis measure(Rows *rows)
{
    double low = 0, high = 0;
    for (int i = 0; i < rows->n; i++) {
        const Row *row = &rows->row[i];
        low = fmin(low, fmin(row->lucky_p05, row->known_p05));
        high = fmax(high, fmax(row->lucky_p95, row->known_p95));
    }
    rows->unit = text_kronor_unit(fmax(high, -low));
    return axis_make(low / rows->unit->kronor, high / rows->unit->kronor, 6);
}

static const char *rank_range(Chart *chart, double low, double high)
{
    const char *first = chart_number(chart, low, 0);
    if (low == high) return first;
    return chart_fill(chart, SAY_BATCH_RANKS,
                      MESSAGE_ARGUMENTS(first, chart_number(chart, high, 0)));
}

/* The message: the best of those that the evidence speaks for and how often it comes first, or none. */
static const char *title_of(Chart *chart, const Rows *rows, const char *years)
{
    for (int i = 0; i < rows->n; i++) {
        const Row *row = &rows->row[i];
        if (row->speaks_for)
            return chart_fill(
                chart, SAY_BATCH_CHART_FIRST,
                MESSAGE_ARGUMENTS(chart_kept(chart, layout_fit(chart->arena, row->title, 22)),
                                  chart_percent(chart, row->first)));
    }
    return chart_fill(
        chart, rows->best_chance < 0.5 ? SAY_BATCH_CHART_NONE : SAY_BATCH_CHART_WEAK,
        MESSAGE_ARGUMENTS(chart_number(chart, result_setting_number(chart->result, "ranked"), 0),
                          years));
}

static void write_frame(Chart *chart, const Rows *rows)
{
    const Result *result = chart->result;
    const char *years = chart_years(chart, result_setting_number(result, "years"));
    char price_year[16];
    snprintf(price_year, sizeof price_year, "%.0f", result_setting_number(result, "price_year"));
    const char *source = chart_fill(
        chart, SAY_BATCH_CHART_SOURCE,
        MESSAGE_ARGUMENTS(chart_number(chart, result_setting_number(result, "replicates"), 0),
                          chart_number(chart, result_setting_number(result, "worlds"), 0)));
    const char *account = chart_label(chart, RESULT_ACCOUNTS, result_setting(result, "account"));
    sheet_frame_of(
        chart, title_of(chart, rows, years),
        chart_fill(chart, SAY_BATCH_CHART_UNIT,
                   MESSAGE_ARGUMENTS(years, rows->unit->word[chart->language], price_year,
                                     chart_kept(chart, text_small(chart->arena, account)))),
        chart_kept(chart, arena_format(chart->arena, "%s\n%s",
                                       message(SAY_BATCH_CHART_BARS, chart->language), source)));
}

static void write_rows(Chart *chart, const Rows *rows)
{
    const char *label[MOST_ROWS], *rank[MOST_ROWS], *back[MOST_ROWS];
    double size = rows->n > 12 ? 19 : (rows->n > 8 ? 21 : 23), kronor = rows->unit->kronor;
    sheet_begin(chart, "rows");
    for (int i = 0; i < rows->n; i++) {
        const Row *row = &rows->row[i];
        int at = result_find(chart->result, RESULT_BATCH, 0, RESULT_MATCH("scenario", row->name));
        double value[] = {i,
                          row->value / kronor,
                          row->known_p05 / kronor,
                          row->known_p95 / kronor,
                          row->lucky_p05 / kronor,
                          row->lucky_p95 / kronor};
        sheet_row(chart, value, 6);
        label[i] = chart_kept(chart,
                              layout_two_lines(chart->arena, row->title, LABEL_WIDTH / size));
        rank[i] = rank_range(chart, number(chart, at, "net_saving_knowledge_rank_p05"),
                             number(chart, at, "net_saving_knowledge_rank_p95"));
        back[i] = chart_kept(
            chart,
            arena_format(chart->arena, "%s / %s",
                         chart_percent(chart, number(chart, at, "chance_of_payback_knowledge")),
                         chart_percent(chart, number(chart, at, "chance_of_payback_with_luck"))));
    }
    sheet_end(chart);
    double two_lines = PLOT_HEIGHT / (double)rows->n / 2.35;
    sheet_texts(chart, "label", label, rows->n);
    sheet_texts(chart, "rank_of", rank, rows->n);
    sheet_texts(chart, "chance_of", back, rows->n);
    sheet_number(chart, "size", size);
    sheet_number(chart, "label_size",
                 fmin(layout_size(label, rows->n, size, LABEL_WIDTH), two_lines));
    sheet_number(chart, "rows", rows->n);
}

Status chart_ranking(Chart *chart, bool *drawable)
{
    Rows *rows = arena_alloc(chart->arena, 1, sizeof *rows);
    if (rows == NULL) return STATUS_MEMORY;
    read_rows(chart, rows);
    if (rows->n == 0) return STATUS_OK;
    Axis axis = measure(rows);
    write_frame(chart, rows);
    sheet_axis(chart, "x", &axis);
    write_rows(chart, rows);
    sheet_text(chart, "rank_text", message(SAY_BATCH_COLUMN_RANK, chart->language));
    sheet_text(
        chart, "back_text",
        chart_kept(
            chart,
            arena_format(chart->arena, "%s / %s", message(SAY_BATCH_COLUMN_BACK, chart->language),
                         chart_kept(chart, text_small(chart->arena, message(SAY_BATCH_COLUMN_LUCK,
                                                                            chart->language))))));
    sheet_text(chart, "loses_text", axis.low < 0 ? message(SAY_LOSES, chart->language) : "");
    sheet_text(chart, "gains_text", axis.high > 0 ? message(SAY_GAINS, chart->language) : "");
    *drawable = true;
    return STATUS_OK;
}

/* chart_payers.c: who pays and who gains: one bar a payer, its cumulative net saving after ten
 * years (or the horizon) with its spread. */
#include "output/chart.h"

#include <math.h>
#include <string.h>

enum { MOST_BARS = 24, LABEL_WIDTH = 350, PLOT_HEIGHT = 571 }; /* of the canvas */

/* A bar, in kronor: the mean from knowledge alone, the spread with luck. */
typedef struct {
    const char *payer;
    bool sum;  /* adds payers up */
    double at; /* its row from the top */
    double mean, p05, p25, p75, p95;
    double known; /* chance of no loss, from what is known */
} Bar;

typedef struct {
    Bar bar[MOST_BARS];
    int n;
    double rows; /* in all, gaps included */
    const KronorUnit *unit;
    double years;
} Bars;

/* Payers that stand outside municipality, region and state. */
static const char *const other_level[] = {"equalisation", "other_municipality", "household",
                                          "production"};
/* The sums, as headline.csv names them, after which the others or nothing come. */
static const char *const first_sum[] = {"municipality", "region", "state"};

static void add_bar(const Result *result, Bars *bars, const char *payer, bool sum)
{
    char year[16];
    snprintf(year, sizeof year, "%.0f", bars->years);
    int row = result_find(result, RESULT_PAYBACK, 0,
                          RESULT_MATCH("year", year, "payer", payer, "basis", "released",
                                       "uncertainty", "with_luck"));
    int expected = result_find(result, RESULT_PAYBACK, 0,
                               RESULT_MATCH("year", year, "payer", payer, "basis", "released",
                                            "uncertainty", "knowledge"));
    if (row < 0 || expected < 0 || bars->n == MOST_BARS) return;
    bool gap = bars->n > 0 && bars->bar[bars->n - 1].sum != sum;
    bars->rows += gap ? 0.35 : 0;
    bars->bar[bars->n++] = (Bar){
        payer,
        sum,
        bars->rows,
        result_number(result, RESULT_PAYBACK, expected, "mean"),
        result_number(result, RESULT_PAYBACK, row, "p05"),
        result_number(result, RESULT_PAYBACK, row, "p25"),
        result_number(result, RESULT_PAYBACK, row, "p75"),
        result_number(result, RESULT_PAYBACK, row, "p95"),
        result_number(result, RESULT_PAYBACK, expected, "share_nonnegative")};
    bars->rows += 1;
}

static void read_bars(const Result *result, Bars *bars)
{
    bars->years = result_fact_number(result, "saving_years");
    for (int row = 0;; row++) {
        row = result_find(result, RESULT_ACCOUNTS, row, RESULT_MATCH("board", "1"));
        if (row < 0) break;
        add_bar(result, bars, result_text(result, RESULT_ACCOUNTS, row, "payer"), false);
    }
    for (int i = 0; i < 3; i++) {
        add_bar(result, bars, result_fact(result, first_sum[i]), true);
    }
    for (int i = 0; i < 4; i++) {
        for (int row = 0;; row++) {
            row = result_find(result, RESULT_ACCOUNTS, row,
                              RESULT_MATCH("level", other_level[i], "perspective", "0"));
            if (row < 0) break;
            add_bar(result, bars, result_text(result, RESULT_ACCOUNTS, row, "payer"), false);
        }
    }
    add_bar(result, bars, result_fact(result, "society"), true);
}

static const Bar *bar_of(const Bars *bars, const char *payer)
{
    static const Bar none = {.mean = 0};
    for (int i = 0; i < bars->n; i++) {
        if (strcmp(bars->bar[i].payer, payer) == 0) return &bars->bar[i];
    }
    return &none;
}

/* From what is known, as the other charts and the verdict go: luck alone makes no loss a gain. Who is
 * untouched has not gained. */
static ChanceWord gain_of(const Chart *chart, const Bar *bar)
{
    if (bar->mean == 0 && bar->p05 == 0 && bar->p95 == 0) return CHANCE_UNLIKELY;
    return chart_chance(chart, bar->known);
}

static const char *sum_text(Chart *chart, const Bars *bars, const Bar *bar)
{
    double shown = bar->mean / bars->unit->kronor;
    int decimals = text_kronor_decimals(bars->unit, bar->mean);
    return chart_fill(
        chart, SAY_PAYERS_SUM,
        MESSAGE_ARGUMENTS(chart_signed(chart, shown, decimals), bars->unit->word[chart->language]));
}

static const char *title_of(Chart *chart, const Bars *bars)
{
    static const Message say[N_CHANCE_WORDS][N_CHANCE_WORDS] = {
        /* [the municipality][society] */
        [CHANCE_UNLIKELY] = {SAY_PAYERS_ALL_LOSE, SAY_PAYERS_NOT_OPEN, SAY_PAYERS_OTHERS},
        [CHANCE_OPEN] = {SAY_PAYERS_OPEN_NOT, SAY_PAYERS_OPEN_BOTH, SAY_PAYERS_OPEN_OTHERS},
        [CHANCE_LIKELY] = {SAY_PAYERS_CITY, SAY_PAYERS_CITY_OPEN, SAY_PAYERS_BOTH}};
    const Bar *city = bar_of(bars, result_fact(chart->result, "municipality"));
    const Bar *society = bar_of(bars, result_fact(chart->result, "society"));
    return chart_fill(chart, say[gain_of(chart, city)][gain_of(chart, society)],
                      MESSAGE_ARGUMENTS(chart_years(chart, bars->years),
                                        sum_text(chart, bars, city),
                                        sum_text(chart, bars, society)));
}

static void write_title(Chart *chart, const Bars *bars)
{
    char year[16];
    snprintf(year, sizeof year, "%.0f", result_setting_number(chart->result, "price_year"));
    sheet_frame(chart, title_of(chart, bars),
                chart_fill(chart, SAY_PAYERS_UNIT,
                           MESSAGE_ARGUMENTS(bars->unit->word[chart->language], year)),
                message(SAY_PAYERS_BARS, chart->language));
}

static Axis measure(Bars *bars)
{
    double low = 0, high = 0;
    for (int i = 0; i < bars->n; i++) {
        const Bar *bar = &bars->bar[i];
        low = fmin(low, fmin(bar->p05, bar->mean));
        high = fmax(high, fmax(bar->p95, bar->mean));
    }
    bars->unit = text_kronor_unit(fmax(high, -low));
    return axis_make(low / bars->unit->kronor, high / bars->unit->kronor, 7);
}

/* The size in which two lines stand in one row. */
static double two_line_size(const Bars *bars)
{
    return PLOT_HEIGHT / bars->rows / 2.35;
}

static void write_bars(Chart *chart, const Bars *bars)
{
    const char *label[MOST_BARS], *value[MOST_BARS];
    double at[MOST_BARS], sum[MOST_BARS], kronor = bars->unit->kronor;
    double size = bars->n > 12 ? 19 : (bars->n > 9 ? 21 : 23);
    sheet_begin(chart, "bars");
    for (int i = 0; i < bars->n; i++) {
        const Bar *bar = &bars->bar[i];
        double row[] = {bar->at,           bar->mean / kronor, bar->p05 / kronor,
                        bar->p25 / kronor, bar->p75 / kronor,  bar->p95 / kronor};
        sheet_row(chart, row, 6);
        label[i] = chart_kept(
            chart, layout_two_lines(chart->arena, chart_label(chart, RESULT_ACCOUNTS, bar->payer),
                                    LABEL_WIDTH / size));
        value[i] = chart_signed(chart, bar->mean / kronor,
                                text_kronor_decimals(bars->unit, bar->mean));
        at[i] = bar->at;
        sum[i] = bar->sum;
    }
    sheet_end(chart);
    sheet_texts(chart, "label", label, bars->n);
    sheet_number(chart, "size", size);
    sheet_number(chart, "label_size",
                 fmin(layout_size(label, bars->n, size, LABEL_WIDTH), two_line_size(bars)));
    sheet_texts(chart, "value", value, bars->n);
    sheet_numbers(chart, "at", at, bars->n);
    sheet_numbers(chart, "is_sum", sum, bars->n);
    sheet_number(chart, "rows", bars->rows);
}

Status chart_payers(Chart *chart, bool *drawable)
{
    Bars *bars = arena_alloc(chart->arena, 1, sizeof *bars);
    if (bars == NULL) return STATUS_MEMORY;
    read_bars(chart->result, bars);
    if (bars->n == 0) return STATUS_OK;
    Axis axis = measure(bars);
    write_title(chart, bars);
    sheet_axis(chart, "x", &axis);
    write_bars(chart, bars);
    sheet_text(chart, "loses_text", axis.low < 0 ? message(SAY_LOSES, chart->language) : "");
    sheet_text(chart, "gains_text", axis.high > 0 ? message(SAY_GAINS, chart->language) : "");
    *drawable = true;
    return STATUS_OK;
}

/* chart_fund.c: the fan of a fund's balance by its own rules, with the grants that are asked for. */
#include "output/chart_fund.h"

#include <math.h>

/* ---- shared with chart_rules ---- */

bool fund_settings(const Result *result, FundSettings *settings)
{
    double first = result_setting_number(result, "first_year");
    double years = result_setting_number(result, "years");
    if (!(first >= 1900 && first <= 2200 && years >= 1 && years <= MOST_FUND_YEARS)) return false;
    *settings = (FundSettings){(int)first, (int)years, result_setting_number(result, "opening"),
                               result_setting_number(result, "average_grant"),
                               result_setting(result, "price_year")};
    return true;
}

int fund_row(const Result *result, const FundSettings *settings, const char *rule, int year)
{
    char text[16];
    snprintf(text, sizeof text, "%d", settings->first_year + year);
    return result_find(result, RESULT_BALANCE, 0, RESULT_MATCH("year", text, "rule", rule));
}

void fund_sheet(Chart *chart, const FundSettings *settings)
{
    Axis axis = axis_make(0, settings->n_years, settings->n_years <= 10 ? 10 : 8);
    const char *text[40];
    double at[40];
    int n = 0;
    for (double y = 0; y <= settings->n_years + 1e-6 && n < 40; y += axis.step) {
        at[n] = settings->first_year - 1 + y;
        text[n] = n == 0 ? message(SAY_FUND_CHART_START, chart->language) /* the opening */
                         : chart_kept(chart, arena_format(chart->arena, "%.0f", at[n]));
        n++;
    }
    sheet_number(chart, "x_low", settings->first_year - 1);
    sheet_number(chart, "x_high", settings->first_year - 1 + settings->n_years);
    sheet_numbers(chart, "x_at", at, n);
    sheet_texts(chart, "x_text", text, n);
    sheet_number(chart, "plot_left", 0.08);
    sheet_number(chart, "plot_right", 0.755);
    sheet_number(chart, "plot_top", 0.82);
    sheet_number(chart, "plot_bottom", 0.185);
}

const char *fund_source(Chart *chart, Message remark)
{
    const Result *result = chart->result;
    int row = result_find(result, RESULT_MANIFEST, 0, RESULT_MATCH("kind", "fund", "name", "name"));
    const char *name = chart_kept(
        chart, layout_fit(chart->arena, result_text(result, RESULT_MANIFEST, row, "value"), 30));
    const char *source = chart_fill(
        chart, SAY_FUND_CHART_SOURCE,
        MESSAGE_ARGUMENTS(name, chart_number(chart, result_setting_number(result, "replicates"), 0),
                          chart_number(chart, result_setting_number(result, "worlds"), 0)));
    return chart_kept(
        chart, arena_format(chart->arena, "%s\n%s", message(remark, chart->language), source));
}

/* ---- the fan ---- */

typedef struct {
    double mean, p05, p25, p50, p75, p95;
    bool asked; /* for a grant; one that waits is paid in another year */
} FanYear;

typedef struct {
    FundSettings settings;
    FanYear year[MOST_FUND_YEARS + 1]; /* 0 is the opening */
    double too_little;                 /* share, for an average grant at the end */
    const KronorUnit *unit;
    Axis axis;
} Fan;

static bool asks(const Result *result, int year)
{
    char text[16];
    snprintf(text, sizeof text, "%d", year);
    return result_find(result, RESULT_GRANTS, 0, RESULT_MATCH("year", text)) >= 0;
}

static bool read_fan(const Result *result, Fan *fan)
{
    if (!fund_settings(result, &fan->settings)) return false;
    double opening = fan->settings.opening, largest = fmax(opening, fan->settings.average);
    double low = 0, high = largest;
    fan->year[0] = (FanYear){opening, opening, opening, opening, opening, opening, false};
    for (int y = 1; y <= fan->settings.n_years; y++) {
        int row = fund_row(result, &fan->settings, "file", y - 1);
        if (row < 0) return false;
        fan->year[y] = (FanYear){result_number(result, RESULT_BALANCE, row, "balance_mean"),
                                 result_number(result, RESULT_BALANCE, row, "balance_p05"),
                                 result_number(result, RESULT_BALANCE, row, "balance_p25"),
                                 result_number(result, RESULT_BALANCE, row, "balance_p50"),
                                 result_number(result, RESULT_BALANCE, row, "balance_p75"),
                                 result_number(result, RESULT_BALANCE, row, "balance_p95"),
                                 asks(result, fan->settings.first_year + y - 1)};
        fan->too_little = result_number(result, RESULT_BALANCE, row, "share_none_affordable");
        low = fmin(low, fan->year[y].p05);
        high = fmax(high, fan->year[y].p95);
    }
    fan->unit = text_kronor_unit(fmax(-low, high));
    fan->axis = axis_make(low / fan->unit->kronor, high / fan->unit->kronor, 7);
    return true;
}

static void write_title(Chart *chart, const Fan *fan)
{
    char kronor[TEXT_SIZE], year[16];
    snprintf(year, sizeof year, "%d", fan->settings.first_year + fan->settings.n_years - 1);
    text_kronor(kronor, chart->language, fan->year[fan->settings.n_years].mean);
    Message which = fan->too_little > 0.5 ? SAY_FUND_CHART_EMPTIES : SAY_FUND_CHART_LASTS;
    sheet_frame_of(
        chart, chart_fill(chart, which, MESSAGE_ARGUMENTS(year, kronor)),
        chart_fill(chart, SAY_FUND_CHART_UNIT,
                   MESSAGE_ARGUMENTS(fan->unit->word[chart->language], fan->settings.price_year)),
        fund_source(chart, SAY_FUND_CHART_BANDS));
}

static void write_fan(Chart *chart, const Fan *fan)
{
    double kronor = fan->unit->kronor;
    sheet_begin(chart, "fan");
    for (int y = 0; y <= fan->settings.n_years; y++) {
        const FanYear *at = &fan->year[y];
        double row[] = {fan->settings.first_year - 1 + y,
                        at->p05 / kronor,
                        at->p95 / kronor,
                        at->p25 / kronor,
                        at->p75 / kronor,
                        at->p50 / kronor,
                        at->asked};
        sheet_row(chart, row, 7);
    }
    sheet_end(chart);
}

enum { N_EDGES = 4 };

/* Orders places from below, moves them apart and leaves them where they were. */
static void spread_edges(const Axis *axis, double at[N_EDGES])
{
    int order[N_EDGES];
    double sorted[N_EDGES], height = axis->high - axis->low;
    for (int i = 0; i < N_EDGES; i++) {
        int to = i;
        for (; to > 0 && at[order[to - 1]] > at[i]; to--) order[to] = order[to - 1];
        order[to] = i;
    }
    for (int i = 0; i < N_EDGES; i++) sorted[i] = at[order[i]];
    layout_spread(sorted, N_EDGES, 0.115 * height, axis->low + 0.03 * height,
                  axis->high - 0.02 * height);
    for (int i = 0; i < N_EDGES; i++) at[order[i]] = sorted[i];
}

/* The labels at the right edge: nine in ten, half, median, an average grant. */
static void write_edge(Chart *chart, const Fan *fan)
{
    const FanYear *end = &fan->year[fan->settings.n_years];
    const Message head[2] = {SAY_FUND_CHART_NINE, SAY_FUND_CHART_HALF};
    const double low[2] = {end->p05, end->p25}, high[2] = {end->p95, end->p75};
    double kronor = fan->unit->kronor, height = fan->axis.high - fan->axis.low;
    const char *text[N_EDGES];
    char number[TEXT_SIZE];
    for (int i = 0; i < 2; i++) {
        text_units_range(number, chart->language, fan->unit, low[i], high[i]);
        text[i] = chart_kept(
            chart, arena_format(chart->arena, "%s\n%s", message(head[i], chart->language), number));
    }
    text_in_unit(number, chart->language, fan->unit, end->p50);
    text[2] = chart_fill(chart, SAY_FUND_CHART_MEDIAN, MESSAGE_ARGUMENTS(number));
    text_kronor(number, chart->language, fan->settings.average);
    text[3] = chart_fill(chart, SAY_FUND_CHART_AVERAGE, MESSAGE_ARGUMENTS(number));
    double at[N_EDGES] = {end->p95 / kronor - 0.03 * height, end->p75 / kronor - 0.01 * height,
                          end->p50 / kronor, fan->settings.average / kronor};
    spread_edges(&fan->axis, at);
    sheet_texts(chart, "edge_text", text, N_EDGES);
    sheet_numbers(chart, "edge_at", at, N_EDGES);
}

Status chart_fund(Chart *chart, bool *drawable)
{
    Fan *fan = arena_alloc(chart->arena, 1, sizeof *fan);
    if (fan == NULL) return STATUS_MEMORY;
    if (!read_fan(chart->result, fan)) return STATUS_OK;
    write_title(chart, fan);
    write_fan(chart, fan);
    sheet_axis(chart, "y", &fan->axis);
    fund_sheet(chart, &fan->settings);
    write_edge(chart, fan);
    sheet_number(chart, "average", fan->settings.average / fan->unit->kronor);
    *drawable = true;
    return STATUS_OK;
}

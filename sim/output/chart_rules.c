/* chart_rules.c: the mean balance under each rule of return, on the same lives. */
#include "output/chart_fund.h"

#include <math.h>
#include <string.h>

enum { N_RULES = 4, LABEL_SIZE = 22 };

/* As in rules.csv, with their words. */
static const struct {
    const char *name;
    Message word;
} rules[N_RULES] = {{"file", SAY_FUND_RULE_FILE},
                    {"full", SAY_FUND_RULE_FULL},
                    {"partial", SAY_FUND_RULE_PARTIAL},
                    {"none", SAY_FUND_RULE_NONE}};

typedef struct {
    FundSettings settings;
    double balance[N_RULES][MOST_FUND_YEARS + 1]; /* kronor; 0 is the opening */
    double programmes[N_RULES], less[N_RULES];
    const KronorUnit *unit;
    Axis axis;
} Lines;

static bool read_lines(const Result *result, Lines *lines)
{
    double low = 0, high = 0;
    if (!fund_settings(result, &lines->settings)) return false;
    for (int r = 0; r < N_RULES; r++) {
        int own = result_find(result, RESULT_RULES, 0, RESULT_MATCH("rule", rules[r].name));
        lines->programmes[r] = result_number(result, RESULT_RULES, own, "programmes_mean");
        lines->less[r] = result_number(result, RESULT_RULES, own, "less_returned_mean");
        lines->balance[r][0] = lines->settings.opening;
        for (int y = 0; y <= lines->settings.n_years; y++) {
            int row = y > 0 ? fund_row(result, &lines->settings, rules[r].name, y - 1) : 0;
            if (row < 0 || own < 0) return false;
            if (y > 0)
                lines->balance[r][y] = result_number(result, RESULT_BALANCE, row, "balance_mean");
            low = fmin(low, lines->balance[r][y]);
            high = fmax(high, lines->balance[r][y]);
        }
    }
    lines->unit = text_kronor_unit(fmax(-low, high));
    lines->axis = axis_make(low / lines->unit->kronor, high / lines->unit->kronor, 7);
    return true;
}

static void write_title(Chart *chart, const Lines *lines)
{
    char kronor[TEXT_SIZE], year[16];
    double less = lines->less[N_RULES - 1];
    snprintf(year, sizeof year, "%d", lines->settings.first_year + lines->settings.n_years - 1);
    text_kronor(kronor, chart->language, less);
    Message which = less < 0.02 * lines->settings.opening ? SAY_FUND_CHART_RULES_SAME
                                                          : SAY_FUND_CHART_RULES;
    sheet_frame_of(chart, chart_fill(chart, which, MESSAGE_ARGUMENTS(kronor, year)),
                   chart_fill(chart, SAY_FUND_CHART_RULES_UNIT,
                              MESSAGE_ARGUMENTS(lines->unit->word[chart->language],
                                                lines->settings.price_year)),
                   fund_source(chart, SAY_FUND_CHART_RULES_LINES));
}

static void write_lines(Chart *chart, const Lines *lines)
{
    sheet_begin(chart, "lines");
    for (int y = 0; y <= lines->settings.n_years; y++) {
        double row[N_RULES + 1] = {lines->settings.first_year - 1 + y};
        for (int r = 0; r < N_RULES; r++) row[r + 1] = lines->balance[r][y] / lines->unit->kronor;
        sheet_row(chart, row, N_RULES + 1);
    }
    sheet_end(chart);
}

/* "Full return" over "12.3 programmes", moved apart where lines end close together. */
static void write_labels(Chart *chart, const Lines *lines)
{
    int order[N_RULES];
    const char *text[N_RULES];
    double at[N_RULES], label_at[N_RULES];
    double height = lines->axis.high - lines->axis.low;
    const char *partial = chart_percent(chart, result_setting_number(chart->result, "partial"));
    for (int r = 0; r < N_RULES; r++) { /* by where the lines end, from below */
        int to = r;
        double end = lines->balance[r][lines->settings.n_years];
        for (; to > 0 && lines->balance[order[to - 1]][lines->settings.n_years] > end; to--)
            order[to] = order[to - 1];
        order[to] = r;
    }
    for (int i = 0; i < N_RULES; i++)
        at[i] = lines->balance[order[i]][lines->settings.n_years] / lines->unit->kronor;
    layout_spread(at, N_RULES, 0.115 * height, lines->axis.low + 0.04 * height,
                  lines->axis.high - 0.04 * height);
    for (int i = 0; i < N_RULES; i++) {
        int r = order[i];
        const char *name = chart_fill(chart, rules[r].word, MESSAGE_ARGUMENTS(partial));
        label_at[r] = at[i];
        text[r] = chart_fill(chart, SAY_FUND_CHART_EDGE,
                             MESSAGE_ARGUMENTS(name, chart_number(chart, lines->programmes[r], 1)));
    }
    sheet_texts(chart, "rule_text", text, N_RULES);
    sheet_numbers(chart, "rule_at", label_at, N_RULES);
    sheet_number(chart, "label_size", layout_size(text, N_RULES, LABEL_SIZE, 350));
}

Status chart_rules(Chart *chart, bool *drawable)
{
    Lines *lines = arena_alloc(chart->arena, 1, sizeof *lines);
    if (lines == NULL) return STATUS_MEMORY;
    if (!read_lines(chart->result, lines)) return STATUS_OK;
    write_title(chart, lines);
    write_lines(chart, lines);
    sheet_axis(chart, "y", &lines->axis);
    fund_sheet(chart, &lines->settings);
    write_labels(chart, lines);
    *drawable = true;
    return STATUS_OK;
}

/* chart_boards.c: one small panel a board and one for each sum: what it has still not got back, or has
 * gained, year by year, all on one scale but the sums that reach further. */
#include "output/chart.h"

#include <math.h>
#include <string.h>

enum { MOST_PANELS = 9, MOST_YEARS = 20 };

/* A long name stands on two lines rather than smaller than the remark under it, a long remark rather than
 * smaller than its least. */
enum { NAME_SIZE = 24, REMARK_SIZE = 20, LEAST_REMARK = 17 };

/* Of the canvas' width: all panels with a gap after each, and the gap. */
static const double PANELS_WIDE = 0.93, PANEL_GAP = 0.05;

/* Of the widest panel. A board that pays nothing, whose line moves less than the one and whose band less
 * than the other, is not drawn: it would look flat. */
static const double least_line = 0.05, least_band = 0.15;

/* A board, or a sum of payers, in kronor. */
typedef struct {
    const char *payer;
    bool pays, sum;
    double low, high;   /* 9 cases of 10 of net, with luck */
    double paid, net;   /* at the end of the headline's years */
    double back, lucky; /* the chance that the money is back then, as is known and with luck */
    double cost;        /* in all years */
    int n_years;
    double mean[MOST_YEARS], p05[MOST_YEARS], p95[MOST_YEARS];
} Panel;

typedef struct {
    Panel panel[MOST_PANELS];
    int n;
    const KronorUnit *unit;
    double years;                      /* the headline's */
    int n_pay, n_back[N_CHANCE_WORDS]; /* boards that pay, drawn or not */
    const KronorUnit *table;           /* the unit in which page one tells who pays and who gains */
} Panels;

/* Board by board, then these sums, as headline.csv names them. */
static const char *const sum_fact[] = {"municipality", "region", "state", "society"};
enum { N_SUMS = sizeof sum_fact / sizeof sum_fact[0] };

static void read_panel(const Result *result, const char *payer, double years, Panel *panel)
{
    *panel = (Panel){.payer = payer};
    for (int row = 0; panel->n_years < MOST_YEARS; row++) {
        row = result_find(result, RESULT_BOARDS, row, RESULT_MATCH("payer", payer));
        if (row < 0) break;
        int y = panel->n_years++;
        panel->mean[y] = result_number(result, RESULT_BOARDS, row, "cumulative_net");
        panel->p05[y] = result_number(result, RESULT_BOARDS, row, "p05");
        panel->p95[y] = result_number(result, RESULT_BOARDS, row, "p95");
        double cost = result_number(result, RESULT_BOARDS, row, "programme_cost");
        panel->pays |= cost != 0;
        panel->cost += cost;
        if (y + 1 > years) continue;
        panel->paid += cost;
        panel->net = panel->mean[y];
        panel->low = panel->p05[y];
        panel->high = panel->p95[y];
        panel->back = result_number(result, RESULT_BOARDS, row, "share_nonnegative_knowledge");
        panel->lucky = result_number(result, RESULT_BOARDS, row, "share_nonnegative");
    }
}

/* How far a panel strays from nothing; `bands`: with what luck may do. */
static double reach(const Panel *panel, bool bands)
{
    double most = 0;
    for (int y = 0; y < panel->n_years; y++) {
        most = fmax(most, fabs(panel->mean[y]));
        if (bands) most = fmax(most, fmax(-panel->p05[y], panel->p95[y]));
    }
    return most;
}

/* Adds the panel; when there is no room it takes the place of the board that moves least, if that moves
 * less. */
static void add_board(Panels *panels, const Panel *panel)
{
    int least = 0;
    if (panels->n < MOST_PANELS - N_SUMS) {
        panels->panel[panels->n++] = *panel;
        return;
    }
    for (int i = 1; i < panels->n; i++)
        if (reach(&panels->panel[i], true) < reach(&panels->panel[least], true)) least = i;
    if (reach(&panels->panel[least], true) >= reach(panel, true)) return;
    memmove(&panels->panel[least], &panels->panel[least + 1],
            (size_t)(panels->n - 1 - least) * sizeof *panel);
    panels->panel[panels->n - 1] = *panel;
}

/* What is told of all payers, also of those that are not drawn. */
static void count_panel(const Chart *chart, const Panel *panel, Panels *panels, double *largest)
{
    *largest = fmax(*largest, fmax(fabs(panel->net), fabs(panel->cost)));
    if (panel->sum || !panel->pays) return;
    panels->n_pay++;
    panels->n_back[chart_chance(chart, panel->back)]++;
}

static void read_panels(const Chart *chart, Panels *panels)
{
    Panel panel;
    const Result *result = chart->result;
    double largest = 0;
    const char *municipality = result_fact(result, "municipality");
    panels->years = result_fact_number(result, "saving_years");
    for (int row = 0;; row++) {
        row = result_find(result, RESULT_ACCOUNTS, row, RESULT_MATCH("board", "1"));
        if (row < 0) break;
        const char *payer = result_text(result, RESULT_ACCOUNTS, row, "payer");
        if (strcmp(payer, municipality) == 0) continue;
        read_panel(result, payer, panels->years, &panel);
        count_panel(chart, &panel, panels, &largest);
        if (panel.pays || reach(&panel, true) > 0) add_board(panels, &panel);
    }
    for (int i = 0; i < N_SUMS; i++) {
        read_panel(result, result_fact(result, sum_fact[i]), panels->years, &panel);
        panel.sum = true;
        count_panel(chart, &panel, panels, &largest);
        if (panel.pays || reach(&panel, true) > 0) panels->panel[panels->n++] = panel;
    }
    panels->table = text_kronor_unit(largest);
}

/* Is this panel part of what the common scale must hold? Region, state and society are not: they would
 * flatten the boards, and take a scale of their own where they reach further. */
static bool sets_scale(const Chart *chart, const Panel *panel)
{
    return !panel->sum || strcmp(panel->payer, result_fact(chart->result, "municipality")) == 0;
}

static void drop_still_boards(const Chart *chart, Panels *panels)
{
    double widest = 0;
    int n = 0;
    for (int i = 0; i < panels->n; i++)
        widest = fmax(widest, reach(&panels->panel[i], sets_scale(chart, &panels->panel[i])));
    for (int i = 0; i < panels->n; i++) {
        const Panel *panel = &panels->panel[i];
        if (panel->sum || panel->pays || reach(panel, false) >= least_line * widest ||
            reach(panel, true) >= least_band * widest)
            panels->panel[n++] = *panel;
    }
    panels->n = n;
}

/* The message: how many boards that pay are likely to have their money back, as the payback chart tells
 * likely from uncertain. */
static const char *title_of(Chart *chart, const Panels *panels)
{
    int back = panels->n_back[CHANCE_LIKELY], open = panels->n_back[CHANCE_OPEN];
    Message which = open > 0 ? SAY_BOARDS_SOME_OPEN : SAY_BOARDS_SOME;
    if (back == 0) which = open > 0 ? SAY_BOARDS_NONE_OPEN : SAY_BOARDS_NONE;
    if (back == panels->n_pay) which = SAY_BOARDS_ALL;
    if (open == panels->n_pay) which = SAY_BOARDS_OPEN;
    if (panels->n_pay == 0) which = SAY_BOARDS_FREE;
    return chart_fill(
        chart, which,
        MESSAGE_ARGUMENTS(chart_years(chart, panels->years), chart_number(chart, back, 0),
                          chart_number(chart, panels->n_pay, 0), chart_number(chart, open, 0)));
}

static const char *pays_remark(Chart *chart, const Panels *panels, const Panel *panel)
{
    const char *known = chart_percent(chart, panel->back);
    const char *lucky = chart_percent(chart, panel->lucky);
    double paid = panel->paid / panels->unit->kronor;
    return chart_fill(
        chart, strcmp(known, lucky) == 0 ? SAY_BOARD_PAYS : SAY_BOARD_PAYS_LUCK,
        MESSAGE_ARGUMENTS(
            chart_number(chart, paid, text_kronor_decimals(panels->unit, panel->paid)), known,
            lucky));
}

/* Whether it gains or loses is told as on page one: to the decimals of its table. */
static const char *remark_of(Chart *chart, const Panels *panels, const Panel *panel)
{
    if (panel->pays) return pays_remark(chart, panels, panel);
    int decimals = text_kronor_decimals(panels->table, panel->net);
    double shown = round(panel->net / panels->table->kronor * pow(10, decimals));
    bool either = panel->low < 0 && panel->high > 0;
    Message gains = either ? SAY_BOARD_MAY_GAIN : SAY_BOARD_GAINS;
    Message loses = either ? SAY_BOARD_MAY_LOSE : SAY_BOARD_LOSES;
    return message(shown > 0 ? gains : shown < 0 ? loses : SAY_BOARD_SAME, chart->language);
}

/* Widens low and high, in kronor, to hold the panel. */
static void hold(const Panel *panel, double *low, double *high)
{
    for (int y = 0; y < panel->n_years; y++) {
        *low = fmin(*low, fmin(panel->p05[y], panel->mean[y]));
        *high = fmax(*high, fmax(panel->p95[y], panel->mean[y]));
    }
}

static Axis measure(const Chart *chart, Panels *panels)
{
    double low = 0, high = 0, all_low = 0, all_high = 0;
    for (int i = 0; i < panels->n; i++) {
        if (sets_scale(chart, &panels->panel[i])) hold(&panels->panel[i], &low, &high);
        hold(&panels->panel[i], &all_low, &all_high);
    }
    if (low == high) { /* nothing but sums */
        low = all_low;
        high = all_high;
    }
    panels->unit = text_kronor_unit(fmax(high, -low));
    return axis_make(low / panels->unit->kronor, high / panels->unit->kronor, 4);
}

/* Each panel's axis, the common one unless it reaches further, and which have their own. */
static void write_axes(Chart *chart, const Panels *panels, const Axis *common)
{
    double own[MOST_PANELS], kronor = panels->unit->kronor;
    for (int i = 0; i < panels->n; i++) {
        char name[16];
        double low = 0, high = 0;
        Axis axis = *common;
        hold(&panels->panel[i], &low, &high);
        own[i] = low / kronor < common->low || high / kronor > common->high;
        if (own[i] > 0) axis = axis_make(low / kronor, high / kronor, 4);
        snprintf(name, sizeof name, "y%d", i + 1);
        sheet_axis(chart, name, &axis);
    }
    sheet_numbers(chart, "own_scale", own, panels->n);
}

/* As few holes as the number allows. */
static int columns_of(int n)
{
    static const int columns[MOST_PANELS + 1] = {1, 1, 2, 3, 2, 3, 3, 4, 4, 3};
    return columns[n];
}

static void write_panels(Chart *chart, const Panels *panels)
{
    const char *name[MOST_PANELS], *remark[MOST_PANELS];
    double sum[MOST_PANELS], kronor = panels->unit->kronor;
    int columns = columns_of(panels->n), lines = 1, remark_lines = 1;
    double room = 1.04 * CANVAS_WIDTH * (PANELS_WIDE / columns - PANEL_GAP);
    for (int i = 0; i < panels->n; i++) {
        const Panel *panel = &panels->panel[i];
        const char *block = arena_format(chart->arena, "panel%d", i + 1);
        sheet_begin(chart, chart_kept(chart, block));
        sheet_row(chart, (const double[]){0, 0, 0, 0}, 4);
        for (int y = 0; y < panel->n_years; y++)
            sheet_row(chart,
                      (const double[]){y + 1, panel->mean[y] / kronor, panel->p05[y] / kronor,
                                       panel->p95[y] / kronor},
                      4);
        sheet_end(chart);
        name[i] = chart_label(chart, RESULT_ACCOUNTS, panel->payer);
        name[i] = chart_kept(chart, layout_two_lines(chart->arena, name[i], room / NAME_SIZE));
        lines = strchr(name[i], '\n') != NULL ? 2 : lines;
        remark[i] = remark_of(chart, panels, panel);
        remark[i] = chart_kept(chart,
                               layout_two_lines(chart->arena, remark[i], room / LEAST_REMARK));
        remark_lines = strchr(remark[i], '\n') != NULL ? 2 : remark_lines;
        sum[i] = panel->sum;
    }
    sheet_texts(chart, "name", name, panels->n);
    sheet_texts(chart, "remark", remark, panels->n);
    sheet_numbers(chart, "is_sum", sum, panels->n);
    sheet_number(chart, "columns", columns);
    sheet_number(chart, "name_lines", lines);
    sheet_number(chart, "remark_lines", remark_lines);
    sheet_number(chart, "panels_wide", PANELS_WIDE);
    sheet_number(chart, "panel_gap", PANEL_GAP);
    sheet_number(chart, "name_size", layout_size(name, panels->n, NAME_SIZE, room));
    sheet_number(chart, "remark_size", layout_size(remark, panels->n, REMARK_SIZE, room));
}

Status chart_boards(Chart *chart, bool *drawable)
{
    char year[16];
    Panels *panels = arena_alloc(chart->arena, 1, sizeof *panels);
    if (panels == NULL) return STATUS_MEMORY;
    read_panels(chart, panels);
    if (panels->n == 0) return STATUS_OK;
    drop_still_boards(chart, panels);
    Axis y = measure(chart, panels);
    Axis x = axis_make(0, panels->panel[0].n_years, 4);
    if (x.step < 1) x = (Axis){0, 1, 1, 0};
    snprintf(year, sizeof year, "%.0f", result_setting_number(chart->result, "price_year"));
    sheet_frame(chart, title_of(chart, panels),
                chart_fill(chart, SAY_BOARDS_UNIT,
                           MESSAGE_ARGUMENTS(panels->unit->word[chart->language], year)),
                message(SAY_BOARDS_BANDS, chart->language));
    sheet_axis(chart, "x", &x);
    write_axes(chart, panels, &y);
    sheet_text(chart, "x_label", message(SAY_FAN_AXIS, chart->language));
    sheet_number(chart, "horizon", panels->panel[0].n_years);
    write_panels(chart, panels);
    *drawable = true;
    return STATUS_OK;
}

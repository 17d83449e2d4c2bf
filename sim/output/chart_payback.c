/* chart_payback.c: the fan of the municipality's cumulative net saving: with luck outside, from
 * knowledge alone inside, and the time at which the money is back from what is known: luck alone brings
 * it back as often for a programme that changes nothing. */
#include "output/chart.h"

#include <math.h>
#include <string.h>

enum { MOST_YEARS = 200 };

/* The place of the plot on the canvas, as shares; the script uses the same. */
static const double plot_left = 0.08, plot_right = 0.795, plot_top = 0.82, plot_bottom = 0.185;
enum { LABEL_SIZE = 22, NOTE_SIZE = 25 };

/* One year of the fan, in kronor. */
typedef struct {
    double knowledge_p05, knowledge_p50, knowledge_p95;
    double luck_p05, luck_p95;
} FanYear;

typedef struct {
    int horizon;
    FanYear year[MOST_YEARS + 1]; /* [programme year]; year 0 is the start, all zero */
    const KronorUnit *unit;
    double p25, p50, p75,
        never; /* of the payback time, from knowledge alone, as the verdict goes */
    bool pays;
    bool varies;          /* the band of what is known is wider than the line through it */
    ChanceWord back, end; /* of having the money back at some time, and at the end, as is known */
    bool crosses;         /* the known median: at or above zero ever after the start */
    Axis axis;
    double note_low, note_high; /* the strip of the note, as shares of the axis */
    bool note_left;             /* the note stands left of the marker */
} Fan;

static int payback_row(const Result *result, const char *payer, int year, const char *uncertainty)
{
    char text[16];
    snprintf(text, sizeof text, "%d", year);
    return result_find(result, RESULT_PAYBACK, 0,
                       RESULT_MATCH("year", text, "payer", payer, "basis", "released",
                                    "uncertainty", uncertainty));
}

static bool read_fan(const Chart *chart, Fan *fan)
{
    const Result *result = chart->result;
    const char *payer = result_fact(result, "municipality");
    double horizon = result_setting_number(result, "horizon"), largest = 0;
    if (!(horizon >= 1 && horizon <= MOST_YEARS)) return false;
    fan->horizon = (int)horizon;
    for (int y = 1; y <= fan->horizon; y++) {
        int knowledge = payback_row(result, payer, y, "knowledge");
        int luck = payback_row(result, payer, y, "with_luck");
        if (knowledge < 0 || luck < 0) return false;
        fan->year[y] = (FanYear){result_number(result, RESULT_PAYBACK, knowledge, "p05"),
                                 result_number(result, RESULT_PAYBACK, knowledge, "p50"),
                                 result_number(result, RESULT_PAYBACK, knowledge, "p95"),
                                 result_number(result, RESULT_PAYBACK, luck, "p05"),
                                 result_number(result, RESULT_PAYBACK, luck, "p95")};
        largest = fmax(largest, fmax(fabs(fan->year[y].luck_p05), fabs(fan->year[y].luck_p95)));
    }
    fan->unit = text_kronor_unit(largest);
    int row = payback_row(result, payer, fan->horizon, "knowledge");
    fan->end = chart_chance(chart, result_number(result, RESULT_PAYBACK, row, "share_nonnegative"));
    row = result_find(
        result, RESULT_PAYBACK_TIME, 0,
        RESULT_MATCH("payer", payer, "basis", "released", "uncertainty", "knowledge"));
    fan->pays = strcmp(result_text(result, RESULT_PAYBACK_TIME, row, "gains_without_paying"),
                       "1") != 0;
    fan->p25 = result_number(result, RESULT_PAYBACK_TIME, row, "p25");
    fan->p50 = result_number(result, RESULT_PAYBACK_TIME, row, "p50");
    fan->p75 = result_number(result, RESULT_PAYBACK_TIME, row, "p75");
    fan->never = result_number(result, RESULT_PAYBACK_TIME, row, "share_never");
    fan->back = chart_chance(chart, 1 - fan->never);
    for (int y = 1; y <= fan->horizon; y++)
        fan->crosses |= y >= fan->p50 && fan->year[y].knowledge_p50 >= 0;
    return row >= 0;
}

/* ---- the note ---- */

typedef struct {
    const char *head, *body; /* body may have two lines */
    double years;            /* its width on the axis */
} Note;

/* How often luck makes it look so, with the programme and without its effect, at the last of the years
 * for which both are told; "" when there is none. */
static const char *luck_text(Chart *chart, const Fan *fan)
{
    static const struct {
        int years;
        const char *with_luck, *by_luck;
    } mark[] = {{20, "back_20_with_luck", "back_20_by_luck_alone"},
                {10, "back_10_with_luck", "back_10_by_luck_alone"},
                {5, "back_5_with_luck", "back_5_by_luck_alone"}};
    for (size_t i = 0; i < sizeof mark / sizeof mark[0]; i++) {
        double with_luck = result_fact_number(chart->result, mark[i].with_luck);
        double by_luck = result_fact_number(chart->result, mark[i].by_luck);
        if (mark[i].years > fan->horizon || isnan(with_luck) || isnan(by_luck)) continue;
        if (!(with_luck > 0)) break;
        return chart_fill(chart, SAY_FAN_BY_LUCK,
                          MESSAGE_ARGUMENTS(chart_years(chart, mark[i].years),
                                            chart_percent(chart, with_luck),
                                            chart_percent(chart, by_luck)));
    }
    return "";
}

/* Where it is uncertain, how often and then when: as the title goes. */
static Note open_note(Chart *chart, const Fan *fan)
{
    char range[TEXT_SIZE];
    const char *middle = chart_fill(
        chart, SAY_FAN_MIDDLE,
        MESSAGE_ARGUMENTS(chart_years(chart, fan->p50),
                          text_years_range(range, chart->language, fan->p25, fan->p75)));
    const char *within = chart_fill(chart, SAY_FAN_WITHIN,
                                    MESSAGE_ARGUMENTS(chart_years(chart, fan->horizon)));
    const char *second = isfinite(fan->p50) ? middle : luck_text(chart, fan);
    return (Note){.head = chart_fill(chart, SAY_FAN_CASES_LABEL,
                                     MESSAGE_ARGUMENTS(chart_percent(chart, 1 - fan->never))),
                  .body = *second == '\0' ? within
                                          : chart_kept(chart, arena_format(chart->arena, "%s\n%s",
                                                                           within, second))};
}

static Note make_note(Chart *chart, const Fan *fan)
{
    char range[TEXT_SIZE];
    const char *never = chart_percent(chart, fan->never);
    const char *horizon = chart_years(chart, fan->horizon);
    Note note;
    if (fan->back == CHANCE_OPEN) {
        note = open_note(chart, fan);
    } else if (isfinite(fan->p50)) {
        const char *last = chart_fill(chart, SAY_FAN_NEVER, MESSAGE_ARGUMENTS(never, horizon));
        note.body = chart_fill(
            chart, SAY_FAN_HALF,
            MESSAGE_ARGUMENTS(text_years_range(range, chart->language, fan->p25, fan->p75)));
        note.head = chart_fill(chart, SAY_FAN_BACK_LABEL,
                               MESSAGE_ARGUMENTS(chart_years(chart, fan->p50)));
        if (fan->never > 0)
            note.body = chart_kept(chart, arena_format(chart->arena, "%s\n%s", note.body, last));
    } else {
        note.head = fan->never >= 1
                        ? message(SAY_FAN_NO_CASE_LABEL, chart->language)
                        : chart_fill(chart, SAY_FAN_NEVER_LABEL, MESSAGE_ARGUMENTS(never));
        note.body = chart_fill(chart, SAY_FAN_WITHIN, MESSAGE_ARGUMENTS(horizon));
        const char *luck = luck_text(chart, fan);
        if (*luck != '\0')
            note.body = chart_kept(chart, arena_format(chart->arena, "%s\n%s", note.body, luck));
    }
    double em = fmax(layout_em(note.head) * 1.05 * NOTE_SIZE,
                     layout_longest(note.body) * LABEL_SIZE);
    note.years = (em + 30) / (CANVAS_WIDTH * (plot_right - plot_left)) * fan->horizon;
    return note;
}

/* The lowest that the fan reaches between two years. */
static double lowest_between(const Fan *fan, double from, double to)
{
    double lowest = 0;
    for (int y = 0; y <= fan->horizon; y++) {
        if (y >= floor(from) && y <= ceil(to)) lowest = fmin(lowest, fan->year[y].luck_p05);
    }
    return lowest / fan->unit->kronor;
}

/* The axis, deep enough that the note stands below the fan; on the side where less is needed. */
static void place(Fan *fan, const Note *note, double marker)
{
    const double strip = 0.21; /* of the axis' height */
    double low = 0, high = 0;
    for (int y = 0; y <= fan->horizon; y++) {
        low = fmin(low, fan->year[y].luck_p05 / fan->unit->kronor);
        high = fmax(high, fan->year[y].luck_p95 / fan->unit->kronor);
    }
    if (high < 0.08 * (high - low)) high = 0.08 * (high - low);
    double left = lowest_between(fan, marker - note->years, marker);
    double right = lowest_between(fan, marker, marker + note->years);
    bool left_fits = marker - note->years >= 0, right_fits = marker + note->years <= fan->horizon;
    fan->note_left = left_fits && (!right_fits || left > right);
    double free_from = fan->note_left ? left : right;
    double needed = (free_from - strip * high) / (1 - strip);
    fan->axis = axis_make(fmin(low, fan->pays ? needed : low), high, 7);
}

/* Once the axis is there: the line in it is drawn with a white edge, LINE_WIDE in all (payback.gp). */
static bool band_is_seen(const Fan *fan)
{
    const double line_wide = 6.5;
    double widest = 0;
    for (int y = 1; y <= fan->horizon; y++)
        widest = fmax(widest, fan->year[y].knowledge_p95 - fan->year[y].knowledge_p05);
    double height = CANVAS_HEIGHT * (plot_top - plot_bottom);
    return widest / fan->unit->kronor / (fan->axis.high - fan->axis.low) * height > line_wide;
}

/* ---- the sheet ---- */

static Message title_of(const Fan *fan)
{
    if (!fan->pays) return SAY_FAN_NO_COST;
    if (fan->never >= 1) return SAY_FAN_NO_CASE;
    if (fan->back == CHANCE_UNLIKELY) return SAY_FAN_NOT_LIKELY;
    if (fan->back == CHANCE_OPEN)
        return fan->end == CHANCE_UNLIKELY ? SAY_FAN_OPEN_LOST : SAY_FAN_OPEN;
    if (fan->end == CHANCE_UNLIKELY) return SAY_FAN_BACK_LOST;
    if (fan->end == CHANCE_OPEN) return SAY_FAN_BACK_MAY_LOSE;
    return fan->never < 0.05 ? SAY_FAN_BACK : SAY_FAN_BACK_NOT_ALWAYS;
}

static void write_title(Chart *chart, const Fan *fan)
{
    const Result *result = chart->result;
    const char *when = chart_years(chart, isfinite(fan->p50) ? fan->p50 : fan->horizon);
    char year[16];
    snprintf(year, sizeof year, "%.0f", result_setting_number(result, "price_year"));
    sheet_frame(
        chart,
        chart_fill(chart, title_of(fan),
                   MESSAGE_ARGUMENTS(when, chart_years(chart, fan->horizon),
                                     chart_percent(chart, 1 - fan->never))),
        chart_fill(chart, SAY_FAN_UNIT, MESSAGE_ARGUMENTS(fan->unit->word[chart->language], year)),
        chart_fill(chart, fan->varies ? SAY_FAN_BANDS : SAY_FAN_ONE_BAND,
                   MESSAGE_ARGUMENTS(chart_counted(chart, SAY_THESE_PEOPLE, SAY_THIS_PERSON,
                                                   result_fact_number(result, "participants")))));
}

static void write_fan(Chart *chart, const Fan *fan)
{
    double kronor = fan->unit->kronor;
    sheet_begin(chart, "fan");
    for (int y = 0; y <= fan->horizon; y++) {
        const FanYear *at = &fan->year[y];
        double row[] = {y,
                        at->luck_p05 / kronor,
                        at->luck_p95 / kronor,
                        at->knowledge_p05 / kronor,
                        at->knowledge_p95 / kronor,
                        at->knowledge_p50 / kronor};
        sheet_row(chart, row, 6);
    }
    sheet_end(chart);
}

/* Ticks of years, and below them the calendar year in which that many years have gone. */
static void write_years(Chart *chart, const Fan *fan)
{
    double starts = result_setting_number(chart->result, "starts");
    Axis axis = axis_make(0, fan->horizon, fan->horizon <= 10 ? 10 : 8);
    const char *text[40];
    double at[40];
    int n = 0;
    for (double y = 0; y <= fan->horizon + 1e-6 && n < 40; y += axis.step) {
        at[n] = y;
        text[n++] = chart_kept(chart, starts > 0
                                          ? arena_format(chart->arena, "%.0f\n%.0f", y, starts + y)
                                          : arena_format(chart->arena, "%.0f", y));
    }
    sheet_number(chart, "x_high", fan->horizon);
    sheet_numbers(chart, "x_at", at, n);
    sheet_texts(chart, "x_text", text, n);
    sheet_text(chart, "x_label",
               message(starts > 0 ? SAY_FAN_AXIS_CALENDAR : SAY_FAN_AXIS, chart->language));
}

/* A number beside the chart has a decimal below 10, as on page one. */
static int edge_decimals(const Fan *fan, double kronor)
{
    return fan->unit->kronor > 1 && fabs(kronor) / fan->unit->kronor < 9.95 ? 1 : 0;
}

static const char *edge_range(Chart *chart, const Fan *fan, Message head, double low, double high)
{
    int decimals = edge_decimals(fan, fmax(fabs(low), fabs(high)));
    double kronor = fan->unit->kronor;
    const char *range = chart_fill(chart, SAY_RANGE,
                                   MESSAGE_ARGUMENTS(chart_number(chart, low / kronor, decimals),
                                                     chart_number(chart, high / kronor, decimals)));
    return chart_kept(chart,
                      arena_format(chart->arena, "%s\n%s", message(head, chart->language), range));
}

/* The labels at the right edge, from below: their text, place and tone (0 light, 1 dark, 2 median). */
static void write_edge(Chart *chart, const Fan *fan)
{
    const FanYear *end = &fan->year[fan->horizon];
    double kronor = fan->unit->kronor;
    const char *text[3];
    text[0] = edge_range(chart, fan, SAY_FAN_LUCK, end->luck_p05, end->luck_p95);
    text[1] = fan->varies ? edge_range(chart, fan, SAY_FAN_KNOWLEDGE, end->knowledge_p05,
                                       end->knowledge_p95)
                          : message(SAY_FAN_HARDLY_VARIES, chart->language);
    text[2] = chart_fill(chart, SAY_FAN_MEDIAN,
                         MESSAGE_ARGUMENTS(chart_signed(chart, end->knowledge_p50 / kronor,
                                                        edge_decimals(fan, end->knowledge_p50))));
    /* From below: median, knowledge, luck; the last two near the upper edges of their bands. */
    double height = fan->axis.high - fan->axis.low;
    double at[3] = {end->knowledge_p50 / kronor, end->knowledge_p95 / kronor - 0.03 * height,
                    end->luck_p95 / kronor - 0.03 * height};
    layout_spread(at, 3, 0.12 * height, fan->axis.low + 0.03 * height,
                  fan->axis.high - 0.02 * height);
    double edge_at[3] = {at[2], at[1], at[0]};
    sheet_texts(chart, "edge_text", text, 3);
    sheet_numbers(chart, "edge_at", edge_at, 3);
}

static void write_note(Chart *chart, const Fan *fan, const Note *note, double marker)
{
    sheet_number(chart, "has_note", fan->pays);
    sheet_number(chart, "has_marker", fan->pays && fan->crosses);
    sheet_number(chart, "marker", marker);
    sheet_number(chart, "half_from", fmin(fan->p25, fan->horizon));
    sheet_number(chart, "half_to", fmin(fan->p75, fan->horizon));
    sheet_number(chart, "note_left", fan->note_left);
    sheet_text(chart, "note_head", note->head);
    sheet_text(chart, "note_body", note->body);
}

Status chart_payback(Chart *chart, bool *drawable)
{
    Fan *fan = arena_alloc(chart->arena, 1, sizeof *fan);
    if (fan == NULL) return STATUS_MEMORY;
    if (!read_fan(chart, fan)) return STATUS_OK;
    Note note = make_note(chart, fan);
    double marker = isfinite(fan->p50) ? fan->p50 : fan->horizon;
    place(fan, &note, marker);
    fan->varies = band_is_seen(fan);
    write_title(chart, fan);
    write_fan(chart, fan);
    sheet_axis(chart, "y", &fan->axis);
    write_years(chart, fan);
    write_edge(chart, fan);
    write_note(chart, fan, &note, marker);
    sheet_number(chart, "plot_left", plot_left);
    sheet_number(chart, "plot_right", plot_right);
    sheet_number(chart, "plot_top", plot_top);
    sheet_number(chart, "plot_bottom", plot_bottom);
    *drawable = true;
    return STATUS_OK;
}

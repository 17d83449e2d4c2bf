/* chart_people.c: what happens to the people, in numbers of participants: one row an outcome, a
 * ring without the programme and a dot with it. */
#include "output/chart.h"

#include <math.h>
#include <string.h>

enum { MOST_OUTCOMES = 64, MOST_SHOWN = 8, FEWEST = 3, LABEL_WIDTH = 410 };

/* Canvas units: the plot of people.gp, and the space beside a name there. */
enum { PLOT_WIDTH = 720, NAMES_GAP = 9 };

/* Between the axis and the ranges, in points of the canvas. */
static const double MOVED_ROOM = 108;

static const double least_shown = 0.5; /* people, as on page one */

static const double least_told = 0.015; /* of the participants: less is hardly a change */

typedef struct {
    const char *label;
    double of;
    double mean[2], p05[2], p95[2]; /* [baseline, intervention] */
} Outcome;

typedef struct {
    Outcome outcome[MOST_OUTCOMES];
    int n;
} People;

static double change(const Outcome *outcome)
{
    return fabs(outcome->mean[1] - outcome->mean[0]);
}

static void read_people(Chart *chart, People *people)
{
    static const char *const column[N_LANGUAGES] = {"label_en", "label_sv"};
    const Result *result = chart->result;
    for (int row = 0; people->n < MOST_OUTCOMES; row++) {
        row = result_find(result, RESULT_PEOPLE, row,
                          RESULT_MATCH("arm", "intervention", "unit", "persons"));
        if (row < 0) break;
        const char *name = result_text(result, RESULT_PEOPLE, row, "outcome");
        int pair[2] = {
            result_find(result, RESULT_PEOPLE, 0, RESULT_MATCH("outcome", name, "arm", "baseline")),
            row};
        if (pair[0] < 0) continue;
        Outcome *outcome = &people->outcome[people->n++];
        outcome->label = chart_kept(
            chart, text_capital(chart->arena,
                                result_text(result, RESULT_PEOPLE, row, column[chart->language])));
        outcome->of = result_number(result, RESULT_PEOPLE, row, "of");
        for (int arm = 0; arm < 2; arm++) {
            outcome->mean[arm] = result_number(result, RESULT_PEOPLE, pair[arm], "mean");
            outcome->p05[arm] = result_number(result, RESULT_PEOPLE, pair[arm], "p05");
            outcome->p95[arm] = result_number(result, RESULT_PEOPLE, pair[arm], "p95");
        }
    }
}

/* Keeps the outcomes that change most, in their order. */
static void choose(People *people)
{
    bool shown[MOST_OUTCOMES];
    int n = 0;
    for (int i = 0; i < people->n; i++) {
        int ahead = 0;
        for (int j = 0; j < people->n; j++) {
            double more = change(&people->outcome[j]) - change(&people->outcome[i]);
            if (more > 0 || (more == 0 && j < i)) ahead++;
        }
        bool counts = change(&people->outcome[i]) >= least_shown;
        shown[i] = ahead < (counts ? MOST_SHOWN : FEWEST);
    }
    for (int i = 0; i < people->n; i++) {
        if (shown[i]) people->outcome[n++] = people->outcome[i];
    }
    people->n = n;
}

/* Is an outcome shown that not everybody can come to? */
static bool some_of_fewer(const Chart *chart, const People *people)
{
    double all = result_fact_number(chart->result, "participants");
    for (int i = 0; i < people->n; i++)
        if (people->outcome[i].of != all) return true;
    return false;
}

/* The message: the outcome that changes most, in people. */
static void write_title(Chart *chart, const People *people)
{
    const Outcome *most = &people->outcome[0];
    for (int i = 1; i < people->n; i++) {
        const Outcome *one = &people->outcome[i];
        if (change(one) > change(most)) most = one;
    }
    const char *of = chart_number(chart, most->of, 0);
    const char *all = chart_number(chart, result_fact_number(chart->result, "participants"), 0);
    const char *title = chart_fill(chart, SAY_PEOPLE_SAME, MESSAGE_ARGUMENTS(all));
    Message unit = some_of_fewer(chart, people) ? SAY_PEOPLE_UNIT_FEWER : SAY_PEOPLE_UNIT;
    char without[TEXT_SIZE], with[TEXT_SIZE];
    text_people_change(without, with, chart->language, most->mean[0], most->mean[1], most->of);
    double least = fmax(least_shown, least_told * most->of);
    if (change(most) >= least && strcmp(without, with) != 0)
        title = chart_fill(chart, SAY_PEOPLE_CHANGE,
                           MESSAGE_ARGUMENTS(most->label, with, of, without));
    sheet_frame(chart, title, chart_fill(chart, unit, MESSAGE_ARGUMENTS(all)),
                message(SAY_PEOPLE_DOTS, chart->language));
}

/* Where the arms are named: beside the intervals of one row, all on one side. */
typedef struct {
    int row;
    bool left;
    double at[2]; /* [baseline, intervention] the ends of the lines */
    double size, room, width;
} ArmNames;

/* The room for the names in canvas units beside each row, on an axis that ends at `high`; the most. */
static ArmNames find_names(Chart *chart, const People *people, double high)
{
    double size = people->n > 6 ? 16 : 20, wide = PLOT_WIDTH / high;
    double em = fmax(layout_em(message(SAY_WITHOUT, chart->language)),
                     layout_em(message(SAY_WITH, chart->language)));
    ArmNames best = {.room = -INFINITY, .size = size, .width = em * size + 2 * NAMES_GAP};
    for (int i = 0; i < people->n; i++) {
        const Outcome *one = &people->outcome[i];
        double low[2], top[2];
        for (int arm = 0; arm < 2; arm++) {
            low[arm] = fmin(one->p05[arm], one->mean[arm]);
            top[arm] = fmax(one->p95[arm], one->mean[arm]);
        }
        double right = PLOT_WIDTH - wide * fmax(top[0], top[1]), left = wide * fmin(low[0], low[1]);
        for (int side = 0; side < 2; side++) {
            double room = side ? left : right;
            if (room <= best.room) continue;
            best.row = i;
            best.left = side;
            best.room = room;
            for (int arm = 0; arm < 2; arm++) best.at[arm] = side ? low[arm] : top[arm];
        }
    }
    return best;
}

/* The axis is as long as its people, or longer where the arms' names have no room beside any row. */
static Axis measure(Chart *chart, const People *people)
{
    double high = 1;
    for (int i = 0; i < people->n; i++) {
        const Outcome *outcome = &people->outcome[i];
        high = fmax(high, fmax(outcome->p95[0], outcome->p95[1]));
        high = fmax(high, fmax(outcome->mean[0], outcome->mean[1]));
    }
    Axis axis;
    ArmNames names;
    do {
        axis = axis_make(0, high, 7);
        if (axis.step < 1) axis = (Axis){0, ceil(high), 1, 0};
        names = find_names(chart, people, axis.high);
        high = axis.high * 1.1;
    } while (names.room < names.width);
    return axis;
}

static void write_names(Chart *chart, const People *people, const Axis *axis)
{
    ArmNames names = find_names(chart, people, axis->high);
    sheet_number(chart, "names_row", names.row);
    sheet_number(chart, "names_left", names.left);
    sheet_number(chart, "names_size", names.size);
    sheet_numbers(chart, "names_x", names.at, 2);
    sheet_text(chart, "without_text", message(SAY_WITHOUT, chart->language));
    sheet_text(chart, "with_text", message(SAY_WITH, chart->language));
}

/* The interval with the programme, and whom it is counted among when that is not everybody. */
static const char *range_text(Chart *chart, const Outcome *outcome)
{
    const char *range = chart_people_range(chart, outcome->p05[1], outcome->p95[1]);
    if (outcome->of == result_fact_number(chart->result, "participants")) {
        return chart_kept(chart, arena_format(chart->arena, "(%s)", range));
    }
    const char *of = chart_fill(chart, SAY_PEOPLE_OF,
                                MESSAGE_ARGUMENTS(chart_number(chart, outcome->of, 0)));
    return chart_kept(chart, arena_format(chart->arena, "(%s)\n%s", range, of));
}

/* "88 → 90", or one number where nothing changes. */
static const char *moved_text(Chart *chart, const Outcome *outcome)
{
    char without[TEXT_SIZE], with[TEXT_SIZE];
    text_people_change(without, with, chart->language, outcome->mean[0], outcome->mean[1],
                       outcome->of);
    if (strcmp(without, with) == 0)
        return chart_kept(chart, arena_text(chart->arena, with, strlen(with)));
    return chart_kept(chart, arena_format(chart->arena, "%s \xe2\x86\x92 %s", without, with));
}

static void write_rows(Chart *chart, const People *people)
{
    const char *label[MOST_SHOWN], *moved[MOST_SHOWN], *range[MOST_SHOWN];
    sheet_begin(chart, "people");
    for (int i = 0; i < people->n; i++) {
        const Outcome *outcome = &people->outcome[i];
        double row[] = {i,
                        outcome->mean[0],
                        outcome->p05[0],
                        outcome->p95[0],
                        outcome->mean[1],
                        outcome->p05[1],
                        outcome->p95[1]};
        sheet_row(chart, row, 7);
        label[i] = chart_kept(chart, layout_two_lines(chart->arena, outcome->label, 18));
        moved[i] = moved_text(chart, outcome);
        range[i] = range_text(chart, outcome);
    }
    sheet_end(chart);
    sheet_texts(chart, "label", label, people->n);
    double size = people->n > 7 ? 20 : 23;
    sheet_number(chart, "size", size);
    sheet_number(chart, "moved_size", layout_size(moved, people->n, size + 3, MOVED_ROOM));
    sheet_number(chart, "label_size", layout_size(label, people->n, size, LABEL_WIDTH));
    sheet_texts(chart, "moved", moved, people->n);
    sheet_texts(chart, "range", range, people->n);
}

Status chart_people(Chart *chart, bool *drawable)
{
    People *people = arena_alloc(chart->arena, 1, sizeof *people);
    if (people == NULL) return STATUS_MEMORY;
    read_people(chart, people);
    if (people->n == 0) return STATUS_OK;
    choose(people);
    Axis axis = measure(chart, people);
    write_title(chart, people);
    sheet_axis(chart, "x", &axis);
    write_rows(chart, people);
    write_names(chart, people, &axis);
    *drawable = true;
    return STATUS_OK;
}

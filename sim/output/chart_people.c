/* chart_people.c: what happens to the people, in numbers of participants: one row an outcome, a
 * ring without the programme and a dot with it. */
#include "output/chart.h"

#include <math.h>

enum { MOST_OUTCOMES = 64, MOST_SHOWN = 8, FEWEST = 3, LABEL_WIDTH = 410 };

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
    const char *title = chart_fill(chart, SAY_PEOPLE_SAME, MESSAGE_ARGUMENTS(of));
    if (change(most) >= least_told * most->of) {
        title = chart_fill(chart, SAY_PEOPLE_CHANGE,
                           MESSAGE_ARGUMENTS(most->label, chart_people_number(chart, most->mean[1]),
                                             of, chart_people_number(chart, most->mean[0])));
    }
    sheet_frame(chart, title, chart_fill(chart, SAY_PEOPLE_UNIT, MESSAGE_ARGUMENTS(all)),
                message(SAY_PEOPLE_DOTS, chart->language));
}

static Axis measure(const People *people)
{
    double high = 0, of = 0;
    for (int i = 0; i < people->n; i++) {
        const Outcome *outcome = &people->outcome[i];
        high = fmax(high, fmax(outcome->p95[0], outcome->p95[1]));
        high = fmax(high, fmax(outcome->mean[0], outcome->mean[1]));
        of = fmax(of, outcome->of);
    }
    Axis axis = axis_make(0, fmax(high, 1), 7);
    if (axis.step < 1) axis = (Axis){0, fmax(ceil(high), 1), 1, 0};
    return axis;
}

/* The arms are named where there is most room to the right. */
static void write_names(Chart *chart, const People *people)
{
    int row = 0;
    double least = INFINITY;
    for (int i = 0; i < people->n; i++) {
        double most = fmax(people->outcome[i].p95[0], people->outcome[i].p95[1]);
        if (most < least) {
            least = most;
            row = i;
        }
    }
    const Outcome *outcome = &people->outcome[row];
    double right[2] = {fmax(outcome->p95[0], outcome->mean[0]),
                       fmax(outcome->p95[1], outcome->mean[1])};
    sheet_number(chart, "names_row", row);
    sheet_numbers(chart, "names_x", right, 2);
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
        moved[i] = chart_kept(chart, arena_format(chart->arena, "%s \xe2\x86\x92 %s",
                                                  chart_people_number(chart, outcome->mean[0]),
                                                  chart_people_number(chart, outcome->mean[1])));
        range[i] = range_text(chart, outcome);
    }
    sheet_end(chart);
    sheet_texts(chart, "label", label, people->n);
    double size = people->n > 7 ? 20 : 23;
    sheet_number(chart, "size", size);
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
    Axis axis = measure(people);
    write_title(chart, people);
    sheet_axis(chart, "x", &axis);
    write_rows(chart, people);
    write_names(chart, people);
    *drawable = true;
    return STATUS_OK;
}

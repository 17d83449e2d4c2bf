/* chart_occupancy.c: where participants are at each age, without and with the programme: two
 * pictures of stacked areas in the same colours. */
#include "output/chart.h"

#include <math.h>
#include <string.h>

enum { MOST_AGES = 121, MOST_STATES = 32, N_ARMS_SHOWN = 2, LABEL_SIZE = 20 };

/* The panels on the canvas, as shares; the script uses the same. */
static const double panel_width = 0.365, panel_height = 0.585;
static const double label_height = 4.3; /* of 100 */
static const double smallest = 0.3;     /* of 100: states never larger are not named */
static const double rest_height = 0.62;
enum { REST_SIZE = 19, REST_WIDTH = 225 }; /* of the names beside, on the canvas */

static const char *const arm_name[N_ARMS_SHOWN] = {"baseline", "intervention"};

typedef struct {
    int n_states, first_age, n_ages;
    bool exclusion[MOST_STATES];
    double share[N_ARMS_SHOWN][MOST_AGES][MOST_STATES]; /* of 100 */
    double below[N_ARMS_SHOWN][MOST_AGES][MOST_STATES + 1];
    double begun[MOST_AGES], held[MOST_AGES]; /* participants; held: in a place by the programme */
} Occupancy;

/* ---- reading ---- */

static int state_index(const Result *result, const char *name)
{
    return result_find(result, RESULT_STATES, 0, RESULT_MATCH("state", name));
}

static void stack(Occupancy *occupancy)
{
    for (int arm = 0; arm < N_ARMS_SHOWN; arm++) {
        for (int a = 0; a < occupancy->n_ages; a++) {
            double *below = occupancy->below[arm][a];
            for (int s = 0; s < occupancy->n_states; s++) {
                below[s + 1] = below[s] + occupancy->share[arm][a][s];
            }
        }
    }
}

static bool read_occupancy(const Result *result, Occupancy *occupancy)
{
    int n_rows = result->table[RESULT_OCCUPANCY].n_rows;
    double first = INFINITY, last = -INFINITY;
    occupancy->n_states = result->table[RESULT_STATES].n_rows;
    for (int row = 0; row < n_rows; row++) {
        double age = result_number(result, RESULT_OCCUPANCY, row, "age");
        first = fmin(first, age);
        last = fmax(last, age);
    }
    if (!(last - first >= 1 && last - first < MOST_AGES)) return false;
    if (occupancy->n_states < 1 || occupancy->n_states > MOST_STATES) return false;
    occupancy->first_age = (int)first;
    occupancy->n_ages = (int)(last - first) + 1;
    for (int s = 0; s < occupancy->n_states; s++) {
        occupancy->exclusion[s] = result_number(result, RESULT_STATES, s, "exclusion") == 1;
    }
    for (int row = 0; row < n_rows; row++) {
        double age = result_number(result, RESULT_OCCUPANCY, row, "age") - first;
        int state = state_index(result, result_text(result, RESULT_OCCUPANCY, row, "state"));
        const char *arm = result_text(result, RESULT_OCCUPANCY, row, "arm");
        if (state < 0 || !(age >= 0)) return false;
        occupancy->share[strcmp(arm, arm_name[1]) == 0][(int)age][state] =
            100 * result_number(result, RESULT_OCCUPANCY, row, "share");
        occupancy->begun[(int)age] = result_number(result, RESULT_OCCUPANCY, row, "begun");
        occupancy->held[(int)age] = result_number(result, RESULT_OCCUPANCY, row, "held");
    }
    stack(occupancy);
    return true;
}

/* ---- labels ---- */

typedef struct {
    double age, height, room; /* height of its middle, of 100 */
} Spot;

/* The place in an arm where a text so many ages wide has most room inside the state's area. */
static Spot best_spot(const Occupancy *occupancy, int arm, int state, double ages)
{
    Spot best = {0};
    int half = (int)ceil(ages / 2);
    for (int a = half; a + half < occupancy->n_ages; a++) {
        double floor_ = 0, ceiling = 100;
        for (int b = a - half; b <= a + half; b++) {
            floor_ = fmax(floor_, occupancy->below[arm][b][state]);
            ceiling = fmin(ceiling, occupancy->below[arm][b][state + 1]);
        }
        if (ceiling - floor_ > best.room) {
            best = (Spot){occupancy->first_age + a, (floor_ + ceiling) / 2, ceiling - floor_};
        }
    }
    return best;
}

static double largest_share(const Occupancy *occupancy, int state)
{
    double largest = 0;
    for (int arm = 0; arm < N_ARMS_SHOWN; arm++) {
        for (int a = 0; a < occupancy->n_ages; a++) {
            largest = fmax(largest, occupancy->share[arm][a][state]);
        }
    }
    return largest;
}

/* ---- colours ---- */

typedef struct {
    int red, green, blue;
} Colour;

/* Warm for exclusion, cool for the rest, dark and light by turns: bands that lie beside each other can be
 * told apart in grey, too. Then it begins anew. */
enum { WARM_COLOURS = 14, COOL_COLOURS = 10 };
static const Colour warm[WARM_COLOURS] = {
    {0x9a, 0x35, 0x1c}, {0xf6, 0xc9, 0xae}, {0x8a, 0x5a, 0x1f}, {0xf3, 0xdc, 0x8f},
    {0xa6, 0x40, 0x5f}, {0xf2, 0xb3, 0xbb}, {0xc4, 0x66, 0x33}, {0xf7, 0xc2, 0x7a},
    {0x8b, 0x46, 0x3c}, {0xe6, 0xcb, 0xb2}, {0xb0, 0x80, 0x28}, {0xfa, 0xe6, 0xd6},
    {0xcc, 0x7d, 0x62}, {0xf0, 0xb7, 0x95}};
static const Colour cool[COOL_COLOURS] = {
    {0x17, 0x4a, 0x84}, {0xa8, 0xc8, 0xe8}, {0x2d, 0x6d, 0x7a}, {0xb9, 0xdc, 0xd9},
    {0x4b, 0x5f, 0x9e}, {0xc9, 0xcb, 0xe8}, {0x6b, 0x95, 0xc6}, {0xa6, 0xd6, 0xe8},
    {0x3f, 0x8f, 0x8a}, {0xcf, 0xe1, 0xf3}};
static const Colour ended = {0xec, 0xee, 0xf0};

/* The i-th of its kind; the last state of all, the end, is pale grey. */
static Colour colour_of(const Occupancy *occupancy, int state)
{
    bool is_warm = occupancy->exclusion[state];
    int i = 0;
    if (state == occupancy->n_states - 1) return ended;
    for (int s = 0; s < state; s++) i += occupancy->exclusion[s] == is_warm;
    return is_warm ? warm[i % WARM_COLOURS] : cool[i % COOL_COLOURS];
}

static bool is_dark(Colour c)
{
    return 0.299 * c.red + 0.587 * c.green + 0.114 * c.blue < 140;
}

/* ---- the sheet ---- */

static void write_areas(Chart *chart, const Occupancy *occupancy)
{
    double row[MOST_STATES + 2];
    for (int arm = 0; arm < N_ARMS_SHOWN; arm++) {
        sheet_begin(chart, arm_name[arm]);
        for (int a = 0; a < occupancy->n_ages; a++) {
            row[0] = occupancy->first_age + a;
            memcpy(row + 1, occupancy->below[arm][a],
                   ((size_t)occupancy->n_states + 1) * sizeof *row);
            sheet_row(chart, row, occupancy->n_states + 2);
        }
        sheet_end(chart);
    }
}

static void write_colours(Chart *chart, const Occupancy *occupancy)
{
    double value[MOST_STATES];
    for (int s = 0; s < occupancy->n_states; s++) {
        Colour c = colour_of(occupancy, s);
        value[s] = c.red * 65536 + c.green * 256 + c.blue;
    }
    sheet_numbers(chart, "colour", value, occupancy->n_states);
}

/* The name on one line, or else on two, where it fits into its area; false when it does not. */
static bool place_name(Chart *chart, const Occupancy *occupancy, int arm, int state,
                       const char **text, Spot *spot)
{
    const double ages_per_em = LABEL_SIZE * (occupancy->n_ages - 1) / (panel_width * CANVAS_WIDTH);
    const char *name = result_text(chart->result, RESULT_STATES, state, "state");
    const char *label = chart_label(chart, RESULT_STATES, name);
    double em = layout_em(label);
    *text = label;
    *spot = best_spot(occupancy, arm, state, (em + 0.8) * ages_per_em);
    if (spot->room >= label_height) return true;
    for (double most = 0.55 * em; most < 0.8 * em; most += 0.12 * em) {
        *text = chart_kept(chart, layout_two_lines(chart->arena, label, most));
        if (layout_longest(*text) > most) continue;
        *spot = best_spot(occupancy, arm, state, (most + 0.8) * ages_per_em);
        if (spot->room >= 1.8 * label_height) return true;
    }
    return false;
}

/* Names inside the areas of one arm; notes in `named` what found a place. */
static void write_names(Chart *chart, const Occupancy *occupancy, int arm, bool named[MOST_STATES])
{
    static const char *const variable[N_ARMS_SHOWN][4] = {
        {"baseline_name", "baseline_age", "baseline_height", "baseline_light"},
        {"intervention_name", "intervention_age", "intervention_height", "intervention_light"}};
    const char *text[MOST_STATES];
    double age[MOST_STATES], height[MOST_STATES], light[MOST_STATES];
    int n = 0;
    for (int s = 0; s < occupancy->n_states; s++) {
        Spot spot;
        if (!place_name(chart, occupancy, arm, s, &text[n], &spot)) continue;
        age[n] = spot.age;
        height[n] = spot.height;
        light[n++] = is_dark(colour_of(occupancy, s));
        named[s] = true;
    }
    sheet_texts(chart, variable[arm][0], text, n);
    sheet_numbers(chart, variable[arm][1], age, n);
    sheet_numbers(chart, variable[arm][2], height, n);
    sheet_numbers(chart, variable[arm][3], light, n);
}

/* The places of n names of one or two lines from the top down, as shares of the canvas, and the size in
 * which they all have room. */
static double place_rest(const char *const *text, int n, double *at)
{
    const double leading = 1.22, gap = 0.35; /* of the size */
    double lines = 0, from = 0;
    for (int i = 0; i < n; i++) lines += 1 + (strchr(text[i], '\n') != NULL);
    double size = fmin(layout_size(text, n, REST_SIZE, REST_WIDTH),
                       rest_height * CANVAS_HEIGHT / (leading * lines + gap * (n - 1)));
    double line = leading * size / CANVAS_HEIGHT;
    double between = n > 1 ? fmin(0.045, (rest_height - line * lines) / (n - 1)) : 0;
    for (int i = 0; i < n; i++) {
        double height = line * (1 + (strchr(text[i], '\n') != NULL));
        at[i] = from + height / 2;
        from += height + between;
    }
    return size;
}

/* What is too thin for its name stands at the right with a patch of its colour, from the top. */
static void write_rest(Chart *chart, const Occupancy *occupancy, const bool named[MOST_STATES])
{
    const char *text[MOST_STATES] = {0};
    double patch[MOST_STATES], at[MOST_STATES];
    int n = 0;
    for (int s = occupancy->n_states - 1; s >= 0; s--) {
        if (named[s] || largest_share(occupancy, s) < smallest) continue;
        const char *name = result_text(chart->result, RESULT_STATES, s, "state");
        const char *label = result_label(chart->result, RESULT_STATES, name, chart->language);
        text[n] = chart_kept(chart, layout_two_lines(chart->arena, label, REST_WIDTH / REST_SIZE));
        patch[n++] = s + 1;
    }
    sheet_number(chart, "rest_size", place_rest(text, n, at));
    sheet_texts(chart, "rest_name", text, n);
    sheet_numbers(chart, "rest_state", patch, n);
    sheet_numbers(chart, "rest_at", at, n);
}

static double excluded(const Occupancy *occupancy, int arm, int age)
{
    double sum = 0;
    for (int s = 0; s < occupancy->n_states; s++) {
        if (occupancy->exclusion[s]) sum += occupancy->share[arm][age][s];
    }
    return sum;
}

/* The age at which the arms differ most, of those at which at least half of the participants have begun
 * and the programme holds none of them in a place, which would be its own doing; -1 where there is
 * none. *any_held: is anybody held at any age? */
static int age_of_title(const Occupancy *occupancy, double participants, bool *any_held)
{
    int at = -1;
    double most = -1;
    *any_held = false;
    for (int a = 0; a < occupancy->n_ages; a++) {
        double change = fabs(excluded(occupancy, 0, a) - excluded(occupancy, 1, a));
        *any_held |= occupancy->held[a] > 0;
        if (!(occupancy->begun[a] >= 0.5 * participants) || occupancy->held[a] > 0) continue;
        if (change > most + 1e-9) {
            most = change;
            at = a;
        }
    }
    return at;
}

static void write_title(Chart *chart, const Occupancy *occupancy)
{
    bool any_held;
    double all = result_fact_number(chart->result, "participants");
    const char *unit = message(SAY_OCCUPANCY_UNIT, chart->language);
    int at = age_of_title(occupancy, all, &any_held);
    if (at < 0) {
        sheet_frame(chart, message(SAY_OCCUPANCY_NONE, chart->language), unit, NULL);
        return;
    }
    double without = excluded(occupancy, 0, at), with = excluded(occupancy, 1, at);
    const char *age = chart_number(chart, occupancy->first_age + at, 0);
    Message which = round(without) > round(with) ? SAY_OCCUPANCY_FEWER : SAY_OCCUPANCY_MORE;
    if (round(without) == round(with)) {
        which = any_held ? SAY_OCCUPANCY_SAME_AFTER : SAY_OCCUPANCY_SAME;
    } else {
        bool everybody = occupancy->begun[at] == all;
        unit = chart_fill(chart, everybody ? SAY_OCCUPANCY_ALL : SAY_OCCUPANCY_WHO,
                          MESSAGE_ARGUMENTS(unit, chart_number(chart, occupancy->begun[at], 0),
                                            chart_number(chart, all, 0), age));
    }
    sheet_frame(chart,
                chart_fill(chart, which,
                           MESSAGE_ARGUMENTS(age, chart_number(chart, without, 0),
                                             chart_number(chart, with, 0))),
                unit, NULL);
}

static void write_ages(Chart *chart, const Occupancy *occupancy)
{
    static const int shown[] = {0, 10, 20, 45, 65, 90};
    double at[8];
    const char *text[8];
    int n = 0, last = occupancy->first_age + occupancy->n_ages - 1;
    for (int i = 0; i < 6; i++) {
        if (shown[i] < occupancy->first_age || shown[i] > last) continue;
        at[n] = shown[i];
        text[n++] = chart_number(chart, shown[i], 0);
    }
    if (n >= 2 && last - at[n - 1] > 10) { /* the end */
        at[n] = last;
        text[n++] = chart_number(chart, last, 0);
    }
    if (n < 2) { /* a short span has its ends */
        at[0] = occupancy->first_age;
        at[1] = last;
        for (n = 0; n < 2; n++) text[n] = chart_number(chart, at[n], 0);
    }
    sheet_number(chart, "x_low", occupancy->first_age);
    sheet_number(chart, "x_high", last);
    sheet_numbers(chart, "x_at", at, n);
    sheet_texts(chart, "x_text", text, n);
    sheet_text(chart, "x_label", message(SAY_AGE, chart->language));
    sheet_axis(chart, "y", &(Axis){0, 100, 20, 0});
    sheet_text(chart, "without_text", message(SAY_WITHOUT, chart->language));
    sheet_text(chart, "with_text", message(SAY_WITH, chart->language));
    sheet_number(chart, "panel_width", panel_width);
    sheet_number(chart, "panel_height", panel_height);
}

Status chart_occupancy(Chart *chart, bool *drawable)
{
    bool named[MOST_STATES] = {false};
    Occupancy *occupancy = arena_alloc(chart->arena, 1, sizeof *occupancy);
    if (occupancy == NULL) return STATUS_MEMORY;
    if (!read_occupancy(chart->result, occupancy)) return STATUS_OK;
    write_title(chart, occupancy);
    write_areas(chart, occupancy);
    write_colours(chart, occupancy);
    write_names(chart, occupancy, 0, named);
    write_names(chart, occupancy, 1, named);
    write_rest(chart, occupancy, named);
    write_ages(chart, occupancy);
    *drawable = true;
    return STATUS_OK;
}

/* states.csv: states in the order of their rank, their ages, bands and start shares. */
#include "model/keys_model.h"
#include "model/tables.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SUM_TOLERANCE = 1e-9;

typedef struct {
    State state;
    int rank, row;
} Ranked;

static int compare_ranks(const void *left, const void *right)
{
    const Ranked *a = left, *b = right;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    return a->row < b->row ? -1 : a->row > b->row;
}

/* A short whole number at *text, which moves behind it; ANY when there is none. */
static int take_integer(const char **text)
{
    int value = 0, digits = 0;
    for (; isdigit((unsigned char)**text) && digits < 4; digits++, (*text)++)
        value = value * 10 + (**text - '0');
    return digits == 0 || isdigit((unsigned char)**text) ? ANY : value;
}

/* One band `a`, `a..b` or `a+` at *text. *next is the first year behind it, ANY when it is open. */
static bool take_band(const char **text, int *first, int *next)
{
    *first = take_integer(text);
    if (*first == ANY) return false;
    int last = *first;
    if (**text == '+') {
        ++*text;
        *next = ANY;
        return **text == '\0' || **text == ' ';
    }
    if (strncmp(*text, "..", 2) == 0) {
        *text += 2;
        last = take_integer(text);
    }
    *next = last + 1;
    return last >= *first && (**text == '\0' || **text == ' ');
}

static bool parse_bands(const char *text, Arena *arena, State *state)
{
    int expected = 0;
    state->n_bands = 0;
    while (*text != '\0') {
        if (*text == ' ') {
            text++;
            continue;
        }
        const char *begin = text;
        int first, next;
        if (state->n_bands == MAX_BANDS || expected == ANY) return false;
        if (!take_band(&text, &first, &next) || first != expected) return false;
        expected = next;
        state->band_from[state->n_bands] = first;
        state->band_text[state->n_bands] = arena_text(arena, begin, (size_t)(text - begin));
        if (state->band_text[state->n_bands] == NULL) return false;
        state->n_bands++;
    }
    return state->n_bands > 0 && expected == ANY;
}

static void read_bands(const Row *row, State *state)
{
    const char *text = table_row_text(row, "bands");
    if (text != NULL && !parse_bands(text, row->reading->arena, state)) {
        problems_expected(row->reading->problems, row_where(row, "bands"), "bands",
                          "at most three bands such as \"0 1..3 4+\", begun at 0 and without gaps",
                          text, NULL);
        text = NULL;
    }
    if (text != NULL) return;
    state->n_bands = 1;
    state->band_from[0] = 0;
    state->band_text[0] = "0+";
}

static void read_state(const Row *row, Ranked *ranked)
{
    ranked->rank = row_integer(row, "rank", 0);
    ranked->row = row->row;
    ranked->state.label = row_label(row, "state");
    ranked->state.age_from = row_integer(row, "age_from", 0);
    ranked->state.age_to = row_integer(row, "age_to", MAX_AGE);
    ranked->state.exclusion = row_integer(row, "exclusion", 0) == 1;
    ranked->state.start = table_row_number(row, "start", 0);
    if (ranked->state.age_from > ranked->state.age_to)
        problems_note(row->reading->problems, row_where(row, "age_to"), "age_to",
                      "expected an age from %d, got %d", ranked->state.age_from,
                      ranked->state.age_to);
    read_bands(row, &ranked->state);
}

static void check_order(const CsvTable *csv, Reading *reading, const Ranked *ranked, int n)
{
    const State *end = &ranked[n - 1].state;
    if (end->exclusion) {
        Row row = {reading, &keys_states, csv, ranked[n - 1].row};
        problems_note(reading->problems, row_where(&row, "exclusion"), "exclusion",
                      "expected 0 for the end state \"%s\", in which nobody lives, got 1",
                      end->label.name);
    }
    for (int i = 0; i < n; i++) {
        Row row = {reading, &keys_states, csv, ranked[i].row};
        if (i > 0 && ranked[i].rank == ranked[i - 1].rank)
            problems_note(reading->problems, row_where(&row, "rank"), "rank",
                          "expected each rank once, got %d again after \"%s\"", ranked[i].rank,
                          ranked[i - 1].state.label.name);
        if (ranked[i].state.age_to > end->age_to)
            problems_note(reading->problems, row_where(&row, "age_to"), "age_to",
                          "expected at most %d, the age to which the end state \"%s\" is followed, "
                          "got %d",
                          end->age_to, end->label.name, ranked[i].state.age_to);
        if (ranked[i].state.age_from < end->age_from)
            problems_note(reading->problems, row_where(&row, "age_from"), "age_from",
                          "expected at least %d, the first age of the end state \"%s\", got %d",
                          end->age_from, end->label.name, ranked[i].state.age_from);
    }
}

/* Newborns: the shares sum to 1. Without any, the only state open at the first age has them; where
 * there are several the general population is not described, which mortality ratios ask for. */
static void check_start(const CsvTable *csv, Reading *reading, const Model *model, Ranked *ranked,
                        int n)
{
    double sum = 0;
    int n_open = 0, open = 0;
    for (int i = 0; i < n; i++) {
        const State *state = &ranked[i].state;
        Row row = {reading, &keys_states, csv, ranked[i].row};
        sum += state->start;
        if (i < n - 1 && state->age_from == model->first_age) {
            n_open++;
            open = i;
        } else if (state->start > 0) {
            problems_note(reading->problems, row_where(&row, "start"), "start",
                          "expected 0, since nobody is in \"%s\" at the first age %d",
                          state->label.name, model->first_age);
        }
    }
    if (sum == 0 && n_open == 1) {
        ranked[open].state.start = 1;
    } else if (sum > 0 && fabs(sum - 1) > SUM_TOLERANCE) {
        problems_note(reading->problems, (Where){csv->path, 0, 0}, "start",
                      "expected the shares of newborns to sum to 1, got %.10g", sum);
    }
}

static Status keep_states(const CsvTable *csv, Reading *reading, Ranked *ranked, int n)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    State *state = NULL;
    ARENA_TRY(reading->arena, state, n);
    model->first_age = ranked[n - 1].state.age_from;
    model->last_age = ranked[n - 1].state.age_to - 1;
    if (n < 2)
        problems_note(reading->problems, (Where){csv->path, 0, 0}, NULL,
                      "expected at least one state and an end state, got %d", n);
    if (model->last_age < model->first_age)
        problems_note(reading->problems, csv_where(csv, ranked[n - 1].row, 0), "age_to",
                      "expected an end state that is followed for at least a year");
    check_start(csv, reading, model, ranked, n);
    reading->states.n = 0;
    for (int i = 0; i < n; i++) {
        state[i] = ranked[i].state;
        if (i < n - 1 && state[i].age_to > model->last_age) state[i].age_to = model->last_age;
        reading->states.name[reading->states.n++] = state[i].label.name;
    }
    TRY(names_label(&reading->states, reading->arena, state, sizeof *state, n));
    model->state = state;
    model->n_states = n;
    model->end_state = n - 1;
out:
    return status;
}

Status table_states(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Ranked *ranked = NULL;
    int n = 0;
    TRY(names_begin(&reading->states, reading->arena, csv->n_rows, "a state of the model"));
    reading->states.known = csv->n_rows > 0 && csv->n_rows <= MAX_STATES;
    if (!reading->states.known) {
        problems_note(reading->problems, (Where){csv->path, 0, 0}, NULL,
                      "expected 2 to %d states, got %d", MAX_STATES, csv->n_rows);
        goto out;
    }
    ARENA_TRY(reading->arena, ranked, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_states, csv, i};
        const char *name = table_row_text(&row, "state");
        if (name == NULL) continue;
        if (names_index(&reading->states, name) != ANY) {
            problems_note(reading->problems, row_where(&row, "state"), "state",
                          "expected each name once, got \"%s\" again", name);
            continue;
        }
        reading->states.name[reading->states.n++] = name;
        read_state(&row, &ranked[n++]);
    }
    if (n == 0) goto out;
    qsort(ranked, (size_t)n, sizeof *ranked, compare_ranks);
    check_order(csv, reading, ranked, n);
    TRY(keep_states(csv, reading, ranked, n));
out:
    return status;
}

/* targets.csv: published figures that the model should give. */
#include "model/keys_model.h"
#include "model/selection.h"
#include "model/tables.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_TARGETS = 1000 };

/* The lives of everybody who starts must reach the age at which they are counted. */
static bool check_ages(const Row *row, const TargetRow *made)
{
    Problems *problems = row->reading->problems;
    const Model *model = &row->reading->study->model;
    size_t before = problems->n;
    if (made->age_from == ANY || made->age_to == ANY) return false;
    if (made->age_to < made->age_from)
        problems_note(problems, row_where(row, "age_to"), "age_to",
                      "expected an age from %d, got %d", made->age_from, made->age_to);
    if (row->reading->sound[TABLE_STATES] && made->age_from < model->first_age)
        problems_note(problems, row_where(row, "age_from"), "age_from",
                      "expected an age from %d, the model's first, got %d", model->first_age,
                      made->age_from);
    if (row->reading->sound[TABLE_STATES] && made->age_to + made->years > model->last_age)
        problems_note(
            problems, row_where(row, "age_to"), "age_to",
            "expected age_to and years to add up to at most %d, the last birthday that the "
            "model lives to, got %d",
            model->last_age, made->age_to + made->years);
    bool course = made->counts.kind == SELECT_ENTRY || made->counts.kind == SELECT_STAY;
    if (course && made->years == 0)
        problems_note(problems, row_where(row, "counts"), "counts",
                      "expected years above 0 for \"%s\"", made->counts.text);
    return problems->n == before;
}

static bool meets(const State *state, int from, int to)
{
    return state->age_from <= to && from <= state->age_to;
}

/* Is a state that is meant open at any of the ages? */
static bool ever_open(const Model *model, const Selection *selection, int from, int to)
{
    if (selection->state != ANY) {
        bool left = selection->kind == SELECT_LEFT; /* the state may have closed since */
        return meets(&model->state[selection->state], from - left, to - left);
    }
    if (selection->kind == SELECT_MILESTONE) {
        const Milestone *milestone = &model->milestone[selection->milestone];
        return milestone->age == ANY || milestone->age <= to;
    }
    bool any = selection->kind == SELECT_ALIVE;
    for (int s = 0; s < model->n_states; s++)
        any = any || (selection->weight[s] > 0 && meets(&model->state[s], from, to));
    return any;
}

/* A selection that cannot hold anybody at these ages is a slip. */
static void check_open(const Row *row, const char *key, const Selection *selection, int from,
                       int to)
{
    const Reading *reading = row->reading;
    bool sound = reading->sound[TABLE_STATES] && reading->sound[TABLE_MILESTONES];
    if (!sound || ever_open(&reading->study->model, selection, from, to)) return;
    problems_note(reading->problems, row_where(row, key), key,
                  "expected what somebody can be at %d..%d, got \"%s\"", from, to, selection->text);
}

static Status read_target(const Row *row, TargetRow *made, bool *valid)
{
    Status status = STATUS_OK;
    const char *expected = table_row_text(row, "expected"), *note = table_row_text(row, "note");
    *made = (TargetRow){
        .label = row_label(row, "measure"),
        .sex = row_sex(row),
        .age_from = row_integer(row, "age_from", ANY),
        .age_to = row_integer(row, "age_to", ANY),
        .years = row_integer(row, "years", 0),
        .year = row_integer(row, "year", ANY),
        .value = table_row_number(row, "value", 0),
        .tolerance = table_row_number(row, "tolerance", 1),
        .expected_met = expected != NULL && strcmp(expected, "met") == 0,
        .provenance = row_provenance(row),
        .note = note != NULL ? note : "",
    };
    bool start = selection_read(row, "start", SELECTION_START, &made->start, &status);
    if (status != STATUS_OK) return status;
    bool counts = selection_read(row, "counts", SELECTION_COUNTS, &made->counts, &status);
    *valid = start && counts && check_ages(row, made);
    if (!*valid) return status;
    int first = made->age_from + (made->counts.kind == SELECT_ENTRY ? 1 : made->years);
    check_open(row, "start", &made->start, made->age_from, made->age_to);
    check_open(row, "counts", &made->counts, first, made->age_to + made->years);
    return status;
}

static bool same_figure(const TargetRow *a, const TargetRow *b)
{
    return a->sex == b->sex && a->age_from == b->age_from && a->age_to == b->age_to &&
           a->years == b->years && a->year == b->year &&
           strcmp(a->start.text, b->start.text) == 0 &&
           strcmp(a->counts.text, b->counts.text) == 0 && strcmp(a->label.name, b->label.name) == 0;
}

static void check_twice(const Row *row, const TargetRow *target, int n)
{
    for (int i = 0; i < n; i++)
        if (same_figure(&target[i], &target[n])) {
            problems_note(row->reading->problems, row_where(row, "measure"), "measure",
                          "expected each target once, got that of line %d again",
                          target[i].provenance.where.line);
            return;
        }
}

Status table_targets(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    TargetRow *target = NULL;
    int n = 0;
    if (csv->n_rows > MAX_TARGETS) {
        problems_note(reading->problems, csv_where(csv, MAX_TARGETS, 0), NULL,
                      "expected at most %d targets, got %d", MAX_TARGETS, csv->n_rows);
        goto out;
    }
    ARENA_TRY(reading->arena, target, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_targets, csv, i};
        bool valid;
        TRY(read_target(&row, &target[n], &valid));
        if (valid) check_twice(&row, target, n);
        if (valid) n++;
    }
    reading->study->model.target = target;
    reading->study->model.n_targets = n;
out:
    return status;
}

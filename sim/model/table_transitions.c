/* transitions.csv and modifiers.csv. */
#include "model/cells.h"
#include "model/keys_model.h"
#include "model/tables.h"

#include <math.h>
#include <string.h>

void row_ages(const Row *row, int first, int last, int *age_from, int *age_to)
{
    *age_from = row_integer(row, "age_from", first);
    *age_to = row_integer(row, "age_to", last);
    if (row_given(row, "age_from") && row_given(row, "age_to") && *age_from > *age_to)
        problems_note(row->reading->problems, row_where(row, "age_to"), "age_to",
                      "expected an age from %d, got %d", *age_from, *age_to);
}

/* The birth years a row names, blank ends open. Notes born_from above born_to. */
static BirthYears row_born(const Row *row)
{
    BirthYears born = {row_integer(row, "born_from", EARLIEST_BORN),
                       row_integer(row, "born_to", LATEST_BORN)};
    if (row_given(row, "born_from") && row_given(row, "born_to") && born.from > born.to)
        problems_note(row->reading->problems, row_where(row, "born_to"), "born_to",
                      "expected a year from %d, got %d", born.from, born.to);
    return born;
}

static int larger(int a, int b)
{
    return a > b ? a : b;
}
static int smaller(int a, int b)
{
    return a < b ? a : b;
}

/* A person of age a in `from` is a + 1 in `to`: the ages at which both are open. After the last
 * age nobody is followed, so that year's end asks for nothing. */
static void open_span(const Model *model, const State *from, const State *to, int *first, int *last)
{
    *first = larger(from->age_from, to->age_from - 1);
    *last = smaller(from->age_to, to->age_to >= model->last_age ? model->last_age : to->age_to - 1);
}

/* Notes an age that the row writes although one of its two states is closed then. */
static void check_open(const Row *row, const State *from, const State *to, int first, int last)
{
    const char *const keys[] = {"age_from", "age_to"};
    for (int i = 0; i < 2; i++) {
        int age = row_integer(row, keys[i], ANY);
        if (age == ANY || (age >= first && age <= last)) continue;
        bool from_closed = age < from->age_from || age > from->age_to;
        const State *closed = from_closed ? from : to;
        if (!from_closed && first > last) closed = to;
        problems_note(row->reading->problems, row_where(row, keys[i]), keys[i],
                      "expected an age at which \"%s\" is open%s (%d..%d), got %d",
                      closed->label.name, from_closed ? "" : " a year later", closed->age_from,
                      closed->age_to, age);
    }
}

/* Fills the ages of a transition; false when nothing is left of it. */
static bool transition_ages(const Row *row, Transition *made)
{
    const Model *model = &row->reading->study->model;
    const State *from = &model->state[made->from], *to = &model->state[made->to];
    Problems *problems = row->reading->problems;
    size_t before = problems->n;
    int first, last;
    open_span(model, from, to, &first, &last);
    if (!row->reading->sound[TABLE_STATES]) {
        row_ages(row, model->first_age, model->last_age, &made->age_from, &made->age_to);
        return true;
    }
    if (first > last) {
        problems_note(problems, row_where(row, "to"), "to",
                      "expected a state that is open a year after \"%s\" (%d..%d), got \"%s\" "
                      "(%d..%d)",
                      from->label.name, from->age_from, from->age_to, to->label.name, to->age_from,
                      to->age_to);
        return false;
    }
    row_ages(row, first, last, &made->age_from, &made->age_to);
    /* "..90" in a model that is followed to 90 means: to the end. */
    bool to_the_end = made->age_to == model->last_age + 1 && last == model->last_age;
    if (to_the_end) made->age_to = last;
    if (problems->n == before && (made->age_from < first || made->age_to > last))
        check_open(row, from, to, first, last);
    return problems->n == before && made->age_from <= made->age_to;
}

static Status read_transition(const Row *row, Transition *made, bool *keep)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    const Model *model = &reading->study->model;
    *made = (Transition){
        .arm = row_choice(row, "arm"),
        .from = row_name(row, "from", &reading->states),
        .to = row_name(row, "to", &reading->states),
        .sex = row_sex(row),
        .born = row_born(row),
        .provenance = row_provenance(row),
    };
    TRY(row_product(row, "probability", "probability", 0, LITERAL_WIDENS, NULL,
                    &made->probability));
    *keep = made->from != ANY && made->to != ANY;
    if (!*keep) goto out;
    if (made->from == model->end_state) {
        problems_expected(reading->problems, row_where(row, "from"), "from",
                          "a state that people leave", table_row_text(row, "from"), NULL);
        *keep = false;
    } else {
        *keep = transition_ages(row, made);
    }
    if (made->to == model->end_state && model->has_mortality)
        problems_expected(reading->problems, row_where(row, "to"), "to",
                          "no transition to the end state, since mortality.csv exists",
                          table_row_text(row, "to"), NULL);
out:
    return status;
}

Status table_transitions(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    Transition *transition = NULL;
    Cell *cell = NULL;
    int n = 0;
    ARENA_TRY(reading->arena, transition, csv->n_rows);
    ARENA_TRY(reading->arena, cell, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_transitions, csv, i};
        bool keep;
        TRY(read_transition(&row, &transition[n], &keep));
        const Transition *made = &transition[n];
        if (!keep) continue;
        cell[n++] = (Cell){.key = {made->arm, made->from, made->to},
                           .sex = made->sex,
                           .age_from = made->age_from,
                           .age_to = made->age_to,
                           .born = made->born,
                           .where = made->provenance.where};
    }
    cells_check(cell, n, reading->problems);
    model->transition = transition;
    model->n_transitions = n;
out:
    return status;
}

/* The index of the row's band among the bands of its from state. */
static int read_band(const Row *row, const Target *target)
{
    const char *text = table_row_text(row, "band");
    const Model *model = &row->reading->study->model;
    if (text == NULL || !target->valid) return ANY;
    if (target->kind != EFFECT_TRANSITION || target->from == ANY) {
        problems_expected(row->reading->problems, row_where(row, "band"), "band",
                          "a band only where \"on\" names the from state", text, NULL);
        return ANY;
    }
    const State *state = &model->state[target->from];
    for (int i = 0; i < state->n_bands; i++)
        if (strcmp(state->band_text[i], text) == 0) return i;
    if (!row->reading->sound[TABLE_STATES]) return ANY;
    (void)keys_lookup(text, state->band_text, state->n_bands, "a band of the from state",
                      row_where(row, "band"), "band", row->reading->problems);
    return ANY;
}

bool target_acts(const Reading *reading, const Target *target)
{
    const Model *model = &reading->study->model;
    if (target->kind != EFFECT_TRANSITION || !reading->sound[TABLE_TRANSITIONS]) return true;
    if (target->to == model->end_state && model->has_mortality) return true;
    for (int i = 0; i < model->n_transitions; i++) {
        const Transition *row = &model->transition[i];
        if (row->from != row->to && (target->from == ANY || target->from == row->from) &&
            (target->to == ANY || target->to == row->to))
            return true;
    }
    return false;
}

/* A milestone's chance knows no calendar. */
static void refuse_calendar(const Row *row)
{
    static const char *const keys[] = {"born_from", "born_to", "shock"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (row_given(row, keys[i]))
            problems_expected(row->reading->problems, row_where(row, keys[i]), keys[i],
                              "none of it for a milestone, only for a transition",
                              table_row_text(row, keys[i]), NULL);
}

static Status read_modifier(const Row *row, Modifier *made, bool *keep)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    const Model *model = &reading->study->model;
    Target target = {0};
    const char *on = table_row_text(row, "on");
    *keep = false;
    if (on == NULL) goto out;
    TRY(target_read(reading, on, false, row_where(row, "on"), "on", &target));
    *made = (Modifier){
        .milestone_target = target.milestone,
        .from = target.from,
        .to = target.to,
        .class_ = row_name(row, "class", &reading->classes),
        .milestone = row_name(row, "milestone", &reading->milestones),
        .band = read_band(row, &target),
        .shock = row_name(row, "shock", &reading->shocks),
        .sex = row_sex(row),
        .born = row_born(row),
        .kind = row_choice(row, "kind") == 0 ? RATIO_HAZARD : RATIO_ODDS,
        .provenance = row_provenance(row),
    };
    row_ages(row, model->first_age, model->last_age, &made->age_from, &made->age_to);
    TRY(row_product(row, "value", "ratio", 1, LITERAL_WIDENS, NULL, &made->value));
    if (target.valid && target.kind == EFFECT_MILESTONE && made->kind == RATIO_HAZARD)
        problems_expected(reading->problems, row_where(row, "kind"), "kind",
                          "odds_ratio for a milestone", "hazard_ratio", NULL);
    bool death = target.to == model->end_state && model->has_mortality;
    if (target.valid && death && target.kind == EFFECT_TRANSITION)
        problems_expected(reading->problems, row_where(row, "on"), "on",
                          "no transition to the end state, since mortality.csv exists; use "
                          "mortality_ratios.csv",
                          on, NULL);
    if (target.valid && !target_acts(reading, &target))
        problems_expected(reading->problems, row_where(row, "on"), "on",
                          "a transition that transitions.csv has", on, NULL);
    if (target.valid && target.kind == EFFECT_MILESTONE) refuse_calendar(row);
    *keep = target.valid;
out:
    return status;
}

Status table_modifiers(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Modifier *modifier = NULL;
    Cell *cell = NULL;
    int n = 0;
    ARENA_TRY(reading->arena, modifier, csv->n_rows);
    ARENA_TRY(reading->arena, cell, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_modifiers, csv, i};
        bool keep;
        TRY(read_modifier(&row, &modifier[n], &keep));
        const Modifier *made = &modifier[n];
        if (!keep) continue;
        cell[n++] = (Cell){.key = {made->milestone_target, made->from, made->to, made->class_,
                                   made->milestone, made->band, (int)made->kind, made->shock},
                           .sex = made->sex,
                           .age_from = made->age_from,
                           .age_to = made->age_to,
                           .born = made->born,
                           .where = made->provenance.where};
    }
    cells_check(cell, n, reading->problems);
    reading->study->model.modifier = modifier;
    reading->study->model.n_modifiers = n;
out:
    return status;
}

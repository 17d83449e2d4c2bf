/* milestones.csv: lasting facts, at an age or on first entry to a state. */
#include "model/keys_model.h"
#include "model/tables.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* Before the state of a milestone by entry. */
static const char ENTRY[] = "entry ";

/* `16` or `entry STATE`. */
static void read_at(const Row *row, Milestone *milestone)
{
    Reading *reading = row->reading;
    const Model *model = &reading->study->model;
    const char *at = table_row_text(row, "at");
    Where where = row_where(row, "at");
    milestone->age = milestone->entry_state = ANY;
    if (at == NULL) return;
    if (strncmp(at, ENTRY, strlen(ENTRY)) == 0) {
        const char *name = at + strlen(ENTRY);
        while (*name == ' ') name++;
        milestone->entry_state = names_find(&reading->states, name, where, "at", reading->problems);
        if (milestone->entry_state != ANY && milestone->entry_state == model->end_state)
            problems_expected(reading->problems, where, "at", "a state that people can live in",
                              name, NULL);
        return;
    }
    bool digits = strlen(at) <= 3;
    for (const char *c = at; *c != '\0'; c++) digits = digits && isdigit((unsigned char)*c);
    if (digits) milestone->age = (int)strtol(at, NULL, 10);
    if (!digits || (reading->states.known &&
                    (milestone->age <= model->first_age || milestone->age > model->last_age)))
        problems_expected(reading->problems, where, "at",
                          "an age above the model's first, or \"entry STATE\"", at, NULL);
}

/* The milestone the row belongs to, made on its first row. ANY when the row has no name. */
static int take_milestone(const Row *row, Milestone *milestone, bool *first)
{
    Names *names = &row->reading->milestones;
    const char *name = table_row_text(row, "milestone");
    Milestone made = {.label = row_label(row, "milestone")};
    *first = false;
    if (name == NULL) return ANY;
    read_at(row, &made);
    int index = names_index(names, name);
    if (index == ANY) {
        *first = true;
        if (names->n == MAX_MILESTONES) {
            problems_note(row->reading->problems, row_where(row, "milestone"), "milestone",
                          "expected at most %d milestones, got one more: \"%s\"", MAX_MILESTONES,
                          name);
            return ANY;
        }
        milestone[names->n] = made;
        names->name[names->n] = name;
        return names->n++;
    }
    if (made.age != milestone[index].age || made.entry_state != milestone[index].entry_state)
        problems_expected(row->reading->problems, row_where(row, "at"), "at",
                          "the same in all rows of a milestone", table_row_text(row, "at"), NULL);
    return index;
}

/* A milestone by entry has one row, without selectors, a probability and a causal share: whom the
 * programme keeps from the state is no other person than who never came there. */
static void check_entry(const Row *row, bool first)
{
    static const char *const KEYS[] = {"state", "class", "sex", "probability", "causal_share"};
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
        if (row_given(row, KEYS[i]))
            problems_expected(row->reading->problems, row_where(row, KEYS[i]), KEYS[i],
                              "nothing for a milestone by entry", table_row_text(row, KEYS[i]),
                              NULL);
    if (!first)
        problems_expected(row->reading->problems, row_where(row, "milestone"), "milestone",
                          "one row for a milestone by entry", table_row_text(row, "milestone"),
                          NULL);
}

static Status read_milestone_row(const Row *row, Milestone *milestone, MilestoneRow *made)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    bool first;
    *made = (MilestoneRow){
        .milestone = take_milestone(row, milestone, &first),
        .state = row_name(row, "state", &reading->states),
        .class_ = row_name(row, "class", &reading->classes),
        .sex = row_sex(row),
        .provenance = row_provenance(row),
    };
    const char *at = table_row_text(row, "at");
    bool by_age = at == NULL || strncmp(at, ENTRY, strlen(ENTRY)) != 0;
    if (!by_age) check_entry(row, first);
    if (by_age && !row_given(row, "probability"))
        problems_expected(reading->problems, row_where(row, "probability"), "probability",
                          "a probability for a milestone by age", NULL, NULL);
    TRY(row_product(row, "probability", "probability", 1, LITERAL_WIDENS, NULL,
                    &made->probability));
    TRY(row_product(row, "causal_share", "share", 1, LITERAL_WIDENS, "causal_share",
                    &made->causal_share));
out:
    return status;
}

static int n_named(const MilestoneRow *row)
{
    return (row->state != ANY) + (row->class_ != ANY) + (row->sex != ANY);
}

static bool matches(const MilestoneRow *row, int state, int class_, int sex)
{
    return (row->state == ANY || row->state == state) &&
           (row->class_ == ANY || row->class_ == class_) && (row->sex == ANY || row->sex == sex);
}

/* Notes a row that shares its rank with an earlier one for some person, where no row that names
 * more of the person decides. */
static void check_cell(const MilestoneRow *row, int n, int milestone, int state, int class_,
                       int sex, bool *noted, Problems *problems)
{
    const MilestoneRow *best = NULL, *rival = NULL;
    for (int i = 0; i < n; i++) {
        if (row[i].milestone != milestone || !matches(&row[i], state, class_, sex)) continue;
        if (best == NULL || n_named(&row[i]) > n_named(best)) {
            best = &row[i];
            rival = NULL;
        } else if (n_named(&row[i]) == n_named(best)) {
            rival = &row[i];
        }
    }
    if (rival == NULL || noted[rival - row]) return;
    noted[rival - row] = true;
    problems_note(problems, rival->provenance.where, NULL,
                  "expected one row that names most of a person's state, class and sex, got this "
                  "and line %d; add a row that names both",
                  best->provenance.where.line);
}

static Status check_rivals(Reading *reading, const MilestoneRow *row, int n)
{
    Status status = STATUS_OK;
    const Model *model = &reading->study->model;
    bool *noted = NULL;
    ARENA_TRY(reading->arena, noted, n);
    for (int milestone = 0; milestone < reading->milestones.n; milestone++)
        for (int state = 0; state < model->n_states; state++)
            for (int class_ = 0; class_ < model->n_classes; class_++)
                for (int sex = 0; sex < N_SEXES; sex++)
                    check_cell(row, n, milestone, state, class_, sex, noted, reading->problems);
out:
    return status;
}

Status table_milestones(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Milestone *milestone = NULL;
    MilestoneRow *row = NULL;
    int n = 0;
    size_t before = reading->problems->n;
    TRY(names_begin(&reading->milestones, reading->arena, csv->n_rows, "a milestone of the model"));
    ARENA_TRY(reading->arena, milestone, csv->n_rows);
    ARENA_TRY(reading->arena, row, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        TRY(read_milestone_row(&(Row){reading, &keys_milestones, csv, i}, milestone, &row[n]));
        if (row[n].milestone != ANY) n++;
    }
    if (reading->problems->n == before) TRY(check_rivals(reading, row, n));
    reading->study->model.milestone = milestone;
    reading->study->model.n_milestones = reading->milestones.n;
    reading->study->model.milestone_row = row;
    reading->study->model.n_milestone_rows = n;
out:
    return status;
}

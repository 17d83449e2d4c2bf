/* outcomes.csv: what years in states count beside kronor. */
#include "model/cells.h"
#include "model/keys_model.h"
#include "model/tables.h"

/* The outcome's index; made on its first row, whose labels it takes. */
static int take_outcome(const Row *row, Names *outcomes, Label *outcome)
{
    const char *name = table_row_text(row, "outcome");
    if (name == NULL) return ANY;
    int index = names_index(outcomes, name);
    if (index != ANY) return index;
    outcomes->name[outcomes->n] = name;
    outcome[outcomes->n] = row_label(row, "outcome");
    return outcomes->n++;
}

static Status read_outcome(const Row *row, Names *outcomes, Label *outcome, OutcomeRow *made)
{
    const Model *model = &row->reading->study->model;
    *made = (OutcomeRow){
        .outcome = take_outcome(row, outcomes, outcome),
        .state = row_name(row, "state", &row->reading->states),
        .sex = row_sex(row),
        .provenance = row_provenance(row),
    };
    row_ages(row, model->first_age, model->last_age, &made->age_from, &made->age_to);
    return row_product(row, "weight", "weight", 0, LITERAL_WIDENS, NULL, &made->weight);
}

Status table_outcomes(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    Names outcomes;
    Label *outcome = NULL;
    OutcomeRow *made = NULL;
    Cell *cell = NULL;
    int n = 0;
    TRY(names_begin(&outcomes, reading->arena, csv->n_rows, "an outcome of the model"));
    ARENA_TRY(reading->arena, outcome, csv->n_rows);
    ARENA_TRY(reading->arena, made, csv->n_rows);
    ARENA_TRY(reading->arena, cell, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_outcomes, csv, i};
        TRY(read_outcome(&row, &outcomes, outcome, &made[n]));
        if (made[n].outcome == ANY || (made[n].state == ANY && row_given(&row, "state"))) continue;
        cell[n] = (Cell){.key = {made[n].outcome, made[n].state},
                         .sex = made[n].sex,
                         .age_from = made[n].age_from,
                         .age_to = made[n].age_to,
                         .where = made[n].provenance.where};
        n++;
    }
    cells_check(cell, n, reading->problems);
    model->outcome = outcome;
    model->n_outcomes = outcomes.n;
    model->outcome_row = made;
    model->n_outcome_rows = n;
out:
    return status;
}

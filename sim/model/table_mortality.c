/* mortality.csv and mortality_ratios.csv. */
#include "model/cells.h"
#include "model/keys_model.h"
#include "model/tables.h"

#include <math.h>

/* Every age of the model has a rate for both sexes. */
static void check_gaps(const CsvTable *csv, Reading *reading, const double *const rate[N_SEXES])
{
    static const char *const SEX[N_SEXES] = {"f", "m"};
    const Model *model = &reading->study->model;
    for (int sex = 0; sex < N_SEXES; sex++) {
        int first = ANY, last = ANY, n = 0;
        for (int age = model->first_age; age <= model->last_age; age++) {
            if (!isnan(rate[sex][age])) continue;
            if (first == ANY) first = age;
            last = age;
            n++;
        }
        if (n > 0)
            problems_note(
                reading->problems, (Where){csv->path, 0, 0}, "age",
                "expected a rate for every age %d..%d, got none for sex %s at %d of the ages "
                "%d..%d",
                model->first_age, model->last_age, SEX[sex], n, first, last);
    }
}

Status table_mortality(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    double *rate[N_SEXES] = {NULL};
    Cell *cell = NULL;
    int n = 0;
    ARENA_TRY(reading->arena, cell, csv->n_rows);
    for (int sex = 0; sex < N_SEXES; sex++) {
        ARENA_TRY(reading->arena, rate[sex], MAX_AGE + 1);
        for (int age = 0; age <= MAX_AGE; age++) rate[sex][age] = NAN;
    }
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_mortality, csv, i};
        int sex = row_sex(&row), age = row_integer(&row, "age", ANY);
        Where where = row_provenance(&row).where;
        if (sex == ANY || age < 0 || age > MAX_AGE) continue;
        rate[sex][age] = table_row_number(&row, "rate", 0);
        cell[n++] = (Cell){.sex = sex, .age_from = age, .age_to = age, .where = where};
    }
    cells_check(cell, n, reading->problems);
    if (reading->sound[TABLE_STATES])
        check_gaps(csv, reading, (const double *const[]){rate[SEX_FEMALE], rate[SEX_MALE]});
    model->has_mortality = true;
    for (int sex = 0; sex < N_SEXES; sex++) {
        for (int age = 0; age < model->first_age; age++)
            if (isnan(rate[sex][age])) rate[sex][age] = 0;
        model->mortality[sex] = rate[sex];
    }
out:
    return status;
}

static Status read_mortality_ratio(const Row *row, MortalityRatio *made)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    *made = (MortalityRatio){
        .state = row_name(row, "state", &reading->states),
        .fade_from = row_integer(row, "fade_from", 0),
        .fade_to = row_integer(row, "fade_to", MAX_AGE),
        .provenance = row_provenance(row),
    };
    if (made->fade_from > made->fade_to)
        problems_note(reading->problems, row_where(row, "fade_to"), "fade_to",
                      "expected an age from %d, got %d", made->fade_from, made->fade_to);
    if (made->state != ANY && made->state == reading->study->model.end_state)
        problems_expected(reading->problems, row_where(row, "state"), "state",
                          "a state that people live in", table_row_text(row, "state"), NULL);
    TRY(row_product(row, "ratio", "ratio", 1, LITERAL_WIDENS, NULL, &made->ratio));
    TRY(row_product(row, "causal_share", "share", 1, LITERAL_WIDENS, "causal_share",
                    &made->causal_share));
out:
    return status;
}

static void check_population(const CsvTable *csv, Reading *reading)
{
    const Model *model = &reading->study->model;
    double start = 0;
    for (int i = 0; i < model->n_states; i++) start += model->state[i].start;
    if (!model->has_mortality)
        problems_note(reading->problems, csv_where(csv, 0, 0), NULL,
                      "expected a mortality.csv beside mortality_ratios.csv, got none");
    if (reading->sound[TABLE_STATES] && start == 0)
        problems_note(reading->problems, csv_where(csv, 0, 0), NULL,
                      "expected the start shares of newborns in states.csv, which mortality ratios "
                      "need, got none");
}

Status table_mortality_ratios(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    MortalityRatio *ratio = NULL;
    Cell *cell = NULL;
    int n = 0;
    ARENA_TRY(reading->arena, ratio, csv->n_rows);
    ARENA_TRY(reading->arena, cell, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        TRY(read_mortality_ratio(&(Row){reading, &keys_mortality_ratios, csv, i}, &ratio[n]));
        if (ratio[n].state == ANY) continue;
        cell[n] = (Cell){.key = {ratio[n].state},
                         .sex = ANY,
                         .age_from = 0,
                         .age_to = 0,
                         .where = ratio[n].provenance.where};
        n++;
    }
    cells_check(cell, n, reading->problems);
    if (n > 0) check_population(csv, reading);
    reading->study->model.mortality_ratio = ratio;
    reading->study->model.n_mortality_ratios = n;
out:
    return status;
}

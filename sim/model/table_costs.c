/* costs.csv, moving.csv and paths.csv. */
#include "model/cells.h"
#include "model/keys_model.h"
#include "model/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double SUM_TOLERANCE = 1e-9;

void row_check_price_year(const Row *row, int price_year)
{
    const Model *model = &row->reading->study->model;
    bool has_index = price_year >= model->first_price_year && price_year <= model->last_price_year;
    if (has_index || model->price_index == NULL || price_year == ANY) return;
    problems_note(row->reading->problems, row_where(row, "price_year"), "price_year",
                  "expected a year of prices.csv (%d..%d), got %d", model->first_price_year,
                  model->last_price_year, price_year);
}

/* The item's index; made on its first row. Items of that name share labels. */
static int take_item(const Row *row, Names *items, Item *item)
{
    const char *name = table_row_text(row, "item");
    if (name == NULL) return ANY;
    int index = names_index(items, name);
    if (index != ANY) return index;
    items->name[items->n] = name;
    item[items->n].label = row_label(row, "item");
    return items->n++;
}

/* The ages of the row within its state's; a row that never meets its state is noted. */
static void cost_ages(const Row *row, Cost *made)
{
    const Model *model = &row->reading->study->model;
    if (made->state == ANY) return;
    const State *state = &model->state[made->state];
    row_ages(row, state->age_from, state->age_to, &made->age_from, &made->age_to);
    if (made->age_from < state->age_from) made->age_from = state->age_from;
    if (made->age_to > state->age_to) made->age_to = state->age_to;
    if (made->age_from <= made->age_to || !row->reading->sound[TABLE_STATES]) return;
    problems_note(row->reading->problems, row_where(row, "age_from"), "age_from",
                  "expected ages at which \"%s\" is open (%d..%d)", state->label.name,
                  state->age_from, state->age_to);
}

static Status read_cost(const Row *row, Names *items, Item *item, Cost *made)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    const char *kind = table_row_text(row, "kind");
    *made = (Cost){
        .item = take_item(row, items, item),
        .state = row_name(row, "state", &reading->states),
        .sex = row_sex(row),
        .arm = row_choice(row, "arm"),
        .payer = row_name(row, "payer", &reading->payers),
        .receiver = row_name(row, "receiver", &reading->payers),
        .per_entry = row_choice(row, "per") == 1,
        .price_year = row_integer(row, "price_year", ANY),
        .price_factor = 1,
        .kind = kind != NULL ? kind : "",
        .delay = row_integer(row, "delay", 0),
        .step = row_integer(row, "step", 0),
        .provenance = row_provenance(row),
    };
    cost_ages(row, made);
    row_check_price_year(row, made->price_year);
    if (made->payer != ANY && made->payer == made->receiver)
        problems_expected(reading->problems, row_where(row, "receiver"), "receiver",
                          "another than the payer", table_row_text(row, "receiver"), NULL);
    TRY(row_product(row, "amount", "kronor", 0, LITERAL_WIDENS, NULL, &made->amount));
    TRY(row_product(row, "cashable", "share", 1, LITERAL_WIDENS, "cashable", &made->cashable));
    TRY(row_product(row, "backfill", "share", 0, LITERAL_STAYS, NULL, &made->backfill));
out:
    return status;
}

Status table_costs(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    Names *items = &reading->items;
    Item *item = NULL;
    Cost *cost = NULL;
    Cell *cell = NULL;
    int n = 0;
    TRY(names_begin(items, reading->arena, csv->n_rows, "an item of costs.csv"));
    ARENA_TRY(reading->arena, item, csv->n_rows);
    ARENA_TRY(reading->arena, cost, csv->n_rows);
    ARENA_TRY(reading->arena, cell, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Cost *made = &cost[n];
        TRY(read_cost(&(Row){reading, &keys_costs, csv, i}, items, item, made));
        if (made->item == ANY || made->state == ANY || made->payer == ANY) continue;
        cell[n++] = (Cell){
            .key = {made->item, made->state, made->payer, made->receiver, made->per_entry},
            .arm = made->arm,
            .sex = made->sex,
            .age_from = made->age_from,
            .age_to = made->age_to,
            .where = made->provenance.where};
    }
    cells_check(cell, n, reading->problems);
    model->item = item;
    model->n_items = items->n;
    model->cost = reading->cost = cost;
    model->n_costs = n;
out:
    return status;
}

Status table_moving(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    Moving *moving = NULL;
    Cell *cell = NULL;
    int n_others = 0;
    ARENA_TRY(reading->arena, moving, csv->n_rows);
    ARENA_TRY(reading->arena, cell, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_moving, csv, i};
        moving[i].provenance = row_provenance(&row);
        row_ages(&row, model->first_age, model->last_age, &moving[i].age_from, &moving[i].age_to);
        TRY(row_product(&row, "probability", "probability", 0, LITERAL_WIDENS, NULL,
                        &moving[i].probability));
        cell[i] = (Cell){.sex = ANY,
                         .age_from = moving[i].age_from,
                         .age_to = moving[i].age_to,
                         .where = moving[i].provenance.where};
    }
    cells_check(cell, csv->n_rows, reading->problems);
    for (int i = 0; i < model->n_payers; i++)
        n_others += model->payer[i].level == LEVEL_OTHER_MUNICIPALITY;
    if (csv->n_rows > 0 && n_others != 1 && reading->sound[TABLE_PAYERS])
        problems_note(reading->problems, csv_where(csv, 0, 0), NULL,
                      "expected exactly one payer of level other_municipality in payers.csv, to "
                      "which people move, got %d",
                      n_others);
    model->moving = moving;
    model->n_movings = csv->n_rows;
out:
    return status;
}

/* "degree", "not degree eligible": bits of milestones held and lacked. */
static Status read_holds(const Row *row, PathStart *made)
{
    Reading *reading = row->reading;
    const char *text = table_row_text(row, "milestones");
    bool lacks = false;
    while (text != NULL && *text != '\0') {
        size_t length = strcspn(text, " ");
        const char *word = arena_text(reading->arena, text, length);
        if (word == NULL) return STATUS_MEMORY;
        text += length;
        while (*text == ' ') text++;
        if (strcmp(word, "not") == 0 && !lacks && *text != '\0') {
            lacks = true;
            continue;
        }
        int milestone = names_find(&reading->milestones, word, row_where(row, "milestones"),
                                   "milestones", reading->problems);
        if (milestone != ANY) *(lacks ? &made->lacks : &made->holds) |= 1u << milestone;
        lacks = false;
    }
    if ((made->holds & made->lacks) != 0)
        problems_expected(reading->problems, row_where(row, "milestones"), "milestones",
                          "no milestone both held and lacked", table_row_text(row, "milestones"),
                          NULL);
    return STATUS_OK;
}

/* The row's state must be open at its age, and the age one that is lived. */
static void check_path_state(const Row *row, const PathStart *made)
{
    const Model *model = &row->reading->study->model;
    if (!row->reading->sound[TABLE_STATES] || made->state == ANY) return;
    const State *state = &model->state[made->state];
    if (made->state != model->end_state && made->age >= state->age_from &&
        made->age <= state->age_to)
        return;
    problems_note(row->reading->problems, row_where(row, "state"), "state",
                  "expected a state that people live in at age %d, got \"%s\" (%d..%d)", made->age,
                  state->label.name, state->age_from, state->age_to);
}

static void check_paths(const CsvTable *csv, Reading *reading, const Names *paths,
                        const PathStart *start, int n)
{
    for (int path = 0; path < paths->n; path++) {
        double sum = 0;
        int age = ANY;
        for (int i = 0; i < n; i++) {
            if (start[i].path != path) continue;
            sum += start[i].share;
            if (age == ANY) age = start[i].age;
            if (start[i].age != age)
                problems_note(reading->problems, csv_where(csv, i, 0), "age",
                              "expected the same age in all rows of path \"%s\", got %d after %d",
                              paths->name[path], start[i].age, age);
        }
        if (fabs(sum - 1) > SUM_TOLERANCE)
            problems_note(reading->problems, (Where){csv->path, 0, 0}, "share",
                          "expected the shares of path \"%s\" to sum to 1, got %.10g",
                          paths->name[path], sum);
    }
}

Status table_paths(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    Names paths;
    Label *path = NULL;
    PathStart *start = NULL;
    TRY(names_begin(&paths, reading->arena, csv->n_rows, "a path"));
    ARENA_TRY(reading->arena, path, csv->n_rows);
    ARENA_TRY(reading->arena, start, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_paths, csv, i};
        const char *name = table_row_text(&row, "path");
        if (name == NULL) name = "";
        start[i].path = names_index(&paths, name);
        if (start[i].path == ANY) {
            start[i].path = paths.n;
            path[paths.n] = row_label(&row, "path");
            paths.name[paths.n++] = name;
        }
        start[i].age = row_integer(&row, "age", ANY);
        start[i].state = row_name(&row, "state", &reading->states);
        start[i].share = table_row_number(&row, "share", 0);
        (void)row_provenance(&row);
        TRY(read_holds(&row, &start[i]));
        check_path_state(&row, &start[i]);
    }
    check_paths(csv, reading, &paths, start, csv->n_rows);
    model->path = path;
    model->n_paths = paths.n;
    model->path_start = start;
    model->n_path_starts = csv->n_rows;
out:
    return status;
}

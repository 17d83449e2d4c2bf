/* The tables other tables refer to: sources, prices, classes, payers, parameters. */
#include "model/keys_model.h"
#include "model/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Takes the row's name into `names` unless an earlier row has it, which is noted. */
static bool take_name(const Row *row, const char *key, Names *names)
{
    const char *name = table_row_text(row, key);
    if (name == NULL) return false;
    if (names_index(names, name) != ANY) {
        problems_note(row->reading->problems, row_where(row, key), key,
                      "expected each name once, got \"%s\" again", name);
        return false;
    }
    names->name[names->n++] = name;
    return true;
}

static const char *text_or_empty(const Row *row, const char *key)
{
    const char *text = table_row_text(row, key);
    return text != NULL ? text : "";
}

Status table_sources(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Source *source = NULL;
    int n = 0;
    TRY(names_begin(&reading->sources, reading->arena, csv->n_rows, "a key of sources.csv"));
    ARENA_TRY(reading->arena, source, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_sources, csv, i};
        if (!take_name(&row, "key", &reading->sources)) continue;
        source[n++] = (Source){
            .key = table_row_text(&row, "key"),
            .title = text_or_empty(&row, "title"),
            .publisher = text_or_empty(&row, "publisher"),
            .year = text_or_empty(&row, "year"),
            .where = text_or_empty(&row, "where"),
            .licence = text_or_empty(&row, "licence"),
        };
    }
    reading->study->model.source = source;
    reading->study->model.n_sources = n;
out:
    return status;
}

enum { FIRST_PRICE_YEAR = 1900, LAST_PRICE_YEAR = 2200 };

/* Puts the row's index value at its year; lines[year] remembers the row. */
static void take_price(const Row *row, double *value, int *line)
{
    Reading *reading = row->reading;
    Model *model = &reading->study->model;
    int year = row_integer(row, "year", ANY);
    const char *name = table_row_text(row, "index");
    (void)row_provenance(row);
    if (name != NULL && model->price_index_name == NULL) model->price_index_name = name;
    if (name != NULL && strcmp(name, model->price_index_name) != 0)
        problems_expected(reading->problems, row_where(row, "index"), "index",
                          "the same index in all rows", name, model->price_index_name);
    if (year < FIRST_PRICE_YEAR || year > LAST_PRICE_YEAR) return;
    if (line[year - FIRST_PRICE_YEAR] != 0) {
        problems_note(reading->problems, row_where(row, "year"), "year",
                      "expected each year once, got %d again after line %d", year,
                      line[year - FIRST_PRICE_YEAR]);
        return;
    }
    value[year - FIRST_PRICE_YEAR] = table_row_number(row, "value", NAN);
    line[year - FIRST_PRICE_YEAR] = row->csv->row[row->row].line;
}

Status table_prices(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    double *value = NULL;
    int line[LAST_PRICE_YEAR - FIRST_PRICE_YEAR + 1] = {0};
    int first = ANY, last = ANY;
    ARENA_TRY(reading->arena, value, LAST_PRICE_YEAR - FIRST_PRICE_YEAR + 1);
    for (int i = 0; i < csv->n_rows; i++)
        take_price(&(Row){reading, &keys_prices, csv, i}, value, line);
    for (int i = 0; i <= LAST_PRICE_YEAR - FIRST_PRICE_YEAR; i++) {
        if (line[i] == 0) continue;
        if (last != ANY && last != i - 1)
            problems_note(reading->problems, (Where){csv->path, line[i], 0}, "year",
                          "expected every year between the first and the last, got %d after %d",
                          i + FIRST_PRICE_YEAR, last + FIRST_PRICE_YEAR);
        if (first == ANY) first = i;
        last = i;
    }
    if (first == ANY) {
        problems_expected(reading->problems, (Where){csv->path, 0, 0}, NULL, "at least one year",
                          NULL, NULL);
        goto out;
    }
    model->first_price_year = first + FIRST_PRICE_YEAR;
    model->last_price_year = last + FIRST_PRICE_YEAR;
    model->price_index = value + first;
out:
    return status;
}

/* A list of at most `most` names; false, noted, when there are more: then they are not known. */
static Status begin_few(Reading *reading, const CsvTable *csv, int most, const char *what,
                        const char *plural, Names *names, bool *few)
{
    *few = csv->n_rows <= most;
    Status status = names_begin(names, reading->arena, csv->n_rows, what);
    if (status != STATUS_OK || *few) return status;
    problems_note(reading->problems, csv_where(csv, most, 0), NULL,
                  "expected at most %d %s, got %d", most, plural, csv->n_rows);
    names->known = false;
    return STATUS_OK;
}

/* A model without classes.csv has one nameless class. */
static Status one_class(Reading *reading)
{
    Status status = STATUS_OK;
    RiskClass *only = NULL;
    TRY(names_begin(&reading->classes, reading->arena, 1, "a class of the model"));
    ARENA_TRY(reading->arena, only, 1);
    only->label = (Label){"", "", ""};
    only->share = (Product){.constant = 1};
    reading->study->model.class_ = only;
    reading->study->model.n_classes = 1;
out:
    return status;
}

Status table_classes(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    RiskClass *class_ = NULL;
    bool few;
    if (csv->n_rows == 0) return one_class(reading);
    TRY(begin_few(reading, csv, MAX_CLASSES, "a class of the model", "classes", &reading->classes,
                  &few));
    if (!few) return one_class(reading);
    ARENA_TRY(reading->arena, class_, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_classes, csv, i};
        if (!take_name(&row, "class", &reading->classes)) continue;
        RiskClass *made = &class_[reading->classes.n - 1];
        made->label = row_label(&row, "class");
        made->provenance = row_provenance(&row);
        TRY(row_product(&row, "share", "share", 0, LITERAL_STAYS, NULL, &made->share));
    }
    reading->study->model.class_ = class_;
    reading->study->model.n_classes = reading->classes.n;
out:
    return status;
}

Status table_shocks(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Shock *shock = NULL;
    bool few;
    TRY(begin_few(reading, csv, MAX_SHOCKS, "a shock of the model", "shocks", &reading->shocks,
                  &few));
    if (!few) goto out;
    ARENA_TRY(reading->arena, shock, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_shocks, csv, i};
        if (!take_name(&row, "shock", &reading->shocks)) continue;
        Shock *made = &shock[reading->shocks.n - 1];
        made->label = row_label(&row, "shock");
        made->provenance = row_provenance(&row);
        TRY(row_product(&row, "share", "share", 0, LITERAL_STAYS, NULL, &made->share));
        TRY(row_product(&row, "persistence", "share", 0, LITERAL_WIDENS, NULL, &made->persistence));
    }
    reading->study->model.shock = shock;
    reading->study->model.n_shocks = reading->shocks.n;
out:
    return status;
}

Status table_payers(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Payer *payer = NULL;
    TRY(names_begin(&reading->payers, reading->arena, csv->n_rows, "a payer of the model"));
    ARENA_TRY(reading->arena, payer, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_payers, csv, i};
        if (!take_name(&row, "payer", &reading->payers)) continue;
        int level = row_choice(&row, "level");
        payer[reading->payers.n - 1] = (Payer){
            .label = row_label(&row, "payer"),
            .level = level == ANY ? LEVEL_MUNICIPALITY : (Level)level,
        };
    }
    TRY(names_label(&reading->payers, reading->arena, payer, sizeof *payer, reading->payers.n));
    reading->study->model.payer = payer;
    reading->study->model.n_payers = reading->payers.n;
out:
    return status;
}

/* The quantity that the columns value, low, high and kind say. */
static Quantity parameter_quantity(const Row *row, const char *kind)
{
    Quantity quantity = {.kind = QUANTITY_FIXED, .estimate = table_row_number(row, "value", 0)};
    bool low = row_given(row, "low"), high = row_given(row, "high");
    if (low != high)
        problems_note(row->reading->problems, row_where(row, low ? "low" : "high"),
                      low ? "high" : "low", "expected both low and high, got only %s",
                      low ? "low" : "high");
    if (!low || !high) return quantity;
    quantity.kind = QUANTITY_INTERVAL;
    quantity.low = table_row_number(row, "low", 0);
    quantity.high = table_row_number(row, "high", 1);
    if (!(quantity.low < quantity.high)) {
        problems_expected(row->reading->problems, row_where(row, "high"), "high",
                          "a high end above the low end", table_row_text(row, "high"), NULL);
        quantity.kind = QUANTITY_FIXED;
    }
    if (kind != NULL && strcmp(kind, "fixed") == 0)
        problems_expected(row->reading->problems, row_where(row, "low"), "low",
                          "no low and high for kind fixed", table_row_text(row, "low"), NULL);
    return quantity;
}

Status table_parameters(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    TRY(names_begin(&reading->parameters, reading->arena, csv->n_rows, "a parameter of the model"));
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_parameters, csv, i};
        const char *unit = table_row_text(&row, "unit"), *kind = table_row_text(&row, "kind");
        double low_bound, high_bound;
        if (row_choice(&row, "kind") == ANY) kind = NULL;
        if (unit == NULL) unit = "";
        unit_bounds(unit, &low_bound, &high_bound);
        if (!take_name(&row, "parameter", &reading->parameters)) continue;
        Quantity quantity = parameter_quantity(&row, kind);
        if (kind != NULL && strcmp(kind, "fixed") == 0) quantity.kind = QUANTITY_FIXED;
        Distribution distribution;
        TRY(reading_go_on(reading, distribution_of(&quantity, unit, kind, low_bound, high_bound,
                                                   row_where(&row, "value"), "value",
                                                   reading->problems, &distribution)));
        int index;
        TRY(parameter_add(reading, table_row_text(&row, "parameter"), unit, quantity.estimate,
                          distribution, row_provenance(&row), false, &index));
        reading->parameter[index].note = text_or_empty(&row, "note");
    }
    reading->n_model_parameters = reading->n_parameters;
out:
    return status;
}

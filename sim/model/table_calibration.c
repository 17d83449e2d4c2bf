/* calibration.csv and draws.csv: the parameters that `calibrate` fits, and the joint table of draws
 * that it leaves. */
#include "base/number.h"
#include "base/random.h"
#include "inputs/text.h"
#include "model/keys_model.h"
#include "model/tables.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_FREE = 60 };

/* ---- calibration.csv ---- */

/* The start value must lie between the bounds, and they within those of its unit. */
static void check_bounds(const Row *row, const FreeParameter *made)
{
    Problems *problems = row->reading->problems;
    const Parameter *parameter = &row->reading->parameter[made->parameter];
    double low_bound, high_bound;
    char low[NUMBER_TEXT], high[NUMBER_TEXT], value[NUMBER_TEXT];
    unit_bounds(parameter->unit, &low_bound, &high_bound);
    const char *beside = made->low < low_bound ? "low" : "high";
    number_write(low, made->low);
    number_write(high, made->high);
    if (made->low < low_bound || made->high > high_bound)
        problems_note(problems, row_where(row, beside), beside,
                      "expected bounds that a %s can have, got %s..%s", parameter->unit, low, high);
    if (!(parameter->estimate > made->low && parameter->estimate < made->high))
        problems_note(
            problems, row_where(row, "low"), "low",
            "expected bounds around the value %s of \"%s\", from which the fit starts, got "
            "%s..%s",
            number_write(value, parameter->estimate), parameter->name, low, high);
}

/* Reads a row; false when it names no parameter, or one again. */
static bool read_free(const Row *row, const FreeParameter *before, int n, FreeParameter *made)
{
    Reading *reading = row->reading;
    *made = (FreeParameter){
        .parameter = row_name(row, "parameter", &reading->parameters),
        .low = table_row_number(row, "low", NAN),
        .high = table_row_number(row, "high", NAN),
        .where = row_where(row, "parameter"),
    };
    if (made->parameter == ANY) return false;
    for (int i = 0; i < n; i++) {
        if (before[i].parameter != made->parameter) continue;
        problems_note(reading->problems, made->where, "parameter",
                      "expected each parameter once, got \"%s\" again",
                      reading->parameter[made->parameter].name);
        return false;
    }
    if (isnan(made->low) || isnan(made->high)) return false;
    if (made->low >= made->high)
        problems_expected(reading->problems, row_where(row, "high"), "high", "a high end above low",
                          table_row_text(row, "high"), NULL);
    else if (reading->sound[TABLE_PARAMETERS])
        check_bounds(row, made);
    return true;
}

Status table_calibration(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    FreeParameter *free_ = NULL;
    int n = 0;
    if (csv->n_rows > MAX_FREE) {
        problems_note(reading->problems, csv_where(csv, MAX_FREE, 0), NULL,
                      "expected at most %d free parameters, got %d; fit the rest by hand", MAX_FREE,
                      csv->n_rows);
        goto out;
    }
    ARENA_TRY(reading->arena, free_, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++)
        n += read_free(&(Row){reading, &keys_calibration, csv, i}, free_, n, &free_[n]);
    reading->study->model.free_ = free_;
    reading->study->model.n_free = n;
out:
    return status;
}

/* ---- draws.csv ---- */

static const char WEIGHT[] = "weight";

/* The number at (row, column), within the bounds; what is wrong is noted. */
static double read_cell(Reading *reading, const CsvTable *csv, int row, int column, double low,
                        double high)
{
    char hint_text[64], low_text[NUMBER_TEXT], high_text[NUMBER_TEXT], expected[96] = "a number";
    const char *hint = NULL, *text = csv->row[row].field[column].text;
    double value = 0;
    if (number_read(text, strlen(text), &value, hint_text, &hint) && value >= low && value <= high)
        return value;
    number_write(low_text, low);
    number_write(high_text, high);
    if (!isinf(low) && isinf(high))
        snprintf(expected, sizeof expected, "a number from %s", low_text);
    if (!isinf(low) && !isinf(high))
        snprintf(expected, sizeof expected, "a number from %s to %s", low_text, high_text);
    text_expected(reading->problems, csv_where(csv, row, column), csv->header[column].text,
                  expected, text, strlen(text), hint);
    return 0;
}

/* The parameter of a column; ANY after noting that there is none. */
static int column_parameter(Reading *reading, const CsvTable *csv, int column)
{
    const char *name = csv->header[column].text;
    Where where = csv_where(csv, -1, column);
    int parameter = names_find(&reading->parameters, name, where, NULL, reading->problems);
    return parameter;
}

static int compare_doubles(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

/* The value below which half of the weight lies; the mean of two between which it lies. scratch[2n]. */
static double weighted_median(const double *value, const double *weight, int n, double *scratch)
{
    double below = 0;
    for (int i = 0; i < n; i++) {
        scratch[2 * i] = value[i];
        scratch[2 * i + 1] = weight[i];
    }
    qsort(scratch, (size_t)n, 2 * sizeof *scratch, compare_doubles);
    for (int i = 0; i < n; i++) {
        below += scratch[2 * i + 1];
        bool half = fabs(below - 0.5) < 1e-12 && i + 1 < n;
        if (half) return (scratch[2 * i] + scratch[2 * i + 2]) / 2;
        if (below > 0.5) return scratch[2 * i];
    }
    return scratch[2 * (n - 1)];
}

/* The rows' weights, made to sum to 1. */
static void read_weights(Reading *reading, const CsvTable *csv, double *weight)
{
    double sum = 0;
    for (int i = 0; i < csv->n_rows; i++) {
        weight[i] = 1;
        for (int c = 0; c < csv->n_columns; c++)
            if (strcmp(csv->header[c].text, WEIGHT) == 0)
                weight[i] = read_cell(reading, csv, i, c, 0, INFINITY);
        sum += weight[i];
    }
    if (!(sum > 0) || isinf(sum))
        problems_note(reading->problems, csv_where(csv, -1, 0), WEIGHT,
                      "expected weights with a sum above 0");
    for (int i = 0; i < csv->n_rows && sum > 0; i++) weight[i] /= sum;
}

static void read_column(Reading *reading, const CsvTable *csv, int column, int parameter,
                        double *value)
{
    double low, high;
    unit_bounds(reading->parameter[parameter].unit, &low, &high);
    for (int i = 0; i < csv->n_rows; i++) value[i] = read_cell(reading, csv, i, column, low, high);
}

static Status read_columns(Reading *reading, const CsvTable *csv, const double *weight)
{
    Status status = STATUS_OK;
    JointDraws *joint = &reading->study->model.joint;
    double *value = NULL, *median = NULL, *scratch = NULL;
    int n = 0;
    ARENA_TRY(reading->arena, value, csv->n_columns * csv->n_rows);
    ARENA_TRY(reading->arena, median, csv->n_columns);
    ARENA_TRY(reading->arena, scratch, 2 * csv->n_rows);
    for (int c = 0; c < csv->n_columns; c++) {
        if (strcmp(csv->header[c].text, WEIGHT) == 0) continue;
        int parameter = column_parameter(reading, csv, c);
        if (parameter == ANY) continue;
        read_column(reading, csv, c, parameter, value + n * csv->n_rows);
        median[n] = weighted_median(value + n * csv->n_rows, weight, csv->n_rows, scratch);
        reading->parameter[parameter].joint = ++n;
    }
    joint->n_columns = n;
    joint->value = value;
    joint->median = median;
out:
    return status;
}

Status table_draws(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    JointDraws *joint = &reading->study->model.joint;
    double *weight = NULL, *upto = NULL, sum = 0;
    const char *stream = arena_format(reading->arena, "%s/draws", reading->study->model.name);
    if (stream == NULL) return STATUS_MEMORY;
    if (csv->n_rows == 0) {
        if (csv->n_columns > 0)
            problems_expected(reading->problems, (Where){csv->path, 0, 0}, NULL,
                              "at least one draw", NULL, NULL);
        goto out;
    }
    ARENA_TRY(reading->arena, weight, csv->n_rows);
    ARENA_TRY(reading->arena, upto, csv->n_rows);
    read_weights(reading, csv, weight);
    TRY(read_columns(reading, csv, weight));
    for (int i = 0; i < csv->n_rows; i++) upto[i] = sum += weight[i];
    upto[csv->n_rows - 1] = 1;
    joint->n_rows = csv->n_rows;
    joint->upto = upto;
    joint->hash = random_hash(stream);
out:
    return status;
}

/* Any bytes as a CSV file: read, checked, and every field read as every kind of number. */
#include "sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_field(const char *text, Where where, Arena *arena, Problems *problems)
{
    Quantity quantity;
    ProductText product;
    int first = 0, last = 0;
    (void)!quantity_read(text, where, "q", arena, problems, &quantity);
    (void)!product_read(text, where, "p", arena, problems, &product);
    (void)!range_read(text, where, "r", problems, &first, &last);
}

static void read_row(const CsvTable *csv, int row, Arena *arena, Problems *problems)
{
    const KeyTable *table = &sample_transitions;
    for (int c = 0; c < csv->n_columns; c++) {
        read_field(csv->row[row].field[c].text, csv_where(csv, row, c), arena, problems);
    }
    (void)keys_csv_text(table, csv, row, "from");
    (void)keys_csv_integer(table, csv, row, "age_from", 0);
    (void)keys_csv_number(table, csv, row, "rate", 0);
    (void)keys_csv_where(table, csv, row, "note");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = {0};
    Problems problems = {0};
    CsvTable csv;
    (void)!csv_parse_text("fuzz.csv", (const char *)data, size, &arena, &problems, &csv);
    (void)!keys_check_csv(&sample_transitions, &csv, &arena, &problems);
    for (int r = 0; r < csv.n_rows; r++) {
        read_row(&csv, r, &arena, &problems);
    }
    problems_sort(&problems);
    problems_free(&problems);
    arena_free(&arena);
    return 0;
}

/* spending.csv: what is spent in all on items of costs.csv. */
#include "model/keys_model.h"
#include "model/tables.h"

#include <string.h>

static void check_name(const Row *row, const Spending *first, const Spending *made)
{
    const char *name = made->label.name;
    for (const Spending *before = first; before < made && name != NULL; before++) {
        if (before->label.name != NULL && strcmp(before->label.name, name) == 0) {
            problems_note(row->reading->problems, row_where(row, "spending"), "spending",
                          "expected each name once, got \"%s\" again", name);
            return;
        }
    }
}

/* Does the payer meet the item in costs.csv? */
static bool is_paid(const Model *model, int item, int payer)
{
    for (int i = 0; i < model->n_costs; i++) {
        if (model->cost[i].item == item && model->cost[i].payer == payer) return true;
    }
    return false;
}

/* The row before this one that holds the item of the payer, or NULL. */
static const Spending *taken_by(const Spending *first, const Spending *made, int item)
{
    for (const Spending *row = first; row < made; row++) {
        for (int i = 0; i < row->n_items; i++) {
            if (row->payer == made->payer && row->item[i] == item) return row;
        }
    }
    return NULL;
}

static void check_item(const Row *row, const Spending *first, const Spending *made,
                       const char *name, int item)
{
    Reading *reading = row->reading;
    const Spending *before = taken_by(first, made, item);
    if (made->payer == ANY) return;
    if (reading->sound[TABLE_COSTS] && !is_paid(&reading->study->model, item, made->payer))
        problems_expected(reading->problems, row_where(row, "items"), "items",
                          "items that this payer pays for in costs.csv", name, NULL);
    if (before != NULL)
        problems_note(reading->problems, row_where(row, "items"), "items",
                      "expected each item of a payer in one row, got \"%s\" also in \"%s\"", name,
                      before->label.name);
}

/* The items, parted by blanks; what is wrong is noted. */
static Status read_items(const Row *row, const Spending *first, Spending *made)
{
    Status status = STATUS_OK;
    Reading *reading = row->reading;
    const char *at = table_row_text(row, "items");
    int *item;
    if (at == NULL) goto out;
    ARENA_TRY(reading->arena, item, strlen(at));
    made->item = item;
    for (at += strspn(at, " "); *at != '\0'; at += strspn(at, " ")) {
        size_t length = strcspn(at, " ");
        const char *name = arena_text(reading->arena, at, length);
        if (name == NULL) return STATUS_MEMORY;
        at += length;
        int found = names_find(&reading->items, name, row_where(row, "items"), "items",
                               reading->problems);
        if (found == ANY) continue;
        check_item(row, first, made, name, found);
        item[made->n_items++] = found;
    }
out:
    return status;
}

Status table_spending(Reading *reading, const CsvTable *csv)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    Spending *spending = NULL;
    ARENA_TRY(reading->arena, spending, csv->n_rows);
    for (int i = 0; i < csv->n_rows; i++) {
        Row row = {reading, &keys_spending, csv, i};
        Spending *made = &spending[i];
        *made = (Spending){.label = row_label(&row, "spending"),
                           .payer = row_name(&row, "payer", &reading->payers),
                           .price_year = row_integer(&row, "price_year", ANY),
                           .price_factor = 1,
                           .provenance = row_provenance(&row)};
        check_name(&row, spending, made);
        row_check_price_year(&row, made->price_year);
        TRY(read_items(&row, spending, made));
        TRY(row_product(&row, "amount", "kronor", 0, LITERAL_WIDENS, NULL, &made->amount));
    }
    model->spending = reading->spending = spending;
    model->n_spendings = csv->n_rows;
out:
    return status;
}

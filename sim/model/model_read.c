#include "model/model_read.h"

#include "model/draws_age.h"
#include "model/folder.h"
#include "model/keys_model.h"
#include "model/tables.h"

#include <sys/stat.h>

enum { MODEL_MAX_ROWS = 20000 };

typedef struct {
    const KeyTable *keys;
    TableReader *read;
    bool optional;
    bool empty_read;  /* a missing one is read as one without rows, so that its names are known */
    bool own_columns; /* its reader checks columns and fields */
} TableRow;

/* In the order in which the tables need each other. */
static const TableRow TABLES[N_TABLES] = {
    [TABLE_SOURCES] = {&keys_sources, table_sources, false, false, false},
    [TABLE_PRICES] = {&keys_prices, table_prices, false, false, false},
    [TABLE_STATES] = {&keys_states, table_states, false, false, false},
    [TABLE_PARAMETERS] = {&keys_parameters, table_parameters, true, true, false},
    [TABLE_CLASSES] = {&keys_classes, table_classes, true, true, false},
    [TABLE_SHOCKS] = {&keys_shocks, table_shocks, true, true, false},
    [TABLE_PAYERS] = {&keys_payers, table_payers, false, false, false},
    [TABLE_MILESTONES] = {&keys_milestones, table_milestones, true, true, false},
    [TABLE_MORTALITY] = {&keys_mortality, table_mortality, true, false, false},
    [TABLE_MORTALITY_RATIOS] = {&keys_mortality_ratios, table_mortality_ratios, true, false, false},
    [TABLE_TRANSITIONS] = {&keys_transitions, table_transitions, false, false, false},
    [TABLE_MODIFIERS] = {&keys_modifiers, table_modifiers, true, false, false},
    [TABLE_COSTS] = {&keys_costs, table_costs, false, false, false},
    [TABLE_SPENDING] = {&keys_spending, table_spending, true, false, false},
    [TABLE_OUTCOMES] = {&keys_outcomes, table_outcomes, true, false, false},
    [TABLE_MOVING] = {&keys_moving, table_moving, true, false, false},
    [TABLE_PATHS] = {&keys_paths, table_paths, true, false, false},
    [TABLE_TARGETS] = {&keys_targets, table_targets, true, false, false},
    [TABLE_CALIBRATION] = {&keys_calibration, table_calibration, true, false, false},
    [TABLE_DRAWS] = {&keys_draws, table_draws, true, false, true},
};

static bool exists(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0;
}

/* A file with a misspelt name may be the one that seems to be missing: its names are not known. */
static void forget_names(Reading *reading, TableIndex index)
{
    if (index == TABLE_PARAMETERS) reading->parameters.known = false;
    if (index == TABLE_CLASSES) reading->classes.known = false;
    if (index == TABLE_SHOCKS) reading->shocks.known = false;
    if (index == TABLE_MILESTONES) reading->milestones.known = false;
    reading->sound[index] = false;
}

static Status read_table(Reading *reading, const char *folder, TableIndex index)
{
    Status status = STATUS_OK;
    const TableRow *table = &TABLES[index];
    CsvTable csv = {0};
    size_t before = reading->problems->n;
    const char *path = arena_format(reading->arena, "%s/%s.csv", folder, table->keys->name);
    if (path == NULL) return STATUS_MEMORY;
    if (table->optional && !exists(path)) {
        reading->sound[index] = true;
        if (table->empty_read) TRY(table->read(reading, &csv));
        if (table->empty_read && reading->strange_files) forget_names(reading, index);
        goto out;
    }
    Status read = csv_read(path, reading->arena, reading->problems, &csv);
    TRY(reading_go_on(reading, read));
    bool rows = read == STATUS_OK || csv.n_rows > 0; /* after a defect of form, the good rows */
    if (rows && !table->own_columns)
        TRY(reading_go_on(reading,
                          keys_check_csv(table->keys, &csv, reading->arena, reading->problems)));
    if (read != STATUS_OK) goto out;
    TRY(reading_add_file(reading, path, csv.checksum));
    if (csv.n_rows > MODEL_MAX_ROWS) {
        problems_note(reading->problems, (Where){path, 0, 0}, NULL,
                      "expected at most %d rows, got %d", MODEL_MAX_ROWS, csv.n_rows);
        goto out;
    }
    TRY(table->read(reading, &csv));
    reading->sound[index] = reading->problems->n == before;
out:
    return status;
}

static Status check_files(Reading *reading, const char *folder)
{
    const char *names[N_TABLES + 1] = {NULL};
    for (int i = 0; i < N_TABLES; i++) names[i] = TABLES[i].keys->name;
    size_t before = reading->problems->n;
    Status status = folder_check(folder, names, reading->arena, reading->problems);
    reading->strange_files = reading->problems->n > before;
    return status;
}

Status model_read(Reading *reading, const char *folder)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    model->folder = folder;
    model->name = folder_name(folder, reading->arena);
    if (model->name == NULL) return STATUS_MEMORY;
    TRY(check_files(reading, folder));
    for (int i = 0; i < N_TABLES; i++) TRY(read_table(reading, folder, (TableIndex)i));
    TRY(draws_find_older(reading));
out:
    return status;
}

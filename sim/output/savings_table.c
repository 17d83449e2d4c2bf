#include "output/savings_table.h"

#include "base/number.h"
#include "output/manifest.h"
#include "output/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char savings_file[] = "savings.csv";

/* Less than half an öre is rounding. */
static const double NOTHING = 0.005;

/* ---- out ---- */

/* The columns: rows and links that hold a saving in some world and year. */
typedef struct {
    const NetSeries *net;
    const Model *model;
    int first_year;
    bool *row, *link;
    Arena arena;
} Columns;

static double value_of(const Columns *columns, const double *series, int n, int year, int i, int w)
{
    size_t at = (size_t)(year * n + i) * (size_t)columns->net->n_worlds + (size_t)w;
    return fabs(series[at]) < NOTHING ? 0 : series[at];
}

static void find_columns(const double *series, int n, const Columns *columns, bool *held)
{
    const NetSeries *net = columns->net;
    for (int i = 0; i < net->savings.n_years * n; i++) {
        for (int w = 0; w < net->n_worlds && !held[i % n]; w++)
            held[i % n] = value_of(columns, series, n, i / n, i % n, w) != 0;
    }
}

static Status open_columns(const Findings *findings, Columns *columns)
{
    Status status = STATUS_OK;
    const WorldSavings *savings = &findings->net.savings;
    const Model *model = &findings->study->model;
    *columns = (Columns){
        .net = &findings->net, .model = model, .first_year = findings->study->starts};
    ARENA_TRY(&columns->arena, columns->row, model->n_spendings);
    ARENA_TRY(&columns->arena, columns->link, savings->n_links);
    find_columns(savings->saved, model->n_spendings, columns, columns->row);
    find_columns(savings->felt, savings->n_links, columns, columns->link);
out:
    return status;
}

static const char *row_name(const Columns *columns, int row)
{
    return columns->model->spending[row].label.name;
}

static void write_header(const Columns *columns, FILE *file)
{
    const WorldSavings *savings = &columns->net->savings;
    fputs("world,year", file);
    for (int r = 0; r < columns->model->n_spendings; r++)
        fprintf(file, ",spent.%s", row_name(columns, r));
    for (int r = 0; r < columns->model->n_spendings; r++)
        if (columns->row[r]) fprintf(file, ",saved.%s", row_name(columns, r));
    for (int l = 0; l < savings->n_links; l++) {
        const FeltLink *link = &savings->link[l];
        if (columns->link[l])
            fprintf(file, ",felt.%s.%s.%d", row_name(columns, link->row),
                    columns->model->payer[link->payer].label.name, link->delay);
    }
    fputc('\n', file);
}

/* Seven digits: half a krona of a million. */
static void put_kronor(FILE *file, double kronor)
{
    if (kronor == 0)
        fputs(",0", file);
    else
        fprintf(file, ",%.7g", kronor);
}

static void write_spent(const Columns *columns, int w, FILE *file)
{
    int n_rows = columns->model->n_spendings;
    fprintf(file, "%d,", w);
    for (int r = 0; r < n_rows; r++) {
        size_t at = (size_t)r * (size_t)columns->net->n_worlds + (size_t)w;
        put_kronor(file, columns->net->savings.spent[at]);
    }
    for (int r = 0; r < n_rows; r++)
        if (columns->row[r]) fputc(',', file);
    for (int l = 0; l < columns->net->savings.n_links; l++)
        if (columns->link[l]) fputc(',', file);
    fputc('\n', file);
}

static bool is_touched(const Columns *columns, int year, int w)
{
    const WorldSavings *savings = &columns->net->savings;
    int n_rows = columns->model->n_spendings;
    for (int r = 0; r < n_rows; r++)
        if (value_of(columns, savings->saved, n_rows, year, r, w) != 0) return true;
    return false;
}

static void write_year(const Columns *columns, int year, int w, FILE *file)
{
    const WorldSavings *savings = &columns->net->savings;
    int n_rows = columns->model->n_spendings;
    fprintf(file, "%d,%d", w, columns->first_year + year);
    for (int r = 0; r < n_rows; r++) fputc(',', file);
    for (int r = 0; r < n_rows; r++)
        if (columns->row[r])
            put_kronor(file, value_of(columns, savings->saved, n_rows, year, r, w));
    for (int l = 0; l < savings->n_links; l++)
        if (columns->link[l])
            put_kronor(file, value_of(columns, savings->felt, savings->n_links, year, l, w));
    fputc('\n', file);
}

Status savings_table_write(const Findings *findings, const FileFolder *folder, Problems *problems)
{
    Status status = STATUS_OK;
    Columns columns = {0};
    FILE *file = NULL;
    TRY(open_columns(findings, &columns));
    TRY(file_create(folder, savings_file, problems, &file));
    write_header(&columns, file);
    for (int w = 0; w < columns.net->n_worlds; w++) {
        write_spent(&columns, w, file);
        for (int year = 0; year < columns.net->savings.n_years; year++)
            if (is_touched(&columns, year, w)) write_year(&columns, year, w, file);
    }
    TRY(file_close(&file, savings_file, problems));
out:
    if (file != NULL) fclose(file);
    arena_free(&columns.arena);
    return status;
}

/* ---- in ---- */

bool savings_table_stands(const char *folder, const Study *study)
{
    Arena arena = {0};
    const char *path = arena_format(&arena, "%s/%s", folder, savings_file);
    bool stands = study->model.n_spendings == 0 || (path != NULL && access(path, F_OK) == 0);
    arena_free(&arena);
    return stands;
}

/* Where a column's numbers go: series[(year * n + i) * n_worlds + world]; those of what is spent have no
 * year. */
typedef struct {
    double *series;
    int n, i;
    bool of_year;
} Place;

typedef struct {
    const Study *study;
    WorldSavings *savings;
    int n_worlds, n_columns;
    Place *place; /* [n_columns] after world and year */
    FeltLink *link;
    const char *at;            /* what is left to read */
    const char *path, *header; /* its first line, of which `name`s are parts */
    Problems *problems;
} Reading;

static int find_spending(const Model *model, const char *name)
{
    for (int r = 0; r < model->n_spendings; r++)
        if (strcmp(model->spending[r].label.name, name) == 0) return r;
    return ANY;
}

/* What follows "NAME." in the text; NULL: it begins otherwise. */
static const char *behind_name(const char *text, const char *name)
{
    size_t length = strlen(name);
    return strncmp(text, name, length) == 0 && text[length] == '.' ? text + length + 1 : NULL;
}

enum { LONGEST_DELAY = 50 }; /* years, as in costs.csv */

/* The last part of the column `name`, digits: a delay that no model has is a slip of the hand. */
static int read_delay(const Reading *reading, const char *name, const char *digits)
{
    long years = strtol(digits, NULL, 10); /* LONG_MAX beyond it */
    if (years <= LONGEST_DELAY) return (int)years;
    Where where = {reading->path, 1, 1 + (int)(name - reading->header)};
    problems_note(reading->problems, where, name,
                  "expected a delay from 0 to %d years at the end of its name, got \"%s\"; remove "
                  "the folder, and the same batch makes it anew",
                  LONGEST_DELAY, digits);
    return 0;
}

/* ROW.PAYER.DELAY, the rest of the column `name`; names of rows and payers may hold dots, too. */
static bool read_link(const Reading *reading, const char *name, const char *text, FeltLink *link)
{
    const Model *model = &reading->study->model;
    for (int i = 0; i < model->n_spendings * model->n_payers; i++) {
        int row = i / model->n_payers, p = i % model->n_payers;
        const char *payer = behind_name(text, model->spending[row].label.name);
        const char *delay = payer ? behind_name(payer, model->payer[p].label.name) : NULL;
        if (delay == NULL || *delay == '\0' || delay[strspn(delay, "0123456789")] != '\0') continue;
        *link = (FeltLink){row, p, read_delay(reading, name, delay), 0};
        return true;
    }
    return false;
}

/* One column by its name: what it is, and which. */
static bool read_column(Reading *reading, const char *name)
{
    const Model *model = &reading->study->model;
    int kind_length = (int)strcspn(name, ".");
    if (name[kind_length] == '\0') return false;
    const char *rest = name + kind_length + 1;
    Place *place = &reading->place[reading->n_columns++];
    if (strncmp(name, "felt.", 5) == 0) {
        FeltLink *link = &reading->link[reading->savings->n_links];
        *place = (Place){.i = reading->savings->n_links++, .of_year = true};
        return read_link(reading, name, rest, link);
    }
    *place = (Place){.n = model->n_spendings,
                     .i = find_spending(model, rest),
                     .of_year = strncmp(name, "saved.", 6) == 0};
    return place->i != ANY && (place->of_year || strncmp(name, "spent.", 6) == 0);
}

/* The header's columns and the memory for their numbers. */
static Status read_header(Reading *reading, Arena *arena, bool *fits)
{
    Status status = STATUS_OK;
    WorldSavings *savings = reading->savings;
    size_t length = strcspn(reading->at, "\n"), n_worlds = (size_t)reading->n_worlds;
    size_t n_rows = (size_t)reading->study->model.n_spendings, n_columns = 1;
    const char *known = "world,year";
    char *header = arena_text(arena, reading->at, length), *next = NULL;
    if (header == NULL) return STATUS_MEMORY;
    reading->header = header;
    for (size_t i = 0; i < length; i++) n_columns += header[i] == ',';
    ARENA_TRY(arena, reading->place, n_columns);
    ARENA_TRY(arena, reading->link, n_columns);
    *fits = strncmp(header, known, strlen(known)) == 0;
    for (char *name = strtok_r(header, ",", &next); name != NULL && *fits;
         name = strtok_r(NULL, ",", &next)) {
        if (strcmp(name, "world") != 0 && strcmp(name, "year") != 0)
            *fits = read_column(reading, name);
    }
    reading->at += length + (reading->at[length] != '\0');
    savings->n_years = reading->study->economics.horizon;
    savings->link = reading->link;
    size_t n_series = (size_t)savings->n_years * n_worlds;
    ARENA_TRY(arena, savings->spent, n_rows * n_worlds);
    ARENA_TRY(arena, savings->saved, n_rows * n_series);
    ARENA_TRY(arena, savings->felt, (size_t)savings->n_links * n_series);
    for (int c = 0; c < reading->n_columns; c++) {
        Place *place = &reading->place[c];
        bool felt = place->n == 0;
        if (felt) place->n = savings->n_links;
        place->series = felt ? savings->felt : place->of_year ? savings->saved : savings->spent;
    }
out:
    return status;
}

/* The next field of the line; false at its end. */
static bool take_field(Reading *reading, const char **text, size_t *length, bool *last)
{
    *text = reading->at;
    *length = strcspn(reading->at, ",\n");
    *last = reading->at[*length] != ',';
    reading->at += *length + (reading->at[*length] != '\0');
    return *length > 0;
}

static bool take_number(Reading *reading, double *value, bool *last)
{
    char hint_text[64];
    const char *text, *hint;
    size_t length;
    *value = NAN;
    if (!take_field(reading, &text, &length, last)) return true;
    return number_read(text, length, value, hint_text, &hint);
}

static bool read_line(Reading *reading)
{
    double world, year, value;
    bool last = false;
    if (!take_number(reading, &world, &last) || last || !take_number(reading, &year, &last))
        return false;
    double k = isnan(year) ? 0 : year - reading->study->starts;
    if (!(world >= 0 && world < reading->n_worlds && k >= 0 && k < reading->savings->n_years))
        return false;
    for (int c = 0; c < reading->n_columns; c++) {
        const Place *place = &reading->place[c];
        if (last || !take_number(reading, &value, &last)) return false;
        if (isnan(value) || place->of_year == isnan(year)) continue;
        size_t at = (size_t)((int)k * place->n + place->i) * (size_t)reading->n_worlds;
        place->series[at + (size_t)world] = value;
    }
    return last;
}

Status savings_table_read(const char *folder, const Study *study, Arena *arena, Problems *problems,
                          WorldSavings *savings, bool *found)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Reading reading = {.study = study,
                       .savings = savings,
                       .n_worlds = study->simulation.worlds,
                       .problems = problems};
    size_t length, n_before = problems->n;
    const char *path = arena_format(&scratch, "%s/%s", folder, savings_file);
    *savings = (WorldSavings){0};
    *found = false;
    if (path == NULL) return STATUS_MEMORY;
    if (access(path, F_OK) != 0) goto out;
    TRY(file_read(path, manifest_table_limit, &scratch, problems, &reading.at, &length));
    reading.path = path;
    TRY(read_header(&reading, arena, found));
    TRY(problems_status(problems, n_before));
    while (*found && *reading.at != '\0') *found = read_line(&reading);
out:
    if (status != STATUS_OK) *found = false;
    arena_free(&scratch);
    return status;
}

/* reading.h: what the readers of one study share while it is being read: names, parameters and
 * products, provenance, rows.
 * Read by the readers and checks of this room only. */
#ifndef LIVSBANA_MODEL_READING_H
#define LIVSBANA_MODEL_READING_H

#include "inputs/keys.h"
#include "model/file_kind.h"
#include "model/study.h"

/* The names a word may refer to. Not `known` when their table could not be read: then references
 * are not checked, so that one missing file does not make a hundred messages. */
typedef struct {
    const char **name;
    int n;
    bool known;
    const char *what; /* "a state of the model", for messages */
    int n_labels;     /* 0: they have no other words */
    const Label **label;
} Names;

/* In the order in which they are read. */
typedef enum {
    TABLE_SOURCES,
    TABLE_PRICES,
    TABLE_STATES,
    TABLE_PARAMETERS,
    TABLE_CLASSES,
    TABLE_SHOCKS,
    TABLE_PAYERS,
    TABLE_MILESTONES,
    TABLE_MORTALITY,
    TABLE_MORTALITY_RATIOS,
    TABLE_TRANSITIONS,
    TABLE_MODIFIERS,
    TABLE_COSTS,
    TABLE_SPENDING,
    TABLE_OUTCOMES,
    TABLE_MOVING,
    TABLE_PATHS,
    TABLE_TARGETS,
    TABLE_CALIBRATION,
    TABLE_DRAWS,
    N_TABLES
} TableIndex;

typedef struct {
    Study *study; /* under construction; its arena owns everything */
    Arena *arena;
    Problems *problems;
    bool file_failed;   /* a file could not be read */
    bool strange_files; /* the model's folder holds a .csv that is no table */
    Names states, classes, shocks, payers, items, milestones, sources, parameters;
    bool sound[N_TABLES]; /* nothing was wrong in this table */
    Parameter *parameter; /* [n_parameters], grows */
    int n_parameters, parameter_capacity;
    int n_model_parameters; /* the first ones: those named by parameters.csv */
    Cost *cost;             /* the model's costs and spending, until they have their price */
    Spending *spending;     /* factors */
    InputFile *input_file;  /* [MAX_INPUT_FILES] */
    int n_input_files;
} Reading;

enum { MAX_INPUT_FILES = N_TABLES + 1 };

/* STATUS_INPUT and STATUS_FILE are kept for the end, so that the reading goes on. */
Status reading_go_on(Reading *reading, Status status) MUST_USE;
Status reading_add_file(Reading *reading, const char *path, uint64_t checksum) MUST_USE;
/* The file at `path` with its keys checked. The root is NULL when it could not be read or is of another
 * kind; that is noted where `named` says that the file is named, or at the file itself. */
Status reading_open(Reading *reading, const char *path, FileKind kind, const KeyTable *table,
                    const NamedAt *named, YamlFile *yaml) MUST_USE;

/* Makes room for `n` names. */
Status names_begin(Names *names, Arena *arena, int n, const char *what) MUST_USE;
/* Lets names be told by their labels, too, with which the `n` things of `size` bytes begin. */
Status names_label(Names *names, Arena *arena, const void *array, size_t size, int n) MUST_USE;
/* The index of `name`, or ANY after noting it (silently when the names are not known). */
int names_find(const Names *names, const char *name, Where where, const char *key,
               Problems *problems);
/* The index of `name`, or ANY; notes nothing. */
int names_index(const Names *names, const char *name);

/* A parameter; its distribution is widened as its grade asks. *index is its place. */
Status parameter_add(Reading *reading, const char *name, const char *unit, double estimate,
                     Distribution distribution, Provenance provenance, bool is_inline,
                     int *index) MUST_USE;
/* Puts another value into parameter `index`; its name and so its draws stay, but it leaves the joint
 * table of draws. */
void parameter_replace(Reading *reading, int index, double estimate, Distribution distribution,
                       Provenance provenance);
/* The value a quantity was written as: its estimate, or the median of a named distribution. */
double quantity_estimate(const Quantity *quantity, const Distribution *distribution);
/* Notes two parameters whose names have the same hash: their draws would be the same. */
void parameters_check_hashes(const Parameter *parameter, int n, Problems *problems);
/* The bounds of a unit: shares and probabilities 0..1, ratios above 0. */
void unit_bounds(const char *unit, double *low, double *high);

/* The factor that carries kronor of price_year to those of study_year; false when prices.csv lacks
 * one of them. */
bool price_factor(const Model *model, int price_year, int study_year, double *factor);
/* Notes that the model has no prices of that year. */
void note_price_year(const Model *model, int year, Where where, const char *key,
                     Problems *problems);

/* One row of a CSV table. */
typedef struct {
    Reading *reading;
    const KeyTable *table;
    const CsvTable *csv;
    int row;
} Row;

const char *table_row_text(const Row *row, const char *key); /* NULL when empty and no default */
bool row_given(const Row *row, const char *key);             /* something is written */
double table_row_number(const Row *row, const char *key, double absent);
int row_integer(const Row *row, const char *key, int absent);
Where row_where(const Row *row, const char *key);
/* The index of the row's choice among the key's choices, or ANY when blank or not one of them. */
int row_choice(const Row *row, const char *key);
/* A name among `names`; ANY when blank (or noted as unknown). */
int row_name(const Row *row, const char *key, const Names *names);
int row_sex(const Row *row);
Provenance row_provenance(const Row *row);
Label row_label(const Row *row, const char *name_key);

/* Which literal numbers of a product become inline parameters that their grade widens. */
typedef enum { LITERAL_STAYS, LITERAL_WIDENS } LiteralRule;
/* Reads the product under `key`. A single literal number of grade D or E becomes a parameter
 * called after its place (`suffix`: also after its key), except 0 and, for shares and
 * probabilities, 1. A blank field without default is the constant `absent`. */
Status row_product(const Row *row, const char *key, const char *unit, double absent,
                   LiteralRule rule, const char *suffix, Product *product) MUST_USE;

#endif

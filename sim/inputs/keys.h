/* keys.h: one table row per key or column: its kind, unit, bounds, default and meaning. The checks,
 * the reader and the help all read the same table.
 * Read by model (tables and readers) and cli (`describe`). */
#ifndef LIVSBANA_INPUTS_KEYS_H
#define LIVSBANA_INPUTS_KEYS_H

#include "inputs/csv.h"
#include "inputs/quantity.h"
#include "inputs/yaml.h"

#include <stdbool.h>
#include <stdio.h>

typedef enum {
    KEY_TEXT,        /* any text that is not empty */
    KEY_NAME,        /* a name: letters (also åäö), digits, '_', '-', '.', begun by a letter */
    KEY_CHOICE,      /* one of `choices`, parted by '|' */
    KEY_INTEGER,     /* a whole number within [low, high] that fits an int */
    KEY_NUMBER,      /* a fixed number within [low, high] */
    KEY_RANGE,       /* `a..b` or `a`, whole numbers within [low, high] */
    KEY_QUANTITY,    /* a number with uncertainty; estimate and bounds within [low, high] */
    KEY_PRODUCT,     /* a product of numbers, parameter names and (1 - name); within [low, high]
                      * where no parameter is named */
    KEY_MAP,         /* a map, described by `table` when not NULL */
    KEY_LIST,        /* a list; each item a map described by `table` when not NULL */
    KEY_MAP_OR_LIST, /* a map, or a list of maps, described by `table` */
    KEY_ANY,         /* its reader decides; the doc says what */
    KEY_WORD /* no key, but a word that writers try for one; the doc says what to write instead */
} KeyKind;

typedef struct KeyTable KeyTable;

typedef struct {
    const char *name;
    KeyKind kind;
    const char *unit;     /* "share", "kronor", "years" ...; NULL none */
    double low, high;     /* inclusive bounds for numbers; -INFINITY, INFINITY for none */
    const char *fallback; /* the default as text, NULL none; means the same as if written */
    const char *choices;  /* KEY_CHOICE: "a|b|c" */
    bool required;
    const char *doc; /* one sentence for describe */
    const KeyTable *table;
} Key;

struct KeyTable {
    const char *name; /* "scenario", "participants", "transitions" ... */
    const char *doc;
    int n;
    const Key *key; /* [n] */
};

/* The length of a table's array of keys. */
#define N_KEYS(keys) ((int)(sizeof(keys) / sizeof *(keys)))

/* Checks a map against its table, and everything below it that has a table: unknown keys (with the
 * nearest known name), missing required keys, kinds and bounds. `place` ("" at the root) is put
 * before key names: `effects[0].odds_ratio`. Everything wrong is noted. */
Status keys_check(const KeyTable *table, const YamlNode *map, const char *file, const char *place,
                  Arena *arena, Problems *problems) MUST_USE;

/* The same for a CSV table's columns and fields: unknown and missing columns, kinds and bounds of
 * every field; an empty field is an error only where the key is required. A table without header
 * (noted when it was read) passes; one with very many problems is given up. */
Status keys_check_csv(const KeyTable *table, const CsvTable *csv, Arena *arena,
                      Problems *problems) MUST_USE;

/* Readers, for maps and rows that were checked; what was noted there may be read as the fallback.
 * The text is what stands in the file, or the fallback, or NULL. Asserts that the table has the key. */
const char *keys_text(const KeyTable *table, const YamlNode *map, const char *key);
double keys_number(const KeyTable *table, const YamlNode *map, const char *key, double absent);
int keys_integer(const KeyTable *table, const YamlNode *map, const char *key, int absent);
/* False when neither written nor defaulted (or not readable or out of bounds; then it was noted). A range
 * that is not read leaves *first and *last as they are. */
bool keys_range(const KeyTable *table, const YamlNode *map, const char *key, int *first, int *last);
bool keys_quantity(const KeyTable *table, const YamlNode *map, const char *key, Arena *arena,
                   Quantity *quantity);
/* Where the key's value stands, or the map itself when the key is absent. */
Where keys_where(const YamlNode *map, const char *key, const char *file);

/* The same for row `row` of a CSV table. An absent column reads as empty. */
const char *keys_csv_text(const KeyTable *table, const CsvTable *csv, int row, const char *key);
double keys_csv_number(const KeyTable *table, const CsvTable *csv, int row, const char *key,
                       double absent);
int keys_csv_integer(const KeyTable *table, const CsvTable *csv, int row, const char *key,
                     int absent);
Where keys_csv_where(const KeyTable *table, const CsvTable *csv, int row, const char *key);

/* The index of `name` among names[n], or -1 after noting it with the nearest name ("expected a state
 * of the model, got "absense"; did you mean "absence"?"). `what` is "a state of the model" etc. */
int keys_lookup(const char *name, const char *const *names, int n, const char *what, Where where,
                const char *key, Problems *problems);

#endif

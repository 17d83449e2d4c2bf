/* The readers of keys.h: values of maps and rows that were checked. */
#include "inputs/keys_kind.h"

#include <assert.h>
#include <string.h>

static const Key *table_key(const KeyTable *table, const char *name)
{
    for (int i = 0; i < table->n; i++) {
        if (strcmp(table->key[i].name, name) == 0) {
            return &table->key[i];
        }
    }
    assert(false && "the table has the key");
    return NULL;
}

/* What is written for a key in a map; "" when nothing is. */
static const char *written(const YamlNode *map, const char *name)
{
    const YamlNode *node = yaml_find(map, name);
    return node == NULL || node->kind != YAML_SCALAR ? "" : node->text;
}

static const char *csv_written(const CsvTable *csv, int row, const char *name)
{
    assert(row >= 0 && row < csv->n_rows);
    for (int c = 0; c < csv->n_columns; c++) {
        if (strcmp(csv->header[c].text, name) == 0) {
            return csv->row[row].field[c].text;
        }
    }
    return "";
}

static double number_or(const Key *key, const char *text, double absent)
{
    double value = 0;
    if (kind_number(key, text, &value)) {
        return value;
    }
    return key->fallback != NULL && kind_number(key, key->fallback, &value) ? value : absent;
}

static int integer_or(const Key *key, const char *text, int absent)
{
    assert(key->kind == KEY_INTEGER);
    return (int)number_or(key, text, absent);
}

const char *keys_text(const KeyTable *table, const YamlNode *map, const char *key)
{
    const char *text = written(map, key);
    return text[0] == '\0' ? table_key(table, key)->fallback : text;
}

double keys_number(const KeyTable *table, const YamlNode *map, const char *key, double absent)
{
    return number_or(table_key(table, key), written(map, key), absent);
}

int keys_integer(const KeyTable *table, const YamlNode *map, const char *key, int absent)
{
    return integer_or(table_key(table, key), written(map, key), absent);
}

bool keys_range(const KeyTable *table, const YamlNode *map, const char *key, int *first, int *last)
{
    const char *text = keys_text(table, map, key);
    const Key *row = table_key(table, key);
    int from = 0, to = 0;
    Problems noted_before = {0};
    const bool read = text != NULL &&
                      range_read(text, (Where){0}, key, &noted_before, &from, &to) == STATUS_OK &&
                      from >= row->low && to <= row->high;
    problems_free(&noted_before);
    if (read) {
        *first = from;
        *last = to;
    }
    return read;
}

bool keys_quantity(const KeyTable *table, const YamlNode *map, const char *key, Arena *arena,
                   Quantity *quantity)
{
    const char *text = keys_text(table, map, key);
    Problems noted_before = {0};
    const bool read = text != NULL &&
                      kind_check(table_key(table, key), text, (Where){0}, key, arena,
                                 &noted_before) == STATUS_OK &&
                      quantity_read(text, (Where){0}, key, arena, &noted_before, quantity) ==
                          STATUS_OK;
    problems_free(&noted_before);
    return read;
}

Where keys_where(const YamlNode *map, const char *key, const char *file)
{
    const YamlNode *node = yaml_find(map, key);
    node = node == NULL ? map : node;
    return (Where){file, node->line, node->column};
}

const char *keys_csv_text(const KeyTable *table, const CsvTable *csv, int row, const char *key)
{
    const char *text = csv_written(csv, row, key);
    return text[0] == '\0' ? table_key(table, key)->fallback : text;
}

double keys_csv_number(const KeyTable *table, const CsvTable *csv, int row, const char *key,
                       double absent)
{
    return number_or(table_key(table, key), csv_written(csv, row, key), absent);
}

int keys_csv_integer(const KeyTable *table, const CsvTable *csv, int row, const char *key,
                     int absent)
{
    return integer_or(table_key(table, key), csv_written(csv, row, key), absent);
}

Where keys_csv_where(const KeyTable *table, const CsvTable *csv, int row, const char *key)
{
    assert(row >= 0 && row < csv->n_rows);
    (void)table_key(table, key);
    for (int c = 0; c < csv->n_columns; c++) {
        if (strcmp(csv->header[c].text, key) == 0) {
            return csv_where(csv, row, c);
        }
    }
    return (Where){csv->path, csv->row[row].line, 1};
}

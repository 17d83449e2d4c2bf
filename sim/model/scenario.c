/* Blocks of a scenario: provenance that is inherited, quantities that become parameters. */
#include "model/scenario.h"

#include "base/number.h"
#include "model/grades.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const char *const YEARS_FAMILY = "lognormal";

bool block_has(const Block *block, const char *key)
{
    return yaml_find(block->map, key) != NULL;
}

const char *block_key(const Block *block, const char *key)
{
    return arena_format(block->scenario->reading->arena, "%s%s%s", block->place,
                        *block->place == '\0' ? "" : ".", key);
}

Where block_where(const Block *block, const char *key)
{
    return keys_where(block->map, key, block->scenario->file);
}

void block_expected(const Block *block, const char *key, const char *expected, const char *found)
{
    problems_expected(block->scenario->reading->problems, block_where(block, key),
                      block_key(block, key), expected, found, NULL);
}

Cited block_cited(const Block *block, Cited around)
{
    const char *source = keys_text(block->table, block->map, "source");
    const char *grade = keys_text(block->table, block->map, "grade");
    Cited cited = {source != NULL ? source : around.source, grade != NULL ? grade : around.grade};
    const char *key = grade != NULL ? "grade" : "source";
    if ((source != NULL || grade != NULL) && grade_is_too_good(cited.source, cited.grade))
        problems_note(block->scenario->reading->problems, block_where(block, key),
                      block_key(block, key), GRADE_OF_OWN, cited.grade);
    return cited;
}

Provenance block_provenance(const Block *block, Cited cited)
{
    if (cited.source == NULL) block_expected(block, "source", "a source here or around it", NULL);
    if (cited.grade == NULL)
        block_expected(block, "grade", "a grade from A to E here or around it", NULL);
    return (Provenance){
        .grade = grade_of(cited.grade),
        .source = cited.source != NULL ? cited.source : "",
        .where = {block->scenario->file, block->map->line, block->map->column},
    };
}

int block_name(const Block *block, const char *key, const Names *names)
{
    const char *name = keys_text(block->table, block->map, key);
    if (name == NULL || *name == '\0') return ANY;
    return names_find(names, name, block_where(block, key), block_key(block, key),
                      block->scenario->reading->problems);
}

static const Key *find_key(const KeyTable *table, const char *name)
{
    for (int i = 0; i < table->n; i++)
        if (strcmp(table->key[i].name, name) == 0) return &table->key[i];
    assert(false && "the table has the key");
    return NULL;
}

Status block_quantity(const Block *block, const char *key, const char *name,
                      const Quantity *quantity, const char *family, Provenance provenance,
                      int *index)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const Key *row = find_key(block->table, key);
    const char *place = block_key(block, name);
    Distribution distribution;
    provenance.where = block_where(block, key);
    if (place == NULL) return STATUS_MEMORY;
    TRY(reading_go_on(reading,
                      distribution_of(quantity, row->unit, family, row->low, row->high,
                                      provenance.where, place, reading->problems, &distribution)));
    const char *full = arena_format(reading->arena, "%s: %s", block->scenario->title, place);
    if (full == NULL) return STATUS_MEMORY;
    TRY(parameter_add(reading, full, row->unit, quantity_estimate(quantity, &distribution),
                      distribution, provenance, true, index));
out:
    return status;
}

Status block_parameter(const Block *block, const char *key, const char *family,
                       Provenance provenance, int *index)
{
    Quantity quantity;
    *index = ANY;
    if (!keys_quantity(block->table, block->map, key, block->scenario->reading->arena, &quantity))
        return STATUS_OK;
    return block_quantity(block, key, key, &quantity, family, provenance, index);
}

double block_price_factor(const Block *block, int price_year)
{
    const Study *study = block->scenario->reading->study;
    const Model *model = &study->model;
    double factor = 1;
    bool has_index = price_factor(model, price_year, study->economics.price_year, &factor);
    bool inside = price_year >= model->first_price_year && price_year <= model->last_price_year;
    if (!has_index && !inside && model->price_index != NULL)
        note_price_year(model, price_year, block_where(block, "price_year"),
                        block_key(block, "price_year"), block->scenario->reading->problems);
    return factor;
}

double node_share(const Scenario *scenario, const YamlNode *node, const char *place)
{
    double value = 0;
    char hint_text[64];
    const char *hint = NULL;
    bool read = node->kind == YAML_SCALAR &&
                number_read(node->text, strlen(node->text), &value, hint_text, &hint);
    if (read && value >= 0 && value <= 1) return value;
    if (read) hint = number_hint_share(value, hint_text);
    Where where = {scenario->file, node->line, node->column};
    if (node->kind != YAML_SCALAR)
        problems_note(scenario->reading->problems, where, place,
                      "expected a share between 0 and 1, got a %s",
                      node->kind == YAML_LIST ? "list" : "map");
    else
        problems_note(scenario->reading->problems, where, place,
                      "expected a share between 0 and 1, got \"%s\"%s%s", node->text,
                      hint != NULL ? "; " : "", hint != NULL ? hint : "");
    return NAN;
}

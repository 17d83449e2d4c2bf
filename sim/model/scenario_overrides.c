/* parameters: a model parameter's value in this scenario. Its name, and so its draws, stay. */
#include "model/keys_scenario.h"
#include "model/scenario.h"

#include <string.h>

/* The quantity's text: the node itself, or its `value`. NULL when it was noted. */
static const char *value_text(const YamlNode *node, const YamlNode **value)
{
    *value = node->kind == YAML_MAP ? yaml_find(node, "value") : node;
    return *value != NULL && (*value)->kind == YAML_SCALAR ? (*value)->text : NULL;
}

static Status replace(Scenario *scenario, const YamlNode *node, const char *place, int index)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const char *unit = reading->parameter[index].unit;
    Block block = {scenario, &keys_override, node, place};
    Cited cited = node->kind == YAML_MAP ? block_cited(&block, scenario->cited) : scenario->cited;
    const YamlNode *value;
    const char *text = value_text(node, &value);
    double low, high;
    Quantity quantity;
    Distribution distribution;
    Provenance provenance = block_provenance(&block, cited);
    if (text == NULL) goto out;
    Where where = {scenario->file, value->line, value->column};
    unit_bounds(unit, &low, &high);
    status = quantity_read(text, where, place, reading->arena, reading->problems, &quantity);
    if (status == STATUS_OK)
        status = distribution_of(&quantity, unit, NULL, low, high, where, place, reading->problems,
                                 &distribution);
    if (status == STATUS_OK)
        parameter_replace(reading, index, quantity_estimate(&quantity, &distribution), distribution,
                          provenance);
    status = reading_go_on(reading, status);
out:
    return status;
}

Status scenario_overrides(Scenario *scenario)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const YamlNode *map = yaml_find(scenario->root, "parameters");
    if (map == NULL || map->kind != YAML_MAP) goto out;
    for (int i = 0; i < map->n; i++) {
        const YamlNode *node = &map->child[i];
        const char *place = arena_format(reading->arena, "parameters.%s", node->key);
        Where key_where = {scenario->file, node->key_line, node->key_column};
        if (place == NULL) return STATUS_MEMORY;
        int index = names_find(&reading->parameters, node->key, key_where, place,
                               reading->problems);
        if (node->kind == YAML_MAP)
            TRY(reading_go_on(reading, keys_check(&keys_override, node, scenario->file, place,
                                                  reading->arena, reading->problems)));
        if (node->kind == YAML_LIST)
            problems_expected(reading->problems, (Where){scenario->file, node->line, node->column},
                              place, "a quantity, or a map with value, source and grade", "a list",
                              NULL);
        else if (index != ANY)
            TRY(replace(scenario, node, place, index));
    }
out:
    return status;
}

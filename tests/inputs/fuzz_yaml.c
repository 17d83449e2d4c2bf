/* Any bytes as a YAML file: read, checked, and every scalar read as every kind of number. */
#include "sample.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_scalar(const YamlNode *node, Arena *arena, Problems *problems)
{
    const Where where = {"fuzz.yaml", node->line, node->column};
    Quantity quantity;
    ProductText product;
    int first = 0, last = 0;
    (void)!quantity_read(node->text, where, node->key, arena, problems, &quantity);
    (void)!product_read(node->text, where, node->key, arena, problems, &product);
    (void)!range_read(node->text, where, node->key, problems, &first, &last);
}

static void read_tree(const YamlNode *node, Arena *arena, Problems *problems)
{
    if (node->kind == YAML_SCALAR) {
        read_scalar(node, arena, problems);
    }
    for (int i = 0; i < node->n; i++) {
        read_tree(&node->child[i], arena, problems);
    }
}

static void read_keys(const YamlNode *root, Arena *arena)
{
    const KeyTable *table = &sample_scenario;
    Quantity quantity;
    int first = 0, last = 0;
    (void)keys_text(table, root, "model");
    (void)keys_integer(table, root, "horizon", 0);
    (void)keys_number(table, root, "discount_rate", 0);
    (void)keys_quantity(table, root, "women", arena, &quantity);
    (void)keys_range(&sample_participants, yaml_find(root, "participants"), "ages", &first, &last);
    (void)keys_where(root, "effects", "fuzz.yaml");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    Arena arena = {0};
    Problems problems = {0};
    YamlFile file;
    (void)!yaml_parse("fuzz.yaml", (const char *)data, size, &arena, &problems, &file);
    if (file.root != NULL) {
        (void)!keys_check(&sample_scenario, file.root, "fuzz.yaml", "", &arena, &problems);
        read_tree(file.root, &arena, &problems);
        read_keys(file.root, &arena);
    }
    problems_sort(&problems);
    problems_free(&problems);
    arena_free(&arena);
    return 0;
}

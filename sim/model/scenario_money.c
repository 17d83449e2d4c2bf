/* programme and claims: what is bought, and what the applicant says it saves. */
#include "model/keys_scenario.h"
#include "model/scenario.h"

#include <math.h>

static int all_participants(const Study *study)
{
    int n = 0;
    for (int i = 0; i < study->n_groups; i++) n += study->group[i].number;
    return n;
}

/* The one way in which the amount is told, and what turns it into kronor a year. */
static const char *amount_key(const Block *block, const ProgrammeCost *cost, double *times)
{
    const struct {
        const char *key;
        double times;
    } ways[] = {
        {"per_year", 1},
        {"total", 1.0 / (cost->year_to - cost->year_from + 1)},
        {"per_participant", all_participants(block->scenario->reading->study)},
    };
    const char *found = NULL;
    int n = 0;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        if (!block_has(block, ways[i].key)) continue;
        found = ways[i].key;
        *times = ways[i].times;
        n++;
    }
    if (n == 1) return found;
    problems_note(block->scenario->reading->problems, block_where(block, "item"), block->place,
                  "expected exactly one of per_year, total and per_participant, got %d", n);
    return NULL;
}

static Status read_programme_cost(const Block *block, Cited around, ProgrammeCost *cost)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const Study *study = reading->study;
    double times = 1;
    int parameter = ANY;
    *cost = (ProgrammeCost){
        .item = keys_text(block->table, block->map, "item"),
        .payer = block_name(block, "payer", &reading->payers),
        .year_from = 1,
        .year_to = 1,
        .price_year = keys_integer(block->table, block->map, "price_year", ANY),
        .price_factor = 1,
        .provenance = block_provenance(block, block_cited(block, around)),
    };
    (void)keys_range(block->table, block->map, "years", &cost->year_from, &cost->year_to);
    if (cost->year_to > study->economics.horizon)
        problems_note(reading->problems, block_where(block, "years"), block_key(block, "years"),
                      "expected years within the horizon of %d years, got %d",
                      study->economics.horizon, cost->year_to);
    if (cost->price_year != ANY) cost->price_factor = block_price_factor(block, cost->price_year);
    const char *key = amount_key(block, cost, &times);
    if (key == NULL) goto out;
    TRY(block_parameter(block, key, NULL, cost->provenance, &parameter));
    if (parameter == ANY) goto out;
    Factor *factor = NULL;
    ARENA_TRY(reading->arena, factor, 1);
    factor->parameter = parameter;
    cost->amount = (Product){.constant = times, .n = 1, .factor = factor};
out:
    return status;
}

/* A share of the programme as a whole is a guess (grade E) unless a source and grade stand beside or
 * around it. */
static Provenance share_provenance(const Block *block, const char *key, Cited cited)
{
    bool is_cited = cited.source != NULL && cited.grade != NULL;
    if (block_has(block, key) && is_cited) return block_provenance(block, cited);
    return (Provenance){GRADE_E, "own", block_where(block, key)};
}

/* A quantity, or a map with value, source and grade. */
static Status read_displacement(const Block *block, Cited cited)
{
    Status status = STATUS_OK;
    static const char *const key = "displacement", *const place = "programme.displacement";
    Reading *reading = block->scenario->reading;
    const YamlNode *node = yaml_find(block->map, key), *value = node;
    Quantity quantity;
    if (node == NULL) goto out;
    if (node->kind == YAML_LIST) {
        block_expected(block, key, "a quantity, or a map with value, source and grade", "a list");
        goto out;
    }
    if (node->kind == YAML_MAP) {
        TRY(reading_go_on(reading, keys_check(&keys_override, node, block->scenario->file, place,
                                              reading->arena, reading->problems)));
        cited = block_cited(&(Block){block->scenario, &keys_override, node, place}, cited);
        value = yaml_find(node, "value");
        if (value == NULL || value->kind != YAML_SCALAR) goto out;
    }
    Where where = {block->scenario->file, value->line, value->column};
    status = quantity_read(value->text, where, place, reading->arena, reading->problems, &quantity);
    if (status == STATUS_OK)
        status = block_quantity(block, key, key, &quantity, NULL,
                                share_provenance(block, key, cited), &reading->study->displacement);
    status = reading_go_on(reading, status);
out:
    return status;
}

/* Costs that name an arm are those of everybody in it: people whom the programme does not reach cannot
 * be told apart in the counts. */
static void check_costs_by_arm(const Block *block)
{
    const Reading *reading = block->scenario->reading;
    const Model *model = &reading->study->model;
    if (reading->study->reached == ANY) return;
    const Distribution *reached = &reading->parameter[reading->study->reached].distribution;
    if (distribution_mean(reached) == 1 && distribution_sd(reached) == 0) return;
    for (int i = 0; i < model->n_costs; i++) {
        if (model->cost[i].arm == ANY) continue;
        problems_note(reading->problems, block_where(block, "reached"), block_key(block, "reached"),
                      "expected 1, since costs of the model name an arm (item \"%s\"), got less",
                      model->item[model->cost[i].item].label.name);
        return;
    }
}

Status scenario_programme(Scenario *scenario)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    Block block = {scenario, &keys_programme, yaml_find(scenario->root, "programme"), "programme"};
    ProgrammeCost *cost = NULL;
    int n = 0;
    if (block.map == NULL || block.map->kind != YAML_MAP) goto out;
    Cited cited = block_cited(&block, scenario->cited);
    TRY(block_parameter(&block, "reached", NULL, share_provenance(&block, "reached", cited),
                        &reading->study->reached));
    reading->study->reached_untold = !block_has(&block, "reached");
    TRY(read_displacement(&block, cited));
    check_costs_by_arm(&block);
    const YamlNode *list = yaml_find(block.map, "costs");
    if (list == NULL || list->kind != YAML_LIST) goto out;
    ARENA_TRY(reading->arena, cost, list->n);
    for (int i = 0; i < list->n; i++) {
        const char *place = arena_format(reading->arena, "programme.costs[%d]", i);
        if (place == NULL) return STATUS_MEMORY;
        if (list->child[i].kind != YAML_MAP) continue;
        Block below = {scenario, &keys_programme_costs, &list->child[i], place};
        TRY(read_programme_cost(&below, cited, &cost[n++]));
    }
    reading->study->programme_cost = cost;
    reading->study->n_programme_costs = n;
out:
    return status;
}

/* A claim may leave out where its numbers come from. */
static void read_claim(const Block *block, Claim *claim)
{
    Reading *reading = block->scenario->reading;
    Cited cited = block_cited(block, block->scenario->cited);
    if (cited.source == NULL) cited.source = "";
    if (cited.grade == NULL) cited.grade = "E";
    *claim = (Claim){
        .item = keys_text(block->table, block->map, "item"),
        .payer = block_name(block, "payer", &reading->payers),
        .count = keys_number(block->table, block->map, "count", 0),
        .unit_cost = keys_number(block->table, block->map, "unit_cost", NAN),
        .price_year = keys_integer(block->table, block->map, "price_year", ANY),
        .price_factor = 1,
        .year = keys_integer(block->table, block->map, "year", 1),
        .state = block_name(block, "state", &reading->states),
        .provenance = block_provenance(block, cited),
    };
    if (claim->price_year != ANY)
        claim->price_factor = block_price_factor(block, claim->price_year);
}

Status scenario_claims(Scenario *scenario)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const YamlNode *list = yaml_find(scenario->root, "claims");
    Claim *claim = NULL;
    int n = 0;
    if (list == NULL || list->kind != YAML_LIST) goto out;
    ARENA_TRY(reading->arena, claim, list->n);
    for (int i = 0; i < list->n; i++) {
        const char *place = arena_format(reading->arena, "claims[%d]", i);
        if (place == NULL) return STATUS_MEMORY;
        if (list->child[i].kind != YAML_MAP) continue;
        read_claim(&(Block){scenario, &keys_claims, &list->child[i], place}, &claim[n++]);
    }
    reading->study->claim = claim;
    reading->study->n_claims = n;
out:
    return status;
}

/* rules: who returns how much, from which start year on. */
#include "model/fund_parts.h"
#include "model/keys_fund.h"

#include <math.h>
#include <string.h>

/* The boards that a rule may name. */
typedef struct {
    Names names;
    int *payer;      /* [names.n] */
    bool *has_costs; /* [names.n] bound by a rule that names none: it has a frame to cut */
} Boards;

/* Does the model lay any cost on the payer? One that only takes in tax has none to avoid. */
static bool has_costs(const Model *model, int payer)
{
    bool any = false;
    for (int c = 0; c < model->n_costs; c++) any |= model->cost[c].payer == payer;
    return any;
}

static Status find_boards(const FundReading *reading, Boards *boards)
{
    Status status = STATUS_OK;
    const Fund *fund = reading->fund;
    Arena *arena = reading->scenario->reading->arena;
    if (fund->n_studies == 0 || fund->study[0].path == NULL) goto out;
    const Model *model = &fund->study[0].model;
    TRY(names_begin(&boards->names, arena, model->n_payers,
                    "a payer of level municipality in the model"));
    TRY(names_label(&boards->names, arena, model->payer, sizeof *model->payer, model->n_payers));
    ARENA_TRY(arena, boards->payer, model->n_payers);
    ARENA_TRY(arena, boards->has_costs, model->n_payers);
    for (int p = 0; p < model->n_payers; p++) {
        if (model->payer[p].level != LEVEL_MUNICIPALITY) continue;
        boards->payer[boards->names.n] = p;
        boards->has_costs[boards->names.n] = has_costs(model, p);
        boards->names.name[boards->names.n++] = model->payer[p].label.name;
    }
out:
    return status;
}

static ReturnBasis read_basis(const Block *block)
{
    const char *text = keys_text(block->table, block->map, "basis");
    for (int i = 0; i < N_RETURN_BASES && text != NULL; i++)
        if (strcmp(text, return_basis_name[i]) == 0) return (ReturnBasis)i;
    return RETURN_EXPECTED;
}

static void take_board(const Block *block, const Boards *boards, const YamlNode *node, bool *payer)
{
    Problems *problems = block->scenario->reading->problems;
    const char *place = block_key(block, "payer");
    Where where = {block->scenario->file, node->line, node->column};
    if (node->kind != YAML_SCALAR) {
        problems_note(problems, where, place, "expected a board's name, got a %s",
                      node->kind == YAML_LIST ? "list" : "map");
        return;
    }
    int found = names_find(&boards->names, node->text, where, place, problems);
    if (found != ANY) payer[boards->payer[found]] = true;
}

/* payer: a board, a list of boards, or all that have costs. */
static Status read_payers(const Block *block, const Boards *boards, int n_payers, FundRule *rule)
{
    Status status = STATUS_OK;
    const YamlNode *node = yaml_find(block->map, "payer");
    bool *payer = NULL;
    ARENA_TRY(block->scenario->reading->arena, payer, n_payers);
    rule->payer = payer;
    rule->names_payer = node != NULL;
    if (node != NULL && node->kind == YAML_LIST) {
        for (int i = 0; i < node->n; i++) take_board(block, boards, &node->child[i], payer);
    } else if (node != NULL) {
        take_board(block, boards, node, payer);
    }
    for (int i = 0; node == NULL && i < boards->names.n; i++)
        payer[boards->payer[i]] = boards->has_costs[i];
out:
    return status;
}

static void check_negotiated(const Block *block, const FundRule *rule)
{
    bool negotiated = rule->basis == RETURN_NEGOTIATED, given = block_has(block, "per_year");
    if (negotiated && !given)
        block_expected(block, "per_year", "the kronor a year that are negotiated", NULL);
    if (negotiated && !rule->names_payer)
        block_expected(block, "payer", "the boards that the amount was negotiated with", NULL);
    if (!negotiated && given)
        problems_note(block->scenario->reading->problems, block_where(block, "per_year"),
                      block_key(block, "per_year"), "expected only with basis: negotiated");
}

static Status read_rule(FundReading *reading, const YamlNode *node, int number,
                        const Boards *boards, FundRule *rule)
{
    Status status = STATUS_OK;
    const Fund *fund = reading->fund;
    int n_payers = boards->names.known ? fund->study[0].model.n_payers : 0;
    const char *place = arena_format(&reading->fund->arena, "fund.rules[%d]", number);
    if (place == NULL) return STATUS_MEMORY;
    const Block block = {reading->scenario, &keys_rules, node, place};
    const KeyTable *table = block.table;
    *rule = (FundRule){
        .from_start = keys_integer(table, node, "from_start", ANY),
        .share = keys_number(table, node, "share", 0),
        .lag = keys_integer(table, node, "lag", 0),
        .years = keys_integer(table, node, "years", ANY),
        .cap = keys_number(table, node, "cap", INFINITY),
        .basis = read_basis(&block),
        .per_year = keys_number(table, node, "per_year", 0),
        .provenance = block_provenance(&block, block_cited(&block, reading->cited)),
    };
    TRY(read_payers(&block, boards, n_payers, rule));
    check_negotiated(&block, rule);
out:
    return status;
}

/* Two rules from the same year that name the same board, or none, leave open which one holds. */
static void check_doubles(const FundReading *reading, int n_payers)
{
    const Fund *fund = reading->fund;
    for (int i = 1; i < fund->n_rules; i++) {
        const FundRule *rule = &fund->rule[i];
        for (int j = 0; j < i; j++) {
            const FundRule *other = &fund->rule[j];
            bool both = false;
            if (rule->from_start != other->from_start || rule->names_payer != other->names_payer)
                continue;
            for (int p = 0; p < n_payers; p++) both |= rule->payer[p] && other->payer[p];
            if (!both) continue;
            problems_note(reading->scenario->reading->problems, rule->provenance.where,
                          "fund.rules",
                          "expected one rule for a board and start year, got this one and that of "
                          "line %d",
                          other->provenance.where.line);
        }
    }
}

Status fund_read_rules(FundReading *reading)
{
    Status status = STATUS_OK;
    Fund *fund = reading->fund;
    Boards boards = {0};
    const YamlNode *list = yaml_find(reading->block.map, "rules");
    if (list == NULL || list->kind != YAML_LIST) goto out;
    if (list->n == 0 || list->n > MAX_RULES) {
        problems_note(reading->scenario->reading->problems, block_where(&reading->block, "rules"),
                      "fund.rules", "expected 1 to %d rules, got %d", MAX_RULES, list->n);
        goto out;
    }
    TRY(find_boards(reading, &boards));
    ARENA_TRY(&fund->arena, fund->rule, list->n);
    for (int i = 0; i < list->n; i++) {
        if (list->child[i].kind == YAML_MAP)
            TRY(read_rule(reading, &list->child[i], i, &boards, &fund->rule[fund->n_rules++]));
    }
    if (boards.names.known) check_doubles(reading, fund->study[0].model.n_payers);
out:
    return status;
}

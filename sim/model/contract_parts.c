/* The condition and the comparison group of a contract. */
#include "model/contract_parts.h"

#include "base/number.h"
#include "model/keys_contract.h"

#include <string.h>

static Problems *problems_of(const Block *block)
{
    return block->scenario->reading->problems;
}

/* ---- the condition ---- */

static const char *const condition_word[N_CONDITIONS] = {
    [CONDITION_NONE] = NULL,
    [CONDITION_MILESTONE] = "milestone",
    [CONDITION_STATE] = "state",
    [CONDITION_YEARS] = "years",
};

/* The name behind the word that tells the kind, or NULL. */
static const char *read_kind(const char *text, ConditionKind *kind)
{
    for (int k = CONDITION_NONE + 1; k < N_CONDITIONS; k++) {
        size_t length = strlen(condition_word[k]);
        if (strncmp(text, condition_word[k], length) != 0 || text[length] != ' ') continue;
        *kind = (ConditionKind)k;
        return text + length + strspn(text + length, " ");
    }
    return NULL;
}

/* Somebody comes to the milestone's age in the follow-up. */
static bool is_reached(const Contract *contract, int age)
{
    for (int g = 0; g < contract->study.n_groups; g++) {
        const Group *group = &contract->study.group[g];
        if (!group->untouched && group->age_from <= age &&
            age <= group->age_to + contract->follow_up)
            return true;
    }
    return false;
}

static void check_milestone(const Block *block, const Contract *contract, int milestone)
{
    const Milestone *found = &contract->study.model.milestone[milestone];
    if (found->age == ANY)
        block_expected(block, "outcome", "a milestone that is decided at an age",
                       found->label.name);
    else if (!is_reached(contract, found->age))
        problems_note(problems_of(block), block_where(block, "outcome"),
                      block_key(block, "outcome"),
                      "expected a milestone that some participant comes to in the follow-up of %d "
                      "years, got \"%s\" at age %d",
                      contract->follow_up, found->label.name, found->age);
}

static void read_outcome(const Block *block, Contract *contract)
{
    ContractCondition *condition = &contract->condition;
    const Reading *reading = block->scenario->reading;
    const char *text = keys_text(block->table, block->map, "outcome");
    if (text == NULL || *text == '\0') return;
    const char *name = read_kind(text, &condition->kind);
    condition->text = text;
    if (name == NULL) {
        block_expected(block, "outcome", "\"milestone NAME\", \"state NAME\" or \"years NAME\"",
                       text);
        return;
    }
    bool milestone = condition->kind == CONDITION_MILESTONE;
    const Names *names = milestone ? &reading->milestones : &reading->states;
    int found = names_find(names, name, block_where(block, "outcome"), block_key(block, "outcome"),
                           reading->problems);
    *(milestone ? &condition->milestone : &condition->state) = found;
    if (milestone && found != ANY) check_milestone(block, contract, found);
}

/* The comparison group, or a fixed level. */
static void read_than(const Block *block, ContractCondition *condition)
{
    char hint_text[64];
    const char *hint = NULL;
    const YamlNode *node = yaml_find(block->map, "than");
    condition->compared = node == NULL || strcmp(node->text, "comparison") == 0;
    if (condition->compared) return;
    double most = condition->kind == CONDITION_YEARS ? MAX_AGE : 1;
    bool read = node->kind == YAML_SCALAR &&
                number_read(node->text, strlen(node->text), &condition->level, hint_text, &hint);
    if (!read || condition->level < 0 || condition->level > most)
        block_expected(block, "than",
                       condition->kind == CONDITION_YEARS ? "comparison, or a number of years"
                                                          : "comparison, or a share from 0 to 1",
                       node->kind == YAML_SCALAR ? node->text : "several values");
}

Status contract_condition(const Block *root, Contract *contract)
{
    ContractCondition *condition = &contract->condition;
    Block block = {root->scenario, &keys_condition, yaml_find(root->map, "condition"), "condition"};
    *condition = (ContractCondition){.milestone = ANY, .state = ANY};
    if (block.map == NULL || block.map->kind != YAML_MAP) return STATUS_OK;
    read_outcome(&block, contract);
    read_than(&block, condition);
    condition->after = keys_integer(block.table, block.map, "after", contract->follow_up);
    condition->by = keys_number(block.table, block.map, "by", 0);
    const char *side = keys_text(block.table, block.map, "is");
    condition->lower = side != NULL && strcmp(side, "lower") == 0;
    if (condition->after > contract->follow_up)
        problems_note(problems_of(&block), block_where(&block, "after"), block_key(&block, "after"),
                      "expected a year of the follow-up (%d), got %d", contract->follow_up,
                      condition->after);
    if (condition->kind != CONDITION_STATE && block_has(&block, "after"))
        block_expected(&block, "after", "none, for it is asked of a state alone",
                       keys_text(block.table, block.map, "after"));
    return STATUS_OK;
}

/* ---- the comparison group ---- */

const char *const comparison_kind_name[N_COMPARISONS] = {
    [COMPARISON_RANDOMISED] = "randomised",
    [COMPARISON_MATCHED] = "matched",
    [COMPARISON_HISTORICAL] = "historical",
};

/* What tells how the group's cost stands to that of the participants. */
enum { KEY_BIAS, KEY_EARLIER, KEY_DRIFT, KEY_REGRESSION, N_BIAS_KEYS };
static const char *const bias_key[N_BIAS_KEYS] = {
    [KEY_BIAS] = "bias",
    [KEY_EARLIER] = "years_earlier",
    [KEY_DRIFT] = "drift",
    [KEY_REGRESSION] = "regression",
};
typedef enum { MAY_NOT, MAY, MUST } Rule;
static const Rule bias_rule[N_COMPARISONS][N_BIAS_KEYS] = {
    [COMPARISON_RANDOMISED] = {MAY_NOT, MAY_NOT, MAY_NOT, MAY_NOT},
    [COMPARISON_MATCHED] = {MUST, MAY_NOT, MAY_NOT, MAY_NOT},
    [COMPARISON_HISTORICAL] = {MAY, MUST, MUST, MUST},
};

static void check_bias_keys(const Block *block, ComparisonKind kind)
{
    for (int k = 0; k < N_BIAS_KEYS; k++) {
        Rule rule = bias_rule[kind][k];
        const YamlNode *node = yaml_find(block->map, bias_key[k]);
        if (rule == MAY_NOT && node != NULL)
            problems_note(problems_of(block), block_where(block, bias_key[k]),
                          block_key(block, bias_key[k]), "expected none with kind %s, got \"%s\"",
                          comparison_kind_name[kind], node->text);
        if (rule == MUST && node == NULL)
            problems_note(problems_of(block), block_where(block, bias_key[k]),
                          block_key(block, bias_key[k]),
                          "expected a value with kind %s, got nothing; write what is assumed, or "
                          "%s for none",
                          comparison_kind_name[kind], k == KEY_BIAS ? "1" : "0");
    }
}

/* -1 after noting it with the keys. */
static int find_kind(const Block *block)
{
    const char *text = keys_text(block->table, block->map, "kind");
    for (int k = 0; k < N_COMPARISONS && text != NULL; k++)
        if (strcmp(text, comparison_kind_name[k]) == 0) return k;
    return -1;
}

static Status read_bias(const Block *block, Cited around, ContractComparison *comparison)
{
    Status status = STATUS_OK;
    int *const parameter[] = {&comparison->bias, &comparison->drift, &comparison->regression};
    static const int key[] = {KEY_BIAS, KEY_DRIFT, KEY_REGRESSION};
    bool any = false;
    for (int i = 0; i < 3; i++) any |= block_has(block, bias_key[key[i]]);
    if (!any) return STATUS_OK;
    Provenance provenance = block_provenance(block, block_cited(block, around));
    for (int i = 0; i < 3; i++)
        TRY(block_parameter(block, bias_key[key[i]], NULL, provenance, parameter[i]));
out:
    return status;
}

Status contract_comparison(const Block *root, Contract *contract)
{
    Status status = STATUS_OK;
    ContractComparison *comparison = &contract->comparison;
    Block block = {root->scenario, &keys_comparison, yaml_find(root->map, "comparison"),
                   "comparison"};
    *comparison = (ContractComparison){.bias = ANY, .drift = ANY, .regression = ANY};
    if (block.map == NULL || block.map->kind != YAML_MAP) goto out;
    comparison->number = keys_integer(block.table, block.map, "number", 1);
    comparison->earlier = keys_integer(block.table, block.map, "years_earlier", 0);
    int kind = find_kind(&block);
    if (kind >= 0) {
        comparison->kind = (ComparisonKind)kind;
        check_bias_keys(&block, comparison->kind);
    }
    TRY(read_bias(&block, root->scenario->cited, comparison));
out:
    return status;
}

/* participants: who they are, where they start, and what is known of them untreated. */
#include "model/keys_scenario.h"
#include "model/scenario.h"

#include <math.h>
#include <string.h>

static const double SUM_TOLERANCE = 1e-9;

static Problems *problems_of(const Block *block)
{
    return block->scenario->reading->problems;
}

static Where key_where(const Block *block, const YamlNode *node)
{
    return (Where){block->scenario->file, node->key_line, node->key_column};
}

/* The group's ages could be read. */
static bool is_aged(const Group *group)
{
    return group->age_from <= group->age_to;
}

/* A start state must be lived in and open at every age of the group. */
static void check_start_open(const Block *block, const YamlNode *node, const char *place,
                             const Group *group, int state)
{
    const Reading *reading = block->scenario->reading;
    const Model *model = &reading->study->model;
    if (!reading->sound[TABLE_STATES] || state == ANY) return;
    const State *found = &model->state[state];
    if (state == model->end_state)
        problems_expected(problems_of(block), key_where(block, node), place,
                          "a state that people live in", found->label.name, NULL);
    else if (is_aged(group) && (group->age_from < found->age_from || group->age_to > found->age_to))
        problems_note(
            problems_of(block), key_where(block, node), place,
            "expected a state that is open at all ages %d..%d, got \"%s\" (%d..%d); people "
            "of other ages make a group of their own",
            group->age_from, group->age_to, found->label.name, found->age_from, found->age_to);
}

/* STATE: share, or STATE: {share, years}. *share is NAN where it could not be read. */
static Status read_start(const Block *block, const YamlNode *node, const Group *group,
                         StartState *start, double *share)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const char *place = arena_format(reading->arena, "%s.%s", block_key(block, "states"),
                                     node->key);
    if (place == NULL) return STATUS_MEMORY;
    start->state = names_find(&reading->states, node->key, key_where(block, node), place,
                              reading->problems);
    check_start_open(block, node, place, group, start->state);
    if (node->kind != YAML_MAP) {
        *share = node_share(block->scenario, node, place);
        goto out;
    }
    TRY(reading_go_on(reading, keys_check(&keys_start, node, block->scenario->file, place,
                                          reading->arena, reading->problems)));
    *share = keys_number(&keys_start, node, "share", NAN);
    if (!(*share >= 0 && *share <= 1)) *share = NAN;
    start->years = keys_integer(&keys_start, node, "years", 0);
out:
    return status;
}

static Status read_starts(const Block *block, Group *group)
{
    Status status = STATUS_OK;
    const YamlNode *states = yaml_find(block->map, "states");
    StartState *start = NULL;
    double sum = 0, share;
    if (states == NULL || states->kind != YAML_MAP) goto out;
    ARENA_TRY(block->scenario->reading->arena, start, states->n);
    for (int i = 0; i < states->n; i++) {
        TRY(read_start(block, &states->child[i], group, &start[i], &share));
        sum += share;
        start[i].share = isnan(share) ? 0 : share;
    }
    if (fabs(sum - 1) > SUM_TOLERANCE) /* not where a share is NAN: what is meant is not known */
        problems_note(problems_of(block), block_where(block, "states"), block_key(block, "states"),
                      "expected shares that sum to 1, got %.10g", sum);
    group->start = start;
    group->n_starts = states->n;
out:
    return status;
}

/* The population's shares of classes at the medians, which sum to 1. */
static void population_shares(const Scenario *scenario, double share[MAX_CLASSES])
{
    const Model *model = &scenario->reading->study->model;
    for (int i = 0; i < model->n_classes; i++)
        share[i] = product_value(&model->class_[i].share, scenario->median);
}

/* The shares of the classes named in the file; the others are left at -1. *sum is that of all shares that
 * are told, also under a name that is none; NAN where one could not be read. */
static Status named_classes(const Block *block, const YamlNode *classes, double *share, double *sum)
{
    Reading *reading = block->scenario->reading;
    *sum = 0;
    for (int i = 0; i < classes->n; i++) {
        const YamlNode *node = &classes->child[i];
        const char *place = arena_format(reading->arena, "%s.%s", block_key(block, "classes"),
                                         node->key);
        if (place == NULL) return STATUS_MEMORY;
        int class_ = names_find(&reading->classes, node->key, key_where(block, node), place,
                                reading->problems);
        double value = node_share(block->scenario, node, place);
        if (class_ != ANY) share[class_] = value;
        *sum += value;
    }
    return STATUS_OK;
}

/* What is not named is spread over the other classes as in the population; a name that is none is meant
 * for one of them. */
static void spread_rest(const Block *block, const YamlNode *classes, const double *population,
                        double *share, double sum)
{
    int n = block->scenario->reading->study->model.n_classes, n_others = n - classes->n;
    double others = 0;
    for (int i = 0; i < n; i++)
        if (share[i] < 0) others += population[i];
    bool full = fabs(sum - 1) <= SUM_TOLERANCE;
    if (sum > 1 + SUM_TOLERANCE || (!full && (n_others <= 0 || others <= 0)))
        problems_note(problems_of(block), block_where(block, "classes"),
                      block_key(block, "classes"), "expected shares that sum to %s1, got %.10g",
                      n_others > 0 ? "at most " : "", sum);
    for (int i = 0; i < n; i++)
        if (share[i] < 0) share[i] = full || others <= 0 ? 0 : (1 - sum) * population[i] / others;
}

static Status read_classes(const Block *block, Group *group)
{
    Status status = STATUS_OK;
    const Reading *reading = block->scenario->reading;
    const YamlNode *classes = yaml_find(block->map, "classes");
    double *share = NULL, population[MAX_CLASSES] = {0}, sum;
    ARENA_TRY(reading->arena, share, MAX_CLASSES);
    population_shares(block->scenario, population);
    memcpy(share, population, sizeof population);
    group->class_share = share;
    if (classes == NULL || classes->kind != YAML_MAP) goto out;
    group->classes_given = true;
    for (int i = 0; i < MAX_CLASSES; i++) share[i] = -1;
    TRY(named_classes(block, classes, share, &sum));
    if (reading->sound[TABLE_CLASSES] && !isnan(sum))
        spread_rest(block, classes, population, share, sum);
out:
    return status;
}

void check_outcome(const Block *block, const char *state_key, const char *after_key,
                   const Group *group, int state, int after)
{
    const Reading *reading = block->scenario->reading;
    const Model *model = &reading->study->model;
    if (!reading->sound[TABLE_STATES] || state == ANY || !is_aged(group)) return;
    const State *found = &model->state[state];
    int first = group->age_from + after, last = group->age_to + after;
    if (last > model->last_age)
        problems_note(problems_of(block), block_where(block, after_key),
                      block_key(block, after_key),
                      "expected years after which all are %d or younger, the last age of the "
                      "model, got %d",
                      model->last_age, after);
    else if (first > found->age_to || last < found->age_from)
        problems_note(problems_of(block), block_where(block, state_key),
                      block_key(block, state_key),
                      "expected a state that is open at some of the ages %d..%d, got \"%s\" "
                      "(%d..%d)",
                      first, last, found->label.name, found->age_from, found->age_to);
}

static Status read_untreated(const Block *block, Cited around, const Group *group, Untreated *made)
{
    Status status = STATUS_OK;
    Provenance provenance = block_provenance(block, block_cited(block, around));
    *made = (Untreated){
        .state = block_name(block, "outcome", &block->scenario->reading->states),
        .after = keys_integer(block->table, block->map, "after", 1),
        .provenance = provenance,
    };
    check_outcome(block, "outcome", "after", group, made->state, made->after);
    TRY(block_parameter(block, "share", NULL, provenance, &made->share));
    TRY(block_parameter(block, "fades_over", YEARS_FAMILY, provenance, &made->fades_over));
out:
    return status;
}

/* Nobody is in two states at once: shares of the same year cannot sum to more than 1. */
static void check_together(const Block *block, const Untreated *untreated, int n)
{
    const Reading *reading = block->scenario->reading;
    for (int i = 0; i < n; i++) {
        double sum = 0;
        bool first = untreated[i].share != ANY;
        for (int k = 0; k < n; k++) {
            if (untreated[k].after != untreated[i].after || untreated[k].share == ANY) continue;
            first &= k >= i;
            sum += reading->parameter[untreated[k].share].estimate;
        }
        if (first && sum > 1 + SUM_TOLERANCE)
            problems_note(problems_of(block), block_where(block, "untreated"),
                          block_key(block, "untreated"),
                          "expected shares after %d years that sum to at most 1, got %.10g",
                          untreated[i].after, sum);
    }
}

static Status read_all_untreated(const Block *block, Cited cited, Group *group)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const YamlNode *list = yaml_find(block->map, "untreated");
    Untreated *untreated = NULL;
    int n = 0;
    if (list == NULL || list->kind != YAML_LIST) goto out;
    ARENA_TRY(reading->arena, untreated, list->n);
    for (int i = 0; i < list->n; i++) {
        if (list->child[i].kind != YAML_MAP) continue;
        const char *place = arena_format(reading->arena, "%s[%d]", block_key(block, "untreated"),
                                         i);
        if (place == NULL) return STATUS_MEMORY;
        Block below = {block->scenario, &keys_untreated, &list->child[i], place};
        TRY(read_untreated(&below, cited, group, &untreated[n]));
        for (int k = 0; k < n; k++)
            if (untreated[k].state == untreated[n].state && untreated[n].state != ANY &&
                untreated[k].after == untreated[n].after)
                block_expected(&below, "outcome", "each outcome once a year",
                               keys_text(below.table, below.map, "outcome"));
        n++;
    }
    check_together(block, untreated, n);
    group->untreated = untreated;
    group->n_untreated = n;
out:
    return status;
}

static void check_ages(const Block *block, const Group *group)
{
    const Reading *reading = block->scenario->reading;
    const Model *model = &reading->study->model;
    if (!reading->sound[TABLE_STATES]) return;
    if (group->age_from < model->first_age || group->age_to > model->last_age)
        problems_note(problems_of(block), block_where(block, "ages"), block_key(block, "ages"),
                      "expected ages of the model (%d..%d), got %d..%d", model->first_age,
                      model->last_age, group->age_from, group->age_to);
}

static Status read_group(const Block *block, Group *group)
{
    Status status = STATUS_OK;
    int horizon = block->scenario->reading->study->economics.horizon;
    Cited cited = block_cited(block, block->scenario->cited);
    const char *name = keys_text(block->table, block->map, "name");
    *group = (Group){
        .name = name != NULL ? name : "participants",
        .number = keys_integer(block->table, block->map, "number", 1),
        .women = keys_number(block->table, block->map, "women", 0.5),
        .age_from = 1, /* no ages until they are read */
        .age_to = 0,
        .enter_from = 1,
        .enter_to = 1,
    };
    if (!keys_range(block->table, block->map, "ages", &group->age_from, &group->age_to)) {
        group->age_from = 1;
        group->age_to = 0;
    }
    (void)keys_range(block->table, block->map, "enters", &group->enter_from, &group->enter_to);
    if (group->enter_to > horizon)
        problems_note(problems_of(block), block_where(block, "enters"), block_key(block, "enters"),
                      "expected years within the horizon of %d years, got %d", horizon,
                      group->enter_to);
    if (is_aged(group)) check_ages(block, group);
    TRY(read_starts(block, group));
    TRY(read_classes(block, group));
    TRY(read_all_untreated(block, cited, group));
out:
    return status;
}

/* Several groups have different names. */
static void take_group_name(const Block *block, Names *groups, bool several)
{
    const char *name = keys_text(block->table, block->map, "name");
    if (several && name == NULL)
        block_expected(block, "name", "a name, since there are several groups", NULL);
    if (name == NULL) return;
    if (names_index(groups, name) != ANY)
        block_expected(block, "name", "another name for each group", name);
}

Status scenario_groups(Scenario *scenario)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const YamlNode *node = yaml_find(scenario->root, "participants");
    Group *group = NULL;
    int n = 0;
    TRY(names_begin(&scenario->groups, reading->arena, 0, "a group of participants"));
    scenario->groups.known = false;
    if (node == NULL || node->kind == YAML_SCALAR) goto out;
    bool list = node->kind == YAML_LIST;
    int n_nodes = list ? node->n : 1;
    if (n_nodes == 0)
        problems_expected(reading->problems, (Where){scenario->file, node->line, node->column},
                          "participants", "at least one group", NULL, NULL);
    TRY(names_begin(&scenario->groups, reading->arena, n_nodes, "a group of participants"));
    ARENA_TRY(reading->arena, group, n_nodes);
    for (int i = 0; i < n_nodes; i++) {
        const YamlNode *map = list ? &node->child[i] : node;
        const char *place = list ? arena_format(reading->arena, "participants[%d]", i)
                                 : "participants";
        if (place == NULL) return STATUS_MEMORY;
        if (map->kind != YAML_MAP) continue;
        Block block = {scenario, &keys_participants, map, place};
        take_group_name(&block, &scenario->groups, n_nodes > 1);
        TRY(read_group(&block, &group[n]));
        scenario->groups.name[n] = group[n].name;
        scenario->groups.n = ++n;
    }
    scenario->group = group;
    reading->study->group = group;
    reading->study->n_groups = n;
out:
    return status;
}

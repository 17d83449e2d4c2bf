/* effects: what the programme changes, with its chance of being nil and its causal share. */
#include "inputs/text.h"
#include "model/grades.h"
#include "model/keys_scenario.h"
#include "model/scenario.h"
#include "model/tables.h"

#include <math.h>
#include <string.h>

static Problems *problems_of(const Block *block)
{
    return block->scenario->reading->problems;
}

/* A distribution that a default or a grade gives, as a parameter called after `name`. */
static Status add_default(const Block *block, const char *name, const char *unit,
                          Distribution distribution, double estimate, Provenance provenance,
                          int *index)
{
    Reading *reading = block->scenario->reading;
    const char *full = arena_format(reading->arena, "%s: %s.%s", block->scenario->title,
                                    block->place, name);
    if (full == NULL) return STATUS_MEMORY;
    return parameter_add(reading, full, unit, estimate, distribution, provenance, true, index);
}

/* Notes a transition that the model does not have, with those that lead out of its first state. */
static Status note_no_transition(const Block *block, const Effect *effect, const char *on)
{
    const Reading *reading = block->scenario->reading;
    const Model *model = &reading->study->model;
    const char *ways = "";
    bool seen[MAX_STATES] = {false};
    for (int t = 0; t < model->n_transitions; t++) {
        const Transition *row = &model->transition[t];
        if (row->from != effect->from || row->to == row->from || seen[row->to]) continue;
        seen[row->to] = true;
        ways = arena_format(reading->arena, "%s%s%s", ways, *ways != '\0' ? ", " : "",
                            model->state[row->to].label.name);
        if (ways == NULL) return STATUS_MEMORY;
    }
    if (*ways == '\0')
        block_expected(block, "on", "a transition that the model has", on);
    else
        problems_note(
            reading->problems, block_where(block, "on"), block_key(block, "on"),
            "expected a transition that the model has, got \"%s\"; from %s people go to %s", on,
            model->state[effect->from].label.name, ways);
    return STATUS_OK;
}

/* *has_kind: it tells what kind of effect it is; *valid: and of what. */
static Status read_on(const Block *block, Effect *effect, bool *has_kind, bool *valid)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const char *on = keys_text(block->table, block->map, "on");
    Target target = {0};
    *has_kind = *valid = false;
    if (on == NULL || *on == '\0') goto out;
    TRY(target_read(reading, on, true, block_where(block, "on"), block_key(block, "on"), &target));
    effect->kind = target.kind;
    effect->from = target.from;
    effect->to = target.to;
    effect->milestone = target.milestone;
    effect->place = target.place;
    effect->text = on;
    *has_kind = target.has_kind;
    *valid = target.valid;
    if (target.valid && !target_acts(reading, &target)) TRY(note_no_transition(block, effect, on));
out:
    return status;
}

/* The design's default causal share, or the one that is written. */
static Status read_causal_share(const Block *block, Effect *effect)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const DesignRule *design = design_of(effect->design);
    if (block_has(block, "causal_share"))
        return block_parameter(block, "causal_share", NULL, effect->provenance,
                               &effect->causal_share);
    Provenance provenance = {GRADE_E, "default by design", block_where(block, "design")};
    if (design == NULL)
        return add_default(block, "causal_share", "share", distribution_fixed(1), 1, provenance,
                           &effect->causal_share);
    Quantity quantity;
    TRY(quantity_read(design->causal_share, provenance.where, "causal_share", reading->arena,
                      reading->problems, &quantity));
    TRY(block_quantity(block, "causal_share", "causal_share", &quantity, NULL, provenance,
                       &effect->causal_share));
out:
    return status;
}

static Status read_works(const Block *block, Effect *effect)
{
    double no_effect = keys_number(block->table, block->map, "no_effect", NAN);
    if (isnan(no_effect))
        no_effect = effect->kind == EFFECT_PLACE ? 0
                                                 : grade_rules[effect->provenance.grade].no_effect;
    if (!(no_effect >= 0 && no_effect <= 1)) no_effect = 0; /* noted */
    return add_default(block, "works", "chance", distribution_chance(1 - no_effect), 1 - no_effect,
                       effect->provenance, &effect->on);
}

static const char FADES[] = "the years over which it fades after `years`: a number, 0 or never";

static Status read_fades(const Block *block, Effect *effect)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const YamlNode *node = yaml_find(block->map, "fades_over");
    bool place = effect->kind == EFFECT_PLACE;
    effect->fades_over = ANY;
    if (node != NULL && place)
        block_expected(block, "fades_over", "none: a place ends with its years", node->text);
    if (node == NULL && !place) block_expected(block, "fades_over", FADES, NULL);
    effect->fades_never = node != NULL && strcmp(node->text, "never") == 0;
    if (node == NULL || place || effect->fades_never)
        return add_default(block, "fades_over", "years", distribution_fixed(0), 0,
                           effect->provenance, &effect->fades_over);
    if (node->kind != YAML_SCALAR) {
        problems_note(problems_of(block), block_where(block, "fades_over"),
                      block_key(block, "fades_over"),
                      "expected a number of years or never, got a %s",
                      node->kind == YAML_LIST ? "list" : "map");
        goto out;
    }
    if (text_is_name(node->text, strlen(node->text))) { /* another word than never */
        block_expected(block, "fades_over", FADES, node->text);
        goto out;
    }
    Quantity quantity;
    status = quantity_read(node->text, block_where(block, "fades_over"),
                           block_key(block, "fades_over"), reading->arena, reading->problems,
                           &quantity);
    if (status == STATUS_OK)
        TRY(block_quantity(block, "fades_over", "fades_over", &quantity, YEARS_FAMILY,
                           effect->provenance, &effect->fades_over));
    status = reading_go_on(reading, status);
out:
    return status;
}

static Status read_cumulative(const Block *effect_block, Effect *effect)
{
    Status status = STATUS_OK;
    Scenario *scenario = effect_block->scenario;
    const YamlNode *map = yaml_find(effect_block->map, "cumulative");
    const char *place = block_key(effect_block, "cumulative");
    if (map == NULL || map->kind != YAML_MAP) return STATUS_OK;
    if (place == NULL) return STATUS_MEMORY;
    Block block = {scenario, &keys_cumulative, map, place};
    bool milestone = effect->kind == EFFECT_MILESTONE;
    const char *kind = keys_text(block.table, block.map, "kind");
    effect->has_cumulative = true;
    effect->ratio_kind = kind != NULL && strcmp(kind, "hazard_ratio") == 0 ? RATIO_HAZARD
                                                                           : RATIO_ODDS;
    static const char *const KEYS[] = {"outcome", "after"};
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        if (block_has(&block, KEYS[i]) && milestone)
            block_expected(&block, KEYS[i], "none, since the milestone is the outcome",
                           yaml_find(map, KEYS[i])->text);
        if (!block_has(&block, KEYS[i]) && !milestone)
            block_expected(&block, KEYS[i],
                           "the state the study looked at, and after how many years", NULL);
    }
    if (milestone && effect->ratio_kind == RATIO_HAZARD)
        block_expected(&block, "kind", "odds_ratio for a milestone", kind);
    effect->cumulative.state = milestone
                                   ? ANY
                                   : block_name(&block, "outcome", &scenario->reading->states);
    effect->cumulative.after = milestone ? ANY : keys_integer(block.table, block.map, "after", 1);
    if (!milestone && !block_has(effect_block, "followed_until"))
        effect->followed_until = effect->cumulative.after;
    for (int i = 0; i < scenario->reading->study->n_groups && !milestone; i++)
        if (effect->group == ANY || effect->group == i)
            check_outcome(&block, "outcome", "after", &scenario->reading->study->group[i],
                          effect->cumulative.state, effect->cumulative.after);
    TRY(block_parameter(&block, "treated", NULL, effect->provenance, &effect->cumulative.treated));
    TRY(block_parameter(&block, "untreated", NULL, effect->provenance,
                        &effect->cumulative.untreated));
out:
    return status;
}

/* A key that the table does not have was noted; it may be the one that is missing. */
static bool has_unknown_key(const Block *block)
{
    for (int i = 0; i < block->map->n; i++) {
        bool known = false;
        for (int k = 0; k < block->table->n; k++)
            known = known || (block->table->key[k].kind != KEY_WORD &&
                              strcmp(block->map->child[i].key, block->table->key[k].name) == 0);
        if (!known) return true;
    }
    return false;
}

/* Exactly one of the three ways to say how strong it is; none for a place. */
static Status read_strength(const Block *block, Effect *effect)
{
    static const char *const KEYS[] = {"odds_ratio", "hazard_ratio", "cumulative"};
    static const char *const NONE = "none: people are held in a place, there is no ratio";
    Status status = STATUS_OK;
    int n = 0;
    effect->ratio = ANY;
    for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++) {
        if (!block_has(block, KEYS[i])) continue;
        n++;
        if (effect->kind == EFFECT_PLACE) block_expected(block, KEYS[i], NONE, KEYS[i]);
    }
    if (effect->kind == EFFECT_PLACE) return STATUS_OK;
    if (n > 1 || (n == 0 && !has_unknown_key(block)))
        problems_note(problems_of(block), block_where(block, "on"), block->place,
                      "expected exactly one of odds_ratio, hazard_ratio and cumulative, got %d", n);
    if (effect->kind == EFFECT_MILESTONE && block_has(block, "hazard_ratio"))
        block_expected(block, "hazard_ratio", "odds_ratio or cumulative for a milestone",
                       "hazard_ratio");
    if (block_has(block, "hazard_ratio")) {
        effect->ratio_kind = RATIO_HAZARD;
        TRY(block_parameter(block, "hazard_ratio", NULL, effect->provenance, &effect->ratio));
    } else if (block_has(block, "odds_ratio")) {
        effect->ratio_kind = RATIO_ODDS;
        TRY(block_parameter(block, "odds_ratio", NULL, effect->provenance, &effect->ratio));
    } else {
        TRY(read_cumulative(block, effect));
    }
out:
    return status;
}

/* A place must be open as long as people are held in it. */
static void check_place(const Block *block, const Effect *effect)
{
    const Reading *reading = block->scenario->reading;
    const Study *study = reading->study;
    if (!reading->sound[TABLE_STATES]) return;
    const State *state = &study->model.state[effect->place];
    for (int i = 0; i < study->n_groups; i++) {
        const Group *group = &study->group[i];
        if ((effect->group != ANY && effect->group != i) || group->age_from > group->age_to)
            continue;
        int first = group->age_from + effect->year_from - 1;
        int last = group->age_to + effect->year_to - 1;
        if (first >= state->age_from && last <= state->age_to) continue;
        problems_note(reading->problems, block_where(block, "on"), block_key(block, "on"),
                      "expected a state that is open at all ages %d..%d at which people are held "
                      "in it, got \"%s\" (%d..%d)",
                      first, last, state->label.name, state->age_from, state->age_to);
    }
}

/* May somebody of the ages first..last make one of the transitions that the effect is on? */
static bool can_act(const Model *model, const Effect *effect, int first, int last)
{
    bool dying = effect->to == model->end_state && model->has_mortality;
    for (int s = 0; s < model->n_states && dying; s++) {
        const State *from = &model->state[s];
        if (s != model->end_state && (effect->from == ANY || effect->from == s) &&
            from->age_from <= last && from->age_to >= first)
            return true;
    }
    for (int t = 0; t < model->n_transitions; t++) {
        const Transition *row = &model->transition[t];
        const State *from = &model->state[row->from];
        if (row->from != row->to && (effect->from == ANY || effect->from == row->from) &&
            (effect->to == ANY || effect->to == row->to) && row->age_from <= last &&
            row->age_to >= first && from->age_from <= last && from->age_to >= first)
            return true;
    }
    return false;
}

/* The years of an effect, while it fades, too: how much older than at entry people can be. */
static int oldest_in(const Effect *effect, const Reading *reading)
{
    int years = effect->year_to - 1;
    if (effect->fades_never) return years + reading->study->model.last_age;
    if (effect->fades_over == ANY) return years;
    return years + (int)ceil(fmin(reading->parameter[effect->fades_over].estimate, MAX_AGE));
}

/* An effect on what nobody of its group can do at the ages of its years is a slip. */
static void check_ages(const Block *block, const Effect *effect)
{
    const Reading *reading = block->scenario->reading;
    const Study *study = reading->study;
    int low = MAX_AGE, high = -1;
    if (!reading->sound[TABLE_STATES] || !reading->sound[TABLE_TRANSITIONS]) return;
    if (!can_act(&study->model, effect, 0, MAX_AGE)) return; /* noted with `on` */
    for (int i = 0; i < study->n_groups; i++) {
        const Group *group = &study->group[i];
        if (effect->group != ANY && effect->group != i) continue;
        int first = group->age_from + effect->year_from - 1;
        int last = group->age_to + oldest_in(effect, reading);
        if (group->age_from > group->age_to || can_act(&study->model, effect, first, last)) return;
        if (first < low) low = first;
        if (last > high) high = last;
    }
    if (high < 0) return;
    if (low > study->model.last_age) {
        problems_note(reading->problems, block_where(block, "years"), block_key(block, "years"),
                      "expected years in which participants live, at most to %d, got years from %d "
                      "on, when they would be %d or older: this effect would do nothing",
                      study->model.last_age, effect->year_from, low);
        return;
    }
    if (high > study->model.last_age) high = study->model.last_age;
    problems_note(reading->problems, block_where(block, "on"), block_key(block, "on"),
                  "expected a transition that participants can make at their ages %d..%d in these "
                  "years, got \"%s\", which nobody can then: this effect would do nothing",
                  low, high, effect->text);
}

static Status read_effect(const Block *block, Effect *effect)
{
    Status status = STATUS_OK;
    Scenario *scenario = block->scenario;
    bool valid, has_kind;
    *effect = (Effect){.year_from = 1, .year_to = 1};
    effect->provenance = block_provenance(block, block_cited(block, scenario->cited));
    TRY(read_on(block, effect, &has_kind, &valid));
    effect->group = block_name(block, "group", &scenario->groups);
    effect->followed_until = keys_integer(block->table, block->map, "followed_until", 0);
    effect->design = keys_text(block->table, block->map, "design");
    bool in_years = keys_range(block->table, block->map, "years", &effect->year_from,
                               &effect->year_to);
    if (!has_kind) { /* what it needs is not known, but what is there can be read */
        if (block_has(block, "fades_over")) TRY(read_fades(block, effect));
        goto out;
    }
    if (effect->kind != EFFECT_PLACE && effect->design == NULL)
        block_expected(block, "design",
                       "rct, matched, historical, before_after, association or expert", NULL);
    if (valid && effect->kind == EFFECT_PLACE) check_place(block, effect);
    TRY(read_strength(block, effect));
    TRY(read_fades(block, effect));
    TRY(read_causal_share(block, effect));
    TRY(read_works(block, effect));
    if (valid && in_years && effect->kind == EFFECT_TRANSITION) check_ages(block, effect);
out:
    return status;
}

static bool arms_differ(const Model *model)
{
    for (int t = 0; t < model->n_transitions; t++)
        if (model->transition[t].arm != ANY) return true;
    for (int c = 0; c < model->n_costs; c++)
        if (model->cost[c].arm != ANY) return true;
    return false;
}

/* A group that no effect names, beside others that one does: its luck would be counted as the programme's. */
static void mark_untouched(Scenario *scenario)
{
    const Study *study = scenario->reading->study;
    if (study->n_effects == 0 || arms_differ(&study->model)) return;
    for (int g = 0; g < study->n_groups; g++) {
        bool touched = false;
        for (int e = 0; e < study->n_effects; e++)
            touched |= study->effect[e].group == ANY || study->effect[e].group == g;
        scenario->group[g].untouched = !touched;
    }
}

Status scenario_effects(Scenario *scenario)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const YamlNode *list = yaml_find(scenario->root, "effects");
    Effect *effect = NULL;
    int n = 0;
    if (list == NULL || list->kind != YAML_LIST) goto out;
    ARENA_TRY(reading->arena, effect, list->n);
    for (int i = 0; i < list->n; i++) {
        const char *place = arena_format(reading->arena, "effects[%d]", i);
        if (place == NULL) return STATUS_MEMORY;
        if (list->child[i].kind != YAML_MAP) continue;
        Block block = {scenario, &keys_effects, &list->child[i], place};
        TRY(read_effect(&block, &effect[n++]));
    }
    reading->study->effect = effect;
    reading->study->n_effects = n;
    mark_untouched(scenario);
out:
    return status;
}

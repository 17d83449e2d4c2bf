#include "support/random_model.h"

#include <criterion/criterion.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void add(char text[RANDOM_TEXT], const char *format, ...) PRINTF_LIKE(2, 3);

static void add(char text[RANDOM_TEXT], const char *format, ...)
{
    size_t length = strlen(text);
    va_list arguments;
    va_start(arguments, format);
    int n = vsnprintf(text + length, RANDOM_TEXT - length, format, arguments);
    va_end(arguments);
    cr_assert(n >= 0 && (size_t)n < RANDOM_TEXT - length, "a random model outgrew its text");
}

/* Shares of n things that sum to 1, in millionths. */
static void throw_shares(Dice *dice, int n, double *share)
{
    int left = 1000000;
    for (int i = 0; i < n - 1; i++) {
        int part = dice_integer(dice, left / 10, left / 2);
        share[i] = part / 1e6;
        left -= part;
    }
    share[n - 1] = left / 1e6;
}

static bool always_open(const RandomModel *model, int state)
{
    return model->age_from[state] == model->first_age && model->age_to[state] == model->last_age;
}

/* ---- the model's tables ---- */

/* The first two states are open all along; the third may open late, the fourth may close early. */
static void throw_states(RandomModel *model)
{
    static const char *const BANDS[] = {"", "0 1+", "0 1..2 3+"};
    double start[RANDOM_MOST] = {0};
    Dice *dice = &model->dice;
    model->first_age = 16;
    model->last_age = model->first_age + dice_integer(dice, 7, 20);
    model->n_living = dice_integer(dice, 2, RANDOM_MOST);
    throw_shares(dice, 2, start);
    add(model->states, "state,age_from,age_to,rank,start,exclusion,bands\n");
    for (int s = 0; s < model->n_living; s++) {
        int bands = dice_chance(dice, 0.4) ? dice_integer(dice, 1, 2) : 0;
        model->age_from[s] = model->first_age + (s == 2 && dice_chance(dice, 0.5) ? 2 : 0);
        model->age_to[s] = model->last_age - (s == 3 && dice_chance(dice, 0.5) ? 3 : 0);
        model->n_bands[s] = bands + 1;
        add(model->states, "s%d,%d,%d,%d,%g,%d,%s\n", s, model->age_from[s], model->age_to[s],
            10 * s, start[s], s % 2, BANDS[bands]);
    }
    add(model->states, "dead,%d,%d,100,0,0,\n", model->first_age, model->last_age + 1);
}

static void throw_classes(RandomModel *model)
{
    double share[3];
    model->n_classes = dice_integer(&model->dice, 1, 3);
    throw_shares(&model->dice, model->n_classes, share);
    add(model->classes, "class,share\n");
    for (int c = 0; c < model->n_classes; c++) add(model->classes, "c%d,%g\n", c, share[c]);
}

/* A transition's row: for everybody, by sex, by age, by birth year, or another in the intervention. */
static void throw_row(RandomModel *model, int from, int to, int first, int last, double p)
{
    Dice *dice = &model->dice;
    double other = dice_between(dice, 0, 0.2);
    if (dice_chance(dice, 0.15)) {
        add(model->transitions, ",s%d,s%d,f,%d,%d,,,%.4f\n", from, to, first, last, p);
        add(model->transitions, ",s%d,s%d,m,%d,%d,,,%.4f\n", from, to, first, last, other);
    } else if (dice_chance(dice, 0.2) && last > first) {
        int cut = dice_integer(dice, first, last - 1);
        add(model->transitions, ",s%d,s%d,,%d,%d,,,%.4f\n", from, to, first, cut, p);
        add(model->transitions, ",s%d,s%d,,%d,%d,,,%.4f\n", from, to, cut + 1, last, other);
    } else if (dice_chance(dice, 0.2)) {
        int cut = 2024 - model->first_age - dice_integer(dice, 0, 4);
        add(model->transitions, ",s%d,s%d,,%d,%d,,%d,%.4f\n", from, to, first, last, cut, p);
        add(model->transitions, ",s%d,s%d,,%d,%d,%d,,%.4f\n", from, to, first, last, cut + 1,
            other);
    } else {
        add(model->transitions, ",s%d,s%d,,%d,%d,,,%.4f\n", from, to, first, last, p);
        if (dice_chance(dice, 0.1))
            add(model->transitions, "intervention,s%d,s%d,,%d,%d,,,%.4f\n", from, to, first, last,
                other);
    }
}

/* Rows out of a state, at most 0.2 each; all leave at the age at which it closes. */
static void throw_exits(RandomModel *model, int from)
{
    bool closes = model->age_to[from] < model->last_age;
    for (int to = 0; to < model->n_living; to++) {
        int first = model->age_from[from], last = model->age_to[from] - closes;
        if (model->age_from[to] - 1 > first) first = model->age_from[to] - 1;
        if (model->age_to[to] < model->last_age && model->age_to[to] - 1 < last)
            last = model->age_to[to] - 1;
        model->goes[from][to] = to != from && dice_chance(&model->dice, 0.8);
        if (!model->goes[from][to]) continue;
        throw_row(model, from, to, first, last, dice_between(&model->dice, 0, 0.2));
    }
    if (closes)
        add(model->transitions, ",s%d,s0,,%d,%d,,,0.75\n,s%d,s1,,%d,%d,,,0.25\n", from,
            model->age_to[from], model->age_to[from], from, model->age_to[from],
            model->age_to[from]);
}

static void throw_transitions(RandomModel *model)
{
    add(model->transitions, "arm,from,to,sex,age_from,age_to,born_from,born_to,probability\n");
    for (int from = 0; from < model->n_living; from++) {
        throw_exits(model, from);
        if (!model->has_mortality && model->age_to[from] == model->last_age)
            add(model->transitions, ",s%d,dead,,,,,,%.4f\n", from,
                dice_between(&model->dice, 0, 0.1));
    }
}

/* Two or three kinds of calendar year. */
static void throw_shocks(RandomModel *model)
{
    double share[3];
    model->n_shocks = dice_integer(&model->dice, 2, 3);
    throw_shares(&model->dice, model->n_shocks, share);
    add(model->shocks, "shock,share,persistence\n");
    for (int s = 0; s < model->n_shocks; s++)
        add(model->shocks, "y%d,%g,%.3f\n", s, share[s], dice_between(&model->dice, 0, 0.9));
}

static void throw_mortality(RandomModel *model)
{
    double rate = dice_between(&model->dice, 0.001, 0.1);
    add(model->mortality, "sex,age,rate\n");
    for (int age = model->first_age; age <= model->last_age; age++) {
        add(model->mortality, "f,%d,%.5f\nm,%d,%.5f\n", age, rate, age, 1.4 * rate);
        rate *= 1.05;
    }
    add(model->mortality_ratios, "state,ratio,causal_share,fade_from,fade_to\n");
    for (int s = 1; s < model->n_living; s++) {
        double causal = dice_uniform(&model->dice), ratio = dice_between(&model->dice, 0.5, 6);
        add(model->mortality_ratios, "s%d,%.3f,%.2f,%d,%d\n", s, ratio, causal,
            model->first_age + 3, model->first_age + 12);
    }
}

static void throw_milestones(RandomModel *model)
{
    Dice *dice = &model->dice;
    model->n_by_age = dice_integer(dice, 0, 2);
    model->n_by_entry = dice_integer(dice, 0, 1);
    add(model->milestones, "milestone,at,state,class,probability,causal_share\n");
    for (int m = 0; m < model->n_by_age; m++) {
        int age = model->first_age + dice_integer(dice, 1, 6);
        double causal = dice_uniform(dice);
        add(model->milestones, "a%d,%d,,,%.3f,%.3f\n", m, age, dice_uniform(dice), causal);
        add(model->milestones, "a%d,%d,s1,,%.3f,%.3f\n", m, age, dice_uniform(dice), causal);
    }
    for (int m = 0; m < model->n_by_entry; m++) add(model->milestones, "e%d,entry s1,,,,\n", m);
}

/* A person's milestone that bends something, or nothing. */
static void throw_milestone(RandomModel *model, char name[16])
{
    int pick = dice_integer(&model->dice, 0, model->n_by_age + model->n_by_entry);
    if (pick == 0)
        snprintf(name, 16, "%s", "");
    else if (pick <= model->n_by_age)
        snprintf(name, 16, "a%d", pick - 1);
    else
        snprintf(name, 16, "e%d", pick - 1 - model->n_by_age);
}

/* At most one modifier a transition, some for a class, a milestone's holders, a band,
 * birth years or a kind of calendar year. */
static void throw_modifiers(RandomModel *model)
{
    static const char *const BANDS[][3] = {{"0+"}, {"0", "1+"}, {"0", "1..2", "3+"}};
    static const char *const KINDS[] = {"hazard_ratio", "odds_ratio"};
    Dice *dice = &model->dice;
    add(model->modifiers, "on,class,milestone,band,born_to,shock,kind,value\n");
    for (int from = 0; from < model->n_living; from++) {
        for (int to = 0; to < model->n_living; to++) {
            char class_[16] = "", milestone[16], shock[16] = "";
            if (!model->goes[from][to] || !dice_chance(dice, 0.6)) continue;
            const char *const *bands = BANDS[model->n_bands[from] - 1];
            const char *band = bands[dice_integer(dice, 0, model->n_bands[from] - 1)];
            if (dice_chance(dice, 0.5))
                snprintf(class_, sizeof class_, "c%d", dice_integer(dice, 0, model->n_classes - 1));
            throw_milestone(model, milestone);
            if (model->n_shocks > 0 && dice_chance(dice, 0.5))
                snprintf(shock, sizeof shock, "y%d", dice_integer(dice, 0, model->n_shocks - 1));
            double value = dice_between(dice, 0.2, 4);
            const char *kind = KINDS[dice_integer(dice, 0, 1)];
            const char *born_to = dice_chance(dice, 0.2) ? "2005" : "";
            if (!dice_chance(dice, 0.5)) band = "";
            add(model->modifiers, "s%d -> s%d,%s,%s,%s,%s,%s,%s,%.3f\n", from, to, class_,
                milestone, band, born_to, shock, kind, value);
        }
    }
    if (model->n_by_age > 1) add(model->modifiers, "milestone a1,,a0,,,,odds_ratio,2.5\n");
    if (model->n_by_age > 0) add(model->modifiers, "milestone a0,c0,,,,,odds_ratio,0.6\n");
}

/* ---- the scenario ---- */

static void throw_group(RandomModel *model, int g)
{
    Dice *dice = &model->dice;
    double share[2];
    int age = model->first_age + dice_integer(dice, 0, 3);
    throw_shares(dice, 2, share);
    double ordinary = model->n_classes > 1 ? dice_uniform(dice) : 1;
    int years = dice_integer(dice, 0, 4), enters = dice_integer(dice, 1, 2);
    double women = dice_uniform(dice);
    int last = age + dice_integer(dice, 0, 2), number = dice_integer(dice, 5, 30);
    add(model->scenario,
        "  - name: g%d\n    number: %d\n    ages: %d..%d\n    women: %.2f\n    enters: 1..%d\n"
        "    states: {s0: {share: %g, years: %d}, s1: %g}\n    classes: {c0: %.2f}\n",
        g, number, age, last, women, enters, share[0], years, share[1], ordinary);
    if (!model->has_untreated) return;
    int over = dice_integer(dice, 0, 5);
    double untreated = dice_between(dice, 0.3, 0.6);
    add(model->scenario, "    untreated: [{outcome: s0, after: %d, share: %.2f, fades_over: %d}]\n",
        dice_integer(dice, 1, 3), untreated, over);
}

/* What an effect acts on: a transition, all into or out of a state, death, a milestone. */
static void throw_target(RandomModel *model, bool *milestone)
{
    Dice *dice = &model->dice;
    int state = dice_integer(dice, 0, 1), kind = dice_integer(dice, 0, 4);
    *milestone = kind == 4 && model->n_by_age > 0;
    if (*milestone)
        add(model->scenario, "milestone a0");
    else if (kind == 3)
        add(model->scenario, "s%d -> dead", state);
    else if (kind == 2 && model->goes[1 - state][state])
        add(model->scenario, "\"* -> s%d\"", state);
    else if (kind == 1 && model->goes[state][1 - state])
        add(model->scenario, "s%d -> *", state);
    else
        add(model->scenario, "s%d -> dead", 1 - state);
}

static void throw_effect(RandomModel *model)
{
    static const char *const FADES[] = {"0", "3", "never"};
    Dice *dice = &model->dice;
    bool milestone;
    int first = dice_integer(dice, 1, 3);
    if (dice_chance(dice, 0.2) && always_open(model, 1)) {
        add(model->scenario, "  - {on: place s1, years: %d..%d}\n", first, first + 1);
        return;
    }
    add(model->scenario, "  - {on: ");
    throw_target(model, &milestone);
    const char *fades = FADES[dice_integer(dice, 0, 2)];
    int last = first + dice_integer(dice, 0, 4);
    double ratio = dice_between(dice, 0.3, 3);
    const char *kind = milestone || dice_chance(dice, 0.5) ? "odds_ratio" : "hazard_ratio";
    add(model->scenario, ", %s: %.3f, years: %d..%d, fades_over: %s", kind, ratio, first, last,
        fades);
    add(model->scenario, ", design: matched, causal_share: %.2f, no_effect: 0", dice_uniform(dice));
    if (dice_chance(dice, 0.2)) add(model->scenario, ", group: g0");
    add(model->scenario, "}\n");
}

static void throw_scenario(RandomModel *model, uint64_t number)
{
    Dice *dice = &model->dice;
    int n_groups = dice_integer(dice, 1, 2), n_effects = dice_integer(dice, 0, 4);
    model->reached = dice_chance(dice, 0.5) ? 1 : dice_integer(dice, 1, 99) / 100.0;
    model->has_untreated = model->goes[1][0] && model->goes[0][1] && dice_chance(dice, 0.3);
    add(model->scenario, "scenario: random %d\nparticipants:\n", (int)number);
    for (int g = 0; g < n_groups; g++) throw_group(model, g);
    add(model->scenario, "programme: {reached: %g, costs: []}\n", model->reached);
    add(model->scenario, n_effects > 0 ? "effects:\n" : "effects: []\n");
    for (int e = 0; e < n_effects; e++) throw_effect(model);
}

FixtureTexts random_model(RandomModel *model, uint64_t number)
{
    *model = (RandomModel){.dice = dice_named("random model", number)};
    model->has_mortality = dice_chance(&model->dice, 0.5);
    throw_states(model);
    throw_classes(model);
    throw_transitions(model);
    if (dice_chance(&model->dice, 0.5)) throw_shocks(model);
    if (model->has_mortality) throw_mortality(model);
    throw_milestones(model);
    throw_modifiers(model);
    add(model->costs, "item,state,per,amount\ntrial,s1,entry,50\n%s",
        dice_chance(&model->dice, 0.3) ? "burial,dead,entry,30\n" : "");
    throw_scenario(model, number);
    return (FixtureTexts){.states = model->states,
                          .classes = model->classes,
                          .shocks = model->n_shocks > 0 ? model->shocks : NULL,
                          .transitions = model->transitions,
                          .modifiers = model->modifiers,
                          .milestones = model->n_by_age + model->n_by_entry > 0 ? model->milestones
                                                                                : NULL,
                          .mortality = model->has_mortality ? model->mortality : NULL,
                          .mortality_ratios = model->has_mortality ? model->mortality_ratios : NULL,
                          .costs = model->costs,
                          .scenario = model->scenario};
}

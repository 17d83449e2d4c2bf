/* Changes to the files that must change nothing, or something known. */
#include "support/check.h"
#include "support/random_model.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_MODELS = 40, N_REPLICATES = 3 };

/* ---- comparing ---- */

/* Both runs have the same people in every state of the first, at every age and in both arms:
 * expected ones to a relative 1e-12, counted ones to a person. */
static void check_same_people(Case *x, Case *y, const char *what)
{
    const Model *model = &x->fixture.study.model;
    for (int replicate = 0; replicate < N_REPLICATES; replicate++) {
        run_live(&x->run, replicate, 0.8, NULL);
        run_live(&y->run, replicate, 0.8, NULL);
        for (int i = 0; i < N_ARMS * model->end_state; i++) {
            int arm = i % N_ARMS, state = i / N_ARMS;
            int other = case_state(y, model->state[state].label.name);
            for (int age = model->first_age; age <= model->last_age; age++) {
                assert_near(run_people(&y->run, arm, other, age),
                            run_people(&x->run, arm, state, age), 1e-12 * x->run.plan.n_people,
                            "%s: expected, arm %d, state %d, age %d", what, arm, state, age);
                assert_near(run_counted(&y->run, arm, other, age),
                            run_counted(&x->run, arm, state, age), 0,
                            "%s: counted, arm %d, state %d, age %d", what, arm, state, age);
            }
        }
    }
}

static bool open_case(Case *made, const FixtureTexts *texts)
{
    fixture_open(&made->fixture, texts);
    run_prepare(&made->run, &made->fixture.study);
    return run_try(&made->run, NULL) == STATUS_OK;
}

/* ---- the order of rows ---- */

/* The rows of a table in another order, in a new text. */
static char *shuffle_rows(const char *table, Dice *dice)
{
    const char *row[200], *line = strchr(table, '\n') + 1;
    int n = 0;
    char *shuffled = calloc(strlen(table) + 1, 1);
    cr_assert(shuffled != NULL);
    for (; *line != '\0'; line = strchr(line, '\n') + 1) row[n++] = line;
    strncat(shuffled, table, strcspn(table, "\n") + 1);
    for (; n > 0; n--) {
        int pick = dice_integer(dice, 0, n - 1);
        strncat(shuffled, row[pick], strcspn(row[pick], "\n") + 1);
        row[pick] = row[n - 1];
    }
    return shuffled;
}

Test(metamorphic, the_order_of_rows_changes_nothing)
{
    static RandomModel model;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        FixtureTexts texts = random_model(&model, number), other = texts;
        Dice dice = dice_named("shuffle", number);
        const char **table[] = {&other.states, &other.transitions, &other.modifiers, &other.costs,
                                &other.mortality};
        char *shuffled[5] = {NULL};
        for (int i = 0; i < 5; i++)
            if (*table[i] != NULL) *table[i] = shuffled[i] = shuffle_rows(*table[i], &dice);
        Case x, y;
        bool solved = open_case(&x, &texts), also = open_case(&y, &other);
        cr_assert_eq(solved, also);
        if (solved) check_same_people(&x, &y, "shuffled");
        case_close(&y);
        case_close(&x);
        for (int i = 0; i < 5; i++) free(shuffled[i]);
    }
}

Test(metamorphic, the_order_of_parameters_and_an_unrelated_one_change_nothing)
{
    static const char *const PARAMETERS[] = {
        "parameter,value\np,0.2\nq,0.1\n", "parameter,value\nq,0.1\np,0.2\n",
        "parameter,value\nspare,0.7\np,0.2\nother,0.3\nq,0.1\n"};
    FixtureTexts texts = {
        .states = "state,age_from,age_to\nwork,20,40\nout,20,40\ndead,20,40\n",
        .transitions = "from,to,probability\nwork,out,p * (1 - q)\nout,work,q\n",
        .parameters = PARAMETERS[0],
        .scenario = "participants: {number: 40, ages: 20..25, states: {work: 1}}\n"};
    Case x, y;
    case_open(&x, &texts);
    for (int i = 1; i < 3; i++) {
        texts.parameters = PARAMETERS[i];
        case_open(&y, &texts);
        check_same_people(&x, &y, PARAMETERS[i]);
        case_close(&y);
    }
    assert_near(run_people(&x.run, ARM_BASELINE, 1, 20), 0, 0, "all begin at work");
    cr_assert(run_people(&x.run, ARM_BASELINE, 1, 30) > 1, "somebody is out");
    case_close(&x);
}

/* A state that nobody comes to, in the middle of the ranks. */
Test(metamorphic, a_state_without_rows_changes_nothing)
{
    static RandomModel model;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        FixtureTexts texts = random_model(&model, number), other = texts;
        char states[RANDOM_TEXT];
        snprintf(states, sizeof states, "%sspare,%d,%d,5,0,0,\n", texts.states, model.first_age,
                 model.last_age + 1);
        other.states = states;
        Case x, y;
        bool solved = open_case(&x, &texts), also = open_case(&y, &other);
        cr_assert_eq(solved, also);
        if (solved) check_same_people(&x, &y, "spare");
        case_close(&y);
        case_close(&x);
    }
}

/* ---- groups ---- */

static const FixtureTexts TOWN = {
    .states = "state,age_from,age_to,bands\nwork,20,60,\nout,20,60,0 1+\ndead,20,60,\n",
    .classes = "class,share\nlow,0.6\nhigh,0.4\n",
    .transitions =
        "from,to,probability\nwork,out,0.1\nout,work,0.3\nwork,dead,0.01\nout,dead,0.02\n",
    .modifiers = "on,class,band,kind,value\nwork -> out,high,,hazard_ratio,2\n"
                 "out -> work,,1+,odds_ratio,0.5\n"};

#define OUT_EFFECT                                                                      \
    "effects:\n"                                                                        \
    "  - {on: work -> out, odds_ratio: 0.5, years: 1..3, fades_over: 2, design: rct,\n" \
    "     no_effect: 0}\n"

#define GROUP_A                                                                                   \
    "  - {name: a, number: 30, ages: 20..24, women: 0.4, enters: 1..2, states: {work: 0.5, out: " \
    "0.5},\n"                                                                                     \
    "     untreated: [{outcome: work, after: 2, share: 0.7}]}\n"
#define GROUP_B "  - {name: b, number: 17, ages: 22..30, states: {work: 1}, classes: {high: 0.5}}\n"

Test(metamorphic, the_order_of_groups_changes_nothing)
{
    FixtureTexts texts = TOWN;
    Case x, y;
    texts.scenario = "participants:\n" GROUP_A GROUP_B OUT_EFFECT;
    case_open(&x, &texts);
    texts.scenario = "participants:\n" GROUP_B GROUP_A OUT_EFFECT;
    case_open(&y, &texts);
    check_same_people(&x, &y, "groups");
    case_close(&y);
    case_close(&x);
}

static void open_with(Case *made, const char *scenario)
{
    FixtureTexts texts = TOWN;
    texts.scenario = scenario;
    case_open(made, &texts);
}

/* Expected people of x are `factor` times those of y in every state and age. */
static void check_multiple(const Case *x, const Case *y, double factor, const char *what)
{
    for (int age = 20; age < 60; age++)
        for (int i = 0; i < 4; i++)
            assert_near(run_people(&x->run, i % 2, i / 2, age),
                        factor * run_people(&y->run, i % 2, i / 2, age), 1e-12, "%s, age %d, %d",
                        what, age, i);
}

Test(metamorphic, a_group_split_in_halves_adds_up)
{
    Case whole, halves;
    open_with(&whole, "participants:\n"
                      "  - {name: all, number: 20, ages: 20, women: 0.5, states: {work: 1},\n"
                      "     classes: {low: 1}}\n" OUT_EFFECT);
    open_with(&halves, "participants:\n"
                       "  - {name: a, number: 10, ages: 20, women: 1, states: {work: 1},\n"
                       "     classes: {low: 1}}\n"
                       "  - {name: b, number: 10, ages: 20, women: 0, states: {work: 1},\n"
                       "     classes: {low: 1}}\n" OUT_EFFECT);
    check_multiple(&whole, &halves, 1, "halves");
    case_close(&halves);
    case_close(&whole);
}

Test(metamorphic, many_alike_are_many_times_one)
{
    static const int NUMBERS[] = {2, 7, 1000};
    Case one;
    open_with(&one, "participants: {number: 1, ages: 20, women: 1, states: {work: 1},\n"
                    "  classes: {low: 1}}\n" OUT_EFFECT);
    for (int i = 0; i < 3; i++) {
        char scenario[400];
        Case many;
        snprintf(scenario, sizeof scenario,
                 "participants: {number: %d, ages: 20, women: 1, states: {work: 1},\n"
                 "  classes: {low: 1}}\n" OUT_EFFECT,
                 NUMBERS[i]);
        open_with(&many, scenario);
        for (int age = 20; age < 60; age++)
            for (int arm = 0; arm < N_ARMS; arm++)
                assert_near(run_people(&many.run, arm, 0, age) / NUMBERS[i],
                            run_people(&one.run, arm, 0, age), 1e-15, "%d people, age %d",
                            NUMBERS[i], age);
        case_close(&many);
    }
    case_close(&one);
}

/* ---- programme years ---- */

static double counted_in_year(const Run *run, int arm, int state, int year)
{
    double people = 0;
    for (int c = 0; c < run->plan.n_cohorts; c++) {
        const Cohort *cohort = &run->plan.cohort[c];
        int k = year - cohort->enter;
        if (k < 0 || k >= cohort->n_years) continue;
        const AgePlan *at = plan_age(&run->plan, cohort->age + k);
        for (int i = 0; i < at->n_cells; i++)
            if (at->cell_state[i] == state)
                people += run->counts.cell[arm][cohort->first_cell[k] + i];
    }
    return people;
}

Test(metamorphic, entering_a_year_later_shifts_everything_a_year)
{
    static const char *const ENTERS[] = {"1", "2"};
    Case at[2];
    for (int i = 0; i < 2; i++) {
        char scenario[500];
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 60, ages: 20..29, enters: %s,\n"
                 "  states: {work: 0.5, out: 0.5},\n"
                 "  untreated: [{outcome: work, after: 2, share: 0.6}]}\n" OUT_EFFECT,
                 ENTERS[i]);
        open_with(&at[i], scenario);
        run_live(&at[i].run, 0, 1, NULL);
    }
    cr_assert_eq(at[1].run.plan.n_years, at[0].run.plan.n_years + 1);
    for (int year = 1; year <= at[0].run.plan.n_years; year++) {
        for (int i = 0; i < 4; i++) {
            assert_near(run_people_in_year(&at[1].run, i % 2, i / 2, year + 1),
                        run_people_in_year(&at[0].run, i % 2, i / 2, year), 0, "year %d", year);
            assert_near(counted_in_year(&at[1].run, i % 2, i / 2, year + 1),
                        counted_in_year(&at[0].run, i % 2, i / 2, year), 0, "counted, year %d",
                        year);
        }
    }
    assert_near(run_people_in_year(&at[1].run, ARM_BASELINE, ANY, 1), 0, 0, "nobody in year 1");
    for (int i = 0; i < 2; i++) case_close(&at[i]);
}

/* Asked for fewer programme years, the exact cohort answers the same for them and 0 beyond. */
Test(metamorphic, fewer_years_are_the_first_of_all)
{
    enum { ASKED = 7 };
    Case town;
    open_with(&town, "participants:\n" GROUP_A GROUP_B OUT_EFFECT);
    const Plan *plan = &town.run.plan;
    double *all = calloc((size_t)plan->n_counts, sizeof *all);
    cr_assert(all != NULL);
    memcpy(all, town.run.count[ARM_BASELINE], (size_t)plan->n_counts * sizeof *all);
    exact_run(&town.run.world, NULL, ASKED, town.run.count, town.run.reach, &town.run.scratch);
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            bool asked = cohort->enter + k <= ASKED;
            for (int i = 0; i < plan_age(plan, cohort->age + k)->n_cells; i++) {
                int cell = cohort->first_cell[k] + i;
                assert_near(town.run.count[ARM_BASELINE][cell], asked ? all[cell] : 0, 0,
                            "cohort %d, year %d, cell %d", c, k, i);
            }
        }
    }
    free(all);
    case_close(&town);
}

/* ---- effects ---- */

Test(metamorphic, without_effects_both_arms_are_the_same_to_the_bit)
{
    Case town;
    open_with(&town, "participants:\n" GROUP_A GROUP_B);
    cr_assert(memcmp(town.run.count[ARM_BASELINE], town.run.count[ARM_INTERVENTION],
                     (size_t)town.run.plan.n_counts * sizeof(double)) == 0);
    case_close(&town);
}

/* A ratio and its inverse on the same transition, in the same years. */
Test(metamorphic, an_effect_and_its_inverse_cancel)
{
    static RandomModel model;
    static const char *const KINDS[] = {"odds_ratio", "hazard_ratio"};
    for (uint64_t number = 0; number < N_MODELS; number++) {
        FixtureTexts texts = random_model(&model, number);
        char scenario[600];
        if (!model.goes[0][1] || strstr(texts.transitions, "intervention") != NULL) continue;
        snprintf(
            scenario, sizeof scenario,
            "participants: {number: 9, ages: 16..18, states: {s0: 0.5, s1: 0.5}}\n"
            "effects:\n"
            "  - {on: s0 -> s1, %s: 2.5, years: 1..3, fades_over: 4, design: rct, no_effect: 0}\n"
            "  - {on: s0 -> s1, %s: 0.4, years: 1..3, fades_over: 4, design: rct, no_effect: 0}\n",
            KINDS[number % 2], KINDS[number % 2]);
        texts.scenario = scenario;
        Case town;
        case_open(&town, &texts);
        for (int age = 16; age <= model.last_age; age++)
            for (int s = 0; s < model.n_living; s++)
                assert_near(run_people(&town.run, ARM_INTERVENTION, s, age),
                            run_people(&town.run, ARM_BASELINE, s, age), 1e-12,
                            "model %d, state %d, age %d", (int)number, s, age);
        case_close(&town);
    }
}

/* More of a cause: with growing odds or hazard ratios of s0 -> s1 in the first year, never fewer are
 * in s1 a year later, and more of them where anybody began in s0. */
static void check_growth(const RandomModel *model, FixtureTexts *texts, const char *kind)
{
    static const double RATIO[] = {0.2, 0.5, 1, 2, 5};
    double before = -1;
    for (int i = 0; i < 5; i++) {
        char scenario[400];
        Case town;
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 9, ages: 16..18, states: {s0: 0.5, s1: 0.5}}\n"
                 "effects:\n"
                 "  - {on: s0 -> s1, %s: %g, years: 1, fades_over: 0, design: rct, no_effect: 0}\n",
                 kind, RATIO[i]);
        texts->scenario = scenario;
        case_open(&town, texts);
        double now = run_people_in_year(&town.run, ARM_INTERVENTION, 1, 2);
        cr_assert(now > before, "%s %g, %d states: %.17g, less than %.17g", kind, RATIO[i],
                  model->n_living, now, before);
        before = now;
        case_close(&town);
    }
}

Test(metamorphic, more_of_a_cause_gives_more_of_its_direct_effect)
{
    static RandomModel model;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        FixtureTexts texts = random_model(&model, number);
        if (!model.goes[0][1]) continue;
        check_growth(&model, &texts, "odds_ratio");
        check_growth(&model, &texts, "hazard_ratio");
    }
}

/* Odds 2 for good, told by an effect or by rows of the intervention: 0.1 becomes 2/11. */
Test(metamorphic, an_effect_for_good_equals_rows_of_the_intervention)
{
    FixtureTexts told = TOWN, by_rows = TOWN;
    Case x, y;
    told.modifiers = by_rows.modifiers = NULL;
    told.transitions = "from,to,probability\nwork,out,0.1\nout,work,0.3\n";
    by_rows.transitions = "arm,from,to,probability\n,work,out,0.1\n"
                          "intervention,work,out,0.18181818181818182\n,out,work,0.3\n";
    by_rows.scenario = "participants: {number: 9, ages: 20..25, states: {work: 1}}\n";
    told.scenario =
        "participants: {number: 9, ages: 20..25, states: {work: 1}}\n"
        "effects:\n"
        "  - {on: work -> out, odds_ratio: 2, years: 1, fades_over: never, design: rct,\n"
        "     no_effect: 0}\n";
    case_open(&x, &told);
    case_open(&y, &by_rows);
    check_same_people(&x, &y, "rows");
    cr_assert(run_people(&x.run, ARM_INTERVENTION, 1, 30) >
                  run_people(&x.run, ARM_BASELINE, 1, 30) + 0.1,
              "the effect shows");
    case_close(&y);
    case_close(&x);
}

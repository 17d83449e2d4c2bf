/* Values of targets worked out by hand: people begin in a at 20; a year on 0.7 of them are still in a,
 * 0.2 have come to b and 0.1 have died. Half of those new in b go back to a within a year, of those who
 * were there already a quarter does (odds ratio 1/3). At 22 it is decided who holds m: 0.4, in b 0.1.
 *   at 21: a 0.7, b 0.2        at 22: a 0.7 * 0.7 + 0.2 * 0.5 = 0.59, b 0.14 new and 0.1 not */
#include "analysis/validation.h"
#include "support/check.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char STATES[] = "state,age_from,age_to,bands,start\n"
                             "a,20,30,,1\n"
                             "b,20,30,0 1+,0\n"
                             "dead,20,30,,0\n";
static const char TRANSITIONS[] = "from,to,probability\n"
                                  "a,b,0.2\n"
                                  "a,dead,0.1\n"
                                  "b,a,0.5\n";
static const char MODIFIERS[] = "on,band,kind,value\n"
                                "b -> a,1+,odds_ratio,0.3333333333333333333\n";
static const char MILESTONES[] = "milestone,at,state,probability\n"
                                 "m,22,,0.4\n"
                                 "m,22,b,0.1\n";
static const char SCENARIO[] = "participants: {number: 10, ages: 20, states: {a: 1}}\n";
static const char HEADER[] = "measure,start,sex,age_from,age_to,years,counts,value,tolerance\n";

static const RunOptions one_thread = {.n_threads = 1};

typedef struct {
    const char *target; /* start to counts, as in targets.csv */
    double value;
} ByHand;

/* A table of these targets, numbered t0, t1 ...; the caller frees it. */
static char *table_of(const ByHand *row, int n)
{
    char *text = calloc((size_t)n + 2, 200);
    cr_assert_not_null(text);
    strcpy(text, HEADER);
    for (int i = 0; i < n; i++) sprintf(text + strlen(text), "t%d,%s,0.5,0.1\n", i, row[i].target);
    return text;
}

static void validate(const Fixture *fixture, int n_worlds, Validation *validation)
{
    Problems problems = {0};
    Status status = validation_make(&fixture->study, n_worlds, &one_thread, &problems, validation);
    char *messages = fixture_messages(&problems);
    cr_assert_eq(status, STATUS_OK, "%s", messages);
    free(messages);
    problems_free(&problems);
}

static void check_all(const FixtureTexts *texts, const ByHand *row, int n)
{
    Fixture fixture;
    Validation validation;
    FixtureTexts with = *texts;
    char *targets = table_of(row, n);
    with.targets = targets;
    fixture_open(&fixture, &with);
    validate(&fixture, 0, &validation);
    cr_assert_eq(validation.n, n);
    for (int i = 0; i < n; i++)
        assert_near(validation.row[i].value, row[i].value, 1e-14, "%s", row[i].target);
    validation_free(&validation);
    fixture_close(&fixture);
    free(targets);
}

Test(validation, every_kind_of_start_and_counts_is_as_worked_out_by_hand)
{
    static const ByHand rows[] = {
        /* everybody alive at these ages */
        {",,21,21,,b", 0.2 / 0.9},
        {"alive,,21,21,0,b", 0.2 / 0.9},
        {",,21,22,,b", (0.2 + 0.24) / (0.9 + 0.83)},
        {",,21,21,,a b:0.5", (0.7 + 0.1) / 0.9},
        {",,21,21,,not b", 0.7 / 0.9},
        {",,21,21,,a b", 1},
        /* later; the dead are among those who started */
        {",,20,20,1,alive", 0.9},
        {",,20,20,1,not alive", 0.1},
        {",,20,20,1,not b", 0.8},
        {"a,,21,21,1,b", 0.2},
        {"a,,21,21,2,a", 0.7 * 0.7 + 0.2 * 0.5},
        {"a b,,21,21,1,a", (0.7 * 0.7 + 0.2 * 0.5) / 0.9},
        {"not a,,21,21,1,a", 0.5},
        /* spells: without a break, with returns, begun again */
        {"a,,21,21,2,stay a", 0.49},
        {"a,,21,21,2,not stay a", 0.51},
        {"a,,21,21,2,entry a", 0.2 * 0.5},
        {",,20,20,2,entry b", 0.2 + 0.7 * 0.2},
        {",,20,20,2,not entry b", 1 - 0.34},
        {"b,,22,22,1,stay b", (0.14 * 0.5 + 0.1 * 0.75) / 0.24},
        /* new ones and those who left */
        {"entry b,,22,22,1,b", 0.5},
        {"entry b,,22,22,2,stay b", 0.5 * 0.75},
        {"entry b,,22,22,2,b", 0.5 * 0.75 + 0.5 * 0.2},
        {"left b,,22,22,1,b", 0.2},
        {"left a,,21,21,1,a", 0.5},
        {"left b,,22,22,1,entry b", 0.2},
        /* newborns come from elsewhere */
        {"entry a,,20,20,1,a", 0.7},
        /* milestones: decided at that birthday, remembered though they bend nothing */
        {",,22,22,,milestone m", (0.59 * 0.4 + 0.24 * 0.1) / 0.83},
        {",,21,21,1,milestone m", (0.59 * 0.4 + 0.24 * 0.1) / 0.9},
        {"milestone m,,22,22,1,a", (0.236 * 0.7 + 0.014 * 0.5 + 0.010 * 0.25) / 0.26},
        {"not milestone m,,22,22,1,a", (0.354 * 0.7 + 0.126 * 0.5 + 0.090 * 0.25) / 0.57},
        {"milestone m,,21,22,1,a", (0.236 * 0.7 + 0.014 * 0.5 + 0.010 * 0.25) / 0.26},
        {"milestone m,,22,22,3,not milestone m", 1 - 0.0},
    };
    enum { N = sizeof rows / sizeof *rows };
    ByHand row[N];
    memcpy(row, rows, sizeof rows);
    /* Three years after 22, of 0.26 who hold m: the living still hold it. */
    double a = 0.236, fresh = 0.014, old = 0.010;
    for (int year = 0; year < 3; year++) {
        double next = a * 0.7 + fresh * 0.5 + old * 0.25;
        old = fresh * 0.5 + old * 0.75;
        fresh = a * 0.2;
        a = next;
    }
    row[N - 1].value = 1 - (a + fresh + old) / 0.26;
    check_all(&(FixtureTexts){.states = STATES,
                              .transitions = TRANSITIONS,
                              .modifiers = MODIFIERS,
                              .milestones = MILESTONES,
                              .scenario = SCENARIO},
              row, N);
}

/* Whoever is 61 in 2018 was born in 1957, when half of those at work at 60 leave; later ones stay. */
Test(validation, people_of_a_calendar_year_are_of_the_birth_years_that_they_had_then)
{
    static const char *const TARGETS = "measure,age_from,age_to,years,year,counts,value,tolerance\n"
                                       "m,61,61,,2018,work,0.5,0.1\n"
                                       "m,61,61,,2019,work,1,0.1\n"
                                       "m,61,62,,2019,work,0.75,0.1\n"
                                       "m,60,60,3,2017,work,0.5,0.1\n"
                                       "m,60,60,3,2018,work,1,0.1\n";
    static const double share[] = {0.5, 1, 0.75, 0.5, 1};
    Fixture fixture;
    Validation validation;
    fixture_open(&fixture, &(FixtureTexts){.states = "state,age_from,age_to,start\n"
                                                     "work,60,70,1\nout,60,70,0\ndead,60,70,0\n",
                                           .transitions = "from,to,age_from,age_to,born_to,"
                                                          "probability\n"
                                                          "work,out,60,60,1957,0.5\n",
                                           .targets = TARGETS,
                                           .scenario = "participants: {number: 1, ages: 60, "
                                                       "states: {work: 1}}\n"});
    validate(&fixture, 0, &validation);
    for (int i = 0; i < 5; i++)
        assert_near(validation.row[i].value, share[i], 1e-14, "line %d", i + 2);
    validation_free(&validation);
    fixture_close(&fixture);
}

Test(validation, sexes_count_alike_and_classes_by_their_share)
{
    static const ByHand row[] = {
        /* f: low 0.2, high (odds ratio 4) 0.5; m: low 0.5, high 0.8 */
        {",f,21,21,,b", 0.75 * 0.2 + 0.25 * 0.5},
        {",m,21,21,,b", 0.75 * 0.5 + 0.25 * 0.8},
        {",,21,21,,b", (0.75 * 0.7 + 0.25 * 1.3) / 2},
        {"a,,21,21,1,b", (0.75 * (0.8 * 0.2 + 0.5 * 0.5) + 0.25 * (0.5 * 0.5 + 0.2 * 0.8)) /
                             (0.75 * 1.3 + 0.25 * 0.7)},
    };
    check_all(&(FixtureTexts){.states = "state,age_from,age_to,start\n"
                                        "a,20,30,1\nb,20,30,0\ndead,20,30,0\n",
                              .classes = "class,share\nlow,0.75\nhigh,0.25\n",
                              .transitions = "from,to,sex,probability\na,b,f,0.2\na,b,m,0.5\n",
                              .modifiers = "on,class,kind,value\na -> b,high,odds_ratio,4\n",
                              .scenario = SCENARIO},
              row, (int)(sizeof row / sizeof *row));
}

Test(validation, a_weight_may_be_a_parameter)
{
    static const ByHand row[] = {{",,21,21,,a b:part", (0.7 + 0.25 * 0.2) / 0.9}};
    check_all(&(FixtureTexts){.states = STATES,
                              .transitions = TRANSITIONS,
                              .modifiers = MODIFIERS,
                              .parameters = "parameter,value\npart,0.25\n",
                              .scenario = SCENARIO},
              row, 1);
}

Test(validation, targets_are_met_within_their_tolerance_and_told_apart_from_what_was_expected)
{
    Fixture fixture;
    Validation validation;
    fixture_open(&fixture,
                 &(FixtureTexts){.states = STATES,
                                 .transitions = TRANSITIONS,
                                 .modifiers = MODIFIERS,
                                 .targets = "measure,age_from,age_to,years,counts,value,tolerance,"
                                            "expected\n"
                                            "exact,20,20,1,b,0.2,0.000001,met\n"
                                            "edge,20,20,1,b,0.25,0.05,met\n"
                                            "beyond,20,20,1,b,0.2500001,0.05,met\n"
                                            "known,20,20,1,b,0.4,0.05,missed\n"
                                            "mended,20,20,1,b,0.21,0.05,missed\n",
                                 .scenario = SCENARIO});
    validate(&fixture, 0, &validation);
    static const bool met[] = {true, true, false, false, true};
    for (int i = 0; i < 5; i++) cr_expect_eq(validation.row[i].met, met[i], "row %d", i);
    cr_expect_eq(validation.n_met, 3);
    cr_expect_eq(validation.n_broken, 1);
    cr_expect_eq(validation.n_mended, 1);
    cr_expect(isnan(validation.row[0].low) && isnan(validation.row[0].high));
    validation_free(&validation);
    fixture_close(&fixture);
}

Test(validation, worlds_give_the_range_of_a_value_with_any_number_of_threads)
{
    Fixture fixture;
    Validation one, other;
    Problems problems = {0};
    fixture_open(&fixture, &(FixtureTexts){.states = "state,age_from,age_to,start\n"
                                                     "a,20,30,1\nb,20,30,0\ndead,20,30,0\n",
                                           .transitions = "from,to,probability\na,b,p\n",
                                           .parameters = "parameter,value,kind,low,high\n"
                                                         "p,0.3,uniform,0.2,0.4\n",
                                           .targets = "measure,age_from,age_to,years,counts,value,"
                                                      "tolerance\nb,20,20,1,b,0.3,0.01\n",
                                           .scenario = SCENARIO});
    validate(&fixture, 1000, &one);
    assert_near(one.row[0].value, 0.3, 1e-14, "the median");
    assert_near(one.row[0].low, 0.21, 0.001, "5 %% of 0.2 to 0.4");
    assert_near(one.row[0].high, 0.39, 0.001, "95 %%");
    RunOptions options = {.n_threads = 3};
    cr_assert_eq(validation_make(&fixture.study, 1000, &options, &problems, &other), STATUS_OK);
    cr_expect_eq(one.row[0].low, other.row[0].low);
    cr_expect_eq(one.row[0].high, other.row[0].high);
    validation_free(&one);
    validation_free(&other);
    fixture_close(&fixture);
}

Test(validation, a_model_without_targets_or_without_starters_is_refused)
{
    Fixture fixture;
    Validation validation;
    Problems problems = {0};
    FixtureTexts texts = {.states = STATES, .transitions = TRANSITIONS, .scenario = SCENARIO};
    fixture_open(&fixture, &texts);
    cr_expect_eq(validation_make(&fixture.study, 0, &one_thread, &problems, &validation),
                 STATUS_INPUT);
    cr_expect(strstr(problems.list[0].text, "targets.csv: expected published figures") != NULL);
    fixture_close(&fixture);
    texts.targets = "measure,start,age_from,age_to,years,counts,value,tolerance\n"
                    "x,b,20,20,1,a,0.5,0.1\n"; /* nobody is in b at 20 */
    fixture_open(&fixture, &texts);
    cr_expect_eq(validation_make(&fixture.study, 0, &one_thread, &problems, &validation),
                 STATUS_INPUT);
    cr_expect(strstr(problems.list[1].text, "got nobody for \"b\" at 20..20") != NULL, "%s",
              problems.list[1].text);
    fixture_close(&fixture);
    problems_free(&problems);
}

/* ---- what must change nothing ---- */

/* The values of a model's targets, in values[most]. */
static int values_of(const FixtureTexts *texts, double *value)
{
    Fixture fixture;
    Validation validation;
    fixture_open(&fixture, texts);
    validate(&fixture, 0, &validation);
    int n = validation.n;
    for (int i = 0; i < n; i++) value[i] = validation.row[i].value;
    validation_free(&validation);
    fixture_close(&fixture);
    return n;
}

static const char TARGETS[] = "measure,start,age_from,age_to,years,counts,value,tolerance\n"
                              "one,,21,27,,b,0.5,0.1\n"
                              "two,entry b,22,25,3,stay b,0.5,0.1\n"
                              "three,left b,22,25,3,entry b,0.5,0.1\n"
                              "four,not milestone m,22,25,2,a b:0.3,0.5,0.1\n"
                              "five,,20,20,9,alive,0.5,0.1\n";

static void compare(const FixtureTexts *plain, const FixtureTexts *changed, const char *what)
{
    double before[8], after[8];
    int n = values_of(plain, before);
    cr_assert_eq(values_of(changed, after), n);
    for (int i = 0; i < n; i++)
        assert_near(after[i], before[i], 1e-13, "%s changes target %d", what, i);
}

Test(validation, a_state_that_nobody_enters_changes_no_value)
{
    FixtureTexts plain = {.states = STATES,
                          .transitions = TRANSITIONS,
                          .modifiers = MODIFIERS,
                          .milestones = MILESTONES,
                          .targets = TARGETS,
                          .scenario = SCENARIO};
    FixtureTexts with = plain;
    with.states = "state,age_from,age_to,bands,start\n"
                  "a,20,30,,1\nempty,20,30,0 1+,0\nb,20,30,0 1+,0\ndead,20,30,,0\n";
    with.transitions = "from,to,probability\n"
                       "a,b,0.2\na,dead,0.1\nb,a,0.5\na,empty,0\nempty,b,0.3\n";
    compare(&plain, &with, "an empty state");
}

Test(validation, a_class_split_in_two_equal_ones_changes_no_value)
{
    FixtureTexts whole = {.states = STATES,
                          .classes = "class,share\nlow,0.6\nhigh,0.4\n",
                          .transitions = TRANSITIONS,
                          .modifiers = "on,class,band,kind,value\n"
                                       "b -> a,,1+,odds_ratio,0.25\na -> b,high,,odds_ratio,3\n",
                          .milestones = MILESTONES,
                          .targets = TARGETS,
                          .scenario = SCENARIO};
    FixtureTexts split = whole;
    split.classes = "class,share\nlow,0.6\nhigh,0.2\nsame,0.2\n";
    split.modifiers = "on,class,band,kind,value\n"
                      "b -> a,,1+,odds_ratio,0.25\na -> b,high,,odds_ratio,3\n"
                      "a -> b,same,,odds_ratio,3\n";
    compare(&whole, &split, "a split class");
}

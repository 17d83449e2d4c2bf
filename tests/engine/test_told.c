/* Thresholds made straight from what a model tells are those of its rows; the rows come when they are asked
 * for. */
#include "engine/kinds.h"
#include "engine/told.h"
#include "engine/years.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

/* The camp closes after 24, so all must leave it then, and nothing says how many stay; arms and sexes differ;
 * products have none to three factors; some exits are never taken; `late` is the longest row's last. */
static const char STATES[] = "state,age_from,age_to\nhome,20,31\nwork,20,31\ncamp,20,24\n"
                             "shelter,20,31\nlate,23,31\ndead,20,31\n";
static const char TRANSITIONS[] = "arm,sex,from,to,age_from,age_to,probability\n"
                                  "baseline,,home,work,20,31,0.3 * a\n"
                                  "intervention,,home,work,20,31,0.4 * a\n"
                                  ",,home,shelter,20,25,0.0000001 * a * b * (1 - c)\n"
                                  ",,home,shelter,26,31,0\n"
                                  ",,home,late,23,31,0.01 * (1 - a)\n"
                                  ",,home,dead,20,31,0.001 * b\n"
                                  ",f,work,home,20,31,0.05\n"
                                  ",m,work,home,20,31,0.07 * c\n"
                                  ",,work,dead,20,31,0.002\n"
                                  ",,camp,home,20,23,0.2 * b\n"
                                  ",,camp,home,24,24,0.75\n"
                                  ",,camp,work,24,24,0.25\n"
                                  ",,shelter,home,20,31,1 * b\n"
                                  ",,late,dead,23,31,0.1 * c\n";
static const char PARAMETERS[] = "parameter,value\na,0.5\nb,0.25\nc,0.75\n";
static const char PEOPLE[] = "participants: {number: 40, ages: 20..23, women: 0.5, "
                             "states: {home: 0.75, camp: 0.25}}\n";

static void open_camp(Case *camp)
{
    case_open(camp, &(FixtureTexts){.states = STATES,
                                    .transitions = TRANSITIONS,
                                    .parameters = PARAMETERS,
                                    .scenario = PEOPLE});
    cr_assert(camp->run.world.told, "the model is told");
}

/* The first n parameters' values; others keep theirs. */
static void enter(Run *run, int n, const double *value)
{
    memcpy(run->value, value, (size_t)n * sizeof *value);
    run->problems.n = 0;
    cr_assert_eq(world_make(&run->world, 0, run->value, NULL, &run->problems), STATUS_OK);
}

/* Compares a table with what its rows give. */
static void check_table(const World *world, const AgePlan *at, const YearTable *table)
{
    uint32_t by_rows[FEW_THRESHOLDS * LANES];
    const ThresholdRows rows = {at->n_rows, at->stride, table->p, at->row_targets, table->q};
    row_positions(world->lanes, &rows, &at->lanes, by_rows);
    for (int i = 0; i < at->lanes.n_positions * LANES; i++)
        cr_assert_eq(table->threshold[i], by_rows[i], "%s, age %d, threshold %d, lane %d",
                     lanes_name(world->lanes), at->age, i / LANES, i % LANES);
}

static int check_tables(Run *run)
{
    World *world = &run->world;
    int n = 0;
    years_ready(world);
    kinds_rows(world);
    for (int i = 0; i < N_ARMS * run->plan.n_tracks; i++) {
        const Track *track = &run->plan.track[i / N_ARMS];
        for (int age = track->age; age < run->plan.model->last_age; age++, n++)
            check_table(world, plan_age(&run->plan, age),
                        world_year(world, i % N_ARMS, track, age - track->age));
    }
    return n;
}

Test(told, thresholds_are_those_of_the_rows)
{
    Case camp;
    open_camp(&camp);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        if (!lanes_has(target)) continue;
        camp.run.world.lanes = target;
        enter(&camp.run, 3, (double[]){0.123456789, 0.987654321, 0.3});
        cr_assert(check_tables(&camp.run) > 100);
        /* an exit for certain, and one that nobody takes */
        enter(&camp.run, 3, (double[]){1, 1, 0});
        check_tables(&camp.run);
    }
    case_close(&camp);
}

/* States that lead round, each with so many exits, an end for good and, where their rows have room for it, two
 * states that open at the last age; products of the same factors, another constant at every age. */
static void write_ring(int n_states, int n_exits, const char *factors, char *states,
                       char *transitions)
{
    int n_late = n_states < LANES - 1 ? 2 : 0;
    states += sprintf(states, "state,age_from,age_to\n");
    transitions += sprintf(transitions, "from,to,age_from,age_to,probability\n");
    for (int s = 0; s < n_states; s++) states += sprintf(states, "state%d,20,24\n", s);
    for (int s = 0; s < n_late; s++) states += sprintf(states, "late%d,23,24\n", s);
    for (int i = 0; i < 3 * n_states; i++) {
        int s = i / 3, age = 20 + i % 3;
        for (int e = 1; e < n_exits; e++)
            transitions += sprintf(transitions, "state%d,state%d,%d,%d,%g * %s\n", s,
                                   (s + e) % n_states, age, age, 0.01 * e + 0.003 * s + 0.001 * age,
                                   factors);
        for (int to = 0; to < n_late && age == 22; to++)
            transitions += sprintf(transitions, "state%d,late%d,22,22,%g * %s\n", s, to,
                                   0.02 * (to + 1), factors);
        transitions += sprintf(transitions, "state%d,dead,%d,%d,%g * b\n", s, age, age,
                               0.002 * (s + 1) + 0.0001 * age);
    }
    sprintf(states, "dead,20,24\n");
}

static void check_ring(int n_states, int n_exits, const char *factors)
{
    char states[400], transitions[16000];
    Case ring;
    write_ring(n_states, n_exits, factors, states, transitions);
    case_open(&ring, &(FixtureTexts){.states = states,
                                     .transitions = transitions,
                                     .parameters = "parameter,value\na,0.5\nb,0.25\n",
                                     .scenario = "participants: {number: 8, ages: 20, women: 1, "
                                                 "states: {state0: 1}}\n"});
    cr_assert(ring.run.world.told, "%d states, %d exits", n_states, n_exits);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        if (!lanes_has(target)) continue;
        ring.run.world.lanes = target;
        enter(&ring.run, 2, (double[]){0.987654321, 0.1});
        cr_assert_eq(check_tables(&ring.run), N_ARMS * 3);
        enter(&ring.run, 2, (double[]){0.123456789, 0.7});
        check_tables(&ring.run);
    }
    case_close(&ring);
}

/* Three tables, so that one of two side by side is alone. */
Test(told, tables_of_every_size_are_those_of_the_rows)
{
    for (int n_states = 1; n_states < LANES; n_states++) {
        for (int n_exits = 1; n_exits <= n_states; n_exits++) {
            check_ring(n_states, n_exits, "a");
            check_ring(n_states, n_exits, "a * b");
        }
    }
}

/* Every row has a parameter of its own, of which one after the other is too great. */
static void check_impossible_rows(int n_states)
{
    char states[400], transitions[2000], parameters[400];
    char *s = states, *t = transitions, *p = parameters;
    Case town;
    s += sprintf(s, "state,age_from,age_to\n");
    t += sprintf(t, "from,to,age_from,age_to,probability\n");
    p += sprintf(p, "parameter,value\n");
    for (int i = 0; i < n_states; i++) s += sprintf(s, "state%d,20,24\n", i);
    sprintf(s, "dead,20,24\n");
    for (int i = 0; i < 3 * n_states; i++) {
        int age = 20 + i % 3;
        t += sprintf(t, "state%d,dead,%d,%d,0.1 * p%d\n", i / 3, age, age, i);
        p += sprintf(p, "p%d,1\n", i);
    }
    case_open(&town, &(FixtureTexts){.states = states,
                                     .transitions = transitions,
                                     .parameters = parameters,
                                     .scenario = "participants: {number: 8, ages: 20, women: 1, "
                                                 "states: {state0: 1}}\n"});
    Run *run = &town.run;
    cr_assert(run->world.told);
    for (int i = 0; i < 3 * n_states; i++) {
        run->value[i] = 10.5;
        cr_assert_eq(world_make(&run->world, 0, run->value, NULL, &run->problems), STATUS_INPUT,
                     "%d states, row %d", n_states, i);
        run->value[i] = 9.5;
        run->problems.n = 0;
        cr_assert_eq(world_make(&run->world, 0, run->value, NULL, &run->problems), STATUS_OK);
    }
    case_close(&town);
}

Test(told, an_impossible_row_is_found_wherever_it_stands)
{
    for (int n_states = 1; n_states < LANES; n_states++) check_impossible_rows(n_states);
}

/* Only what a changed factor reaches is made anew, and after a failed world everything. */
Test(told, thresholds_follow_the_parameters_that_changed)
{
    Case camp;
    open_camp(&camp);
    Run *run = &camp.run;
    enter(run, 3, (double[]){0.5, 0.25, 0.75});
    check_tables(run);
    enter(run, 3, (double[]){0.5, 0.25, 0.1});
    check_tables(run);
    enter(run, 3, (double[]){0.2, 0.25, 0.1});
    check_tables(run);
    run->value[0] = 3; /* 1.2 of those at home would go to work */
    cr_assert_eq(world_make(&run->world, 0, run->value, NULL, &run->problems), STATUS_INPUT);
    enter(run, 3, (double[]){0.2, 0.25, 0.9});
    check_tables(run);
    run->value[0] =
        1.5; /* -0.005 of those at home would go late, though the row sums to less than 1 */
    run->problems.n = 0;
    cr_assert_eq(world_make(&run->world, 0, run->value, NULL, &run->problems), STATUS_INPUT);
    case_close(&camp);
}

/* Worlds pass in which nobody asks for rows. */
Test(told, rows_asked_for_late_are_of_the_world_at_hand)
{
    Case camp;
    open_camp(&camp);
    Run *run = &camp.run;
    const AgePlan *at = plan_age(&run->plan, 21);
    int home = case_state(&camp, "home"), shelter = case_state(&camp, "shelter");
    enter(run, 3, (double[]){0.5, 0.25, 0.75});
    kinds_rows(&run->world);
    enter(run, 3, (double[]){0.4, 0.25, 0.75});
    enter(run, 3, (double[]){0.4, 0.5, 0.75});
    kinds_rows(&run->world);
    const YearTable *table = world_base(&run->world, 0, ARM_BASELINE, SEX_FEMALE, 0, 21);
    assert_near(table_row(table, at, at->first_node[home])[1], 0.3 * 0.4, 1e-15, "a, then b");
    assert_near(table_row(table, at, at->first_node[shelter])[0], 0.5, 1e-15, "b");
    case_close(&camp);
}

/* What nobody lives by must be checked, too: at ages before the participants' a row is impossible
 * where a is 1. */
Test(told, models_with_rows_that_nobody_lives_by_are_checked_whole)
{
    Case camp;
    case_open(&camp, &(FixtureTexts){
                         .states = "state,age_from,age_to\nhome,20,31\nwork,20,31\ndead,20,31\n",
                         .transitions = "from,to,age_from,age_to,probability\n"
                                        "home,work,20,21,0.6 * a\nhome,dead,20,21,0.6 * a\n"
                                        "home,work,22,31,0.1\n",
                         .parameters = "parameter,value\na,0.5\n",
                         .scenario = "participants: {number: 9, ages: 25, states: {home: 1}}\n"});
    cr_assert(!camp.run.world.told);
    camp.run.value[0] = 1;
    cr_assert_eq(world_make(&camp.run.world, 0, camp.run.value, NULL, &camp.run.problems),
                 STATUS_INPUT);
    case_close(&camp);
}

/* Eight nodes, of which the seventh has but one way to go: what it tells is checked as the others' is. */
Test(told, a_state_that_all_must_leave_for_the_end_is_checked)
{
    Case street;
    case_open(&street,
              &(FixtureTexts){.states = "state,age_from,age_to\na,20,25\nb,20,25\nc,20,25\n"
                                        "d,20,25\ne,20,25\nf,20,25\ncamp,20,22\ndead,20,25\n",
                              .transitions = "from,to,age_from,age_to,probability\n"
                                             "a,camp,20,21,0.1\na,b,20,24,0.1 * p\n"
                                             "camp,dead,20,22,1 * p\n",
                              .parameters = "parameter,value\np,1\n",
                              .scenario = "participants: {number: 8, ages: 20, women: 0.5, "
                                          "states: {a: 1}}\n"});
    cr_assert(street.run.world.told);
    street.run.value[0] = 0.5; /* where do the others go? */
    cr_assert_eq(world_make(&street.run.world, 0, street.run.value, NULL, &street.run.problems),
                 STATUS_INPUT);
    case_close(&street);
}

/* What bends rows, or lets people die by a life table, makes them row by row. */
Test(told, only_models_that_tell_every_row_are)
{
    static const FixtureTexts OTHERS[] = {
        {.modifiers = "on,kind,value\nhome -> work,hazard_ratio,2\n"},
        {.mortality = "sex,age,rate\nf,20,0.01\nf,21,0.01\nm,20,0.01\nm,21,0.01\n"},
        {.states = "state,age_from,age_to\na,20,31\nb,20,31\nc,20,31\nd,20,31\ne,20,31\nf,20,31\n"
                   "g,20,31\nhome,20,31\nwork,20,31\ndead,20,31\n"}};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        FixtureTexts texts = OTHERS[i];
        Case other;
        texts.states = texts.states ? texts.states
                                    : "state,age_from,age_to\nhome,20,22\nwork,20,22\ndead,20,22\n";
        texts.transitions = texts.mortality ? "from,to,probability\nhome,work,0.1\n"
                                            : "from,to,probability\nhome,work,0.1\nwork,dead,0.1\n";
        texts.scenario = "participants: {number: 9, ages: 20, states: {home: 1}}\n";
        case_open(&other, &texts);
        cr_assert(!other.run.world.told, "model %zu", i);
        case_close(&other);
    }
}

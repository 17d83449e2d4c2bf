/* Placements: the programme holds people in a state for some years. */
#include "shelter.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

typedef struct {
    const char *years;
    double shelter[6], work[6]; /* shares in years 1 .. 6 with the programme */
} Held;

/* Everybody starts out. Without the programme 0.1 a year go to work. In years 1..2 all are in the
 * shelter; then 0.5 go to work and 0.25 out, 0.25 stay; and so on by the rows:
 * year 4: shelter 0.0625; work 0.5 * 0.8 + 0.25 * 0.1 + 0.25 * 0.5 = 0.55. */
static const Held HELD[] = {
    {"1..2", {1, 1, 0.25, 0.0625, 0.015625}, {0, 0, 0.5, 0.55, 0.51}},
    {"1", {1, 0.25, 0.0625, 0.015625}, {0, 0.5, 0.55, 0.51}},
    {"2..3", {0, 1, 1, 0.25, 0.0625}, {0, 0, 0, 0.5, 0.55}},
};

Test(places, people_are_held_in_a_place_and_then_follow_its_rows)
{
    for (size_t i = 0; i < sizeof HELD / sizeof *HELD; i++) {
        Case town;
        char scenario[300];
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 1, ages: 20, states: {out: 1}}\n"
                 "effects:\n  - {on: place shelter, years: %s}\n",
                 HELD[i].years);
        case_open(&town, &(FixtureTexts){
                             .states = STATES, .transitions = PLACE_ROWS, .scenario = scenario});
        for (int year = 1; year <= 4; year++) {
            assert_near(run_people(&town.run, ARM_INTERVENTION, 2, 19 + year),
                        HELD[i].shelter[year - 1], 1e-15, "%s: shelter in year %d", HELD[i].years,
                        year);
            assert_near(run_people(&town.run, ARM_INTERVENTION, 0, 19 + year),
                        HELD[i].work[year - 1], 1e-15, "%s: work in year %d", HELD[i].years, year);
            assert_near(run_people(&town.run, ARM_BASELINE, 2, 19 + year), 0, 0, "baseline");
        }
        case_close(&town);
    }
}

/* Held for two years, people have spent years 0 and 1 there; after that band 2+ keeps them all. */
Test(places, years_in_a_place_count_as_years_in_the_state)
{
    Case town;
    case_open(&town,
              &(FixtureTexts){.states = "state,age_from,age_to,bands\n"
                                        "out,20,40,\nshelter,20,40,0..1 2+\ndead,20,40,\n",
                              .transitions = "from,to,probability\nshelter,out,0.5\n",
                              .modifiers = "on,band,kind,value\nshelter -> out,2+,odds_ratio,0\n",
                              .scenario = "participants: {number: 1, ages: 20, states: {out: 1}}\n"
                                          "effects:\n  - {on: place shelter, years: 1..2}\n"});
    static const double SHELTER[] = {1, 1, 0.5, 0.5, 0.5, 0.5};
    for (int k = 0; k < 6; k++)
        assert_near(run_people(&town.run, ARM_INTERVENTION, 1, 20 + k), SHELTER[k], 1e-15,
                    "year %d", k + 1);
    case_close(&town);
}

/* A milestone by entry is reached by being placed: who held a place never falls out again. */
Test(places, being_placed_counts_as_entering)
{
    static const char *const YEARS[] = {"1", "2"};
    for (int i = 0; i < 2; i++) {
        Case town;
        char scenario[300];
        snprintf(scenario, sizeof scenario, "%seffects:\n  - {on: place shelter, years: %s}\n",
                 ONE_AT_WORK, YEARS[i]);
        case_open(
            &town,
            &(FixtureTexts){.states = STATES,
                            .transitions = "from,to,probability\nwork,out,0\nshelter,work,1\n"
                                           "out,work,1\n",
                            .modifiers = "on,milestone,kind,value\nwork -> *,housed,odds_ratio,0\n",
                            .milestones = "milestone,at\nhoused,entry shelter\n",
                            .scenario = scenario});
        for (int year = 3; year < 10; year++)
            assert_near(run_people(&town.run, ARM_INTERVENTION, 0, 19 + year), 1, 1e-15,
                        "placed in year %s, year %d", YEARS[i], year);
        case_close(&town);
    }
}

/* Death is a transition here: 0.1 a year at work, 0.2 in the shelter. Nobody is held back from it. */
Test(places, a_place_holds_only_the_living)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = STATES,
                         .transitions = "from,to,probability\nwork,dead,0.1\nshelter,dead,0.2\n",
                         .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"
                                     "effects:\n  - {on: place shelter, years: 2..3}\n"});
    static const double ALIVE[] = {1, 0.9, 0.72, 0.576};
    for (int k = 0; k < 4; k++)
        assert_near(run_people(&town.run, ARM_INTERVENTION, ANY, 20 + k), ALIVE[k], 1e-15,
                    "alive in year %d", k + 1);
    assert_near(run_people(&town.run, ARM_INTERVENTION, 2, 22), 0.72, 1e-15, "held in year 3");
    case_close(&town);
}

/* A place that its world draws as not working, or that is cut at follow-up, holds nobody then. */
Test(places, a_place_holds_only_in_years_in_which_it_works)
{
    static const EffectVariant CUT = {NULL, true};
    static const double HELD_ON[] = {1, 1, 1}, HELD_CUT[] = {1, 1, 0.25}, OFF[] = {0, 0, 0};
    Fixture fixture;
    Run run;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = STATES,
                        .transitions = PLACE_ROWS,
                        .scenario = "participants: {number: 1, ages: 20, states: {out: 1}}\n"
                                    "effects:\n"
                                    "  - {on: place shelter, years: 1..3, followed_until: 2}\n"});
    run_prepare(&run, &fixture.study);
    for (int i = 0; i < 3; i++) {
        const double *expected = i == 0 ? HELD_ON : i == 1 ? HELD_CUT : OFF;
        run.value[fixture.study.effect[0].on] = i < 2;
        run_enter(&run, i == 1 ? &CUT : NULL);
        for (int year = 1; year <= 3; year++)
            assert_near(run_people(&run, ARM_INTERVENTION, 2, 19 + year), expected[year - 1], 1e-15,
                        "case %d, year %d", i, year);
    }
    run_close(&run);
    fixture_close(&fixture);
}

/* Who is held in a place dies there as others do. */
Test(places, people_held_in_a_place_still_die)
{
    char mortality[4000];
    Case town;
    write_mortality(mortality, sizeof mortality, 20, 39, 0.25);
    case_open(&town,
              &(FixtureTexts){.states = "state,age_from,age_to,start\nwork,20,40,1\n"
                                        "shelter,20,40,0\ndead,20,40,0\n",
                              .transitions = "from,to,probability\nwork,shelter,0.2\n",
                              .mortality = mortality,
                              .scenario = "participants: {number: 1, ages: 20,\n"
                                          "  states: {work: 1}}\n"
                                          "effects:\n  - {on: place shelter, years: 2..4}\n"});
    for (int k = 0; k < 6; k++)
        assert_near(run_people(&town.run, ARM_INTERVENTION, ANY, 20 + k), exp(-0.25 * k), 1e-15,
                    "alive in year %d", k + 1);
    assert_near(run_people(&town.run, ARM_INTERVENTION, 1, 22), exp(-0.5), 1e-15, "held in year 3");
    case_close(&town);
}

/* What a programme changes: strength by year, reach, entry years, mortality. */
#include "analysis/worker.h"
#include "engine/rows.h"
#include "shelter.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

/* ---- strength by year ---- */

enum { N_YEARS = 8 };

typedef struct {
    const char *what, *written;
    double scale;
    bool cut;
    double strength[N_YEARS]; /* in years 1 .. 8 since entry */
} Strength;

/* causal_share is 0.5 throughout; years 2..3 in full; then 3/4, 2/4, 1/4 where it fades over 4. */
static const Strength COURSES[] = {
    {"fades over four years", "fades_over: 4", 1, false, {0, 0.5, 0.5, 0.375, 0.25, 0.125, 0, 0}},
    {"ends at once", "fades_over: 0", 1, false, {0, 0.5, 0.5, 0, 0, 0, 0, 0}},
    {"never fades", "fades_over: never", 1, false, {0, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}},
    {"fades over half a year", "fades_over: 0.5", 1, false, {0, 0.5, 0.5, 0, 0, 0, 0, 0}},
    {"what was not followed still counts",
     "fades_over: 4, followed_until: 2",
     1,
     false,
     {0, 0.5, 0.5, 0.375, 0.25, 0.125, 0, 0}},
    {"cut at follow-up",
     "fades_over: 4, followed_until: 4",
     1,
     true,
     {0, 0.5, 0.5, 0.375, 0, 0, 0, 0}},
    {"cut within its years", "fades_over: 4, followed_until: 2", 1, true, {0, 0.5}},
    {"never followed", "fades_over: 4, followed_until: 0", 1, true, {0}},
    {"no follow-up told: nothing was seen", "fades_over: 4", 1, true, {0}},
    {"halved", "fades_over: 4", 0.5, false, {0, 0.25, 0.25, 0.1875, 0.125, 0.0625, 0, 0}},
    {"scaled to nothing", "fades_over: never", 0, false, {0}},
};

/* Odds of leaving work are 0.25 (0.2 against 0.8); the ratio 4 to the strength s multiplies them. */
static void check_course(const Strength *course)
{
    char scenario[400];
    Fixture fixture;
    Run run;
    snprintf(scenario, sizeof scenario,
             "%seffects:\n"
             "  - {on: work -> out, odds_ratio: 4, years: 2..3, %s, design: matched,\n"
             "     causal_share: 0.5, no_effect: 0}\n",
             ONE_AT_WORK, course->written);
    fixture_open(&fixture, &(FixtureTexts){.states = STATES,
                                           .transitions = "from,to,probability\nwork,out,0.2\n",
                                           .scenario = scenario});
    run_prepare(&run, &fixture.study);
    EffectVariant variant = {&course->scale, course->cut};
    run_enter(&run, &variant);
    double expected = 1;
    for (int year = 1; year <= N_YEARS; year++) {
        double strength = course->strength[year - 1], ratio = pow(4, strength);
        assert_near(world_strength(&run.world, 0, year, &variant), strength, 1e-15, "%s, year %d",
                    course->what, year);
        assert_near(world_ratio(&run.world, 0, year, &variant), ratio, 1e-15, "%s, year %d",
                    course->what, year);
        assert_near(run_people(&run, ARM_INTERVENTION, 0, 19 + year), expected, 1e-14,
                    "%s, at work in year %d", course->what, year);
        assert_near(run_people(&run, ARM_BASELINE, 0, 19 + year), pow(0.8, year - 1), 1e-14,
                    "%s, baseline, year %d", course->what, year);
        expected *= 1 - odds_times(0.2, ratio);
    }
    run_close(&run);
    fixture_close(&fixture);
}

Test(effects, strength_follows_years_fading_follow_up_and_scale)
{
    for (size_t i = 0; i < sizeof COURSES / sizeof *COURSES; i++) check_course(&COURSES[i]);
}

Test(effects, one_that_does_not_work_in_this_world_changes_nothing)
{
    Fixture fixture;
    Run run;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = STATES,
                        .transitions = "from,to,probability\nwork,out,0.2\n",
                        .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"
                                    "effects:\n"
                                    "  - {on: work -> out, odds_ratio: 4, years: 1..3,\n"
                                    "     fades_over: 0, design: rct}\n"});
    run_prepare(&run, &fixture.study);
    for (int works = 0; works < 2; works++) {
        run.value[fixture.study.effect[0].on] = works;
        run_enter(&run, NULL);
        double apart = run_people(&run, ARM_BASELINE, 0, 23) -
                       run_people(&run, ARM_INTERVENTION, 0, 23);
        assert_near(apart, works ? 0.8 * 0.8 * 0.8 - 0.125 : 0, 1e-15, "works %d", works);
    }
    run_close(&run);
    fixture_close(&fixture);
}

/* A variant can be taken back without making the world anew. */
Test(effects, changing_the_variant_equals_making_the_world_with_it)
{
    static const double SCALE = 0.3;
    const EffectVariant variant = {&SCALE, false};
    Case anew, changed;
    FixtureTexts texts = {.states = STATES,
                          .transitions = "from,to,probability\nwork,out,0.2\nout,work,0.1\n",
                          .scenario = "participants:\n"
                                      "  number: 1\n  ages: 20\n  states: {work: 1}\n"
                                      "  untreated: [{outcome: work, after: 2, share: 0.5}]\n"
                                      "effects:\n"
                                      "  - {on: work -> out, hazard_ratio: 0.5, years: 1..3,\n"
                                      "     fades_over: 3, design: rct, no_effect: 0}\n"};
    case_open(&anew, &texts);
    case_open(&changed, &texts);
    run_enter(&anew.run, &variant);
    for (int round = 0; round < 3; round++) {
        const EffectVariant *used = round == 1 ? NULL : &variant;
        cr_assert_eq(world_change_effects(&changed.run.world, used, changed.run.plan.n_years),
                     STATUS_OK);
        double *const count[N_ARMS] = {NULL, changed.run.count[ARM_INTERVENTION]};
        exact_run(&changed.run.world, used, changed.run.plan.n_years, count, changed.run.reach,
                  &changed.run.scratch);
        double apart = run_people(&changed.run, ARM_INTERVENTION, 0, 25) -
                       run_people(&anew.run, ARM_INTERVENTION, 0, 25);
        if (round == 1)
            cr_assert(apart > 0.01, "the full effect keeps more at work");
        else
            assert_near(apart, 0, 0, "round %d", round);
    }
    case_close(&changed);
    case_close(&anew);
}

/* ---- what an effect names ---- */

typedef struct {
    const char *on;
    double work_to_out, work_to_shelter, out_to_work; /* in the first year */
} Named;

/* Rows: work 0.7 stay, 0.2 out, 0.1 shelter; out 0.5 stay, 0.3 work, 0.2 shelter. With odds 2:
 * work -> out: 0.4 / 1.2 and 0.1 / 1.2; work -> *: 0.4, 0.2 over 1.3; * -> shelter: 0.2, 0.2 / 1.1 in
 * the row of work and 0.3 / 1.2 in the row of out; * -> work leaves the row of work alone. */
static const Named NAMED[] = {
    {"work -> out", 0.4 / 1.2, 0.1 / 1.2, 0.3},
    {"work -> *", 0.4 / 1.3, 0.2 / 1.3, 0.3},
    {"'* -> shelter'", 0.2 / 1.1, 0.2 / 1.1, 0.3 / 1.2},
    {"'* -> work'", 0.2, 0.1, 0.6 / 1.3},
};

Test(effects, an_effect_bends_the_transitions_that_it_names_and_no_others)
{
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        Case town;
        char scenario[400];
        snprintf(
            scenario, sizeof scenario,
            "participants: {number: 1000, ages: 20, women: 1, states: {work: 0.5, out: 0.5}}\n"
            "effects:\n"
            "  - {on: %s, odds_ratio: 2, years: 1, fades_over: 0, design: rct, no_effect: 0}\n",
            NAMED[i].on);
        case_open(&town, &(FixtureTexts){.states = STATES,
                                         .transitions = "from,to,probability\n"
                                                        "work,out,0.2\nwork,shelter,0.1\n"
                                                        "out,work,0.3\nout,shelter,0.2\n",
                                         .scenario = scenario});
        const YearTable *table = world_year(&town.run.world, ARM_INTERVENTION,
                                            &town.run.plan.track[0], 0);
        const AgePlan *at = plan_age(&town.run.plan, 20);
        const double *work = table_row(table, at, at->first_node[0]);
        const double *out = table_row(table, at, at->first_node[1]);
        /* targets in rank order: work, out, shelter, dead; out -> work comes first */
        assert_near(work[1], NAMED[i].work_to_out, 1e-15, "%s: work to out", NAMED[i].on);
        assert_near(work[2], NAMED[i].work_to_shelter, 1e-15, "%s: work to shelter", NAMED[i].on);
        assert_near(out[0], NAMED[i].out_to_work, 1e-15, "%s: out to work", NAMED[i].on);
        case_close(&town);
    }
}

/* Odds 2 and odds 3 on one transition are odds 6: 0.2 becomes 1.2 / 2. */
Test(effects, several_on_one_transition_multiply)
{
    Case town;
    case_open(&town,
              &(FixtureTexts){.states = STATES,
                              .transitions = "from,to,probability\nwork,out,0.2\n",
                              .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"
                                          "effects:\n"
                                          "  - {on: work -> out, odds_ratio: 2, years: 1,\n"
                                          "     fades_over: 0, design: rct, no_effect: 0}\n"
                                          "  - {on: work -> out, odds_ratio: 3, years: 1..2,\n"
                                          "     fades_over: 0, design: rct, no_effect: 0}\n"});
    assert_near(run_people(&town.run, ARM_INTERVENTION, 0, 21), 0.4, 1e-15, "both");
    assert_near(run_people(&town.run, ARM_INTERVENTION, 0, 22), 0.4 * 0.8 / 1.4, 1e-15, "one");
    case_close(&town);
}

Test(effects, an_effect_of_a_group_leaves_the_others_alone)
{
    static const char *const EFFECT[] = {"{on: place shelter, group: a, years: 1..2}",
                                         "{on: place shelter, group: a, years: 2}",
                                         ("{on: work -> shelter, group: a, odds_ratio: 1000000, "
                                          "years: 1, fades_over: 0, design: rct,"
                                          " no_effect: 0}")};
    for (int i = 0; i < 3; i++) {
        char scenario[800];
        Case town;
        snprintf(scenario, sizeof scenario,
                 "participants:\n"
                 "  - {name: b, number: 1, ages: 20, women: 1, states: {work: 1}}\n"
                 "  - {name: a, number: 1, ages: 20, women: 1, states: {work: 1}}\n"
                 "effects:\n  - %s\n"
                 "  - {on: work -> shelter, group: b, odds_ratio: 1, years: 1, fades_over: 0,\n"
                 "     design: rct, no_effect: 0}\n", /* else nobody would ask for b */
                 EFFECT[i]);
        case_open(&town, &(FixtureTexts){.states = STATES,
                                         .transitions = "from,to,probability\nwork,shelter,0.5\n",
                                         .scenario = scenario});
        assert_near(run_people(&town.run, ARM_INTERVENTION, 2, 21), 1.5, 1e-6, "%s", EFFECT[i]);
        case_close(&town);
    }
}

/* ---- reach ---- */

/* The programme reaches 0.7 of them: 0.7 * 0.4 + 0.3 * 0.8 = 0.52 at work after a year. */
Test(effects, those_not_reached_live_as_without_the_programme)
{
    Fixture fixture;
    Setup setup;
    Worker worker;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = STATES,
                        .transitions = "from,to,probability\nwork,out,0.2\n",
                        .scenario = "participants: {number: 1000, ages: 20, states: {work: 1}}\n"
                                    "programme: {reached: 0.7, costs: []}\n"
                                    "effects:\n"
                                    "  - {on: work -> out, odds_ratio: 6, years: 1..1,\n"
                                    "     fades_over: 0, design: rct, no_effect: 0}\n"});
    cr_assert_eq(setup_make(&fixture.study, &fixture.problems, &setup), STATUS_OK);
    cr_assert_eq(worker_init(&setup, &worker), STATUS_OK);
    fixture_values(&fixture.study, worker.value);
    cr_assert_eq(worker_enter(&worker, 0, worker.value, NULL, GRADE_E), STATUS_OK);
    int cell = setup.plan.cohort[0].first_cell[1]; /* at work, one year later */
    cr_assert_eq(plan_age(&setup.plan, 21)->cell_state[0], 0);
    assert_near(worker.expected[ARM_BASELINE][cell], 800, 1e-10, "baseline");
    assert_near(worker.expected[ARM_INTERVENTION][cell], 520, 1e-10, "programme");
    double counted = 0;
    for (int replicate = 0; replicate < 100; replicate++) {
        worker_live(&worker, replicate, NULL);
        counted += worker.counted->cell[ARM_INTERVENTION][cell];
    }
    assert_near(counted, 52000, 4 * sqrt(1e5 * 0.52 * 0.48), "simulated");
    worker_free(&worker);
    setup_free(&setup);
    fixture_close(&fixture);
}

Test(effects, a_kept_life_tells_whether_the_programme_reached_it)
{
    Case town;
    static Life life[1000];
    case_open(&town, &(FixtureTexts){
                         .states = STATES,
                         .transitions = PLACE_ROWS,
                         .scenario = "participants: {number: 1000, ages: 20, states: {work: 1}}\n"
                                     "effects:\n  - {on: place shelter, years: 1}\n"});
    int reached = 0;
    run_live(&town.run, 0, 0.7, life);
    for (int i = 0; i < 1000; i++) {
        int state = plan_age(&town.run.plan, 20)->node[life[i].node[ARM_INTERVENTION][0]].state;
        cr_assert_eq(state, life[i].reached_by_programme ? 2 : 0, "person %d", i);
        reached += life[i].reached_by_programme;
    }
    assert_near(reached, 700, 4 * sqrt(1000 * 0.7 * 0.3), "reached");
    case_close(&town);
}

/* ---- years of entry ---- */

/* Ten enter in each of the years 1 and 2; effect years count from a person's own entry. */
Test(effects, people_enter_in_their_programme_years)
{
    Case town;
    case_open(&town,
              &(FixtureTexts){.states = STATES,
                              .transitions = "from,to,probability\nwork,out,0.2\n",
                              .scenario = "participants: {number: 20, ages: 20, enters: 1..2,\n"
                                          "  states: {work: 1}}\n"
                                          "effects:\n"
                                          "  - {on: work -> out, odds_ratio: 6, years: 1,\n"
                                          "     fades_over: 0, design: rct, no_effect: 0}\n"});
    static const double WORK[] = {10, 14, 7.2, 5.76};
    static const double BASELINE[] = {10, 18, 14.4, 11.52};
    for (int year = 1; year <= 4; year++) {
        assert_near(run_people_in_year(&town.run, ARM_INTERVENTION, 0, year), WORK[year - 1], 1e-13,
                    "year %d", year);
        assert_near(run_people_in_year(&town.run, ARM_BASELINE, 0, year), BASELINE[year - 1], 1e-13,
                    "baseline, year %d", year);
    }
    cr_assert_eq(town.run.plan.n_years, 21, "20 ages lived, the last from year 2");
    case_close(&town);
}

/* ---- mortality ---- */

typedef struct {
    const char *effect;
    double q; /* chance to die in the first year when the table says 0.19 */
} Deadly;

/* 1 - 0.81^0.5 = 0.1; odds 0.5: 0.095 / 0.905; an effect on other transitions leaves it. */
static const Deadly DEADLY[] = {
    {"{on: work -> out, odds_ratio: 3, ", 0.19},
    {"{on: work -> *, hazard_ratio: 0.2, ", 0.19},
    {"{on: work -> dead, hazard_ratio: 0.5, ", 0.1},
    {"{on: work -> dead, odds_ratio: 0.5, ", 0.095 / 0.905},
    {"{on: '* -> dead', hazard_ratio: 0.5, ", 0.1},
    {"{on: out -> dead, hazard_ratio: 0.5, ", 0.19},
};

Test(effects, mortality_is_touched_only_where_an_effect_names_death)
{
    char mortality[4000];
    write_mortality(mortality, sizeof mortality, 20, 39, -log(0.81));
    for (size_t i = 0; i < sizeof DEADLY / sizeof *DEADLY; i++) {
        char scenario[400];
        Case town;
        snprintf(scenario, sizeof scenario,
                 "%seffects:\n  - %s years: 1, fades_over: 0, design: rct, no_effect: 0}\n",
                 ONE_AT_WORK, DEADLY[i].effect);
        case_open(&town, &(FixtureTexts){.states = "state,age_from,age_to,start\nwork,20,40,1\n"
                                                   "out,20,40,0\nshelter,20,40,0\ndead,20,40,0\n",
                                         .transitions = "from,to,probability\nwork,out,0.2\n",
                                         .mortality = mortality,
                                         .scenario = scenario});
        assert_near(run_people(&town.run, ARM_INTERVENTION, ANY, 21), 1 - DEADLY[i].q, 1e-14, "%s",
                    DEADLY[i].effect);
        assert_near(run_people(&town.run, ARM_INTERVENTION, ANY, 22) /
                        run_people(&town.run, ARM_INTERVENTION, ANY, 21),
                    0.81, 1e-14, "%s, the year after", DEADLY[i].effect);
        assert_near(run_people(&town.run, ARM_BASELINE, ANY, 21), 0.81, 1e-14, "baseline");
        case_close(&town);
    }
}

/* Tiny models whose course can be written down: occupancy, bands, what differs between people. */
#include "engine/making.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

/* A year's work ends for one in ten: 0.9^k are still there after k years. */
Test(lives_by_hand, two_states_have_the_share_p_to_the_k)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to\nwork,20,90\nout,20,90\ndead,20,90\n",
                         .transitions = "from,to,probability\nwork,out,0.1\n",
                         .scenario = "participants: {number: 3, ages: 20, states: {work: 1}}\n"});
    int work = case_state(&town, "work"), out = case_state(&town, "out");
    for (int k = 0; k < 70; k++) {
        for (int arm = 0; arm < N_ARMS; arm++) {
            assert_near(run_people(&town.run, arm, work, 20 + k), 3 * pow(0.9, k), 1e-14,
                        "work after %d years, arm %d", k, arm);
            assert_near(run_people(&town.run, arm, out, 20 + k), 3 * (1 - pow(0.9, k)), 1e-14,
                        "out after %d years, arm %d", k, arm);
        }
    }
    case_close(&town);
}

/* work <-> out with 0.2 and 0.3 a year: the share at work tends to 0.6 and is
 * 0.6 + 0.4 * 0.5^k (the other eigenvalue is 1 - 0.2 - 0.3). */
Test(lives_by_hand, a_return_flow_has_its_closed_form)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to\nwork,20,60\nout,20,60\ndead,20,60\n",
                         .transitions = "from,to,probability\nwork,out,0.2\nout,work,0.3\n",
                         .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"});
    int work = case_state(&town, "work");
    for (int k = 0; k < 40; k++)
        assert_near(run_people(&town.run, ARM_BASELINE, work, 20 + k), 0.6 + 0.4 * pow(0.5, k),
                    1e-14, "after %d years", k);
    case_close(&town);
}

/* Death is a transition where there is no mortality table, and dead people are not counted. */
Test(lives_by_hand, the_dead_are_not_counted)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to\nlife,20,60\ndead,20,60\n",
                         .transitions = "from,to,probability\nlife,dead,0.25\n",
                         .scenario = "participants: {number: 8, ages: 20, states: {life: 1}}\n"});
    for (int k = 0; k < 40; k++)
        assert_near(run_people(&town.run, ARM_BASELINE, ANY, 20 + k), 8 * pow(0.75, k), 1e-13,
                    "after %d years", k);
    case_close(&town);
}

/* ---- one certain life ---- */

/* School to 22; then work, 3 years of it (band 0..2 certain to stay, then certain to go), then a year
 * of training, then work again, and so on. Ages 20 21 22 | 23 24 25 | 26 | 27 28 29 | 30 | ... */
static const FixtureTexts CERTAIN = {
    .states = "state,age_from,age_to,bands\n"
              "school,20,22,\n"
              "work,23,40,0 1 2+\n"
              "training,23,40,\n"
              "dead,20,40,\n",
    .transitions = "from,to,age_from,age_to,probability\n"
                   "school,work,22,22,1\n"
                   "work,training,23,39,0.5\n"
                   "training,work,23,35,1\n"
                   "training,dead,36,39,1\n",
    .modifiers = "on,band,kind,value\n"
                 "work -> training,0,hazard_ratio,0\n"
                 "work -> training,1,hazard_ratio,0\n"
                 "work -> training,2+,hazard_ratio,1000000\n",
    .milestones = "milestone,at\nskilled,entry training\n",
    .scenario = "participants: {number: 1, ages: 20, states: {school: 1}}\n"};

static const char *const CERTAIN_LIFE[] = {"school",   "school",   "school", "work",    "work",
                                           "work",     "training", "work",   "work",    "work",
                                           "training", "work",     "work",   "work",    "training",
                                           "work",     "work",     "work",   "training"};

Test(lives_by_hand, a_certain_life_goes_its_way_year_by_year)
{
    Case town;
    Life life;
    case_open(&town, &CERTAIN);
    run_live(&town.run, 0, 1, &life);
    int n = (int)(sizeof CERTAIN_LIFE / sizeof *CERTAIN_LIFE);
    cr_assert_eq(life.n_years, 20);
    for (int k = 0; k < n; k++) {
        int state = case_state(&town, CERTAIN_LIFE[k]);
        const AgePlan *at = plan_age(&town.run.plan, 20 + k);
        for (int arm = 0; arm < N_ARMS; arm++) {
            cr_assert(life.node[arm][k] >= 0, "dead at %d", 20 + k);
            cr_assert_eq(at->node[life.node[arm][k]].state, state, "age %d, arm %d", 20 + k, arm);
            assert_near(run_people(&town.run, arm, state, 20 + k), 1, 1e-9, "age %d, arm %d",
                        20 + k, arm);
        }
    }
    cr_assert_eq(life.node[ARM_BASELINE][n], -1, "dead at %d", 20 + n);
    assert_near(run_people(&town.run, ARM_BASELINE, ANY, 20 + n), 0, 1e-9, "alive at %d", 20 + n);
    cr_assert_eq(town.run.counts.entered[ARM_BASELINE][case_state(&town, "training")], 1,
                 "entered counts people, not entries");
    case_close(&town);
}

/* ---- bands ---- */

/* Out of assistance with 0.5, 0.2 and 0.1 in the bands 0, 1..2 and 3+, whoever starts in year y of
 * it: staying 0.5, 0.8, 0.8, 0.9, 0.9 ... Written as one base probability 0.5 with odds ratios:
 * 0.2 has odds 0.25, 0.1 odds 1/9. */
static const FixtureTexts BANDS = {
    .states = "state,age_from,age_to,bands\n"
              "assistance,20,40,0 1..2 3+\n"
              "work,20,40,\n"
              "dead,20,40,\n",
    .transitions = "from,to,probability\nassistance,work,0.5\n",
    .modifiers = "on,band,kind,value\n"
                 "assistance -> work,1..2,odds_ratio,0.25\n"
                 "assistance -> work,3+,odds_ratio,1 * ninth\n",
    .parameters = "parameter,value,unit\nninth,0.1111111111111111,ratio\n"};

static void check_band_start(int years)
{
    static const double STAY[] = {0.5, 0.8, 0.8, 0.9};
    char scenario[200];
    snprintf(scenario, sizeof scenario,
             "participants: {number: 1, ages: 20, states: {assistance: {share: 1, years: %d}}}\n",
             years);
    FixtureTexts texts = BANDS;
    Case town;
    texts.scenario = scenario;
    case_open(&town, &texts);
    int state = case_state(&town, "assistance");
    double expected = 1;
    for (int k = 0; k < 10; k++) {
        assert_near(run_people(&town.run, ARM_BASELINE, state, 20 + k), expected, 1e-14,
                    "started after %d years, %d years later", years, k);
        expected *= STAY[years + k < 3 ? years + k : 3];
    }
    case_close(&town);
}

Test(lives_by_hand, bands_follow_the_years_spent_in_a_state)
{
    for (int years = 0; years <= 5; years++) check_band_start(years);
}

/* Leaving and coming back begins at band 0 again: out of work for sure, then 0.5 of them go back. */
Test(lives_by_hand, who_comes_back_begins_at_the_first_band)
{
    FixtureTexts texts = BANDS;
    Case town;
    texts.transitions = "from,to,probability\nassistance,work,0.5\nwork,assistance,1\n";
    texts.scenario =
        "participants: {number: 1, ages: 20, states: {assistance: {share: 1, years: 3}}}\n";
    case_open(&town, &texts);
    int state = case_state(&town, "assistance");
    /* 1; 0.9; 0.81 + 0.1 back; then 0.729 + 0.1 * 0.5 + 0.09 back */
    static const double EXPECTED[] = {1, 0.9, 0.91, 0.869};
    for (int k = 0; k < 4; k++)
        assert_near(run_people(&town.run, ARM_BASELINE, state, 20 + k), EXPECTED[k], 1e-14,
                    "year %d", k);
    case_close(&town);
}

/* ---- what differs between people ---- */

/* Rows by sex and by age: women leave with 0.1, men with 0.2 until 24 and 0.4 from 25. */
Test(lives_by_hand, rows_hold_for_their_sex_and_ages)
{
    Case town;
    case_open(
        &town,
        &(FixtureTexts){
            .states = "state,age_from,age_to\nwork,20,40\nout,20,40\ndead,20,40\n",
            .transitions = "from,to,sex,age_from,age_to,probability\n"
                           "work,out,f,,,0.1\nwork,out,m,,24,0.2\nwork,out,m,25,,0.4\n",
            .scenario = "participants: {number: 10, ages: 20, women: 0.7, states: {work: 1}}\n"});
    int work = case_state(&town, "work");
    for (int k = 0; k < 20; k++) {
        double men = 3 * pow(0.8, k < 5 ? k : 5) * pow(0.6, k < 5 ? 0 : k - 5);
        assert_near(run_people(&town.run, ARM_BASELINE, work, 20 + k), 7 * pow(0.9, k) + men, 1e-14,
                    "year %d", k);
    }
    case_close(&town);
}

/* Classes: half as likely to leave work by hazard means sqrt(0.81) = 0.9 stay. */
Test(lives_by_hand, a_class_bends_its_own_people)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to\nwork,20,40\nout,20,40\ndead,20,40\n",
                         .classes = "class,share\nlow,0.7\nhigh,0.3\n",
                         .transitions = "from,to,probability\nwork,out,0.19\n",
                         .modifiers = "on,class,kind,value\nwork -> out,low,hazard_ratio,0.5\n",
                         .scenario = "participants: {number: 10, ages: 20, states: {work: 1},\n"
                                     "  classes: {high: 0.4}}\n"});
    int work = case_state(&town, "work");
    for (int k = 0; k < 20; k++)
        assert_near(run_people(&town.run, ARM_BASELINE, work, 20 + k),
                    6 * pow(0.9, k) + 4 * pow(0.81, k), 1e-14, "year %d", k);
    case_close(&town);
}

/* A row of an arm replaces the row without one in that arm only. */
Test(lives_by_hand, a_row_of_an_arm_replaces_the_common_row)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to\nwork,20,40\nout,20,40\ndead,20,40\n",
                         .transitions = "arm,from,to,probability\n"
                                        ",work,out,0.2\nintervention,work,out,0.1\n",
                         .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"});
    int work = case_state(&town, "work");
    for (int k = 0; k < 20; k++) {
        assert_near(run_people(&town.run, ARM_BASELINE, work, 20 + k), pow(0.8, k), 1e-15,
                    "year %d", k);
        assert_near(run_people(&town.run, ARM_INTERVENTION, work, 20 + k), pow(0.9, k), 1e-15,
                    "with the programme, year %d", k);
    }
    case_close(&town);
}

/* Ages of entry differ: who is 22 at entry has 0.9^(age - 22) left at an age. */
Test(lives_by_hand, people_of_several_ages_live_side_by_side)
{
    Case town;
    case_open(&town,
              &(FixtureTexts){
                  .states = "state,age_from,age_to\nwork,20,40\nout,20,40\ndead,20,40\n",
                  .transitions = "from,to,probability\nwork,out,0.1\n",
                  .scenario = "participants: {number: 9, ages: 20..22, states: {work: 1}}\n"});
    int work = case_state(&town, "work");
    for (int age = 20; age < 40; age++) {
        double expected = 0;
        for (int entry = 20; entry <= 22 && entry <= age; entry++)
            expected += 3 * pow(0.9, age - entry);
        assert_near(run_people(&town.run, ARM_BASELINE, work, age), expected, 1e-14, "age %d", age);
    }
    case_close(&town);
}

/* ---- impossible rows ---- */

typedef struct {
    const char *probability, *modifiers;
    Status status;
} Rows;

/* School closes after 22: everybody must leave then, to work or elsewhere. */
static const Rows ROWS[] = {
    {"school,work,22,22,1\n", "school -> work,odds_ratio,0\n", STATUS_INPUT},
    {"school,work,22,22,1\n", "school -> work,hazard_ratio,0\n", STATUS_INPUT},
    {"school,work,22,22,0.5\nschool,out,22,22,0.5\n", "school -> *,hazard_ratio,0\n", STATUS_INPUT},
    {"school,work,22,22,0.5\nschool,out,22,22,0.5\n", "school -> work,odds_ratio,0\n", STATUS_OK},
    {"school,work,22,22,0.5\nschool,out,22,22,0.5\n", "school -> work,hazard_ratio,0\n", STATUS_OK},
    {"school,work,22,22,1\n", "work -> out,odds_ratio,0\n", STATUS_OK},
};

static void check_rows(const Rows *rows)
{
    char transitions[300], modifiers[200];
    Fixture fixture;
    Run run;
    snprintf(transitions, sizeof transitions,
             "from,to,age_from,age_to,probability\n%swork,out,,,0.1\n", rows->probability);
    snprintf(modifiers, sizeof modifiers, "on,kind,value\n%s", rows->modifiers);
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = "state,age_from,age_to\nschool,20,22\nwork,20,30\nout,20,30\n"
                                  "dead,20,30\n",
                        .transitions = transitions,
                        .modifiers = modifiers,
                        .scenario = "participants: {number: 1, ages: 20, states: {school: 1}}\n"});
    run_prepare(&run, &fixture.study);
    cr_assert_eq(run_try(&run, NULL), rows->status, "%s%s", rows->probability, rows->modifiers);
    if (rows->status == STATUS_OK)
        assert_near(run_people(&run, ARM_BASELINE, ANY, 29), 1, 1e-14, "%s%s", rows->probability,
                    rows->modifiers);
    else
        cr_assert_gt(run.problems.n, 0);
    run_close(&run);
    fixture_close(&fixture);
}

Test(lives_by_hand, ratios_that_leave_no_way_out_are_an_input_error)
{
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) check_rows(&ROWS[i]);
}

/* A parameter drawn too high in one world: 0.6 and 0.6 cannot both leave. */
Test(lives_by_hand, impossible_probabilities_of_a_world_are_an_input_error)
{
    Fixture fixture;
    Run run;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = "state,age_from,age_to\nwork,20,30\nout,20,30\nill,20,30\n"
                                  "dead,20,30\n",
                        .transitions = "from,to,probability\nwork,out,p\nwork,ill,0.6\n",
                        .parameters = "parameter,value\np,0.3\n",
                        .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"});
    run_prepare(&run, &fixture.study);
    static const double VALUE[] = {0.3, 0.4, 0.41, 0.6, -0.1};
    static const Status STATUS[] = {STATUS_OK, STATUS_OK, STATUS_INPUT, STATUS_INPUT, STATUS_INPUT};
    for (int i = 0; i < 5; i++) {
        run.value[fixture_parameter(&fixture.study, "p")] = VALUE[i];
        cr_assert_eq(run_try(&run, NULL), STATUS[i], "p %g", VALUE[i]);
        cr_assert_eq(world_check(&run.world, 0, run.value, &run.problems), STATUS[i],
                     "checked alone, p %g", VALUE[i]);
    }
    run_close(&run);
    fixture_close(&fixture);
}

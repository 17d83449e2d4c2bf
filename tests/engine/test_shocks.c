/* Calendar years that differ for everybody: their course, and what it does. */
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A fifth of those at work leave it for good in an ordinary year; an odds ratio of 4 makes it half of them
 * in a bad year, and one of 0 none in a good one. */
static const FixtureTexts TOWN = {
    .states = "state,age_from,age_to\nwork,20,60\nout,20,60\ndead,20,60\n",
    .shocks = "shock,share,persistence\nordinary,0.5,0.5\nbad,0.3,0.8\ngood,0.2,0.2\n",
    .transitions = "from,to,probability\nwork,out,0.2\n",
    .modifiers = "on,shock,kind,value\n"
                 "work -> out,bad,odds_ratio,4\nwork -> out,good,odds_ratio,0\n",
    .scenario = "starts: 2020\nparticipants: {number: 10, ages: 20, states: {work: 1}}\n"};

static const double LEAVES[] = {0.2, 0.5, 0};

/* Takes the run to another world. */
static void enter(Case *town, int number)
{
    Run *run = &town->run;
    cr_assert_eq(world_make(&run->world, number, run->value, NULL, &run->problems), STATUS_OK);
    exact_run(&run->world, NULL, run->plan.n_years, run->count, run->reach, &run->scratch);
}

/* ---- the course of years ---- */

/* Drawn anew a year is ordinary, bad or good with weights 0.5 x 0.5, 0.3 x 0.2, 0.2 x 0.8: 25, 6 and 16 of
 * 47. So it stays ordinary with 0.5 + 0.5 x 25/47, bad with 0.8 + 0.2 x 6/47, good with 0.2 + 0.8 x 16/47,
 * and the shares are those of the table. 3000 worlds of 40 years. */
Test(shocks, years_have_their_shares_and_stay_as_they_are_told)
{
    static const double share[] = {0.5, 0.3, 0.2};
    static const double stays[] = {0.5 + 0.5 * 25 / 47, 0.8 + 0.2 * 6 / 47, 0.2 + 0.8 * 16 / 47};
    enum { WORLDS = 3000 };
    double years[3] = {0}, stayed[3] = {0}, n = 0;
    Case town;
    case_open(&town, &TOWN);
    const World *world = &town.run.world;
    for (int w = 0; w < WORLDS; w++) {
        enter(&town, w);
        for (int y = 0; y + 1 < town.run.plan.n_years; y++, n++) {
            int now = world->year_shock[y];
            years[now]++;
            stayed[now] += world->year_shock[y + 1] == now;
        }
    }
    for (int s = 0; s < 3; s++) {
        assert_near(years[s] / n, share[s], 0.01, "share of %d", s);
        assert_near(stayed[s] / years[s], stays[s], 0.01, "%d stays", s);
    }
    case_close(&town);
}

/* Another title, start, group and number of people: the same calendar years all the same. */
Test(shocks, all_scenarios_live_through_the_same_years)
{
    FixtureTexts texts = TOWN;
    Case x, y;
    int differ = 0;
    texts.scenario = "scenario: another\nstarts: 2027\n"
                     "participants: {number: 3, ages: 25..40, enters: 2..5, states: {out: 1}}\n";
    case_open(&x, &TOWN);
    case_open(&y, &texts);
    for (int w = 0; w < 50; w++) {
        enter(&x, w);
        enter(&y, w);
        for (int year = 2027; year < 2060; year++) {
            int one = x.run.world.year_shock[year - 2020],
                two = y.run.world.year_shock[year - 2027];
            cr_assert_eq(one, two, "world %d, year %d", w, year);
            differ += one > 0;
        }
    }
    cr_assert(differ > 400, "only %d years are not ordinary", differ);
    case_close(&y);
    case_close(&x);
}

Test(shocks, another_course_is_drawn_apart_and_the_first_comes_back)
{
    Case town;
    uint8_t own[41];
    int same = 0;
    enum { WORLDS = 400 };
    case_open(&town, &TOWN);
    int n = town.run.plan.n_years;
    for (int w = 0; w < WORLDS; w++) {
        enter(&town, w);
        memcpy(own, town.run.world.year_shock, (size_t)n);
        cr_assert_eq(world_change_course(&town.run.world, 1, town.run.plan.n_years), STATUS_OK);
        for (int y = 0; y < n; y++) same += town.run.world.year_shock[y] == own[y];
        cr_assert_eq(world_change_course(&town.run.world, 0, town.run.plan.n_years), STATUS_OK);
        cr_assert_eq(memcmp(own, town.run.world.year_shock, (size_t)n), 0);
    }
    /* two independent years are the same with 0.25 + 0.09 + 0.04 */
    assert_near((double)same / (WORLDS * n), 0.38, 0.02, "years that are the same");
    case_close(&town);
}

/* ---- what it does ---- */

Test(shocks, people_meet_the_year_that_it_is_by_the_calendar)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.states = "state,age_from,age_to\nwork,20,60\njob,20,60\nout,20,60\ndead,20,60\n";
    texts.transitions = "from,to,probability\nwork,out,0.2\njob,out,0.2\n";
    texts.modifiers =
        "on,shock,kind,value\n* -> out,bad,odds_ratio,4\n* -> out,good,odds_ratio,0\n";
    texts.scenario = "starts: 2020\n"
                     "participants:\n"
                     "  - {name: a, number: 10, ages: 20, states: {work: 1}}\n"
                     "  - {name: b, number: 20, ages: 41, enters: 4, states: {job: 1}}\n";
    case_open(&town, &texts);
    int work = case_state(&town, "work"), job = case_state(&town, "job");
    for (int w = 0; w < 20; w++) {
        double a = 10, b = 20;
        enter(&town, w);
        const uint8_t *shock = town.run.world.year_shock;
        for (int k = 0; k < 19; k++) {
            assert_near(run_people(&town.run, ARM_BASELINE, work, 20 + k), a, 1e-12, "a, %d", k);
            assert_near(run_people(&town.run, ARM_BASELINE, job, 41 + k), b, 1e-12, "b, %d", k);
            a *= 1 - LEAVES[shock[k]];
            b *= 1 - LEAVES[shock[3 + k]];
        }
    }
    case_close(&town);
}

/* An effect in the second year since entry (odds ratio 0.5) bends the row of that calendar year: odds of
 * 1/4 become 1/8, of 1 become 1/2. Those who enter in the second year meet it a year later. */
Test(shocks, an_effect_bends_the_rows_of_its_year)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.scenario = "starts: 2020\n"
                     "participants: {number: 10, ages: 20, enters: 1..2, states: {work: 1}}\n"
                     "effects: [{on: work -> out, odds_ratio: 0.5, years: 2..2, fades_over: 0,\n"
                     "           design: rct, no_effect: 0}]\n";
    static const double bent[] = {1.0 / 9, 1.0 / 3, 0};
    case_open(&town, &texts);
    int work = case_state(&town, "work"), apart = 0;
    for (int w = 0; w < 30; w++) {
        enter(&town, w);
        const uint8_t *shock = town.run.world.year_shock;
        double first = 5 * (1 - LEAVES[shock[0]]) * (1 - bent[shock[1]]);
        double second = 5 * (1 - LEAVES[shock[1]]) * (1 - bent[shock[2]]);
        assert_near(run_people(&town.run, ARM_INTERVENTION, work, 22), first + second, 1e-12,
                    "world %d", w);
        apart += shock[1] != shock[2];
    }
    cr_assert(apart > 5, "in %d worlds the two years differ", apart);
    case_close(&town);
}

Test(shocks, lives_follow_the_course)
{
    Case town;
    enum { REPLICATES = 2000 };
    case_open(&town, &TOWN);
    int work = case_state(&town, "work");
    for (int w = 0; w < 5; w++) {
        double counted = 0;
        enter(&town, w);
        for (int r = 0; r < REPLICATES; r++) {
            run_live(&town.run, r, 1, NULL);
            counted += run_counted(&town.run, ARM_BASELINE, work, 23);
        }
        double expected = run_people(&town.run, ARM_BASELINE, work, 23), p = expected / 10;
        assert_near(counted / REPLICATES, expected, 4.5 * sqrt(10 * p * (1 - p) / REPLICATES),
                    "world %d", w);
    }
    case_close(&town);
}

/* The years of share 0.6 are bad where those of share 0.2 are, and more of them. */
Test(shocks, more_bad_years_never_give_more_work)
{
    static const char *const SHOCKS[] = {
        "shock,share,persistence\nordinary,0.8,0.5\nbad,0.2,0.5\n",
        "shock,share,persistence\nordinary,0.4,0.5\nbad,0.6,0.5\n"};
    Case few, many;
    FixtureTexts texts = TOWN;
    int fewer = 0;
    texts.transitions = "from,to,probability\nwork,out,0.2\nout,work,0.3\n";
    texts.modifiers = "on,shock,kind,value\n"
                      "work -> out,bad,hazard_ratio,1.5\nout -> work,bad,hazard_ratio,0.5\n";
    texts.shocks = SHOCKS[0];
    case_open(&few, &texts);
    texts.shocks = SHOCKS[1];
    case_open(&many, &texts);
    int work = case_state(&few, "work");
    for (int w = 0; w < 50; w++) {
        enter(&few, w);
        enter(&many, w);
        for (int k = 0; k < 39; k++) {
            int one = few.run.world.year_shock[k], two = many.run.world.year_shock[k];
            cr_assert(one <= two, "world %d, year %d", w, k);
            fewer += one < two;
            double more = run_people(&few.run, ARM_BASELINE, work, 21 + k);
            double less = run_people(&many.run, ARM_BASELINE, work, 21 + k);
            cr_assert(less <= more + 1e-12, "world %d, age %d: %g and %g", w, 21 + k, less, more);
        }
    }
    cr_assert(fewer > 400, "only %d years more are bad", fewer);
    case_close(&many);
    case_close(&few);
}

/* ---- what stays as it is ---- */

static void check_same(Case *x, Case *y, const char *what)
{
    for (int w = 0; w < 3; w++) {
        enter(x, w);
        enter(y, w);
        for (int age = 20; age < 60; age++)
            assert_near(run_people(&y->run, ARM_BASELINE, case_state(y, "out"), age),
                        run_people(&x->run, ARM_BASELINE, case_state(x, "out"), age), 0, "%s, %d",
                        what, age);
        run_live(&x->run, 0, 1, NULL);
        run_live(&y->run, 0, 1, NULL);
        for (int age = 20; age < 60; age++)
            assert_near(run_counted(&y->run, ARM_BASELINE, case_state(y, "out"), age),
                        run_counted(&x->run, ARM_BASELINE, case_state(x, "out"), age), 0, "%s, %d",
                        what, age);
    }
}

Test(shocks, off_is_a_model_without_the_table)
{
    FixtureTexts off = TOWN, none = TOWN, ordinary = TOWN;
    char scenario[256];
    Case x, y, z;
    snprintf(scenario, sizeof scenario, "%ssimulation: {shock: off}\n", TOWN.scenario);
    off.scenario = scenario;
    none.shocks = none.modifiers = NULL;
    ordinary.shocks = "shock,share,persistence\nordinary,1,0\nbad,0,0\n";
    ordinary.modifiers = "on,shock,kind,value\nwork -> out,bad,odds_ratio,4\n";
    case_open(&x, &off);
    case_open(&y, &none);
    case_open(&z, &ordinary);
    cr_assert_eq(x.run.plan.n_shocks, 1);
    cr_assert_eq(x.run.plan.n_tables, y.run.plan.n_tables);
    cr_assert_eq(x.run.plan.n_kinds, y.run.plan.n_kinds);
    check_same(&x, &y, "without");
    check_same(&x, &z, "never");
    case_close(&z);
    case_close(&y);
    case_close(&x);
}

Test(shocks, the_medians_live_in_ordinary_years)
{
    Case town;
    case_open(&town, &TOWN);
    enter(&town, -1);
    int work = case_state(&town, "work");
    for (int k = 0; k < 39; k++)
        assert_near(run_people(&town.run, ARM_BASELINE, work, 20 + k), 10 * pow(0.8, k), 1e-12,
                    "year %d", k);
    case_close(&town);
}

/* Of people in ordinary years 0.9 are at work after the first year; in a bad one (odds 4 times as high)
 * 36 of 52 are, in a good one all. */
Test(shocks, a_known_course_is_one_of_ordinary_years)
{
    static const double stay[] = {0.9, 1 - 4.0 / 13, 1};
    FixtureTexts texts = TOWN;
    Case town;
    int seen[3] = {0};
    texts.scenario = "starts: 2020\n"
                     "participants: {number: 10, ages: 20, states: {work: 1},\n"
                     "               untreated: [{outcome: work, after: 1, share: 0.9}]}\n";
    case_open(&town, &texts);
    for (int w = 0; w < 20; w++) {
        enter(&town, w);
        int shock = town.run.world.year_shock[0];
        assert_near(run_people(&town.run, ARM_BASELINE, case_state(&town, "work"), 21),
                    10 * stay[shock], 1e-8, "world %d", w);
        seen[shock]++;
    }
    cr_assert(seen[0] && seen[1] && seen[2]);
    case_close(&town);
}

/* The life table already holds good and bad years: people die as in ordinary ones. */
Test(shocks, death_knows_no_year)
{
    FixtureTexts texts = TOWN;
    Case town;
    char mortality[4000];
    int at = snprintf(mortality, sizeof mortality, "sex,age,rate\n");
    for (int age = 20; age <= 60; age++)
        at += snprintf(mortality + at, sizeof mortality - (size_t)at, "f,%d,0.02\nm,%d,0.03\n", age,
                       age);
    texts.mortality = mortality;
    texts.mortality_ratios = "state,ratio\nout,3\n";
    texts.states = "state,age_from,age_to,start\nwork,20,60,1\nout,20,60,0\ndead,20,60,0\n";
    case_open(&town, &texts);
    const Plan *plan = &town.run.plan;
    const AgePlan *at_30 = plan_age(plan, 30);
    cr_assert_eq(at_30->n_tables, 3);
    cr_assert_eq(at_30->n_ordinary, 1);
    enter(&town, 1);
    const Track *track = plan->track;
    const YearTable *year = world_year(&town.run.world, ARM_BASELINE, track, 10);
    const YearTable *ordinary = world_base(&town.run.world, 0, ARM_BASELINE, track->sex, 0, 30);
    for (int r = 0; r < at_30->n_rows; r++) assert_near(year->q[r], ordinary->q[r], 0, "row %d", r);
    double work = ordinary->q[at_30->row[plan_node(plan, 30, 0, 0, 0)]];
    double out = ordinary->q[at_30->row[plan_node(plan, 30, 1, 0, 0)]];
    cr_assert(out > 2 * work, "those out die more: %g, %g", out, work);
    case_close(&town);
}

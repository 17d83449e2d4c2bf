/* Rows for some birth years only: who was born when meets which rows. */
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>

/* Half of those born to 1957 leave work in the year of 62, a fifth of those born later, and of these all
 * who are left in the year of 64. */
static const FixtureTexts TOWN = {
    .states = "state,age_from,age_to,start\nwork,60,70,1\nout,60,70,0\ndead,60,70,0\n",
    .transitions = "from,to,age_from,age_to,born_from,born_to,probability\n"
                   "work,out,62,62,,1957,0.5\n"
                   "work,out,62,62,1958,,0.2\n"
                   "work,out,64,64,1958,,1\n",
    .scenario = "starts: 2018\n"
                "participants:\n"
                "  - {name: older, number: 8, ages: 61, states: {work: 1}}\n"
                "  - {name: younger, number: 10, ages: 60, states: {work: 1}}\n"};

Test(generations, two_of_different_birth_years_leave_work_at_different_ages)
{
    Case town;
    case_open(&town, &TOWN);
    const Plan *plan = &town.run.plan;
    int work = case_state(&town, "work");
    cr_assert_eq(plan->n_generations, 2);
    for (int t = 0; t < plan->n_tracks; t++)
        cr_assert_eq(plan->track[t].born, plan->track[t].group == 0 ? 1957 : 1958);
    assert_near(run_people(&town.run, ARM_BASELINE, work, 62), 18, 1e-12, "all at 62");
    assert_near(run_people_in_year(&town.run, ARM_BASELINE, work, 3), 4 + 10, 1e-12,
                "the older are 63, the younger 62");
    assert_near(run_people_in_year(&town.run, ARM_BASELINE, work, 4), 4 + 8, 1e-12,
                "half of the older, four fifths of the younger");
    assert_near(run_people(&town.run, ARM_BASELINE, work, 65), 4, 1e-12, "the older only");
    assert_near(run_people(&town.run, ARM_BASELINE, work, 69), 4, 1e-12, "the older only");
    case_close(&town);
}

Test(generations, lives_follow_the_rows_of_their_birth_year)
{
    Case town;
    double out_at_63 = 0;
    enum { REPLICATES = 4000 };
    case_open(&town, &TOWN);
    int work = case_state(&town, "work"), out = case_state(&town, "out");
    for (int r = 0; r < REPLICATES; r++) {
        run_live(&town.run, r, 1, NULL);
        out_at_63 += run_counted(&town.run, ARM_BASELINE, out, 63);
        double left = run_counted(&town.run, ARM_BASELINE, work, 65);
        assert_near(left, run_counted(&town.run, ARM_BASELINE, work, 69), 0, "none leave later");
        cr_assert(left <= 8, "only the older");
    }
    /* 8 x 0.5 + 10 x 0.2 a replicate, with variance 8 x 0.25 + 10 x 0.16; four standard errors */
    assert_near(out_at_63 / REPLICATES, 6, 4 * sqrt(3.6 / REPLICATES), "out at 63");
    case_close(&town);
}

/* Who enters a year later at the same age is a year younger. */
Test(generations, the_year_of_entry_counts)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.scenario = "starts: 2018\n"
                     "participants: {number: 20, ages: 61, enters: 1..2, states: {work: 1}}\n";
    case_open(&town, &texts);
    int work = case_state(&town, "work");
    assert_near(run_people(&town.run, ARM_BASELINE, work, 63), 10 * 0.5 + 10 * 0.8, 1e-12, "at 63");
    assert_near(run_people(&town.run, ARM_BASELINE, work, 65), 10 * 0.5, 1e-12, "at 65");
    case_close(&town);
}

Test(generations, one_that_nobody_belongs_to_is_left_out)
{
    FixtureTexts texts = TOWN;
    Case both, one;
    texts.scenario = "starts: 2018\nparticipants: {number: 20, ages: 61, states: {work: 1}}\n";
    case_open(&both, &TOWN);
    case_open(&one, &texts);
    const Plan *few = &one.run.plan, *many = &both.run.plan;
    cr_assert_eq(few->n_generations, 1);
    cr_assert_eq(few->n_tables, few->n_ages, "one table an age");
    /* Two from 62, where rows first differ; their populations differ from then on. */
    for (int age = 60; age <= 69; age++)
        cr_assert_eq(plan_age(many, age)->n_tables, age < 62 ? 1 : 2, "age %d", age);
    const World *world = &both.run.world;
    cr_assert_eq(world_base(world, 0, ARM_BASELINE, SEX_MALE, 0, 61),
                 world_base(world, 1, ARM_BASELINE, SEX_MALE, 0, 61));
    cr_assert_eq(world_population(world, 0, SEX_MALE, 0, 62),
                 world_population(world, 1, SEX_MALE, 0, 62));
    case_close(&one);
    case_close(&both);
}

/* An odds ratio of 4 makes 0.2 into 0.5. */
Test(generations, a_modifier_may_hold_for_some_birth_years)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.transitions = "from,to,age_from,age_to,probability\nwork,out,62,62,0.2\n";
    texts.modifiers = "on,born_from,born_to,kind,value\nwork -> out,1950,1957,odds_ratio,4\n";
    case_open(&town, &texts);
    assert_near(run_people(&town.run, ARM_BASELINE, case_state(&town, "out"), 63),
                8 * 0.5 + 10 * 0.2, 1e-12, "out at 63");
    case_close(&town);
}

static double living(const Case *town, int generation, int sex, int age)
{
    const AgePlan *at = plan_age(&town->run.plan, age);
    const double *people = world_population(&town->run.world, generation, sex, 0, age);
    double sum = 0;
    for (int v = 0; v < at->n_nodes; v++)
        sum += at->node[v].state == town->fixture.study.model.end_state ? 0
                                                                        : people[v * PEERS_ABREAST];
    return sum;
}

/* Women who are ill at 63. */
static double ill(const Case *town, int generation)
{
    int node = plan_node(&town->run.plan, 63, case_state(town, "ill"), 0, 0);
    return world_population(&town->run.world, generation, SEX_FEMALE, 0, 63)[node * PEERS_ABREAST];
}

/* In every generation the population dies as the life table says, though the ill, who die at three
 * times the rate, are many in the one and few in the other. */
Test(generations, mortality_is_balanced_in_each)
{
    static const char *const MORTALITY =
        "sex,age,rate\n"
        "f,60,0.02\nf,61,0.02\nf,62,0.03\nf,63,0.03\nf,64,0.04\nf,65,0.05\n"
        "m,60,0.03\nm,61,0.03\nm,62,0.04\nm,63,0.04\nm,64,0.05\nm,65,0.06\n";
    static const double RATE[N_SEXES][5] = {
        [SEX_FEMALE] = {0.02, 0.02, 0.03, 0.03, 0.04}, [SEX_MALE] = {0.03, 0.03, 0.04, 0.04, 0.05}};
    Case town;
    case_open(&town, &(FixtureTexts){.states = "state,age_from,age_to,start\n"
                                               "well,60,66,0.8\nill,60,66,0.2\ndead,60,66,0\n",
                                     .transitions = "from,to,born_from,born_to,probability\n"
                                                    "well,ill,,1960,0.3\nwell,ill,1961,,0.01\n",
                                     .mortality = MORTALITY,
                                     .mortality_ratios = "state,ratio\nill,3\n",
                                     .scenario = "starts: 2021\n"
                                                 "participants: {number: 4, ages: 60..61, "
                                                 "states: {well: 1}}\n"});
    cr_assert_eq(town.run.plan.n_generations, 2);
    for (int i = 0; i < 2 * N_SEXES; i++) {
        for (int age = 60; age < 65; age++) {
            double now = living(&town, i / N_SEXES, i % N_SEXES, age);
            double next = living(&town, i / N_SEXES, i % N_SEXES, age + 1);
            assert_near(next / now, exp(-RATE[i % N_SEXES][age - 60]), 1e-13,
                        "generation %d, sex %d, age %d", i / N_SEXES, i % N_SEXES, age);
        }
    }
    double few = ill(&town, 1), many = ill(&town, 0);
    cr_assert(many > 2 * few, "%g and %g", many, few);
    case_close(&town);
}

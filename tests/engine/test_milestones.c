/* Milestones by age: who decides, how the programme raises or lowers the chance, and which part of
 * that bends later life (design section 4, "milestones have three levels"). */
#include "engine/rows.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

/* A programme year before the birthday: people of 15 in school, `eligible` decided at 16. Half of
 * those who miss it leave school a year later, nobody of those who hold it: at 17 the share
 * 0.5 + 0.5 * (the share that bends) is in school. */
static const FixtureTexts SCHOOL = {
    .states = "state,age_from,age_to,start\nschool,14,40,0.75\nstreet,14,40,0.25\ndead,14,40,0\n",
    .transitions = "from,to,age_from,probability\nschool,street,16,0.5\n",
    .modifiers = "on,milestone,kind,value\nschool -> street,eligible,odds_ratio,0\n"};

static double bending_share(const Case *town, int arm)
{
    double people = run_people(&town->run, arm, ANY, 17);
    return 2 * run_people(&town->run, arm, case_state(town, "school"), 17) / people - 1;
}

typedef struct {
    double base, odds_ratio, causal_share;
} Reach;

/* Gains and losses, causal in whole, in part, not at all; chances near 0 and 1. */
static const Reach REACHES[] = {{0.6, 2, 0.4},    {0.6, 2, 1},   {0.6, 2, 0},    {0.6, 0.5, 0.4},
                                {0.6, 0.5, 1},    {0.6, 0.5, 0}, {0.01, 3, 0.7}, {0.99, 3, 0.7},
                                {0.01, 0.2, 0.7}, {0.6, 1, 0.4}, {0, 5, 0.5},    {1, 0.1, 0.5}};
enum { N_REACHES = sizeof REACHES / sizeof *REACHES };

static void open_school(Case *town, const Reach *reach, int number)
{
    char milestones[200], scenario[400];
    FixtureTexts texts = SCHOOL;
    snprintf(milestones, sizeof milestones,
             "milestone,at,probability,causal_share\neligible,16,%g,%g\n", reach->base,
             reach->causal_share);
    snprintf(scenario, sizeof scenario,
             "participants: {number: %d, ages: 15, states: {school: 1}}\n"
             "effects:\n"
             "  - {on: milestone eligible, odds_ratio: %g, years: 1..2, fades_over: 0,\n"
             "     design: rct, no_effect: 0}\n",
             number, reach->odds_ratio);
    texts.milestones = milestones;
    texts.scenario = scenario;
    case_open(town, &texts);
}

Test(milestones, only_the_causal_share_of_the_change_bends)
{
    for (int i = 0; i < N_REACHES; i++) {
        const Reach *r = &REACHES[i];
        Case town;
        open_school(&town, r, 1);
        double treated = odds_times(r->base, r->odds_ratio);
        assert_near(town.run.reach[ARM_BASELINE][0], r->base, 1e-15, "case %d", i);
        assert_near(town.run.reach[ARM_INTERVENTION][0], treated, 1e-15, "case %d, treated", i);
        assert_near(bending_share(&town, ARM_BASELINE), r->base, 1e-14, "case %d bends", i);
        assert_near(bending_share(&town, ARM_INTERVENTION),
                    r->base + r->causal_share * (treated - r->base), 1e-14,
                    "case %d bends, treated", i);
        case_close(&town);
    }
}

/* Some reach it from school with 0.8 and from the street with 0.2. Start shares 0.75 and 0.25:
 * 0.65 in all; with odds 2 they are 8/9 and 1/3, 0.75 in all. */
Test(milestones, the_part_because_of_the_programme_is_that_of_the_whole_track)
{
    FixtureTexts texts = SCHOOL;
    Case town;
    texts.milestones = "milestone,at,state,probability,causal_share\n"
                       "eligible,16,school,0.8,0.3\neligible,16,street,0.2,0.3\n";
    texts.scenario = "participants: {number: 8, ages: 15, women: 1,\n"
                     "  states: {school: 0.75, street: 0.25}}\n"
                     "effects:\n"
                     "  - {on: milestone eligible, odds_ratio: 2, years: 2, fades_over: 0,\n"
                     "     design: rct, no_effect: 0}\n";
    texts.transitions = "from,to,age_from,probability\n"
                        "school,street,16,0.5\nstreet,school,16,0.5\n";
    texts.modifiers =
        "on,milestone,kind,value\n"
        "school -> street,eligible,odds_ratio,0\nstreet -> school,eligible,odds_ratio,0\n";
    case_open(&town, &texts);
    assert_near(town.run.reach[ARM_BASELINE][0], 0.65, 1e-15, "baseline");
    assert_near(town.run.reach[ARM_INTERVENTION][0], 0.75, 1e-15, "treated");
    /* of those who reach it 1 - 0.65/0.75 = 2/15 because of the programme, 0.3 of them bend: the
     * factor 1 - 0.7 * 2/15; in school at 17: 6 p + 3 (1 - p) + 1 (1 - p') */
    double factor = 1 - 0.7 * 2 / 15, p = factor * 8 / 9, of_street = factor / 3;
    assert_near(run_people(&town.run, ARM_INTERVENTION, case_state(&town, "school"), 17),
                6 * p + 3 * (1 - p) + 1 * (1 - of_street), 1e-13, "in school at 17");
    case_close(&town);
}

/* ---- rows and modifiers ---- */

typedef struct {
    const char *participants;
    double expected;
} Decider;

/* Group lines tell one state, sex and class each. */
static const Decider DECIDERS[] = {
    {"women: 1, states: {school: 1}, classes: {low: 1}", 0.5},
    {"women: 1, states: {street: 1}, classes: {low: 1}", 0.2},
    {"women: 1, states: {school: 1}, classes: {high: 1}", 0.3},
    {"women: 1, states: {street: 1}, classes: {high: 1}", 0.1},
    {"women: 0, states: {street: 1}, classes: {high: 1}", 0.05},
    {"women: 0, states: {street: 1}, classes: {low: 1}", 0.2},
    {"women: 0, states: {school: 1}, classes: {low: 1}", 0.5},
};

Test(milestones, the_row_that_names_most_of_a_person_decides)
{
    for (size_t i = 0; i < sizeof DECIDERS / sizeof *DECIDERS; i++) {
        FixtureTexts texts = SCHOOL;
        Case town;
        char scenario[300];
        snprintf(scenario, sizeof scenario, "participants: {number: 1, ages: 15, %s}\n",
                 DECIDERS[i].participants);
        texts.classes = "class,share\nlow,0.5\nhigh,0.5\n";
        texts.milestones = "milestone,at,state,class,sex,probability\n"
                           "eligible,16,,,,0.5\n"
                           "eligible,16,street,,,0.2\n"
                           "eligible,16,,high,,0.3\n"
                           "eligible,16,street,high,,0.1\n"
                           "eligible,16,street,high,m,0.05\n";
        texts.scenario = scenario;
        case_open(&town, &texts);
        assert_near(town.run.reach[ARM_BASELINE][0], DECIDERS[i].expected, 1e-15, "%s",
                    DECIDERS[i].participants);
        case_close(&town);
    }
}

/* Odds 0.5 for the class high and 3 for those who hold `early`, both decided at 16: 0.5 becomes
 * 1/3 for high, and 3 : 1 or 1.5 : 1 for the 0.4 who hold early: 0.75 and 0.6.
 * low: 0.4 * 0.75 + 0.6 * 0.5 = 0.6; high: 0.4 * 0.6 + 0.6 / 3 = 0.44. */
Test(milestones, modifiers_of_class_and_earlier_milestone_act_on_a_milestone)
{
    static const char *const AGES[] = {"15", "16"};
    for (int early = 0; early < 2; early++) {
        FixtureTexts texts = SCHOOL;
        Case town;
        char milestones[200];
        snprintf(milestones, sizeof milestones,
                 "milestone,at,probability\nearly,%s,0.4\nlate,16,0.5\n", AGES[early]);
        texts.classes = "class,share\nlow,0.5\nhigh,0.5\n";
        texts.milestones = milestones;
        texts.modifiers = "on,class,milestone,kind,value\n"
                          "milestone late,high,,odds_ratio,0.5\n"
                          "milestone late,,early,odds_ratio,3\n";
        texts.scenario = "participants: {number: 2, ages: 15, women: 1, states: {school: 1},\n"
                         "  classes: {high: 0.5}}\n";
        case_open(&town, &texts);
        int late = fixture_milestone(&town.fixture.study, "late");
        for (int t = 0; t < 2; t++)
            assert_near(town.run.reach[ARM_BASELINE][t * 2 + late],
                        town.run.plan.track[t].class_ == 0 ? 0.6 : 0.44, 1e-15,
                        "class %d, early at %s", town.run.plan.track[t].class_, AGES[early]);
        case_close(&town);
    }
}

/* An effect of years 1..2 (from 15) is there at 16 and gone at 17; an effect of another group never
 * acts. */
Test(milestones, an_effect_acts_at_birthdays_within_its_years_and_group)
{
    static const struct {
        const char *at, *group;
        double expected;
    } CASE[] = {{"16", "pupils", 0.75}, {"17", "pupils", 0.6}, {"16", "others", 0.6}};
    for (int i = 0; i < 3; i++) {
        FixtureTexts texts = SCHOOL;
        Case town;
        char milestones[200], scenario[800];
        snprintf(milestones, sizeof milestones, "milestone,at,probability\neligible,%s,0.6\n",
                 CASE[i].at);
        snprintf(scenario, sizeof scenario,
                 "participants:\n"
                 "  - {name: pupils, number: 1, ages: 15, women: 1, states: {school: 1}}\n"
                 "  - {name: others, number: 1, ages: 14, women: 1, states: {school: 1}}\n"
                 "effects:\n"
                 "  - {on: milestone eligible, group: %s, odds_ratio: 2, years: 1..2,\n"
                 "     fades_over: 0, design: rct, no_effect: 0}\n"
                 "  - {on: milestone eligible, odds_ratio: 1, years: 1, fades_over: 0,\n"
                 "     design: rct, no_effect: 0}\n",
                 CASE[i].group);
        texts.milestones = milestones;
        texts.scenario = scenario;
        case_open(&town, &texts);
        int t = (int)(run_track(&town.run, 0, SEX_FEMALE, 0, 15, 1) - town.run.plan.track);
        assert_near(town.run.reach[ARM_INTERVENTION][t], CASE[i].expected, 1e-15, "at %s for %s",
                    CASE[i].at, CASE[i].group);
        case_close(&town);
    }
}

/* 0.3 die between 14 and 16: those who reach it are counted among the living. */
Test(milestones, the_dead_decide_nothing)
{
    FixtureTexts texts = SCHOOL;
    Case town;
    texts.transitions = "from,to,age_from,age_to,probability\nschool,dead,15,15,0.3\n";
    texts.modifiers = NULL;
    texts.milestones = "milestone,at,probability\neligible,16,0.6\n";
    texts.scenario = "participants: {number: 1000, ages: 15, states: {school: 1}}\n";
    case_open(&town, &texts);
    run_live(&town.run, 0, 1, NULL);
    const uint32_t *level = town.run.counts.milestone[ARM_BASELINE];
    assert_near(town.run.reach[ARM_BASELINE][0], 0.6, 1e-15, "share of the living");
    assert_near(level[LEVEL_NOT_REACHED] + level[LEVEL_REACHED],
                run_counted(&town.run, ARM_BASELINE, ANY, 16), 0, "deciders are those alive at 16");
    cr_assert(run_counted(&town.run, ARM_BASELINE, ANY, 16) < 1000, "somebody died");
    case_close(&town);
}

/* ---- starting later ---- */

/* The population is 0.75 in school at 14; 0.6 of it hold the milestone at 16. Of those in school at
 * 17 (0.6 + 0.4 * 0.5) the share 0.75 holds it; a year later 0.75 + 0.25 * 0.5 are in school. */
Test(milestones, who_starts_later_holds_what_the_population_does)
{
    FixtureTexts texts = SCHOOL;
    Case town;
    texts.milestones = "milestone,at,probability\neligible,16,0.6\n";
    texts.scenario = "participants: {number: 1000, ages: 17, states: {school: 1}}\n";
    case_open(&town, &texts);
    int school = case_state(&town, "school");
    assert_near(run_people(&town.run, ARM_BASELINE, school, 18), 875, 1e-11, "expected at 18");
    double counted = 0;
    for (int replicate = 0; replicate < 100; replicate++) {
        run_live(&town.run, replicate, 1, NULL);
        counted += run_counted(&town.run, ARM_BASELINE, school, 18);
    }
    assert_near(counted, 87500, 4 * sqrt(1e5 * 0.875 * 0.125), "counted at 18");
    case_close(&town);
}

/* Everybody is born at home, so whoever is at work later has been there: nobody of them falls out. */
Test(milestones, who_is_born_into_a_state_has_entered_it)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to,start\n"
                                   "home,14,40,1\nwork,14,40,0\nout,14,40,0\ndead,14,40,0\n",
                         .transitions = "from,to,probability\nhome,work,0.5\nwork,out,0.5\n",
                         .modifiers = "on,milestone,kind,value\nwork -> out,raised,odds_ratio,0\n",
                         .milestones = "milestone,at\nraised,entry home\n",
                         .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"});
    for (int age = 20; age < 40; age++)
        assert_near(run_people(&town.run, ARM_BASELINE, 1, age), 1, 1e-15, "age %d", age);
    case_close(&town);
}

/* A group that is told to hold or to lack the milestone, as reference paths are: at its birthday and
 * later nobody decides; those in school at 17 come from 0.6 who hold it and 0.4 * 0.5 who do not. */
static void check_told(int age, bool holds)
{
    char scenario[200];
    FixtureTexts texts = SCHOOL;
    Fixture fixture;
    Run run;
    snprintf(scenario, sizeof scenario,
             "participants: {number: 100, ages: %d, states: {school: 1}}\n", age);
    texts.milestones = "milestone,at,probability\neligible,16,0.6\n";
    texts.scenario = scenario;
    fixture_open(&fixture, &texts);
    Study told = fixture.study;
    Group group = told.group[0];
    *(holds ? &group.holds : &group.lacks) = 1;
    told.group = &group;
    run_open(&run, &told);
    int school = fixture_state(&told, "school");
    assert_near(run_people(&run, ARM_BASELINE, school, age + 1), holds ? 100 : 50, 1e-12,
                "at %d, %d", age, holds);
    assert_near(run.reach[ARM_BASELINE][0], 0, 0, "nobody decides at %d", age);
    run_live(&run, 0, 1, NULL);
    for (int level = 0; level < N_MILESTONE_LEVELS; level++)
        cr_assert_eq(run.counts.milestone[ARM_BASELINE][level], 0, "level %d at %d", level, age);
    assert_near(run_counted(&run, ARM_BASELINE, school, age + 1), holds ? 100 : 50, holds ? 0 : 20,
                "counted from %d, %d", age, holds);
    const Track *track = &run.plan.track[0];
    const AgePlan *at = plan_age(&run.plan, age);
    int node = at->first_node[school] + (age > 16 && holds ? 1 : 0);
    double people = age == 16 ? 0.75 * (holds ? 0.6 : 0.4) : 0.75 * (holds ? 0.6 : 0.4 * 0.5);
    assert_near(world_eligible(&run.world, track, node), people, 1e-15, "eligible at %d, %d", age,
                holds);
    run_close(&run);
    fixture_close(&fixture);
}

Test(milestones, who_is_told_to_hold_or_lack_one_does)
{
    for (int age = 16; age <= 17; age++) {
        check_told(age, true);
        check_told(age, false);
    }
}

/* ---- simulated people ---- */

enum { N_PEOPLE = 1000, N_REPLICATES = 100 };

/* How far a count of N_PEOPLE * N_REPLICATES people with chance p may stray: 4 standard deviations. */
static double error_of(double p)
{
    return 4 * sqrt(N_PEOPLE * N_REPLICATES * p * (1 - p)) + 1e-6;
}

/* Expected levels: not reached 1 - treated, because of it treated - base where that is a gain. */
static void check_levels(double count[N_ARMS][N_MILESTONE_LEVELS], const Reach *r, int i)
{
    double treated = odds_times(r->base, r->odds_ratio);
    double because = treated > r->base ? treated - r->base : 0;
    double expected[N_ARMS][N_MILESTONE_LEVELS] = {{1 - r->base, r->base, 0},
                                                   {1 - treated, treated - because, because}};
    for (int arm = 0; arm < N_ARMS; arm++) {
        for (int level = 0; level < N_MILESTONE_LEVELS; level++) {
            double p = expected[arm][level];
            assert_near(count[arm][level], p * N_PEOPLE * N_REPLICATES, error_of(p),
                        "case %d, arm %d, level %d", i, arm, level);
        }
    }
}

Test(milestones, simulated_levels_and_bent_lives_come_as_often_as_expected)
{
    for (int i = 0; i < N_REACHES; i++) {
        double count[N_ARMS][N_MILESTONE_LEVELS] = {{0}}, in_school[N_ARMS] = {0};
        Case town;
        open_school(&town, &REACHES[i], N_PEOPLE);
        int school = case_state(&town, "school");
        for (int replicate = 0; replicate < N_REPLICATES; replicate++) {
            run_live(&town.run, replicate, 1, NULL);
            for (int arm = 0; arm < N_ARMS; arm++) {
                in_school[arm] += run_counted(&town.run, arm, school, 17);
                for (int level = 0; level < N_MILESTONE_LEVELS; level++)
                    count[arm][level] += town.run.counts.milestone[arm][level];
            }
        }
        check_levels(count, &REACHES[i], i);
        for (int arm = 0; arm < N_ARMS; arm++) {
            double p = run_people(&town.run, arm, school, 17) / N_PEOPLE;
            assert_near(in_school[arm], p * N_PEOPLE * N_REPLICATES, error_of(p),
                        "case %d, arm %d, in school at 17", i, arm);
        }
        case_close(&town);
    }
}

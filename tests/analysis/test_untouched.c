/* A group that nothing in the scenario can change adds nothing but luck: it is not lived and not
 * counted, until an effect is written for it. */
#include "analysis/comparison.h"
#include "analysis/expected.h"
#include "lookup.h"
#include "support/quiet.h"
#include "tables.h"

QUIET_SUITE(untouched);

/* At home at 20, in care with chance 0.3 a year and back with 0.4; care costs 1000 a year. The younger
 * children make the world start earlier; years differ. */
#define TOWN                                                                                 \
    .states = "state,age_from,age_to,exclusion\nhome,10,24,0\ncare,10,24,1\ndead,10,25,0\n", \
    .transitions = "from,to,probability\nhome,care,0.3\ncare,home,0.4\n",                    \
    .modifiers = "on,shock,kind,value\nhome -> care,hard,odds_ratio,1.5\n",                  \
    .shocks = "shock,share,persistence\nordinary,0.7,0\nhard,0.3,0.5\n",                     \
    .milestones = "milestone,at,probability\ndegree,12,0.5\n",                               \
    .costs = "item,state,amount\ncare,care,1000\n"

#define PARENTS "participants:\n  - {name: parents, number: 20, ages: 20..22, states: {home: 1}}\n"
/* All of them in care next year is no course that the model has: it is never asked for. */
#define CHILDREN                                                                        \
    "  - {name: children, number: 61, ages: 10..14, enters: 1..2, states: {home: 1},\n" \
    "     untreated: [{outcome: dead, after: 1, share: 0.9}]}\n"
#define OF_PARENTS                                                                     \
    "effects:\n  - {on: home -> care, group: parents, odds_ratio: 0.3, years: 1..2,\n" \
    "     fades_over: 0, design: rct, no_effect: 0}\n"
#define SETTINGS "economics: {horizon: 6}\nsimulation: {worlds: 100, replicates: 400}\n"

/* All tables but the drawn values: the text before "worlds". */
static char *results(const char *scenario, int *participants)
{
    Found found;
    found_open(&found, &(FixtureTexts){TOWN, .scenario = scenario});
    char *text = tables_text(&found.findings);
    for (char *at = text; *at != '\0'; at++) {
        if (strncmp(at, "\nworlds", 7) != 0) continue;
        *at = '\0';
        break;
    }
    *participants = found.findings.headline.participants;
    found_close(&found);
    return text;
}

Test(untouched, a_group_without_effect_changes_no_number_with_luck)
{
    int without, with;
    char *alone = results(PARENTS OF_PARENTS SETTINGS, &without);
    char *beside = results(PARENTS CHILDREN OF_PARENTS SETTINGS, &with);
    cr_assert_str_eq(beside, alone);
    cr_assert_eq(without, 20);
    cr_assert_eq(with, 20);
    free(alone);
    free(beside);
}

/* Net saving to the horizon and person-years lived without the programme, at the medians. */
static void expect(const char *scenario, double *net, double *person_years)
{
    Fixture fixture;
    Expected expected;
    Problems problems = {0};
    fixture_open(&fixture, &(FixtureTexts){TOWN, .scenario = scenario});
    cr_assert_eq(expected_make(&fixture.study, 0, &ONE_THREAD, &problems, &expected), STATUS_OK);
    int last = expected.n_years - 1, city = 0;
    while (strcmp(expected.accounts.account[city].label.name, "municipality") != 0) city++;
    *net = expected_kronor(&expected, EXPECTED_MEDIANS, city, EXPECTED_NET_FULL)[last].undiscounted;
    *person_years = expected_person_years(&expected, EXPECTED_MEDIANS, ARM_BASELINE)[last];
    expected_free(&expected);
    fixture_close(&fixture);
}

Test(untouched, a_group_without_effect_changes_no_expected_number)
{
    double net[2], years[2];
    expect(PARENTS OF_PARENTS SETTINGS, &net[0], &years[0]);
    expect(PARENTS CHILDREN OF_PARENTS SETTINGS, &net[1], &years[1]);
    cr_assert_eq(net[0], net[1]);
    cr_assert_eq(years[0], years[1]);
}

/* Twenty parents of 23 and ten children of 10 for two years: sixty person-years, whoever the effect
 * names them by; forty while only the parents are named. */
Test(untouched, a_group_counts_as_soon_as_an_effect_names_it_or_all)
{
#define TWO                                                                         \
    "participants:\n  - {name: parents, number: 20, ages: 20, states: {home: 1}}\n" \
    "  - {name: children, number: 10, ages: 10, states: {home: 1}}\n"
#define EFFECT(who) \
    "  - {on: home -> care, " who "odds_ratio: 1, years: 1, fades_over: 0, design: rct}\n"
#define SHORT "economics: {horizon: 2}\n"
    static const struct {
        const char *scenario;
        double person_years;
    } CASE[] = {
        {TWO "effects:\n" EFFECT("group: parents, ") SHORT, 40},
        {TWO "effects:\n" EFFECT("group: children, ") SHORT, 20},
        {TWO "effects:\n" EFFECT("group: parents, ") EFFECT("group: children, ") SHORT, 60},
        {TWO "effects:\n" EFFECT("") SHORT, 60},
        {TWO SHORT, 60}, /* no effect at all: nobody is left out */
    };
    for (size_t i = 0; i < sizeof CASE / sizeof *CASE; i++) {
        double net, person_years;
        expect(CASE[i].scenario, &net, &person_years);
        assert_near(person_years, CASE[i].person_years, 1e-9, "case %zu", i);
    }
}

/* The two arms of a model that names them differ for everybody, effects or not; so do arms whose
 * costs differ. */
Test(untouched, everybody_counts_where_the_arms_of_the_model_differ)
{
    static const char *const transitions[] = {
        "arm,from,to,probability\nbaseline,home,care,0.3\nintervention,home,care,0.2\n",
        "arm,from,to,probability\n,home,care,0.3\n"};
    static const char *const costs[] = {
        "item,state,amount\ncare,care,1000\n",
        "item,state,arm,amount\ncare,care,baseline,1000\ncare,care,intervention,900\n"};
    for (int i = 0; i < 2; i++) {
        Fixture fixture;
        fixture_open(&fixture, &(FixtureTexts){TOWN, .scenario = PARENTS CHILDREN OF_PARENTS});
        cr_assert_eq(study_participants(&fixture.study), 20);
        fixture_close(&fixture);
        fixture_open(&fixture, &(FixtureTexts){.states = "state,age_from,age_to\nhome,10,24\n"
                                                         "care,10,24\ndead,10,25\n",
                                               .transitions = transitions[i],
                                               .costs = costs[i],
                                               .scenario = PARENTS CHILDREN OF_PARENTS});
        cr_assert_eq(study_participants(&fixture.study), 81, "%d", i);
        fixture_close(&fixture);
    }
}

Test(untouched, a_comparison_group_is_like_those_who_count)
{
    Fixture fixture;
    Comparison comparison;
    fixture_open(&fixture, &(FixtureTexts){TOWN, .scenario = PARENTS CHILDREN OF_PARENTS});
    cr_assert_eq(comparison_make(&fixture.study, 50, &fixture.problems, &comparison), STATUS_OK);
    cr_assert_eq(comparison.setup.plan.n_people, 50);
    for (int t = 0; t < comparison.setup.plan.n_tracks; t++)
        cr_assert_eq(comparison.setup.plan.track[t].group, 0);
    comparison_free(&comparison);
    fixture_close(&fixture);
}

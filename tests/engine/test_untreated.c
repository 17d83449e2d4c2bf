/* Known courses solved into yearly changes: `untreated` outcomes and cumulative effects. */
#include "engine/rows.h"
#include "engine/years.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pupils between absence, school, work and a place far away; a milestone and a class bend some. */
static const FixtureTexts PUPILS = {
    .states = "state,age_from,age_to,start\n"
              "school,12,40,1\nabsence,12,40,0\nwork,16,40,0\naway,12,40,0\ndead,12,40,0\n",
    .classes = "class,share\nlow,0.7\nhigh,0.3\n",
    .transitions = "from,to,age_from,probability\n"
                   "school,absence,,0.05\nabsence,school,,0.2\nabsence,work,16,0.1\n"
                   "school,work,18,0.3\nwork,absence,,0.05\nabsence,away,,0.02\naway,work,15,0.1\n",
    .modifiers = "on,class,milestone,kind,value\n"
                 "school -> absence,high,,hazard_ratio,2\n"
                 "absence -> work,,eligible,odds_ratio,3\n",
    .milestones = "milestone,at,state,probability\neligible,16,,0.8\neligible,16,absence,0.3\n"};

static double odds(double p)
{
    return p / (1 - p);
}

/* ---- untreated ---- */

typedef struct {
    int after;
    const char *state;
    double share;
} Told;

typedef struct {
    const char *fades_over;
    Told told[4]; /* closed by after 0 */
} Course;

static const Course COURSES[] = {
    {"5", {{3, "school", 0.45}}},
    {"0", {{3, "school", 0.45}}},
    {"2", {{1, "school", 0.02}}},
    {"2", {{6, "work", 0.7}}},
    {"5", {{3, "school", 0.45}, {3, "away", 0.1}}},
    {"5", {{3, "school", 0.45}, {3, "absence", 0.5}}},
    {"5", {{3, "school", 0.5}, {3, "absence", 0.499}}},
    {"5", {{3, "school", 0.4}, {3, "absence", 0.3}, {3, "away", 0.29}}},
    {"5", {{2, "school", 0.6}, {5, "work", 0.5}}},
    {"1", {{5, "work", 0.2}, {2, "absence", 0.9}}},
    {"3", {{2, "school", 0.3}, {5, "school", 0.5}}},
    {"0", {{1, "school", 0.3}, {4, "school", 0.5}}},
};

static void write_course(const Course *course, char *text, size_t size)
{
    int at = snprintf(text, size,
                      "participants:\n  number: 40\n  ages: 13..16\n  classes: {high: 0.5}\n"
                      "  states: {absence: {share: 0.75, years: 1}, school: 0.25}\n"
                      "  untreated:\n");
    for (const Told *told = course->told; told->after > 0; told++)
        at += snprintf(text + at, size - (size_t)at,
                       "    - {outcome: %s, after: %d, share: %g, fades_over: %s}\n", told->state,
                       told->after, told->share, course->fades_over);
}

Test(untreated, the_share_told_is_the_share_of_the_exact_cohort)
{
    for (size_t i = 0; i < sizeof COURSES / sizeof *COURSES; i++) {
        char scenario[600];
        FixtureTexts texts = PUPILS;
        Case town;
        write_course(&COURSES[i], scenario, sizeof scenario);
        texts.scenario = scenario;
        case_open(&town, &texts);
        for (const Told *told = COURSES[i].told; told->after > 0; told++) {
            int state = case_state(&town, told->state);
            for (int arm = 0; arm < N_ARMS; arm++)
                assert_near(run_people_in_year(&town.run, arm, state, told->after + 1) / 40,
                            told->share, 1e-9, "course %zu: %s after %d years, arm %d", i,
                            told->state, told->after, arm);
        }
        case_close(&town);
    }
}

static const FixtureTexts TWO_STATES = {
    .states = "state,age_from,age_to\nabsence,12,40\nschool,12,40\ndead,12,40\n",
    .transitions = "from,to,probability\nabsence,school,0.2\nschool,absence,0.1\n"};

/* 0.5 in school after a year: odds 1 instead of 0.25, the shift is ln 4. It fades over 4 years:
 * in year 2 it is 4^(3/4) on both rows: on going to school, and on staying there. */
Test(untreated, the_shift_fades_linearly_in_the_log_odds)
{
    FixtureTexts texts = TWO_STATES;
    Case town;
    texts.scenario = "participants:\n  number: 1\n  ages: 12\n  states: {absence: 1}\n"
                     "  untreated: [{outcome: school, after: 1, share: 0.5, fades_over: 4}]\n";
    case_open(&town, &texts);
    assert_near(town.run.world.shift[0], log(4), 1e-9, "shift");
    double in_school = 0.5;
    for (int year = 2; year <= 8; year++) {
        double fade = year < 5 ? (5 - year) / 4.0 : 0, ratio = pow(4, fade);
        assert_near(
            years_untreated_fade(&town.run.world, town.fixture.study.group[0].untreated, year),
            fade, 1e-15, "fade in year %d", year);
        assert_near(run_people_in_year(&town.run, ARM_BASELINE, 1, year), in_school, 1e-9,
                    "in school in year %d", year);
        in_school = in_school * odds_times(0.9, ratio) + (1 - in_school) * odds_times(0.2, ratio);
    }
    case_close(&town);
}

Test(untreated, only_the_group_it_is_told_of_is_shifted)
{
    FixtureTexts texts = TWO_STATES;
    Case town;
    texts.scenario = "participants:\n"
                     "  - {name: known, number: 1, ages: 12, women: 1, states: {absence: 1},\n"
                     "     untreated: [{outcome: school, after: 1, share: 0.5}]}\n"
                     "  - {name: others, number: 1, ages: 13, women: 1, states: {absence: 1}}\n";
    case_open(&town, &texts);
    assert_near(run_people(&town.run, ARM_BASELINE, 1, 13), 0.5, 1e-9, "known");
    assert_near(run_people_in_year(&town.run, ARM_BASELINE, 1, 2), 0.7, 1e-9, "both");
    case_close(&town);
}

/* A share that comes about anyway needs no shift; a state nobody can reach has the share 0. */
Test(untreated, what_comes_anyway_needs_no_shift)
{
    static const char *const TOLD[] = {"{outcome: school, after: 1, share: 0.2}",
                                       "{outcome: far, after: 1, share: 0}"};
    for (int i = 0; i < 2; i++) {
        FixtureTexts texts = TWO_STATES;
        Case town;
        char scenario[300];
        texts.states = "state,age_from,age_to\nabsence,12,40\nschool,12,40\nfar,12,40\n"
                       "dead,12,40\n";
        snprintf(scenario, sizeof scenario,
                 "participants:\n  number: 1\n  ages: 12\n  states: {absence: 1}\n"
                 "  untreated: [%s]\n",
                 TOLD[i]);
        texts.scenario = scenario;
        case_open(&town, &texts);
        assert_near(town.run.world.shift[0], 0, 1e-9, "%s", TOLD[i]);
        assert_near(run_people(&town.run, ARM_BASELINE, 1, 13), 0.2, 1e-9, "%s", TOLD[i]);
        case_close(&town);
    }
}

typedef struct {
    const char *told, *names; /* a state that the message must name */
} Impossible;

static const Impossible IMPOSSIBLE[] = {
    {"{outcome: work, after: 1, share: 0.3}", "work"},
    {"{outcome: school, after: 2, share: 1}", "school"},
    {"{outcome: school, after: 2, share: 0}", "school"},
    {"{outcome: school, after: 2, share: 0.7}, {outcome: absence, after: 2, share: 0.3}", "year"},
    {"{outcome: school, after: 3, share: 0.5}, {outcome: absence, after: 3, share: 0.5}", "year"},
    {"{outcome: school, after: 3, share: 0.4}, {outcome: absence, after: 3, share: 0.5},"
     " {outcome: work, after: 3, share: 0.1}",
     "year"},
};

/* Absence leads to school, school to work (from 12 on), and 1 % a year die. */
Test(untreated, an_impossible_share_is_an_input_error_that_names_the_world)
{
    for (size_t i = 0; i < sizeof IMPOSSIBLE / sizeof *IMPOSSIBLE; i++) {
        char scenario[400];
        Fixture fixture;
        Run run;
        snprintf(scenario, sizeof scenario,
                 "participants:\n  number: 1\n  ages: 12\n  states: {absence: 1}\n"
                 "  untreated: [%s]\n",
                 IMPOSSIBLE[i].told);
        fixture_open(
            &fixture,
            &(FixtureTexts){.states = "state,age_from,age_to\nabsence,12,40\nschool,12,40\n"
                                      "work,12,40\ndead,12,40\n",
                            .transitions = "from,to,probability\nabsence,school,0.2\n"
                                           "school,work,0.1\nabsence,dead,0.01\nschool,dead,0.01\n",
                            .scenario = scenario});
        run_prepare(&run, &fixture.study);
        cr_assert_eq(run_try(&run, NULL), STATUS_INPUT, "%s", IMPOSSIBLE[i].told);
        char *messages = fixture_messages(&run.problems);
        cr_assert(strstr(messages, "world 0") != NULL, "no world in: %s", messages);
        cr_assert(strstr(messages, IMPOSSIBLE[i].names) != NULL, "no state in: %s", messages);
        cr_assert(strstr(messages, "scenario.yaml:") != NULL, "no place in: %s", messages);
        free(messages);
        run_close(&run);
        fixture_close(&fixture);
    }
}

/* ---- cumulative ---- */

typedef struct {
    const char *what, *years, *kind;
    double log_ratio;
} Published;

/* Two years of p' without and p'' with: (1 - p')^2 = 0.5, (1 - p'')^2 = 0.3, nobody comes back.
 * Odds: odds(1 - 0.3^0.5) / odds(1 - 0.5^0.5). Acting in the first year only: 1 - p'' = 0.3 / 0.5^0.5.
 * A hazard ratio comes before the odds of the shift in a row: it takes 0.2 to the p whose odds, times
 * the shift's ratio, are those of p''. */
static void check_published(const Published *published)
{
    FixtureTexts texts = TWO_STATES;
    Case town;
    char scenario[500];
    texts.transitions = "from,to,probability\nabsence,school,0.2\n";
    snprintf(scenario, sizeof scenario,
             "participants: {number: 1, ages: 12, states: {absence: 1}}\n"
             "effects:\n"
             "  - on: absence -> school\n"
             "    cumulative: {outcome: school, after: 2, treated: 0.7, untreated: 0.5, kind: %s}\n"
             "    years: %s\n    fades_over: 0\n    design: rct\n    no_effect: 0\n",
             published->kind, published->years);
    texts.scenario = scenario;
    case_open(&town, &texts);
    assert_near(town.run.world.cumulative[0], published->log_ratio, 1e-8, "%s", published->what);
    double ratio = exp(published->log_ratio);
    bool hazard = strcmp(published->kind, "hazard_ratio") == 0;
    double p = hazard ? 1 - pow(0.8, ratio) : odds_times(0.2, ratio);
    assert_near(run_people(&town.run, ARM_INTERVENTION, 1, 13), p, 1e-8,
                "%s: the ratio carries over to this baseline", published->what);
    assert_near(run_people(&town.run, ARM_BASELINE, 1, 13), 0.2, 1e-15,
                "%s: the published untreated "
                "share does not",
                published->what);
    case_close(&town);
}

Test(cumulative, a_result_over_years_is_solved_into_a_yearly_ratio)
{
    double untreated = 1 - sqrt(0.5), both = 1 - sqrt(0.3), first = 1 - 0.3 / sqrt(0.5);
    double shift = odds(untreated) / odds(0.2), before_shift = odds_times(both, 1 / shift);
    const Published published[] = {
        {"odds, both years", "1..2", "odds_ratio", log(odds(both) / odds(untreated))},
        {"hazard, both years", "1..2", "hazard_ratio", log(log1p(-before_shift) / log(0.8))},
        {"odds, first year", "1", "odds_ratio", log(odds(first) / odds(untreated))},
        {"odds, years that go on after", "1..5", "odds_ratio", log(odds(both) / odds(untreated))},
    };
    for (int i = 0; i < 4; i++) check_published(&published[i]);
}

/* On people whose own untreated course is the published one, the treated share comes out itself, whatever
 * part of the effect works in the years until then. */
static void check_treated(const char *on, const char *kind, double treated, const char *acts)
{
    FixtureTexts texts = PUPILS;
    Case town;
    char scenario[700];
    snprintf(scenario, sizeof scenario,
             "participants:\n  number: 40\n  ages: 13..15\n  classes: {high: 0.5}\n"
             "  states: {absence: 0.75, school: 0.25}\n"
             "  untreated: [{outcome: school, after: 3, share: 0.4}]\n"
             "effects:\n"
             "  - on: '%s'\n"
             "    cumulative: {outcome: school, after: 3, treated: %g, untreated: 0.4, kind: %s}\n"
             "    %s\n    design: rct\n    no_effect: 0\n",
             on, treated, kind, acts);
    texts.scenario = scenario;
    texts.milestones = texts.modifiers = NULL;
    case_open(&town, &texts);
    int school = case_state(&town, "school");
    assert_near(run_people_in_year(&town.run, ARM_BASELINE, school, 4) / 40, 0.4, 1e-9,
                "untreated, %s %s, %s", on, kind, acts);
    assert_near(run_people_in_year(&town.run, ARM_INTERVENTION, school, 4) / 40, treated, 1e-9,
                "treated, %s %s, %s", on, kind, acts);
    case_close(&town);
}

Test(cumulative, the_treated_share_comes_out_on_the_published_baseline)
{
    static const char *const ACTS[] = {"years: 1..3\n    fades_over: 0",
                                       "years: 1\n    fades_over: 4",
                                       "years: 1..2\n    fades_over: never"};
    static const char *const KINDS[] = {"odds_ratio", "hazard_ratio"};
    for (int i = 0; i < 6; i++) {
        const char *kind = KINDS[i % 2], *acts = ACTS[i / 2];
        check_treated("absence -> school", kind, 0.6, acts);
        check_treated("absence -> *", kind, 0.6, acts);
        check_treated("* -> absence", kind, 0.25, acts);
    }
}

/* 0.6 against 0.4 is an odds ratio of 2.25; half of it is caused: 1.5 on the odds 4 of 0.8. */
Test(cumulative, a_milestone_takes_the_odds_ratio_of_the_two_shares)
{
    FixtureTexts texts = TWO_STATES;
    Case town;
    texts.milestones = "milestone,at,probability\neligible,16,0.8\n";
    texts.scenario = "participants: {number: 1, ages: 15, states: {absence: 1}}\n"
                     "effects:\n"
                     "  - on: milestone eligible\n"
                     "    cumulative: {treated: 0.6, untreated: 0.4}\n"
                     "    years: 1..2\n    fades_over: 0\n    design: matched\n    no_effect: 0\n"
                     "    causal_share: 0.5\n";
    case_open(&town, &texts);
    assert_near(exp(town.run.world.cumulative[0]), 2.25, 1e-14, "solved");
    assert_near(town.run.reach[ARM_INTERVENTION][0], 6.0 / 7, 1e-14, "reached");
    case_close(&town);
}

Test(cumulative, an_impossible_result_is_an_input_error_that_names_the_world)
{
    static const char *const SHARES[][3] = {
        {"absence -> school", "outcome: school, after: 2, treated: 1, untreated: 0.5", "treated"},
        {"absence -> school", "outcome: school, after: 2, treated: 0.5, untreated: 1", "untreated"},
        {"milestone eligible", "treated: 1, untreated: 0.5", "treated"},
        {"milestone eligible", "treated: 0.5, untreated: 0", "untreated"}};
    for (int i = 0; i < 4; i++) {
        FixtureTexts texts = TWO_STATES;
        Fixture fixture;
        Run run;
        char scenario[400];
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 1, ages: 12, states: {absence: 1}}\n"
                 "effects:\n"
                 "  - on: %s\n    cumulative: {%s}\n"
                 "    years: 1..2\n    fades_over: 0\n    design: rct\n    no_effect: 0\n",
                 SHARES[i][0], SHARES[i][1]);
        texts.milestones = "milestone,at,probability\neligible,16,0.8\n";
        texts.scenario = scenario;
        fixture_open(&fixture, &texts);
        run_prepare(&run, &fixture.study);
        cr_assert_eq(run_try(&run, NULL), STATUS_INPUT, "%s", SHARES[i][1]);
        char *messages = fixture_messages(&run.problems);
        cr_assert(strstr(messages, "world 0") != NULL, "no world in: %s", messages);
        cr_assert(strstr(messages, SHARES[i][2]) != NULL, "not named in: %s", messages);
        free(messages);
        run_close(&run);
        fixture_close(&fixture);
    }
}

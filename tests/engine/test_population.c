/* Mortality: the population of a world dies as the life table says, its states as their ratios. */
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

enum { FIRST = 60, LAST = 79, N_LIVING = 3, N_CLASSES = 2 };

/* A Gompertz rate: 1 % at 60 for women, 10 % more each year; men die half as much again. */
static double table_rate(int sex, int age)
{
    return 0.01 * pow(1.1, age - FIRST) * (sex == SEX_MALE ? 1.5 : 1);
}

static void write_mortality(char *text, size_t size)
{
    int at = snprintf(text, size, "sex,age,rate\n");
    for (int age = FIRST; age <= LAST; age++)
        at += snprintf(text + at, size - (size_t)at, "f,%d,%.17g\nm,%d,%.17g\n", age,
                       table_rate(SEX_FEMALE, age), age, table_rate(SEX_MALE, age));
}

/* well, ill, poor; ill: ratio 3, 0.6 of it follows the state, fading from 65 to 75; poor: ratio 2,
 * 0.25 of it follows. Class high falls ill at twice the odds and begins poor more often later. */
static const FixtureTexts TOWN = {
    .states = "state,age_from,age_to,start\n"
              "well,60,80,0.7\nill,60,80,0.2\npoor,60,80,0.1\ndead,60,80,0\n",
    .classes = "class,share\nlow,0.7\nhigh,0.3\n",
    .transitions = "from,to,probability\n"
                   "well,ill,0.1\nwell,poor,0.05\nill,well,0.2\nill,poor,0.1\npoor,well,0.02\n",
    .modifiers = "on,class,kind,value\nwell -> ill,high,odds_ratio,2\n",
    .mortality_ratios = "state,ratio,causal_share,fade_from,fade_to\n"
                        "ill,3,0.6,65,75\npoor,2,0.25,120,120\n",
    .scenario = "participants: {number: 4, ages: 60, states: {well: 0.5, ill: 0.5},\n"
                "  classes: {high: 0.5}}\n"};

static void open_town(Case *town, const FixtureTexts *given)
{
    static char mortality[4000];
    FixtureTexts texts = *given;
    write_mortality(mortality, sizeof mortality);
    texts.mortality = mortality;
    case_open(town, &texts);
}

static double living(const Case *town, int sex, int age)
{
    const Model *model = &town->fixture.study.model;
    const AgePlan *at = plan_age(&town->run.plan, age);
    double people = 0;
    for (int c = 0; c < model->n_classes; c++) {
        double weight = product_value(&model->class_[c].share, town->run.value);
        const double *share = world_population(&town->run.world, 0, sex, c, age);
        for (int v = 0; v < at->first_node[model->end_state]; v++)
            people += weight * share[v * PEERS_ABREAST];
    }
    return people;
}

static double death_rate(const Case *town, int sex, int class_, int age, int state)
{
    const AgePlan *at = plan_age(&town->run.plan, age);
    const YearTable *table = world_base(&town->run.world, 0, ARM_BASELINE, sex, class_, age);
    return -log1p(-table->q[at->row[at->first_node[state]]]);
}

static const char *const RATIOS[] = {
    "state,ratio,causal_share,fade_from,fade_to\nill,3,0.6,65,75\npoor,2,0.25,120,120\n",
    "state,ratio,causal_share,fade_from,fade_to\nill,30,1,120,120\n",
    "state,ratio,causal_share,fade_from,fade_to\nill,5000,1,120,120\npoor,0.001,0.5,70,71\n",
    "state,ratio,causal_share,fade_from,fade_to\nill,0.2,0,60,61\npoor,12,0,60,90\n",
    "state,ratio\nwell,0.5\nill,4\npoor,3\n",
    NULL,
};

Test(population, survival_is_that_of_the_life_table_whatever_the_ratios)
{
    for (size_t i = 0; i < sizeof RATIOS / sizeof *RATIOS; i++) {
        FixtureTexts texts = TOWN;
        Case town;
        texts.mortality_ratios = RATIOS[i];
        open_town(&town, &texts);
        for (int sex = 0; sex < N_SEXES; sex++) {
            double alive = 1;
            for (int age = FIRST; age <= LAST; age++) {
                assert_near(living(&town, sex, age), alive, 1e-12, "ratios %zu, sex %d, age %d", i,
                            sex, age);
                alive *= exp(-table_rate(sex, age));
            }
        }
        case_close(&town);
    }
}

/* Bands and milestones part people further, and some of them change where they go. */
Test(population, survival_is_that_of_the_life_table_with_bands_and_milestones)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.states = "state,age_from,age_to,start,bands\n"
                   "well,60,80,0.7,\nill,60,80,0.2,0 1..2 3+\npoor,62,80,0,\nfrail,60,70,0.1,\n"
                   "dead,60,80,0,\n";
    texts.transitions = "from,to,age_from,age_to,probability\n"
                        "well,ill,,,0.1\nwell,poor,,,0.05\nill,well,,,0.2\nill,poor,,,0.1\n"
                        "poor,well,,,0.02\nfrail,ill,,69,0.3\nfrail,ill,70,70,1\n";
    texts.milestones = "milestone,at,state,probability\nspent,63,,0.3\nspent,63,ill,0.6\n"
                       "broke,entry poor,,\n";
    texts.modifiers = "on,class,milestone,band,kind,value\n"
                      "well -> ill,high,,,odds_ratio,2\nwell -> ill,,spent,,hazard_ratio,1.7\n"
                      "well -> *,,broke,,odds_ratio,1.5\nill -> well,,,3+,odds_ratio,0.2\n";
    open_town(&town, &texts);
    for (int sex = 0; sex < N_SEXES; sex++) {
        double alive = 1;
        for (int age = FIRST; age <= LAST; age++) {
            assert_near(living(&town, sex, age), alive, 1e-12, "sex %d, age %d", sex, age);
            alive *= exp(-table_rate(sex, age));
        }
    }
    case_close(&town);
}

/* ---- the same population run here, state by state ---- */

typedef struct {
    double people[N_CLASSES][N_LIVING];
} People;

static const double CLASS_SHARE[N_CLASSES] = {0.7, 0.3};

/* How the log of a state's ratio fades, and which part of it follows the state. */
static double ratio_part(int state, int age, bool follows)
{
    static const double LOG_RATIO[N_LIVING] = {0, 1.0986122886681098, 0.69314718055994531};
    static const double CAUSAL[N_LIVING] = {0, 0.6, 0.25};
    double fade = 1;
    if (state == 1) fade = age <= 65 ? 1 : age >= 75 ? 0 : (75 - age) / 10.0;
    return exp(LOG_RATIO[state] * fade * (follows ? CAUSAL[state] : 1 - CAUSAL[state]));
}

static void find_ratios(const People *at, int age, double ratio[N_CLASSES][N_LIVING])
{
    for (int c = 0; c < N_CLASSES; c++) {
        double all = 0, rests = 0;
        for (int s = 0; s < N_LIVING; s++) {
            all += at->people[c][s];
            rests += at->people[c][s] * ratio_part(s, age, false);
        }
        for (int s = 0; s < N_LIVING; s++) ratio[c][s] = ratio_part(s, age, true) * rests / all;
    }
}

/* Share of the population that survives a year at reference rate m, by halving until it fits. */
static double survival(const People *at, double ratio[N_CLASSES][N_LIVING], double m, double *mean)
{
    double all = 0, survive = 0, rate = 0;
    for (int c = 0; c < N_CLASSES; c++) {
        for (int s = 0; s < N_LIVING; s++) {
            double people = CLASS_SHARE[c] * at->people[c][s];
            all += people;
            survive += people * exp(-m * ratio[c][s]);
            rate += people * ratio[c][s];
        }
    }
    *mean = rate / all;
    return survive / all;
}

static double find_reference(const People *at, double ratio[N_CLASSES][N_LIVING], double rate)
{
    double low = 0, high = 100 * rate, mean;
    for (int i = 0; i < 200; i++) {
        double m = (low + high) / 2;
        if (survival(at, ratio, m, &mean) > exp(-rate))
            low = m;
        else
            high = m;
    }
    return low;
}

/* Where the living go in a year. */
static void find_rows(int class_, double p[N_LIVING][N_LIVING])
{
    const double ill = class_ == 1 ? 2 : 1, sum = 0.85 + 0.1 * ill + 0.05;
    const double rows[N_LIVING][N_LIVING] = {
        {0.85 / sum, 0.1 * ill / sum, 0.05 / sum}, {0.2, 0.7, 0.1}, {0.02, 0, 0.98}};
    for (int s = 0; s < N_LIVING; s++)
        for (int t = 0; t < N_LIVING; t++) p[s][t] = rows[s][t];
}

static People move_on(const People *at, double ratio[N_CLASSES][N_LIVING], double m)
{
    People next = {{{0}}};
    for (int c = 0; c < N_CLASSES; c++) {
        double p[N_LIVING][N_LIVING];
        find_rows(c, p);
        for (int s = 0; s < N_LIVING; s++)
            for (int t = 0; t < N_LIVING; t++)
                next.people[c][t] += at->people[c][s] * exp(-m * ratio[c][s]) * p[s][t];
    }
    return next;
}

static void check_age(const Case *town, int sex, int age, const People *at, double m,
                      double ratio[N_CLASSES][N_LIVING])
{
    const AgePlan *nodes = plan_age(&town->run.plan, age);
    for (int c = 0; c < N_CLASSES; c++) {
        const double *share = world_population(&town->run.world, 0, sex, c, age);
        for (int s = 0; s < N_LIVING; s++) {
            assert_near(share[nodes->first_node[s] * PEERS_ABREAST], at->people[c][s], 1e-12,
                        "people: sex %d, class %d, state %d, age %d", sex, c, s, age);
            if (age < LAST)
                assert_near(death_rate(town, sex, c, age, s), m * ratio[c][s], 1e-12,
                            "rate: sex %d, class %d, state %d, age %d", sex, c, s, age);
        }
    }
}

Test(population, rates_and_people_are_those_of_a_population_run_by_itself)
{
    Case town;
    open_town(&town, &TOWN);
    for (int sex = 0; sex < N_SEXES; sex++) {
        People at = {{{0.7, 0.2, 0.1}, {0.7, 0.2, 0.1}}};
        for (int age = FIRST; age <= LAST; age++) {
            double ratio[N_CLASSES][N_LIVING], mean;
            find_ratios(&at, age, ratio);
            double m = find_reference(&at, ratio, table_rate(sex, age));
            (void)survival(&at, ratio, m, &mean);
            check_age(&town, sex, age, &at, m, ratio);
            assert_near(m * mean / table_rate(sex, age), 1, 0.01,
                        "the rate over the mean ratio is near: sex %d, age %d", sex, age);
            at = move_on(&at, ratio, m);
        }
    }
    case_close(&town);
}

/* ---- what follows the state and what the class carries ---- */

/* At 60 both classes are 0.2 ill, so a class carries the mean 0.8 + 0.2 * 3 (poor aside); from then on
 * class high has more ill people. */
Test(population, what_does_not_follow_the_state_rests_with_the_class)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.mortality_ratios = "state,ratio,causal_share,fade_from,fade_to\nill,3,0,120,120\n";
    open_town(&town, &texts);
    for (int age = FIRST; age < LAST; age++) {
        double low = death_rate(&town, SEX_MALE, 0, age, 0);
        double high = death_rate(&town, SEX_MALE, 1, age, 0);
        for (int s = 1; s < N_LIVING; s++) {
            assert_near(death_rate(&town, SEX_MALE, 0, age, s), low, 1e-15, "low, age %d", age);
            assert_near(death_rate(&town, SEX_MALE, 1, age, s), high, 1e-15, "high, age %d", age);
        }
        if (age == FIRST)
            assert_near(high, low, 1e-15, "alike at the beginning");
        else
            cr_assert(high > 1.01 * low, "class high dies more at %d: %g and %g", age, high, low);
    }
    case_close(&town);
}

Test(population, what_follows_the_state_is_alike_in_all_classes_and_fades)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.mortality_ratios = "state,ratio,causal_share,fade_from,fade_to\nill,3,1,65,75\n";
    open_town(&town, &texts);
    for (int age = FIRST; age < LAST; age++) {
        double fade = age <= 65 ? 1 : age >= 75 ? 0 : (75 - age) / 10.0;
        for (int c = 0; c < N_CLASSES; c++) {
            double well = death_rate(&town, SEX_FEMALE, c, age, 0);
            assert_near(death_rate(&town, SEX_FEMALE, c, age, 1) / well, pow(3, fade), 1e-12,
                        "class %d, age %d", c, age);
            assert_near(well, death_rate(&town, SEX_FEMALE, 0, age, 0), 1e-15, "class %d", c);
        }
    }
    case_close(&town);
}

/* Who starts ill at 60 dies at the rate of the ill, not of the table. */
Test(population, participants_die_at_the_rates_of_their_states)
{
    Case town;
    open_town(&town, &TOWN);
    double expected = 0;
    for (int t = 0; t < town.run.plan.n_tracks; t++) {
        const Track *track = &town.run.plan.track[t];
        for (int s = 0; s < track->n_starts; s++) {
            const StartCell *start = &town.run.plan.start[track->first_start + s];
            expected += start->n_people *
                        exp(-death_rate(&town, track->sex, track->class_, 60, start->state));
        }
    }
    assert_near(run_people(&town.run, ARM_BASELINE, ANY, 61), expected, 1e-14, "alive at 61");
    cr_assert(expected < 4 * exp(-table_rate(SEX_FEMALE, 60)) - 1e-3, "half of them are ill");
    case_close(&town);
}

/* ---- without ratios, without a population ---- */

/* Two states are open at 60 and nothing tells how newborns are spread: there is no population to
 * balance, but people die by the table all the same. */
Test(population, people_die_by_the_table_where_no_population_is_described)
{
    FixtureTexts texts = {
        .states = "state,age_from,age_to\nwell,60,80\nill,60,80\ndead,60,80\n",
        .transitions = "from,to,probability\nwell,ill,0.1\n",
        .scenario = "participants: {number: 1, ages: 60, women: 1, states: {well: 1}}\n"};
    Case town;
    open_town(&town, &texts);
    double alive = 1;
    for (int age = FIRST; age <= LAST; age++) {
        assert_near(run_people(&town.run, ARM_BASELINE, ANY, age), alive, 1e-13, "age %d", age);
        alive *= exp(-table_rate(SEX_FEMALE, age));
    }
    case_close(&town);
}

/* At 65 everybody alive has left the state that the group starts in; the table still holds there. */
Test(population, people_die_by_the_table_in_states_that_hold_nobody_else)
{
    FixtureTexts texts = TOWN;
    Case town;
    texts.states = "state,age_from,age_to,start\nwell,60,80,1\nill,60,80,0\npoor,60,80,0\n"
                   "dead,60,80,0\n";
    texts.transitions = "from,to,probability\npoor,well,0.5\n";
    texts.modifiers = texts.mortality_ratios = NULL;
    texts.scenario = "participants: {number: 1, ages: 65, women: 1, states: {ill: 1}}\n";
    open_town(&town, &texts);
    for (int k = 0; k < 5; k++) {
        double alive = 1;
        for (int age = 65; age < 65 + k; age++) alive *= exp(-table_rate(SEX_FEMALE, age));
        assert_near(run_people(&town.run, ARM_BASELINE, 1, 65 + k), alive, 1e-13, "year %d", k);
    }
    case_close(&town);
}

/* Single lives: luck that is the same in both arms and the same tomorrow, and what is counted. */
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* A model with everything in it; effects are added by the tests. */
static const FixtureTexts TOWN = {
    .states = "state,age_from,age_to,start,exclusion,bands\n"
              "school,12,18,1,0,\nwork,16,60,0,0,\nassistance,16,60,0,1,0 1..2 3+\n"
              "prison,15,60,0,1,\ndead,12,60,0,0,\n",
    .classes = "class,share\nlow,0.7\nhigh,0.3\n",
    .transitions = "from,to,age_from,age_to,probability\n"
                   "school,work,16,17,0.2\nschool,work,18,18,0.6\nschool,assistance,15,17,0.05\n"
                   "school,assistance,18,18,0.4\n"
                   "work,assistance,,,0.1\nassistance,work,,,0.3\nwork,prison,,,0.02\n"
                   "assistance,prison,,,0.05\nprison,assistance,,,0.5\n"
                   "work,dead,,,0.005\nassistance,dead,,,0.02\nprison,dead,,,0.03\n",
    .modifiers = "on,class,milestone,band,kind,value\n"
                 "work -> assistance,high,,,hazard_ratio,1.8\n"
                 "assistance -> work,,,3+,odds_ratio,0.4\n"
                 "work -> assistance,,degree,,odds_ratio,0.5\n"
                 "work -> prison,,sentenced,,odds_ratio,4\n"
                 "milestone degree,high,,,odds_ratio,0.4\n",
    .milestones = "milestone,at,state,probability,causal_share\n"
                  "degree,18,,0.6,0.5\ndegree,18,assistance,0.2,0.5\nsentenced,entry prison,,,\n",
    .costs = "item,state,per,amount\nsupport,assistance,year,100\ntrial,prison,entry,50\n"};

static const char EFFECTS[] = "effects:\n"
                              "  - {on: milestone degree, odds_ratio: 2.5, years: 1..4,\n"
                              "     fades_over: 0, design: rct, no_effect: 0}\n"
                              "  - {on: work -> assistance, hazard_ratio: 0.6, years: 1..9,\n"
                              "     fades_over: 5, design: rct, no_effect: 0}\n";

static const char PEOPLE[] = "participants: {number: 200, ages: 14..17, enters: 1..2,\n"
                             "  states: {school: 1}, classes: {high: 0.5}}\n";

static void open_town(Case *town, const char *rest)
{
    char scenario[1000];
    FixtureTexts texts = TOWN;
    snprintf(scenario, sizeof scenario, "%s%s", PEOPLE, rest);
    texts.scenario = scenario;
    case_open(town, &texts);
}

static size_t bytes(int n)
{
    return (size_t)n * sizeof(uint32_t);
}

static bool same_counts(const Plan *plan, const Counts *x, int arm_x, const Counts *y, int arm_y)
{
    const Model *model = plan->model;
    return memcmp(x->cell[arm_x], y->cell[arm_y], bytes(plan->n_counts)) == 0 &&
           memcmp(x->entered[arm_x], y->entered[arm_y], bytes(model->n_states)) == 0 &&
           memcmp(x->milestone[arm_x], y->milestone[arm_y],
                  bytes(model->n_milestones * N_MILESTONE_LEVELS)) == 0 &&
           x->exclusion_years[arm_x] == y->exclusion_years[arm_y];
}

Test(lives, without_an_effect_twins_live_the_same_life)
{
    static Life life[200];
    Case town;
    open_town(&town, "");
    for (int replicate = 0; replicate < 20; replicate++) {
        run_live(&town.run, replicate, 1, life);
        const Counts *counts = &town.run.counts;
        cr_assert(same_counts(&town.run.plan, counts, ARM_BASELINE, counts, ARM_INTERVENTION));
        cr_assert_eq(counts->fewer + counts->more, 0);
        cr_assert(counts->exclusion_years[ARM_BASELINE] > 0);
        for (int i = 0; i < 200; i++)
            cr_assert_arr_eq(life[i].node[ARM_BASELINE], life[i].node[ARM_INTERVENTION],
                             sizeof life[i].node[0], "person %d, replicate %d", i, replicate);
    }
    case_close(&town);
}

Test(lives, those_whom_the_programme_does_not_reach_live_the_same_life)
{
    static Life life[200];
    Case town;
    int apart = 0;
    open_town(&town, EFFECTS);
    run_live(&town.run, 0, 0.5, life);
    for (int i = 0; i < 200; i++) {
        bool same = memcmp(life[i].node[ARM_BASELINE], life[i].node[ARM_INTERVENTION],
                           sizeof life[i].node[0]) == 0;
        cr_assert(same || life[i].reached_by_programme, "person %d", i);
        apart += !same;
    }
    cr_assert(apart > 20, "the programme changes lives: %d", apart);
    run_live(&town.run, 0, 0, NULL);
    cr_assert(same_counts(&town.run.plan, &town.run.counts, ARM_BASELINE, &town.run.counts,
                          ARM_INTERVENTION),
              "nobody reached");
    case_close(&town);
}

Test(lives, a_world_and_replicate_have_the_same_luck_every_time)
{
    Case first, second;
    open_town(&first, EFFECTS);
    open_town(&second, EFFECTS);
    run_live(&second.run, 5, 0.7, NULL); /* whatever was lived before */
    for (int replicate = 0; replicate < 5; replicate++) {
        run_live(&first.run, replicate, 0.7, NULL);
        run_live(&second.run, replicate, 0.7, NULL);
        for (int arm = 0; arm < N_ARMS; arm++)
            cr_assert(same_counts(&first.run.plan, &first.run.counts, arm, &second.run.counts, arm),
                      "replicate %d, arm %d", replicate, arm);
        cr_assert_eq(first.run.counts.fewer, second.run.counts.fewer);
    }
    case_close(&second);
    case_close(&first);
}

Test(lives, another_replicate_world_seed_or_group_has_other_luck)
{
    Case town, other, renamed;
    open_town(&town, EFFECTS);
    open_town(&other, "simulation: {seed: 2}\n");
    open_town(&renamed, "scenario: another\n");
    const Plan *plan = &town.run.plan;
    Counts *counts = &town.run.counts;
    run_live(&town.run, 0, 1, NULL);
    run_live(&other.run, 0, 1, NULL);
    run_live(&renamed.run, 0, 1, NULL);
    cr_assert_not(same_counts(plan, counts, ARM_BASELINE, &other.run.counts, ARM_BASELINE), "seed");
    cr_assert_not(same_counts(plan, counts, ARM_BASELINE, &renamed.run.counts, ARM_BASELINE),
                  "scenario");
    run_live(&renamed.run, 1, 1, NULL);
    cr_assert_not(same_counts(plan, counts, ARM_BASELINE, &renamed.run.counts, ARM_BASELINE),
                  "replicate");
    town.run.world.number = 7;
    run_live(&renamed.run, 0, 1, NULL);
    run_live(&town.run, 0, 1, NULL);
    cr_assert_not(same_counts(plan, counts, ARM_BASELINE, &renamed.run.counts, ARM_BASELINE),
                  "world");
    case_close(&renamed);
    case_close(&other);
    case_close(&town);
}

/* Two people never share their luck, nor does one have the same luck in two years: of 200 people in
 * fair coins the same side all along 30 years comes up for nobody, and each year for about half. */
Test(lives, luck_is_independent_between_people_and_years)
{
    enum { N = 2000, YEARS = 30 };
    static Life life[N];
    Case town;
    case_open(&town,
              &(FixtureTexts){
                  .states = "state,age_from,age_to\nheads,20,50\ntails,20,50\ndead,20,50\n",
                  .transitions = "from,to,probability\nheads,tails,0.5\ntails,heads,0.5\n",
                  .scenario = "participants: {number: 2000, ages: 20, states: {heads: 1}}\n"});
    run_live(&town.run, 0, 1, life);
    int heads = case_state(&town, "heads");
    double people = 0, years = 0;
    for (int k = 1; k < YEARS; k++) {
        const AgePlan *at = plan_age(&town.run.plan, 20 + k);
        for (int i = 0; i < N; i++) {
            bool now = at->node[life[i].node[0][k]].state == heads;
            bool neighbour = at->node[life[(i + 1) % N].node[0][k]].state == heads;
            bool before = (at - 1)->node[life[i].node[0][k - 1]].state == heads;
            people += now == neighbour;
            years += now == before;
        }
    }
    double n = N * (YEARS - 1.0), error = 4 * sqrt(n * 0.25);
    assert_near(people, n / 2, error, "as the neighbour");
    assert_near(years, n / 2, error, "as the year before");
    case_close(&town);
}

/* Of these lives one draws the word 0xffffffff (found by trying the counters one by one): a threshold of
 * certainty must be above the greatest luck. Should the streams' names change, look for another. */
Test(lives, the_word_of_all_ones_passes_no_certain_row)
{
    enum { REPLICATE = 11237, PERSON = 397, AGE = 78 };
    static Life life[PERSON + 1];
    uint32_t word[4];
    Case town;
    case_open(&town, &(FixtureTexts){.states = "state,age_from,age_to\nhere,20,100\ndead,20,100\n",
                                     .transitions = "from,to,probability\nhere,dead,0\n",
                                     .scenario = "participants: {number: 398, ages: 20, women: 1,\n"
                                                 "  states: {here: 1}}\n"});
    random_block(&town.run.streams[0].life, 0, REPLICATE, PERSON, AGE / 4, word);
    cr_assert_eq(word[AGE % 4], UINT32_MAX, "look for another word of all ones");
    run_live(&town.run, REPLICATE, 1, life);
    for (int age = 20; age < 100; age++)
        cr_assert_eq(life[PERSON].node[ARM_BASELINE][age - 20], 0, "age %d", age);
    assert_near(run_counted(&town.run, ARM_BASELINE, ANY, 99), 398, 0, "everybody lives to 99");
    case_close(&town);
}

/* Four things that are drawn apart: whom the programme reaches, what is held at the start, and two
 * milestones later. Each of the sixteen combinations is as likely as its four chances say. */
Test(lives, what_is_drawn_apart_is_independent)
{
    enum { N = 4000, REPLICATES = 10 };
    static const double CHANCE[] = {0.5, 0.6, 0.5, 0.3};
    static Life life[N];
    int count[16] = {0};
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to,start\nhere,14,30,1\n"
                                   "there,14,30,0\ndead,14,30,0\n",
                         .transitions = "from,to,probability\nhere,there,0\n",
                         .modifiers = "on,milestone,kind,value\nhere -> there,first,odds_ratio,1\n",
                         .milestones = "milestone,at,probability\n"
                                       "first,15,0.6\nsecond,18,0.5\nthird,18,0.3\n",
                         .scenario = "participants: {number: 4000, ages: 16, states: {here: 1}}\n"
                                     "effects:\n"
                                     "  - {on: here -> there, odds_ratio: 2, years: 1,\n"
                                     "     fades_over: 0, design: rct, no_effect: 0}\n"});
    for (int replicate = 0; replicate < REPLICATES; replicate++) {
        run_live(&town.run, replicate, CHANCE[0], life);
        for (int i = 0; i < N; i++) {
            const Node *start = &plan_age(&town.run.plan, 16)->node[life[i].node[0][0]];
            const uint8_t *level = life[i].level[ARM_BASELINE];
            bool was[] = {life[i].reached_by_programme, start->held & 1, level[1] == LEVEL_REACHED,
                          level[2] == LEVEL_REACHED};
            count[was[0] + 2 * was[1] + 4 * was[2] + 8 * was[3]]++;
        }
    }
    for (int i = 0; i < 16; i++) {
        double p = 1;
        for (int b = 0; b < 4; b++) p *= i >> b & 1 ? CHANCE[b] : 1 - CHANCE[b];
        assert_near(count[i], p * N * REPLICATES, 4 * sqrt(N * REPLICATES * p * (1 - p)),
                    "combination %d", i);
    }
    case_close(&town);
}

/* ---- what is counted ---- */

/* What kept lives add up to. */
typedef struct {
    uint32_t exclusion[N_ARMS], entered[N_ARMS][MAX_STATES], fewer, more;
    double years[N_ARMS];
} Sums;

/* Adds one arm of a life; returns its years of exclusion. */
static uint32_t add_course(const Plan *plan, const Track *track, const Life *life, int arm,
                           Sums *sums)
{
    const Model *model = plan->model;
    bool seen[MAX_STATES] = {false};
    uint32_t excluded = 0;
    int k = 0, before = ANY;
    for (; k < life->n_years && life->node[arm][k] >= 0; k++) {
        int state = plan_age(plan, track->age + k)->node[life->node[arm][k]].state;
        excluded += model->state[state].exclusion;
        if (k > 0 && state != before) seen[state] = true;
        before = state;
    }
    if (k < life->n_years) seen[model->end_state] = true;
    for (int s = 0; s < model->n_states; s++) sums->entered[arm][s] += seen[s];
    sums->exclusion[arm] += excluded;
    sums->years[arm] += k;
    return excluded;
}

/* Cells, exclusion, entries and twins are the kept lives added up. */
Test(lives, counts_are_the_kept_lives_added_up)
{
    static Life life[200];
    Case town;
    Sums sums = {{0}, {{0}}, 0, 0, {0}};
    open_town(&town, EFFECTS);
    const Plan *plan = &town.run.plan;
    const Life *next = life;
    run_live(&town.run, 3, 0.8, life);
    for (int t = 0; t < plan->n_tracks; t++) {
        for (int i = 0; i < plan->track[t].n_people; i++, next++) {
            uint32_t without = add_course(plan, &plan->track[t], next, ARM_BASELINE, &sums);
            uint32_t with = add_course(plan, &plan->track[t], next, ARM_INTERVENTION, &sums);
            sums.fewer += with < without;
            sums.more += with > without;
        }
    }
    const Counts *counts = &town.run.counts;
    for (int arm = 0; arm < N_ARMS; arm++) {
        double people = 0;
        for (int age = 12; age < 60; age++) people += run_counted(&town.run, arm, ANY, age);
        assert_near(people, sums.years[arm], 0, "years lived, arm %d", arm);
        cr_assert_eq(counts->exclusion_years[arm], sums.exclusion[arm], "exclusion, arm %d", arm);
        cr_assert_arr_eq(counts->entered[arm], sums.entered[arm], bytes(plan->model->n_states),
                         "arm %d", arm);
    }
    cr_assert_eq(counts->fewer, sums.fewer);
    cr_assert_eq(counts->more, sums.more);
    cr_assert(sums.fewer > 0 && sums.more < sums.fewer, "fewer %u, more %u", sums.fewer, sums.more);
    case_close(&town);
}

/* The largest model: 31 states that lead to each other in a ring and to death. */
Test(lives, a_model_of_as_many_states_as_there_may_be_counts_its_dead)
{
    static char states[4000], transitions[4000];
    int s = snprintf(states, sizeof states, "state,age_from,age_to\n");
    int t = snprintf(transitions, sizeof transitions, "from,to,probability\n");
    for (int i = 0; i < MAX_STATES - 1; i++) {
        s += snprintf(states + s, sizeof states - (size_t)s, "s%d,20,30\n", i);
        t += snprintf(transitions + t, sizeof transitions - (size_t)t,
                      "s%d,s%d,0.5\ns%d,dead,0.5\n", i, (i + 1) % (MAX_STATES - 1), i);
    }
    snprintf(states + s, sizeof states - (size_t)s, "dead,20,30\n");
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = states,
                         .transitions = transitions,
                         .scenario = "participants: {number: 1000, ages: 20, states: {s30: 1}}\n"});
    run_live(&town.run, 0, 1, NULL);
    const Counts *counts = &town.run.counts;
    uint32_t dead = counts->entered[ARM_BASELINE][MAX_STATES - 1];
    uint32_t moved = counts->entered[ARM_BASELINE][0];
    assert_near(moved, 500, 4 * sqrt(250), "half go on in the first year");
    assert_near(dead, 1000 * (1 - pow(0.5, 9)), 4 * sqrt(2), "dead within nine years");
    case_close(&town);
}

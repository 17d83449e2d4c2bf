/* The crowd against the scalar reference, count by count: models thrown at random, the shipped ones,
 * small and large groups, every kind of instructions that this machine has. */
#include "base/random_lanes.h"
#include "engine/crowd.h"
#include "support/random_model.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

enum { N_MODELS = 200, REPLICATES = 5, FIRST_REPLICATE = 3 };
static const int N_PEOPLE[] = {1, 7, 23, 200};

static bool same(const uint32_t *a, const uint32_t *b, int n)
{
    return memcmp(a, b, (size_t)n * sizeof *a) == 0;
}

static bool same_counts(const Plan *plan, const Counts *a, const Counts *b)
{
    const Model *model = plan->model;
    bool equal = a->fewer == b->fewer && a->more == b->more;
    for (int arm = 0; arm < N_ARMS; arm++) {
        equal &= same(a->cell[arm], b->cell[arm], plan->n_counts);
        equal &= same(a->entered[arm], b->entered[arm], model->n_states);
        equal &= same(a->milestone[arm], b->milestone[arm],
                      model->n_milestones * N_MILESTONE_LEVELS);
        equal &= a->exclusion_years[arm] == b->exclusion_years[arm];
    }
    return equal;
}

static void live_crowd(Crowd *crowd, Run *run, double reached)
{
    const double *const reach[N_ARMS] = {run->reach[ARM_BASELINE], run->reach[ARM_INTERVENTION]};
    crowd_live(crowd, &run->world, run->streams, FIRST_REPLICATE, REPLICATES, reached, reach, NULL);
}

/* Every replicate of the crowd, by every way to live it, equals the reference. */
static void compare(Run *run, double reached, const char *name)
{
    Crowd crowd;
    cr_assert_eq(crowd_init(&run->plan, REPLICATES, &crowd), STATUS_OK);
    bool can_shuffle = crowd.shuffles;
    for (int way = 0; way < 2 * N_LANE_TARGETS; way++) {
        crowd.target = (LaneTarget)(way / 2);
        crowd.shuffles = way % 2 && can_shuffle;
        if (!lanes_has(crowd.target)) continue;
        live_crowd(&crowd, run, reached);
        for (int r = 0; r < REPLICATES; r++) {
            run_live(run, FIRST_REPLICATE + r, reached, NULL);
            cr_assert(same_counts(&run->plan, &run->counts, &crowd.counts[r]),
                      "%s: %d people, replicate %d, %s, %s", name, run->plan.n_people, r,
                      lanes_name(crowd.target), crowd.shuffles ? "shuffled" : "looked up");
        }
    }
    crowd_free(&crowd);
}

/* The same scenario with n people in every group. */
static void set_people(const Study *study, int n)
{
    Group *group = (Group *)study->group; /* the study is this test's own */
    for (int g = 0; g < study->n_groups; g++) group[g].number = n;
}

static void compare_shipped(const char *scenario)
{
    char path[300];
    gsl_set_error_handler_off();
    snprintf(path, sizeof path, LIVSBANA_SOURCE_DIR "/scenarios/%s.yaml", scenario);
    for (size_t i = 0; i < sizeof N_PEOPLE / sizeof *N_PEOPLE; i++) {
        Problems problems = {0};
        Study study;
        Run run;
        cr_assert_eq(study_read(path, NULL, &problems, &study), STATUS_OK);
        set_people(&study, N_PEOPLE[i]);
        run_open(&run, &study);
        compare(&run, 0.85, scenario);
        run_close(&run);
        study_free(&study);
        problems_free(&problems);
    }
}

Test(crowd, equals_single_lives_on_the_swedish_model)
{
    compare_shipped("norrkoping/alla-barn-i-skolan");
}

Test(crowd, equals_single_lives_on_workload_w)
{
    compare_shipped("workload");
}

Test(crowd, equals_single_lives_on_the_textbook_model)
{
    compare_shipped("hiv");
}

Test(crowd, equals_single_lives_on_models_thrown_at_random)
{
    static RandomModel model;
    int n_lived = 0;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        Fixture fixture;
        Run run;
        FixtureTexts texts = random_model(&model, number);
        fixture_open(&fixture, &texts);
        set_people(&fixture.study, N_PEOPLE[number % 4]);
        run_prepare(&run, &fixture.study);
        if (run_try(&run, NULL) == STATUS_OK) {
            char name[30];
            snprintf(name, sizeof name, "model %d", (int)number);
            compare(&run, model.reached, name);
            n_lived++;
        }
        run_close(&run);
        fixture_close(&fixture);
    }
    cr_assert(n_lived > 0.9 * N_MODELS, "only %d models had a solution", n_lived);
}

/* A thousand people of one kind do not fit into one tile. */
Test(crowd, equals_single_lives_of_more_people_than_a_tile_holds)
{
    Case town;
    case_open(&town,
              &(FixtureTexts){.states = "state,age_from,age_to,bands\n"
                                        "work,20,40,0 1..2 3+\n"
                                        "out,20,40,\n"
                                        "dead,20,40,\n",
                              .transitions = "from,to,probability\n"
                                             "work,out,0.1\n"
                                             "out,work,0.3\n"
                                             "out,dead,0.05\n",
                              .scenario = "participants: {number: 1100, ages: 20..24, women: 0.4,\n"
                                          "               states: {work: 0.7, out: 0.3}}\n"
                                          "effects:\n"
                                          "  - {on: out -> work, odds_ratio: 2, years: 1..3,\n"
                                          "     fades_over: 0, design: rct, no_effect: 0}\n"});
    compare(&town.run, 0.6, "a thousand");
    case_close(&town);
}

/* What the comparison is worth: one person counted a cell further on is seen, and so is one word. */
Test(crowd, a_planted_difference_is_seen)
{
    Problems problems = {0};
    Study study;
    Run run;
    Crowd crowd;
    gsl_set_error_handler_off();
    cr_assert_eq(
        study_read(LIVSBANA_SOURCE_DIR "/scenarios/workload.yaml", NULL, &problems, &study),
        STATUS_OK);
    run_open(&run, &study);
    cr_assert_eq(crowd_init(&run.plan, REPLICATES, &crowd), STATUS_OK);
    live_crowd(&crowd, &run, 1);
    run_live(&run, FIRST_REPLICATE, 1, NULL);
    cr_assert(same_counts(&run.plan, &run.counts, &crowd.counts[0]));
    cr_assert_not(same_counts(&run.plan, &run.counts, &crowd.counts[1]), "another replicate");
    uint32_t *cell = crowd.counts[0].cell[ARM_INTERVENTION];
    cell[100]--;
    cell[101]++;
    cr_assert_not(same_counts(&run.plan, &run.counts, &crowd.counts[0]), "one person elsewhere");
    run.streams[0].life.key[3] ^= 1;
    live_crowd(&crowd, &run, 1);
    cr_assert_not(same_counts(&run.plan, &run.counts, &crowd.counts[0]), "another key");
    crowd_free(&crowd);
    run_close(&run);
    study_free(&study);
    problems_free(&problems);
}

/* The crowd against the scalar reference, count by count: models thrown at random, the shipped ones,
 * small and large groups, every kind of instructions that this machine has. */
#include "base/random_lanes.h"
#include "engine/crowd_tile.h"
#include "support/random_model.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

enum { N_MODELS = 200, REPLICATES = 5, FIRST_REPLICATE = 3 };
static const int N_PEOPLE[] = {1, 7, 23, 200};

/* Which ways to live have been compared: of shuffled years, and where they are cut. */
typedef struct {
    bool lived[N_FORMS][2][2]; /* [form][packed][counted alike] */
    bool together[BLOCK + 1];  /* so many years in one go */
    bool begins_inside;        /* somebody enters when others live several years in one go */
    bool decided_inside;       /* a milestone cuts years that would else be lived in one go */
    bool one_table, two_tables;
    bool half_a_vector, several_pieces; /* of people counted alike */
} Seen;

static void see_age(const Run *run, const Crowd *crowd, const Track *track, int age, Seen *seen)
{
    const CrowdAge *at = &crowd->age[age - run->plan.model->first_age];
    bool alike = track->n_people >= 2 * LANES, shuffled = at->form != LOOKED_UP;
    seen->lived[at->form][at->packed][alike && at->packed] = true;
    if (!shuffled) return;
    seen->together[at->n_together] = true;
    if (age > track->age && age % BLOCK && at[-1].form == at->form && at[-1].packed == at->packed)
        seen->decided_inside |= at->at->decided != 0;
    if (age == track->age && age % BLOCK && age > run->plan.model->first_age)
        seen->begins_inside |= at[-1].n_together > 1;
    const YearTable *table[N_ARMS];
    for (int arm = 0; arm < N_ARMS; arm++)
        table[arm] = world_year(&run->world, arm, track, age - track->age);
    seen->one_table |= table[0] == table[1];
    seen->two_tables |= table[0] != table[1];
    seen->half_a_vector |= alike && at->packed && track->n_people % LANES;
    seen->several_pieces |= alike && at->packed && track->n_people > PACKED_PEOPLE;
}

static void see(const Run *run, const Crowd *crowd, Seen *seen)
{
    for (int t = 0; t < run->plan.n_tracks; t++) {
        const Track *track = &run->plan.track[t];
        for (int age = track->age; age < run->plan.model->last_age; age++)
            see_age(run, crowd, track, age, seen);
    }
}

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
static void compare_ways(Crowd *crowd, Run *run, double reached, const char *name)
{
    for (int way = 0; way < 2 * N_LANE_TARGETS; way++) {
        crowd->target = (LaneTarget)(way / 2);
        crowd->shuffles = way % 2 && crowd_can_shuffle(lanes_best());
        if (!lanes_has(crowd->target)) continue;
        live_crowd(crowd, run, reached);
        for (int r = 0; r < REPLICATES; r++) {
            run_live(run, FIRST_REPLICATE + r, reached, NULL);
            cr_assert(same_counts(&run->plan, &run->counts, &crowd->counts[r]),
                      "%s: %d people, replicate %d, %s, %s", name, run->plan.n_people, r,
                      lanes_name(crowd->target), crowd->shuffles ? "shuffled" : "looked up");
        }
    }
}

static void compare(Run *run, double reached, const char *name, Seen *seen)
{
    Crowd crowd;
    cr_assert_eq(crowd_init(&run->plan, REPLICATES, &crowd), STATUS_OK);
    if (seen && crowd.shuffles) see(run, &crowd, seen);
    compare_ways(&crowd, run, reached, name);
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
        compare(&run, 0.85, scenario, NULL);
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
    Seen seen = {0};
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
            compare(&run, model.reached, name, &seen);
            n_lived++;
        }
        run_close(&run);
        fixture_close(&fixture);
    }
    cr_assert(n_lived > 0.9 * N_MODELS, "only %d models had a solution", n_lived);
    if (!crowd_can_shuffle(lanes_best())) return;
    for (int alike = 0; alike < 2; alike++) {
        cr_assert(seen.lived[BY_STEPS][true][alike]);
        cr_assert(seen.lived[BY_WIDE_STEPS][true][alike]);
        cr_assert(seen.lived[BY_WIDE_LANES][true][alike]);
    }
    for (int n = 1; n <= BLOCK; n++) cr_assert(seen.together[n], "%d years in one go", n);
    cr_assert(seen.begins_inside && seen.decided_inside && seen.one_table && seen.two_tables);
    cr_assert(seen.half_a_vector && seen.several_pieces);
}

static Seen compare_town(const FixtureTexts *texts)
{
    static const int PEOPLE[] = {3, 60, 700};
    Seen seen = {0};
    for (size_t i = 0; i < sizeof PEOPLE / sizeof *PEOPLE; i++) {
        Fixture fixture;
        Run run;
        fixture_open(&fixture, texts);
        set_people(&fixture.study, PEOPLE[i]);
        run_open(&run, &fixture.study);
        compare(&run, 0.6, "a town", &seen);
        run_close(&run);
        fixture_close(&fixture);
    }
    return seen;
}

/* Every age begins, one inside every block; the milestone at 26 cuts the block 24 .. 31; the programme
 * has its own tables for six years. */
Test(crowd, equals_single_lives_where_blocks_of_years_are_cut)
{
    Seen seen = compare_town(
        &(FixtureTexts){.states = "state,age_from,age_to,exclusion\n"
                                  "work,20,50,0\n"
                                  "out,20,50,1\n"
                                  "ill,20,50,1\n"
                                  "dead,20,50,0\n",
                        .transitions = "from,to,probability\n"
                                       "work,out,0.1\nwork,ill,0.05\nwork,dead,0.01\n"
                                       "out,work,0.3\nout,ill,0.1\nout,dead,0.03\n"
                                       "ill,work,0.1\nill,out,0.2\nill,dead,0.05\n",
                        .milestones = "milestone,at,state,probability\n"
                                      "licence,26,,0.5\nlicence,26,out,0.2\n",
                        .scenario = "participants: {number: 1, ages: 20..29,\n"
                                    "               states: {work: 0.6, out: 0.4}}\n"
                                    "effects:\n"
                                    "  - {on: out -> work, odds_ratio: 2, years: 1..6,\n"
                                    "     fades_over: 0, design: rct, no_effect: 0}\n"});
    if (!crowd_can_shuffle(lanes_best())) return;
    cr_assert(seen.lived[BY_ONE][true][false] && seen.lived[BY_ONE][true][true]);
    for (int n = 1; n <= BLOCK; n++) cr_assert(seen.together[n], "%d years in one go", n);
    cr_assert(seen.begins_inside && seen.decided_inside && seen.one_table && seen.two_tables);
    cr_assert(seen.half_a_vector);
}

/* Ten cells do not fit into the nibbles of a lane: everybody is counted alone. */
Test(crowd, equals_single_lives_of_more_cells_than_are_counted_together)
{
    Seen seen = compare_town(
        &(FixtureTexts){.states = "state,age_from,age_to\n"
                                  "s0,20,50\ns1,20,50\ns2,20,50\ns3,20,50\ns4,20,50\n"
                                  "s5,20,50\ns6,20,50\ns7,20,50\ns8,20,50\ns9,20,50\n"
                                  "dead,20,50\n",
                        .transitions = "from,to,probability\n"
                                       "s0,s3,0.2\ns1,s4,0.2\ns2,s5,0.2\ns3,s6,0.2\ns4,s7,0.2\n"
                                       "s5,s8,0.2\ns6,s9,0.2\ns7,s0,0.2\ns8,s1,0.2\ns9,s2,0.2\n"
                                       "s0,s9,0.1\ns0,dead,0.02\ns9,dead,0.05\n",
                        .scenario = "participants: {number: 1, ages: 20..25,\n"
                                    "               states: {s0: 0.5, s1: 0.3, s7: 0.2}}\n"
                                    "effects:\n"
                                    "  - {on: s0 -> s3, odds_ratio: 2, years: 1..3,\n"
                                    "     fades_over: 0, design: rct, no_effect: 0}\n"});
    if (!crowd_can_shuffle(lanes_best())) return;
    cr_assert(seen.lived[BY_WIDE_LANES][false][false]);
}

/* Everybody may go everywhere, from nodes of many bands: rows of many targets, which are looked up. */
static void compare_wide(int n_states, const char *bands)
{
    static char states[4000], transitions[60000];
    char scenario[400];
    size_t used = (size_t)sprintf(states, "state,age_from,age_to,exclusion,bands\n");
    for (int s = 0; s < n_states; s++)
        used += (size_t)sprintf(states + used, "s%d,20,40,%d,%s\n", s, s % 3 == 1, bands);
    sprintf(states + used, "dead,20,40,0,\n");
    used = (size_t)sprintf(transitions, "from,to,probability\n");
    for (int s = 0; s < n_states; s++) {
        for (int to = 0; to < n_states; to++)
            if (to != s)
                used += (size_t)sprintf(transitions + used, "s%d,s%d,%.3f\n", s, to,
                                        0.6 / n_states);
        used += (size_t)sprintf(transitions + used, "s%d,dead,0.01\n", s);
    }
    snprintf(scenario, sizeof scenario,
             "participants: {number: 1, ages: 20..22, states: {s0: 0.5, s1: 0.3, s%d: 0.2}}\n"
             "effects:\n"
             "  - {on: s0 -> s1, odds_ratio: 2, years: 1..3,\n"
             "     fades_over: 0, design: rct, no_effect: 0}\n",
             n_states - 1);
    Seen seen = compare_town(
        &(FixtureTexts){.states = states, .transitions = transitions, .scenario = scenario});
    if (crowd_can_shuffle(lanes_best()))
        cr_assert(seen.lived[LOOKED_UP][false][false], "%d states", n_states);
}

Test(crowd, equals_single_lives_by_rows_of_many_targets, .timeout = 100)
{
    compare_wide(12, "0 1..2 3+");
    compare_wide(16, "0 1..2 3+");
    compare_wide(31, "0 1..20 21+");
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
    compare(&town.run, 0.6, "a thousand", NULL);
    case_close(&town);
}

/* Cells of those who begin within a block of years may stand before all others': older people were met
 * first. */
Test(crowd, equals_single_lives_where_the_youngest_are_not_counted_first)
{
    Case town;
    case_open(&town,
              &(FixtureTexts){.states = "state,age_from,age_to\n"
                                        "work,20,50\nout,20,50\nill,20,50\naway,20,50\n"
                                        "dead,20,50\n",
                              .transitions = "from,to,probability\n"
                                             "work,out,0.1\nwork,ill,0.1\nwork,dead,0.01\n"
                                             "out,work,0.3\nout,away,0.03\nill,dead,0.1\n",
                              .scenario = "participants:\n"
                                          "  - {name: older, number: 20, ages: 23, women: 1,\n"
                                          "     states: {work: 1}}\n"
                                          "  - {name: mixed, number: 80, ages: 20..23, women: 0,\n"
                                          "     states: {work: 1}}\n"});
    compare(&town.run, 1, "the youngest last", NULL);
    case_close(&town);
}

/* A crowd remembers which tracks live by the same tables: all do where the programme has no effect, and at
 * most those who begin together where it has one. */
Test(crowd, equals_single_lives_of_one_world_after_the_other)
{
    Case town;
    Crowd crowd;
    const double none = 0, half = 0.5;
    const EffectVariant variant[] = {{&none, false}, {NULL, false}, {&none, false}, {&half, true}};
    case_open(&town,
              &(FixtureTexts){.states = "state,age_from,age_to\n"
                                        "work,20,50\n"
                                        "out,20,50\n"
                                        "dead,20,50\n",
                              .transitions = "from,to,probability\n"
                                             "work,out,0.1\nwork,dead,0.01\n"
                                             "out,work,0.3\nout,dead,0.03\n",
                              .scenario = "participants: {number: 30, ages: 20..34,\n"
                                          "               states: {work: 0.6, out: 0.4}}\n"
                                          "effects:\n"
                                          "  - {on: out -> work, odds_ratio: 4, years: 1..9,\n"
                                          "     fades_over: 0, design: rct, no_effect: 0}\n"});
    cr_assert_eq(crowd_init(&town.run.plan, REPLICATES, &crowd), STATUS_OK);
    for (int i = 0; i < 4; i++) {
        run_enter(&town.run, &variant[i]);
        compare_ways(&crowd, &town.run, 0.8, "one after the other");
    }
    crowd_free(&crowd);
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

/* The rows of a world as they are made: products side by side, kinds that are one, what changed. */
#include "engine/kinds.h"
#include "engine/numbering.h"
#include "engine/pile.h"
#include "engine/rows.h"
#include "engine/years.h"
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The row of a state at an age, as the baseline of women has it. */
static const double *row_of(Run *run, int state, int age)
{
    const AgePlan *at = plan_age(&run->plan, age);
    kinds_rows(&run->world);
    return table_row(world_base(&run->world, 0, ARM_BASELINE, SEX_FEMALE, 0, age), at,
                     at->first_node[state]);
}

/* ---- products ---- */

/* Ten ages of one shape, which is more than a lot of eight; out of home by none, one, two and three
 * factors. */
static const char STATES[] =
    "state,age_from,age_to\nhome,20,31\nroom,20,31\nwork,20,31\nshelter,20,31\n"
    "dead,20,31\n";

static void write_transitions(char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "from,to,age_from,age_to,probability\n");
    for (int age = 20; age < 30; age++)
        used += (size_t)snprintf(text + used, size - used,
                                 "home,room,%d,%d,0.0%d\n"
                                 "home,work,%d,%d,0.0%d * a\n"
                                 "home,shelter,%d,%d,0.0%d * (1 - a) * b\n"
                                 "home,dead,%d,%d,0.0%d * a * (1 - b) * b\n",
                                 age, age, age, age, age, age, age, age, age, age, age, age);
    cr_assert(used < size);
}

Test(made_rows, are_the_products_of_their_factors)
{
    char transitions[4096];
    Case town;
    const double a = 0.5, b = 0.25;
    write_transitions(transitions, sizeof transitions);
    case_open(&town, &(FixtureTexts){.states = STATES,
                                     .transitions = transitions,
                                     .parameters = "parameter,value\na,0.5\nb,0.25\n",
                                     .scenario = "participants: {number: 9, ages: 20, "
                                                 "states: {home: 1}}\n"});
    int home = case_state(&town, "home"), room = case_state(&town, "room");
    for (int age = 20; age < 30; age++) {
        const double *p = row_of(&town.run, home, age);
        double constant = 0.001 * age;
        assert_near(p[1], constant, 1e-15, "room at %d", age);
        assert_near(p[2], constant * a, 1e-15, "work at %d", age);
        assert_near(p[3], constant * (1 - a) * b, 1e-15, "shelter at %d", age);
        assert_near(p[4], constant * a * (1 - b) * b, 1e-15, "dead at %d", age);
        assert_near(p[0], 1 - p[1] - p[2] - p[3] - p[4], 1e-15, "stays at %d", age);
        assert_near(row_of(&town.run, room, age)[0], 1, 0, "nobody leaves a room");
    }
    cr_assert(town.run.plan.n_bases == 10 + 4, "one of each age, one of each other state");
    case_close(&town);
}

/* The last of ten rows of a shape sums to more than 1 where a is 0.9. */
Test(made_rows, an_impossible_one_among_many_of_its_shape_is_found)
{
    char transitions[4096] = "from,to,age_from,age_to,probability\n";
    Case town;
    for (int age = 20; age < 30; age++) {
        size_t used = strlen(transitions);
        snprintf(transitions + used, sizeof transitions - used,
                 "home,room,%d,%d,0.%d\nhome,work,%d,%d,0.5 * a\n", age, age, age == 29 ? 6 : 2,
                 age, age);
    }
    case_open(&town, &(FixtureTexts){.states = STATES,
                                     .transitions = transitions,
                                     .parameters = "parameter,value\na,0.5\n",
                                     .scenario = "participants: {number: 9, ages: 20, "
                                                 "states: {home: 1}}\n"});
    Run *run = &town.run;
    run->value[0] = 0.9;
    cr_assert_eq(run_try(run, NULL), STATUS_INPUT);
    cr_assert_eq(run->problems.n, 1);
    run->value[0] = 0.8; /* 0.6 + 0.4: a sum of 1 is possible */
    cr_assert_eq(run_try(run, NULL), STATUS_OK);
    assert_near(row_of(run, 0, 29)[0], 0, 1e-15, "nobody stays");
    assert_near(row_of(run, 0, 28)[0], 0.4, 1e-15, "all are made anew after a failed world");
    case_close(&town);
}

/* Only what a changed parameter stands in is made anew; the rest is as it was. */
Test(made_rows, follow_the_parameters_that_changed)
{
    Case town;
    case_open(&town, &(FixtureTexts){.states = STATES,
                                     .transitions = "from,to,probability\nhome,room,0.5 * a\n"
                                                    "room,work,0.5 * b\nwork,home,0.25\n",
                                     .parameters = "parameter,value\na,0.5\nb,0.5\n",
                                     .scenario = "participants: {number: 9, ages: 20, "
                                                 "states: {home: 1}}\n"});
    Run *run = &town.run;
    for (int round = 0; round < 3; round++) {
        run->value[0] = round == 1 ? 0.1 : 0.5;
        run->value[1] = round == 2 ? 0.2 : 0.5;
        cr_assert_eq(run_try(run, NULL), STATUS_OK);
        assert_near(row_of(run, 0, 25)[1], 0.5 * run->value[0], 1e-15, "round %d", round);
        assert_near(row_of(run, 1, 25)[1], 0.5 * run->value[1], 1e-15, "round %d", round);
        assert_near(row_of(run, 2, 25)[0], 0.25, 0, "round %d", round);
    }
    case_close(&town);
}

/* ---- kinds ---- */

/* Nobody goes from home to work after 25: then a ratio upon it makes no class differ. */
Test(made_rows, are_one_where_no_modifier_tells_them_apart)
{
    Case town;
    case_open(&town, &(FixtureTexts){.states = STATES,
                                     .classes = "class,share\nrich,0.5\npoor,0.5\n",
                                     .transitions = "from,to,age_from,age_to,probability\n"
                                                    "home,room,20,30,0.1\nhome,work,20,25,0.2\n",
                                     .modifiers = "on,class,kind,value\n"
                                                  "home -> work,poor,odds_ratio,0.5\n",
                                     .scenario = "participants: {number: 9, ages: 20, "
                                                 "states: {home: 1}}\n"});
    const World *world = &town.run.world;
    int home = case_state(&town, "home");
    for (int age = 20; age < 30; age++) {
        const AgePlan *at = plan_age(&town.run.plan, age);
        const double *row[2];
        for (int c = 0; c < 2; c++)
            row[c] = table_row(world_base(world, 0, ARM_BASELINE, SEX_FEMALE, c, age), at,
                               at->first_node[home]);
        cr_assert_eq(row[0] == row[1], age > 25, "at %d", age);
    }
    /* 0.7 : 0.1 : 0.2 x 0.5, in all 0.9 */
    const AgePlan *at = plan_age(&town.run.plan, 25);
    const double *poor = table_row(world_base(world, 0, ARM_BASELINE, SEX_FEMALE, 1, 25), at,
                                   at->first_node[home]);
    assert_near(poor[0], 0.7 / 0.9, 1e-15, "stays");
    assert_near(poor[1], 0.1 / 0.9, 1e-15, "room");
    assert_near(poor[2], 0.1 / 0.9, 1e-15, "work");
    case_close(&town);
}

/* ---- worlds one after the other ---- */

static const FixtureTexts CHANGING = {
    .states = "state,age_from,age_to,start\nwork,20,40,1\nout,20,40,0\ndead,20,40,0\n",
    .shocks = "shock,share,persistence\nordinary,0.5,0.5\nbad,0.3,0.8\ngood,0.2,0.2\n",
    .transitions = "from,to,probability\nwork,out,0.2 * leaves\nout,work,0.3\n",
    .modifiers = "on,shock,kind,value\nwork -> out,bad,hazard_ratio,bad_years\n"
                 "out -> work,good,odds_ratio,3\n",
    .mortality_ratios = "state,ratio\nout,2\n",
    .parameters = "parameter,value,unit\nleaves,0.5,share\nbad_years,2,ratio\n",
    .scenario =
        "starts: 2020\n"
        "participants:\n"
        "  number: 20\n"
        "  ages: 20..23\n"
        "  states: {work: 1}\n"
        "  untreated: [{outcome: out, after: 3, share: 0.4, fades_over: 2}]\n"
        "effects: [{on: work -> out, odds_ratio: 0.5, years: 1..3, fades_over: 2, design: rct,"
        " no_effect: 0}]\n"};

static void enter(Run *run, int number, double leaves, double bad_years,
                  const EffectVariant *variant)
{
    const Study *study = run->study;
    for (int i = 0; i < study->n_parameters; i++) {
        if (strcmp(study->parameter[i].name, "leaves") == 0) run->value[i] = leaves;
        if (strcmp(study->parameter[i].name, "bad_years") == 0) run->value[i] = bad_years;
    }
    cr_assert_eq(world_make(&run->world, number, run->value, variant, &run->problems), STATUS_OK);
    years_ready(&run->world);
}

/* All that lives go by in a track's year, the same bits. */
static void assert_same_year(const Run *a, const Run *b, int arm, int t, int k)
{
    const Track *track = &a->plan.track[t];
    const AgePlan *at = plan_age(&a->plan, track->age + k);
    const YearTable *one = world_year(&a->world, arm, track, k);
    const YearTable *two = world_year(&b->world, arm, &b->plan.track[t], k);
    if (at->age == a->plan.model->last_age) return; /* nobody moves on from there */
    for (int v = 0; v < at->n_nodes; v++) {
        size_t n = (size_t)at->row_n[v];
        int r = at->row[v];
        cr_assert_eq(memcmp(table_row(one, at, v), table_row(two, at, v), n * sizeof(double)), 0,
                     "arm %d, track %d, year %d, node %d", arm, t, k, v);
        cr_assert_eq(memcmp(&one->q[r], &two->q[r], sizeof(double)), 0);
        for (int j = 0, i = plan_threshold(at, v); j < (int)n - 1;
             j++, i += plan_threshold_step(at))
            cr_assert_eq(one->threshold[i], two->threshold[i],
                         "threshold %d of arm %d, track %d, year %d, node %d", j, arm, t, k, v);
    }
}

static void write_mortality(char *text, size_t size)
{
    size_t used = (size_t)snprintf(text, size, "sex,age,rate\n");
    for (int age = 20; age <= 40; age++)
        used += (size_t)snprintf(text + used, size - used, "f,%d,0.01\nm,%d,0.02\n", age, age);
    cr_assert(used < size);
}

/* Worlds, and other effects and courses in them, one after the other, against each alone. Returns how
 * many years of tracks were not ordinary. */
static int compare_worlds(const FixtureTexts *texts)
{
    static const double none = 0;
    const EffectVariant no_effect = {.scale = &none};
    Case many;
    int shocked = 0;
    case_open(&many, texts);
    for (int w = 0; w < 24; w++) {
        Case alone;
        double leaves = w % 3 ? 0.5 : 0.4, bad_years = w / 4 % 2 ? 2 : 1.5;
        const EffectVariant *variant = w % 5 < 2 ? &no_effect : NULL;
        case_open(&alone, texts);
        enter(&many.run, w, leaves, bad_years, variant);
        enter(&alone.run, w, leaves, bad_years, variant);
        for (int t = 0; t < many.run.plan.n_tracks; t++) {
            const Track *track = &many.run.plan.track[t];
            for (int k = 0; k < 40 - track->age; k++) {
                shocked += world_shock(&many.run.world, track, k) > 0;
                for (int arm = 0; arm < N_ARMS; arm++)
                    assert_same_year(&many.run, &alone.run, arm, t, k);
            }
        }
        case_close(&alone);
        if (w % 2) cr_assert_eq(world_change_course(&many.run.world, 1, 2), STATUS_OK);
        if (w % 3) cr_assert_eq(world_change_effects(&many.run.world, &no_effect, 1), STATUS_OK);
    }
    case_close(&many);
    return shocked;
}

Test(made_rows, of_a_world_are_the_same_whatever_worlds_went_before)
{
    FixtureTexts texts = CHANGING;
    char mortality[1024];
    write_mortality(mortality, sizeof mortality);
    texts.mortality = mortality;
    cr_assert(compare_worlds(&texts) > 100, "years differ");
    texts.shocks = NULL;
    texts.modifiers = NULL;
    cr_assert_eq(compare_worlds(&texts), 0, "ordinary years alone");
    texts.scenario = "participants: {number: 20, ages: 20..23, states: {work: 1}}\n"
                     "effects: [{on: work -> out, odds_ratio: 0.5, years: 2..3, fades_over: 2,"
                     " design: rct, no_effect: 0}]\n";
    cr_assert_eq(compare_worlds(&texts), 0, "ordinary years alone");
    texts.transitions = "arm,from,to,probability\n"
                        "baseline,work,out,0.2 * leaves\nbaseline,out,work,0.3\n"
                        "intervention,work,out,0.1 * leaves\nintervention,out,work,0.3\n";
    cr_assert_eq(compare_worlds(&texts), 0, "ordinary years alone");
}

/* Nothing bends a year: every world has the same tables, and they are listed once. */
Test(made_rows, lists_of_tables_stay_where_nothing_bends_them)
{
    FixtureTexts texts = CHANGING;
    Case town;
    texts.shocks = texts.mortality_ratios = NULL;
    texts.modifiers = "on,kind,value\nwork -> out,hazard_ratio,bad_years\n";
    texts.scenario = "participants: {number: 20, ages: 20..23, states: {work: 1}}\n"
                     "effects: []\n";
    case_open(&town, &texts);
    for (int w = 0; w < 5; w++) enter(&town.run, w, w % 2 ? 0.5 : 0.4, 2, NULL);
    cr_assert_eq(town.run.world.n_lists, 1);
    cr_assert_gt(town.run.world.n_lived, 0);
    case_close(&town);
}

/* ---- rows that modifiers bend ---- */

/* Rows of three targets and of six; people leave `room` as a * b has it, and nobody stays in `shelter` at
 * 30; at any age one is under hazards, odds, both or ratios of 1. */
static const FixtureTexts BENDING = {
    .states = "state,age_from,age_to\nhome,20,40\nroom,20,40\nwork,20,40\nshelter,20,30\n"
              "away,20,40\ndead,20,40\n",
    .shocks = "shock,share,persistence\nordinary,0.4,0.5\nbad,0.3,0.8\ngood,0.3,0.2\n",
    .transitions = "from,to,probability\nhome,room,0.1\nhome,work,0.2 * a\nhome,shelter,0.05\n"
                   "home,away,0.01\nroom,home,a * b\nwork,home,0.1\nwork,dead,0.01 * b\n"
                   "shelter,home,0.5\nshelter,room,0.5\n",
    .modifiers = "on,shock,age_from,age_to,kind,value\n"
                 "home -> work,,21,39,odds_ratio,a\nhome -> *,bad,25,35,hazard_ratio,2\n"
                 "room -> *,,20,40,hazard_ratio,3\nroom -> home,good,22,30,odds_ratio,one\n"
                 "work -> home,,20,29,hazard_ratio,one\nwork -> dead,bad,20,33,hazard_ratio,3\n"
                 "shelter -> room,,20,40,hazard_ratio,4\nshelter -> home,good,20,40,odds_ratio,9\n"
                 "room -> home,bad,20,40,odds_ratio,one\nshelter -> home,bad,20,40,odds_ratio,2\n"
                 "work -> home,bad,37,40,odds_ratio,2\nhome -> away,bad,20,40,odds_ratio,0.7\n",
    .parameters = "parameter,value,unit\na,0.5,share\nb,0.5,share\none,1,ratio\n",
    .scenario = "starts: 2020\nparticipants: {number: 20, ages: 20..23, states: {home: 1}}\n"};

/* The rows that are bent in this world, against each bent by itself, the same bits; returns how many. */
static int check_bent(const World *world)
{
    const Plan *plan = world->plan;
    int n = 0;
    for (int i = 0; i < plan->n_bent; i++) {
        const BentRow *row = &plan->bent[i];
        const RowKind *kind = &plan->kind[row->kind];
        double p[MAX_STATES], hazard[MAX_STATES], odds[MAX_STATES];
        if (world->bent_made[i] != world->n_made) continue;
        for (int j = 0; j < (row->n + 3) / 4 * 4; j++) {
            p[j] = world->p[row->base_first + j];
            hazard[j] = j < row->n && kind->hazard ? world->ratio[kind->hazard[j]] : 1;
            odds[j] = j < row->n && kind->odds ? world->ratio[kind->odds[j]] : 1;
        }
        row_bend(p, row->n, row->stay, hazard, odds);
        cr_assert_eq(memcmp(p, world->p + row->first, (size_t)row->n * sizeof *p), 0,
                     "row %d in %s", i, world->label);
        n++;
    }
    return n;
}

Test(made_rows, that_modifiers_bend_are_the_same_alone_and_side_by_side)
{
    Case town;
    case_open(&town, &BENDING);
    Run *run = &town.run;
    double *a = &run->value[0], *b = &run->value[1], *one = &run->value[2];
    cr_assert_eq(strcmp(run->study->parameter[2].name, "one"), 0);
    for (LaneTarget target = LANES_PORTABLE; target < N_LANE_TARGETS; target++) {
        if (!lanes_has(target)) continue;
        run->world.lanes = target;
        for (int w = 0; w < 12; w++) {
            *a = 0.3 + 0.05 * w;
            *b = w % 4 ? 0.5 + 0.01 * w : 0; /* 0: nobody leaves the room */
            *one = w % 3 ? 1 : 1.5;
            cr_assert_eq(world_make(&run->world, w, run->value, NULL, &run->problems), STATUS_OK);
            cr_assert_gt(check_bent(&run->world), run->plan.n_bent_ordinary, "world %d", w);
        }
    }
    case_close(&town);
}

/* ---- numbers and memory ---- */

/* Things of one hash are found one after the other, also after the numbering has grown. */
Test(made_rows, a_numbering_finds_all_that_share_a_hash)
{
    Arena arena = {0};
    Numbering numbering = {0};
    cr_assert_eq(numbering_find(&numbering, 7, -1), -1, "nothing yet");
    for (int i = 0; i < 1000; i++)
        cr_assert_eq(numbering_add(&numbering, (uint64_t)(i % 300), &arena), STATUS_OK);
    for (int h = 0; h < 300; h++) {
        int thing = -1, n = 0;
        while ((thing = numbering_find(&numbering, (uint64_t)h, thing)) != -1) {
            cr_assert_eq(thing % 300, h);
            n++;
        }
        cr_assert_eq(n, h < 100 ? 4 : 3, "hash %d", h);
    }
    cr_assert_eq(numbering_find(&numbering, 300, -1), -1);
    arena_free(&arena);
}

/* The same pieces again after a rewind, over the end of a chunk too. */
Test(made_rows, a_pile_gives_the_same_memory_again_after_its_mark)
{
    enum { PIECES = 100 };
    Pile pile = pile_begin(0);
    PileMark mark = {0};
    void *piece[PIECES];
    for (int i = 0; i < PIECES; i++) {
        if (i == 10) mark = pile_mark(&pile);
        piece[i] = pile_take(&pile, pile_size(50001));
        cr_assert_not_null(piece[i]);
        memset(piece[i], i, 50001);
    }
    cr_assert_eq(pile_bytes(&pile), 5u << 20, "twenty pieces of 50,048 bytes a megabyte");
    pile_rewind(&pile, mark);
    for (int i = 10; i < PIECES; i++) cr_assert_eq(pile_take(&pile, pile_size(50001)), piece[i]);
    for (int i = 0; i < 10; i++) cr_assert_eq(*(unsigned char *)piece[i], i, "before the mark");
    cr_assert_eq(pile_bytes(&pile), 5u << 20, "no more was taken");
    pile_free(&pile);
}

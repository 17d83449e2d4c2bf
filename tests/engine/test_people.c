/* People are spread over traits in whole numbers, every trait as near its shares as can be. */
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

static const FixtureTexts TOWN = {
    .states = "state,age_from,age_to,bands\n"
              "school,7,30,\nabsence,7,30,0 1..2 3+\nwork,7,30,\ndead,7,30,\n",
    .classes = "class,share\nlow,0.5\nmiddle,0.3\nhigh,0.2\n",
    .transitions = "from,to,probability\nabsence,school,0.2\nschool,work,0.1\n"};

static const int NUMBERS[] = {1, 7, 23, 120, 1000};
enum { N_NUMBERS = sizeof NUMBERS / sizeof *NUMBERS, MOST_VALUES = 12 };

/* How many of a plan's people have each value of a trait. */
typedef struct {
    int age[MOST_VALUES], enter[MOST_VALUES], sex[N_SEXES], state[MOST_VALUES], class_[MOST_VALUES];
} Margins;

static Margins margins(const Plan *plan)
{
    Margins found = {.age = {0}};
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        int people = 0;
        for (int s = 0; s < track->n_starts; s++) {
            const StartCell *start = &plan->start[track->first_start + s];
            found.state[start->state] += start->n_people;
            people += start->n_people;
        }
        cr_assert_eq(people, track->n_people, "starts of track %d", t);
        found.age[track->age - 7] += people;
        found.enter[track->enter - 1] += people;
        found.sex[track->sex] += people;
        found.class_[track->class_] += people;
    }
    return found;
}

/* Cumulated in the order of the values, no count is more than half a person from its share. */
static void check_margin(const int *count, const double *share, int n, int people, const char *what)
{
    double expected = 0;
    int found = 0;
    for (int i = 0; i < n; i++) {
        expected += share[i] * people;
        found += count[i];
        assert_near(found, expected, 0.5 + 1e-9, "%d people, %s up to value %d", people, what, i);
        assert_near(count[i], share[i] * people, 1, "%d people, %s, value %d", people, what, i);
    }
    cr_assert_eq(found, people, "%s: %d of %d", what, found, people);
}

static void open_town(Case *town, int number)
{
    char scenario[400];
    FixtureTexts texts = TOWN;
    snprintf(scenario, sizeof scenario,
             "participants: {number: %d, ages: 7..15, women: 0.45, enters: 2..4,\n"
             "  states: {absence: {share: 0.7, years: 1}, school: 0.25, work: 0.05},\n"
             "  classes: {high: 0.35, middle: 0.25}}\n",
             number);
    texts.scenario = scenario;
    case_open(town, &texts);
}

Test(people, every_trait_meets_its_shares_to_the_nearest_person)
{
    static const double NINTH[] = {1 / 9., 1 / 9., 1 / 9., 1 / 9., 1 / 9.,
                                   1 / 9., 1 / 9., 1 / 9., 1 / 9.};
    static const double ENTER[] = {0, 1 / 3., 1 / 3., 1 / 3.}, WOMEN[] = {0.45, 0.55};
    /* states in the order of the group's own list */
    static const double LISTED[] = {0.7, 0.25, 0.05}, CLASS[] = {0.4, 0.25, 0.35};
    for (int i = 0; i < N_NUMBERS; i++) {
        Case town;
        int n = NUMBERS[i];
        open_town(&town, n);
        Margins found = margins(&town.run.plan);
        int listed[] = {found.state[1], found.state[0], found.state[2]};
        check_margin(found.age, NINTH, 9, n, "age");
        check_margin(found.enter, ENTER, 4, n, "year of entry");
        check_margin(found.sex, WOMEN, 2, n, "sex");
        check_margin(listed, LISTED, 3, n, "start state");
        for (int c = 0; c < 3; c++)
            assert_near(found.class_[c], CLASS[c] * n, 1, "%d people, class %d", n, c);
        cr_assert_eq(found.class_[0] + found.class_[1] + found.class_[2], n);
        cr_assert_eq(town.run.plan.n_people, n);
        case_close(&town);
    }
}

/* Traits are spread jointly too: of 1000, each pair of age and state, sex and entry, is there about
 * as often as both shares say. */
Test(people, traits_are_spread_evenly_within_each_other)
{
    Case town;
    int women_absent = 0, young_late = 0;
    open_town(&town, 1000);
    const Plan *plan = &town.run.plan;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        if (track->age <= 9 && track->enter == 4) young_late += track->n_people;
        for (int s = 0; s < track->n_starts; s++)
            if (track->sex == SEX_FEMALE && plan->start[track->first_start + s].state == 1)
                women_absent += plan->start[track->first_start + s].n_people;
    }
    assert_near(women_absent, 1000 * 0.45 * 0.7, 20, "women who were absent");
    assert_near(young_late, 1000 / 9., 20, "of 7 to 9 who enter last");
    case_close(&town);
}

/* Start years beyond the last band are the same as its first year; others stay apart. */
Test(people, start_years_are_kept_as_far_as_bands_tell_them_apart)
{
    static const int GIVEN[] = {0, 1, 2, 3, 9}, KEPT[] = {0, 1, 2, 3, 3};
    for (int i = 0; i < 5; i++) {
        char scenario[200];
        FixtureTexts texts = TOWN;
        Case town;
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 1, ages: 7, states: {absence: {share: 1, years: %d}}}\n",
                 GIVEN[i]);
        texts.scenario = scenario;
        case_open(&town, &texts);
        cr_assert_eq(town.run.plan.start[0].years, KEPT[i], "%d years", GIVEN[i]);
        case_close(&town);
    }
}

/* Everybody has a number of their own within their group: the counter of their luck. */
Test(people, numbers_within_a_group_are_given_once)
{
    char scenario[600];
    FixtureTexts texts = TOWN;
    Case town;
    snprintf(scenario, sizeof scenario,
             "participants:\n"
             "  - {name: a, number: 120, ages: 7..15, women: 0.4,\n"
             "     states: {school: 0.5, absence: {share: 0.5, years: 2}}}\n"
             "  - {name: b, number: 60, ages: 7..15, states: {school: 1}}\n");
    texts.scenario = scenario;
    case_open(&town, &texts);
    bool given[2][120] = {{false}};
    for (int t = 0; t < town.run.plan.n_tracks; t++) {
        const Track *track = &town.run.plan.track[t];
        for (int s = 0; s < track->n_starts; s++) {
            const StartCell *start = &town.run.plan.start[track->first_start + s];
            for (int i = 0; i < start->n_people; i++) {
                int number = start->first_person + i;
                cr_assert(number < (track->group == 0 ? 120 : 60), "number %d", number);
                cr_assert_not(given[track->group][number], "number %d twice", number);
                given[track->group][number] = true;
            }
        }
    }
    for (int i = 0; i < 120; i++) cr_assert(given[0][i], "nobody has number %d", i);
    case_close(&town);
}

/* Track order is what the exact cohort's lanes ask for: sex, class, age. */
Test(people, tracks_stand_by_sex_class_and_age)
{
    Case town;
    open_town(&town, 1000);
    for (int t = 1; t < town.run.plan.n_tracks; t++) {
        const Track *a = &town.run.plan.track[t - 1], *b = &town.run.plan.track[t];
        int x = (a->sex * 3 + a->class_) * 100 + a->age;
        int y = (b->sex * 3 + b->class_) * 100 + b->age;
        cr_assert(x <= y, "track %d", t);
    }
    case_close(&town);
}

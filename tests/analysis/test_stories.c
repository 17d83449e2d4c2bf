#include "analysis/stories.h"

#include <criterion/criterion.h>

#define SMALL LIVSBANA_SOURCE_DIR "/tests/cli/small/school.yaml"

static void tell(const char *path, int world, int n, int person, Study *study, Stories *stories)
{
    Problems problems = {0};
    cr_assert_eq(study_read(path, NULL, &problems, study), STATUS_OK);
    cr_assert_eq(stories_make(study, world, n, person, &problems, stories), STATUS_OK);
    cr_assert_eq(problems.n, 0);
}

static bool same_life(const Story *story)
{
    for (int k = 0; k < story->n_years; k++) {
        if (story->arm[ARM_BASELINE].state[k] != story->arm[ARM_INTERVENTION].state[k])
            return false;
    }
    return true;
}

Test(stories, whom_the_programme_does_not_reach_lives_and_costs_the_same)
{
    Study study;
    Stories stories;
    int n_missed = 0;
    tell(SMALL, 0, 1000, ANY, &study, &stories);
    cr_assert_eq(stories.n, 20);
    for (int i = 0; i < stories.n; i++) {
        const Story *story = &stories.story[i];
        cr_assert_eq(story->person, i);
        if (story->reached) continue;
        n_missed++;
        cr_assert(same_life(story));
        cr_assert_eq(story->arm[ARM_BASELINE].municipal, story->arm[ARM_INTERVENTION].municipal);
    }
    cr_assert_gt(n_missed, 0);
    stories_free(&stories);
    study_free(&study);
}

/* 20 people of 12 to 14 with 8 of the high class, as the scenario tells. */
Test(stories, people_are_those_of_the_scenario)
{
    Study study;
    Stories stories;
    int n_high = 0, n_women = 0, n_absent = 0;
    tell(SMALL, 7, 20, ANY, &study, &stories);
    for (int i = 0; i < stories.n; i++) {
        const Story *story = &stories.story[i];
        cr_assert(story->age >= 12 && story->age <= 14);
        cr_assert_eq(story->age + story->n_years - 1, study.model.last_age);
        n_high += story->class_ == 1;
        n_women += story->sex == SEX_FEMALE;
        n_absent += story->arm[ARM_BASELINE].state[0] == 1;
        if (story->arm[ARM_BASELINE].state[0] == 1) cr_assert_eq(story->years_before, 1);
    }
    cr_expect_eq(n_high, 8);
    cr_expect_eq(n_women, 10);
    cr_expect_eq(n_absent, 15);
    stories_free(&stories);
    study_free(&study);
}

/* Every year in school or absence costs 100,000 kronor of 2023; nobody moves; investigations come
 * on top, one for each new absence. */
Test(stories, a_life_costs_what_its_years_cost)
{
    Study study;
    Stories stories;
    tell(SMALL, 3, 20, ANY, &study, &stories);
    for (int i = 0; i < stories.n; i++) {
        for (int arm = 0; arm < N_ARMS; arm++) {
            const Story *story = &stories.story[i];
            int years = 0, entries = 0;
            for (int k = 0; k < story->n_years; k++) {
                int state = story->arm[arm].state[k];
                years += state <= 1;
                entries += k > 0 && state == 1 && story->arm[arm].state[k - 1] != 1;
            }
            double school = years * 100000 * 1.04, rest = story->arm[arm].municipal - school;
            if (entries == 0) cr_assert_float_eq(rest, 0, 1e-6);
            /* the price of an investigation lies within its distribution in every world */
            if (entries > 0) cr_assert(rest > entries * 20000 && rest < entries * 70000);
        }
    }
    stories_free(&stories);
    study_free(&study);
}

Test(stories, one_person_is_the_same_as_among_all)
{
    Study study;
    Stories all, one;
    tell(SMALL, 0, 20, ANY, &study, &all);
    study_free(&study);
    tell(SMALL, 0, 3, 11, &study, &one);
    cr_assert_eq(one.n, 1);
    cr_assert_eq(one.story[0].person, 11);
    for (int k = 0; k < one.story[0].n_years; k++) {
        cr_assert_eq(one.story[0].arm[1].state[k], all.story[11].arm[1].state[k]);
    }
    stories_free(&all);
    stories_free(&one);
    study_free(&study);
}

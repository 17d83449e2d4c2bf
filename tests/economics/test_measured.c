/* What an evaluation finds in the books: chosen items, by programme year or since entry, in full. */
#include "economics/measured.h"

#include "books.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(measured, .init = setup);

/* Everybody is in care at 20 and at home from 21. Two enter in year 1, two in year 2. Care costs social
 * 1000, of which it feels half and two years later; the household gets 300 a year in both states from
 * social; school is a cost of education at home. */
#define TOWN                                                                             \
    .states = "state,age_from,age_to\ncare,20,20\nhome,21,23\ndead,20,24\n",             \
    .transitions = "from,to,age_from,age_to,probability\ncare,home,20,20,1\n",           \
    .payers = "payer,level\nsocial,municipality\neducation,municipality\n"               \
              "household,household\nother,other_municipality\n",                         \
    .costs = "item,state,payer,receiver,amount,cashable,delay\n"                         \
             "care,care,social,,1000,0.5,2\nbenefit,care,social,household,300,1,0\n"     \
             "benefit,home,social,household,300,1,0\n"                                   \
             "school,home,education,,70,1,0\n",                                          \
    .scenario = "participants: {number: 4, ages: 20, states: {care: 1}, enters: 1..2}\n" \
                "economics: {horizon: 4}\n"

typedef struct {
    Fixture fixture;
    Books books;
    Measured measured;
    double series[4 * 4]; /* [year][payer] */
} Found;

static void measure(Found *found, const FixtureTexts *texts, const Measure *choice)
{
    fixture_open(&found->fixture, texts);
    books_open(&found->books, &found->fixture.study);
    cr_assert_eq(measured_init(&found->books.plan, choice, &found->measured), STATUS_OK);
    measured_set(&found->measured, &found->books.prices);
    measured_series(&found->measured, &found->books.prices, ARM_BASELINE,
                    found->books.run.count[ARM_BASELINE], NULL, found->series);
}

static void close_found(Found *found)
{
    measured_free(&found->measured);
    measured_free(&found->measured);
    books_close(&found->books);
    fixture_close(&found->fixture);
}

static void check(const Found *found, const char *payer, const double expected[4])
{
    int p = fixture_payer(&found->fixture.study, payer);
    for (int y = 0; y < 4; y++)
        cr_assert_float_eq(found->series[y * 4 + p], expected[y], 1e-9, "%s, year %d: %g", payer,
                           y + 1, found->series[y * 4 + p]);
}

/* Year 1: two in care. Year 2: two at home, two in care. Then four at home. Whatever a budget feels. */
Test(measured, the_whole_cost_counts_in_its_year)
{
    Found found = {0};
    measure(&found, &(FixtureTexts){TOWN}, &(Measure){NULL, MEASURED_BY_YEAR, 4});
    check(&found, "social", (const double[]){2 * 1300, 2 * 1300 + 2 * 300, 4 * 300, 4 * 300});
    check(&found, "household", (const double[]){-600, -1200, -1200, -1200});
    check(&found, "education", (const double[]){0, 140, 280, 280});
    check(&found, "other", (const double[]){0, 0, 0, 0});
    close_found(&found);
}

/* Since entry all four are in care in year 1. Those of programme year 2 have lived three years by the
 * end of the model's ages only in their year 4: ages 20 to 23 are four years for everybody. */
Test(measured, years_can_be_counted_from_each_persons_entry)
{
    Found found = {0};
    measure(&found, &(FixtureTexts){TOWN}, &(Measure){NULL, MEASURED_SINCE_ENTRY, 4});
    check(&found, "social", (const double[]){4 * 1300, 1200, 1200, 1200});
    check(&found, "education", (const double[]){0, 280, 280, 280});
    close_found(&found);
}

Test(measured, only_the_chosen_items_count)
{
    static const bool items[] = {true, false, false};
    Found found = {0};
    measure(&found, &(FixtureTexts){TOWN}, &(Measure){items, MEASURED_SINCE_ENTRY, 4});
    check(&found, "social", (const double[]){4000, 0, 0, 0});
    check(&found, "household", (const double[]){0, 0, 0, 0});
    close_found(&found);
}

/* A tenth move each year: 90 % live here in the second year since entry, 81 % in the third, 72.9 %. */
Test(measured, what_people_who_moved_cost_is_elsewhere)
{
    Found found = {0};
    measure(&found, &(FixtureTexts){TOWN, .moving = "age_from,age_to,probability\n20,30,0.1\n"},
            &(Measure){NULL, MEASURED_SINCE_ENTRY, 4});
    check(&found, "education", (const double[]){0, 280 * 0.9, 280 * 0.81, 280 * 0.729});
    check(&found, "household", (const double[]){-1200, -1200, -1200, -1200});
    check(&found, "other", (const double[]){0, 148, 281.2, 401.08}); /* (1200 + 280) of the rest */
    close_found(&found);
}

/* By programme year and with every item it is what prices_series calls the full cost, by any timing. */
Test(measured, all_items_by_year_are_the_full_cost)
{
    static const char *const timing[] = {"start", "end", "half_cycle", "simpson"};
    for (int t = 0; t < 4; t++) {
        Found found = {0};
        char scenario[300];
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 5, ages: 20..21, states: {care: 0.4, home: 0.6}, enters: "
                 "1..3}\n"
                 "economics: {horizon: 4, timing: %s}\n",
                 timing[t]);
        FixtureTexts texts = {TOWN, .moving = "age_from,age_to,probability\n20,30,0.1\n"};
        texts.states = "state,age_from,age_to\ncare,20,21\nhome,20,23\ndead,20,24\n";
        texts.transitions = "from,to,age_from,age_to,probability\ncare,home,20,20,0.5\n"
                            "care,home,21,21,1\nhome,care,20,20,0.2\n";
        texts.scenario = scenario;
        measure(&found, &texts, &(Measure){NULL, MEASURED_BY_YEAR, 4});
        for (int p = 0; p < 4; p++)
            for (int y = 0; y < 4; y++)
                cr_assert_float_eq(found.series[y * 4 + p],
                                   books_cost(&found.books, ARM_BASELINE, p, y + 1), 1e-9,
                                   "%s, payer %d, year %d", timing[t], p, y + 1);
        close_found(&found);
    }
}

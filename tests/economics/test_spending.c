/* What goes beyond all spending on an item: numbers worked out by hand. */
#include "economics/spending.h"
#include "support/check.h"
#include "support/fixture.h"

#include <criterion/criterion.h>

TestSuite(spending);

/* Savings of up to three programmes on one item in one year, what is spent on it, and the part of each
 * saving above zero that is not counted. */
typedef struct {
    const char *name;
    int n;
    double saved[3], amount, beyond;
} Case;

static const Case CASES[] = {
    {"within", 1, {80}, 100, 0},
    {"exactly", 1, {100}, 100, 0},
    {"a fifth beyond", 1, {125}, 100, 0.2},
    {"two that fit alone and not together", 2, {80, 120}, 100, 0.5},
    {"one that costs more makes room", 3, {80, 90, -50}, 100, 20 / 170.}, /* 120 - 100 of 170 */
    {"all cost more", 2, {-80, -20}, 100, 0},
    {"nothing is spent, nothing can be saved", 2, {30, 10}, 0, 1},
    {"a guess below zero leaves nothing", 1, {30}, -5, 1},
};

Test(spending, programmes_bear_what_goes_beyond_in_proportion)
{
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const Case *c = &CASES[i];
        double beyond = -1, sum = 0;
        bool any = spending_beyond(c->saved, c->n, 1, 1, &c->amount, &beyond);
        assert_near(beyond, c->beyond, 1e-12, "%s", c->name);
        cr_assert_eq(any, c->beyond > 0, "%s", c->name);
        for (int p = 0; p < c->n; p++) sum += c->saved[p] * (c->saved[p] > 0 ? 1 - beyond : 1);
        if (any && c->amount >= 0) assert_near(sum, c->amount, 1e-12, "%s: what is left", c->name);
    }
}

/* [programme][year][row]: row 0 has room for 10 a year, row 1 for 100. */
Test(spending, rows_and_years_are_limited_apart)
{
    static const double SAVED[2][2][2] = {{{5, 60}, {12, 60}}, {{4, 60}, {8, 10}}};
    static const double AMOUNT[2] = {10, 100}, BEYOND[2][2] = {{0, 20 / 120.}, {0.5, 0}};
    double beyond[2][2];
    cr_assert(spending_beyond(&SAVED[0][0][0], 2, 2, 2, AMOUNT, &beyond[0][0]));
    for (int i = 0; i < 4; i++)
        assert_near(beyond[i / 2][i % 2], BEYOND[i / 2][i % 2], 1e-12, "year %d, row %d", i / 2,
                    i % 2);
}

/* 8 million kronor of 2020 in all, a hundredth of the inhabitants; index 100 to 125: 100000 kronor. */
Test(spending, a_national_total_is_scaled_to_the_municipality_and_the_price_year)
{
    Fixture fixture;
    double value[8], amount[2];
    fixture_open(&fixture,
                 &(FixtureTexts){
                     .states = "state,age_from,age_to\nhome,20,24\ncare,20,24\ndead,20,25\n",
                     .transitions = "from,to,probability\nhome,care,0.1\n",
                     .payers = "payer\nsocial\nschool\n",
                     .costs = "item,state,payer,amount\ncare,care,social,10\nlunch,care,social,1\n"
                              "books,home,school,3\n",
                     .parameters = "parameter,value\nours,0.01\n",
                     .prices = "year,value\n2020,100\n2021,105\n2022,110\n2023,120\n2024,125\n",
                     .spending = "spending,items,payer,amount,price_year\n"
                                 "all_care,care lunch,social,8000000 * ours,2020\n"
                                 "school,books,school,77,2024\n",
                     .scenario = "participants: {number: 4, ages: 20, states: {home: 1}}\n"
                                 "economics: {price_year: 2024}\n"});
    const Model *model = &fixture.study.model;
    cr_assert_leq(fixture.study.n_parameters, 8);
    fixture_values(&fixture.study, value);
    spending_amounts(&fixture.study, value, amount);
    assert_near(amount[0], 100000, 1e-9, "care");
    assert_near(amount[1], 77, 1e-9, "school");
    for (int c = 0; c < 3; c++) cr_assert_eq(spending_of(model, &model->cost[c]), c < 2 ? 0 : 1);
    fixture_close(&fixture);
}

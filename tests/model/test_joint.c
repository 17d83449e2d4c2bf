/* The joint table of draws: rows are taken whole, by one stratified value a world. */
#include "support/check.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WORLDS = 1000, ROWS = 4 };

static const FixtureTexts MODEL = {
    .states = "state,age_from,age_to,start\na,20,30,1\nb,20,30,0\ndead,20,30,0\n",
    .transitions = "from,to,probability\na,b,p\nb,a,q\n",
    .parameters = "parameter,value,low,high\np,0.5,0.3,0.7\nq,0.5,0.3,0.7\nfree,0.5,0.3,0.7\n",
    .draws = "q,weight,p\n0.9,1,0.1\n0.7,3,0.2\n0.5,4,0.3\n0.3,2,0.4\n",
    .scenario = "participants: {number: 10, ages: 20, states: {a: 1}}\n"};

Test(joint, every_world_takes_a_whole_row_as_often_as_it_weighs)
{
    Fixture fixture;
    fixture_open(&fixture, &MODEL);
    const Study *study = &fixture.study;
    int p = fixture_parameter(study, "p"), q = fixture_parameter(study, "q");
    int n[ROWS] = {0};
    double *value = calloc((size_t)study->n_parameters, sizeof *value);
    for (int world = 0; world < WORLDS; world++) {
        study_draw(study, world, value);
        int row = (int)lround(value[p] * 10) - 1;
        cr_assert(row >= 0 && row < ROWS, "p is %g", value[p]);
        assert_near(value[q], 0.9 - 0.2 * row, 1e-15, "q beside p = %g", value[p]);
        n[row]++;
    }
    static const int weight[ROWS] = {1, 3, 4,
                                     2}; /* of 10; strata of a block of 50 fall on rows whole */
    for (int i = 0; i < ROWS; i++) cr_expect_eq(n[i], weight[i] * WORLDS / 10, "row %d", i);
    free(value);
    fixture_close(&fixture);
}

Test(joint, a_block_of_worlds_is_its_worlds_one_by_one)
{
    Fixture fixture;
    fixture_open(&fixture, &MODEL);
    const Study *study = &fixture.study;
    size_t n = (size_t)study->n_parameters;
    double *block = calloc(n * WORLDS_PER_BLOCK, sizeof *block), *one = calloc(n, sizeof *one);
    study_draw_block(study, 3, block);
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        study_draw(study, 3 * WORLDS_PER_BLOCK + i, one);
        for (size_t k = 0; k < n; k++) cr_expect_eq(one[k], block[(size_t)i * n + k]);
    }
    free(block);
    free(one);
    fixture_close(&fixture);
}

Test(joint, medians_are_the_columns_and_the_files_are_told)
{
    Fixture fixture;
    fixture_open(&fixture, &MODEL);
    const Study *study = &fixture.study;
    double *value = calloc((size_t)study->n_parameters, sizeof *value);
    study_medians(study, value);
    assert_near(value[fixture_parameter(study, "p")], 0.3, 1e-15, "0.4 of the weight lies below");
    assert_near(value[fixture_parameter(study, "q")], 0.5, 1e-15, "0.2 + 0.4 reach the half");
    bool told = false;
    for (int i = 0; i < study->n_input_files; i++)
        told = told || strstr(study->input_file[i].path, "/draws.csv") != NULL;
    cr_expect(told, "draws.csv is an input of the study");
    free(value);
    fixture_close(&fixture);
}

Test(joint, without_weights_rows_are_equally_likely_and_a_median_may_lie_between_two)
{
    Fixture fixture;
    FixtureTexts texts = MODEL;
    texts.draws = "p\n0.1\n0.4\n0.2\n0.3\n";
    fixture_open(&fixture, &texts);
    double value[64];
    cr_assert_leq(fixture.study.n_parameters, 64);
    study_medians(&fixture.study, value);
    assert_near(value[fixture_parameter(&fixture.study, "p")], 0.25, 1e-15, "the median of p");
    fixture_close(&fixture);
}

Test(joint, a_parameter_that_the_scenario_overrides_leaves_the_table_and_the_others_stay)
{
    Fixture with, without;
    FixtureTexts texts = MODEL;
    texts.scenario = "participants: {number: 10, ages: 20, states: {a: 1}}\n"
                     "parameters: {q: 0.6 (0.5..0.7)}\n";
    fixture_open(&with, &texts);
    texts.draws = NULL;
    fixture_open(&without, &texts);
    int p = fixture_parameter(&with.study, "p"), q = fixture_parameter(&with.study, "q");
    double a[64], b[64];
    for (int world = 0; world < 100; world++) {
        study_draw(&with.study, world, a);
        study_draw(&without.study, world, b);
        cr_expect_eq(a[q], b[q], "q is drawn by itself");
        cr_expect(fabs(a[p] * 10 - round(a[p] * 10)) < 1e-12, "p still comes from a row");
    }
    fixture_close(&with);
    fixture_close(&without);
}

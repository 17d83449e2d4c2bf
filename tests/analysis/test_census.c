/* People by age and state, all cohorts together. */
#include "analysis/census.h"
#include "analysis/setup.h"
#include "support/fixture.h"

#include <criterion/criterion.h>

/* School to 21, care at every age, in two bands, and women's dearer; three ages of entry in
 * two programme years. */
static const FixtureTexts TEXTS = {
    .states = "state,age_from,age_to,exclusion,bands\nschool,19,21,0,\ncare,19,25,1,0 1+\n"
              "dead,19,26,0,\n",
    .transitions = "from,to,age_from,age_to,probability\nschool,care,19,20,0.3\n"
                   "school,care,21,21,1\n",
    .costs = "item,state,sex,amount\ncare,care,,1000\nextra,care,f,10\n",
    .scenario = "participants: {number: 12, ages: 19..21, enters: 1..2, women: 0.5,\n"
                "               states: {school: 0.5, care: 0.5}}\n"
                "economics: {horizon: 3}\nsimulation: {worlds: 50, replicates: 50}\n"};

/* Cell by cell: of a state at all ages (age ANY), or of exclusion at one age (state ANY). */
static uint32_t count(const Plan *plan, const uint32_t *cell, int state, int age)
{
    uint32_t n = 0;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years; k++) {
            const AgePlan *at = plan_age(plan, cohort->age + k);
            for (int i = 0; i < at->n_cells; i++) {
                int of = at->cell_state[i];
                bool meant = state == ANY ? plan->model->state[of].exclusion : of == state;
                if (meant && (age == ANY || at->age == age)) n += cell[cohort->first_cell[k] + i];
            }
        }
    }
    return n;
}

Test(census, adds_up_what_stands_in_every_cohort_s_cells)
{
    Fixture fixture;
    Setup setup;
    Census census;
    Arena arena = {0};
    uint32_t *cell;
    fixture_open(&fixture, &TEXTS);
    cr_assert_eq(setup_make(&fixture.study, &fixture.problems, &setup), STATUS_OK);
    const Plan *plan = &setup.plan;
    cr_assert_geq(plan->n_cohorts, 4);
    cell = arena_alloc(&arena, (size_t)plan->n_counts, sizeof *cell);
    cr_assert_not_null(cell);
    cr_assert_eq(census_init(plan, &arena, &census), STATUS_OK);
    for (int round = 1; round < 3; round++) { /* nothing stays from the first */
        for (int i = 0; i < plan->n_counts; i++) cell[i] = (uint32_t)(i * i % 101 * round);
        census_count(&census, cell);
        for (int s = 0; s < plan->model->n_states; s++)
            cr_expect_eq(census_years_in(&census, s), count(plan, cell, s, ANY), "state %d", s);
        for (int age = plan->model->first_age; age <= plan->model->last_age; age++)
            cr_expect_eq(census_excluded(&census, age), count(plan, cell, ANY, age), "at %d", age);
    }
    cr_expect_eq(census_excluded(&census, plan->model->first_age - 1), 0);
    cr_expect_eq(census_excluded(&census, plan->model->last_age + 1), 0);
    arena_free(&arena);
    setup_free(&setup);
    fixture_close(&fixture);
}

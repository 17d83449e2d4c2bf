/* Who is alive, by cohort and year, counted by hand. */
#include "economics/living.h"

#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>

enum { MOST_TIMES = 200 };
static const double UNTOUCHED = -1;

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(living, .init = setup);

typedef struct {
    Case town;
    LivingPlan living;
    const double *people[N_ARMS];
    double alive[N_ARMS][MOST_TIMES];
} Town;

static void open_town(Town *town, const FixtureTexts *texts)
{
    Run *run = &town->town.run;
    case_open(&town->town, texts);
    cr_assert_leq(run->plan.n_times, MOST_TIMES);
    cr_assert_eq(living_plan_build(&run->plan, &run->arena, &town->living), STATUS_OK);
    for (int arm = 0; arm < N_ARMS; arm++) town->people[arm] = run->count[arm];
}

static void count(Town *town, int n_years)
{
    double *const alive[N_ARMS] = {town->alive[ARM_BASELINE], town->alive[ARM_INTERVENTION]};
    for (int i = 0; i < N_ARMS * MOST_TIMES; i++) alive[i / MOST_TIMES][i % MOST_TIMES] = UNTOUCHED;
    living_count(&town->living, town->people, n_years, alive);
}

/* Half of those at home die every year, with the programme a quarter; a funeral is paid, so that the dead
 * of a year have a cell among the others. Of 16 in each cohort 8, 4 and 12, 9 are alive a year and two on.
 */
static const FixtureTexts FUNERALS = {
    .states = "state,age_from,age_to\nhome,20,22\ncare,20,22\ndead,20,23\n",
    .transitions = "arm,from,to,probability\nbaseline,home,dead,0.5\nintervention,home,dead,0.25\n",
    .costs = "item,state,per,sex,amount\ncare,home,year,,1\nfuneral,dead,entry,,10\n"
             "gown,home,year,f,2\n",
    .scenario =
        "participants: {number: 32, ages: 20, enters: 1..2, women: 0.5, states: {home: 1}}\n"
        "economics: {horizon: 6, timing: half_cycle}\n"};

Test(living, those_who_died_are_not_counted_in_either_arm)
{
    static const double left[N_ARMS][3] = {{16, 8, 4}, {16, 12, 9}};
    Town town;
    open_town(&town, &FUNERALS);
    const Plan *plan = &town.town.run.plan;
    count(&town, 6);
    cr_assert_eq(plan->n_cohorts, 2);
    for (int c = 0; c < plan->n_cohorts; c++)
        for (int k = 0; k < 3; k++)
            for (int arm = 0; arm < N_ARMS; arm++)
                assert_near(town.alive[arm][plan->cohort[c].first_time + k], left[arm][k], 1e-12,
                            "cohort %d, year %d, arm %d", c, k, arm);
    case_close(&town.town);
}

/* By half-cycles year 2 takes the years of the first cohort up to the third, of the second up to the
 * second. */
Test(living, only_years_that_may_count_are_counted)
{
    Town town;
    open_town(&town, &FUNERALS);
    const Plan *plan = &town.town.run.plan;
    count(&town, 2);
    for (int c = 0; c < 2; c++) {
        cr_assert_eq(plan->cohort[c].enter, c + 1);
        cr_assert_eq(living_years(plan, &plan->cohort[c], 2), c == 0 ? 3 : 2);
        for (int k = 0; k < 3; k++)
            cr_assert_eq(town.alive[ARM_BASELINE][plan->cohort[c].first_time + k] == UNTOUCHED,
                         c == 1 && k == 2);
    }
    cr_assert_eq(living_years(plan, &plan->cohort[1], 0), 0, "nobody has entered");
    case_close(&town.town);
}

/* Seven cohorts are of age at the same time: more than go side by side. */
Test(living, every_sum_is_made_cell_by_cell_in_order)
{
    FixtureTexts texts = FUNERALS;
    texts.states = "state,age_from,age_to,exclusion\nhome,20,39,0\ncare,20,39,1\ndead,20,40,0\n";
    texts.transitions = "from,to,probability\nhome,dead,0.1\nhome,care,0.3\ncare,dead,0.07\n";
    texts.scenario = "participants: {number: 700, ages: 20..26, women: 0.4, states: {home: 1}}\n"
                     "economics: {horizon: 20}\n";
    Town town;
    open_town(&town, &texts);
    const Plan *plan = &town.town.run.plan;
    count(&town, 20);
    cr_assert_eq(plan->n_cohorts, 7);
    for (int c = 0; c < plan->n_cohorts; c++)
        for (int k = 0; k < plan->cohort[c].n_years; k++)
            for (int arm = 0; arm < N_ARMS; arm++)
                cr_assert_eq(town.alive[arm][plan->cohort[c].first_time + k],
                             plan_alive(plan, &plan->cohort[c], k, town.people[arm]));
    case_close(&town.town);
}

/* Women wear gowns, so that home has a cell of each sex with one of the dead between them. */
Test(living, cells_stand_by_state_and_the_living_run_by_run)
{
    Town town;
    open_town(&town, &FUNERALS);
    const Plan *plan = &town.town.run.plan;
    const LivingPlan *living = &town.living;
    for (int a = 0; a < plan->n_ages; a++) {
        const AgePlan *at = &plan->age[a];
        int times_listed[16] = {0}, alive[16] = {0};
        cr_assert_leq(at->n_cells, 16);
        for (int s = living->first_state[a]; s < living->first_state[a + 1]; s++)
            for (int i = 0; i < living->state[s].n; i++) {
                int cell = living->cell[living->state[s].first + i];
                cr_assert_eq(at->cell_state[cell], living->state[s].state);
                cr_assert(i == 0 || cell > living->cell[living->state[s].first + i - 1]);
                times_listed[cell]++;
            }
        for (int r = living->first_living[a]; r < living->first_living[a + 1]; r++)
            for (int i = 0; i < living->living[r].n; i++) alive[living->living[r].first + i]++;
        for (int cell = 0; cell < at->n_cells; cell++) {
            cr_assert_eq(times_listed[cell], 1);
            cr_assert_eq(alive[cell], at->cell_state[cell] != plan->model->end_state);
        }
    }
    int second = 21 - plan->model->first_age;
    cr_assert_eq(living->first_living[second + 1] - living->first_living[second], 2);
    case_close(&town.town);
}

/* Only care excludes: of the cells of each cohort's three years those of care. */
Test(living, cells_of_exclusion_are_listed_once)
{
    FixtureTexts texts = FUNERALS;
    texts.states = "state,age_from,age_to,exclusion\nhome,20,22,0\ncare,20,22,1\ndead,20,23,0\n";
    Town town;
    open_town(&town, &texts);
    const Plan *plan = &town.town.run.plan;
    int n = 0, care = case_state(&town.town, "care");
    for (int c = 0; c < plan->n_cohorts; c++)
        for (int k = 0; k < 3; k++) {
            const AgePlan *at = plan_age(plan, 20 + k);
            for (int cell = 0; cell < at->n_cells; cell++)
                if (at->cell_state[cell] == care)
                    cr_assert_eq(town.living.excluded[n++], plan->cohort[c].first_cell[k] + cell);
        }
    cr_assert(n > 0);
    cr_assert_eq(town.living.n_excluded, n);
    case_close(&town.town);
}

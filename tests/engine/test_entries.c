/* Entering a state, worked out by hand: what it bends from then on, and what it costs once. */
#include "support/check.h"
#include "support/run.h"

#include <criterion/criterion.h>
#include <math.h>

/* From work to prison with 0.1 and back for sure; who has been there is sentenced. */
#define PRISON_TOWN                                                            \
    .states = "state,age_from,age_to\nwork,20,40\nprison,20,40\ndead,20,40\n", \
    .transitions = "from,to,probability\nwork,prison,0.1\nprison,work,1\n",    \
    .milestones = "milestone,at\nsentenced,entry prison\n"

/* Who has been there goes with odds 9 * 1/9 = 1, that is 0.5.
 * Year by year (free, been; in prison the whole rest):
 * k free   been     prison
 * 0 1      0        0
 * 1 0.9    0        0.1
 * 2 0.81   0.1      0.09
 * 3 0.729  0.14     0.131   (0.1 * 0.5 + 0.09; 0.081 + 0.05)
 * 4 0.6561 0.201    0.1429  (0.14 * 0.5 + 0.131; 0.0729 + 0.07) */
Test(entries, a_milestone_by_entry_bends_from_the_first_entry_on)
{
    static const double PRISON[] = {0, 0.1, 0.09, 0.131, 0.1429};
    Case town;
    case_open(&town,
              &(FixtureTexts){
                  PRISON_TOWN,
                  .modifiers = "on,milestone,kind,value\nwork -> prison,sentenced,odds_ratio,9\n",
                  .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"});
    int prison = case_state(&town, "prison");
    for (int k = 0; k < 5; k++)
        assert_near(run_people(&town.run, ARM_BASELINE, prison, 20 + k), PRISON[k], 1e-15,
                    "year %d", k);
    case_close(&town);
}

/* The same from 22 to 24 only: at 21 still 0.1 of all go; at 22, 23 and 24 half of those who have been
 * there; from 25 on 0.1 of all again. */
Test(entries, a_modifier_of_a_milestone_holds_from_its_first_age_to_its_last)
{
    double free = 1, been = 0, inside = 0;
    Case town;
    case_open(&town, &(FixtureTexts){
                         PRISON_TOWN,
                         .modifiers = "on,milestone,age_from,age_to,kind,value\n"
                                      "work -> prison,sentenced,22,24,odds_ratio,9\n",
                         .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"});
    int prison = case_state(&town, "prison");
    for (int age = 20; age < 40; age++) {
        assert_near(run_people(&town.run, ARM_BASELINE, prison, age), inside, 1e-15, "age %d", age);
        double back = age >= 22 && age <= 24 ? 0.5 : 0.1, entering = 0.1 * free + back * been;
        been = been * (1 - back) + inside;
        free *= 0.9;
        inside = entering;
    }
    case_close(&town);
}

/* Who starts in prison has entered it: out for sure, then back with 0.5. */
Test(entries, the_start_state_counts_as_entered)
{
    Case town;
    case_open(&town,
              &(FixtureTexts){
                  PRISON_TOWN,
                  .modifiers = "on,milestone,kind,value\nwork -> prison,sentenced,odds_ratio,9\n",
                  .scenario = "participants: {number: 1, ages: 20, states: {prison: 1}}\n"});
    int prison = case_state(&town, "prison");
    static const double PRISON[] = {1, 0, 0.5, 0.25};
    for (int k = 0; k < 4; k++)
        assert_near(run_people(&town.run, ARM_BASELINE, prison, 20 + k), PRISON[k], 1e-15,
                    "year %d", k);
    case_close(&town);
}

/* Expected people at an age whose cell meets the cost row `cost`. */
static double people_who_meet(const Run *run, int arm, int cost, int age)
{
    double people = 0;
    const Cohort *cohort = &run->plan.cohort[0];
    const AgePlan *at = plan_age(&run->plan, age);
    for (int c = 0; c < at->n_cells; c++) {
        const PriceRow *row = &run->plan.price_row[at->cell_price[ARM_BASELINE][c]];
        for (int i = 0; i < row->n; i++)
            if (row->cost[i] == cost)
                people += run->count[arm][cohort->first_cell[age - cohort->age] + c];
    }
    return people;
}

/* 0.1 of those at work enter; a third of those inside leave: entries are 0.1 * work the year before. */
Test(entries, an_entry_cost_is_met_in_the_first_year_only)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to\nwork,20,40\ncare,20,40\ndead,20,40\n",
                         .transitions = "from,to,probability\nwork,care,0.1\ncare,work,0.25\n",
                         .costs = "item,state,per,amount\ninquiry,care,entry,5\nday,care,year,7\n",
                         .scenario = "participants: {number: 1, ages: 20, states: {work: 1}}\n"});
    int work = case_state(&town, "work"), care = case_state(&town, "care");
    assert_near(people_who_meet(&town.run, ARM_BASELINE, 0, 20), 0, 0, "nobody at the start");
    for (int age = 21; age < 40; age++) {
        assert_near(people_who_meet(&town.run, ARM_BASELINE, 0, age),
                    0.1 * run_people(&town.run, ARM_BASELINE, work, age - 1), 1e-15,
                    "entry, age %d", age);
        assert_near(people_who_meet(&town.run, ARM_BASELINE, 1, age),
                    run_people(&town.run, ARM_BASELINE, care, age), 1e-15, "year, age %d", age);
    }
    case_close(&town);
}

/* Burial: a cost of entering the end state is met once, in the year after the last one lived. */
Test(entries, entering_the_end_state_costs_once)
{
    Case town;
    case_open(&town, &(FixtureTexts){
                         .states = "state,age_from,age_to\nlife,20,40\ndead,20,40\n",
                         .transitions = "from,to,probability\nlife,dead,0.5\n",
                         .costs = "item,state,per,amount\nburial,dead,entry,30\n",
                         .scenario = "participants: {number: 1, ages: 20, states: {life: 1}}\n"});
    for (int k = 0; k < 20; k++)
        assert_near(people_who_meet(&town.run, ARM_BASELINE, 0, 20 + k), k == 0 ? 0 : pow(0.5, k),
                    1e-16, "year %d", k);
    case_close(&town);
}

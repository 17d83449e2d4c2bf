/* A contract against what the binomials say: what is paid, how often it is wrong, and what is a goal. */
#include "bargain.h"
#include "support/quiet.h"

QUIET_SUITE(contract);

static double sd_paid(const ContractFindings *findings)
{
    return contract_measure(findings, "payment")->sd / sqrt(N_CASES);
}

/* p = 0.5 without, 0.2 with: 40 * 0.3 * 1000 = 12,000 are truly saved in every world. */
Test(contract, payments_are_those_of_two_binomial_groups)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.2\n",
                                     .scenario = FORTY});
    find(&made, 0);
    const ContractFindings *found = &made.findings;
    Exact exact = exactly(&made.contract.terms, 0.5, 0.2);
    const Spread *truth = contract_measure(found, "true_saving");
    near_part(truth->mean, 12000, 1e-6, "true saving");
    near_part(truth->sd, 0, 1e-6, "every world is the same");
    near_part(contract_measure(found, "measured_saving")->mean, 12000, 4.9 * 3794.7 / 100,
              "a randomised group finds the truth on average");
    near_part(contract_measure(found, "payment")->mean, exact.paid, 4.9 * sd_paid(found), "paid");
    near_share(contract_chance(found, "measured_saving_above_0")->share, exact.found_cheaper,
               "found cheaper");
    near_share(contract_chance(found, "money_back")->share, exact.money_back, "money back");
    near_share(contract_chance(found, "saving_unpaid")->share, exact.unpaid, "unpaid");
    cr_assert_eq(contract_chance(found, "paid_for_nothing")->share, 0);
    cr_assert(isnan(contract_chance(found, "paid_for_nothing")->share_given));
    close_case(&made);
}

/* A programme without effect: whatever is paid beyond the guarantee is paid for nothing. */
Test(contract, without_an_effect_luck_alone_is_paid_for)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.4\nq,0.4\n",
                                     .scenario = FORTY});
    find(&made, 0);
    Exact exact = exactly(&made.contract.terms, 0.4, 0.4);
    const ContractChance *nothing = contract_chance(&made.findings, "paid_for_nothing");
    near_share(nothing->share, 1 - exact.unpaid, "paid for nothing");
    cr_assert_eq(nothing->of_all, 1);
    cr_assert_eq(nothing->share_given, nothing->share);
    near_part(contract_measure(&made.findings, "payment")->mean, exact.paid,
              4.9 * sd_paid(&made.findings), "paid");
    near_part(nothing->mean_paid * nothing->share,
              contract_measure(&made.findings, "payment")->mean - 4000, 1e-6, "beyond 4,000");
    close_case(&made);
}

/* A twentieth dearer than the participants: E S = 40,000 (1.05 p - q). */
Test(contract, a_bias_moves_what_is_measured_and_not_the_truth)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.5\n",
                                     .scenario = FORTY});
    set_bias(&made, "1.05");
    find(&made, 0);
    near_part(contract_measure(&made.findings, "measured_saving")->mean, 1000,
              4.9 * contract_measure(&made.findings, "measured_saving")->sd / 100, "measured");
    near_part(contract_measure(&made.findings, "true_saving")->mean, 0, 1e-6, "true");
    near_part(contract_measure(&made.findings, "measured_saving_by_assumed_difference")->mean, 1000,
              10, "a twentieth of 20,000: all that is found");
    close_case(&made);
}

/* Half of the participants are in care from the start; a comparison group of one cannot be half a person,
 * and is nevertheless right on average: 0.5 * 40 * 0.3 * 1000 are saved. */
Test(contract, whole_people_make_no_bias)
{
    static const char scenario[] =
        "participants: {number: 40, ages: 20, states: {home: 0.5, care: 0.5}}\n"
        "economics: {horizon: 4}\n"
        "simulation: {worlds: 2000, replicates: 10000}\n";
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.2\n",
                                     .scenario = scenario});
    made.contract.comparison.number = 1;
    find(&made, 0);
    near_part(contract_measure(&made.findings, "true_saving")->mean, 6000, 1e-6, "true");
    near_part(contract_measure(&made.findings, "measured_saving")->mean, 6000,
              4.9 * contract_measure(&made.findings, "measured_saving")->sd / 100, "measured");
    close_case(&made);
}

/* ---- the goal ---- */

/* Fewer in care a year after entry than in the comparison group: that is, and only that is, a saving. */
Test(contract, the_condition_sees_what_the_money_sees)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.4\nq,0.3\n",
                                     .scenario = FORTY});
    made.contract.condition = (ContractCondition){
        .kind = CONDITION_STATE,
        .milestone = ANY,
        .state = fixture_state(&made.contract.study, "care"),
        .after = 1,
        .lower = true,
        .compared = true};
    find(&made, 0);
    const ContractFindings *found = &made.findings;
    double all = 0;
    for (int i = 0; i < 2 * N_FOUND; i++) all += found->verdict[i / 2][i % 2].share;
    near_part(all, 1, 1e-9, "the verdicts are all there is");
    cr_assert_eq(found->verdict[FOUND_DEARER][1].share, 0);
    cr_assert_eq(found->verdict[FOUND_ENOUGH][0].share, 0);
    for (int r = 0; r < N_CASES; r++) {
        const ContractCase *one = &found->replicate[r];
        cr_assert_eq(one->met, one->measured > 1e-6, "case %d", r);
        near_part(one->goal, (0.4 * N * 1000 - one->realised) / 1000 / N, 1e-9, "share in care");
    }
    close_case(&made);
}

/* Mean years in care in two years: nobody in the first. A fixed level is no comparison. */
Test(contract, the_condition_can_be_years_against_a_fixed_level)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.4\nq,0.3\n",
                                     .scenario = FORTY});
    made.contract.condition = (ContractCondition){
        .kind = CONDITION_YEARS,
        .milestone = ANY,
        .state = fixture_state(&made.contract.study, "care"),
        .lower = true,
        .level = 0.3,
        .by = 0.05};
    find(&made, 0);
    double met = 0;
    for (unsigned x = 0; x < 10; x++) met += gsl_ran_binomial_pdf(x, 0.3, N); /* x / 40 < 0.25 */
    near_share(contract_chance(&made.findings, "goal_met")->share, met, "fewer than ten");
    close_case(&made);
}

/* Everybody at home at 21 reaches the milestone of that age, nobody in care does. Those who are 21 at entry
 * come to it at once; a follow-up of one year is enough for the others. */
Test(contract, the_condition_can_be_a_milestone)
{
    Case made;
    FixtureTexts texts = {CARE, .parameters = "parameter,value\np,0.4\nq,0.3\n", .scenario = FORTY};
    texts.milestones = "milestone,at,state,probability\npass,21,home,1\npass,21,care,0\n";
    open_case(&made, &texts);
    made.contract.condition = (ContractCondition){
        .kind = CONDITION_MILESTONE,
        .milestone = fixture_milestone(&made.contract.study, "pass"),
        .state = ANY,
        .compared = true};
    made.contract.follow_up = 1;
    find(&made, 0);
    double goal = 0, alike = 0;
    for (int r = 0; r < N_CASES; r++) {
        goal += made.findings.replicate[r].goal / N_CASES;
        alike += made.findings.replicate[r].goal_alike / N_CASES;
    }
    near_part(goal, 0.7, 4.9 * sqrt(0.21 / N / N_CASES), "participants");
    near_part(alike, 0.6, 4.9 * sqrt(0.24 / N_COMPARED / N_CASES), "comparison group");
    close_case(&made);
}

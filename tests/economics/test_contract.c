/* What an outcome contract pays, at every kink; whose money it is; returns. Team Nystart's terms: 7.5
 * million drawn, 40 % guaranteed, 60 % of every krona saved, at most 20 % above. Amounts in thousands. */
#include "economics/contract.h"

#include <criterion/criterion.h>
#include <math.h>

static const ContractTerms nystart = {.drawn = 7500,
                                      .guaranteed = 0.4,
                                      .share = 0.6,
                                      .cap = 0.2,
                                      .drawn_from = 1,
                                      .drawn_to = 1,
                                      .settled = 4};

static void near(double found, double expected, const char *what)
{
    cr_assert_float_eq(found, expected, 1e-9 * (1 + fabs(expected)),
                       "%s: expected %.12g, got %.12g", what, expected, found);
}

/* R = 0.4 I + 0.6 min(max(S, 0), I), and if S > I and the goal is met + min(S - I, 0.2 I). */
Test(contract, team_nystart_is_paid_by_its_published_formula)
{
    static const struct {
        double saving, without_goal, with_goal;
    } cases[] = {
        {-5000, 3000, 3000},                        /* dearer: the guarantee alone */
        {0, 3000, 3000},                            /* 0.4 * 7500 */
        {1000, 3600, 3600},                         /* 3000 + 0.6 * 1000 */
        {7499, 7499.4, 7499.4}, {7500, 7500, 7500}, /* the money back */
        {8000, 7500, 8000},                         /* 500 above it, if the goal is met */
        {9000, 7500, 9000},                         /* the cap: 0.2 * 7500 above */
        {9001, 7500, 9000},     {50000, 7500, 9000},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        near(contract_paid(&nystart, cases[i].saving, false), cases[i].without_goal, "no goal");
        near(contract_paid(&nystart, cases[i].saving, true), cases[i].with_goal, "goal");
    }
    near(contract_break_even(&nystart), 7500, "the money is back at a saving of what was drawn");
}

/* With a quarter guaranteed and half of what is saved the money is back at 0.75 * 1000 / 0.5 = 1500. */
Test(contract, the_money_is_back_where_the_shares_say)
{
    ContractTerms terms = {.drawn = 1000, .guaranteed = 0.25, .share = 0.5, .cap = 0.1};
    near(contract_break_even(&terms), 1500, "break even");
    near(contract_paid(&terms, 1500, true), 1000, "at it");
    near(contract_paid(&terms, 1550, true), 1050, "beyond it");
    near(contract_paid(&terms, 2000, true), 1100, "capped");
    ContractPayment payment = contract_payment(&terms, 1550, true);
    near(payment.guaranteed, 250, "guaranteed");
    near(payment.shared, 750, "shared");
    near(payment.above, 50, "above");
}

/* Nothing shared: only what is guaranteed. All guaranteed: a loan whose interest comes out of savings. */
Test(contract, a_gift_and_a_loan_are_contracts_too)
{
    ContractTerms gift = {.drawn = 1000, .guaranteed = 0, .share = 0, .cap = 0.2};
    near(contract_paid(&gift, 1e9, true), 0, "gift");
    cr_assert(isinf(contract_break_even(&gift)));
    ContractTerms loan = {.drawn = 1000, .guaranteed = 1, .share = 0.5, .cap = 0.2};
    near(contract_paid(&loan, -500, true), 1000, "loan");
    near(contract_paid(&loan, 50, true), 1050, "interest from the first krona");
    near(contract_paid(&loan, 50, false), 1000, "no interest without the goal");
}

/* More saved is never paid less, nor more guaranteed or a greater share. */
Test(contract, payment_rises_with_saving_guarantee_and_share)
{
    for (int i = 0; i < 11 * 11 * 60; i++) {
        double g = 0.1 * (i % 11), s = 0.1 * (i / 11 % 11), saving = -1000 + 200 * (i / 121);
        ContractTerms terms = {.drawn = 5000, .guaranteed = g, .share = s, .cap = 0.3};
        ContractTerms safer = terms, larger = terms;
        safer.guaranteed = fmin(1, g + 0.05);
        larger.share = fmin(1, s + 0.05);
        double paid = contract_paid(&terms, saving, true) - 1e-9;
        cr_assert_geq(contract_paid(&terms, saving + 70, true), paid);
        cr_assert_geq(contract_paid(&safer, saving, true), paid);
        cr_assert_geq(contract_paid(&larger, saving, true), paid);
        cr_assert_leq(contract_paid(&terms, saving, false), paid + 2e-9);
        cr_assert_leq(paid, 5000 * 1.3 + 1e-6);
    }
}

/* 7500 in three parts of 2500 pays a programme of 3000 and 4000; 6000 come back in year 6. */
Test(contract, what_the_investor_loses_somebody_has)
{
    ContractTerms terms = nystart;
    terms.drawn_to = 3;
    terms.settled = 6;
    static const double cost[6] = {3000, 4000, 0, 0, 0, 0}, saved[6] = {0, 900, 800, -300, 0, 50};
    double investor[6], municipality[6];
    contract_flows(&terms, 6000, cost, saved, 6, investor, municipality);
    static const double expected[6] = {-2500, -2500, -2500, 0, 0, 6000};
    static const double other[6] = {-500, -600, 3300, -300, 0, -5950};
    for (int i = 0; i < 6; i++) {
        near(investor[i], expected[i], "investor");
        near(municipality[i], other[i], "municipality");
        near(investor[i] + municipality[i], saved[i] - cost[i], "together");
    }
    contract_flows(&terms, 6000, cost, NULL, 6, investor, municipality);
    for (int i = 0; i < 6; i++) near(investor[i] + municipality[i], -cost[i], "without savings");
}

/* 100 grow to 121 in two years: 10 %. 60 + 60 become 126: 60 x^2 + 60 x = 126 with x = 1.0329... */
Test(contract, a_return_makes_the_flows_worth_nothing)
{
    near(contract_return((const double[]){-100, 0, 121}, 3), 0.1, "ten per cent");
    near(contract_return((const double[]){-100, 0, 81}, 3), -0.1, "a loss");
    near(contract_return((const double[]){-100, 50}, 2), -0.5, "half is gone in a year");
    near(contract_return((const double[]){-100, 100}, 2), 0, "the money back");
    double x = (-60 + sqrt(60 * 60 + 4 * 60 * 126)) / 120;
    near(contract_return((const double[]){-60, -60, 126}, 3), x - 1, "two parts");
    double flow[] = {-2500, -2500, -2500, 0, 0, 3000};
    near(contract_present_value(flow, 6, contract_return(flow, 6)) / 7500, 0, "a large loss");
}

Test(contract, there_is_no_return_where_nothing_comes_back_or_nothing_is_put_in)
{
    cr_assert(isnan(contract_return((const double[]){-100, 0, 0}, 3)));
    cr_assert(isnan(contract_return((const double[]){0, 0, 50}, 3)));
    cr_assert(isnan(contract_return((const double[]){0, 0}, 2)));
    cr_assert(isnan(contract_return((const double[]){-100, 230, -132}, 3))); /* 10 % and 20 % */
}

Test(contract, present_value_discounts_by_the_year)
{
    near(contract_present_value((const double[]){100, 110, 121}, 3, 0.1), 300, "three hundreds");
    near(contract_present_value((const double[]){-5, 3, 4}, 3, 0), 2, "no discount");
}

/* 2 % a year for three years: an earlier group cost 1 / 1.061208; a fifth lost anyway: 1.25. */
Test(contract, an_earlier_group_is_cheaper_by_drift_and_dearer_by_regression)
{
    near(contract_comparison_factor(1, 0, 3, 0), 1, "no bias");
    near(contract_comparison_factor(1, 0.02, 3, 0), 1 / 1.061208, "drift");
    near(contract_comparison_factor(1, 0, 3, 0.2), 1.25, "regression");
    near(contract_comparison_factor(1.1, 0.02, 3, 0.2), 1.375 / 1.061208, "all");
}

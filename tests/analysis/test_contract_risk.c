/* A contract's parties: whose money, whose risk, and at which terms they break even. */
#include "bargain.h"
#include "support/quiet.h"

#include <stdlib.h>

QUIET_SUITE(contract_risk);

/* With p = 0.5, q = 0.2 and 40 people: 1.6e9 (0.16 / 40) = 6.4e6 from the participants' luck, and 1.6e9
 * (0.25 / 50) = 8e6 from the comparison group's. A bias with mean 1 and sd 0.1 adds 0.01 * 20,000^2 = 4e6,
 * and together with the group's luck 0.01 * 8e6. */
Test(contract_risk, the_variance_of_the_measured_saving_is_parted_by_where_it_comes_from)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.2\n",
                                     .scenario = FORTY});
    set_bias(&made, "normal(1 0.1)");
    find(&made, 0);
    const ContractRisk *risk = &made.findings.risk[BEARER_MEASURED];
    cr_assert(made.findings.risk_told);
    near_part(risk->variance[RISK_PARTICIPANTS], 6.4e6, 0.08 * 6.4e6, "participants");
    near_part(risk->variance[RISK_COMPARED], 8e6, 0.08 * 8e6, "comparison group");
    near_part(risk->variance[RISK_BIAS], 4e6, 0.04 * 4e6, "bias");
    near_part(risk->variance[RISK_TOGETHER], 8e4, 0.3 * 8e4, "together");
    near_part(risk->variance[RISK_KNOWLEDGE], 0, 0.08 * 6.4e6, "nothing is unknown");
    near_part(risk->sd, sqrt(18.48e6), 0.04 * sqrt(18.48e6), "all");
    near_part(risk->sd, contract_measure(&made.findings, "measured_saving")->sd, 0.04 * risk->sd,
              "as seen");
    close_case(&made);
}

/* p ~ beta(8 12): variance 0.0114286, E p (1 - p) = 0.2285714. Without a contract the municipality's net is
 * 40,000 p - 1000 X: knowledge 1.6e9 * 0.0114286 = 18.286e6, luck 40e6 * 0.09 = 3.6e6, nothing else. */
Test(contract_risk, what_is_not_known_is_told_from_luck)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.4\nq,0.1\n",
                                     .scenario = "parameters: {p: beta(8 12), q: 0.1}\n" FORTY});
    find(&made, 0);
    const ContractRisk *alone = &made.findings.risk[BEARER_ALONE];
    const ContractRisk *measured = &made.findings.risk[BEARER_MEASURED];
    near_part(alone->variance[RISK_KNOWLEDGE], 18.286e6, 0.03 * 18.286e6, "knowledge");
    near_part(alone->variance[RISK_PARTICIPANTS], 3.6e6, 0.1 * 3.6e6, "participants");
    near_part(alone->variance[RISK_COMPARED], 0, 1, "comparison group");
    near_part(alone->variance[RISK_BIAS], 0, 1, "bias");
    near_part(measured->variance[RISK_COMPARED], 1.6e9 * 0.2285714 / N_COMPARED,
              0.08 * 1.6e9 * 0.2285714 / N_COMPARED, "comparison group of what is measured");
    close_case(&made);
}

/* What the investor gets and the municipality keeps is what is saved less the programme's 9,000. */
Test(contract_risk, nothing_is_lost_between_the_parties)
{
    Case made;
    open_case(&made,
              &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.2\n",
                              .scenario = "programme: {costs: [{item: team, payer: municipality, "
                                          "years: 1..2, total: 9000, price_year: 2024}]}\n" FORTY});
    find(&made, 0);
    near_part(made.findings.cost, 9000, 200, "programme"); /* grade A: within 2 % */
    for (int r = 0; r < N_CASES; r++) {
        const ContractCase *one = &made.findings.replicate[r];
        near_part(one->investor + one->municipality, one->alone, 1e-6, "together");
        near_part(one->investor, one->paid - 10000, 1e-6, "investor");
        near_part(one->paid, contract_paid(&made.contract.terms, one->measured, true), 1e-9,
                  "paid");
        near_part(one->rate, sqrt(one->paid / 10000) - 1, 1e-9, "two years between");
    }
    close_case(&made);
}

/* All that is saved is saved in year 2, so to the horizon the municipality has, at 5 % a year, what is saved
 * / 1.05, the 10,000 of year 1, and pays in year 3: paid / 1.1025. */
Test(contract_risk, later_money_is_discounted_to_the_start)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.2\n",
                                     .scenario = FORTY});
    find(&made, 0);
    for (int r = 0; r < N_CASES; r++) {
        const ContractCase *one = &made.findings.replicate[r];
        near_part(one->later, one->realised / 1.05 + 10000 - one->paid / 1.1025, 1e-6, "later");
    }
    close_case(&made);
}

/* Nothing costs anything in the first year; the contract's own follow-up is what is paid for; and nothing is
 * new after it, since everybody is dead at 22. */
Test(contract_risk, a_follow_up_of_other_years_is_found_in_the_same_lives)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.4\n",
                                     .scenario = FORTY});
    find(&made, 0);
    const ContractYear *year = made.findings.year;
    const Spread *measured = contract_measure(&made.findings, "measured_saving");
    cr_assert_eq(made.findings.n_years, 10);
    near_part(year[0].measured.sd + year[0].true_saving.p95, 0, 1e-9, "the first year");
    cr_assert_eq(year[0].measured_positive, 0);
    for (int y = 1; y < 10; y++) {
        near_part(year[y].measured.mean, measured->mean, 1e-6, "measured");
        near_part(year[y].true_saving.mean, 4000, 1e-6, "true");
        near_part(year[y].misjudged, contract_chance(&made.findings, "misjudged")->share, 1e-9,
                  "misjudged");
    }
    close_case(&made);
}

/* Nothing guaranteed and nothing found: nothing comes back, a return of -100 %. */
Test(contract_risk, a_lost_investment_returns_less_than_any_other)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.3\nq,0.5\n",
                                     .scenario = FORTY});
    made.contract.terms.guaranteed = 0;
    find(&made, 0);
    Exact exact = exactly(&made.contract.terms, 0.3, 0.5);
    near_share(contract_chance(&made.findings, "nothing_comes_back")->share, exact.unpaid, "lost");
    cr_assert_eq(contract_measure(&made.findings, "investor_return")->p05, -1);
    close_case(&made);
}

/* All is guaranteed, and nothing paid above it: the investor has the money back, and gains nothing. */
Test(contract_risk, money_that_comes_back_to_the_krona_is_back_and_no_gain)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.3\nq,0.5\n",
                                     .scenario = FORTY});
    made.contract.terms.guaranteed = 1;
    made.contract.terms.cap = 0;
    find(&made, 0);
    cr_expect_eq(contract_chance(&made.findings, "money_back")->share, 1);
    cr_expect_eq(contract_chance(&made.findings, "investor_gains")->share, 0);
    cr_expect_eq(contract_chance(&made.findings, "nothing_comes_back")->share, 0);
    close_case(&made);
}

/* At the fair terms the mean payment is what the investor put in with 5 % interest for two years, 11,025;
 * beyond a cap of 20 % it can be reached only where enough is found. */
Test(contract_risk, at_the_fair_terms_the_parties_break_even)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.1\n",
                                     .scenario = FORTY});
    find(&made, 0);
    const ContractFindings *found = &made.findings;
    int n_told = 0;
    for (int i = 0; i < found->n_fair; i++) {
        const ContractFair *fair = &found->fair[i];
        ContractTerms terms = made.contract.terms;
        double paid = 0, realised = 0;
        if (isnan(fair->value)) {
            cr_assert_gt(fair->net_at_0 * fair->net_at_1, 0, "row %d", i);
            continue;
        }
        if (fair->term == FAIR_SHARE) terms.share = fair->value;
        if (fair->term != FAIR_SHARE) terms.guaranteed = fair->value;
        if (fair->term == FAIR_LINKED) terms.share = 1 - fair->value;
        for (int r = 0; r < N_CASES; r++) {
            paid += contract_paid(&terms, found->replicate[r].measured, true) / N_CASES;
            realised += found->replicate[r].realised / N_CASES;
        }
        if (fair->party == FAIR_INVESTOR) near_part(paid, 11025, 0.01, "investor");
        if (fair->party == FAIR_MUNICIPALITY)
            near_part(paid, realised + 10000, 0.01, "municipality");
        if (fair->party == FAIR_LATER)
            near_part(paid / 1.1025, realised / 1.05 + 10000, 0.01, "to the horizon");
        n_told++;
    }
    cr_assert_geq(n_told, 2, "%d fair terms", n_told);
    close_case(&made);
}

Test(contract_risk, threads_change_nothing)
{
    Case made;
    open_case(&made, &(FixtureTexts){CARE, .parameters = "parameter,value\np,0.5\nq,0.2\n",
                                     .scenario = FORTY});
    set_bias(&made, "1.1 (0.9..1.3)");
    ContractCase *first = malloc(N_CASES * sizeof *first);
    cr_assert_not_null(first);
    find(&made, 1);
    memcpy(first, made.findings.replicate, N_CASES * sizeof *first);
    for (int n_threads = 2; n_threads < 8; n_threads += 3) {
        find(&made, n_threads);
        for (int r = 0; r < N_CASES; r++)
            cr_assert_eq(first[r].paid + first[r].realised + first[r].measured,
                         made.findings.replicate[r].paid + made.findings.replicate[r].realised +
                             made.findings.replicate[r].measured,
                         "%d threads, case %d", n_threads, r);
    }
    free(first);
    close_case(&made);
}

/* All that is drawn comes back when all is guaranteed, at no interest: the investor is even there, however
 * the parts of what is drawn and the mean of what is paid are rounded. */
Test(contract_risk, who_breaks_even_when_all_is_guaranteed_does_so_at_all)
{
    enum { CASES = 7 };
    for (int parts = 1; parts < 12; parts++) {
        Contract contract = {.terms = {.drawn = 100000.1, .drawn_from = 1, .drawn_to = parts}};
        ContractDraws draws = {.contract = &contract, .n_replicates = CASES, .settled_discount = 1};
        ContractCase replicate[CASES] = {{.measured = -1}};
        ContractFair fair[N_FAIR_TERMS * N_FAIR_PARTIES];
        for (int i = 0; i < parts; i++) draws.drawn_discounted += contract.terms.drawn / parts;
        contract_fair(&draws, replicate, fair);
        const ContractFair *row = &fair[FAIR_GUARANTEED * N_FAIR_PARTIES + FAIR_INVESTOR];
        cr_assert(row->term == FAIR_GUARANTEED && row->party == FAIR_INVESTOR);
        cr_assert_eq(row->value, 1, "in %d parts: %g", parts, row->value);
        /* Nothing is saved: no share of it pays anything back. */
        row = &fair[FAIR_SHARE * N_FAIR_PARTIES + FAIR_INVESTOR];
        cr_assert(isnan(row->value));
    }
}

/* A contract on a model small enough for its luck to be binomial: what is paid, how often it is wrong, whose
 * risk it is. */
#include "analysis/contract.h"

#include "analysis/contract_case.h"
#include "base/random.h"
#include "economics/contract.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(contract, .init = setup);

/* At home at 20, in care at 21 with chance p, with the programme q; care costs 1000 in that one year. */
#define CARE                                                                 \
    .states = "state,age_from,age_to\nhome,20,21\ncare,20,21\ndead,20,22\n", \
    .transitions = "arm,from,to,probability\n"                               \
                   "baseline,home,care,p\nintervention,home,care,q\n",       \
    .costs = "item,state,amount\ncare,care,1000\n"
#define FORTY                                                   \
    "participants: {number: 40, ages: 20, states: {home: 1}}\n" \
    "economics: {horizon: 4, discount_rate: 0.05}\n"            \
    "simulation: {worlds: 2000, replicates: 10000}\n"
enum { N = 40, N_COMPARED = 50, N_CASES = 10000 };

typedef struct {
    Fixture fixture;
    Contract contract;
    bool all[8];
    Parameter bias;
    ContractFindings findings;
} Case;

/* 10,000 drawn at the start of year 1, settled at that of year 3: 40 % guaranteed, 60 % shared, 20 % above. */
static void open_case(Case *made, const FixtureTexts *texts)
{
    *made = (Case){0};
    fixture_open(&made->fixture, texts);
    memset(made->all, true, sizeof made->all);
    made->contract = (Contract){
        .name = "test",
        .study = made->fixture.study,
        .terms = {10000, 0.4, 0.6, 0.2, 1, 1, 3},
        .condition = {.milestone = ANY, .state = ANY},
        .item = made->all,
        .payer = made->all,
        .follow_up = 2,
        .comparison = {COMPARISON_RANDOMISED, N_COMPARED, 0, ANY, ANY, ANY},
    };
}

static void set_bias(Case *made, const char *text)
{
    Arena arena = {0};
    Problems problems = {0};
    Quantity quantity;
    made->bias = (Parameter){
        .name = "test: bias", .unit = "ratio", .hash = random_hash("test: bias")};
    cr_assert_eq(quantity_read(text, (Where){0}, "bias", &arena, &problems, &quantity), STATUS_OK);
    cr_assert_eq(distribution_of(&quantity, "ratio", NULL, 0.01, 100, (Where){0}, "bias", &problems,
                                 &made->bias.distribution),
                 STATUS_OK);
    made->contract.parameter = &made->bias;
    made->contract.n_parameters = 1;
    made->contract.comparison.kind = COMPARISON_MATCHED;
    made->contract.comparison.bias = 0;
    arena_free(&arena);
}

static void find(Case *made, int n_threads)
{
    Problems problems = {0};
    RunOptions options = {.n_threads = n_threads};
    contract_findings_free(&made->findings);
    cr_assert_eq(contract_find(&made->contract, &options, &problems, &made->findings), STATUS_OK);
    cr_assert_eq(made->findings.n_replicates, N_CASES);
}

static void close_case(Case *made)
{
    contract_findings_free(&made->findings);
    contract_findings_free(&made->findings);
    fixture_close(&made->fixture);
}

/* A share of n independent cases, 4.9 standard errors. */
static void near_share(double found, double expected, const char *what)
{
    double error = 4.9 * sqrt(expected * (1 - expected) / N_CASES) + 1e-12;
    cr_assert_float_eq(found, expected, error, "%s: expected %g, got %g", what, expected, found);
}

static void near_part(double found, double expected, double tolerance, const char *what)
{
    cr_assert_float_eq(found, expected, tolerance, "%s: expected %g, got %g", what, expected,
                       found);
}

/* ---- what the binomials say ---- */

typedef struct {
    double paid, found_cheaper, money_back, unpaid;
} Exact;

/* X of 40 participants and Y of 50 in the comparison group are in care: S = 1000 (40 Y / 50 - X). */
static Exact exactly(const ContractTerms *terms, double p, double q)
{
    Exact exact = {0};
    for (unsigned x = 0; x <= N; x++) {
        for (unsigned y = 0; y <= N_COMPARED; y++) {
            double chance = gsl_ran_binomial_pdf(x, q, N) * gsl_ran_binomial_pdf(y, p, N_COMPARED);
            double saving = 1000.0 * N * y / N_COMPARED - 1000.0 * x;
            double paid = contract_paid(terms, saving, true);
            exact.paid += chance * paid;
            if (4 * y > 5 * x) exact.found_cheaper += chance;
            if (saving > 9999.99) exact.money_back += chance;
            if (4 * y <= 5 * x) exact.unpaid += chance;
        }
    }
    return exact;
}

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

/* ---- whose money, whose risk ---- */

/* With p = 0.5, q = 0.2 and 40 people: 1.6e9 (0.16 / 40) = 6.4e6 from the participants' luck, and 1.6e9
 * (0.25 / 50) = 8e6 from the comparison group's. A bias with mean 1 and sd 0.1 adds 0.01 * 20,000^2 = 4e6,
 * and together with the group's luck 0.01 * 8e6. */
Test(contract, the_variance_of_the_measured_saving_is_parted_by_where_it_comes_from)
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
Test(contract, what_is_not_known_is_told_from_luck)
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
Test(contract, nothing_is_lost_between_the_parties)
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
Test(contract, later_money_is_discounted_to_the_start)
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
Test(contract, a_follow_up_of_other_years_is_found_in_the_same_lives)
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
Test(contract, a_lost_investment_returns_less_than_any_other)
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

/* At the fair terms the mean payment is what the investor put in with 5 % interest for two years, 11,025;
 * beyond a cap of 20 % it can be reached only where enough is found. */
Test(contract, at_the_fair_terms_the_parties_break_even)
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

Test(contract, threads_change_nothing)
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
Test(contract, who_breaks_even_when_all_is_guaranteed_does_so_at_all)
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

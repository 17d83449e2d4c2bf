/* bargain.h: what the tests of contracts share: a contract on a model small enough for its luck to be binomial.
 * Read by the tests of this folder. */
#ifndef LIVSBANA_TESTS_ANALYSIS_BARGAIN_H
#define LIVSBANA_TESTS_ANALYSIS_BARGAIN_H

#include "analysis/contract.h"
#include "analysis/contract_case.h"
#include "base/random.h"
#include "economics/contract.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <gsl/gsl_randist.h>
#include <math.h>
#include <string.h>

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
static inline void open_case(Case *made, const FixtureTexts *texts)
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

static inline void set_bias(Case *made, const char *text)
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

static inline void find(Case *made, int n_threads)
{
    Problems problems = {0};
    RunOptions options = {.n_threads = n_threads};
    contract_findings_free(&made->findings);
    cr_assert_eq(contract_find(&made->contract, &options, &problems, &made->findings), STATUS_OK);
    cr_assert_eq(made->findings.n_replicates, N_CASES);
}

static inline void close_case(Case *made)
{
    contract_findings_free(&made->findings);
    contract_findings_free(&made->findings);
    fixture_close(&made->fixture);
}

/* A share of n independent cases, 4.9 standard errors. */
static inline void near_share(double found, double expected, const char *what)
{
    double error = 4.9 * sqrt(expected * (1 - expected) / N_CASES) + 1e-12;
    cr_assert_float_eq(found, expected, error, "%s: expected %g, got %g", what, expected, found);
}

static inline void near_part(double found, double expected, double tolerance, const char *what)
{
    cr_assert_float_eq(found, expected, tolerance, "%s: expected %g, got %g", what, expected,
                       found);
}

typedef struct {
    double paid, found_cheaper, money_back, unpaid;
} Exact;

/* X of 40 participants and Y of 50 in the comparison group are in care: S = 1000 (40 Y / 50 - X). */
static inline Exact exactly(const ContractTerms *terms, double p, double q)
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

#endif

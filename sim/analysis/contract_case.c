#include "analysis/contract_case.h"

#include "analysis/goal.h"
#include "economics/contract.h"

#include <assert.h>
#include <math.h>

static size_t at_year(int years, int n, int column)
{
    return (size_t)(years - 1) * (size_t)n + (size_t)column;
}

double contract_measured(const ContractDraws *draws, int years, int participants, int compared,
                         double factor)
{
    double alike = draws->alike[at_year(years, draws->n_replicates, compared)];
    return factor * alike - draws->lived[at_year(years, draws->n_replicates, participants)];
}

ContractCase contract_case(const ContractDraws *draws, int participants, int compared,
                           double factor)
{
    const Contract *contract = draws->contract;
    const ContractTerms *terms = &contract->terms;
    int years = contract->follow_up, world = participants / draws->per_world;
    size_t in_world = at_year(years, draws->n_worlds, world);
    double expected = draws->expected[ARM_BASELINE][in_world];
    assert(world == compared / draws->per_world);
    ContractCase made = {
        .true_saving = expected - draws->expected[ARM_INTERVENTION][in_world],
        .realised = expected - draws->lived[at_year(years, draws->n_replicates, participants)],
        .measured = contract_measured(draws, years, participants, compared, factor),
        .assumed = (factor - 1) * draws->alike[at_year(years, draws->n_replicates, compared)],
        .goal = draws->goal[participants],
        .goal_alike = draws->goal_alike[compared],
        .rate = NAN,
    };
    made.met = goal_met(&contract->condition, made.goal, made.goal_alike);
    made.paid = contract_paid(terms, made.measured, made.met);
    made.rewarded = made.paid - terms->guaranteed * terms->drawn;
    made.investor = made.paid - terms->drawn;
    made.alone = made.realised - draws->cost[world];
    made.municipality = made.alone - made.investor;
    made.later = draws->later[participants] - draws->cost_discounted[world] +
                 draws->drawn_discounted - made.paid * draws->settled_discount;
    return made;
}

double contract_case_rate(const ContractTerms *terms, double paid)
{
    static const double nothing[MAX_AGE + 1] = {0};
    double investor[MAX_AGE + 1], municipality[MAX_AGE + 1];
    contract_flows(terms, paid, nothing, NULL, terms->settled, investor, municipality);
    double rate = contract_return(investor, terms->settled);
    return isnan(rate) ? -1 : rate; /* nothing comes back */
}

/* What a contract should cost: the term at which a party breaks even in expectation. */
#include "analysis/contract_case.h"

#include "economics/contract.h"
#include "economics/saving.h"

#include <math.h>

const char *const fair_term_name[N_FAIR_TERMS] = {
    [FAIR_GUARANTEED] = "guaranteed",
    [FAIR_SHARE] = "share",
    [FAIR_LINKED] = "guaranteed_and_rest_shared",
};
const char *const fair_party_name[N_FAIR_PARTIES] = {
    [FAIR_INVESTOR] = "investor_discounted",
    [FAIR_MUNICIPALITY] = "municipality_follow_up",
    [FAIR_LATER] = "municipality_to_horizon_discounted",
};

static ContractTerms with_term(const ContractTerms *terms, FairTerm term, double value)
{
    ContractTerms changed = *terms;
    if (term != FAIR_SHARE) changed.guaranteed = value;
    if (term == FAIR_SHARE) changed.share = value;
    if (term == FAIR_LINKED) changed.share = 1 - value;
    return changed;
}

/* A party's mean net without any payment, and what a krona paid does to it. */
typedef struct {
    double without, per_krona;
} Net;

static Net net_of(const ContractDraws *draws, const ContractCase *replicate, FairParty party)
{
    double discount = draws->settled_discount, without = 0;
    if (party == FAIR_INVESTOR) return (Net){-draws->drawn_discounted, discount};
    double per_krona = party == FAIR_LATER ? -discount : -1;
    for (int r = 0; r < draws->n_replicates; r++) {
        const ContractCase *made = &replicate[r];
        double net = party == FAIR_LATER ? made->later : made->municipality;
        without += (net - per_krona * made->paid) / draws->n_replicates;
    }
    return (Net){without, per_krona};
}

static double mean_net(const ContractDraws *draws, const ContractCase *replicate, const Net *net,
                       const ContractTerms *terms)
{
    double paid = 0;
    for (int r = 0; r < draws->n_replicates; r++)
        paid += contract_paid(terms, replicate[r].measured, replicate[r].met);
    return net->without + net->per_krona * paid / draws->n_replicates;
}

/* Neither gain nor loss: rounding is none. */
static bool is_even(double net)
{
    return saving_is_back(net) && saving_is_back(-net);
}

/* The value from 0 to 1 at which the net changes its sign; NAN when it does not. An end at which the party
 * breaks even to the öre is the value, whatever the sign of what rounding left. */
static void find_fair(const ContractDraws *draws, const ContractCase *replicate, const Net *net,
                      ContractFair *fair)
{
    enum { HALVINGS = 40 };
    const ContractTerms *terms = &draws->contract->terms;
    double low = 0, high = 1;
    ContractTerms at_0 = with_term(terms, fair->term, 0), at_1 = with_term(terms, fair->term, 1);
    fair->net = mean_net(draws, replicate, net, terms);
    fair->net_at_0 = mean_net(draws, replicate, net, &at_0);
    fair->net_at_1 = mean_net(draws, replicate, net, &at_1);
    fair->value = is_even(fair->net_at_0) ? 0 : is_even(fair->net_at_1) ? 1 : NAN;
    if (!isnan(fair->value) || (fair->net_at_0 > 0) == (fair->net_at_1 > 0)) return;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        ContractTerms tried = with_term(terms, fair->term, middle);
        double found = mean_net(draws, replicate, net, &tried);
        *((found > 0) == (fair->net_at_1 > 0) ? &high : &low) = middle;
    }
    fair->value = (low + high) / 2;
}

void contract_fair(const ContractDraws *draws, const ContractCase *replicate, ContractFair *fair)
{
    for (int party = 0; party < N_FAIR_PARTIES; party++) {
        Net net = net_of(draws, replicate, (FairParty)party);
        for (int term = 0; term < N_FAIR_TERMS; term++) {
            ContractFair *row = &fair[term * N_FAIR_PARTIES + party];
            *row = (ContractFair){.term = (FairTerm)term, .party = (FairParty)party};
            find_fair(draws, replicate, &net, row);
        }
    }
}

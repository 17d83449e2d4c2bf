#include "analysis/headline.h"

#include "analysis/boards.h"
#include "analysis/payback.h"
#include "analysis/summary.h"
#include "economics/saving.h"

#include <math.h>
#include <string.h>

const char *const verdict_name[N_VERDICTS] = {[VERDICT_FOR] = "for",
                                              [VERDICT_AGAINST] = "against",
                                              [VERDICT_UNDECIDED] = "undecided",
                                              [VERDICT_WEAK] = "weak"};

Verdict headline_verdict(const Economics *economics, double back, double back_halved,
                         double back_doubled, double weak_share)
{
    if (back <= economics->limit_against && back_doubled <= economics->limit_for_halved)
        return VERDICT_AGAINST;
    if (weak_share > economics->limit_weak) return VERDICT_WEAK;
    if (back >= economics->limit_for && back_halved >= economics->limit_for_halved)
        return VERDICT_FOR;
    return VERDICT_UNDECIDED;
}

static double share_back(const Evaluation *evaluation, int variant, int years, double otherwise)
{
    const double *net = evaluation->variant[variant];
    int back = 0;
    if (!net) return otherwise;
    for (int w = 0; w < evaluation->n_worlds; w++) {
        double sum = 0;
        for (int y = 0; y < years; y++)
            sum += net[(size_t)y * (size_t)evaluation->n_worlds + (size_t)w];
        back += saving_is_back(sum);
    }
    return (double)back / evaluation->n_worlds;
}

/* The municipality's released saving before programme cost, with luck. */
static Status find_saving(const Round *round, const Accounts *accounts, Headline *headline)
{
    Status status = STATUS_OK;
    const Evaluation *evaluation = round->evaluation;
    Arena scratch = {0};
    double *saving, *cost, *space;
    int years = verdict_years(evaluation->study);
    int per_world = evaluation->study->simulation.replicates_per_world;
    ARENA_TRY(&scratch, saving, evaluation->n_replicates);
    ARENA_TRY(&scratch, space, evaluation->n_replicates);
    ARENA_TRY(&scratch, cost, evaluation->n_worlds);
    payback_after(evaluation, accounts, accounts->municipality, BASIS_RELEASED, UNCERTAINTY_LUCK,
                  years, saving);
    summary_cost(evaluation, accounts, accounts->municipality, years, cost);
    for (int i = 0; i < evaluation->n_replicates; i++) saving[i] += cost[i / per_world];
    headline->saving_10 = round_spread(round, saving, space);
out:
    arena_free(&scratch);
    return status;
}

static double share_by_luck(const Round *round, int mark)
{
    const double *net = round->evaluation->by_luck[mark];
    size_t back = 0;
    if (!net) return NAN;
    for (int i = 0; i < round->evaluation->n_replicates; i++) back += saving_is_back(net[i]);
    return round_count(round, back) / round_replicates(round);
}

Status headline_luck(const Round *round, const Accounts *accounts, Findings *findings)
{
    for (int i = 0; i < N_MARKS; i++) findings->headline.by_luck[i] = share_by_luck(round, i);
    return find_saving(round, accounts, &findings->headline);
}

/* The same saving's mean, from knowledge alone. */
static Status fill_mean(const Evaluation *evaluation, const Accounts *accounts, int years,
                        double known_net, Headline *headline)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    double *cost;
    ARENA_TRY(&scratch, cost, evaluation->n_worlds);
    summary_cost(evaluation, accounts, accounts->municipality, years, cost);
    headline->saving_years = years;
    headline->saving_mean = known_net;
    for (int w = 0; w < evaluation->n_worlds; w++)
        headline->saving_mean += cost[w] / evaluation->n_worlds;
out:
    arena_free(&scratch);
    return status;
}

static void fill_cost(const Evaluation *evaluation, Headline *headline)
{
    const Study *study = evaluation->study;
    for (int i = 0; i < study->n_programme_costs; i++) {
        const ProgrammeCost *cost = &study->programme_cost[i];
        headline->programme_cost += summary_cost_mean(evaluation, i) *
                                    (cost->year_to - cost->year_from + 1);
        if (cost->year_to > headline->last_cost_year) headline->last_cost_year = cost->year_to;
    }
}

static void fill_counts(const Study *study, bool arms_differ, Headline *headline)
{
    headline->n_parameters = study->n_parameters;
    for (int i = 0; i < study->n_parameters; i++)
        headline->n_weak_parameters += study->parameter[i].provenance.grade >= GRADE_D;
    headline->untreated_told = study->n_groups > 0;
    for (int g = 0; g < study->n_groups; g++)
        headline->untreated_told &= study->group[g].untouched || study->group[g].n_untreated > 0;
    headline->has_effects = study->n_effects > 0 || arms_differ;
}

/* Next to nothing is saved: then what part of it rests on guesses, or comes after any follow-up, tells
 * nothing of the programme. Beside what the programme costs, less than a hundredth is next to nothing.
 * A programme that costs the municipality nothing sets no such scale, and every krona is gained; so there
 * only 0 is nothing, as exactly as a sum of kronor tells it. */
static bool saves_nothing(const Evidence *evidence)
{
    static const double LEAST_PART = 0.01, HALF_AN_ORE = 0.005;
    return evidence->saved < fmax(LEAST_PART * evidence->cost, HALF_AN_ORE);
}

Status headline_fill(const Evaluation *evaluation, const Accounts *accounts,
                     const Evidence *evidence, Findings *findings)
{
    Status status = STATUS_OK;
    const Study *study = evaluation->study;
    int years = verdict_years(study);
    Headline *headline = &findings->headline;
    Spread saving = headline->saving_10;
    double weak = evidence->value[GRADE_D] + evidence->value[GRADE_E];
    bool nothing = saves_nothing(evidence);
    double by_luck[N_MARKS];
    memcpy(by_luck, headline->by_luck, sizeof by_luck);
    *headline = (Headline){.saving_10 = saving,
                           .participants = evaluation->setup.plan.n_people,
                           .municipality = accounts->municipality,
                           .region = accounts->region,
                           .state = accounts->state,
                           .public_sector = accounts->public_sector,
                           .society = accounts->society,
                           .naive_payback = evidence->naive_payback,
                           .weak_value_share = nothing ? NAN : weak,
                           .weak_variance_share = evidence->variance[GRADE_D] +
                                                  evidence->variance[GRADE_E],
                           .shock_variance_share = evidence->course,
                           .beyond_follow_up_share = nothing ? NAN : evidence->beyond_follow_up};
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        for (int i = 0; i < N_MARKS; i++) {
            const PaybackRow *row = payback_row(findings, accounts->municipality, BASIS_RELEASED,
                                                (Uncertainty)u, mark_year[i]);
            headline->back[u][i] = row ? row->share_nonnegative : NAN;
        }
    }
    memcpy(headline->by_luck, by_luck, sizeof by_luck);
    const PaybackRow *known = payback_row(findings, accounts->municipality, BASIS_RELEASED,
                                          UNCERTAINTY_KNOWLEDGE, years);
    double back = known->share_nonnegative;
    headline->back_halved = share_back(evaluation, VARIANT_HALVED, years, back);
    headline->back_doubled = share_back(evaluation, VARIANT_DOUBLED, years, back);
    headline->verdict = headline_verdict(&study->economics, back, headline->back_halved,
                                         headline->back_doubled, weak);
    boards_sharing(accounts, years, findings, headline);
    fill_cost(evaluation, headline);
    fill_counts(study, evaluation->setup.plan.arms_differ, headline);
    TRY(fill_mean(evaluation, accounts, years, known->spread.mean, headline));
out:
    return status;
}

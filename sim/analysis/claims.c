/* claims.c: what was claimed and what was documented, beside what is simulated. */
#include "analysis/claims.h"

#include <math.h>
#include <string.h>

/* People kept out of the state: expected entrants without the programme less those with it. */
static void simulate_claim(const Round *round, ClaimRow *row, double *value, double *scratch)
{
    const Evaluation *evaluation = round->evaluation;
    size_t n = (size_t)evaluation->n_replicates;
    const uint32_t *baseline = evaluation->entered[ARM_BASELINE] + (size_t)row->state * n;
    const uint32_t *treated = evaluation->entered[ARM_INTERVENTION] + (size_t)row->state * n;
    for (size_t i = 0; i < n; i++) value[i] = baseline[i];
    double expected = round_sum(round, value, n) / round_replicates(round);
    for (size_t i = 0; i < n; i++) value[i] = treated[i];
    Spread spread = round_spread(round, value, scratch);
    row->simulated = expected - spread.mean;
    row->simulated_p05 = expected - spread.p95;
    row->simulated_p95 = expected - spread.p05;
}

Status claims_table(const Round *round, Findings *findings)
{
    Status status = STATUS_OK;
    const Evaluation *evaluation = round->evaluation;
    const Study *study = evaluation->study;
    Arena scratch_arena = {0};
    double *value, *scratch;
    if (!findings->claim) ARENA_TRY(&findings->arena, findings->claim, study->n_claims);
    ClaimRow *row = findings->claim;
    ARENA_TRY(&scratch_arena, value, evaluation->n_replicates);
    ARENA_TRY(&scratch_arena, scratch, evaluation->n_replicates);
    for (int i = 0; i < study->n_claims; i++) {
        const Claim *claim = &study->claim[i];
        double unit_cost = claim->unit_cost * claim->price_factor;
        row[i] = (ClaimRow){claim->item,
                            claim->payer,
                            claim->year,
                            claim->state,
                            claim->count,
                            unit_cost,
                            claim->count * unit_cost,
                            NAN,
                            NAN,
                            NAN};
        if (claim->state != ANY) simulate_claim(round, &row[i], value, scratch);
    }
    findings->n_claims = study->n_claims;
out:
    arena_free(&scratch_arena);
    return status;
}

/* ---- documented results ---- */

/* How near two numbers are the same: a share of people is a fraction, kronor are sums. */
static const double SAME = 1e-9;

/* The share of the cases below a value, half of those at it among them; scratch[n] is overwritten. */
static double percentile_of(const Round *round, const double *value, size_t n, double at,
                            double *scratch)
{
    double near = SAME * (1 + fabs(at));
    for (size_t i = 0; i < n; i++)
        scratch[i] = value[i] < at - near ? 1 : (value[i] <= at + near ? 0.5 : 0);
    return round_sum(round, scratch, n) / round_replicates(round);
}

static double chance_of(const Round *round, const double *value, size_t n, double low, double high)
{
    size_t within = 0;
    for (size_t i = 0; i < n; i++) {
        double near = SAME * (1 + fabs(value[i]));
        within += value[i] >= low - near && value[i] <= high + near;
    }
    return round_count(round, within) / round_replicates(round);
}

static void fill_side(const Round *round, int side, double *value, double *scratch,
                      DocumentedRow *row)
{
    const Evaluation *evaluation = round->evaluation;
    const Documented *of = &evaluation->study->documented[row->documented];
    size_t n = (size_t)evaluation->n_replicates;
    bool known = !isnan(of->value), bounds = !(of->low == of->high);
    memcpy(value, evaluation->documented[side] + (size_t)row->documented * n, n * sizeof *value);
    row->percentile[side] = known ? percentile_of(round, value, n, of->value, scratch) : NAN;
    row->chance[side] = bounds ? chance_of(round, value, n, of->low, of->high) : NAN;
    row->spread[side] = round_spread(round, value, scratch);
}

Status documented_table(const Round *round, Findings *findings)
{
    Status status = STATUS_OK;
    const Evaluation *evaluation = round->evaluation;
    Arena arena = {0};
    double *value, *scratch;
    int n = evaluation->study->n_documented;
    if (!findings->documented) ARENA_TRY(&findings->arena, findings->documented, n);
    ARENA_TRY(&arena, value, evaluation->n_replicates);
    ARENA_TRY(&arena, scratch, evaluation->n_replicates);
    for (int d = 0; d < n; d++) {
        findings->documented[d].documented = d;
        for (int side = 0; side < N_DOCUMENTS_SIDES; side++)
            fill_side(round, side, value, scratch, &findings->documented[d]);
    }
    findings->n_documented = n;
out:
    arena_free(&arena);
    return status;
}

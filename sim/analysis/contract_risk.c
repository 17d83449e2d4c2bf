/* Who carries which risk: the variance of a party's money, parted by what it comes from.
 *
 * In one world the luck of the participants, the luck of the comparison group and how like they are, are
 * independent; so every simulated cohort is crossed with every simulated group, and both with the bias drawn
 * in every world of the block: a three-way layout whose variance components the mean squares give without bias (crossed
 * random effects; Searle, Casella and McCulloch, Variance Components, 1992, ch. 4). What remains between
 * worlds is knowledge, less what the means of so few cases still hold of the rest. */
#include "analysis/contract_case.h"

#include <math.h>

enum { MOST_COHORTS = 6, BIASES = WORLDS_PER_BLOCK };

typedef struct {
    int n; /* cohorts, and groups; biases are BIASES */
    double value[MOST_COHORTS][MOST_COHORTS][BIASES];
} Cross;

/* Components of one world, and what luck leaves of variance in its mean; of the bias there is hardly any,
 * since it is stratified over the block. */
typedef struct {
    double mean, participants, compared, bias, together, of_mean;
} Parts;

static double value_of(const ContractCase *made, Bearer bearer)
{
    const double value[N_BEARERS] = {[BEARER_INVESTOR] = made->investor,
                                     [BEARER_MUNICIPALITY] = made->municipality,
                                     [BEARER_ALONE] = made->alone,
                                     [BEARER_MEASURED] = made->measured};
    return value[bearer];
}

static void fill(const ContractDraws *draws, Bearer bearer, int world, Cross *cross)
{
    int block = world / WORLDS_PER_BLOCK, first = world * draws->per_world;
    cross->n = draws->per_world < MOST_COHORTS ? draws->per_world : MOST_COHORTS;
    for (int i = 0; i < cross->n; i++) {
        for (int j = 0; j < cross->n; j++) {
            for (int b = 0; b < BIASES; b++) {
                ContractCase made = contract_case(draws, first + i, first + j,
                                                  draws->factor[block * WORLDS_PER_BLOCK + b]);
                cross->value[i][j][b] = value_of(&made, bearer);
            }
        }
    }
}

/* The mean over cells of the squared means that are left when only some axes are kept (bit 0: cohorts, 1:
 * groups, 2: biases). */
static double margin_square(const Cross *cross, unsigned kept)
{
    int n[3] = {cross->n, cross->n, BIASES}, cells = 1, others = 1;
    double margin[MOST_COHORTS * MOST_COHORTS * BIASES] = {0}, sum = 0;
    for (int axis = 0; axis < 3; axis++) *(kept >> axis & 1 ? &cells : &others) *= n[axis];
    for (int i = 0; i < n[0]; i++) {
        for (int j = 0; j < n[1]; j++) {
            for (int b = 0; b < n[2]; b++) {
                int cell = 0;
                if (kept & 1) cell = i;
                if (kept & 2) cell = cell * n[1] + j;
                if (kept & 4) cell = cell * n[2] + b;
                margin[cell] += cross->value[i][j][b] / others;
            }
        }
    }
    for (int cell = 0; cell < cells; cell++) sum += margin[cell] * margin[cell] / cells;
    return sum;
}

/* Sums of squares by inclusion and exclusion of margins, mean squares, components. */
static Parts part(Cross *cross)
{
    Parts parts = {0};
    double square[8], n = cross->n, k = BIASES;
    for (int i = 0; i < cross->n; i++)
        for (int j = 0; j < cross->n; j++)
            for (int b = 0; b < BIASES; b++) parts.mean += cross->value[i][j][b] / (n * n * k);
    for (int i = 0; i < cross->n; i++)
        for (int j = 0; j < cross->n; j++)
            for (int b = 0; b < BIASES; b++) cross->value[i][j][b] -= parts.mean;
    for (unsigned kept = 0; kept < 8; kept++) square[kept] = margin_square(cross, kept);
    double all = n * n * k;
    double ms_p = all * square[1] / (n - 1), ms_q = all * square[2] / (n - 1);
    double ms_b = all * square[4] / (k - 1);
    double ms_pq = all * (square[3] - square[1] - square[2]) / ((n - 1) * (n - 1));
    double ms_pb = all * (square[5] - square[1] - square[4]) / ((n - 1) * (k - 1));
    double ms_qb = all * (square[6] - square[2] - square[4]) / ((n - 1) * (k - 1));
    double ms_pqb = all *
                    (square[7] - square[3] - square[5] - square[6] + square[1] + square[2] +
                     square[4]) /
                    ((n - 1) * (n - 1) * (k - 1));
    double pq = (ms_pq - ms_pqb) / k, pb = (ms_pb - ms_pqb) / n, qb = (ms_qb - ms_pqb) / n;
    parts.participants = (ms_p - ms_pq - ms_pb + ms_pqb) / (n * k);
    parts.compared = (ms_q - ms_pq - ms_qb + ms_pqb) / (n * k);
    parts.bias = (ms_b - ms_pb - ms_qb + ms_pqb) / (n * n);
    parts.together = pq + pb + qb + ms_pqb;
    parts.of_mean = (parts.participants + parts.compared) / n + pq / (n * n);
    return parts;
}

bool contract_risk(const ContractDraws *draws, Bearer bearer, ContractRisk *risk)
{
    Cross cross;
    double centre = 0, squares = 0, of_mean = 0;
    int n = draws->n_worlds;
    *risk = (ContractRisk){.sd = NAN};
    if (draws->per_world < 2) return false;
    for (int w = 0; w < n; w++) {
        fill(draws, bearer, w, &cross);
        Parts parts = part(&cross);
        double away = parts.mean - centre;
        centre += away / (w + 1);
        squares += away * (parts.mean - centre);
        of_mean += parts.of_mean / n;
        risk->variance[RISK_PARTICIPANTS] += parts.participants / n;
        risk->variance[RISK_COMPARED] += parts.compared / n;
        risk->variance[RISK_BIAS] += parts.bias / n;
        risk->variance[RISK_TOGETHER] += parts.together / n;
    }
    risk->variance[RISK_KNOWLEDGE] = squares / (n - 1) - of_mean;
    double all = 0;
    for (int i = 0; i < N_RISKS; i++) all += risk->variance[i];
    risk->sd = all > 0 ? sqrt(all) : 0;
    return true;
}

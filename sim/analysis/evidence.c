#include "analysis/evidence.h"

#include "analysis/payback.h"
#include "analysis/spread.h"
#include "economics/saving.h"
#include "model/grades.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const Evaluation *evaluation;
    const Accounts *accounts;
    Worker worker;
    double *value;  /* [n_parameters] medians */
    double *scale;  /* [n_effects] */
    double *saving; /* [year] municipal released */
    Arena arena;
} Desk;

static bool municipal(const Desk *desk, int payer)
{
    return desk->accounts
        ->member[desk->accounts->municipality * desk->evaluation->study->model.n_payers + payer];
}

/* The municipality's released saving by year at the medians, letting in effects and costs of grades up
 * to `worst`, effect years after follow-up only with grade E. Returns its sum. */
static Status save_with(Desk *desk, Grade worst, bool cut, double *sum)
{
    Status status = STATUS_OK;
    const Study *study = desk->evaluation->study;
    for (int e = 0; e < study->n_effects; e++)
        desk->scale[e] = effect_value_grade(study, &study->effect[e]) <= worst ? 1 : 0;
    EffectVariant variant = {desk->scale, cut};
    TRY(worker_enter(&desk->worker, -1, desk->value, &variant, worst));
    worker_saving(&desk->worker);
    *sum = 0;
    for (int y = 0; y < desk->evaluation->n_years; y++) {
        desk->saving[y] = 0;
        for (int p = 0; p < study->model.n_payers; p++) {
            if (municipal(desk, p))
                desk->saving[y] += desk->worker.released[p * desk->evaluation->n_years + y];
        }
        *sum += desk->saving[y];
    }
out:
    return status;
}

/* Of nothing there is no share. */
static double share_of(double part, double total)
{
    return total > 0 ? part / total : NAN;
}

static Status share_by_grade(Desk *desk, Evidence *evidence)
{
    Status status = STATUS_OK;
    double before = 0, total = 0;
    for (Grade g = GRADE_A; g < N_GRADES; g++) {
        double sum;
        TRY(save_with(desk, g, g < GRADE_E, &sum));
        evidence->value[g] = fabs(sum - before);
        total += evidence->value[g];
        before = sum;
    }
    for (Grade g = GRADE_A; g < N_GRADES; g++)
        evidence->value[g] = share_of(evidence->value[g], total);
out:
    return status;
}

/* The programme cost now with the worker. */
static double municipal_cost(const Desk *desk)
{
    int n_years = desk->evaluation->n_years;
    double sum = 0;
    for (int p = 0; p < desk->evaluation->study->model.n_payers; p++) {
        for (int y = 0; y < n_years && municipal(desk, p); y++)
            sum += desk->worker.cost[p * n_years + y];
    }
    return sum;
}

/* The saving now in desk->saving, by years. */
static void share_by_years(const Desk *desk, Evidence *evidence)
{
    static const int last[4] = {5, 10, 20, 1 << 20};
    double total = 0;
    for (int y = 0; y < desk->evaluation->n_years; y++) {
        int i = 0;
        while (y + 1 > last[i]) i++;
        evidence->years[i] += fabs(desk->saving[y]);
        total += fabs(desk->saving[y]);
    }
    for (int i = 0; i < 4; i++) evidence->years[i] = share_of(evidence->years[i], total);
    evidence->saved = total;
}

/* The last programme year that a study of any effect saw: what a year since entry changes is seen at
 * its end, where the next one begins. */
static int last_seen_year(const Study *study)
{
    int seen = 0, enter = 1;
    for (int e = 0; e < study->n_effects; e++) {
        if (study->effect[e].followed_until > seen) seen = study->effect[e].followed_until;
    }
    for (int g = 0; g < study->n_groups; g++) {
        if (!study->group[g].untouched && study->group[g].enter_to > enter)
            enter = study->group[g].enter_to;
    }
    return seen ? seen + enter : 0;
}

static Status share_beyond(Desk *desk, Evidence *evidence)
{
    Status status = STATUS_OK;
    double sum, total = 0, seen = 0;
    int last = last_seen_year(desk->evaluation->study);
    for (int y = 0; y < desk->evaluation->n_years; y++) total += fabs(desk->saving[y]);
    TRY(save_with(desk, GRADE_E, true, &sum));
    for (int y = 0; y < desk->evaluation->n_years && y < last; y++) seen += fabs(desk->saving[y]);
    evidence->beyond_follow_up = total > 0 ? fmax(0, 1 - seen / total) : NAN;
out:
    return status;
}

static double correlation(const double *x, const double *y, size_t n)
{
    double mean_x, sd_x, mean_y, sd_y, sum = 0;
    spread_moments(x, n, &mean_x, &sd_x);
    spread_moments(y, n, &mean_y, &sd_y);
    if (sd_x <= 0 || sd_y <= 0) return 0;
    for (size_t i = 0; i < n; i++) sum += (x[i] - mean_x) * (y[i] - mean_y);
    return sum / ((double)(n - 1) * sd_x * sd_y);
}

/* Half the mean squared difference between two courses of years, as a share of the variance. */
static double course_share(const Evaluation *evaluation, const double *saving)
{
    const double *other = evaluation->other_course;
    int n = evaluation->n_worlds, n_pairs = 0;
    double mean, sd, squares = 0;
    if (!other) return NAN;
    spread_moments(saving, (size_t)n, &mean, &sd);
    for (int w = 0; w < n; w += evaluation->course_every, n_pairs++)
        squares += (saving[w] - other[w]) * (saving[w] - other[w]);
    return sd > 0 ? fmin(1, squares / (2 * (double)n_pairs) / (sd * sd)) : NAN;
}

static Status share_variance(const Desk *desk, int years, Evidence *evidence)
{
    const Evaluation *evaluation = desk->evaluation;
    size_t n = (size_t)evaluation->n_worlds;
    double *saving = malloc(n * sizeof *saving), sum = 0, mean, sd;
    if (!saving) return STATUS_MEMORY;
    payback_after(evaluation, desk->accounts, desk->accounts->municipality, BASIS_RELEASED,
                  UNCERTAINTY_KNOWLEDGE, years, saving);
    for (int i = 0; i < evaluation->study->n_parameters; i++) {
        const Parameter *parameter = &evaluation->study->parameter[i];
        double r = correlation(evaluation->parameter + (size_t)i * n, saving, n);
        double part = fmax(0, r * r - 1 / (double)(n - 1));
        evidence->variance[parameter->provenance.grade] += part;
        sum += part;
    }
    evidence->course = course_share(evaluation, saving);
    spread_moments(saving, n, &mean, &sd);
    free(saving);
    double room = isnan(evidence->course) ? 1 : 1 - evidence->course; /* what parameters leave */
    for (Grade g = GRADE_A; g < N_GRADES && sum > room; g++) evidence->variance[g] *= room / sum;
    evidence->interplay = sum > 0 && sum < room ? room - sum : 0;
    if (sd > 0) return STATUS_OK;
    for (Grade g = GRADE_A; g < N_GRADES; g++) evidence->variance[g] = NAN;
    evidence->interplay = NAN;
    return STATUS_OK;
}

/* ---- the naive payback ---- */

static double municipal_price(const Desk *desk, int price_row)
{
    const PricePlan *prices = &desk->evaluation->setup.prices;
    double sum = 0;
    for (int p = 0; p < desk->evaluation->study->model.n_payers; p++) {
        if (municipal(desk, p))
            sum += flow_table_row(&desk->worker.prices.price, price_row)[prices->full_of[p]];
    }
    return sum;
}

/* What people cost in a state in the year after so many years there, at a track's first age. */
static double start_price(const Desk *desk, const Track *track, int state, int years)
{
    const Plan *plan = &desk->evaluation->setup.plan;
    const AgePlan *at = plan_age(plan, track->age);
    int node = plan_node(plan, track->age, state, years, 0);
    return municipal_price(desk, at->cell_price[ARM_BASELINE][at->cell[track->sex][node]]);
}

/* What a track's people cost in their start states, held for as long as those states are open; what
 * entering them cost is paid once. */
static void add_before(const Desk *desk, const Track *track, double *kronor)
{
    const Plan *plan = &desk->evaluation->setup.plan;
    for (int s = track->first_start; s < track->first_start + track->n_starts; s++) {
        const StartCell *cell = &plan->start[s];
        const State *state = &plan->model->state[cell->state];
        if (!state->exclusion) continue;
        double first = start_price(desk, track, cell->state, cell->years);
        double later = start_price(desk, track, cell->state, cell->years + 1);
        for (int k = 0; track->age + k <= state->age_to; k++) {
            int year = track->enter - 1 + k;
            if (year < desk->evaluation->n_years)
                kronor[year] += cell->n_people * (k == 0 ? first : later);
        }
    }
}

static void take_after(const Desk *desk, double *kronor)
{
    const Plan *plan = &desk->evaluation->setup.plan;
    for (int c = 0; c < plan->n_cohorts; c++) {
        const Cohort *cohort = &plan->cohort[c];
        for (int k = 0; k < cohort->n_years && cohort->enter - 1 + k < desk->evaluation->n_years;
             k++) {
            const AgePlan *at = plan_age(plan, cohort->age + k);
            for (int i = 0; i < at->n_cells; i++) {
                if (!plan->model->state[at->cell_state[i]].exclusion) continue;
                kronor[cohort->enter - 1 + k] -=
                    desk->worker.expected[ARM_INTERVENTION][cohort->first_cell[k] + i] *
                    municipal_price(desk, at->cell_price[ARM_INTERVENTION][i]);
            }
        }
    }
}

static Status find_naive(Desk *desk, Evidence *evidence)
{
    Status status = STATUS_OK;
    const Evaluation *evaluation = desk->evaluation;
    const Plan *plan = &evaluation->setup.plan;
    double *kronor = desk->saving;
    bool relapses;
    TRY(worker_enter(&desk->worker, -1, desk->value, NULL, N_GRADES));
    memset(kronor, 0, (size_t)evaluation->n_years * sizeof *kronor);
    for (int t = 0; t < plan->n_tracks; t++) add_before(desk, &plan->track[t], kronor);
    take_after(desk, kronor);
    for (int y = 0; y < evaluation->n_years; y++) {
        for (int p = 0; p < plan->model->n_payers; p++) {
            if (municipal(desk, p)) kronor[y] -= desk->worker.cost[p * evaluation->n_years + y];
        }
        if (y) kronor[y] += kronor[y - 1];
    }
    int last = accounts_last_cost_year(desk->accounts, evaluation->study,
                                       desk->accounts->municipality);
    evidence->naive_payback = payback_time(kronor, evaluation->n_years, last, &relapses);
out:
    return status;
}

Status evidence_find(const Evaluation *evaluation, const Accounts *accounts, int years,
                     Problems *problems, Evidence *evidence)
{
    Status status = STATUS_OK;
    const Study *study = evaluation->study;
    Desk desk = {.evaluation = evaluation, .accounts = accounts};
    *evidence = (Evidence){0};
    TRY(worker_init(&evaluation->setup, &desk.worker));
    ARENA_TRY(&desk.arena, desk.value, study->n_parameters);
    ARENA_TRY(&desk.arena, desk.scale, study->n_effects);
    ARENA_TRY(&desk.arena, desk.saving, evaluation->n_years);
    study_medians(study, desk.value);
    TRY(share_by_grade(&desk, evidence)); /* ends with everything let in */
    share_by_years(&desk, evidence);
    evidence->cost = municipal_cost(&desk);
    TRY(share_beyond(&desk, evidence));
    TRY(share_variance(&desk, years, evidence));
    TRY(find_naive(&desk, evidence));
out:
    problems_move(&desk.worker.problems, problems);
    worker_free(&desk.worker);
    arena_free(&desk.arena);
    return status;
}

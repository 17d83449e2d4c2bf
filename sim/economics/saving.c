#include "economics/saving.h"

#include <math.h>
#include <string.h>

/* A sum that lies so near below a whole number of steps is that number. */
static const double ROUNDING = 1e-9;

double saving_felt(const PricePlan *prices, int c, const double *avoided)
{
    const Channel *channel = &prices->channel[c];
    if (channel->kind != CHANNEL_STEP_KRONOR) return avoided[c];
    double cases = avoided[channel->cases];
    double steps = trunc(cases / channel->step * (1 + ROUNDING));
    return steps != 0 ? avoided[c] * channel->step * steps / cases : 0;
}

void saving_displaced(double displacement, const double *baseline, const double *intervention,
                      const double *early_death, int n, double *displaced)
{
    for (int i = 0; i < n; i++)
        displaced[i] = displacement * (baseline[i] - intervention[i] - early_death[i]);
}

/* What one year avoids, by channel; all corrections together may be NULL. */
static void avoid(const PricePlan *prices, const double *restrict baseline,
                  const double *restrict intervention, const double *restrict taken_off,
                  double *restrict avoided)
{
    int n = prices->n_channels;
    for (int c = 0; c < n; c++) avoided[c] = baseline[c] - intervention[c];
    for (int c = 0; c < n && taken_off; c++) avoided[c] -= taken_off[c];
}

void saving_compute(const PricePlan *prices, const double *baseline, const double *intervention,
                    const double *taken_off, int n_years, double *full, double *released)
{
    int n_payers = prices->plan->model->n_payers, n_channels = prices->n_channels;
    double avoided[MAX_CHANNELS];
    memset(released, 0, (size_t)(n_payers * n_years) * sizeof *released);
    for (int year = 0; year < n_years; year++) {
        int at = year * n_channels;
        avoid(prices, baseline + at, intervention + at, taken_off ? taken_off + at : NULL, avoided);
        for (int p = 0; p < n_payers; p++)
            full[p * n_years + year] = 0 + avoided[prices->full_of[p]]; /* nothing is 0, not -0 */
        for (int i = 0; i < prices->n_felt; i++) {
            int c = prices->felt[i], felt_in = year + prices->channel[c].delay;
            if (felt_in < n_years)
                released[prices->channel[c].payer * n_years + felt_in] += saving_felt(prices, c,
                                                                                      avoided);
        }
    }
}

static int line_of(const PricePlan *prices, int item, int payer)
{
    int l = 0;
    while (prices->ledger.line[l].item != item || prices->ledger.line[l].payer != payer) l++;
    return l;
}

void saving_steps(const PricePlan *prices, const double *baseline, const double *intervention,
                  int n_years, double *released)
{
    double avoided[MAX_CHANNELS];
    for (int year = 0; year < n_years; year++) {
        for (int c = 0; c < prices->n_channels; c++) {
            int i = year * prices->n_channels + c;
            avoided[c] = baseline[i] - intervention[i];
        }
        for (int c = 0; c < prices->n_channels; c++) {
            const Channel *channel = &prices->channel[c];
            int felt_in = year + channel->delay;
            if (channel->kind != CHANNEL_STEP_KRONOR || felt_in >= n_years) continue;
            int line = line_of(prices, channel->item, channel->payer);
            released[felt_in * prices->ledger.n_lines + line] -= saving_felt(prices, c, avoided);
        }
    }
}

void saving_not_counted(const PricePlan *prices, const double *baseline, const double *intervention,
                        const double *taken_off, const double *correction, int n_years,
                        double *full, double *released)
{
    int n_payers = prices->plan->model->n_payers, n_channels = prices->n_channels;
    double avoided[MAX_CHANNELS], counted[MAX_CHANNELS];
    for (int year = 0; year < n_years; year++) {
        int at = year * n_channels;
        const double *now = correction + at;
        avoid(prices, baseline + at, intervention + at, taken_off ? taken_off + at : NULL, avoided);
        for (int c = 0; c < n_channels; c++) counted[c] = avoided[c] - now[c];
        for (int p = 0; p < n_payers; p++) full[year * n_payers + p] += now[prices->full_of[p]];
        for (int i = 0; i < prices->n_felt; i++) {
            int c = prices->felt[i], felt_in = year + prices->channel[c].delay;
            if (felt_in < n_years)
                released[felt_in * n_payers + prices->channel[c].payer] +=
                    saving_felt(prices, c, avoided) - saving_felt(prices, c, counted);
        }
    }
}

void saving_programme_cost(const Study *study, const double *value, int n_years, double *cost)
{
    memset(cost, 0, (size_t)(study->model.n_payers * n_years) * sizeof *cost);
    for (int i = 0; i < study->n_programme_costs; i++) {
        const ProgrammeCost *row = &study->programme_cost[i];
        double amount = product_value(&row->amount, value) * row->price_factor;
        for (int year = row->year_from; year <= row->year_to && year <= n_years; year++)
            cost[row->payer * n_years + year - 1] += amount;
    }
}

double discount_factor(double rate, int year)
{
    return pow(1 + rate, -(year - 1));
}

double payback_time(const double *cumulative, int n_years, int last_cost_year, bool *relapses)
{
    *relapses = false;
    int first = last_cost_year < 1 ? 1 : last_cost_year, t = first;
    while (t <= n_years && !saving_is_back(cumulative[t - 1])) t++;
    if (t > n_years) return INFINITY;
    for (int later = t + 1; later <= n_years; later++)
        *relapses |= !saving_is_back(cumulative[later - 1]);
    if (t == first) return t;
    double before = cumulative[t - 2];
    return t - 1 + fmin(1, -before / (cumulative[t - 1] - before));
}

#include "economics/spending.h"

#include <math.h>

int spending_of(const Model *model, const Cost *cost)
{
    for (int r = 0; r < model->n_spendings; r++) {
        const Spending *row = &model->spending[r];
        for (int i = 0; i < row->n_items; i++) {
            if (row->item[i] == cost->item && row->payer == cost->payer) return r;
        }
    }
    return ANY;
}

void spending_amounts(const Study *study, const double *value, double *amount)
{
    for (int r = 0; r < study->model.n_spendings; r++) {
        const Spending *row = &study->model.spending[r];
        amount[r] = product_value(&row->amount, value) * row->price_factor;
    }
}

/* A sum that lies so near above the amount, in proportion, is the amount: savings that are within their own
 * limit already may come to it, and a batch reads them with seven digits. */
static const double ROUNDING = 1e-6;

double spending_part(double sum, double above_zero, double amount)
{
    double over = sum - amount;
    return over > ROUNDING * amount && above_zero > 0 ? fmin(1, over / above_zero) : 0;
}

/* Of one row in one year; the programmes' savings stand `stride` apart. */
static double part_beyond(const double *saved, int n_programmes, int stride, double amount)
{
    double above_zero = 0, sum = 0;
    for (int p = 0; p < n_programmes; p++) {
        sum += saved[p * stride];
        above_zero += fmax(0, saved[p * stride]);
    }
    return spending_part(sum, above_zero, amount);
}

bool spending_beyond(const double *saved, int n_programmes, int n_years, int n_rows,
                     const double *amount, double *beyond)
{
    bool any = false;
    for (int i = 0; i < n_years * n_rows; i++) {
        beyond[i] = part_beyond(saved + i, n_programmes, n_years * n_rows, amount[i % n_rows]);
        any |= beyond[i] > 0;
    }
    return any;
}

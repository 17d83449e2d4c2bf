#include "economics/contract.h"

#include <math.h>
#include <string.h>

double contract_break_even(const ContractTerms *terms)
{
    double left = (1 - terms->guaranteed) * terms->drawn;
    if (left <= 0) return 0;
    return terms->share > 0 ? left / terms->share : INFINITY;
}

ContractPayment contract_payment(const ContractTerms *terms, double saving, bool condition)
{
    ContractPayment payment = {.guaranteed = terms->guaranteed * terms->drawn};
    double back = contract_break_even(terms);
    if (saving > 0) payment.shared = fmin(terms->share * saving, terms->drawn - payment.guaranteed);
    if (saving > back && condition) payment.above = fmin(saving - back, terms->cap * terms->drawn);
    return payment;
}

double contract_paid(const ContractTerms *terms, double saving, bool condition)
{
    ContractPayment payment = contract_payment(terms, saving, condition);
    return payment.guaranteed + payment.shared + payment.above;
}

void contract_flows(const ContractTerms *terms, double paid, const double *cost,
                    const double *saved, int n_years, double *investor, double *municipality)
{
    double part = terms->drawn / (terms->drawn_to - terms->drawn_from + 1);
    for (int i = 0; i < n_years; i++) {
        double to_investor = i + 1 == terms->settled ? paid : 0;
        if (terms->drawn_from <= i + 1 && i + 1 <= terms->drawn_to) to_investor -= part;
        investor[i] = to_investor;
        municipality[i] = (saved ? saved[i] : 0) - cost[i] - to_investor;
    }
}

double contract_present_value(const double *flow, int n, double rate)
{
    double sum = 0;
    for (int i = n - 1; i >= 0; i--) sum = sum / (1 + rate) + flow[i];
    return sum;
}

/* From out to in, once. */
static bool changes_once(const double *flow, int n)
{
    int changes = 0, sign = 0;
    for (int i = 0; i < n; i++) {
        int next = (flow[i] > 0) - (flow[i] < 0);
        if (next == 0) continue;
        if (sign == 0 && next > 0) return false;
        changes += sign != 0 && next != sign;
        sign = next;
    }
    return changes == 1;
}

double contract_return(const double *flow, int n)
{
    enum { HALVINGS = 200 };
    if (!changes_once(flow, n)) return NAN;
    /* In x = 1 / (1 + rate) the value falls below zero at x = 0 and grows without bound. */
    double low = 0, high = 1;
    while (contract_present_value(flow, n, 1 / high - 1) < 0) high *= 2;
    for (int i = 0; i < HALVINGS && high - low > 1e-15 * high; i++) {
        double middle = (low + high) / 2;
        if (contract_present_value(flow, n, 1 / middle - 1) < 0)
            low = middle;
        else
            high = middle;
    }
    double rate = 1 / high - 1;
    return fabs(rate) < 1e-12 ? 0 : rate; /* the money back, but for rounding */
}

double contract_comparison_factor(double bias, double drift, double years, double regression)
{
    return bias * pow(1 + drift, -years) / (1 - regression);
}

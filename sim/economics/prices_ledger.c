/* The ledger of prices: kronor by year, payer and item. */
#include "economics/prices.h"

static void price_ledger(Prices *prices)
{
    const PricePlan *plan = prices->plan;
    if (prices->ledger_priced) return;
    flow_table_clear(&prices->ledger);
    for (int r = 0; r < plan->plan->n_price_rows; r++) {
        double *value = flow_table_row(&prices->ledger, r);
        for (int i = plan->leg_first[r]; i < plan->leg_first[r + 1]; i++) {
            const Leg *leg = &plan->leg[i];
            double amount = leg->sign * prices->amount[leg->cost];
            value[leg->ledger_full] += amount;
            if (leg->ledger_felt != ANY)
                value[leg->ledger_felt] += amount * prices->felt[leg->cost];
        }
    }
    prices->ledger_priced = true;
}

/* Adds what a column came to in a year to its line and to the one of those who moved away. */
static void add_column(const LedgerColumn *column, const FlowTable *table, double *line)
{
    double all = table->all[column->sum];
    if (column->moved_line == ANY) {
        line[column->line] += all;
        return;
    }
    double here = table->here[column->sum];
    if (!column->by_steps) line[column->line] += here;
    line[column->moved_line] += all - here;
}

void prices_ledger(Prices *prices, const Flows *flows, int n_years, double *full, double *released)
{
    const PricePlan *plan = prices->plan;
    price_ledger(prices);
    for (int year = 0; year < n_years; year++) {
        flows_sum(flows, year, &prices->ledger);
        for (int c = 0; c < plan->n_ledger_columns; c++) {
            const LedgerColumn *column = &plan->ledger_column[c];
            int in = year + column->delay;
            if (column->sum != ANY && in < n_years)
                add_column(column, &prices->ledger,
                           (column->is_felt ? released : full) + in * plan->n_lines);
        }
    }
}

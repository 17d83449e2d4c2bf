/* The ledger of prices: kronor by year, payer and item. */
#include "economics/prices.h"

static void fill_table(const Prices *prices)
{
    const PricePlan *plan = prices->plan;
    flow_table_clear(&prices->ledger);
    for (int r = 0; r < plan->plan->n_price_rows; r++) {
        double *value = flow_table_row(&prices->ledger, r);
        for (int i = plan->leg_first[r]; i < plan->leg_first[r + 1]; i++) {
            const Leg *leg = &plan->leg[i];
            double amount = leg->sign * prices->amount[leg->cost];
            value[leg->ledger_full] += amount;
            value[leg->ledger_felt] += amount * prices->felt[leg->cost];
        }
    }
}

/* Adds what a column came to in a year to its line and to the one of those who moved away. */
static void add_column(const LedgerColumn *column, double all, double here, double *line)
{
    if (column->moved_line == ANY) here = all;
    if (!column->by_steps) line[column->line] += here;
    if (column->moved_line != ANY) line[column->moved_line] += all - here;
}

void prices_ledger(const Prices *prices, const Flows *flows, int n_years, double *full,
                   double *released)
{
    const PricePlan *plan = prices->plan;
    const FlowTable *table = &prices->ledger;
    fill_table(prices);
    for (int year = 0; year < n_years; year++) {
        flows_sum(flows, year, table);
        for (int c = 0; c < plan->n_ledger_columns; c++) {
            const LedgerColumn *column = &plan->ledger_column[c];
            int in = year + column->delay;
            if (in < n_years)
                add_column(column, table->all[c], table->here[c],
                           (column->is_felt ? released : full) + in * plan->n_lines);
        }
    }
}

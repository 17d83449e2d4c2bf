/* The ledger of prices: kronor by year, payer and item. */
#include "economics/prices.h"

/* Doubles of a line of the cache; years after which most of what is felt later is felt. */
enum { LINE_OF_CACHE = 8, FELT_LATER = 2 };

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
            LegSums sums = plan->ledger.leg[i];
            value[sums.full] += amount;
            if (sums.felt != ANY) value[sums.felt] += amount * prices->felt[leg->cost];
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

/* Enters what a year came to, of n_years; full and released are that year's lines. */
static void enter_year(const LedgerPlan *plan, const FlowTable *table, int n_left, double *full,
                       double *released)
{
    const LedgerColumn *column = plan->column;
    const LedgerColumn *felt = column + plan->n_full, *rest = felt + plan->n_felt;
    const LedgerColumn *end = rest + plan->n_rest;
    for (; column < felt; column++) full[column->line] += table->all[column->sum];
    for (; column < rest; column++) {
        if (column->delay < n_left)
            released[column->delay * plan->n_lines + column->line] += table->all[column->sum];
    }
    for (; column < end; column++) {
        if (column->delay < n_left)
            add_column(column, table,
                       (column->is_felt ? released : full) + column->delay * plan->n_lines);
    }
}

/* The lines of a year that others will be entered in soon: between two worlds they leave the caches. */
static void fetch_lines(const LedgerPlan *plan, const double *lines)
{
    for (int l = 0; l < plan->n_lines; l += LINE_OF_CACHE) __builtin_prefetch(lines + l, 1);
}

void prices_ledger(Prices *prices, const Flows *flows, int n_years, double *full, double *released)
{
    const LedgerPlan *plan = &prices->plan->ledger;
    int n_lines = plan->n_lines;
    price_ledger(prices);
    for (int year = 0; year < n_years; year++) {
        int later = year + FELT_LATER < n_years ? year + FELT_LATER : n_years - 1;
        fetch_lines(plan, full + year * n_lines);
        fetch_lines(plan, released + later * n_lines);
        flows_sum(flows, year, &prices->ledger);
        enter_year(plan, &prices->ledger, n_years - year, full + year * n_lines,
                   released + year * n_lines);
    }
}

/* chart_fund.h: what the two charts of a fund have in common.
 * Read by chart_fund and chart_rules. */
#ifndef LIVSBANA_OUTPUT_CHART_FUND_H
#define LIVSBANA_OUTPUT_CHART_FUND_H

#include "output/chart.h"

enum { MOST_FUND_YEARS = 60 };

typedef struct {
    int first_year, n_years;
    double opening, average; /* kronor */
    const char *price_year;
} FundSettings;

/* False when the result tells no such years. */
bool fund_settings(const Result *result, FundSettings *settings);
/* The row of balance.csv of a rule and a year of the fund (0 is the first), or -1. */
int fund_row(const Result *result, const FundSettings *settings, const char *rule, int year);
/* The plot's place, and the axis of calendar years; the opening stands at the end of the year before. */
void fund_sheet(Chart *chart, const FundSettings *settings);
const char *fund_source(Chart *chart, Message remark);

#endif

#include "analysis/fund.h"

#include "analysis/fund_series.h"
#include "analysis/spread.h"

#include <math.h>
#include <string.h>

/* Columns to take spreads of: they are overwritten. */
typedef struct {
    const FundSeries *series;
    double *value, *scratch; /* [n_replicates] */
} Columns;

static Spread spread(const Columns *columns)
{
    return spread_of(columns->value, columns->scratch, (size_t)columns->series->n_replicates,
                     columns->series->n_blocks);
}

static Spread spread_column(const Columns *columns, const double *column)
{
    memcpy(columns->value, column, (size_t)columns->series->n_replicates * sizeof *column);
    return spread(columns);
}

/* Of left - right, replicate by replicate. */
static Spread spread_difference(const Columns *columns, const double *left, const double *right)
{
    for (int i = 0; i < columns->series->n_replicates; i++) columns->value[i] = left[i] - right[i];
    return spread(columns);
}

static void set_affordable(const Columns *columns, const double *balance, double average,
                           FundYearRow *row)
{
    int n = columns->series->n_replicates, none = 0, below = 0;
    for (int i = 0; i < n; i++) {
        columns->value[i] = floor(fmax(0, balance[i] + 0.005) / average);
        none += columns->value[i] < 1;
        below += balance[i] < -0.005;
    }
    row->none_affordable = (double)none / n;
    row->below_zero = (double)below / n;
    row->affordable = spread(columns);
}

static const double *balance_of(const FundSeries *series, int regime, int year)
{
    size_t row = (size_t)(regime * series->n_years + year);
    return series->balance + row * (size_t)series->n_replicates;
}

static Status year_table(const Columns *columns, FundFindings *findings)
{
    Status status = STATUS_OK;
    const FundSeries *series = columns->series;
    FundYearRow *row;
    ARENA_TRY(&findings->arena, row, N_REGIMES * series->n_years);
    findings->year = row;
    findings->n_years = N_REGIMES * series->n_years;
    for (int i = 0; i < findings->n_years; i++) {
        int regime = i / series->n_years, year = i % series->n_years;
        const double *balance = balance_of(series, regime, year);
        *row = (FundYearRow){
            .regime = (Regime)regime,
            .year = series->fund->first_year + year,
            .granted = series->granted[i],
            .returned = series->returned[i],
            .balance = spread_column(columns, balance),
            .cannot_pay = series->cannot_pay[i],
            .next_unpaid = series->next_unpaid[i],
            .further = series->further[i],
        };
        set_affordable(columns, balance, findings->average, row++);
    }
out:
    return status;
}

static void rule_table(const Columns *columns, FundFindings *findings)
{
    const FundSeries *series = columns->series;
    size_t n = (size_t)series->n_replicates;
    for (int r = 0; r < N_REGIMES; r++) {
        size_t at = (size_t)r * n, full = REGIME_FULL * n;
        findings->rule[r] = (FundRuleRow){
            .regime = (Regime)r,
            .balance = spread_column(columns, balance_of(series, r, series->n_years - 1)),
            .returned = spread_column(columns, series->returned_all + at),
            .programmes = spread_column(columns, series->programmes + at),
            .ever_short = series->ever_short[r],
            .less_returned = spread_difference(columns, series->brought + full,
                                               series->brought + at),
            .less_programmes = spread_difference(columns, series->programmes + full,
                                                 series->programmes + at),
        };
    }
}

static Status board_table(const Columns *columns, FundFindings *findings)
{
    Status status = STATUS_OK;
    const FundSeries *series = columns->series;
    size_t n = (size_t)series->n_replicates;
    FundBoardRow *row;
    ARENA_TRY(&findings->arena, row, series->n_boards * (series->n_years + 1));
    findings->board = row;
    for (int b = 0; b < series->n_boards; b++) {
        double cut = 0, fall = 0;
        for (int year = 0; year < series->n_years; year++) {
            int c = b * series->n_years + year;
            *row++ = (FundBoardRow){series->board[b],
                                    series->fund->first_year + year,
                                    series->cut[c],
                                    series->fall[c],
                                    series->not_fallen[c],
                                    series->beyond[c],
                                    spread_column(columns, series->uncovered + (size_t)c * n)};
            cut += series->cut[c];
            fall += series->fall[c];
        }
        *row++ = (FundBoardRow){series->board[b],
                                ANY,
                                cut,
                                fall,
                                series->not_fallen_all[b],
                                series->beyond_all[b],
                                spread_column(columns, series->uncovered_all + (size_t)b * n)};
    }
    findings->n_boards = (int)(row - findings->board);
out:
    return status;
}

/* What the boards are expected to save from a start in the grant's own year to the fund's last. */
static double expected_of(const FundSeries *series, int g)
{
    const FundGrant *grant = &series->fund->grant[g];
    const double *expected = series->expected + g * series->n_boards * series->n_years;
    double sum = 0;
    for (int b = 0; b < series->n_boards; b++) {
        for (int k = 0; grant->year + k < series->n_years; k++)
            sum += expected[b * series->n_years + k];
    }
    return sum;
}

static Status grant_table(const FundSeries *series, FundFindings *findings)
{
    Status status = STATUS_OK;
    const Fund *fund = series->fund;
    FundGrantRow *row;
    ARENA_TRY(&findings->arena, row, fund->n_grants);
    findings->grant = row;
    for (int g = 0; g < fund->n_grants; g++) {
        const FundGrant *grant = &fund->grant[g];
        bool made = series->made[g] > 0;
        *row++ = (FundGrantRow){
            .grant = grant,
            .study = &fund->study[grant->study],
            .expected = expected_of(series, g),
            .saved = series->saved[g],
            .returned = series->given_back[g],
            .made = series->made[g],
            .on_time = series->on_time[g],
            .start = made ? fund->first_year + series->start[g] : NAN,
        };
    }
out:
    return status;
}

static Status limited_table(const FundSeries *series, FundFindings *findings)
{
    Status status = STATUS_OK;
    int n_rows = series->rows.n, n_years = series->n_years;
    LimitedYear *row;
    ARENA_TRY(&findings->arena, row, n_rows * n_years);
    findings->limited = row;
    for (int i = 0; i < n_rows * n_years; i++) {
        int of = i / n_years, year = i % n_years, at = year * n_rows + of;
        *row++ = (LimitedYear){.of = series->rows.row[of],
                               .year = series->fund->first_year + year,
                               .saved = series->limited_saved[at],
                               .spent = series->limited_spent[of],
                               .beyond = series->limited_beyond[at],
                               .share_beyond = series->limited_share[at]};
    }
    findings->n_limited = n_rows * n_years;
out:
    return status;
}

Status fund_findings(const Fund *fund, const RunOptions *options, Problems *problems,
                     FundFindings *findings)
{
    Status status = STATUS_OK;
    FundSeries series = {0};
    Columns columns = {.series = &series};
    Arena arena = {0};
    *findings = (FundFindings){.fund = fund};
    TRY(fund_run(fund, options, problems, &series));
    findings->n_worlds = series.n_worlds;
    findings->n_replicates = series.n_replicates;
    findings->average = series.terms[REGIME_FILE].average;
    ARENA_TRY(&arena, columns.value, series.n_replicates);
    ARENA_TRY(&arena, columns.scratch, series.n_replicates);
    TRY(year_table(&columns, findings));
    rule_table(&columns, findings);
    TRY(board_table(&columns, findings));
    TRY(grant_table(&series, findings));
    TRY(limited_table(&series, findings));
out:
    arena_free(&arena);
    fund_series_free(&series);
    if (status != STATUS_OK) fund_findings_free(findings);
    return status;
}

void fund_findings_free(FundFindings *findings)
{
    arena_free(&findings->arena);
    *findings = (FundFindings){0};
}

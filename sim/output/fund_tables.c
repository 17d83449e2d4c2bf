#include "output/fund_tables.h"

#include "output/limited_rows.h"
#include "output/manifest.h"
#include "output/rows.h"

/* A table: a new one is its row of `tables` and the function it names. */
typedef struct {
    const char *file;
    const char *header;
    void (*rows)(const FundFindings *findings, RowWriter *out);
} Table;

static void put_spread(RowWriter *out, const Spread *spread)
{
    row_number(out, spread->mean);
    row_number(out, spread->mcse);
    row_number(out, spread->p05);
    row_number(out, spread->p25);
    row_number(out, spread->p50);
    row_number(out, spread->p75);
    row_number(out, spread->p95);
}

static void put_range(RowWriter *out, const Spread *spread)
{
    row_number(out, spread->mean);
    row_number(out, spread->p05);
    row_number(out, spread->p50);
    row_number(out, spread->p95);
}

static void write_balance(const FundFindings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_years; i++) {
        const FundYearRow *row = &findings->year[i];
        row_count(out, row->year);
        row_text(out, regime_name[row->regime]);
        row_number(out, row->granted);
        row_number(out, row->returned);
        put_spread(out, &row->balance);
        row_number(out, row->below_zero);
        row_number(out, row->cannot_pay);
        row_number(out, row->next_unpaid);
        put_range(out, &row->affordable);
        row_number(out, row->none_affordable);
        row_number(out, row->further);
        row_text(out, "kronor");
        row_end(out);
    }
}

static void write_rules(const FundFindings *findings, RowWriter *out)
{
    for (int r = 0; r < N_REGIMES; r++) {
        const FundRuleRow *row = &findings->rule[r];
        row_text(out, regime_name[row->regime]);
        put_range(out, &row->balance);
        put_range(out, &row->returned);
        put_range(out, &row->programmes);
        row_number(out, row->ever_short);
        put_range(out, &row->less_returned);
        put_range(out, &row->less_programmes);
        row_text(out, "kronor");
        row_end(out);
    }
}

static void write_boards(const FundFindings *findings, RowWriter *out)
{
    const Payer *payer = findings->fund->study[0].model.payer;
    for (int i = 0; i < findings->n_boards; i++) {
        const FundBoardRow *row = &findings->board[i];
        row_text(out, payer[row->payer].label.name);
        if (row->year == ANY)
            row_text(out, "all");
        else
            row_count(out, row->year);
        row_number(out, row->cut);
        row_number(out, row->fall);
        row_number(out, row->not_fallen);
        row_number(out, row->beyond);
        put_range(out, &row->uncovered);
        row_text(out, "kronor");
        row_text(out, payer[row->payer].label.label_sv);
        row_text(out, payer[row->payer].label.label_en);
        row_end(out);
    }
}

static void write_grants(const FundFindings *findings, RowWriter *out)
{
    static const char *const grade[N_GRADES] = {"A", "B", "C", "D", "E"};
    for (int i = 0; i < findings->fund->n_grants; i++) {
        const FundGrantRow *row = &findings->grant[i];
        row_text(out, row->study->name);
        row_count(out, findings->fund->first_year + row->grant->year);
        row_number(out, row->grant->amount);
        row_number(out, row->grant->written);
        row_count(out, row->grant->price_year);
        row_number(out, row->made);
        row_number(out, row->on_time);
        row_number(out, row->start);
        row_number(out, row->expected);
        row_number(out, row->saved);
        row_number(out, row->returned);
        row_text(out, "kronor");
        row_text(out, row->grant->provenance.source);
        row_text(out, grade[row->grant->provenance.grade]);
        row_end(out);
    }
}

static void write_spending(const FundFindings *findings, RowWriter *out)
{
    limited_write(findings->limited, findings->n_limited, out);
}

static const Table tables[] = {
    {"balance.csv",
     "year,rule,granted,returned,balance_mean,balance_mcse,balance_p05,balance_p25,balance_p50,"
     "balance_p75,balance_p95,share_below_zero,share_cannot_pay,share_next_not_covered,affordable_"
     "mean,"
     "affordable_p05,affordable_p50,affordable_p95,share_none_affordable,further_programmes,unit",
     write_balance},
    {"rules.csv",
     "rule,balance_mean,balance_p05,balance_p50,balance_p95,returned_mean,returned_p05,"
     "returned_p50,returned_p95,programmes_mean,programmes_p05,programmes_p50,programmes_p95,"
     "share_ever_not_covered,less_returned_mean,less_returned_p05,less_returned_p50,"
     "less_returned_p95,less_programmes_mean,less_programmes_p05,less_programmes_p50,"
     "less_programmes_p95,unit",
     write_rules},
    {"frames.csv",
     "payer,year,cut,cost_fell,share_cost_did_not_fall,share_cut_beyond_fall,uncovered_mean,"
     "uncovered_p05,uncovered_p50,uncovered_p95,unit,label_sv,label_en",
     write_boards},
    {"grants.csv",
     "programme,year,amount,amount_told,price_year,share_made,share_on_time,mean_start,"
     "expected_saving,saving,returned,unit,source,grade",
     write_grants},
    {"spending.csv", limited_header, write_spending},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

static Status write_table(const Table *table, const FundFindings *findings,
                          const FileFolder *folder, Problems *problems)
{
    Status status = STATUS_OK;
    RowWriter out;
    TRY(rows_open(folder, table->file, table->header, problems, &out));
    row_end(&out);
    table->rows(findings, &out);
    TRY(file_close(&out.file, table->file, problems));
out:
    return status;
}

Status fund_tables_write(const FundFindings *findings, const FileFolder *folder, Problems *problems)
{
    Status status = STATUS_OK;
    const char *name[N_TABLES];
    for (int i = 0; i < N_TABLES; i++) {
        TRY(write_table(&tables[i], findings, folder, problems));
        name[i] = tables[i].file;
    }
    TRY(manifest_write_fund(findings->fund, folder, name, N_TABLES, problems));
out:
    return status;
}

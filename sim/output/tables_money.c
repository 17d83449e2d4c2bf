/* tables_money.c: savings, payback, where every krona stands. */
#include "output/table_parts.h"

static void put_quantiles(const Spread *spread, RowWriter *out)
{
    row_number(out, spread->p05);
    row_number(out, spread->p25);
    row_number(out, spread->p50);
    row_number(out, spread->p75);
    row_number(out, spread->p95);
}

void write_summary(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_summary; i++) {
        const SummaryRow *row = &findings->summary[i];
        row_text(out, row->measure);
        put_account(findings, row->account, out);
        row_text(out, row->basis == ANY ? NULL : basis_name[row->basis]);
        row_text(out, row->unit);
        row_number(out, row->spread.mean);
        row_number(out, row->spread.mcse);
        row_number(out, row->spread.sd);
        row_number(out, row->sd_knowledge);
        row_number(out, row->sd_luck);
        put_quantiles(&row->spread, out);
        row_end(out);
    }
}

void write_payback(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_payback; i++) {
        const PaybackRow *row = &findings->payback[i];
        row_count(out, row->year);
        put_account(findings, row->account, out);
        row_text(out, basis_name[row->basis]);
        row_text(out, uncertainty_name[row->uncertainty]);
        row_number(out, row->spread.mean);
        row_number(out, row->spread.mcse);
        put_quantiles(&row->spread, out);
        row_number(out, row->share_nonnegative);
        row_number(out, row->share_reached);
        row_number(out, row->spread.sd);
        row_text(out, "kronor");
        row_end(out);
    }
}

void write_payback_time(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_payback_time; i++) {
        const PaybackTimeRow *row = &findings->payback_time[i];
        put_account(findings, row->account, out);
        row_text(out, basis_name[row->basis]);
        row_text(out, uncertainty_name[row->uncertainty]);
        row_years(out, row->p05);
        row_years(out, row->p25);
        row_years(out, row->p50);
        row_years(out, row->p75);
        row_years(out, row->p95);
        row_number(out, row->share_never);
        row_number(out, row->share_relapse);
        row_count(out, row->gains_without_paying);
        row_text(out, "years");
        row_end(out);
    }
}

void write_boards(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_boards; i++) {
        const BoardRow *row = &findings->board[i];
        row_count(out, row->year);
        put_account(findings, row->account, out);
        row_number(out, row->programme_cost);
        row_number(out, row->saving_released);
        row_number(out, row->saving_full);
        row_number(out, row->net);
        row_number(out, row->cumulative_net);
        row_number(out, row->share_nonnegative);
        row_number(out, row->share_nonnegative_knowledge);
        row_number(out, row->p05);
        row_number(out, row->p50);
        row_number(out, row->p95);
        row_text(out, "kronor");
        row_end(out);
    }
}

void write_ledger(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_ledger; i++) {
        const LedgerRow *row = &findings->ledger[i];
        row_count(out, row->year);
        row_text(out, table_arm(row->arm));
        put_account(findings, row->payer, out);
        row_text(out, row->item);
        row_number(out, row->mean);
        row_number(out, row->released);
        row_text(out, "kronor");
        row_end(out);
    }
}

void write_spending(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_spending; i++) {
        const SpendingRow *row = &findings->spending[i];
        const Spending *of = &findings->study->model.spending[row->spending];
        row_count(out, row->year);
        row_text(out, of->label.name);
        put_account(findings, of->payer, out);
        row_number(out, row->saved);
        row_number(out, row->spent);
        row_number(out, row->beyond);
        row_number(out, row->share_beyond);
        row_text(out, "kronor");
        row_text(out, of->label.label_sv);
        row_text(out, of->label.label_en);
        row_end(out);
    }
}

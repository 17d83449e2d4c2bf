#include "analysis/ledger.h"

#include "analysis/summary.h"

const char *const correction_item[N_CORRECTIONS] = {
    [CORRECTION_EARLY_DEATH] = "not counted: earlier death",
    [CORRECTION_DISPLACED] = "lost on others: displacement",
    [CORRECTION_SPENDING] = "not counted: beyond all spending",
};

/* Rows as they are filled; a row of nothing is left out. */
typedef struct {
    const Evaluation *evaluation;
    Findings *findings;
    LedgerRow *row;
} Sheet;

static void add_row(Sheet *sheet, LedgerRow row)
{
    if (row.mean == 0 && row.released == 0) return;
    sheet->row[sheet->findings->n_ledger++] = row;
}

static void add_lines(Sheet *sheet, int year)
{
    const Evaluation *evaluation = sheet->evaluation;
    const PricePlan *prices = &evaluation->setup.prices;
    for (int i = 0; i < N_ARMS * prices->ledger.n_lines; i++) {
        const LedgerLine *line = &prices->ledger.line[i % prices->ledger.n_lines];
        int arm = i / prices->ledger.n_lines,
            at = year * prices->ledger.n_lines + i % prices->ledger.n_lines;
        add_row(sheet, (LedgerRow){year + 1, arm, line->payer,
                                   evaluation->study->model.item[line->item].label.name,
                                   evaluation->ledger_full[arm][at],
                                   evaluation->ledger_released[arm][at]});
    }
}

/* A cost of the programme has its row even when it is nothing. */
static Status add_programme(Sheet *sheet, int year)
{
    const Study *study = sheet->evaluation->study;
    for (int i = 0; i < study->n_programme_costs; i++) {
        const ProgrammeCost *cost = &study->programme_cost[i];
        if (year + 1 < cost->year_from || year + 1 > cost->year_to) continue;
        double mean = summary_cost_mean(sheet->evaluation, i);
        const char *item = arena_format(&sheet->findings->arena, "programme: %s", cost->item);
        if (!item) return STATUS_MEMORY;
        sheet->row[sheet->findings->n_ledger++] = (LedgerRow){
            year + 1, ARM_INTERVENTION, cost->payer, item, mean, mean};
    }
    return STATUS_OK;
}

static void add_corrections(Sheet *sheet, int year)
{
    const Evaluation *evaluation = sheet->evaluation;
    int n_payers = evaluation->study->model.n_payers;
    for (int c = 0; c < N_CORRECTIONS; c++) {
        for (int p = 0; p < n_payers; p++)
            add_row(sheet, (LedgerRow){year + 1, ARM_INTERVENTION, p, correction_item[c],
                                       evaluation->correction_full[c][year * n_payers + p],
                                       evaluation->correction_released[c][year * n_payers + p]});
    }
}

Status ledger_table(const Evaluation *evaluation, Findings *findings)
{
    Status status = STATUS_OK;
    const Study *study = evaluation->study;
    int n_years = evaluation->n_life_years;
    Sheet sheet = {.evaluation = evaluation, .findings = findings};
    ARENA_TRY(&findings->arena, sheet.row,
              n_years * (N_ARMS * evaluation->setup.prices.ledger.n_lines +
                         study->n_programme_costs + N_CORRECTIONS * study->model.n_payers));
    findings->ledger = sheet.row;
    for (int year = 0; year < n_years; year++) {
        add_lines(&sheet, year);
        TRY(add_programme(&sheet, year));
        add_corrections(&sheet, year);
    }
out:
    return status;
}

Status spending_table(const Evaluation *evaluation, Findings *findings)
{
    Status status = STATUS_OK;
    int n_rows = evaluation->study->model.n_spendings, n_years = evaluation->n_years;
    SpendingRow *row;
    ARENA_TRY(&findings->arena, row, n_rows * n_years);
    findings->spending = row;
    for (int i = 0; i < n_rows * n_years; i++) {
        int spending = i / n_years, year = i % n_years, at = year * n_rows + spending;
        *row++ = (SpendingRow){.year = year + 1,
                               .spending = spending,
                               .saved = evaluation->spending_saved[at],
                               .spent = evaluation->spending[spending],
                               .beyond = evaluation->spending_beyond[at],
                               .share_beyond = evaluation->spending_worlds[at]};
    }
    findings->n_spending = n_rows * n_years;
out:
    return status;
}

#include "output/batch_tables.h"

#include "base/pour.h"
#include "output/limited_rows.h"
#include "output/manifest.h"
#include "output/rows.h"

#include <math.h>
#include <stdio.h>

/* ---- fields ---- */

/* The least good value a ratio can have is infinite: nothing is avoided for the money. */
static void put_value(RowWriter *out, RankMeasure measure, double value)
{
    if (measure == RANK_COST_PER_YEAR)
        row_years(out, value);
    else
        row_number(out, value);
}

static void put_ranked(const Batch *batch, int i, RowWriter *out)
{
    row_text(out, batch->scenario[batch->ranked[i]].name);
}

static const Standing *standing_of(const Batch *batch, int measure, int uncertainty, int i)
{
    return &batch->ranking.standing[measure][uncertainty][i];
}

/* ---- batch.csv: a row a scenario ---- */

static void batch_header(RowWriter *out)
{
    static const char *const part[] = {"", "_mcse", "_rank", "_rank_p05", "_rank_p95", "_first"};
    fputs(
        "scenario,title,label,file,status,reason,account,years,participants,programme_cost,verdict,"
        "speaks_for",
        out->file);
    for (int m = 0; m < N_RANK_MEASURES; m++)
        for (int u = 0; u < N_UNCERTAINTIES; u++)
            for (size_t p = 0; p < sizeof part / sizeof part[0]; p++)
                fprintf(out->file, ",%s_%s%s", rank_measure_name[m], uncertainty_name[u], part[p]);
}

static void put_standing(const Standing *standing, RankMeasure measure, RowWriter *out)
{
    put_value(out, measure, standing->value);
    row_number(out, standing->mcse);
    row_count(out, standing->rank);
    row_count(out, standing->rank_p05);
    row_count(out, standing->rank_p95);
    row_number(out, standing->first);
}

/* What is known of a scenario that did not fail; `i` is its place among those. */
static void put_outcome(const Batch *batch, int i, RowWriter *out)
{
    const BatchScenario *scenario = &batch->scenario[batch->ranked[i]];
    row_count(out, scenario->participants);
    row_number(out, scenario->programme_cost);
    row_text(out, verdict_name[scenario->verdict]);
    row_count(out, batch_speaks_for(batch, i));
    for (int m = 0; m < N_RANK_MEASURES; m++)
        for (int u = 0; u < N_UNCERTAINTIES; u++)
            put_standing(standing_of(batch, m, u, i), (RankMeasure)m, out);
}

static void write_batch(const Batch *batch, RowWriter *out)
{
    enum { UNKNOWN = 4 + N_RANK_MEASURES * N_UNCERTAINTIES * 6 };
    int place = 0;
    for (int i = 0; i < batch->n; i++) {
        const BatchScenario *scenario = &batch->scenario[i];
        bool failed = scenario->state == SCENARIO_FAILED;
        row_text(out, scenario->name);
        row_text(out, scenario->title);
        row_text(out, scenario->label);
        row_text(out, scenario->path);
        row_text(out, failed ? "failed" : "ranked");
        row_text(out, failed ? scenario->reason : NULL);
        row_text(out, batch->account.name);
        row_count(out, batch->years);
        for (int k = 0; k < UNKNOWN && failed; k++) row_text(out, NULL);
        if (!failed) put_outcome(batch, place++, out);
        row_end(out);
    }
}

/* ---- one row a scenario, measure and uncertainty ---- */

static void measures_header(RowWriter *out)
{
    fputs("scenario,measure,uncertainty,unit,value,mcse,p05,p25,p50,p75,p95,rank,rank_p05,rank_p50,"
          "rank_p95",
          out->file);
}

static void put_measure(const Batch *batch, int measure, int uncertainty, int i, RowWriter *out)
{
    const Standing *standing = standing_of(batch, measure, uncertainty, i);
    const double quantile[] = {standing->p05, standing->p25, standing->p50, standing->p75,
                               standing->p95};
    put_ranked(batch, i, out);
    row_text(out, rank_measure_name[measure]);
    row_text(out, uncertainty_name[uncertainty]);
    row_text(out, rank_measure_unit[measure]);
    put_value(out, (RankMeasure)measure, standing->value);
    row_number(out, standing->mcse);
    for (int q = 0; q < 5; q++) put_value(out, (RankMeasure)measure, quantile[q]);
    row_count(out, standing->rank);
    row_count(out, standing->rank_p05);
    row_count(out, standing->rank_p50);
    row_count(out, standing->rank_p95);
    row_end(out);
}

static void ranks_header(RowWriter *out)
{
    fputs("scenario,measure,uncertainty,rank,share", out->file);
}

/* Ranks never held are left out where they would be most of the table. */
static void put_ranks(const Batch *batch, int measure, int uncertainty, int i, RowWriter *out)
{
    const double *holds = standing_of(batch, measure, uncertainty, i)->holds;
    bool all = batch->ranking.n_paired == batch->n_ranked;
    for (int rank = 0; rank < batch->n_ranked; rank++) {
        if (!all && holds[rank] == 0) continue;
        put_ranked(batch, i, out);
        row_text(out, rank_measure_name[measure]);
        row_text(out, uncertainty_name[uncertainty]);
        row_count(out, rank + 1);
        row_number(out, holds[rank]);
        row_end(out);
    }
}

static void pairs_header(RowWriter *out)
{
    fputs("scenario,other,measure,uncertainty,share_better,share_equal", out->file);
}

static void put_pairs(const Batch *batch, int measure, int uncertainty, int i, RowWriter *out)
{
    int n = uncertainty == UNCERTAINTY_KNOWLEDGE ? batch->n_worlds : batch->n_replicates;
    for (int k = 0; k < batch->ranking.n_paired; k++) {
        int other = batch->ranking.paired[k];
        if (other == i) continue;
        double better = standing_of(batch, measure, uncertainty, i)->beats[other];
        double worse = standing_of(batch, measure, uncertainty, other)->beats[i];
        put_ranked(batch, i, out);
        put_ranked(batch, other, out);
        row_text(out, rank_measure_name[measure]);
        row_text(out, uncertainty_name[uncertainty]);
        row_number(out, better);
        row_number(out,
                   (double)(n - lround(better * n) - lround(worse * n)) / n); /* counts: exact */
        row_end(out);
    }
}

static void for_every_standing(const Batch *batch, RowWriter *out,
                               void (*put)(const Batch *, int measure, int uncertainty, int i,
                                           RowWriter *))
{
    for (int m = 0; m < N_RANK_MEASURES; m++)
        for (int u = 0; u < N_UNCERTAINTIES; u++)
            for (int i = 0; i < batch->n_ranked; i++) put(batch, m, u, i, out);
}

static void for_every_paired(const Batch *batch, RowWriter *out,
                             void (*put)(const Batch *, int measure, int uncertainty, int i,
                                         RowWriter *))
{
    const Ranking *ranking = &batch->ranking;
    for (int m = 0; m < N_RANK_MEASURES; m++)
        for (int u = 0; u < N_UNCERTAINTIES; u++)
            for (int k = 0; k < ranking->n_paired; k++) put(batch, m, u, ranking->paired[k], out);
}

static void write_measures(const Batch *batch, RowWriter *out)
{
    for_every_standing(batch, out, put_measure);
}

static void write_ranks(const Batch *batch, RowWriter *out)
{
    for_every_paired(batch, out, put_ranks);
}

static void write_pairs(const Batch *batch, RowWriter *out)
{
    for_every_paired(batch, out, put_pairs);
}

/* ---- all together ---- */

static void totals_header(RowWriter *out)
{
    fputs("total,counted,uncertainty,unit,mean,mcse,p05,p25,p50,p75,p95,share_nonnegative",
          out->file);
}

static void put_total(RowWriter *out, const char *total, const char *counted,
                      const char *uncertainty, const Spread *spread, double nonnegative)
{
    const double number[] = {spread->mean, spread->mcse, spread->p05, spread->p25,
                             spread->p50,  spread->p75,  spread->p95, nonnegative};
    row_text(out, total);
    row_text(out, counted);
    row_text(out, uncertainty);
    row_text(out, "kronor");
    for (size_t i = 0; i < sizeof number / sizeof number[0]; i++) row_number(out, number[i]);
    row_end(out);
}

static void write_totals(const Batch *batch, RowWriter *out)
{
    if (!batch->summed) return;
    put_total(out, "programme_cost", total_name[TOTAL_APART],
              uncertainty_name[UNCERTAINTY_KNOWLEDGE], &batch->totals.cost, NAN);
    for (int k = 0; k < N_TOTALS; k++) {
        if (k == TOTAL_TOGETHER && batch->n_shared == 0) continue;
        if (k == TOTAL_LIMITED && !batch->limit.any) continue;
        for (int u = 0; u < N_UNCERTAINTIES; u++) {
            const Total *total = &batch->totals.total[k][u];
            put_total(out, "saving", total_name[k], uncertainty_name[u], &total->saving, NAN);
            put_total(out, "net_saving", total_name[k], uncertainty_name[u], &total->net,
                      total->share_nonnegative);
        }
    }
}

static void spending_header(RowWriter *out)
{
    fputs(limited_header, out->file);
}

static void write_spending(const Batch *batch, RowWriter *out)
{
    limited_write(batch->limit.year, batch->limit.n, out);
}

/* ---- what could not be ranked; names ---- */

static void failed_header(RowWriter *out)
{
    fputs("scenario,file,reason", out->file);
}

static void write_failed(const Batch *batch, RowWriter *out)
{
    for (int i = 0; i < batch->n; i++) {
        const BatchScenario *scenario = &batch->scenario[i];
        if (scenario->state != SCENARIO_FAILED) continue;
        row_text(out, scenario->name);
        row_text(out, scenario->path);
        row_text(out, scenario->reason);
        row_end(out);
    }
}

static void accounts_header(RowWriter *out)
{
    fputs("payer,label_sv,label_en", out->file);
}

static void write_accounts(const Batch *batch, RowWriter *out)
{
    row_text(out, batch->account.name);
    row_text(out, batch->account.label_sv);
    row_text(out, batch->account.label_en);
    row_end(out);
}

/* ---- the folder ---- */

static const struct {
    const char *file;
    void (*header)(RowWriter *out);
    void (*rows)(const Batch *batch, RowWriter *out);
} tables[] = {
    {"batch.csv", batch_header, write_batch},    {"measures.csv", measures_header, write_measures},
    {"ranks.csv", ranks_header, write_ranks},    {"pairs.csv", pairs_header, write_pairs},
    {"totals.csv", totals_header, write_totals}, {"spending.csv", spending_header, write_spending},
    {"failed.csv", failed_header, write_failed}, {"accounts.csv", accounts_header, write_accounts},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

Status batch_tables_write(const Batch *batch, const char *folder, Problems *problems, bool *changed)
{
    Status status = STATUS_OK;
    Pour pour = {0};
    RowWriter out = {0};
    const char *name[N_TABLES + 1];
    TRY(pour_begin(folder, problems, &pour));
    for (int i = 0; i < N_TABLES; i++) {
        name[i] = tables[i].file;
        TRY(file_create(&pour.made, name[i], problems, &out.file));
        tables[i].header(&out);
        row_end(&out);
        tables[i].rows(batch, &out);
        TRY(file_close(&out.file, name[i], problems));
    }
    name[N_TABLES] = "manifest.csv";
    TRY(manifest_write_batch(batch, &pour.made, name, N_TABLES, problems));
    TRY(pour_commit(&pour, name, N_TABLES + 1, problems, changed));
out:
    if (out.file != NULL) fclose(out.file);
    pour_free(&pour);
    return status;
}

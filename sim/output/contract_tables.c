#include "output/contract_tables.h"

#include "economics/contract.h"
#include "output/manifest.h"
#include "output/rows.h"

#include <math.h>

/* A table of the result: a new one is a row of `tables` at the end and the function it names. */
typedef struct {
    const char *file, *header;
    void (*rows)(const ContractFindings *findings, RowWriter *out);
} Table;

static void put_spread(const Spread *spread, RowWriter *out)
{
    row_number(out, spread->mean);
    row_number(out, spread->mcse);
    row_number(out, spread->sd);
    row_number(out, spread->p05);
    row_number(out, spread->p25);
    row_number(out, spread->p50);
    row_number(out, spread->p75);
    row_number(out, spread->p95);
}

static void write_measures(const ContractFindings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_measures; i++) {
        const ContractMeasureRow *row = &findings->measure[i];
        row_text(out, row->measure);
        row_text(out, row->unit);
        put_spread(&row->spread, out);
        row_end(out);
    }
}

static void write_chances(const ContractFindings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_chances; i++) {
        const ContractChance *row = &findings->chance[i];
        row_text(out, row->event);
        row_number(out, row->share);
        row_number(out, row->mcse);
        row_number(out, row->of_all);
        row_number(out, row->share_given);
        row_number(out, row->mean_paid);
        row_end(out);
    }
}

static void write_verdicts(const ContractFindings *findings, RowWriter *out)
{
    bool asked = findings->contract->condition.kind != CONDITION_NONE;
    for (int i = 0; i < 2 * N_FOUND; i++) {
        const ContractVerdict *row = &findings->verdict[i / 2][i % 2];
        if (!asked && !row->met) continue;
        row_text(out, found_name[row->found]);
        row_text(out, !asked ? "none" : row->met ? "met" : "not met");
        row_number(out, row->share);
        row_number(out, row->mcse);
        row_number(out, row->true_positive);
        row_number(out, row->mean_paid);
        row_end(out);
    }
}

static void write_years(const ContractFindings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_years; i++) {
        const ContractYear *row = &findings->year[i];
        row_count(out, row->year);
        row_text(out, "kronor");
        row_number(out, row->measured.mean);
        row_number(out, row->measured.mcse);
        row_number(out, row->measured.p05);
        row_number(out, row->measured.p50);
        row_number(out, row->measured.p95);
        row_number(out, row->true_saving.mean);
        row_number(out, row->true_saving.p05);
        row_number(out, row->true_saving.p50);
        row_number(out, row->true_saving.p95);
        row_number(out, row->measured_positive);
        row_number(out, row->true_positive);
        row_number(out, row->misjudged);
        row_end(out);
    }
}

static void write_risks(const ContractFindings *findings, RowWriter *out)
{
    for (int b = 0; b < N_BEARERS && findings->risk_told; b++) {
        const ContractRisk *risk = &findings->risk[b];
        double whole = risk->sd * risk->sd;
        for (int i = 0; i < N_RISKS; i++) {
            row_text(out, bearer_name[b]);
            row_text(out, risk_name[i]);
            row_number(out, risk->variance[i]);
            row_number(out, whole > 0 ? risk->variance[i] / whole : 0);
            row_number(out, risk->sd);
            row_end(out);
        }
    }
}

static void write_fair(const ContractFindings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_fair; i++) {
        const ContractFair *row = &findings->fair[i];
        row_text(out, fair_term_name[row->term]);
        row_text(out, fair_party_name[row->party]);
        row_number(out, row->value);
        row_number(out, row->net);
        row_number(out, row->net_at_0);
        row_number(out, row->net_at_1);
        row_end(out);
    }
}

static void write_replicates(const ContractFindings *findings, RowWriter *out)
{
    for (int r = 0; r < findings->n_replicates; r++) {
        const ContractCase *row = &findings->replicate[r];
        row_count(out, r / findings->per_world);
        row_number(out, row->true_saving);
        row_number(out, row->realised);
        row_number(out, row->measured);
        row_number(out, row->goal);
        row_number(out, row->goal_alike);
        row_count(out, row->met);
        row_number(out, row->paid);
        row_number(out, row->rewarded);
        row_number(out, row->rate);
        row_number(out, row->municipality);
        row_end(out);
    }
}

static void write_parameters(const ContractFindings *findings, RowWriter *out)
{
    static const char *const grade_name[N_GRADES] = {"A", "B", "C", "D", "E"};
    for (int i = 0; i < findings->contract->n_parameters; i++) {
        const Parameter *row = &findings->contract->parameter[i];
        row_text(out, row->name);
        row_text(out, row->unit);
        row_number(out, row->estimate);
        row_number(out, distribution_quantile(&row->distribution, 0.025));
        row_number(out, distribution_quantile(&row->distribution, 0.975));
        row_text(out, row->provenance.source);
        row_text(out, grade_name[row->provenance.grade]);
        row_end(out);
    }
}

/* ---- the terms and what they come to ---- */

static void put_fact(RowWriter *out, const char *name, const char *unit, double value)
{
    row_text(out, name);
    row_text(out, unit);
    row_number(out, value);
    row_end(out);
}

static void put_word(RowWriter *out, const char *name, const char *word)
{
    row_text(out, name);
    row_text(out, "text");
    row_text(out, word);
    row_end(out);
}

static void write_headline(const ContractFindings *findings, RowWriter *out)
{
    const Contract *contract = findings->contract;
    const ContractTerms *terms = &contract->terms;
    put_word(out, "contract", contract->name);
    put_word(out, "source", contract->provenance.source);
    put_fact(out, "participants", "persons", findings->n_participants);
    put_fact(out, "comparison_number", "persons", contract->comparison.number);
    put_word(out, "comparison_kind", comparison_kind_name[contract->comparison.kind]);
    put_word(out, "condition", contract->condition.text);
    put_fact(out, "follow_up", "years", contract->follow_up);
    put_fact(out, "drawn", "kronor", terms->drawn);
    put_fact(out, "drawn_as_written", "kronor of written_year", contract->written);
    put_fact(out, "written_year", "year", contract->written_year);
    put_fact(out, "guaranteed", "share of drawn", terms->guaranteed);
    put_fact(out, "share", "share of saving", terms->share);
    put_fact(out, "cap", "share of drawn", terms->cap);
    put_fact(out, "break_even", "kronor", contract_break_even(terms));
    put_fact(out, "drawn_from", "programme year", terms->drawn_from);
    put_fact(out, "drawn_to", "programme year", terms->drawn_to);
    put_fact(out, "settled", "programme year", terms->settled);
    put_fact(out, "programme_cost", "kronor", findings->cost);
}

/* ---- the folder ---- */

static const Table tables[] = {
    {"headline.csv", "name,unit,value", write_headline},
    {"contract.csv", "measure,unit,mean,mcse,sd,p05,p25,p50,p75,p95", write_measures},
    {"chances.csv", "event,share,mcse,share_possible,share_given_possible,mean_kronor_rewarded",
     write_chances},
    {"verdicts.csv", "measured_saving,goal,share,mcse,share_with_true_saving,mean_payment_kronor",
     write_verdicts},
    {"follow_up.csv",
     "years,unit,measured_mean,measured_mcse,measured_p05,measured_p50,measured_p95,true_mean,"
     "true_p05,true_p50,true_p95,share_measured_above_0,share_true_above_0,share_misjudged",
     write_years},
    {"risks.csv", "bearer,risk,variance_kronor2,share,sd_kronor", write_risks},
    {"fair_terms.csv", "term,party,value,mean_net_kronor,mean_net_at_0_kronor,mean_net_at_1_kronor",
     write_fair},
    {"payments.csv",
     "world,true_saving_kronor,realised_saving_kronor,measured_saving_kronor,goal,"
     "goal_of_comparison,met,payment_kronor,rewarded_kronor,return_per_year,municipality_net_"
     "kronor",
     write_replicates},
    {"parameters.csv", "parameter,unit,estimate,low,high,source,grade", write_parameters},
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

static Status write_table(const Table *table, const ContractFindings *findings,
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

Status contract_tables_write(const ContractFindings *findings, const FileFolder *folder,
                             Problems *problems)
{
    Status status = STATUS_OK;
    const char *name[N_TABLES];
    for (int i = 0; i < N_TABLES; i++) {
        TRY(write_table(&tables[i], findings, folder, problems));
        name[i] = tables[i].file;
    }
    TRY(manifest_write(&findings->contract->study, folder, name, N_TABLES, problems));
out:
    return status;
}

#include "output/tables.h"

#include "output/manifest.h"
#include "output/net_tables.h"
#include "output/path_words.h"
#include "output/rows.h"

#include <math.h>

/* A table of the result: a new one is a row of `tables` at the end and the function it names. */
typedef struct {
    const char *file;
    const char *header;                                        /* the fixed columns */
    void (*columns)(const Findings *findings, RowWriter *out); /* more of the header, or NULL */
    void (*rows)(const Findings *findings, RowWriter *out);
} Table;

/* The name of an arm in files. */
static const char *arm_name(int arm)
{
    static const char *const name[] = {
        [ARM_BASELINE] = "baseline", [ARM_INTERVENTION] = "intervention", [N_ARMS] = "twins"};
    return name[arm];
}

/* ---- fields ---- */

static void put_account(const Findings *findings, int account, RowWriter *out)
{
    row_text(out, account == ANY ? NULL : findings->account[account].label.name);
}

static void put_quantiles(const Spread *spread, RowWriter *out)
{
    row_number(out, spread->p05);
    row_number(out, spread->p25);
    row_number(out, spread->p50);
    row_number(out, spread->p75);
    row_number(out, spread->p95);
}

static void put_label(const Label *label, RowWriter *out)
{
    row_text(out, label->name);
    row_text(out, label->label_sv);
    row_text(out, label->label_en);
}

/* ---- results ---- */

static void write_summary(const Findings *findings, RowWriter *out)
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

static void write_payback(const Findings *findings, RowWriter *out)
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

static void write_payback_time(const Findings *findings, RowWriter *out)
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

static void write_ledger(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_ledger; i++) {
        const LedgerRow *row = &findings->ledger[i];
        row_count(out, row->year);
        row_text(out, arm_name(row->arm));
        put_account(findings, row->payer, out);
        row_text(out, row->item);
        row_number(out, row->mean);
        row_number(out, row->released);
        row_text(out, "kronor");
        row_end(out);
    }
}

static void write_occupancy(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_occupancy; i++) {
        const OccupancyRow *row = &findings->occupancy[i];
        row_count(out, row->age);
        row_text(out, arm_name(row->arm));
        row_text(out, findings->study->model.state[row->state].label.name);
        row_number(out, row->share);
        row_end(out);
    }
}

static void write_career(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_career; i++) {
        const CareerRow *row = &findings->career[i];
        row_count(out, row->age);
        row_text(out, findings->study->model.path[row->path].name);
        put_account(findings, row->account, out);
        row_number(out, row->mean);
        row_number(out, row->p25);
        row_number(out, row->p75);
        row_count(out, row->cumulative);
        row_text(out, "kronor per person");
        row_end(out);
    }
}

static void write_people(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *row = &findings->people[i];
        row_text(out, row->outcome);
        row_text(out, arm_name(row->arm));
        row_count(out, row->of);
        row_text(out, row->unit);
        row_number(out, row->mean);
        row_number(out, row->p05);
        row_number(out, row->p50);
        row_number(out, row->p95);
        row_text(out, row->label_sv);
        row_text(out, row->label_en);
        row_end(out);
    }
}

static void write_outcomes(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_outcomes; i++) {
        const OutcomeFinding *row = &findings->outcome[i];
        row_text(out, findings->study->model.outcome[row->outcome].name);
        row_text(out, outcome_side_name[row->side]);
        row_count(out, row->years);
        row_text(out, row->discounted ? "discounted" : "undiscounted");
        row_text(out, "per participant");
        row_number(out, row->spread.mean);
        row_number(out, row->spread.mcse);
        row_number(out, row->spread.p05);
        row_number(out, row->spread.p50);
        row_number(out, row->spread.p95);
        row_number(out, row->kronor_per_unit_municipality);
        row_number(out, row->kronor_per_unit_society);
        row_end(out);
    }
}

static void write_provenance(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_provenance; i++) {
        const ProvenanceRow *row = &findings->provenance[i];
        row_text(out, row->kind);
        row_text(out, row->by);
        row_text(out, row->group);
        row_number(out, row->share);
        row_end(out);
    }
}

static void write_claims(const Findings *findings, RowWriter *out)
{
    const State *state = findings->study->model.state;
    for (int i = 0; i < findings->n_claims; i++) {
        const ClaimRow *row = &findings->claim[i];
        row_text(out, row->item);
        put_account(findings, row->payer, out);
        row_count(out, row->year);
        row_text(out, row->state == ANY ? NULL : state[row->state].label.name);
        row_number(out, row->claimed);
        row_number(out, row->unit_cost);
        row_number(out, row->claimed_kronor);
        row_number(out, row->simulated);
        row_number(out, row->simulated_p05);
        row_number(out, row->simulated_p95);
        row_end(out);
    }
}

/* ---- names, so that a finished folder explains itself ---- */

static void write_accounts(const Findings *findings, RowWriter *out)
{
    static const char *const level[N_LEVELS] = {
        "municipality",       "region",    "state",     "equalisation",
        "other_municipality", "household", "production"};
    const Model *model = &findings->study->model;
    for (int i = 0; i < findings->n_accounts; i++) {
        const Account *account = &findings->account[i];
        put_label(&account->label, out);
        row_text(out, i < model->n_payers ? level[model->payer[i].level] : NULL);
        row_count(out, account->perspective);
        row_count(out, account->board);
        row_count(out, account->has_cost);
        row_end(out);
    }
}

static void write_states(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->study->model.n_states; i++) {
        const State *state = &findings->study->model.state[i];
        put_label(&state->label, out);
        row_count(out, i);
        row_count(out, state->exclusion);
        row_end(out);
    }
}

static void write_paths(const Findings *findings, RowWriter *out)
{
    const Model *model = &findings->study->model;
    Arena scratch = {0};
    for (int i = 0; i < model->n_paths; i++) {
        put_label(&model->path[i], out);
        row_number(out, path_age(model, i));
        row_text(out, path_start(model, i, LANGUAGE_SV, &scratch)); /* words for the chart: */
        row_text(out, path_start(model, i, LANGUAGE_EN, &scratch)); /* left out without memory */
        row_end(out);
    }
    arena_free(&scratch);
}

static void write_parameters(const Findings *findings, RowWriter *out)
{
    static const char *const grade[N_GRADES] = {"A", "B", "C", "D", "E"};
    for (int i = 0; i < findings->study->n_parameters; i++) {
        const Parameter *parameter = &findings->study->parameter[i];
        const Family *family = parameter->distribution.family;
        row_text(out, parameter->name);
        row_text(out, parameter->unit);
        row_number(out, parameter->estimate);
        row_text(out, parameter->joint > 0 ? "joint" : family ? family->name : NULL);
        row_text(out, parameter->provenance.source);
        row_text(out, grade[parameter->provenance.grade]);
        row_text(out, parameter->note);
        row_end(out);
    }
}

static void write_parameter_names(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->study->n_parameters; i++) {
        row_text(out, findings->study->parameter[i].name);
    }
}

static void write_worlds(const Findings *findings, RowWriter *out)
{
    for (int world = 0; world < findings->n_worlds; world++) {
        row_count(out, world);
        for (int i = 0; i < findings->study->n_parameters; i++) {
            row_number(
                out, findings->world_value[(size_t)i * (size_t)findings->n_worlds + (size_t)world]);
        }
        row_end(out);
    }
}

/* ---- page one as a table ---- */

static void put_fact(RowWriter *out, const char *name, const char *unit, double value)
{
    row_text(out, name);
    row_text(out, unit);
    row_number(out, value);
    row_end(out);
}

static void put_years(RowWriter *out, const char *name, double years)
{
    row_text(out, name);
    row_text(out, "years");
    row_years(out, years);
    row_end(out);
}

static void put_name(RowWriter *out, const char *name, const char *unit, const char *value)
{
    row_text(out, name);
    row_text(out, unit);
    row_text(out, value);
    row_end(out);
}

static void put_perspective(const Findings *findings, RowWriter *out, const char *name, int account)
{
    put_name(out, name, "payer", account == ANY ? NULL : findings->account[account].label.name);
}

static void put_chances(const Headline *headline, RowWriter *out)
{
    static const char *const name[N_UNCERTAINTIES][3] = {
        [UNCERTAINTY_KNOWLEDGE] = {"back_5_knowledge", "back_10_knowledge", "back_20_knowledge"},
        [UNCERTAINTY_LUCK] = {"back_5_with_luck", "back_10_with_luck", "back_20_with_luck"},
    };
    static const char *const luck_name[3] = {"back_5_by_luck_alone", "back_10_by_luck_alone",
                                             "back_20_by_luck_alone"};
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        for (int i = 0; i < 3; i++) {
            put_fact(out, name[u][i], "share", headline->back[u][i]);
        }
    }
    for (int i = 0; i < 3; i++) {
        put_fact(out, luck_name[i], "share", headline->by_luck[i]);
    }
    put_fact(out, "back_10_weak_effects_halved", "share", headline->back_halved);
    put_fact(out, "back_10_weak_effects_doubled", "share", headline->back_doubled);
}

static void write_headline(const Findings *findings, RowWriter *out)
{
    const Headline *headline = &findings->headline;
    put_perspective(findings, out, "municipality", headline->municipality);
    put_perspective(findings, out, "region", headline->region);
    put_perspective(findings, out, "state", headline->state);
    put_perspective(findings, out, "public_sector", headline->public_sector);
    put_perspective(findings, out, "society", headline->society);
    put_name(out, "verdict", "word", verdict_name[headline->verdict]);
    put_fact(out, "participants", "persons", headline->participants);
    put_fact(out, "programme_cost", "kronor", headline->programme_cost);
    put_fact(out, "last_cost_year", "programme year", headline->last_cost_year);
    put_fact(out, "saving_years", "years", headline->saving_years);
    put_fact(out, "saving_mean", "kronor", headline->saving_mean);
    put_fact(out, "saving_p05", "kronor", headline->saving_10.p05);
    put_fact(out, "saving_p50", "kronor", headline->saving_10.p50);
    put_fact(out, "saving_p95", "kronor", headline->saving_10.p95);
    put_chances(headline, out);
    put_years(out, "naive_payback", headline->naive_payback);
    put_fact(out, "weak_value_share", "share", headline->weak_value_share);
    put_fact(out, "weak_variance_share", "share", headline->weak_variance_share);
    if (!isnan(headline->shock_variance_share))
        put_fact(out, "shock_variance_share", "share", headline->shock_variance_share);
    put_fact(out, "beyond_follow_up_share", "share", headline->beyond_follow_up_share);
    put_fact(out, "untreated_told", "0 or 1", headline->untreated_told);
    put_fact(out, "has_effects", "0 or 1", headline->has_effects);
    put_fact(out, "parameters", "count", headline->n_parameters);
    put_fact(out, "weak_parameters", "count", headline->n_weak_parameters);
    put_fact(out, "quantile_error", "share", findings->quantile_error);
    put_fact(out, "memory_results", "MB", ceil((double)findings->memory.results / 1e6));
    put_fact(out, "memory_each_thread", "MB", ceil((double)findings->memory.each_thread / 1e6));
}

/* ---- the folder ---- */

static const Table tables[] = {
    {"headline.csv", "name,unit,value", NULL, write_headline},
    {"summary.csv",
     "measure,payer,basis,unit,mean,mcse,sd,sd_knowledge,sd_luck,p05,p25,p50,p75,p95", NULL,
     write_summary},
    {"payback.csv",
     "year,payer,basis,uncertainty,mean,mcse,p05,p25,p50,p75,p95,share_nonnegative,share_reached,"
     "sd,unit",
     NULL, write_payback},
    {"payback_time.csv",
     "payer,basis,uncertainty,p05,p25,p50,p75,p95,share_never,share_relapse,gains_without_paying,"
     "unit",
     NULL, write_payback_time},
    {"ledger.csv", "year,arm,payer,item,mean,released,unit", NULL, write_ledger},
    {"occupancy.csv", "age,arm,state,share", NULL, write_occupancy},
    {"career.csv", "age,path,payer,mean,p25,p75,cumulative,unit", NULL, write_career},
    {"people.csv", "outcome,arm,of,unit,mean,p05,p50,p95,label_sv,label_en", NULL, write_people},
    {"outcomes.csv",
     "outcome,arm,years,basis,unit,mean,mcse,p05,p50,p95,kronor_per_unit_municipality,"
     "kronor_per_unit_society",
     NULL, write_outcomes},
    {"provenance.csv", "kind,by,group,share", NULL, write_provenance},
    {"claims.csv",
     "item,payer,year,state,claimed_cases,unit_cost_kronor,claimed_kronor,simulated_persons,"
     "simulated_persons_p05,simulated_persons_p95",
     NULL, write_claims},
    {"accounts.csv", "payer,label_sv,label_en,level,perspective,board,has_cost", NULL,
     write_accounts},
    {"states.csv", "state,label_sv,label_en,rank,exclusion", NULL, write_states},
    {"paths.csv", "path,label_sv,label_en,age,start_sv,start_en", NULL, write_paths},
    {"parameters.csv", "parameter,unit,estimate,distribution,source,grade,note", NULL,
     write_parameters},
    {"worlds.csv", "world", write_parameter_names, write_worlds}, /* last: it is optional */
};
enum { N_TABLES = sizeof tables / sizeof tables[0] };

static Status write_table(const Table *table, const Findings *findings, const FileFolder *folder,
                          Problems *problems)
{
    Status status = STATUS_OK;
    RowWriter out = {0};
    TRY(file_create(folder, table->file, problems, &out.file));
    fputs(table->header, out.file);
    if (table->columns != NULL) {
        out.n_fields = 1;
        table->columns(findings, &out);
    }
    row_end(&out);
    table->rows(findings, &out);
    TRY(file_close(&out.file, table->file, problems));
out:
    if (out.file != NULL) fclose(out.file);
    return status;
}

Status tables_write(const Findings *findings, const FileFolder *folder, bool worlds,
                    Problems *problems)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    const char **name, **net;
    int n = worlds ? N_TABLES : N_TABLES - 1, n_net = 0;
    if (findings->net.n_accounts > 0)
        TRY(net_tables_write(findings, folder, &arena, problems, &net, &n_net));
    ARENA_TRY(&arena, name, N_TABLES + n_net);
    for (int i = 0; i < n; i++) {
        TRY(write_table(&tables[i], findings, folder, problems));
        name[i] = tables[i].file;
    }
    for (int i = 0; i < n_net; i++) name[n + i] = net[i];
    TRY(manifest_write(findings->study, folder, name, n + n_net, problems));
out:
    arena_free(&arena);
    return status;
}

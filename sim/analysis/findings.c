#include "analysis/findings.h"

#include "analysis/accounts.h"
#include "analysis/career.h"
#include "analysis/evidence.h"
#include "analysis/headline.h"
#include "analysis/ledger.h"
#include "analysis/net_series.h"
#include "analysis/outcomes.h"
#include "analysis/payback.h"
#include "analysis/people.h"
#include "analysis/summary.h"

#include <math.h>
#include <string.h>

static Status occupancy_table(const Evaluation *evaluation, Findings *findings)
{
    Status status = STATUS_OK;
    const Model *model = &evaluation->study->model;
    int n_ages = evaluation->setup.plan.n_ages;
    OccupancyRow *row;
    ARENA_TRY(&findings->arena, row, N_ARMS * n_ages * model->n_states);
    findings->occupancy = row;
    for (int i = 0; i < N_ARMS * n_ages * model->n_states; i++) {
        int state = i % model->n_states, age = i / model->n_states % n_ages;
        int arm = i / model->n_states / n_ages;
        double started = evaluation->started[age];
        if (started == 0) continue;
        double people = evaluation->occupancy[arm][age * model->n_states + state];
        *row++ = (OccupancyRow){model->first_age + age, arm, state, people / started};
    }
    findings->n_occupancy = (int)(row - findings->occupancy);
out:
    return status;
}

static Status provenance_table(const Evidence *evidence, Findings *findings)
{
    static const char *const grade[N_GRADES] = {"A", "B", "C", "D", "E"};
    static const char *const years[4] = {"1-5", "6-10", "11-20", "21+"};
    Status status = STATUS_OK;
    ProvenanceRow *row;
    ARENA_TRY(&findings->arena, row, 2 * N_GRADES + 1 + 1 + 4 + 2);
    findings->provenance = row;
    for (int g = 0; g < N_GRADES; g++)
        *row++ = (ProvenanceRow){"value", "grade", grade[g], evidence->value[g]};
    for (int g = 0; g < N_GRADES; g++)
        *row++ = (ProvenanceRow){"variance", "grade", grade[g], evidence->variance[g]};
    *row++ = (ProvenanceRow){"variance", "grade", "together", evidence->interplay};
    if (!isnan(evidence->course))
        *row++ = (ProvenanceRow){"variance", "shock", "calendar years", evidence->course};
    for (int i = 0; i < 4; i++)
        *row++ = (ProvenanceRow){"value", "years", years[i], evidence->years[i]};
    *row++ = (ProvenanceRow){"value", "follow_up", "seen", 1 - evidence->beyond_follow_up};
    *row++ = (ProvenanceRow){"value", "follow_up", "beyond", evidence->beyond_follow_up};
    findings->n_provenance = (int)(row - findings->provenance);
out:
    return status;
}

static Status keep_worlds(const Evaluation *evaluation, Findings *findings)
{
    Status status = STATUS_OK;
    size_t n = (size_t)evaluation->study->n_parameters * (size_t)evaluation->n_worlds;
    double *value;
    ARENA_TRY(&findings->arena, value, n);
    memcpy(value, evaluation->parameter, n * sizeof *value);
    findings->world_value = value;
    findings->n_worlds = evaluation->n_worlds;
out:
    return status;
}

Status findings_make(const Study *study, const RunOptions *options, const NetRequest *net,
                     Problems *problems, Findings *findings)
{
    Status status = STATUS_OK;
    Evaluation evaluation = {0};
    Accounts accounts = {0};
    Evidence evidence;
    *findings = (Findings){.study = study};
    TRY(accounts_make(study, &findings->arena, &accounts));
    findings->account = accounts.account;
    findings->n_accounts = accounts.n;
    TRY(evaluate(study, options, problems, &evaluation));
    TRY(payback_tables(&evaluation, &accounts, findings));
    TRY(summary_table(&evaluation, &accounts, findings));
    TRY(ledger_table(&evaluation, findings));
    TRY(occupancy_table(&evaluation, findings));
    TRY(people_table(&evaluation, findings));
    TRY(outcomes_table(&evaluation, &accounts, findings));
    TRY(claims_table(&evaluation, findings));
    TRY(evidence_find(&evaluation, &accounts, verdict_years(study), problems, &evidence));
    TRY(provenance_table(&evidence, findings));
    TRY(headline_fill(&evaluation, &accounts, &evidence, findings));
    TRY(keep_worlds(&evaluation, findings));
    if (net != NULL) TRY(net_series_make(&evaluation, &accounts, net, findings));
    evaluation_free(&evaluation);
    TRY(career_table(study, &accounts, options, problems, findings));
out:
    evaluation_free(&evaluation);
    if (status != STATUS_OK) findings_free(findings);
    return status;
}

void findings_free(Findings *findings)
{
    arena_free(&findings->arena);
    *findings = (Findings){0};
}

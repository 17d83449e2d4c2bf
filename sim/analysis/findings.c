#include "analysis/findings.h"

#include "analysis/accounts.h"
#include "analysis/boards.h"
#include "analysis/career.h"
#include "analysis/claims.h"
#include "analysis/effect_people.h"
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

/* Is a track held in a place in this year from its entry? */
static bool is_held(const Study *study, const Track *track, int year)
{
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        bool meant = effect->group == ANY || effect->group == track->group;
        if (effect->kind == EFFECT_PLACE && meant && year >= effect->year_from &&
            year <= effect->year_to)
            return true;
    }
    return false;
}

static double held_at(const Evaluation *evaluation, int age)
{
    const Plan *plan = &evaluation->setup.plan;
    double held = 0;
    for (int t = 0; t < plan->n_tracks; t++) {
        const Track *track = &plan->track[t];
        if (is_held(evaluation->study, track, age - track->age + 1)) held += track->n_people;
    }
    return held;
}

static Status occupancy_table(const Evaluation *evaluation, Findings *findings)
{
    Status status = STATUS_OK;
    const Model *model = &evaluation->study->model;
    int n_ages = evaluation->setup.plan.n_ages;
    OccupancyRow *row;
    double *held;
    ARENA_TRY(&findings->arena, row, N_ARMS * n_ages * model->n_states);
    ARENA_TRY(&findings->arena, held, n_ages);
    for (int a = 0; a < n_ages; a++) held[a] = held_at(evaluation, model->first_age + a);
    findings->occupancy = row;
    for (int i = 0; i < N_ARMS * n_ages * model->n_states; i++) {
        int state = i % model->n_states, age = i / model->n_states % n_ages;
        int arm = i / model->n_states / n_ages;
        double started = evaluation->started[age];
        if (started == 0) continue;
        double people = evaluation->occupancy[arm][age * model->n_states + state];
        *row++ = (OccupancyRow){model->first_age + age, arm,     state,
                                people / started,       started, held[age]};
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

/* ---- rounds ---- */

/* What is filled from the replicates as they pass by. */
typedef struct {
    const Accounts *accounts;
    Findings *findings;
    int n_blocks;
    Tallies tallies;
    Problems *problems;
} Desk;

static Status fill_luck(const Round *round, const Accounts *accounts, Findings *findings)
{
    Status status = STATUS_OK;
    round_begin(round);
    TRY(payback_tables(round, accounts, findings));
    TRY(summary_table(round, accounts, findings));
    TRY(people_table(round, findings));
    TRY(outcomes_table(round, accounts, findings));
    TRY(claims_table(round, findings));
    TRY(documented_table(round, findings));
    TRY(headline_luck(round, accounts, findings));
    if (round->tallies && round->tallies->out_of_memory) status = STATUS_MEMORY;
out:
    return status;
}

static Status take_round(void *context, const Evaluation *block, int number)
{
    Desk *desk = context;
    Round round = {.evaluation = block,
                   .luck = true,
                   .number = number,
                   .n = desk->n_blocks,
                   .tallies = &desk->tallies};
    Status status = fill_luck(&round, desk->accounts, desk->findings);
    if (status == STATUS_OK && desk->tallies.strange) status = evaluation_strange(desk->problems);
    return status;
}

/* The tables that ask replicates or worlds: at once, or what is left when replicates have passed by. */
static Status fill_rest(const Evaluation *evaluation, const Desk *desk)
{
    Status status = STATUS_OK;
    Round round = {.evaluation = evaluation, .luck = true, .knowledge = true, .n = 1};
    if (!evaluation->memory.in_rounds) return fill_luck(&round, desk->accounts, desk->findings);
    round.luck = false;
    TRY(payback_tables(&round, desk->accounts, desk->findings));
    TRY(summary_table(&round, desk->accounts, desk->findings));
out:
    return status;
}

/* ---- memory ---- */

/* About what all tables take. */
static size_t table_bytes(const Evaluation *evaluation, const Accounts *accounts)
{
    enum { ACCOUNT_YEAR = 500 }; /* bytes: on each basis, of payback, boards and the texts beside */
    const Model *model = &evaluation->study->model;
    size_t n_ledger = (size_t)(evaluation->n_life_years * evaluation->setup.prices.n_lines);
    size_t n_states = (size_t)(evaluation->setup.plan.n_ages * model->n_states);
    size_t n_paths = (size_t)(evaluation->setup.plan.n_ages * model->n_paths * accounts->n);
    return (size_t)(accounts->n * N_BASES * evaluation->n_years) * ACCOUNT_YEAR +
           n_ledger * N_ARMS * sizeof(LedgerRow) + n_states * N_ARMS * sizeof(OccupancyRow) +
           n_paths * 2 * sizeof(CareerRow);
}

static void find_needs(const Evaluation *evaluation, const Accounts *accounts,
                       const NetRequest *net, const Career *career, const Findings *findings,
                       Passing *passing)
{
    passing->stands = findings->arena.used + career->stands;
    passing->rows = table_bytes(evaluation, accounts);
    passing->kept = (size_t)evaluation->study->n_parameters * (size_t)evaluation->n_worlds *
                    sizeof(double);
    if (net != NULL) passing->kept += net_series_bytes(evaluation, accounts, net);
    passing->after = passing->stands + passing->rows + passing->kept + career->more +
                     MEMORY_THREAD + career->each_thread;
}

/* Beside all tables, in what the evaluation has given back. */
static Status add_career(const Accounts *accounts, const Passing *passing,
                         const RunOptions *options, Problems *problems, Career *career,
                         Findings *findings)
{
    Status status = STATUS_OK;
    RunOptions how = *options;
    MemoryNeed need = {.held = options->held, .worker = career->each_thread};
    MemoryPlan plan;
    need.columns = need.rounds = passing->after - MEMORY_THREAD - career->each_thread;
    TRY(memory_fit(&need, options->memory, how.n_threads > 0 ? how.n_threads : parallel_cores(),
                   problems, &plan));
    how.n_threads = plan.n_threads;
    seat_shrink(options->seat, plan.alone);
    TRY(career_table(career, accounts, &how, findings));
out:
    return status;
}

/* ---- the whole ---- */

static Status fill_tables(const Evaluation *evaluation, const Desk *desk, const NetRequest *net)
{
    Status status = STATUS_OK;
    const Accounts *accounts = desk->accounts;
    Findings *findings = desk->findings;
    Evidence evidence;
    TRY(fill_rest(evaluation, desk));
    TRY(boards_table(evaluation, accounts, findings));
    findings->memory = evaluation->memory;
    findings->quantile_error = evaluation->memory.in_rounds ? sketch_error : 0;
    TRY(ledger_table(evaluation, findings));
    TRY(spending_table(evaluation, findings));
    TRY(occupancy_table(evaluation, findings));
    TRY(evidence_find(evaluation, accounts, verdict_years(evaluation->study), desk->problems,
                      &evidence));
    TRY(provenance_table(&evidence, findings));
    TRY(headline_fill(evaluation, accounts, &evidence, findings));
    TRY(keep_worlds(evaluation, findings));
    TRY(effect_people(&evaluation->setup, desk->problems, findings));
    if (net != NULL) TRY(net_series_make(evaluation, accounts, net, findings));
out:
    return status;
}

Status findings_make(const Study *study, const RunOptions *options, const NetRequest *net,
                     Problems *problems, Findings *findings)
{
    Status status = STATUS_OK;
    Evaluation evaluation = {0};
    Accounts accounts = {0};
    Career career = {0};
    Desk desk = {.accounts = &accounts,
                 .findings = findings,
                 .n_blocks = study->simulation.worlds / WORLDS_PER_BLOCK,
                 .problems = problems};
    /* What a batch ranks by needs every replicate. */
    Passing passing = {.context = &desk, .take = net == NULL ? take_round : NULL};
    RunOptions how = *options;
    how.savings = net != NULL;
    *findings = (Findings){.study = study};
    seat_prepare(options->seat);
    TRY(accounts_make(study, &findings->arena, &accounts));
    findings->account = accounts.account;
    findings->n_accounts = accounts.n;
    TRY(evaluation_begin(study, &how, problems, &evaluation));
    TRY(career_begin(study, problems, &career));
    find_needs(&evaluation, &accounts, net, &career, findings, &passing);
    TRY(evaluation_run(&how, &passing, problems, &evaluation));
    TRY(fill_tables(&evaluation, &desk, net));
    tallies_free(&desk.tallies);
    evaluation_free(&evaluation);
    TRY(add_career(&accounts, &passing, options, problems, &career, findings));
out:
    tallies_free(&desk.tallies);
    evaluation_free(&evaluation);
    career_free(&career);
    if (status != STATUS_OK) findings_free(findings);
    return status;
}

void findings_free(Findings *findings)
{
    arena_free(&findings->arena);
    *findings = (Findings){0};
}

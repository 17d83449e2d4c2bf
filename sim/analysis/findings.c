#include "analysis/findings.h"

#include "analysis/accounts.h"
#include "analysis/boards.h"
#include "analysis/career.h"
#include "analysis/chapters.h"
#include "analysis/headline.h"
#include "analysis/ledger.h"
#include "analysis/net_series.h"

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

static Status take_round(void *context, const Evaluation *block, int number)
{
    Chapters *chapters = context;
    Round round = {.evaluation = block,
                   .luck = true,
                   .number = number,
                   .n = block->study->simulation.worlds / WORLDS_PER_BLOCK,
                   .tallies = &chapters->tallies};
    Status status = chapters_fill(&round, chapters);
    if (status == STATUS_OK && chapters->tallies.strange)
        status = evaluation_strange(chapters->problems);
    return status;
}

/* The tables that ask replicates or worlds: at once, or what is left when replicates have passed by. */
static Status fill_rest(const Evaluation *evaluation, Chapters *chapters)
{
    Round round = {
        .evaluation = evaluation, .luck = !evaluation->memory.in_rounds, .knowledge = true, .n = 1};
    return chapters_fill(&round, chapters);
}

/* ---- memory ---- */

/* About what all tables take. */
static size_t table_bytes(const Evaluation *evaluation, const Accounts *accounts)
{
    enum { ACCOUNT_YEAR = 500 }; /* bytes: on each basis, of payback, boards and the texts beside */
    const Model *model = &evaluation->study->model;
    size_t n_ledger = (size_t)(evaluation->n_life_years * evaluation->setup.prices.ledger.n_lines);
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
    passing->making = career->making;
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

/* ---- what a run begins with ---- */

/* Two plans that do not read each other: the study's and that of its reference paths. */
enum { BEGIN_EVALUATION, BEGIN_CAREER, N_BEGINNINGS };
typedef struct {
    const Study *study;
    const RunOptions *options;
    Evaluation *evaluation;
    Career *career;
    Problems problems[N_BEGINNINGS];
} Beginning;

static Status begin_one(void *context, void *scratch, int i)
{
    Beginning *begins = context;
    (void)scratch;
    if (i == BEGIN_CAREER) return career_begin(begins->study, &begins->problems[i], begins->career);
    return evaluation_begin(begins->study, begins->options, &begins->problems[i],
                            begins->evaluation);
}

/* What is wrong with the paths is told when nothing is wrong with the study. */
static Status begin_both(Beginning *begins, Problems *problems)
{
    const RunOptions *options = begins->options;
    ParallelJob job = {.n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
                       .n_blocks = N_BEGINNINGS,
                       .context = begins,
                       .work = begin_one,
                       .within = blocks_within(options),
                       .takes = MEMORY_THREAD}; /* what both take is the seat's */
    Status status = parallel_run(&job);
    bool told = begins->problems[BEGIN_EVALUATION].n > 0;
    problems_move(&begins->problems[told ? BEGIN_EVALUATION : BEGIN_CAREER], problems);
    for (int i = 0; i < N_BEGINNINGS; i++) problems_free(&begins->problems[i]);
    return status;
}

/* ---- the whole ---- */

static Status fill_tables(const Evaluation *evaluation, Chapters *chapters, const NetRequest *net)
{
    Status status = STATUS_OK;
    const Accounts *accounts = chapters->accounts;
    Findings *findings = chapters->findings;
    TRY(fill_rest(evaluation, chapters));
    findings->effect_people = chapters->effect_people;
    TRY(boards_table(evaluation, accounts, findings));
    findings->memory = evaluation->memory;
    findings->quantile_error = evaluation->memory.in_rounds ? sketch_error : 0;
    TRY(ledger_table(evaluation, findings));
    TRY(spending_table(evaluation, findings));
    TRY(occupancy_table(evaluation, findings));
    TRY(provenance_table(&chapters->evidence, findings));
    TRY(headline_fill(evaluation, accounts, &chapters->evidence, findings));
    TRY(keep_worlds(evaluation, findings));
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
    Chapters chapters = {
        .options = options, .accounts = &accounts, .findings = findings, .problems = problems};
    /* What a batch ranks by needs every replicate. */
    Passing passing = {.context = &chapters, .take = net == NULL ? take_round : NULL};
    RunOptions how = *options;
    Beginning begins = {
        .study = study, .options = &how, .evaluation = &evaluation, .career = &career};
    how.savings = net != NULL;
    *findings = (Findings){.study = study};
    seat_prepare(options->seat);
    TRY(accounts_make(study, &findings->arena, &accounts));
    findings->account = accounts.account;
    findings->n_accounts = accounts.n;
    TRY(begin_both(&begins, problems));
    find_needs(&evaluation, &accounts, net, &career, findings, &passing);
    TRY(evaluation_run(&how, &passing, problems, &evaluation));
    TRY(fill_tables(&evaluation, &chapters, net));
    tallies_free(&chapters.tallies);
    evaluation_free(&evaluation);
    TRY(add_career(&accounts, &passing, options, problems, &career, findings));
out:
    tallies_free(&chapters.tallies);
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

#include "analysis/batch.h"

#include <string.h>

const char *const scenario_state_name[N_SCENARIO_STATES] = {
    [SCENARIO_RUN] = "run",
    [SCENARIO_REUSED] = "reused",
    [SCENARIO_FAILED] = "failed",
};

static Status take_ranked(Batch *batch)
{
    Status status = STATUS_OK;
    ARENA_TRY(&batch->arena, batch->ranked, batch->n);
    ARENA_TRY(&batch->arena, batch->by_rank, batch->n);
    batch->n_ranked = 0;
    for (int i = 0; i < batch->n; i++) {
        BatchScenario *scenario = &batch->scenario[i];
        if (scenario->state == SCENARIO_FAILED) continue;
        batch->ranked[batch->n_ranked++] = i;
        scenario->programme_cost = 0;
        for (int w = 0; w < batch->n_worlds; w++)
            scenario->programme_cost += scenario->contender.cost[w] / batch->n_worlds;
    }
out:
    return status;
}

static Status label_scenarios(Batch *batch)
{
    for (int i = 0; i < batch->n_ranked; i++) {
        BatchScenario *scenario = &batch->scenario[batch->ranked[i]];
        bool again = false;
        for (int j = 0; j < batch->n_ranked; j++)
            again |= j != i &&
                     strcmp(batch->scenario[batch->ranked[j]].title, scenario->title) == 0;
        scenario->label = again ? arena_format(&batch->arena, "%s (%s)", scenario->title,
                                               scenario->name)
                                : scenario->title;
        if (scenario->label == NULL) return STATUS_MEMORY;
    }
    return STATUS_OK;
}

static Status rank_scenarios(Batch *batch)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Contender *contender;
    ARENA_TRY(&scratch, contender, batch->n_ranked);
    for (int i = 0; i < batch->n_ranked; i++)
        contender[i] = batch->scenario[batch->ranked[i]].contender;
    TRY(ranking_make(contender, batch->n_ranked, batch->n_worlds, batch->n_replicates,
                     &batch->ranking));
out:
    arena_free(&scratch);
    return status;
}

/* Insertion: equal ones stay in the order given. */
static void order(Batch *batch)
{
    const Standing *standing = batch->ranking.standing[RANK_NET][UNCERTAINTY_KNOWLEDGE];
    for (int i = 0; i < batch->n_ranked; i++) {
        int at = i;
        for (; at > 0 && standing[batch->by_rank[at - 1]].rank > standing[i].rank; at--)
            batch->by_rank[at] = batch->by_rank[at - 1];
        batch->by_rank[at] = i;
    }
}

/* The ranked place of scenario i, or ANY. */
static int place_of(const Batch *batch, int scenario)
{
    for (int i = 0; i < batch->n_ranked; i++)
        if (batch->ranked[i] == scenario) return i;
    return ANY;
}

Status batch_check_overlaps(const Batch *batch, const BatchOverlap *overlap, int n_overlaps,
                            Problems *problems)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    int *participants;
    SharedClients *shared;
    ARENA_TRY(&scratch, participants, batch->n);
    ARENA_TRY(&scratch, shared, n_overlaps);
    for (int i = 0; i < batch->n; i++) participants[i] = batch->scenario[i].participants;
    for (int i = 0; i < n_overlaps; i++)
        shared[i] = (SharedClients){overlap[i].a, overlap[i].b, overlap[i].share};
    int crowded = totals_crowded(participants, batch->n, shared, n_overlaps, batch->n_worlds);
    if (crowded == ANY || participants[crowded] == 0) goto out; /* 0: it could not be read */
    problems_note(
        problems, overlap[0].where, "batch.overlap",
        "expected pairs that share no more clients than each programme has (nobody is "
        "taken to be in three), got more than the %d of %s in some world; lower the shares",
        participants[crowded], batch->scenario[crowded].name);
    status = STATUS_INPUT;
out:
    arena_free(&scratch);
    return status;
}

/* The ranked programmes, and the clients that they share. */
typedef struct {
    Programme *programme;
    SharedClients *shared;
    Arena arena;
} Sum;

static Status take_programmes(const BatchOverlap *overlap, int n_overlaps, Batch *batch, Sum *sum)
{
    Status status = STATUS_OK;
    ARENA_TRY(&sum->arena, sum->programme, batch->n_ranked);
    ARENA_TRY(&sum->arena, sum->shared, n_overlaps);
    for (int i = 0; i < batch->n_ranked; i++) {
        const BatchScenario *scenario = &batch->scenario[batch->ranked[i]];
        Programme *programme = &sum->programme[i];
        *programme = (Programme){.participants = scenario->participants, .cost = scenario->cost};
        for (int u = 0; u < N_UNCERTAINTIES; u++) programme->net[u] = scenario->contender.net[u];
    }
    for (int i = 0; i < n_overlaps; i++) {
        int a = place_of(batch, overlap[i].a), b = place_of(batch, overlap[i].b);
        if (a == ANY || b == ANY) continue;
        sum->shared[batch->n_shared++] = (SharedClients){a, b, overlap[i].share};
    }
out:
    return status;
}

/* Adds ranked scenario i's savings. */
static Status add_savings(const Batch *batch, const Sum *sum, int i, const SavingsReader *reader,
                          double *share, Together *together)
{
    Status status = STATUS_OK;
    Arena read = {0};
    WorldSavings savings;
    const BatchScenario *scenario = &batch->scenario[batch->ranked[i]];
    if (scenario->study->model.n_spendings == 0) return STATUS_OK;
    TRY(reader->read(reader->context, batch->ranked[i], &read, &savings));
    for (int w = 0; w < batch->n_worlds; w++)
        share[w] = totals_own_share(sum->programme, i, sum->shared, batch->n_shared, (size_t)w);
    TRY(together_add(scenario->study, i, &savings, share, batch->account.name, batch->years,
                     together));
out:
    arena_free(&read);
    return status;
}

static Status limit_sum(const Sum *sum, const SavingsReader *reader, Batch *batch)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Together together;
    const Study **study;
    double *share;
    ARENA_TRY(&scratch, study, batch->n_ranked);
    ARENA_TRY(&scratch, share, batch->n_worlds);
    for (int i = 0; i < batch->n_ranked; i++) study[i] = batch->scenario[batch->ranked[i]].study;
    TRY(together_begin(study, batch->n_ranked, batch->years, &scratch, &together));
    for (int i = 0; i < batch->n_ranked; i++)
        TRY(add_savings(batch, sum, i, reader, share, &together));
    TRY(together_limit(&together, &batch->arena, &batch->limit));
out:
    arena_free(&scratch);
    return status;
}

static Status add_up(const BatchOverlap *overlap, int n_overlaps, const SavingsReader *reader,
                     Batch *batch)
{
    Status status = STATUS_OK;
    Sum sum = {0};
    TRY(take_programmes(overlap, n_overlaps, batch, &sum));
    if (reader != NULL) TRY(limit_sum(&sum, reader, batch));
    TRY(totals_make(sum.programme, batch->n_ranked, sum.shared, batch->n_shared,
                    batch->limit.beyond, batch->n_worlds, batch->n_replicates, &batch->totals));
    batch->summed = true;
out:
    arena_free(&sum.arena);
    return status;
}

Status batch_make(const BatchOverlap *overlap, int n_overlaps, const SavingsReader *reader,
                  Batch *batch)
{
    Status status = STATUS_OK;
    TRY(take_ranked(batch));
    if (batch->n_ranked == 0) goto out;
    TRY(label_scenarios(batch));
    TRY(rank_scenarios(batch));
    order(batch);
    if (batch->n_ranked > 1) TRY(add_up(overlap, n_overlaps, reader, batch));
out:
    return status;
}

void batch_free(Batch *batch)
{
    ranking_free(&batch->ranking);
    arena_free(&batch->arena);
    *batch = (Batch){0};
}

bool batch_speaks_for(const Batch *batch, int i)
{
    const BatchScenario *scenario = &batch->scenario[batch->ranked[i]];
    double chance = batch->ranking.standing[RANK_PAYBACK][UNCERTAINTY_KNOWLEDGE][i].value;
    return scenario->verdict == VERDICT_FOR && chance >= scenario->limit_for;
}

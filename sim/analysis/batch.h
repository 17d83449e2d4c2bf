/* batch.h: many scenarios in the same worlds, ranked on one basis and added up.
 * Made by batch_make from what each scenario's folder holds; read by output. */
#ifndef LIVSBANA_ANALYSIS_BATCH_H
#define LIVSBANA_ANALYSIS_BATCH_H

#include "analysis/ranking.h"
#include "analysis/together.h"
#include "analysis/totals.h"

typedef enum { SCENARIO_RUN, SCENARIO_REUSED, SCENARIO_FAILED, N_SCENARIO_STATES } ScenarioState;
extern const char *const scenario_state_name[N_SCENARIO_STATES]; /* "run", "reused", "failed" */

/* One scenario of a batch. What follows `reason` is not known of one that failed. Borrowed texts. */
typedef struct {
    const char *name; /* of its folder */
    const char *path; /* of its file */
    ScenarioState state;
    const char *reason; /* why it failed, one line */
    const Study *study; /* of the savings alone */
    const char *title;
    const char *label; /* the title, with the name when others have the same; by batch_make */
    uint64_t checksum; /* of its folder's manifest */
    int participants;
    Verdict verdict;
    double limit_for;        /* least chance of payback for "speaks for" */
    double weak_value_share; /* of its value on guesses */
    Contender contender;     /* by the batch's account and years */
    const double *cost;    /* [n_worlds] of the programme, borne by the account within the years */
    double programme_cost; /* mean of the whole programme, all payers; filled by batch_make */
} BatchScenario;

typedef struct {
    Label account;
    int years;
    int n_worlds, n_replicates, price_year;
    uint64_t seed;
    int n;
    BatchScenario *scenario; /* [n] in the order given */
    int n_ranked;
    int *ranked;  /* [n_ranked] scenarios that did not fail, in the order given */
    int *by_rank; /* [n_ranked] indices into `ranked`, by expected net saving, best first */
    Ranking ranking;
    int n_shared; /* pairs with clients in common, those of failed scenarios left out */
    Totals totals;
    bool summed;         /* there are totals: two programmes or more */
    TogetherLimit limit; /* of the sum; n is 0 where it is not known */
    Arena arena;
} Batch;

/* Clients that two scenarios (of batch->scenario) have in common. */
typedef struct {
    int a, b;
    const double *share; /* [n_worlds] */
    Where where;
} BatchOverlap;

/* Where what scenarios save in every world stands: one at a time, since all would be much. Takes
 * scenario i's (of batch->scenario) into the arena, which is freed before the next. */
typedef struct {
    void *context;
    Status (*read)(void *context, int i, Arena *arena, WorldSavings *savings);
} SavingsReader;

/* Ranks and adds up batch->scenario[n], filled by the caller along with account, years and sizes.
 * Overlaps with one that failed are left out. With a reader (NULL: none) what they save together is
 * limited to what is spent. STATUS_MEMORY, or what the reader answers. */
Status batch_make(const BatchOverlap *overlap, int n_overlaps, const SavingsReader *reader,
                  Batch *batch) MUST_USE;
/* Before anything is run: STATUS_INPUT (noted) when overlaps share more clients than a scenario has, in
 * some world. Of the scenarios only names and participants are looked at (0: not known). */
Status batch_check_overlaps(const Batch *batch, const BatchOverlap *overlap, int n_overlaps,
                            Problems *problems) MUST_USE;
void batch_free(Batch *batch); /* safe on {0} and twice */

/* Of ranked scenario i: does the evidence speak for it, and is it likely enough to have paid back for
 * this account within these years? */
bool batch_speaks_for(const Batch *batch, int i);

#endif

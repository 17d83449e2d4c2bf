#include "analysis/chapters.h"

#include "analysis/claims.h"
#include "analysis/effect_people.h"
#include "analysis/headline.h"
#include "analysis/outcomes.h"
#include "analysis/payback.h"
#include "analysis/people.h"
#include "analysis/summary.h"

#include <stdlib.h>

/* ---- parts, which do not read each other ---- */

typedef struct {
    const Round *round;
    Chapters *chapters;
} Filling;

/* What a thread works in: taken before its first account, so that nobody has it beside the evidence. */
typedef struct {
    double *memory;
} Space;

static size_t space_bytes(const Round *round)
{
    size_t payback = payback_bytes(round), summary = summary_bytes(round);
    return payback > summary ? payback : summary;
}

static Status fill_evidence(const Filling *filling)
{
    Status status = STATUS_OK;
    Chapters *chapters = filling->chapters;
    const Evaluation *evaluation = filling->round->evaluation;
    TRY(evidence_find(evaluation, chapters->accounts, verdict_years(evaluation->study),
                      chapters->problems, &chapters->evidence));
    TRY(effect_people(&evaluation->setup, chapters->problems, chapters->effect_people));
out:
    return status;
}

static Status fill_people(const Filling *filling)
{
    return people_table(filling->round, filling->chapters->findings);
}

/* Parts begin in this order: those of one part, which take memory of their own, and those with a part for
 * each account. What parts share is written by one of them alone: problems by evidence, the findings' arena
 * by people. */
typedef struct {
    bool luck, knowledge; /* what the round must ask */
    Status (*fill)(const Filling *filling);
    void (*fill_account)(const Round *round, const Accounts *accounts, int account, double *memory,
                         Findings *findings);
} Chapter;

static const Chapter chapter_table[] = {{false, true, fill_evidence, NULL},
                                        {true, false, fill_people, NULL},
                                        {false, false, NULL, payback_table},
                                        {false, false, NULL, summary_table}};
enum { N_CHAPTERS = sizeof chapter_table / sizeof *chapter_table };

static int n_parts(const Filling *filling, const Chapter *chapter)
{
    const Round *round = filling->round;
    if ((chapter->luck && !round->luck) || (chapter->knowledge && !round->knowledge)) return 0;
    return chapter->fill_account ? filling->chapters->accounts->n : 1;
}

static Status make_space(void *context, void **scratch)
{
    (void)context;
    *scratch = calloc(1, sizeof(Space));
    return *scratch ? STATUS_OK : STATUS_MEMORY;
}

static void free_space(void *scratch)
{
    Space *space = scratch;
    if (space) free(space->memory);
    free(space);
}

/* The last accounts, which add up the others, take longest: they come first. */
static Status fill_part(void *context, void *scratch, int number)
{
    const Filling *filling = context;
    const Chapter *chapter = chapter_table;
    const Accounts *accounts = filling->chapters->accounts;
    Space *space = scratch;
    for (int n; number >= (n = n_parts(filling, chapter)); number -= n) chapter++;
    if (chapter->fill) return chapter->fill(filling);
    if (!space->memory) space->memory = malloc(space_bytes(filling->round));
    if (!space->memory) return STATUS_MEMORY;
    chapter->fill_account(filling->round, accounts, accounts->n - 1 - number, space->memory,
                          filling->chapters->findings);
    return STATUS_OK;
}

/* The first thread has room of its own; as many more as fit, with so many bytes each, into what the others
 * took for blocks. */
static int threads_for(const Evaluation *evaluation, size_t bytes)
{
    const MemoryPlan *plan = &evaluation->memory;
    size_t others = (size_t)(plan->n_threads - 1), fit = others * plan->each_thread / bytes;
    return 1 + (int)(fit < others ? fit : others);
}

/* Replicates that pass by are asked in turn, each question in its place. */
static Status fill_parts(const Round *round, Chapters *chapters)
{
    Filling filling = {round, chapters};
    size_t bytes = MEMORY_THREAD + space_bytes(round);
    ParallelJob job = {.n_threads = 1,
                       .context = &filling,
                       .scratch_make = make_space,
                       .scratch_free = free_space,
                       .work = fill_part};
    for (int c = 0; c < N_CHAPTERS; c++) job.n_blocks += n_parts(&filling, &chapter_table[c]);
    if (!round->tallies) {
        job.n_threads = threads_for(round->evaluation, bytes);
        job.stop = chapters->options->stop;
        job.within = blocks_within(chapters->options);
        job.takes = bytes;
    }
    return parallel_run(&job);
}

/* ---- the whole ---- */

Status chapters_fill(const Round *round, Chapters *chapters)
{
    Status status = STATUS_OK;
    const Accounts *accounts = chapters->accounts;
    Findings *findings = chapters->findings;
    round_begin(round);
    TRY(payback_begin(round->evaluation, accounts, findings));
    TRY(summary_begin(round->evaluation, accounts, findings));
    if (round->knowledge)
        ARENA_TRY(&findings->arena, chapters->effect_people, findings->study->n_effects + 1);
    TRY(fill_parts(round, chapters));
    if (!round->luck) goto out;
    TRY(outcomes_table(round, accounts, findings)); /* reads payback */
    TRY(claims_table(round, findings));
    TRY(documented_table(round, findings));
    TRY(headline_luck(round, accounts, findings));
    if (round->tallies && round->tallies->out_of_memory) status = STATUS_MEMORY;
out:
    return status;
}

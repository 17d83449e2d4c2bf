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

static Status fill_evidence(const Filling *filling, double *memory, int part)
{
    Status status = STATUS_OK;
    Chapters *chapters = filling->chapters;
    const Evaluation *evaluation = filling->round->evaluation;
    (void)memory;
    (void)part;
    TRY(evidence_find(evaluation, chapters->accounts, verdict_years(evaluation->study),
                      chapters->problems, &chapters->evidence));
    TRY(effect_people(&evaluation->setup, chapters->problems, chapters->effect_people));
out:
    return status;
}

/* The last accounts, which add up the others, take longest. */
static int account_of(const Filling *filling, int part)
{
    return filling->chapters->accounts->n - 1 - part;
}

static Status fill_payback(const Filling *filling, double *memory, int part)
{
    const Chapters *chapters = filling->chapters;
    payback_table(filling->round, chapters->accounts, account_of(filling, part), memory,
                  chapters->findings);
    return STATUS_OK;
}

static Status fill_summary(const Filling *filling, double *memory, int part)
{
    const Chapters *chapters = filling->chapters;
    (void)memory;
    return summary_table(filling->round, chapters->accounts, account_of(filling, part),
                         chapters->findings);
}

static Status fill_people(const Filling *filling, double *memory, int part)
{
    (void)memory;
    (void)part;
    return people_table(filling->round, filling->chapters->findings);
}

/* What parts share is written by one of them alone: problems by evidence, the findings' arena by people. */
typedef struct {
    bool luck, knowledge; /* what the round must ask */
    bool by_account;      /* a part for each; else one */
    Status (*fill)(const Filling *filling, double *memory, int part);
} Chapter;

static const Chapter chapter_table[] = {{false, true, false, fill_evidence},
                                        {false, false, true, fill_payback},
                                        {false, false, true, fill_summary},
                                        {true, false, false, fill_people}};
enum { N_CHAPTERS = sizeof chapter_table / sizeof *chapter_table };

static int n_parts(const Filling *filling, const Chapter *chapter)
{
    const Round *round = filling->round;
    if ((chapter->luck && !round->luck) || (chapter->knowledge && !round->knowledge)) return 0;
    return chapter->by_account ? filling->chapters->accounts->n : 1;
}

/* A thread's memory to work in. */
static Status make_memory(void *context, void **memory)
{
    const Filling *filling = context;
    *memory = malloc(payback_bytes(filling->round));
    return *memory ? STATUS_OK : STATUS_MEMORY;
}

static Status fill_part(void *context, void *scratch, int number)
{
    const Filling *filling = context;
    const Chapter *chapter = chapter_table;
    for (int n; number >= (n = n_parts(filling, chapter)); number -= n) chapter++;
    return chapter->fill(filling, scratch, number);
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
    size_t bytes = MEMORY_THREAD + payback_bytes(round);
    ParallelJob job = {.n_threads = 1,
                       .context = &filling,
                       .scratch_make = make_memory,
                       .scratch_free = free,
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

#include "cli/batch_run.h"

#include "base/desk.h"
#include "cli/batch_making.h"
#include "cli/report.h"

#include <stdlib.h>

/* Of what a scenario of 2,000 worlds and 10,000 replicates takes of one thread, by profiles of three of
 * Norrköping's (bench/README.md): what one thread does whatever the others do, its longest table above all;
 * and what the threads of its leader share, but no other rank: plans, the other tables, reference paths.
 * The rest is blocks. */
static const double ALONE = 0.03, WITH_LEADER = 0.15;

int batch_run_shared(int n_scenarios, int n_ranks, int n_threads)
{
    int left = n_scenarios % n_ranks;
    double blocks = 1 - ALONE - WITH_LEADER;
    double whole = ALONE + (WITH_LEADER + blocks) / n_threads;
    double shared = ALONE + (WITH_LEADER + blocks / n_ranks) / n_threads;
    return left * shared < whole ? left : 0;
}

/* ---- the leader ---- */

typedef struct {
    Status status;
    bool ended;
    int rank; /* that could not make it */
    Status of_rank;
    Problems why;
} Ending;

typedef struct {
    BatchRun *run;
    Problems *problems;
    Company company;
    bool *whole; /* [studies->n] made by one thread, here or elsewhere */
    int n_shared;
    int *shared;          /* [n_shared] the others */
    int *n_heard;         /* [rank] of the shared ones */
    Ending *ending;       /* [studies->n] */
    int n_told;           /* scenarios of which all is told */
    pthread_mutex_t lock; /* of endings and what is told */
} Leading;

/* Tells now: more work follows. */
static Status tell_failure(Leading *leading, int i)
{
    BatchRun *run = leading->run;
    Ending *ending = &leading->ending[i];
    Problems told = {0};
    Arena arena = {0};
    size_t n_files;
    const char *which = arena_format(&arena, "batch: %s", run->studies->study[i].path);
    Status status = batch_study_fail(run->studies, i, ending->status, &ending->why, &told);
    progress_hold(run->progress);
    report_problems(&told, which != NULL ? which : "batch", &n_files);
    progress_go_on(run->progress);
    problems_free(&told);
    arena_free(&arena);
    return status;
}

static void tell_rank(const Leading *leading, int i)
{
    const Ending *ending = &leading->ending[i];
    progress_hold(leading->run->progress);
    fprintf(stderr,
            "livsbana batch: note: rank %d could not make %s (exit status %d), and the leader did: "
            "can that rank read the same files and write to %s?\n",
            ending->rank, leading->run->studies->study[i].path, (int)ending->of_rank,
            leading->run->folder);
    progress_go_on(leading->run->progress);
}

/* What was wrong is told in the order of the scenarios. */
static Status end_scenario(Leading *leading, int i, Status how, Progress *part)
{
    Status status = STATUS_OK;
    progress_part_end(part);
    pthread_mutex_lock(&leading->lock);
    leading->ending[i].status = how;
    leading->ending[i].ended = true;
    leading->run->n_made++;
    for (int n = leading->run->studies->n; leading->n_told < n; leading->n_told++) {
        const Ending *ending = &leading->ending[leading->n_told];
        if (!leading->run->wanted[leading->n_told]) continue;
        if (!ending->ended) break;
        if (ending->status != STATUS_OK)
            TRY(tell_failure(leading, leading->n_told));
        else if (ending->rank > 0)
            tell_rank(leading, leading->n_told);
    }
out:
    pthread_mutex_unlock(&leading->lock);
    return status;
}

/* One scenario here; with no seat by all ranks. */
static Status make_here(Leading *leading, int i, int number, Seat *seat)
{
    const BatchRun *run = leading->run;
    Progress part = progress_part(run->progress);
    const BatchMaking making = {run->session,
                                run->folder,
                                run->studies,
                                &part,
                                number,
                                seat,
                                batch_studies_bytes(run->studies),
                                false};
    Status status = batch_make_scenario(&making, i, &run->studies->study[i].study,
                                        &leading->ending[i].why);
    if (status == STATUS_MEMORY) return status;
    if (status != STATUS_OK && batch_stopped(run->session) != STATUS_OK) return STATUS_RUN_FAILED;
    if (status != STATUS_OK && status != STATUS_INPUT) status = STATUS_RUN_FAILED;
    return end_scenario(leading, i, status, &part);
}

static Status make_whole(void *context, void *scratch, int i)
{
    Leading *leading = context;
    Seat seat = {.company = &leading->company};
    (void)scratch;
    return leading->whole[i] ? make_here(leading, i, 0, &seat) : STATUS_OK;
}

/* ---- the leader's desk ---- */

static bool skip(void *context, int i, Status *status)
{
    const Leading *leading = context;
    *status = STATUS_OK;
    return !leading->whole[i];
}

static Status take(void *context, const RankMessage *message)
{
    Leading *leading = context;
    Progress part = progress_part(leading->run->progress);
    return end_scenario(leading, message->block, STATUS_OK, &part);
}

static void take_back(void *context, const RankMessage *message)
{
    Leading *leading = context;
    Ending *ending = &leading->ending[message->block];
    ending->rank = message->rank;
    ending->of_rank = message->status;
}

static int say_shared(void *context, int rank)
{
    Leading *leading = context;
    int k = leading->n_heard[rank]++;
    return k < leading->n_shared ? BATCH_SHARED - leading->shared[k] : -1;
}

static Status serve(void *context, Parallel *parallel)
{
    Leading *leading = context;
    Desk desk = {.phase = BATCH_WHOLE_PHASE,
                 .key = batch_key(leading->run->studies),
                 .stop = leading->run->session->stop,
                 .context = leading,
                 .skip = skip,
                 .take = take,
                 .returned = take_back,
                 .no_more = say_shared,
                 .parallel = parallel};
    Status status = desk_open(&desk);
    if (status == STATUS_OK) status = desk_serve(&desk);
    problems_move(&desk.problems, leading->problems);
    desk_close(&desk);
    return status;
}

/* ---- the whole ---- */

/* The last of those that are wanted are shared. */
static void part_scenarios(Leading *leading, int n_ranks)
{
    const BatchRun *run = leading->run;
    int n = 0, left;
    for (int i = 0; i < run->studies->n; i++) n += run->wanted[i];
    left = n - batch_run_shared(n, n_ranks, threads_of(run->session));
    for (int i = 0; i < run->studies->n; i++) {
        if (!run->wanted[i]) continue;
        leading->whole[i] = left-- > 0;
        if (!leading->whole[i]) leading->shared[leading->n_shared++] = i;
    }
}

static void tell_room(const Leading *leading)
{
    if (!leading->company.room.was_full) return;
    progress_hold(leading->run->progress);
    fputs(
        "livsbana batch: note: --memory had no room for as much work at once as there are threads; "
        "results do not depend on it\n",
        stderr);
    progress_go_on(leading->run->progress);
}

static Status make_all(Leading *leading, int n_ranks)
{
    Status status = STATUS_OK;
    const BatchRun *run = leading->run;
    ParallelJob job = {.n_threads = threads_of(run->session),
                       .n_blocks = run->studies->n,
                       .context = leading,
                       .work = make_whole,
                       .stop = run->session->stop,
                       .beside = n_ranks > 1 ? serve : NULL,
                       .handle = &leading->company.parallel,
                       .room = &leading->company.room};
    TRY(parallel_run(&job));
    tell_room(leading);
    for (int k = 0; k < leading->n_shared; k++) {
        TRY(batch_stopped(run->session));
        TRY(make_here(leading, leading->shared[k], BATCH_FIRST_NUMBER + k, NULL));
    }
out:
    return status;
}

Status batch_run(BatchRun *run, Problems *problems)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    int n = run->studies->n, n_ranks = ranks_here().n;
    Leading leading = {.run = run,
                       .problems = problems,
                       .company = batch_company(run->session, run->studies),
                       .lock = PTHREAD_MUTEX_INITIALIZER};
    ARENA_TRY(&arena, leading.whole, n);
    ARENA_TRY(&arena, leading.shared, n);
    ARENA_TRY(&arena, leading.ending, n);
    ARENA_TRY(&arena, leading.n_heard, n_ranks);
    part_scenarios(&leading, n_ranks);
    status = make_all(&leading, n_ranks);
out:
    for (int i = 0; leading.ending != NULL && i < n; i++) problems_free(&leading.ending[i].why);
    arena_free(&arena);
    return status;
}

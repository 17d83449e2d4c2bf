#include "analysis/blocks.h"

#include "analysis/blocks_ranks.h"
#include "base/checksum.h"
#include "engine/making.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* A block that is done and waits for those before it. */
typedef struct Done {
    struct Done *next;
    int block;
    void *result;
} Done;

/* What is done with every block: first a look, then the work. */
typedef struct {
    int number;
    Status (*work)(void *pool, void *scratch, int block);
    bool gives; /* results */
} Phase;

/* What the threads share; everything below `lock` is read and written under it. */
typedef struct {
    const BlockJob *job;
    const RunOptions *options;
    pthread_mutex_t lock;
    int failed_block; /* the lowest that failed; ANY */
    Problems failed;  /* its problems */
    int taken;        /* blocks handed on */
    Done *done;
    Ranks here;
    uint64_t key;           /* of the job */
    const Phase *phase;     /* the one under way */
    Helper *helper;         /* [here.n] the leader's */
    Checkpoint *checkpoint; /* begun; NULL: none */
} Pool;

/* One thread's worker; a study's worker is made anew when another study's turn comes. */
typedef struct {
    int study;
    Worker *worker;
} Scratch;

Status blocks_stopped(const RunOptions *options)
{
    return options->stop && atomic_load(options->stop) ? STATUS_RUN_FAILED : STATUS_OK;
}

/* ---- scratch ---- */

static void free_scratch(void *pointer)
{
    Scratch *scratch = pointer;
    if (scratch) worker_delete(scratch->worker);
    free(scratch);
}

static Status make_scratch(void *context, void **pointer)
{
    (void)context;
    *pointer = calloc(1, sizeof(Scratch));
    return *pointer ? STATUS_OK : STATUS_MEMORY;
}

static Status turn_to(Scratch *scratch, const Pool *pool, int study)
{
    if (scratch->worker && scratch->study == study) return STATUS_OK;
    worker_delete(scratch->worker);
    scratch->study = study;
    scratch->worker = worker_new(&pool->job->setup[study]);
    return scratch->worker ? STATUS_OK : STATUS_MEMORY;
}

/* Keeps the problems of the lowest block that fails. */
static void keep_problems(Pool *pool, Scratch *scratch, int block)
{
    Worker *worker = scratch->worker;
    if (!worker || !worker->problems.n) return;
    pthread_mutex_lock(&pool->lock);
    if (pool->failed_block == ANY || block < pool->failed_block) {
        problems_free(&pool->failed);
        pool->failed = (Problems){0};
        problems_move(&worker->problems, &pool->failed);
        pool->failed_block = block;
    }
    pthread_mutex_unlock(&pool->lock);
    problems_free(&worker->problems);
    worker->problems = (Problems){0};
}

/* ---- the look at every world ---- */

static Status check_study(Pool *pool, Worker *worker, int block)
{
    Status status = STATUS_OK;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = block * WORLDS_PER_BLOCK + i;
        TRY(blocks_stopped(pool->options));
        study_draw(worker->setup->study, world, worker->value);
        TRY(world_check(&worker->world, world, worker->value, &worker->problems));
    }
out:
    return status;
}

static Status check_block(void *context, void *pointer, int block)
{
    Status status = STATUS_OK;
    Pool *pool = context;
    Scratch *scratch = pointer;
    for (int s = 0; s < pool->job->n_studies; s++) {
        TRY(turn_to(scratch, pool, s));
        TRY(check_study(pool, scratch->worker, block));
    }
out:
    keep_problems(pool, scratch, block);
    return status;
}

/* ---- results, handed on in order ---- */

/* Among all phases of the command. */
static int phase_number(const Pool *pool)
{
    return 2 * pool->options->number + pool->phase->number;
}

static void take_ready(Pool *pool)
{
    while (pool->done && pool->done->block == pool->taken) {
        Done *first = pool->done;
        pool->job->take(pool->job->context, first->block, first->result);
        pool->done = first->next;
        pool->taken++;
        free(first->result);
        free(first);
    }
}

/* Hands `result` over, and every block that waited for it. */
static Status hand_on(Pool *pool, int block, void *result)
{
    Done *done = malloc(sizeof *done);
    if (!done) {
        free(result);
        return STATUS_MEMORY;
    }
    pthread_mutex_lock(&pool->lock);
    Done **at = &pool->done;
    while (*at && (*at)->block < block) at = &(*at)->next;
    *done = (Done){*at, block, result};
    *at = done;
    take_ready(pool);
    pthread_mutex_unlock(&pool->lock);
    return STATUS_OK;
}

static Status work_block(const Pool *pool, Scratch *scratch, int block, void *result)
{
    Status status = STATUS_OK;
    const BlockJob *job = pool->job;
    memset(result, 0, job->block_bytes);
    for (int s = 0; s < job->n_studies; s++) {
        TRY(turn_to(scratch, pool, s));
        TRY(job->work(job->context, s, scratch->worker, block, result));
    }
    if (job->finish) job->finish(job->context, block, result);
    if (pool->checkpoint) checkpoint_keep(pool->checkpoint, block, result);
out:
    return status;
}

/* A helper's results go to the leader. */
static Status pass_on(Pool *pool, int block, void *result)
{
    if (pool->here.rank == 0) return hand_on(pool, block, result);
    pthread_mutex_lock(&pool->lock);
    ranks_give(phase_number(pool), block, result, pool->job->block_bytes);
    pthread_mutex_unlock(&pool->lock);
    free(result);
    return STATUS_OK;
}

static void *room_for_result(const Pool *pool)
{
    return aligned_alloc(64, (pool->job->block_bytes + 64) / 64 * 64);
}

static Status run_block(void *context, void *pointer, int block)
{
    Status status = STATUS_OK;
    Pool *pool = context;
    Scratch *scratch = pointer;
    void *result = room_for_result(pool);
    if (!result) return STATUS_MEMORY;
    if (!pool->checkpoint || !checkpoint_read(pool->checkpoint, block, result))
        TRY(work_block(pool, scratch, block, result));
    void *finished = result;
    result = NULL;
    TRY(pass_on(pool, block, finished));
out:
    free(result);
    keep_problems(pool, scratch, block);
    return status;
}

/* ---- ranks ---- */

/* A helper's next block is the leader's to say. */
static int ask(void *context)
{
    Pool *pool = context;
    pthread_mutex_lock(&pool->lock);
    int block = ranks_ask(phase_number(pool), pool->key, pool->options->stop);
    pthread_mutex_unlock(&pool->lock);
    return block;
}

/* A helper tells of a block that failed, and goes on: the leader ends the run. */
static Status help(void *context, void *pointer, int block)
{
    Pool *pool = context;
    Status status = pool->phase->work(pool, pointer, block);
    bool silent = status == STATUS_OK && pool->phase->gives;
    if (silent) return STATUS_OK; /* the result was said */
    pthread_mutex_lock(&pool->lock);
    if (status == STATUS_OK)
        ranks_give(phase_number(pool), block, NULL, 0);
    else
        ranks_fail(phase_number(pool), block, status);
    pthread_mutex_unlock(&pool->lock);
    return blocks_stopped(pool->options);
}

static bool is_kept(void *context, int block, Status *status)
{
    Pool *pool = context;
    *status = STATUS_OK;
    if (!pool->checkpoint || !pool->phase->gives || pool->checkpoint->slot[block] < 0) return false;
    void *result = room_for_result(pool);
    if (result && checkpoint_read(pool->checkpoint, block, result)) {
        *status = hand_on(pool, block, result);
        return true;
    }
    free(result);
    return false;
}

static Status take_given(void *context, int block, void *result)
{
    Pool *pool = context;
    if (!pool->phase->gives) return STATUS_OK;
    if (pool->checkpoint) checkpoint_keep(pool->checkpoint, block, result);
    return hand_on(pool, block, result);
}

static Status redo(void *context, int block)
{
    Pool *pool = context;
    void *scratch;
    Status status = make_scratch(pool, &scratch);
    if (status == STATUS_OK) status = pool->phase->work(pool, scratch, block);
    free_scratch(scratch);
    return status;
}

static Status lead(void *context, Parallel *parallel)
{
    Pool *pool = context;
    RankPhase phase = {.number = phase_number(pool),
                       .key = pool->key,
                       .bytes = pool->phase->gives ? pool->job->block_bytes : 0,
                       .stop = pool->options->stop,
                       .context = pool,
                       .is_kept = is_kept,
                       .take = take_given,
                       .redo = redo};
    Problems problems = {0};
    Status status = blocks_lead(&phase, parallel, pool->helper, &problems);
    pthread_mutex_lock(&pool->lock);
    problems_move(&problems, &pool->failed);
    pthread_mutex_unlock(&pool->lock);
    return status;
}

/* ---- the whole ---- */

/* What makes a job this one: the files, what the command line set over them, and the block's form. */
static uint64_t key_of(const BlockJob *job)
{
    uint64_t key = checksum_add_text(CHECKSUM_BEGIN, LIVSBANA_VERSION);
    key = checksum_add_number(key, job->key);
    for (int s = 0; s < job->n_studies; s++) {
        const Study *study = job->setup[s].study;
        for (int i = 0; i < study->n_input_files; i++)
            key = checksum_add_number(key, study->input_file[i].checksum);
        key = checksum_add_number(key, study->simulation.seed);
        key = checksum_add_number(key, (uint64_t)study->simulation.worlds);
        key = checksum_add_number(key, (uint64_t)study->simulation.replicates);
        key = checksum_add_number(key, study->simulation.shock);
        key = checksum_add_number(key, (uint64_t)study->economics.horizon);
        key = checksum_add_number(key, (uint64_t)study->economics.price_year);
        key = checksum_add_number(key, (uint64_t)study->starts);
        key = checksum_add_number(key, (uint64_t)job->setup[s].plan.n_people);
    }
    key = checksum_add_number(key, (uint64_t)job->n_blocks);
    return checksum_add_number(key, job->block_bytes);
}

static Status run_phase(Pool *pool, const Phase *phase)
{
    const RunOptions *options = pool->options;
    bool helps = pool->here.rank > 0;
    pool->phase = phase;
    ParallelJob job = {.n_threads = options->n_threads > 0 ? options->n_threads : parallel_cores(),
                       .n_blocks = pool->job->n_blocks,
                       .context = pool,
                       .scratch_make = make_scratch,
                       .scratch_free = free_scratch,
                       .work = helps ? help : phase->work,
                       .progress = phase->gives ? options->progress : NULL,
                       .progress_context = options->progress_context,
                       .stop = options->stop,
                       .next = helps ? ask : NULL,
                       .beside = !helps && pool->here.n > 1 ? lead : NULL};
    return parallel_run(&job);
}

static Status begin_pool(Pool *pool, const BlockJob *job, const RunOptions *options)
{
    *pool = (Pool){.job = job, .options = options, .failed_block = ANY, .here = {0, 1}};
    return pthread_mutex_init(&pool->lock, NULL) == 0 ? STATUS_OK : STATUS_MEMORY;
}

static void end_pool(Pool *pool, Problems *problems)
{
    if (pool->helper) blocks_dismiss(pool->helper);
    free(pool->helper);
    problems_move(&pool->failed, problems);
    problems_free(&pool->failed);
    while (pool->done) {
        Done *first = pool->done;
        pool->done = first->next;
        free(first->result);
        free(first);
    }
    pthread_mutex_destroy(&pool->lock);
}

static const Phase look = {0, check_block, false}, work = {1, run_block, true};

static Status share(Pool *pool, Problems *problems)
{
    Status status = STATUS_OK;
    const BlockJob *job = pool->job;
    pool->here = ranks_here();
    pool->key = key_of(job);
    if (pool->here.n > 1) {
        pool->key = checksum_add_number(pool->key, checkpoint_program());
        pool->helper = calloc((size_t)pool->here.n, sizeof *pool->helper);
        if (!pool->helper) return STATUS_MEMORY;
    }
    if (pool->options->checkpoint && pool->here.rank == 0) {
        TRY(checkpoint_begin(pool->options->checkpoint, key_of(job), job->block_bytes,
                             job->n_blocks, problems));
        pool->checkpoint = pool->options->checkpoint;
    }
out:
    return status;
}

Status blocks_run(const BlockJob *job, const RunOptions *options, Problems *problems)
{
    Status status = STATUS_OK;
    Pool pool;
    if (begin_pool(&pool, job, options) != STATUS_OK) return STATUS_MEMORY;
    TRY(share(&pool, problems));
    if (job->check) TRY(run_phase(&pool, &look));
    TRY(run_phase(&pool, &work));
    if (pool.here.rank == 0 && pool.taken != job->n_blocks)
        status = problems_fail(problems, STATUS_RUN_FAILED, "%d of %d blocks came in; run it again",
                               pool.taken, job->n_blocks);
out:
    if (pool.here.rank > 0) problems_free(&pool.failed); /* the leader's to tell */
    end_pool(&pool, problems);
    return pool.here.rank > 0 ? STATUS_RUN_FAILED : status;
}

Status blocks_check(const Setup *setup, int n_blocks, const RunOptions *options, Problems *problems)
{
    BlockJob job = {.n_studies = 1, .setup = setup, .n_blocks = n_blocks};
    Pool pool;
    Status status = begin_pool(&pool, &job, options);
    if (status != STATUS_OK) return status;
    status = run_phase(&pool, &look);
    end_pool(&pool, problems);
    return status;
}

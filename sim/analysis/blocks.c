#include "analysis/blocks.h"

#include "analysis/blocks_ranks.h"
#include "base/checksum.h"
#include "base/program.h"
#include "engine/making.h"

#include <string.h>

Status blocks_stopped(const RunOptions *options)
{
    return options->stop && atomic_load(options->stop) ? STATUS_RUN_FAILED : STATUS_OK;
}

bool blocks_lead_here(const RunOptions *options)
{
    return options->seat != NULL || ranks_here().rank == 0;
}

Parallel *blocks_within(const RunOptions *options)
{
    return options->seat != NULL ? options->seat->company->parallel : NULL;
}

/* ---- the look at every world ---- */

static Status check_study(Pool *pool, Worker *worker, int block)
{
    Status status = STATUS_OK;
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = block * WORLDS_PER_BLOCK + i;
        TRY(blocks_stopped(pool->options));
        worker_draw(worker, world);
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
        TRY(scratch_turn_to(scratch, pool, s));
        TRY(check_study(pool, scratch->worker, block));
    }
out:
    pool_keep_problems(pool, scratch, block);
    return status;
}

/* ---- the work ---- */

static Status work_block(const Pool *pool, Scratch *scratch, int block)
{
    Status status = STATUS_OK;
    const BlockJob *job = pool->job;
    memset(scratch->result, 0, job->block_bytes + job->work_bytes);
    for (int s = 0; s < job->n_studies; s++) {
        TRY(scratch_turn_to(scratch, pool, s));
        TRY(job->work(job->context, s, scratch->worker, block, scratch->result));
    }
    if (job->finish) job->finish(job->context, block, scratch->result);
    if (pool->checkpoint) checkpoint_keep(pool->checkpoint, block, scratch->result);
out:
    return status;
}

/* A helper's result stays in its scratch, from where it goes to the leader. */
static Status run_block(void *context, void *pointer, int block)
{
    Status status = STATUS_OK;
    Pool *pool = context;
    Scratch *scratch = pointer;
    if (!scratch->result)
        scratch->result = aligned_memory(pool->job->block_bytes + pool->job->work_bytes);
    if (!scratch->result) return STATUS_MEMORY;
    if (!pool->checkpoint || !checkpoint_read(pool->checkpoint, block, scratch->result))
        TRY(work_block(pool, scratch, block));
    if (pool->here.rank == 0) TRY(pool_hand_on(pool, block, scratch->result));
out:
    pool_keep_problems(pool, scratch, block);
    return status;
}

/* ---- memory ---- */

static int threads_of(const RunOptions *options)
{
    return options->n_threads > 0 ? options->n_threads : parallel_cores();
}

Status blocks_need(const BlockJob *job, const RunOptions *options, MemoryNeed *need)
{
    *need = (MemoryNeed){.held = options->held, .block = job->block_bytes};
    for (int s = 0; s < job->n_studies; s++) {
        Worker *worker = worker_new(&job->setup[s]);
        if (!worker) return STATUS_MEMORY;
        size_t bytes = worker_bytes(worker) + job->work_bytes;
        if (bytes > need->worker) need->worker = bytes;
        worker_delete(worker);
    }
    return STATUS_OK;
}

Status blocks_fit(BlockJob *job, const MemoryNeed *need, RunOptions *options, Problems *problems,
                  MemoryPlan *plan)
{
    Status status = STATUS_OK;
    int n_threads = threads_of(options);
    if (n_threads > job->n_blocks) n_threads = job->n_blocks;
    TRY(memory_fit(need, options->memory, n_threads, problems, plan));
    if (options->fitting && plan->n_threads < n_threads && plan->n_threads < *options->fitting)
        *options->fitting = plan->n_threads;
    options->n_threads = plan->n_threads;
    job->window = plan->window;
    job->each_thread = plan->each_thread;
out:
    return status;
}

/* ---- the whole ---- */

/* What makes a job this one, beside the form of its blocks: the files, and what the command line set over
 * them. */
static uint64_t begin_key(uint64_t beside)
{
    return checksum_add_number(checksum_add_text(CHECKSUM_BEGIN, LIVSBANA_VERSION), beside);
}

static uint64_t add_study(uint64_t key, const Study *study)
{
    for (int i = 0; i < study->n_input_files; i++)
        key = checksum_add_number(key, study->input_file[i].checksum);
    key = checksum_add_number(key, study->simulation.seed);
    key = checksum_add_number(key, (uint64_t)study->simulation.worlds);
    key = checksum_add_number(key, (uint64_t)study->simulation.replicates);
    key = checksum_add_number(key, study->simulation.shock);
    key = checksum_add_number(key, (uint64_t)study->economics.horizon);
    key = checksum_add_number(key, (uint64_t)study->economics.price_year);
    key = checksum_add_number(key, (uint64_t)study->starts);
    return checksum_add_number(key, (uint64_t)study_participants(study));
}

uint64_t blocks_key(const Study *study)
{
    return add_study(begin_key(0), study);
}

static uint64_t key_of(const BlockJob *job)
{
    uint64_t key = begin_key(job->key);
    for (int s = 0; s < job->n_studies; s++) key = add_study(key, job->setup[s].study);
    return key;
}

/* Ranks must agree on the program and on the form of blocks, too: a checkpoint's header tells them. */
static uint64_t key_of_ranks(const BlockJob *job)
{
    uint64_t key = checksum_add_number(key_of(job), (uint64_t)job->n_blocks);
    key = checksum_add_number(key, job->block_bytes);
    return checksum_add_number(key, program_checksum());
}

/* Ranks may differ in speed: while a slow one has the lowest block, the others go on as long as there is
 * room. */
static int window_of(const Pool *pool)
{
    int all_threads = threads_of(pool->options) * pool->here.n;
    return pool->here.n > 1 && pool->job->window > 0 ? pool->job->window : 2 * all_threads - 1;
}

static Status run_phase(Pool *pool, const Phase *phase)
{
    const RunOptions *options = pool->options;
    bool helps = pool->here.rank > 0;
    pool->phase = phase;
    ParallelJob job = {.n_threads = threads_of(options),
                       .n_blocks = pool->job->n_blocks,
                       .context = pool,
                       .scratch_make = scratch_make,
                       .scratch_free = scratch_free,
                       .work = helps ? blocks_help : phase->work,
                       .progress = phase->gives ? options->progress : NULL,
                       .progress_context = options->progress_context,
                       .stop = options->stop,
                       .window = helps || !phase->gives ? 0 : window_of(pool),
                       .next = helps ? blocks_ask : NULL,
                       .beside = !helps && pool->here.n > 1 ? blocks_lead : NULL,
                       .within = blocks_within(options),
                       .takes = pool->job->each_thread};
    return parallel_run(&job);
}

static const Phase look = {0, check_block, false}, work = {1, run_block, true};

static Status share(Pool *pool, Problems *problems)
{
    Status status = STATUS_OK;
    const BlockJob *job = pool->job;
    if (!pool->options->seat) pool->here = ranks_here();
    if (pool->here.n > 1) {
        pool->key = key_of_ranks(job);
        TRY(blocks_welcome(pool));
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
    if (pool_begin(&pool, job, options) != STATUS_OK) return STATUS_MEMORY;
    TRY(share(&pool, problems));
    if (job->check) TRY(run_phase(&pool, &look));
    TRY(run_phase(&pool, &work));
    if (pool.here.rank == 0 && pool.taken != job->n_blocks)
        status = problems_fail(problems, STATUS_RUN_FAILED, "%d of %d blocks came in; run it again",
                               pool.taken, job->n_blocks);
out:
    if (pool.here.rank > 0) problems_free(&pool.failed); /* the leader's to tell */
    pool_end(&pool, problems);
    return pool.here.rank > 0 ? STATUS_RUN_FAILED : status;
}

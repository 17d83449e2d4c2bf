#include "analysis/blocks_ranks.h"

#include <stdlib.h>

typedef struct {
    const RankPhase *phase;
    Parallel *parallel;
    Helper *helper;
    Problems *problems;
} Desk;

/* The next block that is to be worked on, or -1; kept ones are done on the way. */
static int next_block(const Desk *desk)
{
    for (;;) {
        Status status = STATUS_OK;
        int block = parallel_begin_block(desk->parallel);
        if (block < 0 || !desk->phase->is_kept(desk->phase->context, block, &status)) return block;
        parallel_end_block(desk->parallel, block, status);
    }
}

static Status answer(const Desk *desk, int rank)
{
    Helper *helper = &desk->helper[rank];
    if (helper->key != desk->phase->key)
        return problems_fail(desk->problems, STATUS_RUN_FAILED,
                             "rank %d works on something else: start every rank with the same "
                             "livsbana, the same files and the same options",
                             rank);
    int block = next_block(desk);
    helper->asks = false;
    helper->n_blocks += block >= 0;
    ranks_answer(rank, block);
    return STATUS_OK;
}

static Status hear_ask(const Desk *desk, const RankMessage *message)
{
    Helper *helper = &desk->helper[message->rank];
    helper->phase = message->phase;
    helper->key = message->key;
    helper->asks = true;
    if (message->phase == desk->phase->number) return answer(desk, message->rank);
    if (message->phase > desk->phase->number) return STATUS_OK;
    helper->asks = false;
    ranks_answer(message->rank, -1); /* of a phase that is over */
    return STATUS_OK;
}

static Status receive(const Desk *desk, const RankMessage *message)
{
    const RankPhase *phase = desk->phase;
    void *result = NULL;
    if (phase->bytes > 0) {
        result = aligned_alloc(64, (phase->bytes + 64) / 64 * 64);
        if (!result) return STATUS_MEMORY; /* a helper that is not heard out ends with the run */
    }
    ranks_receive(message, result, phase->bytes);
    return phase->take(phase->context, message->block, result);
}

static Status hear_leave(const Desk *desk, const RankMessage *message)
{
    bool owes = desk->helper[message->rank].n_blocks > 0;
    if (!owes && message->status == STATUS_RUN_FAILED) return STATUS_OK; /* as it should be */
    return problems_fail(
        desk->problems, STATUS_RUN_FAILED,
        "rank %d left the run (exit status %d): can it read the same files, and has "
        "its machine memory enough?",
        message->rank, (int)message->status);
}

static Status hear(const Desk *desk, const RankMessage *message)
{
    Helper *helper = &desk->helper[message->rank];
    switch (message->word) {
    case RANK_ASKS: return hear_ask(desk, message);
    case RANK_GIVES:
        helper->n_blocks--;
        parallel_end_block(desk->parallel, message->block, receive(desk, message));
        return STATUS_OK;
    case RANK_FAILS:
        helper->n_blocks--;
        parallel_end_block(desk->parallel, message->block,
                           desk->phase->redo(desk->phase->context, message->block));
        return STATUS_OK;
    case RANK_LEAVES: break;
    }
    return hear_leave(desk, message);
}

Status blocks_lead(const RankPhase *phase, Parallel *parallel, Helper *helper, Problems *problems)
{
    Status status = STATUS_OK;
    const Desk desk = {phase, parallel, helper, problems};
    int n = ranks_here().n;
    RankMessage message;
    for (int rank = 1; rank < n; rank++) {
        if (helper[rank].asks && helper[rank].phase == phase->number) TRY(answer(&desk, rank));
    }
    while (!parallel_is_done(parallel)) {
        if (phase->stop && atomic_load(phase->stop)) return STATUS_RUN_FAILED;
        if (ranks_hear(&message))
            TRY(hear(&desk, &message));
        else
            ranks_rest();
    }
out:
    return status;
}

void blocks_dismiss(Helper *helper)
{
    int n = ranks_here().n;
    for (int rank = 1; rank < n; rank++) {
        if (helper[rank].asks) ranks_answer(rank, RANKS_LATER);
        helper[rank].asks = false;
    }
}

#include "base/desk.h"

#include <assert.h>
#include <stdlib.h>

struct DeskHelper {
    bool asks;    /* for a block, and has no answer yet */
    int phase;    /* of which */
    uint64_t key; /* of the job it asks for */
    int n_blocks; /* it works at */
    bool ended;   /* it knows that there is no more, or has left */
};

static bool is_stopped(const Desk *desk)
{
    return desk->stop != NULL && atomic_load(desk->stop);
}

/* The next block that is to be worked on, or what parallel_begin_block says instead. */
static int next_block(const Desk *desk)
{
    for (;;) {
        Status status;
        int block = parallel_begin_block(desk->parallel);
        if (block < 0 || desk->skip == NULL || !desk->skip(desk->context, block, &status))
            return block;
        parallel_end_block(desk->parallel, block, status);
    }
}

/* Answers a rank that asks for a block of this phase, unless none may begin yet. */
static Status answer(Desk *desk, int rank)
{
    DeskHelper *helper = &desk->helper[rank];
    bool same = helper->key == desk->key;
    int block = same ? next_block(desk) : -1;
    if (block == PARALLEL_LATER) return STATUS_OK;
    helper->n_blocks += block >= 0;
    if (block < 0 && same && desk->no_more != NULL) block = desk->no_more(desk->context, rank);
    helper->asks = false;
    helper->ended = block == -1;
    ranks_answer(rank, block);
    if (same) return STATUS_OK;
    return problems_fail(&desk->problems, STATUS_RUN_FAILED,
                         "rank %d works on something else: start every rank with the same "
                         "livsbana, the same files and the same options",
                         rank);
}

static Status answer_all(Desk *desk)
{
    Status status = STATUS_OK;
    for (int rank = 1; rank < desk->n_ranks; rank++) {
        const DeskHelper *helper = &desk->helper[rank];
        if (helper->asks && helper->phase == desk->phase) TRY(answer(desk, rank));
    }
out:
    return status;
}

/* Who asks for a phase that is over is told so; who is ahead waits. */
static void hear_ask(const Desk *desk, const RankMessage *message)
{
    DeskHelper *helper = &desk->helper[message->rank];
    helper->phase = message->phase;
    helper->key = message->key;
    helper->asks = message->phase >= desk->phase;
    if (!helper->asks) ranks_answer(message->rank, -1);
}

/* A block of this phase has come back, done or not. */
static void hear_back(const Desk *desk, const RankMessage *message)
{
    assert(message->phase == desk->phase);
    desk->helper[message->rank].n_blocks--;
    if (message->word == RANK_FAILS) {
        if (desk->returned != NULL) desk->returned(desk->context, message);
        parallel_return_block(desk->parallel, message->block);
    } else {
        Status status = desk->take != NULL ? desk->take(desk->context, message) : STATUS_OK;
        parallel_end_block(desk->parallel, message->block, status);
    }
}

static Status hear_leave(Desk *desk, const RankMessage *message)
{
    DeskHelper *helper = &desk->helper[message->rank];
    int owed = helper->n_blocks;
    *helper = (DeskHelper){.ended = true};
    if (owed == 0 && message->status == STATUS_RUN_FAILED) return STATUS_OK; /* as it should be */
    parallel_lose_blocks(desk->parallel, owed, STATUS_RUN_FAILED);
    return problems_fail(
        &desk->problems, STATUS_RUN_FAILED,
        "rank %d left the run (exit status %d): can it read the same files, and has "
        "its machine memory enough?",
        message->rank, (int)message->status);
}

static Status hear(Desk *desk, const RankMessage *message)
{
    switch (message->word) {
    case RANK_ASKS: hear_ask(desk, message); return STATUS_OK;
    case RANK_GIVES:
    case RANK_FAILS: hear_back(desk, message); return STATUS_OK;
    case RANK_LEAVES: break;
    }
    return hear_leave(desk, message);
}

static bool is_done(const Desk *desk)
{
    if (!parallel_is_done(desk->parallel)) return false;
    for (int rank = 1; desk->no_more != NULL && rank < desk->n_ranks; rank++)
        if (!desk->helper[rank].ended) return false;
    return true;
}

/* What goes wrong lets no new block begin; those under way are heard of before the phase ends. */
Status desk_serve(Desk *desk)
{
    RankMessage message;
    Status wrong = STATUS_OK;
    while (!is_done(desk)) {
        if (is_stopped(desk)) return STATUS_RUN_FAILED;
        Status status = answer_all(desk);
        if (status == STATUS_OK && ranks_hear(&message))
            status = hear(desk, &message);
        else
            ranks_rest();
        if (status == STATUS_OK) continue;
        parallel_lose_blocks(desk->parallel, 0, status);
        wrong = status;
    }
    return wrong;
}

Status desk_open(Desk *desk)
{
    desk->n_ranks = ranks_here().n;
    desk->helper = calloc((size_t)desk->n_ranks, sizeof *desk->helper);
    return desk->helper != NULL ? STATUS_OK : STATUS_MEMORY;
}

void desk_close(Desk *desk)
{
    for (int rank = 1; desk->helper != NULL && rank < desk->n_ranks; rank++)
        if (desk->helper[rank].asks) ranks_answer(rank, RANKS_LATER);
    free(desk->helper);
    desk->helper = NULL;
    problems_free(&desk->problems);
    desk->problems = (Problems){0};
}

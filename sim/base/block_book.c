#include "base/block_book.h"

#include <stdlib.h>

Status block_book_open(BlockBook *book, const ParallelJob *job)
{
    *book = (BlockBook){.job = job};
    if (job->window > 0) {
        book->ended = calloc((size_t)job->window, sizeof *book->ended);
        if (book->ended == NULL) return STATUS_MEMORY;
    }
    if (job->beside != NULL) {
        book->back = calloc((size_t)job->n_blocks, sizeof *book->back);
        if (book->back == NULL) return STATUS_MEMORY;
    }
    return STATUS_OK;
}

void block_book_close(BlockBook *book)
{
    free(book->ended);
    free(book->back);
}

static bool nothing_to_begin(const BlockBook *book)
{
    const ParallelJob *job = book->job;
    return book->failed || book->exhausted || (job->next == NULL && book->next == job->n_blocks);
}

int block_book_begin(BlockBook *book, int window)
{
    const ParallelJob *job = book->job;
    if (nothing_to_begin(book)) return -1;
    if (job->stop != NULL && atomic_load(job->stop)) {
        book->stopped = true;
        return -1;
    }
    if (book->ended != NULL && book->next >= book->lowest + window) return PARALLEL_LATER;
    int block = job->next != NULL ? job->next(job->context) : book->next++;
    book->exhausted = block < 0;
    book->begun += block >= 0;
    return block;
}

static void move_window(BlockBook *book, int block)
{
    int window = book->job->window;
    book->ended[block % window] = true;
    for (; book->ended[book->lowest % window]; book->lowest++)
        book->ended[book->lowest % window] = false;
}

void block_book_end(BlockBook *book, int block, Status status)
{
    const ParallelJob *job = book->job;
    book->done++;
    if (book->ended != NULL) move_window(book, block);
    if (status != STATUS_OK) {
        block_book_fail(book, block, status);
    } else if (job->progress != NULL) {
        job->progress(job->progress_context, ++book->told, job->n_blocks);
    }
}

void block_book_fail(BlockBook *book, int block, Status status)
{
    if (book->failed && book->failed_block <= block) return;
    book->failed = true;
    book->failed_block = block;
    book->failed_status = status;
}

void block_book_return(BlockBook *book, int block)
{
    book->back[book->n_back++] = block;
}

void block_book_lose(BlockBook *book, int n)
{
    book->done += n;
}

int block_book_take_back(BlockBook *book)
{
    return book->n_back > 0 ? book->back[--book->n_back] : -1;
}

void block_book_drop_back(BlockBook *book)
{
    for (int block; (block = block_book_take_back(book)) >= 0;)
        block_book_end(book, block, STATUS_MEMORY);
}

bool block_book_is_done(const BlockBook *book)
{
    return book->begun == book->done && (book->stopped || nothing_to_begin(book));
}

Status block_book_answer(const BlockBook *book)
{
    if (book->failed) return book->failed_status;
    return book->stopped ? STATUS_RUN_FAILED : STATUS_OK;
}

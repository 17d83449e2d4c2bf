/* block_book.h: which blocks of a job have begun, ended, come back or failed, and which is to begin next.
 * Read by parallel, under its lock: this knows of no threads. */
#ifndef LIVSBANA_BASE_BLOCK_BOOK_H
#define LIVSBANA_BASE_BLOCK_BOOK_H

#include "base/parallel.h"

enum { BEFORE_ALL_BLOCKS = -1 }; /* where a scratch that could not be made counts as failed */

typedef struct {
    const ParallelJob *job;
    int next;        /* first block that has not begun */
    int begun, done; /* blocks; done also those that failed */
    int told;        /* blocks that progress has heard of */
    int lowest;      /* block that has not ended */
    bool *ended;     /* [window] block lowest + i at (lowest + i) % window; NULL: no window */
    int n_back;
    int *back;      /* [n_back] blocks that came back from elsewhere; room for all */
    bool exhausted; /* job->next has no more */
    bool stopped;   /* some block was not begun because of job->stop */
    bool failed;
    int failed_block;
    Status failed_status;
} BlockBook;

Status block_book_open(BlockBook *book, const ParallelJob *job) MUST_USE;
void block_book_close(BlockBook *book); /* safe on one that was not opened in full */

/* The next block to work on, -1 when there is none to begin, PARALLEL_LATER while none may that is `window` or
 * more above the lowest that has not ended. Blocks begin in order, so all below a failed one have begun too:
 * the lowest failed block does not depend on the threads. */
int block_book_begin(BlockBook *book, int window);
/* Tells progress. */
void block_book_end(BlockBook *book, int block, Status status);
void block_book_fail(BlockBook *book, int block, Status status);
/* A block that began elsewhere is to be worked on here. */
void block_book_return(BlockBook *book, int block);
/* So many that began elsewhere end nowhere. */
void block_book_lose(BlockBook *book, int n);
/* The one that came back last, which has begun; -1: none. */
int block_book_take_back(BlockBook *book);
/* Blocks that came back and that no thread is left to take. */
void block_book_drop_back(BlockBook *book);
/* None is under way, and none is to begin. */
bool block_book_is_done(const BlockBook *book);
Status block_book_answer(const BlockBook *book) MUST_USE;

#endif

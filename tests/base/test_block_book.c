/* The book of a job's blocks, without threads: what may begin, and what it says in the end. */
#include "base/block_book.h"

#include <criterion/criterion.h>

enum { WINDOW = 3 };

Test(block_book, blocks_begin_in_order_and_wait_for_the_lowest)
{
    BlockBook book;
    ParallelJob job = {.n_blocks = 5, .window = WINDOW};
    cr_assert_eq(block_book_open(&book, &job), STATUS_OK);
    for (int i = 0; i < WINDOW; i++) cr_assert_eq(block_book_begin(&book, WINDOW), i);
    cr_assert_eq(block_book_begin(&book, WINDOW), PARALLEL_LATER);
    block_book_end(&book, 1, STATUS_OK);
    cr_assert_eq(block_book_begin(&book, WINDOW), PARALLEL_LATER, "0 is still under way");
    block_book_end(&book, 0, STATUS_OK); /* lowest: 2, so that 3 and 4 may begin */
    cr_assert_eq(block_book_begin(&book, 1), PARALLEL_LATER, "in a narrower window");
    cr_assert_eq(block_book_begin(&book, WINDOW), 3);
    cr_assert_eq(block_book_begin(&book, WINDOW), 4);
    cr_assert_eq(block_book_begin(&book, WINDOW), -1);
    cr_assert(!block_book_is_done(&book));
    for (int i = 2; i < 5; i++) block_book_end(&book, i, STATUS_OK);
    cr_assert(block_book_is_done(&book));
    cr_assert_eq(block_book_answer(&book), STATUS_OK);
    block_book_close(&book);
}

Test(block_book, the_lowest_block_that_failed_is_the_answer_and_no_other_begins)
{
    BlockBook book;
    ParallelJob job = {.n_blocks = 9};
    cr_assert_eq(block_book_open(&book, &job), STATUS_OK);
    for (int i = 0; i < 4; i++) cr_assert_eq(block_book_begin(&book, 0), i);
    block_book_end(&book, 2, STATUS_FILE);
    block_book_end(&book, 3, STATUS_MEMORY);
    cr_assert_eq(block_book_answer(&book), STATUS_FILE);
    cr_assert_eq(block_book_begin(&book, 0), -1);
    cr_assert(!block_book_is_done(&book), "0 and 1 are under way");
    block_book_end(&book, 1, STATUS_INPUT);
    block_book_end(&book, 0, STATUS_OK);
    cr_assert(block_book_is_done(&book));
    cr_assert_eq(block_book_answer(&book), STATUS_INPUT);
    block_book_close(&book);
}

static Status stand_by(void *context, Parallel *parallel)
{
    (void)context, (void)parallel;
    return STATUS_OK;
}

Test(block_book, blocks_that_came_back_are_taken_again_or_have_failed)
{
    BlockBook book;
    ParallelJob job = {.n_blocks = 4, .beside = stand_by};
    cr_assert_eq(block_book_open(&book, &job), STATUS_OK);
    for (int i = 0; i < 4; i++) cr_assert_eq(block_book_begin(&book, 0), i);
    cr_assert_eq(block_book_take_back(&book), -1);
    block_book_return(&book, 2);
    block_book_return(&book, 0);
    cr_assert_eq(block_book_take_back(&book), 0);
    block_book_end(&book, 0, STATUS_OK);
    block_book_return(&book, 3);
    block_book_end(&book, 1, STATUS_OK);
    block_book_drop_back(&book);
    cr_assert(block_book_is_done(&book));
    cr_assert_eq(block_book_answer(&book), STATUS_MEMORY);
    cr_assert_eq(book.failed_block, 2);
    block_book_close(&book);
}

Test(block_book, a_stopped_job_begins_nothing_and_has_not_run)
{
    BlockBook book;
    atomic_bool stop = false;
    ParallelJob job = {.n_blocks = 4, .stop = &stop};
    cr_assert_eq(block_book_open(&book, &job), STATUS_OK);
    cr_assert_eq(block_book_begin(&book, 0), 0);
    atomic_store(&stop, true);
    cr_assert_eq(block_book_begin(&book, 0), -1);
    cr_assert(!block_book_is_done(&book));
    block_book_end(&book, 0, STATUS_OK);
    cr_assert(block_book_is_done(&book));
    cr_assert_eq(block_book_answer(&book), STATUS_RUN_FAILED);
    block_book_close(&book);
}

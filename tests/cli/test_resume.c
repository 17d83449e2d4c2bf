#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "cli/resume.h"
#include "support/room.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N_BLOCKS = 3, BYTES = 8 };

ROOM_SUITE(resume);

static void expect_told(const Checkpoint *checkpoint, const char *text)
{
    cr_assert_eq(resume_interrupted(checkpoint, &problems), STATUS_RUN_FAILED);
    cr_assert_not_null(strstr(problems.list[0].text, text), "%s", problems.list[0].text);
    problems_free(&problems);
}

Test(resume, blocks_are_told_of_only_while_their_file_stands)
{
    Checkpoint checkpoint = {0};
    expect_told(&checkpoint, "nothing was written");
    cr_assert_eq(checkpoint_init(strdup("kept"), false, &checkpoint), STATUS_OK);
    expect_told(&checkpoint, "nothing was written");
    cr_assert_eq(checkpoint_begin(&checkpoint, 1, BYTES, N_BLOCKS, &problems), STATUS_OK);
    checkpoint_keep(&checkpoint, 1, "8 bytes.");
    expect_told(&checkpoint, "1 of 3 blocks are kept in kept");
    atomic_store(&checkpoint.error, 28);
    expect_told(&checkpoint, "1 of 3 blocks are kept in kept");
    resume_make_room(&checkpoint);
    expect_told(&checkpoint, "nothing was written");
    checkpoint_free(&checkpoint);
    problems_free(&problems);
}

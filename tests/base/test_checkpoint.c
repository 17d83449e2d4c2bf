#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "base/checkpoint.h"
#include "support/room.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* A header of 64 bytes, then for each block a head of 24 and its own bytes. */
enum { N_BLOCKS = 5, BYTES = 128, HEADER = 64, HEAD = 24 };
static const uint64_t KEY = 7;

ROOM_SUITE(checkpoint);

static void fill(int block, char *bytes)
{
    for (int i = 0; i < BYTES; i++) bytes[i] = (char)(block * 31 + i);
}

static Status begin_with(bool resume, uint64_t key, int n_blocks, Checkpoint *checkpoint)
{
    cr_assert_eq(checkpoint_init(strdup("kept"), resume, checkpoint), STATUS_OK);
    return checkpoint_begin(checkpoint, key, BYTES, n_blocks, &problems);
}

static void begin(bool resume, Checkpoint *checkpoint)
{
    cr_assert_eq(begin_with(resume, KEY, N_BLOCKS, checkpoint), STATUS_OK);
}

static void keep(Checkpoint *checkpoint, int block)
{
    char bytes[BYTES];
    fill(block, bytes);
    checkpoint_keep(checkpoint, block, bytes);
}

/* Does the block stand there, with its own bytes? */
static bool stands(const Checkpoint *checkpoint, int block)
{
    char bytes[BYTES], expected[BYTES];
    fill(block, expected);
    if (!checkpoint_read(checkpoint, block, bytes)) return false;
    cr_assert_eq(memcmp(bytes, expected, BYTES), 0, "block %d has other bytes", block);
    return true;
}

/* A file with blocks 3, 0 and 4, in that order. */
static void make_three(void)
{
    Checkpoint checkpoint;
    begin(false, &checkpoint);
    keep(&checkpoint, 3);
    keep(&checkpoint, 0);
    keep(&checkpoint, 4);
    checkpoint_free(&checkpoint);
}

static void flip(long place)
{
    int file = open("kept", O_RDWR);
    char byte;
    cr_assert_eq(pread(file, &byte, 1, place), 1);
    byte ^= 4;
    cr_assert_eq(pwrite(file, &byte, 1, place), 1);
    close(file);
}

static long size_of_file(void)
{
    struct stat about;
    return stat("kept", &about) == 0 ? (long)about.st_size : -1;
}

static void expect_refused(bool resume, uint64_t key, int n_blocks, const char *part)
{
    Checkpoint checkpoint;
    long size = size_of_file();
    cr_assert_eq(begin_with(resume, key, n_blocks, &checkpoint), STATUS_FILE, "%s", part);
    cr_assert_not_null(strstr(problems.list[problems.n - 1].text, part), "%s",
                       problems.list[problems.n - 1].text);
    checkpoint_free(&checkpoint);
    cr_assert_eq(size_of_file(), size, "what is refused stays as it is");
}

Test(checkpoint, blocks_are_read_as_they_were_kept_in_any_order)
{
    Checkpoint checkpoint;
    make_three();
    cr_assert_eq(size_of_file(), HEADER + 3 * (HEAD + BYTES));
    begin(true, &checkpoint);
    cr_assert_eq(checkpoint.n_found, 3);
    cr_assert(stands(&checkpoint, 0) && stands(&checkpoint, 3) && stands(&checkpoint, 4));
    cr_assert(!stands(&checkpoint, 1) && !stands(&checkpoint, 2));
    keep(&checkpoint, 1);
    checkpoint_free(&checkpoint);
    begin(true, &checkpoint);
    cr_assert(stands(&checkpoint, 1) && stands(&checkpoint, 4));
    checkpoint_remove(&checkpoint);
    checkpoint_free(&checkpoint);
    cr_assert_eq(size_of_file(), -1);
}

Test(checkpoint, a_torn_end_is_dropped_and_written_over)
{
    for (long cut = 1; cut <= HEAD + BYTES; cut += 7) {
        Checkpoint checkpoint;
        make_three();
        cr_assert_eq(truncate("kept", size_of_file() - cut), 0);
        begin(true, &checkpoint);
        cr_assert(stands(&checkpoint, 0) && stands(&checkpoint, 3));
        cr_assert(!stands(&checkpoint, 4), "%ld bytes cut", cut);
        keep(&checkpoint, 4);
        checkpoint_free(&checkpoint);
        begin(true, &checkpoint);
        cr_assert_eq(checkpoint.n_found, 3);
        cr_assert(stands(&checkpoint, 4));
        checkpoint_remove(&checkpoint);
        checkpoint_free(&checkpoint);
    }
}

Test(checkpoint, any_flipped_byte_costs_its_own_block_only_or_the_whole_is_refused)
{
    for (long place = 0; place < HEADER + 2 * (HEAD + BYTES); place++) {
        Checkpoint checkpoint;
        make_three();
        flip(place);
        if (place < HEADER) {
            expect_refused(true, KEY, N_BLOCKS, "damaged or something else");
            unlink("kept");
            continue;
        }
        begin(true, &checkpoint);
        bool first = place < HEADER + HEAD + BYTES;
        cr_assert_eq(stands(&checkpoint, 3), !first, "byte %ld", place);
        cr_assert_eq(stands(&checkpoint, 0), first, "byte %ld", place);
        cr_assert(stands(&checkpoint, 4));
        checkpoint_remove(&checkpoint);
        checkpoint_free(&checkpoint);
    }
}

/* The header's first number is the program's; its checksum is FNV-1a of the 56 bytes before. Twice, it is as
 * it was. */
static void of_another_program(void)
{
    int file = open("kept", O_RDWR);
    unsigned char header[HEADER];
    cr_assert_eq(pread(file, header, HEADER, 0), HEADER);
    header[24] ^= 1;
    uint64_t sum = UINT64_C(0xcbf29ce484222325);
    for (int i = 0; i < 56; i++) sum = (sum ^ header[i]) * UINT64_C(0x100000001b3);
    memcpy(header + 56, &sum, sizeof sum);
    cr_assert_eq(pwrite(file, header, HEADER, 0), HEADER);
    close(file);
}

Test(checkpoint, that_of_another_job_or_program_is_refused)
{
    make_three();
    expect_refused(true, KEY + 1, N_BLOCKS, "other files, another seed or other settings");
    expect_refused(true, KEY, N_BLOCKS + 1, "other files, another seed or other settings");
    expect_refused(false, KEY, N_BLOCKS, "go on with it by --resume");
    of_another_program();
    expect_refused(true, KEY, N_BLOCKS, "another build of livsbana");
}

Test(checkpoint, one_that_another_process_writes_is_refused)
{
    Checkpoint checkpoint;
    begin(false, &checkpoint);
    keep(&checkpoint, 2);
    pid_t child = fork();
    if (child == 0) {
        Checkpoint other;
        Status status = begin_with(true, KEY, N_BLOCKS, &other);
        _exit(status == STATUS_FILE &&
                      strstr(problems.list[0].text, "another run is writing") != NULL
                  ? 0
                  : 1);
    }
    int status;
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(status, 0);
    checkpoint_free(&checkpoint);
}

Test(checkpoint, only_that_of_the_same_job_which_nobody_uses_is_forgotten)
{
    char path[] = "kept", nowhere[] = "nowhere";
    Checkpoint checkpoint;
    begin(false, &checkpoint);
    keep(&checkpoint, 2);
    pid_t child = fork();
    if (child == 0) {
        checkpoint_forget(path, KEY);
        _exit(access(path, F_OK) == 0 ? 0 : 1);
    }
    int status;
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert_eq(status, 0, "one in use");
    checkpoint_free(&checkpoint);
    checkpoint_forget(path, KEY + 1);
    cr_assert_eq(access(path, F_OK), 0, "of another job");
    of_another_program();
    checkpoint_forget(path, KEY);
    cr_assert_eq(access(path, F_OK), 0, "of another program");
    of_another_program();
    flip(30);
    checkpoint_forget(path, KEY);
    cr_assert_eq(access(path, F_OK), 0, "damaged");
    flip(30);
    checkpoint_forget(path, KEY);
    cr_assert_neq(access(path, F_OK), 0);
    checkpoint_forget(nowhere, KEY);
    cr_assert_neq(access(nowhere, F_OK), 0);
}

Test(checkpoint, a_full_disk_ends_the_keeping_and_nothing_else)
{
    Checkpoint checkpoint;
    begin(false, &checkpoint);
    signal(SIGXFSZ, SIG_IGN);
    struct rlimit room_for_two = {HEADER + 2 * (HEAD + BYTES) + 50, RLIM_INFINITY};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &room_for_two), 0);
    for (int b = 0; b < N_BLOCKS; b++) keep(&checkpoint, b);
    cr_assert_neq(atomic_load(&checkpoint.error), 0);
    cr_assert_eq(atomic_load(&checkpoint.n_kept), 2);
    checkpoint_free(&checkpoint);
    begin(true, &checkpoint);
    cr_assert(stands(&checkpoint, 0) && stands(&checkpoint, 1) && !stands(&checkpoint, 2));
    checkpoint_free(&checkpoint);
}

Test(checkpoint, a_file_without_a_block_is_not_left)
{
    Checkpoint checkpoint;
    begin(false, &checkpoint);
    checkpoint_free(&checkpoint);
    checkpoint_free(&checkpoint);
    cr_assert_eq(size_of_file(), -1);
}

Test(checkpoint, one_that_was_begun_and_holds_no_block_is_begun_anew_by_any_run)
{
    Checkpoint checkpoint;
    for (int resume = 0; resume < 2; resume++) {
        make_three();
        cr_assert_eq(truncate("kept", HEADER + HEAD + BYTES - 1), 0); /* a torn one is none */
        cr_assert_eq(begin_with(resume, KEY + 1, N_BLOCKS, &checkpoint), STATUS_OK);
        cr_assert_eq(checkpoint.n_found, 0);
        cr_assert_eq(size_of_file(), HEADER);
        keep(&checkpoint, 1);
        checkpoint_free(&checkpoint);
        cr_assert_eq(begin_with(true, KEY + 1, N_BLOCKS, &checkpoint), STATUS_OK);
        cr_assert(checkpoint.n_found == 1 && stands(&checkpoint, 1));
        checkpoint_remove(&checkpoint);
        checkpoint_free(&checkpoint);
    }
}

Test(checkpoint, a_file_with_more_places_than_can_be_counted_is_refused)
{
    make_three();
    cr_assert_eq(truncate("kept", HEADER + ((off_t)1 << 32) * (HEAD + BYTES)), 0);
    expect_refused(true, KEY, N_BLOCKS, "far too long");
}

Test(checkpoint, a_file_that_another_run_put_in_its_place_is_not_removed)
{
    Checkpoint checkpoint;
    begin(false, &checkpoint);
    cr_assert_eq(unlink("kept"), 0);
    int other = open("kept", O_RDWR | O_CREAT, 0666);
    close(other);
    checkpoint_remove(&checkpoint);
    cr_assert_eq(size_of_file(), 0);
    checkpoint_free(&checkpoint);
}

/* Files read and written whole, and what is said where that cannot be. */
#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "files.h"

ROOM_SUITE(file);

Test(file, a_file_is_read_whole)
{
    put_file("a.yaml", "scenario: x\n");
    expect_content("a.yaml", "scenario: x\n");
    put_file("empty", "");
    expect_content("empty", "");
    cr_assert_eq(problems.n, 0);
}

Test(file, what_cannot_be_read_is_noted)
{
    Arena arena = {0};
    const char *text = NULL;
    size_t length = 0;
    put_file("a.yaml", "12345");
    mkdir("folder", 0777);
    cr_assert_eq(mkfifo("pipe", 0666), 0);
    static const struct {
        const char *path;
        Status status;
        const char *problem;
    } row[] = {
        {"missing", STATUS_FILE, "missing: could not be read: there is no such file"},
        {"folder", STATUS_FILE, "folder: expected a file, got a folder"},
        {"pipe", STATUS_FILE, "pipe: expected a file, got a pipe"},
        {"a.yaml", STATUS_INPUT, "a.yaml: expected a file of at most 4 bytes, got 5"},
        {"a.yaml/b", STATUS_FILE, "there is no such file"},
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        cr_assert_eq(file_read(row[i].path, 4, &arena, &problems, &text, &length), row[i].status);
        expect_problem(row[i].problem);
    }
    cr_assert_null(text);
    arena_free(&arena);
}

Test(file, the_checksum_is_fnv_1a)
{
    cr_assert_eq(file_checksum("", 0), UINT64_C(0xcbf29ce484222325));
    cr_assert_eq(file_checksum("foobar", 6), UINT64_C(0x85944171f73967e8));
}

Test(file, a_full_disk_is_noticed_and_leaves_nothing)
{
    FileFolder folder;
    FILE *file = NULL;
    char path[600];
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    snprintf(path, sizeof path, "%s/ledger.csv", folder.partial);
    cr_assert_eq(symlink("/dev/full", path), 0); /* every write to it finds the disk full */
    cr_assert_eq(file_create(&folder, "ledger.csv", &problems, &file), STATUS_OK);
    for (int i = 0; i < 100000; i++) fputs("1,2,3\n", file);
    cr_assert_eq(file_close(&file, "ledger.csv", &problems), STATUS_FILE);
    cr_assert_null(file);
    expect_problem("ledger.csv: could not be written: no space left on the disk: free some or "
                   "choose another folder with -o");
    file_folder_free(&folder);
    cr_assert_eq(n_entries("."), 0);
}

Test(file, a_file_that_cannot_be_made_is_noted)
{
    FileFolder folder;
    FILE *file = NULL;
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    cr_assert_eq(file_create(&folder, "missing/a.csv", &problems, &file), STATUS_FILE);
    cr_assert_null(file);
    expect_problem("missing/a.csv: could not be written");
    cr_assert_eq(file_close(&file, "a.csv", &problems), STATUS_OK);
    file_folder_free(&folder);
}

Test(file, a_folder_without_the_right_to_write_is_noted)
{
    FileFolder folder;
    enum { NOBODY = 65534 };
    const bool root = geteuid() == 0; /* who may write everywhere */
    cr_assert_eq(mkdir("locked", 0555), 0);
    if (root) cr_assert(chmod(".", 0755) == 0 && seteuid(NOBODY) == 0);
    Status status = file_folder_begin("locked/result", &problems, &folder);
    if (root) cr_assert_eq(seteuid(0), 0);
    cr_assert_eq(status, STATUS_FILE);
    expect_problem("you may not write there: choose another folder with -o");
}

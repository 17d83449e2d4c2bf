#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "base/file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Each test is its own process and works in a temporary folder of its own. */
static char room[] = "/tmp/livsbana-test-XXXXXX";
static Problems problems;

static void enter(void)
{
    cr_assert_not_null(mkdtemp(room));
    cr_assert_eq(chdir(room), 0);
}

static void remove_tree(const char *path)
{
    DIR *listing = opendir(path);
    for (struct dirent *entry = listing != NULL ? readdir(listing) : NULL; entry != NULL;
         entry = readdir(listing)) {
        char below[600];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        snprintf(below, sizeof below, "%s/%s", path, entry->d_name);
        if (unlink(below) != 0) remove_tree(below);
    }
    if (listing != NULL) closedir(listing);
    rmdir(path);
}

static void leave(void)
{
    problems_free(&problems);
    cr_assert_eq(chdir("/"), 0);
    remove_tree(room);
}

static void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

static bool exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

static int n_entries(const char *path)
{
    int n = 0;
    DIR *listing = opendir(path);
    cr_assert_not_null(listing, "%s", path);
    while (readdir(listing) != NULL) n++;
    closedir(listing);
    return n - 2;
}

/* Is the last problem about `part`? */
static void expect_problem(const char *part)
{
    cr_assert_gt(problems.n, 0);
    const char *text = problems.list[problems.n - 1].text;
    cr_assert_not_null(strstr(text, part), "%s", text);
}

static void write_result(FileFolder *folder, const char *text)
{
    FILE *file = NULL;
    cr_assert_eq(file_create(folder, "manifest.csv", &problems, &file), STATUS_OK);
    fputs(text, file);
    cr_assert_eq(file_close(&file, "manifest.csv", &problems), STATUS_OK);
    cr_assert_null(file);
}

static void expect_content(const char *path, const char *expected)
{
    Arena arena = {0};
    const char *text = NULL;
    size_t length = 0;
    cr_assert_eq(file_read(path, 1000, &arena, &problems, &text, &length), STATUS_OK);
    cr_assert_str_eq(text, expected);
    cr_assert_eq(length, strlen(expected));
    arena_free(&arena);
}

TestSuite(file, .init = enter, .fini = leave);

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

Test(file, a_folder_appears_complete_or_not_at_all)
{
    FileFolder folder;
    cr_assert_eq(file_folder_begin("deep/er/result/", &problems, &folder), STATUS_OK);
    cr_assert_str_eq(folder.final, "deep/er/result");
    write_result(&folder, "new");
    cr_assert(!exists("deep/er/result"));
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_OK);
    file_folder_free(&folder);
    file_folder_free(&folder);
    expect_content("deep/er/result/manifest.csv", "new");
    cr_assert_eq(n_entries("deep/er"), 1);
}

Test(file, a_folder_that_is_given_up_leaves_nothing)
{
    FileFolder folder;
    char path[600];
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    write_result(&folder, "new");
    snprintf(path, sizeof path, "%s/charts", folder.partial);
    cr_assert_eq(mkdir(path, 0777), 0);
    snprintf(path, sizeof path, "%s/charts/a.svg", folder.partial);
    put_file(path, "<svg/>");
    file_folder_free(&folder);
    cr_assert_eq(n_entries("."), 0);
}

static const char *const EARLIER = "table,summary.csv,,1,1\nfolder,charts,,,\n";

Test(file, an_earlier_result_is_replaced_as_a_whole)
{
    FileFolder folder;
    mkdir("result", 0777);
    mkdir("result/charts", 0777);
    put_file("result/manifest.csv", EARLIER);
    put_file("result/summary.csv", "old");
    put_file("result/charts/a.svg", "old");
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    write_result(&folder, "new");
    expect_content("result/manifest.csv", EARLIER);
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_OK);
    file_folder_free(&folder);
    expect_content("result/manifest.csv", "new");
    cr_assert_eq(n_entries("result"), 1);
    cr_assert_eq(n_entries("."), 1);
}

/* A file that the manifest does not name is somebody's own. */
Test(file, a_result_with_a_stranger_in_it_is_refused)
{
    FileFolder folder;
    mkdir("result", 0777);
    put_file("result/manifest.csv", EARLIER);
    put_file("result/summary.csv", "old");
    put_file("result/notes.txt", "mine");
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_FILE);
    cr_assert(strstr(problems.list[0].text, "notes.txt") != NULL, "%s", problems.list[0].text);
    expect_content("result/notes.txt", "mine");
    cr_assert_eq(n_entries("."), 1);
}

Test(file, an_earlier_result_comes_back_when_the_new_one_cannot_take_its_place)
{
    FileFolder folder;
    mkdir("result", 0777);
    put_file("result/manifest.csv", "old");
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    /* The new one is gone, which shows when the earlier one has stepped aside. */
    rmdir(folder.partial);
    free(folder.partial);
    folder.partial = strdup("gone");
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_FILE);
    expect_content("result/manifest.csv", "old");
    file_folder_free(&folder);
    cr_assert_eq(n_entries("."), 1);
}

Test(file, what_is_not_a_result_is_left_alone)
{
    FileFolder folder;
    put_file("file", "mine");
    mkdir("photos", 0777);
    put_file("photos/a.jpg", "mine");
    static const struct {
        const char *path;
        const char *problem;
    } row[] = {
        {"photos", "photos: expected a new or empty folder or an earlier result"},
        {"file", "file: expected a folder, got a file"},
        {"file/below", "a part of the path is a file"},
        {"", "expected the name of a result folder"},
        {".", "expected the name of a result folder"},
        {"photos/..", "expected the name of a result folder"},
        {"/", "expected the name of a result folder"},
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        cr_assert_eq(file_folder_begin(row[i].path, &problems, &folder), STATUS_FILE);
        expect_problem(row[i].problem);
        cr_assert_null(folder.final);
        cr_assert_null(folder.partial);
    }
    expect_content("photos/a.jpg", "mine");
    cr_assert_eq(n_entries("."), 2);
}

Test(file, what_was_put_there_during_the_run_is_left_alone)
{
    FileFolder folder;
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    write_result(&folder, "new");
    mkdir("result", 0777);
    put_file("result/notes.txt", "mine");
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_FILE);
    file_folder_free(&folder);
    expect_content("result/notes.txt", "mine");
    cr_assert_eq(n_entries("."), 1);
}

static Status refuse_foreign(const void *self, const char *path, Problems *noted)
{
    int *n_asked = (int *)self;
    (*n_asked)++;
    if (!exists("result/foreign")) return STATUS_OK;
    return problems_fail(noted, STATUS_FILE, "%s: foreign", path);
}

Test(file, the_guard_is_asked_where_a_result_stands_also_when_it_came_during_the_run)
{
    FileFolder folder;
    int n_asked = 0;
    FileGuard guard = {refuse_foreign, &n_asked};
    cr_assert_eq(file_folder_begin_guarded("result", guard, &problems, &folder), STATUS_OK);
    cr_assert_eq(n_asked, 0);
    write_result(&folder, "new");
    mkdir("result", 0777);
    put_file("result/manifest.csv", "table,foreign,,1,1\n");
    put_file("result/foreign", "theirs");
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_FILE);
    expect_problem("result: foreign");
    cr_assert_eq(n_asked, 1);
    file_folder_free(&folder);
    expect_content("result/foreign", "theirs");
    cr_assert_eq(n_entries("."), 1);
    cr_assert_eq(file_folder_begin_guarded("result", guard, &problems, &folder), STATUS_FILE);
    cr_assert_eq(unlink("result/foreign"), 0);
    cr_assert_eq(file_folder_begin_guarded("result", guard, &problems, &folder), STATUS_OK);
    write_result(&folder, "new");
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_OK);
    file_folder_free(&folder);
    expect_content("result/manifest.csv", "new");
    cr_assert_eq(n_asked, 4);
}

Test(file, an_empty_folder_and_a_link_to_one_may_be_filled)
{
    FileFolder folder;
    mkdir("empty", 0777);
    mkdir("far", 0777);
    mkdir("far/away", 0777);
    cr_assert_eq(symlink("far/away", "link"), 0);
    static const char *const path[] = {"empty", "link"};
    for (size_t i = 0; i < 2; i++) {
        cr_assert_eq(file_folder_begin(path[i], &problems, &folder), STATUS_OK);
        write_result(&folder, "new");
        cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_OK);
        file_folder_free(&folder);
    }
    expect_content("empty/manifest.csv", "new");
    expect_content("far/away/manifest.csv", "new");
}

Test(file, two_runs_into_one_folder_do_not_meet)
{
    FileFolder first, second;
    cr_assert_eq(file_folder_begin("result", &problems, &first), STATUS_OK);
    cr_assert_eq(file_folder_begin("result", &problems, &second), STATUS_OK);
    cr_assert_str_neq(first.partial, second.partial);
    write_result(&first, "first");
    write_result(&second, "second");
    cr_assert_eq(file_folder_commit(&first, &problems), STATUS_OK);
    cr_assert_eq(file_folder_commit(&second, &problems), STATUS_OK);
    file_folder_free(&first);
    file_folder_free(&second);
    expect_content("result/manifest.csv", "second");
    cr_assert_eq(n_entries("."), 1);
}

/* A run that is killed while it writes. */
static void be_killed(const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        FileFolder folder;
        if (file_folder_begin(path, &problems, &folder) == STATUS_OK) write_result(&folder, "half");
        kill(getpid(), SIGKILL);
    }
    cr_assert_eq(waitpid(child, NULL, 0), child);
}

Test(file, what_a_killed_run_left_is_removed_by_the_next_one)
{
    FileFolder folder, other;
    be_killed("result");
    be_killed("results"); /* another folder's */
    cr_assert_eq(n_entries("."), 2);
    cr_assert_eq(file_folder_begin("other/result", &problems, &other), STATUS_OK);
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    cr_assert_eq(n_entries("."), 3, "other, results' and our own");
    cr_assert(exists(folder.partial));
    file_folder_free(&folder);
    /* One of another machine, and one of a run that is alive. */
    mkdir(".result.partial-elsewhere-1", 0777);
    cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_OK);
    FileFolder second;
    cr_assert_eq(file_folder_begin("result", &problems, &second), STATUS_OK);
    cr_assert(exists(folder.partial));
    cr_assert(exists(".result.partial-elsewhere-1"));
    file_folder_free(&second);
    file_folder_free(&folder);
    file_folder_free(&other);
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

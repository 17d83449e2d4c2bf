/* Folders that appear complete or not at all, and never at the cost of somebody's files. */
#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "files.h"

#include <signal.h>
#include <sys/wait.h>

ROOM_SUITE(file_folder);

Test(file_folder, a_folder_appears_complete_or_not_at_all)
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

Test(file_folder, a_folder_that_is_given_up_leaves_nothing)
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

Test(file_folder, an_earlier_result_is_replaced_as_a_whole)
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
Test(file_folder, a_result_with_a_stranger_in_it_is_refused)
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

/* The scenario that was moved to its results is named in the manifest, as an input; so are settings. */
Test(file_folder, a_file_that_the_manifest_names_as_something_else_is_a_stranger)
{
    static const char *const own[] = {"mine.yaml", "worlds", "table"};
    FileFolder folder;
    char path[80];
    mkdir("result", 0777);
    put_file("result/manifest.csv", "kind,name,value\ninput,mine.yaml,,1,\nsetting,worlds,50,,\n"
                                    "table,summary.csv,,1,1\nfolder,charts,,,\n");
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "result/%s", own[i]);
        put_file(path, "mine");
        cr_assert_eq(file_folder_begin("result", &problems, &folder), STATUS_FILE, "%s", own[i]);
        cr_assert(strstr(problems.list[i].text, own[i]) != NULL, "%s", problems.list[i].text);
        expect_content(path, "mine");
        cr_assert_eq(unlink(path), 0);
    }
}

Test(file_folder, an_earlier_result_comes_back_when_the_new_one_cannot_take_its_place)
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

Test(file_folder, what_is_not_a_result_is_left_alone)
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

Test(file_folder, what_was_put_there_during_the_run_is_left_alone)
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

Test(file_folder, the_guard_is_asked_where_a_result_stands_also_when_it_came_during_the_run)
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

Test(file_folder, an_empty_folder_and_a_link_to_one_may_be_filled)
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

Test(file_folder, two_runs_into_one_folder_do_not_meet)
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

Test(file_folder, what_a_killed_run_left_is_removed_by_the_next_one)
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

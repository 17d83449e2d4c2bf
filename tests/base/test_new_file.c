#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "base/new_file.h"
#include "support/room.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder must be empty but for `names`, closed by NULL, which are removed. */
static void leave_with(const char *const *names)
{
    for (; *names != NULL; names++) cr_expect_eq(unlink(*names), 0, "%s", *names);
    cr_expect_eq(n_entries("."), 0, "something is left");
}

static bool holds(const char *path, const char *wanted)
{
    char text[64] = "";
    FILE *file = fopen(path, "r");
    if (file == NULL) return false;
    size_t n = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    return n == strlen(wanted) && strcmp(text, wanted) == 0;
}

ROOM_SUITE(new_file);

Test(new_file, appears_whole_and_only_when_committed)
{
    NewFile file;
    cr_assert_eq(new_file_open("draws.csv", &problems, &file), STATUS_OK);
    fputs("p\n0.5\n", file.file);
    cr_expect(!exists("draws.csv"));
    cr_assert_eq(new_file_commit(&file, &problems), STATUS_OK);
    new_file_free(&file);
    new_file_free(&file);
    cr_expect(holds("draws.csv", "p\n0.5\n"));
    leave_with((const char *const[]){"draws.csv", NULL});
}

Test(new_file, leaves_nothing_when_it_is_not_committed)
{
    NewFile file;
    cr_assert_eq(new_file_open("./draws.csv", &problems, &file), STATUS_OK);
    fputs("half", file.file);
    new_file_free(&file);
    leave_with((const char *const[]){NULL});
}

Test(new_file, never_overwrites_what_stands_there_or_comes_meanwhile)
{
    NewFile file, other;
    cr_assert_eq(new_file_open("draws.csv", &problems, &file), STATUS_OK);
    fputs("mine", file.file);
    FILE *theirs = fopen("draws.csv", "w");
    fputs("theirs", theirs);
    fclose(theirs);
    cr_expect_eq(new_file_commit(&file, &problems), STATUS_FILE);
    new_file_free(&file);
    cr_expect_eq(new_file_open("draws.csv", &problems, &other), STATUS_FILE);
    new_file_free(&other);
    cr_assert_eq(problems.n, 2);
    cr_expect_not_null(strstr(problems.list[0].text, "it is never overwritten"));
    cr_expect_not_null(strstr(problems.list[1].text, "it is never overwritten"));
    cr_expect(holds("draws.csv", "theirs"));
    leave_with((const char *const[]){"draws.csv", NULL});
}

Test(new_file, a_place_that_cannot_be_written_to_is_told)
{
    NewFile file;
    cr_expect_eq(new_file_open("nowhere/draws.csv", &problems, &file), STATUS_FILE);
    cr_expect_eq(new_file_open("", &problems, &file), STATUS_FILE);
    cr_expect_eq(new_file_open("folder/", &problems, &file), STATUS_FILE);
    cr_expect_eq(problems.n, 3);
    leave_with((const char *const[]){NULL});
}

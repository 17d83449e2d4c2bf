/* room.h: a folder of its own for each test, in which it stands, and what is seen there. The includer defines
 * _XOPEN_SOURCE 700 first. Read by the tests beside it. */
#ifndef LIVSBANA_TESTS_BASE_ROOM_H
#define LIVSBANA_TESTS_BASE_ROOM_H

#include "base/file.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Each test is its own process and works in a temporary folder of its own. */
static char room[] = "/tmp/livsbana-test-XXXXXX";
static Problems problems;

static inline void room_enter(void)
{
    cr_assert_not_null(mkdtemp(room));
    cr_assert_eq(chdir(room), 0);
}

static inline int room_remove(const char *path, const struct stat *about, int kind,
                              struct FTW *walk)
{
    (void)about, (void)kind, (void)walk;
    return remove(path);
}

static inline void room_leave(void)
{
    problems_free(&problems);
    cr_assert_eq(chdir("/"), 0);
    nftw(room, room_remove, 8, FTW_DEPTH | FTW_PHYS);
}

static inline void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
}

static inline bool exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

static inline int n_entries(const char *path)
{
    int n = 0;
    DIR *listing = opendir(path);
    cr_assert_not_null(listing, "%s", path);
    while (readdir(listing) != NULL) n++;
    closedir(listing);
    return n - 2;
}

/* Is the last problem about `part`? */
static inline void expect_problem(const char *part)
{
    cr_assert_gt(problems.n, 0);
    const char *text = problems.list[problems.n - 1].text;
    cr_assert_not_null(strstr(text, part), "%s", text);
}

static inline void write_result(FileFolder *folder, const char *text)
{
    FILE *file = NULL;
    cr_assert_eq(file_create(folder, "manifest.csv", &problems, &file), STATUS_OK);
    fputs(text, file);
    cr_assert_eq(file_close(&file, "manifest.csv", &problems), STATUS_OK);
    cr_assert_null(file);
}

static inline void expect_content(const char *path, const char *expected)
{
    Arena arena = {0};
    const char *text = NULL;
    size_t length = 0;
    cr_assert_eq(file_read(path, 1000, &arena, &problems, &text, &length), STATUS_OK);
    cr_assert_str_eq(text, expected);
    cr_assert_eq(length, strlen(expected));
    arena_free(&arena);
}

/* A suite of such tests. */
#define ROOM_SUITE(name) TestSuite(name, .init = room_enter, .fini = room_leave)

#endif

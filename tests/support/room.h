/* room.h: a folder of its own for each test, in which it stands, and what is seen there. The includer defines
 * _XOPEN_SOURCE 700 first. Read by tests of base and cli. */
#ifndef LIVSBANA_TESTS_SUPPORT_ROOM_H
#define LIVSBANA_TESTS_SUPPORT_ROOM_H

#include "base/problems.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
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

/* A suite of such tests. */
#define ROOM_SUITE(name) TestSuite(name, .init = room_enter, .fini = room_leave)

#endif

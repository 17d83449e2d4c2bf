/* files.h: files written and read in a room, and what is told of them. The includer defines _XOPEN_SOURCE 700
 * first. Read by the tests beside it. */
#ifndef LIVSBANA_TESTS_BASE_FILES_H
#define LIVSBANA_TESTS_BASE_FILES_H

#include "base/file.h"
#include "support/room.h"

#include <string.h>

static inline void put_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    cr_assert_eq(fclose(file), 0);
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

#endif

/* scratch.h: a folder for a test's files, and files read whole. The includer defines _XOPEN_SOURCE
 * 700 first. Read by the tests of output. */
#ifndef LIVSBANA_TESTS_OUTPUT_SCRATCH_H
#define LIVSBANA_TESTS_OUTPUT_SCRATCH_H

#include "output/tables.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SCRATCH_PATH = 256 };

typedef struct {
    char path[64];
} Scratch;

static inline void scratch_make(Scratch *scratch)
{
    snprintf(scratch->path, sizeof scratch->path, "/tmp/livsbana-output-XXXXXX");
    cr_assert_not_null(mkdtemp(scratch->path));
}

static int scratch_remove_one(const char *path, const struct stat *about, int kind,
                              struct FTW *walk)
{
    (void)about;
    (void)kind;
    (void)walk;
    return remove(path);
}

static inline void scratch_remove(Scratch *scratch)
{
    nftw(scratch->path, scratch_remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static inline const char *scratch_path(const Scratch *scratch, const char *name,
                                       char path[SCRATCH_PATH])
{
    snprintf(path, SCRATCH_PATH, "%s/%s", scratch->path, name);
    return path;
}

/* The file's text; the caller frees. NULL when there is none. */
static inline char *scratch_text(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) return NULL;
    char *text = calloc(1, 1 << 22);
    cr_assert_not_null(text);
    cr_assert_lt(fread(text, 1, (1 << 22) - 1, file), (size_t)(1 << 22) - 1);
    fclose(file);
    return text;
}

static inline void scratch_write(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    cr_assert_not_null(file, "%s", path);
    fputs(text, file);
    fclose(file);
}

/* Is `part` in any of the notes? */
static inline bool scratch_noted(const Problems *problems, const char *part)
{
    for (size_t i = 0; i < problems->n; i++) {
        if (strstr(problems->list[i].text, part) != NULL) return true;
    }
    return false;
}

/* Writes the tables of `findings` as a finished result folder scratch/`name`. */
static inline Status scratch_result(const Scratch *scratch, const char *name,
                                    const Findings *findings, Problems *problems)
{
    char path[SCRATCH_PATH];
    FileFolder folder = {0};
    Status status = file_folder_begin(scratch_path(scratch, name, path), problems, &folder);
    if (status == STATUS_OK) status = tables_write(findings, &folder, true, NULL, problems);
    if (status == STATUS_OK) status = file_folder_commit(&folder, problems);
    file_folder_free(&folder);
    return status;
}

#endif

/* new_file.h: one file that appears complete, under a name that nothing has yet.
 * Read by the writers that never overwrite. */
#ifndef LIVSBANA_BASE_NEW_FILE_H
#define LIVSBANA_BASE_NEW_FILE_H

#include "base/problems.h"

#include <stdio.h>

typedef struct {
    char *final;
    char *partial; /* a hidden sibling of it, under construction */
    FILE *file;
} NewFile;

/* Opens a hidden sibling of `path` for writing. STATUS_FILE (noted) when something stands at `path`, or
 * nothing can be written beside it. */
Status new_file_open(const char *path, Problems *problems, NewFile *file) MUST_USE;
/* Flushes, syncs and gives it its name, unless something has taken that meanwhile (noted). */
Status new_file_commit(NewFile *file, Problems *problems) MUST_USE;
/* Removes what is not committed; safe on {0}, after commit, and twice. */
void new_file_free(NewFile *file);

#endif

/* file.h: whole files in, whole files out, folders that appear complete or not at all.
 * Read by inputs and output. */
#ifndef LIVSBANA_BASE_FILE_H
#define LIVSBANA_BASE_FILE_H

#include "base/arena.h"
#include "base/problems.h"

#include <stdint.h>
#include <stdio.h>

/* Reads the file at `path` whole into *text[*length] (a NUL stands after it). A missing,
 * unreadable or non-regular file is STATUS_FILE, one larger than `limit` bytes STATUS_INPUT;
 * both are noted. */
Status file_read(const char *path, size_t limit, Arena *arena, Problems *problems,
                 const char **text, size_t *length) MUST_USE;

/* checksum.h's over text[length]: the checksum of manifests. */
uint64_t file_checksum(const char *text, size_t length);

/* May the earlier result in `folder` be replaced? STATUS_FILE (noted) where not. `self` is borrowed. */
typedef struct {
    Status (*allows)(const void *self, const char *folder, Problems *problems);
    const void *self;
} FileGuard;

/* A folder under construction: everything is written into `partial`, a sibling of `final`, and
 * renamed into place at the end. Both texts are owned. */
typedef struct {
    char *final;
    char *partial;
    FileGuard guard; /* {0}: any result may be replaced */
} FileFolder;

/* Makes the partial folder, and the parents of `path` where they are missing. If `path` exists it
 * must be an empty folder or one that holds a manifest.csv (an earlier result, replaced as a whole
 * at commit) and nothing that the manifest does not name; anything else is refused, so that nothing of
 * the user's is lost. Partial folders that killed runs of this machine left beside it are removed. */
Status file_folder_begin(const char *path, Problems *problems, FileFolder *folder) MUST_USE;
/* The same with a guard, asked where a result stands: now, and again by the commit. */
Status file_folder_begin_guarded(const char *path, FileGuard guard, Problems *problems,
                                 FileFolder *folder) MUST_USE;
/* Notes that the earlier result at `path` has something beside its own files: STATUS_FILE. */
Status file_folder_fail_stranger(Problems *problems, const char *path,
                                 const char *stranger) MUST_USE;
/* Removes the partial folders beside `path`, without beginning anything. */
void file_folder_sweep(const char *path);
/* ".NAME.PURPOSE" beside the final folder, from malloc; NULL when memory runs out. */
char *file_folder_beside(const char *final, const char *purpose);
/* Puts the partial folder in place of the final one. What stands there is looked at again: another run
 * may have put its result there. If that fails, what stands there stays. */
Status file_folder_commit(FileFolder *folder, Problems *problems) MUST_USE;
/* Removes what is left of the partial folder and frees; safe on {0}, after commit, and twice. */
void file_folder_free(FileFolder *folder);

/* Opens folder->partial/name for writing; NULL on failure, noted. A failed write shows at
 * file_close at the latest. */
Status file_create(const FileFolder *folder, const char *name, Problems *problems,
                   FILE **file) MUST_USE;
/* Flushes, syncs and closes; a full disk is noticed here. *file becomes NULL; one that is NULL
 * already is left alone. */
Status file_close(FILE **file, const char *name, Problems *problems) MUST_USE;

/* Notes why `path` could not be written (an errno; 0: not all of it was) and what to do about it.
 * STATUS_FILE, or STATUS_MEMORY when that was the reason. */
Status file_fail_write(Problems *problems, const char *path, int error);

#endif

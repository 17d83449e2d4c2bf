/* batch_folders.h: the folders of a batch's scenarios read again: which of them stand from before, and what
 * the ranking needs of each.
 * Read by command_batch. */
#ifndef LIVSBANA_CLI_BATCH_FOLDERS_H
#define LIVSBANA_CLI_BATCH_FOLDERS_H

#include "cli/batch_studies.h"

/* One scenario's, worked on by one thread at a time. */
typedef struct {
    const char *path;
    Status status; /* of reading it after it was made */
    Problems why;
    Arena arena; /* of what its BatchScenario borrows */
} BatchFolder;

typedef struct {
    const Session *session;
    const BatchStudies *studies; /* borrowed */
    BatchScenario
        *scenario;       /* [studies->n] filled from their folders, but for name, path and reason */
    BatchFolder *folder; /* [studies->n] */
    bool *wanted;        /* [studies->n] to be made: it was read, and no folder of it stands */
    Arena arena;
} BatchFolders;

/* All that were read are wanted, in folders of `path`. */
Status batch_folders_begin(const Session *session, const BatchStudies *studies, const char *path,
                           BatchFolders *folders) MUST_USE;
void batch_folders_free(BatchFolders *folders); /* safe on {0} and twice */

/* Several at once. Those whose folders stand, whole and of the same inputs, settings and program, are not
 * wanted any more; and those that were made since. STATUS_RUN_FAILED when stopped, STATUS_MEMORY. */
Status batch_folders_reuse(BatchFolders *folders) MUST_USE;
Status batch_folders_take(BatchFolders *folders) MUST_USE;

/* A SavingsReader's context and function. */
typedef struct {
    const BatchFolders *folders;
    Problems *problems;
} BatchSavings;
Status batch_savings_read(void *savings, int i, Arena *arena, WorldSavings *read) MUST_USE;

#endif

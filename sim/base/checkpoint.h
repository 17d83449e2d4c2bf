/* checkpoint.h: finished blocks of a long job kept in a file, so that a job that was killed goes on
 * where it was. Read by blocks and by cli.
 *
 * The file is a header, which binds it to one job of one build of the program, and slots of one size,
 * each a block with its checksum. Blocks come in any order, from any thread. A slot that is torn or
 * damaged is as good as absent: its block is worked out again. Nothing is synced: what a machine that
 * loses its power had not yet written is worked out again too. */
#ifndef LIVSBANA_BASE_CHECKPOINT_H
#define LIVSBANA_BASE_CHECKPOINT_H

#include "base/problems.h"

#include <stdatomic.h>
#include <stdint.h>

typedef struct {
    char *path;     /* owned */
    bool resume;    /* go on with what stands there */
    int descriptor; /* -1 until it is begun */
    size_t block_bytes;
    uint64_t key;
    int n_blocks;
    int *slot;   /* [n_blocks] where a block stood when the job began; -1 */
    int n_found; /* blocks that stood there then */
    atomic_int n_slots;
    atomic_int n_kept; /* written since */
    atomic_int error;  /* errno of the write that failed; none is tried after it */
} Checkpoint;

/* Takes over `path`, from malloc (NULL: STATUS_MEMORY). Touches no file. */
Status checkpoint_init(char *path, bool resume, Checkpoint *checkpoint) MUST_USE;

/* Opens or makes the file of the job with this key. STATUS_FILE (noted) when one stands there and is not
 * to be gone on with, is of another job or another build of the program, or is in use. */
Status checkpoint_begin(Checkpoint *checkpoint, uint64_t key, size_t block_bytes, int n_blocks,
                        Problems *problems) MUST_USE;
/* Reads a block into result[block_bytes]; false when it does not stand there whole. Any thread. */
bool checkpoint_read(const Checkpoint *checkpoint, int block, void *result);
/* Keeps a block. A disk that is full, say, only sets `error`. Any thread. */
void checkpoint_keep(Checkpoint *checkpoint, int block, const void *result);

/* Removes the file: the job is complete, or its place is needed. */
void checkpoint_remove(Checkpoint *checkpoint);
/* Removes the file of a job with this key of this program that is over; any other, and one in use, stays. */
void checkpoint_forget(char *path, uint64_t key);
/* Closes and frees; a file without any block is removed. Safe on {0} and twice. */
void checkpoint_free(Checkpoint *checkpoint);

#endif

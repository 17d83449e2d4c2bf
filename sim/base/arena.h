/* arena.h: memory that is taken piece by piece and given back all at once.
 * Read by everything that loads or plans; never used inside person or year loops. */
#ifndef LIVSBANA_BASE_ARENA_H
#define LIVSBANA_BASE_ARENA_H

#include "base/status.h"

#include <stddef.h>

typedef struct ArenaChunk ArenaChunk;
typedef struct {
    ArenaChunk *chunk; /* newest first */
    size_t used;       /* bytes taken from the system, for budgets */
} Arena;

/* Zeroed memory for n things of `size` bytes, aligned for any type (64 bytes when the whole is
 * 64 bytes or more); NULL when memory runs out or n * size overflows. n = 0 gives a valid
 * pointer. */
void *arena_alloc(Arena *arena, size_t n, size_t size) MUST_USE;
/* A copy of text[length] with a closing NUL; NULL when memory runs out. */
char *arena_text(Arena *arena, const char *text, size_t length) MUST_USE;
/* A printf-formatted text; NULL when memory runs out. */
char *arena_format(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3) MUST_USE;
void arena_free(Arena *arena); /* safe on {0} and twice */

/* At the program's start: what is freed goes back to the system, so that a program takes what it holds. */
void arenas_give_back(void);

/* Memory of its own, not zeroed, aligned to 64 bytes, for free(); NULL when memory runs out. */
void *aligned_memory(size_t bytes) MUST_USE;

/* Takes n things into the array `pointer`, or leaves through `out:` with STATUS_MEMORY. */
#define ARENA_TRY(arena, pointer, n)                                      \
    do {                                                                  \
        (pointer) = arena_alloc((arena), (size_t)(n), sizeof *(pointer)); \
        if ((pointer) == NULL) {                                          \
            status = STATUS_MEMORY;                                       \
            goto out;                                                     \
        }                                                                 \
    } while (0)

#endif

/* pile.h: memory that is taken piece by piece, and again from a mark on, close together.
 * Read by world and years. */
#ifndef LIVSBANA_ENGINE_PILE_H
#define LIVSBANA_ENGINE_PILE_H

#include <stddef.h>

typedef struct {
    size_t chunk_size; /* bytes; pieces are smaller */
    char **chunk;      /* [n_chunks] */
    int n_chunks;
    int at;      /* the chunk that is taken from; later ones are free */
    size_t used; /* bytes of that one */
} Pile;

/* How far a pile is taken. */
typedef struct {
    int at;
    size_t used;
} PileMark;

/* Bytes to 64 of which a piece is filled up: all begin at a line of the cache. */
static inline size_t pile_size(size_t bytes)
{
    return (bytes + 63) / 64 * 64;
}

static inline PileMark pile_mark(const Pile *pile)
{
    return (PileMark){pile->at, pile->used};
}

/* Gives back what was taken since. */
static inline void pile_rewind(Pile *pile, PileMark mark)
{
    pile->at = mark.at;
    pile->used = mark.used;
}

/* Pieces come from chunks of a megabyte, or of `largest` where that is more. */
Pile pile_begin(size_t largest);
/* `bytes` as pile_size gives them; NULL when memory runs out. What stands there is what was left there,
 * at first 0. */
void *pile_take(Pile *pile, size_t bytes);
size_t pile_bytes(const Pile *pile);
void pile_free(Pile *pile); /* safe on {0} and twice */

#endif

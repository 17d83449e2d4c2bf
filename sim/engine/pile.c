#include "engine/pile.h"

#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

Pile pile_begin(size_t largest)
{
    const size_t MEGABYTE = 1 << 20;
    return (Pile){.chunk_size = largest > MEGABYTE ? pile_size(largest) : MEGABYTE};
}

static bool add_chunk(Pile *pile)
{
    char **list = realloc(pile->chunk, (size_t)(pile->n_chunks + 1) * sizeof *list);
    if (!list) return false;
    pile->chunk = list;
    char *chunk = aligned_memory(pile->chunk_size);
    if (!chunk) return false;
    memset(chunk, 0, pile->chunk_size);
    pile->chunk[pile->n_chunks++] = chunk;
    return true;
}

void *pile_take(Pile *pile, size_t bytes)
{
    assert(bytes <= pile->chunk_size && bytes % 64 == 0);
    if (pile->at < pile->n_chunks && pile->used + bytes > pile->chunk_size) {
        pile->at++;
        pile->used = 0;
    }
    if (pile->at == pile->n_chunks && !add_chunk(pile)) return NULL;
    char *piece = pile->chunk[pile->at] + pile->used;
    pile->used += bytes;
    return piece;
}

size_t pile_bytes(const Pile *pile)
{
    return (size_t)pile->n_chunks * pile->chunk_size;
}

void pile_free(Pile *pile)
{
    for (int i = 0; i < pile->n_chunks; i++) free(pile->chunk[i]);
    free(pile->chunk);
    *pile = (Pile){0};
}

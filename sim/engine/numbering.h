/* numbering.h: what is numbered as it is met, found again by a hash of what it is.
 * Read by plan_kinds and plan_shapes. */
#ifndef LIVSBANA_ENGINE_NUMBERING_H
#define LIVSBANA_ENGINE_NUMBERING_H

#include "base/arena.h"

#include <stdint.h>

typedef struct {
    int n; /* things so far */
    int capacity;
    uint64_t *hash; /* [capacity] of each thing */
    int *bucket;    /* [4 capacity] thing + 1, or 0 */
} Numbering;

static const uint64_t NUMBERING_SEED = 1469598103934665603u;

/* The hash of what was hashed before with one more word (FNV-1a, by words). */
static inline uint64_t numbering_hash(uint64_t hash, uint64_t word)
{
    return (hash ^ word) * 1099511628211u;
}

/* The first thing after `after` (ANY: of all) with this hash, in the order in which a thing looks for
 * its place; ANY when there is none. Whoever asks compares. */
int numbering_find(const Numbering *numbering, uint64_t hash, int after);
/* Numbers one more thing: it is thing n - 1. */
Status numbering_add(Numbering *numbering, uint64_t hash, Arena *arena) MUST_USE;
/* Room for things in an array that grows as the numbering does: twice as much when it is full. */
Status numbering_room(const Numbering *numbering, void **thing, size_t size, Arena *arena) MUST_USE;

#endif

#include "engine/numbering.h"

#include <stdbool.h>
#include <string.h>

enum { NOTHING = -1, FIRST_ROOM = 256 };

static uint64_t place_of(const Numbering *numbering, uint64_t hash)
{
    return (hash ^ hash >> 29) % (4 * (uint64_t)numbering->capacity);
}

static uint64_t next_place(const Numbering *numbering, uint64_t place)
{
    return (place + 1) % (4 * (uint64_t)numbering->capacity);
}

int numbering_find(const Numbering *numbering, uint64_t hash, int after)
{
    bool seen = after == NOTHING;
    if (numbering->capacity == 0) return NOTHING;
    for (uint64_t at = place_of(numbering, hash); numbering->bucket[at];
         at = next_place(numbering, at)) {
        int thing = numbering->bucket[at] - 1;
        if (seen && numbering->hash[thing] == hash) return thing;
        seen |= thing == after;
    }
    return NOTHING;
}

static void put(Numbering *numbering, int thing)
{
    uint64_t at = place_of(numbering, numbering->hash[thing]);
    while (numbering->bucket[at]) at = next_place(numbering, at);
    numbering->bucket[at] = thing + 1;
}

Status numbering_add(Numbering *numbering, uint64_t hash, Arena *arena)
{
    Status status = STATUS_OK;
    if (numbering->n == numbering->capacity) {
        const uint64_t *before = numbering->hash;
        int room = numbering->capacity ? 2 * numbering->capacity : FIRST_ROOM;
        ARENA_TRY(arena, numbering->hash, room);
        ARENA_TRY(arena, numbering->bucket, 4 * room);
        numbering->capacity = room;
        if (before) memcpy(numbering->hash, before, (size_t)numbering->n * sizeof *before);
        for (int i = 0; i < numbering->n; i++) put(numbering, i);
    }
    numbering->hash[numbering->n] = hash;
    put(numbering, numbering->n++);
out:
    return status;
}

Status numbering_room(const Numbering *numbering, void **thing, size_t size, Arena *arena)
{
    Status status = STATUS_OK;
    if (numbering->n < numbering->capacity) return status;
    char *more;
    size_t room = (size_t)(numbering->capacity ? 2 * numbering->capacity : FIRST_ROOM);
    ARENA_TRY(arena, more, room * size);
    if (numbering->n) memcpy(more, *thing, (size_t)numbering->n * size);
    *thing = more;
out:
    return status;
}

#include "base/arena.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

/* A chunk fills whole pages, with its header and what malloc keeps beside it. */
enum { CACHE_LINE = 64, CHUNK_BYTES = 64 * 1024 - 4 * CACHE_LINE };

/* The C library of GNU would keep what is freed, in a heap of its own for every thread, and the more the
 * larger the pieces were: several times what is in use. Threads take little memory while they work, so that
 * one heap is enough; a chunk, and what is larger, is taken from the system and goes back at once. */
void arenas_give_back(void)
{
#if defined(__GLIBC__)
    (void)mallopt(M_ARENA_MAX, 1);
    (void)mallopt(M_MMAP_THRESHOLD, CHUNK_BYTES);
#endif
}

/* Pieces follow the header, which fills one cache line. They have never been used: what calloc takes from
 * the system is zero already, and no page of it is there before it is written to. */
struct ArenaChunk {
    ArenaChunk *next;
    void *memory;    /* as calloc gave it */
    size_t capacity; /* bytes after the header */
    size_t taken;
};

#if defined(__SANITIZE_ADDRESS__)
#define CHUNK_PER_PIECE 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CHUNK_PER_PIECE 1
#endif
#endif
/* Under AddressSanitizer every piece is a chunk of its own, so that overruns are seen. */
#ifndef CHUNK_PER_PIECE
#define CHUNK_PER_PIECE 0
#endif

static char *chunk_start(ArenaChunk *chunk)
{
    return (char *)chunk + CACHE_LINE;
}

static size_t align_up(size_t n, size_t alignment)
{
    return (n + alignment - 1) / alignment * alignment;
}

void *aligned_memory(size_t bytes)
{
    void *memory = NULL;
    if (posix_memalign(&memory, CACHE_LINE, bytes > 0 ? bytes : 1) != 0) return NULL;
    return memory;
}

/* Where an overrun is to be seen, nothing stands behind the bytes that are asked for. */
static char *zeroed_memory(size_t bytes)
{
    if (!CHUNK_PER_PIECE) return calloc(CACHE_LINE + bytes, 1);
    char *memory = aligned_memory(bytes);
    return memory != NULL ? memset(memory, 0, bytes) : NULL;
}

static ArenaChunk *chunk_make(size_t capacity)
{
    if (capacity > SIZE_MAX - 2 * CACHE_LINE) return NULL;
    char *memory = zeroed_memory(CACHE_LINE + capacity);
    if (memory == NULL) return NULL;
    size_t before = align_up((uintptr_t)memory, CACHE_LINE) - (uintptr_t)memory;
    ArenaChunk *chunk = (ArenaChunk *)(void *)(memory + before);
    *chunk = (ArenaChunk){.memory = memory, .capacity = capacity};
    return chunk;
}

/* A chunk with room for `bytes`: the newest if it has, else a new one. A large piece gets its own
 * chunk behind the newest, so that the newest's room is not lost. */
static ArenaChunk *chunk_for(Arena *arena, size_t bytes, size_t alignment)
{
    ArenaChunk *newest = arena->chunk;
    if (newest != NULL) {
        size_t start = align_up(newest->taken, alignment);
        if (start <= newest->capacity && bytes <= newest->capacity - start) return newest;
    }
    bool own = CHUNK_PER_PIECE || bytes > CHUNK_BYTES / 4;
    ArenaChunk *chunk = chunk_make(own ? bytes : CHUNK_BYTES);
    if (chunk == NULL) return NULL;
    arena->used += CACHE_LINE + chunk->capacity;
    if (own && newest != NULL) {
        chunk->next = newest->next;
        newest->next = chunk;
    } else {
        chunk->next = newest;
        arena->chunk = chunk;
    }
    return chunk;
}

void *arena_alloc(Arena *arena, size_t n, size_t size)
{
    if (size != 0 && n > (SIZE_MAX / 2) / size) return NULL;
    size_t bytes = n * size;
    if (bytes == 0) bytes = 1;
    size_t alignment = bytes >= CACHE_LINE ? CACHE_LINE : _Alignof(max_align_t);
    ArenaChunk *chunk = chunk_for(arena, bytes, alignment);
    if (chunk == NULL) return NULL;
    size_t start = align_up(chunk->taken, alignment);
    chunk->taken = start + bytes;
    return chunk_start(chunk) + start;
}

char *arena_text(Arena *arena, const char *text, size_t length)
{
    if (length == SIZE_MAX) return NULL;
    char *copy = arena_alloc(arena, length + 1, 1);
    if (copy != NULL && length > 0) memcpy(copy, text, length);
    return copy;
}

char *arena_format(Arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) return NULL;
    char *text = arena_alloc(arena, (size_t)length + 1, 1);
    if (text == NULL) return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

void arena_free(Arena *arena)
{
    while (arena->chunk != NULL) {
        ArenaChunk *next = arena->chunk->next;
        free(arena->chunk->memory);
        arena->chunk = next;
    }
    arena->used = 0;
}

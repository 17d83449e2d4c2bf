#include "analysis/pieces.h"

#include <assert.h>
#include <string.h>

enum { ALIGNED = 64 };

static size_t n_columns(const Pieces *pieces, PieceKind kind)
{
    const size_t n[] = {[PIECE_WORLDS] = (size_t)pieces->n_worlds,
                        [PIECE_REPLICATES] = (size_t)pieces->n_replicates,
                        [PIECE_SUMS] = 1};
    return n[kind];
}

Pieces pieces_begin(int n_worlds, int n_replicates, void *memory)
{
    return (Pieces){.n_worlds = n_worlds, .n_replicates = n_replicates, .memory = memory};
}

void *pieces_take(Pieces *pieces, PieceKind kind, size_t n_rows, size_t size)
{
    assert(pieces->n < MAX_PIECES);
    char *memory = pieces->memory ? pieces->memory + pieces->used : NULL;
    size_t bytes = n_rows * n_columns(pieces, kind) * size;
    pieces->piece[pieces->n++] = (Piece){kind, n_rows, size, memory};
    pieces->used += (bytes + ALIGNED - 1) / ALIGNED * ALIGNED;
    return memory;
}

Status pieces_allocate(void (*lay_out)(void *of, Pieces *pieces), void *of, int n_worlds,
                       int n_replicates, Arena *arena, Pieces *whole)
{
    Status status = STATUS_OK;
    char *memory;
    *whole = pieces_begin(n_worlds, n_replicates, NULL);
    lay_out(of, whole);
    ARENA_TRY(arena, memory, whole->used);
    *whole = pieces_begin(n_worlds, n_replicates, memory);
    lay_out(of, whole);
out:
    return status;
}

bool pieces_are_finite(const Pieces *pieces, int n)
{
    double sum = 0;
    for (int i = 0; i < n; i++) {
        const Piece *piece = &pieces->piece[i];
        const double *value = (const double *)(const void *)piece->memory;
        if (piece->size != sizeof *value) continue;
        size_t n_values = piece->n_rows * n_columns(pieces, piece->kind);
        for (size_t j = 0; j < n_values; j++)
            sum += value[j] * 0; /* 0, or NaN for what is not finite */
    }
    return sum == 0;
}

static void add_sums(const Piece *from, int n_worlds, const Piece *to)
{
    const double *sum = (const double *)(const void *)from->memory;
    double *mean = (double *)(void *)to->memory;
    for (size_t i = 0; i < from->n_rows; i++) mean[i] += sum[i] / n_worlds;
}

static void put_columns(const Piece *from, size_t n_from, size_t first, size_t n_to,
                        const Piece *to)
{
    for (size_t row = 0; row < from->n_rows; row++)
        memcpy(to->memory + (row * n_to + first) * to->size,
               from->memory + row * n_from * from->size, n_from * from->size);
}

void pieces_put(const Pieces *block, int number, Pieces *whole)
{
    assert(block->n == whole->n);
    for (int i = 0; i < block->n; i++) {
        const Piece *from = &block->piece[i], *to = &whole->piece[i];
        size_t n = n_columns(block, from->kind);
        if (n_columns(whole, from->kind) == 0) continue;
        if (from->kind == PIECE_SUMS)
            add_sums(from, whole->n_worlds, to);
        else
            put_columns(from, n, n * (size_t)number, n_columns(whole, from->kind), to);
    }
}

/* pieces.h: one flat piece of memory laid out as columns of worlds, columns of replicates and sums; so
 * that what a block found can be handed over, stored or sent as it is, and put in its place.
 * Read by those who run blocks, and by career. */
#ifndef LIVSBANA_ANALYSIS_PIECES_H
#define LIVSBANA_ANALYSIS_PIECES_H

#include "base/arena.h"

#include <stdbool.h>

typedef enum {
    PIECE_WORLDS,     /* [row][world] */
    PIECE_REPLICATES, /* [row][replicate] */
    PIECE_SUMS,       /* [row] doubles, the mean over all worlds once every block is taken in */
} PieceKind;

typedef struct {
    PieceKind kind;
    size_t n_rows, size; /* of one thing, bytes */
    char *memory;        /* NULL while only measuring */
} Piece;

enum { MAX_PIECES = 64 };

/* Pieces are laid in the same order in a block and in the whole; that is what makes them fit. */
typedef struct {
    int n_worlds, n_replicates; /* columns of this layout */
    char *memory;               /* zeroed, 64-byte aligned; NULL: only measure */
    size_t used;                /* bytes */
    int n;
    Piece piece[MAX_PIECES];
} Pieces;

Pieces pieces_begin(int n_worlds, int n_replicates, void *memory);
/* The next piece: n_rows rows of things of `size` bytes; NULL while only measuring. */
void *pieces_take(Pieces *pieces, PieceKind kind, size_t n_rows, size_t size);
/* The pieces that `lay_out` lays, in zeroed memory of the arena. */
Status pieces_allocate(void (*lay_out)(void *of, Pieces *pieces), void *of, int n_worlds,
                       int n_replicates, Arena *arena, Pieces *whole) MUST_USE;
/* Nothing that is no number may reach a table: are all doubles of the first n pieces finite? */
bool pieces_are_finite(const Pieces *pieces, int n);
/* Puts a block's pieces in their place in the whole, except kinds of which the whole has no column; blocks
 * must come in order. */
void pieces_put(const Pieces *block, int number, Pieces *whole);

#endif

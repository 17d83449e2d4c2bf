/* problems.h: the list of everything that is wrong, each with its place in a file.
 * Read by every room that meets the outside world; only `cli` prints it. */
#ifndef LIVSBANA_BASE_PROBLEMS_H
#define LIVSBANA_BASE_PROBLEMS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>

/* A place in a file; line and column count from 1, 0 where there is none.
 * `file` is borrowed and must outlive the place. */
typedef struct {
    const char *file;
    int line;
    int column;
} Where;

typedef struct {
    char *text; /* "file:line:column: key: expected X, got "Y"; hint", owned */
    int line;   /* for ordering within a file */
    int column;
    char *file; /* owned; NULL where there is none */
} Problem;

/* At most this many problems are kept; the rest are counted only. */
enum { PROBLEMS_KEPT = 200 };

typedef struct {
    Problem *list; /* [n_kept] */
    size_t n_kept;
    size_t n; /* noted, kept or not */
    size_t capacity;
    bool out_of_memory; /* a note could not be kept; n is still right */
} Problems;

/* Notes that the thing at `where` under `key` (may be NULL) is wrong. The text after the key is
 * printf-formatted: say what was expected, what was found, and the next step. Control characters
 * and invalid UTF-8 from input are written as \xNN. Never fails: a lost note sets out_of_memory. */
void problems_note(Problems *problems, Where where, const char *key, const char *format, ...)
    PRINTF_LIKE(4, 5);

/* The same for `expected X, got "found"`; found may be NULL ("nothing"), suggestion may be NULL. */
void problems_expected(Problems *problems, Where where, const char *key, const char *expected,
                       const char *found, const char *suggestion);

/* Notes a failure that has no place in a file, and returns `status` so that it can be passed on. */
Status problems_fail(Problems *problems, Status status, const char *format, ...) PRINTF_LIKE(3, 4);

/* Moves every note from one list to the end of another, places and all; `from` is empty after. */
void problems_move(Problems *from, Problems *to);

/* STATUS_INPUT if anything is noted since the list held `before` notes (STATUS_MEMORY if memory
 * ran out meanwhile), else STATUS_OK. */
Status problems_status(const Problems *problems, size_t before) MUST_USE;

/* Sorts by file (in order of first mention), line and column; stable. */
void problems_sort(Problems *problems);

void problems_free(Problems *problems); /* safe on {0} and twice */

/* The name in names[n] nearest to `name` within a third of its length in edits (at least 1,
 * at most 3), the first of equals, or NULL. Optimal string alignment distance, case-insensitive
 * for ASCII. */
const char *problems_nearest(const char *name, const char *const *names, size_t n);

#endif

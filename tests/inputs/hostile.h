/* hostile.h: large and strange texts that are to be answered at once.
 * Read by the tests beside it. */
#ifndef LIVSBANA_TESTS_INPUTS_HOSTILE_H
#define LIVSBANA_TESTS_INPUTS_HOSTILE_H

#include "base/status.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct {
    const char *name, *head, *piece;
    size_t n;
    const char *messages; /* NULL: only that there are some */
} Hostile;

/* A text of n bytes: `head`, then `piece` again and again, and at the end what closes `head`. */
static inline char *hostile_text(const char *head, const char *piece, size_t n)
{
    char *text = malloc(n + 1);
    cr_assert_not_null(text);
    const size_t n_head = strlen(head), n_piece = strlen(piece);
    for (size_t i = 0; i < n; i++) {
        text[i] = i < n_head ? head[i] : piece[(i - n_head) % n_piece];
    }
    if (n_head > 0 && (head[n_head - 1] == '[' || head[n_head - 1] == '{')) {
        text[n - 1] = head[n_head - 1] == '[' ? ']' : '}';
    }
    text[n] = '\0';
    return text;
}

/* Of the processor's time. */
static inline double hostile_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

/* Was it answered so? */
static inline void hostile_judge(const Hostile *hostile, double seconds, Status status,
                                 const char *messages)
{
    cr_expect_lt(seconds, 5, "%s took too long", hostile->name);
    cr_expect_eq(status, messages[0] == '\0' ? STATUS_OK : STATUS_INPUT, "%s", hostile->name);
    if (hostile->messages == NULL) {
        cr_expect_str_neq(messages, "", "%s", hostile->name);
    } else {
        cr_expect_str_eq(messages, hostile->messages, "%s", hostile->name);
    }
}

#endif

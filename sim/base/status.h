/* status.h: how every fallible function answers, and the one way to pass an answer on.
 * Read by every room. The values are the program's exit codes. */
#ifndef LIVSBANA_BASE_STATUS_H
#define LIVSBANA_BASE_STATUS_H

typedef enum {
    STATUS_OK = 0,
    STATUS_RUN_FAILED = 1, /* the run could not be carried through, or was interrupted */
    STATUS_USAGE = 2,      /* the command line was not understood */
    STATUS_INPUT = 3,      /* the input files are not valid; the problems say where */
    STATUS_FILE = 4,       /* a file could not be read or written */
    STATUS_MEMORY = 5      /* out of memory */
} Status;

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(format_index, first_index) \
    __attribute__((format(printf, format_index, first_index)))

/* Calls, and leaves through `out:` with the answer unless it is STATUS_OK.
 * The function needs a local `Status status` and one label `out:`. */
#define TRY(call)                          \
    do {                                   \
        status = (call);                   \
        if (status != STATUS_OK) goto out; \
    } while (0)

#endif

/* progress.h: one line on the terminal that says how far a run has come.
 * Read by the commands that work long. */
#ifndef LIVSBANA_CLI_PROGRESS_H
#define LIVSBANA_CLI_PROGRESS_H

#include "cli/command.h"

#include <time.h>

typedef struct {
    bool shown; /* standard error is a terminal and the user wants it */
    int width;
    char task[64]; /* what this part of the work is called; "" when there is only one */
    struct timespec begun, drawn;
} Progress;

void progress_begin(const Session *session, Progress *progress);
/* The next part of the work begins, for which time is counted anew: "scenario 2 of 5". */
void progress_part(Progress *progress, const char *what, int number, int of);
/* Run options that work with the session's threads and stop flag and draw this bar. */
RunOptions progress_options(const Session *session, Progress *progress);
/* Says in words what is being done now. */
void progress_say(Progress *progress, const char *what);
/* Clears the line. */
void progress_end(Progress *progress);

#endif

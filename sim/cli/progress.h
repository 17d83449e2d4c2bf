/* progress.h: one line on the terminal that says how far a run has come.
 * Read by the commands that work long. */
#ifndef LIVSBANA_CLI_PROGRESS_H
#define LIVSBANA_CLI_PROGRESS_H

#include "cli/command.h"

#include <time.h>

typedef struct {
    bool shown; /* standard error is a terminal and the user wants it */
    int width;
    struct timespec begun, drawn;
} Progress;

void progress_begin(const Session *session, Progress *progress);
/* Run options that work with the session's threads and stop flag and draw this bar. */
RunOptions progress_options(const Session *session, Progress *progress);
/* Says in words what is being done now. */
void progress_say(Progress *progress, const char *what);
/* Clears the line. */
void progress_end(Progress *progress);

#endif

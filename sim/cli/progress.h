/* progress.h: one line on the terminal that says how far a run has come.
 * Read by the commands that work long. */
#ifndef LIVSBANA_CLI_PROGRESS_H
#define LIVSBANA_CLI_PROGRESS_H

#include "cli/command.h"

#include <pthread.h>
#include <time.h>

typedef struct Progress Progress;
struct Progress {
    bool shown; /* standard error is a terminal and the user wants it */
    int width;
    struct timespec begun, drawn;
    Progress *whole; /* of which this is a part; NULL: none */
    double share;    /* of the part that is done */
    /* Of a whole, under its lock: */
    pthread_mutex_t lock;
    const char *what;               /* its parts are: "scenarios" */
    int n_parts, n_ended, n_before; /* parts; ended, also before this work began */
    double done;                    /* parts, those under way by their shares */
};

void progress_begin(const Session *session, Progress *progress);
/* Work in n parts, of which some are done already and several may be under way at once. */
void progress_parts(Progress *whole, const char *what, int n_before, int n);
/* One of them: its bar moves the whole's, what it says is left out. */
Progress progress_part(Progress *whole);
void progress_part_end(Progress *part);
/* The line is cleared, and stays so until all that is to be told is told. */
void progress_hold(Progress *whole);
void progress_go_on(Progress *whole);
/* Run options that work with the session's threads and stop flag and draw this bar. */
RunOptions progress_options(const Session *session, Progress *progress);
/* Says in words what is being done now. */
void progress_say(Progress *progress, const char *what);
/* Clears the line. */
void progress_end(Progress *progress);

#endif

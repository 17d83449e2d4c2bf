/* run_folder.h: from a study to its complete result folder, and the folder's charts.
 * Read by run and batch. */
#ifndef LIVSBANA_CLI_RUN_FOLDER_H
#define LIVSBANA_CLI_RUN_FOLDER_H

#include "analysis/findings.h"
#include "base/file.h"
#include "cli/progress.h"

typedef struct {
    FileFolder folder;
    Checkpoint checkpoint; /* empty unless the command line asks for one */
    Findings findings;
} RunFolder;

/* Simulates and writes every table; the folder appears when it is complete. A place that cannot be
 * written to is told before the work. `net` (NULL: not) asks for what a batch ranks by. When stopped:
 * STATUS_RUN_FAILED without a note, and no table written. `number`: as in RunOptions. */
Status run_folder_make(const Session *session, const Study *study, int number, const char *path,
                       const NetRequest *net, Progress *progress, Problems *problems,
                       RunFolder *run) MUST_USE;
void run_folder_free(RunFolder *run); /* safe on {0} and twice */

/* Draws the charts of a complete folder, whose tables stand whatever happens: a missing or failing
 * gnuplot is told on standard error as a note of `command`, and is no failure. */
Status run_folder_draw(const Session *session, const char *folder, const char *command,
                       Progress *progress, Problems *problems) MUST_USE;

#endif

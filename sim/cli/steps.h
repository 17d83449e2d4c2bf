/* steps.h: the steps from a file to its complete result folder, charts and page, the same for every
 * command that makes one.
 * Read by run, contract, fund and batch. */
#ifndef LIVSBANA_CLI_STEPS_H
#define LIVSBANA_CLI_STEPS_H

#include "base/checkpoint.h"
#include "base/file.h"
#include "cli/progress.h"
#include "output/manifest.h"

/* What one kind of result does at each step; `self` is what it reads, finds and frees. */
typedef struct {
    ResultMaker maker;
    const char *begins; /* what is done first, in words */
    Status (*read)(void *self, const Session *session, const char *file, Problems *problems);
    Status (*find)(void *self, const RunOptions *how, Problems *problems);
    Status (*write)(const void *self, const Session *session, const FileFolder *folder,
                    Problems *problems);
    Status (*page)(const void *self, const Session *session);
    void (*free)(void *self); /* safe on {0} and twice */
} Steps;

typedef struct {
    FileFolder folder;
    Checkpoint checkpoint; /* empty unless the command line asks for one */
    int n_threads;         /* that there was memory for, at most */
} MadeFolder;

/* The whole command: reads the one file, makes the folder, draws, shows the page, frees. */
Status steps_take(const Steps *steps, void *self, const Session *session,
                  Problems *problems) MUST_USE;

/* From what was read to the folder, which appears when it is complete. A place that cannot be written to
 * is told before the work. When stopped: STATUS_RUN_FAILED without a note, and no table written. With `helps`
 * another rank makes the folder, and this one works at its blocks: STATUS_RUN_FAILED. */
Status steps_make(const Steps *steps, void *self, const Session *session, const char *path,
                  bool helps, Progress *progress, Problems *problems, MadeFolder *made) MUST_USE;
void steps_free(MadeFolder *made); /* safe on {0} and twice */

/* Draws the charts of a complete folder, whose tables stand whatever happens: a missing or failing
 * gnuplot is told on standard error as a note of `command`, and is no failure. */
Status steps_draw(const Session *session, const char *folder, const char *command,
                  Progress *progress, Problems *problems) MUST_USE;

#endif

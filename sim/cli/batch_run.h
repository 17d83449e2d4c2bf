/* batch_run.h: the scenarios of a batch made into folders, several at once: by the threads here, and by other
 * ranks.
 * Read by command_batch. */
#ifndef LIVSBANA_CLI_BATCH_RUN_H
#define LIVSBANA_CLI_BATCH_RUN_H

#include "cli/batch_studies.h"
#include "cli/progress.h"

typedef struct {
    const Session *session;
    const char *folder;
    BatchStudies *studies;
    Progress *progress;
    const bool *wanted; /* [studies->n] */
    int n_made;         /* those that are done, failed ones among them */
} BatchRun;

/* Every scenario that is wanted: its folder appears when it is complete. One that fails carries it as its
 * status, and is told on standard error after those before it; it stops no other. A whole scenario is one
 * thread's, here or on another rank, and threads without one help at the blocks of the others; the last few,
 * where a thread each would leave most ranks idle, are made one after the other by all. STATUS_RUN_FAILED
 * when stopped (not noted) or when a rank is lost; STATUS_MEMORY. */
Status batch_run(BatchRun *run, Problems *problems) MUST_USE;

/* Of so many scenarios, how many are left for the end, where all ranks share the blocks of one after the
 * other: those that do not go round, unless a whole one on a rank's threads ends sooner. */
int batch_run_shared(int n_scenarios, int n_ranks, int n_threads);

#endif

/* batch_making.h: how one scenario of a batch is made into its folder, and what ranks that share a batch agree on.
 * Read by batch_run and batch_help. */
#ifndef LIVSBANA_CLI_BATCH_MAKING_H
#define LIVSBANA_CLI_BATCH_MAKING_H

#include "analysis/company.h"
#include "base/ranks.h"
#include "cli/batch_studies.h"
#include "cli/progress.h"

/* What is said of whole scenarios comes before what is said of blocks. */
enum { BATCH_WHOLE_PHASE = 0, BATCH_FIRST_NUMBER = 1 };
/* An answer below this is a scenario that is shared in the end. */
enum { BATCH_SHARED = RANKS_LATER - 1 };

typedef struct {
    const Session *session;
    const char *folder;
    const BatchStudies *studies;
    Progress *part;
    int number;
    Seat *seat;
    size_t held; /* bytes of all that was read */
    bool helps;
} BatchMaking;

/* The folder of scenario i, from a study that was read; its seat is left. */
Status batch_make_scenario(const BatchMaking *making, int i, const Study *study,
                           Problems *why) MUST_USE;

/* Whoever asks for the scenarios of a batch asks for those of the same one. */
uint64_t batch_key(const BatchStudies *studies);
/* Of the scenarios that are made at once. */
Company batch_company(const Session *session, const BatchStudies *studies);
/* STATUS_RUN_FAILED when it is. */
Status batch_stopped(const Session *session) MUST_USE;

#endif

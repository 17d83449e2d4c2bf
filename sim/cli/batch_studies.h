/* batch_studies.h: the scenarios of one batch, all read and checked before any is run, and what is the
 * same for all of them.
 * Read by command_batch, batch_run and command_check. */
#ifndef LIVSBANA_CLI_BATCH_STUDIES_H
#define LIVSBANA_CLI_BATCH_STUDIES_H

#include "analysis/batch.h"
#include "cli/command.h"
#include "model/batch_file.h"

/* One scenario. */
typedef struct {
    const char *path;
    NamedAt named;      /* in the batch file */
    const char *name;   /* of its folder */
    Status status;      /* what became of it so far */
    const char *reason; /* of what is not STATUS_OK: its first problem */
    Study study;        /* empty unless STATUS_OK */
} BatchStudy;

typedef struct {
    BatchFile file; /* empty when scenarios stand on the command line */
    StudyOptions settings;
    NetRequest request; /* the account and years they are ranked by */
    Label account;
    int n;
    BatchStudy *study; /* [n] */
    int n_overlaps;
    BatchOverlap *overlap; /* [n_overlaps] */
    Arena arena;
} BatchStudies;

/* Takes the scenarios at path[n], or those of the one batch file it is, and the settings; reads none. */
Status batch_studies_begin(const Session *session, const char *const *path, int n,
                           Problems *problems, BatchStudies *studies) MUST_USE;
/* Reads scenario i alone, which the caller frees: for a rank that works at some of them. */
Status batch_study_read(const BatchStudies *studies, int i, Problems *problems,
                        Study *study) MUST_USE;
/* Both, with every scenario, several at once. What is wrong with single ones is noted in `of_scenarios`, and they carry it as their
 * status; the answer is that of what makes the whole batch impossible. */
Status batch_studies_read(const Session *session, const char *const *path, int n,
                          Problems *problems, Problems *of_scenarios,
                          BatchStudies *studies) MUST_USE;
/* Bytes of all that is read. */
size_t batch_studies_bytes(const BatchStudies *studies);
void batch_studies_free(BatchStudies *studies); /* safe on {0} and twice */

/* Remembers why a scenario failed, its first problem, and hands its problems on. */
Status batch_study_fail(BatchStudies *studies, int i, Status status, Problems *why,
                        Problems *problems) MUST_USE;

#endif

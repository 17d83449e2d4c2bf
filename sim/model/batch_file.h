/* batch_file.h: the file that names the scenarios of a batch, what is the same for all of them, and who
 * takes part in two of them.
 * Read by cli. */
#ifndef LIVSBANA_MODEL_BATCH_FILE_H
#define LIVSBANA_MODEL_BATCH_FILE_H

#include "model/study.h"

/* Two scenarios with clients in common. */
typedef struct {
    int a, b;  /* indices of scenario[] */
    int share; /* parameter of `shares`: of the smaller programme's participants, in both */
    Where where;
} Overlap;

typedef struct {
    const char *path; /* as given */
    int n_scenarios;
    const char **scenario; /* [n] paths, from the working folder */
    NamedAt *named;        /* [n] where the file names them */
    int n_overlaps;
    const Overlap *overlap;
    const char *account; /* NULL: not told */
    Where account_where;
    int years;             /* 0: not told */
    StudyOptions settings; /* those told; 0 where not */
    Study shares;          /* the overlaps' parameters, and nothing else; owns everything */
} BatchFile;

/* All problems are noted in one pass; then STATUS_INPUT (or STATUS_FILE) and an empty batch. */
Status batch_file_read(const char *path, Problems *problems, BatchFile *batch) MUST_USE;
void batch_file_free(BatchFile *batch); /* safe on {0} and twice */

#endif

/* career.h: the two reference paths of the original slide, expected career and exclusion, year by year.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_CAREER_H
#define LIVSBANA_ANALYSIS_CAREER_H

#include "analysis/accounts.h"

typedef struct CareerPaths CareerPaths;
/* The paths made ready before the study's own worlds are worked on: it is known then what they take. */
typedef struct {
    CareerPaths *paths; /* NULL: the model has none */
    size_t stands;      /* bytes: now */
    size_t making;      /* beside those, as they were made */
    size_t more;        /* with the tables, whatever the threads */
    size_t each_thread;
} Career;

/* STATUS_INPUT when the medians give an impossible probability. */
Status career_begin(const Study *study, Problems *problems, Career *career) MUST_USE;
void career_free(Career *career); /* safe on {0} and twice */

/* Simulates people on each of the model's paths in the baseline (CAREER_WORLDS worlds with
 * CAREER_PEOPLE each) and tells what they cost every account at every age, yearly and cumulated, with
 * the spread between people; nobody moves away. No rows when the model has no paths. */
Status career_table(Career *career, const Accounts *accounts, const RunOptions *options,
                    Findings *findings) MUST_USE;

enum { CAREER_WORLDS = 100, CAREER_PEOPLE = 60 };

#endif

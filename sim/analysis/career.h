/* career.h: the two reference paths of the original slide, expected career and exclusion, year by year.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_CAREER_H
#define LIVSBANA_ANALYSIS_CAREER_H

#include "analysis/accounts.h"

/* Simulates people on each of the model's paths in the baseline (CAREER_WORLDS worlds with
 * CAREER_PEOPLE each) and tells what they cost every account at every age, yearly and cumulated, with
 * the spread between people; nobody moves away. No rows when the model has no paths. */
Status career_table(const Study *study, const Accounts *accounts, const RunOptions *options,
                    Problems *problems, Findings *findings) MUST_USE;

enum { CAREER_WORLDS = 100, CAREER_PEOPLE = 60 };

#endif

/* report.h: what is wrong, told on standard error.
 * Read by main and the commands that tell something before they end. */
#ifndef LIVSBANA_CLI_REPORT_H
#define LIVSBANA_CLI_REPORT_H

#include "base/problems.h"
#include "model/fund.h"

/* Prints every problem once, in the order of files and lines, each without a file after the
 * program's and the command's name (may be NULL); then how many more there are. Returns how many
 * there were, and in how many files. */
size_t report_problems(Problems *problems, const char *command, size_t *n_files);

/* Notes ranks that leave cores of the leader's machine unused, or each have some of them: when they are done,
 * the leader goes on with its own. n_threads: of one rank. */
void report_ranks(const char *command, int n_threads);

/* Notes a model whose joint draws were fitted before its tables were changed. */
void report_older_draws(const Model *model);

/* Notes costs of a scenario's programme that are so small that another unit may be meant, and effects on a
 * milestone that nobody comes to. */
void report_slips(const Study *study);
/* The same of a fund's opening and grants, and of the programmes that it pays for. */
void report_small_fund(const Fund *fund);

#endif

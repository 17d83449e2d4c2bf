/* batch_help.h: a batch on a rank that helps, which reads what it works at alone.
 * Read by command_batch. */
#ifndef LIVSBANA_CLI_BATCH_HELP_H
#define LIVSBANA_CLI_BATCH_HELP_H

#include "cli/batch_studies.h"

/* batch_run on such a rank: STATUS_RUN_FAILED in the end. */
Status batch_help(const Session *session, const char *folder, const BatchStudies *studies) MUST_USE;

#endif

/* messages_parts.h: the texts of the messages, part by part.
 * Read by messages.c and by the parts. */
#ifndef LIVSBANA_OUTPUT_MESSAGES_PARTS_H
#define LIVSBANA_OUTPUT_MESSAGES_PARTS_H

#include "output/messages.h"

/* Parts of them, each from its first on: [which - first][language]. */
extern const char *const sure_messages[N_PAGE_MESSAGES - N_RESULT_MESSAGES][N_LANGUAGES];
extern const char *const chart_messages[N_CHART_MESSAGES - N_PAGE_MESSAGES][N_LANGUAGES];
extern const char *const batch_messages[N_BATCH_MESSAGES - N_CHART_MESSAGES][N_LANGUAGES];
extern const char *const fund_messages[N_MESSAGES - N_BATCH_MESSAGES][N_LANGUAGES];

#endif

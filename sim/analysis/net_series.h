/* net_series.h: what a batch ranks a scenario by, taken out of its evaluation.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_NET_SERIES_H
#define LIVSBANA_ANALYSIS_NET_SERIES_H

#include "analysis/accounts.h"

/* Bytes that findings->net takes. */
size_t net_series_bytes(const Evaluation *evaluation, const Accounts *accounts,
                        const NetRequest *request);
/* Fills findings->net: the perspectives, the boards and the account asked for, at 5, 10 and 20 years,
 * at the horizon and at the years asked for. */
Status net_series_make(const Evaluation *evaluation, const Accounts *accounts,
                       const NetRequest *request, Findings *findings) MUST_USE;

#endif

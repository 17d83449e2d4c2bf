/* ledger.h: where every krona of the mean world stands, by year, arm, payer and item; and what is saved
 * on items beside all that is spent on them.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_LEDGER_H
#define LIVSBANA_ANALYSIS_LEDGER_H

#include "analysis/findings.h"

Status ledger_table(const Evaluation *evaluation, Findings *findings) MUST_USE;
Status spending_table(const Evaluation *evaluation, Findings *findings) MUST_USE;

#endif

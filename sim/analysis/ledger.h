/* ledger.h: where every krona of the mean world stands, by year, arm, payer and item.
 * Read by findings. */
#ifndef LIVSBANA_ANALYSIS_LEDGER_H
#define LIVSBANA_ANALYSIS_LEDGER_H

#include "analysis/findings.h"

Status ledger_table(const Evaluation *evaluation, Findings *findings) MUST_USE;

#endif

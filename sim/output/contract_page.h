/* contract_page.h: page one of a contract, in words for people who do not program.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_CONTRACT_PAGE_H
#define LIVSBANA_OUTPUT_CONTRACT_PAGE_H

#include "analysis/contract.h"
#include "output/terminal.h"
#include "output/text.h"

/* STATUS_FILE when the terminal does not take it, STATUS_MEMORY. */
Status contract_page_write(const ContractFindings *findings, Language language,
                           const Terminal *terminal) MUST_USE;

#endif

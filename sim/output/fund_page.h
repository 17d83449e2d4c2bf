/* fund_page.h: what a fund's run found out, in words for people who do not program.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_FUND_PAGE_H
#define LIVSBANA_OUTPUT_FUND_PAGE_H

#include "analysis/fund.h"
#include "output/terminal.h"
#include "output/text.h"

/* STATUS_FILE when the terminal's file does not take it, STATUS_MEMORY. */
Status fund_page_write(const FundFindings *findings, Language language,
                       const Terminal *terminal) MUST_USE;

#endif

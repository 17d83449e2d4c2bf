/* fund_parts.h: what the readers of one fund file share.
 * Read by the fund readers of this room only. */
#ifndef LIVSBANA_MODEL_FUND_PARTS_H
#define LIVSBANA_MODEL_FUND_PARTS_H

#include "model/fund.h"
#include "model/scenario.h"

typedef struct {
    Fund *fund;
    Scenario *scenario; /* of the fund file: its place, arena and problems */
    Block block;        /* the key `fund` */
    Cited cited;
    const StudyOptions *options;
} FundReading;

/* What carries kronor of `year`, which stands under `key`, to the fund's price year; 1 without prices. A
 * year that prices.csv lacks is noted. */
double fund_price_factor(const Block *block, const char *key, const Model *model, int year,
                         int fund_year);

/* STATUS_OK, STATUS_MEMORY; what is wrong is noted. */
Status fund_read_grants(FundReading *reading) MUST_USE;
Status fund_read_rules(FundReading *reading) MUST_USE;

#endif

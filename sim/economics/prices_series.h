/* prices_series.h: the memory in which prices add up people's kronor by year.
 * Read by prices only. */
#ifndef LIVSBANA_ECONOMICS_PRICES_SERIES_H
#define LIVSBANA_ECONOMICS_PRICES_SERIES_H

#include "economics/prices.h"

/* Takes the scratch of prices whose plan is set. STATUS_MEMORY. */
Status prices_init_sums(Prices *prices) MUST_USE;

#endif

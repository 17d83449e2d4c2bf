/* draws_table.h: the joint table of draws that a calibration leaves, as a model's draws.csv.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_DRAWS_TABLE_H
#define LIVSBANA_OUTPUT_DRAWS_TABLE_H

#include "analysis/calibration.h"

#include <stdio.h>

/* One column a free parameter, one row a draw, after comments that tell the checksums of the tables that
 * were fitted to. Failures are kept by the FILE. */
void draws_write(const Calibration *calibration, FILE *file);

#endif

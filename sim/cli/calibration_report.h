/* calibration_report.h: a calibration in words and tables.
 * Read by the command calibrate. */
#ifndef LIVSBANA_CLI_CALIBRATION_REPORT_H
#define LIVSBANA_CLI_CALIBRATION_REPORT_H

#include "analysis/calibration.h"
#include "output/terminal.h"

/* STATUS_MEMORY, or STATUS_OK. */
Status calibration_report(const Calibration *calibration, const Terminal *screen) MUST_USE;

#endif

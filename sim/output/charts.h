/* charts.h: the charts of a finished result folder, drawn by gnuplot.
 * Read by cli. */
#ifndef LIVSBANA_OUTPUT_CHARTS_H
#define LIVSBANA_OUTPUT_CHARTS_H

#include "base/problems.h"
#include "output/text.h"

#include <stdatomic.h>
#include <stdbool.h>

typedef enum { CHART_PNG, CHART_PDF, CHART_SVG, N_CHART_FORMATS } ChartFormat;
extern const char *const chart_format_name[N_CHART_FORMATS]; /* "png", "pdf", "svg" */

typedef struct {
    unsigned formats; /* 1u << CHART_PNG | ... */
    Language language;
    int n_processes;         /* drawn side by side; 0: as many as there are cores */
    const atomic_bool *stop; /* set from a signal handler: no new chart begins; may be NULL */
} ChartsOptions;

/* Checks the result in `folder` and draws all its charts into folder/charts/NAME.LANGUAGE.FORMAT,
 * with the scripts of `plots_folder`. STATUS_FILE when the folder is no whole result or cannot be
 * written to. STATUS_RUN_FAILED when gnuplot is missing or fails: everything else of the result
 * stands, so that `run` can show the note and go on. All are noted; that it was stopped, STATUS_RUN_FAILED,
 * is not. */
Status charts_draw(const char *folder, const char *plots_folder, const ChartsOptions *options,
                   Problems *problems) MUST_USE;

/* Does folder/charts hold nothing but charts, of any format and language, and what a killed gnuplot left of
 * them? STATUS_FILE (noted with the first other name) where not: it would be lost with the result. */
Status charts_alone(const char *folder, Problems *problems) MUST_USE;
/* Is a chart of this language there as PNG? */
bool charts_stand(const char *folder, Language language);
/* Removes the charts of all languages and formats: the tables they were drawn from are others now. */
void charts_remove(const char *folder);

#endif

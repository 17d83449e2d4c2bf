/* drawing.h: what the tests of charts share: a folder for results, charts drawn of them. The includer
 * defines _XOPEN_SOURCE 700 first. */
#ifndef LIVSBANA_TESTS_OUTPUT_DRAWING_H
#define LIVSBANA_TESTS_OUTPUT_DRAWING_H

#include "output/charts.h"

#include "example.h"
#include "scratch.h"

static const char plots[] = LIVSBANA_SOURCE_DIR "/scripts/plots";

static Scratch scratch;
static Problems problems;

static inline void drawing_begin(void)
{
    scratch_make(&scratch);
}

static inline void drawing_end(void)
{
    scratch_remove(&scratch);
    problems_free(&problems);
}

/* A suite whose tests draw into a folder of their own. */
#define DRAWING_SUITE(name) \
    TestSuite(name, .init = drawing_begin, .fini = drawing_end, .timeout = 120)

static inline bool has_gnuplot(void)
{
    return access("/usr/bin/gnuplot", X_OK) == 0;
}

static inline Status draw(const char *where, unsigned formats, Language language)
{
    ChartsOptions options = {formats, language, 2, NULL};
    return charts_draw(where, plots, &options, &problems);
}

/* A chart of changed findings, in English; free() it. */
static inline char *drawn(Findings *findings, const char *name, const char *chart)
{
    char path[SCRATCH_PATH], file[64];
    cr_assert_eq(scratch_result(&scratch, name, findings, &problems), STATUS_OK);
    cr_assert_eq(draw(scratch_path(&scratch, name, path), 1u << CHART_SVG, LANGUAGE_EN), 0, "%s",
                 problems.n > 0 ? problems.list[0].text : "");
    snprintf(file, sizeof file, "%.20s/charts/%.20s.en.svg", name, chart);
    return scratch_text(scratch_path(&scratch, file, path));
}

#endif

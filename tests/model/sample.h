/* sample.h: the studies that the tests of this room read.
 * Read by the tests beside it. */
#ifndef LIVSBANA_TESTS_MODEL_SAMPLE_H
#define LIVSBANA_TESTS_MODEL_SAMPLE_H

#include "model/study.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <string.h>

#define SAMPLE(name) LIVSBANA_SOURCE_DIR "/tests/model/data/" name

/* The study of a file that has no mistakes. */
static inline Study sample_study(const char *path, const StudyOptions *options)
{
    Study study;
    Problems problems = {0};
    gsl_set_error_handler_off();
    Status status = study_read(path, options, &problems, &study);
    cr_assert_eq(status, STATUS_OK, "%s: %s", path, problems.n > 0 ? problems.list[0].text : "");
    problems_free(&problems);
    return study;
}

/* The index of the parameter called `name`, which must exist. */
static inline int sample_parameter(const Study *study, const char *name)
{
    for (int i = 0; i < study->n_parameters; i++)
        if (strcmp(study->parameter[i].name, name) == 0) return i;
    cr_assert(false, "no parameter \"%s\"", name);
    return 0;
}

#endif

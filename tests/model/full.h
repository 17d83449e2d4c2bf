/* full.h: the study of tests/model/data/full.yaml and its model, which have something of everything.
 * Read by the tests beside it. */
#ifndef LIVSBANA_TESTS_MODEL_FULL_H
#define LIVSBANA_TESTS_MODEL_FULL_H

#include "sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static Study full;

static inline void full_open(void)
{
    full = sample_study(SAMPLE("full.yaml"), NULL);
}

static inline void full_close(void)
{
    study_free(&full);
}

/* A suite whose tests read it. */
#define FULL_SUITE(name) TestSuite(name, .init = full_open, .fini = full_close)

/* A product's value at the medians. */
static inline double value_of(const Product *product)
{
    double *median = malloc((size_t)full.n_parameters * sizeof *median);
    study_medians(&full, median);
    double value = product_value(product, median);
    free(median);
    return value;
}

static inline const char *name_of(int parameter)
{
    return full.parameter[parameter].name;
}

#endif

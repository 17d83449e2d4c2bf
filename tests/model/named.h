/* named.h: a distribution of a family by its own numbers.
 * Read by the tests beside it. */
#ifndef LIVSBANA_TESTS_MODEL_NAMED_H
#define LIVSBANA_TESTS_MODEL_NAMED_H

#include "model/distribution.h"

#include <criterion/criterion.h>

static inline Distribution named(const char *family, double a, double b, double c)
{
    Distribution made = {distribution_family(family), a, b, c};
    cr_assert_not_null(made.family, "%s", family);
    return made;
}

#endif

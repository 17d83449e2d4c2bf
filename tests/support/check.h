/* check.h: assertions that Criterion does not word well.
 * Read by tests. */
#ifndef LIVSBANA_TESTS_SUPPORT_CHECK_H
#define LIVSBANA_TESTS_SUPPORT_CHECK_H

#include "base/status.h"

/* assert_near(actual, expected, tolerance, format, ...): fails, with the formatted text and both
 * numbers, unless they lie within the tolerance of each other. NaN is near nothing. */
#define assert_near(actual, expected, tolerance, ...) \
    check_near(__FILE__, __LINE__, (actual), (expected), (tolerance), __VA_ARGS__)

void check_near(const char *file, int line, double actual, double expected, double tolerance,
                const char *format, ...) PRINTF_LIKE(6, 7);

#endif

#include "support/check.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>

void check_near(const char *file, int line, double actual, double expected, double tolerance,
                const char *format, ...)
{
    char what[256];
    va_list arguments;
    if (actual == expected || fabs(actual - expected) <= tolerance) return;
    va_start(arguments, format);
    vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    cr_assert_fail("%s:%d: %s: expected %.17g within %g, got %.17g (%g too much)", file, line, what,
                   expected, tolerance, actual, actual - expected);
}

/* quiet.h: tests in which GSL does not end the program, as in the program itself.
 * Read by tests. */
#ifndef LIVSBANA_TESTS_SUPPORT_QUIET_H
#define LIVSBANA_TESTS_SUPPORT_QUIET_H

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>

static inline void quiet_gsl(void)
{
    gsl_set_error_handler_off();
}

#define QUIET_SUITE(name) TestSuite(name, .init = quiet_gsl)

#endif

/* lookup.h: findings of a fixture, and their rows by name.
 * Read by the tests of this folder. */
#ifndef LIVSBANA_TESTS_ANALYSIS_LOOKUP_H
#define LIVSBANA_TESTS_ANALYSIS_LOOKUP_H

#include "analysis/findings.h"
#include "support/check.h"
#include "support/fixture.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const RunOptions ONE_THREAD = {.n_threads = 1};

/* A study and everything that was found out about it. */
typedef struct {
    Fixture fixture;
    Findings findings;
} Found;

static inline void found_open(Found *found, const FixtureTexts *texts)
{
    fixture_open(&found->fixture, texts);
    Status status = findings_make(&found->fixture.study, &ONE_THREAD, NULL,
                                  &found->fixture.problems, &found->findings);
    if (status == STATUS_OK) return;
    char *messages = fixture_messages(&found->fixture.problems);
    cr_assert_fail("findings_make: status %d\n%s", (int)status, messages);
    free(messages);
}

static inline void found_close(Found *found)
{
    findings_free(&found->findings);
    fixture_close(&found->fixture);
}

static inline int account_named(const Findings *findings, const char *name)
{
    for (int a = 0; a < findings->n_accounts; a++)
        if (strcmp(findings->account[a].label.name, name) == 0) return a;
    cr_assert_fail("there is no account \"%s\"", name);
    return ANY;
}

static inline const SummaryRow *summary_of(const Findings *findings, const char *measure,
                                           const char *account, int basis)
{
    int a = account_named(findings, account);
    for (int i = 0; i < findings->n_summary; i++) {
        const SummaryRow *row = &findings->summary[i];
        if (row->account == a && row->basis == basis && strcmp(row->measure, measure) == 0)
            return row;
    }
    cr_assert_fail("there is no %s of %s on basis %d", measure, account, basis);
    return NULL;
}

static inline const PaybackRow *payback_of(const Findings *findings, const char *account,
                                           Basis basis, Uncertainty uncertainty, int year)
{
    int a = account_named(findings, account);
    for (int i = 0; i < findings->n_payback; i++) {
        const PaybackRow *row = &findings->payback[i];
        if (row->account == a && row->basis == basis && row->uncertainty == uncertainty &&
            row->year == year)
            return row;
    }
    cr_assert_fail("there is no payback row of %s in year %d", account, year);
    return NULL;
}

static inline const PaybackTimeRow *time_of(const Findings *findings, const char *account,
                                            Basis basis, Uncertainty uncertainty)
{
    int a = account_named(findings, account);
    for (int i = 0; i < findings->n_payback_time; i++) {
        const PaybackTimeRow *row = &findings->payback_time[i];
        if (row->account == a && row->basis == basis && row->uncertainty == uncertainty) return row;
    }
    cr_assert_fail("there is no payback time of %s", account);
    return NULL;
}

static inline const PeopleRow *people_of(const Findings *findings, const char *outcome, int arm)
{
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *row = &findings->people[i];
        if (row->arm == arm && strcmp(row->outcome, outcome) == 0) return row;
    }
    cr_assert_fail("there is no outcome \"%s\" in arm %d", outcome, arm);
    return NULL;
}

static inline double provenance_of(const Findings *findings, const char *kind, const char *by,
                                   const char *group)
{
    for (int i = 0; i < findings->n_provenance; i++) {
        const ProvenanceRow *row = &findings->provenance[i];
        if (strcmp(row->kind, kind) == 0 && strcmp(row->by, by) == 0 &&
            strcmp(row->group, group) == 0)
            return row->share;
    }
    cr_assert_fail("there is no provenance of %s by %s of %s", kind, by, group);
    return NAN;
}

#endif

/* together.h: programmes in the same worlds cannot save more together on an item than is spent on it in a
 * calendar year: their savings added up row by row, and what of them goes beyond.
 * Read by batch. */
#ifndef LIVSBANA_ANALYSIS_TOGETHER_H
#define LIVSBANA_ANALYSIS_TOGETHER_H

#include "analysis/findings.h"
#include "analysis/limited.h"

typedef struct {
    int n_worlds;
    int first_year, n_years; /* calendar years in which some programme's first years lie */
    LimitedRows rows;
    double *spent;            /* [row][world] in all; the least where programmes differ */
    double *sum, *above_zero; /* [year][row][world] saved, each programme within its own limit */
    double *felt; /* [year][row][world] what the account feels of ->above_zero within the years */
} Together;

/* Of n studies with the same worlds, each followed for so many years from its start. */
Status together_begin(const Study *const *study, int n, int years, Arena *arena,
                      Together *together) MUST_USE;

/* Adds the first years of study s (of those above), `share`[world] of it: what is saved on clients of
 * another programme, too, is left to that one. */
Status together_add(const Study *study, int s, const WorldSavings *savings, const double *share,
                    const char *account, int years, Together *together) MUST_USE;

/* What the account does not feel within the years, since it goes beyond all spending; and row by row and
 * year by year. */
typedef struct {
    bool any;       /* something goes beyond in some world */
    double *beyond; /* [world] kronor */
    int n;
    LimitedYear *year; /* [n] by row, year */
} TogetherLimit;
Status together_limit(const Together *together, Arena *arena, TogetherLimit *limit) MUST_USE;

#endif

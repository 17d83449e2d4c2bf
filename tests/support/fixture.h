/* fixture.h: a Study made of texts that stand in the test itself.
 * Read by tests.
 *
 *     Fixture fixture;
 *     fixture_open(&fixture, &(FixtureTexts){
 *         .states = "state,age_from,age_to\n"
 *                   "work,20,30\n"
 *                   "out,20,30\n"
 *                   "dead,20,30\n",
 *         .transitions = "from,to,probability\n"
 *                        "work,out,0.1\n",
 *         .costs = "item,state,amount\n"
 *                  "support,out,1000\n",
 *         .scenario = "participants: {number: 10, ages: 20, states: {work: 1}}\n"
 *                     "effects:\n"
 *                     "  - {on: work -> out, odds_ratio: 0.5, years: 1..3, fades_over: 0,\n"
 *                     "     design: rct, no_effect: 0}\n"});
 *     ... fixture.study ...
 *     fixture_close(&fixture);
 *
 * Only what the test is about has to be written. A column that a table needs and the text does not
 * have is added to every row, and a key that a scenario needs is added at its end:
 *   all tables         source = test, grade = A
 *   states             label_sv and label_en = the name, rank = the row's number, exclusion = 0
 *   classes, shocks, payers  label_sv and label_en = the name; payers also level = municipality
 *   costs              per = year, payer = municipality, price_year = 2024, kind = day_price,
 *                      cashable = 1, delay = 0
 *   spending           payer = municipality, price_year = 2024
 *   parameters         unit = share
 *   mortality_ratios   causal_share = 1, fade_from = 120, fade_to = 120
 *   targets            expected = met
 *   outcomes           nothing but source and grade
 *   milestones         nothing but source and grade (causal_share is 1 when left out)
 *   scenario           scenario: test, model, starts: 2024, comparator, programme: {costs: []},
 *                      effects: [], source: test, grade: A
 * Tables left NULL: payers (one, `municipality`), costs (none), prices (2024 and 2025, both 100) and
 * sources (`test`) get those defaults; the others do not exist. Plain rows only: no quoted commas.
 *
 * Numbers: study_medians gives medians; fixture_values gives every parameter as it is written, which
 * is what numbers worked out by hand want (write `no_effect: 0` with effects, else `works` is below
 * 1). Grade A widens scenario numbers by 2 % in study_draw, so use fixture_values or medians where
 * exactness matters. */
#ifndef LIVSBANA_TESTS_SUPPORT_FIXTURE_H
#define LIVSBANA_TESTS_SUPPORT_FIXTURE_H

#include "model/study.h"

typedef struct {
    const char *states, *classes, *shocks, *transitions, *modifiers, *milestones, *mortality,
        *mortality_ratios, *payers, *costs, *spending, *outcomes, *parameters, *moving, *paths,
        *prices, *sources, *targets, *calibration, *draws;
    const char *scenario;
} FixtureTexts;

typedef struct {
    Study study;
    Problems problems;
} Fixture;

/* Writes the texts into a temporary folder, reads the study and removes the folder. A text that is
 * not read without a problem fails the test with all problems. Turns GSL's error handler off. */
void fixture_open(Fixture *fixture, const FixtureTexts *texts);

/* The same for texts that may be wrong: answers study_read's status, the problems stay in the
 * fixture. */
Status fixture_try(Fixture *fixture, const FixtureTexts *texts) MUST_USE;

void fixture_close(Fixture *fixture); /* safe twice */

/* Every parameter's value as written, value[n_parameters]. */
void fixture_values(const Study *study, double *value);

/* Indices of things by name; a name the study does not have fails the test. */
int fixture_state(const Study *study, const char *name);
int fixture_class(const Study *study, const char *name);
int fixture_milestone(const Study *study, const char *name);
int fixture_payer(const Study *study, const char *name);
int fixture_parameter(const Study *study, const char *name);

/* All messages of the problems, one a line, in a new text that the caller frees. */
char *fixture_messages(const Problems *problems);

#endif

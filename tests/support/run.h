/* run.h: one world of a study in the engine: plan, tables, exact cohorts, simulated lives.
 * Read by tests of engine (analysis has its own: Setup and Worker, which also know kronor).
 *
 *     Case town;                          a Fixture and its Run
 *     case_open(&town, &(FixtureTexts){...});   every parameter as written; both arms computed
 *     int work = case_state(&town, "work");
 *     assert_near(run_people(&town.run, ARM_BASELINE, work, 25), 6.5, 1e-12, "at work at 25");
 *     case_close(&town);
 */
#ifndef LIVSBANA_TESTS_SUPPORT_RUN_H
#define LIVSBANA_TESTS_SUPPORT_RUN_H

#include "engine/effects.h"
#include "engine/exact.h"
#include "engine/lives.h"
#include "engine/making.h"
#include "support/fixture.h"

typedef struct {
    const Study *study; /* borrowed */
    Plan plan;
    World world;
    ExactScratch scratch;
    double *value; /* [n_parameters] */
    double *count
        [N_ARMS]; /* [n_counts + LANES] expected people, all of them reached by the programme */
    double *reach[N_ARMS]; /* [track][milestone] */
    LifeStreams *streams;
    Counts counts; /* of the last run_live */
    Problems problems;
    Arena arena;
} Run;

/* Plan and memory; classes of groups that do not tell them as in the population. Then run_enter. */
void run_open(Run *run, const Study *study);
/* The same without run_enter: change run->value first. */
void run_prepare(Run *run, const Study *study);
/* Computes the world numbered 0 of run->value and both arms' exact cohorts. */
void run_enter(Run *run, const EffectVariant *variant);
/* The same, but answers the status; the exact cohorts only when it is STATUS_OK. */
Status run_try(Run *run, const EffectVariant *variant) MUST_USE;
/* One replicate: run->counts; lives[n_people] or NULL. */
void run_live(Run *run, int replicate, double share_reached, Life *lives);
void run_close(Run *run); /* safe twice */

/* Expected people of an arm in a state (ANY: all states) at an age, all cohorts together. */
double run_people(const Run *run, int arm, int state, int age);
/* The same in a programme year. */
double run_people_in_year(const Run *run, int arm, int state, int year);
/* People counted by run_live, the same two ways. */
double run_counted(const Run *run, int arm, int state, int age);

/* What a year's cell of each state counts to kronor: sum over years and cells of price[state][age]
 * (price[n_states * (MAX_AGE + 1)]) times people. */
double run_total(const Run *run, int arm, const double *price);
double run_total_counted(const Run *run, int arm, const double *price);

/* The track of a group, sex and class that begins at an age in a programme year; fails the test when
 * there is none. */
const Track *run_track(const Run *run, int group, int sex, int class_, int age, int enter);

typedef struct {
    Fixture fixture;
    Run run;
} Case;

void case_open(Case *made, const FixtureTexts *texts); /* fixture_open and run_open */
void case_close(Case *made);                           /* safe twice */
/* The index of a state by name. */
int case_state(const Case *made, const char *name);

#endif

/* stories.h: a few single lives, told year by year in both arms with the same luck: illustration.
 * Read by cli (`lives`). */
#ifndef LIVSBANA_ANALYSIS_STORIES_H
#define LIVSBANA_ANALYSIS_STORIES_H

#include "engine/plan.h"

enum { MILESTONE_UNDECIDED = -1 };

typedef struct {
    int state[MAX_AGE + 1]; /* [age - StoryPerson.age] the end state from the year after death on */
    int milestone[MAX_MILESTONES]; /* LEVEL_... of those decided after the start, else UNDECIDED */
    double municipal; /* whole-life kronor of the municipality's payers, undiscounted, of the price
                         year; weighted by the chance of still living there */
} StoryArm;

typedef struct {
    int person; /* 0-based among all participants */
    int group, sex, class_, age, enter;
    int years_before; /* already spent in the first state */
    int n_years;      /* ages age .. age + n_years - 1 */
    bool reached;     /* by the programme */
    StoryArm arm[N_ARMS];
} Story;

typedef struct {
    const Study *study; /* borrowed */
    int world, n_people;
    int n;
    Story *story; /* [n] */
    Arena arena;
} Stories;

/* Lives the first replicate of a world and tells `n` of its people, evenly picked; or, when `person`
 * is not ANY, that one. The caller has checked that world and person exist. STATUS_INPUT when the
 * world has an impossible probability (noted). */
Status stories_make(const Study *study, int world, int n, int person, Problems *problems,
                    Stories *stories) MUST_USE;
void stories_free(Stories *stories); /* safe on {0} and twice */

#endif

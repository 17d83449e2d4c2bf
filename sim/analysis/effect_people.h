/* effect_people.h: how many people each effect finds in the states that it helps them out of, at the
 * medians. Read by findings. */
#ifndef LIVSBANA_ANALYSIS_EFFECT_PEOPLE_H
#define LIVSBANA_ANALYSIS_EFFECT_PEOPLE_H

#include "analysis/setup.h"

/* found[effect], zeroed: person-years that participants are expected to spend, with the
 * programme, in the states that a transition's effect acts on, in its years and while it fades; NAN for
 * milestones and places. People of another group who enter at the same age in the same year are counted with
 * the effect's own. */
Status effect_people(const Setup *setup, Problems *problems, double *found) MUST_USE;

#endif

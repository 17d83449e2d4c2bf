/* grades.h: what follows from an evidence grade or a study's design when a scenario says no more. The grade
 * tells how much is known, the design how it was compared; D and E count as guesses.
 * Read by study, by analysis and page (what a value rests on) and by cli (`describe`). */
#ifndef LIVSBANA_MODEL_GRADES_H
#define LIVSBANA_MODEL_GRADES_H

#include "model/study.h"

typedef struct {
    const char *name;       /* "A" */
    const char *model_doc;  /* of a model's number */
    const char *effect_doc; /* of an effect */
    double no_effect;       /* an effect's default chance of being nil */
    double least_sd;        /* every parameter of this grade is at least so uncertain */
} GradeRule;

extern const GradeRule grade_rules[N_GRADES];

typedef struct {
    const char *name;         /* "rct" */
    const char *causal_share; /* the default as a quantity, grade E */
    const char *doc;
} DesignRule;

enum { N_DESIGNS = 6 };
extern const DesignRule design_rules[N_DESIGNS];

/* The grade called "A" to "E"; GRADE_E for anything else (it was noted). */
Grade grade_of(const char *name);
/* Is an assumption of one's own (source: own) graded as if somebody had measured it? NULL: not told. */
bool grade_is_too_good(const char *source, const char *grade);
/* What to note then; printf-formatted with the grade. */
#define GRADE_OF_OWN                                                                              \
    "expected grade D or E for an assumption of one's own (source: own), got %s; name the study " \
    "as its source or lower the grade"
const DesignRule *design_of(const char *name); /* or NULL */

/* The grade of what an effect is worth. People are held in a place for certain; what they gain by it is
 * the model's way out of that state: of a placement the worst of its own grade and those of the
 * transitions, and their parameters, that lead out of it from the last year held on. */
Grade effect_value_grade(const Study *study, const Effect *effect);

#endif

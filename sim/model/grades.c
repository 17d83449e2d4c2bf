#include "model/grades.h"

#include <string.h>

const GradeRule grade_rules[N_GRADES] = {
    {"A", "register total", "several trials", 0.02, 0},
    {"B", "good study", "one good trial or matched study here", 0.05, 0},
    {"C", "weak study or other country", "weak design or another country", 0.15, 0.05},
    {"D", "expert guess", "an association or an expert's guess", 0.25, 0.10},
    {"E", "illustrative", "a guess", 0.40, 0.20},
};

const DesignRule design_rules[N_DESIGNS] = {
    {"rct", "1", "people were allotted by chance: the difference is caused"},
    {"matched", "0.85 (0.6..0.98)", "compared with similar people who did not take part"},
    {"historical", "0.6 (0.2..0.93)", "compared with people of earlier years"},
    {"before_after", "0.4 (0.08..0.8)", "the same people before and after, nobody to compare with"},
    {"association", "0.3 (0.04..0.7)", "people who differ in this also differ in much else"},
    {"expert", "0.5 (0.1..0.9)", "nobody measured: people who know the field judged"},
};

Grade grade_of(const char *name)
{
    for (int i = 0; name != NULL && i < N_GRADES; i++)
        if (strcmp(name, grade_rules[i].name) == 0) return (Grade)i;
    return GRADE_E;
}

bool grade_is_too_good(const char *source, const char *grade)
{
    return source != NULL && strcmp(source, "own") == 0 && grade != NULL && *grade != '\0' &&
           grade_of(grade) < GRADE_D;
}

const DesignRule *design_of(const char *name)
{
    for (int i = 0; name != NULL && i < N_DESIGNS; i++)
        if (strcmp(name, design_rules[i].name) == 0) return &design_rules[i];
    return NULL;
}

static Grade worse(Grade a, Grade b)
{
    return a > b ? a : b;
}

static Grade transition_grade(const Study *study, const Transition *transition)
{
    Grade grade = transition->provenance.grade;
    for (int f = 0; f < transition->probability.n; f++) {
        int parameter = transition->probability.factor[f].parameter;
        grade = worse(grade, study->parameter[parameter].provenance.grade);
    }
    return grade;
}

/* May somebody of a group leave a place by this transition, in time to be seen? */
static bool leads_out(const Study *study, const Group *group, const Effect *place,
                      const Transition *transition)
{
    int last_held = group->age_from + place->year_to - 1; /* the youngest's age */
    BirthYears born = {study->starts + group->enter_from - 1 - group->age_to,
                       study->starts + group->enter_to - 1 - group->age_from};
    if (group->enter_from + place->year_to > study->economics.horizon) return false;
    return transition->from == place->place && transition->arm != ARM_BASELINE &&
           transition->age_to >= last_held && transition->born.from <= born.to &&
           transition->born.to >= born.from;
}

Grade effect_value_grade(const Study *study, const Effect *effect)
{
    Grade grade = effect->provenance.grade;
    for (int t = 0; effect->kind == EFFECT_PLACE && t < study->model.n_transitions; t++) {
        const Transition *transition = &study->model.transition[t];
        for (int g = 0; g < study->n_groups; g++) {
            if (effect->group != ANY && effect->group != g) continue;
            if (leads_out(study, &study->group[g], effect, transition))
                grade = worse(grade, transition_grade(study, transition));
        }
    }
    return grade;
}

#include "model/grades.h"

#include <string.h>

const GradeRule grade_rules[N_GRADES] = {
    {"A", "register total", "several trials", 0.02, 0},
    {"B", "good study", "one good trial or matched study here", 0.05, 0},
    {"C", "weak study or other country", "weak design or other country", 0.15, 0.05},
    {"D", "expert guess", "association", 0.25, 0.10},
    {"E", "illustrative", "guess", 0.40, 0.20},
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

const DesignRule *design_of(const char *name)
{
    for (int i = 0; name != NULL && i < N_DESIGNS; i++)
        if (strcmp(name, design_rules[i].name) == 0) return &design_rules[i];
    return NULL;
}

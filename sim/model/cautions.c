#include "model/cautions.h"

#include <math.h>

/* Kronor: less buys no help to speak of, nor all of a programme's costs together a programme: 350 for a year
 * of housing is in thousands. But 1,000 a year each would be a million then: breakfasts may cost that. */
static const double LEAST_FOR_EACH = 100, LEAST_IN_ALL = 2000, LEAST_A_YEAR = 1000,
                    LEAST_OF_FUND = 10000;
/* As many million kronor are too many for a participant's year, and for a fund. */
static const double MOST_FOR_EACH = 5, MOST_OF_FUND = 1000;

/* Of an effect: more, or less than one over it, is seldom published. */
static const double MOST_RATIO = 10;

/* Of an effect: less is too little to be what the writer meant. */
static const double LEAST_LEFT = 0.25;

static CountedIn counted_in(double sum, double most)
{
    return sum > most ? COUNTED_THOUSANDS : COUNTED_MILLIONS;
}

/* Kronor of a year at the central value; *written as the file has it. */
static double kronor_a_year(const Study *study, const ProgrammeCost *cost, double *written)
{
    double sum = cost->amount.constant;
    *written = sum;
    for (int f = 0; f < cost->amount.n; f++) {
        *written = study->parameter[cost->amount.factor[f].parameter].estimate;
        sum *= *written;
    }
    return sum;
}

static double kronor_of_all_years(const Study *study, const ProgrammeCost *cost)
{
    double written;
    return kronor_a_year(study, cost, &written) * (cost->year_to - cost->year_from + 1);
}

static bool programme_looks_small(const Study *study)
{
    double sum = 0;
    for (int i = 0; i < study->n_programme_costs; i++)
        sum += fmax(kronor_of_all_years(study, &study->programme_cost[i]), 0); /* a grant is none */
    return sum < LEAST_IN_ALL * study_participants(study);
}

bool cost_looks_small(const Study *study, const ProgrammeCost *cost, SmallCost *small)
{
    int people = study_participants(study);
    double sum = kronor_a_year(study, cost, &small->written);
    small->a_year = sum;
    small->counted = counted_in(sum, MOST_FOR_EACH * people);
    if (!(sum > 0)) return false;
    return kronor_of_all_years(study, cost) < LEAST_FOR_EACH * people ||
           (sum < LEAST_A_YEAR * people && programme_looks_small(study));
}

bool fund_looks_small(double kronor, CountedIn *counted)
{
    *counted = counted_in(kronor, MOST_OF_FUND);
    return kronor > 0 && kronor < LEAST_OF_FUND;
}

bool ratio_looks_wrong(const Study *study, const Effect *effect, double *ratio)
{
    if (effect->kind == EFFECT_PLACE || effect->ratio == ANY) return false;
    *ratio = study->parameter[effect->ratio].estimate;
    return *ratio > MOST_RATIO || *ratio < 1 / MOST_RATIO;
}

/* How much older than at entry people can be while the effect lasts, in all but one world of a thousand. */
static int years_on(const Study *study, const Effect *effect)
{
    int years = effect->year_to - 1;
    if (effect->fades_never) return years + study->model.last_age;
    if (effect->fades_over == ANY) return years;
    const Distribution *fades = &study->parameter[effect->fades_over].distribution;
    return years + (int)ceil(fmin(distribution_quantile(fades, 0.999), MAX_AGE));
}

bool milestone_out_of_reach(const Study *study, const Effect *effect, int *first, int *last)
{
    if (effect->kind != EFFECT_MILESTONE) return false;
    int age = study->model.milestone[effect->milestone].age;
    *first = MAX_AGE;
    *last = -1;
    for (int g = 0; g < study->n_groups && age != ANY; g++) {
        const Group *group = &study->group[g];
        if (effect->group != ANY && effect->group != g) continue;
        int youngest = group->age_from + effect->year_from - 1;
        int oldest = group->age_to + years_on(study, effect);
        if (age >= youngest && age <= oldest) return false;
        if (youngest < *first) *first = youngest;
        if (oldest > *last) *last = oldest;
    }
    if (*last > study->model.last_age) /* nobody is told of as older than anybody lives */
        *last = study->model.last_age > *first ? study->model.last_age : *first;
    return *last >= 0;
}

bool milestone_mostly_faded(const Study *study, const Effect *effect, double *left)
{
    int first, last;
    double people = 0, sum = 0;
    if (effect->kind != EFFECT_MILESTONE || milestone_out_of_reach(study, effect, &first, &last))
        return false;
    int decided = study->model.milestone[effect->milestone].age, fades = effect->fades_over;
    double over = fades == ANY ? 0 : study->parameter[fades].estimate;
    for (int g = 0; g < study->n_groups; g++) {
        const Group *group = &study->group[g];
        if (effect->group != ANY && effect->group != g) continue;
        double each = group->number / (group->age_to - group->age_from + 1.0);
        for (int age = group->age_from; age <= group->age_to && age <= decided; age++) {
            people += each;
            sum += each * study_fade(effect, decided - age + 1, over);
        }
    }
    *left = people > 0 ? sum / people : 1;
    return *left < LEAST_LEFT;
}

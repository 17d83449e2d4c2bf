#include "model/cautions.h"

#include <math.h>

/* Kronor: less buys no help to speak of. */
static const double LEAST_FOR_EACH = 100, LEAST_OF_FUND = 10000;
/* As many million kronor are too many for a participant's year, and for a fund. */
static const double MOST_FOR_EACH = 5, MOST_OF_FUND = 1000;

static CountedIn counted_in(double sum, double most)
{
    return sum > most ? COUNTED_THOUSANDS : COUNTED_MILLIONS;
}

bool cost_looks_small(const Study *study, const ProgrammeCost *cost, SmallCost *small)
{
    double sum = cost->amount.constant;
    small->written = sum;
    for (int f = 0; f < cost->amount.n; f++) {
        small->written = study->parameter[cost->amount.factor[f].parameter].estimate;
        sum *= small->written;
    }
    small->a_year = sum;
    small->counted = counted_in(sum, MOST_FOR_EACH * study_participants(study));
    int years = cost->year_to - cost->year_from + 1;
    return sum > 0 && sum * years < LEAST_FOR_EACH * study_participants(study);
}

bool fund_looks_small(double kronor, CountedIn *counted)
{
    *counted = counted_in(kronor, MOST_OF_FUND);
    return kronor > 0 && kronor < LEAST_OF_FUND;
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
    return *last >= 0;
}

#include "model/cautions.h"

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

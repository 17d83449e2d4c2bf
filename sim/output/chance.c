#include "output/chance.h"

#include <math.h>

ChanceWord chance_word(double chance, double worlds, double limit_for, double limit_against)
{
    /* Twice the standard error of a half, as on page one (page_rests_on); fmax and fmin pass over NAN. */
    double error = 1 / sqrt(worlds + 4);
    if (chance >= fmax(0.5 + error, limit_for)) return CHANCE_LIKELY;
    return chance <= fmin(0.5 - error, limit_against) ? CHANCE_UNLIKELY : CHANCE_OPEN;
}

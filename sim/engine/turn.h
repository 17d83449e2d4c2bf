/* turn.h: four vectors of four numbers, turned.
 * Read by thresholds and bent. */
#ifndef LIVSBANA_ENGINE_TURN_H
#define LIVSBANA_ENGINE_TURN_H

#include "base/lanes.h"

/* What stood at l in the k-th stands at k in the l-th. */
LANES_BODY void turn(Four p[4])
{
    const Four even[2] = {__builtin_shufflevector(p[0], p[1], 0, 4, 2, 6),
                          __builtin_shufflevector(p[2], p[3], 0, 4, 2, 6)},
               odd[2] = {__builtin_shufflevector(p[0], p[1], 1, 5, 3, 7),
                         __builtin_shufflevector(p[2], p[3], 1, 5, 3, 7)};
    p[0] = __builtin_shufflevector(even[0], even[1], 0, 1, 4, 5);
    p[1] = __builtin_shufflevector(odd[0], odd[1], 0, 1, 4, 5);
    p[2] = __builtin_shufflevector(even[0], even[1], 2, 3, 6, 7);
    p[3] = __builtin_shufflevector(odd[0], odd[1], 2, 3, 6, 7);
}

/* The next four numbers of four rows, from j on, target by target. */
LANES_BODY void turn_rows(const double *const row[4], int j, Four p[4])
{
    for (int r = 0; r < 4; r++) p[r] = *(const Four *)(row[r] + j);
    turn(p);
}

#endif

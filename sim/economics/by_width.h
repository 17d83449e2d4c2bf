/* by_width.h: vectors of doubles as wide as a target's registers.
 * Read by flows. */
#ifndef LIVSBANA_ECONOMICS_BY_WIDTH_H
#define LIVSBANA_ECONOMICS_BY_WIDTH_H

#include "base/lanes.h"

/* Does BODY with the vectors that fill a target's registers; `doubles`, their width, is a constant. */
#define BY_WIDTH(doubles, BODY)      \
    do {                             \
        if ((doubles) == ABREAST) {  \
            BODY(Abreast);           \
        } else if ((doubles) == 4) { \
            BODY(Four);              \
        } else {                     \
            BODY(Two);               \
        }                            \
    } while (0)

#endif

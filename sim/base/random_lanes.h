/* random_lanes.h: the words of random_block for many counters of one stream at once.
 * Read by random, by the engine's crowd and by model (parameter draws). */
#ifndef LIVSBANA_BASE_RANDOM_LANES_H
#define LIVSBANA_BASE_RANDOM_LANES_H

#include "base/lanes.h"
#include "base/random.h"

/* word[j][i] is word j of the block at counter (c0[i], c1[i], c2[i], c3), for i < n. The arrays are read
 * and written in whole LANES: n rounded up. */
void random_lanes(LaneTarget target, const RandomStream *stream, const uint32_t *c0,
                  const uint32_t *c1, const uint32_t *c2, uint32_t c3, int n,
                  uint32_t *const word[4]);

#endif

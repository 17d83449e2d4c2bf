#include "base/random_lanes.h"

/* Threefry4x32-20 (Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC 2011): rotation
 * distances of rounds 0 to 7 and the key schedule's parity word, as in random_block's Random123. */
enum { WORDS = 4, ROUNDS = 20, ROUNDS_PER_KEY = 4, DISTANCES = 8 };
static const unsigned DISTANCE[DISTANCES][2] = {{10, 26}, {11, 21}, {13, 27}, {23, 5},
                                                {6, 20},  {17, 11}, {25, 10}, {18, 20}};
static const uint32_t PARITY = 0x1BD11BDA;

#define ROTATED(x, n) ((x) << (n) | (x) >> (32 - (n)))

LANES_BODY void fill(const RandomStream *stream, uint32_t c0, const uint32_t *c1,
                     const uint32_t *c2, uint32_t c3, int n, uint32_t *const word[WORDS])
{
    uint32_t key[WORDS + 1] = {0, 0, 0, 0, PARITY};
    for (int i = 0; i < WORDS; i++) {
        key[i] = stream->key[i];
        key[WORDS] ^= key[i];
    }
    for (int at = 0; at < n; at += LANES) {
        Lanes a = key[0] + c0 - (Lanes){0}, b = *(const Lanes *)(c1 + at) + key[1];
        Lanes c = *(const Lanes *)(c2 + at) + key[2], d = key[3] + c3 - (Lanes){0};
#pragma GCC unroll 20
        for (unsigned r = 0; r < ROUNDS; r++) {
            unsigned first = DISTANCE[r % DISTANCES][0], second = DISTANCE[r % DISTANCES][1];
            a += r % 2 ? d : b;
            if (r % 2)
                d = ROTATED(d, first) ^ a;
            else
                b = ROTATED(b, first) ^ a;
            c += r % 2 ? b : d;
            if (r % 2)
                b = ROTATED(b, second) ^ c;
            else
                d = ROTATED(d, second) ^ c;
            if ((r + 1) % ROUNDS_PER_KEY) continue;
            unsigned k = (r + 1) / ROUNDS_PER_KEY;
            a += key[k % (WORDS + 1)];
            b += key[(k + 1) % (WORDS + 1)];
            c += key[(k + 2) % (WORDS + 1)];
            d += key[(k + 3) % (WORDS + 1)] + k;
        }
        *(Lanes *)(word[0] + at) = a;
        *(Lanes *)(word[1] + at) = b;
        *(Lanes *)(word[2] + at) = c;
        *(Lanes *)(word[3] + at) = d;
    }
}

#define DEFINE(suffix, attributes)                                                            \
    attributes static void fill_##suffix(const RandomStream *stream, uint32_t c0,             \
                                         const uint32_t *c1, const uint32_t *c2, uint32_t c3, \
                                         int n, uint32_t *const word[WORDS])                  \
    {                                                                                         \
        fill(stream, c0, c1, c2, c3, n, word);                                                \
    }
LANES_EACH(DEFINE)

void random_lanes(LaneTarget target, const RandomStream *stream, uint32_t c0, const uint32_t *c1,
                  const uint32_t *c2, uint32_t c3, int n, uint32_t *const word[4])
{
    static void (*const copy[N_LANE_TARGETS])(const RandomStream *, uint32_t, const uint32_t *,
                                              const uint32_t *, uint32_t, int,
                                              uint32_t *const *) = LANES_TABLE(fill);
    copy[target](stream, c0, c1, c2, c3, n, word);
}

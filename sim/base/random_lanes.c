#include "base/random_lanes.h"

/* Threefry4x32-20 (Salmon et al., Parallel random numbers: as easy as 1, 2, 3, SC 2011): rotation
 * distances of rounds 0 to 7 and the key schedule's parity word, as in random_block's Random123. */
enum { WORDS = 4, ROUNDS = 20, ROUNDS_PER_KEY = 4, DISTANCES = 8 };
static const unsigned DISTANCE[DISTANCES][2] = {{10, 26}, {11, 21}, {13, 27}, {23, 5},
                                                {6, 20},  {17, 11}, {25, 10}, {18, 20}};
static const uint32_t PARITY = 0x1BD11BDA;

#define ROTATED(x, n) ((x) << (n) | (x) >> (32 - (n)))

/* Two registers' width where LANES are one. */
typedef uint32_t Sixteen __attribute__((vector_size(2 * sizeof(Lanes)), aligned(4), may_alias));

/* Vectors of blocks from counters `from` on are the variables a##i, b##i, c##i and d##i: what a pointer is at,
 * or stands in an array, the compiler would begin in memory, one number at a time. */
#define BEGIN(Vector, i, from)                             \
    Vector a##i = *(const Vector *)(c0 + (from)) + key[0], \
           b##i = *(const Vector *)(c1 + (from)) + key[1]; \
    Vector c##i = *(const Vector *)(c2 + (from)) + key[2], d##i = key[3] + c3 - (Vector){0};

#define MIX(a, b, c, d, distance)        \
    a += b;                              \
    b = ROTATED(b, (distance)[0]) ^ (a); \
    c += d;                              \
    d = ROTATED(d, (distance)[1]) ^ (c);

#define DO_ROUND(i, round)                                         \
    if ((round) % 2) {                                             \
        MIX(a##i, d##i, c##i, b##i, DISTANCE[(round) % DISTANCES]) \
    } else {                                                       \
        MIX(a##i, b##i, c##i, d##i, DISTANCE[(round) % DISTANCES]) \
    }                                                              \
    if (((round) + 1) % ROUNDS_PER_KEY == 0) {                     \
        unsigned k = ((round) + 1) / ROUNDS_PER_KEY;               \
        a##i += key[k % (WORDS + 1)];                              \
        b##i += key[(k + 1) % (WORDS + 1)];                        \
        c##i += key[(k + 2) % (WORDS + 1)];                        \
        d##i += key[(k + 3) % (WORDS + 1)] + k;                    \
    }

#define KEEP(Vector, i, from)             \
    *(Vector *)(word[0] + (from)) = a##i; \
    *(Vector *)(word[1] + (from)) = b##i; \
    *(Vector *)(word[2] + (from)) = c##i; \
    *(Vector *)(word[3] + (from)) = d##i;

#define EACH_ROUND(BODY)                                                       \
    _Pragma("GCC unroll 20") for (unsigned round = 0; round < ROUNDS; round++) \
    {                                                                          \
        BODY                                                                   \
    }

#define FILL(Vector)                   \
    do {                               \
        BEGIN(Vector, x, at)           \
        EACH_ROUND(DO_ROUND(x, round)) \
        KEEP(Vector, x, at)            \
    } while (0)

/* Alone, blocks wait for themselves, round after round: two vectors are made in step. */
#define FILL_TWO(Vector, Other)                                  \
    do {                                                         \
        int next = at + (int)(sizeof(Vector) / sizeof *word[0]); \
        BEGIN(Vector, x, at)                                     \
        BEGIN(Other, y, next)                                    \
        EACH_ROUND(DO_ROUND(x, round) DO_ROUND(y, round))        \
        KEEP(Vector, x, at)                                      \
        KEEP(Other, y, next)                                     \
    } while (0)

/* most: how many numbers stand in the registers at once. */
LANES_BODY void fill(const RandomStream *stream, const uint32_t *c0, const uint32_t *c1,
                     const uint32_t *c2, uint32_t c3, int n, uint32_t *const word[WORDS], int most)
{
    uint32_t key[WORDS + 1] = {0, 0, 0, 0, PARITY};
    int at = 0;
    for (int i = 0; i < WORDS; i++) {
        key[i] = stream->key[i];
        key[WORDS] ^= key[i];
    }
    if (most == 4 * LANES) {
        for (; n - at > 3 * LANES; at += 4 * LANES) FILL_TWO(Sixteen, Sixteen);
        if (n - at > 2 * LANES)
            FILL_TWO(Sixteen, Lanes);
        else if (n - at > LANES)
            FILL(Sixteen);
        else if (n > at)
            FILL(Lanes);
    } else {
        for (; most == 2 * LANES && n - at > LANES; at += 2 * LANES) FILL_TWO(Lanes, Lanes);
        for (; n > at; at += LANES) FILL(Lanes);
    }
}

enum { MOST_portable = LANES, MOST_avx2 = 2 * LANES, MOST_avx512 = 4 * LANES };

#define DEFINE(suffix, attributes)                                                            \
    attributes static void fill_##suffix(const RandomStream *stream, const uint32_t *c0,      \
                                         const uint32_t *c1, const uint32_t *c2, uint32_t c3, \
                                         int n, uint32_t *const word[WORDS])                  \
    {                                                                                         \
        fill(stream, c0, c1, c2, c3, n, word, MOST_##suffix);                                 \
    }
LANES_EACH(DEFINE)

void random_lanes(LaneTarget target, const RandomStream *stream, const uint32_t *c0,
                  const uint32_t *c1, const uint32_t *c2, uint32_t c3, int n,
                  uint32_t *const word[4])
{
    static void (*const copy[N_LANE_TARGETS])(const RandomStream *, const uint32_t *,
                                              const uint32_t *, const uint32_t *, uint32_t, int,
                                              uint32_t *const *) = LANES_TABLE(fill);
    copy[target](stream, c0, c1, c2, c3, n, word);
}

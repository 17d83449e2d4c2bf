#include "base/random.h"

#include "base/random_lanes.h"

#include <Random123/threefry.h>
#include <assert.h>

enum { ROUNDS = 20 };

uint64_t random_hash(const char *name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (; *name != '\0'; name++) {
        hash ^= (unsigned char)*name;
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}

RandomStream random_stream(uint64_t seed, uint64_t name_hash)
{
    return (RandomStream){
        {(uint32_t)seed, (uint32_t)(seed >> 32), (uint32_t)name_hash, (uint32_t)(name_hash >> 32)}};
}

void random_block(const RandomStream *stream, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3,
                  uint32_t words[4])
{
    const uint32_t *key = stream->key;
    threefry4x32_ctr_t counter = {{c0, c1, c2, c3}};
    threefry4x32_key_t keys = {{key[0], key[1], key[2], key[3]}};
    threefry4x32_ctr_t block = threefry4x32_R(ROUNDS, counter, keys);
    for (int i = 0; i < 4; i++) {
        words[i] = block.v[i];
    }
}

/* Words one after the other from counters (c0, c1, 0, 0), (c0, c1, 1, 0), ..., whose blocks are made side by
 * side. */
enum { WORDS = 4, BLOCKS = 2 * LANES };
typedef struct {
    const RandomStream *stream;
    uint32_t c0[BLOCKS], c1[BLOCKS], c2[BLOCKS];
    uint32_t word[WORDS][BLOCKS];
    int used;
} Words;

static void begin_words(const RandomStream *stream, uint32_t c0, uint32_t c1, Words *words)
{
    words->stream = stream;
    words->used = WORDS * BLOCKS;
    for (uint32_t i = 0; i < BLOCKS; i++) {
        words->c0[i] = c0;
        words->c1[i] = c1;
        words->c2[i] = i;
    }
}

static void more_words(Words *words)
{
    uint32_t *const to[WORDS] = {words->word[0], words->word[1], words->word[2], words->word[3]};
    random_lanes(lanes_best(), words->stream, words->c0, words->c1, words->c2, 0, BLOCKS, to);
    for (int i = 0; i < BLOCKS; i++) words->c2[i] += BLOCKS;
    words->used = 0;
}

static uint32_t next_word(Words *words)
{
    if (words->used == WORDS * BLOCKS) more_words(words);
    int i = words->used++;
    return words->word[i % WORDS][i / WORDS];
}

/* Uniform on 0..n-1 without bias: multiply and reject (Lemire 2019, Fast random integer
 * generation in an interval). */
static uint32_t next_below(Words *words, uint32_t n)
{
    uint64_t product = (uint64_t)next_word(words) * n;
    if ((uint32_t)product < n) {
        uint32_t smallest = (0u - n) % n; /* 2^32 mod n */
        while ((uint32_t)product < smallest) product = (uint64_t)next_word(words) * n;
    }
    return (uint32_t)(product >> 32);
}

void random_permutation(const RandomStream *stream, uint32_t c0, uint32_t c1, int n, int *order)
{
    assert(n >= 0);
    Words words;
    begin_words(stream, c0, c1, &words);
    for (int i = 0; i < n; i++) {
        order[i] = i;
    }
    for (int i = n - 1; i > 0; i--) {
        int j = (int)next_below(&words, (uint32_t)i + 1);
        int kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
}

#include "base/random.h"

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

/* Words one after the other from counters (c0, c1, 0, 0), (c0, c1, 1, 0), ... */
typedef struct {
    const RandomStream *stream;
    uint32_t c0, c1, c2;
    uint32_t words[4];
    int used;
} Words;

static uint32_t next_word(Words *words)
{
    if (words->used == 4) {
        random_block(words->stream, words->c0, words->c1, words->c2++, 0, words->words);
        words->used = 0;
    }
    return words->words[words->used++];
}

/* Uniform on 0..n-1 without bias: multiply and reject (Lemire 2019, Fast random integer
 * generation in an interval). */
static uint32_t next_below(Words *words, uint32_t n)
{
    uint32_t smallest = (0u - n) % n; /* 2^32 mod n */
    uint64_t product;
    do {
        product = (uint64_t)next_word(words) * n;
    } while ((uint32_t)product < smallest);
    return (uint32_t)(product >> 32);
}

void random_permutation(const RandomStream *stream, uint32_t c0, uint32_t c1, int n, int *order)
{
    assert(n >= 0);
    Words words = {.stream = stream, .c0 = c0, .c1 = c1, .used = 4};
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

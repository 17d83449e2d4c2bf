/* random.h: random numbers from a counter with a purpose (Threefry4x32-20, Salmon et al. 2011).
 * Read by engine (lives) and model (parameter draws). */
#ifndef LIVSBANA_BASE_RANDOM_H
#define LIVSBANA_BASE_RANDOM_H

#include <stdint.h>

/* A stream: the generator's key. Two streams with different seeds or names are independent. */
typedef struct {
    uint32_t key[4];
} RandomStream;

/* FNV-1a, 64 bits, of a stream's or parameter's name. */
uint64_t random_hash(const char *name);
RandomStream random_stream(uint64_t seed, uint64_t name_hash);

/* Four words of the stream at a counter. Same stream and counter, same words, on any machine. */
void random_block(const RandomStream *stream, uint32_t c0, uint32_t c1, uint32_t c2, uint32_t c3,
                  uint32_t words[4]);

/* A uniform double strictly inside (0, 1) from two words, 52 bits, centred in its cell. */
static inline double random_uniform(uint32_t high, uint32_t low)
{
    uint64_t cell = ((uint64_t)high << 32 | low) >> 12;
    return ((double)cell + 0.5) * 0x1p-52;
}

/* A permutation of 0..n-1 in place: order[i] = rank, from the stream at counters (c0, c1, *, *). */
void random_permutation(const RandomStream *stream, uint32_t c0, uint32_t c1, int n, int *order);

#endif

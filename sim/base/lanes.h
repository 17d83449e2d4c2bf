/* lanes.h: eight 32-bit numbers side by side, and which instructions this machine has for them.
 * Read by random_lanes, by the engine and by economics.
 *
 * Vector code is written once, in GCC's vector extensions, as an always_inline body; LANES_EACH
 * compiles it for every target and a table of the copies is indexed by the LaneTarget. (target_clones
 * does the same through resolvers that run before the sanitizers do, and a test could not choose.) */
#ifndef LIVSBANA_BASE_LANES_H
#define LIVSBANA_BASE_LANES_H

#include <stdbool.h>
#include <stdint.h>

enum { LANES = 8 };

/* Memory of lanes is read and written through this type: arrays of words need not be aligned to it. */
typedef uint32_t Lanes __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

/* Doubles of a vector of their own; their memory need not be aligned either. */
enum { ABREAST = 8 };
typedef double Abreast __attribute__((vector_size(8 * ABREAST), aligned(8), may_alias));

/* Doubles that fill a register. What a loop carries on must be of its target's type: GCC keeps wider
 * vectors in memory from round to round. What was stored one by one is not to be read as a vector at once:
 * it would wait until it has left the processor. */
typedef double Two __attribute__((vector_size(16), aligned(8), may_alias));
typedef double Four __attribute__((vector_size(32), aligned(8), may_alias));
enum { DOUBLES_portable = 2, DOUBLES_avx2 = 4, DOUBLES_avx512 = ABREAST };

/* LANES_PORTABLE is whatever the compiler makes of it for every machine of this kind. */
typedef enum { LANES_PORTABLE, LANES_AVX2, LANES_AVX512, N_LANE_TARGETS } LaneTarget;

bool lanes_has(LaneTarget target); /* this machine and this build have it */
LaneTarget lanes_best(void);       /* the last that it has */
const char *lanes_name(LaneTarget target);

#define LANES_BODY static inline __attribute__((always_inline))

/* DEFINE(suffix, attributes) for every target of this build; LANES_TABLE(name) are the copies. */
#if defined __x86_64__
#define LANES_EACH(DEFINE)                             \
    DEFINE(portable, )                                 \
    DEFINE(avx2, __attribute__((target("avx2,bmi2")))) \
    DEFINE(avx512, __attribute__((target("avx2,bmi2,avx512f,avx512vl"))))
#define LANES_TABLE(name)                           \
    {                                               \
        name##_portable, name##_avx2, name##_avx512 \
    }
#else
#define LANES_EACH(DEFINE) DEFINE(portable, )
#define LANES_TABLE(name)                                 \
    {                                                     \
        name##_portable, name##_portable, name##_portable \
    }
#endif

#endif

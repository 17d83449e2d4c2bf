#include "base/lanes.h"

bool lanes_has(LaneTarget target)
{
#if defined __x86_64__
    if (target == LANES_AVX2) return __builtin_cpu_supports("avx2") != 0;
    if (target == LANES_AVX512)
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("avx512f") &&
               __builtin_cpu_supports("avx512vl");
#endif
    return target == LANES_PORTABLE;
}

/* Asked for in inner loops: the processor is asked by the compiler's run-time library, once. */
LaneTarget lanes_best(void)
{
    LaneTarget best = LANES_PORTABLE;
    for (LaneTarget t = LANES_PORTABLE; t < N_LANE_TARGETS; t++) {
        if (lanes_has(t)) best = t;
    }
    return best;
}

const char *lanes_name(LaneTarget target)
{
    static const char *const name[N_LANE_TARGETS] = {"portable", "avx2", "avx512"};
    return name[target];
}

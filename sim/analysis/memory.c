#include "analysis/memory.h"

#include <math.h>

static size_t most_of(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* One thread: its blocks never wait. */
static size_t alone_with(const MemoryNeed *need, size_t results)
{
    size_t beside = most_of(MEMORY_THREAD + need->worker + need->block, need->tables);
    return most_of(results + beside, need->apart);
}

Status memory_fit(const MemoryNeed *need, size_t limit, int n_threads, Problems *problems,
                  MemoryPlan *plan)
{
    enum { MOST_WAIT = 1 << 20 };
    const double MB = 1e6;
    if (limit == 0) limit = MEMORY_DEFAULT;
    *plan = (MemoryPlan){.results = need->columns,
                         .alone = alone_with(need, need->columns),
                         .each_thread = MEMORY_THREAD + need->worker + 3 * need->block,
                         .n_threads = n_threads};
    size_t in_rounds = alone_with(need, need->rounds);
    if (need->held + plan->alone > limit && in_rounds < plan->alone) {
        plan->in_rounds = true;
        plan->results = need->rounds;
        plan->alone = in_rounds;
    }
    size_t least = need->held + plan->alone;
    if (least > limit)
        return problems_fail(
            problems, STATUS_RUN_FAILED,
            "expected a run that takes at most %.0f MB of memory, got one that "
            "takes about %.0f MB with one thread: allow it by --memory, or ask for "
            "fewer worlds, or for fewer replicates in each world",
            (double)limit / MB, ceil((double)least / MB));
    size_t others = (limit - least) / plan->each_thread;
    if ((size_t)(n_threads - 1) > others) plan->n_threads = (int)others + 1;
    size_t left = limit - least - (size_t)(plan->n_threads - 1) * plan->each_thread;
    size_t waiting = need->block > 0 ? left / need->block : 0;
    plan->window = plan->n_threads + (waiting < MOST_WAIT ? (int)waiting : MOST_WAIT);
    return STATUS_OK;
}

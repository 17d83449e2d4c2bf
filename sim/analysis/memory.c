#include "analysis/memory.h"

Status memory_fit(const MemoryNeed *need, size_t limit, int n_threads, Problems *problems,
                  MemoryPlan *plan)
{
    enum { MOST_WAIT = 1 << 20 };
    const double MB = 1e6;
    if (limit == 0) limit = MEMORY_DEFAULT;
    *plan = (MemoryPlan){.results = need->columns,
                         .each_thread = need->worker + 2 * need->block,
                         .n_threads = n_threads};
    if (plan->results + plan->each_thread > limit) {
        plan->in_rounds = true;
        plan->results = need->rounds;
    }
    size_t least = plan->results + plan->each_thread;
    if (least > limit)
        return problems_fail(problems, STATUS_RUN_FAILED,
                             "expected a run that takes at most %.0f MB of memory, got one that "
                             "takes about %.0f MB: allow it by --memory, or ask for fewer worlds, "
                             "or for fewer replicates in each world",
                             (double)limit / MB, (double)least / MB);
    size_t fitting = (limit - plan->results) / plan->each_thread;
    if ((size_t)n_threads > fitting) plan->n_threads = (int)fitting;
    size_t left = limit - plan->results - (size_t)plan->n_threads * (need->worker + need->block);
    size_t waiting = need->block > 0 ? left / need->block : 0;
    plan->window = plan->n_threads + (waiting < MOST_WAIT ? (int)waiting : MOST_WAIT);
    return STATUS_OK;
}

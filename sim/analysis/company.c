#include "analysis/company.h"

/* Each thread of the process is at one run's block at a time, whichever it is. */
static bool may_sit(void *context)
{
    Seat *seat = context;
    Company *company = seat->company;
    size_t limit = company->memory > 0 ? company->memory : MEMORY_DEFAULT;
    size_t results = company->results + seat->plan.results, each = company->each_thread;
    if (seat->plan.each_thread > each) each = seat->plan.each_thread;
    if (company->n > 0 && results + (size_t)company->n_threads * each > limit) return false;
    company->n++;
    company->results = results;
    company->each_thread = each;
    return true;
}

static void stand_up(void *context)
{
    const Seat *seat = context;
    Company *company = seat->company;
    company->n--;
    company->results -= seat->plan.results;
    if (company->n == 0) company->each_thread = 0;
}

static bool may_prepare(void *context)
{
    Company *company = ((Seat *)context)->company;
    if (company->preparing) return false;
    return company->preparing = true;
}

static void end_preparing(void *context)
{
    ((Seat *)context)->company->preparing = false;
}

static void is_prepared(Seat *seat)
{
    if (!seat->prepares) return;
    parallel_change(seat->company->parallel, end_preparing, seat);
    seat->prepares = false;
}

void seat_prepare(Seat *seat)
{
    if (seat == NULL) return;
    parallel_await(seat->company->parallel, may_prepare, seat);
    seat->prepares = true;
}

void seat_take(Seat *seat, const MemoryPlan *plan)
{
    if (seat == NULL) return;
    seat->plan = *plan;
    parallel_await(seat->company->parallel, may_sit, seat);
    seat->taken = true;
    is_prepared(seat);
}

void seat_leave(Seat *seat)
{
    is_prepared(seat);
    if (!seat->taken) return;
    parallel_change(seat->company->parallel, stand_up, seat);
    seat->taken = false;
}

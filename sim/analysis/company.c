#include "analysis/company.h"

Company company_within(size_t memory, size_t held, int n_threads)
{
    if (memory == 0) memory = MEMORY_DEFAULT;
    held += (size_t)n_threads * MEMORY_THREAD;
    return (Company){.room = {.limit = memory > held ? memory - held : 0}};
}

/* Takes what is asked for, where there is room; who is alone has what was found to fit. */
static bool take(Seat *seat)
{
    Company *company = seat->company;
    ParallelRoom *room = &company->room;
    size_t taken = room->taken - seat->bytes + seat->asked;
    if (company->n > 0 && taken > room->limit) {
        room->was_full = true;
        return false;
    }
    room->taken = taken;
    seat->bytes = seat->asked;
    return true;
}

static void change(void *context)
{
    Seat *seat = context;
    ParallelRoom *room = &seat->company->room;
    room->taken = room->taken - seat->bytes + seat->asked;
    seat->bytes = seat->asked;
}

static void change_to(Seat *seat, size_t bytes)
{
    seat->asked = bytes;
    parallel_change(seat->company->parallel, change, seat);
}

static bool may_prepare(void *context)
{
    Seat *seat = context;
    Company *company = seat->company;
    if (company->preparing) return false;
    seat->asked = company->readiness;
    return company->preparing = take(seat);
}

static bool may_sit(void *context)
{
    Seat *seat = context;
    if (!take(seat)) return false;
    seat->company->n++;
    return true;
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

void seat_take(Seat *seat, size_t readiness, size_t stands, size_t alone)
{
    if (seat == NULL) return;
    Company *company = seat->company;
    if (readiness > company->readiness) company->readiness = readiness; /* nobody else prepares */
    change_to(seat, stands);
    seat->asked = alone;
    parallel_await(company->parallel, may_sit, seat);
    seat->taken = true;
    is_prepared(seat);
}

void seat_shrink(Seat *seat, size_t bytes)
{
    if (seat != NULL && bytes < seat->bytes) change_to(seat, bytes);
}

static void stand_up(void *context)
{
    ((Seat *)context)->company->n--;
}

void seat_leave(Seat *seat)
{
    if (seat->taken) parallel_change(seat->company->parallel, stand_up, seat);
    seat->taken = false;
    seat_shrink(seat, 0);
    is_prepared(seat);
}

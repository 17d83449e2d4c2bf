#include "cli/batch_making.h"

#include "base/checksum.h"
#include "base/program.h"
#include "cli/run_steps.h"

uint64_t batch_key(const BatchStudies *studies)
{
    const StudyOptions *settings = &studies->settings;
    uint64_t key = checksum_add_text(program_checksum(), studies->request.account);
    const uint64_t number[] = {(uint64_t)studies->n,
                               (uint64_t)studies->request.years,
                               (uint64_t)settings->worlds,
                               (uint64_t)settings->replicates,
                               (uint64_t)settings->horizon,
                               (uint64_t)settings->price_year,
                               settings->seed,
                               settings->shock};
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        key = checksum_add_number(key, number[i]);
    for (int i = 0; i < studies->n; i++) key = checksum_add_text(key, studies->study[i].name);
    return key;
}

Status batch_make_scenario(const BatchMaking *making, int i, const Study *study, Problems *why)
{
    Arena arena = {0};
    MadeFolder made = {0};
    RunSteps run = {.study = study,
                    .number = making->number,
                    .seat = making->seat,
                    .held = making->held,
                    .net = &making->studies->request};
    const char *folder = arena_format(&arena, "%s/%s", making->folder,
                                      making->studies->study[i].name);
    Status status = STATUS_MEMORY;
    if (folder != NULL)
        status = steps_make(&run_steps, &run, making->session, folder, making->helps, making->part,
                            why, &made);
    steps_free(&made);
    run_steps.free(&run);
    if (making->seat != NULL) seat_leave(making->seat);
    arena_free(&arena);
    return status;
}

Status batch_stopped(const Session *session)
{
    return atomic_load(session->stop) ? STATUS_RUN_FAILED : STATUS_OK;
}

Company batch_company(const Session *session, const BatchStudies *studies)
{
    return company_within((size_t)number_of(session, OPTION_MEMORY, 0),
                          MEMORY_PROGRAM + batch_studies_bytes(studies), threads_of(session));
}

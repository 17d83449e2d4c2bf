#include "cli/batch_help.h"

#include "cli/batch_making.h"

typedef struct {
    const Session *session;
    const char *folder;
    const BatchStudies *studies;
    Progress whole;
    Company company;
    uint64_t key;
    pthread_mutex_t turn; /* of all that is said to the leader */
    int n_shared;
    int *shared; /* [studies->n] those of the end, as the leader tells them */
} Helping;

static int ask(void *context)
{
    Helping *helping = context;
    int answer;
    while ((answer = ranks_ask(BATCH_WHOLE_PHASE, helping->key, helping->session->stop,
                               &helping->turn)) <= BATCH_SHARED) {
        if (helping->n_shared < helping->studies->n)
            helping->shared[helping->n_shared++] = BATCH_SHARED - answer;
    }
    return answer;
}

/* Reads and makes scenario i, or works at its blocks. What is wrong shows where the leader does it. */
static Status make_read(Helping *helping, int i, int number, Seat *seat)
{
    Status status = STATUS_OK;
    Problems why = {0};
    Study study = {0};
    Progress part = progress_part(&helping->whole);
    BatchMaking making = {
        helping->session, helping->folder, helping->studies, &part, number, seat, 0, seat == NULL};
    TRY(batch_study_read(helping->studies, i, &why, &study));
    making.held = study.arena.used;
    status = batch_make_scenario(&making, i, &study, &why);
out:
    study_free(&study);
    problems_free(&why);
    return status;
}

static Status help_at(void *context, void *scratch, int i)
{
    Helping *helping = context;
    Seat seat = {.company = &helping->company};
    (void)scratch;
    Status status = make_read(helping, i, 0, &seat);
    pthread_mutex_lock(&helping->turn);
    if (status == STATUS_OK)
        ranks_give(BATCH_WHOLE_PHASE, i, NULL, 0);
    else
        ranks_fail(BATCH_WHOLE_PHASE, i, status);
    pthread_mutex_unlock(&helping->turn);
    return batch_stopped(helping->session);
}

Status batch_help(const Session *session, const char *folder, const BatchStudies *studies)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    Helping helping = {.session = session,
                       .folder = folder,
                       .studies = studies,
                       .company = batch_company(session, studies),
                       .key = batch_key(studies),
                       .turn = PTHREAD_MUTEX_INITIALIZER};
    progress_begin(session, &helping.whole);
    ARENA_TRY(&arena, helping.shared, studies->n);
    ParallelJob job = {.n_threads = threads_of(session),
                       .n_blocks = studies->n,
                       .context = &helping,
                       .work = help_at,
                       .next = ask,
                       .stop = session->stop,
                       .handle = &helping.company.parallel,
                       .room = &helping.company.room};
    TRY(parallel_run(&job));
    for (int k = 0; k < helping.n_shared && batch_stopped(session) == STATUS_OK; k++) {
        status = make_read(&helping, helping.shared[k], BATCH_FIRST_NUMBER + k, NULL);
        if (status != STATUS_RUN_FAILED) goto out; /* its part could not be done */
    }
    status = STATUS_RUN_FAILED;
out:
    arena_free(&arena);
    return status;
}

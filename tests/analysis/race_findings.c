/* A run on several threads, and several runs at once, for ThreadSanitizer: Workload W as it stands in the
 * source tree. */
#include "analysis/findings.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

static Status run(int n_threads, Seat *seat, double *mean)
{
    static const StudyOptions FEW = {.replicates = 200};
    const RunOptions options = {.n_threads = n_threads, .seat = seat};
    Problems problems = {0};
    Study study = {0};
    Findings findings = {0};
    Status status = study_read(LIVSBANA_SOURCE_DIR "/scenarios/workload.yaml", &FEW, &problems,
                               &study);
    if (status == STATUS_OK) status = findings_make(&study, &options, NULL, &problems, &findings);
    if (status == STATUS_OK) *mean = findings.headline.saving_10.mean;
    for (size_t i = 0; i < problems.n_kept; i++) fprintf(stderr, "%s\n", problems.list[i].text);
    findings_free(&findings);
    study_free(&study);
    problems_free(&problems);
    return status;
}

/* ---- several at once ---- */

enum { N_RUNS = 3, N_THREADS = 4 };

typedef struct {
    Company company;
    double mean[N_RUNS];
} AtOnce;

static Status run_seated(void *context, void *scratch, int i)
{
    AtOnce *at_once = context;
    Seat seat = {.company = &at_once->company};
    (void)scratch;
    Status status = run(N_THREADS, &seat, &at_once->mean[i]);
    seat_leave(&seat);
    return status;
}

static Status run_at_once(size_t memory, AtOnce *at_once)
{
    *at_once = (AtOnce){.company = company_within(memory, 0, N_THREADS)};
    ParallelJob job = {.n_threads = N_THREADS,
                       .n_blocks = N_RUNS,
                       .context = at_once,
                       .work = run_seated,
                       .handle = &at_once->company.parallel,
                       .room = &at_once->company.room};
    return parallel_run(&job);
}

static int differs(const char *what, double one, double other)
{
    if (one != 0 && one == other) return 0;
    fprintf(stderr, "1 thread saves %.17g, %s %.17g\n", one, what, other);
    return 1;
}

int main(void)
{
    double one = 0, four = 0;
    AtOnce wide, narrow;
    int n_wrong = 0;
    gsl_set_error_handler_off();
    if (run(1, NULL, &one) != STATUS_OK || run(N_THREADS, NULL, &four) != STATUS_OK) return 1;
    /* All beside each other; one after the other, helped by those who wait. */
    if (run_at_once(0, &wide) != STATUS_OK || run_at_once(1, &narrow) != STATUS_OK) return 1;
    n_wrong += differs("4 threads", one, four);
    for (int i = 0; i < N_RUNS; i++) {
        n_wrong += differs("one of three at once", one, wide.mean[i]);
        n_wrong += differs("one that waits for its turn", one, narrow.mean[i]);
    }
    return n_wrong;
}

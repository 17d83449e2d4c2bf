/* A run on several threads, for ThreadSanitizer: Workload W as it stands in the source tree. */
#include "analysis/findings.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

static Status run(int n_threads, double *mean)
{
    static const StudyOptions FEW = {.replicates = 200};
    const RunOptions options = {.n_threads = n_threads};
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

int main(void)
{
    double one = 0, four = 0;
    gsl_set_error_handler_off();
    if (run(1, &one) != STATUS_OK || run(4, &four) != STATUS_OK) return 1;
    if (one == 0 || one != four) {
        fprintf(stderr, "1 thread saves %.17g, 4 threads %.17g\n", one, four);
        return 1;
    }
    return 0;
}

/* A validation and a calibration on several threads, for ThreadSanitizer. */
#include "analysis/calibration.h"
#include "analysis/validation.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>

#define MODEL LIVSBANA_SOURCE_DIR "/tests/analysis/data/fitted"
enum { N_DRAWS = 100, MOST = 1000 };

/* The ranges of the targets and the draws, value[MOST]; 0 when something fails. */
static int run(int n_threads, double *value)
{
    const RunOptions options = {.n_threads = n_threads};
    Problems problems = {0};
    Study study = {0};
    Validation validation = {0};
    Calibration calibration = {0};
    int n = 0;
    Status status = study_read_model(MODEL, NULL, &problems, &study);
    if (status == STATUS_OK)
        status = validation_make(&study, 130, &options, &problems, &validation);
    if (status == STATUS_OK)
        status = calibration_make(&study, N_DRAWS, &options, &problems, &calibration);
    for (int i = 0; status == STATUS_OK && i < validation.n; i++)
        value[n++] = validation.row[i].high - validation.row[i].low;
    for (int i = 0; status == STATUS_OK && i < N_DRAWS * calibration.n_free && n < MOST; i++)
        value[n++] = calibration.draw[i];
    for (size_t i = 0; i < problems.n_kept; i++) fprintf(stderr, "%s\n", problems.list[i].text);
    calibration_free(&calibration);
    validation_free(&validation);
    study_free(&study);
    problems_free(&problems);
    return n;
}

int main(void)
{
    static double one[MOST], four[MOST];
    gsl_set_error_handler_off();
    int n = run(1, one);
    if (n == 0 || run(4, four) != n) return 1;
    if (memcmp(one, four, (size_t)n * sizeof *one) != 0) {
        fprintf(stderr, "4 threads give other numbers than 1\n");
        return 1;
    }
    return 0;
}

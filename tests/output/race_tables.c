/* Tables of a run written by several threads, for ThreadSanitizer: the same bytes as by one. */
#include "output/tables.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The manifest answers for every table by its checksum. */
static Status write_with(int n_threads, Findings *findings, Arena *arena, const char **manifest,
                         Problems *problems)
{
    Status status = STATUS_OK;
    FileFolder folder = {0};
    size_t length;
    findings->memory.n_threads = n_threads;
    TRY(file_folder_begin("race-tables", problems, &folder));
    TRY(tables_write(findings, &folder, true, NULL, problems));
    const char *path = arena_format(arena, "%s/manifest.csv", folder.partial);
    TRY(path != NULL ? STATUS_OK : STATUS_MEMORY);
    TRY(file_read(path, (size_t)1 << 20, arena, problems, manifest, &length));
out:
    file_folder_free(&folder);
    return status;
}

int main(void)
{
    static const StudyOptions FEW = {.worlds = 50, .replicates = 100};
    const RunOptions options = {.n_threads = 4};
    Status status = STATUS_OK;
    Problems problems = {0};
    Study study = {0};
    Findings findings = {0};
    Arena arena = {0};
    const char *one = "", *four = "";
    gsl_set_error_handler_off();
    TRY(study_read(LIVSBANA_SOURCE_DIR "/scenarios/workload.yaml", &FEW, &problems, &study));
    TRY(findings_make(&study, &options, NULL, &problems, &findings));
    TRY(write_with(1, &findings, &arena, &one, &problems));
    TRY(write_with(4, &findings, &arena, &four, &problems));
    if (strcmp(one, four) != 0) status = STATUS_RUN_FAILED;
out:
    for (size_t i = 0; i < problems.n_kept; i++) fprintf(stderr, "%s\n", problems.list[i].text);
    findings_free(&findings);
    study_free(&study);
    arena_free(&arena);
    problems_free(&problems);
    return status == STATUS_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}

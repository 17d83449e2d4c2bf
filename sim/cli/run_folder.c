#include "cli/run_folder.h"

#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/resume.h"
#include "output/charts.h"
#include "output/tables.h"

static bool interrupted(const Session *session)
{
    return atomic_load(session->stop);
}

Status run_folder_make(const Session *session, const Study *study, int number, const char *path,
                       const NetRequest *net, Progress *progress, Problems *problems,
                       RunFolder *run)
{
    Status status = STATUS_OK;
    RunOptions how = progress_options(session, progress);
    *run = (RunFolder){0};
    how.number = number;
    TRY(interrupt_folder(path, problems, &run->folder));
    TRY(resume_begin(session, &run->folder, &run->checkpoint, &how));
    progress_say(progress, "the first worlds");
    TRY(findings_make(study, &how, net, problems, &run->findings));
    progress_say(progress, "writing the tables");
    resume_make_room(&run->checkpoint);
    TRY(tables_write(&run->findings, &run->folder, is_given(session, OPTION_WORLDS_TABLE),
                     problems));
    if (interrupted(session)) status = STATUS_RUN_FAILED;
    interrupt_guard(NULL); /* the folder's name goes with the commit */
    if (status == STATUS_OK) TRY(file_folder_commit(&run->folder, problems));
    if (status == STATUS_OK) checkpoint_remove(&run->checkpoint);
out:
    interrupt_guard(NULL);
    progress_end(progress);
    return status;
}

void run_folder_free(RunFolder *run)
{
    findings_free(&run->findings);
    checkpoint_free(&run->checkpoint);
    file_folder_free(&run->folder);
}

Status run_folder_draw(const Session *session, const char *folder, const char *command,
                       Progress *progress, Problems *problems)
{
    Problems notes = {0};
    ChartsOptions charts = {.formats = 1u << CHART_PNG,
                            .language = language_of(session),
                            .n_processes = (int)number_of(session, OPTION_THREADS, 0)};
    progress_say(progress, "drawing the charts");
    Status status = charts_draw(folder, folder_of_plots(), &charts, &notes);
    progress_end(progress);
    if (interrupted(session)) {
        status = problems_fail(problems, STATUS_RUN_FAILED,
                               "interrupted while the charts were drawn; the tables are complete "
                               "in %s",
                               folder);
    } else if (status == STATUS_RUN_FAILED || status == STATUS_FILE) {
        size_t n_files;
        report_problems(&notes, command, &n_files);
        if (status == STATUS_RUN_FAILED) status = STATUS_OK;
    }
    problems_free(&notes);
    return status;
}

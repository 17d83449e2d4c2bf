#include "cli/steps.h"

#include "base/ranks.h"
#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/resume.h"
#include "output/charts.h"

static bool interrupted(const Session *session)
{
    return atomic_load(session->stop);
}

Status steps_make(const Steps *steps, void *self, const Session *session, const char *path,
                  bool helps, Progress *progress, Problems *problems, MadeFolder *made)
{
    Status status = STATUS_OK;
    RunOptions how = progress_options(session, progress);
    *made = (MadeFolder){.n_threads = threads_of(session)};
    how.fitting = &made->n_threads;
    if (!helps) TRY(interrupt_folder(path, folder_guard(&steps->maker), problems, &made->folder));
    if (!helps) TRY(resume_begin(session, &made->folder, &made->checkpoint, &how));
    progress_say(progress, steps->begins);
    TRY(steps->find(self, &how, problems));
    progress_say(progress, "writing the tables");
    resume_make_room(&made->checkpoint);
    TRY(steps->write(self, session, &made->folder, problems));
    if (interrupted(session)) status = STATUS_RUN_FAILED;
    interrupt_release(&made->folder); /* its partial name goes with the commit */
    if (status == STATUS_OK) TRY(file_folder_commit(&made->folder, problems));
    if (status == STATUS_OK) checkpoint_remove(&made->checkpoint);
out:
    interrupt_release(&made->folder);
    progress_end(progress);
    return status;
}

void steps_free(MadeFolder *made)
{
    checkpoint_free(&made->checkpoint);
    file_folder_free(&made->folder);
}

Status steps_draw(const Session *session, const char *folder, const char *command,
                  Progress *progress, Problems *problems)
{
    Problems notes = {0};
    ChartsOptions charts = {.formats = 1u << CHART_PNG,
                            .language = language_of(session),
                            .n_processes = (int)number_of(session, OPTION_THREADS, 0),
                            .stop = session->stop};
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

static void tell_threads(const Session *session, const char *command, int n_threads)
{
    if (n_threads < threads_of(session))
        fprintf(stderr,
                "livsbana %s: note: --memory has room for the work of %d of %d threads; results do "
                "not depend on it\n",
                command, n_threads, threads_of(session));
}

/* A page that cannot be written shows when main closes the standard output. */
static Status show_page(const Steps *steps, const void *self, const Session *session,
                        const MadeFolder *made)
{
    if (is_given(session, OPTION_QUIET)) return STATUS_OK;
    Status status = steps->page(self, session);
    printf("\n%s %s\n",
           language_of(session) == LANGUAGE_SV ? "Resultat:" : "Results:", made->folder.final);
    return status == STATUS_FILE ? STATUS_OK : status;
}

Status steps_take(const Steps *steps, void *self, const Session *session, Problems *problems)
{
    Status status = STATUS_OK, drawn = STATUS_OK;
    MadeFolder made = {0};
    Arena arena = {0};
    Progress progress;
    const char *file = session->line->argument[0];
    const char *path = text_of(session, OPTION_OUTPUT, folder_of_results(file, &arena));
    progress_begin(session, &progress);
    TRY(path != NULL ? STATUS_OK : STATUS_MEMORY);
    TRY(steps->read(self, session, file, problems));
    TRY(steps_make(steps, self, session, path, ranks_here().rank > 0, &progress, problems, &made));
    tell_threads(session, steps->maker.command, made.n_threads);
    if (!is_given(session, OPTION_NO_PLOTS))
        drawn = steps_draw(session, made.folder.final, steps->maker.command, &progress, problems);
    TRY(show_page(steps, self, session, &made));
    status = drawn;
out:
    if (status == STATUS_RUN_FAILED && problems->n == 0 && interrupted(session))
        status = resume_interrupted(&made.checkpoint, problems);
    steps_free(&made);
    steps->free(self);
    arena_free(&arena);
    return status;
}

#include "cli/resume.h"

#include "analysis/blocks.h"
#include "base/ranks.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Status resume_begin(const Session *session, const FileFolder *folder, Checkpoint *checkpoint,
                    RunOptions *how)
{
    Status status = STATUS_OK;
    bool resume = is_given(session, OPTION_RESUME);
    char *path = file_folder_beside(folder->final, "checkpoint");
    if (resume || is_given(session, OPTION_CHECKPOINT)) {
        TRY(checkpoint_init(path, resume, checkpoint));
        how->checkpoint = checkpoint;
        return STATUS_OK;
    }
    if (path == NULL) return STATUS_MEMORY;
    if (access(path, F_OK) == 0)
        fprintf(stderr,
                "livsbana: note: %s is left of a run that was not finished; this one begins anew "
                "and leaves it: --resume goes on with it, else it may be removed\n",
                path);
    free(path);
out:
    return status;
}

void resume_forget(const Session *session, const char *folder, const Study *study)
{
    if (!is_given(session, OPTION_RESUME) && !is_given(session, OPTION_CHECKPOINT)) return;
    char *path = file_folder_beside(folder, "checkpoint");
    if (path != NULL) checkpoint_forget(path, blocks_key(study));
    free(path);
}

void resume_make_room(Checkpoint *checkpoint)
{
    int error = checkpoint->path != NULL ? atomic_load(&checkpoint->error) : 0;
    if (error == 0) return;
    fprintf(
        stderr,
        "livsbana: note: %s could not be written to its end and is removed: %s; the result does "
        "not need it\n",
        checkpoint->path, strerror(error));
    checkpoint_remove(checkpoint);
}

const char *resume_why(void)
{
    return ranks_here().n > 1 ? "interrupted, by you or because a rank was lost" : "interrupted";
}

Status resume_interrupted(const Checkpoint *checkpoint, Problems *problems)
{
    const char *what = resume_why();
    int n_kept = checkpoint->n_found + atomic_load(&checkpoint->n_kept);
    if (checkpoint->descriptor < 0 || checkpoint->path == NULL || n_kept == 0)
        return problems_fail(problems, STATUS_RUN_FAILED, "%s; nothing was written", what);
    return problems_fail(problems, STATUS_RUN_FAILED,
                         "%s; %d of %d blocks are kept in %s: the same command with --resume goes "
                         "on with them",
                         what, n_kept, checkpoint->n_blocks, checkpoint->path);
}

/* resume.h: --checkpoint and --resume, the same for every command that has a result folder.
 * Read by those commands. */
#ifndef LIVSBANA_CLI_RESUME_H
#define LIVSBANA_CLI_RESUME_H

#include "base/file.h"
#include "cli/command.h"

/* Gives `how` a checkpoint beside the folder, if one is wanted; else tells of one that stands
 * there. */
Status resume_begin(const Session *session, const FileFolder *folder, Checkpoint *checkpoint,
                    RunOptions *how) MUST_USE;
/* Of a study's folder that is found whole: its checkpoint, which stands still when the command that wrote it was
 * killed right after, goes where checkpoints are asked for. One of other settings stays: it is worth its work. */
void resume_forget(const Session *session, const char *folder, const Study *study);
/* Before the tables: a checkpoint that the disk had no room for leaves its place to them, and is told of. */
void resume_make_room(Checkpoint *checkpoint);
/* What ended a run that was interrupted, in words. */
const char *resume_why(void);
/* Notes that the run was interrupted, and what is left of it; STATUS_RUN_FAILED. */
Status resume_interrupted(const Checkpoint *checkpoint, Problems *problems) MUST_USE;

#endif

/* gnuplot.h: gnuplot as a child process, never through a shell, and whether its image is whole.
 * Read by charts. */
#ifndef LIVSBANA_OUTPUT_GNUPLOT_H
#define LIVSBANA_OUTPUT_GNUPLOT_H

#include "base/arena.h"
#include "base/problems.h"

#include <stdbool.h>
#include <sys/types.h>

enum { GNUPLOT_ARGUMENTS = 4 };

/* One image. All file names are inside `folder`, where gnuplot runs. */
typedef struct {
    const char *folder;
    const char *script; /* an absolute path */
    const char *argument[GNUPLOT_ARGUMENTS];
    const char *errors;    /* file that takes what gnuplot says */
    const char *unchecked; /* file it draws into */
    const char *image;     /* file it becomes when it is whole */
    const char *end;       /* the bytes a whole image of this format has at its end */
    const char *name;      /* for messages: "payback.sv.png" */
    pid_t process;         /* 0: not started */
} GnuplotJob;

/* Starts gnuplot with standard input empty and both outputs going to `errors`. */
Status gnuplot_start(GnuplotJob *job, Problems *problems) MUST_USE;
/* Waits for it, checks the image and puts it in place; what is left is removed. *missing becomes
 * true, and nothing is noted, when there is no gnuplot. STATUS_RUN_FAILED (noted) with gnuplot's
 * last line, or when the image is not whole. */
Status gnuplot_finish(GnuplotJob *job, Arena *arena, Problems *problems, bool *missing) MUST_USE;

#endif

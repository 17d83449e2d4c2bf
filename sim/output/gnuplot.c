#include "output/gnuplot.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NOT_FOUND = 127, END_BYTES = 64, MOST_ERRORS = 1 << 20 };

/* ---- the child ---- */

static bool become(int target, const char *path, int flags)
{
    int descriptor = open(path, flags, 0666);
    if (descriptor < 0) return false;
    bool done = dup2(descriptor, target) >= 0;
    if (descriptor != target) close(descriptor);
    return done;
}

/* Between fork and exec only calls that are safe there; the child has no other way to answer than
 * its exit code. `-d`: nothing of the user's own gnuplot settings. */
static void run_child(const GnuplotJob *job)
{
    char program[] = "gnuplot", defaults[] = "-d", call[] = "-c";
    char *argument[4 + GNUPLOT_ARGUMENTS + 1] = {program, defaults, call, (char *)job->script};
    for (int i = 0; i < GNUPLOT_ARGUMENTS; i++) {
        argument[4 + i] = (char *)job->argument[i];
    }
    if (chdir(job->folder) != 0) _exit(1);
    if (!become(STDERR_FILENO, job->errors, O_WRONLY | O_CREAT | O_TRUNC)) _exit(1);
    if (!become(STDIN_FILENO, "/dev/null", O_RDONLY)) _exit(1);
    if (dup2(STDERR_FILENO, STDOUT_FILENO) < 0) _exit(1);
    execvp(program, argument);
    _exit(errno == ENOENT || errno == EACCES ? NOT_FOUND : 1);
}

Status gnuplot_start(GnuplotJob *job, Problems *problems)
{
    job->process = fork();
    if (job->process == 0) run_child(job);
    if (job->process > 0) return STATUS_OK;
    job->process = 0;
    return problems_fail(problems, STATUS_RUN_FAILED,
                         "%s: no process for gnuplot could be started; the tables are written",
                         job->name);
}

/* ---- what it left ---- */

static const char *path_of(const GnuplotJob *job, const char *name, Arena *arena)
{
    return arena_format(arena, "%s/%s", job->folder, name);
}

/* The last line that is not blank, without its end. */
static const char *last_line(char *text, size_t length)
{
    while (length > 0 && strchr(" \t\r\n^", text[length - 1]) != NULL) length--;
    text[length] = '\0';
    const char *end = strrchr(text, '\n');
    return end != NULL ? end + 1 : text;
}

static Status note_failure(const GnuplotJob *job, Arena *arena, Problems *problems)
{
    Problems unread = {0};
    const char *text = NULL, *line = "it said nothing";
    size_t length = 0;
    const char *path = path_of(job, job->errors, arena);
    if (path == NULL) return STATUS_MEMORY;
    if (file_read(path, MOST_ERRORS, arena, &unread, &text, &length) == STATUS_OK && length > 0) {
        char *copy = arena_text(arena, text, length);
        const char *last = copy != NULL ? last_line(copy, length) : "";
        if (*last != '\0') line = last;
    }
    problems_free(&unread);
    return problems_fail(problems, STATUS_RUN_FAILED, "%s: gnuplot failed: %s", job->name, line);
}

/* On a full disk gnuplot ends well and leaves half an image. */
static bool is_whole(const char *path, const char *end)
{
    char last[END_BYTES + 1];
    bool whole = false;
    FILE *file = fopen(path, "rb");
    if (file == NULL) return false;
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        long from = size > END_BYTES ? size - END_BYTES : 0;
        if (fseek(file, from, SEEK_SET) == 0) {
            size_t n = fread(last, 1, END_BYTES, file), length = strlen(end);
            for (size_t i = 0; !whole && i + length <= n; i++) {
                whole = memcmp(last + i, end, length) == 0;
            }
        }
    }
    fclose(file);
    return whole;
}

static Status put_in_place(const GnuplotJob *job, Arena *arena, Problems *problems)
{
    const char *unchecked = path_of(job, job->unchecked, arena);
    const char *image = path_of(job, job->image, arena);
    if (unchecked == NULL || image == NULL) return STATUS_MEMORY;
    if (!is_whole(unchecked, job->end)) {
        return problems_fail(problems, STATUS_FILE,
                             "%s: gnuplot left an image that is not whole: is the disk full?",
                             image);
    }
    if (rename(unchecked, image) != 0) {
        return problems_fail(problems, STATUS_FILE, "%s: could not be written", image);
    }
    return STATUS_OK;
}

static int wait_for(pid_t process)
{
    int outcome = 0;
    while (waitpid(process, &outcome, 0) < 0) {
        if (errno != EINTR) return -1;
    }
    return WIFEXITED(outcome) ? WEXITSTATUS(outcome) : -1;
}

static void remove_leftover(const GnuplotJob *job, const char *name, Arena *arena)
{
    const char *path = path_of(job, name, arena);
    if (path != NULL) (void)unlink(path);
}

Status gnuplot_finish(GnuplotJob *job, Arena *arena, Problems *problems, bool *missing)
{
    Status status = STATUS_OK;
    if (job->process == 0) return STATUS_OK;
    int code = wait_for(job->process);
    job->process = 0;
    if (code == NOT_FOUND) {
        *missing = true;
        status = STATUS_RUN_FAILED;
    } else if (code != 0) {
        status = note_failure(job, arena, problems);
    } else {
        status = put_in_place(job, arena, problems);
    }
    remove_leftover(job, job->unchecked, arena);
    remove_leftover(job, job->errors, arena);
    return status;
}

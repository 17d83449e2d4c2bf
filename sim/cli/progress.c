#include "cli/progress.h"

#include "base/ranks.h"
#include "cli/screen.h"

enum { BAR = 30 };
static const double seconds_between = 0.1;

static double seconds_since(const struct timespec *before)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - before->tv_sec) + 1e-9 * (double)(now.tv_nsec - before->tv_nsec);
}

/* Over the line that stands, cut to the terminal: a line that wraps cannot be rewritten. */
static void draw(Progress *progress, const char *text)
{
    if (!progress->shown) return;
    int room = progress->width - 1;
    fprintf(stderr, "\r%-*.*s\r", room, room, text);
    fflush(stderr);
    clock_gettime(CLOCK_MONOTONIC, &progress->drawn);
}

void progress_begin(const Session *session, Progress *progress)
{
    Terminal terminal = screen_of(stderr, true);
    bool wanted = !is_given(session, OPTION_QUIET) && ranks_here().rank == 0;
    *progress = (Progress){.shown = wanted && screen_is_terminal(stderr), .width = terminal.width};
    clock_gettime(CLOCK_MONOTONIC, &progress->begun);
}

void progress_part(Progress *progress, const char *what, int number, int of)
{
    snprintf(progress->task, sizeof progress->task, "%s %d of %d  ", what, number, of);
    clock_gettime(CLOCK_MONOTONIC, &progress->begun);
}

/* "12 s", "3 min", "2 h 5 min" */
static const char *duration(double seconds, char text[40])
{
    int whole = (int)(seconds + 0.5);
    if (whole < 100) {
        snprintf(text, 40, "%d s", whole);
    } else if (whole < 6000) {
        snprintf(text, 40, "%d min", (whole + 30) / 60);
    } else {
        snprintf(text, 40, "%d h %d min", whole / 3600, whole % 3600 / 60);
    }
    return text;
}

static void show(void *context, int done, int n)
{
    Progress *progress = context;
    char bar[BAR + 1], left[40], text[200];
    if (!progress->shown) return;
    if (done < n && seconds_since(&progress->drawn) < seconds_between) return;
    for (int i = 0; i < BAR; i++) {
        bar[i] = i < (int)((long)done * BAR / n) ? '#' : '.';
    }
    bar[BAR] = '\0';
    double remaining = seconds_since(&progress->begun) * (n - done) / done;
    if (done < n) {
        snprintf(text, sizeof text, "%s%s %3d %%  block %d of %d, %s left", progress->task, bar,
                 (int)(100L * done / n), done, n, duration(remaining, left));
    } else {
        snprintf(text, sizeof text, "%s%s  working out the results", progress->task, bar);
    }
    draw(progress, text);
}

RunOptions progress_options(const Session *session, Progress *progress)
{
    return (RunOptions){.n_threads = (int)number_of(session, OPTION_THREADS, 0),
                        .memory = (size_t)number_of(session, OPTION_MEMORY, 0),
                        .progress = show,
                        .progress_context = progress,
                        .stop = session->stop};
}

void progress_say(Progress *progress, const char *what)
{
    char text[200];
    snprintf(text, sizeof text, "%s%s", progress->task, what);
    draw(progress, text);
}

void progress_end(Progress *progress)
{
    draw(progress, "");
}

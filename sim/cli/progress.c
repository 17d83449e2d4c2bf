#include "cli/progress.h"

#include "base/ranks.h"
#include "cli/screen.h"

enum { BAR = 30 };
static const double seconds_between = 0.1;
/* A part's blocks, of the part; the rest is worked out and written after them. */
static const double OF_BLOCKS = 0.8;

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
    *progress = (Progress){.shown = wanted && screen_is_terminal(stderr),
                           .width = terminal.width,
                           .lock = PTHREAD_MUTEX_INITIALIZER};
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

static const char *bar_of(double share, char bar[BAR + 1])
{
    for (int i = 0; i < BAR; i++) bar[i] = i < (int)(share * BAR) ? '#' : '.';
    bar[BAR] = '\0';
    return bar;
}

static void show_blocks(Progress *progress, int done, int n)
{
    char bar[BAR + 1], left[40], text[200];
    double share = (double)done / n;
    double remaining = seconds_since(&progress->begun) * (n - done) / done;
    if (done < n && seconds_since(&progress->drawn) < seconds_between) return;
    if (done < n) {
        snprintf(text, sizeof text, "%s %3d %%  block %d of %d, %s left", bar_of(share, bar),
                 (int)(100L * done / n), done, n, duration(remaining, left));
    } else {
        snprintf(text, sizeof text, "%s  working out the results", bar_of(share, bar));
    }
    draw(progress, text);
}

/* ---- parts ---- */

void progress_parts(Progress *whole, const char *what, int n_before, int n)
{
    whole->what = what;
    whole->n_parts = n;
    whole->n_before = whole->n_ended = n_before;
    whole->done = n_before;
    clock_gettime(CLOCK_MONOTONIC, &whole->begun);
}

Progress progress_part(Progress *whole)
{
    return (Progress){.whole = whole, .lock = PTHREAD_MUTEX_INITIALIZER};
}

/* "3 of 24 scenarios ######........  31 %, 2 min left" */
static void show_parts(Progress *whole)
{
    char bar[BAR + 1], left[40], text[200];
    double share = whole->done / whole->n_parts, since = whole->done - whole->n_before;
    if (seconds_since(&whole->drawn) < seconds_between || since <= 0) return;
    double remaining = seconds_since(&whole->begun) * (whole->n_parts - whole->done) / since;
    snprintf(text, sizeof text, "%d of %d %s %s %3d %%, %s left", whole->n_ended, whole->n_parts,
             whole->what, bar_of(share, bar), (int)(100 * share), duration(remaining, left));
    draw(whole, text);
}

static void move_part(Progress *part, double share, bool ended)
{
    Progress *whole = part->whole;
    if (!whole->shown) return;
    pthread_mutex_lock(&whole->lock);
    whole->done += share - part->share;
    whole->n_ended += ended;
    part->share = share;
    show_parts(whole);
    pthread_mutex_unlock(&whole->lock);
}

void progress_part_end(Progress *part)
{
    move_part(part, 1, true);
}

void progress_hold(Progress *whole)
{
    pthread_mutex_lock(&whole->lock);
    draw(whole, "");
}

void progress_go_on(Progress *whole)
{
    pthread_mutex_unlock(&whole->lock);
}

/* ---- what a run draws ---- */

static void show(void *context, int done, int n)
{
    Progress *progress = context;
    if (progress->whole != NULL)
        move_part(progress, OF_BLOCKS * done / n, false);
    else if (progress->shown)
        show_blocks(progress, done, n);
}

RunOptions progress_options(const Session *session, Progress *progress)
{
    return (RunOptions){.n_threads = (int)number_of(session, OPTION_THREADS, 0),
                        .memory = (size_t)number_of(session, OPTION_MEMORY, 0),
                        .held = MEMORY_PROGRAM,
                        .progress = show,
                        .progress_context = progress,
                        .stop = session->stop};
}

void progress_say(Progress *progress, const char *what)
{
    draw(progress, what);
}

void progress_end(Progress *progress)
{
    draw(progress, "");
}

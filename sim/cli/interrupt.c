#include "cli/interrupt.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

/* The program's only variables at file scope: a signal handler is given nothing else to write to. Of more
 * folders than these a second signal leaves an empty one, which the next run removes. */
enum { MOST_GUARDED = 1024 };
enum { MOST_WAITS = 100 }; /* milliseconds for folders that are being made */
static atomic_bool wants_to_end;
static atomic_int n_making;
static _Atomic(const char *) guarded[MOST_GUARDED];

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
enum { N_ENDING = sizeof ending / sizeof ending[0] };

/* Only calls that are safe in a handler. Tables are written at the very end of a run: until then the
 * guarded folder is empty. */
static void take_signal(int number)
{
    (void)number;
    if (!atomic_exchange(&wants_to_end, true)) return;
    for (int waits = 0; waits < MOST_WAITS && atomic_load(&n_making) > 0; waits++)
        (void)poll(NULL, 0, 1); /* threads that make one take no signal: they go on */
    for (int i = 0; i < MOST_GUARDED; i++) {
        const char *partial = atomic_load(&guarded[i]);
        if (partial != NULL) (void)rmdir(partial);
    }
    _exit(STATUS_RUN_FAILED);
}

void interrupt_begin(void)
{
    struct sigaction action = {.sa_handler = take_signal, .sa_flags = SA_RESTART}, before;
    sigemptyset(&action.sa_mask);
    for (size_t i = 0; i < N_ENDING; i++) {
        if (sigaction(ending[i], NULL, &before) == 0 && before.sa_handler != SIG_IGN)
            sigaction(ending[i], &action, NULL);
    }
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
    sigaction(SIGXFSZ, &action, NULL);
}

const atomic_bool *interrupt_flag(void)
{
    return &wants_to_end;
}

/* The first of the guarded that is `old` becomes `new`. */
static void change_guarded(const char *old, const char *new)
{
    for (int i = 0; i < MOST_GUARDED; i++) {
        const char *expected = old;
        if (atomic_compare_exchange_strong(&guarded[i], &expected, new)) return;
    }
}

void interrupt_release(const FileFolder *folder)
{
    if (folder->partial != NULL) change_guarded(folder->partial, NULL);
}

Status interrupt_folder(const char *path, FileGuard guard, Problems *problems, FileFolder *folder)
{
    sigset_t held, before;
    sigemptyset(&held);
    for (size_t i = 0; i < N_ENDING; i++) sigaddset(&held, ending[i]);
    pthread_sigmask(SIG_BLOCK, &held, &before);
    atomic_fetch_add(&n_making, 1);
    Status status = file_folder_begin_guarded(path, guard, problems, folder);
    if (status == STATUS_OK) change_guarded(NULL, folder->partial);
    atomic_fetch_sub(&n_making, 1);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return status;
}

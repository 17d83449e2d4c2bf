#include "cli/interrupt.h"

#include <signal.h>
#include <stddef.h>
#include <unistd.h>

/* The program's only variables at file scope: a signal handler is given nothing else to write to. */
static atomic_bool wants_to_end;
static _Atomic(const char *) guarded;

static const int ending[] = {SIGINT, SIGTERM, SIGHUP};
enum { N_ENDING = sizeof ending / sizeof ending[0] };

/* Only calls that are safe in a handler. Tables are written at the very end of a run: until then the
 * guarded folder is empty. */
static void take_signal(int number)
{
    (void)number;
    if (!atomic_exchange(&wants_to_end, true)) return;
    const char *partial = atomic_load(&guarded);
    if (partial != NULL) (void)rmdir(partial);
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

void interrupt_guard(const char *partial)
{
    atomic_store(&guarded, partial);
}

Status interrupt_folder(const char *path, Problems *problems, FileFolder *folder)
{
    sigset_t held, before;
    sigemptyset(&held);
    for (size_t i = 0; i < N_ENDING; i++) sigaddset(&held, ending[i]);
    sigprocmask(SIG_BLOCK, &held, &before);
    Status status = file_folder_begin(path, problems, folder);
    if (status == STATUS_OK) interrupt_guard(folder->partial);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return status;
}

#define _GNU_SOURCE /* pthread_kill, mkdirat, usleep */

#include "cli/interrupt.h"
#include "support/room.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

ROOM_SUITE(interrupt);

static pthread_t other;

/* The product's, too: a folder has just been made, and nobody knows of it yet, when the user has had enough. */
int mkdir(const char *path, mode_t mode)
{
    int made = mkdirat(AT_FDCWD, path, mode);
    if (made == 0 && strstr(path, ".partial-") != NULL) {
        pthread_kill(other, SIGINT);
        pthread_kill(other, SIGTERM);
        usleep(20000);
    }
    return made;
}

static void *wait_for_signals(void *nothing)
{
    for (;;) pause();
    return nothing;
}

static void begin_and_wait(void)
{
    FileFolder folder = {0};
    interrupt_begin();
    if (pthread_create(&other, NULL, wait_for_signals, NULL) != 0) _exit(77);
    if (interrupt_folder("result", (FileGuard){0}, &problems, &folder) != STATUS_OK) _exit(78);
    sleep(5);
    _exit(79);
}

static int count_left(void)
{
    int n = 0;
    DIR *listing = opendir(".");
    cr_assert_not_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
        n += strstr(entry->d_name, "result") != NULL;
    closedir(listing);
    return n;
}

/* Two signals that another thread takes, just when a folder was made. */
Test(interrupt, a_second_signal_removes_the_folder_that_is_being_made)
{
    int status;
    pid_t child = fork();
    if (child == 0) begin_and_wait();
    cr_assert_eq(waitpid(child, &status, 0), child);
    cr_assert(WIFEXITED(status));
    cr_assert_eq(WEXITSTATUS(status), STATUS_RUN_FAILED);
    cr_assert_eq(count_left(), 0);
}

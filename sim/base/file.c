#include "base/file.h"

#include "base/checksum.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- problems ---- */

/* What happened and what to do about it; `text` is used for what has no advice of its own. */
static const char *advice(int error, char text[128])
{
    switch (error) {
    case ENOSPC:
    case EDQUOT: return "no space left on the disk: free some or choose another folder with -o";
    case EACCES:
    case EPERM: return "you may not write there: choose another folder with -o";
    case EROFS: return "the disk is read-only: choose another folder with -o";
    case EBUSY:
    case EXDEV: return "it is a disk of its own: choose a folder inside it with -o";
    case EFBIG: return "the file would be larger than this system allows: write fewer tables";
    case ENOTDIR: return "a part of the path is a file, not a folder: choose another with -o";
    case ENAMETOOLONG: return "the name is too long: choose a shorter one with -o";
    case ENOENT: return "the folder is gone: was it moved or removed during the run?";
    case 0: return "not everything was written: is the disk full?";
    default:
        if (strerror_r(error, text, 128) != 0) snprintf(text, 128, "error %d", error);
        return text;
    }
}

Status file_fail_write(Problems *problems, const char *path, int error)
{
    char text[128];
    if (error == ENOMEM) return STATUS_MEMORY;
    return problems_fail(problems, STATUS_FILE, "%s: could not be written: %s", path,
                         advice(error, text));
}

static Status fail_read(Problems *problems, const char *path, int error)
{
    char text[128];
    const char *reason = text;
    if (error == ENOMEM) return STATUS_MEMORY;
    if (error == ENOENT || error == ENOTDIR) {
        reason = "there is no such file: check the name and the folder";
    } else if (error == EACCES || error == EPERM) {
        reason = "you may not read it: ask its owner for the right";
    } else if (strerror_r(error, text, sizeof text) != 0) {
        snprintf(text, sizeof text, "error %d", error);
    }
    problems_note(problems, (Where){.file = path}, NULL, "could not be read: %s", reason);
    return STATUS_FILE;
}

/* ---- whole files in ---- */

/* Reads until text[size] is full or the file ends. */
static Status read_all(int descriptor, const char *path, char *text, size_t size, size_t *length,
                       Problems *problems)
{
    *length = 0;
    while (*length < size) {
        ssize_t n = read(descriptor, text + *length, size - *length);
        if (n == 0) break;
        if (n > 0) {
            *length += (size_t)n;
        } else if (errno != EINTR) {
            return fail_read(problems, path, errno);
        }
    }
    return STATUS_OK;
}

/* The size of an ordinary file within the limit. */
static Status size_of(int descriptor, const char *path, size_t limit, size_t *size,
                      Problems *problems)
{
    struct stat about;
    Where where = {.file = path};
    if (fstat(descriptor, &about) != 0) return fail_read(problems, path, errno);
    if (!S_ISREG(about.st_mode)) {
        problems_note(problems, where, NULL, "expected a file, got %s",
                      S_ISDIR(about.st_mode) ? "a folder" : "a pipe or device");
        return STATUS_FILE;
    }
    if (about.st_size < 0 || (uintmax_t)about.st_size > limit) {
        problems_note(problems, where, NULL, "expected a file of at most %zu bytes, got %jd", limit,
                      (intmax_t)about.st_size);
        return STATUS_INPUT;
    }
    *size = (size_t)about.st_size;
    return STATUS_OK;
}

Status file_read(const char *path, size_t limit, Arena *arena, Problems *problems,
                 const char **text, size_t *length)
{
    Status status = STATUS_OK;
    size_t size = 0;
    char *whole = NULL;
    /* O_NONBLOCK: a pipe without a writer must not hold the program up. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return fail_read(problems, path, errno);
    TRY(size_of(descriptor, path, limit, &size, problems));
    ARENA_TRY(arena, whole, size + 1);
    TRY(read_all(descriptor, path, whole, size, length, problems));
    whole[*length] = '\0';
    *text = whole;
out:
    close(descriptor);
    return status;
}

uint64_t file_checksum(const char *text, size_t length)
{
    return checksum_add(CHECKSUM_BEGIN, text, length);
}

/* ---- files out ---- */

Status file_close(FILE **file, const char *name, Problems *problems)
{
    if (*file == NULL) return STATUS_OK;
    bool failed = ferror(*file) != 0; /* an earlier write: fflush mostly meets the reason again */
    int error = 0;
    if (fflush(*file) != 0) error = errno;
    /* Pipes and devices cannot be synced and answer EINVAL. */
    if (error == 0 && fsync(fileno(*file)) != 0 && errno != EINVAL) error = errno;
    if (fclose(*file) != 0 && error == 0) error = errno;
    *file = NULL;
    return failed || error != 0 ? file_fail_write(problems, name, error) : STATUS_OK;
}

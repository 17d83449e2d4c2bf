#define _XOPEN_SOURCE 700 /* realpath */

#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_ATTEMPTS = 1000 }; /* at a name no other run has taken */

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
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < length; i++) {
        hash ^= (unsigned char)text[i];
        hash *= UINT64_C(0x100000001b3);
    }
    return hash;
}

/* ---- texts and folders ---- */

/* printf into new memory; NULL when memory runs out. */
static char *format_text(const char *format, ...) PRINTF_LIKE(1, 2);
static char *format_text(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : malloc((size_t)length + 1);
    if (text == NULL) return NULL;
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

/* The next entry that is not the folder itself or its parent; NULL at the end. */
static const char *next_entry(DIR *listing)
{
    struct dirent *entry;
    do {
        entry = readdir(listing);
    } while (entry != NULL &&
             (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
    return entry != NULL ? entry->d_name : NULL;
}

/* The listing of the folder `name` in the folder `parent`, never through a link. */
static DIR *open_listing(int parent, const char *name)
{
    int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return NULL;
    DIR *listing = fdopendir(descriptor);
    if (listing == NULL) close(descriptor);
    return listing;
}

/* Removes a folder of files. */
static bool remove_flat(int parent, const char *name)
{
    DIR *listing = open_listing(parent, name);
    if (listing == NULL) return false;
    bool removed = true;
    for (const char *file = next_entry(listing); file != NULL; file = next_entry(listing)) {
        removed = unlinkat(dirfd(listing), file, 0) == 0 && removed;
    }
    closedir(listing);
    return removed && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

/* Removes a folder of files and folders of files; false if something is left. */
static bool remove_folder(const char *path)
{
    DIR *listing = open_listing(AT_FDCWD, path);
    if (listing == NULL) return errno == ENOENT;
    bool removed = true;
    for (const char *name = next_entry(listing); name != NULL; name = next_entry(listing)) {
        bool gone = unlinkat(dirfd(listing), name, 0) == 0 || remove_flat(dirfd(listing), name);
        removed = gone && removed;
    }
    closedir(listing);
    return removed && rmdir(path) == 0;
}

/* Makes the folders above `path`. */
static Status make_parents(const char *path, Problems *problems)
{
    Status status = STATUS_OK;
    char *parent = format_text("%s", path);
    if (parent == NULL) return STATUS_MEMORY;
    for (char *slash = strchr(parent + 1, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if (mkdir(parent, 0777) != 0 && errno != EEXIST) {
            TRY(file_fail_write(problems, parent, errno));
        }
        *slash = '/';
    }
out:
    free(parent);
    return status;
}

/* Writes the folder's own entries to the disk; not every file system can, and none must. */
static void sync_folder(const char *path)
{
    int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    (void)fsync(descriptor);
    close(descriptor);
}

/* ---- result folders ---- */

/* The path without slashes at the end; where a link stands, the place it points to. */
static Status settle_path(const char *path, Problems *problems, char **settled)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') length--;
    const char *slash = NULL;
    for (size_t i = 0; i < length; i++) {
        if (path[i] == '/') slash = path + i;
    }
    const char *name = slash != NULL ? slash + 1 : path;
    size_t name_length = length - (size_t)(name - path);
    bool dots = (name_length == 1 && name[0] == '.') ||
                (name_length == 2 && name[0] == '.' && name[1] == '.');
    if (name_length == 0 || dots || length > INT_MAX) {
        return problems_fail(problems, STATUS_FILE,
                             "expected the name of a result folder, got \"%s\": choose one "
                             "with -o, such as results/mine",
                             path);
    }
    *settled = format_text("%.*s", (int)length, path);
    if (*settled == NULL) return STATUS_MEMORY;
    struct stat about;
    if (lstat(*settled, &about) == 0 && S_ISLNK(about.st_mode)) {
        char *target = realpath(*settled, NULL);
        if (target == NULL) return file_fail_write(problems, *settled, errno);
        free(*settled);
        *settled = target;
    }
    return STATUS_OK;
}

/* May `path` be replaced? Missing, empty, or an earlier result: yes. */
enum { MANIFEST_LIMIT = 4 << 20 };

/* The first entry of an earlier result that its manifest does not name, or NULL: somebody else's. The
 * caller frees it. */
static char *find_stranger(DIR *listing, const char *manifest)
{
    const char *name;
    while ((name = next_entry(listing)) != NULL) {
        char *row = format_text(",%s,", name);
        bool known = strcmp(name, "manifest.csv") == 0 || row == NULL ||
                     strstr(manifest, row) != NULL;
        free(row);
        if (!known) return format_text("%s", name);
    }
    return NULL;
}

/* An earlier result is replaced as a whole, so it must hold nothing but itself. */
static Status check_strangers(const char *path, DIR *listing, Problems *problems)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    const char *manifest;
    char *stranger = NULL;
    size_t length;
    const char *file = arena_format(&arena, "%s/manifest.csv", path);
    if (file == NULL) return STATUS_MEMORY;
    TRY(file_read(file, MANIFEST_LIMIT, &arena, problems, &manifest, &length));
    rewinddir(listing);
    stranger = find_stranger(listing, manifest);
    if (stranger != NULL)
        status = problems_fail(
            problems, STATUS_FILE,
            "%s: expected an earlier result and nothing else, got also %s, which "
            "would be lost: move it away or choose another folder with -o",
            path, stranger);
out:
    free(stranger);
    arena_free(&arena);
    return status;
}

static Status check_replaceable(const char *path, Problems *problems)
{
    struct stat about;
    if (lstat(path, &about) != 0) {
        return errno == ENOENT ? STATUS_OK : file_fail_write(problems, path, errno);
    }
    if (!S_ISDIR(about.st_mode)) {
        return problems_fail(problems, STATUS_FILE,
                             "%s: expected a folder, got a file: choose another name with -o",
                             path);
    }
    DIR *listing = open_listing(AT_FDCWD, path);
    if (listing == NULL) return file_fail_write(problems, path, errno);
    bool empty = next_entry(listing) == NULL;
    bool result = faccessat(dirfd(listing), "manifest.csv", F_OK, 0) == 0;
    Status status = result ? check_strangers(path, listing, problems) : STATUS_OK;
    closedir(listing);
    if (empty || result) return status;
    return problems_fail(problems, STATUS_FILE,
                         "%s: expected a new or empty folder or an earlier result, got a folder "
                         "with other files: choose another with -o",
                         path);
}

/* A hidden sibling of `path`, named after the purpose, this process and the attempt. */
static char *sibling(const char *path, const char *purpose, int attempt)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    int before = (int)(name - path);
    char *text = format_text("%.*s.%s.%s-%ld", before, path, name, purpose, (long)getpid());
    if (text == NULL || attempt == 0) return text;
    char *numbered = format_text("%s-%d", text, attempt);
    free(text);
    return numbered;
}

/* Makes an empty folder beside `path`, one that nobody else has made. */
static Status make_sibling(const char *path, const char *purpose, Problems *problems, char **made)
{
    int error = EEXIST;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && error == EEXIST; attempt++) {
        char *name = sibling(path, purpose, attempt);
        if (name == NULL) return STATUS_MEMORY;
        if (mkdir(name, 0777) == 0) {
            *made = name;
            return STATUS_OK;
        }
        error = errno;
        free(name);
    }
    return file_fail_write(problems, path, error);
}

Status file_folder_begin(const char *path, Problems *problems, FileFolder *folder)
{
    Status status = STATUS_OK;
    *folder = (FileFolder){0};
    TRY(settle_path(path, problems, &folder->final));
    TRY(check_replaceable(folder->final, problems));
    TRY(make_parents(folder->final, problems));
    TRY(make_sibling(folder->final, "partial", problems, &folder->partial));
out:
    if (status != STATUS_OK) file_folder_free(folder);
    return status;
}

/* The earlier result steps aside, the new one takes its place, the earlier one is removed. An empty
 * folder is made first and renamed over, so that no name of anybody else's is touched. */
static Status replace(FileFolder *folder, Problems *problems)
{
    char *aside = NULL;
    Status status = STATUS_OK;
    TRY(make_sibling(folder->final, "earlier", problems, &aside));
    if (rename(folder->final, aside) != 0) {
        int error = errno;
        rmdir(aside);
        TRY(file_fail_write(problems, folder->final, error));
    }
    if (rename(folder->partial, folder->final) != 0) {
        int error = errno;
        if (rename(aside, folder->final) != 0) {
            TRY(problems_fail(problems, STATUS_FILE, "the earlier result now lies in %s", aside));
        }
        TRY(file_fail_write(problems, folder->final, error));
    }
    free(folder->partial);
    folder->partial = NULL;
    if (!remove_folder(aside)) {
        TRY(problems_fail(problems, STATUS_FILE,
                          "%s is complete, but not all of the earlier result could be removed: "
                          "see to what is left in %s",
                          folder->final, aside));
    }
out:
    free(aside);
    return status;
}

Status file_folder_commit(FileFolder *folder, Problems *problems)
{
    struct stat about;
    /* It may have changed during the run. */
    Status status = check_replaceable(folder->final, problems);
    if (status != STATUS_OK) return status;
    sync_folder(folder->partial);
    if (lstat(folder->final, &about) == 0) return replace(folder, problems);
    if (rename(folder->partial, folder->final) != 0) {
        int error = errno; /* another run may have made the folder meanwhile */
        bool there = error == EEXIST || error == ENOTEMPTY;
        return there ? replace(folder, problems) : file_fail_write(problems, folder->final, error);
    }
    free(folder->partial);
    folder->partial = NULL;
    return STATUS_OK;
}

void file_folder_free(FileFolder *folder)
{
    if (folder->partial != NULL) (void)remove_folder(folder->partial);
    free(folder->partial);
    free(folder->final);
    *folder = (FileFolder){0};
}

/* ---- files of a result folder ---- */

Status file_create(const FileFolder *folder, const char *name, Problems *problems, FILE **file)
{
    *file = NULL;
    char *path = format_text("%s/%s", folder->partial, name);
    if (path == NULL) return STATUS_MEMORY;
    *file = fopen(path, "w");
    int error = errno;
    free(path);
    return *file != NULL ? STATUS_OK : file_fail_write(problems, name, error);
}

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

#define _XOPEN_SOURCE 700 /* realpath, gethostname */

#include "base/file.h"

#include "base/listing.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_ATTEMPTS = 1000 }; /* at a name no other run has taken */
enum { HOST_LENGTH = 64 };     /* of a machine's name, in names of siblings */

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

/* A folder could not be made. Where the one above it stands, that there is no such place means that
 * nothing can be made in it (/proc). */
static Status fail_make(Problems *problems, const char *path, int error)
{
    if (error != ENOENT) return file_fail_write(problems, path, error);
    return problems_fail(problems, STATUS_FILE,
                         "%s: no folder can be made there: choose another with -o", path);
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
            TRY(fail_make(problems, parent, errno));
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

enum { MANIFEST_LIMIT = 4 << 20 };

Status file_folder_fail_stranger(Problems *problems, const char *path, const char *stranger)
{
    return problems_fail(problems, STATUS_FILE,
                         "%s: expected an earlier result and nothing else, got also %s, which "
                         "would be lost: move it away or choose another folder with -o",
                         path, stranger);
}

/* The rest of a row that begins with the field `text`, or NULL. */
static const char *after_field(const char *row, const char *text)
{
    size_t length = strlen(text);
    return strncmp(row, text, length) == 0 && row[length] == ',' ? row + length + 1 : NULL;
}

/* Does the manifest name it as a part of the result? It names inputs, too, which may have been moved beside
 * the tables. */
static bool is_part(const char *manifest, const char *name)
{
    for (const char *row = manifest; row != NULL; row = strchr(row, '\n')) {
        row += *row == '\n';
        const char *rest = after_field(row, "table");
        if (rest == NULL) rest = after_field(row, "folder");
        if (rest != NULL && after_field(rest, name) != NULL) return true;
    }
    return false;
}

/* The first entry that is no part of an earlier result, or NULL: somebody else's. The listing's. */
static const char *find_stranger(DIR *listing, const char *manifest)
{
    const char *name;
    do {
        name = listing_next(listing);
    } while (name != NULL && (strcmp(name, "manifest.csv") == 0 || is_part(manifest, name)));
    return name;
}

/* An earlier result is replaced as a whole, so it must hold nothing but itself. */
static Status check_strangers(const char *path, DIR *listing, Problems *problems)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    const char *manifest;
    size_t length;
    const char *file = arena_format(&arena, "%s/manifest.csv", path);
    if (file == NULL) return STATUS_MEMORY;
    TRY(file_read(file, MANIFEST_LIMIT, &arena, problems, &manifest, &length));
    rewinddir(listing);
    const char *stranger = find_stranger(listing, manifest);
    if (stranger != NULL) status = file_folder_fail_stranger(problems, path, stranger);
out:
    arena_free(&arena);
    return status;
}

/* May it be replaced? Missing, empty, or an earlier result: yes. */
static Status check_replaceable(const FileFolder *folder, Problems *problems)
{
    struct stat about;
    const char *path = folder->final;
    const FileGuard *guard = &folder->guard;
    if (lstat(path, &about) != 0) {
        return errno == ENOENT ? STATUS_OK : file_fail_write(problems, path, errno);
    }
    if (!S_ISDIR(about.st_mode)) {
        return problems_fail(problems, STATUS_FILE,
                             "%s: expected a folder, got a file: choose another name with -o",
                             path);
    }
    DIR *listing = listing_open(AT_FDCWD, path);
    if (listing == NULL) return file_fail_write(problems, path, errno);
    bool empty = listing_next(listing) == NULL;
    bool result = faccessat(dirfd(listing), "manifest.csv", F_OK, 0) == 0;
    Status status = STATUS_OK;
    if (result && guard->allows != NULL) status = guard->allows(guard->self, path, problems);
    if (result && status == STATUS_OK) status = check_strangers(path, listing, problems);
    closedir(listing);
    if (empty || result) return status;
    return problems_fail(problems, STATUS_FILE,
                         "%s: expected a new or empty folder or an earlier result, got a folder "
                         "with other files: choose another with -o",
                         path);
}

/* ".NAME.PURPOSE-HOST-" beside `path`: what the siblings of one machine begin with. */
static char *sibling_stem(const char *path, const char *purpose)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    char host[HOST_LENGTH + 1] = "";
    if (gethostname(host, HOST_LENGTH) != 0 || host[0] == '\0') strcpy(host, "here");
    return format_text("%.*s.%s.%s-%s-", (int)(name - path), path, name, purpose, host);
}

/* A hidden sibling of `path`, named after the purpose, this machine, this process and the attempt. */
static char *sibling(const char *path, const char *purpose, int attempt)
{
    char *stem = sibling_stem(path, purpose), *text = NULL;
    if (stem != NULL && attempt == 0) text = format_text("%s%ld", stem, (long)getpid());
    if (stem != NULL && attempt > 0) text = format_text("%s%ld-%d", stem, (long)getpid(), attempt);
    free(stem);
    return text;
}

/* Does `rest`, what follows the stem of a sibling's name, begin with a process that is no more? */
static bool is_left_behind(const char *rest)
{
    char *end;
    if (*rest < '1' || *rest > '9') return false;
    errno = 0;
    long process = strtol(rest, &end, 10);
    if (errno != 0 || process > INT_MAX || (*end != '\0' && *end != '-')) return false;
    return kill((pid_t)process, 0) != 0 && errno == ESRCH;
}

/* Removes the partial folders of runs of this machine that were killed; those of other machines that
 * share the disk may be alive. What cannot be removed does no harm. */
void file_folder_sweep(const char *path)
{
    char *stem = sibling_stem(path, "partial");
    if (stem == NULL) return;
    char *slash = strrchr(stem, '/');
    const char *begins = slash != NULL ? slash + 1 : stem;
    if (slash != NULL) *slash = '\0';
    const char *parent = slash == NULL ? "." : slash == stem ? "/" : stem;
    DIR *listing = opendir(parent);
    const char *name;
    while (listing != NULL && (name = listing_next(listing)) != NULL) {
        if (strncmp(name, begins, strlen(begins)) != 0 || !is_left_behind(name + strlen(begins)))
            continue;
        char *whole = format_text("%s/%s", parent, name);
        if (whole != NULL) (void)listing_remove(whole);
        free(whole);
    }
    if (listing != NULL) closedir(listing);
    free(stem);
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
    return fail_make(problems, path, error);
}

Status file_folder_begin(const char *path, Problems *problems, FileFolder *folder)
{
    return file_folder_begin_guarded(path, (FileGuard){0}, problems, folder);
}

Status file_folder_begin_guarded(const char *path, FileGuard guard, Problems *problems,
                                 FileFolder *folder)
{
    Status status = STATUS_OK;
    *folder = (FileFolder){.guard = guard};
    TRY(settle_path(path, problems, &folder->final));
    TRY(check_replaceable(folder, problems));
    TRY(make_parents(folder->final, problems));
    file_folder_sweep(folder->final);
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
    if (!listing_remove(aside)) {
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
    sync_folder(folder->partial);
    /* Only where nothing or an empty folder stands: of two runs at once the later does not get through. */
    if (rename(folder->partial, folder->final) == 0) {
        free(folder->partial);
        folder->partial = NULL;
        return STATUS_OK;
    }
    int error = errno;
    Status status = check_replaceable(folder, problems);
    if (status != STATUS_OK) return status;
    if (lstat(folder->final, &about) != 0) return file_fail_write(problems, folder->final, error);
    return replace(folder, problems);
}

char *file_folder_beside(const char *final, const char *purpose)
{
    const char *slash = strrchr(final, '/');
    const char *name = slash != NULL ? slash + 1 : final;
    return format_text("%.*s.%s.%s", (int)(name - final), final, name, purpose);
}

void file_folder_free(FileFolder *folder)
{
    if (folder->partial != NULL) (void)listing_remove(folder->partial);
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

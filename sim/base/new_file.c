#include "base/new_file.h"

#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static Status refuse(const char *path, Problems *problems)
{
    return problems_fail(problems, STATUS_FILE,
                         "%s: expected the name of a new file, got one that exists; it is never "
                         "overwritten: choose another with -o",
                         path);
}

static bool exists(const char *path)
{
    struct stat about;
    return lstat(path, &about) == 0;
}

/* ".NAME.partial-PROCESS" beside `path`. */
static char *sibling(const char *path)
{
    const char *slash = strrchr(path, '/');
    int before = slash != NULL ? (int)(slash - path) + 1 : 0;
    size_t size = strlen(path) + 40;
    char *text = malloc(size);
    if (text != NULL)
        snprintf(text, size, "%.*s.%s.partial-%ld", before, path, path + before, (long)getpid());
    return text;
}

Status new_file_open(const char *path, Problems *problems, NewFile *file)
{
    Status status = STATUS_OK;
    *file = (NewFile){0};
    size_t length = strlen(path);
    if (length == 0 || path[length - 1] == '/')
        return problems_fail(problems, STATUS_FILE,
                             "expected the name of a new file, got \"%s\": choose one with -o",
                             path);
    if (exists(path)) return refuse(path, problems);
    file->final = strdup(path);
    file->partial = sibling(path);
    if (file->final == NULL || file->partial == NULL) {
        status = STATUS_MEMORY;
        goto out;
    }
    file->file = fopen(file->partial, "wx");
    if (file->file == NULL) {
        status = file_fail_write(problems, path, errno);
        free(file->partial); /* it is not ours */
        file->partial = NULL;
    }
out:
    if (status != STATUS_OK) new_file_free(file);
    return status;
}

/* A link, unlike a rename, does not replace what has taken the name; not every file system has links. */
static Status name_it(const NewFile *file, Problems *problems)
{
    if (link(file->partial, file->final) == 0) return STATUS_OK;
    int error = errno;
    if (error == EEXIST || exists(file->final)) return refuse(file->final, problems);
    if (rename(file->partial, file->final) == 0) return STATUS_OK;
    return file_fail_write(problems, file->final, error);
}

Status new_file_commit(NewFile *file, Problems *problems)
{
    Status status = STATUS_OK;
    TRY(file_close(&file->file, file->final, problems));
    TRY(name_it(file, problems));
    (void)unlink(file->partial);
    free(file->partial);
    file->partial = NULL;
out:
    return status;
}

void new_file_free(NewFile *file)
{
    if (file->file != NULL) fclose(file->file);
    if (file->partial != NULL) (void)unlink(file->partial);
    free(file->partial);
    free(file->final);
    *file = (NewFile){0};
}

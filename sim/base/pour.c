#include "base/pour.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const size_t largest = (size_t)1 << 31;

Status pour_begin(const char *folder, Problems *problems, Pour *pour)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    *pour = (Pour){.folder = strdup(folder)};
    const char *inside = arena_format(&arena, "%s/tables", folder);
    if (pour->folder == NULL || inside == NULL) {
        status = STATUS_MEMORY;
        goto out;
    }
    TRY(file_folder_begin(inside, problems, &pour->made));
out:
    arena_free(&arena);
    if (status != STATUS_OK) pour_free(pour);
    return status;
}

/* A file's text; "" when there is none, which the answer tells. */
static Status text_of(const char *folder, const char *name, Arena *arena, Problems *problems,
                      const char **text, size_t *length, bool *exists)
{
    const char *path = arena_format(arena, "%s/%s", folder, name);
    *text = "";
    *length = 0;
    if (path == NULL) return STATUS_MEMORY;
    *exists = access(path, F_OK) == 0;
    return *exists ? file_read(path, largest, arena, problems, text, length) : STATUS_OK;
}

/* A file that may be replaced and how it differs. */
static Status compare(const Pour *pour, const char *manifest, const char *name, Problems *problems,
                      bool *differs)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    const char *new, *old;
    size_t n_new, n_old;
    bool made, exists;
    const char *row = arena_format(&arena, ",%s,", name);
    if (row == NULL) return STATUS_MEMORY;
    TRY(text_of(pour->made.partial, name, &arena, problems, &new, &n_new, &made));
    TRY(text_of(pour->folder, name, &arena, problems, &old, &n_old, &exists));
    *differs = !exists || n_new != n_old || memcmp(new, old, n_new) != 0;
    size_t line = strcspn(new, "\n") + 1;
    bool ours = !exists || strstr(manifest, row) != NULL ||
                (n_old >= line && n_new >= line && memcmp(new, old, line) == 0);
    if (!ours)
        status = problems_fail(problems, STATUS_FILE,
                               "%s/%s: expected an earlier table, got another file, which would be "
                               "lost: move it away or choose another folder with -o",
                               pour->folder, name);
out:
    arena_free(&arena);
    return status;
}

static Status move(const Pour *pour, const char *name, Arena *arena, Problems *problems)
{
    const char *from = arena_format(arena, "%s/%s", pour->made.partial, name);
    const char *to = arena_format(arena, "%s/%s", pour->folder, name);
    if (from == NULL || to == NULL) return STATUS_MEMORY;
    return rename(from, to) == 0 ? STATUS_OK : file_fail_write(problems, to, errno);
}

Status pour_commit(Pour *pour, const char *const *name, int n, Problems *problems, bool *changed)
{
    Status status = STATUS_OK;
    Arena arena = {0};
    const char *manifest;
    size_t length;
    bool exists, *differs;
    ARENA_TRY(&arena, differs, n);
    TRY(text_of(pour->folder, "manifest.csv", &arena, problems, &manifest, &length, &exists));
    for (int i = 0; i < n; i++) TRY(compare(pour, manifest, name[i], problems, &differs[i]));
    *changed = false;
    for (int i = 0; i < n; i++) {
        if (!differs[i]) continue;
        TRY(move(pour, name[i], &arena, problems));
        *changed = true;
    }
out:
    arena_free(&arena);
    return status;
}

void pour_free(Pour *pour)
{
    file_folder_free(&pour->made);
    free(pour->folder);
    *pour = (Pour){0};
}

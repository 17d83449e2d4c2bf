#include "model/folder.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { MAX_LEVELS = 32, MAX_SUGGESTED = 64, MAX_LISTED = 256 };

static bool is_folder(const char *path)
{
    struct stat found;
    return stat(path, &found) == 0 && S_ISDIR(found.st_mode);
}

/* The folder above: "a/b" to "a", "a" to "", "" to "..", ".." to "../..". */
static const char *folder_above(const char *path, Arena *arena)
{
    const char *slash = strrchr(path, '/');
    const char *last = slash != NULL ? slash + 1 : path;
    if (*path == '\0') return "..";
    if (strcmp(last, "..") == 0 || strcmp(last, ".") == 0 || *last == '\0')
        return arena_format(arena, "%s/..", path);
    if (slash == NULL) return "";
    return arena_text(arena, path, slash == path ? 1 : (size_t)(slash - path));
}

static const char *joined(Arena *arena, const char *folder, const char *name)
{
    bool bare = *folder == '\0' || folder[strlen(folder) - 1] == '/';
    return arena_format(arena, "%s%s%s", folder, bare ? "" : "/", name);
}

/* The names of the folders that stand beside the wanted one, to suggest from. */
typedef struct {
    const char *name[MAX_SUGGESTED];
    size_t n;
} Neighbours;

static Status add_neighbours(Neighbours *neighbours, const char *models, Arena *arena)
{
    Status status = STATUS_OK;
    DIR *open = opendir(*models == '\0' ? "." : models);
    if (open == NULL) return STATUS_OK;
    for (struct dirent *entry; (entry = readdir(open)) != NULL;) {
        if (entry->d_name[0] == '.' || neighbours->n == MAX_SUGGESTED) continue;
        const char *copy = arena_text(arena, entry->d_name, strlen(entry->d_name));
        const char *path = joined(arena, models, entry->d_name);
        if (copy == NULL || path == NULL) {
            status = STATUS_MEMORY;
            goto out;
        }
        if (is_folder(path)) neighbours->name[neighbours->n++] = copy;
    }
out:
    closedir(open);
    return status;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Each once, in order. */
static void settle(Neighbours *neighbours)
{
    size_t n = 0;
    qsort(neighbours->name, neighbours->n, sizeof *neighbours->name, compare_texts);
    for (size_t i = 0; i < neighbours->n; i++)
        if (n == 0 || strcmp(neighbours->name[n - 1], neighbours->name[i]) != 0)
            neighbours->name[n++] = neighbours->name[i];
    neighbours->n = n;
}

/* The nearest name, else the only one with the same first letter ("sverige": "sweden"), or NULL. */
static const char *suggested(const Neighbours *neighbours, const char *name)
{
    const char *found = problems_nearest(name, neighbours->name, neighbours->n);
    if (found != NULL) return found;
    for (size_t i = 0; i < neighbours->n; i++) {
        if (strncasecmp(neighbours->name[i], name, 1) != 0) continue;
        if (found != NULL) return NULL;
        found = neighbours->name[i];
    }
    return found;
}

/* "a folder in models/ (hiv, sweden)", the first of many; NULL when memory runs out. */
static const char *wanted(const Neighbours *neighbours, Arena *arena)
{
    const char *text = "a folder in models/";
    enum { MOST_TOLD = 12 };
    bool many = neighbours->n > MOST_TOLD;
    size_t n = many ? MOST_TOLD : neighbours->n;
    for (size_t i = 0; i < n && text != NULL; i++)
        text = arena_format(arena, "%s%s%s%s", text, i == 0 ? " (" : ", ", neighbours->name[i],
                            i + 1 < n ? ""
                            : many    ? " ...)"
                                      : ")");
    return text;
}

/* Takes models/name in `folder` if it is there, else remembers its neighbours. */
static Status try_models(const char *folder, const char *name, Arena *arena, Neighbours *neighbours,
                         const char **found)
{
    const char *models = joined(arena, folder, "models");
    const char *path = models != NULL ? joined(arena, models, name) : NULL;
    if (path == NULL) return STATUS_MEMORY;
    if (is_folder(path)) *found = path;
    return *found != NULL ? STATUS_OK : add_neighbours(neighbours, models, arena);
}

static Status search_above(const char *start, const char *name, Arena *arena,
                           Neighbours *neighbours, const char **found)
{
    Status status = STATUS_OK;
    const char *at = start;
    for (int level = 0; level < MAX_LEVELS && *found == NULL; level++) {
        TRY(try_models(at, name, arena, neighbours, found));
        if (strcmp(at, "/") == 0) break;
        at = folder_above(at, arena);
        if (at == NULL) return STATUS_MEMORY;
    }
#ifdef LIVSBANA_DATA_DIR
    if (*found == NULL) TRY(try_models(LIVSBANA_DATA_DIR, name, arena, neighbours, found));
#endif
#ifdef LIVSBANA_SOURCE_DIR
    if (*found == NULL) TRY(try_models(LIVSBANA_SOURCE_DIR, name, arena, neighbours, found));
#endif
out:
    return status;
}

static const char *folder_of(const char *file, Arena *arena)
{
    const char *slash = file != NULL ? strrchr(file, '/') : NULL;
    if (slash == NULL) return "";
    return arena_text(arena, file, slash == file ? 1 : (size_t)(slash - file));
}

/* The name without "./" before it and slashes behind it. */
static const char *plain_path(const char *name, Arena *arena)
{
    while (strncmp(name, "./", 2) == 0 && name[2] != '\0') name += 2;
    size_t length = strlen(name);
    while (length > 1 && name[length - 1] == '/') length--;
    return arena_text(arena, name, length);
}

Status folder_find(const char *name, const char *from, Where where, const char *key, Arena *arena,
                   Problems *problems, const char **folder, const char **meant)
{
    Status status = STATUS_OK;
    Neighbours neighbours = {.n = 0};
    const char *start = folder_of(from, arena);
    const char *plain = plain_path(name, arena);
    *folder = NULL;
    if (meant != NULL) *meant = NULL;
    if (start == NULL || plain == NULL) return STATUS_MEMORY;
    const char *beside = *plain == '/' ? plain : joined(arena, start, plain);
    if (beside == NULL) return STATUS_MEMORY;
    bool path = strchr(name, '/') != NULL;
    if (is_folder(beside)) *folder = beside;
    if (*folder == NULL && !path && *name != '\0')
        TRY(search_above(start, name, arena, &neighbours, folder));
    if (*folder != NULL) goto out;
    settle(&neighbours);
    const char *near = problems_nearest(name, neighbours.name, neighbours.n);
    if (meant != NULL) *meant = near;
    const char *expected = !path && near == NULL ? wanted(&neighbours, arena)
                           : !path               ? "a folder in models/"
                           : from != NULL ? "the path of a model's folder from this file's folder"
                                          : "the path of a model's folder";
    if (expected == NULL) return STATUS_MEMORY;
    problems_expected(problems, where, key, expected, name, suggested(&neighbours, name));
out:
    return status;
}

static bool is_listed(const char *const *names, const char *name)
{
    for (; *names != NULL; names++)
        if (strcmp(*names, name) == 0) return true;
    return false;
}

Status folder_check(const char *folder, const char *const *names, Arena *arena, Problems *problems)
{
    Status status = STATUS_OK;
    const char *strange[MAX_LISTED];
    size_t n = 0, n_names = 0;
    DIR *open = opendir(folder);
    if (open == NULL) return STATUS_OK;
    while (names[n_names] != NULL) n_names++;
    for (struct dirent *entry; (entry = readdir(open)) != NULL && n < MAX_LISTED;) {
        size_t length = strlen(entry->d_name);
        if (entry->d_name[0] == '.' || length <= 4 ||
            strcmp(entry->d_name + length - 4, ".csv") != 0)
            continue;
        const char *stem = arena_text(arena, entry->d_name, length - 4);
        if (stem == NULL) {
            status = STATUS_MEMORY;
            goto out;
        }
        if (!is_listed(names, stem)) strange[n++] = stem;
    }
    qsort(strange, n, sizeof *strange, compare_texts);
    for (size_t i = 0; i < n; i++) {
        const char *path = arena_format(arena, "%s/%s.csv", folder, strange[i]);
        if (path == NULL) {
            status = STATUS_MEMORY;
            goto out;
        }
        problems_expected(problems, (Where){path, 0, 0}, NULL, "a table of a model", strange[i],
                          problems_nearest(strange[i], names, n_names));
    }
out:
    closedir(open);
    return status;
}

const char *folder_name(const char *path, Arena *arena)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') length--;
    size_t begin = length;
    while (begin > 0 && path[begin - 1] != '/') begin--;
    return arena_text(arena, path + begin, length - begin);
}

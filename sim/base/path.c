#include "base/path.h"

#include <string.h>

static const char *behind_slash(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

const char *path_stem(const char *path, Arena *arena)
{
    const char *name = behind_slash(path), *dot = strrchr(name, '.');
    return arena_text(arena, name, dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
}

const char *path_beside(const char *owner, const char *name, Arena *arena)
{
    int length = *name == '/' ? 0 : (int)(behind_slash(owner) - owner);
    return arena_format(arena, "%.*s%s", length, owner, name);
}

#include "cli/folders.h"

#include "base/path.h"

#include <sys/stat.h>

const char *folder_of_plots(void)
{
    struct stat about;
    const char *installed = LIVSBANA_DATA_DIR "/plots";
    if (stat(installed, &about) == 0 && S_ISDIR(about.st_mode)) return installed;
    return LIVSBANA_SOURCE_DIR "/scripts/plots";
}

const char *folder_of_results(const char *file, Arena *arena)
{
    const char *name = path_stem(file, arena);
    return name != NULL ? arena_format(arena, "results/%s", name) : NULL;
}

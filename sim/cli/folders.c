#include "cli/folders.h"

#include "base/path.h"
#include "output/charts.h"

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

static Status allows(const void *maker, const char *folder, Problems *problems)
{
    Status status = manifest_allows(maker, folder, problems);
    return status == STATUS_OK ? charts_alone(folder, problems) : status;
}

FileGuard folder_guard(const ResultMaker *maker)
{
    return (FileGuard){allows, maker};
}

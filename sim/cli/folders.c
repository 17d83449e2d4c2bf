#include "cli/folders.h"

#include <string.h>
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
    const char *slash = strrchr(file, '/');
    const char *name = slash != NULL ? slash + 1 : file;
    const char *dot = strrchr(name, '.');
    int length = (int)(dot != NULL && dot > name ? (size_t)(dot - name) : strlen(name));
    return arena_format(arena, "results/%.*s", length, name);
}

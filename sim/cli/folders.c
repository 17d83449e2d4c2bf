#include "cli/folders.h"

#include <sys/stat.h>

const char *folder_of_plots(void)
{
    struct stat about;
    const char *installed = LIVSBANA_DATA_DIR "/plots";
    if (stat(installed, &about) == 0 && S_ISDIR(about.st_mode)) return installed;
    return LIVSBANA_SOURCE_DIR "/scripts/plots";
}

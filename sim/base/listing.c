#include "base/listing.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

const char *listing_next(DIR *listing)
{
    struct dirent *entry;
    do {
        entry = readdir(listing);
    } while (entry != NULL &&
             (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0));
    return entry != NULL ? entry->d_name : NULL;
}

DIR *listing_open(int parent, const char *name)
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
    DIR *listing = listing_open(parent, name);
    if (listing == NULL) return false;
    bool removed = true;
    for (const char *file = listing_next(listing); file != NULL; file = listing_next(listing)) {
        removed = unlinkat(dirfd(listing), file, 0) == 0 && removed;
    }
    closedir(listing);
    return removed && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

bool listing_remove(const char *path)
{
    DIR *listing = listing_open(AT_FDCWD, path);
    if (listing == NULL) return errno == ENOENT;
    bool removed = true;
    for (const char *name = listing_next(listing); name != NULL; name = listing_next(listing)) {
        bool gone = unlinkat(dirfd(listing), name, 0) == 0 || remove_flat(dirfd(listing), name);
        removed = gone && removed;
    }
    closedir(listing);
    return removed && rmdir(path) == 0;
}

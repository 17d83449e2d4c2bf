/* listing.h: the entries of folders, and folders removed.
 * Read by file_folder. */
#ifndef LIVSBANA_BASE_LISTING_H
#define LIVSBANA_BASE_LISTING_H

#include <dirent.h>
#include <stdbool.h>

/* The listing of the folder `name` in the folder `parent`, never through a link; NULL and errno when there is
 * none. */
DIR *listing_open(int parent, const char *name);
/* The next entry that is not the folder itself or its parent; NULL at the end. */
const char *listing_next(DIR *listing);
/* Removes a folder of files and folders of files; false if something is left. */
bool listing_remove(const char *path);

#endif

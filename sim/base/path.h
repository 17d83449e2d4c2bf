/* path.h: paths of files taken apart and put together; nothing is opened.
 * Read by model and cli. */
#ifndef LIVSBANA_BASE_PATH_H
#define LIVSBANA_BASE_PATH_H

#include "base/arena.h"

/* The file's name without folder and ending: "school" of "a/school.yaml". NULL: out of memory. */
const char *path_stem(const char *path, Arena *arena) MUST_USE;
/* `name`, which stands in the file `owner`, as seen from the working folder. NULL: out of memory. */
const char *path_beside(const char *owner, const char *name, Arena *arena) MUST_USE;

#endif

/* folder.h: finding a model's folder from the name a scenario gives.
 * Read by study. */
#ifndef LIVSBANA_MODEL_FOLDER_H
#define LIVSBANA_MODEL_FOLDER_H

#include "base/arena.h"
#include "base/problems.h"

/* A name with '/' is a path relative to the folder of the file `from` (NULL: the working folder).
 * Else <folder>/<name>, then models/<name> in that folder and each one above it, then in the
 * installed data and in the source tree. *folder is NULL after noting that there is none; *meant
 * (may be NULL) is then the name that differs by a slip of the pen only, or NULL. */
Status folder_find(const char *name, const char *from, Where where, const char *key, Arena *arena,
                   Problems *problems, const char **folder, const char **meant) MUST_USE;

/* Notes every .csv file of the folder that is no table of a model (names: closed by NULL). */
Status folder_check(const char *folder, const char *const *names, Arena *arena,
                    Problems *problems) MUST_USE;

/* The last part of a path without closing slashes. */
const char *folder_name(const char *path, Arena *arena);

#endif

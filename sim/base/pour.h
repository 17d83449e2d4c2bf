/* pour.h: files that change together in a folder which holds other things, too.
 * Read by output. */
#ifndef LIVSBANA_BASE_POUR_H
#define LIVSBANA_BASE_POUR_H

#include "base/file.h"

#include <stdbool.h>

typedef struct {
    FileFolder made; /* new files are written into made.partial */
    char *folder;    /* where they go; owned */
} Pour;

/* Makes the folder, and those above it, where they are missing, and a hidden one inside it. */
Status pour_begin(const char *folder, Problems *problems, Pour *pour) MUST_USE;
/* Puts the files name[n] in place, in order, each as a whole: a manifest comes last. Files that are the
 * same already are not touched. A file of that name that is not an earlier one of ours (the same first
 * line, or named by the folder's manifest) is refused before anything is changed. *changed: some file
 * was not the same. */
Status pour_commit(Pour *pour, const char *const *name, int n, Problems *problems,
                   bool *changed) MUST_USE;
/* Removes what was not put in place; safe on {0} and twice. */
void pour_free(Pour *pour);

#endif

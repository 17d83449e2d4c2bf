/* file_kind.h: what a file of the user's is, told by the keys at its root.
 * Read by the readers of such files and by cli. */
#ifndef LIVSBANA_MODEL_FILE_KIND_H
#define LIVSBANA_MODEL_FILE_KIND_H

#include "inputs/yaml.h"

typedef enum {
    FILE_SCENARIO,
    FILE_CONTRACT,
    FILE_FUND,
    FILE_BATCH,
    N_FILE_KINDS,
    FILE_OTHER = N_FILE_KINDS /* none of them, or cannot be read */
} FileKind;

/* Nothing is noted. STATUS_OK or STATUS_MEMORY. */
Status file_kind(const char *path, FileKind *kind) MUST_USE;

/* Is the map at the root of `path` that of `wanted`, or of no kind at all, which its keys will tell? If it
 * is another one, that is noted at `where` with the command that takes it. */
bool file_kind_is(const YamlNode *root, const char *path, FileKind wanted, Where where,
                  const char *key, Problems *problems);

#endif

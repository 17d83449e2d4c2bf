/* keys_rows.h: rows that stand in many key tables.
 * Read by the key tables of this room only. */
#ifndef LIVSBANA_MODEL_KEYS_ROWS_H
#define LIVSBANA_MODEL_KEYS_ROWS_H

#include "inputs/keys.h"

#define SOURCE_KEY(required, text)                                       \
    {                                                                    \
        "source", KEY_TEXT, NULL, 0, 0, NULL, NULL, required, text, NULL \
    }
#define GRADE_KEY(text)                                                       \
    {                                                                         \
        "grade", KEY_CHOICE, NULL, 0, 0, NULL, "A|B|C|D|E", false, text, NULL \
    }
/* A word at the root of a file that belongs below its one map. */
#define BELOW_WORD(word, root)                                              \
    {                                                                       \
        word, KEY_WORD, NULL, 0, 0, NULL, NULL, false,                      \
            "it stands below `" root ":`, indented like its siblings", NULL \
    }

#endif

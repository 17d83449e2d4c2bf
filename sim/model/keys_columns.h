/* keys_columns.h: columns that many tables of a model share.
 * Read by the key tables of a model's tables only. */
#ifndef LIVSBANA_MODEL_KEYS_COLUMNS_H
#define LIVSBANA_MODEL_KEYS_COLUMNS_H

#include "inputs/keys.h"
#include "model/model.h"

#define SOURCE_COLUMN                                                  \
    {                                                                  \
        "source", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,              \
            "Where the number comes from: a key of sources.csv.", NULL \
    }
#define GRADE_COLUMN                                                     \
    {                                                                    \
        "grade", KEY_CHOICE, NULL, 0, 0, NULL, "A|B|C|D|E", true,        \
            "Evidence: A register total, B good study, C weak study or " \
            "other country, D expert guess, E illustrative.",            \
            NULL                                                         \
    }
#define LABEL_COLUMNS(must)                                                                  \
    {"label_sv", KEY_TEXT, NULL, 0, 0, NULL, NULL, must, "Name in Swedish reports.", NULL},  \
    {                                                                                        \
        "label_en", KEY_TEXT, NULL, 0, 0, NULL, NULL, must, "Name in English reports.", NULL \
    }
#define SEX_COLUMN                                                                                 \
    {                                                                                              \
        "sex", KEY_CHOICE, NULL, 0, 0, NULL, "f|m", false, "Only for this sex; blank means both.", \
            NULL                                                                                   \
    }
#define AGE_COLUMNS                                                            \
    {"age_from", KEY_INTEGER, "years",                                         \
     0,          MAX_AGE,     NULL,                                            \
     NULL,       false,       "First age it holds for; blank means no limit.", \
     NULL},                                                                    \
    {                                                                          \
        "age_to", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, false,         \
            "Last age it holds for, included; blank means no limit.", NULL     \
    }

#define BORN_COLUMNS                                                                   \
    {"born_from", KEY_INTEGER, "birth year",                                           \
     1700,        2400,        NULL,                                                   \
     NULL,        false,       "First birth year it holds for; blank means no limit.", \
     NULL},                                                                            \
    {                                                                                  \
        "born_to", KEY_INTEGER, "birth year", 1700, 2400, NULL, NULL, false,           \
            "Last birth year it holds for, included; blank means no limit.", NULL      \
    }

#endif

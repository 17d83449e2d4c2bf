/* sample.h: key tables in which every kind stands, for the tests and fuzz targets of inputs. */
#ifndef LIVSBANA_TESTS_INPUTS_SAMPLE_H
#define LIVSBANA_TESTS_INPUTS_SAMPLE_H

#include "inputs/keys.h"

#include <math.h>

#define SAMPLE_TABLE(table_name, keys)                                                     \
    {                                                                                      \
        .name = table_name, .doc = "", .n = (int)(sizeof keys / sizeof *keys), .key = keys \
    }

static const Key sample_cost_keys[] = {
    {.name = "item", .kind = KEY_TEXT, .required = true},
    {.name = "years", .kind = KEY_RANGE, .low = 1, .high = 90},
    {.name = "per_year", .kind = KEY_PRODUCT, .unit = "kronor", .low = 0, .high = INFINITY},
};
static const KeyTable sample_costs = SAMPLE_TABLE("costs", sample_cost_keys);

static const Key sample_programme_keys[] = {
    {.name = "reached", .kind = KEY_QUANTITY, .unit = "share", .low = 0, .high = 1},
    {.name = "costs", .kind = KEY_LIST, .table = &sample_costs},
};
static const KeyTable sample_programme = SAMPLE_TABLE("programme", sample_programme_keys);

static const Key sample_participant_keys[] = {
    {.name = "name", .kind = KEY_NAME},
    {.name = "number", .kind = KEY_INTEGER, .low = 1, .high = 100000, .required = true},
    {.name = "ages", .kind = KEY_RANGE, .low = 0, .high = 120, .fallback = "7..15"},
    {.name = "states", .kind = KEY_ANY},
};
static const KeyTable sample_participants = SAMPLE_TABLE("participants", sample_participant_keys);

static const Key sample_effect_keys[] = {
    {.name = "on", .kind = KEY_TEXT, .required = true},
    {.name = "odds_ratio", .kind = KEY_QUANTITY, .unit = "ratio", .low = 0, .high = INFINITY},
    {.name = "design", .kind = KEY_CHOICE, .choices = "rct|matched|expert", .fallback = "expert"},
    {.name = "grade", .kind = KEY_CHOICE, .choices = "A|B|C|D|E", .required = true},
    {.name = "fades_over", .kind = KEY_NUMBER, .unit = "years", .low = 0, .high = 90},
};
static const KeyTable sample_effects = SAMPLE_TABLE("effects", sample_effect_keys);

static const Key sample_scenario_keys[] = {
    {.name = "scenario", .kind = KEY_TEXT, .required = true},
    {.name = "model", .kind = KEY_NAME, .fallback = "sweden"},
    {.name = "starts", .kind = KEY_INTEGER, .low = 1900, .high = 2200, .required = true},
    {.name = "horizon", .kind = KEY_INTEGER, .low = 1, .high = 90, .fallback = "40"},
    {.name = "discount_rate", .kind = KEY_NUMBER, .unit = "rate", .low = 0, .high = 0.2},
    {.name = "women",
     .kind = KEY_QUANTITY,
     .unit = "share",
     .low = 0,
     .high = 1,
     .fallback = "0.5 (0.4..0.6)"},
    {.name = "balance", .kind = KEY_NUMBER, .low = -INFINITY, .high = INFINITY},
    {.name = "least", .kind = KEY_NUMBER, .low = -INFINITY, .high = 0},
    {.name = "participants", .kind = KEY_MAP_OR_LIST, .table = &sample_participants},
    {.name = "programme", .kind = KEY_MAP, .table = &sample_programme},
    {.name = "effects", .kind = KEY_LIST, .table = &sample_effects},
    {.name = "notes", .kind = KEY_LIST},
    {.name = "settings", .kind = KEY_MAP},
};
static const KeyTable sample_scenario = SAMPLE_TABLE("scenario", sample_scenario_keys);

static const Key sample_transition_keys[] = {
    {.name = "from", .kind = KEY_NAME, .required = true},
    {.name = "sex", .kind = KEY_CHOICE, .choices = "women|men"},
    {.name = "age_from", .kind = KEY_INTEGER, .low = 0, .high = 120, .fallback = "0"},
    {.name = "probability",
     .kind = KEY_PRODUCT,
     .unit = "probability",
     .low = 0,
     .high = 1,
     .required = true},
    {.name = "rate", .kind = KEY_NUMBER, .unit = "rate", .low = 0, .high = INFINITY},
    {.name = "years", .kind = KEY_RANGE, .low = 1, .high = 90},
    {.name = "value", .kind = KEY_QUANTITY, .low = -INFINITY, .high = INFINITY},
    {.name = "label", .kind = KEY_TEXT},
    {.name = "note", .kind = KEY_ANY},
};
static const KeyTable sample_transitions = SAMPLE_TABLE("transitions", sample_transition_keys);

/* All messages in order of place, each on a line; the problems are freed. */
static inline const char *sample_messages(Problems *problems, Arena *arena)
{
    const char *all = "";
    problems_sort(problems);
    for (size_t i = 0; i < problems->n_kept && all != NULL; i++) {
        all = arena_format(arena, "%s%s\n", all, problems->list[i].text);
    }
    problems_free(problems);
    return all;
}

#endif

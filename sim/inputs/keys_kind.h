/* keys_kind.h: the kinds a key can have: what each expects, and how its text is checked.
 * Read by keys and keys_read. */
#ifndef LIVSBANA_INPUTS_KEYS_KIND_H
#define LIVSBANA_INPUTS_KEYS_KIND_H

#include "inputs/keys.h"

enum { KIND_EXPECTED = 400 };

/* What `key` expects, as it reads after "expected": "a share from 0 to 1". Returns `text`. */
const char *kind_expected(const Key *key, char text[KIND_EXPECTED]);

/* May the key's value be of this YAML kind? Anything may stand under KEY_ANY. */
bool kind_takes(const Key *key, YamlKind kind);

/* Is the key's value a text that kind_check can check? */
bool kind_is_scalar(const Key *key);

/* Checks the text of a scalar key; what is wrong is noted at `where` under `place`. */
Status kind_check(const Key *key, const char *text, Where where, const char *place, Arena *arena,
                  Problems *problems) MUST_USE;

/* Reads text as a number within the key's bounds, a whole one for KEY_INTEGER; false if it is none. */
bool kind_number(const Key *key, const char *text, double *value);

#endif

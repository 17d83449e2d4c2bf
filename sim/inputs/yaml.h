/* yaml.h: restricted YAML as a tree that remembers line and column.
 * Read by keys and model. No anchors, aliases, tags, merge keys or second documents. */
#ifndef LIVSBANA_INPUTS_YAML_H
#define LIVSBANA_INPUTS_YAML_H

#include "base/arena.h"
#include "base/problems.h"

#include <stdint.h>

typedef enum { YAML_SCALAR, YAML_LIST, YAML_MAP } YamlKind;

typedef struct YamlNode YamlNode;
struct YamlNode {
    YamlKind kind;
    int line;
    int column;
    const char *text; /* scalar: its text; map and list: "" */
    const char *key;  /* this node's key in its map, else NULL */
    int key_line;     /* place of the key; for list items and the root, of the node itself */
    int key_column;
    int n;                 /* children */
    const YamlNode *child; /* [n], in file order */
};

typedef struct {
    const char *path;
    uint64_t checksum;
    const YamlNode *root; /* NULL: the file could not be read to its end */
} YamlFile;

enum {
    YAML_MAX_BYTES = 1 << 20,
    YAML_MAX_DEPTH = 32,
    YAML_MAX_NODES = 50000,
    YAML_MAX_TEXT = 8192
};

/* Reads the UTF-8 file at `path`; the root must be a map. Every defect of form is noted with line
 * and column. Syntax errors and limits stop the reading; duplicate keys, anchors, tags, merge keys
 * and values split by a comma in {...} do not: then root is set although the answer is STATUS_INPUT,
 * and keys_check can note what else is wrong. Texts live in the arena; `path` is borrowed. */
Status yaml_read(const char *path, Arena *arena, Problems *problems, YamlFile *file) MUST_USE;
/* The same from memory; the fuzz target's door. */
Status yaml_parse(const char *path, const char *text, size_t length, Arena *arena,
                  Problems *problems, YamlFile *file) MUST_USE;

/* The child of a map under `key`, or NULL (also when map is NULL or no map). */
const YamlNode *yaml_find(const YamlNode *map, const char *key);

#endif

/* yaml_tree.h: from nodes as they were read, one by one, to a tree whose children stand in arrays.
 * Read by yaml. */
#ifndef LIVSBANA_INPUTS_YAML_TREE_H
#define LIVSBANA_INPUTS_YAML_TREE_H

#include "inputs/yaml.h"

#include <stdbool.h>

enum { YAML_NO_DRAFT = -1 };

/* A node while the file is read: links instead of arrays, and how it was written. */
typedef struct {
    YamlNode node; /* its n counts the children */
    bool flow;     /* map or list within {...} or [...] */
    bool plain;    /* scalar without quotes */
    int above;     /* parent, YAML_NO_DRAFT where there is none; so also the next three */
    int first;     /* child */
    int last;
    int next;        /* sibling */
    YamlNode *place; /* where the finished node goes; NULL when it was dropped */
} YamlDraft;

/* Builds the tree of draft[n], n >= 1, which stand in file order, the root first. Notes keys that
 * stand twice in a map, and values that a comma has split. The drafts are used up. */
Status yaml_tree_build(const char *path, YamlDraft *draft, int n, Arena *arena, Problems *problems,
                       const YamlNode **root) MUST_USE;

#endif

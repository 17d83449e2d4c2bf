/* yaml_syntax.h: what libyaml says of a file it cannot parse, in the words of one who wrote it.
 * Read by yaml. */
#ifndef LIVSBANA_INPUTS_YAML_SYNTAX_H
#define LIVSBANA_INPUTS_YAML_SYNTAX_H

#include "base/problems.h"

#include <yaml.h>

/* Notes the error of a parser that failed on text[length] and returns STATUS_INPUT, or
 * STATUS_MEMORY when that was the error. */
Status yaml_syntax_note(const yaml_parser_t *parser, const char *path, const char *text,
                        size_t length, Problems *problems) MUST_USE;

#endif

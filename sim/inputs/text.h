/* text.h: what must hold for the bytes of any input file, and how what was found is shown.
 * Read by csv, yaml, quantity and keys. */
#ifndef LIVSBANA_INPUTS_TEXT_H
#define LIVSBANA_INPUTS_TEXT_H

#include "base/problems.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Characters (UTF-8 code points) in text[length]; exact for text that passed text_check. */
size_t text_characters(const char *text, size_t length);

/* The bytes a UTF-8 byte-order mark takes at the beginning of text[length]: 3 or 0. */
size_t text_bom(const char *text, size_t length);

/* Checks that text[length] is UTF-8 in which every character can stand in a text file: no NUL or
 * other control characters, every line ended by LF or CRLF. The first defect is noted with line and
 * column, and STATUS_INPUT returned: one "save as" mends them all. */
Status text_check(const char *path, const char *text, size_t length, Problems *problems) MUST_USE;

/* The bytes of the character that text[length] begins with; 0 when it is no UTF-8, or none that a text file may
 * hold, such as *code. */
size_t text_character(const char *text, size_t length, uint32_t *code);

/* True for a name: letters (Latin, so also åäö), digits, '_', '-', '.', begun by a letter. */
bool text_is_name(const char *text, size_t length);

/* Shrinks *text of *length to what stands between the blanks around it. */
void text_trim(const char **text, size_t *length);

/* Notes `expected X, got "found[length]"; hint`. A long `found` is cut short; nothing found reads
 * `got nothing`; hint may be NULL. */
void text_expected(Problems *problems, Where where, const char *key, const char *expected,
                   const char *found, size_t length, const char *hint);

/* True when more has been noted since the list held `before` notes than anyone will read: the
 * reader of a large file gives up. */
bool text_is_hopeless(const Problems *problems, size_t before);

#endif

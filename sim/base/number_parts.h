/* number_parts.h: the digits of a number.
 * Read by number and number_hint. */
#ifndef LIVSBANA_BASE_NUMBER_PARTS_H
#define LIVSBANA_BASE_NUMBER_PARTS_H

#include <stdbool.h>
#include <stddef.h>

enum { LONGEST = 100 }; /* characters in a number anybody would write */

static inline bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline size_t skip_digits(const char *text, size_t length, size_t at)
{
    while (at < length && is_digit(text[at])) at++;
    return at;
}

/* [+-] digits [. digits] [e [+-] digits], and nothing else. */
static inline bool is_decimal(const char *text, size_t length)
{
    size_t at = length > 0 && (text[0] == '+' || text[0] == '-') ? 1 : 0;
    size_t begin = at;
    at = skip_digits(text, length, at);
    if (at == begin) return false;
    if (at < length && text[at] == '.') {
        begin = ++at;
        at = skip_digits(text, length, at);
        if (at == begin) return false;
    }
    if (at < length && (text[at] == 'e' || text[at] == 'E')) {
        at++;
        if (at < length && (text[at] == '+' || text[at] == '-')) at++;
        begin = at;
        at = skip_digits(text, length, at);
        if (at == begin) return false;
    }
    return at == length;
}

/* What a text that is no decimal number was meant as ("write 3.5"), in hint_text[64], or NULL. */
const char *number_hint(const char *text, size_t length, char hint_text[64]);

#endif

/* number.h: numbers as strict text, in and out, independent of the locale.
 * Read by inputs (in) and output (out). */
#ifndef LIVSBANA_BASE_NUMBER_H
#define LIVSBANA_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Reads text[length] as one decimal number (sign, digits, '.', exponent; nothing else, no hex, no
 * inf or nan, no overflow to infinity). On failure returns false and sets *hint to a short next
 * step ("write 3.5", "write 1000", "write 0.03") in hint_text[64], or to NULL when there
 * is none. */
bool number_read(const char *text, size_t length, double *value, char hint_text[64],
                 const char **hint);

/* The same for a whole number: false, with the hint "write 2 or 2000", also for `2.000`, which its writer
 * may have meant as thousands. */
bool number_read_whole(const char *text, size_t length, double *value, char hint_text[64],
                       const char **hint);

/* What the writer of a share above 1 meant: "write 0.4 for 40 %"; NULL when that is not likely. */
const char *number_hint_share(double value, char hint_text[64]);

enum { NUMBER_TEXT = 32 };
/* The shortest decimal text that reads back as exactly `value` (subnormal numbers get more digits
 * than they need); no exponent for whole numbers below 1e15; "" for NaN, "inf"/"-inf" for
 * infinities. Returns `text`. */
const char *number_write(char text[NUMBER_TEXT], double value);

#endif

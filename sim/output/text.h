/* text.h: numbers, kronor, shares and years as people write them in English and in Swedish.
 * Read by page and charts; machine files use base/number.h instead. */
#ifndef LIVSBANA_OUTPUT_TEXT_H
#define LIVSBANA_OUTPUT_TEXT_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

typedef enum { LANGUAGE_EN, LANGUAGE_SV, N_LANGUAGES } Language;
extern const char *const language_code[N_LANGUAGES]; /* "en", "sv" */

enum { TEXT_SIZE = 96 };
#define TEXT_NBSP "\xc2\xa0"      /* parts thousands in Swedish */
#define TEXT_MINUS "\xe2\x88\x92" /* a real minus */
#define TEXT_DASH "\xe2\x80\x93"  /* stands for "no number" */

/* `value` with so many decimals, rounded half away from zero: "1,234.5" and "1 234,5" (no-break
 * space), a real minus, no minus on a zero, a dash for NaN. All below return `text`. */
const char *text_number(char text[TEXT_SIZE], Language language, double value, int decimals);
/* The same with a plus sign before what is positive. */
const char *text_signed(char text[TEXT_SIZE], Language language, double value, int decimals);

/* The unit in which kronor are told. */
typedef struct {
    double kronor;                 /* in one unit */
    const char *word[N_LANGUAGES]; /* "million kronor" */
} KronorUnit;
/* The unit for a table or an axis whose largest amount is `largest` (its sign does not matter). */
const KronorUnit *text_kronor_unit(double largest);
/* Decimals that tell an amount of so many units apart: 1 below 100, else 0; none for kronor. */
int text_kronor_decimals(const KronorUnit *unit, double kronor);

/* "12.3 million kronor", "346,000 kronor": three digits that count. */
const char *text_kronor(char text[TEXT_SIZE], Language language, double kronor);
/* An amount in `unit`, without the unit's word. */
const char *text_in_unit(char text[TEXT_SIZE], Language language, const KronorUnit *unit,
                         double kronor);

/* "−3.2 to 12.0": amounts in `unit` with decimals alike, without the unit's word. */
const char *text_units_range(char text[TEXT_SIZE], Language language, const KronorUnit *unit,
                             double low, double high);

/* "63 %"; "under 1 %" and "over 99 %" when rounding would hide a possibility. */
const char *text_percent(char text[TEXT_SIZE], Language language, double share);
/* The same for a cell of a table: "63 %", "<1 %" and ">99 %". */
const char *text_percent_short(char text[TEXT_SIZE], Language language, double share);
/* "1 year", "12 years", "3.8 years" (one decimal below 10 unless whole), "never". */
const char *text_years(char text[TEXT_SIZE], Language language, double years);
/* "9 to 27 years", "9 years to never", "never". */
const char *text_years_range(char text[TEXT_SIZE], Language language, double low, double high);
/* A number of people: whole from 3 up, one decimal below unless it is whole. */
const char *text_people(char text[TEXT_SIZE], Language language, double people);

/* The same of so many: one decimal too where they are fewer than ten, and where a whole number would say all
 * of them though it is not. */
const char *text_people_of(char text[TEXT_SIZE], Language language, double people, double of);

/* Two such numbers to be compared, with decimals alike: one where they differ by fewer than ten people
 * and not by a whole number. Numbers that differ by less than TEXT_LEAST_CHANGE are the same text. Returns the
 * change that the texts tell. */
#define TEXT_LEAST_CHANGE 0.05
double text_people_change(char before[TEXT_SIZE], char after[TEXT_SIZE], Language language,
                          double from, double to, double of);
/* Two numbers with so many decimals; returns their difference as a reader takes it from the texts. */
double text_change(char before[TEXT_SIZE], char after[TEXT_SIZE], Language language, double from,
                   double to, int decimals);

/* Two such numbers, with decimals alike: "0.6 to 4.0". */
const char *text_people_range(char text[TEXT_SIZE], Language language, double low, double high);

/* `pattern` with {0}, {1} ... replaced by argument[n]; NULL when memory runs out. */
char *text_fill(Arena *arena, const char *pattern, const char *const *argument, int n) MUST_USE;

/* Columns a terminal needs for UTF-8 text. */
int text_columns(const char *text);
/* The length in bytes of the first line when `text` is broken to `columns`: at a blank, never
 * before a '%', in the middle of a word only when nothing else fits. *next: where to go on. */
size_t text_break(const char *text, int columns, const char **next);
/* `text` with its first letter (ASCII or Latin-1) in upper case; NULL when memory runs out. */
char *text_capital(Arena *arena, const char *text) MUST_USE;
/* `text` with its first letter in lower case, as within a sentence; but "HVB" and "SiS", whose first
 * word has a capital further on, stay as they are. NULL when memory runs out. */
char *text_small(Arena *arena, const char *text) MUST_USE;

#endif

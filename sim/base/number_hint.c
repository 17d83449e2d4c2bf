#include "base/number.h"
#include "base/number_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The number as it could have been meant: marks are ' ' between digits, ',' and '.'. */
typedef struct {
    char text[LONGEST + 8];
    size_t length;
    bool percent;
} Cleaned;

/* Bytes of the blank or group mark at text[at]: space, tab, no-break, narrow and thin space,
 * apostrophe, underscore; 0 if there is none. */
static size_t blank_length(const char *text, size_t length, size_t at)
{
    static const char *const blank[] = {" ", "\t", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89",
                                        "'", "_"};
    for (size_t i = 0; i < sizeof blank / sizeof blank[0]; i++) {
        size_t n = strlen(blank[i]);
        if (n <= length - at && memcmp(text + at, blank[i], n) == 0) return n;
    }
    return 0;
}

static void put(Cleaned *cleaned, char c)
{
    cleaned->text[cleaned->length++] = c;
}

/* Fills *cleaned: blanks only between digits, one minus, percent set aside; false when the text is
 * not close to a number. */
static bool clean(const char *text, size_t length, Cleaned *cleaned)
{
    static const char minus[] = "\xE2\x88\x92"; /* U+2212 */
    bool blank = false;
    *cleaned = (Cleaned){.length = 0};
    if (length > LONGEST / 2) return false;
    for (size_t at = 0, step = 1; at < length; at += step) {
        char c = text[at];
        step = blank_length(text, length, at);
        if (step > 0) {
            blank = true;
            continue;
        }
        step = 1;
        if (cleaned->percent) return false;
        if (c == '%') {
            cleaned->percent = true;
            continue;
        }
        if (length - at >= 3 && memcmp(text + at, minus, 3) == 0) {
            c = '-';
            step = 3;
        }
        bool inside = cleaned->length > 0 && is_digit(cleaned->text[cleaned->length - 1]);
        if (blank && inside && is_digit(c)) put(cleaned, ' ');
        blank = false;
        put(cleaned, c);
    }
    return cleaned->length > 0;
}

static bool is_mark(char c)
{
    return c == ' ' || c == ',' || c == '.';
}

/* The place of the decimal mark: the last mark, if it is a comma or point that stands only once;
 * else the length. */
static size_t decimal_place(const Cleaned *cleaned)
{
    size_t last = cleaned->length;
    for (size_t i = cleaned->length; i-- > 0;) {
        char c = cleaned->text[i];
        if (!is_mark(c)) continue;
        if (last == cleaned->length) {
            if (c == ' ') return cleaned->length;
            last = i;
        } else if (c == cleaned->text[last]) {
            return cleaned->length;
        }
    }
    return last;
}

/* Removes the marks between thousands and turns the decimal mark into a point; false when what
 * stands between the marks is not thousands, as in 1.2.3. */
static bool settle_marks(Cleaned *cleaned)
{
    size_t decimal = decimal_place(cleaned);
    size_t kept = 0;
    char group = '\0';
    for (size_t i = 0; i < cleaned->length; i++) {
        char c = cleaned->text[i];
        if (!is_mark(c)) {
            cleaned->text[kept++] = c;
        } else if (i == decimal) {
            cleaned->text[kept++] = '.';
        } else {
            if (group != '\0' && c != group) return false;
            group = c;
            size_t end = skip_digits(cleaned->text, decimal, i + 1);
            bool ends = end == decimal || cleaned->text[end] == group;
            if (end - i - 1 != 3 || !ends) return false;
        }
    }
    cleaned->length = kept;
    return true;
}

/* `.5` becomes `0.5` and `5.` becomes `5`. */
static void complete_point(Cleaned *cleaned)
{
    if (cleaned->length > 1 && cleaned->text[cleaned->length - 1] == '.') cleaned->length--;
    size_t sign = cleaned->text[0] == '+' || cleaned->text[0] == '-' ? 1 : 0;
    if (sign < cleaned->length && cleaned->text[sign] == '.') {
        memmove(cleaned->text + sign + 1, cleaned->text + sign, cleaned->length - sign);
        cleaned->text[sign] = '0';
        cleaned->length++;
    }
}

/* Is it `3,125`, which is 3.125 to some and 3125 to others? */
static bool is_ambiguous(const Cleaned *cleaned)
{
    const char *comma = memchr(cleaned->text, ',', cleaned->length);
    if (comma == NULL || cleaned->percent || cleaned->text[0] == '0') return false;
    size_t before = (size_t)(comma - cleaned->text);
    size_t after = cleaned->length - before - 1;
    return before >= 1 && before <= 3 && after == 3 &&
           skip_digits(cleaned->text, before, 0) == before &&
           skip_digits(cleaned->text, cleaned->length, before + 1) == cleaned->length;
}

static const char *hint_ambiguous(char hint_text[64], const Cleaned *cleaned)
{
    int after = 3;
    int before = (int)cleaned->length - after - 1;
    const char *decimals = cleaned->text + before + 1;
    snprintf(hint_text, 64, "write %.*s.%.*s or %.*s%.*s", before, cleaned->text, after, decimals,
             before, cleaned->text, after, decimals);
    return hint_text;
}

static const char *hint_cleaned(char hint_text[64], Cleaned *cleaned)
{
    if (is_ambiguous(cleaned)) return hint_ambiguous(hint_text, cleaned);
    if (!settle_marks(cleaned)) return NULL;
    complete_point(cleaned);
    if (!is_decimal(cleaned->text, cleaned->length)) return NULL;
    cleaned->text[cleaned->length] = '\0';
    char share[NUMBER_TEXT];
    const char *proposal = cleaned->text;
    if (cleaned->percent) {
        if (strpbrk(cleaned->text, "eE") != NULL) return NULL;
        const bool change = cleaned->text[0] == '+' || cleaned->text[0] == '-';
        memcpy(cleaned->text + cleaned->length, "e-2", sizeof "e-2");
        const double part = strtod(cleaned->text, NULL);
        proposal = number_write(share, part);
        if (change && part > -1) { /* +20 % of an odds ratio */
            int n = snprintf(hint_text, 64, "write %.6g for a ratio, else %s", 1 + part, share);
            return n < 64 ? hint_text : NULL;
        }
    }
    int written = snprintf(hint_text, 64, "write %s", proposal);
    return written < 64 ? hint_text : NULL;
}

/* `0x10` is 16 to a programmer. */
static const char *hint_hexadecimal(const char *text, size_t length, char hint_text[64])
{
    char digits[16] = "";
    char *end = NULL;
    if (length < 3 || length >= sizeof digits || text[0] != '0') return NULL;
    if (text[1] != 'x' && text[1] != 'X') return NULL;
    memcpy(digits, text + 2, length - 2);
    if (strspn(digits, "0123456789abcdefABCDEF") != length - 2) return NULL;
    unsigned long long whole = strtoull(digits, &end, 16);
    snprintf(hint_text, 64, "write %llu", whole);
    return hint_text;
}

static bool is_word(const char *text, size_t length, const char *word)
{
    if (length > 0 && (text[0] == '-' || text[0] == '+' || text[0] == '.')) {
        text++;
        length--;
    }
    if (length != strlen(word)) return false;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (c != word[i]) return false;
    }
    return true;
}

/* `40 mkr` and `4,6 miljoner kronor`: a number and what it counts. */
static const char *hint_kronor(const char *text, size_t length, char hint_text[64])
{
    static const struct {
        const char *word, *power;
    } units[] = {{"mkr", "e6"},    {"mnkr", "e6"},     {"msek", "e6"},      {"milj", "e6"},
                 {"miljon", "e6"}, {"miljoner", "e6"}, {"million", "e6"},   {"millions", "e6"},
                 {"mdr", "e9"},    {"miljard", "e9"},  {"miljarder", "e9"}, {"tkr", "e3"},
                 {"ksek", "e3"},   {"tusen", "e3"},    {"thousand", "e3"},  {"kr", ""},
                 {"kronor", ""},   {"sek", ""}};
    size_t n = 0, end;
    while (n < length && (is_digit(text[n]) || is_mark(text[n]))) n++;
    for (end = n; end < length && text[end] != ' ' && text[end] != '.';) end++;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        Cleaned cleaned;
        if (!is_word(text + n, end - n, units[i].word)) continue;
        if (!clean(text, n, &cleaned) || !settle_marks(&cleaned)) return NULL;
        complete_point(&cleaned);
        if (!is_decimal(cleaned.text, cleaned.length)) return NULL;
        int written = snprintf(hint_text, 64, "write %.*s%s", (int)cleaned.length, cleaned.text,
                               units[i].power);
        return written < 64 ? hint_text : NULL;
    }
    return NULL;
}

static double whole_of(const char *text, size_t from, size_t end)
{
    double value = 0;
    for (size_t i = from; i < end; i++) value = 10 * value + (text[i] - '0');
    return value;
}

/* The share that some of all are; the fewer were counted, the wider the doubt. */
static const char *write_part(char hint_text[64], double some, double all)
{
    char share[NUMBER_TEXT];
    if (!(some <= all && all > 0)) return NULL;
    number_write(share, round(some / all * 1e4) / 1e4);
    if (some > 0 && some < all && all < 1e6)
        snprintf(hint_text, 64, "write %s, with its doubt beta(%.0f %.0f)", share, some,
                 all - some);
    else
        snprintf(hint_text, 64, "write %s", share);
    return hint_text;
}

/* `16 of 40`, `16 av 40` and `16/40`. */
static const char *hint_part(const char *text, size_t length, char hint_text[64])
{
    static const char *const words[] = {"of", "av", "/"};
    const size_t some = skip_digits(text, length, 0);
    size_t word = some, all = length;
    while (word < length && text[word] == ' ') word++;
    while (all > word && is_digit(text[all - 1])) all--;
    size_t end = all;
    while (end > word && text[end - 1] == ' ') end--;
    if (some == 0 || all == length) return NULL;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (is_word(text + word, end - word, words[i]))
            return write_part(hint_text, whole_of(text, 0, some), whole_of(text, all, length));
    }
    return NULL;
}

const char *number_hint(const char *text, size_t length, char hint_text[64])
{
    static const char *const not_finite[] = {"nan", "inf", "infinity"};
    for (size_t i = 0; i < sizeof not_finite / sizeof not_finite[0]; i++) {
        if (!is_word(text, length, not_finite[i])) continue;
        snprintf(hint_text, 64, "write a finite number");
        return hint_text;
    }
    const char *hint = hint_hexadecimal(text, length, hint_text);
    if (hint == NULL) hint = hint_kronor(text, length, hint_text);
    if (hint == NULL) hint = hint_part(text, length, hint_text);
    if (hint != NULL) return hint;
    Cleaned cleaned;
    return clean(text, length, &cleaned) ? hint_cleaned(hint_text, &cleaned) : NULL;
}

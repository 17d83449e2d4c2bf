#include "output/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *const language_code[N_LANGUAGES] = {[LANGUAGE_EN] = "en", [LANGUAGE_SV] = "sv"};

/* How a language writes numbers and the few words around them. */
typedef struct {
    const char *thousands, *decimal;
    const char *year, *years, *to, *never, *between, *and, *less_than, *more_than;
} Manner;

static const Manner manner[N_LANGUAGES] = {
    [LANGUAGE_EN] = {",", ".", "year", "years", "to", "never", "between", "and", "under", "over"},
    [LANGUAGE_SV] = {TEXT_NBSP, ",", "år", "år", "till", "aldrig", "mellan", "och", "under",
                     "över"},
};

static const KronorUnit kronor_units[] = {
    {1e9, {"billion kronor", "miljarder kronor"}},
    {1e6, {"million kronor", "miljoner kronor"}},
    {1e3, {"thousand kronor", "tusen kronor"}},
    {1.0, {"kronor", "kronor"}},
};
enum { N_KRONOR_UNITS = sizeof kronor_units / sizeof kronor_units[0] };

static const double most_written_out = 1e15; /* beyond it digits are noise */

/* ---- numbers ---- */

/* The number's digits with `grouping` between thousands; `plain` is "1234.50" without a sign. */
static void write_grouped(char *text, size_t size, const Manner *how, const char *sign,
                          const char *plain)
{
    const char *point = strchr(plain, '.');
    size_t whole = point ? (size_t)(point - plain) : strlen(plain);
    size_t used = (size_t)snprintf(text, size, "%s", sign);
    for (size_t i = 0; i < whole && used < size; i++) {
        bool first_of_three = i > 0 && (whole - i) % 3 == 0;
        used += (size_t)snprintf(text + used, size - used, "%s%c",
                                 first_of_three ? how->thousands : "", plain[i]);
    }
    if (point && used < size) {
        snprintf(text + used, size - used, "%s%s", how->decimal, point + 1);
    }
}

/* Half away from zero at the last decimal shown; printf alone would round 0.5 to 0. */
static double rounded(double value, int decimals)
{
    double scale = pow(10.0, decimals);
    return round(value * scale) / scale;
}

static const char *write_number(char text[TEXT_SIZE], Language language, double value, int decimals,
                                const char *plus)
{
    char plain[TEXT_SIZE / 2];
    if (isnan(value)) {
        snprintf(text, TEXT_SIZE, "%s", TEXT_DASH);
        return text;
    }
    if (fabs(value) >= most_written_out) {
        snprintf(text, TEXT_SIZE, "%s%.2e", value < 0 ? TEXT_MINUS : plus, fabs(value));
        return text;
    }
    value = rounded(value, decimals);
    snprintf(plain, sizeof plain, "%.*f", decimals, fabs(value));
    write_grouped(text, TEXT_SIZE, &manner[language],
                  value < 0 ? TEXT_MINUS : (value > 0 ? plus : ""), plain);
    return text;
}

const char *text_number(char text[TEXT_SIZE], Language language, double value, int decimals)
{
    return write_number(text, language, value, decimals, "");
}

const char *text_signed(char text[TEXT_SIZE], Language language, double value, int decimals)
{
    return write_number(text, language, value, decimals, "+");
}

/* ---- kronor ---- */

const KronorUnit *text_kronor_unit(double largest)
{
    int i = 0;
    /* 999,950 and more reads better as 1.0 million. */
    while (i < N_KRONOR_UNITS - 1 && !(fabs(largest) >= kronor_units[i].kronor * 0.99995)) i++;
    return &kronor_units[i];
}

int text_kronor_decimals(const KronorUnit *unit, double kronor)
{
    if (unit->kronor < 1e6) return 0;
    return fabs(kronor) / unit->kronor < 99.95 ? 1 : 0;
}

const char *text_in_unit(char text[TEXT_SIZE], Language language, const KronorUnit *unit,
                         double kronor)
{
    return text_number(text, language, kronor / unit->kronor, text_kronor_decimals(unit, kronor));
}

const char *text_kronor(char text[TEXT_SIZE], Language language, double kronor)
{
    char number[TEXT_SIZE];
    const KronorUnit *unit = text_kronor_unit(kronor);
    if (unit->kronor >= 1e6) {
        text_in_unit(number, language, unit, kronor);
    } else {
        double step = fabs(kronor) >= 1e5 ? 1e3 : (fabs(kronor) >= 1e4 ? 1e2 : 1.0);
        text_number(number, language, round(kronor / step) * step, 0);
        unit = &kronor_units[N_KRONOR_UNITS - 1];
    }
    snprintf(text, TEXT_SIZE, "%.63s %s", number, unit->word[language]);
    return text;
}

/* Two numbers with the language's word between them. */
static const char *write_range(char text[TEXT_SIZE], Language language, double low, double high,
                               int decimals)
{
    char from[TEXT_SIZE], to[TEXT_SIZE];
    text_number(from, language, low, decimals);
    text_number(to, language, high, decimals);
    snprintf(text, TEXT_SIZE, "%.40s %s %.40s", from, manner[language].to, to);
    return text;
}

const char *text_units_range(char text[TEXT_SIZE], Language language, const KronorUnit *unit,
                             double low, double high)
{
    int decimals = text_kronor_decimals(unit, fmax(fabs(low), fabs(high)));
    return write_range(text, language, low / unit->kronor, high / unit->kronor, decimals);
}

/* ---- shares, years, people ---- */

static const char *write_percent(char text[TEXT_SIZE], Language language, double share,
                                 const char *less_than, const char *more_than)
{
    char number[TEXT_SIZE];
    double percent = rounded(100.0 * share, 0);
    if (isnan(share)) {
        snprintf(text, TEXT_SIZE, "%s", TEXT_DASH);
    } else if (share > 0 && percent < 1) {
        snprintf(text, TEXT_SIZE, "%.16s1 %%", less_than);
    } else if (share < 1 && percent > 99) {
        snprintf(text, TEXT_SIZE, "%.16s99 %%", more_than);
    } else {
        snprintf(text, TEXT_SIZE, "%s %%", text_number(number, language, percent, 0));
    }
    return text;
}

const char *text_percent(char text[TEXT_SIZE], Language language, double share)
{
    const Manner *how = &manner[language];
    char less[TEXT_SIZE], more[TEXT_SIZE];
    snprintf(less, sizeof less, "%s ", how->less_than);
    snprintf(more, sizeof more, "%s ", how->more_than);
    return write_percent(text, language, share, less, more);
}

const char *text_percent_short(char text[TEXT_SIZE], Language language, double share)
{
    return write_percent(text, language, share, "<", ">");
}

/* Years without their word; "never" for infinity. */
static const char *years_number(char text[TEXT_SIZE], Language language, double years)
{
    double tenths = rounded(years, 1);
    bool whole = fabs(tenths) >= 10.0 || tenths == round(tenths);
    if (isinf(years)) {
        snprintf(text, TEXT_SIZE, "%s", manner[language].never);
        return text;
    }
    return text_number(text, language, tenths, whole ? 0 : 1);
}

const char *text_years(char text[TEXT_SIZE], Language language, double years)
{
    const Manner *how = &manner[language];
    char number[TEXT_SIZE];
    years_number(number, language, years);
    if (isinf(years)) {
        snprintf(text, TEXT_SIZE, "%s", number);
    } else {
        snprintf(text, TEXT_SIZE, "%.63s %s", number,
                 strcmp(number, "1") == 0 ? how->year : how->years);
    }
    return text;
}

const char *text_years_range(char text[TEXT_SIZE], Language language, double low, double high)
{
    const Manner *how = &manner[language];
    char from[TEXT_SIZE], to[TEXT_SIZE];
    years_number(from, language, low);
    years_number(to, language, high);
    if (isinf(low) || strcmp(from, to) == 0) return text_years(text, language, low);
    if (isinf(high)) {
        snprintf(text, TEXT_SIZE, "%s %.24s %s %s %.24s", how->between, from, how->years, how->and,
                 to);
    } else {
        snprintf(text, TEXT_SIZE, "%.24s %s %.24s %s", from, how->to, to, how->years);
    }
    return text;
}

/* A change by fewer people than this is told in tenths. */
static const double FEW_CHANGE = 9.95;

static int people_decimals(double people)
{
    return fabs(people) >= 3.0 || people == round(people) ? 0 : 1;
}

const char *text_people(char text[TEXT_SIZE], Language language, double people)
{
    return text_number(text, language, people, people_decimals(people));
}

/* Does a number of people of so many need a decimal of its own? */
static bool people_in_tenths(double people, double of)
{
    bool all = people < of && round(people) == of;
    bool few = of < 10 && people != round(people);
    return all || few || people_decimals(people) > 0;
}

const char *text_people_of(char text[TEXT_SIZE], Language language, double people, double of)
{
    return text_number(text, language, people, people_in_tenths(people, of) ? 1 : 0);
}

double text_people_change(char before[TEXT_SIZE], char after[TEXT_SIZE], Language language,
                          double from, double to, double of)
{
    double change = fabs(to - from);
    bool same = change < TEXT_LEAST_CHANGE;
    bool tenths = people_in_tenths(from, of) || people_in_tenths(to, of);
    tenths |= !same && change < FEW_CHANGE && change != round(change);
    return text_change(before, after, language, same ? to : from, to, tenths ? 1 : 0);
}

double text_change(char before[TEXT_SIZE], char after[TEXT_SIZE], Language language, double from,
                   double to, int decimals)
{
    text_number(before, language, from, decimals);
    text_number(after, language, to, decimals);
    return rounded(to, decimals) - rounded(from, decimals);
}

const char *text_people_range(char text[TEXT_SIZE], Language language, double low, double high)
{
    int of_low = people_decimals(low), of_high = people_decimals(high);
    return write_range(text, language, low, high, of_low > of_high ? of_low : of_high);
}

/* ---- filling, breaking ---- */

/* The number in braces at `p`, such as {3}, or -1. */
static int slot_at(const char *p)
{
    return p[0] == '{' && p[1] >= '0' && p[1] <= '9' && p[2] == '}' ? p[1] - '0' : -1;
}

char *text_fill(Arena *arena, const char *pattern, const char *const *argument, int n)
{
    size_t length = strlen(pattern) + 1, used = 0;
    for (const char *p = pattern; *p; p++) {
        int slot = slot_at(p);
        if (slot >= 0 && slot < n) length += strlen(argument[slot]);
    }
    char *text = arena_alloc(arena, length, 1);
    if (text == NULL) return NULL;
    for (const char *p = pattern; *p; p++) {
        int slot = slot_at(p);
        if (slot >= 0 && slot < n) {
            size_t bytes = strlen(argument[slot]);
            memcpy(text + used, argument[slot], bytes);
            used += bytes;
            p += 2;
        } else {
            text[used++] = *p;
        }
    }
    text[used] = '\0';
    return text;
}

static bool begins_character(char byte)
{
    return ((unsigned char)byte & 0xC0u) != 0x80u;
}

int text_columns(const char *text)
{
    int columns = 0;
    for (; *text; text++) {
        if (begins_character(*text)) columns++;
    }
    return columns;
}

size_t text_break(const char *text, int columns, const char **next)
{
    const char *last = NULL, *p = text;
    int used = 0;
    for (; *p; p++) {
        if (*p == ' ' && p[1] != '%' && p > text) last = p;
        if (!begins_character(*p)) continue;
        if (used == columns) break;
        used++;
    }
    if (*p == '\0' || (last == NULL && used == 0)) { /* the rest fits, or columns is 0 */
        *next = text + strlen(text);
        return strlen(text);
    }
    if (last == NULL) {
        *next = p;
        return (size_t)(p - text);
    }
    *next = last + 1;
    return (size_t)(last - text);
}

static bool is_latin(const char *letter, unsigned char first, unsigned char last)
{
    return (unsigned char)letter[0] == 0xC3u && (unsigned char)letter[1] >= first &&
           (unsigned char)letter[1] <= last;
}

static bool is_capital(const char *letter)
{
    return (letter[0] >= 'A' && letter[0] <= 'Z') ||
           (is_latin(letter, 0x80u, 0x9Eu) && (unsigned char)letter[1] != 0x97u);
}

char *text_capital(Arena *arena, const char *text)
{
    char *copy = arena_text(arena, text, strlen(text));
    if (copy == NULL) return NULL;
    if (copy[0] >= 'a' && copy[0] <= 'z') {
        copy[0] = (char)(copy[0] - ('a' - 'A'));
    } else if (is_latin(copy, 0xA0u, 0xBEu) && (unsigned char)copy[1] != 0xB7u) {
        copy[1] = (char)((unsigned char)copy[1] - 0x20u);
    }
    return copy;
}

char *text_small(Arena *arena, const char *text)
{
    char *copy = arena_text(arena, text, strlen(text));
    if (copy == NULL || !is_capital(copy)) return copy;
    size_t first = begins_character(copy[1]) ? 1 : 2;
    for (size_t i = first; copy[i] && copy[i] != ' '; i++) {
        if (is_capital(copy + i)) return copy;
    }
    if (first == 1) {
        copy[0] = (char)(copy[0] + ('a' - 'A'));
    } else {
        copy[1] = (char)((unsigned char)copy[1] + 0x20u);
    }
    return copy;
}

#include "inputs/quantity.h"

#include "base/number.h"
#include "inputs/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A piece of the text that is read. */
typedef struct {
    const char *text;
    size_t length;
} Span;

/* Where problems with it are noted. */
typedef struct {
    Where where;
    const char *key;
    Problems *problems;
} Place;

static const char quantity_expected[] =
    "a number, 'estimate (low..high)' or a distribution such as 'beta(8 980)'";

static Span span_trim(Span span)
{
    text_trim(&span.text, &span.length);
    return span;
}

static Status refuse(const Place *place, const char *expected, Span found, const char *hint)
{
    text_expected(place->problems, place->where, place->key, expected, found.text, found.length,
                  hint);
    return STATUS_INPUT;
}

static Status read_number(const Place *place, Span span, const char *expected, double *value)
{
    char hint_text[64];
    const char *hint = NULL;
    if (number_read(span.text, span.length, value, hint_text, &hint)) {
        return STATUS_OK;
    }
    return refuse(place, expected, span, hint);
}

/* Parts `span` at the first `mark`; false when it is not there. */
static bool split(Span span, const char *mark, Span *before, Span *after)
{
    const size_t n = strlen(mark);
    for (size_t i = 0; i + n <= span.length; i++) {
        if (memcmp(span.text + i, mark, n) == 0) {
            *before = span_trim((Span){span.text, i});
            *after = span_trim((Span){span.text + i + n, span.length - i - n});
            return true;
        }
    }
    return false;
}

static Status read_interval(const Place *place, Span head, Span bounds, Quantity *quantity)
{
    Span low, high;
    quantity->kind = QUANTITY_INTERVAL;
    Status status = read_number(place, head, "a number before the bounds", &quantity->estimate);
    if (!split(bounds, "..", &low, &high)) {
        return refuse(place, "bounds 'low..high' in the brackets", bounds, "part them with '..'");
    }
    const Status lower = read_number(place, low, "a number as the low bound", &quantity->low);
    const Status upper = read_number(place, high, "a number as the high bound", &quantity->high);
    if (lower != STATUS_OK || upper != STATUS_OK) return STATUS_INPUT;
    if (!(quantity->low < quantity->high)) {
        return refuse(place, "a low bound below the high one", bounds, NULL);
    }
    return status;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_parting(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == ',' || c == ';';
}

/* Does the comma at `i` stand right between two digits, as in 0,5? */
static bool is_tight(Span span, size_t i)
{
    return span.text[i] == ',' && i > 0 && i + 1 < span.length && is_digit(span.text[i - 1]) &&
           is_digit(span.text[i + 1]);
}

/* Where something else parts the numbers, a tight comma does not: beta(8,980) are two numbers, and so are
 * beta(0,5 3), whose comma is a decimal one. */
static bool has_other_parting(Span span)
{
    for (size_t i = 0; i < span.length; i++)
        if (is_parting(span.text[i]) && !is_tight(span, i)) return true;
    return false;
}

/* Takes one argument off *rest: a text up to blanks, with at most one ',' or ';' among them; tight commas
 * are `kept` in it. */
static Span next_argument(Span *rest, bool kept)
{
    Span argument = {rest->text, 0};
    while (argument.length < rest->length && (!is_parting(rest->text[argument.length]) ||
                                              (kept && is_tight(*rest, argument.length)))) {
        argument.length++;
    }
    *rest = span_trim((Span){rest->text + argument.length, rest->length - argument.length});
    if (rest->length > 1 && (rest->text[0] == ',' || rest->text[0] == ';')) {
        *rest = span_trim((Span){rest->text + 1, rest->length - 1});
    }
    return argument;
}

static Status read_named(const Place *place, Span head, Span arguments, Arena *arena,
                         Quantity *quantity)
{
    Status status = STATUS_OK;
    Span rest = arguments;
    const bool kept = has_other_parting(arguments);
    quantity->kind = QUANTITY_NAMED;
    quantity->family = arena_text(arena, head.text, head.length);
    if (quantity->family == NULL) {
        status = STATUS_MEMORY;
        goto out;
    }
    if (rest.length == 0) {
        TRY(refuse(place, "numbers in the brackets", arguments, NULL));
    }
    while (rest.length > 0) {
        if (quantity->n_arguments == QUANTITY_ARGUMENTS) {
            TRY(refuse(place, "at most 4 numbers in the brackets", arguments, NULL));
        }
        const Span argument = next_argument(&rest, kept);
        const Status read = read_number(place, argument, "a number in the brackets",
                                        &quantity->argument[quantity->n_arguments++]);
        if (read != STATUS_OK) status = read;
        if (argument.length == 0) break;
    }
out:
    return status;
}

/* Takes `head (inside)` apart. */
static Status split_brackets(const Place *place, Span whole, Span *head, Span *inside)
{
    Span rest, behind;
    if (!split(whole, "(", head, &rest)) {
        return refuse(place, quantity_expected, whole, NULL);
    }
    if (!split(rest, ")", inside, &behind)) {
        return refuse(place, "a closing ')'", whole,
                      "inside {} and [] a comma ends a value: part numbers with blanks");
    }
    if (behind.length > 0) {
        return refuse(place, "nothing after the ')'", behind, NULL);
    }
    return STATUS_OK;
}

static Status read_fixed(const Place *place, Span whole, Quantity *quantity)
{
    Span low, high;
    if (split(whole, "..", &low, &high)) {
        return refuse(place, quantity_expected, whole, "write the estimate before the bounds");
    }
    quantity->kind = QUANTITY_FIXED;
    return read_number(place, whole, quantity_expected, &quantity->estimate);
}

Status quantity_read(const char *text, Where where, const char *key, Arena *arena,
                     Problems *problems, Quantity *quantity)
{
    Status status = STATUS_OK;
    const Place place = {where, key, problems};
    const Span whole = span_trim((Span){text, strlen(text)});
    Span head, inside;
    *quantity = (Quantity){.kind = QUANTITY_FIXED};
    if (memchr(whole.text, '(', whole.length) == NULL) {
        TRY(read_fixed(&place, whole, quantity));
        goto out;
    }
    TRY(split_brackets(&place, whole, &head, &inside));
    if (text_is_name(head.text, head.length)) {
        TRY(read_named(&place, head, inside, arena, quantity));
    } else {
        TRY(read_interval(&place, head, inside, quantity));
    }
out:
    return status;
}

/* A whole number that fits an int with room to count on. */
static bool is_whole(Span span, int *value)
{
    char hint_text[64];
    const char *hint = NULL;
    double number = 0;
    if (!number_read(span.text, span.length, &number, hint_text, &hint)) {
        return false;
    }
    if (number != floor(number) || fabs(number) > 1e9) {
        return false;
    }
    *value = (int)number;
    return true;
}

/* Notes what is no range, with the right spelling when another sign parts the two numbers. */
static Status refuse_range(const Place *place, Span whole)
{
    static const char *const signs[] = {"-", "\xE2\x80\x93", "\xE2\x80\xA6", ":", ",", ";", " "};
    char hint[64];
    int first = 0, last = 0;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        Span before, after;
        if (split(whole, signs[i], &before, &after) && is_whole(before, &first) &&
            is_whole(after, &last) && first <= last) {
            snprintf(hint, sizeof hint, "write %d..%d", first, last);
            return refuse(place, "a range 'first..last' of whole numbers", whole, hint);
        }
    }
    return refuse(place, "a range 'first..last' of whole numbers", whole, NULL);
}

Status range_read(const char *text, Where where, const char *key, Problems *problems, int *first,
                  int *last)
{
    const Place place = {where, key, problems};
    const Span whole = span_trim((Span){text, strlen(text)});
    Span before = whole, after = whole;
    split(whole, "..", &before, &after);
    *first = *last = 0;
    if (!is_whole(before, first) || !is_whole(after, last)) {
        return refuse_range(&place, whole);
    }
    if (*first > *last) {
        return refuse(&place, "a range whose first is not above its last", whole, NULL);
    }
    return STATUS_OK;
}

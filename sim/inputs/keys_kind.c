#include "inputs/keys_kind.h"

#include "base/number.h"
#include "inputs/text.h"

#include <limits.h>
#include <math.h>
#include <string.h>

/* A text to check, and everything its check may need. */
typedef struct {
    const Key *key;
    const char *text;
    Where where;
    const char *place;
    Arena *arena;
    Problems *problems;
} Value;

static Status refuse(const Value *value, const char *hint)
{
    char expected[KIND_EXPECTED];
    text_expected(value->problems, value->where, value->place, kind_expected(value->key, expected),
                  value->text, strlen(value->text), hint);
    return STATUS_INPUT;
}

static bool is_within(const Key *key, double number)
{
    return number >= key->low && number <= key->high;
}

static bool read_number(const Key *key, const char *text, double *value, char hint_text[64],
                        const char **hint)
{
    const size_t n = strlen(text);
    if (key->kind != KEY_INTEGER) {
        return number_read(text, n, value, hint_text, hint);
    }
    return number_read_whole(text, n, value, hint_text, hint) && *value >= INT_MIN &&
           *value <= INT_MAX;
}

bool kind_number(const Key *key, const char *text, double *value)
{
    char hint_text[64];
    const char *hint = NULL;
    return read_number(key, text, value, hint_text, &hint) && is_within(key, *value);
}

static Status check_text(const Value *value)
{
    (void)value; /* kind_check has refused the empty one */
    return STATUS_OK;
}

static Status check_name(const Value *value)
{
    return text_is_name(value->text, strlen(value->text)) ? STATUS_OK : refuse(value, NULL);
}

/* Takes the next of "a|b|c" off *choices into name[n]; false at the end. */
static bool next_choice(const char **choices, const char **name, size_t *n)
{
    if (**choices == '\0') {
        return false;
    }
    *name = *choices;
    *n = strcspn(*choices, "|");
    *choices += *n + ((*choices)[*n] == '|' ? 1 : 0);
    return true;
}

static bool is_choice(const Key *key, const char *text)
{
    const char *choices = key->choices;
    const char *name = NULL;
    for (size_t n = 0; next_choice(&choices, &name, &n);) {
        if (strlen(text) == n && memcmp(text, name, n) == 0) {
            return true;
        }
    }
    return false;
}

static Status check_choice(const Value *value)
{
    enum { MOST_CHOICES = 64 };
    const char *names[MOST_CHOICES];
    const char *choices = value->key->choices;
    const char *name = NULL;
    size_t n_names = 0;
    if (is_choice(value->key, value->text)) {
        return STATUS_OK;
    }
    for (size_t n = 0; n_names < MOST_CHOICES && next_choice(&choices, &name, &n); n_names++) {
        names[n_names] = arena_text(value->arena, name, n);
        if (names[n_names] == NULL) {
            return STATUS_MEMORY;
        }
    }
    char expected[KIND_EXPECTED];
    /* any letter is near to any other */
    const bool letter = text_characters(value->text, strlen(value->text)) == 1;
    problems_expected(value->problems, value->where, value->place,
                      kind_expected(value->key, expected), value->text,
                      letter ? NULL : problems_nearest(value->text, names, n_names));
    return STATUS_INPUT;
}

/* For a share that was written in per cent. */
static const char *share_hint(const Key *key, double number, char hint_text[64])
{
    const bool share = key->low >= 0 && key->high <= 1 && number / 100 <= key->high;
    return share && key->kind != KEY_INTEGER ? number_hint_share(number, hint_text) : NULL;
}

static Status check_number(const Value *value)
{
    char hint_text[64];
    const char *hint = NULL;
    double number = 0;
    if (kind_number(value->key, value->text, &number)) {
        return STATUS_OK;
    }
    if (read_number(value->key, value->text, &number, hint_text, &hint)) {
        hint = share_hint(value->key, number, hint_text);
    }
    return refuse(value, hint);
}

/* Calendar years where years are counted from a start: "programme year", "years since entry". */
static const char *calendar_hint(const Key *key, int first, char hint_text[64])
{
    static const int FIRST_CALENDAR = 1900;
    if (first < FIRST_CALENDAR || key->high >= FIRST_CALENDAR || key->unit == NULL) return NULL;
    snprintf(hint_text, 64, "no calendar years: the unit is %s, from %.10g", key->unit, key->low);
    return hint_text;
}

static Status check_range(const Value *value)
{
    Status status = STATUS_OK;
    int first = 0, last = 0;
    char hint_text[64];
    TRY(range_read(value->text, value->where, value->place, value->problems, &first, &last));
    if (!is_within(value->key, first) || !is_within(value->key, last)) {
        TRY(refuse(value, calendar_hint(value->key, first, hint_text)));
    }
out:
    return status;
}

/* The arguments of a named distribution are its family's to judge. */
static Status check_quantity(const Value *value)
{
    Status status = STATUS_OK;
    char hint_text[64];
    Quantity quantity;
    TRY(quantity_read(value->text, value->where, value->place, value->arena, value->problems,
                      &quantity));
    bool within = quantity.kind == QUANTITY_NAMED || is_within(value->key, quantity.estimate);
    if (quantity.kind == QUANTITY_INTERVAL) {
        within = within && is_within(value->key, quantity.low) &&
                 is_within(value->key, quantity.high);
    }
    if (!within) {
        TRY(refuse(value, quantity.kind == QUANTITY_FIXED
                              ? share_hint(value->key, quantity.estimate, hint_text)
                              : NULL));
    }
out:
    return status;
}

/* Bounds can be checked only where no parameter is named. */
static Status check_product(const Value *value)
{
    Status status = STATUS_OK;
    ProductText product;
    TRY(product_read(value->text, value->where, value->place, value->arena, value->problems,
                     &product));
    bool known = true;
    double number = 1;
    for (int i = 0; i < product.n; i++) {
        known = known && product.factor[i].name == NULL;
        number *= product.factor[i].number;
    }
    if (known && !is_within(value->key, number)) {
        TRY(refuse(value, NULL));
    }
out:
    return status;
}

/* The kinds, in the order of KeyKind. */
typedef struct {
    KeyKind kind;
    const char *noun; /* NULL: the unit's, or "a number" */
    bool bounded;     /* low and high belong to what is expected */
    bool scalar, list, map;
    Status (*check)(const Value *value); /* of scalars */
} KindRow;

static const KindRow kinds[] = {
    {KEY_TEXT, "a text", false, true, false, false, check_text},
    {KEY_NAME, "a name (letters, digits, '_', '-' and '.', begun by a letter)", false, true, false,
     false, check_name},
    {KEY_CHOICE, "one of", false, true, false, false, check_choice},
    {KEY_INTEGER, "a whole number", true, true, false, false, check_number},
    {KEY_NUMBER, NULL, true, true, false, false, check_number},
    {KEY_RANGE, "a range 'first..last'", true, true, false, false, check_range},
    {KEY_QUANTITY, NULL, true, true, false, false, check_quantity},
    {KEY_PRODUCT, NULL, true, true, false, false, check_product},
    {KEY_MAP, "a map", false, false, false, true, NULL},
    {KEY_LIST, "a list", false, false, true, false, NULL},
    {KEY_MAP_OR_LIST, "a map or a list of maps", false, false, true, true, NULL},
    {KEY_ANY, "a value", false, true, true, true, NULL},
    {KEY_WORD, "a known key", false, true, true, true, NULL}, /* its value is not looked at */
};

/* Units that are nouns of their own kind of number. */
static const struct {
    const char *unit, *noun;
} unit_nouns[] = {{"share", "a share"},
                  {"probability", "a probability"},
                  {"ratio", "a ratio"},
                  {"rate", "a rate"}};

static const char *noun(const Key *key)
{
    if (kinds[key->kind].noun != NULL) {
        return kinds[key->kind].noun;
    }
    for (size_t i = 0; i < sizeof unit_nouns / sizeof *unit_nouns; i++) {
        if (key->unit != NULL && strcmp(key->unit, unit_nouns[i].unit) == 0) {
            return unit_nouns[i].noun;
        }
    }
    return "a number";
}

static size_t add_bounds(const Key *key, char *text, size_t size)
{
    char low[NUMBER_TEXT], high[NUMBER_TEXT];
    number_write(low, key->low);
    number_write(high, key->high);
    int n = 0;
    if (isfinite(key->low) && isfinite(key->high)) {
        n = snprintf(text, size, " from %s to %s", low, high);
    } else if (isfinite(key->low)) {
        n = snprintf(text, size, " of at least %s", low);
    } else if (isfinite(key->high)) {
        n = snprintf(text, size, " of at most %s", high);
    }
    return n < 0 ? 0 : (size_t)n;
}

static void add_choices(const Key *key, char *text, size_t size)
{
    const char *choices = key->choices;
    const char *name = NULL;
    const char *parting = " ";
    size_t n = 0, at = 0;
    while (next_choice(&choices, &name, &n) && at < size) {
        const int n_added = snprintf(text + at, size - at, "%s%.*s", parting, (int)n, name);
        at += n_added < 0 ? 0 : (size_t)n_added;
        parting = ", ";
    }
}

const char *kind_expected(const Key *key, char text[KIND_EXPECTED])
{
    const int n = snprintf(text, KIND_EXPECTED, "%s", noun(key));
    const size_t at = n < 0 ? 0 : (size_t)n;
    if (kinds[key->kind].bounded) {
        add_bounds(key, text + at, KIND_EXPECTED - at);
    }
    if (key->kind == KEY_CHOICE) {
        add_choices(key, text + at, KIND_EXPECTED - at);
    }
    return text;
}

bool kind_takes(const Key *key, YamlKind kind)
{
    const KindRow *row = &kinds[key->kind];
    return kind == YAML_SCALAR ? row->scalar : kind == YAML_LIST ? row->list : row->map;
}

bool kind_is_scalar(const Key *key)
{
    return kinds[key->kind].check != NULL;
}

Status kind_check(const Key *key, const char *text, Where where, const char *place, Arena *arena,
                  Problems *problems)
{
    const Value value = {key, text, where, place, arena, problems};
    return text[0] == '\0' ? refuse(&value, NULL) : kinds[key->kind].check(&value);
}

/* product_read of quantity.h: factor { '*' factor }, where a factor is a number, a name or
 * '(' '1' '-' atom ')'; or the whole is `1 - atom`. */
#include "base/number.h"
#include "inputs/quantity.h"
#include "inputs/text.h"

#include <string.h>

typedef struct {
    const char *text;
    size_t length;
    size_t at;
    Where where;
    const char *key;
    Arena *arena;
    Problems *problems;
} Scan;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static void skip_blanks(Scan *scan)
{
    while (scan->at < scan->length && is_blank(scan->text[scan->at])) {
        scan->at++;
    }
}

/* Takes `c` and the blanks after it, if it comes next. */
static bool take(Scan *scan, char c)
{
    if (scan->at == scan->length || scan->text[scan->at] != c) {
        return false;
    }
    scan->at++;
    skip_blanks(scan);
    return true;
}

static int column_at(const Scan *scan, size_t at)
{
    const int column = scan->where.column;
    return column == 0 ? 0 : column + (int)text_characters(scan->text, at);
}

/* The hint for a number written wrongly (`1 000`, `3 %`) between the '*' on both sides of `at`. */
static const char *number_hint(const Scan *scan, size_t at, char hint_text[64])
{
    const char *hint = NULL;
    double number = 0;
    size_t begin = at, end = at;
    while (begin > 0 && scan->text[begin - 1] != '*') begin--;
    while (end < scan->length && scan->text[end] != '*') end++;
    const char *text = scan->text + begin;
    size_t length = end - begin;
    text_trim(&text, &length);
    number_read(text, length, &number, hint_text, &hint);
    return hint;
}

/* Notes what stands from `at` on. */
static Status refuse(const Scan *scan, size_t at, const char *expected, const char *hint)
{
    const Where where = {scan->where.file, scan->where.line, column_at(scan, at)};
    char hint_text[64];
    const char *better = number_hint(scan, at, hint_text);
    text_expected(scan->problems, where, scan->key, expected, scan->text + at, scan->length - at,
                  better != NULL ? better : hint);
    return STATUS_INPUT;
}

static bool is_sign(char c)
{
    return c == '-' || c == '+';
}

/* Where the number or name that begins at `at` ends. A '-' ends a number (`1-p`) but not a name. */
static size_t atom_end(const Scan *scan, size_t at, bool name)
{
    size_t end = at;
    for (; end < scan->length; end++) {
        const char c = scan->text[end];
        const bool exponent = end > at &&
                              (scan->text[end - 1] == 'e' || scan->text[end - 1] == 'E');
        if (is_blank(c) || c == '*' || c == '(' || c == ')') {
            break;
        }
        if (!name && is_sign(c) && end > at && !exponent) {
            break;
        }
    }
    return end;
}

static bool begins_number(char c)
{
    return (c >= '0' && c <= '9') || is_sign(c) || c == '.' || c == ',';
}

static Status read_atom(Scan *scan, ProductFactor *factor)
{
    static const char expected[] = "a number, a parameter's name or (1 - name)";
    Status status = STATUS_OK;
    const char *text = scan->text + scan->at;
    const bool number = scan->at < scan->length && begins_number(text[0]);
    const size_t n = atom_end(scan, scan->at, !number) - scan->at;
    char hint_text[64];
    const char *hint = NULL;
    *factor = (ProductFactor){.column = column_at(scan, scan->at)};
    if (number ? !number_read(text, n, &factor->number, hint_text, &hint)
               : !text_is_name(text, n)) {
        TRY(refuse(scan, scan->at, expected, NULL));
    }
    if (!number) {
        factor->name = arena_text(scan->arena, text, n);
        status = factor->name == NULL ? STATUS_MEMORY : STATUS_OK;
    }
    scan->at += n;
    skip_blanks(scan);
out:
    return status;
}

static bool is_one(const ProductFactor *factor)
{
    return factor->name == NULL && factor->number >= 1 && factor->number <= 1;
}

/* What follows `1 -`. */
static Status read_complement(Scan *scan, int column, ProductFactor *factor)
{
    Status status = STATUS_OK;
    TRY(read_atom(scan, factor));
    factor->complement = factor->name != NULL;
    factor->number = factor->name == NULL ? 1 - factor->number : 0;
    factor->column = column;
out:
    return status;
}

static Status read_factor(Scan *scan, ProductFactor *factor)
{
    Status status = STATUS_OK;
    const int column = column_at(scan, scan->at);
    const size_t begin = scan->at;
    if (!take(scan, '(')) {
        TRY(read_atom(scan, factor));
        goto out;
    }
    TRY(read_atom(scan, factor));
    if (!is_one(factor) || !take(scan, '-')) {
        TRY(refuse(scan, begin, "(1 - name)", NULL));
    }
    TRY(read_complement(scan, column, factor));
    if (!take(scan, ')')) {
        TRY(refuse(scan, scan->at, "a closing ')' after (1 - name", NULL));
    }
out:
    return status;
}

/* `1 - name` needs no brackets where it is all there is. */
static Status read_bare_complement(Scan *scan, ProductFactor *factor)
{
    Status status = STATUS_OK;
    TRY(read_complement(scan, factor->column, factor));
    if (scan->at < scan->length) {
        TRY(refuse(scan, 0, "a product", "write (1 - name)"));
    }
out:
    return status;
}

static Status read_factors(Scan *scan, ProductText *product)
{
    Status status = STATUS_OK;
    do {
        if (product->n == PRODUCT_FACTORS) {
            TRY(refuse(scan, scan->at, "at most 8 factors", NULL));
        }
        TRY(read_factor(scan, &product->factor[product->n++]));
    } while (take(scan, '*'));
    if (product->n == 1 && is_one(&product->factor[0]) && take(scan, '-')) {
        TRY(read_bare_complement(scan, &product->factor[0]));
    }
    if (scan->at < scan->length) {
        TRY(refuse(scan, scan->at, "'*' between factors",
                   scan->text[scan->at] == '-' ? "write (1 - name)" : NULL));
    }
out:
    return status;
}

Status product_read(const char *text, Where where, const char *key, Arena *arena,
                    Problems *problems, ProductText *product)
{
    Status status = STATUS_OK;
    Scan scan = {.text = text,
                 .length = strlen(text),
                 .where = where,
                 .key = key,
                 .arena = arena,
                 .problems = problems};
    *product = (ProductText){0};
    skip_blanks(&scan);
    TRY(read_factors(&scan, product));
out:
    return status;
}

#include "sample.h"

#include <criterion/criterion.h>
#include <string.h>

#define N_OF(array) (sizeof(array) / sizeof *(array))

static const Where place = {"t.csv", 3, 10};

/* The message of one problem without its place, which is checked here. */
static const char *after_place(const char *messages, const char *position)
{
    const size_t n = strlen(position);
    cr_assert(strncmp(messages, position, n) == 0, "%s does not begin with %s", messages, position);
    return messages + n;
}

Test(quantity, the_three_forms_are_read)
{
    static const struct {
        const char *text;
        Quantity expected;
    } cases[] = {
        {"3.5", {.kind = QUANTITY_FIXED, .estimate = 3.5}},
        {"  -4e6\t", {.kind = QUANTITY_FIXED, .estimate = -4e6}},
        {"1.6 (1.1..2.4)", {QUANTITY_INTERVAL, 1.6, 1.1, 2.4, NULL, {0}, 0}},
        {"-1(-2..-0.5)", {QUANTITY_INTERVAL, -1, -2, -0.5, NULL, {0}, 0}},
        {"1 ( 0.5 .. 2 ) ", {QUANTITY_INTERVAL, 1, 0.5, 2, NULL, {0}, 0}},
        {"beta(8 980)", {QUANTITY_NAMED, 0, 0, 0, "beta", {8, 980}, 2}},
        {"beta(8, 980)", {QUANTITY_NAMED, 0, 0, 0, "beta", {8, 980}, 2}},
        {"beta(8,980)", {QUANTITY_NAMED, 0, 0, 0, "beta", {8, 980}, 2}},
        {"beta(8,-980)", {QUANTITY_NAMED, 0, 0, 0, "beta", {8, -980}, 2}},
        {"beta(8 ,980)", {QUANTITY_NAMED, 0, 0, 0, "beta", {8, 980}, 2}},
        {"pert (1;2 ; 3)", {QUANTITY_NAMED, 0, 0, 0, "pert", {1, 2, 3}, 3}},
        {"x(1 -2 3e-1 +4)", {QUANTITY_NAMED, 0, 0, 0, "x", {1, -2, 0.3, 4}, 4}},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        Problems problems = {0};
        Quantity got;
        const Quantity *expected = &cases[i].expected;
        cr_assert_eq(quantity_read(cases[i].text, place, "k", &arena, &problems, &got), STATUS_OK,
                     "%s: %s", cases[i].text, sample_messages(&problems, &arena));
        cr_expect_eq(got.kind, expected->kind, "%s", cases[i].text);
        cr_expect_eq(got.estimate, expected->estimate, "%s", cases[i].text);
        cr_expect_eq(got.low, expected->low, "%s", cases[i].text);
        cr_expect_eq(got.high, expected->high, "%s", cases[i].text);
        cr_expect_eq(got.n_arguments, expected->n_arguments, "%s", cases[i].text);
        cr_expect_arr_eq(got.argument, expected->argument, sizeof got.argument, "%s",
                         cases[i].text);
        if (expected->family != NULL) {
            cr_expect_str_eq(got.family, expected->family);
        }
        arena_free(&arena);
    }
}

Test(quantity, what_is_no_quantity_is_refused_with_the_next_step)
{
    static const char forms[] =
        "a number, 'estimate (low..high)' or a distribution such as 'beta(8 980)'";
    static const struct {
        const char *text, *expected, *rest;
    } cases[] = {
        {"", forms, "got nothing"},
        {"3,5", forms, "got \"3,5\"; write 3.5"},
        {"1 000", forms, "got \"1 000\"; write 1000"},
        {"3 %", forms, "got \"3 %\"; write 0.03"},
        {"high", forms, "got \"high\""},
        {"1.1..2.4", forms, "got \"1.1..2.4\"; write the estimate before the bounds"},
        {"(1.1..2.4)", "a number before the bounds", "got nothing"},
        {"1,6 (1.1..2.4)", "a number before the bounds", "got \"1,6\"; write 1.6"},
        {"1.6 (1,1..2.4)", "a number as the low bound", "got \"1,1\"; write 1.1"},
        {"1.6 (1.1..)", "a number as the high bound", "got nothing"},
        {"1.6 (1.1, 2.4)", "bounds 'low..high' in the brackets",
         "got \"1.1, 2.4\"; part them with '..'"},
        {"1.6 (2.4..1.1)", "a low bound below the high one", "got \"2.4..1.1\""},
        {"1.6 (1..1)", "a low bound below the high one", "got \"1..1\""},
        {"1.6 (1.1..2.4) kr", "nothing after the ')'", "got \"kr\""},
        {"normal(2", "a closing ')'",
         "got \"normal(2\"; inside {} and [] a comma ends a value: part numbers with blanks"},
        {"normal()", "numbers in the brackets", "got nothing"},
        {"normal(2 a)", "a number in the brackets", "got \"a\""},
        {"normal(1 2 3 4 5)", "at most 4 numbers in the brackets", "got \"1 2 3 4 5\""},
        {"normal(2,)", "a number in the brackets", "got nothing"},
        {"normal(0,5 3)", "a number in the brackets", "got \"0,5\"; write 0.5"},
        {"normal(3, 0,5)", "a number in the brackets", "got \"0,5\"; write 0.5"},
        {"normal(3;1,000)", "a number in the brackets", "got \"1,000\"; write 1.000 or 1000"},
        {"normal(nan 1)", "a number in the brackets", "got \"nan\"; write a finite number"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        Problems problems = {0};
        Quantity got;
        cr_expect_eq(quantity_read(cases[i].text, place, "k", &arena, &problems, &got),
                     STATUS_INPUT, "%s", cases[i].text);
        const char *messages = sample_messages(&problems, &arena);
        cr_expect_str_eq(after_place(messages, "t.csv:3:10: k: expected "),
                         arena_format(&arena, "%s, %s\n", cases[i].expected, cases[i].rest), "%s",
                         cases[i].text);
        arena_free(&arena);
    }
}

Test(quantity, ranges_are_whole_numbers_in_order)
{
    static const struct {
        const char *text;
        Status status;
        int first, last;
        const char *message;
    } cases[] = {
        {"7..15", STATUS_OK, 7, 15, ""},
        {" 7 .. 15 ", STATUS_OK, 7, 15, ""},
        {"7", STATUS_OK, 7, 7, ""},
        {"-3..-3", STATUS_OK, -3, -3, ""},
        {"0..1e9", STATUS_OK, 0, 1000000000, ""},
        {"", STATUS_INPUT, 0, 0, "range 'first..last' of whole numbers, got nothing"},
        {"..", STATUS_INPUT, 0, 0, "range 'first..last' of whole numbers, got \"..\""},
        {"7...15", STATUS_INPUT, 0, 0, "range 'first..last' of whole numbers, got \"7...15\""},
        {"7-15", STATUS_INPUT, 0, 0,
         "range 'first..last' of whole numbers, got \"7-15\"; write 7..15"},
        {"7.5..8", STATUS_INPUT, 0, 0, "range 'first..last' of whole numbers, got \"7.5..8\""},
        {"0..1e10", STATUS_INPUT, 0, 0, "range 'first..last' of whole numbers, got \"0..1e10\""},
        {"15..7", STATUS_INPUT, 0, 0, "range whose first is not above its last, got \"15..7\""},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        Problems problems = {0};
        int first = 0, last = 0;
        cr_expect_eq(range_read(cases[i].text, place, "k", &problems, &first, &last),
                     cases[i].status, "%s", cases[i].text);
        const char *messages = sample_messages(&problems, &arena);
        if (cases[i].status == STATUS_OK) {
            cr_expect_str_eq(messages, "");
            cr_expect_eq(first, cases[i].first, "%s", cases[i].text);
            cr_expect_eq(last, cases[i].last, "%s", cases[i].text);
        } else {
            cr_expect_str_eq(after_place(messages, "t.csv:3:10: k: expected a "),
                             arena_format(&arena, "%s\n", cases[i].message));
        }
        arena_free(&arena);
    }
}

/* Factors as text: name, or number, `~` before a complement, `@` and the column. */
static const char *product_text(const ProductText *product, Arena *arena)
{
    const char *all = "";
    for (int i = 0; i < product->n; i++) {
        const ProductFactor *factor = &product->factor[i];
        if (factor->name != NULL) {
            all = arena_format(arena, "%s%s%s@%d ", all, factor->complement ? "~" : "",
                               factor->name, factor->column);
        } else {
            all = arena_format(arena, "%s%g@%d ", all, factor->number, factor->column);
        }
    }
    return all;
}

Test(quantity, products_are_numbers_names_and_complements)
{
    static const struct {
        const char *text, *factors;
    } cases[] = {
        {"0.3", "0.3@10 "},
        {"-0.3", "-0.3@10 "},
        {"tax_rate", "tax_rate@10 "},
        {"tax_rate * kept.share-2", "tax_rate@10 kept.share-2@21 "},
        {"0.5 * (1 - p_stay)", "0.5@10 ~p_stay@16 "},
        {"(1-p)*(1 -q)*2e-3*r", "~p@10 ~q@16 0.002@23 r@28 "},
        {"1 - p", "~p@10 "},
        {"1-p", "~p@10 "},
        {"1 - 0.25", "0.75@10 "},
        {"(1 - 0.25)", "0.75@10 "},
        {"  2 *\xC3\xA5ldersandel*3", "2@12 \xC3\xA5ldersandel@15 3@27 "},
        {"1*2*3*4*5*6*7*8", "1@10 2@12 3@14 4@16 5@18 6@20 7@22 8@24 "},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        Problems problems = {0};
        ProductText product;
        cr_assert_eq(product_read(cases[i].text, place, "k", &arena, &problems, &product),
                     STATUS_OK, "%s: %s", cases[i].text, sample_messages(&problems, &arena));
        cr_expect_str_eq(product_text(&product, &arena), cases[i].factors);
        arena_free(&arena);
    }
}

Test(quantity, what_is_no_product_is_refused_where_it_goes_wrong)
{
    static const char atom[] = "a number, a parameter's name or (1 - name)";
    static const struct {
        const char *text;
        int column;
        const char *expected, *rest;
    } cases[] = {
        {"", 10, atom, "got nothing"},
        {"* 3", 10, atom, "got \"* 3\""},
        {"a *", 13, atom, "got nothing"},
        {"a * * b", 14, atom, "got \"* b\""},
        {"0,5 * x", 10, atom, "got \"0,5 * x\"; write 0.5"},
        {"x * 0,5", 14, atom, "got \"0,5\"; write 0.5"},
        {"1 000 * x", 12, "'*' between factors", "got \"000 * x\"; write 1000"},
        {"3 %", 12, "'*' between factors", "got \"%\"; write 0.03"},
        {"a b", 12, "'*' between factors", "got \"b\""},
        {"a + b", 12, "'*' between factors", "got \"+ b\""},
        {"a / b", 12, "'*' between factors", "got \"/ b\""},
        {"0.5 * 1 - p", 18, "'*' between factors", "got \"- p\"; write (1 - name)"},
        {"1 - p * q", 10, "a product", "got \"1 - p * q\"; write (1 - name)"},
        {"(1 - p", 16, "a closing ')' after (1 - name", "got nothing"},
        {"(1 - p * q)", 17, "a closing ')' after (1 - name", "got \"* q)\""},
        {"(p)", 10, "(1 - name)", "got \"(p)\""},
        {"x * (2 - p)", 14, "(1 - name)", "got \"(2 - p)\""},
        {"beta(2 3)", 14, "'*' between factors", "got \"(2 3)\""},
        {"a$b", 10, atom, "got \"a$b\""},
        {"1*2*3*4*5*6*7*8*9", 26, "at most 8 factors", "got \"9\""},
        {"\xC3\xA5 b", 12, "'*' between factors", "got \"b\""},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        Problems problems = {0};
        ProductText product;
        cr_expect_eq(product_read(cases[i].text, place, "k", &arena, &problems, &product),
                     STATUS_INPUT, "%s", cases[i].text);
        const char *messages = sample_messages(&problems, &arena);
        cr_expect_str_eq(messages, arena_format(&arena, "t.csv:3:%d: k: expected %s, %s\n",
                                                cases[i].column, cases[i].expected, cases[i].rest));
        arena_free(&arena);
    }
}

#include "base/number.h"

#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* wanted: NULL for none. */
static void expect_hint(const char *text, const char *hint, const char *wanted)
{
    if (wanted == NULL) {
        cr_assert_null(hint, "\"%s\" gave: %s", text, hint);
    } else {
        cr_assert_not_null(hint, "\"%s\"", text);
        cr_assert_str_eq(hint, wanted, "\"%s\" gave: %s", text, hint);
    }
}

Test(number, decimal_texts_are_read)
{
    static const struct {
        const char *text;
        double value;
    } row[] = {
        {"0", 0.0},      {"3.5", 3.5}, {"-3.5", -3.5},     {"+2", 2.0},
        {"4.0e6", 4e6},  {"4E6", 4e6}, {"1e-3", 0.001},    {"1e+3", 1000.0},
        {"007", 7.0},    {"0.1", 0.1}, {"12397", 12397.0}, {"1.7976931348623157e308", DBL_MAX},
        {"1e-400", 0.0},
    };
    char text[64];
    const char *hint;
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        double value = -1;
        bool read = number_read(row[i].text, strlen(row[i].text), &value, text, &hint);
        cr_assert(read, "%s", row[i].text);
        cr_assert_eq(value, row[i].value, "%s gave %g", row[i].text, value);
        cr_assert_null(hint);
    }
}

Test(number, only_the_given_length_is_read)
{
    char text[64];
    const char *hint;
    double value = 0;
    cr_assert(number_read("12345", 2, &value, text, &hint));
    cr_assert_eq(value, 12);
}

Test(number, other_texts_are_refused_with_the_right_spelling)
{
    static const struct {
        const char *text;
        const char *hint; /* NULL: none */
    } row[] = {
        {"3,5", "write 3.5"},
        {"1 000", "write 1000"},
        {"1\xC2\xA0"
         "000\xC2\xA0"
         "000",
         "write 1000000"},
        {"1\xE2\x80\xAF"
         "000",
         "write 1000"},
        {"1 234,5", "write 1234.5"},
        {"1'000", "write 1000"},
        {"1_000", "write 1000"},
        {"1.000.000", "write 1000000"},
        {"1,000,000", "write 1000000"},
        {"1.000,5", "write 1000.5"},
        {"1,000.5", "write 1000.5"},
        {"3,125", "write 3.125 or 3125"},
        {"0,125", "write 0.125"},
        {"3 %", "write 0.03"},
        {"3%", "write 0.03"},
        {"1,1 %", "write 0.011"},
        {"100%", "write 1"},
        {"\xE2\x88\x92"
         "3",
         "write -3"},
        {"- 3", "write -3"},
        {" 3 ", "write 3"},
        {".5", "write 0.5"},
        {"-.5", "write -0.5"},
        {"5.", "write 5"},
        {"+20 %", "write 1.2 for a ratio, else 0.2"},
        {"-14 %", "write 0.86 for a ratio, else -0.14"},
        {"-150 %", "write -1.5"},
        {"0x10", "write 16"},
        {"1e400", "write a number below 1.8e308"},
        {"-1e400", "write a number below 1.8e308"},
        {"nan", "write a finite number"},
        {"-Inf", "write a finite number"},
        {".inf", "write a finite number"},
        {"", NULL},
        {" ", NULL},
        {"%", NULL},
        {",", NULL},
        {"-", NULL},
        {"abc", NULL},
        {"1.2.3", NULL},
        {"1 2", NULL},
        {"2013-2014", NULL},
        {"1e", NULL},
        {"1e5%", NULL},
        {"3 % 4", NULL},
        {"12 kr", "write 12"},
        {"40 mkr", "write 40e6"},
        {"40mkr", "write 40e6"},
        {"4,6 miljoner kronor", "write 4.6e6"},
        {"1 200 tkr", "write 1200e3"},
        {"2 MSEK", "write 2e6"},
        {"mkr", NULL},
        {"16 of 40", "write 0.4, with its doubt beta(16 24)"},
        {"16 av 40", "write 0.4, with its doubt beta(16 24)"},
        {"10/40", "write 0.25, with its doubt beta(10 30)"},
        {"2 / 3", "write 0.6667, with its doubt beta(2 1)"},
        {"0 of 12", "write 0"},
        {"40/40", "write 1"},
        {"40 of 16", NULL},
        {"0/0", NULL},
        {"1/", NULL},
        {"/2", NULL},
        {"16 from 40", NULL},
        {"40 mk", NULL},
        {"4.5.6 mkr", NULL},
        {"0x", NULL},
        {"1d5", NULL},
        {"--1", NULL},
    };
    char text[64];
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        double value = -1;
        const char *hint = "unset";
        bool read = number_read(row[i].text, strlen(row[i].text), &value, text, &hint);
        cr_assert(!read, "%s", row[i].text);
        cr_assert_eq(value, -1);
        expect_hint(row[i].text, hint, row[i].hint);
    }
}

/* 2.000 is two thousand to many who write Swedish. */
Test(number, points_between_thousands_make_no_whole_number)
{
    static const struct {
        const char *text;
        bool read;
        double value;
        const char *hint;
    } row[] = {
        {"2", true, 2, NULL},
        {"-3", true, -3, NULL},
        {"2024.0", true, 2024, NULL},
        {"2.00", true, 2, NULL},
        {"1e3", true, 1000, NULL},
        {"1.5e3", true, 1500, NULL},
        {"1234.000", true, 1234, NULL},
        {"2.000", false, 0, "write 2 or 2000"},
        {"120.000", false, 0, "write 120 or 120000"},
        {"1.200", false, 0, "write 1200"},
        {"0.125", false, 0, NULL},
        {"1.5", false, 0, NULL},
        {"2.000.000", false, 0, "write 2000000"},
        {"2 000", false, 0, "write 2000"},
        {"2,000", false, 0, "write 2 or 2000"},
        {"1,200", false, 0, "write 1200"},
        {"0,125", false, 0, "write 0.125"},
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        double value = -1;
        char text[64];
        const char *hint = "unset";
        bool read = number_read_whole(row[i].text, strlen(row[i].text), &value, text, &hint);
        cr_assert_eq(read, row[i].read, "%s", row[i].text);
        if (read) cr_assert_eq(value, row[i].value, "%s", row[i].text);
        expect_hint(row[i].text, hint, row[i].hint);
    }
}

Test(number, a_share_above_one_was_meant_in_per_cent)
{
    char text[64];
    cr_assert_str_eq(number_hint_share(40, text), "write 0.4 for 40 %");
    cr_assert_str_eq(number_hint_share(2.5, text), "write 0.025 for 2.5 %");
    cr_assert_null(number_hint_share(1.5, text));
    cr_assert_null(number_hint_share(101, text));
    cr_assert_null(number_hint_share(-40, text));
}

Test(number, very_long_texts_are_refused)
{
    static char digits[100000];
    char text[64];
    const char *hint;
    double value;
    memset(digits, '1', sizeof digits);
    cr_assert(!number_read(digits, sizeof digits, &value, text, &hint));
    cr_assert_str_eq(hint, "write fewer digits");
    memset(digits, ' ', sizeof digits);
    cr_assert(!number_read(digits, sizeof digits, &value, text, &hint));
    cr_assert_null(hint);
}

Test(number, writing_is_short_and_without_exponent_for_whole_numbers)
{
    static const struct {
        double value;
        const char *text;
    } row[] = {
        {0.0, "0"},
        {-0.0, "-0"},
        {0.1, "0.1"},
        {1.0 / 3.0, "0.3333333333333333"},
        {0.1 + 0.2, "0.30000000000000004"},
        {4e6, "4000000"},
        {123456789012345.0, "123456789012345"},
        {999999999999999.0, "999999999999999"},
        {1e300, "1e+300"},
        {-2.5, "-2.5"},
        {DBL_MAX, "1.7976931348623157e+308"},
        {-DBL_MAX, "-1.7976931348623157e+308"},
        {INFINITY, "inf"},
        {-INFINITY, "-inf"},
    };
    char text[NUMBER_TEXT];
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        cr_assert_eq(number_write(text, row[i].value), text);
        cr_assert_str_eq(text, row[i].text, "%g gave %s", row[i].value, text);
    }
    cr_assert_str_eq(number_write(text, NAN), "");
}

Test(number, what_is_written_reads_back_as_the_same_number)
{
    char text[NUMBER_TEXT];
    char hint_text[64];
    const char *hint;
    double value = DBL_TRUE_MIN;
    for (int i = 0; i < 20000 && isfinite(value); i++) {
        double back = 0;
        number_write(text, value);
        cr_assert(number_read(text, strlen(text), &back, hint_text, &hint), "%s", text);
        cr_assert_eq(back, value, "%s", text);
        value *= i % 2 == 0 ? 1.0709712345678901 : 1.0123;
        if (i < 64) value += DBL_TRUE_MIN * i;
    }
}

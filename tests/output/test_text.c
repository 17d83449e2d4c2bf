/* Numbers as people write them. */
#include "output/text.h"

#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#define N TEXT_NBSP
#define M TEXT_MINUS

Test(text, numbers_are_written_by_the_manners_of_the_language)
{
    static const struct {
        double value;
        int decimals;
        const char *en, *sv;
    } row[] = {
        {0, 0, "0", "0"},
        {7, 0, "7", "7"},
        {999, 0, "999", "999"},
        {1234, 0, "1,234", "1" N "234"},
        {1234567.891, 2, "1,234,567.89", "1" N "234" N "567,89"},
        {-1234.5, 1, M "1,234.5", M "1" N "234,5"},
        {0.5, 0, "1", "1"},
        {-0.5, 0, M "1", M "1"},
        {2.5, 0, "3", "3"},
        {-0.04, 1, "0.0", "0,0"},
        {999999.6, 0, "1,000,000", "1" N "000" N "000"},
        {NAN, 1, TEXT_DASH, TEXT_DASH},
    };
    char text[TEXT_SIZE];
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        cr_expect_str_eq(text_number(text, LANGUAGE_EN, row[i].value, row[i].decimals), row[i].en);
        cr_expect_str_eq(text_number(text, LANGUAGE_SV, row[i].value, row[i].decimals), row[i].sv);
    }
}

Test(text, huge_numbers_stay_within_their_buffer)
{
    char text[TEXT_SIZE];
    cr_expect_str_eq(text_number(text, LANGUAGE_EN, 1e300, 2), "1.00e+300");
    cr_expect_str_eq(text_number(text, LANGUAGE_SV, -1e300, 0), M "1.00e+300");
    cr_expect_lt(strlen(text_kronor(text, LANGUAGE_EN, 9.9e14)), (size_t)TEXT_SIZE);
}

Test(text, a_sign_is_shown_on_request_but_never_on_zero)
{
    char text[TEXT_SIZE];
    cr_expect_str_eq(text_signed(text, LANGUAGE_EN, 18.94, 1), "+18.9");
    cr_expect_str_eq(text_signed(text, LANGUAGE_EN, -18.94, 1), M "18.9");
    cr_expect_str_eq(text_signed(text, LANGUAGE_EN, 0.01, 1), "0.0");
}

Test(text, kronor_are_rounded_to_what_can_be_said)
{
    static const struct {
        double kronor;
        const char *en, *sv;
    } row[] = {
        {0, "0 kronor", "0 kronor"},
        {12397, "12,400 kronor", "12" N "400 kronor"},
        {346123, "346,000 kronor", "346" N "000 kronor"},
        {999960, "1.0 million kronor", "1,0 miljoner kronor"},
        {11600000, "11.6 million kronor", "11,6 miljoner kronor"},
        {12345678, "12.3 million kronor", "12,3 miljoner kronor"},
        {-3100000, M "3.1 million kronor", M "3,1 miljoner kronor"},
        {123456789, "123 million kronor", "123 miljoner kronor"},
        {2.34e9, "2.3 billion kronor", "2,3 miljarder kronor"},
    };
    char text[TEXT_SIZE];
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        cr_expect_str_eq(text_kronor(text, LANGUAGE_EN, row[i].kronor), row[i].en);
        cr_expect_str_eq(text_kronor(text, LANGUAGE_SV, row[i].kronor), row[i].sv);
    }
}

Test(text, a_possibility_is_never_rounded_away)
{
    char text[TEXT_SIZE];
    cr_expect_str_eq(text_percent(text, LANGUAGE_EN, 0), "0 %");
    cr_expect_str_eq(text_percent(text, LANGUAGE_EN, 0.004), "under 1 %");
    cr_expect_str_eq(text_percent(text, LANGUAGE_EN, 0.63), "63 %");
    cr_expect_str_eq(text_percent(text, LANGUAGE_SV, 0.998), "över 99 %");
    cr_expect_str_eq(text_percent(text, LANGUAGE_SV, 1), "100 %");
    cr_expect_str_eq(text_percent_short(text, LANGUAGE_SV, 0.004), "<1 %");
    cr_expect_str_eq(text_percent_short(text, LANGUAGE_EN, 0.998), ">99 %");
    cr_expect_str_eq(text_percent_short(text, LANGUAGE_EN, 0.63), "63 %");
}

Test(text, years_have_their_word)
{
    char text[TEXT_SIZE];
    cr_expect_str_eq(text_years(text, LANGUAGE_EN, 1), "1 year");
    cr_expect_str_eq(text_years(text, LANGUAGE_EN, 3.84), "3.8 years");
    cr_expect_str_eq(text_years(text, LANGUAGE_EN, 12.3), "12 years");
    cr_expect_str_eq(text_years(text, LANGUAGE_SV, 3.84), "3,8 år");
    cr_expect_str_eq(text_years(text, LANGUAGE_SV, INFINITY), "aldrig");
    cr_expect_str_eq(text_years_range(text, LANGUAGE_EN, 9, 27), "9 to 27 years");
    cr_expect_str_eq(text_years_range(text, LANGUAGE_EN, 9, INFINITY), "between 9 years and never");
    cr_expect_str_eq(text_years_range(text, LANGUAGE_SV, 9, INFINITY), "mellan 9 år och aldrig");
    cr_expect_str_eq(text_years_range(text, LANGUAGE_SV, INFINITY, INFINITY), "aldrig");
}

/* 0.7 is no whole person, 2.1 not three, 0.4 of 4 are not 0; a change of 0.04 is none. */
Test(text, changes_of_people_are_not_told_larger_than_they_are)
{
    static const struct {
        double from, to, of;
        const char *before, *after;
    } row[] = {{13.6, 12.9, 40, "13.6", "12.9"}, {33.5, 33.3, 40, "33.5", "33.3"},
               {33.5, 31.4, 40, "33.5", "31.4"}, {23.2, 21.1, 40, "23.2", "21.1"},
               {12.2, 13.1, 40, "12.2", "13.1"}, {88.4, 60.2, 120, "88", "60"},
               {4, 2.5, 40, "4.0", "2.5"},       {29.7, 20, 30, "29.7", "20.0"},
               {33.48, 33.52, 40, "34", "34"},   {10, 12, 40, "10", "12"},
               {3.62, 3.59, 4, "3.6", "3.6"}};
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        char before[TEXT_SIZE], after[TEXT_SIZE];
        double told = text_people_change(before, after, LANGUAGE_EN, row[i].from, row[i].to,
                                         row[i].of);
        cr_expect_float_eq(told, strtod(after, NULL) - strtod(before, NULL), 1e-9);
        cr_expect_str_eq(before, row[i].before, "%g to %g: %s", row[i].from, row[i].to, before);
        cr_expect_str_eq(after, row[i].after, "%g to %g: %s", row[i].from, row[i].to, after);
    }
}

Test(text, people_are_whole_but_for_the_few)
{
    char text[TEXT_SIZE];
    cr_expect_str_eq(text_people(text, LANGUAGE_EN, 14.4), "14");
    cr_expect_str_eq(text_people(text, LANGUAGE_EN, 1.44), "1.4");
    cr_expect_str_eq(text_people(text, LANGUAGE_EN, 2), "2");
    cr_expect_str_eq(text_people(text, LANGUAGE_SV, 1.96), "2,0");
    cr_expect_str_eq(text_people_of(text, LANGUAGE_EN, 3.58, 4), "3.6");
    cr_expect_str_eq(text_people_of(text, LANGUAGE_EN, 4, 4), "4");
    cr_expect_str_eq(text_people_of(text, LANGUAGE_EN, 29.7, 30), "29.7");
    cr_expect_str_eq(text_people_of(text, LANGUAGE_EN, 29.3, 30), "29");
    cr_expect_str_eq(text_people_of(text, LANGUAGE_EN, 30, 30), "30");
}

Test(text, patterns_are_filled_in_any_order)
{
    Arena arena = {0};
    const char *argument[] = {"a", "bb"};
    cr_expect_str_eq(text_fill(&arena, "{1}-{0}-{1}{2} {x}", argument, 2), "bb-a-bb{2} {x}");
    arena_free(&arena);
}

Test(text, lines_break_at_blanks_and_never_before_a_percent_sign)
{
    const char *next;
    cr_expect_eq(text_break("åäö åäö", 5, &next), strlen("åäö"));
    cr_expect_str_eq(next, "åäö");
    cr_expect_eq(text_break("rests on 63 % of", 12, &next), strlen("rests on"));
    cr_expect_eq(text_break("unbreakable", 5, &next), 5u);
    cr_expect_str_eq(next, "akable");
    cr_expect_eq(text_break("1" N "234 kronor", 6, &next), strlen("1" N "234"));
    cr_expect_eq(text_break("fits", 4, &next), 4u);
    cr_expect_str_eq(next, "");
    cr_expect_eq(text_columns("åäö 1" N "234"), 9);
}

Test(text, the_first_letter_is_raised_also_when_it_is_swedish)
{
    Arena arena = {0};
    cr_expect_str_eq(text_capital(&arena, "ålder"), "Ålder");
    cr_expect_str_eq(text_capital(&arena, "ever"), "Ever");
    cr_expect_str_eq(text_capital(&arena, "HVB"), "HVB");
    cr_expect_str_eq(text_capital(&arena, ""), "");
    arena_free(&arena);
}

Test(text, decimals_are_alike_within_a_range)
{
    char text[TEXT_SIZE];
    const KronorUnit *million = text_kronor_unit(2e8);
    cr_expect_str_eq(text_people_range(text, LANGUAGE_SV, 0.6, 4), "0,6 till 4,0");
    cr_expect_str_eq(text_people_range(text, LANGUAGE_EN, -6, 12), TEXT_MINUS "6 to 12");
    cr_expect_str_eq(text_units_range(text, LANGUAGE_EN, million, 5.3e6, 120e6), "5 to 120");
    cr_expect_str_eq(text_units_range(text, LANGUAGE_EN, million, 5e6, 12.04e6), "5.0 to 12.0");
}

Test(text, a_name_within_a_sentence_is_small_unless_it_is_one_of_capitals)
{
    Arena arena = {0};
    cr_expect_str_eq(text_small(&arena, "I skolan"), "i skolan");
    cr_expect_str_eq(text_small(&arena, "Ålderspension"), "ålderspension");
    cr_expect_str_eq(text_small(&arena, "HVB-hem"), "HVB-hem");
    cr_expect_str_eq(text_small(&arena, "SiS ungdomshem"), "SiS ungdomshem");
    cr_expect_str_eq(text_small(&arena, "Residential care home (HVB)"),
                     "residential care home (HVB)");
    cr_expect_str_eq(text_small(&arena, ""), "");
    arena_free(&arena);
}

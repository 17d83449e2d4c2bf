#include "base/problems.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

static const Where place = {.file = "scenarios/abis.yaml", .line = 14, .column = 7};

Test(problems, say_where_what_was_expected_found_and_meant)
{
    Problems problems = {0};
    problems_expected(&problems, place, "effects[0]", "a known key", "ods_ratio", "odds_ratio");
    problems_expected(&problems, place, "source", "a text", NULL, NULL);
    problems_expected(&problems, place, NULL, "a number", "3,5", NULL);
    problems_note(&problems, place, "starts", "expected a year of %d or later", 1990);
    cr_assert_eq(problems.n, 4);
    cr_assert_eq(problems.n_kept, 4);
    cr_assert_str_eq(problems.list[0].text,
                     "scenarios/abis.yaml:14:7: effects[0]: expected a known key, "
                     "got \"ods_ratio\"; did you mean \"odds_ratio\"?");
    cr_assert_str_eq(problems.list[1].text,
                     "scenarios/abis.yaml:14:7: source: expected a text, got nothing");
    cr_assert_str_eq(problems.list[2].text,
                     "scenarios/abis.yaml:14:7: expected a number, got \"3,5\"");
    cr_assert_str_eq(problems.list[3].text,
                     "scenarios/abis.yaml:14:7: starts: expected a year of 1990 or later");
    problems_free(&problems);
    problems_free(&problems);
}

Test(problems, leave_out_the_part_of_the_place_that_is_not_known)
{
    static const struct {
        Where where;
        const char *text;
    } row[] = {
        {{"a.csv", 0, 0}, "a.csv: wrong"},
        {{"a.csv", 3, 0}, "a.csv:3: wrong"},
        {{"a.csv", 3, 4}, "a.csv:3:4: wrong"},
        {{NULL, 3, 4}, "wrong"},
    };
    Problems problems = {0};
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        problems_note(&problems, row[i].where, NULL, "wrong");
        cr_assert_str_eq(problems.list[i].text, row[i].text);
    }
    problems_free(&problems);
}

Test(problems, show_hostile_text_as_codes)
{
    static const struct {
        const char *found;
        const char *shown;
    } row[] = {
        {"a\tb\n", "a\\x09b\\x0A"},
        {"\x1B[2J", "\\x1B[2J"},
        {"\x7F", "\\x7F"},
        {"fr\xC3\xA5nvaro", "fr\xC3\xA5nvaro"}, /* valid UTF-8 stays */
        {"\xE2\x82\xAC \xF0\x9F\x99\x82", "\xE2\x82\xAC \xF0\x9F\x99\x82"},
        {"fr\xE5nvaro", "fr\\xE5nvaro"},              /* Latin-1 */
        {"\xC0\x80", "\\xC0\\x80"},                   /* overlong */
        {"\xED\xA0\x80", "\\xED\\xA0\\x80"},          /* surrogate */
        {"\xF5\x80\x80\x80", "\\xF5\\x80\\x80\\x80"}, /* beyond Unicode */
        {"\xC2\x9B"
         "2J",
         "\\xC2\\x9B2J"}, /* C1: a terminal's CSI */
        {"\xE2\x80\xAE"
         "abc",
         "\\xE2\\x80\\xAEabc"}, /* right to left */
        {"\xC3", "\\xC3"},      /* cut short */
    };
    char text[200];
    Problems problems = {0};
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        problems_expected(&problems, (Where){0}, "key", "a name", row[i].found, NULL);
        snprintf(text, sizeof text, "key: expected a name, got \"%s\"", row[i].shown);
        cr_assert_str_eq(problems.list[i].text, text, "row %zu: %s", i, problems.list[i].text);
    }
    problems_free(&problems);
}

Test(problems, cut_long_texts_between_characters)
{
    static char found[100001];
    for (size_t i = 0; i + 1 < sizeof found; i += 2) memcpy(found + i, "\xC3\xA5", 2);
    Problems problems = {0};
    problems_expected(&problems, (Where){0}, NULL, "a name", found + 1, NULL);
    problems_expected(&problems, (Where){0}, NULL, "a name", found, NULL);
    problems_note(&problems, (Where){0}, NULL, "%s", found);
    cr_assert_eq(strlen(problems.list[1].text), strlen("expected a name, got \"...\"") + 80);
    cr_assert_null(strstr(problems.list[1].text, "\\x"));
    cr_assert_eq(strlen(problems.list[2].text), 1000);
    problems_free(&problems);
}

Test(problems, keep_two_hundred_and_count_the_rest)
{
    Problems problems = {0};
    for (int i = 0; i < 1000; i++) problems_note(&problems, place, NULL, "number %d", i);
    cr_assert_eq(problems.n, 1000);
    cr_assert_eq(problems.n_kept, 200);
    cr_assert_str_eq(problems.list[199].text, "scenarios/abis.yaml:14:7: number 199");
    problems_free(&problems);
    cr_assert_eq(problems.n, 0);
}

Test(problems, give_the_status_of_what_was_noted_since)
{
    Problems problems = {0};
    cr_assert_eq(problems_status(&problems, 0), STATUS_OK);
    problems_note(&problems, place, NULL, "wrong");
    cr_assert_eq(problems_status(&problems, 0), STATUS_INPUT);
    cr_assert_eq(problems_status(&problems, 1), STATUS_OK);
    problems.out_of_memory = true;
    cr_assert_eq(problems_status(&problems, 0), STATUS_MEMORY);
    cr_assert_eq(problems_fail(&problems, STATUS_FILE, "no %s", "disk"), STATUS_FILE);
    cr_assert_str_eq(problems.list[1].text, "no disk");
    problems_free(&problems);
}

Test(problems, sort_by_file_line_and_column_and_are_stable)
{
    static const struct {
        Where where;
        const char *text;
    } row[] = {
        {{"z.yaml", 9, 1}, "6"}, {{"a.csv", 2, 2}, "8"},  {{"z.yaml", 3, 5}, "3"},
        {{"z.yaml", 3, 1}, "1"}, {{"a.csv", 2, 1}, "7"},  {{"z.yaml", 3, 1}, "2"},
        {{NULL, 0, 0}, "9"},     {{"z.yaml", 4, 0}, "4"}, {{"z.yaml", 4, 1}, "5"},
    };
    enum { N = sizeof row / sizeof row[0] };
    Problems problems = {0};
    for (size_t i = 0; i < N; i++) problems_note(&problems, row[i].where, NULL, "%s", row[i].text);
    problems_sort(&problems);
    for (size_t i = 0; i < N; i++) {
        const char *text = problems.list[i].text;
        cr_assert_eq(text[strlen(text) - 1], (char)('1' + i), "place %zu has %s", i, text);
    }
    problems_free(&problems);
}

Test(problems, suggest_the_nearest_name)
{
    static const char *const names[] = {"odds_ratio", "hazard_ratio", "source", "grade",
                                        "years",      "year",         "on",     "payer"};
    static const struct {
        const char *name;
        const char *nearest;
    } row[] = {
        {"ods_ratio", "odds_ratio"},  /* one missing */
        {"odds_raito", "odds_ratio"}, /* neighbours swapped: one edit */
        {"Source", "source"},         /* case does not count */
        {"sorce", "source"},
        {"yeer", "year"},              /* 1 edit from year, 2 from years */
        {"no", "on"},                  /* swapped, one edit is allowed for two letters */
        {"grd", NULL},                 /* two edits, one allowed */
        {"hzrd_rtio", "hazard_ratio"}, /* three edits, three allowed */
        {"hzrd_rt", NULL},
        {"programme", NULL},
        {"", NULL},
        {"a_name_of_more_than_sixty_four_letters_is_never_compared_with_any_other", NULL},
    };
    enum { N = sizeof names / sizeof names[0] };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        const char *nearest = problems_nearest(row[i].name, names, N);
        if (row[i].nearest == NULL) {
            cr_assert_null(nearest, "%s gave %s", row[i].name, nearest);
        } else {
            cr_assert_not_null(nearest, "%s", row[i].name);
            cr_assert_str_eq(nearest, row[i].nearest, "%s gave %s", row[i].name, nearest);
        }
    }
    cr_assert_null(problems_nearest("on", names, 0));
    cr_assert_str_eq(problems_nearest("yearx", names + 4, 2), "years"); /* the first of equals */
}

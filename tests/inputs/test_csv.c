#include "hostile.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_OF(array) (sizeof(array) / sizeof *(array))

static Status parse(const char *text, size_t length, Arena *arena, const char **messages,
                    CsvTable *table)
{
    Problems problems = {0};
    const Status status = csv_parse_text("t.csv", text, length, arena, &problems, table);
    *messages = sample_messages(&problems, arena);
    return status;
}

Test(csv, fields_remember_line_and_column)
{
    static const char text[] = "# a comment\n"
                               "\n"
                               "name, value ,note\n"
                               "school,1,\n"
                               "  \t\n"
                               "# another\n"
                               "\"fr\xC3\xA5nvaro, l\xC3\xA5ng\"  ,2, a \"\"x\n"
                               " \"a \"\"b\"\"\" , 3 ,\" c \"";
    static const char good[] = "# a comment\n"
                               "\n"
                               "name, value ,note\n"
                               "school,1,\n"
                               "  \t\n"
                               "# another\n"
                               "\"fr\xC3\xA5nvaro, l\xC3\xA5ng\"  ,2, a x\n"
                               " \"a \"\"b\"\"\" , 3 ,\" c \"";
    static const struct {
        int row, column, line, at;
        const char *text;
    } expected[] = {
        {-1, 0, 3, 1, "name"},
        {-1, 1, 3, 7, "value"},
        {-1, 2, 3, 14, "note"},
        {0, 0, 4, 1, "school"},
        {0, 1, 4, 8, "1"},
        {0, 2, 4, 10, ""},
        {1, 0, 7, 1, "fr\xC3\xA5nvaro, l\xC3\xA5ng"},
        {1, 1, 7, 20, "2"},
        {1, 2, 7, 23, "a x"},
        {2, 0, 8, 2, "a \"b\""},
        {2, 1, 8, 14, "3"},
        {2, 2, 8, 17, "c"},
    };
    Arena arena = {0};
    CsvTable table;
    const char *messages = NULL;
    cr_assert_eq(parse(text, strlen(text), &arena, &messages, &table), STATUS_INPUT);
    cr_expect_str_eq(messages,
                     "t.csv:7:22: expected a field wholly inside quotes with the quotes in it "
                     "doubled, or no quotes, got \" a \"\"x\"\n");
    cr_expect_eq(table.n_rows, 2, "the other rows are kept");
    cr_assert_eq(parse(good, strlen(good), &arena, &messages, &table), STATUS_OK);
    cr_expect_str_eq(messages, "");
    cr_assert_eq(table.n_columns, 3);
    cr_assert_eq(table.n_rows, 3);
    for (size_t i = 0; i < N_OF(expected); i++) {
        const int r = expected[i].row, c = expected[i].column;
        const CsvField *field = r < 0 ? &table.header[c] : &table.row[r].field[c];
        const Where where = csv_where(&table, r, c);
        cr_expect_str_eq(field->text, expected[i].text, "case %zu", i);
        cr_expect_eq(where.line, expected[i].line, "case %zu", i);
        cr_expect_eq(where.column, expected[i].at, "case %zu: %d", i, where.column);
        cr_expect_str_eq(where.file, "t.csv");
    }
    arena_free(&arena);
}

Test(csv, the_same_table_comes_from_any_line_end_and_with_or_without_a_mark)
{
    static const char *const texts[] = {
        "a,b\n1,2\n3,4\n",
        "a,b\r\n1,2\r\n3,4\r\n",
        "\xEF\xBB\xBF"
        "a,b\n1,2\n3,4",
        "\xEF\xBB\xBF"
        "a,b\r\n1,2\r\n3,4",
        "\r\n\r\n a , b \r\n\"1\",\"2\"\r\n\r\n3,4\r\n\r\n",
    };
    for (size_t i = 0; i < N_OF(texts); i++) {
        Arena arena = {0};
        CsvTable table;
        const char *messages = NULL;
        cr_assert_eq(parse(texts[i], strlen(texts[i]), &arena, &messages, &table), STATUS_OK,
                     "text %zu", i);
        cr_assert_eq(table.n_rows, 2, "text %zu", i);
        cr_assert_eq(table.n_columns, 2, "text %zu", i);
        cr_expect_str_eq(table.header[0].text, "a", "text %zu", i);
        cr_expect_eq(table.header[0].column, i == 4 ? 2 : 1, "text %zu", i);
        cr_expect_str_eq(table.row[0].field[1].text, "2", "text %zu", i);
        cr_expect_str_eq(table.row[1].field[1].text, "4", "text %zu", i);
        arena_free(&arena);
    }
}

Test(csv, rows_of_the_right_width_are_kept_when_others_are_refused)
{
    static const char text[] = "a,b\n1\n2,2\n3,3,3\n\"4\n5,5\n";
    Arena arena = {0};
    CsvTable table;
    const char *messages = NULL;
    cr_expect_eq(parse(text, strlen(text), &arena, &messages, &table), STATUS_INPUT);
    cr_assert_eq(table.n_rows, 2);
    cr_expect_str_eq(table.row[0].field[0].text, "2");
    cr_expect_eq(table.row[0].line, 3);
    cr_expect_str_eq(table.row[1].field[0].text, "5");
    cr_expect_eq(table.row[1].line, 6);
    arena_free(&arena);
}

Test(csv, a_missing_file_is_a_file_problem)
{
    Arena arena = {0};
    Problems problems = {0};
    CsvTable table;
    cr_expect_eq(csv_read("/nonexistent/a.csv", &arena, &problems, &table), STATUS_FILE);
    cr_expect_eq(problems.n, 1);
    cr_expect_eq(table.n_columns, 0);
    problems_free(&problems);
    arena_free(&arena);
}

Test(csv, the_checksum_is_of_the_whole_file)
{
    Arena arena = {0};
    CsvTable table;
    const char *messages = NULL;
    cr_assert_eq(parse("a\n", 2, &arena, &messages, &table), STATUS_OK);
    /* FNV-1a by hand: offset basis, then xor and multiply for 'a' and LF */
    uint64_t expected = 0xcbf29ce484222325U;
    expected = (expected ^ 'a') * 0x100000001b3U;
    expected = (expected ^ '\n') * 0x100000001b3U;
    cr_expect_eq(table.checksum, expected);
    arena_free(&arena);
}

Test(csv, hostile_files_are_answered_at_once)
{
    static const Hostile cases[] = {
        {"a line of 10 MB", "a,b\n", "x", 10 << 20,
         "t.csv:2:1: expected a line of at most 524480 bytes, got 10485756\n"},
        {"a line of 500 kB", "a,b\n", "x", 500004,
         "t.csv:2:1: expected a field of at most 4096 bytes, got 500000\n"
         "t.csv:2:500001: expected 2 fields, as in the header, got 1\n"},
        {"a header of 10 MB", "", "x", 10 << 20, NULL},
        {"100,000 columns", "", "a,", 200000, "t.csv:1:1: expected at most 64 columns, got more\n"},
        {"a row of 500 kB of commas", "a,b\n", ",", 500000,
         "t.csv:2:3: expected 2 fields, as in the header, got more than 64; decimals take a point, "
         "and a text that holds a comma takes quotes\n"},
        {"10 MB of quotes", "a,b\n", "\"", (10 << 20) + 1, NULL},
        {"an open quote and 10 MB", "a,b\n\"", "x,", 10 << 20, NULL},
        {"an open quote on every line", "a,b\n", "\"\n", 10 << 20, NULL},
        {"5 million blank lines", "a,b\n", "\r\n", 10 << 20, ""},
        {"too many rows", "a,b\n", "1,\n", 3 << 20, NULL},
        {"more than the limit", "a,b\n", "1,2\n", (16 << 20) + 1,
         "t.csv: expected at most 16777216 bytes, got 16777217\n"},
        {"16 MB of control characters", "a,b\n", "\x01", 16 << 20,
         "t.csv:2:1: expected plain text, got the character U+0001; remove it\n"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        CsvTable table;
        const char *messages = NULL;
        char *text = hostile_text(cases[i].head, cases[i].piece, cases[i].n);
        const double begun = hostile_seconds();
        const Status status = parse(text, cases[i].n, &arena, &messages, &table);
        hostile_judge(&cases[i], hostile_seconds() - begun, status, messages);
        free(text);
        arena_free(&arena);
    }
}

Test(csv, one_row_more_than_the_limit_is_refused_and_the_limit_is_not)
{
    const size_t n_limit = 2 + 2 * (size_t)CSV_MAX_ROWS;
    char *text = hostile_text("a\n", "1\n", n_limit + 2);
    Arena arena = {0};
    CsvTable table;
    const char *messages = NULL;
    cr_expect_eq(parse(text, n_limit, &arena, &messages, &table), STATUS_OK);
    cr_expect_eq(table.n_rows, CSV_MAX_ROWS);
    cr_expect_eq(parse(text, n_limit + 2, &arena, &messages, &table), STATUS_INPUT);
    cr_expect_str_eq(messages, "t.csv:400002:1: expected at most 400000 rows, got more\n");
    free(text);
    arena_free(&arena);
}

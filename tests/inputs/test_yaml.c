#include "hostile.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define N_OF(array) (sizeof(array) / sizeof *(array))

static Status parse(const char *text, size_t length, Arena *arena, const char **messages,
                    YamlFile *file)
{
    Problems problems = {0};
    const Status status = yaml_parse("t.yaml", text, length, arena, &problems, file);
    *messages = sample_messages(&problems, arena);
    return status;
}

/* The tree as one line: kind, place, key and its place, text, children. */
static const char *tree_text(const YamlNode *node, Arena *arena)
{
    static const char kinds[] = "sLM";
    const char *all = arena_format(arena, "%c%d:%d", kinds[node->kind], node->line, node->column);
    if (node->key != NULL) {
        all = arena_format(arena, "%s %s@%d:%d", all, node->key, node->key_line, node->key_column);
    }
    all = arena_format(arena, "%s '%s'", all, node->text);
    for (int i = 0; i < node->n; i++) {
        all = arena_format(arena, "%s [%s]", all, tree_text(&node->child[i], arena));
    }
    return all;
}

Test(yaml, nodes_remember_line_and_column)
{
    static const struct {
        const char *text, *tree;
    } cases[] = {
        {"a: 1\n", "M1:1 '' [s1:4 a@1:1 '1']"},
        {"\xEF\xBB\xBF"
         "a: 1\r\nb: 2\r\n",
         "M1:1 '' [s1:4 a@1:1 '1'] [s2:4 b@2:1 '2']"},
        {"---\na: 1\n...\n", "M2:1 '' [s2:4 a@2:1 '1']"},
        {"# c\n\na:\n  - x\n  - {y: 2, z: \"q\"}\n",
         "M3:1 '' [L4:3 a@3:1 '' [s4:5 'x'] [M5:5 '' [s5:9 y@5:6 '2'] [s5:15 z@5:12 'q']]]"},
        {"\xC3\xA5\xC3\xA4: \xC3\xB6 # c\n'b c': [\xC3\xA5, 2]\n",
         "M1:1 '' [s1:5 \xC3\xA5\xC3\xA4@1:1 '\xC3\xB6'] "
         "[L2:8 b c@2:1 '' [s2:9 '\xC3\xA5'] [s2:12 '2']]"},
        {"a:\nb: ~\n", "M1:1 '' [s1:3 a@1:1 ''] [s2:4 b@2:1 '~']"},
        {"a: |\n  x\n  y\nb: 1..3\n", "M1:1 '' [s1:4 a@1:1 'x\ny\n'] [s4:4 b@4:1 '1..3']"},
        {"{a: {}, b: []}", "M1:1 '' [M1:5 a@1:2 ''] [L1:12 b@1:9 '']"},
        {"a: 1.6 (1.1..2.4)\nb: {c: 1.6 (1.1..2.4)}\n",
         "M1:1 '' [s1:4 a@1:1 '1.6 (1.1..2.4)'] [M2:4 b@2:1 '' [s2:8 c@2:5 '1.6 (1.1..2.4)']]"},
        {"a: {b: '(', c: x), d: (e}\n",
         "M1:1 '' [M1:4 a@1:1 '' [s1:8 b@1:5 '('] [s1:16 c@1:13 'x)'] [s1:23 d@1:20 '(e']]"},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        YamlFile file;
        const char *messages = NULL;
        const Status status = parse(cases[i].text, strlen(cases[i].text), &arena, &messages, &file);
        cr_expect_str_eq(messages, "", "case %zu", i);
        cr_assert_eq(status, STATUS_OK, "case %zu", i);
        cr_expect_str_eq(tree_text(file.root, &arena), cases[i].tree, "case %zu", i);
        arena_free(&arena);
    }
}

Test(yaml, a_value_split_by_a_comma_is_put_together_and_noted_once)
{
    static const char text[] = "{y: normal(2, 3), z: 1, l: [beta(1, 2), 3]}";
    Arena arena = {0};
    YamlFile file;
    const char *messages = NULL;
    cr_expect_eq(parse(text, strlen(text), &arena, &messages, &file), STATUS_INPUT);
    cr_expect_str_eq(messages,
                     "t.yaml:1:5: y: expected a value without commas, got \"normal(2, 3)\"; "
                     "inside {} and [] a comma ends a value: use blanks, or quotes around it\n"
                     "t.yaml:1:29: l[0]: expected a value without commas, got \"beta(1, 2)\"; "
                     "inside {} and [] a comma ends a value: use blanks, or quotes around it\n");
    cr_assert_not_null(file.root);
    cr_expect_str_eq(tree_text(file.root, &arena),
                     "M1:1 '' [s1:5 y@1:2 'normal(2, 3)'] [s1:22 z@1:19 '1'] "
                     "[L1:28 l@1:25 '' [s1:29 'beta(1, 2)'] [s1:41 '3']]");
    arena_free(&arena);
}

Test(yaml, find_gives_the_child_of_a_map_and_nothing_of_anything_else)
{
    static const char text[] = "a: {b: 1}\nc: [d]\n";
    Arena arena = {0};
    YamlFile file;
    const char *messages = NULL;
    cr_assert_eq(parse(text, strlen(text), &arena, &messages, &file), STATUS_OK);
    const YamlNode *map = yaml_find(file.root, "a");
    cr_assert_not_null(map);
    cr_expect_str_eq(yaml_find(map, "b")->text, "1");
    cr_expect_null(yaml_find(map, "a"));
    cr_expect_null(yaml_find(yaml_find(file.root, "c"), "d"));
    cr_expect_null(yaml_find(NULL, "a"));
    arena_free(&arena);
}

Test(yaml, a_missing_file_is_a_file_problem)
{
    Arena arena = {0};
    Problems problems = {0};
    YamlFile file;
    cr_expect_eq(yaml_read("/nonexistent/a.yaml", &arena, &problems, &file), STATUS_FILE);
    cr_expect_eq(problems.n, 1);
    cr_expect_null(file.root);
    problems_free(&problems);
    arena_free(&arena);
}

static const char laughs[] = "a: &a [l, l, l, l, l, l, l, l, l]\n"
                             "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
                             "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]\n"
                             "d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]\n"
                             "e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d]\n"
                             "f: &f [*e, *e, *e, *e, *e, *e, *e, *e, *e]\n"
                             "g: &g [*f, *f, *f, *f, *f, *f, *f, *f, *f]\n"
                             "h: &h [*g, *g, *g, *g, *g, *g, *g, *g, *g]\n";

Test(yaml, aliases_are_refused_and_never_followed)
{
    Arena arena = {0};
    Problems problems = {0};
    YamlFile file;
    cr_expect_eq(yaml_parse("t.yaml", laughs, strlen(laughs), &arena, &problems, &file),
                 STATUS_INPUT);
    cr_expect_eq(problems.n, 8 + 7 * 9, "8 anchors and 63 aliases");
    cr_expect_str_eq(problems.list[0].text, "t.yaml:1:4: expected no anchors or aliases, got "
                                            "\"&a\"; write the value out");
    cr_expect_lt(arena.used, 100000);
    problems_free(&problems);
    arena_free(&arena);
}

Test(yaml, hostile_files_are_answered_at_once)
{
    enum { MB = 1 << 20 };
    static const Hostile cases[] = {
        {"200 kB of [", "", "[", 200000, "t.yaml:1:33: expected at most 32 levels, got more\n"},
        {"1 MB of {", "a: ", "{", MB, NULL},
        {"1 MB of - ", "", "- ", MB, "t.yaml:1:65: expected at most 32 levels, got more\n"},
        {"1 MB of ? ", "", "? ", MB, NULL},
        {"1 MB of ? {", "", "? {", MB, NULL},
        {"1 MB of {a: ", "", "{a: ", MB, NULL},
        {"a line of 10 MB", "a: ", "x", 10 * MB,
         "t.yaml: expected at most 1048576 bytes, got 10485760\n"},
        {"a line of 1 MB", "a: ", "x", MB,
         "t.yaml:1:4: expected a text of at most 8192 bytes, got 1048573\n"},
        {"a text of 1 MB without a key", "", "x ", MB, NULL},
        {"a text over 200,000 lines", "a: ", "x\n  ", MB, NULL},
        {"a quoted text over all lines", "a: \"", "\n", MB, NULL},
        {"1 MB of quotes", "a: ", "'", MB, NULL},
        {"a block of 1 MB", "a: |\n", " x\n", MB, NULL},
        {"100,000 items in a row", "a: [", "1,", 200004, NULL},
        {"100,000 items on lines", "a:\n", "- 1\n", 400003,
         "t.yaml:50000:3: expected at most 50000 values, got more\n"},
        {"100,000 equal keys", "", "a: 1\n", 500000, NULL},
        {"40,000 equal keys", "", "a: 1\n", 200000, NULL},
        {"open brackets in 45,000 items", "a: [", "(,", 90003, ""},
        {"brackets in 45,000 items that close", "a: [", "(,),", 90004, NULL},
        {"open brackets in keys", "a: {", "x: (,", 100004, NULL},
        {"40,000 anchors", "a:\n", "- &a 1\n", 280003, NULL},
        {"aliases", "a: [&a x", ", *a", 160000, NULL},
        {"1 MB of tags", "a: ", "!a ", MB, NULL},
        {"a tag of 1 MB", "a: !", "a", MB, NULL},
        {"an anchor of 1 MB", "a: &", "a", MB, NULL},
        {"1 MB of %", "", "%a b\n", MB, NULL},
        {"1 MB of directives", "", "%TAG !a! b\n", MB, NULL},
        {"1 MB of documents", "", "---\n", MB, NULL},
        {"1 MB of document ends", "", "...\n", MB, NULL},
        {"1 MB of comments", "", "# a\n", MB,
         "t.yaml:1:1: expected a map of keys, got an empty file\n"},
        {"1 MB of blank lines", "", "\n", MB,
         "t.yaml:1:1: expected a map of keys, got an empty file\n"},
        {"1 MB of tabs", "a:\n", "\t", MB, NULL},
        {"1 MB of colons", "", ":", MB, NULL},
        {"1 MB of : ", "", ": ", MB, NULL},
        {"1 MB of commas", "a: [", ",", MB, NULL},
    };
    for (size_t i = 0; i < N_OF(cases); i++) {
        Arena arena = {0};
        YamlFile file;
        const char *messages = NULL;
        char *text = hostile_text(cases[i].head, cases[i].piece, cases[i].n);
        const double begun = hostile_seconds();
        const Status status = parse(text, cases[i].n, &arena, &messages, &file);
        hostile_judge(&cases[i], hostile_seconds() - begun, status, messages);
        free(text);
        arena_free(&arena);
    }
}

Test(yaml, nothing_is_read_beyond_the_end_of_the_text)
{
    /* every beginning of a rich text, each in a block of just its size, for the sanitizers */
    static const char whole[] = "\xEF\xBB\xBF"
                                "a: {b: normal(2, 3), \xC3\xA5: \"q\\n\"}\nc:\n- |\n x\n- 'y'\n";
    for (size_t n = 0; n < sizeof whole; n++) {
        Arena arena = {0};
        Problems problems = {0};
        YamlFile file;
        char *text = malloc(n == 0 ? 1 : n);
        cr_assert_not_null(text);
        memcpy(text, whole, n);
        const Status status = yaml_parse("t.yaml", text, n, &arena, &problems, &file);
        cr_expect(status == STATUS_OK || problems.n > 0, "%zu bytes", n);
        free(text);
        problems_free(&problems);
        arena_free(&arena);
    }
}

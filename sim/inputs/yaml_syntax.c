#include "inputs/yaml_syntax.h"

#include "inputs/text.h"

#include <stdio.h>
#include <string.h>

/* One row per libyaml problem that an analyst is likely to meet. What was found is the rest of the
 * line at the problem, or at its context (where the thing began) when that is the useful place. */
typedef struct {
    const char *problem;
    bool at_context;
    const char *expected;
    const char *hint; /* NULL: where the thing began */
} SyntaxRow;

static const SyntaxRow syntax_rows[] = {
    {"found unexpected end of stream", true, "a text with a closing quote",
     "end it with the quote it begins with"},
    {"found unexpected document indicator", true, "a text with a closing quote",
     "end it with the quote it begins with"},
    {"could not find expected ':'", true, "'key: value'", "a ':' and a blank follow every key"},
    {"mapping values are not allowed in this context", false, "one 'key: value' on a line",
     "give sibling keys the same indentation, every key its ':' (also on the line before), and a "
     "text that holds ': ' quotes"},
    {"found character that cannot start any token", false, "a value",
     "put quotes around a text that begins so"},
    {"did not find expected key", false, "a key at the same indentation as its siblings",
     "check indentation and quotes"},
    {"did not find expected '-' indicator", false, "'- ' as for the items before",
     "check indentation"},
    {"did not find expected ',' or ']'", false, "',' or ']'", NULL},
    {"did not find expected ',' or '}'", false, "',' or '}'", NULL},
    {"found unknown escape character", false, "a known escape after the backslash",
     "use single quotes around a text that holds a backslash"},
    {"block sequence entries are not allowed in this context", false,
     "a list that begins on a line of its own", "put each '- ' on a new line"},
    {"did not find expected node content", false, "a value", "check the brackets"},
    {"did not find expected alphabetic or numeric character", true, "a value",
     "put quotes around a text that begins with * or &"},
    {"did not find expected <document start>", false, "one document", "remove what follows it"},
};

static const SyntaxRow *find_row(const char *problem)
{
    for (size_t i = 0; problem != NULL && i < sizeof syntax_rows / sizeof *syntax_rows; i++) {
        if (strcmp(problem, syntax_rows[i].problem) == 0) {
            return &syntax_rows[i];
        }
    }
    return NULL;
}

/* The rest of the line at a mark. Its index counts characters. */
static const char *line_rest(yaml_mark_t mark, const char *text, size_t length, size_t *n)
{
    size_t at = 0;
    for (size_t n_passed = 0; at < length; at++) {
        n_passed += text_characters(text + at, 1);
        if (n_passed > mark.index) {
            break;
        }
    }
    const char *end = memchr(text + at, '\n', length - at);
    *n = end == NULL ? length - at : (size_t)(end - (text + at));
    if (*n > 0 && text[at + *n - 1] == '\r') {
        (*n)--;
    }
    return text + at;
}

/* The next step; `found` begins with what was found. */
static const char *next_step(const yaml_parser_t *parser, const SyntaxRow *row, char found,
                             char hint_text[64])
{
    if (row == NULL) {
        return parser->problem;
    }
    if (found == '\t') {
        return "indent with spaces, not tabs";
    }
    if (row->hint == NULL && parser->context != NULL) {
        snprintf(hint_text, 64, "what it belongs to begins on line %d",
                 (int)parser->context_mark.line + 1);
        return hint_text;
    }
    return row->hint;
}

Status yaml_syntax_note(const yaml_parser_t *parser, const char *path, const char *text,
                        size_t length, Problems *problems)
{
    if (parser->error == YAML_MEMORY_ERROR) {
        return STATUS_MEMORY;
    }
    char hint_text[64];
    const SyntaxRow *row = find_row(parser->problem);
    const bool at_context = row != NULL && row->at_context && parser->context != NULL;
    const yaml_mark_t mark = at_context ? parser->context_mark : parser->problem_mark;
    const Where where = {path, (int)mark.line + 1, (int)mark.column + 1};
    size_t n_found = 0;
    const char *found = line_rest(mark, text, length, &n_found);
    const char first = n_found > 0 ? found[0] : '\0';
    text_expected(problems, where, NULL, row == NULL ? "valid YAML" : row->expected, found, n_found,
                  next_step(parser, row, first, hint_text));
    return STATUS_INPUT;
}

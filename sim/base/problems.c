#include "base/problems.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    LONGEST_TEXT = 1000, /* bytes of one problem, before escapes; the rest is cut */
    LONGEST_FOUND = 80,  /* bytes of found text that are shown */
    LONGEST_NAME = 64,   /* bytes of a name that is compared with others */
    MOST_EDITS = 3
};

/* Bytes of the valid UTF-8 character at text[0..length), 0 if it is invalid. */
static size_t utf8_length(const unsigned char *text, size_t length)
{
    unsigned char first = text[0];
    size_t n = 0;
    if (first < 0x80) return 1;
    if (first >> 5 == 6) n = 2;
    if (first >> 4 == 14) n = 3;
    if (first >> 3 == 30) n = 4;
    if (n == 0 || n > length) return 0;
    uint32_t code = first & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((text[i] & 0xC0) != 0x80) return 0;
        code = code << 6 | (text[i] & 0x3F);
    }
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    return code < smallest[n] || code > 0x10FFFF || surrogate ? 0 : n;
}

/* May the character be sent to a terminal? Not C0, DEL, C1, nor the marks that turn text around. */
static bool is_printable(const unsigned char *text, size_t n)
{
    if (n == 1) return text[0] >= 0x20 && text[0] != 0x7F;
    if (n == 2) return !(text[0] == 0xC2 && text[1] < 0xA0);
    if (n == 3 && text[0] == 0xE2) {
        bool embedding = text[1] == 0x80 && text[2] >= 0xAA && text[2] <= 0xAE; /* U+202A.. */
        bool isolate = text[1] == 0x81 && text[2] >= 0xA6 && text[2] <= 0xA9;   /* U+2066.. */
        return !embedding && !isolate;
    }
    return true;
}

/* A copy with everything that is not printable UTF-8 as \xNN; NULL when memory runs out. */
static char *escape(const char *raw, size_t length)
{
    const unsigned char *text = (const unsigned char *)raw;
    char *escaped = malloc(4 * length + 1);
    if (escaped == NULL) return NULL;
    size_t written = 0;
    for (size_t at = 0; at < length;) {
        size_t n = utf8_length(text + at, length - at);
        bool shown = n > 0 && is_printable(text + at, n);
        if (n == 0) n = 1;
        for (size_t end = at + n; at < end; at++) {
            if (shown) {
                escaped[written++] = raw[at];
            } else {
                written += (size_t)snprintf(escaped + written, 5, "\\x%02X", text[at]);
            }
        }
    }
    escaped[written] = '\0';
    return escaped;
}

/* The longest prefix of text[length] within `limit` bytes that does not split a character. */
static size_t cut(const char *text, size_t length, size_t limit)
{
    if (length <= limit) return length;
    size_t end = limit;
    while (end > 0 && limit - end < 3 && ((unsigned char)text[end] & 0xC0) == 0x80) end--;
    return end;
}

/* A text under construction; what does not fit is cut. */
typedef struct {
    char text[LONGEST_TEXT + 8];
    size_t length;
} Line;

static void line_add(Line *line, const char *format, va_list arguments)
{
    size_t room = sizeof line->text - line->length;
    int n = vsnprintf(line->text + line->length, room, format, arguments);
    if (n < 0) return;
    line->length += (size_t)n < room ? (size_t)n : room - 1;
}

static void line_format(Line *line, const char *format, ...) PRINTF_LIKE(2, 3);
static void line_format(Line *line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    line_add(line, format, arguments);
    va_end(arguments);
}

/* "file:line:column: key: ", as much of it as there is. */
static void line_begin(Line *line, Where where, const char *key)
{
    if (where.file != NULL) {
        line_format(line, "%s", where.file);
        if (where.line > 0) line_format(line, ":%d", where.line);
        if (where.line > 0 && where.column > 0) line_format(line, ":%d", where.column);
        line_format(line, ": ");
    }
    if (key != NULL && key[0] != '\0') line_format(line, "%s: ", key);
}

static char *copy_text(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy != NULL ? memcpy(copy, text, size) : NULL;
}

/* Room for one more in the list. */
static bool make_room(Problems *problems)
{
    if (problems->n_kept < problems->capacity) return true;
    size_t capacity = problems->capacity > 0 ? 2 * problems->capacity : 8;
    Problem *list = realloc(problems->list, capacity * sizeof *list);
    if (list == NULL) return false;
    problems->list = list;
    problems->capacity = capacity;
    return true;
}

static void keep(Problems *problems, Where where, const Line *line)
{
    problems->n++;
    if (problems->n_kept == PROBLEMS_KEPT) return;
    if (!make_room(problems)) {
        problems->out_of_memory = true;
        return;
    }
    Problem problem = {.line = where.line, .column = where.column};
    problem.text = escape(line->text, cut(line->text, line->length, LONGEST_TEXT));
    if (where.file != NULL) problem.file = copy_text(where.file);
    if (problem.text == NULL || (where.file != NULL && problem.file == NULL)) {
        free(problem.text);
        free(problem.file);
        problems->out_of_memory = true;
        return;
    }
    problems->list[problems->n_kept++] = problem;
}

void problems_note(Problems *problems, Where where, const char *key, const char *format, ...)
{
    Line line = {.length = 0};
    va_list arguments;
    line_begin(&line, where, key);
    va_start(arguments, format);
    line_add(&line, format, arguments);
    va_end(arguments);
    keep(problems, where, &line);
}

void problems_expected(Problems *problems, Where where, const char *key, const char *expected,
                       const char *found, const char *suggestion)
{
    Line line = {.length = 0};
    line_begin(&line, where, key);
    line_format(&line, "expected %s, got ", expected);
    if (found == NULL) {
        line_format(&line, "nothing");
    } else {
        size_t length = strlen(found);
        size_t shown = cut(found, length, LONGEST_FOUND);
        line_format(&line, "\"%.*s%s\"", (int)shown, found, shown < length ? "..." : "");
    }
    if (suggestion != NULL) line_format(&line, "; did you mean \"%s\"?", suggestion);
    keep(problems, where, &line);
}

void problems_move(Problems *from, Problems *to)
{
    for (size_t i = 0; i < from->n_kept; i++) {
        Problem *problem = &from->list[i];
        bool kept = to->n_kept < PROBLEMS_KEPT && make_room(to);
        if (kept) {
            to->list[to->n_kept++] = *problem;
            continue;
        }
        to->out_of_memory |= to->n_kept < PROBLEMS_KEPT;
        free(problem->text);
        free(problem->file);
    }
    to->n += from->n;
    to->out_of_memory |= from->out_of_memory;
    free(from->list);
    *from = (Problems){0};
}

Status problems_fail(Problems *problems, Status status, const char *format, ...)
{
    Line line = {.length = 0};
    va_list arguments;
    va_start(arguments, format);
    line_add(&line, format, arguments);
    va_end(arguments);
    keep(problems, (Where){0}, &line);
    return status;
}

Status problems_status(const Problems *problems, size_t before)
{
    if (problems->n == before) return STATUS_OK;
    return problems->out_of_memory ? STATUS_MEMORY : STATUS_INPUT;
}

static bool same_file(const char *a, const char *b)
{
    if (a == NULL || b == NULL) return a == b;
    return strcmp(a, b) == 0;
}

typedef struct {
    size_t file; /* where its file is first mentioned */
    Problem problem;
} Ranked;

static bool comes_after(const Ranked *a, const Ranked *b)
{
    if (a->file != b->file) return a->file > b->file;
    if (a->problem.line != b->problem.line) return a->problem.line > b->problem.line;
    return a->problem.column > b->problem.column;
}

void problems_sort(Problems *problems)
{
    Ranked ranked[PROBLEMS_KEPT];
    for (size_t i = 0; i < problems->n_kept; i++) {
        Ranked moved = {.file = 0, .problem = problems->list[i]};
        while (!same_file(problems->list[moved.file].file, moved.problem.file)) moved.file++;
        size_t j = i;
        for (; j > 0 && comes_after(&ranked[j - 1], &moved); j--) {
            ranked[j] = ranked[j - 1];
        }
        ranked[j] = moved;
    }
    for (size_t i = 0; i < problems->n_kept; i++) {
        problems->list[i] = ranked[i].problem;
    }
}

void problems_free(Problems *problems)
{
    for (size_t i = 0; i < problems->n_kept; i++) {
        free(problems->list[i].text);
        free(problems->list[i].file);
    }
    free(problems->list);
    *problems = (Problems){0};
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment distance: insert, delete, replace, swap two neighbours (Damerau 1964,
 * no part edited twice). Both at most LONGEST_NAME. */
static size_t edits_between(const char *a, size_t n_a, const char *b, size_t n_b)
{
    size_t row[3][LONGEST_NAME + 1]; /* [i mod 3][j]: edits from a[0..i) to b[0..j) */
    for (size_t j = 0; j <= n_b; j++) {
        row[0][j] = j;
    }
    for (size_t i = 1; i <= n_a; i++) {
        size_t *here = row[i % 3];
        const size_t *above = row[(i + 2) % 3];
        const size_t *two_above = row[(i + 1) % 3];
        here[0] = i;
        for (size_t j = 1; j <= n_b; j++) {
            char x = lower(a[i - 1]);
            char y = lower(b[j - 1]);
            here[j] = least(least(above[j], here[j - 1]) + 1, above[j - 1] + (x != y));
            bool swapped = i > 1 && j > 1 && x == lower(b[j - 2]) && lower(a[i - 2]) == y;
            if (swapped) here[j] = least(here[j], two_above[j - 2] + 1);
        }
    }
    return row[n_a % 3][n_b];
}

const char *problems_nearest(const char *name, const char *const *names, size_t n)
{
    size_t length = strlen(name);
    if (length > LONGEST_NAME) return NULL;
    size_t limit = length < 3 ? 1 : least(length / 3, MOST_EDITS);
    const char *nearest = NULL;
    for (size_t i = 0; i < n; i++) {
        size_t candidate = strlen(names[i]);
        if (candidate > length + MOST_EDITS || length > candidate + MOST_EDITS) continue;
        if (candidate > LONGEST_NAME) continue;
        size_t edits = edits_between(name, length, names[i], candidate);
        bool better = nearest == NULL ? edits <= limit : edits < limit;
        if (!better) continue;
        nearest = names[i];
        limit = edits;
    }
    return nearest;
}

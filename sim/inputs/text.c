#include "inputs/text.h"

#include <stdint.h>
#include <string.h>

/* At most this many bytes of what was found are shown. */
enum { SHOWN_BYTES = 80 };

/* Well above PROBLEMS_KEPT. */
enum { MOST_NOTES = 1000 };

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0U) == 0x80U;
}

size_t text_characters(const char *text, size_t length)
{
    size_t n = 0;
    for (size_t i = 0; i < length; i++) {
        n += is_continuation(text[i]) ? 0 : 1;
    }
    return n;
}

size_t text_bom(const char *text, size_t length)
{
    return length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* The forms of UTF-8 (RFC 3629): a first byte within mask and mark, how many bytes, and the smallest
 * code point that may be written so. */
typedef struct {
    unsigned mask, mark;
    size_t n_bytes;
    uint32_t smallest;
} Utf8Form;

static const Utf8Form utf8_forms[] = {
    {0x80, 0x00, 1, 0},
    {0xE0, 0xC0, 2, 0x80},
    {0xF0, 0xE0, 3, 0x800},
    {0xF8, 0xF0, 4, 0x10000},
};

static const Utf8Form *utf8_form(unsigned char first)
{
    for (size_t i = 0; i < sizeof utf8_forms / sizeof *utf8_forms; i++) {
        if ((first & utf8_forms[i].mask) == utf8_forms[i].mark) {
            return &utf8_forms[i];
        }
    }
    return NULL;
}

/* Reads one character of text[length], length >= 1. Returns its bytes, 0 if it is not UTF-8. */
static size_t utf8_read(const char *text, size_t length, uint32_t *code)
{
    const unsigned char first = (unsigned char)text[0];
    const Utf8Form *form = utf8_form(first);
    if (form == NULL || form->n_bytes > length) {
        return 0;
    }
    uint32_t value = first & ~form->mask & 0xFFU;
    for (size_t i = 1; i < form->n_bytes; i++) {
        if (!is_continuation(text[i])) {
            return 0;
        }
        value = value << 6 | ((unsigned char)text[i] & 0x3FU);
    }
    const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
    if (value < form->smallest || value > 0x10FFFF || surrogate) {
        return 0;
    }
    *code = value;
    return form->n_bytes;
}

/* Characters that have no place in a text file: controls, line ends of other traditions, a
 * byte-order mark inside the text, and non-characters. */
static bool is_forbidden(uint32_t code)
{
    const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
    const bool other_line_end = code == 0x2028 || code == 0x2029;
    const bool mark = code == 0xFEFF || code == 0xFFFE || code == 0xFFFF;
    return (control && code != '\t' && code != '\n') || other_line_end || mark;
}

size_t text_character(const char *text, size_t length, uint32_t *code)
{
    const size_t n_bytes = utf8_read(text, length, code);
    return n_bytes > 0 && is_forbidden(*code) ? 0 : n_bytes;
}

static void note_forbidden(const char *path, int line, int column, uint32_t code,
                           Problems *problems)
{
    const Where where = {path, line, column};
    if (code == 0) {
        problems_note(problems, where, NULL, "expected text, got a NUL byte; %s",
                      "is this a text file, saved as UTF-8?");
    } else if (code == '\r') {
        problems_note(problems, where, NULL,
                      "expected every line to end in LF or CRLF, got a lone carriage return");
    } else {
        problems_note(problems, where, NULL,
                      "expected plain text, got the character U+%04X; remove it", (unsigned)code);
    }
}

/* How files begin that programs write when nobody asks them for plain text. */
static const struct {
    const char *mark, *what;
} programs_files[] = {
    {"PK\x03\x04", "a compressed file, as Excel and Word write it"},
    {"\xD0\xCF\x11\xE0", "a file of an older Excel or Word"},
    {"{\\rtf", "formatted text (RTF)"},
    {"%PDF", "a PDF"},
};

static bool is_programs(const char *path, const char *text, size_t length, Problems *problems)
{
    for (size_t i = 0; i < sizeof programs_files / sizeof *programs_files; i++) {
        const size_t n = strlen(programs_files[i].mark);
        if (length < n || memcmp(text, programs_files[i].mark, n) != 0) continue;
        problems_note(problems, (Where){path, 1, 1}, NULL,
                      "expected plain text, got %s; save it as plain text in UTF-8",
                      programs_files[i].what);
        return true;
    }
    return false;
}

Status text_check(const char *path, const char *text, size_t length, Problems *problems)
{
    int line = 1;
    int column = 1;
    if (is_programs(path, text, length, problems)) {
        return STATUS_INPUT;
    }
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        const size_t n_bytes = utf8_read(text + i, length - i, &code);
        if (n_bytes == 0) {
            const Where where = {path, line, column};
            text_expected(problems, where, NULL, "UTF-8 text", text + i, 1,
                          "save the file as UTF-8");
            return STATUS_INPUT;
        }
        const bool line_end = code == '\r' && i + 1 < length && text[i + 1] == '\n';
        if (is_forbidden(code) && !line_end) {
            note_forbidden(path, line, column, code, problems);
            return STATUS_INPUT;
        }
        column = code == '\n' ? 1 : column + 1;
        line += code == '\n' ? 1 : 0;
        i += n_bytes;
    }
    return STATUS_OK;
}

static bool is_letter(uint32_t code)
{
    const bool ascii = (code >= 'a' && code <= 'z') || (code >= 'A' && code <= 'Z');
    /* Latin-1 letters and Latin Extended-A and -B, but the signs of multiplication and division */
    const bool latin = code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7;
    return ascii || latin;
}

bool text_is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length;) {
        uint32_t code = 0;
        const size_t n_bytes = utf8_read(text + i, length - i, &code);
        const bool later = (code >= '0' && code <= '9') || code == '_' || code == '-' ||
                           code == '.';
        if (n_bytes == 0 || !(is_letter(code) || (later && i > 0))) {
            return false;
        }
        i += n_bytes;
    }
    return length > 0;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void text_trim(const char **text, size_t *length)
{
    while (*length > 0 && is_blank((*text)[0])) {
        (*text)++;
        (*length)--;
    }
    while (*length > 0 && is_blank((*text)[*length - 1])) {
        (*length)--;
    }
}

void text_expected(Problems *problems, Where where, const char *key, const char *expected,
                   const char *found, size_t length, const char *hint)
{
    const char *parting = hint == NULL ? "" : "; ";
    const char *hint_text = hint == NULL ? "" : hint;
    if (length == 0) {
        problems_note(problems, where, key, "expected %s, got nothing%s%s", expected, parting,
                      hint_text);
        return;
    }
    size_t shown = length;
    if (length > SHOWN_BYTES) {
        shown = SHOWN_BYTES - 3;
        while (shown > 0 && is_continuation(found[shown])) {
            shown--;
        }
    }
    problems_note(problems, where, key, "expected %s, got \"%.*s%s\"%s%s", expected, (int)shown,
                  found, shown < length ? "..." : "", parting, hint_text);
}

bool text_is_hopeless(const Problems *problems, size_t before)
{
    return problems->n - before > MOST_NOTES;
}

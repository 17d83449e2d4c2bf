/* paged.h: page one of an example as a text.
 * Read by tests of the page. */
#ifndef LIVSBANA_TESTS_OUTPUT_PAGED_H
#define LIVSBANA_TESTS_OUTPUT_PAGED_H

#include "output/page.h"

#include "example.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

static inline char *page_from(const Findings *findings, Language language, int width, bool colour)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    cr_assert_eq(page_write(findings, language, width, colour, file), STATUS_OK);
    fclose(file);
    return text;
}

static inline char *page_of(Example example, Language language, int width, bool colour)
{
    Study study;
    Findings findings;
    example_make(example, &study, &findings);
    char *text = page_from(&findings, language, width, colour);
    arena_free(&findings.arena);
    return text;
}

/* Text with every line end a blank and no blanks beside each other. */
static inline char *unwrapped(const char *text)
{
    char *flat = calloc(strlen(text) + 1, 1), *to = flat;
    for (; *text; text++) {
        char c = *text == '\n' ? ' ' : *text;
        if (c != ' ' || to == flat || to[-1] != ' ') *to++ = c;
    }
    return flat;
}

#endif

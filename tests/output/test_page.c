/* Page one, word for word. To renew a golden text after a change that was meant, run this test with
 * LIVSBANA_GOLDEN set to the folder to write it to, read it, and copy it here. */
#define _XOPEN_SOURCE 700

#include "output/page.h"

#include "example.h"
#include "scratch.h"

static char *page_of(Example example, Language language, int width, bool colour)
{
    Study study;
    Findings findings;
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    example_make(example, &study, &findings);
    cr_assert_eq(page_write(&findings, language, width, colour, file), STATUS_OK);
    fclose(file);
    arena_free(&findings.arena);
    return text;
}

/* Text with every line end a blank and no blanks beside each other. */
static char *unwrapped(const char *text)
{
    char *flat = calloc(strlen(text) + 1, 1), *to = flat;
    for (; *text; text++) {
        char c = *text == '\n' ? ' ' : *text;
        if (c != ' ' || to == flat || to[-1] != ' ') *to++ = c;
    }
    return flat;
}

static void check_golden(Language language)
{
    char path[SCRATCH_PATH];
    char *text = page_of(EXAMPLE_TYPICAL, language, 80, false);
    const char *renew = getenv("LIVSBANA_GOLDEN");
    snprintf(path, sizeof path, "%s/page.%s.txt",
             renew != NULL ? renew : LIVSBANA_SOURCE_DIR "/tests/output", language_code[language]);
    if (renew != NULL) scratch_write(path, text);
    char *golden = scratch_text(path);
    cr_assert_not_null(golden, "%s", path);
    cr_expect_str_eq(text, golden, "%s differs; now it is\n%s", path, text);
    free(golden);
    free(text);
}

Test(page, the_english_page_is_as_agreed)
{
    check_golden(LANGUAGE_EN);
}

Test(page, the_swedish_page_is_as_agreed)
{
    check_golden(LANGUAGE_SV);
}

Test(page, what_must_always_be_said_is_said_word_for_word)
{
    static const char *const always[N_LANGUAGES] = {
        "This shows what follows if the assumptions hold; 63 % of the value rests on guesses. It "
        "does not show that the programme works, and a low saving is no reason to withhold help "
        "required by law.",
        "Detta visar vad som följer om antagandena håller; 63 % av värdet vilar på gissningar. Det "
        "visar inte att insatsen fungerar, och en låg besparing är inget skäl att neka hjälp som "
        "lagen kräver."};
    for (int e = 0; e < N_EXAMPLES; e++) {
        for (int l = 0; l < N_LANGUAGES; l++) {
            char *text = page_of((Example)e, (Language)l, 50, false), *flat = unwrapped(text);
            cr_expect_not_null(strstr(flat, always[l]), "%s", text);
            free(flat);
            free(text);
        }
    }
}

Test(page, no_line_is_wider_than_asked)
{
    static const int width[] = {60, 80, 100, 132};
    for (int e = 0; e < N_EXAMPLES; e++) {
        for (int i = 0; i < 4 * N_LANGUAGES; i++) {
            char *text = page_of((Example)e, (Language)(i % N_LANGUAGES), width[i / N_LANGUAGES],
                                 false);
            for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
                cr_expect_leq(text_columns(line), width[i / N_LANGUAGES], "%s", line);
                cr_expect_neq(line[strlen(line) - 1], ' ', "blank at the end: %s", line);
            }
            free(text);
        }
    }
}

Test(page, verdicts_are_said_in_the_agreed_words)
{
    static const char *const word[N_EXAMPLES] = {
        [EXAMPLE_TYPICAL] = "\n  Undecided: the evidence is too weak\n",
        [EXAMPLE_LOSS] = "\n  Speaks against\n",
        [EXAMPLE_TINY] = "\n  Undecided\n",
        [EXAMPLE_CROWDED] = "\n  Undecided\n",
        [EXAMPLE_SHORT] = "\n  Speaks for\n"};
    for (int e = 0; e < N_EXAMPLES; e++) {
        char *text = page_of((Example)e, LANGUAGE_EN, 80, false);
        cr_expect_not_null(strstr(text, word[e]), "%s", word[e]);
        free(text);
    }
}

Test(page, colour_only_when_asked)
{
    char *plain = page_of(EXAMPLE_TYPICAL, LANGUAGE_EN, 80, false);
    char *coloured = page_of(EXAMPLE_TYPICAL, LANGUAGE_EN, 80, true);
    cr_expect_null(strchr(plain, '\033'));
    cr_expect_not_null(strstr(coloured, "\033[1mVerdict\033[0m"));
    free(plain);
    free(coloured);
}

Test(page, a_full_disk_is_noticed)
{
    Study study;
    Findings findings;
    FILE *file = fopen("/dev/full", "w");
    cr_assert_not_null(file);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_expect_eq(page_write(&findings, LANGUAGE_EN, 80, false, file), STATUS_FILE);
    fclose(file);
    arena_free(&findings.arena);
}

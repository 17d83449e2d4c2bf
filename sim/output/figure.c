#include "output/figure.h"

#include "output/messages.h"

#include <string.h>

/* A measure without a label of its own goes by its name: blanks for underscores. */
static char *spoken(Arena *arena, const char *label)
{
    char *text = text_capital(arena, label);
    for (char *c = text; c != NULL && *c != '\0'; c++) {
        if (*c == '_') *c = ' ';
    }
    return text;
}

const char *figure_text(Arena *arena, Language language, const char *label, const char *sex,
                        const char *ages)
{
    const char *name = spoken(arena, label), *dots = strstr(ages, "..");
    const char *who = "";
    if (strcmp(sex, "f") == 0) who = message(SAY_WOMEN, language);
    if (strcmp(sex, "m") == 0) who = message(SAY_MEN, language);
    if (name == NULL) return NULL;
    const char *gap = *who != '\0' ? " " : "";
    if (dots == NULL) return arena_format(arena, "%s,%s%s %s", name, gap, who, ages);
    return arena_format(arena, "%s,%s%s %.*s" TEXT_DASH "%s", name, gap, who, (int)(dots - ages),
                        ages, dots + 2);
}

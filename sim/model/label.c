#include "model/label.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Every one of these begins with its label. */
_Static_assert(offsetof(State, label) == 0 && offsetof(Milestone, label) == 0 &&
                   offsetof(Payer, label) == 0 && offsetof(Item, label) == 0,
               "the label stands first");

enum { FOLDED = 80, WORDS = 2 }; /* bytes of a folded text; Swedish and English */

/* The ASCII letter that the two bytes of a Swedish one stand for, or 0. */
static char plain_letter(const char *text)
{
    static const struct {
        const char *bytes;
        char plain;
    } letters[] = {{"å", 'a'}, {"ä", 'a'}, {"ö", 'o'}, {"Å", 'a'},
                   {"Ä", 'a'}, {"Ö", 'o'}, {"é", 'e'}, {"É", 'e'}};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (strncmp(text, letters[i].bytes, 2) == 0) return letters[i].plain;
    return '\0';
}

/* In lower case, without blanks, '_' and '-', without the dots of letters; cut where it is long. */
static void fold(const char *text, char folded[FOLDED])
{
    int n = 0;
    for (; *text != '\0' && n < FOLDED - 1; text++) {
        char plain = plain_letter(text);
        if (strchr(" _-", *text) != NULL) continue;
        if (plain != '\0') text++;
        char c = plain != '\0' ? plain : *text;
        folded[n++] = (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
    folded[n] = '\0';
}

/* The label whose words begin as the text does, for at least half of it and five letters, and further
 * than any other's ("arbetsmarknadsnämnden": "Arbetsmarknads- och ..."); its index, or -1. */
static int longest_beginning(const char *const *candidate, int n, const char *sought)
{
    size_t best = 4;
    int found = -1;
    bool tie = false;
    for (int i = 0; i < n * (WORDS + 1); i++) {
        size_t same = 0;
        while (sought[same] != '\0' && sought[same] == candidate[i][same]) same++;
        int at = i / (WORDS + 1);
        if (same < best || 2 * same < strlen(sought)) continue;
        if (same == best) {
            tie |= found != at;
            continue;
        }
        best = same;
        found = at;
        tie = false;
    }
    return tie ? -1 : found;
}

const char *label_nearest(const Label *const *label, int n, const char *text)
{
    char store[MOST_LABELS][WORDS + 1][FOLDED], sought[FOLDED];
    const char *candidate[MOST_LABELS * (WORDS + 1)];
    if (n > MOST_LABELS) n = MOST_LABELS;
    for (int i = 0; i < n; i++) {
        const char *word[WORDS + 1] = {label[i]->name, label[i]->label_sv, label[i]->label_en};
        for (int w = 0; w <= WORDS; w++) {
            fold(word[w] != NULL ? word[w] : "", store[i][w]);
            candidate[i * (WORDS + 1) + w] = store[i][w];
        }
    }
    fold(text, sought);
    const char *nearest = problems_nearest(sought, candidate, (size_t)n * (WORDS + 1));
    for (int i = 0; nearest != NULL && i < n * (WORDS + 1); i++)
        if (candidate[i] == nearest) return label[i / (WORDS + 1)]->name;
    int begins = longest_beginning(candidate, n, sought);
    return begins >= 0 ? label[begins]->name : NULL;
}

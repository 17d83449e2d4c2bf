#include "output/layout.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* ---- axes ---- */

Axis axis_make(double low, double high, int most_steps)
{
    static const double nice[] = {1, 2, 5, 10};
    if (!(high - low > 0)) {
        double half = fmax(fabs(low) * 0.5, 0.5);
        low -= half;
        high += half;
    }
    double power = pow(10, floor(log10((high - low) / most_steps)));
    Axis axis = {0};
    for (int i = 0; i < 4; i++) {
        axis.step = nice[i] * power;
        axis.low = floor(low / axis.step + 1e-9) * axis.step;
        axis.high = ceil(high / axis.step - 1e-9) * axis.step;
        if (axis_ticks(&axis) - 1 <= most_steps) break;
    }
    double digits = -floor(log10(axis.step) + 1e-9);
    axis.decimals = digits > 0 ? (int)digits : 0;
    return axis;
}

int axis_ticks(const Axis *axis)
{
    return (int)lround((axis->high - axis->low) / axis->step) + 1;
}

/* ---- labels ---- */

void layout_spread(double *at, int n, double gap, double low, double high)
{
    if (n > 1 && gap * (n - 1) > high - low) gap = (high - low) / (n - 1);
    for (int pass = 0; pass < 100; pass++) { /* neighbours push each other half way */
        for (int i = 1; i < n; i++) {
            double lacking = gap - (at[i] - at[i - 1]);
            if (lacking <= 0) continue;
            at[i - 1] -= lacking / 2;
            at[i] += lacking / 2;
        }
    }
    for (int i = 0; i < n; i++) { /* what is left to do: upwards from the floor, */
        double least = i == 0 ? low : at[i - 1] + gap;
        if (at[i] < least) at[i] = least;
    }
    for (int i = n - 1; i >= 0; i--) { /* and down from the ceiling */
        double most = i == n - 1 ? high : at[i + 1] - gap;
        if (at[i] > most) at[i] = most;
    }
}

/* ---- text ---- */

typedef struct {
    const char *characters;
    double em;
} Width;

/* Lato Regular's advance widths, rounded, by groups of like letters. */
static const Width widths[] = {
    {"ijl.,:;'|!I ", 0.25},
    {"ftr()[]{}-/", 0.35},
    {"acesvxzykJ", 0.48},
    {"mMW@%", 0.83},
    {"wACDGHKNOQRTUVXYZ&+<=>~", 0.66},
};
static const double other_em = 0.56;

static bool begins(char byte)
{
    return ((unsigned char)byte & 0xC0u) != 0x80u;
}

static double character_em(char first)
{
    for (size_t i = 0; i < sizeof widths / sizeof widths[0]; i++) {
        if (strchr(widths[i].characters, first) != NULL) return widths[i].em;
    }
    return other_em;
}

double layout_em(const char *text)
{
    double em = 0;
    for (; *text; text++) {
        if (begins(*text)) em += character_em(*text);
    }
    return em;
}

/* The bytes at the beginning of text that are at most `most` em wide, whole characters. */
static size_t fitting(const char *text, double most)
{
    double em = 0;
    size_t i = 0;
    for (; text[i]; i++) {
        if (!begins(text[i])) continue;
        em += character_em(text[i]);
        if (em > most) break;
    }
    return i;
}

const char *layout_fit(Arena *arena, const char *text, double most)
{
    if (layout_em(text) <= most) return text;
    return arena_format(arena, "%.*s" ELLIPSIS, (int)fitting(text, most - 0.8), text);
}

/* The em of text[length]. */
static double part_em(const char *text, size_t length)
{
    double em = 0;
    for (size_t i = 0; i < length; i++) {
        if (begins(text[i])) em += character_em(text[i]);
    }
    return em;
}

/* The blank that leaves the shorter longest line; 0 when there is none. */
static size_t even_cut(const char *text)
{
    size_t best = 0;
    double least = INFINITY;
    for (size_t i = 1; text[i]; i++) {
        if (text[i] != ' ') continue;
        double first = part_em(text, i), second = layout_em(text + i + 1);
        double longer = first > second ? first : second;
        if (longer <= least) {
            least = longer;
            best = i;
        }
    }
    return best;
}

const char *layout_two_lines(Arena *arena, const char *text, double most)
{
    size_t cut = even_cut(text);
    if (cut == 0 || layout_em(text) <= most) return text;
    return arena_format(arena, "%.*s\n%s", (int)cut, text, text + cut + 1);
}

double layout_longest(const char *text)
{
    double longest = 0;
    while (*text) {
        size_t length = strcspn(text, "\n");
        longest = fmax(longest, part_em(text, length));
        text += length + (text[length] == '\n');
    }
    return longest;
}

double layout_size(const char *const *text, int n, double size, double width)
{
    for (int i = 0; i < n; i++) {
        size = fmin(size, width / fmax(layout_longest(text[i]), 1));
    }
    return size;
}

#include "base/number.h"

#include "base/number_parts.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool number_read(const char *text, size_t length, double *value, char hint_text[64],
                 const char **hint)
{
    char terminated[LONGEST + 1];
    *hint = NULL;
    if (!is_decimal(text, length)) {
        *hint = number_hint(text, length, hint_text);
        return false;
    }
    if (length > LONGEST) {
        snprintf(hint_text, 64, "write fewer digits");
        *hint = hint_text;
        return false;
    }
    memcpy(terminated, text, length);
    terminated[length] = '\0';
    double read = strtod(terminated, NULL);
    if (!isfinite(read)) {
        snprintf(hint_text, 64, "write a number below 1.8e308");
        *hint = hint_text;
        return false;
    }
    *value = read;
    return true;
}

/* Is it `2.000`, which is 2000 to those who part thousands with points? */
static bool may_be_thousands(const char *text, size_t length)
{
    size_t before = skip_digits(text, length, 0);
    return before >= 1 && before <= 3 && text[0] != '0' && length == before + 4 &&
           text[before] == '.' && skip_digits(text, length, before + 1) == length;
}

/* The whole numbers that a text that may have thousands was meant as. */
static const char *hint_whole(const char *text, size_t length, char hint_text[64])
{
    const int before = (int)length - 4;
    if (strncmp(text + before + 1, "000", 3) == 0)
        snprintf(hint_text, 64, "write %.*s or %.*s000", before, text, before, text);
    else
        snprintf(hint_text, 64, "write %.*s%.3s", before, text, text + before + 1);
    return hint_text;
}

/* `1,000` as `1.000`, in room[LONGEST + 1]; false when there is no such comma. */
static bool comma_to_point(const char *text, size_t length, char *room)
{
    if (length < 5 || length > LONGEST || text[length - 4] != ',') return false;
    memcpy(room, text, length);
    room[length] = '\0';
    room[length - 4] = '.';
    return is_decimal(room, length);
}

bool number_read_whole(const char *text, size_t length, double *value, char hint_text[64],
                       const char **hint)
{
    char pointed[LONGEST + 1];
    bool whole = false;
    if (number_read(text, length, value, hint_text, hint))
        whole = floor(*value) >= *value;
    else if (comma_to_point(text, length, pointed))
        text = pointed;
    else
        return false;
    if (!may_be_thousands(text, length)) return whole;
    *hint = hint_whole(text, length, hint_text);
    return false;
}

const char *number_hint_share(double value, char hint_text[64])
{
    if (!(value > 2 && value <= 100)) return NULL; /* 1.2 is rather a slip */
    snprintf(hint_text, 64, "write %.10g for %.10g %%", value / 100, value);
    return hint_text;
}

const char *number_write(char text[NUMBER_TEXT], double value)
{
    if (isnan(value)) {
        text[0] = '\0';
        return text;
    }
    if (isinf(value)) return strcpy(text, value > 0 ? "inf" : "-inf");
    char written[NUMBER_TEXT] = "";
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(written, sizeof written, "%.*g", digits, value);
        if (strtod(written, NULL) == value) break;
    }
    return strcpy(text, written);
}

#include "cli/options.h"

#include "base/number.h"
#include "model/keys_batch.h"
#include "model/keys_scenario.h"
#include "output/charts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

const Option options[N_OPTIONS] = {
    [OPTION_OUTPUT] = {.name = "output",
                       .letter = 'o',
                       .kind = OPTION_IS_TEXT,
                       .argument = "PATH",
                       .doc =
                           "Where the results go: a folder, default results/NAME with the name of "
                           "the file, in which the command's earlier result is replaced as a "
                           "whole; for calibrate and exact a new file."},
    [OPTION_THREADS] = {.name = "threads",
                        .kind = OPTION_IS_INTEGER,
                        .argument = "N",
                        .low = 1,
                        .high = 1024,
                        .doc = "Threads that work side by side; default all cores. Results do not "
                               "depend on it."},
    [OPTION_MEMORY] = {.name = "memory",
                       .kind = OPTION_IS_SIZE,
                       .argument = "SIZE",
                       .low = 50,
                       .high = 1000000,
                       .doc = "Memory the program may take in all, such as 500M or 8G; default "
                              "2G. Fewer threads work where there is no room for all. If all "
                              "simulated cohorts do not fit, quantiles of `run` with luck are "
                              "those of a sketch, at most 0.4 % off, and are marked; other "
                              "commands refuse to run. gnuplot, which draws the charts, and MPI "
                              "come on top."},
    [OPTION_CHECKPOINT] = {.name = "checkpoint",
                           .doc =
                               "Keep what is worked out in a hidden file beside the folder until "
                               "the folder is complete, so that a run that is killed can be gone "
                               "on with. Takes as much disk as memory."},
    [OPTION_RESUME] = {.name = "resume",
                       .doc =
                           "Go on with the run of the same files, options and program that left a "
                           "checkpoint; without one, begin. Keeps a checkpoint too."},
    [OPTION_SEED] = {.name = "seed",
                     .kind = OPTION_IS_INTEGER,
                     .argument = "N",
                     .table = &keys_simulation,
                     .doc = "The seed of all random numbers, instead of the file's."},
    [OPTION_REPLICATES] = {.name = "replicates",
                           .kind = OPTION_IS_INTEGER,
                           .argument = "N",
                           .table = &keys_simulation,
                           .doc = "Simulated cohorts in all worlds together, instead of the "
                                  "file's; rounded up to whole blocks of 50 worlds."},
    [OPTION_HORIZON] = {.name = "horizon",
                        .kind = OPTION_IS_INTEGER,
                        .argument = "N",
                        .table = &keys_economics,
                        .doc = "Years from the programme's start that are counted, instead of the "
                               "file's."},
    [OPTION_PRICE_YEAR] = {.name = "price-year",
                           .kind = OPTION_IS_INTEGER,
                           .argument = "Y",
                           .low = 1900,
                           .high = 2200,
                           .doc = "The year of whose money all results are; default that of the "
                                  "first scenario, which the others must share."},
    [OPTION_YEARS] = {.name = "years",
                      .kind = OPTION_IS_INTEGER,
                      .argument = "N",
                      .table = &keys_batch,
                      .doc = "Years after which scenarios are ranked; default 10."},
    [OPTION_ACCOUNT] = {.name = "account",
                        .kind = OPTION_IS_TEXT,
                        .argument = "NAME",
                        .doc = "Whose money they are ranked by: a payer of the model, or "
                               "municipality (the default), region, state, public_sector, "
                               "society."},
    [OPTION_WORLDS] = {.name = "worlds",
                       .kind = OPTION_IS_INTEGER,
                       .argument = "N",
                       .low = 0,
                       .high = 100000,
                       .doc = "Draws of all parameters, instead of the file's; rounded up to whole "
                              "blocks of 50, and no more than the replicates. For validate: those "
                              "that the range of each value is taken from, 0 for none, default "
                              "200; for batch default 2000."},
    [OPTION_DRAWS] = {.name = "draws",
                      .kind = OPTION_IS_INTEGER,
                      .argument = "N",
                      .low = 100,
                      .high = 20000,
                      .doc = "Draws in the table; default 1000."},
    [OPTION_WORLDS_TABLE] = {.name = "worlds-table",
                             .doc = "Also write worlds.csv: every drawn parameter of every world."},
    [OPTION_MEDIANS] = {.name = "medians",
                        .doc = "Only with every parameter at its median, no worlds."},
    [OPTION_WORLD] = {.name = "world",
                      .kind = OPTION_IS_INTEGER,
                      .argument = "N",
                      .low = 0,
                      .high = 1000000,
                      .doc = "The world they live in, counted from 0; default 0."},
    [OPTION_NUMBER] = {.name = "number",
                       .kind = OPTION_IS_INTEGER,
                       .argument = "N",
                       .low = 1,
                       .high = 1000,
                       .doc = "How many participants to tell of, evenly picked; default 3."},
    [OPTION_PERSON] = {.name = "person",
                       .kind = OPTION_IS_INTEGER,
                       .argument = "N",
                       .low = 1,
                       .high = 1000000,
                       .doc = "Tell of this participant only."},
    [OPTION_MODEL] = {.name = "model",
                      .kind = OPTION_IS_TEXT,
                      .argument = "MODEL",
                      .doc = "The model whose names are looked up: a folder in models/ or a path; "
                             "default sweden."},
    [OPTION_FORMAT] = {.name = "format",
                       .kind = OPTION_IS_SET,
                       .argument = "LIST",
                       .choice = chart_format_name,
                       .n_choices = N_CHART_FORMATS,
                       .doc = "Formats of the charts, parted by commas; default png."},
    [OPTION_LANGUAGE] = {.name = "language",
                         .kind = OPTION_IS_CHOICE,
                         .argument = "L",
                         .choice = language_code,
                         .n_choices = N_LANGUAGES,
                         .doc = "English or Swedish; default en."},
    [OPTION_NO_PLOTS] = {.name = "no-plots", .doc = "Draw no charts."},
    [OPTION_PLOTS] = {.name = "plots", .doc = "Draw each scenario's own charts, too."},
    [OPTION_QUIET] = {.name = "quiet", .doc = "No progress and no page one; problems are told."},
    [OPTION_NO_COLOR] = {.name = "no-color",
                         .doc = "No bold text on a terminal; so does the environment's NO_COLOR."},
    [OPTION_HELP] = {.name = "help", .letter = 'h', .doc = "Show this help."},
    [OPTION_VERSION] = {.name = "version", .doc = "Show the program's version."},
};

const unsigned options_of_all = OPTION_BIT(NO_COLOR) | OPTION_BIT(HELP) | OPTION_BIT(VERSION);

void option_bounds(const Option *option, long *low, long *high)
{
    *low = option->low;
    *high = option->high;
    if (option->table == NULL) return;
    int i = 0;
    while (strcmp(option->table->key[i].name, option->name) != 0) {
        i++;
        assert(i < option->table->n);
    }
    *low = (long)option->table->key[i].low;
    *high = (long)option->table->key[i].high;
}

OptionIndex option_find(const char *name, size_t length)
{
    int i = 0;
    while (i < N_OPTIONS &&
           (strlen(options[i].name) != length || strncmp(options[i].name, name, length) != 0)) {
        i++;
    }
    return (OptionIndex)i;
}

OptionIndex option_find_letter(char letter)
{
    int i = 0;
    while (i < N_OPTIONS && (options[i].letter == 0 || options[i].letter != letter)) i++;
    return (OptionIndex)i;
}

/* ---- values ---- */

static void read_integer(const Option *option, const char *text, Problems *problems, long *number)
{
    char hint_text[64], key[32], expected[80];
    const char *hint = NULL;
    double value = 0;
    long low, high;
    option_bounds(option, &low, &high);
    bool read = number_read_whole(text, strlen(text), &value, hint_text, &hint);
    if (read && value >= (double)low && value <= (double)high) {
        *number = (long)value;
        return;
    }
    snprintf(key, sizeof key, "--%s", option->name);
    snprintf(expected, sizeof expected, "a whole number from %ld to %ld", low, high);
    if (hint != NULL) {
        problems_note(problems, (Where){0}, key, "expected %s, got \"%.80s\"; %s", expected, text,
                      hint);
    } else {
        problems_expected(problems, (Where){0}, key, expected, text, NULL);
    }
}

static void read_size(const Option *option, const char *text, Problems *problems, long *number)
{
    char key[32], expected[80];
    char *end;
    double value = strtod(text, &end), megabytes = 0;
    if (end > text && end[0] != '\0' && end[1] == '\0' && *text >= '0' && *text <= '9')
        megabytes = *end == 'M' ? value : *end == 'G' ? 1000 * value : 0;
    if (megabytes >= (double)option->low && megabytes <= (double)option->high) {
        *number = (long)(megabytes * 1e6);
        return;
    }
    snprintf(key, sizeof key, "--%s", option->name);
    snprintf(expected, sizeof expected, "a size from %ldM to %ldG, such as 500M or 2G", option->low,
             option->high / 1000);
    problems_expected(problems, (Where){0}, key, expected, text, NULL);
}

/* "png, pdf or svg" */
static void list_choices(const Option *option, char *text, size_t size)
{
    size_t used = 0;
    for (int i = 0; i < option->n_choices && used < size; i++) {
        const char *between = i + 1 == option->n_choices ? " or " : ", ";
        used += (size_t)snprintf(text + used, size - used, "%s%s", i > 0 ? between : "",
                                 option->choice[i]);
    }
}

/* The index of word[length] among the choices, or -1 after noting it. */
static int read_choice(const Option *option, const char *word, size_t length, Problems *problems)
{
    char key[32], expected[80], found[64];
    for (int i = 0; i < option->n_choices; i++) {
        if (strlen(option->choice[i]) == length && strncmp(option->choice[i], word, length) == 0)
            return i;
    }
    snprintf(key, sizeof key, "--%s", option->name);
    snprintf(found, sizeof found, "%.*s", (int)(length < 60 ? length : 60), word);
    list_choices(option, expected, sizeof expected);
    problems_expected(problems, (Where){0}, key, expected, found,
                      problems_nearest(found, option->choice, (size_t)option->n_choices));
    return -1;
}

static void read_set(const Option *option, const char *text, Problems *problems, long *number)
{
    const char *word = text;
    for (;;) {
        size_t length = strcspn(word, ",");
        int choice = read_choice(option, word, length, problems);
        if (choice >= 0) *number |= 1L << choice;
        if (word[length] == '\0') break;
        word += length + 1;
    }
}

void option_read(OptionIndex index, const char *text, Problems *problems, OptionValue *value)
{
    const Option *option = &options[index];
    *value = (OptionValue){.text = text};
    switch (option->kind) {
    case OPTION_IS_FLAG: break;
    case OPTION_IS_TEXT: break;
    case OPTION_IS_INTEGER: read_integer(option, text, problems, &value->number); break;
    case OPTION_IS_SIZE: read_size(option, text, problems, &value->number); break;
    case OPTION_IS_CHOICE: value->number = read_choice(option, text, strlen(text), problems); break;
    case OPTION_IS_SET: read_set(option, text, problems, &value->number); break;
    }
}

/* options.h: every option of every command: its spelling, bounds and meaning.
 * Read by the commands, the reader of the command line and the help. */
#ifndef LIVSBANA_CLI_OPTIONS_H
#define LIVSBANA_CLI_OPTIONS_H

#include "inputs/keys.h"

/* An option means the same in every command that takes it. */
typedef enum {
    OPTION_OUTPUT,
    OPTION_THREADS,
    OPTION_MEMORY,
    OPTION_CHECKPOINT,
    OPTION_RESUME,
    OPTION_SEED,
    OPTION_REPLICATES,
    OPTION_HORIZON,
    OPTION_PRICE_YEAR,
    OPTION_YEARS,
    OPTION_ACCOUNT,
    OPTION_WORLDS,
    OPTION_DRAWS,
    OPTION_WORLDS_TABLE,
    OPTION_MEDIANS,
    OPTION_WORLD,
    OPTION_NUMBER,
    OPTION_PERSON,
    OPTION_MODEL,
    OPTION_FORMAT,
    OPTION_LANGUAGE,
    OPTION_NO_PLOTS,
    OPTION_PLOTS,
    OPTION_QUIET,
    OPTION_NO_COLOR,
    OPTION_HELP,
    OPTION_VERSION,
    N_OPTIONS
} OptionIndex;

typedef enum {
    OPTION_IS_FLAG,
    OPTION_IS_TEXT,
    OPTION_IS_INTEGER, /* within [low, high], or those of the key of that name in `table` */
    OPTION_IS_SIZE,    /* of memory, within [low, high] MB; in bytes */
    OPTION_IS_CHOICE,  /* one of `choice`; its index */
    OPTION_IS_SET      /* some of `choice`, parted by commas; bits */
} OptionKind;

typedef struct {
    const char *name; /* without the two dashes */
    char letter;      /* 0: none */
    OptionKind kind;
    const char *argument; /* what follows it, for help: "DIR" */
    long low, high;
    const KeyTable *table;
    const char *const *choice;
    int n_choices;
    const char *doc;
} Option;

extern const Option options[N_OPTIONS];

#define OPTION_BIT(option) (1u << OPTION_##option)
/* The options that every command takes. */
extern const unsigned options_of_all;

/* What the command line gave. */
typedef struct {
    const char *text; /* as written, "" for flags; NULL: not given */
    long number;      /* of integers, sizes, choices and sets */
} OptionValue;

/* The bounds of an integer option. */
void option_bounds(const Option *option, long *low, long *high);
/* The option called name[length], or N_OPTIONS. */
OptionIndex option_find(const char *name, size_t length);
OptionIndex option_find_letter(char letter);

/* Reads the text after an option; notes what is wrong. */
void option_read(OptionIndex index, const char *text, Problems *problems, OptionValue *value);

#endif

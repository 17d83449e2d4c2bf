/* command.h: what a command is, and what it is given to work with.
 * Read by every command_*.c, the table of commands, the help and main. */
#ifndef LIVSBANA_CLI_COMMAND_H
#define LIVSBANA_CLI_COMMAND_H

#include "analysis/evaluation.h"
#include "cli/options.h"
#include "output/terminal.h"
#include "output/text.h"

typedef struct Command Command;

/* One command line, read. */
typedef struct {
    const Command *command; /* NULL: none was named */
    OptionValue option[N_OPTIONS];
    int n_arguments;
    const char **argument; /* [n_arguments] */
} CommandLine;

/* What a command works with. */
typedef struct {
    const CommandLine *line;
    Terminal screen;         /* standard output */
    const atomic_bool *stop; /* the user wants to end */
} Session;

struct Command {
    const char *name;
    const char *arguments; /* "FILE [-o DIR]" */
    int least, most;       /* arguments; most ANY: no limit */
    const char *argument;  /* what one is, for messages: "a scenario file" */
    const char *summary;   /* one line */
    unsigned options;      /* OPTION_BITs besides options_of_all */
    bool shared;           /* its blocks are shared with other ranks, which run it too */
    const char *help;      /* paragraphs, parted by '\n' */
    /* Prints results; everything wrong is noted, and printed by main. */
    Status (*run)(const Session *session, Problems *problems);
};

extern const Command command_run, command_batch, command_check, command_plot, command_exact,
    command_lives, command_contract, command_fund, command_describe, command_validate,
    command_calibrate, command_help;

static inline bool is_given(const Session *session, OptionIndex option)
{
    return session->line->option[option].text != NULL;
}

static inline const char *text_of(const Session *session, OptionIndex option, const char *absent)
{
    return is_given(session, option) ? session->line->option[option].text : absent;
}

static inline long number_of(const Session *session, OptionIndex option, long absent)
{
    return is_given(session, option) ? session->line->option[option].number : absent;
}

/* Threads that the command works with. */
static inline int threads_of(const Session *session)
{
    long n = number_of(session, OPTION_THREADS, 0);
    return n > 0 ? (int)n : parallel_cores();
}

/* What the command line sets over a scenario file. */
static inline StudyOptions study_options_of(const Session *session)
{
    return (StudyOptions){.worlds = (int)number_of(session, OPTION_WORLDS, 0),
                          .replicates = (int)number_of(session, OPTION_REPLICATES, 0),
                          .horizon = (int)number_of(session, OPTION_HORIZON, 0),
                          .has_seed = is_given(session, OPTION_SEED),
                          .seed = (uint64_t)number_of(session, OPTION_SEED, 0)};
}

static inline Language language_of(const Session *session)
{
    return (Language)number_of(session, OPTION_LANGUAGE, LANGUAGE_EN);
}

#endif

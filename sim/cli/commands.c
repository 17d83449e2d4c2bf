#include "cli/commands.h"

#include <stdlib.h>
#include <string.h>

const Command *const commands[] = {
    &command_run,       &command_batch,    &command_check, &command_plot,     &command_exact,
    &command_lives,     &command_contract, &command_fund,  &command_describe, &command_validate,
    &command_calibrate, &command_help,     NULL,
};
enum { N_COMMANDS = sizeof commands / sizeof commands[0] - 1 };

const Command *command_find(const char *name)
{
    for (int i = 0; i < N_COMMANDS; i++) {
        if (strcmp(commands[i]->name, name) == 0) return commands[i];
    }
    return NULL;
}

void command_unknown(const char *name, Problems *problems)
{
    const char *names[N_COMMANDS];
    for (int i = 0; i < N_COMMANDS; i++) {
        names[i] = commands[i]->name;
    }
    problems_expected(problems, (Where){0}, NULL, "a command", name,
                      problems_nearest(name, names, N_COMMANDS));
}

/* ---- the command line ---- */

typedef struct {
    int argc;
    char **argv;
    int at; /* the word under work */
    Problems *problems;
    CommandLine *line;
} Reader;

static unsigned options_of(const Command *command)
{
    return command != NULL ? command->options | options_of_all : (1u << N_OPTIONS) - 1;
}

/* An option that the command does not have, under any spelling. */
static void note_unknown(const Reader *reader, const char *given)
{
    const char *names[N_OPTIONS];
    size_t n = 0;
    char expected[64];
    const Command *command = reader->line->command;
    for (int i = 0; i < N_OPTIONS; i++) {
        if (options_of(command) >> i & 1) names[n++] = options[i].name;
    }
    snprintf(expected, sizeof expected, "an option%s%s", command != NULL ? " of " : "",
             command != NULL ? command->name : "");
    char suggestion[40], name[40] = "";
    if (given[1] == '-')
        snprintf(name, sizeof name, "%.*s", (int)strcspn(given + 2, "="), given + 2);
    const char *nearest = problems_nearest(name, names, n);
    if (nearest != NULL) snprintf(suggestion, sizeof suggestion, "--%s", nearest);
    problems_expected(reader->problems, (Where){0}, NULL, expected, given,
                      nearest != NULL ? suggestion : NULL);
}

static bool is_option(const char *word)
{
    return word[0] == '-' && word[1] != '\0';
}

/* The text that belongs to an option which needs one: `rest` after '=' or the letter, or the next
 * word; NULL after noting that there is none. */
static const char *take_text(Reader *reader, const Option *option, const char *rest)
{
    char key[32];
    if (rest != NULL) return rest;
    if (reader->at + 1 < reader->argc) {
        const char *next = reader->argv[reader->at + 1];
        char *end;
        bool negative = is_option(next) && (strtod(next, &end), *end == '\0');
        if (!is_option(next) || negative) {
            reader->at++;
            return next;
        }
    }
    snprintf(key, sizeof key, "--%s", option->name);
    problems_note(reader->problems, (Where){0}, key, "expected %s after it, got %s",
                  option->argument, reader->at + 1 < reader->argc ? "another option" : "nothing");
    return NULL;
}

static void take_option(Reader *reader, OptionIndex index, const char *rest)
{
    const Option *option = &options[index];
    OptionValue *value = &reader->line->option[index];
    if (option->kind == OPTION_IS_FLAG) {
        char key[32];
        snprintf(key, sizeof key, "--%s", option->name);
        if (rest != NULL)
            problems_expected(reader->problems, (Where){0}, key, "no value", rest, NULL);
        *value = (OptionValue){.text = ""};
        return;
    }
    const char *text = take_text(reader, option, rest);
    if (text == NULL) return;
    if (*text == '\0') {
        char key[32];
        snprintf(key, sizeof key, "--%s", option->name);
        problems_expected(reader->problems, (Where){0}, key, option->argument, "", NULL);
        return;
    }
    option_read(index, text, reader->problems, value);
}

/* `--name`, `--name=text`, `-o text`, `-otext`. */
static void read_option(Reader *reader, const char *word)
{
    OptionIndex index;
    const char *rest = NULL;
    if (word[1] == '-') {
        size_t length = strcspn(word + 2, "=");
        index = option_find(word + 2, length);
        if (word[2 + length] == '=') rest = word + 2 + length + 1;
    } else {
        index = option_find_letter(word[1]);
        if (word[2] != '\0') rest = word + 2;
    }
    if (index == N_OPTIONS || !(options_of(reader->line->command) >> index & 1)) {
        note_unknown(reader, word);
    } else {
        take_option(reader, index, rest);
    }
}

static void read_word(Reader *reader, const char *word)
{
    CommandLine *line = reader->line;
    if (line->command != NULL) {
        line->argument[line->n_arguments++] = word;
        return;
    }
    line->command = command_find(word);
    if (line->command == NULL) command_unknown(word, reader->problems);
}

/* Options may have stood before the command was known. */
static void check_options(const Reader *reader)
{
    const CommandLine *line = reader->line;
    for (int i = 0; i < N_OPTIONS; i++) {
        if (line->option[i].text == NULL || options_of(line->command) >> i & 1) continue;
        char given[40];
        snprintf(given, sizeof given, "--%s", options[i].name);
        note_unknown(reader, given);
    }
}

static void check_arguments(const Reader *reader)
{
    const CommandLine *line = reader->line;
    const Command *command = line->command;
    if (line->n_arguments < command->least) {
        problems_expected(reader->problems, (Where){0}, NULL, command->argument, NULL, NULL);
    } else if (command->most != ANY && line->n_arguments > command->most) {
        problems_note(reader->problems, (Where){0}, NULL, "expected %s%s, got %d: \"%.60s\" ...",
                      command->most > 0 ? "only " : "", command->argument, line->n_arguments,
                      line->argument[0]);
    }
}

Status command_line_read(int argc, char **argv, Problems *problems, CommandLine *line)
{
    Reader reader = {.argc = argc, .argv = argv, .at = 1, .problems = problems, .line = line};
    size_t before = problems->n;
    bool ended = false;
    for (; reader.at < argc; reader.at++) {
        const char *word = argv[reader.at];
        if (!ended && strcmp(word, "--") == 0) {
            ended = true;
        } else if (!ended && is_option(word)) {
            read_option(&reader, word);
        } else {
            read_word(&reader, word);
        }
        if (line->command == NULL && problems->n > before) return STATUS_USAGE;
    }
    if (line->option[OPTION_HELP].text != NULL || line->option[OPTION_VERSION].text != NULL)
        return problems->n > before ? STATUS_USAGE : STATUS_OK;
    if (line->command == NULL) {
        return problems_fail(problems, STATUS_USAGE, "expected a command, got nothing");
    }
    check_options(&reader);
    if (problems->n == before) check_arguments(&reader); /* a strange option may have left a word */
    return problems->n > before ? STATUS_USAGE : STATUS_OK;
}

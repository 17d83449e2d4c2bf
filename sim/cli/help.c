#include "cli/help.h"

#include "cli/commands.h"
#include "cli/screen.h"

#include <string.h>

enum { INDENT = 2, OPTION_COLUMN = 24, COMMAND_COLUMN = 32 };

static void write_option(const Terminal *terminal, OptionIndex index)
{
    const Option *option = &options[index];
    char letter[8] = "", name[64], doc[400], bounds[80] = "";
    if (option->letter != 0) snprintf(letter, sizeof letter, "-%c, ", option->letter);
    snprintf(name, sizeof name, "%s--%s%s%s", letter, option->name,
             option->argument != NULL ? " " : "", option->argument != NULL ? option->argument : "");
    if (option->kind == OPTION_IS_INTEGER) {
        long low, high;
        option_bounds(option, &low, &high);
        snprintf(bounds, sizeof bounds, " %ld to %ld.", low, high);
    }
    for (int i = 0; i < option->n_choices; i++) {
        size_t used = strlen(bounds);
        const char *first = option->kind == OPTION_IS_SET ? " Some of " : " One of ";
        snprintf(bounds + used, sizeof bounds - used, "%s%s", i > 0 ? ", " : first,
                 option->choice[i]);
    }
    if (option->n_choices > 0) {
        size_t used = strlen(bounds);
        snprintf(bounds + used, sizeof bounds - used, ".");
    }
    snprintf(doc, sizeof doc, "%s%s", option->doc, bounds);
    screen_entry(terminal, INDENT, OPTION_COLUMN, name, doc);
}

static void write_options(const Terminal *terminal, unsigned set)
{
    for (int i = 0; i < N_OPTIONS; i++) {
        if (set >> i & 1) write_option(terminal, (OptionIndex)i);
    }
}

void help_command(const Terminal *terminal, const Command *command)
{
    fprintf(terminal->file, "livsbana %s%s%s\n", command->name, *command->arguments ? " " : "",
            command->arguments);
    fprintf(terminal->file, "%s.\n\n", command->summary);
    screen_paragraphs(terminal, 0, command->help);
    terminal_heading(terminal, "Options");
    write_options(terminal, command->options | options_of_all);
}

void help_overview(const Terminal *terminal)
{
    terminal_title(terminal, "livsbana: what a social investment returns, life by life");
    screen_paragraphs(
        terminal, 0,
        "Livsbana projects the lives of the people whom a programme meets, without it and with "
        "it, and works out what the municipality and every other payer did not have to pay, when "
        "the programme has paid for itself, and how sure anyone can be of that.");
    terminal_heading(terminal, "Commands");
    for (int i = 0; commands[i] != NULL; i++) {
        char name[96];
        snprintf(name, sizeof name, "%s %s", commands[i]->name, commands[i]->arguments);
        screen_entry(terminal, INDENT, COMMAND_COLUMN, name, commands[i]->summary);
    }
    terminal_heading(terminal, "To begin with");
    screen_paragraphs(
        terminal, 0,
        "  livsbana check scenarios/norrkoping/alla-barn-i-skolan.yaml\n"
        "  livsbana run scenarios/norrkoping/alla-barn-i-skolan.yaml -o results/abis\n"
        "  livsbana describe effects\n"
        "  livsbana help run");
    terminal_heading(terminal, "Exit status");
    screen_paragraphs(terminal, 0,
                      "0 done, 1 the run failed or was interrupted, 2 the command line was not "
                      "understood, 3 the input is not valid, 4 a file could not be read or "
                      "written, 5 out of memory.");
}

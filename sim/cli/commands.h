/* commands.h: the one table of commands, and the reading of a command line against it.
 * Read by main and the help. */
#ifndef LIVSBANA_CLI_COMMANDS_H
#define LIVSBANA_CLI_COMMANDS_H

#include "cli/command.h"

extern const Command *const commands[]; /* closed by NULL */

const Command *command_find(const char *name); /* or NULL */
/* Notes that there is no such command, with the nearest one. */
void command_unknown(const char *name, Problems *problems);

/* Reads argv; line->argument[argc] is the caller's. Options stand anywhere, `--` ends them, the
 * first other word is the command. STATUS_USAGE when something is wrong (everything is noted).
 * With --help or --version nothing is asked of the arguments. */
Status command_line_read(int argc, char **argv, Problems *problems, CommandLine *line) MUST_USE;

#endif

/* help.h: the help, written from the table of commands and the table of options.
 * Read by main and command_help. */
#ifndef LIVSBANA_CLI_HELP_H
#define LIVSBANA_CLI_HELP_H

#include "cli/command.h"

void help_overview(const Terminal *terminal);
void help_command(const Terminal *terminal, const Command *command);

#endif

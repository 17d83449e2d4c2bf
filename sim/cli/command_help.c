#include "cli/commands.h"
#include "cli/help.h"

static Status help(const Session *session, Problems *problems)
{
    const CommandLine *line = session->line;
    if (line->n_arguments == 0) {
        help_overview(&session->screen);
        return STATUS_OK;
    }
    const Command *command = command_find(line->argument[0]);
    if (command == NULL) {
        command_unknown(line->argument[0], problems);
        return STATUS_USAGE;
    }
    help_command(&session->screen, command);
    return STATUS_OK;
}

const Command command_help = {
    .name = "help",
    .arguments = "[COMMAND]",
    .least = 0,
    .most = 1,
    .argument = "one command",
    .summary = "Show what a command does and its options",
    .help = "`livsbana COMMAND --help` shows the same.",
    .run = help,
};

/* main: reads the command line, runs the command, tells what is wrong, answers with an exit code. */
#include "base/arena.h"
#include "base/ranks.h"
#include "cli/commands.h"
#include "cli/help.h"
#include "cli/interrupt.h"
#include "cli/report.h"
#include "cli/screen.h"

#include <errno.h>
#include <gsl/gsl_errno.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

/* Only the characters follow the environment; numbers stay as in C. */
static void set_characters(void)
{
    if (setlocale(LC_CTYPE, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0)
        (void)setlocale(LC_CTYPE, "C.UTF-8");
}

static void print_version(void)
{
    puts("livsbana " LIVSBANA_VERSION);
}

static Status run_command(const Session *session, Problems *problems)
{
    const CommandLine *line = session->line;
    if (line->option[OPTION_VERSION].text != NULL) {
        print_version();
    } else if (line->option[OPTION_HELP].text == NULL) {
        return line->command->run(session, problems);
    } else if (line->command == NULL) {
        help_overview(&session->screen);
    } else {
        help_command(&session->screen, line->command);
    }
    return STATUS_OK;
}

/* "7 problems in 2 files; nothing was run" */
static void count_problems(size_t n, size_t n_files)
{
    fprintf(stderr, "%zu problem%s", n, n == 1 ? "" : "s");
    if (n_files > 0) fprintf(stderr, " in %zu file%s", n_files, n_files == 1 ? "" : "s");
    fputs("; nothing was run\n", stderr);
}

static void tell(const Session *session, Status status, Problems *problems)
{
    const Command *command = session->line->command;
    const char *name = command != NULL ? command->name : NULL;
    const char *about = command != NULL && command != &command_help ? name : NULL;
    size_t n_files = 0, n = report_problems(problems, name, &n_files);
    bool in_files = status == STATUS_INPUT || (status == STATUS_FILE && n_files > 0);
    if (in_files && n > 0) count_problems(n, n_files);
    if (status == STATUS_MEMORY || problems->out_of_memory)
        fputs("livsbana: out of memory: close other programs, or ask for fewer replicates or a "
              "shorter horizon\n",
              stderr);
    if (status == STATUS_RUN_FAILED && problems->n == 0)
        fprintf(stderr, "livsbana: %s\n",
                atomic_load(session->stop) ? "interrupted"
                                           : "the run failed without a reason; this is a fault");
    if (status == STATUS_USAGE)
        fprintf(stderr, "see `livsbana help%s%s`\n", about != NULL ? " " : "",
                about != NULL ? about : "");
}

/* Results may be on their way to a full disk; a reader that has enough (`| head`) is no failure. */
static Status close_output(void)
{
    if (fflush(stdout) == 0 && !ferror(stdout)) return STATUS_OK;
    if (errno == EPIPE) return STATUS_OK;
    fprintf(stderr, "livsbana: standard output could not be written: %s\n", strerror(errno));
    return STATUS_FILE;
}

/* ---- ranks ---- */

/* The first of these variables that is set, as a number; what start processes side by side set them. */
static int launched(const char *const *name, int absent)
{
    for (; *name != NULL; name++) {
        const char *text = getenv(*name);
        if (text != NULL) return atoi(text);
    }
    return absent;
}

/* Joins the processes this one was launched with. Without MPI each of them would write the same folder:
 * they are refused, the first saying so. */
static Status join_ranks(int *argc, char ***argv)
{
    static const char *const sizes[] = {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS",
                                        NULL};
    static const char *const ranks[] = {"OMPI_COMM_WORLD_RANK", "PMI_RANK", "PMIX_RANK",
                                        "SLURM_PROCID", NULL};
    if (launched(sizes, 1) <= 1) return STATUS_OK;
    if (ranks_built_in) {
        ranks_begin(argc, argv);
        return STATUS_OK;
    }
    if (launched(ranks, 0) == 0)
        fputs(
            "livsbana: this build does not share runs between processes: start it alone, or build "
            "it with -DLIVSBANA_MPI=ON\n",
            stderr);
    return STATUS_USAGE;
}

/* Only the leader speaks. A helper has done its work when its command ends without a problem; with one,
 * the leader meets the same or tells of the loss. */
static Status work_in_ranks(const Session *session, Problems *problems)
{
    const Command *command = session->line->command;
    bool shared = command != NULL && command->shared;
    if (shared && !is_given(session, OPTION_THREADS))
        report_ranks(command->name, threads_of(session));
    if (ranks_here().rank > 0 && !shared) return STATUS_RUN_FAILED;
    return run_command(session, problems);
}

int main(int argc, char **argv)
{
    arenas_give_back();
    if (join_ranks(&argc, &argv) != STATUS_OK) return STATUS_USAGE;
    gsl_set_error_handler_off(); /* codes are looked at where they arise */
    set_characters();
    interrupt_begin();
    Problems problems = {0};
    CommandLine line = {.argument = calloc((size_t)argc + 1, sizeof(char *))};
    Session session = {.line = &line, .stop = interrupt_flag()};
    session.screen = screen_of(stdout, false);
    Status status = STATUS_MEMORY;
    if (line.argument != NULL) status = command_line_read(argc, argv, &problems, &line);
    if (line.option[OPTION_NO_COLOR].text != NULL) session.screen.colour = false;
    if (status == STATUS_OK) status = work_in_ranks(&session, &problems);
    bool leads = ranks_here().rank == 0;
    if (leads) tell(&session, status, &problems);
    Status closed = leads ? close_output() : STATUS_OK;
    if (status == STATUS_OK) status = closed;
    ranks_end(status, atomic_load(session.stop));
    if (!leads) status = STATUS_OK;
    problems_free(&problems);
    free(line.argument);
    return (int)status;
}

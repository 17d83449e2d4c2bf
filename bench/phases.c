/* phases.c: what a run spends its CPU time on, and what a second thread brings. Prints rows of measure.h.
 *   bench_phases parts SCENARIO [ROUNDS] [FOLDER]    FOLDER keeps the last run's tables
 *   bench_phases threads SCENARIO [ROUNDS] */
#include "cli/commands.h"
#include "cli/report.h"
#include "cli/screen.h"
#include "measure.h"
#include "parts.h"
#include "subject.h"

#include <gsl/gsl_errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    THREADS_PART = 2
}; /* threads need no whole study, of which some costs are the same for all */

/* ---- the whole command, told apart ---- */

typedef struct {
    char *scenario, *folder;
    PartTimes times[MAX_ROUNDS];
    double whole[MAX_ROUNDS]; /* CPU seconds by the system's books, less what the clocks took */
} Parting;

/* As main does: files read to tables written, without charts and page one. */
static Status run_command(char *scenario, char *folder, PartTimes *times)
{
    char *word[] = {"livsbana", "run",       scenario, "-o",         folder,
                    "--quiet",  "--threads", "1",      "--no-plots", NULL};
    enum { N_WORDS = sizeof word / sizeof *word - 1 };
    const char *argument[N_WORDS];
    atomic_bool stop = false;
    size_t n_files;
    Problems problems = {0};
    CommandLine line = {.argument = argument};
    Session session = {.line = &line, .screen = screen_of(stdout, true), .stop = &stop};
    arenas_give_back();
    parts_begin();
    Status status = command_line_read(N_WORDS, word, &problems, &line);
    if (status == STATUS_OK) status = line.command->run(&session, &problems);
    parts_end(times);
    report_problems(&problems, "run", &n_files);
    problems_free(&problems);
    return status;
}

static double children_seconds(void)
{
    struct rusage all;
    getrusage(RUSAGE_CHILDREN, &all);
    return (double)(all.ru_utime.tv_sec + all.ru_stime.tv_sec) +
           (double)(all.ru_utime.tv_usec + all.ru_stime.tv_usec) * 1e-6;
}

/* In a process of its own, which begins and ends as the command's does. */
static Status run_apart(Parting *parting, PartTimes *times)
{
    int end[2], ended;
    fflush(stdout); /* else it would be the child's too */
    if (pipe(end) != 0) return STATUS_RUN_FAILED;
    pid_t child = fork();
    if (child < 0) return STATUS_RUN_FAILED;
    if (child == 0) {
        Status status = run_command(parting->scenario, parting->folder, times);
        bool told = write(end[1], times, sizeof *times) == (ssize_t)sizeof *times;
        _exit(status == STATUS_OK && !told ? STATUS_RUN_FAILED : (int)status);
    }
    close(end[1]);
    ssize_t n = read(end[0], times, sizeof *times);
    close(end[0]);
    if (waitpid(child, &ended, 0) != child || !WIFEXITED(ended)) return STATUS_RUN_FAILED;
    if (WEXITSTATUS(ended) != STATUS_OK) return (Status)WEXITSTATUS(ended);
    return n == (ssize_t)sizeof *times ? STATUS_OK : STATUS_RUN_FAILED;
}

static Status run_rounds(Parting *parting, int n_rounds)
{
    Status status = STATUS_OK;
    for (int round = -1; round < n_rounds; round++) { /* the first warms up */
        int keep = round < 0 ? 0 : round;
        double begin = children_seconds();
        TRY(run_apart(parting, &parting->times[keep]));
        parting->whole[keep] = children_seconds() - begin - parting->times[keep].clock;
    }
out:
    return status;
}

#define BIT(part) (1u << PART_##part)
enum {
    ALL_PARTS = (1 << N_PARTS) - 1,
    ALL_TABLES = BIT(TABLES) | BIT(CHANGES),
    LIVES = BIT(LIVES) | BIT(THRESHOLDS)
};

typedef struct {
    const char *name;
    unsigned parts;
} Sum;

static const Sum sums[] = {{"all tables", ALL_TABLES},
                           {"all tables and thresholds", ALL_TABLES | BIT(THRESHOLDS)},
                           {"lives and thresholds", LIVES},
                           {"all kronor", BIT(PRICES) | BIT(WORLD_PRICES)}};

static const Sum measures[] = {
    {"over lives and exact cohort", BIT(LIVES) | BIT(EXACT)},
    {"over lives; thresholds; exact cohort", LIVES | BIT(EXACT)},
    {"over lives; thresholds; their kronor; exact cohort", LIVES | BIT(PRICES) | BIT(EXACT)}};

static double seconds_of(const PartTimes *times, unsigned parts)
{
    double seconds = 0;
    for (int part = 0; part < N_PARTS; part++)
        if (parts & 1u << part) seconds += times->seconds[part];
    return seconds;
}

static void print_share(const Parting *parting, const char *what, const Sum *sum, int n_rounds)
{
    double share[MAX_ROUNDS];
    for (int round = 0; round < n_rounds; round++)
        share[round] = seconds_of(&parting->times[round], sum->parts) / parting->whole[round];
    measure_number(what, sum->name, "ratio", share, n_rounds);
}

static void print_parts(const Parting *parting, int n_rounds)
{
    double number[MAX_ROUNDS];
    for (int part = 0; part < N_PARTS; part++) {
        const Sum alone = {part_name[part], 1u << part};
        print_share(parting, "share of a run", &alone, n_rounds);
        if (parting->times[0].spells[part] == 0)
            fprintf(stderr, "bench_phases: the run never came to: %s\n", part_name[part]);
    }
    for (int round = 0; round < n_rounds; round++)
        number[round] = 1 - seconds_of(&parting->times[round], ALL_PARTS) / parting->whole[round];
    measure_number("share of a run", "not accounted for", "ratio", number, n_rounds);
    for (int round = 0; round < n_rounds; round++)
        number[round] = parting->times[round].clock / parting->whole[round];
    measure_number("beside it", "reading the clock", "ratio", number, n_rounds);
    for (size_t i = 0; i < sizeof sums / sizeof *sums; i++)
        print_share(parting, "together", &sums[i], n_rounds);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++) {
        for (int round = 0; round < n_rounds; round++)
            number[round] = parting->whole[round] /
                            seconds_of(&parting->times[round], measures[i].parts);
        measure_number("whole run", measures[i].name, "ratio", number, n_rounds);
    }
    measure_number("whole run", "one thread", "CPU second", parting->whole, n_rounds);
}

static Status measure_parts(char *scenario, char *folder, int n_rounds)
{
    Status status = STATUS_OK;
    static Parting parting;
    parting.scenario = scenario;
    parting.folder = folder;
    TRY(run_rounds(&parting, n_rounds));
    print_parts(&parting, n_rounds);
out:
    return status;
}

/* ---- threads ---- */

static void evaluate_by(Subject *subject, int n_threads)
{
    RunOptions how = {.n_threads = n_threads};
    Evaluation evaluation;
    if (evaluate(&subject->study, &how, &subject->problems, &evaluation) != STATUS_OK) abort();
    evaluation_free(&evaluation);
}

static void evaluate_alone(void *context, int round)
{
    (void)round;
    evaluate_by(context, 1);
}

static void evaluate_by_two(void *context, int round)
{
    (void)round;
    evaluate_by(context, 2);
}

static Status measure_threads(const char *scenario, int n_rounds)
{
    Status status = STATUS_OK;
    Subject subject = {0};
    TRY(subject_open(scenario, THREADS_PART, &subject));
    double worlds = subject.study.simulation.worlds;
    Side side[] = {
        {.name = "one thread", .run = evaluate_alone, .context = &subject, .work = worlds},
        {.name = "two threads", .run = evaluate_by_two, .context = &subject, .work = worlds}};
    measure(wall_seconds, "threads; wall clock", "world", side, 2, n_rounds);
out:
    subject_close(&subject);
    return status;
}

int main(int argc, char **argv)
{
    gsl_set_error_handler_off();
    int n_rounds = argc > 3 ? atoi(argv[3]) : 3;
    bool parts = argc > 2 && strcmp(argv[1], "parts") == 0;
    bool threads = argc > 2 && strcmp(argv[1], "threads") == 0;
    if ((!parts && !threads) || n_rounds < 1 || n_rounds > MAX_ROUNDS) {
        fprintf(stderr, "usage: bench_phases parts|threads SCENARIO [ROUNDS] [FOLDER]\n");
        return STATUS_USAGE;
    }
    measure_header();
    if (threads) return (int)measure_threads(argv[2], n_rounds);
    return (int)measure_parts(argv[2], argc > 4 ? argv[4] : "results/bench/run", n_rounds);
}

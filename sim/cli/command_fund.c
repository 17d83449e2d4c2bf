#include "analysis/fund.h"
#include "cli/command.h"
#include "cli/folders.h"
#include "cli/interrupt.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "cli/resume.h"
#include "output/charts.h"
#include "output/fund_page.h"
#include "output/fund_tables.h"

/* One fund, from its file to the result folder. */
typedef struct {
    const Session *session;
    Problems *problems;
    Progress progress;
    Fund fund;
    FileFolder folder;
    FundFindings findings;
    Checkpoint checkpoint;
    Arena arena;
} Following;

static bool interrupted(const Following *following)
{
    return atomic_load(following->session->stop);
}

/* Everything up to the complete folder; a place that cannot be written to is told before the work. */
static Status make_folder(Following *following, const char *file)
{
    Status status = STATUS_OK;
    const Session *session = following->session;
    StudyOptions settings = study_options_of(session);
    RunOptions how = progress_options(session, &following->progress);
    const char *path = text_of(session, OPTION_OUTPUT, folder_of_results(file, &following->arena));
    if (path == NULL) return STATUS_MEMORY;
    TRY(fund_read(file, &settings, following->problems, &following->fund));
    TRY(interrupt_folder(path, following->problems, &following->folder));
    TRY(resume_begin(session, &following->folder, &following->checkpoint, &how));
    progress_say(&following->progress, "what is expected of each programme");
    TRY(fund_findings(&following->fund, &how, following->problems, &following->findings));
    progress_say(&following->progress, "writing the tables");
    resume_make_room(&following->checkpoint);
    TRY(fund_tables_write(&following->findings, &following->folder, following->problems));
    if (interrupted(following)) status = STATUS_RUN_FAILED;
    interrupt_guard(NULL); /* the folder's name goes with the commit */
    if (status == STATUS_OK) TRY(file_folder_commit(&following->folder, following->problems));
    if (status == STATUS_OK) checkpoint_remove(&following->checkpoint);
out:
    interrupt_guard(NULL);
    progress_end(&following->progress);
    if (status == STATUS_RUN_FAILED && interrupted(following))
        status = resume_interrupted(&following->checkpoint, following->problems);
    return status;
}

/* The tables stand complete; a missing gnuplot takes nothing from them. */
static Status draw_charts(Following *following)
{
    Problems notes = {0};
    const Session *session = following->session;
    ChartsOptions charts = {.formats = 1u << CHART_PNG,
                            .language = language_of(session),
                            .n_processes = (int)number_of(session, OPTION_THREADS, 0)};
    progress_say(&following->progress, "drawing the charts");
    Status status = charts_draw(following->folder.final, folder_of_plots(), &charts, &notes);
    progress_end(&following->progress);
    if (status == STATUS_RUN_FAILED || status == STATUS_FILE) {
        size_t n_files;
        report_problems(&notes, "fund", &n_files);
        if (status == STATUS_RUN_FAILED) status = STATUS_OK;
    }
    problems_free(&notes);
    return status;
}

/* A page that cannot be written shows when main closes the standard output. */
static Status show_page(const Following *following)
{
    const Session *session = following->session;
    if (is_given(session, OPTION_QUIET)) return STATUS_OK;
    Status status = fund_page_write(&following->findings, language_of(session), &session->screen);
    printf("\n%s %s\n",
           language_of(session) == LANGUAGE_SV ? "Resultat:" : "Results:", following->folder.final);
    return status == STATUS_FILE ? STATUS_OK : status;
}

static Status follow_fund(const Session *session, Problems *problems)
{
    Status status = STATUS_OK, drawn = STATUS_OK;
    Following following = {.session = session, .problems = problems};
    progress_begin(session, &following.progress);
    TRY(make_folder(&following, session->line->argument[0]));
    if (!is_given(session, OPTION_NO_PLOTS)) drawn = draw_charts(&following);
    TRY(show_page(&following));
    status = drawn;
out:
    fund_findings_free(&following.findings);
    checkpoint_free(&following.checkpoint);
    file_folder_free(&following.folder);
    fund_free(&following.fund);
    arena_free(&following.arena);
    return status;
}

const Command command_fund = {
    .name = "fund",
    .arguments = "FILE [-o DIR]",
    .least = 1,
    .most = 1,
    .argument = "one fund file",
    .summary = "Follow a social investment fund's money over the years, by rules of return",
    .help = "FILE tells what is in the fund, what it pays for (each grant names a scenario file) "
            "and who "
            "returns how much of what the programmes save (återföring). All programmes live in the "
            "same "
            "worlds; in every replicate the fund's books are kept year by year, by the file's "
            "rules and, "
            "beside them, by full return, partial return and none.\n"
            "\n"
            "DIR (default results/NAME) gets balance.csv (by rule and year: balance with its "
            "range, the "
            "chance that a grant cannot be paid, how many further programmes it would pay for), "
            "rules.csv "
            "(the rules side by side, and what each costs against full return), frames.csv (the "
            "risk that "
            "a board's frame is cut although its cost did not fall), grants.csv, two charts and "
            "manifest.csv. Page one goes to standard output. Everything is in real kronor of the "
            "fund's "
            "price year. --horizon sets the fund's years.\n"
            "\n"
            "  livsbana fund scenarios/norrkoping/fund.yaml -o results/fund\n"
            "  livsbana describe fund",
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(THREADS) | OPTION_BIT(CHECKPOINT) |
               OPTION_BIT(RESUME) | OPTION_BIT(SEED) | OPTION_BIT(REPLICATES) |
               OPTION_BIT(HORIZON) | OPTION_BIT(LANGUAGE) | OPTION_BIT(NO_PLOTS) |
               OPTION_BIT(QUIET),
    .run = follow_fund,
};

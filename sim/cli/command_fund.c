#include "analysis/fund.h"
#include "cli/command.h"
#include "cli/report.h"
#include "cli/steps.h"
#include "output/fund_page.h"
#include "output/fund_tables.h"

typedef struct {
    Fund fund;
    FundFindings findings;
} Following;

static Status read_fund(void *self, const Session *session, const char *file, Problems *problems)
{
    StudyOptions settings = study_options_of(session);
    Fund *fund = &((Following *)self)->fund;
    Status status = fund_read(file, &settings, problems, fund);
    if (status != STATUS_OK) return status;
    report_older_draws(&fund->study[0].model);
    report_small_fund(fund);
    return status;
}

static Status find(void *self, const RunOptions *how, Problems *problems)
{
    Following *following = self;
    RunOptions own = *how;
    own.held += following->fund.arena.used;
    for (int s = 0; s < following->fund.n_studies; s++)
        own.held += following->fund.study[s].arena.used;
    return fund_findings(&following->fund, &own, problems, &following->findings);
}

static Status write_tables(const void *self, const Session *session, const FileFolder *folder,
                           Problems *problems)
{
    (void)session;
    return fund_tables_write(&((const Following *)self)->findings, folder, problems);
}

static Status show_page(const void *self, const Session *session)
{
    return fund_page_write(&((const Following *)self)->findings, language_of(session),
                           &session->screen);
}

static void free_following(void *self)
{
    Following *following = self;
    fund_findings_free(&following->findings);
    fund_free(&following->fund);
}

static const Steps steps = {{"fund", "balance.csv"},
                            "what is expected of each programme",
                            read_fund,
                            find,
                            write_tables,
                            show_page,
                            free_following};

static Status follow_fund(const Session *session, Problems *problems)
{
    Following following = {.fund = {0}};
    return steps_take(&steps, &following, session, problems);
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
            "a board's frame is cut although its cost did not fall), grants.csv, "
            "spending.csv (what all save together on an item beside all that is spent on it, "
            "beyond which nothing is counted), two charts and "
            "manifest.csv. Page one goes to standard output. Everything is in real kronor of the "
            "fund's "
            "price year. --horizon sets the fund's years.\n"
            "\n"
            "  livsbana fund scenarios/norrkoping/fund.yaml -o results/fund\n"
            "  livsbana describe fund",
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(THREADS) | OPTION_BIT(MEMORY) |
               OPTION_BIT(CHECKPOINT) | OPTION_BIT(RESUME) | OPTION_BIT(SEED) | OPTION_BIT(WORLDS) |
               OPTION_BIT(REPLICATES) | OPTION_BIT(HORIZON) | OPTION_BIT(LANGUAGE) |
               OPTION_BIT(NO_PLOTS) | OPTION_BIT(QUIET),
    .run = follow_fund,
};

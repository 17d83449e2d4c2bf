#include "analysis/contract.h"
#include "cli/command.h"
#include "cli/report.h"
#include "cli/steps.h"
#include "output/contract_page.h"
#include "output/contract_tables.h"

typedef struct {
    Contract contract;
    ContractFindings findings;
} Run;

static Status read_contract(void *self, const Session *session, const char *file,
                            Problems *problems)
{
    StudyOptions settings = study_options_of(session);
    Contract *contract = &((Run *)self)->contract;
    Status status = contract_read(file, &settings, problems, contract);
    if (status == STATUS_OK) {
        report_older_draws(&contract->study.model);
        report_slips(&contract->study);
    }
    return status;
}

static Status find(void *self, const RunOptions *how, Problems *problems)
{
    Run *run = self;
    RunOptions own = *how;
    own.held += run->contract.arena.used + run->contract.study.arena.used;
    return contract_find(&run->contract, &own, problems, &run->findings);
}

static Status write_tables(const void *self, const Session *session, const FileFolder *folder,
                           Problems *problems)
{
    (void)session;
    return contract_tables_write(&((const Run *)self)->findings, folder, problems);
}

static Status show_page(const void *self, const Session *session)
{
    return contract_page_write(&((const Run *)self)->findings, language_of(session),
                               &session->screen);
}

static void free_run(void *self)
{
    Run *run = self;
    contract_findings_free(&run->findings);
    contract_free(&run->contract);
}

static const Steps steps = {{"contract", "contract.csv"},
                            "the first worlds",
                            read_contract,
                            find,
                            write_tables,
                            show_page,
                            free_run};

static Status run_contract(const Session *session, Problems *problems)
{
    Run run = {.contract = {0}};
    return steps_take(&steps, &run, session, problems);
}

const Command command_contract = {
    .name = "contract",
    .arguments = "FILE [-o DIR]",
    .least = 1,
    .most = 1,
    .argument = "one contract file",
    .summary = "An outcome contract on a scenario's lives: payments, risks, fair terms",
    .help =
        "FILE names a scenario, what an investor puts in and how it is paid back out of the saving "
        "that an evaluation finds (`livsbana describe contract`). The scenario's lives are lived, "
        "and beside them those of the comparison group, which has luck of its own. DIR gets, as "
        "tables (CSV): what is paid against what is truly saved, how often the evaluation is "
        "wrong, "
        "how likely each verdict is, who carries which risk, and the terms at which a party breaks "
        "even; the chart (PNG) and manifest.csv. The folder appears when it is complete.\n"
        "\n"
        "Page one goes to standard output. The same files, options and seed give the same tables, "
        "byte for byte, with any number of threads.\n"
        "\n"
        "  livsbana contract scenarios/norrkoping/team-nystart-contract.yaml -o results/contract",
    .shared = true,
    .options = OPTION_BIT(OUTPUT) | OPTION_BIT(THREADS) | OPTION_BIT(MEMORY) |
               OPTION_BIT(CHECKPOINT) | OPTION_BIT(RESUME) | OPTION_BIT(SEED) | OPTION_BIT(WORLDS) |
               OPTION_BIT(REPLICATES) | OPTION_BIT(HORIZON) | OPTION_BIT(LANGUAGE) |
               OPTION_BIT(NO_PLOTS) | OPTION_BIT(QUIET),
    .run = run_contract,
};

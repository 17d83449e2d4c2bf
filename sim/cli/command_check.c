#include "analysis/expected.h"
#include "cli/batch_studies.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "cli/report.h"
#include "model/contract.h"
#include "model/file_kind.h"
#include "model/fund.h"

/* "1 guess", "88 guesses" */
static void print_count(int n, const char *one, const char *many)
{
    printf("%d %s", n, n == 1 ? one : many);
}

static void print_valid(const Study *study, const char *path)
{
    int people = study_participants(study), left_out = -people, weak = 0;
    for (int g = 0; g < study->n_groups; g++) {
        left_out += study->group[g].number;
    }
    for (int i = 0; i < study->n_parameters; i++) {
        weak += study->parameter[i].provenance.grade >= GRADE_D;
    }
    printf("%s: valid (", path);
    print_count(people, "participant, ", "participants, ");
    if (left_out > 0)
        print_count(left_out, "more that nothing changes, ", "more that nothing changes, ");
    print_count(study->model.n_states, "state, ", "states, ");
    print_count(study->model.n_payers, "payer, ", "payers, ");
    print_count(study->n_parameters, "parameter of which ", "parameters of which ");
    print_count(weak, "guess", "guesses");
    puts(" of grade D or E)");
}

/* What is being checked. */
typedef struct {
    const Session *session;
    const char *path; /* as given */
    Progress *progress;
    Problems *problems;
} Check;

/* Are the probabilities of the first worlds? */
static Status check_worlds(const Check *check, const Study *study)
{
    Expected expected = {0};
    RunOptions run = progress_options(check->session, check->progress);
    run.progress = NULL; /* over in a moment */
    progress_say(check->progress, "checking the probabilities of the first worlds");
    Status status = expected_make(study, WORLDS_PER_BLOCK, &run, check->problems, &expected);
    progress_end(check->progress);
    expected_free(&expected);
    return status;
}

static Status check_scenario(const Check *check)
{
    Status status = STATUS_OK;
    Study study = {0};
    StudyOptions settings = study_options_of(check->session);
    TRY(study_read(check->path, &settings, check->problems, &study));
    report_slips(&study);
    TRY(check_worlds(check, &study));
    print_valid(&study, check->path);
out:
    study_free(&study);
    return status;
}

static Status check_contract(const Check *check)
{
    Status status = STATUS_OK;
    Contract contract = {0};
    StudyOptions settings = study_options_of(check->session);
    TRY(contract_read(check->path, &settings, check->problems, &contract));
    report_slips(&contract.study);
    TRY(check_worlds(check, &contract.study));
    print_valid(&contract.study, check->path);
out:
    contract_free(&contract);
    return status;
}

/* A fund's file and every scenario that it names. */
static Status check_fund(const Check *check)
{
    Status status = STATUS_OK;
    Fund fund = {0};
    StudyOptions settings = study_options_of(check->session);
    TRY(fund_read(check->path, &settings, check->problems, &fund));
    report_small_fund(&fund);
    for (int s = 0; s < fund.n_studies; s++) TRY(check_worlds(check, &fund.study[s]));
    printf("%s: valid (a fund: ", check->path);
    print_count(fund.n_grants, "grant, ", "grants, ");
    print_count(fund.n_studies, "scenario, ", "scenarios, ");
    print_count(fund.n_rules, "rule of return)\n", "rules of return)\n");
out:
    fund_free(&fund);
    return status;
}

/* A batch file and every scenario that it names, as `batch` would read them. */
static Status check_batch(const Check *check)
{
    BatchStudies batch = {0};
    Status worst = batch_studies_read(check->session, &check->path, 1, check->problems,
                                      check->problems, &batch);
    for (int i = 0; i < batch.n; i++)
        if (batch.study[i].status > worst) worst = batch.study[i].status;
    if (worst == STATUS_OK) {
        printf("%s: valid (", check->path);
        print_count(batch.n, "scenario, ", "scenarios, ");
        print_count(batch.file.n_overlaps, "pair", "pairs");
        puts(" with clients in common)");
    }
    for (int i = 0; i < batch.n && worst != STATUS_MEMORY; i++) {
        const BatchStudy *one = &batch.study[i];
        Status status = one->status;
        if (status == STATUS_OK && one->study.n_groups > 0) {
            report_slips(&one->study);
            status = check_worlds(check, &one->study);
            if (status == STATUS_OK) print_valid(&one->study, one->path);
        }
        if (status > worst) worst = status;
    }
    batch_studies_free(&batch);
    return worst;
}

/* A file of no kind is taken for a scenario, whose keys then tell what is wrong with it. */
typedef Status Checker(const Check *check);
static Checker *const checker[N_FILE_KINDS + 1] = {
    [FILE_SCENARIO] = check_scenario, [FILE_CONTRACT] = check_contract, [FILE_FUND] = check_fund,
    [FILE_BATCH] = check_batch,       [FILE_OTHER] = check_scenario,
};

/* All files are looked at. The worst answer counts: one that cannot be read before one that is not
 * valid. */
static Status check(const Session *session, Problems *problems)
{
    Status worst = STATUS_OK;
    Progress progress;
    progress_begin(session, &progress);
    for (int i = 0; i < session->line->n_arguments; i++) {
        Check of = {session, session->line->argument[i], &progress, problems};
        FileKind kind = FILE_OTHER;
        Status status = file_kind(of.path, &kind);
        if (status == STATUS_OK) status = checker[kind](&of);
        if (status == STATUS_MEMORY || status == STATUS_RUN_FAILED) return status;
        if (status > worst) worst = status;
    }
    return worst;
}

const Command command_check = {
    .name = "check",
    .arguments = "FILE...",
    .least = 1,
    .most = ANY,
    .argument = "scenario, contract, fund or batch files",
    .summary = "Tell everything that is wrong with files; nothing is run",
    .help =
        "Reads each scenario, contract, fund or batch and its model, and tells all problems of all "
        "files at "
        "once, each with file, line, column and what was expected. A file without problems is told "
        "to be "
        "valid, with its size and how many of its numbers are guesses. Of a batch or fund file its "
        "scenarios are checked, too.\n"
        "\n"
        "Probabilities are computed with every parameter at its median and in the first 50 "
        "worlds. `livsbana run` looks at all worlds, so a rare world may still be refused there.\n"
        "\n"
        "  livsbana check scenarios/*/*.yaml",
    .options = OPTION_BIT(SEED) | OPTION_BIT(HORIZON) | OPTION_BIT(THREADS) | OPTION_BIT(QUIET),
    .run = check,
};

#include "analysis/expected.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "model/batch_file.h"
#include "model/contract.h"
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

static Status check_file(const Session *session, const char *path, Progress *progress,
                         Problems *problems)
{
    Status status = STATUS_OK;
    Contract contract = {0};
    Study alone = {0};
    Expected expected = {0};
    StudyOptions settings = study_options_of(session);
    RunOptions run = progress_options(session, progress);
    run.progress = NULL; /* over in a moment */
    bool is_contract = contract_is_one(path);
    const Study *study = is_contract ? &contract.study : &alone;
    if (is_contract)
        TRY(contract_read(path, &settings, problems, &contract));
    else
        TRY(study_read(path, &settings, problems, &alone));
    progress_say(progress, "checking the probabilities of the first worlds");
    TRY(expected_make(study, WORLDS_PER_BLOCK, &run, problems, &expected));
    progress_end(progress);
    print_valid(study, path);
out:
    progress_end(progress);
    expected_free(&expected);
    study_free(&alone);
    contract_free(&contract);
    return status;
}

/* A fund's file and every scenario that it names. */
static Status check_fund(const Session *session, const char *path, Progress *progress,
                         Problems *problems)
{
    Status status = STATUS_OK;
    Fund fund = {0};
    StudyOptions settings = study_options_of(session);
    RunOptions run = progress_options(session, progress);
    run.progress = NULL;
    TRY(fund_read(path, &settings, problems, &fund));
    progress_say(progress, "checking the probabilities of the first worlds");
    for (int s = 0; s < fund.n_studies; s++) {
        Expected expected = {0};
        status = expected_make(&fund.study[s], WORLDS_PER_BLOCK, &run, problems, &expected);
        expected_free(&expected);
        if (status != STATUS_OK) goto out;
    }
    progress_end(progress);
    printf("%s: valid (a fund: ", path);
    print_count(fund.n_grants, "grant, ", "grants, ");
    print_count(fund.n_studies, "scenario, ", "scenarios, ");
    print_count(fund.n_rules, "rule of return)\n", "rules of return)\n");
out:
    progress_end(progress);
    fund_free(&fund);
    return status;
}

/* A batch file and every scenario that it names. */
static Status check_batch(const Session *session, const char *path, Progress *progress,
                          Problems *problems)
{
    Status worst = STATUS_OK;
    BatchFile batch = {0};
    Status status = batch_file_read(path, problems, &batch);
    if (status == STATUS_OK) {
        printf("%s: valid (", path);
        print_count(batch.n_scenarios, "scenario, ", "scenarios, ");
        print_count(batch.n_overlaps, "pair", "pairs");
        puts(" with clients in common)");
    }
    worst = status;
    for (int i = 0; i < batch.n_scenarios && worst != STATUS_MEMORY; i++) {
        status = check_file(session, batch.scenario[i], progress, problems);
        if (status > worst) worst = status;
    }
    batch_file_free(&batch);
    return worst;
}

static Status check_argument(const Session *session, const char *path, Progress *progress,
                             Problems *problems)
{
    bool is_batch = false;
    Status status = batch_file_is(path, &is_batch);
    if (status != STATUS_OK) return status;
    if (!is_batch && fund_is_file(path)) return check_fund(session, path, progress, problems);
    return is_batch ? check_batch(session, path, progress, problems)
                    : check_file(session, path, progress, problems);
}

/* All files are looked at. The worst answer counts: one that cannot be read before one that is not
 * valid. */
static Status check(const Session *session, Problems *problems)
{
    Status worst = STATUS_OK;
    Progress progress;
    progress_begin(session, &progress);
    for (int i = 0; i < session->line->n_arguments; i++) {
        Status status = check_argument(session, session->line->argument[i], &progress, problems);
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
    .argument = "scenario or contract files",
    .summary = "Tell everything that is wrong with scenarios and contracts; nothing is run",
    .help =
        "Reads each scenario or contract and its model, and tells all problems of all files at "
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

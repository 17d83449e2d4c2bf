/* Wrong scenarios (bad/scenarios/NAME.yaml), contracts (bad/contracts/NAME.yaml), funds
 * (bad/funds/NAME.yaml) and wrong models (bad/models/NAME: tables that replace those of data/models/town;
 * NAME.csv.absent takes one away; scenario.yaml reads it) give exactly the messages that stand beside
 * them. LIVSBANA_BLESS=1 writes the messages instead. */
#include "base/file.h"
#include "model/contract.h"
#include "model/fund.h"
#include "sample.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char SCENARIOS[] = LIVSBANA_SOURCE_DIR "/tests/model/bad/scenarios";
static const char CONTRACTS[] = LIVSBANA_SOURCE_DIR "/tests/model/bad/contracts";
static const char FUNDS[] = LIVSBANA_SOURCE_DIR "/tests/model/bad/funds";
static const char MODELS[] = LIVSBANA_SOURCE_DIR "/tests/model/bad/models";

/* More may come; fewer means that some are lost. */
enum { LEAST_CASES = 35, LEAST_MESSAGES = 225, MOST_CASES = 200, LIMIT = 1 << 20 };

typedef struct {
    char *name[MOST_CASES];
    int n;
} Listing;

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), n_end = strlen(end);
    return n >= n_end && strcmp(text + n - n_end, end) == 0;
}

/* The names in a folder that end in `end`, in order. */
static Listing list(const char *folder, const char *end, Arena *arena)
{
    Listing listing = {.n = 0};
    DIR *open = opendir(folder);
    cr_assert_not_null(open, "%s", folder);
    for (struct dirent *entry; (entry = readdir(open)) != NULL;)
        if (entry->d_name[0] != '.' && ends_with(entry->d_name, end) && listing.n < MOST_CASES)
            listing.name[listing.n++] = arena_text(arena, entry->d_name, strlen(entry->d_name));
    closedir(open);
    qsort(listing.name, (size_t)listing.n, sizeof *listing.name, compare_names);
    return listing;
}

/* The messages, a line each, without the folder before file names. */
static const char *messages(Problems *problems, const char *folder, Arena *arena)
{
    const char *all = "";
    problems_sort(problems);
    for (size_t i = 0; i < problems->n; i++) {
        const char *text = problems->list[i].text;
        if (strncmp(text, folder, strlen(folder)) == 0) text += strlen(folder) + 1;
        while (strncmp(text, "./", 2) == 0) text += 2;
        all = arena_format(arena, "%s%s\n", all, text);
    }
    return all;
}

static void compare(const char *name, const char *path, const char *found, Arena *arena)
{
    if (getenv("LIVSBANA_BLESS") != NULL) {
        FILE *file = fopen(path, "w");
        cr_assert_not_null(file, "%s", path);
        (void)fputs(found, file);
        (void)fclose(file);
    }
    Problems problems = {0};
    const char *expected = NULL;
    size_t length;
    cr_assert_eq(file_read(path, LIMIT, arena, &problems, &expected, &length), STATUS_OK, "%s",
                 path);
    cr_expect_str_eq(found, expected, "%s:\n%s", name, found);
    problems_free(&problems);
}

static size_t check_scenario(const char *name)
{
    Arena arena = {0};
    Problems problems = {0};
    Study study;
    const char *path = arena_format(&arena, "%s/%s", SCENARIOS, name);
    cr_expect_eq(study_read(path, NULL, &problems, &study), STATUS_INPUT, "%s", name);
    cr_expect(study.n_parameters == 0 && study.parameter == NULL, "%s leaves a study", name);
    const char *expected = arena_format(&arena, "%s/%.*s.expected", SCENARIOS,
                                        (int)strlen(name) - 5, name);
    compare(name, expected, messages(&problems, SCENARIOS, &arena), &arena);
    size_t n = problems.n;
    problems_free(&problems);
    study_free(&study);
    arena_free(&arena);
    return n;
}

static size_t check_contract(const char *name)
{
    Arena arena = {0};
    Problems problems = {0};
    Contract contract;
    const char *path = arena_format(&arena, "%s/%s", CONTRACTS, name);
    Status status = contract_read(path, NULL, &problems, &contract);
    cr_expect(status == STATUS_INPUT || status == STATUS_FILE, "%s is taken as good", name);
    cr_expect(contract.study.n_parameters == 0 && contract.item == NULL, "%s leaves a contract",
              name);
    const char *expected = arena_format(&arena, "%s/%.*s.expected", CONTRACTS,
                                        (int)strlen(name) - 5, name);
    compare(name, expected, messages(&problems, CONTRACTS, &arena), &arena);
    size_t n = problems.n;
    problems_free(&problems);
    contract_free(&contract);
    arena_free(&arena);
    return n;
}

static size_t check_fund(const char *name)
{
    Arena arena = {0};
    Problems problems = {0};
    Fund fund;
    const char *path = arena_format(&arena, "%s/%s", FUNDS, name);
    Status status = fund_read(path, NULL, &problems, &fund);
    cr_expect(status == STATUS_INPUT || status == STATUS_FILE, "%s is taken as good", name);
    cr_expect(fund.n_studies == 0 && fund.grant == NULL, "%s leaves a fund", name);
    const char *expected = arena_format(&arena, "%s/%.*s.expected", FUNDS, (int)strlen(name) - 5,
                                        name);
    compare(name, expected, messages(&problems, FUNDS, &arena), &arena);
    size_t n = problems.n;
    problems_free(&problems);
    arena_free(&arena);
    return n;
}

static void link_all(const char *from, const char *to, Arena *arena)
{
    Listing files = list(from, "v", arena), scenario = list(from, ".yaml", arena);
    if (scenario.n == 1) files.name[files.n++] = scenario.name[0];
    for (int i = 0; i < files.n; i++) {
        const char *target = arena_format(arena, "%s/%s", to, files.name[i]);
        (void)unlink(target);
        cr_assert_eq(symlink(arena_format(arena, "%s/%s", from, files.name[i]), target), 0, "%s",
                     target);
    }
}

/* The good model with the case's tables over it, in a new folder. */
static const char *overlay(const char *made, const char *name, Arena *arena)
{
    const char *folder = arena_format(arena, "%s/%s", MODELS, name);
    link_all(SAMPLE("models/town"), made, arena);
    link_all(folder, made, arena);
    Listing absent = list(folder, ".absent", arena);
    for (int i = 0; i < absent.n; i++)
        (void)unlink(
            arena_format(arena, "%s/%.*s", made, (int)strlen(absent.name[i]) - 7, absent.name[i]));
    return made;
}

static void remove_folder(const char *folder, Arena *arena)
{
    Listing files = list(folder, "", arena);
    for (int i = 0; i < files.n; i++)
        (void)unlink(arena_format(arena, "%s/%s", folder, files.name[i]));
    (void)rmdir(folder);
}

static size_t check_model(const char *name)
{
    Arena arena = {0};
    Problems problems = {0};
    Study study;
    char made[] = "/tmp/livsbana-bad-XXXXXX";
    cr_assert_not_null(mkdtemp(made));
    const char *folder = overlay(made, name, &arena);
    const char *scenario = arena_format(&arena, "%s/scenario.yaml", folder);
    Status status = access(scenario, F_OK) == 0 ? study_read(scenario, NULL, &problems, &study)
                                                : study_read_model(folder, NULL, &problems, &study);
    cr_expect(status == STATUS_INPUT || status == STATUS_FILE, "%s is taken as good", name);
    cr_expect(study.n_parameters == 0 && study.parameter == NULL, "%s leaves a study", name);
    compare(name, arena_format(&arena, "%s/%s/expected", MODELS, name),
            messages(&problems, folder, &arena), &arena);
    remove_folder(folder, &arena);
    size_t n = problems.n;
    problems_free(&problems);
    study_free(&study);
    arena_free(&arena);
    return n;
}

Test(bad, every_mistake_is_told_at_once_with_its_place)
{
    Arena arena = {0};
    gsl_set_error_handler_off();
    Listing scenarios = list(SCENARIOS, ".yaml", &arena), models = list(MODELS, "", &arena);
    Listing contracts = list(CONTRACTS, ".yaml", &arena);
    Listing funds = list(FUNDS, ".yaml", &arena);
    size_t n = 0;
    for (int i = 0; i < funds.n; i++) n += check_fund(funds.name[i]);
    for (int i = 0; i < scenarios.n; i++) n += check_scenario(scenarios.name[i]);
    for (int i = 0; i < contracts.n; i++) n += check_contract(contracts.name[i]);
    for (int i = 0; i < models.n; i++) n += check_model(models.name[i]);
    int n_cases = scenarios.n + contracts.n + funds.n + models.n;
    cr_expect_geq(n_cases, LEAST_CASES, "%d cases", n_cases);
    cr_expect_geq(n, LEAST_MESSAGES, "%zu messages", n);
    arena_free(&arena);
}

/* Batch files: what they say is taken, and everything wrong with them is told at once. */
#include "model/batch_file.h"
#include "model/file_kind.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64], path[128];
static Problems problems;
static BatchFile batch;

static void make_folder(void)
{
    gsl_set_error_handler_off();
    snprintf(folder, sizeof folder, "/tmp/livsbana-batch-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/all.yaml", folder);
}

static void remove_folder(void)
{
    batch_file_free(&batch);
    batch_file_free(&batch);
    problems_free(&problems);
    (void)unlink(path);
    (void)rmdir(folder);
}

TestSuite(batch_file, .init = make_folder, .fini = remove_folder);

static Status read_text(const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
    return batch_file_read(path, &problems, &batch);
}

static const char GOOD[] = "batch:\n"
                           "  scenarios: [one.yaml, ../far/two.yaml, /abs/three]\n"
                           "  overlap:\n"
                           "    - {of: [three, one], share: 0.3 (0.1..0.5)}\n"
                           "  years: 15\n"
                           "  account: social\n"
                           "  horizon: 20\n"
                           "  price_year: 2023\n"
                           "  simulation: {worlds: 100, replicates: 500, seed: 7, shock: off}\n"
                           "  source: own\n"
                           "  grade: D\n";

Test(batch_file, everything_it_says_is_taken)
{
    char beside[160];
    cr_assert_eq(read_text(GOOD), STATUS_OK);
    cr_expect_eq(problems.n, 0u);
    cr_assert_eq(batch.n_scenarios, 3);
    snprintf(beside, sizeof beside, "%s/one.yaml", folder);
    cr_expect_str_eq(batch.scenario[0], beside, "relative to the batch file");
    snprintf(beside, sizeof beside, "%s/../far/two.yaml", folder);
    cr_expect_str_eq(batch.scenario[1], beside);
    cr_expect_str_eq(batch.scenario[2], "/abs/three");
    cr_assert_eq(batch.n_overlaps, 1);
    cr_expect(batch.overlap[0].a == 2 && batch.overlap[0].b == 0);
    cr_expect_eq(batch.shares.n_parameters, 1);
    cr_expect_eq(batch.shares.parameter[batch.overlap[0].share].estimate, 0.3);
    cr_expect_eq(batch.shares.parameter[0].provenance.grade, GRADE_D);
    cr_expect_eq(batch.years, 15);
    cr_expect_str_eq(batch.account, "social");
    const StudyOptions *settings = &batch.settings;
    cr_expect(settings->worlds == 100 && settings->replicates == 500 && settings->seed == 7 &&
              settings->has_seed && settings->horizon == 20 && settings->price_year == 2023 &&
              !settings->shock);
}

Test(batch_file, what_it_does_not_say_is_left_open)
{
    cr_assert_eq(read_text("batch: {scenarios: [a.yaml]}\n"), STATUS_OK);
    cr_expect(batch.years == 0 && batch.account == NULL && batch.n_overlaps == 0);
    cr_expect(batch.settings.worlds == 0 && !batch.settings.has_seed && batch.settings.shock);
}

static const struct {
    const char *text, *says;
} BAD[] = {
    {"batch: {years: 3}\n", "batch.scenarios: expected"},
    {"batch: {scenarios: []}\n", "expected at least one scenario file"},
    {"batch: {scenarios: [a.yaml, b/a.yaml]}\n", ":1:29: batch.scenarios[1]: expected a name"},
    {"batch: {scenarios: [[a], b]}\n", "batch.scenarios[0]: expected a scenario file"},
    {"batch: {scenarios: [a, b], overlap: [{of: [a, c], share: 0.1, source: x, grade: B}]}\n",
     "batch.overlap[0].of: expected a scenario of the batch, got \"c\""},
    {"batch: {scenarios: [a, b], overlap: [{of: [a, a], share: 0.1, source: x, grade: B}]}\n",
     "expected two different scenarios"},
    {"batch: {scenarios: [a, b], overlap: [{of: [a], share: 0.1, source: x, grade: B}]}\n",
     "expected two scenarios, got 1"},
    {"batch: {scenarios: [a, b], overlap: [{of: [a, b], share: 1.1, source: x, grade: B}]}\n",
     "batch.overlap[0].share: expected a share from 0 to 1"},
    {"batch: {scenarios: [a, b], overlap: [{of: [a, b], share: 0.1}]}\n",
     "batch.overlap[0].source: expected a source here or around it"},
    {"batch: {scenarios: [a, b], source: x, grade: B,\n"
     "  overlap: [{of: [a, b], share: 0.1}, {of: [b, a], share: 0.2}]}\n",
     "expected each pair once, got b and a again"},
    {"batch: {scenarios: [a, b], overlap: [no]}\n", "batch.overlap[0]: expected a map"},
    {"batch: {scenarios: [a], simulation: {world: 5}}\n", "did you mean \"worlds\""},
    {"batch: {scenarios: [a], acount: social}\n", "did you mean \"account\""},
    {"batch: none\n", "batch: expected a map"},
    {"batch: {scenarios: [a]}\nscenario: b\n", "scenario"},
};

Test(batch_file, every_mistake_is_told_with_its_place)
{
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        bool said = false;
        cr_expect_eq(read_text(BAD[i].text), STATUS_INPUT, "%s", BAD[i].text);
        for (size_t p = 0; p < problems.n; p++)
            said |= strstr(problems.list[p].text, BAD[i].says) != NULL;
        cr_expect(said, "%s does not say: %s; but: %s", BAD[i].text, BAD[i].says,
                  problems.n > 0 ? problems.list[0].text : "nothing");
        problems_free(&problems);
        problems = (Problems){0};
    }
}

static FileKind kind_of(const char *text)
{
    FileKind kind = FILE_BATCH;
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    fputs(text, file);
    fclose(file);
    cr_assert_eq(file_kind(path, &kind), STATUS_OK);
    return kind;
}

Test(batch_file, and_other_kinds_are_told_by_the_keys_at_the_root)
{
    FileKind kind = FILE_BATCH;
    cr_expect_eq(kind_of("batch: {scenarios: [a]}\n"), FILE_BATCH);
    cr_expect_eq(kind_of("fund: {opening: 1}\n"), FILE_FUND);
    cr_expect_eq(kind_of("scenarios: [a]\n"), FILE_BATCH, "its map forgotten");
    cr_expect_eq(kind_of("opening: 1\ngrants: []\n"), FILE_FUND, "its map forgotten");
    cr_expect_eq(kind_of("scenario: x\nparticipants: {number: 3}\n"), FILE_SCENARIO);
    cr_expect_eq(kind_of("contract: x\nscenario: a.yaml\n"), FILE_CONTRACT);
    cr_expect_eq(kind_of("contrct: x\nscenario: a.yaml\n"), FILE_OTHER, "no participants");
    cr_expect_eq(kind_of("batch: [\n"), FILE_OTHER, "a broken file");
    cr_assert_eq(file_kind("/nothing/here", &kind), STATUS_OK);
    cr_expect_eq(kind, FILE_OTHER);
}

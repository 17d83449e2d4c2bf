#define _XOPEN_SOURCE 700 /* mkdtemp */

#include "analysis/blocks.h"
#include "cli/resume.h"
#include "support/room.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { N_BLOCKS = 3, BYTES = 8 };

ROOM_SUITE(resume);

static void expect_told(const Checkpoint *checkpoint, const char *text)
{
    cr_assert_eq(resume_interrupted(checkpoint, &problems), STATUS_RUN_FAILED);
    cr_assert_not_null(strstr(problems.list[0].text, text), "%s", problems.list[0].text);
    problems_free(&problems);
}

/* What a command line or a batch file sets over a scenario changes no input file: without it in the key, blocks
 * of other settings would be gone on with. */
Test(resume, a_checkpoint_of_other_settings_is_another_run_s)
{
    enum { INPUTS, SEED, WORLDS, REPLICATES, SHOCK, HORIZON, PRICE_YEAR, STARTS, PEOPLE, SETTINGS };
    uint64_t key[SETTINGS + 1];
    for (int setting = 0; setting <= SETTINGS; setting++) {
        InputFile file = {"a.yaml", 7 + (setting == INPUTS)};
        Group group = {.number = 9 + (setting == PEOPLE)};
        Study study = {.input_file = &file, .n_input_files = 1, .group = &group, .n_groups = 1};
        study.simulation.seed = 1 + (setting == SEED);
        study.simulation.worlds = 100 + 50 * (setting == WORLDS);
        study.simulation.replicates = 300 + 300 * (setting == REPLICATES);
        study.simulation.shock = setting != SHOCK;
        study.economics.horizon = 40 + (setting == HORIZON);
        study.economics.price_year = 2023 + (setting == PRICE_YEAR);
        study.starts = 2020 + (setting == STARTS);
        key[setting] = blocks_key(&study);
        for (int other = 0; other < setting; other++)
            cr_expect_neq(key[setting], key[other], "%d is as %d", setting, other);
    }
}

Test(resume, blocks_are_told_of_only_while_their_file_stands)
{
    Checkpoint checkpoint = {0};
    expect_told(&checkpoint, "nothing was written");
    cr_assert_eq(checkpoint_init(strdup("kept"), false, &checkpoint), STATUS_OK);
    expect_told(&checkpoint, "nothing was written");
    cr_assert_eq(checkpoint_begin(&checkpoint, 1, BYTES, N_BLOCKS, &problems), STATUS_OK);
    checkpoint_keep(&checkpoint, 1, "8 bytes.");
    expect_told(&checkpoint, "1 of 3 blocks are kept in kept");
    atomic_store(&checkpoint.error, 28);
    expect_told(&checkpoint, "1 of 3 blocks are kept in kept");
    resume_make_room(&checkpoint);
    expect_told(&checkpoint, "nothing was written");
    checkpoint_free(&checkpoint);
    problems_free(&problems);
}

/* A folder that was changed, cut or never finished is refused, with the file and the next step. */
#define _XOPEN_SOURCE 700

#include "output/reader.h"

#include "example.h"
#include "scratch.h"

static Scratch scratch;
static Problems problems;
static char folder[SCRATCH_PATH];

static void write_result(void)
{
    Study study;
    Findings findings;
    scratch_make(&scratch);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_assert_eq(scratch_result(&scratch, "result", &findings, &problems), STATUS_OK);
    scratch_path(&scratch, "result", folder);
    arena_free(&findings.arena);
}

static void remove_result(void)
{
    scratch_remove(&scratch);
    problems_free(&problems);
}

TestSuite(reader, .init = write_result, .fini = remove_result);

Test(reader, a_whole_result_passes)
{
    cr_expect_eq(result_check(folder, &problems), STATUS_OK);
    cr_expect_eq(problems.n, 0u);
}

Test(reader, one_changed_byte_is_refused)
{
    char path[SCRATCH_PATH];
    char *text = scratch_text(scratch_path(&scratch, "result/payback.csv", path));
    text[strlen(text) / 2] ^= 1;
    scratch_write(path, text);
    free(text);
    cr_expect_eq(result_check(folder, &problems), STATUS_FILE);
    cr_expect_eq(problems.n, 1u);
    cr_expect(scratch_noted(&problems, "result/payback.csv: differs from its checksum"));
    cr_expect(scratch_noted(&problems, "livsbana run"));
}

Test(reader, every_bad_table_is_named_in_one_pass)
{
    char path[SCRATCH_PATH];
    scratch_write(scratch_path(&scratch, "result/people.csv", path), "outcome\n");
    cr_assert_eq(remove(scratch_path(&scratch, "result/career.csv", path)), 0);
    cr_expect_eq(result_check(folder, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "people.csv: differs"));
    cr_expect(scratch_noted(&problems, "career.csv: the table is missing"));
}

Test(reader, no_manifest_no_result)
{
    char path[SCRATCH_PATH];
    cr_assert_eq(remove(scratch_path(&scratch, "result/manifest.csv", path)), 0);
    cr_expect_eq(result_check(folder, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "there is no manifest.csv"));
}

Test(reader, a_cut_manifest_is_refused)
{
    char path[SCRATCH_PATH];
    char *text = scratch_text(scratch_path(&scratch, "result/manifest.csv", path));
    char *table = strstr(text, "table,ledger.csv");
    cr_assert_not_null(table);
    *table = '\0';
    scratch_write(path, text);
    free(text);
    cr_expect_eq(result_check(folder, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "manifest.csv: the manifest is cut short"));
}

Test(reader, a_manifest_cannot_point_out_of_its_folder)
{
    char path[SCRATCH_PATH];
    scratch_write(scratch_path(&scratch, "result/manifest.csv", path),
                  "kind,name,value,checksum,bytes\ntable,../secret,,00,1\nend,rows,1,,\n");
    cr_expect_eq(result_check(folder, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "outside the folder"));
}

Test(reader, what_was_written_is_read_again)
{
    Result result;
    cr_assert_eq(result_read(folder, &problems, &result), STATUS_OK);
    cr_expect_str_eq(result_fact(&result, "municipality"), "municipality");
    cr_expect_eq(result_fact_number(&result, "programme_cost"), 11.6e6);
    cr_expect_eq(result_setting_number(&result, "horizon"), 40);
    int row = result_find(&result, RESULT_PAYBACK_TIME, 0,
                          RESULT_MATCH("payer", "region_", "uncertainty", "knowledge"));
    cr_assert_geq(row, 0);
    cr_expect_str_eq(result_text(&result, RESULT_PAYBACK_TIME, row, "gains_without_paying"), "1");
    cr_expect_str_eq(result_label(&result, RESULT_STATES, "dead", LANGUAGE_SV), "död");
    cr_expect_str_eq(result_label(&result, RESULT_STATES, "unheard", LANGUAGE_SV), "unheard");
    cr_expect_str_eq(result_text(&result, RESULT_STATES, -1, "state"), "");
    cr_expect(isnan(result_number(&result, RESULT_STATES, 0, "no such column")));
    result_free(&result);
    result_free(&result);
}

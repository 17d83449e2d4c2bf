/* What stands in the folder of a run, byte for byte. */
#define _XOPEN_SOURCE 700

#include "base/number.h"
#include "example.h"
#include "output/reader.h"
#include "output/rows.h"
#include "scratch.h"

static char *text_of(const Scratch *scratch, const char *name)
{
    char path[SCRATCH_PATH];
    char *text = scratch_text(scratch_path(scratch, name, path));
    cr_assert_not_null(text, "%s", name);
    return text;
}

static void write_example(Scratch *scratch, Problems *problems)
{
    Study study;
    Findings findings;
    scratch_make(scratch);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_assert_eq(scratch_result(scratch, "result", &findings, problems), STATUS_OK);
    arena_free(&findings.arena);
}

Test(rows, quotes_stand_only_where_they_are_needed_and_bytes_that_are_no_text_are_shown)
{
    static const struct {
        const char *text, *written;
    } row[] = {
        {"plain", "plain\n"},
        {"", "\n"},
        {NULL, "\n"},
        {"a,b", "\"a,b\"\n"},
        {"say \"hi\"", "\"say \"\"hi\"\"\"\n"},
        {"#no comment", "\"#no comment\"\n"},
        {" kept ", "\" kept \"\n"},
        {"two\nlines", "two lines\n"},
        {"\tkept", "\" kept\"\n"},
        {"kept\n", "\"kept \"\n"},
        {"åäö; = x", "åäö; = x\n"},
        {"l\xE4ge.yaml", "l\\xE4ge.yaml\n"}, /* the name of a file in Latin-1 */
        {"a\xC2\x85z\xC3", "a\\xC2\\x85z\\xC3\n"},
    };
    for (size_t i = 0; i < sizeof row / sizeof row[0]; i++) {
        char text[64] = "";
        FILE *file = fmemopen(text, sizeof text, "w");
        RowWriter writer = {file, 0};
        row_text(&writer, row[i].text);
        row_end(&writer);
        fclose(file);
        cr_expect_str_eq(text, row[i].written);
    }
}

Test(rows, doubles_come_back_as_they_were)
{
    static const double value[] = {0.1, 1.0 / 3.0, 1e-300, 123456789.125, -5e-324, 1e15};
    for (size_t i = 0; i < sizeof value / sizeof value[0]; i++) {
        char text[64] = "", hint_text[64];
        const char *hint;
        double back = 0;
        FILE *file = fmemopen(text, sizeof text, "w");
        RowWriter writer = {file, 0};
        row_number(&writer, value[i]);
        fclose(file);
        cr_assert(number_read(text, strlen(text), &back, hint_text, &hint), "%s", text);
        cr_expect_eq(back, value[i], "%s", text);
    }
}

Test(rows, never_is_a_word_and_nothing_is_empty)
{
    char text[64] = "";
    FILE *file = fmemopen(text, sizeof text, "w");
    RowWriter writer = {file, 0};
    row_years(&writer, INFINITY);
    row_years(&writer, 3.5);
    row_number(&writer, NAN);
    row_count(&writer, -2);
    row_checksum(&writer, 0x1234);
    row_end(&writer);
    fclose(file);
    cr_expect_str_eq(text, "never,3.5,,-2,0000000000001234\n");
}

Test(tables, small_tables_are_written_exactly)
{
    static const struct {
        const char *file, *text;
    } table[] = {
        {"result/ledger.csv",
         "year,arm,payer,item,mean,released,unit\n"
         "1,baseline,education,school,100.5,50,kronor\n"
         "1,intervention,education,\"programme: process supporters, \"\"level 2\"\"\","
         "4000000,4000000,kronor\n"},
        {"result/claims.csv",
         "item,payer,year,state,claimed_cases,unit_cost_kronor,claimed_kronor,simulated_persons,"
         "simulated_persons_p05,simulated_persons_p95\n"
         "school psychologist investigation,education,1,,6,12397,74382,,,\n"
         "placement in HVB,social,1,hvb,6,,,5.6,1,11\n"},
        {"result/provenance.csv", "kind,by,group,share\n"
                                  "value,grade,A,0.37\nvalue,grade,E,0.63\nvalue,years,1-5,0.24\n"
                                  "value,years,6-10,0.31\nvalue,years,11-20,0.35\n"
                                  "value,years,21+,0.1\n"},
        {"result/paths.csv",
         "path,label_sv,label_en,age,start_sv,start_en\n"
         "expected_career,Förväntad karriär,Expected career,20,"
         "\"frånvarande från skolan / i skolan, med gymnasieexamen vid 20\","
         "\"absent from school / in school, with upper secondary degree at 20\"\n"
         "exclusion,Utanförskap,Exclusion,20,"
         "\"frånvarande från skolan, utan gymnasieexamen vid 20\","
         "\"absent from school, without upper secondary degree at 20\"\n"},
        {"result/worlds.csv",
         "world,tax_rate,\"Alla barn, skolan: effects[0].odds_ratio\",reached,causal_share,works,"
         "fades_over,certain,treated,untreated\n"
         "0,0.33,1.6,0,0,0,0,0,0,0\n1,0.34,1.1,0,0,0,0,0,0,0\n"},
    };
    Scratch scratch;
    Problems problems = {0};
    write_example(&scratch, &problems);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        char *text = text_of(&scratch, table[i].file);
        cr_expect_str_eq(text, table[i].text, "%s:\n%s", table[i].file, text);
        free(text);
    }
    scratch_remove(&scratch);
    problems_free(&problems);
}

Test(tables, headers_begin_with_the_columns_of_the_contract)
{
    static const struct {
        const char *file, *header;
    } table[] = {
        {"summary.csv", "measure,payer,basis,unit,mean,mcse,sd,sd_knowledge,sd_luck,p05,p25,p50,"
                        "p75,p95\n"},
        {"payback.csv", "year,payer,basis,uncertainty,mean,mcse,p05,p25,p50,p75,p95,"
                        "share_nonnegative,share_reached,"},
        {"payback_time.csv", "payer,basis,uncertainty,p05,"},
        {"ledger.csv", "year,arm,payer,item,mean,released,"},
        {"occupancy.csv", "age,arm,state,share,begun,held\n"},
        {"career.csv", "age,path,payer,mean,p25,p75,"},
        {"people.csv", "outcome,"},
        {"manifest.csv", "kind,name,value,checksum,"},
    };
    Scratch scratch;
    Problems problems = {0};
    char name[64];
    write_example(&scratch, &problems);
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        snprintf(name, sizeof name, "result/%s", table[i].file);
        char *text = text_of(&scratch, name);
        cr_expect_eq(strncmp(text, table[i].header, strlen(table[i].header)), 0, "%s", name);
        free(text);
    }
    scratch_remove(&scratch);
    problems_free(&problems);
}

Test(tables, never_is_written_in_the_times_of_payback)
{
    Scratch scratch;
    Problems problems = {0};
    Study study;
    Findings findings;
    scratch_make(&scratch);
    example_make(EXAMPLE_LOSS, &study, &findings);
    cr_assert_eq(scratch_result(&scratch, "result", &findings, &problems), STATUS_OK);
    char *text = text_of(&scratch, "result/payback_time.csv");
    cr_expect_not_null(strstr(text, "municipality,released,with_luck,never,never,never,"));
    free(text);
    arena_free(&findings.arena);
    scratch_remove(&scratch);
}

Test(tables, the_manifest_tells_what_was_run)
{
    static const char *const line[] = {"scenario,name,Alla barn i skolan,,\n",
                                       "model,name,sweden,,\n",
                                       "setting,seed,1,,\n",
                                       "setting,worlds,2000,,\n",
                                       "setting,horizon,40,,\n",
                                       "setting,discount_rate,0.035,,\n",
                                       "setting,limit_for,0.75,,\n",
                                       "group,number,120,,\n",
                                       "input,scenarios/example.yaml,,0000000000001234,\n",
                                       "table,paths.csv,,",
                                       "\nend,rows,"};
    Scratch scratch;
    Problems problems = {0};
    write_example(&scratch, &problems);
    char *text = text_of(&scratch, "result/manifest.csv");
    for (size_t i = 0; i < sizeof line / sizeof line[0]; i++) {
        cr_expect_not_null(strstr(text, line[i]), "%s is not in\n%s", line[i], text);
    }
    cr_expect_null(strstr(text, "threads"));
    free(text);
    scratch_remove(&scratch);
    problems_free(&problems);
}

Test(tables, worlds_are_written_on_request_only)
{
    Scratch scratch;
    Problems problems = {0};
    Study study;
    Findings findings;
    FileFolder folder;
    char path[SCRATCH_PATH];
    scratch_make(&scratch);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_assert_eq(file_folder_begin(scratch_path(&scratch, "r", path), &problems, &folder), 0);
    cr_assert_eq(tables_write(&findings, &folder, false, NULL, &problems), STATUS_OK);
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_OK);
    cr_expect_neq(access(scratch_path(&scratch, "r/worlds.csv", path), F_OK), 0);
    cr_expect_eq(result_check(scratch_path(&scratch, "r", path), &problems), STATUS_OK);
    file_folder_free(&folder);
    arena_free(&findings.arena);
    scratch_remove(&scratch);
}

Test(tables, a_full_disk_is_noticed)
{
    Scratch scratch;
    Problems problems = {0};
    Study study;
    Findings findings;
    FileFolder folder;
    char path[SCRATCH_PATH], link[SCRATCH_PATH + 64];
    scratch_make(&scratch);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_assert_eq(file_folder_begin(scratch_path(&scratch, "r", path), &problems, &folder), 0);
    snprintf(link, sizeof link, "%s/payback.csv", folder.partial);
    cr_assert_eq(symlink("/dev/full", link), 0);
    cr_expect_eq(tables_write(&findings, &folder, false, NULL, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "payback.csv"));
    cr_expect(scratch_noted(&problems, "no space left"));
    file_folder_free(&folder);
    arena_free(&findings.arena);
    scratch_remove(&scratch);
    problems_free(&problems);
}

Test(tables, a_folder_that_is_gone_is_noticed)
{
    Problems problems = {0};
    Study study;
    Findings findings;
    char gone[] = "/nowhere/final", partial[] = "/nowhere/partial";
    FileFolder folder = {.final = gone, .partial = partial};
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_expect_eq(tables_write(&findings, &folder, false, NULL, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "headline.csv"));
    arena_free(&findings.arena);
    problems_free(&problems);
}

/* Two cannot be written, and threads try both at once: one is told of, the first, as by one thread. */
Test(tables, many_threads_tell_of_the_table_that_one_would_stop_at)
{
    static const char *const full[] = {"payback.csv", "provenance.csv"};
    Scratch scratch;
    Problems problems = {0};
    Study study;
    Findings findings;
    FileFolder folder;
    char path[SCRATCH_PATH], link[SCRATCH_PATH + 64];
    scratch_make(&scratch);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_assert_eq(file_folder_begin(scratch_path(&scratch, "r", path), &problems, &folder), 0);
    for (int i = 0; i < 2; i++) {
        snprintf(link, sizeof link, "%s/%s", folder.partial, full[i]);
        cr_assert_eq(symlink("/dev/full", link), 0);
    }
    findings.memory.n_threads = 64;
    cr_expect_eq(tables_write(&findings, &folder, true, NULL, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "payback.csv"));
    cr_expect_eq(problems.n, 1, "%zu problems", problems.n);
    file_folder_free(&folder);
    arena_free(&findings.arena);
    scratch_remove(&scratch);
    problems_free(&problems);
}

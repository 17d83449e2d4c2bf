/* Charts with gnuplot, without it, and with a gnuplot that misbehaves. To look at all charts of all
 * examples, run this test with LIVSBANA_PICTURES set to a new folder. */
#define _XOPEN_SOURCE 700

#include "drawing.h"

#include <sys/wait.h>

static char folder[SCRATCH_PATH];

static void write_result(void)
{
    Study study;
    Findings findings;
    scratch_make(&scratch);
    example_make(EXAMPLE_CROWDED, &study, &findings);
    cr_assert_eq(scratch_result(&scratch, "result", &findings, &problems), STATUS_OK);
    scratch_path(&scratch, "result", folder);
    arena_free(&findings.arena);
}

static void remove_result(void)
{
    scratch_remove(&scratch);
    problems_free(&problems);
}

TestSuite(charts, .init = write_result, .fini = remove_result, .timeout = 120);

/* The only program on the PATH becomes a gnuplot that does this; NULL: none at all. */
static void fake_gnuplot(const char *script)
{
    char path[SCRATCH_PATH], bin[SCRATCH_PATH];
    cr_assert_eq(mkdir(scratch_path(&scratch, "bin", bin), 0777), 0);
    if (script != NULL) {
        scratch_write(scratch_path(&scratch, "bin/gnuplot", path), script);
        cr_assert_eq(chmod(path, 0755), 0);
    }
    cr_assert_eq(setenv("PATH", bin, 1), 0);
}

static int count_files(const char *name)
{
    char path[SCRATCH_PATH], command[2 * SCRATCH_PATH];
    int n = 0;
    snprintf(command, sizeof command, "/bin/ls -A '%s' | /usr/bin/wc -l",
             scratch_path(&scratch, name, path));
    FILE *pipe = popen(command, "r");
    cr_assert_eq(fscanf(pipe, "%d", &n), 1);
    pclose(pipe);
    return n;
}

Test(charts, without_gnuplot_the_tables_stand_and_the_next_step_is_told)
{
    fake_gnuplot(NULL);
    cr_expect_eq(draw(folder, 1u << CHART_PNG, LANGUAGE_SV), STATUS_RUN_FAILED);
    cr_expect_eq(problems.n, 1u);
    cr_expect(scratch_noted(&problems, "gnuplot is not installed: the tables are written; install "
                                       "gnuplot-nox and run `livsbana plot"));
    cr_expect_eq(count_files("result/charts"), 0);
}

Test(charts, a_failing_gnuplot_is_quoted)
{
    fake_gnuplot("#!/bin/sh\necho first >&2\necho 'line 3: all is lost' >&2\nexit 1\n");
    cr_expect_eq(draw(folder, 1u << CHART_PNG, LANGUAGE_SV), STATUS_RUN_FAILED);
    cr_expect(scratch_noted(&problems, "payback.sv.png: gnuplot failed: line 3: all is lost"));
    cr_expect_eq(count_files("result/charts"), 0);
}

Test(charts, a_gnuplot_that_gives_no_reason_is_told_so)
{
    fake_gnuplot("#!/bin/sh\necho >&2\nexit 1\n"); /* as gnuplot does when it is interrupted */
    cr_expect_eq(draw(folder, 1u << CHART_PNG, LANGUAGE_SV), STATUS_RUN_FAILED);
    cr_expect(scratch_noted(&problems, "payback.sv.png: gnuplot failed: it said nothing"));
}

Test(charts, when_stopped_no_chart_begins)
{
    atomic_bool stop = true;
    ChartsOptions options = {1u << CHART_SVG, LANGUAGE_EN, 1, &stop};
    fake_gnuplot("#!/bin/sh\necho '<svg></svg>' > \"$6\"\n");
    cr_expect_eq(charts_draw(folder, plots, &options, &problems), STATUS_RUN_FAILED);
    cr_expect_eq(problems.n, 0u);
    cr_expect_eq(count_files("result/charts"), 0);
}

Test(charts, what_is_drawn_and_what_a_killed_gnuplot_leaves_is_the_programs_own)
{
    char path[SCRATCH_PATH];
    /* Killed while it draws: its half image, what it said and the sheet stay. */
    fake_gnuplot("#!/bin/sh\n: > \"$6\"\nkill -KILL $PPID\n");
    pid_t child = fork();
    if (child == 0) _exit((int)draw(folder, 7u, LANGUAGE_SV));
    cr_assert_eq(waitpid(child, NULL, 0), child);
    cr_expect_geq(count_files("result/charts"), 3);
    cr_expect_eq(charts_alone(folder, &problems), STATUS_OK);
    cr_expect_eq(charts_alone("/nowhere", &problems), STATUS_OK);
    scratch_write(scratch_path(&scratch, "result/charts/mitt.png", path), "mine");
    cr_expect_eq(charts_alone(folder, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "got also charts/mitt.png, which would be lost"));
}

Test(charts, an_empty_image_is_no_image)
{
    fake_gnuplot("#!/bin/sh\n: > \"$6\"\nexit 0\n");
    cr_expect_eq(draw(folder, 1u << CHART_SVG, LANGUAGE_EN), STATUS_FILE);
    cr_expect(
        scratch_noted(&problems, "charts/payback.en.svg: gnuplot left an image that is not whole"));
    cr_expect_eq(count_files("result/charts"), 0);
}

Test(charts, a_whole_image_takes_its_place_and_nothing_else_is_left)
{
    fake_gnuplot("#!/bin/sh\necho '<svg></svg>' > \"$6\"\n");
    cr_expect_eq(draw(folder, 1u << CHART_SVG, LANGUAGE_EN), STATUS_OK);
    cr_expect_eq(count_files("result/charts"), 6);
}

Test(charts, a_changed_result_is_not_drawn)
{
    char path[SCRATCH_PATH];
    scratch_write(scratch_path(&scratch, "result/people.csv", path), "outcome\n");
    cr_expect_eq(draw(folder, 1u << CHART_SVG, LANGUAGE_EN), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "people.csv"));
}

Test(charts, missing_scripts_are_named)
{
    ChartsOptions options = {1u << CHART_SVG, LANGUAGE_EN, 1, NULL};
    cr_expect_eq(charts_draw(folder, "/nowhere", &options, &problems), STATUS_FILE);
    cr_expect(scratch_noted(&problems, "/nowhere"));
}

Test(charts, texts_of_users_are_drawn_and_never_run)
{
    char path[SCRATCH_PATH];
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    cr_assert_eq(draw(folder, 7u, LANGUAGE_SV), STATUS_OK, "%s",
                 problems.n > 0 ? problems.list[0].text : "");
    cr_expect_eq(count_files("result/charts"), 18);
    char *svg = scratch_text(scratch_path(&scratch, "result/charts/payers.sv.svg", path));
    cr_expect_not_null(strstr(svg, "Produktion &amp; annat &lt;rest>"));
    cr_expect_not_null(strstr(svg, "föräldrar &amp; barn"));
    free(svg);
}

Test(charts, every_example_can_be_drawn)
{
    const char *pictures = getenv("LIVSBANA_PICTURES");
    char name[16], path[SCRATCH_PATH];
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int e = 0; e < N_EXAMPLES; e++) {
        Study study;
        Findings findings;
        Scratch where = scratch;
        if (pictures != NULL) snprintf(where.path, sizeof where.path, "%.60s", pictures);
        snprintf(name, sizeof name, "example%d", e);
        example_make((Example)e, &study, &findings);
        cr_assert_eq(scratch_result(&where, name, &findings, &problems), STATUS_OK);
        scratch_path(&where, name, path);
        for (int l = 0; l < N_LANGUAGES; l++) {
            unsigned formats = pictures != NULL ? 7u : 1u << CHART_SVG;
            cr_expect_eq(draw(path, formats, (Language)l), STATUS_OK, "%s",
                         problems.n > 0 ? problems.list[problems.n - 1].text : "");
        }
        arena_free(&findings.arena);
    }
}

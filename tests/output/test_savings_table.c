/* What a scenario saves in every world is read again to seven digits; a folder without it says so. */
#define _XOPEN_SOURCE 700

#include "output/savings_table.h"

#include "scratch.h"
#include "support/check.h"
#include "support/fixture.h"

#include <math.h>
#include <string.h>

enum { WORLDS = 50, YEARS = 3, ROWS = 3, LINKS = 3 };

static const FeltLink LINK[LINKS] = {{.row = 0, .payer = 0, .delay = 1},
                                     {.row = 0, .payer = 1, .delay = 0},
                                     {.row = 2, .payer = 0, .delay = 0}};
static double spent[ROWS][WORLDS], saved[YEARS][ROWS][WORLDS], felt[YEARS][LINKS][WORLDS];

static void open_study(Fixture *fixture)
{
    fixture_open(fixture, &(FixtureTexts){
                              .states = "state,age_from,age_to\nout,20,29\ndead,20,30\n",
                              .transitions = "from,to,probability\nout,dead,0.25\n",
                              .payers = "payer,level\ntown,municipality\nhome.s,household\n",
                              .costs = "item,state,payer,receiver,amount\n"
                                       "help,out,town,home.s,1000\n"
                                       "care,out,town,,1000\nlunch,out,town,,1000\n",
                              .spending = "spending,items,payer,amount\nall.help,help,town,1\n"
                                          "all_care,care,town,1\nall_lunch,lunch,town,1\n",
                              .scenario = "starts: 2031\n"
                                          "participants: {number: 1, ages: 20, states: {out: 1}}\n"
                                          "economics: {horizon: 3}\n"
                                          "simulation: {worlds: 50, replicates: 50}\n"});
}

/* Help and lunch are touched, care never; world 7 not at all, and nothing in the last year. */
static Findings fill(const Study *study)
{
    for (int w = 0; w < WORLDS; w++) {
        for (int r = 0; r < ROWS; r++) spent[r][w] = 1e8 / (3 + r + w);
        for (int y = 0; y < YEARS - 1 && w != 7; y++) {
            saved[y][0][w] = 1e6 / (w + 3.0) - 1e5;
            saved[y][2][w] = (w - 3) / 7.0 * (y + 1);
            felt[y][0][w] = fmax(0, saved[y][0][w]) / 3;
            felt[y][1][w] = -fmax(0, saved[y][0][w]);
            felt[y][2][w] = fmax(0, saved[y][2][w]);
        }
        saved[2][1][w] = 0.004; /* rounding */
    }
    return (Findings){.study = study,
                      .net = {.n_worlds = WORLDS,
                              .savings = {YEARS, LINKS, LINK, spent[0], saved[0][0], felt[0][0]}}};
}

static void write_table(const Findings *findings, const char *path)
{
    FileFolder folder = {0};
    Problems problems = {0};
    cr_assert_eq(file_folder_begin(path, &problems, &folder), STATUS_OK);
    cr_assert_eq(savings_table_write(findings, &folder, &problems), STATUS_OK);
    cr_assert_eq(file_folder_commit(&folder, &problems), STATUS_OK);
    file_folder_free(&folder);
    problems_free(&problems);
}

static void close_to(const double *found, const double *written, int n, const char *what)
{
    for (int i = 0; i < n; i++)
        assert_near(found[i], written[i], 5e-7 * fabs(written[i]), "%s %d", what, i);
}

Test(savings_table, every_number_is_read_as_it_was_written_to_seven_digits)
{
    Scratch scratch;
    Fixture fixture;
    Arena arena = {0};
    WorldSavings read;
    bool found = false;
    char path[SCRATCH_PATH];
    scratch_make(&scratch);
    open_study(&fixture);
    Findings findings = fill(&fixture.study);
    write_table(&findings, scratch_path(&scratch, "result", path));
    cr_assert(savings_table_stands(path, &fixture.study));
    cr_assert_eq(savings_table_read(path, &fixture.study, &arena, &fixture.problems, &read, &found),
                 STATUS_OK);
    cr_assert(found);
    cr_assert_eq(read.n_years, YEARS);
    cr_assert_eq(read.n_links, LINKS);
    for (int l = 0; l < LINKS; l++)
        cr_assert(read.link[l].row == LINK[l].row && read.link[l].payer == LINK[l].payer &&
                  read.link[l].delay == LINK[l].delay);
    close_to(read.spent, spent[0], ROWS * WORLDS, "spent");
    for (int w = 0; w < WORLDS; w++) saved[2][1][w] = 0;
    close_to(read.saved, saved[0][0], YEARS * ROWS * WORLDS, "saved");
    close_to(read.felt, felt[0][0], YEARS * LINKS * WORLDS, "felt");
    arena_free(&arena);
    fixture_close(&fixture);
    scratch_remove(&scratch);
}

/* A year that the study does not have, a world too many, a row of another model, a cut line, a word. */
Test(savings_table, another_table_is_not_taken_for_it)
{
    static const char *const OTHER[] = {"world,year,spent.all.help\n0,2035,\n",
                                        "world,year,spent.all.help\n50,,1\n",
                                        "world,year,spent.all_rent\n0,,1\n",
                                        "world,year,felt.all.help.agency.0\n0,2031,1\n",
                                        "world,year,spent.all.help,saved.all.help\n0,,1\n",
                                        "world,year,spent.all.help\n0,,much\n",
                                        "year,world\n"};
    Scratch scratch;
    Fixture fixture;
    Arena arena = {0};
    char file[SCRATCH_PATH];
    scratch_make(&scratch);
    open_study(&fixture);
    cr_assert_not(savings_table_stands(scratch.path, &fixture.study));
    for (size_t i = 0; i < sizeof OTHER / sizeof *OTHER; i++) {
        WorldSavings read;
        bool found = true;
        scratch_write(scratch_path(&scratch, savings_file, file), OTHER[i]);
        cr_assert_eq(savings_table_read(scratch.path, &fixture.study, &arena, &fixture.problems,
                                        &read, &found),
                     STATUS_OK);
        cr_expect_not(found, "case %zu", i);
    }
    arena_free(&arena);
    fixture_close(&fixture);
    scratch_remove(&scratch);
}

Test(savings_table, a_delay_that_no_model_has_is_told_with_its_place)
{
    static const struct {
        const char *text, *told;
    } CASES[] = {
        {"world,year,felt.all.help.town.50\n", NULL},
        {"world,year,spent.all.help,felt.all.help.town.51\n0,,1,\n",
         "savings.csv:1:27: felt.all.help.town.51: expected a delay from 0 to 50 years at the end "
         "of "
         "its name, got \"51\""},
        {"world,year,felt.all_lunch.home.s.99999999999999999999\n",
         "savings.csv:1:12: felt.all_lunch.home.s.99999999999999999999: expected a delay from 0 to "
         "50 years at the end of its name, got \"99999999999999999999\""}};
    Scratch scratch;
    Fixture fixture;
    char file[SCRATCH_PATH];
    scratch_make(&scratch);
    open_study(&fixture);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Arena arena = {0};
        Problems problems = {0};
        WorldSavings read;
        bool found;
        scratch_write(scratch_path(&scratch, savings_file, file), CASES[i].text);
        Status status = savings_table_read(scratch.path, &fixture.study, &arena, &problems, &read,
                                           &found);
        cr_expect_eq(found, CASES[i].told == NULL, "case %zu", i);
        cr_expect_eq(status, CASES[i].told == NULL ? STATUS_OK : STATUS_INPUT, "case %zu", i);
        cr_assert_eq(problems.n, CASES[i].told != NULL, "case %zu", i);
        if (CASES[i].told != NULL)
            cr_expect_not_null(strstr(problems.list[0].text, CASES[i].told), "%s",
                               problems.list[0].text);
        else
            cr_expect_eq(read.link[0].delay, 50);
        problems_free(&problems);
        arena_free(&arena);
    }
    fixture_close(&fixture);
    scratch_remove(&scratch);
}

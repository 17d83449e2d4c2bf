/* What a batch ranks by is read again bit by bit; a folder without it says so. */
#define _XOPEN_SOURCE 700

#include "output/net_tables.h"

#include "example.h"
#include "scratch.h"

enum { WORLDS = 50, REPLICATES = 100 };

static double net[2][2 * REPLICATES], cost[2 * WORLDS], avoided[2][REPLICATES], programme[WORLDS];

/* Two kept years of one account, numbers with all their digits. */
static void add_series(Findings *findings, NetAccount *account)
{
    for (int i = 0; i < 2 * REPLICATES; i++) {
        net[0][i] = (i - 30) / 7.0 * 1e5;
        net[1][i] = -1e6 / (i + 3.0);
        avoided[i % 2][i / 2] = i / 3.0 - 10;
    }
    for (int i = 0; i < 2 * WORLDS; i++) cost[i] = 1e6 / (i + 1.0);
    for (int i = 0; i < WORLDS; i++) programme[i] = 4e6 + i / 9.0;
    *account = (NetAccount){0, cost, {net[0], net[1]}};
    findings->net = (NetSeries){.n_years = 2,
                                .year = {5, 10},
                                .n_accounts = 1,
                                .account = account,
                                .n_worlds = WORLDS,
                                .n_replicates = REPLICATES,
                                .programme_cost = programme,
                                .avoided = {avoided[0], avoided[1]}};
}

Test(net_tables, every_number_is_read_as_it_was_written)
{
    Scratch scratch;
    Study study;
    Findings findings;
    NetAccount account;
    NetTable table = {0};
    Arena arena = {0};
    Problems problems = {0};
    bool found = false;
    char folder[SCRATCH_PATH];
    scratch_make(&scratch);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    add_series(&findings, &account);
    cr_assert_eq(scratch_result(&scratch, "result", &findings, &problems), STATUS_OK);
    scratch_path(&scratch, "result", folder);
    const char *name = findings.account[0].label.name;
    cr_assert_eq(
        net_table_read(folder, name, 10, WORLDS, REPLICATES, &arena, &problems, &table, &found),
        STATUS_OK);
    cr_assert(found);
    for (int i = 0; i < WORLDS; i++) {
        cr_expect_eq(table.net[UNCERTAINTY_KNOWLEDGE][i], net[0][WORLDS + i]);
        cr_expect_eq(table.cost[i], cost[WORLDS + i]);
        cr_expect_eq(table.programme_cost[i], programme[i]);
        cr_expect_eq(table.avoided[UNCERTAINTY_KNOWLEDGE][i], avoided[0][i]);
    }
    for (int i = 0; i < REPLICATES; i++) {
        cr_expect_eq(table.net[UNCERTAINTY_LUCK][i], net[1][REPLICATES + i]);
        cr_expect_eq(table.avoided[UNCERTAINTY_LUCK][i], avoided[1][i]);
    }
    const struct {
        const char *account;
        int years, n_worlds, n_replicates;
    } absent[] = {{name, 7, WORLDS, REPLICATES},
                  {"nobody", 10, WORLDS, REPLICATES},
                  {name, 10, WORLDS, REPLICATES - 1},
                  {name, 10, WORLDS, REPLICATES + 1}};
    for (size_t i = 0; i < sizeof absent / sizeof absent[0]; i++) {
        cr_assert_eq(net_table_read(folder, absent[i].account, absent[i].years, absent[i].n_worlds,
                                    absent[i].n_replicates, &arena, &problems, &table, &found),
                     STATUS_OK);
        cr_expect_not(found, "case %zu", i);
    }
    cr_expect_eq(problems.n, 0u);
    arena_free(&arena);
    arena_free(&findings.arena);
    scratch_remove(&scratch);
}

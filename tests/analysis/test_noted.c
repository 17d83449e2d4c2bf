/* Columns noted one by one and put side by side. */
#include "analysis/noted.h"

#include <criterion/criterion.h>

enum { N_VALUES = 70, N_COLUMNS = 21 };

/* What stands in a column. */
static double value_of(int column, int value)
{
    return 1000 * column + value;
}

static void note(Noted *noted, int column)
{
    double *values = noted_column(noted, column);
    for (int i = 0; i < N_VALUES; i++) values[i] = value_of(column, i);
}

/* Some columns at a time, two kinds of values apart from each other. */
Test(noted, columns_come_to_lie_side_by_side)
{
    Arena arena = {0};
    Noted noted;
    double series[N_VALUES][N_COLUMNS] = {{0}};
    cr_assert_eq(noted_init(N_VALUES, &arena, &noted), STATUS_OK);
    for (int column = 0; column < N_COLUMNS; column++) {
        note(&noted, column);
        if (!noted_full(&noted) && column < N_COLUMNS - 1) continue;
        noted_put(&noted, 0, 40, series[0], N_COLUMNS);
        noted_put(&noted, 40, N_VALUES - 40, series[40], N_COLUMNS);
        noted_clear(&noted);
    }
    for (int i = 0; i < N_VALUES; i++)
        for (int column = 0; column < N_COLUMNS; column++)
            cr_assert_eq(series[i][column], value_of(column, i), "%d, %d", i, column);
    arena_free(&arena);
}

Test(noted, only_noted_columns_are_put)
{
    Arena arena = {0};
    Noted noted;
    double series[N_VALUES][N_COLUMNS] = {{0}};
    cr_assert_eq(noted_init(N_VALUES, &arena, &noted), STATUS_OK);
    note(&noted, 3);
    noted_clear(&noted);
    note(&noted, 5);
    note(&noted, 6);
    noted_put(&noted, 1, 2, series[0], N_COLUMNS);
    for (int i = 0; i < N_VALUES; i++)
        for (int column = 0; column < N_COLUMNS; column++) {
            bool is_put = i < 2 && (column == 5 || column == 6);
            cr_assert_eq(series[i][column], is_put ? value_of(column, i + 1) : 0);
        }
    arena_free(&arena);
}

/* Axes, labels and lines of text by their sizes. */
#include "output/layout.h"

#include <criterion/criterion.h>
#include <string.h>

Test(layout, axes_hold_what_they_show_with_round_steps)
{
    static const struct {
        double low, high, axis_low, axis_high, step;
    } row[] = {{-47, 64.5, -60, 80, 20},
               {0, 40, 0, 40, 10},
               {-0.31, 0.02, -0.4, 0.1, 0.1},
               {0, 0, -0.5, 0.5, 0.2}};
    for (size_t i = 0; i < 3; i++) {
        Axis axis = axis_make(row[i].low, row[i].high, 7);
        cr_expect_float_eq(axis.low, row[i].axis_low, 1e-9);
        cr_expect_float_eq(axis.high, row[i].axis_high, 1e-9);
        cr_expect_float_eq(axis.step, row[i].step, 1e-9);
    }
    Axis nothing = axis_make(0, 0, 7);
    cr_expect_lt(nothing.low, 0);
    cr_expect_gt(nothing.high, 0);
}

Test(layout, labels_keep_their_distance_and_their_order)
{
    double at[3] = {5, 5.1, 5.2};
    layout_spread(at, 3, 1, 0, 10);
    cr_expect_geq(at[1] - at[0], 1 - 1e-9);
    cr_expect_geq(at[2] - at[1], 1 - 1e-9);
    double crowded[3] = {9, 9, 9};
    layout_spread(crowded, 3, 1, 0, 10);
    cr_expect_leq(crowded[2], 10);
    cr_expect_geq(crowded[2] - crowded[0], 2 - 1e-9);
}

Test(layout, long_text_is_cut_between_characters)
{
    Arena arena = {0};
    cr_expect_str_eq(layout_fit(&arena, "kort", 10), "kort");
    const char *cut = layout_fit(&arena, "ååååååååååååååååååååå", 3);
    cr_expect_lt(layout_em(cut), 3.5);
    cr_expect_str_eq(cut + strlen(cut) - 3, ELLIPSIS);
    cr_expect_eq((strlen(cut) - 3) % 2, 0u, "whole characters only");
    cr_expect_str_eq(layout_two_lines(&arena, "försörjningsstöd eller arbete", 9),
                     "försörjningsstöd\neller arbete");
    const char *longer = "Arbetsmarknads- och vuxenutbildningsnämnden";
    const char *wrapped = layout_two_lines(&arena, longer, 5);
    cr_expect_str_eq(wrapped, "Arbetsmarknads- och\nvuxenutbildningsnämnden", "wrapped, not cut");
    cr_expect_lt(layout_longest(wrapped) * layout_size(&wrapped, 1, 20, 100), 100 + 1e-9);
    arena_free(&arena);
}

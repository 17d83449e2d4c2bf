/* What the chart of boards tells of each, and which it draws. */
#define _XOPEN_SOURCE 700

#include "drawing.h"

DRAWING_SUITE(chart_boards);

/* Two boards pay, the first two. */
Test(chart_boards, the_title_of_boards_is_true_of_each)
{
    static const struct {
        double chance[2];
        const char *title;
    } given[] = {{{0.9, 0.5},
                  "1 of 2 boards that pay are likely to have their money back within 10 "
                  "years; for 1 it is uncertain"},
                 {{0.1, 0.5},
                  "None of 2 boards that pay is likely to have its money back within 10 "
                  "years; for 1 it is uncertain"},
                 {{0.9, 0.1},
                  "1 of 2 boards that pay are likely to have their money back within 10 "
                  "years<"}};
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int g = 0; g < 3; g++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_SHORT, &study, &findings);
        for (int i = 0; i < findings.n_boards; i++) {
            BoardRow *row = (BoardRow *)&findings.board[i];
            if (row->account < 2) row->share_nonnegative_knowledge = given[g].chance[row->account];
        }
        snprintf(name, sizeof name, "each%d", g);
        char *svg = drawn(&findings, name, "boards");
        cr_expect_not_null(strstr(svg, given[g].title), "%s", given[g].title);
        free(svg);
        arena_free(&findings.arena);
    }
}

/* 6 % from knowledge, 37 % with luck: both are told; where they are the same, one. */
Test(chart_boards, boards_tell_the_chance_with_luck_beside_that_from_what_is_known)
{
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int same = 0; same < 2; same++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_SHORT, &study, &findings);
        for (int i = 0; i < findings.n_boards; i++) {
            BoardRow *row = (BoardRow *)&findings.board[i];
            row->share_nonnegative_knowledge = 0.06;
            row->share_nonnegative = same ? 0.06 : 0.37;
        }
        snprintf(name, sizeof name, "chance%d", same);
        char *svg = drawn(&findings, name, "boards");
        cr_expect_not_null(
            strstr(svg, same ? "; money back 6 %<" : "; money back 6 %, with luck 37 %<"));
        free(svg);
        arena_free(&findings.arena);
    }
}

/* Society gains 59 - 4 million, so page one's table is in millions with a decimal: 60,000 kronor are 0.1
 * there, 40,000 nothing. Of a hundredth of all that it is in thousands, and a region that gains 14,000 gains
 * 14, though luck takes the chart's axes to millions. */
Test(chart_boards, who_gains_on_boards_gains_on_page_one)
{
    static const struct {
        double scale, net;
        bool gains;
    } given[] = {{1, 60e3, true}, {1, 40e3, false}, {1e-2, 14e3, true}};
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int g = 0; g < 3; g++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_SHORT, &study, &findings);
        for (int i = 0; i < findings.n_boards; i++) {
            BoardRow *row = (BoardRow *)&findings.board[i];
            row->programme_cost *= given[g].scale;
            row->cumulative_net *= given[g].scale;
            row->p05 = -5e6;
            row->p95 = 5e6;
            if (row->account == findings.headline.state) row->cumulative_net = 0;
            if (row->account == findings.headline.region) row->cumulative_net = given[g].net;
            if (row->account == 2) row->cumulative_net = row->p05 = row->p95 = 0;
        }
        snprintf(name, sizeof name, "gains%d", g);
        char *svg = drawn(&findings, name, "boards");
        cr_expect_eq(strstr(svg, "expected to gain") != NULL, given[g].gains, "%d", g);
        cr_expect_not_null(strstr(svg, "neither pays nor gains"), "the state");
        free(svg);
        arena_free(&findings.arena);
    }
}

/* The third board pays nothing. Beside a municipality whose band reaches 10 million, a still line in a band of
 * 1.4 million looks flat, one in a band of 1.6 does not, nor does a line that reaches 0.6. */
Test(chart_boards, a_board_that_looks_flat_is_left_out)
{
    static const struct {
        double band, line;
        bool is_drawn;
    } given[] = {{1.4e6, 0, false}, {1.6e6, 0, true}, {0.6e6, 0.6e6, true}};
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int g = 0; g < 3; g++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_SHORT, &study, &findings);
        for (int i = 0; i < findings.n_boards; i++) {
            BoardRow *row = (BoardRow *)&findings.board[i];
            bool third = row->account == 2;
            row->cumulative_net = third ? given[g].line : 0;
            row->p95 = third ? given[g].band : 10e6;
            row->p05 = third ? -given[g].band : -10e6;
        }
        snprintf(name, sizeof name, "flat%d", g);
        char *svg = drawn(&findings, name, "boards");
        cr_expect_eq(strstr(svg, ">Labour market board<") != NULL, given[g].is_drawn, "%d", g);
        free(svg);
        arena_free(&findings.arena);
    }
}

/* The size of the font of a text in an image. */
static double font_size(const char *svg, const char *text)
{
    const char *at = strstr(svg, text), *size = NULL;
    cr_assert_not_null(at, "%s", text);
    for (const char *next = svg; (next = strstr(next, "font-size=\"")) != NULL && next < at;)
        size = next++;
    return strtod(size + strlen("font-size=\""), NULL);
}

/* A region that may lose as well is expected to gain; one whose interval is above zero gains. */
Test(chart_boards, boards_that_may_lose_are_expected_to_gain_and_names_stand_above_remarks)
{
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int sure = 0; sure < 2; sure++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_CROWDED, &study, &findings);
        for (int i = 0; i < findings.n_boards; i++) {
            BoardRow *row = (BoardRow *)&findings.board[i];
            if (row->account == findings.headline.region) row->p05 = sure ? 1 : -1e6;
        }
        Account *board = (Account *)&findings.account[2];
        board->label.label_en = "Labour market and adult education board of the municipality";
        snprintf(name, sizeof name, "sure%d", sure);
        char *svg = drawn(&findings, name, "boards");
        cr_expect_eq(strstr(svg, "expected to gain") != NULL, sure == 0);
        cr_expect_geq(font_size(svg, ">Labour market and"), font_size(svg, "gains without paying"));
        cr_expect_null(strstr(svg, board->label.label_en), "on two lines");
        free(svg);
        arena_free(&findings.arena);
    }
}

/* Seven panels stand in rows of four: "pays 18.0; money back 7 %, with luck 29 %" on two lines of 17 points at
 * least, rather than one of 13. */
Test(chart_boards, a_long_remark_takes_two_lines_rather_than_small_print)
{
    Study study;
    Findings findings;
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    example_make(EXAMPLE_CROWDED, &study, &findings);
    char *svg = drawn(&findings, "long", "boards");
    cr_expect_geq(font_size(svg, "7 %, with luck 29 %<"), 17);
    cr_expect_geq(font_size(svg, "pays 18.0; money back<"), 17);
    free(svg);
    arena_free(&findings.arena);
}

/* A society that may gain a hundred times what the boards do neither flattens them nor is cut: its numbers
 * stand in black, theirs in grey. */
Test(chart_boards, a_sum_that_reaches_further_than_the_boards_has_its_own_scale)
{
    static const char own[] = "fill=\"rgb(27,39,51)\" font-family=\"Lato\" font-size=\"18.00\"";
    char path[SCRATCH_PATH];
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int far = 0; far < 2; far++) {
        Study study;
        Findings findings;
        char name[16], file[64];
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        for (int i = 0; i < findings.n_boards; i++) {
            BoardRow *row = (BoardRow *)&findings.board[i];
            bool payer = !findings.account[row->account].perspective;
            if (row->account == findings.headline.municipality || payer) continue;
            row->p05 = row->p95 = row->cumulative_net = 0;
            if (far == 1 && row->account == findings.headline.society) row->p95 = 1e9;
        }
        snprintf(name, sizeof name, "far%d", far);
        cr_assert_eq(scratch_result(&scratch, name, &findings, &problems), STATUS_OK);
        cr_assert_eq(draw(scratch_path(&scratch, name, path), 1u << CHART_SVG, LANGUAGE_EN), 0);
        snprintf(file, sizeof file, "far%d/charts/boards.en.svg", far);
        char *svg = scratch_text(scratch_path(&scratch, file, path));
        cr_expect_eq(strstr(svg, own) != NULL, far == 1, "%s", name);
        free(svg);
        arena_free(&findings.arena);
    }
}

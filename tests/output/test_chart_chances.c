/* How sure the titles of charts are. */
#define _XOPEN_SOURCE 700

#include "drawing.h"

DRAWING_SUITE(chart_chances);

/* The municipality's time row. */
static PaybackTimeRow *time_row(Findings *findings, Uncertainty uncertainty)
{
    for (int i = 0; i < findings->n_payback_time; i++) {
        PaybackTimeRow *row = &findings->payback_time[i];
        if (row->account == findings->headline.municipality && row->uncertainty == uncertainty)
            return row;
    }
    return NULL;
}

/* What is known of the municipality's released sum after so many years. */
static PaybackRow *known_row(Findings *findings, int year)
{
    for (int i = 0; i < findings->n_payback; i++) {
        PaybackRow *row = &findings->payback[i];
        if (row->account == findings->headline.municipality && row->year == year &&
            row->uncertainty == UNCERTAINTY_KNOWLEDGE && row->basis == BASIS_RELEASED)
            return row;
    }
    return NULL;
}

/* The programme changes nothing, but in most replicates luck brings the sum above zero for a while. */
Test(chart_chances, luck_alone_gives_no_time_at_which_the_money_is_back)
{
    Study study;
    Findings findings;
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    example_make(EXAMPLE_LOSS, &study, &findings);
    PaybackTimeRow *lucky = time_row(&findings, UNCERTAINTY_LUCK);
    time_row(&findings, UNCERTAINTY_KNOWLEDGE)->share_never = 1;
    lucky->p25 = 2.1;
    lucky->p50 = 3.5;
    lucky->p75 = 9;
    lucky->share_never = 0.2;
    findings.headline.back[UNCERTAINTY_LUCK][2] = 0.38;
    findings.headline.by_luck[2] = 0.36;
    char *svg = drawn(&findings, "luck", "payback");
    cr_expect_not_null(strstr(svg, "in no case has its money back within 40 years"));
    cr_expect_not_null(strstr(svg, "Money back in no case"));
    cr_expect_null(strstr(svg, "3.5 years"));
    cr_expect_not_null(strstr(svg, "back after 20 years: with luck 38 %, by luck alone 36 %"));
    cr_expect_null(strstr(svg, "money back after"));
    free(svg);
    arena_free(&findings.arena);
}

/* The chance of the municipality's money back within the horizon, and what half of the worlds have. */
static void set_known_time(Findings *findings, double never, double p50)
{
    PaybackTimeRow *row = time_row(findings, UNCERTAINTY_KNOWLEDGE);
    row->share_never = never;
    row->p25 = never < 0.75 ? 3 : INFINITY;
    row->p50 = p50;
    row->p75 = never < 0.25 ? 9 : INFINITY;
}

/* The verdict's limits are 25 and 75 %. Of 4 worlds two standard errors, 1 / sqrt(4 + 4), reach from 15 to
 * 85 %. */
Test(chart_chances,
     titles_tell_likely_from_uncertain_as_the_verdict_does_and_all_go_by_what_is_known)
{
    enum { NO, OPEN, YES };
    static const char *const boards[] = {"No board that pays is likely",
                                         "For every board that pays it is uncertain",
                                         "Every board that pays is likely"};
    static const char *const payback[] = {"The municipality is not likely to have its money back",
                                          "It is uncertain whether the municipality has its money",
                                          "The municipality has its money back after 5 years"};
    static const struct {
        double chance;
        int worlds, say;
    } given[] = {{0.25, 2000, NO},   {0.26, 2000, OPEN}, {0.5, 2000, OPEN},
                 {0.74, 2000, OPEN}, {0.75, 2000, YES},  {0.75, 4, OPEN},
                 {0.86, 4, YES},     {0.25, 4, OPEN},    {0.14, 4, NO}};
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (size_t g = 0; g < sizeof given / sizeof given[0]; g++) {
        Study study;
        Findings findings;
        char name[16], path[SCRATCH_PATH], file[64];
        double chance = given[g].chance;
        example_make(EXAMPLE_SHORT, &study, &findings);
        study.simulation.worlds = given[g].worlds;
        for (int i = 0; i < findings.n_boards; i++) {
            BoardRow *row = (BoardRow *)&findings.board[i];
            row->share_nonnegative_knowledge = chance;
            row->share_nonnegative = 1 - chance;
        }
        set_known_time(&findings, 1 - chance, chance >= 0.5 ? 5 : INFINITY);
        known_row(&findings, 10)->share_nonnegative = chance;
        snprintf(name, sizeof name, "agree%d", (int)g);
        char *svg = drawn(&findings, name, "boards");
        snprintf(file, sizeof file, "%s/charts/payback.en.svg", name);
        char *fan = scratch_text(scratch_path(&scratch, file, path));
        cr_expect_not_null(strstr(svg, boards[given[g].say]), "%g", chance);
        cr_expect_not_null(strstr(fan, payback[given[g].say]), "%g", chance);
        snprintf(file, sizeof file, "(%.0f %% chance)", 100 * chance);
        cr_expect_eq(strstr(fan, file) != NULL, given[g].say == OPEN, "%g", chance);
        snprintf(file, sizeof file, "Money back in %.0f %% of the cases", 100 * chance);
        cr_expect_eq(strstr(fan, file) != NULL, given[g].say == OPEN, "%g", chance);
        free(svg);
        free(fan);
        arena_free(&findings.arena);
    }
}

/* Back in nine worlds of ten at some time; at the end of the horizon in so many. */
Test(chart_chances, money_that_is_lost_again_is_not_told_of_as_back)
{
    static const struct {
        double never, end;
        const char *title;
    } given[] = {{0.1, 0.2, "(median), but is below zero again after 40 years"},
                 {0.1, 0.5, "(median), but may be below zero again after 40 years"},
                 {0.1, 0.8, "(median) – but not in every case"},
                 {0.5, 0.2,
                  "ever has its money back (50 % chance); after 40 years it is likely to be "
                  "below zero"},
                 {0.5, 0.5, "has its money back within 40 years (50 % chance)"}};
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int g = 0; g < 5; g++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        set_known_time(&findings, given[g].never, 8);
        known_row(&findings, 40)->share_nonnegative = given[g].end;
        snprintf(name, sizeof name, "again%d", g);
        char *svg = drawn(&findings, name, "payback");
        cr_expect_not_null(strstr(svg, given[g].title), "%s", given[g].title);
        free(svg);
        arena_free(&findings.arena);
    }
}

/* An account's chances of no loss after 10 years, its expectation, and 9 cases of 10 with luck. */
static void set_sum(Findings *findings, int account, double known, double lucky)
{
    for (int i = 0; i < findings->n_payback; i++) {
        PaybackRow *row = &findings->payback[i];
        if (row->account != account || row->year != 10) continue;
        row->share_nonnegative = row->uncertainty == UNCERTAINTY_KNOWLEDGE ? known : lucky;
        row->spread.mean = known < 0.5 ? -0.2e6 : 0.2e6;
    }
}

/* By what is known, 25 % and 75 %, as the verdict goes; that luck may turn it (0.4 of 0.1) makes no loss
 * open. */
Test(chart_chances, a_sum_is_open_where_what_is_known_leaves_it_open)
{
    static const struct {
        double city[2], society[2];
        const char *title;
    } given[] = {
        {{0.9, 0.5}, {0.75, 0.8}, "the municipality has gained, and so has society<"},
        {{0.74, 0.9},
         {0.9, 0.8},
         "society has gained; the municipality may gain or lose (+0.2 million"},
        {{0.5, 0.5},
         {0.7, 0.8},
         "may gain or lose (+0.2 million kronor expected), and so may society "
         "(+0.2 million kronor)"},
        {{0.1, 0.4}, {0.5, 0.5}, "has not gained; society may gain or lose (+0.2 million kronor"},
        {{0.5, 0.5}, {0.1, 0.4}, "society has not gained; the municipality may gain or lose"},
        {{0.9, 0.8},
         {0.26, 0.1},
         "has gained; society may gain or lose (\xe2\x88\x92"
         "0.2 million"},
        {{0.1, 0.4}, {0.25, 0.4}, "neither the municipality nor society has gained<"}};
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (size_t g = 0; g < sizeof given / sizeof given[0]; g++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        set_sum(&findings, findings.headline.municipality, given[g].city[0], given[g].city[1]);
        set_sum(&findings, findings.headline.society, given[g].society[0], given[g].society[1]);
        snprintf(name, sizeof name, "turns%d", (int)g);
        char *svg = drawn(&findings, name, "payers");
        cr_expect_not_null(strstr(svg, given[g].title), "%s", given[g].title);
        free(svg);
        arena_free(&findings.arena);
    }
}

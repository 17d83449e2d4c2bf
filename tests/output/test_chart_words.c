/* What charts tell: titles, remarks, and where they stand. */
#define _XOPEN_SOURCE 700

#include "drawing.h"
#include "output/layout.h"

DRAWING_SUITE(chart_words);

Test(chart_words, a_chart_can_say_no)
{
    Study study;
    Findings findings;
    char path[SCRATCH_PATH];
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    example_make(EXAMPLE_LOSS, &study, &findings);
    cr_assert_eq(scratch_result(&scratch, "loss", &findings, &problems), STATUS_OK);
    cr_assert_eq(draw(scratch_path(&scratch, "loss", path), 1u << CHART_SVG, LANGUAGE_EN), 0);
    char *svg = scratch_text(scratch_path(&scratch, "loss/charts/payback.en.svg", path));
    cr_expect_not_null(
        strstr(svg, "the municipality in no case has its money back within 40 years"));
    free(svg);
    arena_free(&findings.arena);
}

static void change_occupancy(Findings *findings, int from, int to, double begun, double held)
{
    for (int i = 0; i < findings->n_occupancy; i++) {
        OccupancyRow *row = (OccupancyRow *)&findings->occupancy[i];
        if (row->age < from || row->age > to) continue;
        row->begun = begun;
        row->held = held;
    }
}

/* Without the programme all but the dead stand outside, with it all but 30 of 100 at 12, 20 at 30 and 10
 * later; at 12 fewer than half have begun, until 39 some are held. */
Test(chart_words,
     the_title_of_occupancy_is_of_an_age_at_which_the_difference_is_the_participants_own)
{
    static const struct {
        int free_from;
        const char *title, *who;
    } given[] = {{13, ">At 30, 100 of 100 stand outside without the programme – with it, 80",
                  "the 60 of 120 who have begun by 30"},
                 {40, ">At 40, 100 of 100 stand outside without the programme – with it, 90",
                  "the 60 of 120 who have begun by 40"},
                 {91, ">Where the participants are, without and with the programme", NULL}};
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        for (int r = 0; r < findings.n_occupancy; r++) {
            OccupancyRow *row = (OccupancyRow *)&findings.occupancy[r];
            double inside = row->age == 12 ? 0.3 : row->age == 30 ? 0.2 : row->age >= 40 ? 0.1 : 0;
            if (row->arm == ARM_BASELINE) inside = 0;
            row->share = row->state == 0 ? inside : row->state == 1 ? 1 - inside : 0;
        }
        change_occupancy(&findings, 7, 12, 59, 0);
        change_occupancy(&findings, 13, 90, 60, 0);
        change_occupancy(&findings, 13, given[i].free_from - 1, 60, 3);
        snprintf(name, sizeof name, "title%d", (int)i);
        char *svg = drawn(&findings, name, "occupancy");
        cr_expect_not_null(strstr(svg, given[i].title), "%s", given[i].title);
        cr_expect_eq(strstr(svg, "In the title") != NULL, given[i].who != NULL);
        if (given[i].who != NULL) cr_expect_not_null(strstr(svg, given[i].who));
        free(svg);
        arena_free(&findings.arena);
    }
}

/* The known sum ends at -5.4 million, with luck between -12 and 3.2. A band of 0.05 in 20 million is less than
 * the line's 6.5 points of 570, one of 2 is not. */
Test(chart_words, a_band_that_cannot_be_seen_is_not_explained)
{
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int wide = 0; wide < 2; wide++) {
        Study study;
        Findings findings;
        char name[16];
        example_make(EXAMPLE_LOSS, &study, &findings);
        for (int i = 0; i < findings.n_payback; i++) {
            Spread *s = &findings.payback[i].spread;
            bool known = findings.payback[i].uncertainty == UNCERTAINTY_KNOWLEDGE;
            double half = wide ? 1e6 : 25e3;
            s->p50 = -5.4e6;
            s->p05 = known ? s->p50 - half : -12e6;
            s->p95 = known ? s->p50 + half : 3.2e6;
        }
        snprintf(name, sizeof name, "band%d", wide);
        char *svg = drawn(&findings, name, "payback");
        cr_expect_eq(strstr(svg, "hardly varies") != NULL, wide == 0);
        cr_expect_eq(strstr(svg, "Dark band") != NULL, wide == 1);
        cr_expect_eq(strstr(svg, "\xe2\x88\x92"
                                 "6.4 to \xe2\x88\x92"
                                 "4.4") != NULL,
                     wide == 1);
        cr_expect_not_null(strstr(svg, "Median \xe2\x88\x92"
                                       "5.4"));
        cr_expect_not_null(strstr(svg, "\xe2\x88\x92"
                                       "12 to 3<"));
        free(svg);
        arena_free(&findings.arena);
    }
}

Test(chart_words, where_nothing_is_saved_the_source_tells_no_share_of_it)
{
    Study study;
    Findings findings;
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    example_make(EXAMPLE_LOSS, &study, &findings);
    findings.headline.weak_value_share = NAN;
    char *svg = drawn(&findings, "nothing", "payback");
    cr_expect_not_null(
        strstr(svg, "Nothing or next to nothing is saved: no share on guesses is told."));
    free(svg);
    arena_free(&findings.arena);
}

/* The people chart when every outcome has these means, without and with the programme. */
static char *drawn_people(const char *name, int of, double without, double with)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    for (int r = 0; r < findings.n_people; r++) {
        findings.people[r].of = of;
        findings.people[r].mean = findings.people[r].arm == ARM_INTERVENTION ? with : without;
    }
    char *svg = drawn(&findings, name, "people");
    arena_free(&findings.arena);
    return svg;
}

/* 13.6 and 12.9 of 40 are neither 14 and 13 nor a person apart. */
Test(chart_words, the_title_of_people_tells_of_less_than_two_people_in_tenths)
{
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    char *svg = drawn_people("tenths", 40, 13.6, 12.9);
    cr_expect_not_null(strstr(svg, "12.9 of 40 with the programme, instead of 13.6"));
    cr_expect_not_null(strstr(svg, "13.6 \xe2\x86\x92 12.9"));
    free(svg);
}

/* 11.0 and 10.7 of 15 are not half a person apart, though 2 % of them: page one calls that no change, too. */
Test(chart_words, the_title_of_people_makes_nothing_of_a_third_of_a_person)
{
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    char *svg = drawn_people("third", 15, 10.7, 11.0);
    cr_expect_not_null(strstr(svg, "hardly changes"));
    cr_expect_not_null(strstr(svg, "10.7 \xe2\x86\x92 11.0"));
    free(svg);
}

/* Where a name's text begins or ends on the canvas of 1600, and whether it ends there. */
static double text_place(const char *svg, const char *text, bool *ends)
{
    const char *at = strstr(svg, text), *place = svg;
    cr_assert_not_null(at, "%s", text);
    for (const char *next = svg; (next = strstr(next, "translate(")) != NULL && next < at;)
        place = next++;
    *ends = strncmp(strstr(place, "text-anchor="), "text-anchor=\"end\"", 17) == 0;
    return strtod(place + strlen("translate("), NULL);
}

/* The ages of the example end with 90: it stands at the right end of the first panel, at 0.055 + 0.365 of
 * the canvas (occupancy.gp), and no year is drawn after it. */
Test(chart_words, the_last_age_of_occupancy_is_drawn_once)
{
    Study study;
    Findings findings;
    bool ends;
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    char *svg = drawn(&findings, "ages", "occupancy");
    cr_expect_float_eq(text_place(svg, ">90<", &ends), 672, 2);
    free(svg);
    arena_free(&findings.arena);
}

/* The fills of the bands of the first panel, from the top down; that of the end is known. */
static int band_colours(const char *svg, int n_bands, int colour[][3])
{
    static const char fill[] = "fill = 'rgb(";
    int n = 0, c[3];
    for (const char *at = svg; (at = strstr(at, fill)) != NULL && n < n_bands; at++) {
        if (sscanf(at + strlen(fill), "%d, %d, %d", &c[0], &c[1], &c[2]) != 3) continue;
        if (n == 0 ? c[0] != 0xec : memcmp(c, colour[n - 1], sizeof c) == 0) continue;
        memcpy(colour[n++], c, sizeof c);
    }
    return n;
}

static double brightness(const int colour[3])
{
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2];
}

/* All states are of one kind: none has another's colour, and neighbours differ in grey, too. */
Test(chart_words, neighbouring_bands_of_occupancy_can_be_told_apart)
{
    enum { LEAST = 45 }; /* of 255 */
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int exclusion = 0; exclusion < 2; exclusion++) {
        Study study;
        Findings findings;
        State *state;
        int colour[MAX_STATES][3];
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        int n = study.model.n_states;
        EXAMPLE_ALLOC(&findings, state, n);
        for (int i = 0; i < n; i++) {
            state[i] = study.model.state[i];
            state[i].exclusion = exclusion;
        }
        study.model.state = state;
        char *svg = drawn(&findings, exclusion ? "warm" : "cool", "occupancy");
        cr_assert_eq(band_colours(svg, n, colour), n);
        for (int i = 2; i < n; i++) {
            cr_expect_geq(fabs(brightness(colour[i]) - brightness(colour[i - 1])), LEAST, "%d", i);
            for (int k = 1; k < i && i - k < 10; k++)
                cr_expect(memcmp(colour[i], colour[k], sizeof colour[i]) != 0, "%d and %d", i, k);
        }
        free(svg);
        arena_free(&findings.arena);
    }
}

/* The intervals of all outcomes end near the edge, so the arms are named before them; where they fill
 * the plot from end to end, the axis grows. The numbers begin at 1280 (people.gp). */
Test(chart_words, the_arms_names_never_run_over_the_numbers_of_people)
{
    static const double low[] = {45, 1};
    char path[SCRATCH_PATH];
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    for (int i = 0; i < 2; i++) {
        Study study;
        Findings findings;
        char name[16];
        bool ends;
        snprintf(name, sizeof name, "full%d", i);
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        for (int r = 0; r < findings.n_people; r++) {
            findings.people[r].mean = findings.people[r].of == 120 ? 60 : 3.6;
            findings.people[r].p05 = low[i];
            findings.people[r].p95 = 69.5;
        }
        cr_assert_eq(scratch_result(&scratch, name, &findings, &problems), STATUS_OK);
        cr_assert_eq(draw(scratch_path(&scratch, name, path), 1u << CHART_SVG, LANGUAGE_EN), 0);
        char file[64];
        snprintf(file, sizeof file, "%s/charts/people.en.svg", name);
        char *svg = scratch_text(scratch_path(&scratch, file, path));
        double at = text_place(svg, "Without the programme", &ends);
        cr_expect_eq(ends, i == 0, "%s", name);
        cr_expect_lt(at + (ends ? 0 : 20 * layout_em("Without the programme")), 1280, "%s", name);
        cr_expect_gt(at - (ends ? 20 * layout_em("Without the programme") : 0), 520, "%s", name);
        free(svg);
        arena_free(&findings.arena);
    }
}

/* 3.6 of 4 are not all 4, and 4 are not the 120 who take part. */
Test(chart_words, people_of_few_are_told_to_a_tenth_and_as_fewer_than_all)
{
    Study study;
    Findings findings;
    char path[SCRATCH_PATH];
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    for (int r = 0; r < 2; r++) {
        findings.people[r].of = 4;
        findings.people[r].mean = r == 0 ? 3.6 : 1.2;
        findings.people[r].p95 = 4;
    }
    cr_assert_eq(scratch_result(&scratch, "few", &findings, &problems), STATUS_OK);
    cr_assert_eq(draw(scratch_path(&scratch, "few", path), 1u << CHART_SVG, LANGUAGE_EN), 0);
    char *svg = scratch_text(scratch_path(&scratch, "few/charts/people.en.svg", path));
    cr_expect_not_null(strstr(svg, "3.6 \xe2\x86\x92 1.2"));
    cr_expect_not_null(strstr(svg, "of 4<"));
    cr_expect_not_null(strstr(svg, "How many of the 120 participants, or of the fewer"));
    free(svg);
    arena_free(&findings.arena);
}

/* 60.3 and 59.8 are both 60 people, 3.62 and 3.59 both 3.6: no arrow leads from a number to itself. */
Test(chart_words, a_change_of_less_than_a_person_is_told_in_tenths_or_not_at_all)
{
    Study study;
    Findings findings;
    char path[SCRATCH_PATH];
    if (!has_gnuplot()) cr_skip_test("gnuplot is not installed");
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    for (int r = 0; r < findings.n_people; r++) {
        bool with = findings.people[r].arm == ARM_INTERVENTION;
        if (findings.people[r].of == 120)
            findings.people[r].mean = with ? 60.3 : 59.8;
        else
            findings.people[r].mean = with ? 3.62 : 3.59;
    }
    cr_assert_eq(scratch_result(&scratch, "still", &findings, &problems), STATUS_OK);
    cr_assert_eq(draw(scratch_path(&scratch, "still", path), 1u << CHART_SVG, LANGUAGE_EN), 0);
    char *svg = scratch_text(scratch_path(&scratch, "still/charts/people.en.svg", path));
    cr_expect_not_null(strstr(svg, "59.8 \xe2\x86\x92 60.3"));
    cr_expect_null(strstr(svg, "3.6 \xe2\x86\x92 3.6"));
    cr_expect_not_null(strstr(svg, "hardly changes"));
    free(svg);
    arena_free(&findings.arena);
}

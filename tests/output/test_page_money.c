/* What page one says of the money: who gains, when it is back, and what rests on guesses. */
#define _XOPEN_SOURCE 700

#include "output/messages.h"

#include "paged.h"
#include "scratch.h"

Test(page_money, society_s_gain_is_shared_in_words_when_a_percentage_would_mislead)
{
    static const char *const said[N_SHARINGS] = {
        [SHARING_TOLD] = "26 % stays with the municipality",
        [SHARING_NO_GAIN] = "society gains nothing",
        [SHARING_ALL_LOSE] = "there is no gain to share",
        [SHARING_TINY] = "that a share of it would say nothing",
        [SHARING_LOSES] = "but the municipality loses",
        [SHARING_MORE] = "the rest is moved from others"};
    for (int i = 0; i < N_SHARINGS; i++) {
        Study study;
        Findings findings;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        findings.headline.sharing = (Sharing)i;
        char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
        for (int j = 0; j < N_SHARINGS; j++)
            cr_expect_eq(strstr(flat, said[j]) != NULL, i == j, "%s", text);
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

/* The municipality's rows of the boards' table, with what it pays of the programme moved or taken over. */
static void change_payments(Findings *findings, int add_years, double keep)
{
    for (int i = 0; i < findings->n_boards; i++) {
        BoardRow *row = (BoardRow *)&findings->board[i];
        if (row->account != findings->headline.municipality) continue;
        if (add_years == 0)
            row->programme_cost *= keep;
        else if (row->programme_cost > 0)
            row->year += add_years;
    }
}

static void check_payments(int add_years, double keep, const char *sentence, const char *table_row)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    change_payments(&findings, add_years, keep);
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    cr_expect_not_null(strstr(flat, sentence), "%s in %s", sentence, text);
    cr_expect_not_null(strstr(flat, table_row), "%s in %s", table_row, text);
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

/* Net -5.6 after ten years: with 11.6 paid by then 6.0 is saved, with half of it 0.2, and -5.6 with nothing. */
Test(page_money, what_is_paid_and_saved_after_ten_years_adds_up_to_the_net)
{
    check_payments(0, 1, "Less that cost it is −5.6 million kronor for the municipality",
                   "Municipality 11.6 6.0 −5.6");
    check_payments(0, 0.5,
                   "Less the part of that cost that the municipality has paid by then, 5.8 "
                   "million kronor, it is −5.6 million kronor for the municipality",
                   "Municipality 5.8 0.2 −5.6");
    check_payments(10, 1,
                   "Of that cost the municipality has paid nothing by then: it is left with "
                   "−5.6 million kronor",
                   "Municipality 0.0 −5.6 −5.6");
}

/* A loss is told as one, not as a negative saving. */
Test(page_money, a_programme_that_harms_is_told_to_cost_more)
{
    static const char *const told[N_LANGUAGES][2] = {
        {"the municipality has paid 113,000 kronor more than without the programme",
         "society loses 160,000 kronor before the programme's own cost, the municipality "
         "113,000"},
        {"har kommunen betalat 113\u00a0000 kronor mer än utan insatsen",
         "förlorar samhället 160\u00a0000 kronor innan insatsens egen kostnad har räknats in, "
         "kommunen 113\u00a0000"}};
    for (Language language = 0; language < N_LANGUAGES; language++) {
        Study study;
        Findings findings;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        findings.headline.sharing = SHARING_ALL_LOSE;
        findings.headline.saving_mean = -113000;
        findings.headline.society_saving = -160000;
        char *text = page_from(&findings, language, 80, false), *flat = unwrapped(text);
        for (int i = 0; i < 2; i++)
            cr_expect_not_null(strstr(flat, told[language][i]), "%s in %s", told[language][i],
                               text);
        cr_expect_null(strstr(flat, language == LANGUAGE_EN ? "Saved after" : "Sparat efter"));
        cr_expect_null(strstr(flat, language == LANGUAGE_EN ? "society gains nothing"
                                                            : "vinner samhället inget"));
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

/* Rounding leaves a hair's breadth of an effect that never acts: "0 kronor more" would be said of it. */
Test(page_money, less_than_half_a_krona_is_no_loss)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    findings.headline.sharing = SHARING_ALL_LOSE;
    findings.headline.saving_mean = findings.headline.society_saving = -0.4;
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    cr_expect_not_null(strstr(flat, "is taken off: 0 kronor ("), "%s", text);
    cr_expect_null(strstr(flat, "0 kronor more than"));
    cr_expect_null(strstr(flat, "there is no gain to share"));
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

Test(page_money, what_never_fails_to_pay_back_is_not_said_to_fail_in_0_per_cent)
{
    static const char *const told[N_LANGUAGES] = {"It is back within 40 years in all the cases",
                                                  "De är tillbaka inom 40 år i alla fall"};
    for (Language language = 0; language < N_LANGUAGES; language++) {
        Study study;
        Findings findings;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        for (int i = 0; i < findings.n_payback_time; i++) {
            findings.payback_time[i].share_never = 0;
            findings.payback_time[i].p25 = findings.payback_time[i].p50 = 3;
            findings.payback_time[i].p75 = 4;
        }
        char *text = page_from(&findings, language, 80, false), *flat = unwrapped(text);
        cr_expect_not_null(strstr(flat, told[language]), "%s", text);
        cr_expect_null(strstr(flat, "never is"));
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

/* A reader takes the difference of the two numbers: 9.64 and 7.04 people are 2.6 apart, not three; 81.84 and
 * 82.36, told as 81.8 and 82.4, are 0.6 apart; 18.38 and 18.14 years 0.24. */
Test(page_money, what_stands_on_a_line_adds_up)
{
    static const struct {
        double from, to;
        const char *said;
    } line[] = {{9.64, 7.04, "9.6 of 120, with it 7.0 ("},
                {9.64, 7.04, "): 2.6 fewer."},
                {81.84, 82.36, "81.8 of 120, with it 82.4 ("},
                {81.84, 82.36, "): 0.6 more."},
                {60.4, 40.6, "60 of 120, with it 41 ("},
                {60.4, 40.6, "): 19 fewer."},
                {18.38, 18.14, "18.38 on average, with it 18.14 ("},
                {18.38, 18.14, "): 0.24 fewer."}};
    for (size_t i = 0; i < sizeof line / sizeof line[0]; i++) {
        Study study;
        Findings findings;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        for (int r = 0; r < findings.n_people; r++)
            findings.people[r].mean = findings.people[r].arm == ARM_INTERVENTION ? line[i].to
                                                                                 : line[i].from;
        char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
        cr_expect_not_null(strstr(flat, line[i].said), "%s in %s", line[i].said, text);
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

/* The headline has no share then. The verdict goes by it none the less, and the page says on which side of
 * the limit it lies. */
Test(page_money, where_nothing_is_saved_no_share_of_it_is_told)
{
    static const Verdict verdict[] = {VERDICT_AGAINST, VERDICT_WEAK};
    static const char *const here[N_LANGUAGES][2] = {
        {"guesses (here –)", "guesses (here more)"},
        {"gissningar (här –)", "gissningar (här mer)"}};
    static const char *const told[N_LANGUAGES][2] = {
        {"Nothing or next to nothing is saved, so no share of it can be told that rests on guesses",
         "if the assumptions hold; nothing or next to nothing is saved, so no share that rests on "
         "guesses can be "
         "told. "
         "It does not show that the programme works"},
        {"Inget eller nästan inget sparas, så det kan inte anges hur stor andel som vilar på "
         "gissningar",
         "om antagandena håller; inget eller nästan inget sparas, så ingen andel som vilar på "
         "gissningar kan anges. "
         "Det visar inte att insatsen fungerar"}};
    for (int i = 0; i < 2 * N_LANGUAGES; i++) {
        Study study;
        Findings findings;
        int l = i % N_LANGUAGES, v = i / N_LANGUAGES;
        example_make(EXAMPLE_LOSS, &study, &findings);
        findings.headline.verdict = verdict[v];
        findings.headline.weak_value_share = findings.headline.beyond_follow_up_share = NAN;
        char *text = page_from(&findings, (Language)l, 80, false), *flat = unwrapped(text);
        for (int j = 0; j < 2; j++) cr_expect_not_null(strstr(flat, told[l][j]), "%s", text);
        cr_expect_not_null(strstr(flat, here[l][v]), "%s", text);
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

/* The example's costs are paid in years 1 to 3. Median payback in their last year, in the first year after,
 * and later. */
Test(page_money, an_early_payback_is_told_with_since_when_it_is_counted)
{
    static const struct {
        double p50;
        const char *begins[N_LANGUAGES];
    } CASES[] = {
        {3, {"know: 3 years in the middle", "vet: 3 år i mittfallet"}},
        {4, {"know: 4 years in the middle", "vet: 4 år i mittfallet"}},
        {4.1, {"know: 4.1 years in the middle", "vet: 4,1 år i mittfallet"}},
    };
    static const char *const counted[N_LANGUAGES] = {
        "The money counts as back at the end of year 3 at the earliest, when the last cost is "
        "paid.",
        "Pengarna räknas som tillbaka tidigast i slutet av år 3, när den sista kostnaden är "
        "betald."};
    for (int i = 0; i < 3 * N_LANGUAGES; i++) {
        Study study;
        Findings findings;
        int l = i % N_LANGUAGES, c = i / N_LANGUAGES;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        for (int t = 0; t < findings.n_payback_time; t++)
            findings.payback_time[t].p50 = CASES[c].p50;
        char *text = page_from(&findings, (Language)l, 80, false), *flat = unwrapped(text);
        cr_expect_not_null(strstr(flat, CASES[c].begins[l]), "%s", text);
        cr_expect_eq(strstr(flat, counted[l]) != NULL, CASES[c].p50 <= 4, "%s", text);
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

/* The example's parts: 24 % in years 1 to 5, 31 % in 6 to 10, 35 % in 11 to 20, 10 % later. */
Test(page_money, no_years_beyond_the_horizon_are_told)
{
    static const struct {
        int horizon;
        const char *said;
    } told[] = {{40, "24 % of the value comes in the first 5 years, 31 % in years 6 to 10, 35 % in "
                     "years 11 to 20, 10 % later."},
                {20, "24 % of the value comes in the first 5 years, 31 % in years 6 to 10, 35 % "
                     "later."},
                {10, "24 % of the value comes in the first 5 years, 31 % later."},
                {5, NULL}};
    for (int i = 0; i < 4; i++) {
        Study study;
        Findings findings;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        study.economics.horizon = told[i].horizon;
        char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
        const char *said = strstr(flat, "24 % of the value comes in");
        if (told[i].said == NULL)
            cr_expect_null(said, "%s", text);
        else
            cr_expect(said != NULL && strncmp(said, told[i].said, strlen(told[i].said)) == 0);
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

Test(page_money, only_a_verdict_against_is_said_to_stand_with_weak_effects_doubled)
{
    for (int e = 0; e < N_EXAMPLES; e++) {
        char *text = page_of((Example)e, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
        bool against = strstr(text, "\n  Speaks against\n") != NULL;
        cr_expect_eq(strstr(flat, "It stands even when weak effects are doubled") != NULL, against);
        free(flat);
        free(text);
    }
}

/* A share of all is not told as a share; short of all it is. */
Test(page_money, money_that_is_back_in_no_case_is_told_so)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_LOSS, &study, &findings);
    for (int i = 0; i < findings.n_payback_time; i++) {
        if (findings.payback_time[i].uncertainty == UNCERTAINTY_KNOWLEDGE)
            findings.payback_time[i].share_never = 1;
    }
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    cr_expect_not_null(strstr(flat, "The money does not come back: from what we know, in no case "
                                    "within 40 years."));
    cr_expect_null(strstr(flat, "100 % of the cases"));
    free(flat);
    free(text);
    for (int i = 0; i < findings.n_payback_time; i++) findings.payback_time[i].share_never = 0.999;
    text = page_from(&findings, LANGUAGE_SV, 80, false);
    flat = unwrapped(text);
    cr_expect_not_null(strstr(flat,
                              "Pengarna kommer troligen inte tillbaka: utifrån det vi vet är de "
                              "inte tillbaka inom 40 år i över 99 % av fallen."),
                       "%s", flat);
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

/* The same bounds as the verdict's: 25 % or less is not likely. */
Test(page_money, money_that_may_come_back_or_not_is_told_as_uncertain)
{
    static const struct {
        double never;
        const char *told;
    } CASE[] = {{0.55, "It is uncertain whether the money comes back: from what we know, it is not "
                       "back within 40 years in 55 % of the cases."},
                {0.74, "It is uncertain whether the money comes back"},
                {0.75, "The money is not likely to come back"}};
    Study study;
    Findings findings;
    example_make(EXAMPLE_LOSS, &study, &findings);
    for (size_t c = 0; c < sizeof CASE / sizeof *CASE; c++) {
        for (int i = 0; i < findings.n_payback_time; i++)
            findings.payback_time[i].share_never = CASE[c].never;
        char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
        cr_expect_not_null(strstr(flat, CASE[c].told), "%g: %s", CASE[c].never, flat);
        free(flat);
        free(text);
    }
    arena_free(&findings.arena);
}

/* Whatever was used to set the scenario says so. */
Test(page_money, documented_results_stand_beside_the_simulation_and_its_luck)
{
    static const bool social[] = {false, true, false, false, false, false, false, false};
    static const Documented documented[] = {{.what = "about even after five years",
                                             .measure = DOCUMENTED_NET_SAVING,
                                             .payer = social,
                                             .value = 0,
                                             .low = -6e5,
                                             .high = 6e5},
                                            {.what = "paid in all",
                                             .measure = DOCUMENTED_PROGRAMME_COST,
                                             .payer = social,
                                             .value = 5.1e6,
                                             .low = 5.1e6,
                                             .high = 5.1e6,
                                             .used = true},
                                            {.what = "better results at school",
                                             .measure = DOCUMENTED_MILESTONE,
                                             .arm = N_ARMS,
                                             .value = NAN,
                                             .low = 0,
                                             .high = INFINITY},
                                            {.what = "in work or studies",
                                             .measure = DOCUMENTED_STATE,
                                             .arm = ARM_INTERVENTION,
                                             .unit = PEOPLE_PERSONS,
                                             .value = 18,
                                             .low = 18,
                                             .high = 18}};
    static DocumentedRow rows[] = {
        {0, {{.p05 = -9e6, .p50 = -2.1e6, .p95 = 3e6}}, {0.9, 0.95}, {0.17, 0.12}},
        {1, {{.p05 = 4e6, .p50 = 5e6, .p95 = 6e6}}, {0.55, 0.5}, {NAN, NAN}},
        {2, {{.p05 = -0.045, .p50 = 0.016, .p95 = 0.081}}, {NAN, NAN}, {0.65, 0.5}},
        {3, {{.p05 = 9, .p50 = 14, .p95 = 20}}, {0.88, 0.97}, {NAN, NAN}}};
    static const char *const said[] = {
        ("About even after five years: about even is documented, taken as " TEXT_MINUS
         "600 to 600 thousand kronor; simulated " TEXT_MINUS "2.1 million kronor (" TEXT_MINUS
         "9.0 to 3.0 million kronor). So it "
         "comes out in 17 % of the cases, in 12 % if the programme had no effect. "),
        ("Paid in all: 5.1 million kronor is documented; simulated 5.0 million kronor (4.0 to 6.0 "
         "million kronor). 55 % of the cases come out lower, 50 % if the programme had no effect. "
         "This figure was used to set the scenario: that it fits is no evidence. "),
        ("Better results at school: at least 0.0 percentage points is documented; simulated +1.6 "
         "percentage points (" TEXT_MINUS
         "4.5 to +8.1 percentage points). So it comes out in 65 % of "
         "the cases, in 50 % if the programme had no effect. "),
        ("In work or studies: 18 is documented; simulated 14 (9 to 20). 88 % of the cases come out "
         "lower, 97 % if the programme had no effect. ")};
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    study.documented = documented;
    study.n_documented = 4;
    findings.documented = rows;
    findings.n_documented = 4;
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    for (int i = 0; i < 4; i++)
        cr_expect_not_null(strstr(flat, said[i]), "%s in %s", said[i], text);
    const char *used = strstr(flat, "used to set the scenario");
    cr_expect(used != NULL && strstr(used + 1, "used to set the scenario") == NULL, "only one");
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

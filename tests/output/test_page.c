/* Page one, word for word. To renew a golden text after a change that was meant, run this test with
 * LIVSBANA_GOLDEN set to the folder to write it to, read it, and copy it here. */
#define _XOPEN_SOURCE 700

#include "model/grades.h"
#include "output/messages.h"

#include "paged.h"
#include "scratch.h"

static void check_golden(Language language)
{
    char path[SCRATCH_PATH];
    char *text = page_of(EXAMPLE_TYPICAL, language, 80, false);
    const char *renew = getenv("LIVSBANA_GOLDEN");
    snprintf(path, sizeof path, "%s/page.%s.txt",
             renew != NULL ? renew : LIVSBANA_SOURCE_DIR "/tests/output", language_code[language]);
    if (renew != NULL) scratch_write(path, text);
    char *golden = scratch_text(path);
    cr_assert_not_null(golden, "%s", path);
    cr_expect_str_eq(text, golden, "%s differs; now it is\n%s", path, text);
    free(golden);
    free(text);
}

Test(page, the_english_page_is_as_agreed)
{
    check_golden(LANGUAGE_EN);
}

Test(page, the_swedish_page_is_as_agreed)
{
    check_golden(LANGUAGE_SV);
}

Test(page, what_must_always_be_said_is_said_word_for_word)
{
    static const char *const always[N_LANGUAGES] = {
        "This shows what follows if the assumptions hold; 63 % of the value rests on guesses. It "
        "does not show that the programme works, and a low saving is no reason to withhold help "
        "required by law.",
        "Detta visar vad som följer om antagandena håller; 63 % av värdet vilar på gissningar. Det "
        "visar inte att insatsen fungerar, och en låg besparing är inget skäl att neka hjälp som "
        "lagen kräver."};
    for (int e = 0; e < N_EXAMPLES; e++) {
        for (int l = 0; l < N_LANGUAGES; l++) {
            char *text = page_of((Example)e, (Language)l, 50, false), *flat = unwrapped(text);
            cr_expect_not_null(strstr(flat, always[l]), "%s", text);
            free(flat);
            free(text);
        }
    }
}

Test(page, no_line_is_wider_than_asked)
{
    static const int width[] = {60, 80, 100, 132};
    for (int e = 0; e < N_EXAMPLES; e++) {
        for (int i = 0; i < 4 * N_LANGUAGES; i++) {
            char *text = page_of((Example)e, (Language)(i % N_LANGUAGES), width[i / N_LANGUAGES],
                                 false);
            for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
                cr_expect_leq(text_columns(line), width[i / N_LANGUAGES], "%s", line);
                cr_expect_neq(line[strlen(line) - 1], ' ', "blank at the end: %s", line);
            }
            free(text);
        }
    }
}

Test(page, verdicts_are_said_in_the_agreed_words)
{
    static const char *const word[N_EXAMPLES] = {
        [EXAMPLE_TYPICAL] = "\n  Undecided: the evidence is too weak\n",
        [EXAMPLE_LOSS] = "\n  Speaks against\n",
        [EXAMPLE_TINY] = "\n  Undecided\n",
        [EXAMPLE_CROWDED] = "\n  Undecided\n",
        [EXAMPLE_SHORT] = "\n  Speaks for\n"};
    for (int e = 0; e < N_EXAMPLES; e++) {
        char *text = page_of((Example)e, LANGUAGE_EN, 80, false);
        cr_expect_not_null(strstr(text, word[e]), "%s", word[e]);
        free(text);
    }
}

/* The net of the row that begins so, on a page of 132 columns. */
static double net_in(const char *page, const char *row)
{
    const char *at = strstr(page, row);
    cr_assert_not_null(at, "%s", row);
    at += strlen(row);
    for (int field = 0; field < 2; field++) { /* what it pays and what it saves */
        at += strspn(at, " ");
        at += strcspn(at, " ");
    }
    at += strspn(at, " ");
    bool minus = strncmp(at, TEXT_MINUS, strlen(TEXT_MINUS)) == 0;
    double value = strtod(minus ? at + strlen(TEXT_MINUS) : at, NULL);
    return minus ? -value : value;
}

Test(page, the_rows_under_the_boards_add_up_to_society)
{
    static const char *const row[] = {
        "\n  Municipality ", "\n  Region ", "\n  State ",
        ("\n  Others: households, other municipalities, equalisation, production ")};
    static const Example with_others[] = {EXAMPLE_TYPICAL, EXAMPLE_LOSS, EXAMPLE_CROWDED};
    for (int e = 0; e < 3; e++) {
        char *text = page_of(with_others[e], LANGUAGE_EN, 150, false);
        double sum = 0;
        for (int i = 0; i < 4; i++) sum += net_in(text, row[i]);
        cr_expect_float_eq(sum, net_in(text, "\n  Society "), 5 * 0.05 + 1e-9, "%g in\n%s", sum,
                           text);
        free(text);
    }
}

/* What is known and what luck will show are two numbers; each board has both, who pays nothing neither. */
Test(page, a_board_s_chance_is_told_as_known_and_with_luck)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    PaybackRow *row;
    EXAMPLE_ALLOC(&findings, row, findings.n_payback);
    memcpy(row, findings.payback, (size_t)findings.n_payback * sizeof *row);
    for (int i = 0; i < findings.n_payback; i++)
        row[i].share_nonnegative = row[i].uncertainty == UNCERTAINTY_LUCK ? 0.37 : 0.004;
    findings.payback = row;
    char *text = page_from(&findings, LANGUAGE_EN, 132, false);
    cr_expect_not_null(strstr(text, "   back\n"), "%s", text);
    cr_expect_not_null(strstr(text, "  known  luck\n"), "%s", text);
    cr_expect_not_null(strstr(text, "   <1 %  37 %\n"), "%s", text);
    cr_expect_not_null(strstr(text, "        gains\n"), "%s", text);
    free(text);
    arena_free(&findings.arena);
}

Test(page, without_other_payers_there_is_no_row_for_them)
{
    char *text = page_of(EXAMPLE_SHORT, LANGUAGE_EN, 80, false);
    cr_expect_null(strstr(text, "Others:"), "%s", text);
    free(text);
}

Test(page, expected_amounts_do_not_move_with_the_luck_of_a_run)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    char *before = page_from(&findings, LANGUAGE_EN, 80, false);
    PaybackRow *row;
    EXAMPLE_ALLOC(&findings, row, findings.n_payback);
    memcpy(row, findings.payback, (size_t)findings.n_payback * sizeof *row);
    for (int i = 0; i < findings.n_payback; i++) {
        if (row[i].uncertainty == UNCERTAINTY_LUCK) row[i].spread.mean += 3e6;
    }
    findings.payback = row;
    findings.headline.saving_10.mean += 3e6;
    char *after = page_from(&findings, LANGUAGE_EN, 80, false);
    cr_expect_str_eq(after, before);
    free(before);
    free(after);
    arena_free(&findings.arena);
}

Test(page, what_the_programme_is_taken_to_do_is_told_with_its_evidence_and_discounts)
{
    static const char *const said[] = {
        ("From absent from school to in school: odds ratio 1.60 (0.95 to 2.70), in years 1 to 2 "
         "from entry, then fading away over 2 years. Source: Psychosocial interventions for school "
         "refusal. Grade C: weak design or another country; followed for 1 year. Of the effect, 85 "
         "% is counted as caused by the programme: the study compared with similar people. In 5 % "
         "of the cases it is taken to do nothing."),
        ("Reaching upper secondary degree at 20: 60 % (50 % to 70 %) of the treated and 46 % (36 % "
         "to 56 %) of the untreated did, in year 1 from entry and ever after. Source: own "
         "assumption."),
        "in years 1 to 3 from entry. Source: the applicant's own list. Grade D: ",
        "The programme reaches 85 % (70 % to 95 %) of the participants"};
    char *text = page_of(EXAMPLE_TYPICAL, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    for (int i = 0; i < 4; i++) cr_expect_not_null(strstr(flat, said[i]), "%s", said[i]);
    free(flat);
    free(text);
}

Test(page, no_line_begins_in_lower_case)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    findings.headline.weak_value_share = findings.headline.beyond_follow_up_share = 0.001;
    char *text = page_from(&findings, LANGUAGE_SV, 80, false);
    cr_expect_not_null(strstr(text, "\n  Under 1 % av värdet (det"), "%s", text);
    cr_expect_not_null(strstr(text, "\n  Under 1 % av värdet kommer"), "%s", text);
    free(text);
    arena_free(&findings.arena);
}

/* Where no effect says what its study saw, no study is said to have stopped. */
Test(page, what_no_effect_tells_is_no_study_that_stopped)
{
    static const char *const stops[N_LANGUAGES] = {"any study stopped following",
                                                   "ingen studie längre följde"};
    static const char *const untold[N_LANGUAGES] = {
        "No effect tells how long its study followed people (`followed_until`).",
        "Ingen effekt anger hur länge dess studie följde sina deltagare"};
    for (Language language = 0; language < N_LANGUAGES; language++) {
        Study study;
        Findings findings;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        Effect effect[sizeof example_effect / sizeof *example_effect];
        memcpy(effect, example_effect, sizeof effect);
        for (int e = 0; e < study.n_effects; e++) effect[e].followed_until = 0;
        study.effect = effect;
        char *text = page_from(&findings, language, 80, false), *flat = unwrapped(text);
        cr_expect_not_null(strstr(flat, untold[language]), "%s", text);
        cr_expect_null(strstr(flat, stops[language]), "%s", text);
        free(flat);
        free(text);
        arena_free(&findings.arena);
    }
}

/* Of 12 million saved 3.1 would have been in the ledger's line of what others lose, 1.5 of it the
 * municipality's within ten years; and on a row of spending more was saved than is spent. */
Test(page, what_is_taken_off_is_said)
{
    static const LedgerRow ledger[] = {
        {2, ARM_INTERVENTION, 0, "lost on others: displacement", 2e6, 1e6},
        {10, ARM_INTERVENTION, 1, "lost on others: displacement", 2e6, 5e5},
        {11, ARM_INTERVENTION, 1, "lost on others: displacement", 2e6, 8e5},
        {9, ARM_INTERVENTION, 1, "not counted: beyond all spending", 4e5, 4e5}};
    static const Spending spending[] = {{.label = {"care", "Vård", "Care"}, .payer = 0}};
    static const SpendingRow saved[] = {{1, 0, 1e6, 5e6, 0, 0}, {2, 0, 5.1e6, 5e6, 4e5, 0.25}};
    static const char *const said[] = {
        "Already taken off: 85 % (70 % to 95 %) of what the participants' better course saves is",
        "places they took; 1.5 million kronor for the municipality after 10 years.",
        "Care: in 25 % of the worlds more would be saved in some year than all that is spent on "
        "it, 5.0 "
        "million kronor a year.",
        "Already taken off for that: 400,000 kronor for the municipality after 10 years."};
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    study.displacement = EXAMPLE_REACHED; /* any share */
    study.model.spending = spending;
    study.model.n_spendings = 1;
    findings.ledger = ledger;
    findings.n_ledger = 4;
    findings.spending = saved;
    findings.n_spending = 2;
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    for (int i = 0; i < 4; i++)
        cr_expect_not_null(strstr(flat, said[i]), "%s in %s", said[i], text);
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

/* Three groups: of one the course without the programme is known, of one it is not, one is left out. */
Test(page, groups_left_out_and_groups_without_a_known_course_are_named)
{
    static const Group groups[] = {{.name = "parents", .number = 20, .n_untreated = 1},
                                   {.name = "youths", .number = 10},
                                   {.name = "children", .number = 1200, .untouched = true}};
    static const char *const said[N_LANGUAGES][2] = {
        {"Not counted, since nothing in the scenario is taken to change them: “children” (1,200). ",
         "No `untreated` course is given for “youths”: part of the saving on them may be recovery "
         "that comes anyway. For the others the comparison follows what the scenario tells. "},
        {"Räknas inte, eftersom inget i scenariot antas förändra dem: ”children” (1" TEXT_NBSP
         "200). ",
         "Inget förlopp är angivet under `untreated` för ”youths”: en del av besparingen på dem "
         "kan vara återhämtning som ändå kommer. "}};
    static const char *const unsaid[] = {"Not counted", "is given for", "is given:"};
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    study.group = groups;
    for (int l = 0; l < N_LANGUAGES; l++) {
        study.n_groups = 3;
        char *text = page_from(&findings, (Language)l, 80, false), *flat = unwrapped(text);
        for (int i = 0; i < 2; i++) cr_expect_not_null(strstr(flat, said[l][i]), "%s", text);
        free(flat);
        free(text);
    }
    study.n_groups = 1; /* all known, nobody left out */
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    for (int i = 0; i < 3; i++) cr_expect_null(strstr(flat, unsaid[i]), "%s", text);
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

/* A programme that does harm saves nothing: then the value is what is lost. */
Test(page, what_is_lost_is_not_called_saved)
{
    static const struct {
        double mean;
        const char *value[N_LANGUAGES];
    } cases[] = {
        {2e6, {"value (what the municipality saves)", "värdet (det som kommunen sparar)"}},
        {-2e6,
         {"value (here what the municipality loses)", "värdet (här det som kommunen förlorar)"}}};
    for (int i = 0; i < 2 * N_LANGUAGES; i++) {
        Study study;
        Findings findings;
        char *text = NULL;
        size_t size;
        example_make(EXAMPLE_TYPICAL, &study, &findings);
        findings.headline.saving_mean = cases[i / 2].mean;
        FILE *file = open_memstream(&text, &size);
        cr_assert_eq(page_write(&findings, (Language)(i % 2), 132, false, file), STATUS_OK);
        fclose(file);
        cr_expect_not_null(strstr(text, cases[i / 2].value[i % 2]), "%s", text);
        free(text);
        arena_free(&findings.arena);
    }
}

Test(page, colour_only_when_asked)
{
    char *plain = page_of(EXAMPLE_TYPICAL, LANGUAGE_EN, 80, false);
    char *coloured = page_of(EXAMPLE_TYPICAL, LANGUAGE_EN, 80, true);
    cr_expect_null(strchr(plain, '\033'));
    cr_expect_not_null(strstr(coloured, "\033[1mVerdict\033[0m"));
    free(plain);
    free(coloured);
}

/* Page one says of an effect's grade what `describe grades` says, and models/README.md has the same table. */
Test(page, a_grade_means_the_same_wherever_it_is_told)
{
    char *readme = scratch_text(LIVSBANA_SOURCE_DIR "/models/README.md"), row[200];
    cr_assert_not_null(readme);
    for (int g = 0; g < N_GRADES; g++) {
        const GradeRule *rule = &grade_rules[g];
        cr_expect_str_eq(message((Message)(SAY_GRADE_A + g), LANGUAGE_EN), rule->effect_doc);
        snprintf(row, sizeof row, "\n| %s | %s | %s |\n", rule->name, rule->model_doc,
                 rule->effect_doc);
        cr_expect_not_null(strstr(readme, row), "models/README.md lacks %s", row);
    }
    free(readme);
}

Test(page, a_full_disk_is_noticed)
{
    Study study;
    Findings findings;
    FILE *file = fopen("/dev/full", "w");
    cr_assert_not_null(file);
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    cr_expect_eq(page_write(&findings, LANGUAGE_EN, 80, false, file), STATUS_FILE);
    fclose(file);
    arena_free(&findings.arena);
}

/* Page one, word for word. To renew a golden text after a change that was meant, run this test with
 * LIVSBANA_GOLDEN set to the folder to write it to, read it, and copy it here. */
#define _XOPEN_SOURCE 700

#include "model/grades.h"
#include "output/messages.h"
#include "output/page.h"

#include "example.h"
#include "scratch.h"

static char *page_from(const Findings *findings, Language language, int width, bool colour)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);
    cr_assert_eq(page_write(findings, language, width, colour, file), STATUS_OK);
    fclose(file);
    return text;
}

static char *page_of(Example example, Language language, int width, bool colour)
{
    Study study;
    Findings findings;
    example_make(example, &study, &findings);
    char *text = page_from(&findings, language, width, colour);
    arena_free(&findings.arena);
    return text;
}

/* Text with every line end a blank and no blanks beside each other. */
static char *unwrapped(const char *text)
{
    char *flat = calloc(strlen(text) + 1, 1), *to = flat;
    for (; *text; text++) {
        char c = *text == '\n' ? ' ' : *text;
        if (c != ' ' || to == flat || to[-1] != ' ') *to++ = c;
    }
    return flat;
}

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

Test(page, changes_too_small_to_tell_are_said_in_one_sentence)
{
    Study study;
    Findings findings;
    PeopleRow *row;
    int n_told = 0;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    EXAMPLE_ALLOC(&findings, row, findings.n_people);
    memcpy(row, findings.people, (size_t)findings.n_people * sizeof *row);
    for (int i = 0; i + 1 < findings.n_people; i += 2) row[i + 1].mean = row[i].mean + 0.04;
    findings.people = row;
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    cr_expect_not_null(strstr(flat, "no outcome moves by half a person"), "%s", text);
    for (const char *at = flat; (at = strstr(at, ": no difference.")) != NULL; at++) n_told++;
    cr_expect_eq(n_told, 3, "the three that change most are told all the same");
    free(flat);
    free(text);
    arena_free(&findings.arena);
}

Test(page, one_participant_is_one)
{
    Study study;
    Findings findings;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    findings.headline.participants = 1;
    char *text = page_from(&findings, LANGUAGE_EN, 80, false), *flat = unwrapped(text);
    cr_expect_not_null(strstr(flat, " 1 participant. "), "%s", text);
    cr_expect_not_null(strstr(flat, "when the costs of this one person are compared"), "%s", text);
    free(flat);
    free(text);
    arena_free(&findings.arena);
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

/* Whatever was used to set the scenario says so. */
Test(page, documented_results_stand_beside_the_simulation_and_its_luck)
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

Test(page, society_s_gain_is_shared_in_words_when_a_percentage_would_mislead)
{
    static const char *const said[N_SHARINGS] = {
        [SHARING_TOLD] = "26 % stays with the municipality",
        [SHARING_NO_GAIN] = "society gains nothing",
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

Test(page, colour_only_when_asked)
{
    char *plain = page_of(EXAMPLE_TYPICAL, LANGUAGE_EN, 80, false);
    char *coloured = page_of(EXAMPLE_TYPICAL, LANGUAGE_EN, 80, true);
    cr_expect_null(strchr(plain, '\033'));
    cr_expect_not_null(strstr(coloured, "\033[1mVerdict\033[0m"));
    free(plain);
    free(coloured);
}

/* 60.3 and 59.8 of 120 are both 60 people, but half a person apart. */
Test(page, a_change_that_whole_people_hide_is_told_in_tenths)
{
    Study study;
    Findings findings;
    char *text = NULL;
    size_t size;
    example_make(EXAMPLE_TYPICAL, &study, &findings);
    for (int r = 0; r < findings.n_people; r++)
        findings.people[r].mean = findings.people[r].arm == ARM_INTERVENTION ? 60.3 : 59.8;
    FILE *file = open_memstream(&text, &size);
    cr_assert_eq(page_write(&findings, LANGUAGE_EN, 132, false, file), STATUS_OK);
    fclose(file);
    cr_expect_not_null(strstr(text, "without the programme 59.8 of 120, with it 60.3 ("), "%s",
                       text);
    free(text);
    arena_free(&findings.arena);
}

/* A reader takes the difference of the two numbers: 9.64 and 7.04 people are 2.6 apart, not three; 81.84 and
 * 82.36, told as 81.8 and 82.4, are 0.6 apart; 18.38 and 18.14 years 0.24. */
Test(page, what_stands_on_a_line_adds_up)
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
Test(page, where_nothing_is_saved_no_share_of_it_is_told)
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

/* The example's costs are paid in years 1 to 3. Median payback in their last year, in the first year after,
 * and later. */
Test(page, an_early_payback_is_told_with_since_when_it_is_counted)
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
Test(page, no_years_beyond_the_horizon_are_told)
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

Test(page, only_a_verdict_against_is_said_to_stand_with_weak_effects_doubled)
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
Test(page, money_that_is_back_in_no_case_is_told_so)
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
Test(page, money_that_may_come_back_or_not_is_told_as_uncertain)
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

/* Outcomes in numbers of people, and the applicant's claims beside what was simulated. */
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(people);

typedef struct {
    const char *outcome;
    int arm, of;
    double mean;
} PeopleCase;

static void check_people(const Findings *findings, const PeopleCase *cases, int n)
{
    for (int i = 0; i < n; i++) {
        const PeopleCase *c = &cases[i];
        const PeopleRow *row = people_of(findings, c->outcome, c->arm);
        assert_near(row->mean, c->mean, 1e-9, "%s, arm %d", c->outcome, c->arm);
        assert_near(row->p05, c->mean, 1e-9, "%s, arm %d: certain", c->outcome, c->arm);
        assert_near(row->p95, c->mean, 1e-9, "%s, arm %d: certain", c->outcome, c->arm);
        cr_assert_eq(row->of, c->of, "%s, arm %d: of %d", c->outcome, c->arm, row->of);
    }
}

/* Eight people of 19 and 20: six in school, two in care, which is exclusion. Without the programme
 * all who are in school at 21 go into care at 22 and stay to the end of 25; with it nobody does. */
static const FixtureTexts CERTAIN = {
    .states = "state,age_from,age_to,exclusion\nschool,19,25,0\ncare,19,25,1\ndead,19,26,0\n",
    .transitions = "arm,from,to,age_from,age_to,probability\n"
                   "baseline,school,care,21,21,1\nintervention,school,care,21,21,0\n",
    .scenario = "participants: {number: 8, ages: 19..20, states: {school: 0.75, care: 0.25}}\n"
                "economics: {horizon: 2}\n"
                "simulation: {worlds: 50, replicates: 100}\n"};

/* Care is entered by six without the programme, by nobody with it: two began there. At 20 the two are
 * in exclusion, at 25 all eight; nobody is followed to 30. Exclusion years: six times the four years
 * at 22..25, twice 7 years (from 19) or 6 years (from 20): which of the two begin at 19 is the spread
 * of traits, one each, so 24 + 13 years among 8; with the programme 13. */
Test(people, certain_lives_are_counted_one_by_one)
{
    static const PeopleCase CASES[] = {
        {"enters_care", ARM_BASELINE, 8, 6},
        {"enters_care", ARM_INTERVENTION, 8, 0},
        {"years_care", ARM_BASELINE, 8, 37 / 8.0}, /* care is all there is of exclusion */
        {"years_care", ARM_INTERVENTION, 8, 13 / 8.0},
        {"exclusion_at_20", ARM_BASELINE, 8, 2},
        {"exclusion_at_20", ARM_INTERVENTION, 8, 2},
        {"exclusion_at_25", ARM_BASELINE, 8, 8},
        {"exclusion_at_25", ARM_INTERVENTION, 8, 2},
        {"years_exclusion", ARM_BASELINE, 8, 37 / 8.0},
        {"years_exclusion", ARM_INTERVENTION, 8, 13 / 8.0},
        {"twins_fewer_years", N_ARMS, 8, 6},
        {"twins_more_years", N_ARMS, 8, 0},
    };
    Found found;
    found_open(&found, &CERTAIN);
    check_people(&found.findings, CASES, sizeof CASES / sizeof *CASES);
    cr_assert_eq(found.findings.n_people, (int)(sizeof CASES / sizeof *CASES));
    found_close(&found);
}

/* Eight in care, whom the programme takes home for a year; four of them are among those who then come back
 * for sure. Without it nobody leaves, so nobody comes back: that is no entry that it causes. */
Test(people, coming_back_after_a_placement_is_no_entry_set_beside_none)
{
    Found found;
    static const PeopleCase CASES[] = {{"again_care", ARM_INTERVENTION, 8, 4},
                                       {"years_care", ARM_BASELINE, 8, 6},
                                       {"years_care", ARM_INTERVENTION, 8, 2.5}};
    FixtureTexts texts = CERTAIN;
    texts.transitions = "from,to,sex,age_from,age_to,probability\nschool,care,f,20,20,1\n";
    texts.scenario = "participants: {number: 8, ages: 20, women: 0.5, states: {care: 1}}\n"
                     "effects: [{on: place school, years: 1}]\n"
                     "economics: {horizon: 2}\n"
                     "simulation: {worlds: 50, replicates: 50}\n";
    found_open(&found, &texts);
    check_people(&found.findings, CASES, sizeof CASES / sizeof *CASES);
    for (int i = 0; i < found.findings.n_people; i++)
        cr_expect_str_neq(found.findings.people[i].outcome, "enters_care");
    found_close(&found);
    texts.scenario = "participants: {number: 8, ages: 20, states: {school: 1}}\n"
                     "effects: [{on: place care, years: 1}]\n"
                     "economics: {horizon: 2}\n"
                     "simulation: {worlds: 50, replicates: 50}\n";
    found_open(&found, &texts); /* being placed is an entry */
    check_people(&found.findings, &(PeopleCase){"enters_care", ARM_INTERVENTION, 8, 8}, 1);
    found_close(&found);
}

/* Some are older than a reported age: they are not counted among those it is told of. */
Test(people, an_age_is_told_of_those_who_meet_the_programme_before_it)
{
    Found found;
    FixtureTexts texts = CERTAIN;
    texts.scenario = "participants: {number: 8, ages: 20..21, states: {care: 1}}\n"
                     "economics: {horizon: 2}\n"
                     "simulation: {worlds: 50, replicates: 50}\n";
    static const PeopleCase CASES[] = {
        {"exclusion_at_20", ARM_BASELINE, 4, 4},
        {"exclusion_at_25", ARM_BASELINE, 8, 8},
    };
    found_open(&found, &texts);
    check_people(&found.findings, CASES, sizeof CASES / sizeof *CASES);
    found_close(&found);
}

/* 30 people, of whom 0.6 reach a milestone at 21 without the programme; an odds ratio of 6 takes
 * that to 1.5 * 6 / (1 + 1.5 * 6) = 0.9. So 18 and 27 are expected, and 27 (1 - 18/27) = 9 because of
 * the programme. 5000 replicates: within 4.5 errors 4.5 sqrt(30 p (1-p) / 5000). */
Test(people, milestones_are_counted_by_level)
{
    Found found;
    found_open(
        &found,
        &(FixtureTexts){
            .states = "state,age_from,age_to\nschool,19,23\ndead,19,24\n",
            .transitions = "from,to,probability\nschool,dead,0\n",
            .milestones =
                "milestone,label_sv,label_en,at,probability\nexam,examen,an exam,21,0.6\n",
            .scenario = "participants:\n"
                        "  - {name: young, number: 30, ages: 20, states: {school: 1}}\n"
                        "  - {name: old, number: 5, ages: 22, states: {school: 1}}\n"
                        "effects:\n"
                        "  - {on: milestone exam, odds_ratio: 6, years: 1..5, fades_over: 0,\n"
                        "     design: rct, no_effect: 0}\n"
                        "economics: {horizon: 2}\n"
                        "simulation: {worlds: 50, replicates: 5000}\n"});
    const struct {
        const char *outcome;
        int arm;
        double mean, p;
    } cases[] = {{"milestone_exam", ARM_BASELINE, 18, 0.6},
                 {"milestone_exam", ARM_INTERVENTION, 27, 0.9},
                 {"because_exam", ARM_INTERVENTION, 9, 0.3}};
    for (int i = 0; i < 3; i++) {
        const PeopleRow *row = people_of(&found.findings, cases[i].outcome, cases[i].arm);
        double error = sqrt(30 * cases[i].p * (1 - cases[i].p) / 5000);
        assert_near(row->mean, cases[i].mean, 4.5 * error, "%s, arm %d", cases[i].outcome,
                    cases[i].arm);
        cr_assert_eq(row->of, 30, "the five older ones are past it: of %d", row->of);
        cr_assert_str_eq(row->unit, "persons");
        cr_assert(row->p05 < row->p50 && row->p50 < row->p95);
    }
    cr_assert_str_eq(people_of(&found.findings, "milestone_exam", 0)->label_en, "an exam");
    found_close(&found);
}

/* ---- claims ---- */

/* 100 people at home, of whom 0.3 go into care in the one year that counts; a hazard ratio of 0.5
 * takes that to 1 - 0.7^0.5 = 0.16334, so 13.666 are kept out. The error of the mean of 5000
 * replicates lies below sqrt(100 (0.21 + 0.137) / 5000) = 0.084. */
static const FixtureTexts CLAIMED = {
    .states = "state,age_from,age_to\nhome,20,21\ncare,20,21\ndead,20,22\n",
    .transitions = "from,to,probability\nhome,care,0.3\n",
    .prices = "year,value\n2020,100\n2021,105\n2022,110\n2023,120\n2024,125\n",
    .scenario = "participants: {number: 100, ages: 20, states: {home: 1}}\n"
                "effects:\n"
                "  - {on: home -> care, hazard_ratio: 0.5, years: 1, fades_over: 0, design: rct,\n"
                "     no_effect: 0}\n"
                "claims:\n"
                "  - {item: placement, payer: municipality, count: 20, unit_cost: 1000, year: 2, "
                "state: care}\n"
                "  - {item: advice, payer: municipality, count: 6, unit_cost: 200, price_year: "
                "2020, year: 1}\n"
                "  - {item: calm, payer: municipality, count: 3, year: 1}\n"
                "economics: {horizon: 2, price_year: 2024}\n"
                "simulation: {worlds: 50, replicates: 5000}\n"};

Test(people, claims_stand_beside_the_simulated_number_of_people_kept_out)
{
    Found found;
    found_open(&found, &CLAIMED);
    cr_assert_eq(found.findings.n_claims, 3);
    const ClaimRow *claim = found.findings.claim;
    assert_near(claim[0].claimed, 20, 0, "as claimed");
    assert_near(claim[0].claimed_kronor, 20000, 1e-9, "20 x 1000");
    assert_near(claim[0].simulated, 100 * (sqrt(0.7) - 0.7), 4.5 * 0.084, "kept out");
    cr_assert(claim[0].simulated_p05 < claim[0].simulated &&
              claim[0].simulated_p95 > claim[0].simulated);
    cr_assert_eq(claim[0].state, fixture_state(&found.fixture.study, "care"));
    cr_assert(isnan(claim[1].simulated), "no state, nothing simulated");
    cr_assert(isnan(claim[2].claimed_kronor), "no unit cost, no kronor");
    found_close(&found);
}

/* 200 kronor of 2020 are 250 of 2024; what tells no price year stays as it is. */
Test(people, claimed_kronor_are_those_of_the_price_year)
{
    Found found;
    found_open(&found, &CLAIMED);
    assert_near(found.findings.claim[1].unit_cost, 250, 1e-9, "unit cost");
    assert_near(found.findings.claim[1].claimed_kronor, 1500, 1e-9, "6 x 250");
    assert_near(found.findings.claim[0].unit_cost, 1000, 1e-9, "no price year told");
    found_close(&found);
}

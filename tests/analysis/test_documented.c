/* Documented results among the simulated ones: by hand. */
#include "analysis/documents.h"
#include "analysis/evaluation.h"
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(documented);

/* Ten people out of work at 20 in programme year 1. A year out costs social 1000 (half of it released)
 * and the state 400, which the household receives. Without the programme nobody leaves. With it all have
 * left after the first year: the transition is certain in the intervention. So nothing is left to luck:
 * saved in full are 10000 a year from year 2 for social, 4000 for the state. The programme costs labour
 * 3000 in year 1. Nobody dies. Who works at 21 has the milestone. */
#define CERTAIN                                                                              \
    .states = "state,age_from,age_to\nout,20,29\nwork,20,29\nidle,20,29\ndead,20,30\n",      \
    .transitions = "arm,from,to,probability\nbaseline,out,work,0\nintervention,out,work,1\n" \
                   ",idle,work,0\n",                                                         \
    .milestones = "milestone,at,state,probability\nskilled,21,work,1\nskilled,21,out,0\n"    \
                  "skilled,21,idle,0\nskilled,21,dead,0\n",                                  \
    .payers = "payer,level\nsocial,municipality\nlabour,municipality\nagency,state\n"        \
              "home,household\n",                                                            \
    .costs = "item,state,payer,receiver,amount,cashable\nhelp,out,social,,1000,0.5\n"        \
             "benefit,out,agency,home,400,1\n",                                              \
    .prices = "year,value\n2020,100\n2021,100\n2022,100\n2023,100\n2024,200\n"

#define SCENARIO                                                                                \
    "participants: {number: 10, ages: 20, states: {out: 1}}\n"                                  \
    "programme:\n"                                                                              \
    "  costs: [{item: staff, payer: labour, total: 3000, price_year: 2024}]\n"                  \
    "economics: {horizon: 6, price_year: 2024}\n"                                               \
    "simulation: {worlds: 50, replicates: 50}\n"                                                \
    "documented:\n"                                                                             \
    "  - {what: a, measure: saving, payer: social, years: 3, value: 10000 (9000..11000), "      \
    "price_year: 2023, used: no}\n"                                                             \
    "  - {what: b, measure: saving, payer: social, years: 3, basis: released, below: 9000, "    \
    "price_year: 2024, used: no}\n"                                                             \
    "  - {what: c, measure: net_saving, payer: municipality, years: 2, above: 0, price_year: "  \
    "2024, used: yes}\n"                                                                        \
    "  - {what: d, measure: programme_cost, payer: labour, years: 4, value: 9000, price_year: " \
    "2024, used: yes}\n"                                                                        \
    "  - {what: e, measure: cost benefit, payer: agency, years: 2, value: 5000, price_year: "   \
    "2024, used: no}\n"                                                                         \
    "  - {what: f, measure: cost benefit, payer: agency, years: 2, arm: difference, below: 0, " \
    "price_year: 2024, used: no}\n"                                                             \
    "  - {what: g, measure: milestone skilled, value: 0.5, used: no}\n"                         \
    "  - {what: h, measure: milestone skilled, arm: difference, unit: persons, value: 10, "     \
    "used: no}\n"                                                                               \
    "  - {what: i, measure: state work idle, years: 1, unit: persons, value: 12, used: no}\n"   \
    "  - {what: j, measure: state work idle, years: 1, arm: baseline, above: 0.1, used: no}\n"  \
    "  - {what: k, measure: years_in out, years: 4, arm: difference, value: -2, used: no}\n"

/* Certain values: with the programme and without its effect; the share of the cases below the value (half
 * of those at it) and the share within the bounds; NAN where there is none. */
typedef struct {
    double with, without, percentile[2], chance[2];
    bool used;
} Certain;

static const Certain CERTAINTIES[] = {
    /* 20000 of 2023 is 40000 of 2024; 10000 of 2023 is 20000: years 2 and 3 save 20000 */
    {20000, 0, {0.5, 1}, {1, 0}, false},
    {10000, 0, {NAN, NAN}, {0, 1}, false},
    {10000 - 3000, -3000, {NAN, NAN}, {1, 0}, true},
    {3000, 3000, {1, 1}, {NAN, NAN}, true},
    {4000, 8000, {1, 0}, {NAN, NAN}, false},
    {4000 - 8000, 0, {NAN, NAN}, {1, 1}, false},
    {1, 0, {0, 1}, {NAN, NAN}, false},
    {10, 0, {0.5, 1}, {NAN, NAN}, false},
    {10, 0, {1, 1}, {NAN, NAN}, false},
    {0, 0, {NAN, NAN}, {0, 0}, false},
    {1 - 4, 0, {1, 0}, {NAN, NAN}, false},
};

static void check_number(double found, double expected, const char *what, int i)
{
    if (isnan(expected))
        cr_assert(isnan(found), "%s of %c", what, 'a' + i);
    else
        assert_near(found, expected, 1e-9 * (1 + fabs(expected)), "%s of %c", what, 'a' + i);
}

Test(documented, every_measure_is_what_an_evaluation_would_find)
{
    enum { N = sizeof CERTAINTIES / sizeof *CERTAINTIES };
    Found found;
    found_open(&found, &(FixtureTexts){CERTAIN, .scenario = SCENARIO});
    const Findings *findings = &found.findings;
    cr_assert_eq(findings->n_documented, N);
    for (int i = 0; i < N; i++) {
        const DocumentedRow *row = &findings->documented[i];
        const Certain *certain = &CERTAINTIES[i];
        bool cost = i == 2 || i == 3; /* the programme's cost is widened by its grade */
        for (int side = 0; side < N_DOCUMENTS_SIDES; side++) {
            double expected = side == DOCUMENTS_WITH ? certain->with : certain->without;
            if (cost)
                assert_near(row->spread[side].mean, expected, 0.01 * 3000, "mean of %c", 'a' + i);
            else
                check_number(row->spread[side].mean, expected, "mean", i);
            check_number(row->percentile[side], certain->percentile[side], "percentile", i);
            check_number(row->chance[side], certain->chance[side], "chance", i);
        }
        cr_assert_eq(found.fixture.study.documented[row->documented].used, certain->used);
    }
    found_close(&found);
}

/* Half of the people leave by themselves in a year, with the programme nobody: what luck does is in both
 * sides, and is the same for the same people. */
#define LUCKY                                                               \
    .states = "state,age_from,age_to\nout,20,29\nwork,20,29\ndead,20,30\n", \
    .transitions = "from,to,probability\nout,work,0.5\n",                   \
    .costs = "item,state,amount\nhelp,out,1000\n"

static const char *const NO_EFFECT =
    "participants: {number: 10, ages: 20, states: {out: 1}}\n"
    "economics: {horizon: 4}\n"
    "simulation: {worlds: 50, replicates: 500}\n"
    "documented:\n"
    "  - {what: a, measure: saving, payer: municipality, years: 2, value: 0, price_year: 2024, "
    "used: no}\n"
    "  - {what: b, measure: state work, years: 1, unit: persons, value: 5, used: no}\n";

/* 10 people, half of whom leave: binomial (10, 1/2), mean 5, sd 1.58; 1000 kronor for each more. */
Test(documented, without_effects_both_sides_are_the_same_luck)
{
    Found found;
    found_open(&found, &(FixtureTexts){LUCKY, .scenario = NO_EFFECT});
    for (int i = 0; i < 2; i++) {
        const DocumentedRow *row = &found.findings.documented[i];
        cr_assert_eq(row->percentile[DOCUMENTS_WITH], row->percentile[DOCUMENTS_NO_EFFECT]);
        cr_assert_eq(row->spread[DOCUMENTS_WITH].mean, row->spread[DOCUMENTS_NO_EFFECT].mean);
        double scale = i == 0 ? 1000 : 1;
        assert_near(row->spread[0].mean, i == 0 ? 0 : 5, 4 * 1.58 / sqrt(500) * scale, "mean");
        assert_near(row->spread[0].sd, 1.58 * scale, 0.2 * scale, "sd");
        assert_near(row->percentile[0], 0.5, 0.1, "half lie below the middle");
    }
    found_close(&found);
}

/* Displacement and limits of spending are no part of what an evaluation of the participants sees. */
Test(documented, nothing_is_taken_off_what_participants_show)
{
    Found found;
    found_open(&found,
               &(FixtureTexts){
                   CERTAIN, .spending = "spending,items,payer,amount\nhelp,help,social,500\n",
                   .scenario = "participants: {number: 10, ages: 20, states: {out: 1}}\n"
                               "programme: {displacement: 0.5, costs: []}\n"
                               "economics: {horizon: 6}\n"
                               "simulation: {worlds: 50, replicates: 50}\n"
                               "documented:\n"
                               "  - {what: a, measure: saving, payer: social, years: 3, value: "
                               "1, price_year: 2024, used: no}\n"});
    assert_near(found.findings.documented[0].spread[DOCUMENTS_WITH].mean, 20000, 1e-6, "all of it");
    cr_assert_lt(
        payback_of(&found.findings, "social", BASIS_FULL, UNCERTAINTY_LUCK, 3)->spread.mean, 1001);
    found_close(&found);
}

/* The expected milestone of the baseline is what simulated people reach on average. */
Test(documented, a_milestone_s_difference_is_from_what_was_expected)
{
    Found found;
    found_open(&found,
               &(FixtureTexts){
                   LUCKY,
                   .milestones = "milestone,at,state,probability\nskilled,22,work,0.8\n"
                                 "skilled,22,out,0.2\nskilled,22,dead,0\n",
                   .mortality = "sex,age,rate\nf,20,0.1\nf,21,0.1\nf,22,0.1\nf,23,0.1\nf,24,0.1\n"
                                "f,25,0.1\nf,26,0.1\nf,27,0.1\nf,28,0.1\nf,29,0.1\n"
                                "m,20,0.1\nm,21,0.1\nm,22,0.1\nm,23,0.1\nm,24,0.1\n"
                                "m,25,0.1\nm,26,0.1\nm,27,0.1\nm,28,0.1\nm,29,0.1\n",
                   .scenario = "participants: {number: 100, ages: 20..21, women: 0.4, states: "
                               "{out: 1}}\n"
                               "economics: {horizon: 4}\n"
                               "simulation: {worlds: 50, replicates: 500}\n"
                               "documented:\n"
                               "  - {what: a, measure: milestone skilled, arm: difference, unit: "
                               "persons, value: 0, used: no}\n"});
    const Spread *spread = &found.findings.documented[0].spread[DOCUMENTS_WITH];
    assert_near(spread->mean, 0, 4 * spread->sd / sqrt(500), "mean");
    found_close(&found);
}

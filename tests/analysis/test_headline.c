/* The verdict words and the rest of page one. */
#include "analysis/headline.h"
#include "lookup.h"

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(headline, .init = setup);

static const Economics LIMITS = {
    .limit_for = 0.75, .limit_for_halved = 0.5, .limit_against = 0.25, .limit_weak = 0.5};

typedef struct {
    const char *name;
    double back, halved, doubled, weak;
    Verdict verdict;
} VerdictCase;

static const VerdictCase VERDICTS[] = {
    {"certain", 1, 1, 1, 0, VERDICT_FOR},
    {"at both limits for", 0.75, 0.5, 1, 0.5, VERDICT_FOR},
    {"just below the limit for", 0.7499, 0.5, 1, 0, VERDICT_UNDECIDED},
    {"halved effects just below", 0.75, 0.4999, 1, 0, VERDICT_UNDECIDED},
    {"for, but on weak evidence", 1, 1, 1, 0.5001, VERDICT_WEAK},
    {"undecided and weak", 0.5, 0.3, 0.7, 0.9, VERDICT_WEAK},
    {"undecided and sound", 0.5, 0.3, 0.7, 0.1, VERDICT_UNDECIDED},
    {"certainly not", 0, 0, 0, 0, VERDICT_AGAINST},
    {"at both limits against", 0.25, 0, 0.5, 0, VERDICT_AGAINST},
    {"just above the limit against", 0.2501, 0, 0.5, 0, VERDICT_UNDECIDED},
    {"a no that hangs on a guess", 0.1, 0, 0.5001, 0, VERDICT_UNDECIDED},
    {"the same with weak evidence", 0.1, 0, 0.9, 0.9, VERDICT_WEAK},
    {"a no that not even twice the effect changes", 0.1, 0, 0.2, 0.9, VERDICT_AGAINST},
};

Test(headline, every_verdict_follows_from_its_limits)
{
    for (size_t i = 0; i < sizeof VERDICTS / sizeof *VERDICTS; i++) {
        const VerdictCase *c = &VERDICTS[i];
        Verdict verdict = headline_verdict(&LIMITS, c->back, c->halved, c->doubled, c->weak);
        cr_assert_eq(verdict, c->verdict, "%s: got %d", c->name, (int)verdict);
    }
}

Test(headline, the_limits_are_the_scenarios)
{
    const Economics strict = {
        .limit_for = 0.95, .limit_for_halved = 0.9, .limit_against = 0.05, .limit_weak = 0.1};
    cr_assert_eq(headline_verdict(&strict, 0.94, 0.94, 0.94, 0), VERDICT_UNDECIDED);
    cr_assert_eq(headline_verdict(&strict, 0.95, 0.9, 1, 0.1), VERDICT_FOR);
    cr_assert_eq(headline_verdict(&strict, 0.95, 0.9, 1, 0.11), VERDICT_WEAK);
    cr_assert_eq(headline_verdict(&strict, 0.06, 0, 0.06, 0), VERDICT_UNDECIDED);
}

/* 10 people are held at work instead of in care for 12 years: care costs social 100 a year each, and
 * 40 % of it is released. So 400 a year is released, 1000 in full. The programme costs 700 in year 1
 * and 2 each, 600 of it borne by social and 100 by the region. */
static const FixtureTexts HELD = {
    .states = "state,age_from,age_to\ncare,20,31\nwork,20,31\ndead,20,32\n",
    .transitions = "from,to,probability\ncare,work,0\n",
    .payers = "payer,level\nsocial,municipality\nregion,region\n",
    .costs = "item,state,payer,amount,cashable\ncare,care,social,100,0.4\n",
    .scenario = "participants: {number: 10, ages: 20, states: {care: 1}}\n"
                "programme:\n"
                "  costs:\n"
                "    - {item: staff, payer: social, years: 1..2, per_year: 600, price_year: 2024}\n"
                "    - {item: nurse, payer: region, years: 1..2, per_year: 100, price_year: 2024}\n"
                "effects:\n"
                "  - {on: place work, years: 1..12, followed_until: 12}\n"
                "economics: {horizon: 12}\n"
                "simulation: {worlds: 50, replicates: 50}\n"};

/* Municipality, released: 400 t - 1200, so at zero in year 3; saving after 10 years 4000 before the
 * programme cost. Beyond the horizon of 12 nothing is told of year 20. */
Test(headline, page_one_tells_what_was_worked_out_by_hand)
{
    Found found;
    found_open(&found, &HELD);
    const Headline *headline = &found.findings.headline;
    cr_assert_eq(headline->participants, 10);
    assert_near(headline->programme_cost, 1400, 1e-9, "programme cost of all payers");
    cr_assert_eq(headline->last_cost_year, 2);
    cr_assert_eq(headline->saving_years, 10);
    assert_near(headline->saving_10.mean, 4000, 1e-9, "saving before programme cost");
    assert_near(headline->saving_10.p05, 4000, 1e-9, "certain");
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        assert_near(headline->back[u][0], 1, 0, "year 5");
        assert_near(headline->back[u][1], 1, 0, "year 10");
        cr_assert(isnan(headline->back[u][2]), "year 20 lies beyond the horizon");
    }
    assert_near(headline->back_halved, 1, 0, "no weak effects: as it is");
    assert_near(headline->back_doubled, 1, 0, "no weak effects: as it is");
    cr_assert_eq(headline->verdict, VERDICT_FOR);
    cr_assert(headline->has_effects);
    cr_assert_not(headline->untreated_told);
    found_close(&found);
}

Test(headline, a_short_horizon_is_the_headlines_horizon)
{
    Found found;
    FixtureTexts texts = HELD;
    texts.scenario = "participants: {number: 10, ages: 20, states: {care: 1}}\n"
                     "effects:\n"
                     "  - {on: place work, years: 1..12}\n"
                     "economics: {horizon: 4}\n"
                     "simulation: {worlds: 50, replicates: 50}\n";
    found_open(&found, &texts);
    const Headline *headline = &found.findings.headline;
    cr_assert_eq(headline->saving_years, 4);
    assert_near(headline->saving_10.mean, 1600, 1e-9, "4 years");
    cr_assert(isnan(headline->back[UNCERTAINTY_KNOWLEDGE][0]), "year 5 is not there");
    assert_near(headline->programme_cost, 0, 0, "free");
    cr_assert_eq(headline->last_cost_year, 0);
    found_close(&found);
}

/* One person leaves care with chance 0.5 in the only year that counts, with the programme surely
 * more likely: a hazard ratio of r saves 1000 (0.5^1 - 0.5^r). With r = 3 that is 375; halved
 * (r^0.5) 500 - 1000 0.5^sqrt(3) = 199.0; doubled (r^2 = 9) 498. Programmes of 300 and 450 kronor:
 * paid back as told but not halved; not as told but doubled. */
static Headline weak_headline(const char *grade, int cost, const char *more_effects)
{
    Found found;
    char scenario[1024];
    snprintf(scenario, sizeof scenario,
             "participants: {number: 1, ages: 20, states: {care: 1}}\n"
             "programme:\n"
             "  costs:\n"
             "    - {item: staff, payer: municipality, per_year: %d, price_year: 2024}\n"
             "effects:\n"
             "  - {on: care -> work, hazard_ratio: lognormal(1.0986123 0.000001), years: 1, "
             "fades_over: 0,\n"
             "     design: rct, causal_share: 1, no_effect: 0, followed_until: 1, grade: %s}\n"
             "%s"
             "economics: {horizon: 2}\n"
             "simulation: {worlds: 50, replicates: 50}\n",
             cost, grade, more_effects);
    found_open(&found,
               &(FixtureTexts){.states = HELD.states,
                               .transitions = "from,to,probability\ncare,work,0.5\nwork,care,0\n",
                               .costs = "item,state,amount\ncare,care,1000\n",
                               .scenario = scenario});
    Headline headline = found.findings.headline;
    found_close(&found);
    return headline;
}

Test(headline, only_effects_of_grades_c_to_e_are_halved_and_doubled)
{
    Headline sound = weak_headline("B", 300, ""), weak = weak_headline("C", 300, "");
    Headline dear = weak_headline("C", 450, "");
    assert_near(sound.back_halved, 1, 0, "grade B stays");
    assert_near(sound.back_doubled, 1, 0, "grade B stays");
    assert_near(weak.back_halved, 0, 0, "199 kronor do not pay 300 back");
    assert_near(weak.back_doubled, 1, 0, "498 kronor do");
    cr_assert_eq(weak.verdict, VERDICT_UNDECIDED);
    assert_near(dear.back_doubled, 1, 0, "498 kronor pay 450 back");
    assert_near(dear.back_halved, 0, 0, "199 kronor do not");
    cr_assert_eq(dear.verdict, VERDICT_UNDECIDED, "a no that hangs on a guess");
}

/* The weak effect acts where nobody is: only it is halved, the sound one still pays 300 back. */
Test(headline, a_sound_effect_beside_a_weak_one_stays_as_it_is)
{
    static const char *const IDLE =
        "  - {on: work -> care, hazard_ratio: 2, years: 1, fades_over: 0, design: rct,\n"
        "     no_effect: 0, grade: E}\n";
    Headline both = weak_headline("B", 300, IDLE), weak = weak_headline("C", 300, IDLE);
    assert_near(both.back_halved, 1, 0, "375 kronor still pay 300 back");
    assert_near(weak.back_halved, 0, 0, "199 kronor do not");
}

/* Released 400 a year for 12 years: 4800 (as told at HELD), here of grade E and at the municipality; or with
 * prices that turn after 6 years, 6 x 400 less 6 x 396. */
static Headline guessed_headline(const char *prices, int per_year, const char *payer)
{
    Found found;
    FixtureTexts texts = HELD;
    char scenario[1024];
    snprintf(scenario, sizeof scenario,
             "participants: {number: 10, ages: 20, states: {care: 1}}\n"
             "programme:\n"
             "  costs:\n"
             "    - {item: staff, payer: %s, years: 1..2, per_year: %d, price_year: 2024}\n"
             "effects:\n"
             "  - {on: place work, years: 1..12, grade: E}\n"
             "economics: {horizon: 12}\n"
             "simulation: {worlds: 50, replicates: 50}\n",
             payer, per_year);
    texts.scenario = scenario;
    texts.costs = prices;
    found_open(&found, &texts);
    Headline headline = found.findings.headline;
    found_close(&found);
    return headline;
}

/* 4800 are 1 % of 480,000, and with all kronor counted without their sign 4776 are more than 1 % of
 * 400,000. What the region pays sets no scale for what the municipality saves. */
Test(headline, no_share_of_the_value_is_told_of_less_than_a_hundredth_of_the_cost)
{
    static const char *const SAME = "item,state,payer,amount,cashable\n"
                                    "care,care,social,100,0.4\n";
    static const char *const TURNS = "item,state,payer,age_from,age_to,amount,cashable\n"
                                     "care,care,social,20,25,100,0.4\n"
                                     "late,care,social,26,31,-99,0.4\n";
    static const char *const NOTHING = "item,state,payer,amount,cashable\n"
                                       "care,care,region,100,0.4\n";
    static const struct {
        const char *name, *prices;
        int per_year;
        const char *payer;
        bool told;
    } CASES[] = {{"a hundredth", SAME, 240000, "social", true},
                 {"a krona less than a hundredth", SAME, 240001, "social", false},
                 {"a hundredth, and little of it in the end", TURNS, 200000, "social", true},
                 {"beside what another pays", SAME, 240001, "region", true},
                 {"for nothing", SAME, 0, "social", true},
                 {"nothing for nothing", NOTHING, 0, "social", false}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Headline headline = guessed_headline(CASES[i].prices, CASES[i].per_year, CASES[i].payer);
        cr_expect_neq(isnan(headline.weak_value_share), CASES[i].told, "%s", CASES[i].name);
        cr_expect_neq(isnan(headline.beyond_follow_up_share), CASES[i].told, "%s", CASES[i].name);
        if (CASES[i].told) assert_near(headline.weak_value_share, 1, 1e-9, "%s", CASES[i].name);
    }
}

/* As weak_headline(), with a ratio of next to 1 at the median and anything from 0.13 to 7 in 95 of 100
 * worlds: saved at the median are 0.03 kronor of 100, but where the ratio is above 1.32, in about 4 of 10
 * worlds, the 100 are paid back. All of it rests on a guess, so the evidence is too weak. */
Test(headline, a_share_that_is_not_told_still_counts_in_the_verdict)
{
    Found found;
    found_open(
        &found,
        &(FixtureTexts){
            .states = HELD.states,
            .transitions = "from,to,probability\ncare,work,0.5\nwork,care,0\n",
            .costs = "item,state,amount\ncare,care,1000\n",
            .scenario = "participants: {number: 1, ages: 20, states: {care: 1}}\n"
                        "programme:\n"
                        "  costs:\n"
                        "    - {item: staff, payer: municipality, per_year: 100, "
                        "price_year: 2024}\n"
                        "effects:\n"
                        "  - {on: care -> work, hazard_ratio: lognormal(0.0001 1), years: 1, "
                        "fades_over: 0, design: rct,\n"
                        "     causal_share: 1, no_effect: 0, grade: E}\n"
                        "economics: {horizon: 2}\n"
                        "simulation: {worlds: 100, replicates: 100}\n"});
    const Headline *headline = &found.findings.headline;
    double back = payback_of(&found.findings, "municipality", BASIS_RELEASED, UNCERTAINTY_KNOWLEDGE,
                             2)
                      ->share_nonnegative;
    cr_expect(isnan(headline->weak_value_share));
    assert_near(back, 0.39, 0.03, "between the limits for and against");
    cr_expect_eq(headline->verdict, VERDICT_WEAK, "%d", (int)headline->verdict);
    found_close(&found);
}

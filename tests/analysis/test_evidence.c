/* What the answer rests on, and the naive payback beside the counterfactual one. */
#include "lookup.h"

static void setup(void)
{
    gsl_set_error_handler_off();
}

TestSuite(evidence, .init = setup);

static double value_of(const Findings *findings, const char *grade)
{
    return provenance_of(findings, "value", "grade", grade);
}

/* Shares of value by grade, A to E. */
static void check_grades(const Findings *findings, const double *expected, const char *what)
{
    static const char *const GRADE[] = {"A", "B", "C", "D", "E"};
    double sum = 0;
    for (int g = 0; g < N_GRADES; g++) {
        assert_near(value_of(findings, GRADE[g]), expected[g], 1e-5, "%s: grade %s", what,
                    GRADE[g]);
        sum += value_of(findings, GRADE[g]);
    }
    assert_near(sum, 1, 1e-12, "%s: sum", what);
}

/* At home at 20; half of those still at home go into care every year, for good, but with the programme
 * nobody does (hazard ratio 1e-6) in the years since entry it works. */
#define LEAVING                                                              \
    .states = "state,age_from,age_to\nhome,20,49\ncare,20,49\ndead,20,50\n", \
    .transitions = "from,to,probability\nhome,care,0.5\n"

static const char *const PARTS = "participants: {number: 10, ages: 20, states: {home: 1}}\n"
                                 "simulation: {worlds: 50, replicates: 50}\n";

static void open_leaving(Found *found, const char *costs, const char *effects, int horizon)
{
    char scenario[1024];
    snprintf(scenario, sizeof scenario, "%seconomics: {horizon: %d}\neffects:\n%s", PARTS, horizon,
             effects);
    found_open(found, &(FixtureTexts){LEAVING, .costs = costs, .scenario = scenario});
}

#define STOP_FOLLOWED(years, until)                                \
    "  - {on: home -> care, hazard_ratio: 0.000001, years: " years \
    ", fades_over: 0, design: rct,\n"                              \
    "     no_effect: 0, followed_until: " until ", "
#define STOP_IN(years) STOP_FOLLOWED(years, "30")

static const char *const ONE_COST = "item,state,amount\ncare,care,1000\n";

/* The step at which cost and effect are both let in is that of the worse of the two. */
Test(evidence, value_rests_on_the_worst_grade_it_needs)
{
    static const struct {
        const char *name, *cost, *effect;
        double share[N_GRADES];
    } CASES[] = {
        {"all A", "item,state,amount,grade\ncare,care,1000,A\n", "grade: A}\n", {1, 0, 0, 0, 0}},
        {"effect E", "item,state,amount,grade\ncare,care,1000,A\n", "grade: E}\n", {0, 0, 0, 0, 1}},
        {"cost D", "item,state,amount,grade\ncare,care,1000,D\n", "grade: A}\n", {0, 0, 0, 1, 0}},
        {"effect C, costs A and E",
         "item,state,amount,grade\ncare,care,600,A\nroom,care,400,E\n",
         "grade: C}\n",
         {0, 0, 0.6, 0, 0.4}},
        {"costs against each other",
         "item,state,amount,grade\ncare,care,600,A\nfee,care,-200,B\n",
         "grade: A}\n",
         {0.75, 0.25, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char effects[512];
        Found found;
        snprintf(effects, sizeof effects, STOP_IN("1..29") "%s", CASES[i].effect);
        open_leaving(&found, CASES[i].cost, effects, 5);
        check_grades(&found.findings, CASES[i].share, CASES[i].name);
        assert_near(found.findings.headline.weak_value_share,
                    CASES[i].share[GRADE_D] + CASES[i].share[GRADE_E], 1e-5, "%s", CASES[i].name);
        found_close(&found);
    }
}

/* People held in a place: the value rests on the place's grade like on any effect's, and a place that
 * has no effect holds nobody. */
Test(evidence, a_place_has_a_grade_and_a_chance_of_no_effect)
{
    Found found;
    open_leaving(&found, ONE_COST,
                 "  - {on: place home, years: 1..10, followed_until: 10, grade: D}\n", 5);
    check_grades(&found.findings, (const double[]){0, 0, 0, 1, 0}, "place of grade D");
    found_close(&found);
    open_leaving(&found, ONE_COST, "  - {on: place home, years: 1..10, no_effect: 1}\n", 5);
    const PaybackRow *row = payback_of(&found.findings, "municipality", BASIS_RELEASED,
                                       UNCERTAINTY_KNOWLEDGE, 5);
    assert_near(row->spread.p05, 0, 1e-9, "no effect in any world");
    assert_near(row->spread.p95, 0, 1e-9, "no effect in any world");
    found_close(&found);
}

/* Held at work for a year, then back with the model's chance: what is saved in year 1 and after rests on that
 * chance too, row or parameter. Held to the end of what is counted, only the placement matters; so do ways
 * out that are open only before. Neither the chance of no effect nor the width follows. */
Test(evidence, what_a_place_is_worth_has_the_worst_grade_of_the_ways_out_of_it)
{
    static const struct {
        const char *out, *years;
        int grade;
    } CASES[] = {
        {"work,care,20,49,0.1,A\n", "1..1", GRADE_B},
        {"work,care,20,49,0.1,E\n", "1..1", GRADE_E},
        {"work,care,20,49,p,A\n", "1..1", GRADE_D},
        {"work,care,20,49,0.1,E\n", "1..5", GRADE_B},
        {"work,care,20,20,0.1,E\nwork,care,21,49,0.1,C\n", "1..2", GRADE_C},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        char transitions[200], scenario[400];
        Found found;
        snprintf(transitions, sizeof transitions,
                 "from,to,age_from,age_to,probability,grade\ncare,home,20,49,0.2,E\n%s",
                 CASES[i].out);
        snprintf(scenario, sizeof scenario,
                 "participants: {number: 10, ages: 20, states: {care: 1}}\n"
                 "economics: {horizon: 5}\nsimulation: {worlds: 50, replicates: 50}\n"
                 "effects:\n  - {on: place work, years: %s, followed_until: 5, grade: B}\n",
                 CASES[i].years);
        found_open(
            &found,
            &(FixtureTexts){
                .states = "state,age_from,age_to\nhome,20,49\nwork,20,49\ncare,20,49\ndead,20,50\n",
                .transitions = transitions,
                .parameters = "parameter,value,grade\np,0.1,D\n",
                .costs = ONE_COST,
                .scenario = scenario});
        double share[N_GRADES] = {0};
        share[CASES[i].grade] = 1;
        check_grades(&found.findings, share, CASES[i].out);
        const Effect *effect = &found.fixture.study.effect[0];
        cr_assert_eq(effect->provenance.grade, GRADE_B);
        found_close(&found);
    }
}

/* In care at the start of year k: 1 - 0.5^(k-1) without the programme: 0, 0.5, 0.75, 0.875. The effect
 * stops all of it for three years: saved 2.125 person-years in four years. A study that saw two years
 * knows of 0, 0.5, 0.75 (0.5 are in care at the start of year 4) 0.375: 1.625; the rest is grade E.
 * Of the 2.125 the study itself saw what years 1 and 2 change, up to the start of year 3: 1.25. */
Test(evidence, effect_years_beyond_the_follow_up_rest_on_grade_e)
{
    Found found;
    open_leaving(&found, ONE_COST, STOP_FOLLOWED("1..3", "2") "grade: A}\n", 4);
    check_grades(&found.findings, (const double[]){1.625 / 2.125, 0, 0, 0, 0.5 / 2.125},
                 "followed for two years");
    assert_near(provenance_of(&found.findings, "value", "follow_up", "seen"), 1.25 / 2.125, 1e-5,
                "seen");
    assert_near(found.findings.headline.beyond_follow_up_share, 1 - 1.25 / 2.125, 1e-5, "beyond");
    found_close(&found);
}

/* Nobody is ever in care with the programme: 1 - 0.5^(k-1) saved in year k. */
Test(evidence, value_is_told_by_years)
{
    static const char *const GROUP[] = {"1-5", "6-10", "11-20", "21+"};
    static const int LAST[] = {5, 10, 20, 25};
    Found found;
    double saved[4] = {0}, total = 0;
    int k = 1;
    open_leaving(&found, ONE_COST, STOP_IN("1..30") "grade: A}\n", 25);
    for (int i = 0; i < 4; i++)
        for (; k <= LAST[i]; k++) saved[i] += 1 - pow(0.5, k - 1);
    for (int i = 0; i < 4; i++) total += saved[i];
    for (int i = 0; i < 4; i++)
        assert_near(provenance_of(&found.findings, "value", "years", GROUP[i]), saved[i] / total,
                    1e-5, "years %s", GROUP[i]);
    found_close(&found);
}

Test(evidence, of_nothing_there_are_no_shares)
{
    Found found;
    open_leaving(&found, "item,state,amount\n", STOP_IN("1..3") "grade: A}\n", 5);
    for (int i = 0; i < found.findings.n_provenance; i++) {
        const ProvenanceRow *row = &found.findings.provenance[i];
        cr_expect(isnan(row->share), "%s %s %s: %g", row->kind, row->by, row->group, row->share);
    }
    cr_expect(isnan(found.findings.headline.weak_value_share), "0 of 0 on guesses");
    cr_expect(isnan(found.findings.headline.beyond_follow_up_share), "0 of 0 beyond follow-up");
    cr_expect(isnan(found.findings.headline.weak_variance_share), "0 of 0 of its variance");
    found_close(&found);
}

/* The kronor saved are 10 people (5.1 person-years of care) at the sum of two prices: one of grade B with sd
 * s and one of grade E with sd 2 s, so 1/5 and 4/5 of the variance, but for chance between the 2000
 * worlds' draws, some 2 %. */
Test(evidence, variance_is_shared_by_the_grades_of_its_parameters)
{
    Found found;
    char scenario[1024];
    snprintf(scenario, sizeof scenario,
             "participants: {number: 10, ages: 20, states: {home: 1}}\n"
             "simulation: {worlds: 2000, replicates: 2000}\n"
             "economics: {horizon: 5}\neffects:\n" STOP_IN("1..30") "grade: A}\n");
    found_open(&found,
               &(FixtureTexts){LEAVING,
                               .parameters = "parameter,value,unit,low,high,kind,grade\n"
                                             "good,1000,kronor,804,1196,normal,B\n"
                                             "guess,1000,kronor,608,1392,normal,E\n",
                               .costs = "item,state,amount\ncare,care,good\nroom,care,guess\n",
                               .scenario = scenario});
    assert_near(provenance_of(&found.findings, "variance", "grade", "B"), 0.2, 0.04, "B");
    assert_near(provenance_of(&found.findings, "variance", "grade", "E"), 0.8, 0.04, "E");
    assert_near(found.findings.headline.weak_variance_share, 0.8, 0.04, "page one");
    found_close(&found);
}

/* Half of the 10 at home go into care after an ordinary first year, three quarters (odds ratio 3) after a
 * bad one, and with the programme nobody: it saves 5000 or 7500 kronor with even chances, a standard
 * deviation of 1250. The programme's cost has the same. */
Test(evidence, half_of_the_variance_lies_in_the_course_of_years)
{
    Found found;
    FixtureTexts texts = {
        LEAVING, .shocks = "shock,share,persistence\nordinary,0.5,0\nbad,0.5,0\n",
        .modifiers = "on,shock,kind,value\nhome -> care,bad,odds_ratio,3\n",
        .costs = "item,state,amount\ncare,care,1000\n",
        .scenario =
            "participants: {number: 10, ages: 20, states: {home: 1}}\n"
            "programme: {reached: 1, costs: [{item: work, payer: municipality, price_year: 2024,\n"
            "            total: 3000 (550..5450), source: test, grade: B}]}\n"
            "simulation: {worlds: 4000, replicates: 4000}\n"
            "economics: {horizon: 2}\neffects:\n" STOP_IN("1..30") "grade: A}\n"};
    found_open(&found, &texts);
    const Findings *findings = &found.findings;
    assert_near(provenance_of(findings, "variance", "shock", "calendar years"), 0.5, 0.03, "years");
    assert_near(provenance_of(findings, "variance", "grade", "B"), 0.5, 0.03, "B");
    assert_near(findings->headline.shock_variance_share, 0.5, 0.03, "page one");
    found_close(&found);
}

/* ---- the naive payback ---- */

/* Servicetrainee in Norrköping: 30 people on social assistance were given jobs for 4.6 million kronor,
 * and 18 left assistance at 67,020 kronor a household and year. The other 12 are the same with and
 * without the programme; the 18 are off from the first year and never return. Without the programme a
 * share of them leaves every year. */
static void open_trainees(Found *found, const char *leave, const char *untreated)
{
    char transitions[128], scenario[640];
    snprintf(transitions, sizeof transitions, "from,to,probability\nbenefit,off,%s\n", leave);
    snprintf(scenario, sizeof scenario,
             "participants:\n"
             "  number: 18\n"
             "  ages: 30\n"
             "  states: {benefit: 1}\n"
             "%s"
             "programme:\n"
             "  costs:\n"
             "    - {item: jobs, payer: municipality, total: 4.6e6, price_year: 2024}\n"
             "effects:\n"
             "  - {on: place off, years: 1..40}\n"
             "economics: {horizon: 40}\n"
             "simulation: {worlds: 50, replicates: 50}\n",
             untreated);
    found_open(found, &(FixtureTexts){.states = "state,age_from,age_to,exclusion\n"
                                                "off,30,69,0\nbenefit,30,69,1\ndead,30,70,0\n",
                                      .transitions = transitions,
                                      .costs = "item,state,amount\nassistance,benefit,67020\n",
                                      .scenario = scenario});
}

static double trainee_time(const Found *found)
{
    return time_of(&found->findings, "municipality", BASIS_RELEASED, UNCERTAINTY_KNOWLEDGE)->p50;
}

/* Naive: 4.6e6 / (18 * 67020) = 4.6e6 / 1,206,360 = 3.813 years, whatever happens without the
 * programme. Against people of whom 25 % leave each year the saving of year k is 1,206,360 0.75^(k-1):
 * 4,825,440 (1 - 0.75^t) after t years. That is 4,553,703 after 10 and 67,934 more in year 11, so back
 * after 10 + 46,297 / 67,934 = 10.68 years. At 33 % the sum never passes 1,206,360 / 0.33 =
 * 3,655,636: never. */
Test(evidence, servicetrainee_is_back_naively_in_3_8_years_and_in_truth_in_10_7_or_never)
{
    static const struct {
        const char *leave;
        double time;
    } CASES[] = {{"0", 3.813}, {"0.25", 10.6815}, {"0.33", INFINITY}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Found found;
        open_trainees(&found, CASES[i].leave, "");
        assert_near(found.findings.headline.naive_payback, 3.813, 5e-4, "naive, %s leave",
                    CASES[i].leave);
        assert_near(trainee_time(&found), CASES[i].time, 5e-4, "in truth, %s leave",
                    CASES[i].leave);
        found_close(&found);
    }
}

/* The same with `untreated` instead of the model's own course. The model lets 10 % leave a year, but of such
 * people a share of 0.75^12 = 0.0317 is known to be there after twelve years (or 0.67^12 = 0.0082): one shift
 * of the odds makes 25 % (or 33 %) leave in each of those years, and the answers are those above. */
Test(evidence, servicetrainee_is_back_in_the_same_year_when_the_comparison_is_told_as_untreated)
{
    static const struct {
        const char *share;
        double time;
    } CASES[] = {{"0.0316763520", 10.6815}, {"0.0081829", INFINITY}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        Found found;
        char untreated[128];
        snprintf(untreated, sizeof untreated,
                 "  untreated: [{outcome: benefit, after: 12, share: %s, fades_over: 100}]\n",
                 CASES[i].share);
        open_trainees(&found, "0.1", untreated);
        assert_near(trainee_time(&found), CASES[i].time, 5e-4, "%s there", CASES[i].share);
        found_close(&found);
    }
}

/* A naive sum counts on what people cost a year. What it cost once to open their case is not paid every
 * year: 18 at 67,020 kronor again, beside 1 million kronor a case once. */
Test(evidence, the_naive_payback_does_not_repeat_what_is_paid_once)
{
    Found found;
    found_open(
        &found,
        &(FixtureTexts){
            .states = "state,age_from,age_to,exclusion\n"
                      "off,30,69,0\nbenefit,30,69,1\ndead,30,70,0\n",
            .transitions = "from,to,probability\nbenefit,off,0\n",
            .costs = "item,state,per,amount\nassistance,benefit,year,67020\n"
                     "opening,benefit,entry,1e6\n",
            .scenario = "participants: {number: 18, ages: 30, states: {benefit: 1}}\n"
                        "programme:\n"
                        "  costs:\n"
                        "    - {item: jobs, payer: municipality, total: 4.6e6, price_year: 2024}\n"
                        "effects:\n"
                        "  - {on: place off, years: 2..40}\n"
                        "economics: {horizon: 40}\n"
                        "simulation: {worlds: 50, replicates: 50}\n"});
    /* On benefit in year 1 in both; off from year 2: 1 + 3.813 years. */
    assert_near(found.findings.headline.naive_payback, 4.813, 5e-4, "naive");
    found_close(&found);
}

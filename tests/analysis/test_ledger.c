/* Every saved krona stands in the ledger; earlier death is no saving. */
#include "lookup.h"
#include "support/quiet.h"

QUIET_SUITE(ledger);

/* Baseline less intervention of a payer's rows to the end of a year. */
static double ledger_saving(const Findings *findings, int payer, int last_year, bool released)
{
    double sum = 0;
    for (int i = 0; i < findings->n_ledger; i++) {
        const LedgerRow *row = &findings->ledger[i];
        if (row->payer != payer || row->year > last_year) continue;
        double kronor = released ? row->released : row->mean;
        sum += row->arm == ARM_BASELINE ? kronor : -kronor;
    }
    return sum;
}

/* For every payer and year: the ledger against the mean net saving over worlds. */
static void check_ledger(const Findings *findings)
{
    const Study *study = findings->study;
    for (int p = 0; p < study->model.n_payers; p++) {
        for (int year = 1; year <= study->economics.horizon; year++) {
            for (int released = 0; released < 2; released++) {
                const char *name = study->model.payer[p].label.name;
                Basis basis = released ? BASIS_RELEASED : BASIS_FULL;
                const PaybackRow *row = payback_of(findings, name, basis, UNCERTAINTY_KNOWLEDGE,
                                                   year);
                double ledger = ledger_saving(findings, p, year, released);
                assert_near(ledger, row->spread.mean, 1e-6, "%s, %s, to year %d", name,
                            basis_name[basis], year);
            }
        }
    }
}

#define LIVES                                                                    \
    .states = "state,age_from,age_to,start\n"                                    \
              "home,20,29,1\ncare,20,29,0\nwork,20,29,0\ndead,20,30,0\n",        \
    .transitions = "from,to,probability\n"                                       \
                   "home,care,0.3\nhome,work,0.1\ncare,home,q\nwork,home,0.3\n", \
    .mortality = "sex,age,rate\n"                                                \
                 "f,20,0.05\nf,21,0.05\nf,22,0.05\nf,23,0.05\nf,24,0.05\n"       \
                 "f,25,0.05\nf,26,0.05\nf,27,0.05\nf,28,0.05\nf,29,0.05\n"       \
                 "m,20,0.05\nm,21,0.05\nm,22,0.05\nm,23,0.05\nm,24,0.05\n"       \
                 "m,25,0.05\nm,26,0.05\nm,27,0.05\nm,28,0.05\nm,29,0.05\n",      \
    .parameters = "parameter,value,low,high\nq,0.4,0.2,0.6\n"

#define PAYERS                                                                         \
    .payers = "payer,level\nsocial,municipality\nschool,municipality\nregion,region\n" \
              "agency,state\nhousehold,household\nelsewhere,other_municipality\n"

#define EFFECT_SCENARIO(effect)                                                                \
    "participants: {number: 40, ages: 20..21, enters: 1..2, states: {home: 0.7, care: 0.3}}\n" \
    "programme:\n"                                                                             \
    "  reached: 0.9\n"                                                                         \
    "  costs:\n"                                                                               \
    "    - {item: staff, payer: social, years: 1..2, per_year: 900 (500..1300), "              \
    "price_year: 2024}\n"                                                                      \
    "    - {item: nurse, payer: region, years: 2, per_year: 70, price_year: 2024}\n"           \
    "effects:\n" effect "economics: {horizon: 8}\n"                                            \
    "simulation: {worlds: 50, replicates: 50}\n"

#define LESS_CARE                                                                       \
    "  - {on: home -> care, odds_ratio: 0.3 (0.2..0.45), years: 1..4, fades_over: 2,\n" \
    "     design: rct, grade: B}\n"
#define MORE_DEATH                                                           \
    "  - {on: \"* -> dead\", hazard_ratio: 3, years: 1..3, fades_over: 0,\n" \
    "     design: rct, no_effect: 0}\n"

static const char *const SMOOTH_COSTS =
    "item,state,per,payer,receiver,amount,cashable,delay,backfill\n"
    "care,care,year,social,,1000 * q,0.5,1,0.2\n"
    "opening,care,entry,social,,400,1,0,0\n"
    "lessons,home,year,school,,300,0.7,3,0\n"
    "health,care,year,region,,77.7,1,0,0\n"
    "benefit,care,year,agency,household,200,1,0,0\n"
    "tax,work,year,social,,-300,1,0,0\n";
static const char *const MOVES = "age_from,age_to,probability\n20,24,0.05\n25,29,0.1\n";

Test(ledger, every_saved_krona_is_found_in_the_ledger)
{
    static const char *const EFFECTS[] = {
        EFFECT_SCENARIO(LESS_CARE),
        EFFECT_SCENARIO(MORE_DEATH),
        EFFECT_SCENARIO(LESS_CARE MORE_DEATH),
    };
    for (size_t i = 0; i < 3; i++) {
        Found found;
        found_open(&found, &(FixtureTexts){LIVES, PAYERS, .costs = SMOOTH_COSTS, .moving = MOVES,
                                           .scenario = EFFECTS[i]});
        check_ledger(&found.findings);
        found_close(&found);
    }
}

Test(ledger, every_krona_released_by_steps_is_found_in_the_ledger)
{
    static const char *const EFFECTS[] = {
        EFFECT_SCENARIO(LESS_CARE),
        EFFECT_SCENARIO(LESS_CARE MORE_DEATH),
    };
    for (size_t i = 0; i < 2; i++) {
        Found found;
        found_open(&found,
                   &(FixtureTexts){LIVES, PAYERS,
                                   .costs = "item,state,payer,receiver,amount,cashable,delay,step\n"
                                            "premises,care,school,,300,0.9,1,2\n"
                                            "premises,care,social,household,100,1,0,3\n"
                                            "care,care,social,,500,0.5,1,0\n",
                                   .moving = MOVES, .scenario = EFFECTS[i]});
        check_ledger(&found.findings);
        found_close(&found);
    }
}

#define DISPLACED(effect)                                                                      \
    "participants: {number: 40, ages: 20..21, enters: 1..2, states: {home: 0.7, care: 0.3}}\n" \
    "programme:\n"                                                                             \
    "  reached: 0.9\n"                                                                         \
    "  displacement: 0.3 (0.1..0.6)\n"                                                         \
    "  costs: [{item: staff, payer: social, per_year: 900, price_year: 2024}]\n"               \
    "effects:\n" effect "economics: {horizon: 8}\n"                                            \
    "simulation: {worlds: 50, replicates: 50}\n"

/* Also behind delays, steps, what earlier death takes off first and what goes beyond all spending. */
Test(ledger, every_krona_lost_on_others_is_found_in_the_ledger)
{
    static const char *const COSTS[] = {
        NULL,
        "item,state,payer,receiver,amount,cashable,delay,step\n"
        "premises,care,school,,300,0.9,1,2\n"
        "care,care,social,,500,0.5,1,0\n",
    };
    for (size_t i = 0; i < 2; i++) {
        Found found;
        found_open(&found,
                   &(FixtureTexts){
                       LIVES, PAYERS, .moving = MOVES, .costs = COSTS[i] ? COSTS[i] : SMOOTH_COSTS,
                       .spending = "spending,items,payer,amount\ncare,care,social,900\n",
                       .scenario = DISPLACED(LESS_CARE MORE_DEATH)});
        check_ledger(&found.findings);
        cr_assert_gt(
            summary_of(&found.findings, "lost_on_others_displacement", "social", ANY)->spread.mean,
            100);
        cr_assert_gt(
            summary_of(&found.findings, "not_counted_beyond_spending", "social", ANY)->spread.mean,
            100);
        found_close(&found);
    }
}

/* The accounts add up: society is the sum of all payers, the municipality that of its boards. */
Test(ledger, society_is_the_sum_of_all_payers)
{
    Found found;
    found_open(&found, &(FixtureTexts){LIVES, PAYERS, .costs = SMOOTH_COSTS, .moving = MOVES,
                                       .scenario = EFFECT_SCENARIO(LESS_CARE)});
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        for (int b = 0; b < 2; b++) {
            Basis basis = b ? BASIS_FULL : BASIS_RELEASED;
            double mean[6], sum = 0;
            for (int p = 0; p < 6; p++) {
                const char *name = found.fixture.study.model.payer[p].label.name;
                mean[p] = payback_of(&found.findings, name, basis, (Uncertainty)u, 8)->spread.mean;
                sum += mean[p];
            }
            const PaybackRow *society = payback_of(&found.findings, "society", basis,
                                                   (Uncertainty)u, 8);
            const PaybackRow *municipality = payback_of(&found.findings, "municipality", basis,
                                                        (Uncertainty)u, 8);
            assert_near(society->spread.mean, sum, 1e-7, "society");
            assert_near(municipality->spread.mean, mean[0] + mean[1], 1e-7, "municipality");
        }
    }
    found_close(&found);
}

/* ---- earlier death ---- */

/* Ten people at home at 20, death rate 0.1 a year without the programme, and every living person
 * costs social 1000 a year; the programme costs 50. */
#define MORTAL                                                             \
    .states = "state,age_from,age_to,start\nhome,20,23,1\ndead,20,24,0\n", \
    .transitions = "from,to,probability\nhome,home,1\n",                   \
    .mortality = "sex,age,rate\n"                                          \
                 "f,20,0.1\nf,21,0.1\nf,22,0.1\nf,23,0.1\n"                \
                 "m,20,0.1\nm,21,0.1\nm,22,0.1\nm,23,0.1\n",               \
    .costs = "item,state,amount\ncare,home,1000\n"

static void open_mortal(Found *found, double ratio)
{
    char scenario[512];
    snprintf(scenario, sizeof scenario,
             "participants: {number: 10, ages: 20, states: {home: 1}}\n"
             "programme:\n"
             "  costs:\n"
             "    - {item: staff, payer: municipality, per_year: 50, price_year: 2024}\n"
             "effects:\n"
             "  - {on: home -> dead, hazard_ratio: %g, years: 1..10, fades_over: 0, design: rct, "
             "no_effect: 0}\n"
             "economics: {horizon: 4}\n"
             "simulation: {worlds: 50, replicates: 50}\n",
             ratio);
    found_open(found, &(FixtureTexts){MORTAL, .scenario = scenario});
}

/* Living in year k: 10 exp(-0.1 (k-1)) without, 10 exp(-0.2 (k-1)) with the programme. */
Test(ledger, a_programme_that_kills_saves_nothing_by_it)
{
    Found found;
    double avoided = 0;
    open_mortal(&found, 2);
    for (int k = 0; k < 4; k++) avoided += 10000 * (exp(-0.1 * k) - exp(-0.2 * k));
    const PaybackRow *row = payback_of(&found.findings, "municipality", BASIS_FULL,
                                       UNCERTAINTY_KNOWLEDGE, 4);
    assert_near(row->spread.mean, -50, 1e-6, "only the programme's cost");
    const SummaryRow *death = summary_of(&found.findings, "not_counted_earlier_death",
                                         "municipality", ANY);
    assert_near(death->spread.mean, avoided, 1e-6, "the line that takes it");
    check_ledger(&found.findings);
    found_close(&found);
}

/* 10 exp(-0.05 (k-1)) live with the programme: the later cost of those who live longer is borne. */
Test(ledger, a_programme_that_saves_lives_bears_their_later_cost)
{
    Found found;
    double later = 0;
    open_mortal(&found, 0.5);
    for (int k = 0; k < 4; k++) later += 10000 * (exp(-0.05 * k) - exp(-0.1 * k));
    const PaybackRow *row = payback_of(&found.findings, "municipality", BASIS_FULL,
                                       UNCERTAINTY_KNOWLEDGE, 4);
    assert_near(row->spread.mean, -50 - later, 1e-6, "the programme and later costs");
    assert_near(
        summary_of(&found.findings, "not_counted_earlier_death", "municipality", ANY)->spread.mean,
        0, 1e-9, "nobody dies earlier");
    check_ledger(&found.findings);
    found_close(&found);
}

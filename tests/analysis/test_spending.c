/* Savings and what is spent in all: never more is counted than is spent, and every krona that is left
 * out has its line. */
#include "analysis/evaluation.h"
#include "analysis/limited.h"
#include "economics/spending.h"
#include "lookup.h"
#include "support/quiet.h"
#include "support/random_model.h"

QUIET_SUITE(spending);

/* One world at the values as written. */
typedef struct {
    Fixture fixture;
    Setup setup;
    Worker worker;
    bool entered; /* the world has a solution */
} One;

static void one_open(One *one, const FixtureTexts *texts)
{
    fixture_open(&one->fixture, texts);
    one->setup = (Setup){0};
    one->worker = (Worker){0};
    one->entered = setup_make(&one->fixture.study, &one->fixture.problems, &one->setup) ==
                   STATUS_OK;
    if (!one->entered) return;
    cr_assert_eq(worker_init(&one->setup, &one->worker), STATUS_OK);
    fixture_values(&one->fixture.study, one->worker.value);
    one->entered = worker_enter(&one->worker, 0, one->worker.value, NULL, N_GRADES) == STATUS_OK;
}

static void one_close(One *one)
{
    worker_free(&one->worker);
    setup_free(&one->setup);
    fixture_close(&one->fixture);
}

/* Ten people out of work at 20; a quarter leaves by themselves in a year, half with the odds tripled in
 * year 1: at the start of year 2 there are 7.5 and 5 out. A year out costs 1000, half of it released a
 * year later, and is received by the household. */
#define TOWN                                                                \
    .states = "state,age_from,age_to\nout,20,29\nwork,20,29\ndead,20,30\n", \
    .transitions = "from,to,probability\nout,work,0.25\nwork,out,0.2\n",    \
    .payers = "payer,level\nmunicipality,municipality\nhome,household\n",   \
    .costs = "item,state,payer,receiver,amount,cashable,delay\n"            \
             "help,out,municipality,home,1000,0.5,1\n"
#define SCENARIO(displacement)                                                                   \
    "participants: {number: 10, ages: 20, states: {out: 1}}\n"                                   \
    "programme: {" displacement "costs: []}\n"                                                   \
    "effects:\n"                                                                                 \
    "  - {on: out -> work, odds_ratio: 3, years: 1, fades_over: 0, design: rct, no_effect: 0}\n" \
    "economics: {horizon: 5}\n"                                                                  \
    "simulation: {worlds: 50, replicates: 50}\n"

/* 2500 would be saved in year 2; 1500 are spent in all. */
Test(spending, no_more_is_counted_than_is_spent)
{
    One one;
    one_open(&one, &(FixtureTexts){TOWN, .spending = "spending,items,amount\nhelp,help,1500\n",
                                   .scenario = SCENARIO("")});
    const Worker *worker = &one.worker;
    worker_saving(&one.worker);
    assert_near(worker->spent[ARM_BASELINE][1], 7500, 1e-9, "without the programme");
    assert_near(worker->saved[1], 2500, 1e-9, "saved");
    assert_near(worker->beyond[1], 0.4, 1e-12, "1000 of 2500");
    assert_near(worker->full[1], 1500, 1e-9, "counted");
    assert_near(worker->released[2], 750, 1e-9, "released a year later");
    assert_near(worker->full[5 + 1], -1500, 1e-9, "the household loses no more");
    one_close(&one);
}

/* A quarter dies each year, half with the odds tripled in year 1: what 2.5 people less cost in year 2 is no
 * saving, and so nothing of it is beyond the limit. */
Test(spending, what_only_death_avoids_is_taken_off_once)
{
    One one;
    one_open(&one, &(FixtureTexts){
                       .states = "state,age_from,age_to\nout,20,29\ndead,20,30\n",
                       .transitions = "from,to,probability\nout,dead,0.25\n",
                       .payers = "payer,level\nmunicipality,municipality\n",
                       .costs = "item,state,payer,amount\nhelp,out,municipality,1000\n",
                       .spending = "spending,items,amount\nhelp,help,1500\n",
                       .scenario = "participants: {number: 10, ages: 20, states: {out: 1}}\n"
                                   "effects:\n"
                                   "  - {on: out -> dead, odds_ratio: 3, years: 1, fades_over: 0,\n"
                                   "     design: rct, no_effect: 0}\n"
                                   "economics: {horizon: 5}\n"
                                   "simulation: {worlds: 50, replicates: 50}\n"});
    const Worker *worker = &one.worker;
    worker_saving(&one.worker);
    assert_near(worker->spent[ARM_BASELINE][1], 7500, 1e-9, "without the programme");
    assert_near(worker->spent[ARM_INTERVENTION][1], 5000, 1e-9, "with it");
    for (int year = 0; year < 5; year++) {
        assert_near(worker->saved[year], 0, 1e-9, "saved in year %d", year + 1);
        assert_near(worker->full[year], 0, 1e-9, "counted in year %d", year + 1);
    }
    limited_savings(&one.worker, 5);
    for (int i = 0; i < 5 * one.worker.ceilings.felt.n_links; i++)
        assert_near(worker->felt[i], 0, 1e-9, "felt, %d", i);
    one_close(&one);
}

/* A fifth is lost on others: 2000 are left of 2500, a quarter of them beyond 1500. */
Test(spending, what_others_lose_is_off_before_the_limit)
{
    One one;
    one_open(&one,
             &(FixtureTexts){TOWN, .spending = "spending,items,amount\nhelp,help,1500\n",
                             .scenario = SCENARIO("displacement: 0.2, source: test, grade: A, ")});
    worker_saving(&one.worker);
    assert_near(one.worker.saved[1], 2000, 1e-9, "saved");
    assert_near(one.worker.beyond[1], 0.25, 1e-12, "500 of 2000");
    assert_near(one.worker.full[1], 1500, 1e-9, "counted");
    one_close(&one);
}

/* Findings: the ledger's line, the measure and the table tell the same 1000 kronor. */
Test(spending, what_is_not_counted_has_its_lines)
{
    Found found;
    found_open(&found, &(FixtureTexts){TOWN, .spending = "spending,items,amount\nhelp,help,1500\n",
                                       .scenario = SCENARIO("")});
    const Findings *findings = &found.findings;
    double ledger = 0, table = 0;
    for (int i = 0; i < findings->n_ledger; i++) {
        const LedgerRow *row = &findings->ledger[i];
        if (row->payer == 0 && strcmp(row->item, correction_item[CORRECTION_SPENDING]) == 0)
            ledger += row->mean;
    }
    for (int i = 0; i < findings->n_spending; i++) table += findings->spending[i].beyond;
    double measure =
        summary_of(findings, "not_counted_beyond_spending", "municipality", ANY)->spread.mean;
    cr_assert_gt(measure, 800);
    assert_near(ledger, measure, 1e-6, "ledger");
    assert_near(table, measure, 1e-6, "spending.csv");
    cr_assert_eq(findings->n_spending, 5);
    assert_near(findings->spending[0].share_beyond, 0, 0, "nothing is saved in year 1");
    assert_near(findings->spending[1].share_beyond, 1, 0, "in every world in year 2");
    assert_near(findings->spending[1].spent, 1500, 1e-9, "spent");
    found_close(&found);
}

/* 2500 without 0.4 of it is 1500 but for its last digits, or for those that a table does not hold. */
Test(spending, a_sum_that_rounding_puts_above_the_limit_is_within_it)
{
    assert_near(spending_part(1500 * (1 + 1e-15), 1500, 1500), 0, 0, "the last digits");
    assert_near(spending_part(1500.001, 1500.001, 1500), 0, 0, "seven digits");
    assert_near(spending_part(1500.01, 1500.01, 1500), 0.01 / 1500.01, 1e-12, "a real excess");
    assert_near(spending_part(1500, 2000, INFINITY), 0, 0, "nothing is known to be spent");
}

/* In year 2, 2500 kronor and 2.5 cases are avoided. Half of it is felt a year later, by steps of two cases:
 * one step, 2 of 2.5 cases, 1000 kronor. */
Test(spending, what_budgets_feel_of_a_saving_is_what_its_steps_release)
{
    One one;
    one_open(&one, &(FixtureTexts){.states = "state,age_from,age_to\n"
                                             "out,20,29\nwork,20,29\ndead,20,30\n",
                                   .transitions = "from,to,probability\n"
                                                  "out,work,0.25\nwork,out,0.2\n",
                                   .costs = "item,state,amount,cashable,delay,step\n"
                                            "help,out,1000,0.5,1,2\n",
                                   .spending = "spending,items,amount\nhelp,help,1e9\n",
                                   .scenario = SCENARIO("")});
    Worker *worker = &one.worker;
    worker_saving(worker);
    limited_savings(worker, 5);
    cr_assert_eq(worker->ceilings.felt.n_links, 1);
    cr_assert_eq(worker->ceilings.felt.link[0].delay, 1);
    assert_near(worker->within[1], 2500, 1e-9, "saved");
    assert_near(worker->felt[1], 1000, 1e-9, "felt");
    assert_near(worker->released[2], 1000, 1e-9, "as it is released");
    one_close(&one);
}

/* ---- any model ---- */

enum { N_MODELS = 60, MOST_LINES = 16 };

static const char *const COSTS =
    "item,state,per,payer,receiver,amount,cashable,delay,step,backfill\n"
    "care,s1,year,municipality,,1000,0.7,2,0,0.3\n"
    "care,s0,entry,municipality,,40,0.7,2,0,0\n"
    "premises,s1,year,municipality,,300,1,1,2,0\n"
    "benefit,s1,year,agency,home,200,1,0,0,0\n"
    "trial,s1,entry,municipality,home,50,1,0,0,0\n";
static const char *const PAYERS = "payer,level\nmunicipality,municipality\nagency,state\n"
                                  "home,household\nelsewhere,other_municipality\n";

static void open_random(One *one, RandomModel *model, uint64_t number, const char *spending)
{
    char moving[64];
    FixtureTexts texts = random_model(model, number);
    snprintf(moving, sizeof moving, "age_from,age_to,probability\n%d,%d,0.1\n", model->first_age,
             model->last_age);
    texts.costs = COSTS;
    texts.payers = PAYERS;
    texts.moving = moving;
    texts.spending = spending;
    one_open(one, &texts);
}

/* Years until a ledger line's kronor are felt. */
static int delay_of(const Model *model, const LedgerLine *line)
{
    for (int c = 0; c < model->n_costs; c++)
        if (model->cost[c].item == line->item) return model->cost[c].delay;
    return 0;
}

/* By item and payer: what is avoided is at most what the participants would have cost, and a budget
 * feels no more of it. Receivers' lines are gains. */
static void check_lines(One *one, uint64_t number)
{
    const PricePlan *prices = &one->setup.prices;
    int n = one->setup.n_life_years, n_lines = prices->ledger.n_lines;
    size_t size = (size_t)(n * n_lines);
    double *full[N_ARMS], *released[N_ARMS];
    for (int arm = 0; arm < N_ARMS; arm++) {
        full[arm] = calloc(size, sizeof(double));
        released[arm] = calloc(size, sizeof(double));
        prices_ledger(&one->worker.prices, &one->worker.flows[arm], n, full[arm], released[arm]);
    }
    saving_steps(prices, one->worker.series[ARM_BASELINE], one->worker.series[ARM_INTERVENTION], n,
                 released[ARM_INTERVENTION]);
    for (int i = 0; i < n * n_lines; i++) {
        const LedgerLine *line = &prices->ledger.line[i % n_lines];
        if (one->fixture.study.model.payer[line->payer].level == LEVEL_HOUSEHOLD) continue;
        int before = i - delay_of(&one->fixture.study.model, line) * n_lines;
        double spent = full[ARM_BASELINE][i];
        double felt = released[ARM_BASELINE][i] - released[ARM_INTERVENTION][i];
        double room = before >= 0 ? full[ARM_BASELINE][before] : 0;
        cr_assert(spent - full[ARM_INTERVENTION][i] <= spent + 1e-9, "model %d", (int)number);
        cr_assert(felt <= room + 1e-6, "model %d, line %d, year %d: %g felt of %g", (int)number,
                  i % n_lines, i / n_lines + 1, felt, room);
    }
    for (int arm = 0; arm < N_ARMS; arm++) {
        free(full[arm]);
        free(released[arm]);
    }
}

Test(spending, no_programme_saves_more_than_its_people_cost)
{
    static RandomModel model;
    int n = 0;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        One one;
        open_random(&one, &model, number, "spending,items,amount\nall,care premises trial,1e12\n");
        if (one.entered) {
            const PricePlan *prices = &one.setup.prices;
            check_lines(&one, number);
            worker_saving(&one.worker);
            for (int year = 0; year < one.setup.n_years; year++) {
                double cost =
                    one.worker.series[ARM_BASELINE][year * prices->n_channels + prices->full_of[0]];
                cr_assert(one.worker.saved[year] <= one.worker.spent[ARM_BASELINE][year] + 1e-9);
                assert_near(one.worker.spent[ARM_BASELINE][year], cost, 1e-9 * (1 + cost),
                            "model %d, year %d: all its items", (int)number, year + 1);
                cr_assert(one.worker.full[year] <= cost + 1e-9, "model %d", (int)number);
            }
            n++;
        }
        one_close(&one);
    }
    cr_assert_gt(n, N_MODELS / 2);
}

/* Rows of 200 kronor on care and 20 on trials: the payer's correction is what both leave out, what is
 * left is within them, and payers together lose nothing (the benefit is the agency's to the household,
 * the trial the municipality's to the household). */
Test(spending, the_correction_is_what_goes_beyond)
{
    static RandomModel model;
    int n_beyond = 0;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        One one;
        open_random(&one, &model, number, "spending,items,amount\ncare,care,200\ntrial,trial,20\n");
        const PricePlan *prices = &one.setup.prices;
        const Worker *worker = &one.worker;
        for (int year = 0; one.entered && year < one.setup.n_life_years; year++) {
            const double *off = worker->correction[CORRECTION_SPENDING] + year * prices->n_channels;
            double care = fmax(0, worker->saved[2 * year]) * worker->beyond[2 * year];
            double trial = fmax(0, worker->saved[2 * year + 1]) * worker->beyond[2 * year + 1];
            assert_near(off[prices->full_of[0]], care + trial, 1e-8, "model %d, year %d",
                        (int)number, year + 1);
            assert_near(off[prices->full_of[2]], -trial, 1e-8, "the household, model %d, year %d",
                        (int)number, year + 1);
            cr_assert(worker->saved[2 * year] - care <= 200 + 1e-9);
            cr_assert(worker->saved[2 * year + 1] - trial <= 20 + 1e-9);
            n_beyond += care > 0;
        }
        one_close(&one);
    }
    cr_assert_gt(n_beyond, 20);
}

/* What budgets feel of the part beyond: the limits on care and trials take it off the payers' released
 * savings, year by year, and nothing else. */
static void check_felt(const One *wide, const One *limited, uint64_t number)
{
    const Worker *worker = &wide->worker;
    const Model *model = &wide->fixture.study.model;
    const FeltPlan *felt = &worker->ceilings.felt;
    int n_years = wide->setup.n_years;
    for (int i = 0; i < model->n_payers * n_years; i++) {
        double lost = 0;
        for (int l = 0; l < felt->n_links; l++) {
            const FeltLink *link = &felt->link[l];
            int avoided = i % n_years - link->delay;
            if (link->payer == i / n_years && avoided >= 0)
                lost += limited->worker.beyond[2 * avoided + link->row] *
                        worker->felt[avoided * felt->n_links + l];
        }
        assert_near(limited->worker.released[i], worker->released[i] - lost, 1e-8,
                    "model %d, payer %d, year %d", (int)number, i / n_years, i % n_years + 1);
    }
}

Test(spending, budgets_lose_what_they_feel_of_the_part_beyond)
{
    static RandomModel model;
    int n = 0;
    for (uint64_t number = 0; number < N_MODELS; number++) {
        One one, limited;
        open_random(&one, &model, number,
                    "spending,items,amount\ncare,care,1e12\ntrial,trial,1e12\n");
        open_random(&limited, &model, number,
                    "spending,items,amount\ncare,care,200\ntrial,trial,20\n");
        if (one.entered) {
            worker_saving(&one.worker);
            worker_saving(&limited.worker);
            limited_savings(&one.worker, one.setup.n_years);
            check_felt(&one, &limited, number);
            n++;
        }
        one_close(&one);
        one_close(&limited);
    }
    cr_assert_gt(n, N_MODELS / 2);
}

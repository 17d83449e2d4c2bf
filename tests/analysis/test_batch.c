/* Scenarios in the same worlds: what they share moves them together, what they do not share does not. */
#include "analysis/batch.h"
#include "lookup.h"

enum { WORLDS = 500, YEARS = 2 };

/* People stand out (or far out) at 20 and 21, all their lives; the programme holds them at work in both
 * years. It costs nothing. So it saves 2 * number * price, and avoids 2 * number years of exclusion. */
static FixtureTexts texts(const char *scenario)
{
    return (FixtureTexts){
        .states = "state,age_from,age_to,exclusion\n"
                  "work,20,22,0\nout,20,22,1\nfar,20,22,1\ndead,20,22,0\n",
        .transitions = "from,to,probability\nout,work,0\nfar,work,0\nwork,out,0\n",
        .costs = "item,state,amount\nsupport,out,price\nsupport,far,other\n",
        .parameters = "parameter,value,unit,low,high\n"
                      "price,1000,kronor,600,1400\nother,1000,kronor,600,1400\n",
        .scenario = scenario};
}

#define SIZES                                               \
    "economics: {horizon: 2}\n"                             \
    "simulation: {worlds: 500, replicates: 500, seed: 1}\n" \
    "effects:\n  - {on: place work, years: 1..2}\n"
static const char TEN[] = "participants: {number: 10, ages: 20, states: {out: 1}}\n" SIZES;
static const char TWENTY[] = "participants: {number: 20, ages: 20, states: {out: 1}}\n" SIZES;
static const char OTHERS[] = "participants: {number: 10, ages: 20, states: {far: 1}}\n" SIZES;

typedef struct {
    Fixture fixture;
    Findings findings;
    const NetAccount *municipality;
} Scenario;

static void open_scenario(Scenario *scenario, const char *text)
{
    static const NetRequest request = {.years = YEARS};
    FixtureTexts all = texts(text);
    fixture_open(&scenario->fixture, &all);
    cr_assert_eq(findings_make(&scenario->fixture.study, &ONE_THREAD, &request,
                               &scenario->fixture.problems, &scenario->findings),
                 STATUS_OK);
    scenario->municipality = NULL;
    const NetSeries *net = &scenario->findings.net;
    cr_assert(net->n_worlds == WORLDS && net->n_years == 1 && net->year[0] == YEARS);
    for (int i = 0; i < net->n_accounts; i++)
        if (net->account[i].account == scenario->findings.headline.municipality)
            scenario->municipality = &net->account[i];
    cr_assert_not_null(scenario->municipality);
}

static void close_scenario(Scenario *scenario)
{
    findings_free(&scenario->findings);
    fixture_close(&scenario->fixture);
}

static double correlation(const double *x, const double *y)
{
    double mean_x = 0, mean_y = 0, xx = 0, yy = 0, xy = 0;
    for (int w = 0; w < WORLDS; w++) {
        mean_x += x[w] / WORLDS;
        mean_y += y[w] / WORLDS;
    }
    for (int w = 0; w < WORLDS; w++) {
        xx += (x[w] - mean_x) * (x[w] - mean_x);
        yy += (y[w] - mean_y) * (y[w] - mean_y);
        xy += (x[w] - mean_x) * (y[w] - mean_y);
    }
    return xy / sqrt(xx * yy);
}

Test(batch, scenarios_with_a_common_parameter_are_moved_by_its_draw_in_every_world)
{
    Scenario ten, twenty;
    open_scenario(&ten, TEN);
    open_scenario(&twenty, TWENTY);
    const double *a = ten.municipality->net[UNCERTAINTY_KNOWLEDGE];
    const double *b = twenty.municipality->net[UNCERTAINTY_KNOWLEDGE];
    int price = fixture_parameter(&ten.fixture.study, "price");
    for (int w = 0; w < WORLDS; w++) {
        double drawn = ten.findings.world_value[price * WORLDS + w];
        assert_near(a[w], 20 * drawn, 1e-9 * fabs(a[w]), "10 people, world %d", w);
        assert_near(b[w], 40 * drawn, 1e-9 * fabs(b[w]), "20 people, world %d", w);
    }
    assert_near(correlation(a, b), 1, 1e-12, "correlation");
    close_scenario(&ten);
    close_scenario(&twenty);
}

/* Independent draws of 500 worlds: three standard errors of a correlation are 3 / sqrt(500) = 0.134. */
Test(batch, scenarios_without_a_common_parameter_are_not_moved_together)
{
    Scenario ten, others;
    open_scenario(&ten, TEN);
    open_scenario(&others, OTHERS);
    double r = correlation(ten.municipality->net[UNCERTAINTY_KNOWLEDGE],
                           others.municipality->net[UNCERTAINTY_KNOWLEDGE]);
    cr_expect_lt(fabs(r), 0.134, "correlation %g", r);
    close_scenario(&ten);
    close_scenario(&others);
}

Test(batch, avoided_years_of_exclusion_are_those_of_all_lives_expected_and_with_luck)
{
    Scenario ten;
    open_scenario(&ten, TEN);
    const NetSeries *net = &ten.findings.net;
    for (int w = 0; w < WORLDS; w++) {
        assert_near(net->avoided[UNCERTAINTY_KNOWLEDGE][w], 20, 1e-9, "expected");
        assert_near(net->avoided[UNCERTAINTY_LUCK][w], 20, 1e-9, "with luck");
        assert_near(net->programme_cost[w], 0, 0, "no cost");
    }
    close_scenario(&ten);
}

/* Some leave by themselves after a year, as many as the world says: each of ten would have stood out for
 * 2 - leave years, and with the programme nobody does, whatever luck. */
Test(batch, avoided_years_with_luck_are_counted_from_what_their_own_world_expects)
{
    static const NetRequest request = {.years = YEARS};
    FixtureTexts all = texts("participants: {number: 10, ages: 20, states: {out: 1}}\n"
                             "economics: {horizon: 2}\n"
                             "simulation: {worlds: 50, replicates: 150, seed: 1}\n"
                             "effects:\n  - {on: place work, years: 1..2}\n");
    Fixture fixture;
    Findings findings;
    all.transitions = "from,to,probability\nout,work,leave\nfar,work,0\nwork,out,0\n";
    all.parameters = "parameter,value,unit,low,high\nprice,1000,kronor,600,1400\n"
                     "other,1000,kronor,600,1400\nleave,0.3,probability,0.1,0.5\n";
    fixture_open(&fixture, &all);
    cr_assert_eq(findings_make(&fixture.study, &ONE_THREAD, &request, &fixture.problems, &findings),
                 STATUS_OK);
    int leave = fixture_parameter(&fixture.study, "leave");
    for (int r = 0; r < 150; r++)
        assert_near(findings.net.avoided[UNCERTAINTY_LUCK][r],
                    10 * (2 - findings.world_value[leave * 50 + r / 3]), 1e-9, "replicate %d", r);
    findings_free(&findings);
    fixture_close(&fixture);
}

/* The twenty save twice as much as the ten in every world; against others of the same size, with a price
 * of their own, the ten win in half of the worlds, give or take three standard errors of 0.022. */
Test(batch, a_common_parameter_makes_the_order_sure)
{
    static const char *const text[3] = {TEN, TWENTY, OTHERS};
    Scenario made[3];
    Contender contender[3];
    Ranking ranking;
    for (int i = 0; i < 3; i++) {
        open_scenario(&made[i], text[i]);
        const NetSeries *net = &made[i].findings.net;
        contender[i] = (Contender){.cost = net->programme_cost};
        for (int u = 0; u < N_UNCERTAINTIES; u++) {
            contender[i].net[u] = made[i].municipality->net[u];
            contender[i].avoided[u] = net->avoided[u];
        }
    }
    cr_assert_eq(ranking_make(contender, 3, WORLDS, WORLDS, &ranking), STATUS_OK);
    const Standing *standing = ranking.standing[RANK_NET][UNCERTAINTY_KNOWLEDGE];
    assert_near(standing[1].beats[0], 1, 0, "twenty against ten");
    assert_near(standing[0].beats[2], 0.5, 0.067, "ten against others");
    ranking_free(&ranking);
    for (int i = 0; i < 3; i++) close_scenario(&made[i]);
}

/* Alone its mean is that of the payback table: the same numbers added in the same order. */
Test(batch, net_saving_is_that_of_the_payback_table)
{
    Scenario ten;
    open_scenario(&ten, TEN);
    const PaybackRow *row = payback_of(&ten.findings, "municipality", BASIS_RELEASED,
                                       UNCERTAINTY_KNOWLEDGE, YEARS);
    Contender contender = {.cost = ten.findings.net.programme_cost};
    Ranking ranking;
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        contender.net[u] = ten.municipality->net[u];
        contender.avoided[u] = ten.findings.net.avoided[u];
    }
    cr_assert_eq(ranking_make(&contender, 1, WORLDS, WORLDS, &ranking), STATUS_OK);
    const Standing *net = ranking.standing[RANK_NET][UNCERTAINTY_KNOWLEDGE];
    cr_expect_eq(net->value, row->spread.mean);
    assert_near(net->mcse, row->spread.mcse, 1e-9 * row->spread.mcse, "error");
    cr_expect_eq(net->p05, row->spread.p05);
    cr_expect_eq(ranking.standing[RANK_PAYBACK][UNCERTAINTY_KNOWLEDGE]->value,
                 row->share_nonnegative);
    ranking_free(&ranking);
    close_scenario(&ten);
}

/* ---- the sum ---- */

static Status read_found(void *context, int i, Arena *arena, WorldSavings *savings)
{
    Scenario *const *made = context;
    (void)arena;
    *savings = made[i]->findings.net.savings;
    return STATUS_OK;
}

/* Two of a batch, `spent` kronor a year on what both save; half of the ten are among the twenty in every
 * world when they overlap. */
static void sum_up(const char *spent, bool overlap, Batch *batch, Scenario made[2])
{
    static const char *const text[2] = {TEN, TWENTY};
    static const NetRequest request = {.years = YEARS};
    Scenario *const each[2] = {&made[0], &made[1]};
    static BatchScenario scenario[2];
    double share[WORLDS];
    const BatchOverlap shared = {.a = 0, .b = 1, .share = share};
    const SavingsReader reader = {(void *)each, read_found};
    *batch = (Batch){.account = {.name = "municipality"},
                     .years = YEARS,
                     .n_worlds = WORLDS,
                     .n_replicates = WORLDS,
                     .n = 2,
                     .scenario = scenario};
    for (int w = 0; w < WORLDS; w++) share[w] = 0.5;
    for (int i = 0; i < 2; i++) {
        FixtureTexts all = texts(text[i]);
        all.spending = spent;
        fixture_open(&made[i].fixture, &all);
        cr_assert_eq(findings_make(&made[i].fixture.study, &ONE_THREAD, &request,
                                   &made[i].fixture.problems, &made[i].findings),
                     STATUS_OK);
        const NetSeries *net = &made[i].findings.net;
        scenario[i] = (BatchScenario){.name = i == 0 ? "ten" : "twenty",
                                      .title = text[i],
                                      .participants = 10 * (i + 1),
                                      .study = &made[i].fixture.study,
                                      .cost = net->account[0].cost};
        scenario[i].contender.cost = net->programme_cost;
        for (int u = 0; u < N_UNCERTAINTIES; u++) {
            scenario[i].contender.net[u] = net->account[0].net[u];
            scenario[i].contender.avoided[u] = net->avoided[u];
        }
    }
    cr_assert_eq(batch_make(&shared, overlap, &reader, batch), STATUS_OK);
}

static void sum_free(Batch *batch, Scenario made[2])
{
    batch_free(batch);
    for (int i = 0; i < 2; i++) close_scenario(&made[i]);
}

static double net_of(const Batch *batch, TotalKind kind)
{
    return batch->totals.total[kind][UNCERTAINTY_KNOWLEDGE].net.mean;
}

/* The ten save 10 prices a year, the twenty 20, where 24 are spent: each fits, together a fifth does not. */
Test(batch, two_that_fit_alone_save_together_what_is_spent)
{
    Scenario made[2];
    Batch batch;
    sum_up("spending,items,amount\nsupport,support,price * 24\n", false, &batch, made);
    double apart = net_of(&batch, TOTAL_APART);
    cr_assert(batch.limit.any);
    assert_near(net_of(&batch, TOTAL_LIMITED), 0.8 * apart, 1e-9 * apart, "24 of 30");
    assert_near(batch.totals.total[TOTAL_LIMITED][UNCERTAINTY_LUCK].net.mean, 0.8 * apart,
                1e-9 * apart, "with luck");
    assert_near(batch.ranking.standing[RANK_NET][UNCERTAINTY_KNOWLEDGE][1].value, apart * 2 / 3,
                1e-9 * apart, "each alone is what it was");
    cr_assert_eq(batch.limit.n, YEARS);
    for (int y = 0; y < YEARS; y++) {
        assert_near(batch.limit.year[y].beyond, 0.1 * apart, 1e-9 * apart, "a fifth of half");
        assert_near(batch.limit.year[y].share_beyond, 1, 0, "in every world");
    }
    sum_free(&batch, made);
}

/* Every client saves a price a year. Five of the ten are among the twenty: 25 are left of 30, and of them
 * one is beyond 24. Where 25 are spent nothing is, though 30 are more. */
Test(batch, clients_of_both_are_counted_once_before_the_limit)
{
    static const char *const spent[2] = {"spending,items,amount\nsupport,support,price * 24\n",
                                         "spending,items,amount\nsupport,support,price * 25.001\n"};
    for (int i = 0; i < 2; i++) {
        Scenario made[2];
        Batch batch;
        sum_up(spent[i], true, &batch, made);
        double apart = net_of(&batch, TOTAL_APART);
        assert_near(net_of(&batch, TOTAL_TOGETHER), apart * 25 / 30, 1e-9 * apart, "once");
        assert_near(net_of(&batch, TOTAL_LIMITED), apart * (i == 0 ? 24 : 25) / 30, 1e-9 * apart,
                    "within what is spent, case %d", i);
        cr_assert_eq(batch.limit.any, i == 0);
        sum_free(&batch, made);
    }
}

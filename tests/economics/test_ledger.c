/* The ledger holds every krona, and what falls away by earlier death is no saving. */
#include "certain_life.h"

TestSuite(ledger_sums, .init = setup);

/* The sum of a payer's lines in a year. */
static double ledger_of(const Books *books, const double *ledger, int payer, int year)
{
    double sum = 0;
    for (int l = 0; l < books->plan.ledger.n_lines; l++)
        if (books->plan.ledger.line[l].payer == payer)
            sum += ledger[year * books->plan.ledger.n_lines + l];
    return sum;
}

static void check_ledger(Books *books)
{
    for (int arm = 0; arm < N_ARMS; arm++)
        prices_ledger(&books->prices, &books->flows[arm], books->n_years, books->ledger_full[arm],
                      books->ledger_released[arm]);
    saving_steps(&books->plan, books->series[ARM_BASELINE], books->series[ARM_INTERVENTION],
                 books->n_years, books->ledger_released[ARM_INTERVENTION]);
    for (int p = 0; p < books->run.study->model.n_payers; p++) {
        for (int y = 0; y < books->n_years; y++) {
            double full = ledger_of(books, books->ledger_full[ARM_BASELINE], p, y) -
                          ledger_of(books, books->ledger_full[ARM_INTERVENTION], p, y);
            double released = ledger_of(books, books->ledger_released[ARM_BASELINE], p, y) -
                              ledger_of(books, books->ledger_released[ARM_INTERVENTION], p, y);
            assert_near(full, books->full[p * books->n_years + y], 1e-9, "full, payer %d year %d",
                        p, y + 1);
            assert_near(released, books->released[p * books->n_years + y], 1e-9,
                        "released, payer %d year %d", p, y + 1);
        }
    }
}

/* Seven items make eight lines, for of the benefit two payers have one. Only of the placement a budget
 * feels something else than the full cost: a ninth sum. Nobody moves away. */
Test(ledger_sums, the_ledger_sums_what_is_felt_at_once_only_once)
{
    Fixture fixture;
    Books books;
    fixture_open(&fixture, &KRONA);
    books_open(&books, &fixture.study);
    cr_assert_eq(books.plan.ledger.n_lines, 8);
    cr_assert_eq(books.plan.ledger.n_full, 8);
    cr_assert_eq(books.plan.ledger.n_felt, 8);
    cr_assert_eq(books.plan.ledger.n_rest, 0);
    cr_assert_eq(books.plan.ledger.n_sums, 9);
    cr_assert_eq(books.plan.ledger.n_moving_sums, 0);
    check_ledger(&books);
    books_close(&books);
    fixture_close(&fixture);
}

Test(ledger_sums, the_ledger_holds_every_saved_krona)
{
    Fixture fixture;
    Books books;
    fixture_open(&fixture, &KRONA);
    books_open(&books, &fixture.study);
    check_ledger(&books);
    books_close(&books);
    fixture_close(&fixture);
}

/* 33 people, so that steps of 10 leave a rest; transfers, delays, moving. */
Test(ledger_sums, the_ledger_holds_every_saved_krona_with_steps_and_moving)
{
    Fixture fixture;
    Books books;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = CERTAIN_STATES,
                        .transitions = CERTAIN_TRANSITIONS,
                        .payers = MOVING_PAYERS,
                        .costs = "item,state,payer,receiver,amount,cashable,delay,step,backfill\n"
                                 "premises,care,social,,1000,0.9,1,10,0.1\n"
                                 "premises,work,tax,social,100,1,0,5,0\n"
                                 "staff,care,social,,300,0.5,2,0,0\n"
                                 "fee,care,social,region,50,0.5,1,0,0\n",
                        .moving = "age_from,age_to,probability\n20,24,0.03\n",
                        .scenario = "participants: {number: 33, ages: 20, states: {home: 1}}\n"
                                    "economics: {horizon: 5}\n"});
    books_open(&books, &fixture.study);
    check_ledger(&books);
    cr_assert_neq(books.released[2], 0, "something is released");
    books_close(&books);
    fixture_close(&fixture);
}

/* ---- earlier death ---- */

/* Half of the ten die after the first year with the programme, nobody without it. Baseline costs a
 * living person 1000 a year: 5000 a year are avoided only by death, in the years 2..5. The region
 * gains 20 a year from everybody alive: what it loses is a cost, not an avoided one. */
Test(ledger_sums, what_falls_away_by_earlier_death_is_the_missing_peoples_baseline_cost)
{
    Fixture fixture;
    Books books;
    fixture_open(
        &fixture,
        &(FixtureTexts){.states = "state,age_from,age_to\nhome,20,24\ndead,20,25\n",
                        .transitions = "arm,from,to,age_from,age_to,probability\n"
                                       "baseline,home,dead,20,20,0\n"
                                       "intervention,home,dead,20,20,0.5\n",
                        .payers = "payer,level\nsocial,municipality\nregion,region\n",
                        .costs = "item,state,payer,amount\n"
                                 "care,home,social,1000\nfee,home,region,-20\n",
                        .scenario = "participants: {number: 10, ages: 20, states: {home: 1}}\n"
                                    "economics: {horizon: 5}\n"});
    books_open(&books, &fixture.study);
    double *death = books_take(&books, N_YEARS * books.plan.n_channels);
    prices_early_death(&books.prices, books.run.count[ARM_BASELINE],
                       books.run.count[ARM_INTERVENTION], N_YEARS, death);
    for (int y = 0; y < N_YEARS; y++) {
        const double *year = death + y * books.plan.n_channels;
        assert_near(year[books.plan.full_of[0]], y == 0 ? 0 : 5000, 1e-9, "social, year %d", y + 1);
        assert_near(year[books.plan.full_of[1]], 0, 1e-9, "region, year %d", y + 1);
    }
    prices_early_death(&books.prices, books.run.count[ARM_INTERVENTION],
                       books.run.count[ARM_BASELINE], N_YEARS, death);
    for (int i = 0; i < N_YEARS * books.plan.n_channels; i++)
        assert_near(death[i], 0, 1e-9, "longer lives avoid nothing");
    books_close(&books);
    fixture_close(&fixture);
}

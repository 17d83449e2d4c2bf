/* books.h: both arms of one world in kronor: a Run of the engine, priced.
 * Read by the tests of this folder. */
#ifndef LIVSBANA_TESTS_ECONOMICS_BOOKS_H
#define LIVSBANA_TESTS_ECONOMICS_BOOKS_H

#include "economics/saving.h"
#include "support/run.h"

#include <criterion/criterion.h>

typedef struct {
    Run run;
    PricePlan plan;
    Prices prices;
    int n_years;
    Flows flows[N_ARMS];
    double *series[N_ARMS];  /* [year][channel] */
    double *full, *released; /* [payer][year] saving before programme cost */
    double *ledger_full[N_ARMS], *ledger_released[N_ARMS]; /* [year][line] */
} Books;

static inline double *books_take(Books *books, int n)
{
    double *memory = arena_alloc(&books->run.arena, (size_t)n, sizeof *memory);
    cr_assert_not_null(memory);
    return memory;
}

/* Prices both arms anew after books->run.value was changed; nobody's life changes. */
static inline void books_price(Books *books)
{
    int n = books->n_years;
    prices_set(&books->prices, books->run.value, N_GRADES);
    for (int arm = 0; arm < N_ARMS; arm++) {
        FlowPeople people = prices_people(&books->prices, arm, books->run.count[arm], NULL);
        flows_count(&books->flows[arm], &people, n);
        prices_series(&books->prices, &books->flows[arm], n, books->series[arm]);
    }
    saving_compute(&books->plan, books->series[ARM_BASELINE], books->series[ARM_INTERVENTION], NULL,
                   n, books->full, books->released);
}

/* Every parameter as written, everybody reached by the programme. */
static inline void books_open(Books *books, const Study *study)
{
    *books = (Books){.n_years = study->economics.horizon};
    run_open(&books->run, study);
    cr_assert_eq(
        price_plan_build(&books->run.plan, &books->run.arena, &books->run.problems, &books->plan),
        STATUS_OK);
    cr_assert_eq(prices_init(&books->plan, &books->prices), STATUS_OK);
    int n = books->n_years, n_lines = n * books->plan.ledger.n_lines;
    for (int arm = 0; arm < N_ARMS; arm++) {
        cr_assert_eq(flows_init(&books->plan.flow, n, &books->run.arena, &books->flows[arm]),
                     STATUS_OK);
        books->series[arm] = books_take(books, n * books->plan.n_channels);
        books->ledger_full[arm] = books_take(books, n_lines);
        books->ledger_released[arm] = books_take(books, n_lines);
    }
    books->full = books_take(books, n * study->model.n_payers);
    books->released = books_take(books, n * study->model.n_payers);
    books_price(books);
}

static inline void books_close(Books *books)
{
    prices_free(&books->prices);
    run_close(&books->run);
}

/* What an arm costs a payer in full in a year (1 is the first). */
static inline double books_cost(const Books *books, int arm, int payer, int year)
{
    return books->series[arm][(year - 1) * books->plan.n_channels + books->plan.full_of[payer]];
}

static inline double books_sum(const Books *books, const double *saving)
{
    double sum = 0;
    for (int i = 0; i < books->n_years * books->run.study->model.n_payers; i++) sum += saving[i];
    return sum;
}

#endif

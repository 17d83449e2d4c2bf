#include "analysis/together.h"

#include "analysis/accounts.h"
#include "economics/spending.h"

#include <math.h>

Status together_begin(const Study *const *study, int n, int years, Arena *arena, Together *together)
{
    Status status = STATUS_OK;
    int first = study[0]->starts, last = study[0]->starts;
    for (int s = 1; s < n; s++) {
        if (study[s]->starts < first) first = study[s]->starts;
        if (study[s]->starts > last) last = study[s]->starts;
    }
    *together = (Together){.n_worlds = study[0]->simulation.worlds,
                           .first_year = first,
                           .n_years = last - first + years};
    TRY(limited_rows_make(study, n, arena, &together->rows));
    size_t n_spent = (size_t)together->rows.n * (size_t)together->n_worlds;
    size_t n_saved = n_spent * (size_t)together->n_years;
    ARENA_TRY(arena, together->spent, n_spent);
    ARENA_TRY(arena, together->sum, n_saved);
    ARENA_TRY(arena, together->above_zero, n_saved);
    ARENA_TRY(arena, together->felt, n_saved);
    for (size_t i = 0; i < n_spent; i++) together->spent[i] = INFINITY;
out:
    return status;
}

/* Where the numbers of a row in a calendar year begin. */
static size_t cell_of(const Together *together, int row, int year)
{
    return ((size_t)(year - together->first_year) * (size_t)together->rows.n + (size_t)row) *
           (size_t)together->n_worlds;
}

static bool holds(const Together *together, int year)
{
    return year >= together->first_year && year < together->first_year + together->n_years;
}

static void add_saved(const Study *study, const int *row_of, const WorldSavings *savings,
                      const double *share, Together *together)
{
    int n_rows = study->model.n_spendings;
    size_t n = (size_t)together->n_worlds;
    for (int i = 0; i < savings->n_years * n_rows; i++) {
        int year = study->starts + i / n_rows;
        const double *saved = savings->saved + (size_t)i * n;
        if (!holds(together, year)) continue;
        size_t at = cell_of(together, row_of[i % n_rows], year);
        for (size_t w = 0; w < n; w++) {
            together->sum[at + w] += share[w] * saved[w];
            together->above_zero[at + w] += share[w] * fmax(0, saved[w]);
        }
    }
}

/* Only what the account feels within its years can be taken from it. */
static void add_felt(const Study *study, const int *row_of, const WorldSavings *savings,
                     const double *share, const bool *member, int years, Together *together)
{
    size_t n = (size_t)together->n_worlds;
    for (int i = 0; i < savings->n_years * savings->n_links; i++) {
        const FeltLink *link = &savings->link[i % savings->n_links];
        int k = i / savings->n_links;
        const double *felt = savings->felt + (size_t)i * n;
        if (!member[link->payer] || k + link->delay >= years) continue;
        size_t at = cell_of(together, row_of[link->row], study->starts + k);
        for (size_t w = 0; w < n; w++) together->felt[at + w] += share[w] * felt[w];
    }
}

Status together_add(const Study *study, int s, const WorldSavings *savings, const double *share,
                    const char *account, int years, Together *together)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    Accounts accounts = {0};
    const int *row_of = together->rows.of[s];
    size_t n = (size_t)together->n_worlds;
    TRY(accounts_make(study, &scratch, &accounts));
    int at = accounts_find(&accounts, account);
    for (int r = 0; r < study->model.n_spendings; r++) {
        double *spent = together->spent + (size_t)row_of[r] * n;
        for (size_t w = 0; w < n; w++) spent[w] = fmin(spent[w], savings->spent[(size_t)r * n + w]);
    }
    add_saved(study, row_of, savings, share, together);
    if (at != ANY)
        add_felt(study, row_of, savings, share, accounts.member + at * study->model.n_payers, years,
                 together);
out:
    arena_free(&scratch);
    return status;
}

/* One row in one year; what the account loses is added to limit->beyond. */
static LimitedYear limit_year(const Together *together, int row, int year, TogetherLimit *limit)
{
    int n = together->n_worlds;
    size_t at = cell_of(together, row, year);
    LimitedYear found = {.of = together->rows.row[row], .year = year};
    int n_beyond = 0;
    for (int w = 0; w < n; w++) {
        size_t i = at + (size_t)w;
        double spent = together->spent[row * n + w];
        double part = spending_part(together->sum[i], together->above_zero[i], spent);
        limit->beyond[w] += part * together->felt[i];
        found.saved += together->sum[i] / n;
        found.spent += spent / n;
        found.beyond += part * together->above_zero[i] / n;
        n_beyond += part > 0;
    }
    found.share_beyond = (double)n_beyond / n;
    return found;
}

Status together_limit(const Together *together, Arena *arena, TogetherLimit *limit)
{
    Status status = STATUS_OK;
    int n = together->rows.n * together->n_years;
    *limit = (TogetherLimit){0};
    ARENA_TRY(arena, limit->beyond, together->n_worlds);
    ARENA_TRY(arena, limit->year, n);
    for (; limit->n < n; limit->n++) {
        int row = limit->n / together->n_years, k = limit->n % together->n_years;
        limit->year[limit->n] = limit_year(together, row, together->first_year + k, limit);
        limit->any |= limit->year[limit->n].share_beyond > 0;
    }
out:
    return status;
}

#include "economics/fund.h"

#include <math.h>
#include <string.h>

const char *const regime_name[N_REGIMES] = {
    [REGIME_FILE] = "file",
    [REGIME_FULL] = "full",
    [REGIME_PARTIAL] = "partial",
    [REGIME_NONE] = "none",
};

/* ---- the rules that hold ---- */

/* Does any rule ask for anything? */
static bool some_return(const FundRule *rule, int n)
{
    bool some = false;
    for (int r = 0; r < n; r++) some |= rule[r].share > 0;
    return some;
}

Status fund_boards(const Fund *fund, Arena *arena, int **board, int *n_boards)
{
    Status status = STATUS_OK;
    int n_payers = fund->study[0].model.n_payers;
    bool some = some_return(fund->rule, fund->n_rules);
    *n_boards = 0;
    ARENA_TRY(arena, *board, n_payers);
    for (int p = 0; p < n_payers; p++) {
        bool named = false;
        for (int r = 0; r < fund->n_rules; r++)
            named |= fund->rule[r].payer[p] && (fund->rule[r].share > 0 || !some);
        if (named) (*board)[(*n_boards)++] = p;
    }
out:
    return status;
}

/* Does the rule go before the one found so far? The later start, then the one that names the board. */
static bool goes_before(const FundRule *rule, const FundRule *found)
{
    if (found == NULL) return true;
    if (rule->from_start != found->from_start) return rule->from_start > found->from_start;
    return rule->names_payer && !found->names_payer;
}

/* The rule for a board and a start in that calendar year; NULL: none. */
static const FundRule *rule_of(const Fund *fund, int payer, int start)
{
    const FundRule *found = NULL;
    for (int r = 0; r < fund->n_rules; r++) {
        const FundRule *rule = &fund->rule[r];
        if (!rule->payer[payer] || rule->from_start > start) continue;
        if (goes_before(rule, found)) found = rule;
    }
    return found;
}

/* The rule for a board among those of the file's first start year; NULL: none. */
static const FundRule *first_rule(const Fund *fund, int payer)
{
    const FundRule *found = NULL;
    int first = fund->rule[0].from_start;
    for (int r = 1; r < fund->n_rules; r++)
        if (fund->rule[r].from_start < first) first = fund->rule[r].from_start;
    for (int r = 0; r < fund->n_rules; r++) {
        const FundRule *rule = &fund->rule[r];
        if (rule->payer[payer] && rule->from_start == first && goes_before(rule, found))
            found = rule;
    }
    return found;
}

/* Does the rule let the board off, while others have to return something? */
static bool lets_off(const Fund *fund, const FundRule *rule)
{
    return !(rule->share > 0) && some_return(fund->rule, fund->n_rules);
}

static BoardRule board_rule(const Fund *fund, Regime regime, int payer, int start)
{
    const FundRule *rule = regime == REGIME_FILE ? rule_of(fund, payer, start)
                                                 : first_rule(fund, payer);
    if (rule == NULL || lets_off(fund, rule)) return (BoardRule){0};
    const double share[N_REGIMES] = {[REGIME_FILE] = rule->share,
                                     [REGIME_FULL] = 1,
                                     [REGIME_PARTIAL] = fund->partial,
                                     [REGIME_NONE] = 0};
    return (BoardRule){.share = share[regime],
                       .cap = rule->cap,
                       .per_year = rule->per_year,
                       .lag = rule->lag,
                       .last = rule->years == ANY ? fund->n_years : rule->lag + rule->years,
                       .basis = rule->basis};
}

Status fund_terms(const Fund *fund, Regime regime, const int *board, int n_boards, Arena *arena,
                  FundTerms *terms)
{
    Status status = STATUS_OK;
    BoardRule *rule;
    *terms = (FundTerms){.opening = fund->opening,
                         .n_years = fund->n_years,
                         .n_boards = n_boards,
                         .when_short = fund->when_short,
                         .further_from = fund->further_from,
                         .further_per_year = fund->further_per_year};
    for (int i = 0; i < fund->n_grants; i++)
        terms->average += fund->grant[i].amount / fund->n_grants;
    ARENA_TRY(arena, rule, fund->n_years * n_boards);
    terms->rule = rule;
    for (int year = 0; year < fund->n_years; year++) {
        for (int b = 0; b < n_boards; b++)
            *rule++ = board_rule(fund, regime, board[b], fund->first_year + year);
    }
out:
    return status;
}

/* ---- one programme ---- */

/* What a board has avoided in year k of a programme that began in year `start`. */
static double avoided_of(const FundTerms *terms, ReturnBasis basis, const FundProgramme *programme,
                         const FundBooks *books, int start, int b, int k)
{
    double avoided = programme->avoided[basis][b * terms->n_years + k];
    if (basis == RETURN_MEASURED && terms->limits != NULL)
        avoided -= fund_lost(terms->limits, &programme->savings, start, books->beyond, b, k);
    return avoided;
}

/* What a board would return in that year, but for the cap. */
static double wanted(const FundTerms *terms, const FundProgramme *programme, const FundBooks *books,
                     int start, int b, int k)
{
    const BoardRule *rule = terms->rule + start * terms->n_boards + b;
    if (k < rule->lag || k >= rule->last || rule->share <= 0) return 0;
    if (rule->basis == RETURN_NEGOTIATED) return rule->share * rule->per_year;
    return rule->share * fmax(0, avoided_of(terms, rule->basis, programme, books, start, b, k));
}

/* Adds what `times` programmes that began in year `start` return in a year to books->cut, and what each of
 * them does to *returned, its sum until then. */
static void add_returns(const FundTerms *terms, const FundProgramme *programme, int times,
                        int start, int year, FundBooks *books, double *returned)
{
    const BoardRule *rule = terms->rule + start * terms->n_boards;
    double all = 0, before = *returned;
    for (int b = 0; b < terms->n_boards; b++)
        all += wanted(terms, programme, books, start, b, year - start);
    if (!(all > 0)) return;
    for (int b = 0; b < terms->n_boards; b++) {
        double room = fmax(0, rule[b].cap * programme->amount - before);
        double part = wanted(terms, programme, books, start, b, year - start) * fmin(1, room / all);
        books->cut[b * terms->n_years + year] += times * part;
        *returned += part;
    }
}

/* ---- the fund ---- */

static void open_books(const FundTerms *terms, int n_programmes, FundBooks *books)
{
    size_t n = (size_t)terms->n_years;
    memset(books->granted, 0, n * sizeof *books->granted);
    memset(books->returned, 0, n * sizeof *books->returned);
    memset(books->cut, 0, (size_t)terms->n_boards * n * sizeof *books->cut);
    books->ever_short = false;
    books->n_further = 0;
    memset(books->cannot_pay, 0, n * sizeof *books->cannot_pay);
    memset(books->next_unpaid, 0, n * sizeof *books->next_unpaid);
    memset(books->further, 0, n * sizeof *books->further);
    memset(books->of_further, 0, n * sizeof *books->of_further);
    for (int i = 0; i < n_programmes; i++) {
        books->started[i] = NOT_STARTED;
        books->of[i] = 0;
    }
}

/* Half an öre may be missing: rounding is no debt. */
static bool covers(double balance, double amount)
{
    return balance - amount >= -0.005;
}

/* Is the programme still to come or waiting? What is refused asks only once. */
static bool is_due(const FundTerms *terms, const FundProgramme *programme, int started, int year)
{
    if (started != NOT_STARTED || programme->year > year) return false;
    return terms->when_short == SHORT_DELAY || programme->year == year;
}

/* Pays what is asked for in the order of the programmes; true: somebody waits. */
static bool pay_grants(const FundTerms *terms, const FundProgramme *programme, int n, int year,
                       double *balance, FundBooks *books)
{
    bool waits = false;
    for (int i = 0; i < n; i++) {
        if (!is_due(terms, &programme[i], books->started[i], year)) continue;
        bool covered = covers(*balance, programme[i].amount);
        books->cannot_pay[year] |= !covered;
        books->ever_short |= !covered;
        if (!covered && terms->when_short != SHORT_DEFICIT) {
            waits |= terms->when_short == SHORT_DELAY;
            continue;
        }
        books->started[i] = year;
        books->granted[year] += programme[i].amount;
        *balance -= programme[i].amount;
    }
    return waits;
}

static void pay_further(const FundTerms *terms, const FundProgramme *average, int year,
                        double *balance, FundBooks *books)
{
    while (books->further[year] < terms->further_per_year && covers(*balance, average->amount)) {
        books->further[year]++;
        books->n_further++;
        books->granted[year] += average->amount;
        *balance -= average->amount;
    }
}

/* Which part of the year's savings is not counted, of the programmes that have begun by then. */
static void limit_savings(const FundTerms *terms, const FundProgramme *programme, int n,
                          const FundProgramme *average, int year, FundBooks *books)
{
    const FundLimits *limits = terms->limits;
    fund_year_begin(limits, &books->savings);
    for (int i = 0; i < n; i++) {
        if (books->started[i] != NOT_STARTED)
            fund_year_add(limits, &programme[i].savings, year - books->started[i], 1,
                          &books->savings);
    }
    for (int start = 0; start <= year; start++) {
        if (books->further[start] > 0)
            fund_year_add(limits, &average->savings, year - start, books->further[start],
                          &books->savings);
    }
    fund_year_beyond(limits, &books->savings, books->beyond + year * limits->n_rows);
}

/* What comes in from all that have begun. */
static void take_returns(const FundTerms *terms, const FundProgramme *programme, int n,
                         const FundProgramme *average, int year, FundBooks *books)
{
    for (int i = 0; i < n; i++) {
        if (books->started[i] != NOT_STARTED)
            add_returns(terms, &programme[i], 1, books->started[i], year, books, &books->of[i]);
    }
    for (int start = 0; start <= year; start++) {
        if (books->further[start] > 0)
            add_returns(terms, average, books->further[start], start, year, books,
                        &books->of_further[start]);
    }
    for (int b = 0; b < terms->n_boards; b++)
        books->returned[year] += books->cut[b * terms->n_years + year];
}

/* The first grant that is not paid yet and will be asked for, else the average one. */
static double next_amount(const FundTerms *terms, const FundProgramme *programme, int n, int year,
                          const FundBooks *books)
{
    for (int i = 0; i < n; i++) {
        if (books->started[i] != NOT_STARTED) continue;
        if (programme[i].year > year || terms->when_short == SHORT_DELAY)
            return programme[i].amount;
    }
    return terms->average;
}

void fund_follow(const FundTerms *terms, const FundProgramme *programme, int n,
                 const FundProgramme *average, FundBooks *books)
{
    double balance = terms->opening;
    open_books(terms, n, books);
    for (int year = 0; year < terms->n_years; year++) {
        bool waits = pay_grants(terms, programme, n, year, &balance, books);
        if (average != NULL && !waits && year >= terms->further_from)
            pay_further(terms, average, year, &balance, books);
        if (terms->limits != NULL) limit_savings(terms, programme, n, average, year, books);
        take_returns(terms, programme, n, average, year, books);
        balance += books->returned[year];
        books->closing[year] = balance;
        books->next_unpaid[year] = !covers(balance, next_amount(terms, programme, n, year, books));
    }
}

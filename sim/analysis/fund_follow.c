/* The books of every replicate of a block. */
#include "analysis/fund_lives.h"

#include <math.h>
#include <string.h>

/* The programmes as the fund meets them, and the average of them. */
static void set_programmes(const FundRun *run, int replicate, FundScratch *scratch,
                           FundProgramme *average)
{
    const FundSeries *series = run->series;
    const Fund *fund = series->fund;
    int cells = series->n_boards * series->n_years;
    memset(scratch->average, 0, (size_t)cells * sizeof *scratch->average);
    for (int g = 0; g < fund->n_grants; g++) {
        const FundGrant *grant = &fund->grant[g];
        FundProgramme *programme = &scratch->programme[g];
        *programme = (FundProgramme){.year = grant->year, .amount = grant->amount};
        programme->avoided[RETURN_EXPECTED] = series->expected + g * cells;
        programme->savings = fund_worlds_savings(&scratch->worlds, grant->study,
                                                 replicate / run->per_world);
        if (!run->measures) continue;
        const double *measured = fund_avoided(run, scratch->measured, replicate, g);
        programme->avoided[RETURN_MEASURED] = measured;
        for (int c = 0; c < cells; c++) scratch->average[c] += measured[c] / fund->n_grants;
    }
    *average = (FundProgramme){
        .amount = series->terms[REGIME_FILE].average,
        .savings = {scratch->average_saved, scratch->average_felt},
        .avoided = {
            [RETURN_EXPECTED] = run->average_expected, [RETURN_MEASURED] = scratch->average}};
}

static void keep_regime(const FundRun *run, int regime, int replicate, const FundBooks *books,
                        FundSeries *block)
{
    size_t n = (size_t)block->n_replicates;
    double weight = 1.0 / run->per_world;
    for (int year = 0; year < block->n_years; year++) {
        int at = regime * block->n_years + year;
        block->balance[(size_t)at * n + (size_t)replicate] = books->closing[year];
        block->returned_all[(size_t)regime * n + (size_t)replicate] += books->returned[year];
        block->granted[at] += weight * books->granted[year];
        block->returned[at] += weight * books->returned[year];
        block->cannot_pay[at] += weight * books->cannot_pay[year];
        block->next_unpaid[at] += weight * books->next_unpaid[year];
    }
    block->ever_short[regime] += weight * books->ever_short;
}

static void keep_further(const FundRun *run, int regime, int replicate, const FundBooks *books,
                         FundSeries *block)
{
    int n = 0, made = 0;
    for (int year = 0; year < block->n_years; year++) {
        n += books->further[year];
        block->further[regime * block->n_years + year] += (double)n / run->per_world;
    }
    for (int g = 0; g < block->fund->n_grants; g++) made += books->started[g] != NOT_STARTED;
    block->programmes[regime * block->n_replicates + replicate] = n + made;
}

static void keep_brought(int regime, int replicate, const FundBooks *books, FundSeries *block)
{
    for (int year = 0; year < block->n_years; year++)
        block->brought[regime * block->n_replicates + replicate] += books->returned[year];
}

/* What all boards' costs fell by, from the programmes that were started. */
static void sum_falls(const FundSeries *block, const double *fall, const FundBooks *books,
                      double *fell)
{
    int cells = block->n_boards * block->n_years;
    memset(fell, 0, (size_t)cells * sizeof *fell);
    for (int g = 0; g < block->fund->n_grants; g++) {
        const double *own = fall + (size_t)g * (size_t)cells;
        if (books->started[g] == NOT_STARTED) continue;
        for (int c = 0; c < cells; c++) {
            int year = c % block->n_years + books->started[g];
            if (year < block->n_years) fell[c - c % block->n_years + year] += own[c];
        }
    }
}

/* Kronor: what is less is rounding, no fall of a cost and no gap to a cut. */
static const double HALF_AN_ORE = 0.005;

static double uncovered_of(double cut, double fell)
{
    return fmax(0, cut - fmax(0, fell));
}

/* A frame that is cut and a cost that did not fall, board by board. */
static void keep_boards(const FundRun *run, int replicate, const FundScratch *scratch,
                        FundSeries *block)
{
    size_t n = (size_t)block->n_replicates, r = (size_t)replicate;
    double weight = 1.0 / run->per_world;
    for (int b = 0; b < block->n_boards; b++) {
        double cut_all = 0, fell_all = 0;
        for (int year = 0; year < block->n_years; year++) {
            int c = b * block->n_years + year;
            double cut = scratch->books.cut[c], fell = scratch->fell[c];
            block->cut[c] += weight * cut;
            block->fall[c] += weight * fell;
            block->not_fallen[c] += weight * (cut > 0 && fell <= HALF_AN_ORE);
            block->beyond[c] += weight * (cut > 0 && cut > fell + HALF_AN_ORE);
            block->uncovered[(size_t)c * n + r] = uncovered_of(cut, fell);
            cut_all += cut;
            fell_all += fell;
        }
        block->not_fallen_all[b] += weight * (cut_all > 0 && fell_all <= HALF_AN_ORE);
        block->beyond_all[b] += weight * (cut_all > 0 && cut_all > fell_all + HALF_AN_ORE);
        block->uncovered_all[(size_t)b * n + r] = uncovered_of(cut_all, fell_all);
    }
}

static void keep_grants(const FundRun *run, const double *fall, const FundBooks *books,
                        FundSeries *block)
{
    double weight = 1.0 / run->per_world;
    int cells = block->n_boards * block->n_years;
    for (int g = 0; g < block->fund->n_grants; g++, fall += cells) {
        int started = books->started[g];
        if (started == NOT_STARTED) continue;
        block->made[g] += weight;
        block->on_time[g] += weight * (started == block->fund->grant[g].year);
        block->start[g] += weight * started;
        block->given_back[g] += weight * books->of[g];
        for (int c = 0; c < cells; c++)
            if (c % block->n_years + started < block->n_years) block->saved[g] += weight * fall[c];
    }
}

/* By one regime: with further programmes, and as the fund would do, which is the same when there are none. */
static void follow_regime(const FundRun *run, Regime regime, const FundTerms *terms, int replicate,
                          FundScratch *scratch, const FundProgramme *average, FundSeries *block)
{
    int n = block->fund->n_grants;
    FundBooks *books = &scratch->books;
    fund_follow(terms, scratch->programme, n, average, books);
    keep_further(run, (int)regime, replicate, books, block);
    if (books->n_further > 0) fund_follow(terms, scratch->programme, n, NULL, books);
    keep_regime(run, (int)regime, replicate, books, block);
}

/* With every grant paid in its year, from the books as the fund would do: the same when it is never short. */
static void follow_all_paid(Regime regime, const FundTerms *terms, int replicate,
                            FundScratch *scratch, FundSeries *block)
{
    FundTerms all_paid = *terms;
    all_paid.when_short = SHORT_DEFICIT;
    if (scratch->books.ever_short)
        fund_follow(&all_paid, scratch->programme, block->fund->n_grants, NULL, &scratch->books);
    keep_brought((int)regime, replicate, &scratch->books, block);
}

/* What the programmes that were started save together, and what of it is not counted. */
static void keep_limited(const FundRun *run, const FundLimits *limits, bool limited,
                         FundScratch *scratch, FundSeries *block)
{
    FundBooks *books = &scratch->books;
    double weight = 1.0 / run->per_world;
    for (int i = 0; i < block->n_years * limits->n_rows; i++) {
        int year = i / limits->n_rows, row = i % limits->n_rows;
        if (row == 0) {
            fund_year_begin(limits, &books->savings);
            for (int g = 0; g < block->fund->n_grants; g++) {
                if (books->started[g] != NOT_STARTED && books->started[g] <= year)
                    fund_year_add(limits, &scratch->programme[g].savings, year - books->started[g],
                                  1, &books->savings);
            }
        }
        double beyond = limited ? books->beyond[i] : 0;
        block->limited_saved[i] += weight * books->savings.sum[row];
        block->limited_beyond[i] += weight * beyond * books->savings.above_zero[row];
        block->limited_share[i] += weight * (beyond > 0);
    }
    for (int row = 0; row < limits->n_rows; row++)
        block->limited_spent[row] += weight * limits->spent[row];
}

/* What the boards' costs fell by when what goes beyond all spending is off. */
static const double *count_falls(const FundRun *run, const FundLimits *limits, const double *fall,
                                 FundScratch *scratch)
{
    const FundSeries *series = run->series;
    const FundBooks *books = &scratch->books;
    int n_years = series->n_years, cells = series->n_boards * n_years;
    for (int i = 0; i < series->fund->n_grants * cells; i++) {
        int g = i / cells, b = i % cells / n_years, k = i % n_years, start = books->started[g];
        scratch->counted[i] = fall[i];
        if (start != NOT_STARTED && start + k < n_years)
            scratch->counted[i] -= fund_lost(limits, &scratch->programme[g].savings, start,
                                             books->beyond, b, k);
    }
    return scratch->counted;
}

/* The file's own rules, in full. */
static void keep_file(const FundRun *run, int replicate, const FundLimits *limits, bool limited,
                      FundScratch *scratch, FundSeries *block)
{
    const double *fall = fund_avoided(run, scratch->fall, replicate, 0);
    if (limited) fall = count_falls(run, limits, fall, scratch);
    sum_falls(block, fall, &scratch->books, scratch->fell);
    keep_boards(run, replicate, scratch, block);
    keep_grants(run, fall, &scratch->books, block);
    keep_limited(run, limits, limited, scratch, block);
}

static void follow_replicate(const FundRun *run, int replicate, const FundLimits *limits,
                             bool limited, FundScratch *scratch, FundSeries *block)
{
    FundProgramme average;
    set_programmes(run, replicate, scratch, &average);
    for (int regime = 0; regime < N_REGIMES; regime++) {
        FundTerms terms = block->terms[regime];
        if (limited) terms.limits = limits;
        follow_regime(run, (Regime)regime, &terms, replicate, scratch, &average, block);
        if (regime == REGIME_FILE) keep_file(run, replicate, limits, limited, scratch, block);
        follow_all_paid((Regime)regime, &terms, replicate, scratch, block);
    }
}

void fund_follow_block(void *context, int number, void *result)
{
    const FundRun *run = context;
    const Fund *fund = run->series->fund;
    FundSeries block;
    FundScratch scratch;
    (void)number;
    (void)fund_block(run, result, &block);
    (void)fund_scratch(run, result, &scratch);
    for (int world = 0; world < WORLDS_PER_BLOCK; world++) {
        FundLimits limits = fund_worlds_limits(&scratch.worlds, world);
        FundSavings average = fund_worlds_average(&scratch.worlds, world, scratch.average_saved,
                                                  scratch.average_felt);
        bool limited = fund_worlds_limited(&scratch.worlds, world, &average,
                                           fund->further_per_year * fund->n_years);
        for (int r = 0; r < run->per_world; r++)
            follow_replicate(run, world * run->per_world + r, &limits, limited, &scratch, &block);
    }
}

#include "analysis/fund_lives.h"

#include "economics/saving.h"

#include <math.h>
#include <string.h>

/* ---- what is made once ---- */

static bool is_measured(const FundSeries *series)
{
    bool measured = false;
    for (int i = 0; i < N_REGIMES * series->n_years * series->n_boards; i++) {
        int each = series->n_years * series->n_boards;
        measured |= series->terms[i / each].rule[i % each].basis == RETURN_MEASURED;
    }
    return measured;
}

static void add_turn(FundRun *run, const Setup *setup, Turn turn)
{
    run->turn[run->n_lived] = turn;
    run->lived[run->n_lived++] = *setup;
}

/* A study, and before it its comparison group. */
static Status add_study(FundRun *run, int study, Problems *problems)
{
    Status status = STATUS_OK;
    const Fund *fund = run->series->fund;
    Setup *setup = &run->setup[study];
    int participants = study_participants(&fund->study[study]);
    bool other = fund->comparison > 0 && fund->comparison != participants;
    TRY(setup_make(&fund->study[study], problems, setup));
    run->n_setups++;
    if (setup->prices.n_channels > run->n_channels) run->n_channels = setup->prices.n_channels;
    if (run->measures && other) {
        Comparison *group = &run->comparison[run->n_comparisons];
        TRY(comparison_make(&fund->study[study], fund->comparison, problems, group));
        run->n_comparisons++;
        add_turn(run, &group->setup, (Turn){study, group, false});
    }
    add_turn(run, setup, (Turn){study, NULL, run->measures && !other});
out:
    return status;
}

Status fund_setups(FundRun *run, Arena *arena, Problems *problems)
{
    Status status = STATUS_OK;
    const Fund *fund = run->series->fund;
    run->measures = is_measured(run->series);
    ARENA_TRY(arena, run->setup, fund->n_studies);
    ARENA_TRY(arena, run->comparison, fund->n_studies);
    ARENA_TRY(arena, run->lived, 2 * fund->n_studies);
    ARENA_TRY(arena, run->turn, 2 * fund->n_studies);
    for (int g = 0; g < fund->n_grants; g++)
        if (fund->grant[g].earlier >= run->n_again) run->n_again = fund->grant[g].earlier + 1;
    for (int s = 0; s < fund->n_studies; s++) TRY(add_study(run, s, problems));
out:
    return status;
}

void fund_setups_free(FundRun *run)
{
    for (int i = 0; i < run->n_comparisons; i++) comparison_free(&run->comparison[i]);
    for (int i = 0; i < run->n_setups; i++) setup_free(&run->setup[i]);
    run->n_comparisons = run->n_setups = 0;
}

Status fund_average_expected(FundRun *run, Arena *arena)
{
    Status status = STATUS_OK;
    const FundSeries *series = run->series;
    const Fund *fund = series->fund;
    int n = series->n_boards * series->n_years;
    ARENA_TRY(arena, run->average_expected, n);
    for (int g = 0; g < fund->n_grants; g++) {
        const double *expected = series->expected + fund->grant[g].study * n;
        for (int c = 0; c < n; c++) run->average_expected[c] += expected[c] / fund->n_grants;
    }
out:
    return status;
}

/* ---- a block's memory ---- */

size_t fund_scratch(const FundRun *run, void *memory, FundScratch *scratch)
{
    FundSeries block;
    const size_t real = sizeof(double);
    size_t used = fund_block(run, memory, &block).used;
    Pieces pieces = pieces_begin(1, block.n_replicates, memory ? (char *)memory + used : NULL);
    size_t years = (size_t)block.n_years, grants = (size_t)block.fund->n_grants;
    size_t cells = (size_t)block.n_boards * years;
    FundBooks *books = &scratch->books;
    scratch->fall = pieces_take(&pieces, PIECE_REPLICATES, grants * cells, real);
    if (run->measures) {
        size_t numbers = (size_t)(run->n_again * run->n_channels) * years;
        scratch->measured = pieces_take(&pieces, PIECE_REPLICATES, grants * cells, real);
        scratch->deviation = pieces_take(&pieces, PIECE_REPLICATES, numbers, real);
    }
    scratch->average = pieces_take(&pieces, PIECE_SUMS, cells, real);
    scratch->fell = pieces_take(&pieces, PIECE_SUMS, cells, real);
    scratch->programme = pieces_take(&pieces, PIECE_SUMS, grants, sizeof *scratch->programme);
    books->granted = pieces_take(&pieces, PIECE_SUMS, years, real);
    books->returned = pieces_take(&pieces, PIECE_SUMS, years, real);
    books->closing = pieces_take(&pieces, PIECE_SUMS, years, real);
    books->cut = pieces_take(&pieces, PIECE_SUMS, cells, real);
    books->of = pieces_take(&pieces, PIECE_SUMS, grants, real);
    books->started = pieces_take(&pieces, PIECE_SUMS, grants, sizeof *books->started);
    books->cannot_pay = pieces_take(&pieces, PIECE_SUMS, years, sizeof *books->cannot_pay);
    books->next_unpaid = pieces_take(&pieces, PIECE_SUMS, years, sizeof *books->next_unpaid);
    books->further = pieces_take(&pieces, PIECE_SUMS, years, sizeof *books->further);
    return used + pieces.used;
}

/* ---- lives ---- */

/* A replicate of the block and a grant. */
typedef struct {
    int replicate, grant;
} Lived;

static double *avoided_at(const FundRun *run, double *all, Lived lived)
{
    const FundSeries *series = run->series;
    size_t at = (size_t)lived.replicate * (size_t)series->fund->n_grants + (size_t)lived.grant;
    return all + at * (size_t)(series->n_boards * series->n_years);
}

static double *deviation_at(const FundRun *run, const FundScratch *scratch, Lived lived)
{
    size_t n = (size_t)(run->series->n_years * run->n_channels);
    size_t at = (size_t)(lived.replicate * run->n_again +
                         run->series->fund->grant[lived.grant].earlier);
    return scratch->deviation + at * n;
}

static void keep_released(const FundSeries *series, const Worker *worker, double price,
                          double *avoided)
{
    for (int b = 0; b < series->n_boards; b++) {
        const double *released = worker->released + series->board[b] * series->n_years;
        for (int year = 0; year < series->n_years; year++) *avoided++ = released[year] * price;
    }
}

/* What the comparison group's luck makes of the expected cost without the programme, a group of `number`
 * carried to as many as the participants. */
static void keep_deviation(const FundRun *run, Worker *worker, int number, int participants,
                           double *deviation)
{
    int n_years = run->series->n_years, n_channels = worker->setup->prices.n_channels;
    prices_series(&worker->prices, ARM_BASELINE, NULL, worker->counted->cell[ARM_BASELINE], n_years,
                  worker->lived);
    for (int i = 0; i < n_years * n_channels; i++)
        deviation[i] = (worker->lived[i] - worker->series[ARM_BASELINE][i]) * participants / number;
}

/* The saving as the comparison group shows it; worker->released is overwritten. */
static void keep_measured(const FundRun *run, Worker *worker, double price, double *deviation,
                          double *measured)
{
    const Setup *setup = worker->setup;
    int n = setup->n_years * setup->prices.n_channels;
    for (int i = 0; i < n; i++) deviation[i] += worker->series[ARM_BASELINE][i];
    saving_compute(&setup->prices, deviation, worker->lived, worker->taken_off, setup->n_years,
                   worker->full, worker->released);
    keep_released(run->series, worker, price, measured);
}

/* The replicates of one grant in the world that the worker has entered, the block's `world`-th; of those
 * who compare all before all of those who are compared, since neighbours are lived together. */
static void live_comparison(const FundRun *run, const Turn *turn, Worker *worker, int world, int g,
                            const FundScratch *scratch)
{
    const FundGrant *grant = &run->series->fund->grant[g];
    int participants = study_participants(&run->series->fund->study[turn->study]);
    int number = turn->compares ? participants : turn->comparison->number;
    int first = (grant->earlier + (turn->compares ? run->n_again : 0)) * run->per_world;
    for (int r = 0; r < run->per_world; r++) {
        Lived lived = {world * run->per_world + r, g};
        worker_live(worker, first + r, NULL);
        keep_deviation(run, worker, number, participants, deviation_at(run, scratch, lived));
    }
}

static void live_programme(const FundRun *run, Worker *worker, int world, int g,
                           const FundScratch *scratch)
{
    const Fund *fund = run->series->fund;
    const FundGrant *grant = &fund->grant[g];
    double price = fund->price[grant->study];
    for (int r = 0; r < run->per_world; r++) {
        Lived lived = {world * run->per_world + r, g};
        worker_live(worker, grant->earlier * run->per_world + r, NULL);
        keep_released(run->series, worker, price, avoided_at(run, scratch->fall, lived));
        if (run->measures)
            keep_measured(run, worker, price, deviation_at(run, scratch, lived),
                          avoided_at(run, scratch->measured, lived));
    }
}

Status fund_live_block(void *context, int at_turn, Worker *worker, int number, void *result)
{
    Status status = STATUS_OK;
    const FundRun *run = context;
    const Fund *fund = run->series->fund;
    const Turn *turn = &run->turn[at_turn];
    FundScratch scratch;
    (void)fund_scratch(run, result, &scratch);
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = number * WORLDS_PER_BLOCK + i;
        TRY(blocks_stopped(run->options));
        study_draw(&fund->study[turn->study], world, worker->value);
        TRY(worker_enter(worker, world, worker->value, NULL, N_GRADES));
        for (int g = 0; g < fund->n_grants; g++) {
            if (fund->grant[g].study != turn->study) continue;
            if (turn->comparison != NULL || turn->compares)
                live_comparison(run, turn, worker, i, g, &scratch);
            if (turn->comparison == NULL) live_programme(run, worker, i, g, &scratch);
        }
    }
out:
    return status;
}

/* ---- the books of one replicate ---- */

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
        programme->avoided[RETURN_EXPECTED] = series->expected + grant->study * cells;
        if (!run->measures) continue;
        const double *measured = avoided_at(run, scratch->measured, (Lived){replicate, g});
        programme->avoided[RETURN_MEASURED] = measured;
        for (int c = 0; c < cells; c++) scratch->average[c] += measured[c] / fund->n_grants;
    }
    *average = (FundProgramme){
        .amount = series->terms[REGIME_FILE].average,
        .avoided = {
            [RETURN_EXPECTED] = run->average_expected, [RETURN_MEASURED] = scratch->average}};
}

static void keep_regime(const FundRun *run, int regime, int replicate, const FundBooks *books,
                        FundSeries *block)
{
    size_t n = (size_t)block->n_replicates;
    double weight = 1.0 / run->per_world;
    bool ever = false;
    for (int year = 0; year < block->n_years; year++) {
        int at = regime * block->n_years + year;
        block->balance[(size_t)at * n + (size_t)replicate] = books->closing[year];
        block->returned_all[(size_t)regime * n + (size_t)replicate] += books->returned[year];
        block->granted[at] += weight * books->granted[year];
        block->returned[at] += weight * books->returned[year];
        block->cannot_pay[at] += weight * books->cannot_pay[year];
        block->next_unpaid[at] += weight * books->next_unpaid[year];
        ever |= books->cannot_pay[year];
    }
    block->ever_short[regime] += weight * ever;
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
            block->not_fallen[c] += weight * (cut > 0 && fell <= 0);
            block->beyond[c] += weight * (cut > 0 && cut > fell + 0.005);
            block->uncovered[(size_t)c * n + r] = uncovered_of(cut, fell);
            cut_all += cut;
            fell_all += fell;
        }
        block->not_fallen_all[b] += weight * (cut_all > 0 && fell_all <= 0);
        block->beyond_all[b] += weight * (cut_all > 0 && cut_all > fell_all + 0.005);
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

/* By one regime: as the fund would do, with further programmes, and with every grant paid in its year. */
static void follow_regime(const FundRun *run, Regime regime, int replicate, FundScratch *scratch,
                          const FundProgramme *average, FundSeries *block)
{
    const Fund *fund = block->fund;
    const FundTerms *terms = &block->terms[regime];
    const FundProgramme *programme = scratch->programme;
    FundTerms all_paid = *terms;
    all_paid.when_short = SHORT_DEFICIT;
    fund_follow(&all_paid, programme, fund->n_grants, NULL, &scratch->books);
    keep_brought((int)regime, replicate, &scratch->books, block);
    fund_follow(terms, programme, fund->n_grants, average, &scratch->books);
    keep_further(run, (int)regime, replicate, &scratch->books, block);
    fund_follow(terms, programme, fund->n_grants, NULL, &scratch->books);
    keep_regime(run, (int)regime, replicate, &scratch->books, block);
}

void fund_follow_block(void *context, int number, void *result)
{
    const FundRun *run = context;
    FundSeries block;
    FundScratch scratch;
    (void)number;
    (void)fund_block(run, result, &block);
    (void)fund_scratch(run, result, &scratch);
    for (int r = 0; r < block.n_replicates; r++) {
        FundProgramme average;
        const double *fall = avoided_at(run, scratch.fall, (Lived){r, 0});
        set_programmes(run, r, &scratch, &average);
        for (int regime = 0; regime < N_REGIMES; regime++) {
            follow_regime(run, (Regime)regime, r, &scratch, &average, &block);
            if (regime != REGIME_FILE) continue;
            sum_falls(&block, fall, &scratch.books, scratch.fell);
            keep_boards(run, r, &scratch, &block);
            keep_grants(run, fall, &scratch.books, &block);
        }
    }
}

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
    TRY(fund_shared_make(fund, run->setup, run->series->board, run->series->n_boards,
                         &run->series->arena, &run->shared));
    run->series->rows = run->shared.rows;
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
        const double *expected = series->expected + g * n;
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
    size_t behind = fund_block(run, memory, &block).used;
    Pieces pieces = pieces_begin(1, block.n_replicates, memory ? (char *)memory + behind : NULL);
    size_t years = (size_t)block.n_years, grants = (size_t)block.fund->n_grants;
    size_t cells = (size_t)block.n_boards * years;
    size_t rows = (size_t)run->shared.rows.n, links = (size_t)run->shared.n_links;
    FundBooks *books = &scratch->books;
    scratch->fall = pieces_take(&pieces, PIECE_REPLICATES, grants * cells, real);
    if (run->measures) {
        size_t numbers = (size_t)(run->n_again * run->n_channels) * years;
        scratch->measured = pieces_take(&pieces, PIECE_REPLICATES, grants * cells, real);
        scratch->deviation = pieces_take(&pieces, PIECE_REPLICATES, numbers, real);
    }
    scratch->average = pieces_take(&pieces, PIECE_SUMS, cells, real);
    scratch->fell = pieces_take(&pieces, PIECE_SUMS, cells, real);
    scratch->counted = pieces_take(&pieces, PIECE_SUMS, grants * cells, real);
    fund_worlds_take(&run->shared, &pieces, &scratch->worlds);
    scratch->average_saved = pieces_take(&pieces, PIECE_SUMS, years * rows, real);
    scratch->average_felt = pieces_take(&pieces, PIECE_SUMS, years * links, real);
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
    books->of_further = pieces_take(&pieces, PIECE_SUMS, years, real);
    books->beyond = pieces_take(&pieces, PIECE_SUMS, years * rows, real);
    books->savings.sum = pieces_take(&pieces, PIECE_SUMS, rows, real);
    books->savings.above_zero = pieces_take(&pieces, PIECE_SUMS, rows, real);
    return pieces.used;
}

/* ---- lives ---- */

/* A replicate of the block and a grant. */
typedef struct {
    int replicate, grant;
} Lived;

double *fund_avoided(const FundRun *run, double *all, int replicate, int grant)
{
    const FundSeries *series = run->series;
    size_t at = (size_t)replicate * (size_t)series->fund->n_grants + (size_t)grant;
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
    prices_series(&worker->prices, &worker->flows_lived[ARM_BASELINE], n_years, worker->lived);
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
        keep_released(run->series, worker, price,
                      fund_avoided(run, scratch->fall, lived.replicate, g));
        if (run->measures)
            keep_measured(run, worker, price, deviation_at(run, scratch, lived),
                          fund_avoided(run, scratch->measured, lived.replicate, g));
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
        worker_draw(worker, world);
        TRY(worker_enter(worker, world, worker->value, NULL, N_GRADES));
        if (turn->comparison == NULL) fund_worlds_keep(&scratch.worlds, turn->study, worker, i);
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

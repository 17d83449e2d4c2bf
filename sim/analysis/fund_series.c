#include "analysis/fund_series.h"
#include "base/checksum.h"

#include "analysis/fund_lives.h"

#include <math.h>

static void lay_out(void *of, Pieces *pieces)
{
    FundSeries *series = of;
    const size_t real = sizeof(double);
    size_t years = (size_t)series->n_years, boards = (size_t)series->n_boards;
    size_t grants = (size_t)series->fund->n_grants, rows = (size_t)series->rows.n;
    double **by_regime_year[] = {&series->granted, &series->returned, &series->cannot_pay,
                                 &series->next_unpaid, &series->further};
    double **by_board_year[] = {&series->cut, &series->fall, &series->not_fallen, &series->beyond};
    double **by_grant[] = {&series->made, &series->on_time, &series->start, &series->given_back,
                           &series->saved};
    series->balance = pieces_take(pieces, PIECE_REPLICATES, N_REGIMES * years, real);
    series->returned_all = pieces_take(pieces, PIECE_REPLICATES, N_REGIMES, real);
    series->programmes = pieces_take(pieces, PIECE_REPLICATES, N_REGIMES, real);
    series->brought = pieces_take(pieces, PIECE_REPLICATES, N_REGIMES, real);
    series->uncovered = pieces_take(pieces, PIECE_REPLICATES, boards * years, real);
    series->uncovered_all = pieces_take(pieces, PIECE_REPLICATES, boards, real);
    for (int i = 0; i < 5; i++)
        *by_regime_year[i] = pieces_take(pieces, PIECE_SUMS, N_REGIMES * years, real);
    series->ever_short = pieces_take(pieces, PIECE_SUMS, N_REGIMES, real);
    for (int i = 0; i < 4; i++)
        *by_board_year[i] = pieces_take(pieces, PIECE_SUMS, boards * years, real);
    series->not_fallen_all = pieces_take(pieces, PIECE_SUMS, boards, real);
    series->beyond_all = pieces_take(pieces, PIECE_SUMS, boards, real);
    for (int i = 0; i < 5; i++) *by_grant[i] = pieces_take(pieces, PIECE_SUMS, grants, real);
    series->limited_saved = pieces_take(pieces, PIECE_SUMS, years * rows, real);
    series->limited_beyond = pieces_take(pieces, PIECE_SUMS, years * rows, real);
    series->limited_share = pieces_take(pieces, PIECE_SUMS, years * rows, real);
    series->limited_spent = pieces_take(pieces, PIECE_SUMS, rows, real);
}

/* ---- what is expected at the decision ---- */

static int forecast_blocks(const FundSeries *series)
{
    return series->n_blocks < FORECAST_BLOCKS ? series->n_blocks : FORECAST_BLOCKS;
}

/* What a block of worlds leads one to expect. */
typedef struct {
    double *sum;     /* [grant][board][year since start] over the worlds */
    double *avoided; /* [world][study][board][year since start] each study alone */
    FundWorlds worlds;
    double *beyond; /* [year][row] of one world */
    FundYear savings;
} Forecast;

static size_t lay_forecast(const FundRun *run, void *memory, Forecast *forecast)
{
    const Fund *fund = run->series->fund;
    Pieces pieces = pieces_begin(1, 1, memory);
    const size_t real = sizeof(double);
    size_t cells = (size_t)(run->series->n_boards * fund->n_years);
    size_t n_studies = (size_t)fund->n_studies, rows = (size_t)run->shared.rows.n;
    forecast->sum = pieces_take(&pieces, PIECE_SUMS, (size_t)fund->n_grants * cells, real);
    forecast->avoided = pieces_take(&pieces, PIECE_SUMS, WORLDS_PER_BLOCK * n_studies * cells,
                                    real);
    fund_worlds_take(&run->shared, &pieces, &forecast->worlds);
    forecast->beyond = pieces_take(&pieces, PIECE_SUMS, (size_t)fund->n_years * rows, real);
    forecast->savings.sum = pieces_take(&pieces, PIECE_SUMS, rows, real);
    forecast->savings.above_zero = pieces_take(&pieces, PIECE_SUMS, rows, real);
    return pieces.used;
}

static Status forecast_block(void *context, int study, Worker *worker, int number, void *result)
{
    Status status = STATUS_OK;
    const FundRun *run = context;
    const FundSeries *series = run->series;
    int n = series->n_boards * series->n_years;
    Forecast forecast;
    (void)lay_forecast(run, result, &forecast);
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = number * WORLDS_PER_BLOCK + i;
        double *avoided = forecast.avoided + (i * series->fund->n_studies + study) * n;
        TRY(blocks_stopped(run->options));
        worker_draw(worker, world);
        TRY(worker_enter(worker, world, worker->value, NULL, N_GRADES));
        worker_saving(worker);
        fund_worlds_keep(&forecast.worlds, study, worker, i);
        for (int c = 0; c < n; c++) {
            int payer = series->board[c / series->n_years], year = c % series->n_years;
            avoided[c] = worker->released[payer * series->n_years + year] *
                         series->fund->price[study];
        }
    }
out:
    return status;
}

/* Which part of the savings is not counted when every grant is paid in its year. */
static void forecast_limits(const Fund *fund, const FundLimits *limits, int world,
                            Forecast *forecast)
{
    for (int year = 0; year < fund->n_years; year++) {
        fund_year_begin(limits, &forecast->savings);
        for (int g = 0; g < fund->n_grants; g++) {
            const FundGrant *grant = &fund->grant[g];
            FundSavings savings = fund_worlds_savings(&forecast->worlds, grant->study, world);
            if (grant->year <= year)
                fund_year_add(limits, &savings, year - grant->year, 1, &forecast->savings);
        }
        fund_year_beyond(limits, &forecast->savings, forecast->beyond + year * limits->n_rows);
    }
}

static void add_forecast(const FundSeries *series, const FundLimits *limits, int g, int world,
                         Forecast *forecast)
{
    const FundGrant *grant = &series->fund->grant[g];
    int n_years = series->n_years, n = series->n_boards * n_years;
    const double *avoided = forecast->avoided +
                            (world * series->fund->n_studies + grant->study) * n;
    FundSavings savings = fund_worlds_savings(&forecast->worlds, grant->study, world);
    for (int c = 0; c < n; c++) {
        int b = c / n_years, k = c % n_years;
        bool within = grant->year + k < n_years; /* later years are nobody's */
        forecast->sum[g * n + c] += avoided[c];
        if (within)
            forecast->sum[g * n + c] -= fund_lost(limits, &savings, grant->year, forecast->beyond,
                                                  b, k);
    }
}

static void finish_forecast(void *context, int number, void *result)
{
    const FundRun *run = context;
    const Fund *fund = run->series->fund;
    Forecast forecast;
    (void)number;
    (void)lay_forecast(run, result, &forecast);
    for (int world = 0; world < WORLDS_PER_BLOCK; world++) {
        FundLimits limits = fund_worlds_limits(&forecast.worlds, world);
        forecast_limits(fund, &limits, world, &forecast);
        for (int g = 0; g < fund->n_grants; g++)
            add_forecast(run->series, &limits, g, world, &forecast);
    }
}

static Status take_forecast(void *context, int number, void *result)
{
    FundRun *run = context;
    const FundSeries *series = run->series;
    Forecast forecast;
    int n_worlds = forecast_blocks(series) * WORLDS_PER_BLOCK;
    (void)number;
    (void)lay_forecast(run, result, &forecast);
    for (int i = 0; i < series->fund->n_grants * series->n_boards * series->n_years; i++)
        series->expected[i] += forecast.sum[i] / n_worlds;
    return STATUS_OK;
}

/* The setups stand beside `results`; comparisons' setups are among those that are lived. */
static Status fit(const FundRun *run, BlockJob *job, size_t results, RunOptions *options,
                  Problems *problems)
{
    Status status = STATUS_OK;
    MemoryNeed need;
    MemoryPlan plan;
    TRY(blocks_need(job, options, &need));
    for (int i = 0; i < run->n_lived; i++) results += run->lived[i].arena.used;
    need.columns = need.rounds = results;
    TRY(blocks_fit(job, &need, options, problems, &plan));
out:
    return status;
}

static Status forecast(FundRun *run, Problems *problems)
{
    Status status = STATUS_OK;
    const FundSeries *series = run->series;
    Forecast laid;
    RunOptions silent = *run->options;
    silent.progress = NULL;
    silent.checkpoint = NULL; /* soon done again */
    BlockJob job = {.n_studies = series->fund->n_studies,
                    .setup = run->setup,
                    .n_blocks = forecast_blocks(series),
                    .check = true,
                    .block_bytes = lay_forecast(run, NULL, &laid),
                    .context = run,
                    .work = forecast_block,
                    .finish = finish_forecast,
                    .take = take_forecast};
    TRY(fit(run, &job, run->whole.used, &silent, problems));
    TRY(blocks_run(&job, &silent, problems));
out:
    return status;
}

/* ---- the fund in every replicate ---- */

Pieces fund_block(const FundRun *run, void *memory, FundSeries *block)
{
    *block = *run->series;
    block->n_worlds = WORLDS_PER_BLOCK;
    block->n_replicates = WORLDS_PER_BLOCK * run->per_world;
    Pieces pieces = pieces_begin(block->n_worlds, block->n_replicates, memory);
    lay_out(block, &pieces);
    return pieces;
}

static Status take_block(void *context, int number, void *result)
{
    FundRun *run = context;
    FundSeries block;
    Pieces pieces = fund_block(run, result, &block);
    pieces_put(&pieces, number, &run->whole);
    return STATUS_OK;
}

/* The job, fitted before its results are given memory. */
static Status live_fitted(FundRun *run, Problems *problems, BlockJob *job, RunOptions *options)
{
    FundSeries block, *series = run->series;
    FundScratch scratch;
    const Fund *fund = series->fund;
    Pieces whole = pieces_begin(series->n_worlds, series->n_replicates, NULL);
    lay_out(series, &whole);
    size_t tables = 2 * (size_t)series->n_replicates * sizeof(double); /* work in so much */
    *job = (BlockJob){.n_studies = run->n_lived,
                      .key = checksum_add_number(fund->checksum, (uint64_t)fund->n_years),
                      .setup = run->lived,
                      .n_blocks = series->n_blocks,
                      .block_bytes = fund_block(run, NULL, &block).used,
                      .work_bytes = fund_scratch(run, NULL, &scratch),
                      .context = run,
                      .work = fund_live_block,
                      .finish = fund_follow_block,
                      .take = take_block};
    *options = *run->options;
    options->number++;
    return fit(run, job, whole.used + tables, options, problems);
}

/* ---- the whole ---- */

static Status take_series(FundRun *run)
{
    Status status = STATUS_OK;
    FundSeries *series = run->series;
    const Fund *fund = series->fund;
    ARENA_TRY(&series->arena, series->expected,
              fund->n_grants * series->n_boards * series->n_years);
    TRY(pieces_allocate(lay_out, series, series->n_worlds, series->n_replicates, &series->arena,
                        &run->whole));
out:
    return status;
}

/* Shares are numbers of replicates: what rounding left beside them is taken off. */
static void settle_shares(const FundSeries *series, double *share, int n)
{
    for (int i = 0; i < n; i++)
        share[i] = round(share[i] * series->n_replicates) / series->n_replicates;
}

static void settle_all_shares(FundSeries *series)
{
    int years = series->n_years, boards = series->n_boards, grants = series->fund->n_grants;
    settle_shares(series, series->cannot_pay, N_REGIMES * years);
    settle_shares(series, series->next_unpaid, N_REGIMES * years);
    settle_shares(series, series->ever_short, N_REGIMES);
    settle_shares(series, series->not_fallen, boards * years);
    settle_shares(series, series->beyond, boards * years);
    settle_shares(series, series->not_fallen_all, boards);
    settle_shares(series, series->beyond_all, boards);
    settle_shares(series, series->made, grants);
    settle_shares(series, series->on_time, grants);
    settle_shares(series, series->limited_share, years * series->rows.n);
}

/* `start` was summed over those that were made. */
static void mean_starts(FundSeries *series)
{
    for (int g = 0; g < series->fund->n_grants; g++)
        if (series->made[g] > 0) series->start[g] /= series->made[g];
}

static Status check_finite(const FundRun *run, Problems *problems)
{
    if (pieces_are_finite(&run->whole, run->whole.n)) return STATUS_OK;
    return problems_fail(problems, STATUS_RUN_FAILED,
                         "a result is no number: some value of a scenario lies too far out; "
                         "`livsbana run` each of them to find it");
}

Status fund_run(const Fund *fund, const RunOptions *options, Problems *problems, FundSeries *series)
{
    Status status = STATUS_OK;
    FundRun *run = NULL;
    Arena arena = {0};
    BlockJob job;
    RunOptions second;
    const Simulation *simulation = &fund->study[0].simulation;
    *series = (FundSeries){.fund = fund,
                           .n_worlds = simulation->worlds,
                           .n_replicates = simulation->replicates,
                           .n_blocks = simulation->worlds / WORLDS_PER_BLOCK,
                           .n_years = fund->n_years};
    ARENA_TRY(&arena, run, 1);
    *run = (FundRun){
        .series = series, .options = options, .per_world = simulation->replicates_per_world};
    TRY(fund_boards(fund, &series->arena, &series->board, &series->n_boards));
    for (int r = 0; r < N_REGIMES; r++)
        TRY(fund_terms(fund, (Regime)r, series->board, series->n_boards, &series->arena,
                       &series->terms[r]));
    TRY(fund_setups(run, &arena, problems));
    TRY(live_fitted(run, problems, &job, &second));
    TRY(take_series(run));
    TRY(forecast(run, problems));
    TRY(fund_average_expected(run, &arena));
    TRY(blocks_run(&job, &second, problems));
    TRY(check_finite(run, problems));
    settle_all_shares(series);
    mean_starts(series);
out:
    if (run != NULL) fund_setups_free(run);
    arena_free(&arena);
    if (status != STATUS_OK) fund_series_free(series);
    return status;
}

void fund_series_free(FundSeries *series)
{
    arena_free(&series->arena);
    *series = (FundSeries){0};
}

#include "analysis/contract_draws.h"

#include "analysis/goal.h"
#include "analysis/pieces.h"
#include "economics/contract.h"
#include "economics/saving.h"
#include "economics/timing.h"

#include <string.h>

enum { PARTICIPANTS, COMPARED, N_STUDIES };
enum { N_GOALS = 2 }; /* pieces of goals */

typedef struct {
    const ContractDraws *draws;
    const RunOptions *options;
    Pieces whole;
} ContractRun;

/* What one study's turn in a block works with. */
typedef struct {
    const ContractDraws *draws;
    Worker *worker;
    Measured measured;
    Life *lives;      /* [people] */
    double *series;   /* [year][payer] */
    double *rounding; /* [year] of the comparison group: find_rounding */
    double *value;    /* the contract's parameters */
    Arena arena;
} Turn;

/* The goals last: they may be no number, where there is none. */
static void lay_out(void *of, Pieces *pieces)
{
    ContractDraws *draws = of;
    size_t n_years = (size_t)draws->n_years, real = sizeof(double);
    for (int arm = 0; arm < N_ARMS; arm++)
        draws->expected[arm] = pieces_take(pieces, PIECE_WORLDS, n_years, real);
    draws->factor = pieces_take(pieces, PIECE_WORLDS, 1, real);
    draws->cost = pieces_take(pieces, PIECE_WORLDS, 1, real);
    draws->cost_discounted = pieces_take(pieces, PIECE_WORLDS, 1, real);
    draws->lived = pieces_take(pieces, PIECE_REPLICATES, n_years, real);
    draws->alike = pieces_take(pieces, PIECE_REPLICATES, n_years, real);
    draws->later = pieces_take(pieces, PIECE_REPLICATES, 1, real);
    draws->goal = pieces_take(pieces, PIECE_REPLICATES, 1, real);
    draws->goal_alike = pieces_take(pieces, PIECE_REPLICATES, 1, real);
}

static Pieces block_view(const ContractDraws *draws, void *memory, ContractDraws *block)
{
    *block = *draws;
    block->n_worlds = WORLDS_PER_BLOCK;
    block->n_replicates = WORLDS_PER_BLOCK * draws->per_world;
    Pieces pieces = pieces_begin(block->n_worlds, block->n_replicates, memory);
    lay_out(block, &pieces);
    return pieces;
}

/* ---- one turn ---- */

static Status begin_turn(const ContractDraws *draws, Worker *worker, Turn *turn)
{
    Status status = STATUS_OK;
    const Contract *contract = draws->contract;
    const Measure measure = {contract->item, MEASURED_SINCE_ENTRY, draws->n_years};
    *turn = (Turn){.draws = draws, .worker = worker};
    TRY(measured_init(&worker->setup->prices, &measure, &turn->measured));
    ARENA_TRY(&turn->arena, turn->lives, worker->setup->plan.n_people);
    ARENA_TRY(&turn->arena, turn->series, draws->n_years * contract->study.model.n_payers);
    ARENA_TRY(&turn->arena, turn->rounding, draws->n_years);
    ARENA_TRY(&turn->arena, turn->value, contract->n_parameters);
out:
    return status;
}

static void end_turn(Turn *turn)
{
    measured_free(&turn->measured);
    arena_free(&turn->arena);
}

/* The contract's payers of turn->series together, cumulative, into column[year * stride]. */
static void keep(const Turn *turn, double *column, int stride)
{
    const Contract *contract = turn->draws->contract;
    int n_payers = contract->study.model.n_payers;
    double sum = 0;
    for (int year = 0; year < turn->draws->n_years; year++) {
        for (int p = 0; p < n_payers; p++)
            if (contract->payer[p]) sum += turn->series[year * n_payers + p];
        column[(size_t)year * (size_t)stride] = sum;
    }
}

static Status enter_world(Turn *turn, int world)
{
    Status status = STATUS_OK;
    worker_draw(turn->worker, world);
    TRY(worker_enter(turn->worker, world, turn->worker->value, NULL, N_GRADES));
    measured_set(&turn->measured, &turn->worker->prices);
out:
    return status;
}

/* ---- the participants ---- */

static double value_or(const double *value, int parameter, double absent)
{
    return parameter == ANY ? absent : value[parameter];
}

static double draw_factor(const Contract *contract, int world, double *value)
{
    const ContractComparison *of = &contract->comparison;
    contract_draw(contract, world, value);
    return contract_comparison_factor(value_or(value, of->bias, 1), value_or(value, of->drift, 0),
                                      of->earlier, value_or(value, of->regression, 0));
}

static bool is_municipal(const Study *study, int payer)
{
    return study->model.payer[payer].level == LEVEL_MUNICIPALITY;
}

static void add_cost(const Turn *turn, int payer, int column, ContractDraws *block)
{
    const Economics *economics = &turn->draws->contract->study.economics;
    for (int year = 1; year <= economics->horizon; year++) {
        double cost = turn->worker->cost[payer * economics->horizon + year - 1];
        block->cost[column] += cost;
        block->cost_discounted[column] += cost * discount_factor(economics->discount_rate, year);
    }
}

static void keep_world(Turn *turn, int world, int column, ContractDraws *block)
{
    const Study *study = &turn->draws->contract->study;
    for (int arm = 0; arm < N_ARMS; arm++) {
        measured_series(&turn->measured, &turn->worker->prices, arm, turn->worker->expected[arm],
                        NULL, turn->series);
        keep(turn, block->expected[arm] + column, block->n_worlds);
    }
    block->factor[column] = draw_factor(turn->draws->contract, world, turn->value);
    for (int p = 0; p < study->model.n_payers; p++)
        if (is_municipal(study, p)) add_cost(turn, p, column, block);
}

/* What the municipality's budgets are spared to the horizon, in worker->released. */
static double later_saving(const Turn *turn)
{
    const Study *study = &turn->draws->contract->study;
    int n_years = study->economics.horizon;
    double sum = 0;
    for (int p = 0; p < study->model.n_payers; p++)
        for (int year = 1; year <= n_years && is_municipal(study, p); year++)
            sum += turn->worker->released[p * n_years + year - 1] *
                   timing_discount(study->economics.timing, study->economics.discount_rate, year);
    return sum;
}

static void live_participants(Turn *turn, int replicate, int column, ContractDraws *block)
{
    worker_live(turn->worker, replicate, turn->lives);
    measured_series(&turn->measured, &turn->worker->prices, ARM_INTERVENTION, NULL,
                    turn->worker->counted->cell[ARM_INTERVENTION], turn->series);
    keep(turn, block->lived + column, block->n_replicates);
    block->goal[column] = goal_value(&turn->worker->setup->plan, turn->draws->contract,
                                     ARM_INTERVENTION, turn->lives);
    block->later[column] = later_saving(turn);
}

/* ---- the comparison group ---- */

/* Of the group's cost, in column[year * stride], that of as many people as the participants. */
static void make_alike(const Turn *turn, double *column, int stride)
{
    static const double nothing = 0;
    const ContractDraws *draws = turn->draws;
    for (int year = 0; year < draws->n_years; year++) {
        double *cost = column + (size_t)year * (size_t)stride;
        comparison_saving(cost, draws->comparison.number, &nothing, draws->n_participants,
                          &turn->rounding[year], 1, cost);
    }
}

/* How much a head of the group is expected to cost above the participants', since whole people cannot meet
 * the same shares in both; the participants' turn came before. */
static void find_rounding(Turn *turn, const ContractDraws *block, int column)
{
    double *rounding = turn->rounding;
    const ContractDraws *draws = turn->draws;
    comparison_expect(turn->worker, &turn->measured, turn->series);
    keep(turn, rounding, 1);
    for (int year = 0; year < draws->n_years; year++)
        rounding[year] = rounding[year] / draws->comparison.number -
                         block->expected[ARM_BASELINE][year * block->n_worlds + column] /
                             draws->n_participants;
}

static void live_compared(Turn *turn, int replicate, int column, ContractDraws *block)
{
    comparison_live(turn->worker, replicate, &turn->measured, turn->lives, turn->series);
    keep(turn, block->alike + column, block->n_replicates);
    make_alike(turn, block->alike + column, block->n_replicates);
    block->goal_alike[column] = goal_value(&turn->worker->setup->plan, turn->draws->contract,
                                           ARM_BASELINE, turn->lives);
}

/* ---- blocks ---- */

static Status run_world(Turn *turn, int study, int world, int column, ContractDraws *block)
{
    Status status = STATUS_OK;
    TRY(enter_world(turn, world));
    if (study == PARTICIPANTS)
        keep_world(turn, world, column, block);
    else
        find_rounding(turn, block, column);
    for (int r = 0; r < block->per_world; r++) {
        int replicate = column * block->per_world + r;
        if (study == PARTICIPANTS)
            live_participants(turn, r, replicate, block);
        else
            live_compared(turn, r, replicate, block);
    }
out:
    return status;
}

static Status fail_strange(Problems *problems)
{
    return problems_fail(problems, STATUS_RUN_FAILED,
                         "a cost is no number: some value of the model lies too far out; look for "
                         "very large or very small rates, ratios and amounts");
}

static Status run_block(void *context, int study, Worker *worker, int number, void *result)
{
    Status status = STATUS_OK;
    const ContractRun *run = context;
    ContractDraws block;
    Turn turn;
    const Pieces pieces = block_view(run->draws, result, &block);
    TRY(begin_turn(run->draws, worker, &turn));
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        TRY(blocks_stopped(run->options));
        TRY(run_world(&turn, study, number * WORLDS_PER_BLOCK + i, i, &block));
    }
    if (!pieces_are_finite(&pieces, pieces.n - N_GOALS)) status = fail_strange(&worker->problems);
out:
    end_turn(&turn);
    return status;
}

static Status take_block(void *context, int number, void *result)
{
    ContractRun *run = context;
    ContractDraws block;
    Pieces pieces = block_view(run->draws, result, &block);
    pieces_put(&pieces, number, &run->whole);
    return STATUS_OK;
}

/* ---- the whole ---- */

static size_t results_of(ContractDraws *draws)
{
    Pieces whole = pieces_begin(draws->n_worlds, draws->n_replicates, NULL);
    lay_out(draws, &whole);
    return whole.used;
}

static Status fit(ContractDraws *draws, BlockJob *job, RunOptions *options, Problems *problems)
{
    Status status = STATUS_OK;
    MemoryNeed need;
    MemoryPlan plan;
    TRY(blocks_need(job, options, &need));
    need.worker += (size_t)(draws->n_participants + draws->comparison.number) * sizeof(Life);
    need.columns = need.rounds = results_of(draws) + draws->setup.arena.used +
                                 draws->comparison.setup.arena.used + draws->comparison.arena.used;
    TRY(blocks_fit(job, &need, options, problems, &plan));
out:
    return status;
}

static double discounted_drawn(const Contract *contract)
{
    const ContractTerms *terms = &contract->terms;
    double sum = 0;
    int n = terms->drawn_to - terms->drawn_from + 1;
    for (int year = terms->drawn_from; year <= terms->drawn_to; year++)
        sum += terms->drawn / n * discount_factor(contract->study.economics.discount_rate, year);
    return sum;
}

Status contract_simulate(const Contract *contract, const RunOptions *options, Problems *problems,
                         ContractDraws *draws)
{
    Status status = STATUS_OK;
    const Study *study = &contract->study;
    *draws = (ContractDraws){.contract = contract,
                             .n_participants = study_participants(&contract->study),
                             .n_worlds = study->simulation.worlds,
                             .n_replicates = study->simulation.replicates,
                             .per_world = study->simulation.replicates_per_world,
                             .n_blocks = study->simulation.worlds / WORLDS_PER_BLOCK,
                             .n_years = contract->follow_up > CONTRACT_YEARS ? contract->follow_up
                                                                             : CONTRACT_YEARS,
                             .drawn_discounted = discounted_drawn(contract),
                             .settled_discount = discount_factor(study->economics.discount_rate,
                                                                 contract->terms.settled)};
    RunOptions how = *options;
    ContractRun run = {.draws = draws, .options = options};
    ContractDraws block;
    TRY(setup_make(study, problems, &draws->setup));
    TRY(comparison_make(study, contract->comparison.number, problems, &draws->comparison));
    /* Side by side, as blocks_run takes them; what they point to stays in draws. */
    const Setup setups[N_STUDIES] = {draws->setup, draws->comparison.setup};
    BlockJob job = {.n_studies = N_STUDIES,
                    .setup = setups,
                    .n_blocks = draws->n_blocks,
                    .check = true,
                    .block_bytes = block_view(draws, NULL, &block).used,
                    .context = &run,
                    .work = run_block,
                    .take = take_block};
    TRY(fit(draws, &job, &how, problems));
    TRY(pieces_allocate(lay_out, draws, draws->n_worlds, draws->n_replicates, &draws->arena,
                        &run.whole));
    TRY(blocks_run(&job, &how, problems));
out:
    if (status != STATUS_OK) contract_draws_free(draws);
    return status;
}

void contract_draws_free(ContractDraws *draws)
{
    comparison_free(&draws->comparison);
    setup_free(&draws->setup);
    arena_free(&draws->arena);
    *draws = (ContractDraws){0};
}

#include "analysis/evaluation_world.h"

int verdict_years(const Study *study)
{
    return study->economics.horizon < 10 ? study->economics.horizon : 10;
}

const int mark_year[N_MARKS] = {5, 10, 20};
const int reported_age[N_REPORTED_AGES] = {20, 25, 30, 45, 60};

/* What is saved on rows of spending: sums, and by world where a batch will add them up. */
static void lay_out_spending(Evaluation *evaluation, Pieces *pieces)
{
    const size_t real = sizeof(double);
    size_t n_spendings = (size_t)evaluation->study->model.n_spendings;
    size_t n_spent = n_spendings * (size_t)evaluation->n_years;
    if (evaluation->keeps_savings) {
        size_t n_felt = (size_t)(evaluation->felt.n_links * evaluation->n_years);
        evaluation->row_spent = pieces_take(pieces, PIECE_WORLDS, n_spendings, real);
        evaluation->row_saved = pieces_take(pieces, PIECE_WORLDS, n_spent, real);
        evaluation->row_felt = pieces_take(pieces, PIECE_WORLDS, n_felt, real);
    }
    evaluation->spending = pieces_take(pieces, PIECE_SUMS, n_spendings, real);
    evaluation->spending_saved = pieces_take(pieces, PIECE_SUMS, n_spent, real);
    evaluation->spending_beyond = pieces_take(pieces, PIECE_SUMS, n_spent, real);
    evaluation->spending_worlds = pieces_take(pieces, PIECE_SUMS, n_spent, real);
}

/* Lays out everything that blocks fill in, in the evaluation's own numbers of worlds and replicates. */
static void lay_out(void *of, Pieces *pieces)
{
    Evaluation *evaluation = of;
    const Model *model = &evaluation->study->model;
    const size_t real = sizeof(double), number = sizeof(uint32_t);
    size_t n_payers = (size_t)model->n_payers, n_states = (size_t)model->n_states;
    size_t cells = n_payers * (size_t)evaluation->n_years;
    size_t n_ledger = (size_t)(evaluation->n_life_years * evaluation->setup.prices.ledger.n_lines);
    size_t n_corrected = (size_t)evaluation->n_life_years * n_payers;
    evaluation->knowledge_full = pieces_take(pieces, PIECE_WORLDS, cells, real);
    evaluation->knowledge_released = pieces_take(pieces, PIECE_WORLDS, cells, real);
    evaluation->programme_cost = pieces_take(pieces, PIECE_WORLDS, cells, real);
    for (int arm = 0; arm < N_ARMS; arm++)
        evaluation->exclusion[arm] = pieces_take(pieces, PIECE_WORLDS, 1, real);
    evaluation->parameter = pieces_take(pieces, PIECE_WORLDS,
                                        (size_t)evaluation->study->n_parameters, real);
    for (int v = 0; v < N_VARIANTS && evaluation->has_weak; v++)
        evaluation->variant[v] = pieces_take(pieces, PIECE_WORLDS,
                                             (size_t)evaluation->n_variant_years, real);
    if (evaluation->setup.plan.n_shocks > 1)
        evaluation->other_course = pieces_take(pieces, PIECE_WORLDS, 1, real);
    evaluation->luck_full = pieces_take(pieces, PIECE_REPLICATES, cells, real);
    evaluation->luck_released = pieces_take(pieces, PIECE_REPLICATES, cells, real);
    for (int mark = 0; mark < N_MARKS && mark_year[mark] <= evaluation->n_years; mark++)
        evaluation->by_luck[mark] = pieces_take(pieces, PIECE_REPLICATES, 1, real);
    evaluation->outcome = pieces_take(
        pieces, PIECE_REPLICATES,
        (size_t)(model->n_outcomes * N_OUTCOME_SIDES * N_OUTCOME_WINDOWS * 2), real);
    for (int side = 0; side < N_DOCUMENTS_SIDES; side++)
        evaluation->documented[side] = pieces_take(pieces, PIECE_REPLICATES,
                                                   (size_t)evaluation->study->n_documented, real);
    evaluation->fewer = pieces_take(pieces, PIECE_REPLICATES, 1, number);
    evaluation->more = pieces_take(pieces, PIECE_REPLICATES, 1, number);
    for (int arm = 0; arm < N_ARMS; arm++) {
        evaluation->entered[arm] = pieces_take(pieces, PIECE_REPLICATES, n_states, number);
        evaluation->milestone[arm] = pieces_take(
            pieces, PIECE_REPLICATES, (size_t)(model->n_milestones * N_MILESTONE_LEVELS), number);
        evaluation->exclusion_years[arm] = pieces_take(pieces, PIECE_REPLICATES, 1, number);
        evaluation->years_in[arm] = pieces_take(pieces, PIECE_REPLICATES, n_states, number);
        evaluation->excluded_at[arm] = pieces_take(pieces, PIECE_REPLICATES, N_REPORTED_AGES,
                                                   number);
        evaluation->ledger_full[arm] = pieces_take(pieces, PIECE_SUMS, n_ledger, real);
        evaluation->ledger_released[arm] = pieces_take(pieces, PIECE_SUMS, n_ledger, real);
        evaluation->occupancy[arm] = pieces_take(
            pieces, PIECE_SUMS, (size_t)evaluation->setup.plan.n_ages * n_states, real);
    }
    for (int c = 0; c < N_CORRECTIONS; c++) {
        evaluation->correction[c] = pieces_take(pieces, PIECE_WORLDS, n_payers, real);
        evaluation->correction_full[c] = pieces_take(pieces, PIECE_SUMS, n_corrected, real);
        evaluation->correction_released[c] = pieces_take(pieces, PIECE_SUMS, n_corrected, real);
    }
    lay_out_spending(evaluation, pieces);
}

/* ---- blocks ---- */

/* The evaluation with the columns of one block alone, in a block's memory. */
static Pieces block_view(const Evaluation *evaluation, void *memory, Evaluation *block)
{
    *block = *evaluation;
    block->n_blocks = 1;
    block->n_worlds = WORLDS_PER_BLOCK;
    block->n_replicates = WORLDS_PER_BLOCK * evaluation->study->simulation.replicates_per_world;
    Pieces pieces = pieces_begin(block->n_worlds, block->n_replicates, memory);
    lay_out(block, &pieces);
    return pieces;
}

static Status run_block(void *context, int study, Worker *worker, int number, void *result)
{
    Status status = STATUS_OK;
    const EvaluationRun *run = context;
    Evaluation block;
    (void)study;
    const Pieces pieces = block_view(run->evaluation, result, &block);
    noted_clear(&worker->worlds);
    noted_clear(&worker->replicates);
    for (int i = 0; i < WORLDS_PER_BLOCK; i++) {
        int world = number * WORLDS_PER_BLOCK + i;
        TRY(blocks_stopped(run->options));
        worker_draw(worker, world);
        TRY(evaluation_world(run, worker, world, i, &block));
    }
    evaluation_put(&block, worker);
    if (!pieces_are_finite(&pieces, pieces.n)) status = evaluation_strange(&worker->problems);
out:
    return status;
}

Status evaluation_strange(Problems *problems)
{
    return problems_fail(problems, STATUS_RUN_FAILED,
                         "a result is no number: some value of the model lies too far out; look "
                         "for very large or very small rates, ratios and amounts");
}

/* The result is only read from: a view of it needs a pointer that may write. */
static Status take_block(void *context, int number, void *result)
{
    EvaluationRun *run = context;
    Evaluation block;
    Pieces pieces = block_view(run->evaluation, result, &block);
    pieces_put(&pieces, number, &run->whole);
    return run->passing ? run->passing->take(run->passing->context, &block, number) : STATUS_OK;
}

/* ---- the whole ---- */

/* Bytes of the whole's columns and sums, with or without replicates. */
static size_t series_bytes(Evaluation *evaluation, bool replicates)
{
    Pieces whole = pieces_begin(evaluation->n_worlds, replicates ? evaluation->n_replicates : 0,
                                NULL);
    lay_out(evaluation, &whole);
    return whole.used;
}

static Status take_series(Evaluation *evaluation, const RunOptions *options, Pieces *whole)
{
    Status status = STATUS_OK;
    bool keeps = !evaluation->memory.in_rounds && blocks_lead_here(options);
    int n_columns = keeps ? evaluation->n_replicates : 0;
    TRY(pieces_allocate(lay_out, evaluation, evaluation->n_worlds, n_columns, &evaluation->arena,
                        whole));
    ARENA_TRY(&evaluation->arena, evaluation->started, evaluation->setup.plan.n_ages);
    /* What the look at every world draws is there when the block is worked on, and put in its own place. */
    evaluation->setup.drawn = (Drawn){evaluation->n_worlds, evaluation->parameter, NULL};
    ARENA_TRY(&evaluation->arena, evaluation->setup.drawn.has, evaluation->n_blocks);
out:
    return status;
}

/* What tables ask of each replicate: for every payer and perspective, basis and year a quantile and two
 * shares. A sketch of kronor spreads over some 40 octaves of either sign. */
static size_t tally_bytes(const Evaluation *evaluation)
{
    enum { PERSPECTIVES = 5, BASES = 4, QUESTION = 1400, SKETCH = 40 * 512 };
    size_t n_rows = (size_t)((evaluation->study->model.n_payers + PERSPECTIVES) * BASES *
                             (evaluation->n_years + 6));
    return n_rows * (3 * QUESTION + SKETCH);
}

/* What tables work in while they ask n replicates: at least payback_bytes and summary_bytes of them. */
static size_t asking_bytes(const Evaluation *evaluation, int n)
{
    size_t n_years = (size_t)evaluation->n_years, replicates = (size_t)n;
    size_t payback = (n_years + 4) * replicates + 65 * n_years;
    size_t summary = 10 * replicates + 6 * (size_t)evaluation->n_worlds;
    return (payback > summary ? payback : summary) * sizeof(double);
}

static Status fit_memory(Evaluation *evaluation, const Passing *passing, BlockJob *job,
                         RunOptions *options, Problems *problems)
{
    Status status = STATUS_OK;
    MemoryNeed need;
    size_t stands = passing->stands + evaluation->setup.arena.used + evaluation->arena.used;
    TRY(blocks_need(job, options, &need));
    need.columns = stands + series_bytes(evaluation, true);
    need.rounds = stands + series_bytes(evaluation, false) + tally_bytes(evaluation) +
                  passing->rows +
                  asking_bytes(evaluation, evaluation->n_replicates / evaluation->n_blocks);
    if (!passing->take) need.rounds = need.columns;
    size_t asking = asking_bytes(evaluation, evaluation->n_replicates);
    size_t keeping = need.worker + passing->kept;
    need.tables = passing->rows + (asking > keeping ? asking : keeping);
    size_t making = evaluation->setup.making + passing->making;
    size_t readiness = stands + (making > need.worker ? making : need.worker);
    need.apart = passing->after > readiness ? passing->after : readiness;
    TRY(blocks_fit(job, &need, options, problems, &evaluation->memory));
    evaluation->memory.results -=
        stands; /* is told: what stands depends on how a build takes memory */
    seat_take(options->seat, readiness, stands, evaluation->memory.alone);
out:
    return status;
}

static void count_started(Evaluation *evaluation)
{
    const Plan *plan = &evaluation->setup.plan;
    for (int c = 0; c < plan->n_cohorts; c++) {
        for (int i = plan->cohort[c].age - plan->model->first_age; i < plan->n_ages; i++)
            evaluation->started[i] += plan->cohort[c].n_people;
    }
}

static bool is_weak(const Effect *effect)
{
    return effect->provenance.grade >= GRADE_C;
}

static Status take_variants(EvaluationRun *run, Arena *arena)
{
    Status status = STATUS_OK;
    const Study *study = run->evaluation->study;
    static const double factor[N_VARIANTS] = {[VARIANT_HALVED] = 0.5, [VARIANT_DOUBLED] = 2};
    for (int v = 0; v < N_VARIANTS && run->evaluation->has_weak; v++) {
        double *scale;
        ARENA_TRY(arena, scale, study->n_effects);
        for (int e = 0; e < study->n_effects; e++)
            scale[e] = is_weak(&study->effect[e]) ? factor[v] : 1;
        run->scale[v] = scale;
    }
    for (int p = 0; p < study->model.n_payers; p++) {
        if (study->model.payer[p].level == LEVEL_MUNICIPALITY)
            run->municipal[run->n_municipal++] = p;
    }
out:
    return status;
}

/* The course's share is small where we have seen it; a hundred pairs tell that. */
static int course_every(int n_worlds)
{
    const int PAIRS = 100, MOST = 4;
    int every = n_worlds / PAIRS;
    return every < 1 ? 1 : every > MOST ? MOST : every;
}

Status evaluate(const Study *study, const RunOptions *options, Problems *problems,
                Evaluation *evaluation)
{
    Status status = STATUS_OK;
    TRY(evaluation_begin(study, options, problems, evaluation));
    TRY(evaluation_run(options, NULL, problems, evaluation));
out:
    return status;
}

Status evaluation_begin(const Study *study, const RunOptions *options, Problems *problems,
                        Evaluation *evaluation)
{
    Status status = STATUS_OK;
    *evaluation = (Evaluation){.study = study,
                               .n_worlds = study->simulation.worlds,
                               .n_replicates = study->simulation.replicates,
                               .n_blocks = study->simulation.worlds / WORLDS_PER_BLOCK,
                               .n_years = study->economics.horizon};
    TRY(setup_make(study, problems, &evaluation->setup));
    evaluation->n_life_years = evaluation->setup.n_life_years;
    evaluation->keeps_savings = options->savings;
    if (options->savings)
        TRY(felt_plan_make(&evaluation->setup.prices, &evaluation->arena, &evaluation->felt));
    evaluation->n_variant_years = verdict_years(study);
    evaluation->course_every = course_every(study->simulation.worlds);
    for (int e = 0; e < study->n_effects; e++) evaluation->has_weak |= is_weak(&study->effect[e]);
out:
    if (status != STATUS_OK) evaluation_free(evaluation);
    return status;
}

Status evaluation_run(const RunOptions *options, const Passing *passing, Problems *problems,
                      Evaluation *evaluation)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    EvaluationRun *run = NULL;
    RunOptions how = *options;
    Evaluation block;
    ARENA_TRY(&scratch, run, 1);
    BlockJob job = {.n_studies = 1,
                    .setup = &evaluation->setup,
                    .n_blocks = evaluation->n_blocks,
                    .check = true,
                    .block_bytes = block_view(evaluation, NULL, &block).used,
                    .context = run,
                    .work = run_block,
                    .take = take_block};
    if (passing) TRY(fit_memory(evaluation, passing, &job, &how, problems));
    *run = (EvaluationRun){.evaluation = evaluation,
                           .options = options,
                           .passing = evaluation->memory.in_rounds ? passing : NULL};
    TRY(take_series(evaluation, options, &run->whole));
    count_started(evaluation);
    TRY(take_variants(run, &scratch));
    TRY(blocks_run(&job, &how, problems));
out:
    arena_free(&scratch);
    if (status != STATUS_OK) evaluation_free(evaluation);
    return status;
}

void evaluation_free(Evaluation *evaluation)
{
    setup_free(&evaluation->setup);
    arena_free(&evaluation->arena);
    *evaluation = (Evaluation){0};
}

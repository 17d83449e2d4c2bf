/* What must hold in a model at the medians of its parameters. Other worlds are checked where their
 * tables are made; only rows that must sum to 1 are also tried in one of them here. */
#include "model/draw.h"
#include "model/generations.h"
#include "model/model_read.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const double SUM_TOLERANCE = 1e-9;

/* Everything the checks look at; value[] at the medians, other[] in the first world. */
typedef struct {
    Reading *reading;
    const Model *model;
    const double *value, *other;
} Checking;

/* The parameter of a product that the scenario sets, or NULL. */
static const Parameter *set_by_scenario(const Checking *checking, const Product *product)
{
    const Reading *reading = checking->reading;
    for (int f = 0; f < product->n; f++) {
        const Parameter *parameter = &reading->parameter[product->factor[f].parameter];
        if (parameter->provenance.where.file == reading->study->path) return parameter;
    }
    return NULL;
}

/* What a message about a product of the model names: its place there, or the scenario's value in it, for
 * then the model alone is not to blame. */
typedef struct {
    Where where;
    const char *key;
    const char *in; /* where the product stands, when that is not `where` */
} Blame;

static Blame blame_for(const Checking *checking, const Product *product, Where where,
                       const char *key)
{
    Arena *arena = checking->reading->arena;
    const Parameter *set = set_by_scenario(checking, product);
    if (set == NULL) return (Blame){where, key, ""};
    const char *place = arena_format(arena, "parameters.%s", set->name);
    const char *slash = strrchr(where.file, '/'), *file = slash ? slash + 1 : where.file;
    const char *in = arena_format(arena, " in the model's %s:%d", file, where.line);
    if (place == NULL || in == NULL) return (Blame){where, key, ""};
    return (Blame){set->provenance.where, place, in};
}

/* A plain number was checked with its table; one noted there is not noted again. */
static void check_product(const Checking *checking, TableIndex table, const Product *product,
                          double low, double high, Provenance provenance, const char *key)
{
    if (product->n == 0 && !checking->reading->sound[table]) return;
    double value = product_value(product, checking->value);
    if (value >= low && value <= high) return;
    Blame blame = blame_for(checking, product, provenance.where, key);
    problems_note(checking->reading->problems, blame.where, blame.key,
                  "expected a product between %g and %g%s, got %.10g at the medians of its "
                  "parameters",
                  low, high, blame.in, value);
}

static void check_products(const Checking *checking)
{
    const Model *model = checking->model;
    for (int i = 0; i < model->n_transitions; i++)
        check_product(checking, TABLE_TRANSITIONS, &model->transition[i].probability, 0, 1,
                      model->transition[i].provenance, "probability");
    for (int i = 0; i < model->n_modifiers; i++)
        check_product(checking, TABLE_MODIFIERS, &model->modifier[i].value, 0, 1e6,
                      model->modifier[i].provenance, "value");
    for (int i = 0; i < model->n_milestone_rows; i++) {
        const MilestoneRow *row = &model->milestone_row[i];
        check_product(checking, TABLE_MILESTONES, &row->probability, 0, 1, row->provenance,
                      "probability");
        check_product(checking, TABLE_MILESTONES, &row->causal_share, 0, 1, row->provenance,
                      "causal_share");
    }
    for (int i = 0; i < model->n_mortality_ratios; i++) {
        const MortalityRatio *row = &model->mortality_ratio[i];
        check_product(checking, TABLE_MORTALITY_RATIOS, &row->ratio, 1e-6, 1e6, row->provenance,
                      "ratio");
        check_product(checking, TABLE_MORTALITY_RATIOS, &row->causal_share, 0, 1, row->provenance,
                      "causal_share");
    }
    for (int i = 0; i < model->n_costs; i++) {
        const Cost *row = &model->cost[i];
        check_product(checking, TABLE_COSTS, &row->amount, -1e9, 1e9, row->provenance, "amount");
        check_product(checking, TABLE_COSTS, &row->cashable, 0, 1, row->provenance, "cashable");
        check_product(checking, TABLE_COSTS, &row->backfill, 0, 1, row->provenance, "backfill");
    }
    for (int i = 0; i < model->n_spendings; i++)
        check_product(checking, TABLE_SPENDING, &model->spending[i].amount, 0, 1e15,
                      model->spending[i].provenance, "amount");
    for (int i = 0; i < model->n_outcome_rows; i++)
        check_product(checking, TABLE_OUTCOMES, &model->outcome_row[i].weight, -1000, 1000,
                      model->outcome_row[i].provenance, "weight");
    for (int i = 0; i < model->n_movings; i++)
        check_product(checking, TABLE_MOVING, &model->moving[i].probability, 0, 1,
                      model->moving[i].provenance, "probability");
}

static void check_classes(const Checking *checking)
{
    const Model *model = checking->model;
    double sum = 0;
    for (int i = 0; i < model->n_classes; i++) {
        const RiskClass *class_ = &model->class_[i];
        sum += product_value(&class_->share, checking->value);
        check_product(checking, TABLE_CLASSES, &class_->share, 0, 1, class_->provenance, "share");
    }
    if (fabs(sum - 1) > SUM_TOLERANCE)
        problems_note(checking->reading->problems, model->class_[0].provenance.where, "share",
                      "expected the shares of all classes to sum to 1, got %.10g", sum);
}

/* In every world: one parameter must part shares that are uncertain. */
static void check_shocks(const Checking *checking)
{
    const Model *model = checking->model;
    double sum = 0, other = 0;
    for (int i = 0; i < model->n_shocks; i++) {
        const Shock *shock = &model->shock[i];
        sum += product_value(&shock->share, checking->value);
        other += product_value(&shock->share, checking->other);
        check_product(checking, TABLE_SHOCKS, &shock->share, 0, 1, shock->provenance, "share");
        check_product(checking, TABLE_SHOCKS, &shock->persistence, 0, 0.99, shock->provenance,
                      "persistence");
    }
    if (model->n_shocks > 0 && (fabs(sum - 1) > SUM_TOLERANCE || fabs(other - 1) > SUM_TOLERANCE))
        problems_note(checking->reading->problems, model->shock[0].provenance.where, "share",
                      "expected the shares of all shocks to sum to 1 in every world, got %.10g",
                      fabs(sum - 1) > SUM_TOLERANCE ? sum : other);
}

/* Which row counts for a person in one state: [arm][sex][age][to], -1 for none. */
typedef struct {
    int row[N_ARMS][N_SEXES][MAX_AGE + 1][MAX_STATES];
} RowGrid;

static void grid_put(RowGrid *grid, const Transition *row, int index)
{
    for (int arm = 0; arm < N_ARMS; arm++)
        for (int sex = 0; sex < N_SEXES; sex++)
            for (int age = row->age_from; age <= row->age_to; age++)
                if ((row->arm == ANY || row->arm == arm) && (row->sex == ANY || row->sex == sex))
                    grid->row[arm][sex][age][row->to] = index;
}

/* The rows of one generation. Rows without an arm first: those with one replace them. */
static void grid_fill(RowGrid *grid, const Model *model, int from, int born)
{
    int *cell = &grid->row[0][0][0][0];
    for (size_t i = 0; i < sizeof grid->row / sizeof *cell; i++) cell[i] = -1;
    for (int pass = 0; pass < 2; pass++)
        for (int i = 0; i < model->n_transitions; i++)
            if (model->transition[i].from == from && (model->transition[i].arm != ANY) == pass &&
                model->transition[i].born.from <= born && born <= model->transition[i].born.to)
                grid_put(grid, &model->transition[i], i);
}

typedef enum { SUM_RIGHT, SUM_ABOVE, SUM_NOT_ONE, SUM_NOT_ALL, SUM_LOOSE, N_SUMS } SumKind;

static const char *const SUM_EXPECTED[N_SUMS] = {
    [SUM_ABOVE] = "to sum to at most 1",
    [SUM_NOT_ONE] = "to sum to 1, since one of them says who stays",
    [SUM_NOT_ALL] = "to sum to 1, since the state closes after this age",
    [SUM_LOOSE] = "to sum to 1 in every world (let one parameter part them: p and (1 - p))",
};

/* The first cell of a state where a sum is wrong in this way, and how many there are. */
typedef struct {
    int n, generation, arm, sex, age, row;
    double sum;
} SumFault;

static double row_sum(const Checking *checking, const int *row, const double *value, int *some)
{
    double sum = 0;
    for (int to = 0; to < checking->model->n_states; to++) {
        if (row[to] < 0) continue;
        sum += product_value(&checking->model->transition[row[to]].probability, value);
        *some = row[to];
    }
    return sum;
}

/* The row of a cell in which the scenario sets a parameter; else the one that was found. */
static int row_to_blame(const Checking *checking, const int *row, int found)
{
    for (int to = 0; to < checking->model->n_states; to++) {
        if (row[to] >= 0 &&
            set_by_scenario(checking, &checking->model->transition[row[to]].probability))
            return row[to];
    }
    return found;
}

/* A row that is above 1 by itself was noted. */
static bool has_impossible(const Checking *checking, const int *row)
{
    for (int to = 0; to < checking->model->n_states; to++)
        if (row[to] >= 0 &&
            product_value(&checking->model->transition[row[to]].probability, checking->value) > 1)
            return true;
    return false;
}

static void check_cell(const Checking *checking, const RowGrid *grid, int from, int generation,
                       int arm, int sex, int age, SumFault fault[N_SUMS])
{
    const Model *model = checking->model;
    const int *row = grid->row[arm][sex][age];
    int some = -1;
    bool closes = age == model->state[from].age_to && age < model->last_age;
    bool must = closes || row[from] >= 0;
    double sum = row_sum(checking, row, checking->value, &some), apart = fabs(sum - 1);
    SumKind kind = SUM_RIGHT;
    if (!must && sum > 1 + SUM_TOLERANCE) kind = SUM_ABOVE;
    if (must && apart > SUM_TOLERANCE) kind = closes ? SUM_NOT_ALL : SUM_NOT_ONE;
    if (must && kind == SUM_RIGHT) {
        sum = row_sum(checking, row, checking->other, &some);
        if (fabs(sum - 1) > SUM_TOLERANCE) kind = SUM_LOOSE;
    }
    if (kind == SUM_RIGHT || (kind == SUM_ABOVE && has_impossible(checking, row))) return;
    if (fault[kind].n == 0)
        fault[kind] = (SumFault){0,  generation, arm, sex, age, row_to_blame(checking, row, some),
                                 sum};
    fault[kind].n++;
}

static void note_fault(const Checking *checking, int from, SumKind kind, const SumFault *fault,
                       const char *path)
{
    static const char *const ARM[N_ARMS] = {"baseline", "intervention"};
    static const char *const SEX[N_SEXES] = {"f", "m"};
    char born[32] = "";
    const BirthYears *years = &checking->model->generation[fault->generation];
    if (years->from != EARLIEST_BORN)
        snprintf(born, sizeof born, ", born %d", years->from);
    else if (years->to != LATEST_BORN)
        snprintf(born, sizeof born, ", born %d", years->to);
    Blame blame = {{path, 0, 0}, "probability", ""};
    if (fault->row >= 0) {
        const Transition *row = &checking->model->transition[fault->row];
        blame = blame_for(checking, &row->probability, row->provenance.where, "probability");
    }
    problems_note(checking->reading->problems, blame.where, blame.key,
                  "expected the rows out of \"%s\"%s %s, got %.10g (%s, sex %s, age %d%s%s)",
                  checking->model->state[from].label.name, blame.in, SUM_EXPECTED[kind], fault->sum,
                  ARM[fault->arm], SEX[fault->sex], fault->age, born,
                  fault->n > 1 ? ", and other cells" : "");
}

static void check_state(const Checking *checking, RowGrid *grid, int from, const char *path)
{
    const Model *model = checking->model;
    SumFault fault[N_SUMS] = {{0}};
    for (int g = 0; g < model->n_generations; g++) {
        grid_fill(grid, model, from, model->generation[g].from);
        for (int i = 0; i < N_ARMS * N_SEXES; i++)
            for (int age = model->state[from].age_from; age <= model->state[from].age_to; age++)
                check_cell(checking, grid, from, g, i / N_SEXES, i % N_SEXES, age, fault);
    }
    for (int kind = SUM_RIGHT + 1; kind < N_SUMS; kind++)
        if (fault[kind].n > 0) note_fault(checking, from, (SumKind)kind, &fault[kind], path);
}

static Status check_sums(const Checking *checking)
{
    Status status = STATUS_OK;
    Arena scratch = {0};
    RowGrid *grid = NULL;
    const Model *model = checking->model;
    const char *path = arena_format(checking->reading->arena, "%s/transitions.csv", model->folder);
    if (path == NULL) return STATUS_MEMORY;
    ARENA_TRY(&scratch, grid, 1);
    for (int from = 0; from < model->n_states; from++)
        if (from != model->end_state) check_state(checking, grid, from, path);
out:
    arena_free(&scratch);
    return status;
}

/* Whoever starts was born in some year: which, must be told where it matters. */
static void check_targets(const Checking *checking)
{
    const Model *model = checking->model;
    for (int t = 0; t < model->n_targets && model->n_generations > 1; t++) {
        if (model->target[t].year != ANY) continue;
        problems_note(checking->reading->problems, model->target[t].provenance.where, "year",
                      "expected the calendar year of the figure, since rows of the model name "
                      "birth years, got nothing");
    }
}

Status model_check(Reading *reading)
{
    Status status = STATUS_OK;
    double *value = NULL, *other = NULL;
    uint64_t seed = reading->study->simulation.seed;
    ARENA_TRY(reading->arena, value, reading->n_parameters);
    ARENA_TRY(reading->arena, other, reading->n_parameters);
    const JointDraws *joint = &reading->study->model.joint;
    parameters_medians(reading->parameter, reading->n_parameters, joint, value);
    parameters_draw(reading->parameter, reading->n_parameters, joint, seed, 0, other);
    Checking checking = {reading, &reading->study->model, value, other};
    TRY(generations_make(reading));
    check_products(&checking);
    check_targets(&checking);
    if (reading->sound[TABLE_CLASSES] && reading->sound[TABLE_PARAMETERS] &&
        reading->study->model.n_classes > 0)
        check_classes(&checking);
    if (reading->sound[TABLE_SHOCKS] && reading->sound[TABLE_PARAMETERS]) check_shocks(&checking);
    if (reading->sound[TABLE_STATES] && reading->sound[TABLE_TRANSITIONS] &&
        reading->sound[TABLE_PARAMETERS])
        TRY(check_sums(&checking));
out:
    return status;
}

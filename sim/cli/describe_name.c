#include "cli/describe.h"

#include "cli/screen.h"
#include "model/label.h"

#include <stddef.h>
#include <string.h>

enum { INDENT = 2, COLUMN = 18, LISTED = 6 };

static void entry(Description *description, const char *name, const char *text)
{
    if (text != NULL && *text != '\0')
        screen_entry(&description->screen, INDENT, COLUMN, name, text);
}

static void begin(Description *description, const char *what, const Label *label)
{
    terminal_heading(&description->screen, described(description, "%s (%s)", label->name, what));
    entry(description, "English", label->label_en);
    entry(description, "Swedish", label->label_sv);
}

/* The source's title where the source is a key of the model's, and the grade. */
static void write_provenance(Description *description, const Provenance *provenance)
{
    const Model *model = &description->study->model;
    const char *text = provenance->source;
    for (int i = 0; i < model->n_sources; i++) {
        const Source *source = &model->source[i];
        if (strcmp(source->key, provenance->source) == 0)
            text = described(description, "%s: %s", source->key, source->title);
    }
    entry(description, "source", text);
    entry(description, "grade", name_of_grade(provenance->grade));
}

/* ---- costs, listed for their state, payer or item ---- */

enum { COST_ITEM, COST_STATE, COST_AGES, COST_PAYER, COST_GRADE, COST_KRONOR, N_COST_COLUMNS };

/* Which costs are listed; the column that says the same in all rows is left out. */
typedef struct {
    bool (*wanted)(const Cost *cost, int index);
    int left_out; /* N_COST_COLUMNS: none */
} CostList;

static bool is_of_state(const Cost *cost, int index)
{
    return cost->state == index;
}

static bool is_of_payer(const Cost *cost, int index)
{
    return cost->payer == index || cost->receiver == index;
}

static bool is_of_item(const Cost *cost, int index)
{
    return cost->item == index;
}

static const CostList costs_of_state = {is_of_state, COST_STATE};
static const CostList costs_of_payer = {is_of_payer, N_COST_COLUMNS};
static const CostList costs_of_item = {is_of_item, COST_ITEM};

static void fill_cost(Description *description, const Cost *cost, const char **row)
{
    static const char *const sex[N_SEXES] = {[SEX_FEMALE] = " f", [SEX_MALE] = " m"};
    static const char *const arm[N_ARMS] = {
        [ARM_BASELINE] = " in the baseline", [ARM_INTERVENTION] = " in the intervention"};
    const Model *model = &description->study->model;
    const char *receiver = cost->receiver == ANY ? "" : model->payer[cost->receiver].label.name;
    row[COST_ITEM] = model->item[cost->item].label.name;
    row[COST_STATE] = model->state[cost->state].label.name;
    row[COST_AGES] = described(
        description, "%s%s%s%s", described_ages(description, cost->age_from, cost->age_to),
        cost->sex == ANY ? "" : sex[cost->sex], cost->per_entry ? " at entry" : "",
        cost->arm == ANY ? "" : arm[cost->arm]);
    row[COST_PAYER] = described(description, "%s%s%s", model->payer[cost->payer].label.name,
                                *receiver ? " to " : "", receiver);
    row[COST_GRADE] = name_of_grade(cost->provenance.grade);
    row[COST_KRONOR] = described(description, "%s (%d)",
                                 described_product(description, &cost->amount), cost->price_year);
}

/* Adds a row of six without the column that is left out. */
static const char **add_cells(const char **cell, const char *const *row, int left_out)
{
    for (int c = 0; c < N_COST_COLUMNS; c++) {
        if (c != left_out) *cell++ = row[c];
    }
    return cell;
}

static void write_costs(Description *description, const CostList *list, int index)
{
    static const char *const header[N_COST_COLUMNS] = {
        [COST_ITEM] = "cost",   [COST_STATE] = "state", [COST_AGES] = "ages",
        [COST_PAYER] = "payer", [COST_GRADE] = "grade", [COST_KRONOR] = "kronor (price year)"};
    const Model *model = &description->study->model;
    const char **cell = description_cells(description, N_COST_COLUMNS, model->n_costs, header);
    if (cell == NULL) return;
    const char **next = add_cells(cell, header, list->left_out);
    int n = 1, n_columns = (int)(next - cell);
    for (int c = 0; c < model->n_costs; c++) {
        const char *row[N_COST_COLUMNS];
        if (!list->wanted(&model->cost[c], index)) continue;
        fill_cost(description, &model->cost[c], row);
        next = add_cells(next, row, list->left_out);
        n++;
    }
    if (n == 1) return;
    terminal_blank(&description->screen);
    screen_table(&description->screen, INDENT, n_columns, cell, n);
}

/* ---- states ---- */

static const char *born_text(Description *description, BirthYears born)
{
    if (born.from == EARLIEST_BORN && born.to == LATEST_BORN) return "";
    if (born.from == EARLIEST_BORN) return described(description, ", born to %d", born.to);
    if (born.to == LATEST_BORN) return described(description, ", born from %d", born.from);
    return described(description, ", born %d-%d", born.from, born.to);
}

static void write_transitions(Description *description, int state)
{
    static const char *const header[] = {"to", "ages", "sex", "grade", "yearly probability"};
    static const char *const sex[N_SEXES] = {[SEX_FEMALE] = "f", [SEX_MALE] = "m"};
    const Model *model = &description->study->model;
    const char **cell = description_cells(description, 5, model->n_transitions, header);
    int n = 1;
    if (cell == NULL) return;
    for (int i = 0; i < model->n_transitions; i++) {
        const Transition *transition = &model->transition[i];
        if (transition->from != state) continue;
        const char **row = cell + 5 * n++;
        row[0] = model->state[transition->to].label.name;
        row[1] = described(description, "%s%s",
                           described_ages(description, transition->age_from, transition->age_to),
                           born_text(description, transition->born));
        row[2] = transition->sex == ANY ? "" : sex[transition->sex];
        row[3] = name_of_grade(transition->provenance.grade);
        row[4] = described_product(description, &transition->probability);
    }
    if (n == 1) return;
    terminal_blank(&description->screen);
    screen_table(&description->screen, INDENT, 5, cell, n);
}

static void write_state(Description *description, int index)
{
    const Model *model = &description->study->model;
    const State *state = &model->state[index];
    begin(description, "state", &state->label);
    entry(description, "ages", described_ages(description, state->age_from, state->age_to));
    entry(description, "exclusion", state->exclusion ? "yes" : "no");
    const char *bands = "";
    for (int b = 0; b < state->n_bands && state->n_bands > 1; b++) {
        bands = described(description, "%s%s%s", bands, b > 0 ? ", " : "", state->band_text[b]);
    }
    if (*bands != '\0') entry(description, "bands", described(description, "%s years", bands));
    if (index == model->end_state) entry(description, "", "the end: nobody leaves it");
    write_transitions(description, index);
    write_costs(description, &costs_of_state, index);
}

/* ---- payers, cost items, classes ---- */

static void write_payer(Description *description, int index)
{
    const Payer *payer = &description->study->model.payer[index];
    begin(description, "payer", &payer->label);
    entry(description, "level", name_of_level(payer->level));
    write_costs(description, &costs_of_payer, index);
}

static void write_item(Description *description, int index)
{
    begin(description, "cost item", &description->study->model.item[index].label);
    write_costs(description, &costs_of_item, index);
}

static void write_class(Description *description, int index)
{
    const RiskClass *class_ = &description->study->model.class_[index];
    begin(description, "class", &class_->label);
    entry(description, "share", described_product(description, &class_->share));
    write_provenance(description, &class_->provenance);
}

static void write_shock(Description *description, int index)
{
    const Shock *shock = &description->study->model.shock[index];
    begin(description, "shock", &shock->label);
    entry(description, "share", described_product(description, &shock->share));
    entry(description, "persistence", described_product(description, &shock->persistence));
    if (index == 0) entry(description, "", "the ordinary year");
    write_provenance(description, &shock->provenance);
}

/* ---- milestones ---- */

static void fill_milestone_row(Description *description, const MilestoneRow *row, const char **cell)
{
    static const char *const sex[N_SEXES] = {[SEX_FEMALE] = "f", [SEX_MALE] = "m"};
    const Model *model = &description->study->model;
    cell[0] = row->state == ANY ? "(others)" : model->state[row->state].label.name;
    cell[1] = row->class_ == ANY ? "" : model->class_[row->class_].label.name;
    cell[2] = row->sex == ANY ? "" : sex[row->sex];
    cell[3] = name_of_grade(row->provenance.grade);
    cell[4] = described_product(description, &row->probability);
    cell[5] = described_product(description, &row->causal_share);
}

static void write_milestone(Description *description, int index)
{
    static const char *const header[LISTED] = {"state", "class",       "sex",
                                               "grade", "probability", "causal share"};
    const Model *model = &description->study->model;
    const Milestone *milestone = &model->milestone[index];
    begin(description, "milestone", &milestone->label);
    if (milestone->age == ANY) {
        entry(description, "reached",
              described(description, "on first entry to %s",
                        model->state[milestone->entry_state].label.name));
        return;
    }
    entry(description, "decided", described(description, "at the birthday of %d", milestone->age));
    const char **cell = description_cells(description, LISTED, model->n_milestone_rows, header);
    int n = 1;
    for (int i = 0; i < model->n_milestone_rows && cell != NULL; i++) {
        if (model->milestone_row[i].milestone == index)
            fill_milestone_row(description, &model->milestone_row[i], cell + LISTED * n++);
    }
    terminal_blank(&description->screen);
    if (cell != NULL) screen_table(&description->screen, INDENT, LISTED, cell, n);
}

/* ---- parameters ---- */

static void write_parameter(Description *description, int index)
{
    const Parameter *parameter = &description->study->parameter[index];
    const Distribution *distribution = &parameter->distribution;
    terminal_heading(&description->screen,
                     described(description, "%s (parameter)", parameter->name));
    entry(description, "value",
          described(description, "%s %s", described_number(description, parameter->estimate),
                    parameter->unit));
    entry(description, "distribution", distribution->family->name);
    entry(description, "95 % interval", described_interval(description, parameter));
    if (parameter->joint > 0)
        entry(description, "drawn",
              described(description,
                        "in every world together with all %d of the model's draws.csv, "
                        "not from this distribution",
                        description->study->model.joint.n_columns));
    entry(description, "mean, sd",
          described(description, "%s, %s",
                    described_number(description, distribution_mean(distribution)),
                    described_number(description, distribution_sd(distribution))));
    write_provenance(description, &parameter->provenance);
    entry(description, "note", parameter->note);
    const Where *where = &parameter->provenance.where;
    if (where->file != NULL)
        entry(description, "stands in", described(description, "%s:%d", where->file, where->line));
}

/* ---- paths, sources ---- */

static void write_path(Description *description, int index)
{
    const Model *model = &description->study->model;
    begin(description, "reference path", &model->path[index]);
    for (int i = 0; i < model->n_path_starts; i++) {
        const PathStart *start = &model->path_start[i];
        if (start->path != index) continue;
        entry(description, "starts",
              described(description, "at %d in %s, share %s", start->age,
                        model->state[start->state].label.name,
                        described_number(description, start->share)));
    }
}

static void write_source(Description *description, int index)
{
    const Source *source = &description->study->model.source[index];
    terminal_heading(&description->screen, described(description, "%s (source)", source->key));
    entry(description, "title", source->title);
    entry(description, "publisher", source->publisher);
    entry(description, "year", source->year);
    entry(description, "where", source->where);
    entry(description, "licence", source->licence);
}

/* ---- everything that has a name ---- */

/* Things of a Study that begin with their name; those that are `labelled`, with a Label. */
typedef struct {
    size_t n, array; /* where their number and they stand in a Study */
    size_t size;     /* of one */
    bool labelled;
    void (*write)(Description *description, int i);
} Kind;

#define KIND(count, things, labelled, write)                                                     \
    {                                                                                            \
        offsetof(Study, count), offsetof(Study, things), sizeof *((Study *)0)->things, labelled, \
            write                                                                                \
    }
static const Kind kinds[] = {
    KIND(model.n_states, model.state, true, write_state),
    KIND(model.n_payers, model.payer, true, write_payer),
    KIND(model.n_classes, model.class_, true, write_class),
    KIND(model.n_shocks, model.shock, true, write_shock),
    KIND(model.n_milestones, model.milestone, true, write_milestone),
    KIND(model.n_items, model.item, true, write_item),
    KIND(n_parameters, parameter, false, write_parameter),
    KIND(model.n_paths, model.path, true, write_path),
    KIND(model.n_sources, model.source, false, write_source),
};
enum { N_KINDS = sizeof kinds / sizeof kinds[0] };

static int number_of_kind(const Study *study, const Kind *kind)
{
    int n;
    memcpy(&n, (const char *)study + kind->n, sizeof n);
    return n;
}

static const void *thing_of_kind(const Study *study, const Kind *kind, int i)
{
    const char *array;
    memcpy(&array, (const char *)study + kind->array, sizeof array);
    return array + (size_t)i * kind->size;
}

/* "" for what is not named by a table of the model. */
static const char *name_of_thing(const Study *study, const Kind *kind, int i)
{
    const char *name;
    if (kind->write == write_parameter && study->parameter[i].inline_) return "";
    memcpy(&name, thing_of_kind(study, kind, i), sizeof name);
    return name != NULL ? name : "";
}

int describe_name(Description *description, const char *name)
{
    int found = 0;
    for (int k = 0; k < N_KINDS; k++) {
        int n = number_of_kind(description->study, &kinds[k]);
        for (int i = 0; i < n; i++) {
            if (strcmp(name_of_thing(description->study, &kinds[k], i), name) != 0) continue;
            kinds[k].write(description, i);
            found++;
        }
    }
    return found;
}

/* How many things the model has. */
static size_t count_things(const Study *study)
{
    size_t n = 0;
    for (int k = 0; k < N_KINDS; k++) n += (size_t)number_of_kind(study, &kinds[k]);
    return n;
}

const char **describe_names(Description *description, size_t *n)
{
    const Study *study = description->study;
    const char **name = arena_alloc(&description->arena, count_things(study), sizeof *name);
    *n = 0;
    for (int k = 0; k < N_KINDS && name != NULL; k++) {
        int n_kind = number_of_kind(study, &kinds[k]);
        for (int i = 0; i < n_kind; i++) {
            const char *candidate = name_of_thing(study, &kinds[k], i);
            if (*candidate != '\0') name[(*n)++] = candidate;
        }
    }
    return name;
}

const char *describe_nearest_label(const Study *study, const char *text)
{
    const char *nearest = NULL;
    for (int k = 0; k < N_KINDS && nearest == NULL; k++) {
        const Label *label[MOST_LABELS];
        int n = kinds[k].labelled ? number_of_kind(study, &kinds[k]) : 0;
        if (n > MOST_LABELS) n = MOST_LABELS;
        for (int i = 0; i < n; i++) label[i] = thing_of_kind(study, &kinds[k], i);
        nearest = label_nearest(label, n, text);
    }
    return nearest;
}

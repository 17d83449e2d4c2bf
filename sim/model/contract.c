#include "model/contract.h"

#include "base/path.h"
#include "model/contract_parts.h"
#include "model/draw.h"
#include "model/grades.h"
#include "model/keys_contract.h"

#include <string.h>

/* ---- the scenario and its names ---- */

static Status take_names(Names *names, Arena *arena, int n, const char *what, const void *array,
                         size_t size)
{
    Status status = STATUS_OK;
    TRY(names_begin(names, arena, n, what));
    for (const char *at = array; names->n < n; at += size)
        names->name[names->n++] = ((const Label *)(const void *)at)->name;
    TRY(names_label(names, arena, array, size, n));
out:
    return status;
}

static Status learn_names(Reading *reading, Names *items)
{
    Status status = STATUS_OK;
    const Model *model = &reading->study->model;
    Arena *arena = reading->arena;
    TRY(take_names(&reading->states, arena, model->n_states, "a state of the model", model->state,
                   sizeof *model->state));
    TRY(take_names(&reading->milestones, arena, model->n_milestones, "a milestone of the model",
                   model->milestone, sizeof *model->milestone));
    TRY(take_names(&reading->payers, arena, model->n_payers, "a payer of the model", model->payer,
                   sizeof *model->payer));
    TRY(take_names(items, arena, model->n_items, "a cost item of the model", model->item,
                   sizeof *model->item));
out:
    return status;
}

/* What is wrong with it is noted, and the contract is read on without its names. */
static Status read_study(const Block *root, const StudyOptions *options, Contract *contract,
                         Names *items)
{
    Status status = STATUS_OK;
    Reading *reading = root->scenario->reading;
    const char *name = keys_text(root->table, root->map, "scenario");
    if (name == NULL || *name == '\0') goto out;
    const char *path = path_beside(contract->path, name, reading->arena);
    if (path == NULL) return STATUS_MEMORY;
    StudyOptions own = *options;
    own.named = (NamedAt){block_where(root, "scenario"), "scenario"};
    status = study_read(path, &own, reading->problems, &contract->study);
    if (status == STATUS_OK) return learn_names(reading, items);
    TRY(reading_go_on(reading, status));
out:
    return status;
}

/* ---- the terms ---- */

/* The first programme year at whose start all is drawn and everybody followed up. */
static int earliest_settlement(const Contract *contract)
{
    int last = 1, drawn = contract->terms.drawn_to + 1;
    for (int g = 0; g < contract->study.n_groups; g++) {
        const Group *group = &contract->study.group[g];
        if (!group->untouched && group->enter_to > last) last = group->enter_to;
    }
    return last + contract->follow_up > drawn ? last + contract->follow_up : drawn;
}

static void check_settled(const Block *root, const Contract *contract)
{
    const ContractTerms *terms = &contract->terms;
    const Study *study = &contract->study;
    Problems *problems = root->scenario->reading->problems;
    int least = earliest_settlement(contract);
    if (study->n_groups == 0) return; /* the scenario could not be read */
    if (terms->settled < least)
        problems_note(problems, block_where(root, "settled"), "settled",
                      "expected programme year %d or later, when all is drawn and everybody "
                      "followed up, got %d",
                      least, terms->settled);
    else if (terms->settled > study->economics.horizon)
        problems_note(problems, block_where(root, "settled"), "settled",
                      "expected a programme year within the scenario's horizon of %d years, got %d",
                      study->economics.horizon, terms->settled);
}

static void read_terms(const Block *root, Contract *contract)
{
    const KeyTable *table = root->table;
    ContractTerms *terms = &contract->terms;
    contract->follow_up = keys_integer(table, root->map, "follow_up", 1);
    contract->written = keys_number(table, root->map, "drawn", 0);
    contract->written_year = keys_integer(table, root->map, "price_year", ANY);
    double factor = contract->written_year == ANY
                        ? 1
                        : block_price_factor(root, contract->written_year);
    *terms = (ContractTerms){
        .drawn = contract->written * factor,
        .guaranteed = keys_number(table, root->map, "guaranteed", 0),
        .share = keys_number(table, root->map, "share", 0),
        .cap = keys_number(table, root->map, "cap", 0),
        .drawn_from = 1,
        .drawn_to = 1,
    };
    (void)keys_range(table, root->map, "drawn_years", &terms->drawn_from, &terms->drawn_to);
    terms->settled = keys_integer(table, root->map, "settled", earliest_settlement(contract));
    check_settled(root, contract);
}

/* The names of a list as marks; every name counts where there is no list. */
static Status read_marks(const Block *root, const char *key, const Names *names, bool **mark)
{
    Status status = STATUS_OK;
    Reading *reading = root->scenario->reading;
    const YamlNode *list = yaml_find(root->map, key);
    ARENA_TRY(reading->arena, *mark, names->n + 1);
    for (int i = 0; i < names->n; i++) (*mark)[i] = list == NULL;
    if (list == NULL || list->kind != YAML_LIST) goto out;
    if (list->n == 0) block_expected(root, key, "at least one name", NULL);
    for (int i = 0; i < list->n; i++) {
        const YamlNode *node = &list->child[i];
        Where where = {root->scenario->file, node->line, node->column};
        const char *place = arena_format(reading->arena, "%s[%d]", key, i);
        if (place == NULL) return STATUS_MEMORY;
        if (node->kind != YAML_SCALAR) {
            problems_note(reading->problems, where, place, "expected a name, got a %s",
                          node->kind == YAML_LIST ? "list" : "map");
            continue;
        }
        int found = names_find(names, node->text, where, place, reading->problems);
        if (found != ANY) (*mark)[found] = true;
    }
out:
    return status;
}

/* The municipality pays the investor out of what it saves itself. */
static void check_payers(const Block *root, const Model *model, const bool *payer)
{
    for (int p = 0; p < model->n_payers; p++) {
        if (payer[p] && model->payer[p].level != LEVEL_MUNICIPALITY)
            block_expected(root, "payers", "payers of the municipality",
                           model->payer[p].label.name);
    }
}

/* What is measured of what is paid by whom; some cost of the model must be. */
static Status read_measured(const Block *root, const Names *items, Contract *contract)
{
    Status status = STATUS_OK;
    const Reading *reading = root->scenario->reading;
    const Model *model = &contract->study.model;
    size_t before = reading->problems->n;
    bool *item, *payer, any = false;
    TRY(read_marks(root, "items", items, &item));
    TRY(read_marks(root, "payers", &reading->payers, &payer));
    for (int p = 0; p < model->n_payers && !block_has(root, "payers"); p++)
        payer[p] = model->payer[p].level == LEVEL_MUNICIPALITY;
    check_payers(root, model, payer);
    for (int c = 0; c < model->n_costs; c++) {
        const Cost *cost = &model->cost[c];
        bool receives = cost->receiver != ANY && payer[cost->receiver];
        any |= item[cost->item] && (payer[cost->payer] || receives);
    }
    if (!any && items->known && reading->problems->n == before)
        block_expected(root, block_has(root, "items") ? "items" : "payers",
                       "costs that these payers have", NULL);
    contract->item = item;
    contract->payer = payer;
out:
    return status;
}

/* ---- the file ---- */

/* The file must tell its source; a grade is asked for where numbers are uncertain. */
static void read_provenance(const Block *root, Contract *contract)
{
    Cited cited = root->scenario->cited;
    contract->provenance = (Provenance){
        .grade = grade_of(cited.grade),
        .source = cited.source != NULL ? cited.source : "",
        .where = {contract->path, root->map->line, root->map->column},
    };
}

static Status read_parts(const Block *root, const StudyOptions *options, Contract *contract)
{
    Status status = STATUS_OK;
    Names items = {0};
    TRY(read_study(root, options, contract, &items));
    read_provenance(root, contract);
    read_terms(root, contract);
    TRY(read_measured(root, &items, contract));
    TRY(contract_condition(root, contract));
    TRY(contract_comparison(root, contract));
out:
    return status;
}

/* The contract's file stands before those of its scenario, for manifests. */
static Status list_files(Contract *contract, uint64_t checksum)
{
    Status status = STATUS_OK;
    Study *study = &contract->study;
    InputFile *file;
    ARENA_TRY(&contract->arena, file, study->n_input_files + 1);
    file[0] = (InputFile){contract->path, checksum};
    for (int i = 0; i < study->n_input_files; i++) file[i + 1] = study->input_file[i];
    study->input_file = file;
    study->n_input_files++;
out:
    return status;
}

/* No number of the contract may draw what one of the study draws. */
static Status check_hashes(const Reading *reading)
{
    Status status = STATUS_OK;
    const Study *study = reading->study;
    Parameter *all;
    ARENA_TRY(reading->arena, all, study->n_parameters + reading->n_parameters);
    for (int i = 0; i < study->n_parameters; i++) all[i] = study->parameter[i];
    for (int i = 0; i < reading->n_parameters; i++)
        all[study->n_parameters + i] = reading->parameter[i];
    parameters_check_hashes(all, study->n_parameters + reading->n_parameters, reading->problems);
out:
    return status;
}

static Status read_file(Reading *reading, const char *path, const StudyOptions *options,
                        Contract *contract)
{
    Status status = STATUS_OK;
    YamlFile yaml = {0};
    contract->path = arena_text(reading->arena, path, strlen(path));
    if (contract->path == NULL) return STATUS_MEMORY;
    TRY(reading_open(reading, contract->path, FILE_CONTRACT, &keys_contract, &options->named,
                     &yaml));
    if (yaml.root == NULL) goto out;
    contract->name = keys_text(&keys_contract, yaml.root, "contract");
    Scenario scenario = {.reading = reading, .file = contract->path, .root = yaml.root};
    scenario.title = contract->name != NULL ? contract->name : "contract";
    Block root = {&scenario, &keys_contract, yaml.root, ""};
    scenario.cited = block_cited(&root, (Cited){0});
    TRY(read_parts(&root, options, contract));
    TRY(list_files(contract, yaml.checksum));
    TRY(check_hashes(reading));
out:
    return status;
}

static const StudyOptions NO_OPTIONS = {0};

Status contract_read(const char *path, const StudyOptions *options, Problems *problems,
                     Contract *contract)
{
    *contract = (Contract){0};
    Reading reading = {.study = &contract->study, .arena = &contract->arena, .problems = problems};
    size_t before = problems->n;
    Status status = read_file(&reading, path, options != NULL ? options : &NO_OPTIONS, contract);
    contract->parameter = reading.parameter;
    contract->n_parameters = reading.n_parameters;
    if (status == STATUS_OK) status = problems_status(problems, before);
    if (status == STATUS_INPUT && reading.file_failed) status = STATUS_FILE;
    if (status != STATUS_OK) contract_free(contract);
    return status;
}

void contract_free(Contract *contract)
{
    study_free(&contract->study);
    arena_free(&contract->arena);
    *contract = (Contract){0};
}

/* ---- its numbers ---- */

static const JointDraws NO_TABLE = {0};

void contract_draw(const Contract *contract, int world, double *value)
{
    parameters_draw(contract->parameter, contract->n_parameters, &NO_TABLE,
                    contract->study.simulation.seed, world, value);
}

void contract_medians(const Contract *contract, double *value)
{
    parameters_medians(contract->parameter, contract->n_parameters, &NO_TABLE, value);
}

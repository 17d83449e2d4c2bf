/* study_read: a scenario and its model, read in one pass that notes everything wrong. */
#include "model/draw.h"
#include "model/folder.h"
#include "model/keys_scenario.h"
#include "model/model_read.h"
#include "model/scenario.h"

#include <math.h>
#include <string.h>

static const StudyOptions NO_OPTIONS = {0};

static int rounded_up(int n, int to)
{
    return (n + to - 1) / to * to;
}

/* Whole blocks of worlds, and the same number of replicates in each; fewer replicates than worlds
 * lower the worlds. */
static Simulation whole_blocks(int worlds, int replicates, uint64_t seed)
{
    if (replicates < worlds) worlds = replicates;
    worlds = rounded_up(worlds, WORLDS_PER_BLOCK);
    replicates = rounded_up(replicates, worlds);
    return (Simulation){worlds, replicates, replicates / worlds, seed, true};
}

bool shock_told(const YamlNode *simulation)
{
    const char *text = keys_text(&keys_simulation, simulation, "shock");
    return text == NULL || strcmp(text, "off") != 0;
}

Simulation simulation_read(const YamlNode *map, const StudyOptions *options)
{
    const KeyTable *table = &keys_simulation;
    int worlds = keys_integer(table, map, "worlds", 2000);
    int replicates = keys_integer(table, map, "replicates", 10000);
    if (options->worlds > 0) worlds = options->worlds;
    if (options->replicates > 0) replicates = options->replicates;
    uint64_t seed = (uint64_t)keys_integer(table, map, "seed", 1);
    Simulation simulation = whole_blocks(worlds, replicates,
                                         options->has_seed ? options->seed : seed);
    simulation.shock = options->has_shock ? options->shock : shock_told(map);
    return simulation;
}

const char *const timing_name[N_TIMINGS] = {
    [TIMING_START] = "start",
    [TIMING_END] = "end",
    [TIMING_HALF_CYCLE] = "half_cycle",
    [TIMING_SIMPSON] = "simpson",
};

/* What is not one of them was noted, and is read as the start. */
static Timing read_timing(const YamlNode *map)
{
    const char *text = keys_text(&keys_economics, map, "timing");
    for (int i = 0; i < N_TIMINGS && text != NULL; i++)
        if (strcmp(text, timing_name[i]) == 0) return (Timing)i;
    return TIMING_START;
}

/* Everything but the price year, which needs the model. */
static void read_economics(const YamlNode *map, const StudyOptions *options, Study *study)
{
    const KeyTable *table = &keys_economics;
    study->economics = (Economics){
        .horizon = keys_integer(table, map, "horizon", 40),
        .timing = read_timing(map),
        .discount_rate = keys_number(table, map, "discount_rate", 0.035),
        .social_discount_rate = keys_number(table, map, "social_discount_rate", 0.035),
        .price_year = keys_integer(table, map, "price_year", ANY),
        .outcome_discount_rate = keys_number(table, map, "outcome_discount_rate",
                                             keys_number(table, map, "discount_rate", 0.035)),
        .limit_for = keys_number(table, map, "limit_for", 0.75),
        .limit_for_halved = keys_number(table, map, "limit_for_halved", 0.5),
        .limit_against = keys_number(table, map, "limit_against", 0.25),
        .limit_weak = keys_number(table, map, "limit_weak", 0.5),
    };
    if (options->horizon > 0) study->economics.horizon = options->horizon;
    if (options->price_year > 0) study->economics.price_year = options->price_year;
}

/* The study's price year, and the factors that carry the model's costs to it. */
static void settle_prices(Reading *reading, Where where)
{
    Study *study = reading->study;
    const Model *model = &study->model;
    int *year = &study->economics.price_year;
    if (model->price_index == NULL) return;
    if (*year == ANY) *year = model->last_price_year;
    if (*year < model->first_price_year || *year > model->last_price_year)
        note_price_year(model, *year, where, "economics.price_year", reading->problems);
    for (int i = 0; i < model->n_costs; i++)
        (void)price_factor(model, reading->cost[i].price_year, *year,
                           &reading->cost[i].price_factor);
    for (int i = 0; i < model->n_spendings; i++)
        (void)price_factor(model, reading->spending[i].price_year, *year,
                           &reading->spending[i].price_factor);
}

static void begin(Reading *reading, Problems *problems, Study *study)
{
    *study = (Study){.reached = ANY, .displacement = ANY};
    *reading = (Reading){.study = study, .arena = &study->arena, .problems = problems};
}

/* Hands the lists that grew over to the study; empties it if anything is wrong. */
static Status finish(Reading *reading, size_t before, Status status)
{
    Study *study = reading->study;
    parameters_check_hashes(reading->parameter, reading->n_parameters, reading->problems);
    study->parameter = reading->parameter;
    study->n_parameters = reading->n_parameters;
    study->input_file = reading->input_file;
    study->n_input_files = reading->n_input_files;
    if (status == STATUS_OK) status = problems_status(reading->problems, before);
    if (status == STATUS_INPUT && reading->file_failed) status = STATUS_FILE;
    if (status != STATUS_OK) study_free(study);
    return status;
}

static Status model_medians(Scenario *scenario)
{
    Status status = STATUS_OK;
    const Reading *reading = scenario->reading;
    double *median = NULL;
    ARENA_TRY(reading->arena, median, reading->n_parameters);
    parameters_medians(reading->parameter, reading->n_parameters, &reading->study->model.joint,
                       median);
    scenario->median = median;
out:
    return status;
}

/* Where the name is misspelt, what else is wrong is found with the model that must be meant. */
static Status find_model(const Scenario *scenario, const char *name, const char **folder)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const Where where = keys_where(scenario->root, "model", scenario->file);
    const char *meant = NULL;
    TRY(folder_find(name, scenario->file, where, "model", reading->arena, reading->problems, folder,
                    &meant));
    if (meant != NULL)
        TRY(folder_find(meant, scenario->file, where, "model", reading->arena, reading->problems,
                        folder, NULL));
out:
    return status;
}

static Status read_model_of(Scenario *scenario)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const char *name = keys_text(&keys_scenario, scenario->root, "model"), *folder = NULL;
    if (name != NULL && *name != '\0') TRY(find_model(scenario, name, &folder));
    if (folder != NULL) TRY(model_read(reading, folder));
    TRY(scenario_overrides(scenario));
    if (folder != NULL) TRY(model_check(reading));
    TRY(model_medians(scenario));
out:
    return status;
}

static Status read_parts(Scenario *scenario, const StudyOptions *options)
{
    Status status = STATUS_OK;
    Study *study = scenario->reading->study;
    const YamlNode *root = scenario->root;
    const YamlNode *economics = yaml_find(root, "economics");
    study->simulation = simulation_read(yaml_find(root, "simulation"), options);
    read_economics(economics, options, study);
    TRY(read_model_of(scenario));
    settle_prices(scenario->reading,
                  keys_where(economics != NULL ? economics : root, "price_year", scenario->file));
    TRY(scenario_groups(scenario));
    TRY(scenario_programme(scenario));
    TRY(scenario_effects(scenario));
    TRY(scenario_claims(scenario));
    TRY(scenario_documented(scenario));
out:
    return status;
}

static Status read_scenario(Reading *reading, const char *path, const StudyOptions *options)
{
    Status status = STATUS_OK;
    Study *study = reading->study;
    YamlFile yaml = {0};
    study->path = arena_text(reading->arena, path, strlen(path));
    if (study->path == NULL) return STATUS_MEMORY;
    TRY(reading_open(reading, study->path, FILE_SCENARIO, &keys_scenario, &options->named, &yaml));
    if (yaml.root == NULL) goto out;
    TRY(reading_add_file(reading, study->path, yaml.checksum));
    study->name = keys_text(&keys_scenario, yaml.root, "scenario");
    study->comparator = keys_text(&keys_scenario, yaml.root, "comparator");
    study->starts = keys_integer(&keys_scenario, yaml.root, "starts", 0);
    Scenario scenario = {.reading = reading, .file = study->path, .root = yaml.root};
    scenario.title = study->name != NULL ? study->name : "scenario";
    scenario.cited = block_cited(&(Block){&scenario, &keys_scenario, yaml.root, ""}, (Cited){0});
    TRY(read_parts(&scenario, options));
out:
    return status;
}

Status study_read(const char *path, const StudyOptions *options, Problems *problems, Study *study)
{
    Reading reading;
    size_t before = problems->n;
    begin(&reading, problems, study);
    Status status = read_scenario(&reading, path, options != NULL ? options : &NO_OPTIONS);
    return finish(&reading, before, status);
}

static Status read_model_alone(Reading *reading, const char *name, const char *from)
{
    Status status = STATUS_OK;
    const char *folder = NULL;
    reading->study->simulation = simulation_read(NULL, &NO_OPTIONS);
    read_economics(NULL, &NO_OPTIONS, reading->study);
    name = arena_text(reading->arena, name, strlen(name));
    if (name == NULL) return STATUS_MEMORY;
    TRY(folder_find(name, from, (Where){0}, "model", reading->arena, reading->problems, &folder,
                    NULL));
    if (folder == NULL) goto out;
    TRY(model_read(reading, folder));
    TRY(model_check(reading));
    settle_prices(reading, (Where){0});
    reading->study->path = folder;
    reading->study->name = reading->study->model.name;
    reading->study->comparator = "";
out:
    return status;
}

Status study_read_model(const char *name_or_path, const char *from, Problems *problems,
                        Study *study)
{
    Reading reading;
    size_t before = problems->n;
    begin(&reading, problems, study);
    Status status = read_model_alone(&reading, name_or_path, from);
    return finish(&reading, before, status);
}

double study_fade(const Effect *effect, int year, double over)
{
    if (year < effect->year_from) return 0;
    if (year <= effect->year_to || effect->fades_never) return 1;
    return over > 0 ? fmax(1 - (year - effect->year_to) / over, 0) : 0;
}

int study_participants(const Study *study)
{
    int n = 0;
    for (int g = 0; g < study->n_groups; g++)
        if (!study->group[g].untouched) n += study->group[g].number;
    return n;
}

void study_free(Study *study)
{
    arena_free(&study->arena);
    *study = (Study){0};
}

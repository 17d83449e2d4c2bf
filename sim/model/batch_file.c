#include "model/batch_file.h"

#include "base/path.h"
#include "model/keys_batch.h"
#include "model/keys_scenario.h"
#include "model/scenario.h"

#include <string.h>

/* The file under work: what it says of scenarios, read with the means of a scenario's reader. */
typedef struct {
    BatchFile *batch;
    Reading *reading;
    Block block; /* the map under `batch` */
    Names names; /* of the scenarios */
} BatchReading;

/* ---- scenarios ---- */

/* The text of an item; NULL after noting that it is none. */
static const char *item_text(const BatchReading *file, const YamlNode *node, const char *place,
                             const char *expected)
{
    if (node->kind == YAML_SCALAR && node->text[0] != '\0') return node->text;
    const char *found = node->kind == YAML_LIST  ? "a list"
                        : node->kind == YAML_MAP ? "a map"
                                                 : NULL;
    problems_expected(file->reading->problems, (Where){file->batch->path, node->line, node->column},
                      place, expected, found, NULL);
    return NULL;
}

static Status read_scenario_item(BatchReading *file, const YamlNode *node, int number)
{
    Status status = STATUS_OK;
    Arena *arena = file->reading->arena;
    BatchFile *batch = file->batch;
    const char *place = arena_format(arena, "batch.scenarios[%d]", number);
    const char *text = item_text(file, node, place, "a scenario file");
    if (place == NULL) return STATUS_MEMORY;
    if (text == NULL) return STATUS_OK;
    const char *path = path_beside(batch->path, text, arena), *name = path_stem(text, arena);
    if (path == NULL || name == NULL) return STATUS_MEMORY;
    if (names_index(&file->names, name) != ANY)
        problems_note(file->reading->problems, (Where){batch->path, node->line, node->column},
                      place,
                      "expected a name of its own for the folder of its results, got \"%s\" again; "
                      "rename one of the files",
                      name);
    batch->scenario[batch->n_scenarios] = path;
    batch->named[batch->n_scenarios++] = (NamedAt){{batch->path, node->line, node->column}, place};
    file->names.name[file->names.n++] = name;
    return status;
}

static Status read_scenarios(BatchReading *file)
{
    Status status = STATUS_OK;
    const YamlNode *list = yaml_find(file->block.map, "scenarios");
    int n = list != NULL && list->kind == YAML_LIST ? list->n : 0;
    ARENA_TRY(file->reading->arena, file->batch->scenario, n);
    ARENA_TRY(file->reading->arena, file->batch->named, n);
    TRY(names_begin(&file->names, file->reading->arena, n, "a scenario of the batch"));
    file->names.n = 0;
    for (int i = 0; i < n; i++) TRY(read_scenario_item(file, &list->child[i], i));
    file->names.known = file->names.n == n;
    if (list != NULL && list->kind == YAML_LIST && n == 0)
        block_expected(&file->block, "scenarios", "at least one scenario file", NULL);
out:
    return status;
}

/* ---- overlaps ---- */

static Status read_pair(const BatchReading *file, const Block *block, Overlap *overlap)
{
    const YamlNode *of = yaml_find(block->map, "of");
    int found[2] = {ANY, ANY};
    const char *place = block_key(block, "of");
    if (place == NULL) return STATUS_MEMORY;
    if (of == NULL || of->kind != YAML_LIST) return STATUS_OK; /* noted */
    for (int i = 0; i < of->n && i < 2; i++) {
        const YamlNode *node = &of->child[i];
        const char *name = item_text(file, node, place, "the name of a scenario");
        if (name != NULL)
            found[i] = names_find(&file->names, name,
                                  (Where){file->batch->path, node->line, node->column}, place,
                                  file->reading->problems);
    }
    if (of->n != 2)
        problems_note(file->reading->problems, block_where(block, "of"), place,
                      "expected two scenarios, got %d", of->n);
    else if (found[0] == found[1] && found[0] != ANY)
        block_expected(block, "of", "two different scenarios", file->names.name[found[0]]);
    overlap->a = found[0];
    overlap->b = found[1];
    return STATUS_OK;
}

static Status read_overlap(BatchReading *file, const YamlNode *node, int number, Overlap *overlap)
{
    Status status = STATUS_OK;
    Block block = file->block;
    block.table = &keys_overlap;
    block.map = node;
    block.place = arena_format(file->reading->arena, "batch.overlap[%d]", number);
    if (block.place == NULL) return STATUS_MEMORY;
    *overlap = (Overlap){ANY, ANY, ANY, {.file = file->batch->path}};
    if (node->kind != YAML_MAP) return STATUS_OK; /* noted */
    overlap->where = block_where(&block, "of");
    TRY(read_pair(file, &block, overlap));
    Provenance provenance = block_provenance(&block, block_cited(&block, block.scenario->cited));
    TRY(block_parameter(&block, "share", NULL, provenance, &overlap->share));
out:
    return status;
}

static void note_twice(const BatchReading *file, const Overlap *overlap, int number)
{
    for (int i = 0; i < number; i++) {
        bool same = (overlap[i].a == overlap[number].a && overlap[i].b == overlap[number].b) ||
                    (overlap[i].a == overlap[number].b && overlap[i].b == overlap[number].a);
        if (same && overlap[number].a != ANY && overlap[number].b != ANY)
            problems_note(file->reading->problems, overlap[number].where, "batch.overlap",
                          "expected each pair once, got %s and %s again",
                          file->names.name[overlap[number].a], file->names.name[overlap[number].b]);
    }
}

static Status read_overlaps(BatchReading *file)
{
    Status status = STATUS_OK;
    const YamlNode *list = yaml_find(file->block.map, "overlap");
    int n = list != NULL && list->kind == YAML_LIST ? list->n : 0;
    Overlap *overlap;
    ARENA_TRY(file->reading->arena, overlap, n);
    for (int i = 0; i < n; i++) {
        TRY(read_overlap(file, &list->child[i], i, &overlap[i]));
        note_twice(file, overlap, i);
    }
    file->batch->overlap = overlap;
    file->batch->n_overlaps = n;
out:
    return status;
}

/* ---- the whole ---- */

static void read_settings(BatchReading *file)
{
    const YamlNode *map = file->block.map, *simulation = yaml_find(map, "simulation");
    BatchFile *batch = file->batch;
    batch->years = yaml_find(map, "years") != NULL ? keys_integer(&keys_batch, map, "years", 0) : 0;
    batch->account = yaml_find(map, "account") != NULL ? keys_text(&keys_batch, map, "account")
                                                       : NULL;
    batch->account_where = keys_where(map, "account", batch->path);
    batch->settings.horizon = keys_integer(&keys_batch, map, "horizon", 0);
    batch->settings.price_year = keys_integer(&keys_batch, map, "price_year", 0);
    batch->settings.has_shock = true;
    batch->settings.shock = shock_told(simulation);
    if (simulation == NULL) return;
    batch->settings.worlds = keys_integer(&keys_simulation, simulation, "worlds", 0);
    batch->settings.replicates = keys_integer(&keys_simulation, simulation, "replicates", 0);
    batch->settings.has_seed = yaml_find(simulation, "seed") != NULL;
    batch->settings.seed = (uint64_t)keys_integer(&keys_simulation, simulation, "seed", 1);
}

static const NamedAt BY_HAND = {0};

static Status read_batch(BatchReading *file)
{
    Status status = STATUS_OK;
    Reading *reading = file->reading;
    YamlFile yaml = {0};
    const char *path = file->batch->path;
    TRY(reading_open(reading, path, FILE_BATCH, &keys_batch_file, &BY_HAND, &yaml));
    if (yaml.root == NULL) goto out;
    TRY(reading_add_file(reading, path, yaml.checksum));
    const YamlNode *map = yaml_find(yaml.root, "batch");
    if (map == NULL || map->kind != YAML_MAP) goto out; /* noted */
    Scenario scenario = {.reading = reading, .file = path, .root = map, .title = "batch"};
    file->block = (Block){&scenario, &keys_batch, map, "batch"};
    scenario.cited = block_cited(&file->block, (Cited){0});
    read_settings(file);
    TRY(read_scenarios(file));
    TRY(read_overlaps(file));
out:
    return status;
}

Status batch_file_read(const char *path, Problems *problems, BatchFile *batch)
{
    *batch = (BatchFile){.shares = {.reached = ANY}};
    Study *study = &batch->shares;
    Reading reading = {.study = study, .arena = &study->arena, .problems = problems};
    BatchReading file = {.batch = batch, .reading = &reading};
    size_t before = problems->n;
    batch->path = study->path = arena_text(&study->arena, path, strlen(path));
    Status status = batch->path != NULL ? read_batch(&file) : STATUS_MEMORY;
    parameters_check_hashes(reading.parameter, reading.n_parameters, problems);
    study->parameter = reading.parameter;
    study->n_parameters = reading.n_parameters;
    study->input_file = reading.input_file;
    study->n_input_files = reading.n_input_files;
    if (status == STATUS_OK) status = problems_status(problems, before);
    if (status == STATUS_INPUT && reading.file_failed) status = STATUS_FILE;
    if (status != STATUS_OK) batch_file_free(batch);
    return status;
}

void batch_file_free(BatchFile *batch)
{
    study_free(&batch->shares);
    *batch = (BatchFile){0};
}

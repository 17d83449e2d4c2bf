/* fund_read: a fund file and every scenario it names, read in one pass that notes everything wrong. */
#include "model/fund.h"

#include "base/path.h"
#include "model/fund_parts.h"
#include "model/keys_fund.h"
#include "model/keys_scenario.h"

#include <string.h>

const char *const return_basis_name[N_RETURN_BASES] = {
    [RETURN_EXPECTED] = "expected",
    [RETURN_MEASURED] = "measured",
    [RETURN_NEGOTIATED] = "negotiated",
};

const char *const when_short_name[N_SHORTS] = {
    [SHORT_DELAY] = "delay",
    [SHORT_REFUSE] = "refuse",
    [SHORT_DEFICIT] = "deficit",
};

static const StudyOptions NO_OPTIONS = {0};

/* What is not one of them was noted, and is read as a delay. */
static WhenShort read_when_short(const Block *block)
{
    const char *text = keys_text(block->table, block->map, "cannot_pay");
    for (int i = 0; i < N_SHORTS && text != NULL; i++)
        if (strcmp(text, when_short_name[i]) == 0) return (WhenShort)i;
    return SHORT_DELAY;
}

/* The first calendar year of any grant. */
static int first_grant(const YamlNode *map)
{
    const YamlNode *list = yaml_find(map, "grants");
    int first = ANY;
    for (int i = 0; list != NULL && list->kind == YAML_LIST && i < list->n; i++) {
        if (list->child[i].kind != YAML_MAP) continue;
        int year = keys_integer(&keys_grants, &list->child[i], "year", ANY);
        if (year != ANY && (first == ANY || year < first)) first = year;
    }
    return first;
}

/* All but what needs the grants and the model's prices. */
static Status read_settings(FundReading *reading)
{
    const Block *block = &reading->block;
    const KeyTable *table = block->table;
    Fund *fund = reading->fund;
    fund->name = keys_text(table, block->map, "name");
    if (fund->name == NULL) fund->name = path_stem(fund->path, &fund->arena);
    if (fund->name == NULL) return STATUS_MEMORY;
    fund->price_year = keys_integer(table, block->map, "price_year", ANY);
    fund->first_year = keys_integer(table, block->map, "first_year", first_grant(block->map));
    fund->n_years = keys_integer(table, block->map, "years", 20);
    if (reading->options->horizon > 0) fund->n_years = reading->options->horizon;
    fund->when_short = read_when_short(block);
    fund->comparison = keys_integer(table, block->map, "comparison", 0);
    fund->further_per_year = keys_integer(table, block->map, "further_per_year", 1);
    fund->partial = keys_number(table, block->map, "partial", 0.5);
    reading->cited = block_cited(block, (Cited){0});
    fund->provenance = block_provenance(block, reading->cited);
    return STATUS_OK;
}

/* The fund's own setting, else that of the first grant's scenario. */
static void settle_simulation(FundReading *reading)
{
    const Fund *fund = reading->fund;
    const YamlNode *map = yaml_find(reading->scenario->root, "simulation");
    const StudyOptions *options = reading->options;
    if (fund->n_studies == 0) return;
    Simulation simulation = map != NULL ? simulation_read(map, options) : fund->study[0].simulation;
    for (int i = 0; i < fund->n_studies; i++) {
        fund->study[i].simulation = simulation;
        fund->study[i].economics.horizon = fund->n_years;
    }
}

double fund_price_factor(const Block *block, const char *key, const Model *model, int year,
                         int fund_year)
{
    double factor = 1;
    if (model->price_index == NULL || year == ANY || fund_year == ANY) return 1;
    if (!price_factor(model, year, year, &factor))
        note_price_year(model, year, block_where(block, key), block_key(block, key),
                        block->scenario->reading->problems);
    return price_factor(model, year, fund_year, &factor) ? factor : 1;
}

static void settle_opening(FundReading *reading)
{
    Fund *fund = reading->fund;
    const Block *block = &reading->block;
    const char *key = "opening_price_year";
    fund->opening = fund->opening_written = keys_number(block->table, block->map, "opening", 0);
    if (fund->n_studies == 0 || !block_has(block, key)) return;
    int year = keys_integer(block->table, block->map, key, ANY);
    fund->opening *= fund_price_factor(block, key, &fund->study[0].model, year, fund->price_year);
}

/* After the last grant, if the file does not say when. */
static void settle_further(FundReading *reading)
{
    Fund *fund = reading->fund;
    int last = fund->n_grants > 0 ? fund->grant[fund->n_grants - 1].year : 0;
    int from = keys_integer(reading->block.table, reading->block.map, "further_from", ANY);
    fund->further_from = from == ANY ? last + 1 : from - fund->first_year;
    if (from != ANY && fund->further_from < 0)
        problems_note(reading->scenario->reading->problems,
                      block_where(&reading->block, "further_from"), "fund.further_from",
                      "expected a year of the fund (%d or later), got %d", fund->first_year, from);
}

static Status read_fund(FundReading *reading)
{
    Status status = STATUS_OK;
    if (reading->block.map == NULL || reading->block.map->kind != YAML_MAP) goto out;
    TRY(read_settings(reading));
    TRY(fund_read_grants(reading));
    settle_simulation(reading);
    settle_opening(reading);
    settle_further(reading);
    TRY(fund_read_rules(reading));
out:
    return status;
}

static Status read_file(Fund *fund, const char *path, const StudyOptions *options, Reading *shared)
{
    Status status = STATUS_OK;
    YamlFile yaml = {0};
    fund->path = arena_text(&fund->arena, path, strlen(path));
    if (fund->path == NULL) return STATUS_MEMORY;
    TRY(reading_open(shared, fund->path, FILE_FUND, &keys_fund_file, &options->named, &yaml));
    if (yaml.root == NULL) goto out;
    fund->checksum = yaml.checksum;
    Scenario scenario = {.reading = shared, .file = fund->path, .root = yaml.root};
    FundReading reading = {.fund = fund,
                           .scenario = &scenario,
                           .block = {&scenario, &keys_fund, yaml_find(yaml.root, "fund"), "fund"},
                           .options = options};
    TRY(read_fund(&reading));
out:
    return status;
}

Status fund_read(const char *path, const StudyOptions *options, Problems *problems, Fund *fund)
{
    size_t before = problems->n;
    *fund = (Fund){0};
    Reading shared = {.arena = &fund->arena, .problems = problems};
    Status status = read_file(fund, path, options != NULL ? options : &NO_OPTIONS, &shared);
    if (status == STATUS_OK) status = problems_status(problems, before);
    if (status == STATUS_INPUT && shared.file_failed) status = STATUS_FILE;
    if (status != STATUS_OK) fund_free(fund);
    return status;
}

void fund_free(Fund *fund)
{
    for (int i = 0; i < fund->n_studies; i++) study_free(&fund->study[i]);
    arena_free(&fund->arena);
    *fund = (Fund){0};
}

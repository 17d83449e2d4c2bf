/* grants: what the fund pays for, and the scenarios behind it. */
#include "base/path.h"
#include "model/fund_parts.h"
#include "model/keys_fund.h"

#include <string.h>

static Problems *problems_of(const FundReading *reading)
{
    return reading->scenario->reading->problems;
}

/* The study of that path, read when it is met for the first time; ANY when it is not valid. */
static Status find_study(FundReading *reading, const Block *block, const char *name,
                         const char **path, int *index)
{
    Status status = STATUS_OK;
    Fund *fund = reading->fund;
    const char *sought = path_beside(fund->path, name, &fund->arena);
    StudyOptions options = *reading->options;
    options.horizon = 0;
    options.named = (NamedAt){block_where(block, "scenario"), block_key(block, "scenario")};
    *index = ANY;
    if (sought == NULL) return STATUS_MEMORY;
    for (int i = 0; i < fund->n_studies; i++)
        if (strcmp(path[i], sought) == 0) *index = i;
    if (*index != ANY) goto out;
    path[fund->n_studies] = sought;
    TRY(reading_go_on(reading->scenario->reading, study_read(sought, &options, problems_of(reading),
                                                             &fund->study[fund->n_studies])));
    *index = fund->n_studies++;
out:
    return status;
}

/* ---- what the studies must have in common ---- */

static bool same_payers(const Model *model, const Model *other)
{
    if (model->n_payers != other->n_payers) return false;
    for (int p = 0; p < model->n_payers; p++) {
        if (model->payer[p].level != other->payer[p].level ||
            strcmp(model->payer[p].label.name, other->payer[p].label.name) != 0)
            return false;
    }
    return true;
}

static void check_study(const Block *block, const FundReading *reading, int index)
{
    const Study *study = reading->fund->study, *own = &study[index];
    for (int i = 0; i < index; i++) {
        if (study[i].name == NULL || strcmp(study[i].name, own->name) != 0) continue;
        problems_note(
            problems_of(reading), block_where(block, "scenario"), block_key(block, "scenario"),
            "expected each title in one file only, since it names the random numbers, got "
            "\"%s\" again",
            own->name);
    }
    int first = 0; /* the first that could be read */
    while (study[first].name == NULL) first++;
    if (first < index && !same_payers(&study[first].model, &own->model))
        problems_note(problems_of(reading), block_where(block, "scenario"),
                      block_key(block, "scenario"),
                      "expected a model with the payers of \"%s\", got model \"%s\"",
                      study[first].model.name, own->model.name);
}

/* ---- one grant ---- */

static void check_year(const Block *block, const FundReading *reading, int year)
{
    const Fund *fund = reading->fund;
    int last = fund->first_year + fund->n_years - 1;
    if (year == ANY || fund->first_year == ANY || (year >= fund->first_year && year <= last))
        return;
    problems_note(problems_of(reading), block_where(block, "year"), block_key(block, "year"),
                  "expected a year of the fund (%d..%d), got %d", fund->first_year, last, year);
}

static Status read_grant(FundReading *reading, const YamlNode *node, int number, const char **path)
{
    Status status = STATUS_OK;
    Fund *fund = reading->fund;
    const char *place = arena_format(&fund->arena, "fund.grants[%d]", number);
    if (place == NULL) return STATUS_MEMORY;
    const Block block = {reading->scenario, &keys_grants, node, place};
    const char *name = keys_text(&keys_grants, node, "scenario");
    int year = keys_integer(&keys_grants, node, "year", ANY), n_known = fund->n_studies;
    FundGrant grant = {
        .year = year - fund->first_year,
        .written = keys_number(&keys_grants, node, "amount", 0),
        .price_year = keys_integer(&keys_grants, node, "price_year", fund->price_year),
        .provenance = block_provenance(&block, block_cited(&block, reading->cited)),
    };
    check_year(&block, reading, year);
    if (name == NULL || *name == '\0') goto out; /* noted */
    TRY(find_study(reading, &block, name, path, &grant.study));
    if (fund->study[grant.study].name == NULL) goto out; /* not read, and noted */
    if (fund->n_studies > n_known) check_study(&block, reading, grant.study);
    grant.amount = grant.written;
    if (block_has(&block, "price_year"))
        grant.amount *= fund_price_factor(&block, "price_year", &fund->study[grant.study].model,
                                          grant.price_year, fund->price_year);
    fund->grant[fund->n_grants++] = grant;
out:
    return status;
}

/* ---- all of them ---- */

/* By year, those of one year as in the file. A study's people are born for its first grant. */
static void sort_grants(Fund *fund)
{
    for (int i = 1; i < fund->n_grants; i++) {
        FundGrant grant = fund->grant[i];
        int at = i;
        for (; at > 0 && fund->grant[at - 1].year > grant.year; at--)
            fund->grant[at] = fund->grant[at - 1];
        fund->grant[at] = grant;
    }
    for (int i = 0; i < fund->n_grants; i++) {
        for (int j = 0; j < i; j++)
            fund->grant[i].earlier += fund->grant[j].study == fund->grant[i].study;
        if (fund->grant[i].earlier == 0)
            fund->study[fund->grant[i].study].starts = fund->first_year + fund->grant[i].year;
    }
}

/* What carries each study's kronor to the fund's price year; noted once. */
static Status carry_prices(FundReading *reading)
{
    Status status = STATUS_OK;
    Fund *fund = reading->fund;
    ARENA_TRY(&fund->arena, fund->price, fund->n_studies);
    for (int i = 0; i < fund->n_studies; i++) {
        const Study *study = &fund->study[i];
        fund->price[i] = 1;
        if (study->model.price_index == NULL || fund->price_year == ANY) continue;
        if (i == 0)
            (void)fund_price_factor(&reading->block, "price_year", &study->model, fund->price_year,
                                    fund->price_year);
        (void)price_factor(&study->model, study->economics.price_year, fund->price_year,
                           &fund->price[i]);
    }
out:
    return status;
}

Status fund_read_grants(FundReading *reading)
{
    Status status = STATUS_OK;
    Fund *fund = reading->fund;
    const YamlNode *list = yaml_find(reading->block.map, "grants");
    const char **path = NULL;
    if (list == NULL || list->kind != YAML_LIST) goto out;
    if (list->n == 0 || list->n > MAX_GRANTS) {
        problems_note(problems_of(reading), block_where(&reading->block, "grants"), "fund.grants",
                      "expected 1 to %d grants, got %d", MAX_GRANTS, list->n);
        goto out;
    }
    ARENA_TRY(&fund->arena, path, list->n);
    ARENA_TRY(&fund->arena, fund->grant, list->n);
    ARENA_TRY(&fund->arena, fund->study, list->n);
    for (int i = 0; i < list->n; i++) {
        if (list->child[i].kind == YAML_MAP) TRY(read_grant(reading, &list->child[i], i, path));
    }
    sort_grants(fund);
    TRY(carry_prices(reading));
out:
    return status;
}

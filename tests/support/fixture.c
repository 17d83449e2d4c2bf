#include "support/fixture.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A column that is added to a table that lacks it. */
typedef struct {
    const char *column;
    const char *value; /* NULL: the row's first field; "#": the row's number */
} Added;

enum { MAX_ADDED = 10 };

typedef struct {
    const char *name;
    size_t text;          /* offset in FixtureTexts */
    const char *standard; /* when it is left out; NULL: no such table */
    Added added[MAX_ADDED];
} Table;

#define TABLE(name) #name, offsetof(FixtureTexts, name)
#define PROVENANCE      \
    {"source", "test"}, \
    {                   \
        "grade", "A"    \
    }
#define LABELS           \
    {"label_sv", NULL},  \
    {                    \
        "label_en", NULL \
    }

static const Table TABLES[] = {
    {TABLE(states), NULL, {LABELS, {"rank", "#"}, {"exclusion", "0"}}},
    {TABLE(classes), NULL, {LABELS, PROVENANCE}},
    {TABLE(shocks), NULL, {LABELS, PROVENANCE}},
    {TABLE(transitions), NULL, {PROVENANCE}},
    {TABLE(modifiers), NULL, {PROVENANCE}},
    {TABLE(milestones), NULL, {PROVENANCE}},
    {TABLE(mortality), NULL, {PROVENANCE}},
    {TABLE(mortality_ratios),
     NULL,
     {{"causal_share", "1"}, {"fade_from", "120"}, {"fade_to", "120"}, PROVENANCE}},
    {TABLE(payers), "payer\nmunicipality\n", {LABELS, {"level", "municipality"}}},
    {TABLE(costs),
     "item,state,amount\n",
     {{"per", "year"},
      {"payer", "municipality"},
      {"price_year", "2024"},
      {"kind", "day_price"},
      {"cashable", "1"},
      {"delay", "0"},
      PROVENANCE}},
    {TABLE(spending), NULL, {{"payer", "municipality"}, {"price_year", "2024"}, PROVENANCE}},
    {TABLE(outcomes), NULL, {PROVENANCE}},
    {TABLE(parameters), NULL, {{"unit", "share"}, PROVENANCE}},
    {TABLE(moving), NULL, {PROVENANCE}},
    {TABLE(paths), NULL, {PROVENANCE}},
    {TABLE(prices),
     "year,value\n2024,100\n2025,100\n",
     {{"index", "constant"}, {"source", "test"}}},
    {TABLE(sources), "key,title\ntest,A test\n", {{NULL, NULL}}},
    {TABLE(targets), NULL, {{"expected", "met"}, PROVENANCE}},
    {TABLE(calibration), NULL, {{NULL, NULL}}},
    {TABLE(draws), NULL, {{NULL, NULL}}},
};
enum { N_TABLES_WRITTEN = sizeof TABLES / sizeof *TABLES };

/* Lines that a scenario gets when none of its lines begins with the key. */
static const char *const SCENARIO_LINES[] = {
    "scenario: test", "model: model",           "starts: 2024", "comparator: nothing",
    "source: test",   "programme: {costs: []}", "effects: []",  "grade: A",
};

static bool has_column(const char *text, const char *column)
{
    size_t length = strlen(column), line = strcspn(text, "\n");
    for (const char *at = text; at < text + line;) {
        size_t field = strcspn(at, ",\n");
        if (field == length && strncmp(at, column, length) == 0) return true;
        at += field + 1;
    }
    return false;
}

static void write_field(FILE *file, const Added *added, const char *line, int row)
{
    if (row == 0)
        fprintf(file, ",%s", added->column);
    else if (added->value == NULL)
        fprintf(file, ",%.*s", (int)strcspn(line, ",\n"), line);
    else if (strcmp(added->value, "#") == 0)
        fprintf(file, ",%d", row);
    else
        fprintf(file, ",%s", added->value);
}

static void write_table(FILE *file, const Table *table, const char *text)
{
    int row = 0;
    for (const char *line = text; *line != '\0'; line += strcspn(line, "\n") + 1) {
        fprintf(file, "%.*s", (int)strcspn(line, "\n"), line);
        for (const Added *added = table->added; added->column != NULL; added++)
            if (!has_column(text, added->column)) write_field(file, added, line, row);
        fputc('\n', file);
        row++;
    }
}

static bool has_key(const char *text, const char *line)
{
    size_t length = strcspn(line, ":") + 1;
    for (const char *at = text; at != NULL; at = strchr(at, '\n')) {
        at += *at == '\n';
        if (strncmp(at, line, length) == 0) return true;
    }
    return false;
}

static void write_scenario(FILE *file, const char *text)
{
    fputs(text, file);
    for (size_t i = 0; i < sizeof SCENARIO_LINES / sizeof *SCENARIO_LINES; i++)
        if (!has_key(text, SCENARIO_LINES[i])) fprintf(file, "%s\n", SCENARIO_LINES[i]);
}

enum { PATH_LENGTH = 256 };

static FILE *open_new(const char *folder, const char *name, const char *suffix)
{
    char path[PATH_LENGTH];
    snprintf(path, sizeof path, "%s/%s%s", folder, name, suffix);
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL, "%s could not be written", path);
    return file;
}

static const char *text_of(const FixtureTexts *texts, const Table *table)
{
    const char *text = *(const char *const *)((const char *)texts + table->text);
    return text != NULL ? text : table->standard;
}

static void write_all(const char *folder, const FixtureTexts *texts)
{
    char model[PATH_LENGTH];
    snprintf(model, sizeof model, "%s/model", folder);
    cr_assert(mkdir(model, 0700) == 0, "%s could not be made", model);
    for (int i = 0; i < N_TABLES_WRITTEN; i++) {
        const char *text = text_of(texts, &TABLES[i]);
        if (text == NULL) continue;
        FILE *file = open_new(model, TABLES[i].name, ".csv");
        write_table(file, &TABLES[i], text);
        cr_assert(fclose(file) == 0, "a table could not be written");
    }
    FILE *file = open_new(folder, "scenario", ".yaml");
    write_scenario(file, texts->scenario != NULL ? texts->scenario : "");
    cr_assert(fclose(file) == 0, "a scenario could not be written");
}

static void remove_all(const char *folder)
{
    char path[PATH_LENGTH];
    for (int i = 0; i < N_TABLES_WRITTEN; i++) {
        snprintf(path, sizeof path, "%s/model/%s.csv", folder, TABLES[i].name);
        (void)unlink(path);
    }
    snprintf(path, sizeof path, "%s/model", folder);
    (void)rmdir(path);
    snprintf(path, sizeof path, "%s/scenario.yaml", folder);
    (void)unlink(path);
    (void)rmdir(folder);
}

Status fixture_try(Fixture *fixture, const FixtureTexts *texts)
{
    char folder[] = "/tmp/livsbana-test-XXXXXX", path[PATH_LENGTH];
    gsl_set_error_handler_off();
    *fixture = (Fixture){0};
    cr_assert(mkdtemp(folder) != NULL, "no temporary folder");
    write_all(folder, texts);
    snprintf(path, sizeof path, "%s/scenario.yaml", folder);
    Status status = study_read(path, NULL, &fixture->problems, &fixture->study);
    remove_all(folder);
    return status;
}

char *fixture_messages(const Problems *problems)
{
    size_t length = 1;
    for (size_t i = 0; i < problems->n_kept; i++) length += strlen(problems->list[i].text) + 1;
    char *all = calloc(length, 1);
    cr_assert(all != NULL);
    for (size_t i = 0, at = 0; i < problems->n_kept; i++)
        at += (size_t)snprintf(all + at, length - at, "%s\n", problems->list[i].text);
    return all;
}

void fixture_open(Fixture *fixture, const FixtureTexts *texts)
{
    Status status = fixture_try(fixture, texts);
    if (status == STATUS_OK) return;
    char *messages = fixture_messages(&fixture->problems);
    cr_assert(status == STATUS_OK, "the study was not read (status %d):\n%s", (int)status,
              messages);
    free(messages);
}

void fixture_close(Fixture *fixture)
{
    study_free(&fixture->study);
    problems_free(&fixture->problems);
}

void fixture_values(const Study *study, double *value)
{
    for (int i = 0; i < study->n_parameters; i++) value[i] = study->parameter[i].estimate;
}

/* The thing of list[n] (`size` bytes each, a name at `offset`) called `name`. */
static int find(const void *list, size_t size, size_t offset, int n, const char *what,
                const char *name)
{
    for (int i = 0; i < n; i++) {
        const char *at = (const char *)list + (size_t)i * size + offset;
        if (strcmp(*(const char *const *)at, name) == 0) return i;
    }
    cr_assert_fail("there is no %s \"%s\"", what, name);
    return ANY;
}

int fixture_state(const Study *study, const char *name)
{
    return find(study->model.state, sizeof(State), offsetof(State, label.name),
                study->model.n_states, "state", name);
}

int fixture_class(const Study *study, const char *name)
{
    return find(study->model.class_, sizeof(RiskClass), offsetof(RiskClass, label.name),
                study->model.n_classes, "class", name);
}

int fixture_milestone(const Study *study, const char *name)
{
    return find(study->model.milestone, sizeof(Milestone), offsetof(Milestone, label.name),
                study->model.n_milestones, "milestone", name);
}

int fixture_payer(const Study *study, const char *name)
{
    return find(study->model.payer, sizeof(Payer), offsetof(Payer, label.name),
                study->model.n_payers, "payer", name);
}

int fixture_parameter(const Study *study, const char *name)
{
    return find(study->parameter, sizeof(Parameter), offsetof(Parameter, name), study->n_parameters,
                "parameter", name);
}

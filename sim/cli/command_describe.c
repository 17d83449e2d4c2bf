#include "cli/command.h"
#include "cli/commands.h"
#include "cli/describe.h"
#include "cli/screen.h"
#include "model/folder.h"
#include "model/keys_batch.h"
#include "model/keys_contract.h"
#include "model/keys_fund.h"
#include "model/keys_scenario.h"

#include <string.h>

static const char *const default_model = "sweden";

enum { INDENT = 2, COLUMN = 22, MOST_NAMES = 4096 };

static void write_overview(Description *description)
{
    static const struct {
        const char *key, *text;
        const KeyTable *const *table; /* of a file: its parts are listed below */
    } about[] = {
        {"scenario", "The keys of a scenario file, and its parts:", keys_scenario_tables},
        {"contract", "The keys of a contract file, and its parts:", keys_contract_tables},
        {"fund", "The keys of a fund file, and its parts:", keys_fund_tables},
        {"batch", "The keys of a batch file, and its parts:", keys_batch_tables},
        {"tables", "The tables of a model folder, with their columns.", NULL},
        {"TABLE", "One part or table: effects, participants, transitions, costs ...", NULL},
        {"TABLE.KEY", "One key or column: effects.odds_ratio, states.bands ...", NULL},
        {"distributions", "How a number can be uncertain.", NULL},
        {"grades", "What follows from an evidence grade.", NULL},
        {"designs", "What follows from the design of a study.", NULL},
        {"MODEL", "A model's states, payers, milestones, costs and parameters: sweden ...", NULL},
        {"NAME", "A state, payer, class, milestone, cost, parameter or source of a model.", NULL},
    };
    const Terminal *screen = &description->screen;
    terminal_title(screen, "What `livsbana describe KEY` can tell");
    for (size_t i = 0; i < sizeof about / sizeof about[0]; i++) {
        screen_entry(screen, INDENT, COLUMN, about[i].key, about[i].text);
        const KeyTable *const *part = about[i].table;
        for (part = part != NULL ? part + 1 : NULL; part != NULL && *part != NULL; part++) {
            screen_entry(screen, 2 * INDENT, COLUMN, (*part)->name, (*part)->doc);
        }
    }
    terminal_heading(screen, "Commands");
    for (int i = 0; commands[i] != NULL; i++) {
        screen_entry(screen, INDENT, COLUMN, commands[i]->name, commands[i]->summary);
    }
}

/* ---- models ---- */

/* Is there a model folder of that name? Nothing is noted when there is none. */
static bool is_model(Description *description, const char *name)
{
    Problems unread = {0};
    const char *folder = NULL;
    Status status = folder_find(name, NULL, (Where){0}, NULL, &description->arena, &unread, &folder,
                                NULL);
    problems_free(&unread);
    return status == STATUS_OK && folder != NULL;
}

static Status tell_model(Description *description, const char *name, Problems *problems)
{
    Status status = STATUS_OK;
    Study study = {0};
    TRY(study_read_model(name, NULL, problems, &study));
    description->study = &study;
    describe_model(description, name);
out:
    description->study = NULL;
    study_free(&study);
    return status;
}

/* ---- names that nobody knows ---- */

/* Everything that could have been meant. */
static size_t gather(Description *description, const char *name[MOST_NAMES])
{
    static const char *const fixed[] = {"scenario", "contract", "tables"};
    size_t n = 0, n_names = 0;
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++) {
        name[n++] = fixed[i];
    }
    for (const char *const *list = describe_list_names; *list != NULL; list++) {
        name[n++] = *list;
    }
    for (const DescribedKeys *keys = described_keys; keys->table != NULL; keys++) {
        for (const KeyTable *const *table = keys->table; *table != NULL; table++) {
            name[n++] = (*table)->name;
            for (int i = 0; i < (*table)->n && n < MOST_NAMES - 2; i++) {
                name[n++] = (*table)->key[i].name;
            }
        }
    }
    const char **of_model = describe_names(description, &n_names);
    for (size_t i = 0; i < n_names && of_model != NULL && n < MOST_NAMES; i++) {
        name[n++] = of_model[i];
    }
    return n;
}

/* The first name that `key` is a part of; not for words so short that they are part of much. */
static const char *first_with(const char *key, const char *const *name, size_t n)
{
    enum { SHORTEST = 4 };
    for (size_t i = 0; i < n && strlen(key) >= SHORTEST; i++)
        if (strstr(name[i], key) != NULL) return name[i];
    return NULL;
}

/* Tells of the tables whose explanation says the word, such as återföring; how many. */
static int tell_mentions(Description *description, const char *word)
{
    enum { SHORTEST = 5 };
    int n = 0;
    const char *small = text_small(&description->arena, word);
    if (small == NULL || strlen(small) < SHORTEST) return 0;
    for (const DescribedKeys *keys = described_keys; keys->table != NULL; keys++) {
        for (const KeyTable *const *table = keys->table; *table != NULL; table++) {
            if (strstr((*table)->doc, small) != NULL)
                n += describe_keys(description, (*table)->name);
        }
    }
    return n;
}

static Status note_unknown(Description *description, const char *key, Problems *problems)
{
    const char **name = arena_alloc(&description->arena, MOST_NAMES, sizeof *name);
    if (name == NULL) return STATUS_MEMORY;
    size_t n = gather(description, name);
    const char *dot = strrchr(key, '.');
    const char *last = dot != NULL ? dot + 1 : key;
    const char *nearest = problems_nearest(key, name, n);
    if (nearest == NULL) nearest = problems_nearest(last, name, n);
    if (nearest == NULL) nearest = describe_nearest_label(description->study, key);
    if (nearest == NULL) nearest = first_with(key, name, n);
    if (nearest == NULL && tell_mentions(description, key) > 0) return STATUS_OK;
    if (nearest == NULL)
        return problems_fail(problems, STATUS_USAGE,
                             "expected a key, a table, a model or a name in it, got \"%.60s\"; "
                             "`livsbana describe` lists what it can tell, `livsbana describe %s` "
                             "the names of the model",
                             key, default_model);
    problems_expected(problems, (Where){0}, NULL, "a key, a table, a model or a name in it", key,
                      nearest);
    return STATUS_USAGE;
}

/* ---- the command ---- */

/* Keys and names in the model that are called `key`; a model that cannot be read is met only by
 * those who ask for its names. */
static Status tell_names(Description *description, const Session *session, const char *key,
                         Problems *problems)
{
    Status status = STATUS_OK;
    Study study = {0};
    int n = is_given(session, OPTION_MODEL) ? 0 : describe_keys(description, key);
    if (n > 0 && strchr(key, '.') != NULL) goto out;
    if (n > 0 && !is_model(description, default_model)) goto out;
    TRY(study_read_model(text_of(session, OPTION_MODEL, default_model), NULL, problems, &study));
    description->study = &study;
    n += describe_name(description, key);
    if (n == 0 && is_given(session, OPTION_MODEL)) n = describe_keys(description, key);
    if (n == 0) status = note_unknown(description, key, problems);
out:
    description->study = NULL;
    study_free(&study);
    return status;
}

static Status tell(Description *description, const Session *session, Problems *problems)
{
    bool named = session->line->n_arguments > 0;
    const char *key = named ? session->line->argument[0] : "";
    if (!named && is_given(session, OPTION_MODEL))
        return tell_model(description, text_of(session, OPTION_MODEL, default_model), problems);
    if (!named) {
        write_overview(description);
    } else if (strcmp(key, keys_scenario.name) == 0) {
        describe_file(description, keys_scenario_tables);
    } else if (strcmp(key, keys_contract.name) == 0) {
        describe_file(description, keys_contract_tables);
    } else if (strcmp(key, keys_fund.name) == 0) {
        describe_file(description, keys_fund_tables);
    } else if (strcmp(key, "tables") == 0) {
        describe_tables(description);
    } else if (describe_list(description, key)) {
        return STATUS_OK;
    } else if (is_model(description, key)) {
        return tell_model(description, key, problems);
    } else {
        return tell_names(description, session, key, problems);
    }
    return STATUS_OK;
}

static Status describe(const Session *session, Problems *problems)
{
    Description description = {.screen = session->screen};
    Status status = tell(&description, session, problems);
    if (status == STATUS_OK && description.out_of_memory) status = STATUS_MEMORY;
    arena_free(&description.arena);
    return status;
}

const Command command_describe = {
    .name = "describe",
    .arguments = "[KEY]",
    .least = 0,
    .most = 1,
    .argument = "one key or name",
    .summary = "Explain keys, tables, models and the names in them",
    .help =
        "Without KEY: what there is to ask for. Everything is told from the tables by which the "
        "program checks its input, and from the model itself: unit, range, default and meaning of "
        "a key; value, interval, source and grade of a parameter; what a state leads to and "
        "costs.\n"
        "\n"
        "  livsbana describe effects.odds_ratio\n"
        "  livsbana describe sweden\n"
        "  livsbana describe absence\n"
        "  livsbana describe career --model workload",
    .options = OPTION_BIT(MODEL),
    .run = describe,
};

#include "model/file_kind.h"

enum { MOST_MARKS = 3 };

/* A kind is told by any of its marks, the first that is met in this order: a contract names a scenario, but
 * has no participants. */
typedef struct {
    FileKind kind;
    const char *name, *command;
    const char *mark[MOST_MARKS + 1]; /* closed by NULL */
} Row;

static const Row rows[N_FILE_KINDS] = {
    {FILE_CONTRACT, "a contract", "contract", {"contract"}},
    {FILE_FUND, "a fund", "fund", {"fund", "grants", "rules"}},
    {FILE_BATCH, "a batch", "batch", {"batch", "scenarios", "overlap"}},
    {FILE_SCENARIO, "a scenario", "run", {"participants", "programme", "effects"}},
};

static bool is_marked(const YamlNode *root, const Row *row)
{
    for (int m = 0; row->mark[m] != NULL; m++)
        if (yaml_find(root, row->mark[m]) != NULL) return true;
    return false;
}

/* The first row that the root is marked as, or NULL. */
static const Row *find(const YamlNode *root)
{
    for (int i = 0; i < N_FILE_KINDS; i++)
        if (is_marked(root, &rows[i])) return &rows[i];
    return NULL;
}

Status file_kind(const char *path, FileKind *kind)
{
    Arena arena = {0};
    Problems unheard = {0};
    YamlFile yaml = {0};
    Status status = yaml_read(path, &arena, &unheard, &yaml); /* a tree even when INPUT */
    const Row *row = find(yaml.root);
    *kind = row != NULL ? row->kind : FILE_OTHER;
    problems_free(&unheard);
    arena_free(&arena);
    return status == STATUS_MEMORY ? status : STATUS_OK;
}

bool file_kind_is(const YamlNode *root, const char *path, FileKind wanted, Where where,
                  const char *key, Problems *problems)
{
    const Row *row = find(root), *asked = rows;
    while (asked->kind != wanted) asked++;
    if (row == NULL || is_marked(root, asked)) return true;
    problems_note(problems, where, key, "expected %s, got %s; `livsbana %s %s` takes it",
                  asked->name, row->name, row->command, path);
    return false;
}

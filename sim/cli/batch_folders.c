#include "cli/batch_folders.h"

#include "cli/resume.h"
#include "output/manifest.h"
#include "output/net_tables.h"
#include "output/reader.h"
#include "output/savings_table.h"

#include <string.h>
#include <unistd.h>

Status batch_folders_begin(const Session *session, const BatchStudies *studies, const char *path,
                           BatchFolders *folders)
{
    Status status = STATUS_OK;
    *folders = (BatchFolders){.session = session, .studies = studies};
    ARENA_TRY(&folders->arena, folders->folder, studies->n);
    ARENA_TRY(&folders->arena, folders->wanted, studies->n);
    ARENA_TRY(&folders->arena, folders->scenario, studies->n);
    for (int i = 0; i < studies->n; i++) {
        folders->folder[i].path = arena_format(&folders->arena, "%s/%s", path,
                                               studies->study[i].name);
        if (folders->folder[i].path == NULL) return STATUS_MEMORY;
        folders->wanted[i] = studies->study[i].status == STATUS_OK;
    }
out:
    return status;
}

void batch_folders_free(BatchFolders *folders)
{
    for (int i = 0; folders->folder != NULL && i < folders->studies->n; i++) {
        problems_free(&folders->folder[i].why);
        arena_free(&folders->folder[i].arena);
    }
    arena_free(&folders->arena);
    *folders = (BatchFolders){0};
}

/* ---- one folder ---- */

static Verdict verdict_called(const char *name)
{
    int v = 0;
    while (v + 1 < N_VERDICTS && strcmp(verdict_name[v], name) != 0) v++;
    return (Verdict)v;
}

/* What the ranking needs of a complete folder; *found is false when it holds no such account or
 * years. */
static Status take_folder(BatchFolders *folders, int i, Problems *problems, bool *found)
{
    Status status = STATUS_OK;
    Result result = {0};
    NetTable net = {0};
    BatchFolder *folder = &folders->folder[i];
    BatchScenario *scenario = &folders->scenario[i];
    const Study *study = &folders->studies->study[i].study;
    const NetRequest *request = &folders->studies->request;
    TRY(net_table_read(folder->path, request->account, request->years, study->simulation.worlds,
                       study->simulation.replicates, &folder->arena, problems, &net, found));
    *found = *found && savings_table_stands(folder->path, study);
    if (!*found) goto out;
    TRY(result_read_some(folder->path, 1u << RESULT_HEADLINE, problems, &result));
    scenario->title = study->name;
    scenario->checksum = result.table[RESULT_MANIFEST].checksum;
    scenario->participants = (int)result_fact_number(&result, "participants");
    scenario->verdict = verdict_called(result_fact(&result, "verdict"));
    scenario->weak_value_share = result_fact_number(&result, "weak_value_share");
    scenario->limit_for = study->economics.limit_for;
    scenario->contender.cost = net.programme_cost;
    scenario->cost = net.cost;
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        scenario->contender.net[u] = net.net[u];
        scenario->contender.avoided[u] = net.avoided[u];
    }
out:
    result_free(&result);
    return status;
}

/* A folder of the same inputs, settings and program that is whole stays as it is. What is wrong with
 * one that is not needs no telling: it is made anew. */
static Status try_reuse(void *context, void *scratch, int i)
{
    Status status = STATUS_OK;
    Problems unread = {0};
    BatchFolders *folders = context;
    BatchFolder *folder = &folders->folder[i];
    bool reused = false;
    (void)scratch;
    if (!folders->wanted[i]) return STATUS_OK;
    status = manifest_is_of(&folders->studies->study[i].study, folder->path, &unread, &reused);
    if (reused && is_given(folders->session, OPTION_WORLDS_TABLE)) {
        const char *worlds = arena_format(&folder->arena, "%s/worlds.csv", folder->path);
        reused = worlds != NULL && access(worlds, F_OK) == 0;
    }
    if (status == STATUS_OK && reused) status = result_check(folder->path, &unread);
    if (status == STATUS_OK && reused) status = take_folder(folders, i, &unread, &reused);
    if (status == STATUS_OK && reused) {
        folders->scenario[i].state = SCENARIO_REUSED;
        folders->wanted[i] = false;
        resume_forget(folders->session, folder->path, &folders->studies->study[i].study);
    }
    problems_free(&unread);
    return status == STATUS_MEMORY ? status : STATUS_OK;
}

/* A folder that was made just now, by whichever rank. */
static Status take_made(void *context, void *scratch, int i)
{
    Status status = STATUS_OK;
    BatchFolders *folders = context;
    BatchFolder *folder = &folders->folder[i];
    const BatchStudy *study = &folders->studies->study[i];
    bool is = false;
    (void)scratch;
    if (!folders->wanted[i] || study->status != STATUS_OK) return STATUS_OK;
    folders->scenario[i].state = SCENARIO_RUN;
    TRY(manifest_is_of(&study->study, folder->path, &folder->why, &is));
    if (is) TRY(take_folder(folders, i, &folder->why, &is));
    if (!is)
        status = problems_fail(&folder->why, STATUS_FILE,
                               "%s: its tables could not be read again: was it changed meanwhile, "
                               "or made by a rank that has other files or another disk?",
                               folder->path);
out:
    folder->status = status;
    return status == STATUS_MEMORY ? status : STATUS_OK;
}

/* ---- all of them ---- */

static Status each(BatchFolders *folders, Status (*work)(void *context, void *scratch, int i))
{
    ParallelJob job = {.n_threads = threads_of(folders->session),
                       .n_blocks = folders->studies->n,
                       .context = folders,
                       .work = work,
                       .stop = folders->session->stop};
    return parallel_run(&job);
}

Status batch_folders_reuse(BatchFolders *folders)
{
    return each(folders, try_reuse);
}

Status batch_folders_take(BatchFolders *folders)
{
    return each(folders, take_made);
}

/* Its folder was found whole. */
Status batch_savings_read(void *context, int i, Arena *arena, WorldSavings *read)
{
    Status status = STATUS_OK;
    const BatchSavings *savings = context;
    const BatchFolder *folder = &savings->folders->folder[i];
    const Study *study = &savings->folders->studies->study[i].study;
    bool found = false;
    TRY(savings_table_read(folder->path, study, arena, savings->problems, read, &found));
    if (!found)
        status = problems_fail(savings->problems, STATUS_FILE,
                               "%s/%s: is not the table that was written: was it changed "
                               "meanwhile?",
                               folder->path, savings_file);
out:
    return status;
}

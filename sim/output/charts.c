#define _XOPEN_SOURCE 700 /* realpath */

#include "output/charts.h"

#include "base/file.h"
#include "base/parallel.h"
#include "output/chart.h"
#include "output/gnuplot.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A chart: a new one is its row here, its maker and its script. */
typedef struct {
    const char *name;
    const char *script;
    ChartMaker *make;  /* computes the title, too: the title is the message */
    ResultTable table; /* only results that have this table are drawn so */
} ChartKind;

static const ChartKind chart_kinds[] = {
    {"payback", "payback.gp", chart_payback, RESULT_PAYBACK},
    {"career", "career.gp", chart_career, RESULT_CAREER},
    {"occupancy", "occupancy.gp", chart_occupancy, RESULT_OCCUPANCY},
    {"payers", "payers.gp", chart_payers, RESULT_PAYBACK},
    {"boards", "boards.gp", chart_boards, RESULT_BOARDS},
    {"people", "people.gp", chart_people, RESULT_PEOPLE},
    {"ranking", "ranking.gp", chart_ranking, RESULT_BATCH},
    {"validation", "validation.gp", chart_validation, RESULT_VALIDATION},
    {"contract", "contract.gp", chart_contract, RESULT_PAYMENTS},
    {"fund", "fund.gp", chart_fund, RESULT_BALANCE},
    {"rules", "rules.gp", chart_rules, RESULT_RULES},
};
enum { N_CHART_KINDS = sizeof chart_kinds / sizeof chart_kinds[0] };
enum { MOST_JOBS = N_CHART_KINDS * N_CHART_FORMATS };

const char *const chart_format_name[N_CHART_FORMATS] = {"png", "pdf", "svg"};

/* What stands at the end of a whole image. */
static const char *const format_end[N_CHART_FORMATS] = {"IEND", "%%EOF", "</svg>"};

typedef struct {
    const Result *result;
    const ChartsOptions *options;
    Problems *problems;
    const char *folder;               /* of the charts */
    char *plots;                      /* of the scripts, absolute; malloc */
    const char *sheet[N_CHART_KINDS]; /* file names in `folder`; NULL: nothing to draw */
    GnuplotJob job[MOST_JOBS];
    int n_jobs;
    Arena arena;
} Drawing;

/* ---- sheets ---- */

static Status write_sheet(Drawing *drawing, int kind)
{
    Status status = STATUS_OK;
    Arena *arena = &drawing->arena;
    Chart chart = {
        .result = drawing->result, .language = drawing->options->language, .arena = arena};
    bool drawable = false;
    const char *name = arena_format(arena, ".%s.%s.sheet", chart_kinds[kind].name,
                                    language_code[chart.language]);
    const char *path = name == NULL ? NULL : arena_format(arena, "%s/%s", drawing->folder, name);
    if (path == NULL) return STATUS_MEMORY;
    chart.sheet = fopen(path, "w");
    if (chart.sheet == NULL) goto refused;
    drawing->sheet[kind] = name;
    status = chart_kinds[kind].make(&chart, &drawable);
    if (status == STATUS_OK && chart.out_of_memory) status = STATUS_MEMORY;
    bool failed = ferror(chart.sheet) != 0;
    if (fclose(chart.sheet) != 0 || failed) goto refused;
    if (!drawable) {
        drawing->sheet[kind] = NULL;
        (void)unlink(path);
    }
    return status;
refused:
    return problems_fail(drawing->problems, STATUS_FILE,
                         "%s: could not be written: is there room, and may you write there?", path);
}

static void remove_sheets(Drawing *drawing)
{
    for (int k = 0; k < N_CHART_KINDS; k++) {
        if (drawing->sheet[k] == NULL) continue;
        const char *path = arena_format(&drawing->arena, "%s/%s", drawing->folder,
                                        drawing->sheet[k]);
        if (path != NULL) (void)unlink(path);
    }
}

/* ---- jobs ---- */

static Status add_job(Drawing *drawing, int kind, int format)
{
    Status status = STATUS_OK;
    Arena *arena = &drawing->arena;
    GnuplotJob *job = &drawing->job[drawing->n_jobs];
    const char *image = arena_format(arena, "%s.%s.%s", chart_kinds[kind].name,
                                     language_code[drawing->options->language],
                                     chart_format_name[format]);
    if (image == NULL) return STATUS_MEMORY;
    *job = (GnuplotJob){
        .folder = drawing->folder,
        .script = arena_format(arena, "%s/%s", drawing->plots, chart_kinds[kind].script),
        .errors = arena_format(arena, ".%s.errors", image),
        .unchecked = arena_format(arena, ".%s.part", image),
        .image = image,
        .end = format_end[format],
        .name = image};
    if (job->script == NULL || job->errors == NULL || job->unchecked == NULL) return STATUS_MEMORY;
    job->argument[0] = drawing->plots;
    job->argument[1] = chart_format_name[format];
    job->argument[2] = job->unchecked;
    job->argument[3] = drawing->sheet[kind];
    drawing->n_jobs++;
    return status;
}

static Status add_jobs(Drawing *drawing)
{
    Status status = STATUS_OK;
    for (int k = 0; k < N_CHART_KINDS; k++) {
        if (drawing->result->table[chart_kinds[k].table].n_columns == 0) continue;
        TRY(write_sheet(drawing, k));
        for (int f = 0; f < N_CHART_FORMATS && drawing->sheet[k] != NULL; f++) {
            if (drawing->options->formats & (1u << f)) TRY(add_job(drawing, k, f));
        }
    }
out:
    return status;
}

/* Keeps n processes going; after a failure or when stopped no new one begins, but all that began are waited
 * for. */
static Status run_jobs(Drawing *drawing, bool *missing)
{
    Status status = STATUS_OK;
    int n = drawing->options->n_processes > 0 ? drawing->options->n_processes : parallel_cores();
    const atomic_bool *stop = drawing->options->stop;
    int started = 0;
    for (int finished = 0; finished < drawing->n_jobs; finished++) {
        while (status == STATUS_OK && started < drawing->n_jobs && started - finished < n) {
            if (stop != NULL && atomic_load(stop)) {
                status = STATUS_RUN_FAILED;
                break;
            }
            status = gnuplot_start(&drawing->job[started++], drawing->problems);
        }
        Status one = gnuplot_finish(&drawing->job[finished], &drawing->arena, drawing->problems,
                                    missing);
        if (status == STATUS_OK) status = one;
    }
    return status;
}

/* ---- the folder ---- */

static Status open_folders(Drawing *drawing, const char *folder, const char *plots_folder)
{
    drawing->folder = arena_format(&drawing->arena, "%s/charts", folder);
    if (drawing->folder == NULL) return STATUS_MEMORY;
    drawing->plots = realpath(plots_folder, NULL);
    if (drawing->plots == NULL) {
        return problems_fail(drawing->problems, STATUS_FILE,
                             "%s: the scripts of the charts are not there: is the installation "
                             "whole?",
                             plots_folder);
    }
    if (mkdir(drawing->folder, 0777) != 0 && errno != EEXIST) {
        return problems_fail(drawing->problems, STATUS_FILE,
                             "%s: the folder could not be made: may you write there?",
                             drawing->folder);
    }
    return STATUS_OK;
}

Status charts_draw(const char *folder, const char *plots_folder, const ChartsOptions *options,
                   Problems *problems)
{
    Status status = STATUS_OK;
    Result result = {0};
    Drawing drawing = {.result = &result, .options = options, .problems = problems};
    bool missing = false;
    TRY(result_check(folder, problems));
    TRY(result_read(folder, problems, &result));
    TRY(open_folders(&drawing, folder, plots_folder));
    TRY(add_jobs(&drawing));
    status = run_jobs(&drawing, &missing);
    if (missing) {
        status = problems_fail(problems, STATUS_RUN_FAILED,
                               "gnuplot is not installed: the tables are written; install "
                               "gnuplot-nox and run `livsbana plot %s`",
                               folder);
    }
out:
    remove_sheets(&drawing);
    free(drawing.plots);
    arena_free(&drawing.arena);
    result_free(&result);
    return status;
}

/* The path of a chart, or NULL when it is too long to be there. */
static const char *chart_path(const char *folder, int kind, int language, int format,
                              char path[PATH_MAX])
{
    int length = snprintf(path, PATH_MAX, "%s/charts/%s.%s.%s", folder, chart_kinds[kind].name,
                          language_code[language], chart_format_name[format]);
    return length < PATH_MAX ? path : NULL;
}

bool charts_stand(const char *folder, Language language)
{
    char path[PATH_MAX];
    for (int k = 0; k < N_CHART_KINDS; k++) {
        const char *chart = chart_path(folder, k, (int)language, CHART_PNG, path);
        if (chart != NULL && access(chart, F_OK) == 0) return true;
    }
    return false;
}

void charts_remove(const char *folder)
{
    char path[PATH_MAX];
    for (int i = 0; i < N_CHART_KINDS * N_LANGUAGES * N_CHART_FORMATS; i++) {
        const char *chart = chart_path(folder, i / (N_LANGUAGES * N_CHART_FORMATS),
                                       i / N_CHART_FORMATS % N_LANGUAGES, i % N_CHART_FORMATS,
                                       path);
        if (chart != NULL) (void)unlink(chart);
    }
}

/* ---- what is there already ---- */

/* What add_job and write_sheet call their files, after the name of the chart and its language. */
static bool is_ending(const char *text, bool hidden)
{
    if (hidden && strcmp(text, "sheet") == 0) return true;
    for (int f = 0; f < N_CHART_FORMATS; f++) {
        size_t length = strlen(chart_format_name[f]);
        if (strncmp(text, chart_format_name[f], length) != 0) continue;
        const char *rest = text + length;
        if (hidden ? strcmp(rest, ".part") == 0 || strcmp(rest, ".errors") == 0 : *rest == '\0')
            return true;
    }
    return false;
}

static bool is_of_charts(const char *name)
{
    bool hidden = name[0] == '.';
    for (int i = 0; i < N_CHART_KINDS * N_LANGUAGES; i++) {
        char stem[64];
        int length = snprintf(stem, sizeof stem, "%s.%s.", chart_kinds[i / N_LANGUAGES].name,
                              language_code[i % N_LANGUAGES]);
        if (strncmp(name + hidden, stem, (size_t)length) == 0 &&
            is_ending(name + hidden + length, hidden))
            return true;
    }
    return false;
}

Status charts_alone(const char *folder, Problems *problems)
{
    char path[PATH_MAX];
    int length = snprintf(path, sizeof path, "%s/charts", folder);
    DIR *listing = length < PATH_MAX ? opendir(path) : NULL;
    if (listing == NULL && (length >= PATH_MAX || errno == ENOENT)) return STATUS_OK;
    Status status = STATUS_OK;
    struct dirent *entry = NULL;
    while (listing != NULL && (entry = readdir(listing)) != NULL) {
        bool itself = strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0;
        if (!itself && !is_of_charts(entry->d_name)) break;
    }
    if (listing == NULL || entry != NULL) { /* a file of that name, or one in the folder */
        snprintf(path, sizeof path, "charts%s%s", entry ? "/" : "", entry ? entry->d_name : "");
        status = file_folder_fail_stranger(problems, folder, path);
    }
    if (listing != NULL) closedir(listing);
    return status;
}

#include "cli/report.h"

#include "base/parallel.h"
#include "base/ranks.h"
#include "model/cautions.h"

#include <stdio.h>
#include <string.h>

/* Does the file of problem i stand before it in the list? */
static bool file_is_known(const Problems *problems, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        const char *file = problems->list[j].file;
        if (file != NULL && strcmp(file, problems->list[i].file) == 0) return true;
    }
    return false;
}

/* Two scenarios with the same broken model note the same line of it twice. */
static bool is_told(const Problems *problems, size_t i)
{
    for (size_t j = 0; j < i; j++) {
        if (strcmp(problems->list[j].text, problems->list[i].text) == 0) return true;
    }
    return false;
}

size_t report_problems(Problems *problems, const char *command, size_t *n_files)
{
    size_t n = problems->n - problems->n_kept;
    if (ranks_here().rank > 0) return n; /* the leader meets the same, or tells of the loss */
    *n_files = 0;
    problems_sort(problems);
    for (size_t i = 0; i < problems->n_kept; i++) {
        const Problem *problem = &problems->list[i];
        if (is_told(problems, i)) continue;
        n++;
        if (problem->file != NULL && !file_is_known(problems, i)) ++*n_files;
        if (problem->file == NULL)
            fprintf(stderr, "livsbana%s%s: ", command != NULL ? " " : "",
                    command != NULL ? command : "");
        fprintf(stderr, "%s\n", problem->text);
    }
    if (problems->n > problems->n_kept)
        fprintf(stderr, "... and %zu more\n", problems->n - problems->n_kept);
    return n;
}

void report_ranks(const char *command, int n_threads)
{
    Ranks here = ranks_here();
    int n_cores = parallel_machine_cores();
    if (here.n == 1 || here.rank > 0 || (here.beside == 1 && n_threads >= n_cores)) return;
    fprintf(
        stderr,
        "livsbana %s: note: this machine has %d core%s and %d rank%s of %d thread%s. One rank a "
        "machine, with all its cores, is faster: mpirun --map-by ppr:1:node --bind-to none ...\n",
        command, n_cores, n_cores == 1 ? "" : "s", here.beside, here.beside == 1 ? "" : "s",
        n_threads, n_threads == 1 ? "" : "s");
}

void report_older_draws(const Model *model)
{
    if (model->draws_older == NULL || ranks_here().rank > 0) return;
    fprintf(
        stderr,
        "livsbana: note: %s/draws.csv was fitted before %s changed: its draws may no longer meet "
        "the targets; `livsbana calibrate %s -o %s/draws.csv` makes them anew\n",
        model->folder, model->draws_older, model->folder, model->folder);
}

/* How such sums are asked about and written. */
static const struct {
    const char *name, *exponent;
} counted_words[] = {
    [COUNTED_THOUSANDS] = {"thousands", "e3"},
    [COUNTED_MILLIONS] = {"millions", "e6"},
};

static void report_unreached(const Study *study, const Effect *effect, int first, int last)
{
    const Where *where = &effect->provenance.where;
    char ages[32];
    int length = snprintf(ages, sizeof ages, "%d", first);
    if (last > first) snprintf(ages + length, sizeof ages - (size_t)length, " to %d", last);
    fprintf(stderr,
            "livsbana: note: %s:%d:%d: %s: decided at %d, and participants are %s in the "
            "years of the effect: it does nothing\n",
            where->file, where->line, where->column, effect->text,
            study->model.milestone[effect->milestone].age, ages);
}

static void report_faded(const Study *study, const Effect *effect, double left)
{
    const Where *where = &effect->provenance.where;
    fprintf(stderr,
            "livsbana: note: %s:%d:%d: %s: decided at %d, when %.0f %% of the effect is left on "
            "average: are `years` and `fades_over` what the study saw?\n",
            where->file, where->line, where->column, effect->text,
            study->model.milestone[effect->milestone].age, 100 * left);
}

static void report_odd_ratios(const Study *study)
{
    double ratio;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        const Where *where = &effect->provenance.where;
        if (!ratio_looks_wrong(study, effect, &ratio)) continue;
        fprintf(stderr,
                "livsbana: note: %s:%d:%d: %s: a ratio of %.10g is seldom found: are these "
                "percentage points, or a share? `livsbana describe cumulative` takes both shares\n",
                where->file, where->line, where->column, effect->text, ratio);
    }
}

static void report_milestones(const Study *study)
{
    int first, last;
    double left;
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (milestone_out_of_reach(study, effect, &first, &last))
            report_unreached(study, effect, first, last);
        else if (milestone_mostly_faded(study, effect, &left))
            report_faded(study, effect, left);
    }
}

void report_slips(const Study *study)
{
    SmallCost small;
    if (ranks_here().rank > 0) return;
    for (int i = 0; i < study->n_programme_costs; i++) {
        const ProgrammeCost *cost = &study->programme_cost[i];
        const Where *where = &cost->provenance.where;
        if (!cost_looks_small(study, cost, &small)) continue;
        int people = study_participants(study);
        fprintf(stderr,
                "livsbana: note: %s:%d:%d: %s: %.10g kronor a year for %d participant%s: are these "
                "%s? write %.10g%s\n",
                where->file, where->line, where->column, cost->item, small.a_year, people,
                people == 1 ? "" : "s", counted_words[small.counted].name, small.written,
                counted_words[small.counted].exponent);
    }
    report_odd_ratios(study);
    report_milestones(study);
}

static void tell_small(const Where *where, const char *what, double kronor)
{
    CountedIn counted;
    if (!fund_looks_small(kronor, &counted) || ranks_here().rank > 0) return;
    fprintf(stderr,
            "livsbana: note: %s:%d:%d: %s: %.10g kronor: are these %s? then write %s after the "
            "number\n",
            where->file, where->line, where->column, what, kronor, counted_words[counted].name,
            counted_words[counted].exponent);
}

void report_small_fund(const Fund *fund)
{
    tell_small(&fund->provenance.where, "opening", fund->opening_written);
    for (int i = 0; i < fund->n_grants; i++)
        tell_small(&fund->grant[i].provenance.where, "grant", fund->grant[i].written);
    for (int s = 0; s < fund->n_studies; s++) report_slips(&fund->study[s]);
}

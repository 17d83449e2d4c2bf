#include "model/generations.h"

#include <stdlib.h>

static int compare_years(const void *left, const void *right)
{
    const int *a = left, *b = right;
    return (*a > *b) - (*a < *b);
}

/* The years in which a generation begins, because of these birth years. */
static int *add_cuts(BirthYears born, int *cut)
{
    if (born.from != EARLIEST_BORN) *cut++ = born.from;
    if (born.to != LATEST_BORN) *cut++ = born.to + 1;
    return cut;
}

/* Sorts the years and leaves each once; returns how many. */
static int sort_years(int *year, int n)
{
    int kept = 0;
    if (n > 1) qsort(year, (size_t)n, sizeof *year, compare_years);
    for (int i = 0; i < n; i++)
        if (i == 0 || year[i] != year[i - 1]) year[kept++] = year[i];
    return kept;
}

Status generations_make(Reading *reading)
{
    Status status = STATUS_OK;
    Model *model = &reading->study->model;
    BirthYears *generation = NULL;
    int *cut = NULL;
    ARENA_TRY(reading->arena, cut, 2 * (model->n_transitions + model->n_modifiers) + 1);
    int *end = cut;
    for (int t = 0; t < model->n_transitions; t++) end = add_cuts(model->transition[t].born, end);
    for (int i = 0; i < model->n_modifiers; i++) end = add_cuts(model->modifier[i].born, end);
    int n_cuts = sort_years(cut, (int)(end - cut));
    if (n_cuts >= MAX_GENERATIONS) {
        problems_note(reading->problems, (Where){model->folder, 0, 0}, "born_from",
                      "expected rows whose birth years part people into at most %d generations, "
                      "got %d",
                      MAX_GENERATIONS, n_cuts + 1);
        n_cuts = 0;
    }
    ARENA_TRY(reading->arena, generation, n_cuts + 1);
    for (int g = 0; g <= n_cuts; g++) {
        generation[g].from = g == 0 ? EARLIEST_BORN : cut[g - 1];
        generation[g].to = g == n_cuts ? LATEST_BORN : cut[g] - 1;
    }
    model->generation = generation;
    model->n_generations = n_cuts + 1;
out:
    return status;
}

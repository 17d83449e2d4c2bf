#include "base/random.h"
#include "model/grades.h"
#include "model/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

void unit_bounds(const char *unit, double *low, double *high)
{
    bool share = strcmp(unit, "share") == 0 || strcmp(unit, "probability") == 0;
    bool ratio = strcmp(unit, "ratio") == 0;
    *low = share ? 0 : ratio ? 1e-6 : -INFINITY;
    *high = share ? 1 : ratio ? 1e6 : INFINITY;
}

bool price_factor(const Model *model, int price_year, int study_year, double *factor)
{
    const int first = model->first_price_year, last = model->last_price_year;
    if (model->price_index == NULL || price_year < first || price_year > last ||
        study_year < first || study_year > last)
        return false;
    *factor = model->price_index[study_year - first] / model->price_index[price_year - first];
    return true;
}

void note_price_year(const Model *model, int year, Where where, const char *key, Problems *problems)
{
    const int first = model->first_price_year, last = model->last_price_year;
    if (year > last)
        problems_note(
            problems, where, key,
            "expected a year of the model's prices (%d..%d), got %d; it has no later ones: "
            "tell all in the money of %d",
            first, last, year, last);
    else
        problems_note(problems, where, key,
                      "expected a year of the model's prices (%d..%d), got %d", first, last, year);
}

double quantity_estimate(const Quantity *quantity, const Distribution *distribution)
{
    return quantity->kind == QUANTITY_NAMED ? distribution_quantile(distribution, 0.5)
                                            : quantity->estimate;
}

void parameter_replace(Reading *reading, int index, double estimate, Distribution distribution,
                       Provenance provenance)
{
    Parameter *parameter = &reading->parameter[index];
    parameter->estimate = estimate;
    parameter->distribution = distribution;
    parameter->provenance = provenance;
    parameter->joint = 0;
    distribution_widen(&parameter->distribution, parameter->unit,
                       grade_rules[provenance.grade].least_sd);
}

Status parameter_add(Reading *reading, const char *name, const char *unit, double estimate,
                     Distribution distribution, Provenance provenance, bool is_inline, int *index)
{
    Status status = STATUS_OK;
    if (reading->n_parameters == reading->parameter_capacity) {
        Parameter *more = NULL;
        int capacity = reading->parameter_capacity * 2 + 64;
        ARENA_TRY(reading->arena, more, capacity);
        if (reading->n_parameters > 0)
            memcpy(more, reading->parameter, (size_t)reading->n_parameters * sizeof *more);
        reading->parameter = more;
        reading->parameter_capacity = capacity;
    }
    *index = reading->n_parameters++;
    reading->parameter[*index] = (Parameter){
        .name = name, .unit = unit, .hash = random_hash(name), .inline_ = is_inline};
    parameter_replace(reading, *index, estimate, distribution, provenance);
out:
    return status;
}

static int compare_hashes(const void *left, const void *right)
{
    const Parameter *a = *(const Parameter *const *)left, *b = *(const Parameter *const *)right;
    if (a->hash != b->hash) return a->hash < b->hash ? -1 : 1;
    return a < b ? -1 : a > b;
}

void parameters_check_hashes(const Parameter *parameter, int n, Problems *problems)
{
    const Parameter **sorted = malloc((size_t)n * sizeof *sorted + 1);
    if (sorted == NULL) {
        problems->out_of_memory = true;
        return;
    }
    for (int i = 0; i < n; i++) sorted[i] = &parameter[i];
    qsort(sorted, (size_t)n, sizeof *sorted, compare_hashes);
    for (int i = 1; i < n; i++)
        if (sorted[i]->hash == sorted[i - 1]->hash)
            problems_note(problems, sorted[i]->provenance.where, sorted[i]->name,
                          "expected a name with draws of its own, got one whose hash is that of "
                          "\"%s\"; rename it",
                          sorted[i - 1]->name);
    free(sorted);
}

#include "output/draws_table.h"

#include "output/rows.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

/* What a fit rests on: when one of these has changed since, the draws are to be made anew. */
static const char *const fitted_to[] = {
    "states.csv",    "classes.csv",          "transitions.csv", "modifiers.csv", "milestones.csv",
    "mortality.csv", "mortality_ratios.csv", "parameters.csv",  "targets.csv",   "calibration.csv"};

static const char *name_in(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* A comment line for each table, with the checksum that manifest.csv gives it. */
static void write_tables(const Study *study, FILE *file)
{
    for (int i = 0; i < study->n_input_files; i++) {
        const char *name = name_in(study->input_file[i].path);
        for (size_t t = 0; t < sizeof fitted_to / sizeof *fitted_to; t++)
            if (strcmp(name, fitted_to[t]) == 0)
                fprintf(file, "# fitted to: %s %016" PRIx64 "\n", name,
                        study->input_file[i].checksum);
    }
}

/* To six digits: the fit knows its parameters to one or two. */
static double rounded(double x)
{
    double digits = x == 0 ? 0 : 5 - floor(log10(fabs(x)));
    return digits > 0 && digits < 22 ? round(x * pow(10, digits)) / pow(10, digits) : x;
}

void draws_write(const Calibration *calibration, FILE *file)
{
    RowWriter out = {.file = file};
    int n = calibration->n_free;
    fprintf(file, "# Written by livsbana calibrate %s: %d equally likely draws, seed %ju.\n",
            calibration->study->model.name, calibration->n_draws,
            (uintmax_t)calibration->study->simulation.seed);
    write_tables(calibration->study, file);
    for (int i = 0; i < n; i++)
        row_text(&out, calibration->study->parameter[calibration->free_[i].parameter].name);
    row_end(&out);
    for (int d = 0; d < calibration->n_draws; d++) {
        for (int i = 0; i < n; i++)
            row_number(&out, rounded(calibration->draw[(size_t)d * (size_t)n + (size_t)i]));
        row_end(&out);
    }
}

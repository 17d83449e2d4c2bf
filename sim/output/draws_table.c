#include "output/draws_table.h"

#include "output/rows.h"

void draws_write(const Calibration *calibration, FILE *file)
{
    RowWriter out = {.file = file};
    int n = calibration->n_free;
    fprintf(file, "# Written by livsbana calibrate %s: %d equally likely draws, seed %ju.\n",
            calibration->study->model.name, calibration->n_draws,
            (uintmax_t)calibration->study->simulation.seed);
    for (int i = 0; i < n; i++)
        row_text(&out, calibration->study->parameter[calibration->free_[i].parameter].name);
    row_end(&out);
    for (int d = 0; d < calibration->n_draws; d++) {
        for (int i = 0; i < n; i++)
            row_number(&out, calibration->draw[(size_t)d * (size_t)n + (size_t)i]);
        row_end(&out);
    }
}

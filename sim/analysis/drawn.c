#include "analysis/drawn.h"

void drawn_block(const Drawn *drawn, const Study *study, int block, double *value)
{
    int n = study->n_parameters;
    bool had = drawn->value && drawn->has[block];
    if (!had) study_draw_block(study, block, value);
    if (!drawn->value) return;
    for (int i = 0; i < n; i++) {
        double *kept = drawn->value + (size_t)i * (size_t)drawn->n_worlds +
                       (size_t)block * WORLDS_PER_BLOCK;
        for (int w = 0; w < WORLDS_PER_BLOCK; w++) {
            double *at = value + (size_t)w * (size_t)n + (size_t)i;
            if (had)
                *at = kept[w];
            else
                kept[w] = *at;
        }
    }
    drawn->has[block] = true;
}

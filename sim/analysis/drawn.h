/* drawn.h: the parameters of a run's worlds, drawn when they are first asked for and kept.
 * Read by setup and worker. */
#ifndef LIVSBANA_ANALYSIS_DRAWN_H
#define LIVSBANA_ANALYSIS_DRAWN_H

#include "model/study.h"

/* Where they are kept. A block's worlds are asked for by one thread at a time. */
typedef struct {
    int n_worlds;
    double *value; /* [parameter][n_worlds] borrowed; NULL: they are drawn every time */
    bool *has;     /* [block] */
} Drawn;

/* The parameters in a block's worlds: value[WORLDS_PER_BLOCK][n_parameters]. */
void drawn_block(const Drawn *drawn, const Study *study, int block, double *value);

#endif

/* setup.h: what every evaluation of a study needs once: plan, people, prices, streams.
 * Read by worker, evaluation, findings and cli. */
#ifndef LIVSBANA_ANALYSIS_SETUP_H
#define LIVSBANA_ANALYSIS_SETUP_H

#include "analysis/drawn.h"
#include "economics/prices.h"
#include "engine/lives.h"

typedef struct {
    const Study *study; /* borrowed */
    Plan plan;
    PricePlan prices;
    LifeStreams *streams;
    int n_years;      /* the horizon */
    int n_life_years; /* programme years with somebody under last_age, at least the horizon */
    const double *outcome_factor; /* [n_years] discounting of outcomes other than kronor */
    Drawn drawn;                  /* kept where the caller has given it memory */
    size_t making;                /* bytes that it took beside what stands, as it was made */
    Arena arena;
} Setup;

/* STATUS_INPUT when the medians give an impossible probability. */
Status setup_make(const Study *study, Problems *problems, Setup *setup) MUST_USE;
void setup_free(Setup *setup); /* safe on {0} and twice */

#endif

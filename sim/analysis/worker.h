/* worker.h: carries one world at a time through a setup: exact cohorts, lives, kronor.
 * Read by blocks and whoever evaluates. */
#ifndef LIVSBANA_ANALYSIS_WORKER_H
#define LIVSBANA_ANALYSIS_WORKER_H

#include "analysis/census.h"
#include "analysis/documents.h"
#include "analysis/noted.h"
#include "analysis/setup.h"
#include "economics/ceilings.h"
#include "economics/outcomes.h"
#include "economics/saving.h"
#include "engine/crowd.h"
#include "engine/exact.h"

/* One thread's world with its exact cohorts and kronor. */
typedef struct {
    const Setup *setup;
    World world;
    ExactScratch exact;
    Counts counts;         /* of single lives */
    Crowd crowd;           /* replicates lived together */
    int crowd_first;       /* the first of them; ANY: none in this world yet */
    const Counts *counted; /* of the last worker_live */
    Census census;         /* of whichever of their arms was counted last */
    Prices prices;
    Ceilings ceilings;
    Documents documents;
    Outcomes outcomes;
    double *expected
        [N_ARMS]; /* [n_counts + LANES] people; the intervention mixed with those not reached */
    double *reach[N_ARMS];             /* [track][milestone] */
    Flows flows[N_ARMS];               /* person-years of the expected people */
    Flows flows_lived[N_ARMS];         /* the same of the last worker_live, of the horizon */
    double *series[N_ARMS];            /* [life year][channel] expected kronor */
    double *lived;                     /* [year][channel] kronor of a simulated intervention */
    double *correction[N_CORRECTIONS]; /* [life year][channel] expected, no saving */
    bool corrects[N_CORRECTIONS];      /* something of it may be other than 0 */
    double *taken_off;                 /* [life year][channel] all corrections together */
    double *spent[N_ARMS];             /* [life year][row of spending] expected */
    double *saved; /* [life year][row of spending] expected, less what earlier death avoids and what
                      is displaced */
    double *beyond;          /* [life year][row of spending] part of ->saved that is not counted */
    double *within;          /* [year][row of spending] of the last limited_savings */
    double *felt;            /* [year][link of the ceilings] the same */
    double *full, *released; /* [payer][year] of the horizon */
    double *outcome[N_ARMS]; /* [year of the horizon][outcome] expected */
    double *outcome_lived[N_ARMS]; /* the same of the last worker_live */
    double *cost;                  /* [payer][year] of the programme */
    double *value;                 /* [n_parameters] */
    double *drawn;   /* [WORLDS_PER_BLOCK][n_parameters] of the block that was asked for last */
    int drawn_block; /* ANY: none yet */
    Noted worlds, replicates; /* the evaluation's */
    double share_reached, displacement;
    bool as_entered;     /* nothing was changed since worker_enter, without a variant */
    bool without_effect; /* no effect changes anything in this world, at whatever strength */
    Problems problems;
    Arena arena;
} Worker;

Status worker_init(const Setup *setup, Worker *worker) MUST_USE;
void worker_free(Worker *worker); /* safe on {0} and twice */
/* Memory that a worker takes, from a world like that of the medians, which it enters for it. */
size_t worker_bytes(Worker *worker);
/* A worker on the heap, as scratch of a thread; NULL when memory runs out. */
Worker *worker_new(const Setup *setup);
void worker_delete(void *worker); /* safe on NULL */

/* Draws the parameters of a world into worker->value; those of its whole block are kept, so that the next
 * worlds cost nothing. */
void worker_draw(Worker *worker, int world);

/* Takes the worker to the world with these parameter values: tables, exact cohorts of both arms,
 * prices (cost rows and displacement of grades up to `worst`), programme cost, expected series. */
Status worker_enter(Worker *worker, int number, const double *value, const EffectVariant *variant,
                    Grade worst) MUST_USE;
/* The same world under other effects (NULL: its own): the intervention's cohort and series of the first n_years
 * anew; later years are not to be read, and nobody can live (worker_live) until the next worker_enter. */
Status worker_change(Worker *worker, const EffectVariant *variant, int n_years) MUST_USE;
/* The same world in another course of calendar years (1 and up): both arms' cohorts and series of the
 * first n_years anew; the same holds. */
Status worker_change_course(Worker *worker, int course, int n_years) MUST_USE;
/* Expected saving before programme cost, into worker->full and ->released. */
void worker_saving(Worker *worker);
/* Lives replicate `replicate` of the world: ->counted, and its saving with luck into ->full and
 * ->released. Without single lives to keep, its neighbours are lived at the same time and kept until
 * they are asked for. */
void worker_live(Worker *worker, int replicate, Life *lives);

#endif

/* ordinary.h: what a good programmer writes in an afternoon: person by person, year by year, GSL's
 * mt19937, cumulative doubles, the same random number in both arms, payers added for every person-year.
 * Read by the bench programs. */
#ifndef LIVSBANA_BENCH_ORDINARY_H
#define LIVSBANA_BENCH_ORDINARY_H

#include "analysis/worker.h"

#include <gsl/gsl_rng.h>

/* A loop for a model without memory: its nodes are its states. */
typedef struct {
    int n_ages, n_states, n_payers;
    double *probability; /* [arm][age][from][to] at the worker's world */
    double *cumulative;  /* the same, summed over `to` */
    double *price;       /* [state][payer] kronor of a year */
    double *kronor;      /* [arm][year][payer] of all people so far */
    gsl_rng *rng;
} Ordinary;

/* Takes the probabilities and prices of the world that the worker has entered. */
Status ordinary_make(const Worker *worker, Ordinary *ordinary) MUST_USE;
void ordinary_free(Ordinary *ordinary);
/* A fresh table: every exit times its own lognormal factor of mean log 0 and this sd. */
void ordinary_draw(Ordinary *ordinary, double sd);
/* Lives n people from `start`, who are `age` years older than the model's first age. */
void ordinary_run(Ordinary *ordinary, int n, int age, int start);

/* A loop for any model: people walk from node to node of the world's own tables. */
typedef struct {
    const Worker *worker;
    double *kronor; /* [arm][year][channel or payer] of all people so far */
    gsl_rng *rng;
    bool mirror;   /* 1 - u for every random number of a year */
    bool all_felt; /* adds up every channel of the prices, as the engine does, not payers alone */
} OrdinaryWalk;

Status ordinary_walk_make(const Worker *worker, OrdinaryWalk *walk) MUST_USE;
void ordinary_walk_free(OrdinaryWalk *walk);
/* Lives every participant once. */
void ordinary_walk_run(OrdinaryWalk *walk);

#endif

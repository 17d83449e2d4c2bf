/* evaluation.h: a study evaluated block by block: flat series per world and replicate.
 * Made by evaluate, read by findings. */
#ifndef LIVSBANA_ANALYSIS_EVALUATION_H
#define LIVSBANA_ANALYSIS_EVALUATION_H

#include "analysis/blocks.h"
#include "analysis/memory.h"
#include "analysis/pieces.h"

/* The years at which the money is asked for. */
enum { N_MARKS = 3 };
extern const int mark_year[N_MARKS];
/* Outcomes other than kronor are kept for these years: 5, 10, 20 and the horizon at most. */
enum { N_OUTCOME_WINDOWS = 4 };
typedef enum {
    OUTCOME_BASELINE,
    OUTCOME_INTERVENTION,
    OUTCOME_DIFFERENCE,
    N_OUTCOME_SIDES
} OutcomeSide;

enum { VARIANT_HALVED, VARIANT_DOUBLED, N_VARIANTS };

/* Net saving is avoided cost less programme cost, kronor of the price year, undiscounted. Index
 * [payer][year][world or replicate], year 0 the first programme year. Replicate r lives in world
 * r / replicates_per_world. */
typedef struct {
    const Study *study; /* borrowed */
    Setup setup;
    MemoryPlan memory; /* in_rounds: the columns of replicates passed by and are not here */
    int n_worlds, n_replicates, n_blocks;
    int n_years;      /* the horizon */
    int n_life_years; /* all programme years with somebody under last_age, at least the horizon */
    double *knowledge_full, *knowledge_released;
    double *luck_full, *luck_released;
    double *programme_cost;            /* [payer][year][world] */
    double *correction[N_CORRECTIONS]; /* [payer][world] kronor within the horizon, no saving */
    double *exclusion[N_ARMS]; /* [world] expected person-years in exclusion, all their lives */
    bool has_weak;             /* effects of grade C to E */
    int n_variant_years;
    double *variant
        [N_VARIANTS]; /* [variant year][world] municipal released net saving, weak effects changed;
                                    NULL without weak effects */
    int course_every; /* worlds that are followed in another course of calendar years */
    double *other_course; /* [world] municipal released net saving in the variant years of every
                                  course_every-th world, in another course of calendar years; NULL
                                  where years do not differ */
    double *parameter;    /* [parameter][world] */
    uint32_t *entered[N_ARMS];         /* [state][replicate] */
    uint32_t *milestone[N_ARMS];       /* [milestone * levels][replicate] */
    uint32_t *exclusion_years[N_ARMS]; /* [replicate] */
    uint32_t *excluded_at[N_ARMS]; /* [age in reported_age][replicate] living in exclusion then */
    uint32_t *years_in[N_ARMS];    /* [state][replicate] person-years */
    double *by_luck[N_MARKS]; /* [mark][replicate] municipal released net saving to that year if
                                      the programme changed nothing; NULL beyond the horizon */
    double *documented[N_DOCUMENTS_SIDES]; /* [documented][replicate] */
    uint32_t *fewer, *more;                /* [replicate] twins */
    double *outcome; /* [outcome][side][window][basis][replicate] per participant */
    double *ledger_full[N_ARMS], *ledger_released[N_ARMS]; /* [life year][line] mean of worlds */
    double *correction_full[N_CORRECTIONS]; /* [life year][payer] mean of worlds, no saving */
    double *correction_released[N_CORRECTIONS];
    double *spending;        /* [row] kronor a year in all, mean of worlds */
    double *spending_saved;  /* [year][row] saved before what goes beyond is taken off, mean */
    double *spending_beyond; /* [year][row] of it not counted, mean */
    double *spending_worlds; /* [year][row] share of the worlds in which some is beyond */
    bool keeps_savings;      /* the next four are there: */
    FeltPlan felt;
    double *row_spent; /* [row][world] kronor a year in all */
    double *row_saved; /* [year][row][world] within the programme's own limit */
    double *row_felt;  /* [year][link of ->felt][world] what budgets feel of those above zero */
    double *occupancy[N_ARMS]; /* [age index][state] expected people, mean of worlds */
    double *started;           /* [age index] participants who have begun by that age */
    Arena arena;
} Evaluation;

enum { N_REPORTED_AGES = 5 };
extern const int reported_age[N_REPORTED_AGES];

/* The years of the headline and the verdict: 10, or the horizon if that is shorter. */
int verdict_years(const Study *study);

/* Takes the replicates of a block, which pass by in order: `block` is an evaluation with its columns alone,
 * its values may be changed. */
typedef struct {
    void *context;
    Status (*take)(void *context, const Evaluation *block, int number); /* a failure ends the run */
    /* Bytes that the caller takes: */
    size_t stands; /* already, until the end */
    size_t making; /* or took, beside that and while the evaluation was begun, and has given back */
    size_t rows;   /* of tables, from the first block on or when all are done */
    size_t kept;   /* copied from the evaluation at its end */
    size_t after;  /* when the evaluation has been freed, with rows and what was kept */
} Passing;

/* The study's setup, with which evaluation_run goes on. */
Status evaluation_begin(const Study *study, const RunOptions *options, Problems *problems,
                        Evaluation *evaluation) MUST_USE;
/* Within the memory that the options allow: where everything takes more, the replicates pass by. With no
 * `take` they stay, or the run is refused. With NULL whatever it takes is taken. */
Status evaluation_run(const RunOptions *options, const Passing *passing, Problems *problems,
                      Evaluation *evaluation) MUST_USE;
/* Both, whatever memory it takes. */
Status evaluate(const Study *study, const RunOptions *options, Problems *problems,
                Evaluation *evaluation) MUST_USE;
/* Notes that some result is no number; STATUS_RUN_FAILED. */
Status evaluation_strange(Problems *problems) MUST_USE;
void evaluation_free(Evaluation *evaluation); /* safe on {0} and twice */

#endif

/* contract.h: an outcome contract about a scenario, read and checked: an investor pays a programme, and
 * is paid back by what an evaluation finds.
 * Read by economics and analysis; made by contract_read. */
#ifndef LIVSBANA_MODEL_CONTRACT_H
#define LIVSBANA_MODEL_CONTRACT_H

#include "model/study.h"

/* Kronor of the study's price year; shares of what is drawn or of what is saved. */
typedef struct {
    double drawn;
    double guaranteed;        /* of drawn: paid back whatever is found */
    double share;             /* of every krona saved, until the investor has the money back */
    double cap;               /* of drawn: the most above it, paid out of further savings */
    int drawn_from, drawn_to; /* programme years: in even parts, at each one's start */
    int settled;              /* programme year at whose start everything is paid back */
} ContractTerms;

/* What else must be found before anything above the money back is paid. */
typedef enum {
    CONDITION_NONE,
    CONDITION_MILESTONE, /* share who reach it, of those who come to its age in the follow-up */
    CONDITION_STATE,     /* share in the state `after` years after entry, of all */
    CONDITION_YEARS,     /* mean years in the state in the follow-up */
    N_CONDITIONS
} ConditionKind;

/* Met when the participants' value lies above (lower: below) the other by more than `by`. */
typedef struct {
    ConditionKind kind;
    int milestone, state; /* ANY where it is not asked for */
    int after;
    bool lower;
    bool compared; /* with the comparison group; else with `level` */
    double level, by;
    const char *text; /* "milestone eligible" */
} ContractCondition;

typedef enum {
    COMPARISON_RANDOMISED,
    COMPARISON_MATCHED,
    COMPARISON_HISTORICAL,
    N_COMPARISONS
} ComparisonKind;
extern const char *const comparison_kind_name[N_COMPARISONS];

/* How the group's cost stands to what participants would cost without the programme; indices of the
 * contract's parameters, ANY where the kind has none. */
typedef struct {
    ComparisonKind kind;
    int number;
    int earlier;    /* years before the participants */
    int bias;       /* ratio */
    int drift;      /* growth of cost per year, above prices */
    int regression; /* share of the group's cost that participants would lose anyway */
} ContractComparison;

typedef struct {
    const char *path, *name; /* the contract's file and title */
    Study study;             /* the scenario it is about */
    ContractTerms terms;
    double written; /* what is drawn, in kronor of written_year, as in the file */
    int written_year;
    ContractCondition condition;
    const bool *item;  /* [n_items] what is measured */
    const bool *payer; /* [n_payers] */
    int follow_up;     /* years after entry that are measured */
    ContractComparison comparison;
    int n_parameters; /* its own uncertain numbers, drawn in the worlds of the study */
    const Parameter *parameter;
    Provenance provenance; /* of the terms */
    Arena arena;
} Contract;

/* Reads the contract at `path`, its scenario and model. Everything wrong in all files is noted in one
 * pass; then STATUS_INPUT (STATUS_FILE when a file is missing) and an empty contract. */
Status contract_read(const char *path, const StudyOptions *options, Problems *problems,
                     Contract *contract) MUST_USE;
void contract_free(Contract *contract); /* safe on {0} and twice */

/* Its parameters' values in a world of the study; value[n_parameters]. */
void contract_draw(const Contract *contract, int world, double *value);
void contract_medians(const Contract *contract, double *value);

#endif

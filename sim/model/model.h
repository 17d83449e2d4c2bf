/* model.h: the life-course model as it is read from its folder: states, who moves between them, what they
 * cost, and where every number comes from.
 * Read by engine, economics and analysis, mostly as part of a Study (study.h). */
#ifndef LIVSBANA_MODEL_MODEL_H
#define LIVSBANA_MODEL_MODEL_H

#include "base/arena.h"
#include "base/problems.h"
#include "model/distribution.h"

#include <stdbool.h>
#include <stdint.h>

enum { SEX_FEMALE, SEX_MALE, N_SEXES };
enum { ARM_BASELINE, ARM_INTERVENTION, N_ARMS };
enum { ANY = -1 }; /* a selector that was left blank */
/* Birth years, both included; what leaves them blank holds for all. */
typedef struct {
    int from, to;
} BirthYears;
enum { EARLIEST_BORN = 0, LATEST_BORN = 9999 };

enum {
    MAX_BANDS = 3,
    MAX_STATES = 32,
    MAX_CLASSES = 8,
    MAX_MILESTONES = 8,
    MAX_SHOCKS = 6,
    MAX_AGE = 120
};

typedef enum { GRADE_A, GRADE_B, GRADE_C, GRADE_D, GRADE_E, N_GRADES } Grade;

/* Where a number comes from. */
typedef struct {
    Grade grade;
    const char *source; /* a key of the model's sources, or the scenario's own words */
    Where where;
} Provenance;

/* A named uncertain number. Every uncertain number of a study is one, inline ones too. */
typedef struct {
    const char *name; /* "tax_rate"; inline: "<scenario>: effects[0].odds_ratio", "costs.csv:14" */
    const char *unit; /* "share", "ratio", "kronor", "years", "probability" ... */
    uint64_t hash;    /* of the name: its stream of draws */
    double estimate;  /* the value as written */
    Distribution distribution;
    Provenance provenance;
    const char *note;
    bool inline_; /* not named by a table of the model */
    int joint;    /* its column in the model's joint table of draws, counted from 1; 0: none */
} Parameter;

/* constant * product of factors, each a parameter's value p or 1 - p. */
typedef struct {
    int parameter;
    bool complement;
} Factor;

typedef struct {
    double constant;
    int n;
    const Factor *factor; /* [n] */
} Product;

/* The product's value; parameter_value[n_parameters]. */
static inline double product_value(const Product *product, const double *parameter_value)
{
    double value = product->constant;
    for (int i = 0; i < product->n; i++) {
        double factor = parameter_value[product->factor[i].parameter];
        value *= product->factor[i].complement ? 1 - factor : factor;
    }
    return value;
}

typedef struct {
    const char *name;
    const char *label_sv;
    const char *label_en;
} Label;

typedef struct {
    Label label;
    int age_from, age_to; /* open at these ages; the end state: the model's whole span */
    bool exclusion;
    int n_bands;              /* 1 or more */
    int band_from[MAX_BANDS]; /* first year of each band; band_from[0] = 0; the last is open */
    const char *band_text[MAX_BANDS];
    double start; /* share of a class's newborns */
} State;

typedef struct {
    Label label;
    Product share; /* of the population */
    Provenance provenance;
} RiskClass;

/* What a calendar year is like for everybody, such as its labour market. */
typedef struct {
    Label label;
    Product share;       /* of all years */
    Product persistence; /* chance that the next year is the same without being drawn anew */
    Provenance provenance;
} Shock;

typedef struct {
    int arm, from, to, sex; /* arm, sex: ANY or an index */
    int age_from, age_to;
    BirthYears born;
    Product probability;
    Provenance provenance;
} Transition;

typedef enum { RATIO_HAZARD, RATIO_ODDS } RatioKind;

typedef struct {
    int milestone_target;                    /* >= 0: acts on this milestone; else on from -> to */
    int from, to;                            /* ANY is `*` */
    int class_, milestone, band, sex, shock; /* selectors; band: of the from state's bands */
    int age_from, age_to;
    BirthYears born;
    RatioKind kind;
    Product value;
    Provenance provenance;
} Modifier;

typedef struct {
    Label label;
    int age;         /* decided at this birthday; ANY for milestones by entry */
    int entry_state; /* reached on first entry to this state; ANY for milestones by age */
} Milestone;

/* How likely a milestone by age is; the row that names most of state, class and sex counts. */
typedef struct {
    int milestone, state, class_, sex;
    Product probability;
    Product causal_share;
    Provenance provenance;
} MilestoneRow;

typedef struct {
    int state;
    Product ratio;
    Product causal_share;
    int fade_from, fade_to; /* ages */
    Provenance provenance;
} MortalityRatio;

typedef enum {
    LEVEL_MUNICIPALITY,
    LEVEL_REGION,
    LEVEL_STATE,
    LEVEL_EQUALISATION,
    LEVEL_OTHER_MUNICIPALITY,
    LEVEL_HOUSEHOLD,
    LEVEL_PRODUCTION,
    N_LEVELS
} Level;

typedef struct {
    Label label;
    Level level;
} Payer;

typedef struct {
    Label label;
} Item;

typedef struct {
    int item, state, sex, payer;
    int arm;      /* ANY: both */
    int receiver; /* ANY: none */
    bool per_entry;
    int age_from, age_to;
    Product amount; /* kronor of price_year */
    int price_year;
    double price_factor; /* to the study's price year */
    const char *kind;
    Product cashable; /* share */
    Product backfill; /* share */
    int delay;        /* years */
    int step;         /* cases; 0 none */
    Provenance provenance;
} Cost;

/* What is spent a year on some items of a payer by everybody who meets them, participants or not:
 * no saving on them can be larger. */
typedef struct {
    Label label;
    int payer, n_items;
    const int *item;
    Product amount; /* kronor of price_year */
    int price_year;
    double price_factor; /* to the study's price year */
    Provenance provenance;
} Spending;

/* What a year in a state counts to an outcome other than kronor; rows of one outcome add up. */
typedef struct {
    int outcome, sex;
    int state; /* ANY: every state but the end */
    int age_from, age_to;
    Product weight;
    Provenance provenance;
} OutcomeRow;

typedef struct {
    int age_from, age_to;
    Product probability;
    Provenance provenance;
} Moving;

/* One start state of a reference path. */
typedef struct {
    int path;
    int age, state;
    double share;
    uint32_t holds, lacks; /* milestone bits */
} PathStart;

typedef struct {
    const char *key, *title, *publisher, *year, *where, *licence;
} Source;

/* Whom a target starts with, or what it counts: of the living those who are meant, or (`others`)
 * everybody but them. */
typedef enum {
    SELECT_ALIVE,
    SELECT_STATES,
    SELECT_ENTRY,     /* new in `state` (starts); there at least once later (counts) */
    SELECT_LEFT,      /* starts: left `state` in the year before */
    SELECT_STAY,      /* counts: in `state` at every birthday since */
    SELECT_MILESTONE, /* hold it */
    N_SELECTIONS
} SelectionKind;

typedef struct {
    SelectionKind kind;
    bool others;
    int milestone;                 /* of SELECT_MILESTONE, else ANY */
    int state;                     /* of SELECT_ENTRY, _LEFT and _STAY, else ANY */
    double weight[MAX_STATES];     /* SELECT_STATES: what a person there counts, 0 elsewhere; */
    int weight_factor[MAX_STATES]; /* times this parameter; ANY: none */
    const char *text;              /* as written */
} Selection;

/* A published figure that the model should give: of the people who start at these ages, the share
 * that is counted so many years later. */
typedef struct {
    Label label; /* of the measure; its name */
    Selection start, counts;
    int sex, age_from, age_to;
    int years;
    int year;                /* calendar year in which they start; ANY: not told */
    double value, tolerance; /* met when the model's value is within the tolerance */
    bool expected_met;
    Provenance provenance;
    const char *note;
} TargetRow;

/* A parameter that `calibrate` may change, within bounds. */
typedef struct {
    int parameter;
    double low, high;
    Where where;
} FreeParameter;

/* The joint table of draws: rows of values that belong together. */
typedef struct {
    int n_rows, n_columns; /* n_rows 0: there is no table */
    const double *value;   /* [column][n_rows] */
    const double *median;  /* [column] weighted */
    const double *upto;    /* [n_rows] weights up to and with the row; the last is 1 */
    uint64_t hash;         /* of the stream that chooses a world's row */
} JointDraws;

typedef struct {
    const char *name;   /* the folder's name */
    const char *folder; /* its path */
    int first_age,
        last_age; /* lives are followed from first_age to the last_age-th birthday's year:
                                years lived at ages first_age .. last_age */
    int n_states, end_state; /* states in rank order; end_state = n_states - 1 */
    const State *state;
    int n_classes; /* at least 1 (a nameless class of share 1) */
    const RiskClass *class_;
    int n_shocks;       /* 0: every year is alike */
    const Shock *shock; /* the first is the ordinary one */
    int n_transitions;
    const Transition *transition;
    int n_modifiers;
    const Modifier *modifier;
    int n_generations;
    const BirthYears *generation; /* all birth years in order, parted where a row's begin or end */
    int n_milestones;
    const Milestone *milestone;
    int n_milestone_rows;
    const MilestoneRow *milestone_row;
    bool has_mortality;
    const double *mortality[N_SEXES]; /* [age], yearly rates, 0..last_age; NULL without a table */
    int n_mortality_ratios;
    const MortalityRatio *mortality_ratio;
    int n_payers;
    const Payer *payer;
    int n_items;
    const Item *item;
    int n_costs;
    const Cost *cost;
    int n_spendings;
    const Spending *spending;
    int n_outcomes;
    const Label *outcome;
    int n_outcome_rows;
    const OutcomeRow *outcome_row;
    int n_movings;
    const Moving *moving;
    int n_paths;
    const Label *path;
    int n_path_starts;
    const PathStart *path_start;
    int n_sources;
    const Source *source;
    int first_price_year, last_price_year;
    const double *price_index; /* [last_price_year - first_price_year + 1] */
    const char *price_index_name;
    int n_targets;
    const TargetRow *target;
    int n_free;
    const FreeParameter *free_;
    JointDraws joint;
    const char
        *draws_older; /* tables that changed since joint was fitted: "a.csv, b.csv"; NULL: none */
} Model;

#endif

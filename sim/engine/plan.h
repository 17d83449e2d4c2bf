/* plan.h: a Study turned into indices: who starts where, which rows of transitions there are at which
 * age, which cells are counted. Read-only once built.
 * Read by world, exact, lives and economics. */
#ifndef LIVSBANA_ENGINE_PLAN_H
#define LIVSBANA_ENGINE_PLAN_H

#include "engine/thresholds.h"
#include "model/study.h"

enum { MAX_NODES = 4096 };

/* Few: of nodes open at an age, of a model's states. */
enum { FEW_NODES = 2 * LANES, FEW_STATES = 27 };

/* All that a person's memory holds: a state, the years spent in it (counted as far as the last band
 * needs), and the milestones held that still matter at this age. The exact cohort moves on these. */
typedef struct {
    int state;
    int years;
    uint32_t held; /* milestone bits */
} Node;

/* Where people of one state can go at the end of a year of one age; shared by the state's nodes. */
typedef struct {
    int n;         /* targets, in rank order, the end state last */
    const int *to; /* [n] states */
    int stay;      /* position of the state itself, or ANY when it is closed next year */
    int end;       /* position of the end state; ANY in the end state itself */
    const int *row[N_ARMS][N_SEXES]; /* [n] indices of transitions, ANY for none */
} StateExits;

/* The probabilities of leaving a state by an arm and sex before any modifier, as told. */
typedef struct {
    const StateExits *exits;
    int arm, sex;
    int shape;
    bool by_hazard; /* hazard ratios bend it somewhere */
    int first;      /* where its probabilities stand among all rows' */
} RowBase;

/* Bases of one shape: the same number of targets, and at the same places staying and the same factors
 * of their products, so that a world makes them side by side. */
typedef struct {
    int n, width;           /* targets; filled up to a multiple of 4 */
    int stay;               /* ANY when every target is told */
    int n_factors;          /* of the longest product; 1 or more */
    const int *factor;      /* [n_factors][width] among a world's factors */
    int n_bases, first;     /* their probabilities stand together, `width` apart */
    const double *constant; /* [n_bases][width] */
    const double *abreast;  /* the same turned: [n_bases / ABREAST][n][ABREAST], the last base again
                                 where they do not fill the last lot */
} BaseShape;

/* A product of modifiers: an earlier one, times one more. The first is 1. */
typedef struct {
    int before, modifier;
} RatioProduct;

/* A kind of row: a base and the modifiers on it. Every node of every age, sex and class with the same
 * ones shares its kind, so it is computed once a world. */
typedef struct {
    const StateExits *exits;
    int base;
    int n_modifiers;
    const int *modifier;            /* [n_modifiers] those that bend some exit */
    const int *hazard, *odds;       /* [n] the ratio upon each target; NULL when all are 1 */
    int listed_hazard, listed_odds; /* where those stand among all lists'; ANY */
    int first;     /* where its probabilities stand among all rows'; its base's when nothing
                                  bends it */
    int bent;      /* its number among bent rows, or ANY */
    bool ordinary; /* people meet it in ordinary years */
} RowKind;

/* What a world needs of a kind of row that modifiers bend, close together. */
typedef struct {
    int hazard, odds; /* as the kind's among all lists' */
    int kind, base, shape;
    int first, base_first; /* where its and its base's probabilities stand */
    int n, stay;
} BentRow;

/* What is counted of a person at a node, side by side for the inner loop. */
typedef struct {
    int16_t cell; /* local cell; ANY for the end for good */
    uint8_t state;
    uint8_t exclusion;
} Step;

typedef struct {
    int age;
    uint32_t held_bits;    /* the milestones that a node of this age remembers */
    int n_held;            /* 2^(their number) */
    const int *first_node; /* [n_states] nodes stand by state, years, held; ANY where closed */
    int n_nodes;           /* the last is the end for good */
    const Node *node;      /* [n_nodes] */
    int stride;            /* entries of a row, filled up with none; a multiple of 4 */
    const int *row_n;      /* [n_nodes] targets of a node; the last is the end state */
    int n_rows;            /* of a table: nodes of one state that no table tells apart share one */
    ThresholdLanes lanes; /* where few nodes are open and a shuffle may fetch everybody's thresholds
                              (see crowd.h): there they stand by position, each node's in its lane;
                              n_positions is even, and 0 elsewhere: thresholds stand row by row */
    const int *lane;      /* [n_nodes] */
    const int *row;       /* [n_nodes] a node's row */
    const int *row_node;  /* [n_rows] a row's first node */
    const int *row_state, *row_targets; /* [n_rows] its state, its number of targets */
    const int16_t *target;              /* [n_nodes][stride] nodes of the next age */
    const int8_t
        *exit; /* [n_states][n_states] where a state stands among another's exits, or ANY */
    const StateExits *exits; /* [n_states]; n = 0 where closed; of other generations only the rows
                                  may differ */
    int n_peoples;           /* populations that differ, because earlier ages did */
    const int *people_of;    /* [n_generations] a generation's population */
    int n_tables;            /* base tables that differ, by population or by kinds of row */
    int n_ordinary;          /* the first ones: of ordinary years */
    int first_table;         /* where they stand among all ages' */
    const int *table_of; /* [n_shocks][n_generations] a generation's table in a kind of year; the
                                  first n_generations number its people at the next age too */
    const int *table_people;   /* [n_tables] the population that a table moves on */
    const int *table_like;     /* [n_tables] the ordinary table that it departs from, or itself */
    const int *const *kind;    /* [n_tables] -> [arm][sex][class][n_nodes], one arm when the arms do
                                  not differ */
    const int *cell[N_SEXES];  /* [n_nodes] local cell; ANY for the end for good */
    const Step *step[N_SEXES]; /* [n_nodes] */
    int n_cells;
    const int *cell_state;         /* [n_cells] */
    const int *cell_price[N_ARMS]; /* [n_cells] price row */
    uint32_t decided;              /* milestones decided at this birthday */
} AgePlan;

/* People who share everything but their start state: one list of tables serves them. */
typedef struct {
    int group, sex, class_, age, enter;
    int born; /* birth year */
    int generation;
    int cohort;
    int first_start, n_starts; /* among the plan's start cells */
    int n_people;
    int first_year_table; /* its first among all tracks' years */
} Track;

/* People of one track who start in one state after so many years there. */
typedef struct {
    int state, years; /* years as far as the node counts them */
    int n_people;
    int first_person; /* number within the group: the counter of their random words */
} StartCell;

/* People who begin at the same age in the same programme year: their years run in step. */
typedef struct {
    int age, enter;
    int n_years;           /* from entry to last_age */
    int first_time;        /* where its years stand among all cohorts' */
    const int *first_cell; /* [n_years] where a year's cells begin among the counts */
    int n_people;
} Cohort;

/* The sets of cost rows and of outcome rows that one cell of people meets in a year. */
typedef struct {
    int n;
    const int *cost; /* [n] rows of the model's costs, ascending */
    int n_outcomes;
    const int *outcome; /* [n_outcomes] rows of the model's outcomes, ascending */
} PriceRow;

typedef struct {
    const Study *study;
    const Model *model;
    bool arms_differ; /* the model's transitions name an arm */
    int n_ages;       /* first_age .. last_age */
    int n_generations;
    const BirthYears *generation; /* the model's generations that somebody belongs to, in order */
    const AgePlan *age;       /* [n_ages], index age - first_age; nobody moves on from the last */
    int n_shocks;             /* kinds of calendar year; 1 where all are ordinary */
    int n_tables;             /* of all ages */
    const int *n_state_years; /* [n_states] years a node of the state counts: 0 .. n - 1 */
    int n_bases, n_shapes, n_ratios, n_kinds;
    const RowBase *base;
    const BaseShape *shape;
    const RatioProduct *ratio;
    const RowKind *kind;
    int n_listed;
    const int
        *listed; /* [n_listed] the ratios of all lists upon rows' targets, each a multiple of 4 */
    int n_bent, n_bent_ordinary;
    const BentRow
        *bent; /* [n_bent] the kinds that modifiers bend, those of ordinary years first, and
                              of those the narrow ones */
    int n_probabilities; /* of all rows */
    int n_price_rows;
    const PriceRow *price_row;
    int n_tracks;
    const Track *track; /* ordered by sex, class, age, enter, group */
    const int *lane; /* [n_tracks] the same by sex, class and birth year: people of one birth year
                           meet the same years, so their tables are the same side by side */
    const int *kin;  /* [n_tracks] the same by group and age */
    int n_starts;
    const StartCell *start;
    int n_cohorts;
    const Cohort *cohort;
    int n_years;  /* programme years until the last person's last_age */
    int n_times;  /* years of all cohorts */
    int n_counts; /* cells of all cohorts and years */
    int n_track_years;
    int max_nodes, max_row; /* over ages: nodes; entries of all rows of a table */
    int n_people;
} Plan;

/* Builds the plan of a study's model: ages, nodes, rows, cells; nobody in it yet. Everything lives in
 * the arena. STATUS_INPUT, noted, when the states open at one age, their bands and the milestones remembered
 * then make more than MAX_NODES; STATUS_MEMORY. */
Status plan_build(const Study *study, Arena *arena, Problems *problems, Plan *plan) MUST_USE;
/* What a plan is wanted for beside the study's groups. */
typedef struct {
    uint32_t
        milestones; /* bits: nodes remember them to the last age, also where they bend nothing */
    int n_born;
    const BirthYears *born; /* [n_born] of people who are in no group */
} PlanWishes;
/* The same for these wishes. */
Status plan_build_for(const Study *study, const PlanWishes *wishes, Arena *arena,
                      Problems *problems, Plan *plan) MUST_USE;

/* The table of a generation in a kind of year. */
static inline int plan_table(const Plan *plan, const AgePlan *age, int generation, int shock)
{
    return age->table_of[shock * plan->n_generations + generation];
}

/* The generation of a birth year; of one that nobody in the plan has, the first. */
int plan_generation(const Plan *plan, int born);

/* Spreads the people of all groups but the untouched over tracks, start cells and cohorts, in whole people: every trait's
 * shares are met to the nearest person, jointly spread by an additive sequence (Roberts 2018).
 * class_share[group][age index][sex][state][class] serves groups that do not tell their classes. */
Status plan_people(Plan *plan, const double *class_share, Arena *arena) MUST_USE;

static inline const AgePlan *plan_age(const Plan *plan, int age)
{
    return &plan->age[age - plan->model->first_age];
}

/* Thresholds of a table; where a node's first stands among them, and how far apart they stand. */
static inline int plan_n_thresholds(const AgePlan *at)
{
    return at->lanes.n_positions ? at->lanes.n_positions * at->lanes.n_lanes
                                 : at->n_rows * at->stride;
}
static inline int plan_threshold(const AgePlan *at, int node)
{
    return at->lanes.n_positions ? at->lane[node] : at->row[node] * at->stride;
}
static inline int plan_threshold_step(const AgePlan *at)
{
    return at->lanes.n_positions ? at->lanes.n_lanes : 1;
}

/* One of the tables of people of one arm, sex and class: 0 .. plan_peers - 1. */
static inline int plan_peer(const Plan *plan, int arm, int sex, int class_)
{
    return ((plan->arms_differ ? arm : 0) * N_SEXES + sex) * plan->model->n_classes + class_;
}

static inline int plan_peers(const Plan *plan)
{
    return (plan->arms_differ ? N_ARMS : 1) * N_SEXES * plan->model->n_classes;
}

/* Index of the kinds of row of an age's nodes under one of its tables: [n_nodes]. */
static inline const int *plan_kinds(const Plan *plan, const AgePlan *age, int table, int arm,
                                    int sex, int class_)
{
    return age->kind[table] + plan_peer(plan, arm, sex, class_) * age->n_nodes;
}

/* The node of (state, years, held) at an age, years counted as far as the node counts them and held
 * reduced to what matters there; ANY when the state is closed. */
int plan_node(const Plan *plan, int age, int state, int years, uint32_t held);

/* How many nodes on whoever reaches milestone m goes at an age that remembers it: every state's nodes stand
 * by years and then by what is held, so it is the same from every node that lacks it. */
static inline int plan_reach_step(const Plan *plan, const AgePlan *at, int m)
{
    return plan_node(plan, at->age, at->node[0].state, 0,
                     1u << m); /* from node 0, which lacks all */
}

/* Multiplies ratio[j] of the targets that `to` names; `*` (ANY) names every one but staying and the
 * end state. */
void plan_multiply(const StateExits *exits, int to, double value, double *ratio);

/* The living among a cohort's people of year k after entry, of people[n_counts]. */
double plan_alive(const Plan *plan, const Cohort *cohort, int k, const double *people);

/* The band of the state in which a node with so many years is. */
int plan_band(const State *state, int years);

#endif

/* world.h: everything that one world's parameter values decide: rows of probabilities, mortality in
 * balance with the life table, the tables of every track and year, with and without the programme.
 * The struct and its look-ups; `making` fills it. Read by the rest of the engine and by analysis. */
#ifndef LIVSBANA_ENGINE_WORLD_H
#define LIVSBANA_ENGINE_WORLD_H

#include "base/lanes.h"
#include "engine/pile.h"
#include "engine/plan.h"
#include "engine/rows.h"

/* Bent rows that no ordinary year has; tables of several ages may need the same ones. */
typedef struct {
    int n;
    const int *row; /* [n] ascending */
    int made;       /* the count of worlds when they were made last */
} SpecialRows;

/* How people of one age, sex and class move on at the end of a year. Rows are the AgePlan's; their
 * entries stand as their nodes' targets. */
typedef struct YearTable {
    const double **p;     /* [n_rows] -> [targets] probabilities given survival; without a mortality
                              table the end state is among them. Memory may be read up to the age's
                              stride, whatever stands there */
    const double *q;      /* [n_rows] chance to die in the year, by the mortality table */
    uint32_t *threshold;  /* [plan_n_thresholds] words at or above it pass this target by; for lives
                              alone: made when somebody lives by the table, see years_ready */
    SpecialRows *special; /* NULL in ordinary years */
    int made;             /* the count of worlds when these were made */
    int threshold_made;   /* the count of worlds when its thresholds were; 0 when they are not */
    int listed;           /* the count of lists when it was put on one */
    bool told;            /* its thresholds are made from what the model tells, see told.h */
    double *own_p, *own_q; /* [n_rows][stride], [n_rows] what stands in no other place */
} YearTable;

/* The probabilities of a node's targets. */
static inline const double *table_row(const YearTable *table, const AgePlan *at, int node)
{
    return table->p[at->row[node]];
}

/* A hypothetical change of the effects: each effect's strength times `scale`, nothing after the year
 * until which its study followed people when `cut_at_follow_up`. scale NULL: all 1. */
typedef struct {
    const double *scale; /* [n_effects] */
    bool cut_at_follow_up;
} EffectVariant;

/* A table that somebody lives by, and its age. */
typedef struct {
    const AgePlan *at;
    YearTable *table;
} LivedTable;

typedef struct Birthday Birthday;
typedef struct ToldTables ToldTables;

/* Of a state's ratio of death rates at an age: what follows the state, and what rests with the class. */
typedef struct {
    double follows, rests;
} DeathRatio;

typedef struct {
    const Plan *plan;
    int number;           /* counter of the lives; -1 for the medians */
    char label[24];       /* "world 17", "the medians" */
    double *factor;       /* the drawn values, what each lacks to 1, and 1 */
    double *parameter;    /* [n_parameters] its first ones */
    bool *changed;        /* [as factor] since the last world */
    double *modifier;     /* products of the model's table */
    double *ratio;        /* [plan's n_ratios] products of modifiers */
    double *listed_ratio; /* [plan's n_listed] */
    bool *bends;          /* [n_listed / 4] one of four is not 1 */
    double *p;            /* [plan's n_probabilities] rows of bases, then of kinds */
    ToldTables *told;     /* NULL where no table is */
    RowLeaving *leaving;  /* [n_bases] of those that hazard ratios bend */
    int rows_made;        /* the count of worlds when p's bases were; see kinds_rows */
    int *shape_made;      /* [n_shapes] the count of worlds when its bases changed last */
    bool modifiers_changed;
    int ratios_made; /* as shape_made, of the modifiers */
    int *bent_made;  /* [n_bent] the count of worlds when the row was bent last */
    int *unmade;     /* [n_bent] scratch of kinds */
    bool stands;     /* the last world was made whole: what did not change since is still right */
    uint8_t
        *year_shock; /* [plan's n_years] the kind of each calendar year, from the study's start */
    YearTable *base; /* [first_table of the age + table][arm][sex][class], one arm when the arms do
                            not differ */
    int n_made;      /* worlds made so far */
    double *
        population; /* [first_population[age index] + people * n_nodes][lot][node][PEERS_ABREAST], per
                            newborn of the class and sex, before the milestones of that birthday */
    int *first_population;
    int n_population;
    DeathRatio *death_ratio; /* [n_ages][n_states] */
    double *decision;   /* [milestone][sex][class][max_nodes] chance to reach it at its birthday */
    double *causal;     /* the same: causal share */
    Birthday *birthday; /* [milestone][sex][class] what decides, see decisions */
    double *start;      /* [start cell][2^MAX_MILESTONES at most: max_held] chance of each held */
    int max_held;
    double *shift; /* [group][untreated] log odds that bring the untreated course about */
    int max_untreated;
    double *cumulative;            /* [effect] log ratio solved from a cumulative effect */
    YearTable **base_year[N_ARMS]; /* [shock][track year] -> base table of such a year; one arm when
                                       the arms do not differ */
    YearTable **year[N_ARMS];      /* [track year] -> table, shared or own */
    int n_years[N_ARMS];           /* programme years whose tables are this world's */
    int *departs[N_ARMS]; /* [group] years since entry in which ->year may not be the base's */
    LivedTable *lived;    /* [n_lived] the tables that ->year points at, each once */
    int n_lived, n_lists; /* lists made so far */
    bool listed;          /* ->lived are those of now */
    bool ready;           /* all of them have thresholds */
    double *effect_ratio; /* [effect][n_ages] scratch of years: in each year since entry */
    int *span, *take;     /* [group] scratch of years: the years since entry that are bent, that are
                              taken from the base */
    Pile own;             /* tables of single track years, anew in every world */
    PileMark own_baseline; /* where the intervention's begin */
    double *flow;          /* [max_nodes][PEERS_ABREAST] scratch of population */
    LaneTarget lanes;
    Arena arena;
} World;

/* Takes the memory of one world. STATUS_MEMORY. */
Status world_init(const Plan *plan, World *world) MUST_USE;
void world_free(World *world); /* safe on {0} and twice */

/* People per newborn of a node, at the start of a track, who hold and lack what the track's group does;
 * of a milestone decided at this very birthday that the group tells, the part on that side. */
double world_eligible(const World *world, const Track *track, int node);

/* The group tells whether its people hold milestone m, which would else be decided at their start. */
bool world_known_at_start(const Plan *plan, const Track *track, int m);

/* One of an age's base tables. */
static inline YearTable *world_table(const World *world, const AgePlan *at, int table, int arm,
                                     int sex, int class_)
{
    const Plan *plan = world->plan;
    return &world->base[(at->first_table + table) * plan_peers(plan) +
                        plan_peer(plan, arm, sex, class_)];
}

/* The kind of year k after a track's entry (0 is the first). */
static inline int world_shock(const World *world, const Track *track, int k)
{
    return world->year_shock[track->enter - 1 + k];
}

/* The base table of a generation in ordinary years. */
static inline const YearTable *world_base(const World *world, int generation, int arm, int sex,
                                          int class_, int age)
{
    const AgePlan *at = plan_age(world->plan, age);
    return world_table(world, at, at->table_of[generation], arm, sex, class_);
}

/* The table of a track in year k after entry (0 is the first). */
static inline const YearTable *world_year(const World *world, int arm, const Track *track, int k)
{
    return world->year[arm][track->first_year_table + k];
}

/* Populations of both sexes of two classes stand side by side, a lot of them: the second class is there
 * when the number of classes is odd, but has nobody. */
enum { CLASSES_ABREAST = 2, PEERS_ABREAST = CLASSES_ABREAST * N_SEXES };

static inline int world_n_lots(const Plan *plan)
{
    return (plan->model->n_classes + CLASSES_ABREAST - 1) / CLASSES_ABREAST;
}

/* The distributions of one lot of an age's populations over its nodes, [n_nodes][PEERS_ABREAST]. */
static inline double *world_people(const World *world, const AgePlan *at, int people, int lot)
{
    int first = world->first_population[at - world->plan->age] + people * at->n_nodes;
    return world->population +
           (first * world_n_lots(world->plan) + lot * at->n_nodes) * PEERS_ABREAST;
}

/* The population of a generation: a node's stands PEERS_ABREAST behind the last's. */
static inline double *world_population(const World *world, int generation, int sex, int class_,
                                       int age)
{
    const AgePlan *at = plan_age(world->plan, age);
    return world_people(world, at, at->people_of[generation], class_ / CLASSES_ABREAST) +
           class_ % CLASSES_ABREAST * N_SEXES + sex;
}

static inline int world_decision_index(const World *world, int m, int sex, int class_)
{
    return ((m * N_SEXES + sex) * world->plan->model->n_classes + class_) * world->plan->max_nodes;
}

#endif

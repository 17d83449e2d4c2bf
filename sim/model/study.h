/* study.h: the life-course model and one scenario, read, checked and joined: a read-only Study.
 * Read by engine, economics and analysis; made by study_read. */
#ifndef LIVSBANA_MODEL_STUDY_H
#define LIVSBANA_MODEL_STUDY_H

#include "model/model.h"

typedef struct {
    int state;
    double share; /* the group's shares sum to 1 */
    int years;    /* years already spent in the state */
} StartState;

/* What is known of such people without the programme: the share in `state` after `after` years. */
typedef struct {
    int state;
    int after;
    int share;      /* parameter */
    int fades_over; /* parameter, years: the shift of the log odds fades linearly to 0 */
    Provenance provenance;
} Untreated;

typedef struct {
    const char *name;
    int number;
    int age_from, age_to;
    double women;
    int enter_from, enter_to; /* programme years of entry, spread evenly */
    int n_starts;
    const StartState *start;
    const double *class_share; /* [n_classes], sums to 1 */
    bool classes_given;        /* else the population's shares at the central values */
    uint32_t holds, lacks;     /* milestones that its people hold or lack at the start */
    int n_untreated;
    const Untreated *untreated;
    bool
        untouched; /* the scenario changes others, and nothing of it can change these: both arms are
                       the same life, so its people are not lived and not counted */
} Group;

typedef enum { EFFECT_TRANSITION, EFFECT_MILESTONE, EFFECT_PLACE } EffectKind;

/* A published result over some years, solved into a yearly ratio. */
typedef struct {
    int state, after;       /* outcome: being in this state after so many years; milestones: ANY */
    int treated, untreated; /* parameters, shares */
} Cumulative;

typedef struct {
    EffectKind kind;
    int group;     /* ANY: all */
    int from, to;  /* transition; ANY is `*` */
    int milestone; /* milestone */
    int place;     /* state people are held in */
    RatioKind ratio_kind;
    int ratio; /* parameter; ANY when given by `cumulative` */
    bool has_cumulative;
    Cumulative cumulative;
    int year_from, year_to; /* years since entry, 1 is the first */
    int followed_until;     /* year since entry; 0: nobody, or not told */
    bool fades_never;
    int fades_over;   /* parameter, years */
    int causal_share; /* parameter */
    int on;           /* parameter: 0 with chance no_effect, else 1 */
    const char *design;
    Provenance provenance;
    const char *text; /* "absence -> school", for reports */
} Effect;

typedef struct {
    const char *item;
    int payer;
    int year_from, year_to; /* programme years */
    Product amount;         /* kronor of price_year, per year (already times participants) */
    int price_year;
    double price_factor;
    Provenance provenance;
} ProgrammeCost;

typedef struct {
    const char *item;
    int payer;
    double count, unit_cost; /* as claimed; unit_cost NAN when not told */
    int price_year;          /* ANY: not told */
    double price_factor;     /* to the study's price year; 1 when not told */
    int year;
    int state; /* the state whose entries are claimed to be avoided; ANY: none */
    Provenance provenance;
} Claim;

/* What a published result of the real programme speaks of. */
typedef enum {
    DOCUMENTED_NET_SAVING,     /* kronor of its payers to the end of programme year `years` */
    DOCUMENTED_SAVING,         /* the same before the programme's cost */
    DOCUMENTED_PROGRAMME_COST, /* kronor of its payers to the end of programme year `years` */
    DOCUMENTED_COST,           /* kronor of an item paid by its payers, the same */
    DOCUMENTED_MILESTONE,      /* who reach it, of those who can */
    DOCUMENTED_STATE,          /* who are in its states `years` after they entered */
    DOCUMENTED_YEARS_IN,       /* years in its states in the first `years` after entry, a person */
    N_DOCUMENTED_MEASURES
} DocumentedMeasure;

typedef enum { PEOPLE_SHARE, PEOPLE_PERSONS } PeopleUnit;

enum { MAX_DOCUMENTED = 32 };

/* A published result of the real programme, set beside the simulated ones. */
typedef struct {
    const char *what, *text; /* in words; the measure as written */
    DocumentedMeasure measure;
    int arm;             /* N_ARMS: the difference that the programme made */
    const char *account; /* a payer or a perspective; NULL for people */
    const bool *payer;   /* [n_payers] those it adds up; NULL for people */
    int item, milestone; /* ANY */
    uint32_t states;     /* bits */
    int years;           /* ANY for milestones */
    bool released;       /* what left a budget; else the whole cost of what fell away */
    PeopleUnit unit;     /* of milestones and states */
    double value;        /* NAN: only bounds are known; kronor are of the study's price year */
    double low, high;    /* INFINITY without a bound; both the value when there are none */
    bool used;           /* it set a number of the scenario: agreement is no evidence */
    Provenance provenance;
} Documented;

/* When within a year the flows of a cohort are counted: economics/timing.h. */
typedef enum { TIMING_START, TIMING_END, TIMING_HALF_CYCLE, TIMING_SIMPSON, N_TIMINGS } Timing;
extern const char *const timing_name[N_TIMINGS];

typedef struct {
    int horizon; /* years from the programme's start */
    Timing timing;
    double discount_rate, social_discount_rate;
    double outcome_discount_rate;
    int price_year;
    double limit_for, limit_for_halved, limit_against, limit_weak; /* of the verdict words */
} Economics;

typedef struct {
    int worlds, replicates; /* rounded up to whole blocks; replicates: all worlds together */
    int replicates_per_world;
    uint64_t seed;
    bool shock; /* years differ, where the model says how */
} Simulation;

enum { WORLDS_PER_BLOCK = 50 };

typedef struct {
    const char *path; /* as given */
    uint64_t checksum;
} InputFile;

typedef struct {
    Model model;
    const char *path, *name; /* the scenario's file and title */
    const char *comparator;
    int starts;
    int n_groups;
    const Group *group;
    int reached;         /* parameter, share */
    bool reached_untold; /* the file does not say: everybody */
    int displacement;    /* parameter, share of the saving that is lost on others; ANY: none */
    int n_effects;
    const Effect *effect;
    int n_programme_costs;
    const ProgrammeCost *programme_cost;
    int n_claims;
    const Claim *claim;
    int n_documented;
    const Documented *documented;
    Economics economics;
    Simulation simulation;
    int n_parameters;
    const Parameter *parameter;
    int n_input_files;
    const InputFile *input_file;
    Arena arena; /* owns everything above */
} Study;

/* The place that names a file, for what is wrong with the whole of it; no file: the command line. */
typedef struct {
    Where where;
    const char *key;
} NamedAt;

/* What the command line or a batch may set over the file. 0 (seed, shock: has_...) means as the file says. */
typedef struct {
    NamedAt named;
    int worlds, replicates, horizon, price_year;
    bool has_seed;
    uint64_t seed;
    bool has_shock, shock;
} StudyOptions;

/* Reads the scenario at `path` and its model. All problems of all files are noted in one pass; then
 * STATUS_INPUT (or STATUS_FILE when a file is missing) and an empty study. */
Status study_read(const char *path, const StudyOptions *options, Problems *problems,
                  Study *study) MUST_USE;
/* A model without a scenario: no groups, effects or costs of a programme. `name_or_path` as in a
 * scenario's `model` key; `from` is the file that names it (or NULL). */
Status study_read_model(const char *name_or_path, const char *from, Problems *problems,
                        Study *study) MUST_USE;
void study_free(Study *study); /* safe on {0} and twice */

/* The people who are lived and counted: those of all groups but the untouched. */
int study_participants(const Study *study);
/* The part of an effect that works in a year since entry: 1 in its years, then fading linearly over so many. */
double study_fade(const Effect *effect, int year, double over);

/* Every parameter's value in world `world` (0-based): Latin hypercube within its block of
 * WORLDS_PER_BLOCK, through the distribution's quantile; those of the model's joint table together
 * from one of its rows. value[n_parameters]. */
void study_draw(const Study *study, int world, double *value);
/* The same for the worlds of block `block`; value[WORLDS_PER_BLOCK][n_parameters]. */
void study_draw_block(const Study *study, int block, double *value);
/* Are the model's shares, ratios and amounts within their bounds at these values? Transitions and
 * milestones' chances are the engine's to check. `world` is for the message: "world 17". STATUS_INPUT,
 * noted with the parameter. */
Status study_check_world(const Study *study, const double *value, const char *world,
                         Problems *problems) MUST_USE;
/* Every parameter at its median (an `on` parameter at 1), those of the joint table at their column's. */
void study_medians(const Study *study, double *value);

#endif

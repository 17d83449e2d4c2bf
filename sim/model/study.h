/* study.h: the life-course model and one scenario, read, checked and joined: a read-only Study.
 * Read by engine, economics and analysis; made by study_read. */
#ifndef LIVSBANA_MODEL_STUDY_H
#define LIVSBANA_MODEL_STUDY_H

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
    int followed_until;     /* year since entry; ANY: not told */
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

#include "model/keys_model.h"

#include "model/study.h"

#include <math.h>

#define N_KEYS(keys) ((int)(sizeof(keys) / sizeof *(keys)))

/* Columns that many tables share. */
#define SOURCE_COLUMN                                                         \
    {.name = "source", .kind = KEY_TEXT, .required = true,                    \
     .doc = "Where the number comes from: a key of sources.csv."}
#define GRADE_COLUMN                                                          \
    {.name = "grade", .kind = KEY_CHOICE, .choices = "A|B|C|D|E",             \
     .required = true,                                                        \
     .doc = "Evidence: A register total, B good study, C weak study or "      \
            "other country, D expert guess, E illustrative."}
#define LABEL_COLUMNS(must)                                                   \
    {.name = "label_sv", .kind = KEY_TEXT, .required = must,                  \
     .doc = "Name in Swedish reports."},                                      \
    {.name = "label_en", .kind = KEY_TEXT, .required = must,                  \
     .doc = "Name in English reports."}
#define SEX_COLUMN                                                            \
    {.name = "sex", .kind = KEY_CHOICE, .choices = "f|m",                     \
     .doc = "Only for this sex; blank means both."}
#define AGE_COLUMNS                                                           \
    {.name = "age_from", .kind = KEY_INTEGER, .unit = "years", .low = 0,      \
     .high = MAX_AGE, .doc = "First age it holds for; blank means no limit."},\
    {.name = "age_to", .kind = KEY_INTEGER, .unit = "years", .low = 0,        \
     .high = MAX_AGE,                                                         \
     .doc = "Last age it holds for, included; blank means no limit."}

static const Key STATES[] = {
    {.name = "state", .kind = KEY_NAME, .required = true,
     .doc = "The state's name in all other tables and in scenarios."},
    LABEL_COLUMNS(true),
    {.name = "age_from", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = MAX_AGE,
     .required = true, .doc = "First age at which a person can be in the state."},
    {.name = "age_to", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = MAX_AGE,
     .required = true,
     .doc = "Last age at which a person can be in the state; of the end state: the age to which "
            "lives are followed."},
    {.name = "rank", .kind = KEY_INTEGER, .low = 0, .high = 1000, .required = true,
     .doc = "Place in the order of states, each rank once; the highest is the end state."},
    {.name = "exclusion", .kind = KEY_INTEGER, .low = 0, .high = 1, .required = true,
     .doc = "1 if a year in the state counts as exclusion in reports."},
    {.name = "bands", .kind = KEY_TEXT, .unit = "years",
     .doc = "Bands of years already spent in the state, at most three, such as \"0 1..3 4+\"."},
    {.name = "start", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1, .fallback = "0",
     .doc = "Share of newborns that begin in this state at the model's first age."},
};
const KeyTable keys_states = {
    "states", "What a person's year can be like; the last by rank is the end (dead).",
    N_KEYS(STATES), STATES};

static const Key CLASSES[] = {
    {.name = "class", .kind = KEY_NAME, .required = true,
     .doc = "The risk class's name in other tables and in scenarios."},
    LABEL_COLUMNS(true),
    {.name = "share", .kind = KEY_PRODUCT, .unit = "share", .low = 0, .high = 1, .required = true,
     .doc = "Share of the population; the shares of all classes sum to 1."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_classes = {
    "classes", "Lasting traits of a person that bend transitions.", N_KEYS(CLASSES), CLASSES};

static const Key TRANSITIONS[] = {
    {.name = "arm", .kind = KEY_CHOICE, .choices = "baseline|intervention",
     .doc = "Only in this arm, where the row replaces one without an arm; blank means both."},
    {.name = "from", .kind = KEY_NAME, .required = true, .doc = "The state at the year's start."},
    {.name = "to", .kind = KEY_NAME, .required = true,
     .doc = "The state a year later; the same as from to state the chance of staying."},
    SEX_COLUMN,
    AGE_COLUMNS,
    {.name = "probability", .kind = KEY_PRODUCT, .unit = "probability", .low = 0, .high = 1,
     .required = true,
     .doc = "Yearly chance of a person alive: numbers, parameter names and (1 - name), "
            "multiplied; what is left stays."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_transitions = {
    "transitions", "How likely a person goes from one state to another in a year.",
    N_KEYS(TRANSITIONS), TRANSITIONS};

static const Key MODIFIERS[] = {
    {.name = "on", .kind = KEY_TEXT, .required = true,
     .doc = "What is bent: \"FROM -> TO\" (either may be *) or \"milestone NAME\"."},
    {.name = "class", .kind = KEY_NAME, .doc = "Only for people of this class."},
    {.name = "milestone", .kind = KEY_NAME, .doc = "Only for people who hold this milestone."},
    {.name = "band", .kind = KEY_TEXT,
     .doc = "Only in this band of the from state: the band's text in states.csv."},
    SEX_COLUMN,
    AGE_COLUMNS,
    {.name = "kind", .kind = KEY_CHOICE, .choices = "hazard_ratio|odds_ratio", .required = true,
     .doc = "How the value acts on the yearly probability; milestones take odds_ratio."},
    {.name = "value", .kind = KEY_PRODUCT, .unit = "ratio", .low = 0, .high = 1e6,
     .required = true, .doc = "The ratio; ratios on one transition multiply."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_modifiers = {
    "modifiers", "What bends transitions and milestones for some people.", N_KEYS(MODIFIERS),
    MODIFIERS};

static const Key MILESTONES[] = {
    {.name = "milestone", .kind = KEY_NAME, .required = true,
     .doc = "The milestone's name in other tables and in scenarios."},
    LABEL_COLUMNS(false),
    {.name = "at", .kind = KEY_TEXT, .required = true,
     .doc = "The age at which it is decided, or \"entry STATE\": reached on first entry."},
    {.name = "state", .kind = KEY_NAME, .doc = "Only for people in this state at that birthday."},
    {.name = "class", .kind = KEY_NAME, .doc = "Only for people of this class."},
    SEX_COLUMN,
    {.name = "probability", .kind = KEY_PRODUCT, .unit = "probability", .low = 0, .high = 1,
     .doc = "Chance of reaching it at that age; left out for milestones by entry."},
    {.name = "causal_share", .kind = KEY_PRODUCT, .unit = "share", .low = 0, .high = 1,
     .fallback = "1",
     .doc = "Chance that a milestone reached because of the programme bends later life."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_milestones = {
    "milestones", "Lasting facts fixed at an age or on first entry to a state.",
    N_KEYS(MILESTONES), MILESTONES};

static const Key MORTALITY[] = {
    {.name = "sex", .kind = KEY_CHOICE, .choices = "f|m", .required = true, .doc = "The sex."},
    {.name = "age", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = MAX_AGE,
     .required = true, .doc = "A single age; every age of the model must have a row."},
    {.name = "rate", .kind = KEY_NUMBER, .unit = "deaths per person and year", .low = 0,
     .high = 20, .required = true, .doc = "Death rate of the whole population at this age."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_mortality = {
    "mortality", "Death rates of the whole population by sex and age.", N_KEYS(MORTALITY),
    MORTALITY};

static const Key MORTALITY_RATIOS[] = {
    {.name = "state", .kind = KEY_NAME, .required = true, .doc = "The state."},
    {.name = "ratio", .kind = KEY_PRODUCT, .unit = "ratio", .low = 0, .high = 1e6,
     .required = true, .doc = "Death rate in the state relative to the reference."},
    {.name = "causal_share", .kind = KEY_PRODUCT, .unit = "share", .low = 0, .high = 1,
     .required = true,
     .doc = "Exponent of the ratio that follows the state; the rest stays with the class."},
    {.name = "fade_from", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = MAX_AGE,
     .required = true, .doc = "Age from which the ratio fades towards 1."},
    {.name = "fade_to", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = MAX_AGE,
     .required = true, .doc = "Age at which it is 1."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_mortality_ratios = {
    "mortality_ratios", "How much likelier people of a state are to die.",
    N_KEYS(MORTALITY_RATIOS), MORTALITY_RATIOS};

static const Key PAYERS[] = {
    {.name = "payer", .kind = KEY_NAME, .required = true,
     .doc = "The payer's name in costs and in scenarios."},
    LABEL_COLUMNS(true),
    {.name = "level", .kind = KEY_CHOICE, .required = true,
     .choices = "municipality|region|state|equalisation|other_municipality|household|production",
     .doc = "Which perspective the payer belongs to."},
};
const KeyTable keys_payers = {
    "payers", "Who pays or gains: boards, the region, state agencies, households.",
    N_KEYS(PAYERS), PAYERS};

static const Key COSTS[] = {
    {.name = "item", .kind = KEY_NAME, .required = true,
     .doc = "What is paid for; rows of one item are added in reports."},
    LABEL_COLUMNS(false),
    {.name = "state", .kind = KEY_NAME, .required = true, .doc = "The state that costs."},
    {.name = "per", .kind = KEY_CHOICE, .choices = "year|entry", .required = true,
     .doc = "For each year begun in the state, or once when it is entered."},
    SEX_COLUMN,
    AGE_COLUMNS,
    {.name = "payer", .kind = KEY_NAME, .required = true, .doc = "Who pays."},
    {.name = "receiver", .kind = KEY_NAME,
     .doc = "Who gains the same amount: the cost is then a transfer."},
    {.name = "amount", .kind = KEY_PRODUCT, .unit = "kronor", .low = -1e9, .high = 1e9,
     .required = true,
     .doc = "Kronor of the price year; a product like a probability. Negative is a gain."},
    {.name = "price_year", .kind = KEY_INTEGER, .low = 1900, .high = 2200, .required = true,
     .doc = "The year of whose money the amount is: one of prices.csv."},
    {.name = "kind", .kind = KEY_TEXT, .required = true,
     .doc = "A word for reports: day_price, transfer, staff, premises ..."},
    {.name = "cashable", .kind = KEY_PRODUCT, .unit = "share", .low = 0, .high = 1,
     .required = true, .doc = "Share of an avoided krona that is released."},
    {.name = "delay", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = 50,
     .required = true, .doc = "Years after which it is released."},
    {.name = "step", .kind = KEY_INTEGER, .unit = "cases", .low = 0, .high = 1000000,
     .fallback = "0", .doc = "Released only when this many cases are gone; 0 for none."},
    {.name = "backfill", .kind = KEY_PRODUCT, .unit = "share", .low = 0, .high = 1,
     .fallback = "0", .doc = "Share of freed places that is filled again."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_costs = {
    "costs", "What a year in a state, or entering it, costs whom.", N_KEYS(COSTS), COSTS};

static const Key PARAMETERS[] = {
    {.name = "parameter", .kind = KEY_NAME, .required = true,
     .doc = "The name used in products and in a scenario's parameters."},
    {.name = "value", .kind = KEY_NUMBER, .low = -INFINITY, .high = INFINITY, .required = true,
     .doc = "The estimate; for triangular and pert the most likely value."},
    {.name = "unit", .kind = KEY_NAME, .required = true,
     .doc = "ratio, share, probability, kronor, years ...; fixes the family of an interval."},
    {.name = "kind", .kind = KEY_CHOICE,
     .choices = "fixed|beta|gamma|lognormal|normal|triangular|pert|uniform",
     .doc = "Distribution; blank: ratio lognormal, share and probability beta, else normal."},
    {.name = "low", .kind = KEY_NUMBER, .low = -INFINITY, .high = INFINITY,
     .doc = "The 2.5 % quantile; of triangular, pert and uniform the lower end."},
    {.name = "high", .kind = KEY_NUMBER, .low = -INFINITY, .high = INFINITY,
     .doc = "The 97.5 % quantile; of triangular, pert and uniform the upper end."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
    {.name = "note", .kind = KEY_TEXT, .doc = "What an analyst should know about it."},
};
const KeyTable keys_parameters = {
    "parameters", "Named numbers with their uncertainty.", N_KEYS(PARAMETERS), PARAMETERS};

static const Key MOVING[] = {
    AGE_COLUMNS,
    {.name = "probability", .kind = KEY_PRODUCT, .unit = "probability", .low = 0, .high = 1,
     .required = true, .doc = "Yearly chance of leaving the municipality, in every state."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_moving = {
    "moving", "How likely people leave the municipality.", N_KEYS(MOVING), MOVING};

static const Key PATHS[] = {
    {.name = "path", .kind = KEY_NAME, .required = true, .doc = "The reference path's name."},
    LABEL_COLUMNS(false),
    {.name = "age", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = MAX_AGE,
     .required = true, .doc = "Age at which the path starts, the same in all its rows."},
    {.name = "state", .kind = KEY_NAME, .required = true, .doc = "A state it starts in."},
    {.name = "share", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1, .required = true,
     .doc = "Share that starts in this state; a path's shares sum to 1."},
    {.name = "milestones", .kind = KEY_TEXT,
     .doc = "Milestones held (\"degree\") or lacked (\"not degree\"), parted by blanks."},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_paths = {
    "paths", "Reference paths of a career chart.", N_KEYS(PATHS), PATHS};

static const Key PRICES[] = {
    {.name = "year", .kind = KEY_INTEGER, .low = 1900, .high = 2200, .required = true,
     .doc = "The year; no year between the first and the last may lack."},
    {.name = "index", .kind = KEY_TEXT, .required = true,
     .doc = "The index's name, the same in all rows."},
    {.name = "value", .kind = KEY_NUMBER, .low = 1e-6, .high = 1e9, .required = true,
     .doc = "The index's mean of that year."},
    SOURCE_COLUMN,
};
const KeyTable keys_prices = {
    "prices", "The price index that carries amounts between years.", N_KEYS(PRICES), PRICES};

static const Key SOURCES[] = {
    {.name = "key", .kind = KEY_TEXT, .required = true,
     .doc = "The name by which rows cite the source."},
    {.name = "title", .kind = KEY_TEXT, .required = true, .doc = "Title of the publication."},
    {.name = "publisher", .kind = KEY_TEXT, .doc = "Who published it."},
    {.name = "year", .kind = KEY_TEXT, .doc = "Year or years of publication."},
    {.name = "where", .kind = KEY_TEXT, .doc = "Address, page or table."},
    {.name = "licence", .kind = KEY_TEXT, .doc = "Terms under which it may be used."},
};
const KeyTable keys_sources = {
    "sources", "Publications that the numbers come from.", N_KEYS(SOURCES), SOURCES};

const KeyTable *const keys_model_tables[] = {
    &keys_states,    &keys_classes,          &keys_transitions, &keys_modifiers,  &keys_milestones,
    &keys_mortality, &keys_mortality_ratios, &keys_payers,      &keys_costs,      &keys_parameters,
    &keys_moving,    &keys_paths,            &keys_prices,      &keys_sources,    NULL,
};

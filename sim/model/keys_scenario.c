#include "model/keys_scenario.h"

#include "model/study.h"

#include <math.h>

#define N_KEYS(keys) ((int)(sizeof(keys) / sizeof *(keys)))

#define SOURCE_KEY(text) {.name = "source", .kind = KEY_TEXT, .doc = text}
#define GRADE_KEY(text) {.name = "grade", .kind = KEY_CHOICE, .choices = "A|B|C|D|E", .doc = text}
#define PROVENANCE_KEYS                                                                            \
    SOURCE_KEY("Where the numbers come from: a key of the model's sources, or own words; default " \
               "of the block around it."),                                                         \
        GRADE_KEY("Evidence from A to E; default of the block around it.")
#define PROVENANCE_DEFAULTS                                                             \
    SOURCE_KEY("Source of all numbers below that do not tell their own."),              \
        GRADE_KEY("Evidence grade of all numbers below that do not tell their own.")

static const Key UNTREATED[] = {
    {.name = "outcome", .kind = KEY_NAME, .required = true,
     .doc = "The state these people are in later."},
    {.name = "after", .kind = KEY_INTEGER, .unit = "years", .low = 1, .high = 50,
     .required = true, .doc = "Years after entry."},
    {.name = "share", .kind = KEY_QUANTITY, .unit = "share", .low = 0, .high = 1,
     .required = true, .doc = "Share of them in that state without the programme."},
    {.name = "fades_over", .kind = KEY_QUANTITY, .unit = "years", .low = 0, .high = 100,
     .fallback = "5 (2..10)",
     .doc = "Years over which their difference from others fades; an interval is lognormal."},
    PROVENANCE_KEYS,
};
const KeyTable keys_untreated = {
    "untreated", "What is known of such people without the programme.", N_KEYS(UNTREATED),
    UNTREATED};

static const Key START[] = {
    {.name = "share", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1, .required = true,
     .doc = "Share of the group that starts in the state."},
    {.name = "years", .kind = KEY_INTEGER, .unit = "years", .low = 0, .high = MAX_AGE,
     .fallback = "0", .doc = "Years they have already spent in it."},
};
const KeyTable keys_start = {
    "start", "A start state of a group, when more than its share is told.", N_KEYS(START), START};

static const Key PARTICIPANTS[] = {
    {.name = "name", .kind = KEY_NAME, .doc = "The group's name; required when there are several."},
    {.name = "number", .kind = KEY_INTEGER, .unit = "people", .low = 1, .high = 1000000,
     .required = true, .doc = "How many people take part in all."},
    {.name = "ages", .kind = KEY_RANGE, .unit = "years", .low = 0, .high = MAX_AGE,
     .required = true, .doc = "Their ages when they meet the programme, spread evenly."},
    {.name = "women", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1, .fallback = "0.5",
     .doc = "Share of women and girls."},
    {.name = "states", .kind = KEY_MAP, .required = true,
     .doc = "Where they stand at entry: STATE: share, or STATE: {share, years}; sums to 1."},
    {.name = "classes", .kind = KEY_MAP,
     .doc = "CLASS: share of the group; the rest is spread over the classes not named as in the "
            "population."},
    {.name = "enters", .kind = KEY_RANGE, .unit = "programme year", .low = 1, .high = MAX_AGE,
     .fallback = "1", .doc = "Programme years in which they enter, spread evenly."},
    {.name = "untreated", .kind = KEY_LIST, .table = &keys_untreated,
     .doc = "What is known of such people without the programme."},
    PROVENANCE_DEFAULTS,
};
const KeyTable keys_participants = {
    "participants", "People described together; a map, or a list of maps with names.",
    N_KEYS(PARTICIPANTS), PARTICIPANTS};

static const Key PROGRAMME_COSTS[] = {
    {.name = "item", .kind = KEY_TEXT, .required = true, .doc = "What is bought."},
    {.name = "payer", .kind = KEY_NAME, .required = true, .doc = "Who pays: a payer of the model."},
    {.name = "years", .kind = KEY_RANGE, .unit = "programme year", .low = 1, .high = MAX_AGE,
     .fallback = "1", .doc = "Programme years in which it is paid."},
    {.name = "per_year", .kind = KEY_QUANTITY, .unit = "kronor", .low = -1e12, .high = 1e12,
     .doc = "Kronor in each of the years."},
    {.name = "total", .kind = KEY_QUANTITY, .unit = "kronor", .low = -1e12, .high = 1e12,
     .doc = "Kronor in all, spread evenly over the years."},
    {.name = "per_participant", .kind = KEY_QUANTITY, .unit = "kronor", .low = -1e9, .high = 1e9,
     .doc = "Kronor for each participant of all groups, in each of the years."},
    {.name = "price_year", .kind = KEY_INTEGER, .low = 1900, .high = 2200, .required = true,
     .doc = "The year of whose money the amount is."},
    PROVENANCE_KEYS,
};
const KeyTable keys_programme_costs = {
    "costs", "A cost of the programme: one of per_year, total and per_participant.",
    N_KEYS(PROGRAMME_COSTS), PROGRAMME_COSTS};

static const Key PROGRAMME[] = {
    {.name = "reached", .kind = KEY_QUANTITY, .unit = "share", .low = 0, .high = 1,
     .fallback = "1", .doc = "Share of the participants whom the programme reaches in fact."},
    {.name = "costs", .kind = KEY_LIST, .required = true, .table = &keys_programme_costs,
     .doc = "What the programme costs; may be empty: []."},
    PROVENANCE_DEFAULTS,
};
const KeyTable keys_programme = {
    "programme", "What is bought.", N_KEYS(PROGRAMME), PROGRAMME};

static const Key CUMULATIVE[] = {
    {.name = "outcome", .kind = KEY_NAME,
     .doc = "The state the study looked at; not for milestones."},
    {.name = "after", .kind = KEY_INTEGER, .unit = "years", .low = 1, .high = 50,
     .doc = "Years after entry when it looked; not for milestones."},
    {.name = "treated", .kind = KEY_QUANTITY, .unit = "share", .low = 0, .high = 1,
     .required = true, .doc = "Share of the treated with the outcome."},
    {.name = "untreated", .kind = KEY_QUANTITY, .unit = "share", .low = 0, .high = 1,
     .required = true, .doc = "Share of the untreated with the outcome."},
    {.name = "kind", .kind = KEY_CHOICE, .choices = "odds_ratio|hazard_ratio",
     .fallback = "odds_ratio", .doc = "What the yearly ratio it is solved into acts on."},
};
const KeyTable keys_cumulative = {
    "cumulative", "A published result over some years, solved into a yearly ratio.",
    N_KEYS(CUMULATIVE), CUMULATIVE};

static const Key EFFECTS[] = {
    {.name = "on", .kind = KEY_TEXT, .required = true,
     .doc = "What it acts on: \"A -> B\" (either may be *), \"milestone NAME\" or \"place STATE\": "
            "people are held in the state for those years."},
    {.name = "group", .kind = KEY_NAME, .doc = "Only for this group; default all."},
    {.name = "odds_ratio", .kind = KEY_QUANTITY, .unit = "ratio", .low = 1e-6, .high = 1e6,
     .doc = "The odds of the transition or milestone in a year, with against without."},
    {.name = "hazard_ratio", .kind = KEY_QUANTITY, .unit = "ratio", .low = 1e-6, .high = 1e6,
     .doc = "The hazard of the transition, with against without."},
    {.name = "cumulative", .kind = KEY_MAP, .table = &keys_cumulative,
     .doc = "A result over several years instead of a yearly ratio."},
    {.name = "years", .kind = KEY_RANGE, .unit = "years since entry", .low = 1, .high = MAX_AGE,
     .required = true, .doc = "Years in which it acts in full; 1 is the year of entry."},
    {.name = "followed_until", .kind = KEY_INTEGER, .unit = "years since entry", .low = 0,
     .high = MAX_AGE, .doc = "Last year the study saw; later years count as grade E."},
    {.name = "fades_over", .kind = KEY_ANY, .unit = "years", .low = 0, .high = 100,
     .doc = "Years over which it fades afterwards, linear in the log ratio; 0 ends at once; or "
            "never. A quantity; must be written for every ratio."},
    {.name = "design", .kind = KEY_CHOICE,
     .choices = "rct|matched|historical|before_after|association|expert",
     .doc = "Design of the study; sets the default causal share. Required but for place."},
    {.name = "causal_share", .kind = KEY_QUANTITY, .unit = "share", .low = 0, .high = 1,
     .doc = "Exponent of the ratio that is caused by the programme; default by design."},
    {.name = "no_effect", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1,
     .doc = "Chance that the true effect is nil; default by grade (place: 0)."},
    PROVENANCE_KEYS,
};
const KeyTable keys_effects = {
    "effects", "What the programme changes in a life.", N_KEYS(EFFECTS), EFFECTS};

static const Key CLAIMS[] = {
    {.name = "item", .kind = KEY_TEXT, .required = true, .doc = "What is said to be avoided."},
    {.name = "payer", .kind = KEY_NAME, .required = true, .doc = "Who would have paid."},
    {.name = "count", .kind = KEY_NUMBER, .unit = "cases", .low = 0, .high = 1e9,
     .required = true, .doc = "How many are said to be avoided."},
    {.name = "unit_cost", .kind = KEY_NUMBER, .unit = "kronor", .low = -1e12, .high = 1e12,
     .doc = "Kronor for each as claimed."},
    {.name = "price_year", .kind = KEY_INTEGER, .low = 1900, .high = 2200,
     .doc = "The year of whose money unit_cost is; default: not told."},
    {.name = "year", .kind = KEY_INTEGER, .unit = "programme year", .low = 1, .high = MAX_AGE,
     .required = true, .doc = "Programme year of the claim."},
    {.name = "state", .kind = KEY_NAME,
     .doc = "The state whose entries are claimed to be avoided, for comparison."},
    PROVENANCE_KEYS,
};
const KeyTable keys_claims = {
    "claims", "The applicant's own list: shown beside the simulation, never added to it.",
    N_KEYS(CLAIMS), CLAIMS};

static const Key ECONOMICS[] = {
    {.name = "horizon", .kind = KEY_INTEGER, .unit = "years", .low = 1, .high = 120,
     .fallback = "40", .doc = "Years from the programme's start that are counted."},
    {.name = "discount_rate", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 0.2,
     .fallback = "0.035", .doc = "Yearly discount rate of a payer's kronor."},
    {.name = "social_discount_rate", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 0.2,
     .fallback = "0.035", .doc = "Yearly discount rate of society's kronor."},
    {.name = "price_year", .kind = KEY_INTEGER, .low = 1900, .high = 2200,
     .doc = "The year of whose money all results are; default the last of the model's prices."},
    {.name = "limit_for", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1,
     .fallback = "0.75", .doc = "Least chance of payback within 10 years for \"speaks for\"."},
    {.name = "limit_for_halved", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1,
     .fallback = "0.5", .doc = "The same with every effect of grade C to E halved."},
    {.name = "limit_against", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1,
     .fallback = "0.25", .doc = "Chance of payback within 10 years below which it \"speaks against\"."},
    {.name = "limit_weak", .kind = KEY_NUMBER, .unit = "share", .low = 0, .high = 1,
     .fallback = "0.5",
     .doc = "Share of the value on grades D and E above which the evidence is too weak."},
};
const KeyTable keys_economics = {
    "economics", "How kronor are counted.", N_KEYS(ECONOMICS), ECONOMICS};

static const Key SIMULATION[] = {
    {.name = "worlds", .kind = KEY_INTEGER, .low = 1, .high = 1000000, .fallback = "2000",
     .doc = "Draws of all parameters; rounded up to blocks of 50."},
    {.name = "replicates", .kind = KEY_INTEGER, .low = 1, .high = 100000000, .fallback = "10000",
     .doc = "Simulated cohorts in all worlds together; rounded up to a multiple of worlds."},
    {.name = "seed", .kind = KEY_INTEGER, .low = 0, .high = 2147483647, .fallback = "1",
     .doc = "Seed of all random numbers."},
};
const KeyTable keys_simulation = {
    "simulation", "How much is simulated.", N_KEYS(SIMULATION), SIMULATION};

static const Key OVERRIDE[] = {
    {.name = "value", .kind = KEY_QUANTITY, .low = -INFINITY, .high = INFINITY, .required = true,
     .doc = "The value that replaces the model's."},
    PROVENANCE_KEYS,
};
const KeyTable keys_override = {
    "override", "A model parameter's value in this scenario, when more than the value is told.",
    N_KEYS(OVERRIDE), OVERRIDE};

static const Key SCENARIO[] = {
    {.name = "scenario", .kind = KEY_TEXT, .required = true, .doc = "The scenario's title."},
    {.name = "model", .kind = KEY_TEXT, .required = true,
     .doc = "A folder in models/, or a path relative to this file."},
    {.name = "starts", .kind = KEY_INTEGER, .unit = "calendar year", .low = 1900, .high = 2200,
     .required = true, .doc = "Calendar year of the programme's first year."},
    {.name = "comparator", .kind = KEY_TEXT, .required = true,
     .doc = "What the programme is compared with: what people get without it."},
    {.name = "participants", .kind = KEY_MAP_OR_LIST, .required = true, .table = &keys_participants,
     .doc = "The people: a group, or a list of groups each with a name."},
    {.name = "programme", .kind = KEY_MAP, .required = true, .table = &keys_programme,
     .doc = "What is bought."},
    {.name = "effects", .kind = KEY_LIST, .required = true, .table = &keys_effects,
     .doc = "What it changes; may be empty: []."},
    {.name = "claims", .kind = KEY_LIST, .table = &keys_claims,
     .doc = "The applicant's own list of savings."},
    {.name = "economics", .kind = KEY_MAP, .table = &keys_economics,
     .doc = "How kronor are counted."},
    {.name = "simulation", .kind = KEY_MAP, .table = &keys_simulation,
     .doc = "How much is simulated."},
    {.name = "parameters", .kind = KEY_MAP,
     .doc = "NAME: quantity, or NAME: {value, source, grade}: replaces a model's parameter."},
    PROVENANCE_DEFAULTS,
};
const KeyTable keys_scenario = {
    "scenario", "A scenario file.", N_KEYS(SCENARIO), SCENARIO};

const KeyTable *const keys_scenario_tables[] = {
    &keys_scenario,   &keys_participants, &keys_start,  &keys_untreated, &keys_programme,
    &keys_programme_costs, &keys_effects, &keys_cumulative, &keys_claims, &keys_economics,
    &keys_simulation, &keys_override,     NULL,
};

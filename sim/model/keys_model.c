#include "model/keys_model.h"

#include "model/keys_columns.h"

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

static const Key STATES[] = {
    {"state", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "The state's name in all other tables and in scenarios.", NULL},
    LABEL_COLUMNS(true),
    {"age_from", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true,
     "First age at which a person can be in the state.", NULL},
    {"age_to", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true,
     "Last age at which a person can be in the state; of the end state: the age to which "
     "lives are followed.",
     NULL},
    {"rank", KEY_INTEGER, NULL, 0, 1000, NULL, NULL, true,
     "Place in the order of states, each rank once; the highest is the end state.", NULL},
    {"exclusion", KEY_INTEGER, NULL, 0, 1, NULL, NULL, true,
     "1 if a year in the state counts as exclusion in reports.", NULL},
    {"bands", KEY_TEXT, "years", 0, 0, NULL, NULL, false,
     "Bands of years already spent in the state, at most three, such as \"0 1..3 4+\".", NULL},
    {"start", KEY_NUMBER, "share", 0, 1, "0", NULL, false,
     "Share of newborns that begin in this state at the model's first age.", NULL},
};
const KeyTable keys_states = {
    "states", "What a person's year can be like; the last by rank is the end (dead).",
    N_KEYS(STATES), STATES};

static const Key CLASSES[] = {
    {"class", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "The risk class's name in other tables and in scenarios.", NULL},
    LABEL_COLUMNS(true),
    {"share", KEY_PRODUCT, "share", 0, 1, NULL, NULL, true,
     "Share of the population; the shares of all classes sum to 1.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_classes = {"classes", "Lasting traits of a person that bend transitions.",
                               N_KEYS(CLASSES), CLASSES};

static const Key SHOCKS[] = {
    {"shock", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "What a calendar year is like for everybody, by name; the first row is the ordinary year.",
     NULL},
    LABEL_COLUMNS(true),
    {"share", KEY_PRODUCT, "share", 0, 1, NULL, NULL, true,
     "Share of all years; the shares sum to 1.", NULL},
    {"persistence", KEY_PRODUCT, "share", 0, 0.99, NULL, NULL, true,
     "Chance that the next year is the same without being drawn anew.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_shocks = {"shocks",
                              "What calendar years are like: a labour market that all people of a "
                              "world, and all scenarios, share.",
                              N_KEYS(SHOCKS), SHOCKS};

static const Key TRANSITIONS[] = {
    {"arm", KEY_CHOICE, NULL, 0, 0, NULL, "baseline|intervention", false,
     "Only in this arm, where the row replaces one without an arm; blank means both.", NULL},
    {"from", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "The state at the year's start.", NULL},
    {"to", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "The state a year later; the same as from to state the chance of staying.", NULL},
    SEX_COLUMN,
    AGE_COLUMNS,
    BORN_COLUMNS,
    {"probability", KEY_PRODUCT, "probability", 0, 1, NULL, NULL, true,
     "Yearly chance of a person alive: numbers, parameter names and (1 - name), "
     "multiplied; what is left stays.",
     NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_transitions = {"transitions",
                                   "How likely a person goes from one state to another in a year.",
                                   N_KEYS(TRANSITIONS), TRANSITIONS};

static const Key MODIFIERS[] = {
    {"on", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "What is bent: \"FROM -> TO\" (either may be *) or \"milestone NAME\".", NULL},
    {"class", KEY_NAME, NULL, 0, 0, NULL, NULL, false, "Only for people of this class.", NULL},
    {"milestone", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "Only for people who hold this milestone.", NULL},
    {"band", KEY_TEXT, NULL, 0, 0, NULL, NULL, false,
     "Only in this band of the from state: the band's text in states.csv.", NULL},
    {"shock", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "Only in calendar years of this kind: a name of shocks.csv.", NULL},
    SEX_COLUMN,
    AGE_COLUMNS,
    BORN_COLUMNS,
    {"kind", KEY_CHOICE, NULL, 0, 0, NULL, "hazard_ratio|odds_ratio", true,
     "How the value acts on the yearly probability; milestones take odds_ratio.", NULL},
    {"value", KEY_PRODUCT, "ratio", 0, 1e6, NULL, NULL, true,
     "The ratio; ratios on one transition multiply.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_modifiers = {"modifiers",
                                 "What bends transitions and milestones for some people.",
                                 N_KEYS(MODIFIERS), MODIFIERS};

static const Key MILESTONES[] = {
    {"milestone", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "The milestone's name in other tables and in scenarios.", NULL},
    LABEL_COLUMNS(false),
    {"at", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "The age at which it is decided, or \"entry STATE\": reached on first entry.", NULL},
    {"state", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "Only for people in this state at that birthday.", NULL},
    {"class", KEY_NAME, NULL, 0, 0, NULL, NULL, false, "Only for people of this class.", NULL},
    SEX_COLUMN,
    {"probability", KEY_PRODUCT, "probability", 0, 1, NULL, NULL, false,
     "Chance of reaching it at that age; left out for milestones by entry.", NULL},
    {"causal_share", KEY_PRODUCT, "share", 0, 1, "1", NULL, false,
     "Chance that a milestone reached, or missed, because of the programme bends later life; left "
     "out for "
     "milestones by entry, which do so in full.",
     NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_milestones = {"milestones",
                                  "Lasting facts fixed at an age or on first entry to a state.",
                                  N_KEYS(MILESTONES), MILESTONES};

static const Key MORTALITY[] = {
    {"sex", KEY_CHOICE, NULL, 0, 0, NULL, "f|m", true, "The sex.", NULL},
    {"age", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true,
     "A single age; every age of the model must have a row.", NULL},
    {"rate", KEY_NUMBER, "deaths per person and year", 0, 20, NULL, NULL, true,
     "Death rate of the whole population at this age.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_mortality = {"mortality", "Death rates of the whole population by sex and age.",
                                 N_KEYS(MORTALITY), MORTALITY};

static const Key MORTALITY_RATIOS[] = {
    {"state", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "The state.", NULL},
    {"ratio", KEY_PRODUCT, "ratio", 0, 1e6, NULL, NULL, true,
     "Death rate in the state relative to the reference.", NULL},
    {"causal_share", KEY_PRODUCT, "share", 0, 1, NULL, NULL, true,
     "Exponent of the ratio that follows the state; the rest stays with the class.", NULL},
    {"fade_from", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true,
     "Age from which the ratio fades towards 1.", NULL},
    {"fade_to", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true, "Age at which it is 1.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_mortality_ratios = {"mortality_ratios",
                                        "How much likelier people of a state are to die.",
                                        N_KEYS(MORTALITY_RATIOS), MORTALITY_RATIOS};

static const Key MOVING[] = {
    AGE_COLUMNS,
    {"probability", KEY_PRODUCT, "probability", 0, 1, NULL, NULL, true,
     "Yearly chance of leaving the municipality, in every state.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_moving = {"moving", "How likely people leave the municipality.", N_KEYS(MOVING),
                              MOVING};

static const Key PATHS[] = {
    {"path", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "The reference path's name.", NULL},
    LABEL_COLUMNS(false),
    {"age", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true,
     "Age at which the path starts, the same in all its rows.", NULL},
    {"state", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "A state it starts in.", NULL},
    {"share", KEY_NUMBER, "share", 0, 1, NULL, NULL, true,
     "Share that starts in this state; a path's shares sum to 1.", NULL},
    {"milestones", KEY_TEXT, NULL, 0, 0, NULL, NULL, false,
     "Milestones held (\"degree\") or lacked (\"not degree\"), parted by blanks.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_paths = {"paths", "Reference paths of a career chart.", N_KEYS(PATHS), PATHS};

const KeyTable *const keys_model_tables[] = {
    &keys_states,
    &keys_classes,
    &keys_shocks,
    &keys_transitions,
    &keys_modifiers,
    &keys_milestones,
    &keys_mortality,
    &keys_mortality_ratios,
    &keys_payers,
    &keys_costs,
    &keys_spending,
    &keys_outcomes,
    &keys_parameters,
    &keys_moving,
    &keys_paths,
    &keys_prices,
    &keys_sources,
    &keys_targets,
    &keys_calibration,
    &keys_draws,
    NULL,
};

#include "model/keys_model.h"

#include "model/study.h"

#include <math.h>

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

/* Columns that many tables share. */
#define SOURCE_COLUMN                                                  \
    {                                                                  \
        "source", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,              \
            "Where the number comes from: a key of sources.csv.", NULL \
    }
#define GRADE_COLUMN                                                     \
    {                                                                    \
        "grade", KEY_CHOICE, NULL, 0, 0, NULL, "A|B|C|D|E", true,        \
            "Evidence: A register total, B good study, C weak study or " \
            "other country, D expert guess, E illustrative.",            \
            NULL                                                         \
    }
#define LABEL_COLUMNS(must)                                                                  \
    {"label_sv", KEY_TEXT, NULL, 0, 0, NULL, NULL, must, "Name in Swedish reports.", NULL},  \
    {                                                                                        \
        "label_en", KEY_TEXT, NULL, 0, 0, NULL, NULL, must, "Name in English reports.", NULL \
    }
#define SEX_COLUMN                                                                                 \
    {                                                                                              \
        "sex", KEY_CHOICE, NULL, 0, 0, NULL, "f|m", false, "Only for this sex; blank means both.", \
            NULL                                                                                   \
    }
#define AGE_COLUMNS                                                            \
    {"age_from", KEY_INTEGER, "years",                                         \
     0,          MAX_AGE,     NULL,                                            \
     NULL,       false,       "First age it holds for; blank means no limit.", \
     NULL},                                                                    \
    {                                                                          \
        "age_to", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, false,         \
            "Last age it holds for, included; blank means no limit.", NULL     \
    }

#define BORN_COLUMNS                                                                   \
    {"born_from", KEY_INTEGER, "birth year",                                           \
     1700,        2400,        NULL,                                                   \
     NULL,        false,       "First birth year it holds for; blank means no limit.", \
     NULL},                                                                            \
    {                                                                                  \
        "born_to", KEY_INTEGER, "birth year", 1700, 2400, NULL, NULL, false,           \
            "Last birth year it holds for, included; blank means no limit.", NULL      \
    }

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
     "Chance that a milestone reached because of the programme bends later life.", NULL},
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

static const Key PAYERS[] = {
    {"payer", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "The payer's name in costs and in scenarios.",
     NULL},
    LABEL_COLUMNS(true),
    {"level", KEY_CHOICE, NULL, 0, 0, NULL,
     "municipality|region|state|equalisation|other_municipality|household|production", true,
     "Which perspective the payer belongs to.", NULL},
};
const KeyTable keys_payers = {"payers",
                              "Who pays or gains: boards, the region, state agencies, households.",
                              N_KEYS(PAYERS), PAYERS};

static const Key COSTS[] = {
    {"item", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "What is paid for; rows of one item are added in reports.", NULL},
    LABEL_COLUMNS(false),
    {"state", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "The state that costs.", NULL},
    {"arm", KEY_CHOICE, NULL, 0, 0, NULL, "baseline|intervention", false,
     "Only in this arm; blank means both. Needs a programme that reaches everybody.", NULL},
    {"per", KEY_CHOICE, NULL, 0, 0, NULL, "year|entry", true,
     "For each year begun in the state, or once when it is entered.", NULL},
    SEX_COLUMN,
    AGE_COLUMNS,
    {"payer", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "Who pays.", NULL},
    {"receiver", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "Who gains the same amount: the cost is then a transfer.", NULL},
    {"amount", KEY_PRODUCT, "kronor", -1e9, 1e9, NULL, NULL, true,
     "Kronor of the price year; a product like a probability. Negative is a gain.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, true,
     "The year of whose money the amount is: one of prices.csv.", NULL},
    {"kind", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "A word for reports: day_price, transfer, staff, premises ...", NULL},
    {"cashable", KEY_PRODUCT, "share", 0, 1, NULL, NULL, true,
     "Share of an avoided krona that is released.", NULL},
    {"delay", KEY_INTEGER, "years", 0, 50, NULL, NULL, true, "Years after which it is released.",
     NULL},
    {"step", KEY_INTEGER, "cases", 0, 1000000, "0", NULL, false,
     "Released only when this many cases are gone; 0 for none.", NULL},
    {"backfill", KEY_PRODUCT, "share", 0, 1, "0", NULL, false,
     "Share of freed places that is filled again.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_costs = {"costs", "What a year in a state, or entering it, costs whom.",
                             N_KEYS(COSTS), COSTS};

static const Key SPENDING[] = {
    {"spending", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "The row's name in results.", NULL},
    LABEL_COLUMNS(false),
    {"items", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "The items of costs.csv that it pays for, parted by blanks; an item of a payer stands in one "
     "row "
     "at most.",
     NULL},
    {"payer", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "Who pays for them.", NULL},
    {"amount", KEY_PRODUCT, "kronor", 0, 1e15, NULL, NULL, true,
     "Kronor a year in all, of the price year; a product like a probability: a national total "
     "times "
     "the municipality's share of the inhabitants, or an amount for each inhabitant times their "
     "number.",
     NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, true,
     "The year of whose money the amount is: one of prices.csv.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_spending = {
    "spending",
    "What is spent on items in all: savings on them are counted up to it, of one programme "
    "and of all in a batch or a fund.",
    N_KEYS(SPENDING), SPENDING};

static const Key OUTCOMES[] = {
    {"outcome", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "What is counted beside kronor; rows of one outcome are added.", NULL},
    LABEL_COLUMNS(false),
    {"state", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "The state that counts; blank means every state but the end.", NULL},
    SEX_COLUMN,
    AGE_COLUMNS,
    {"weight", KEY_PRODUCT, "of a year", -1000, 1000, NULL, NULL, true,
     "What a year in the state counts: 1 for life years, a quality weight for quality-adjusted "
     "ones; "
     "a product like a probability.",
     NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
};
const KeyTable keys_outcomes = {"outcomes",
                                "Outcomes other than kronor: years lived, years in a state, years "
                                "weighted by quality; discounted at their own rate.",
                                N_KEYS(OUTCOMES), OUTCOMES};

static const Key PARAMETERS[] = {
    {"parameter", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "The name used in products and in a scenario's parameters.", NULL},
    {"value", KEY_NUMBER, NULL, -INFINITY, INFINITY, NULL, NULL, true,
     "The estimate; for triangular and pert the most likely value.", NULL},
    {"unit", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "ratio, share, probability, kronor, years ...; fixes the family of an interval.", NULL},
    {"kind", KEY_CHOICE, NULL, 0, 0, NULL,
     "fixed|beta|gamma|lognormal|normal|triangular|pert|uniform", false,
     "Distribution; blank: ratio lognormal, share and probability beta, else normal.", NULL},
    {"low", KEY_NUMBER, NULL, -INFINITY, INFINITY, NULL, NULL, false,
     "The 2.5 % quantile; of triangular, pert and uniform the lower end.", NULL},
    {"high", KEY_NUMBER, NULL, -INFINITY, INFINITY, NULL, NULL, false,
     "The 97.5 % quantile; of triangular, pert and uniform the upper end.", NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
    {"note", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "What an analyst should know about it.",
     NULL},
};
const KeyTable keys_parameters = {"parameters", "Named numbers with their uncertainty.",
                                  N_KEYS(PARAMETERS), PARAMETERS};

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

static const Key PRICES[] = {
    {"year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, true,
     "The year; no year between the first and the last may lack.", NULL},
    {"index", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "The index's name, the same in all rows.",
     NULL},
    {"value", KEY_NUMBER, NULL, 1e-6, 1e9, NULL, NULL, true, "The index's mean of that year.",
     NULL},
    SOURCE_COLUMN,
};
const KeyTable keys_prices = {"prices", "The price index that carries amounts between years.",
                              N_KEYS(PRICES), PRICES};

static const Key SOURCES[] = {
    {"key", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "The name by which rows cite the source.",
     NULL},
    {"title", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "Title of the publication.", NULL},
    {"publisher", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "Who published it.", NULL},
    {"year", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "Year or years of publication.", NULL},
    {"where", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "Address, page or table.", NULL},
    {"licence", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "Terms under which it may be used.", NULL},
};
const KeyTable keys_sources = {"sources", "Publications that the numbers come from.",
                               N_KEYS(SOURCES), SOURCES};

static const Key TARGETS[] = {
    {"measure", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "What is measured; rows of one measure stand together in charts.", NULL},
    LABEL_COLUMNS(false),
    {"start", KEY_TEXT, NULL, 0, 0, NULL, NULL, false,
     "Whom the figure is about, at each of these ages: blank or alive (everybody alive), states "
     "parted by blanks, \"not STATE ...\", \"entry STATE\" (who came there in the year before that "
     "birthday), \"left STATE\" (who left it in that year), \"milestone NAME\", \"not milestone "
     "NAME\".",
     NULL},
    SEX_COLUMN,
    {"age_from", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true,
     "First age of those who start.", NULL},
    {"age_to", KEY_INTEGER, "years", 0, MAX_AGE, NULL, NULL, true,
     "Last age of those who start, included.", NULL},
    {"years", KEY_INTEGER, "years", 0, MAX_AGE, "0", NULL, false,
     "So many years later they are counted; 0 is at the same time.", NULL},
    {"year", KEY_INTEGER, "calendar year", 1900, 2200, NULL, NULL, false,
     "When they start: who is a years old then was born in year - a. Must be told where "
     "transitions.csv or modifiers.csv name birth years.",
     NULL},
    {"counts", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "Who of them is counted: alive, states parted by blanks, each perhaps with what a person "
     "there "
     "counts (\"work studies:0.45\", a number or a parameter), \"milestone NAME\", \"entry STATE\" "
     "(has come there at least once within the years), or \"stay STATE\" (there at every birthday "
     "since). \"not\" before any of these counts everybody else, the dead too.",
     NULL},
    {"value", KEY_NUMBER, "share", 0, 1, NULL, NULL, true,
     "The published share of those who start.", NULL},
    {"tolerance", KEY_NUMBER, "share", 1e-9, 1, NULL, NULL, true,
     "The target is met when the model's value is within it; `calibrate` takes it as one standard "
     "deviation.",
     NULL},
    SOURCE_COLUMN,
    GRADE_COLUMN,
    {"expected", KEY_CHOICE, NULL, 0, 0, NULL, "met|missed", true,
     "Whether the model meets it at its central values; `validate` fails when one that should be "
     "met "
     "is missed.",
     NULL},
    {"note", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "What an analyst should know about it.",
     NULL},
};
const KeyTable keys_targets = {"targets", "Published figures that the model should give.",
                               N_KEYS(TARGETS), TARGETS};

static const Key CALIBRATION[] = {
    {"parameter", KEY_NAME, NULL, 0, 0, NULL, NULL, true,
     "A parameter of parameters.csv that `calibrate` may change; it starts from its value.", NULL},
    {"low", KEY_NUMBER, NULL, -INFINITY, INFINITY, NULL, NULL, true, "Its least value.", NULL},
    {"high", KEY_NUMBER, NULL, -INFINITY, INFINITY, NULL, NULL, true, "Its greatest value.", NULL},
    {"note", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "Why it is free.", NULL},
};
const KeyTable keys_calibration = {"calibration",
                                   "The parameters that `calibrate` fits to targets.",
                                   N_KEYS(CALIBRATION), CALIBRATION};

static const Key DRAWS[] = {
    {"weight", KEY_NUMBER, NULL, 0, INFINITY, NULL, NULL, false,
     "How likely the row is, relative to the others; without the column all are equally likely. "
     "Every "
     "other column is called after a parameter of parameters.csv and holds its values.",
     NULL},
};
const KeyTable keys_draws = {"draws",
                             "The joint table of draws that `calibrate` writes: each world takes "
                             "the parameters named by its "
                             "columns together from one row.",
                             N_KEYS(DRAWS), DRAWS};

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

#include "model/keys_scenario.h"

#include "model/keys_rows.h"
#include "model/study.h"

#include <math.h>

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

#define PROVENANCE_KEYS                                                                            \
    SOURCE_KEY(false,                                                                              \
               "Where the numbers come from: a key of the model's sources, or own words; default " \
               "of the block around it."),                                                         \
        GRADE_KEY("Evidence from A to E (`describe grades`); default of the block around it.")
#define PROVENANCE_DEFAULTS                                                       \
    SOURCE_KEY(false, "Source of all numbers below that do not tell their own."), \
        GRADE_KEY("Evidence grade of all numbers below that do not tell their own.")

static const Key UNTREATED[] = {
    {"outcome", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "The state these people are in later.",
     NULL},
    {"after", KEY_INTEGER, "years", 1, 50, NULL, NULL, true, "Years after entry.", NULL},
    {"share", KEY_QUANTITY, "share", 0, 1, NULL, NULL, true,
     "Share of them in that state without the programme. One shift of the log odds, up on every "
     "way into the "
     "state and down on every way out of it, brings it about, in both arms.",
     NULL},
    {"fades_over", KEY_QUANTITY, "years", 0, 100, "5 (2..10)", NULL, false,
     "Years over which their difference from others fades after that, linear in the log odds; an "
     "interval is lognormal.",
     NULL},
    PROVENANCE_KEYS,
};
const KeyTable keys_untreated = {"untreated", "What is known of such people without the programme.",
                                 N_KEYS(UNTREATED), UNTREATED};

static const Key START[] = {
    {"share", KEY_NUMBER, "share", 0, 1, NULL, NULL, true,
     "Share of the group that starts in the state.", NULL},
    {"years", KEY_INTEGER, "years", 0, MAX_AGE, "0", NULL, false,
     "Years they have already spent in it.", NULL},
};
const KeyTable keys_start = {"start", "A start state of a group, when more than its share is told.",
                             N_KEYS(START), START};

static const Key PARTICIPANTS[] = {
    {"name", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "The group's name; required when there are several.", NULL},
    {"number", KEY_INTEGER, "people", 1, 1000000, NULL, NULL, true,
     "How many people take part in all. They are whole people: the shares below come out as nearly "
     "as they can.",
     NULL},
    {"ages", KEY_RANGE, "years", 0, MAX_AGE, NULL, NULL, true,
     "Their ages when they meet the programme, spread evenly.", NULL},
    {"women", KEY_NUMBER, "share", 0, 1, "0.5", NULL, false, "Share of women and girls.", NULL},
    {"states", KEY_MAP, NULL, 0, 0, NULL, NULL, true,
     "Where they stand at entry: STATE: share, or STATE: {share, years}; sums to 1. Milestones of "
     "earlier ages are held "
     "as often as by people of that state, class, sex and age in the population.",
     NULL},
    {"classes", KEY_MAP, NULL, 0, 0, NULL, NULL, false,
     "CLASS: share of the group; the rest is spread over the classes not named as among people of "
     "that start state, sex and age "
     "in the population.",
     NULL},
    {"enters", KEY_RANGE, "programme year", 1, MAX_AGE, "1", NULL, false,
     "Programme years in which they enter, spread evenly.", NULL},
    {"untreated", KEY_LIST, NULL, 0, 0, NULL, NULL, false,
     "What is known of such people without the programme.", &keys_untreated},
    PROVENANCE_DEFAULTS,
};
const KeyTable keys_participants = {
    "participants",
    "People described together; a map, or a list of maps with names. Where there are effects, a "
    "group "
    "that none of them names is told on page one but not counted: the programme changes nothing "
    "for "
    "it, and its luck would be taken for the programme's. It counts fully as soon as an effect is "
    "written for it.",
    N_KEYS(PARTICIPANTS), PARTICIPANTS};

static const Key PROGRAMME_COSTS[] = {
    {"item", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "What is bought.", NULL},
    {"payer", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "Who pays: a payer of the model.", NULL},
    {"years", KEY_RANGE, "programme year", 1, MAX_AGE, "1", NULL, false,
     "Programme years in which it is paid.", NULL},
    {"per_year", KEY_QUANTITY, "kronor", -1e12, 1e12, NULL, NULL, false,
     "Kronor in each of the years.", NULL},
    {"total", KEY_QUANTITY, "kronor", -1e12, 1e12, NULL, NULL, false,
     "Kronor in all, spread evenly over the years.", NULL},
    {"per_participant", KEY_QUANTITY, "kronor", -1e9, 1e9, NULL, NULL, false,
     "Kronor for each participant of all groups, in each of the years.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, true,
     "The year of whose money the amount is.", NULL},
    PROVENANCE_KEYS,
};
const KeyTable keys_programme_costs = {
    "costs", "A cost of the programme: one of per_year, total and per_participant.",
    N_KEYS(PROGRAMME_COSTS), PROGRAMME_COSTS};

static const Key PROGRAMME[] = {
    {"reached", KEY_QUANTITY, "share", 0, 1, "1", NULL, false,
     "Share of the participants whom the programme reaches in fact; without a source and a grade, "
     "here or around it, a guess of grade E. "
     "So is displacement.",
     NULL},
    {"displacement", KEY_ANY, "share", 0, 1, NULL, NULL, false,
     "Share of what the participants' better course saves that is lost on others, whose jobs or "
     "places "
     "they took: a quantity, or {value, source, grade}; default 0. It is taken off every payer's "
     "and "
     "every year's saving, years in a `place` too: in Sweden it was subsidised jobs that pushed "
     "others "
     "out, training did not (Dahlberg and Forslund 1999). Tables of people and outcomes are about "
     "the "
     "participants and stay as they are.",
     NULL},
    {"costs", KEY_LIST, NULL, 0, 0, NULL, NULL, true, "What the programme costs; may be empty: [].",
     &keys_programme_costs},
    PROVENANCE_DEFAULTS,
};
const KeyTable keys_programme = {"programme", "What is bought.", N_KEYS(PROGRAMME), PROGRAMME};

static const Key CUMULATIVE[] = {
    {"outcome", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "The state the study looked at; not for milestones.", NULL},
    {"after", KEY_INTEGER, "years", 1, 50, NULL, NULL, false,
     "Years after entry when it looked; not for milestones.", NULL},
    {"treated", KEY_QUANTITY, "share", 0, 1, NULL, NULL, true,
     "Share of the treated with the outcome.", NULL},
    {"untreated", KEY_QUANTITY, "share", 0, 1, NULL, NULL, true,
     "Share of the untreated with the outcome.", NULL},
    {"kind", KEY_CHOICE, NULL, 0, 0, "odds_ratio", "odds_ratio|hazard_ratio", false,
     "What the yearly ratio it is solved into acts on: the one that, with the effect's years and "
     "fading, makes the treated "
     "share of the untreated.",
     NULL},
};
const KeyTable keys_cumulative = {"cumulative",
                                  "A published result over some years, solved into a yearly ratio.",
                                  N_KEYS(CUMULATIVE), CUMULATIVE};

/* What reports tell of an effect, and what no ratio of a year can be made of without the shares. */
#define PUBLISHED(word)                                                                            \
    {                                                                                              \
        word, KEY_WORD, NULL, 0, 0, NULL, NULL, false,                                             \
            "it hangs on how common the outcome is: write both shares, as `cumulative: {treated: " \
            "0.4, untreated: 0.25}`, for a transition with `outcome` and `after`",                 \
            NULL                                                                                   \
    }

static const Key EFFECTS[] = {
    {"on", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "What it acts on: \"A -> B\" (either may be *), \"milestone NAME\" or \"place STATE\": "
     "people are held in the state for those years. What a place is worth counts with the worst of "
     "its grade and those of the model's ways out of the state.",
     NULL},
    {"group", KEY_NAME, NULL, 0, 0, NULL, NULL, false, "Only for this group; default all.", NULL},
    {"odds_ratio", KEY_QUANTITY, "ratio", 1e-6, 1e6, NULL, NULL, false,
     "The odds of the transition or milestone in a year, with against without.", NULL},
    {"hazard_ratio", KEY_QUANTITY, "ratio", 1e-6, 1e6, NULL, NULL, false,
     "The hazard of the transition, with against without.", NULL},
    {"cumulative", KEY_MAP, NULL, 0, 0, NULL, NULL, false,
     "A result over one or several years instead of a yearly ratio: the shares behind \"16 of 40 "
     "got "
     "work against 10 of 40\", a risk ratio or a difference in percentage points.",
     &keys_cumulative},
    PUBLISHED("risk_ratio"),
    PUBLISHED("relative_risk"),
    PUBLISHED("risk_difference"),
    PUBLISHED("difference"),
    PUBLISHED("percentage_points"),
    PUBLISHED("riskkvot"),
    PUBLISHED("procentenheter"),
    {"years", KEY_RANGE, "years since entry", 1, MAX_AGE, NULL, NULL, true,
     "Years in which it acts in full; 1 is the year of entry. A birthday begins a year: a "
     "milestone at 16 is bent "
     "by year 2 for who enters at 15, and by year 1 for who enters at 16.",
     NULL},
    {"followed_until", KEY_INTEGER, "years since entry", 0, MAX_AGE, NULL, NULL, false,
     "Last year the study saw; later years count as grade E. Where it is not told, all years "
     "do, but those of a `cumulative` up to its `after`.",
     NULL},
    {"fades_over", KEY_ANY, "years", 0, 100, NULL, NULL, false,
     "Years over which it fades afterwards, linear in the log ratio; 0 ends at once; or "
     "never. A quantity; must be written for every ratio.",
     NULL},
    {"design", KEY_CHOICE, NULL, 0, 0, NULL,
     "rct|matched|historical|before_after|association|expert", false,
     "Design of the study; sets the default causal share. Required but for place.", NULL},
    {"causal_share", KEY_QUANTITY, "share", 0, 1, NULL, NULL, false,
     "Exponent of the ratio that is caused by the programme; default by design.", NULL},
    {"no_effect", KEY_NUMBER, "share", 0, 1, NULL, NULL, false,
     "Chance that the true effect is nil; default by grade (place: 0).", NULL},
    PROVENANCE_KEYS,
};
const KeyTable keys_effects = {"effects", "What the programme changes in a life.", N_KEYS(EFFECTS),
                               EFFECTS};

static const Key CLAIMS[] = {
    {"item", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "What is said to be avoided.", NULL},
    {"payer", KEY_NAME, NULL, 0, 0, NULL, NULL, true, "Who would have paid.", NULL},
    {"count", KEY_NUMBER, "cases", 0, 1e9, NULL, NULL, true, "How many are said to be avoided.",
     NULL},
    {"unit_cost", KEY_NUMBER, "kronor", -1e12, 1e12, NULL, NULL, false,
     "Kronor for each as claimed.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, false,
     "The year of whose money unit_cost is; default: not told.", NULL},
    {"year", KEY_INTEGER, "programme year", 1, MAX_AGE, NULL, NULL, true,
     "Programme year of the claim.", NULL},
    {"state", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "The state whose entries are claimed to be avoided, for comparison.", NULL},
    PROVENANCE_KEYS,
};
const KeyTable keys_claims = {
    "claims", "The applicant's own list: shown beside the simulation, never added to it.",
    N_KEYS(CLAIMS), CLAIMS};

static const Key DOCUMENTED[] = {
    {"what", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "The result in words, as reports show it.",
     NULL},
    {"measure", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "What it is compared with: \"net_saving\", \"saving\" (before the programme's cost), "
     "\"programme_cost\" and \"cost ITEM\" are kronor of a payer to the end of programme year "
     "`years`; "
     "\"milestone NAME\" who reach it of those who can, \"state NAME ...\" who are in one of the "
     "states `years` after their entry, \"years_in NAME ...\" the years in them until then, a "
     "person. "
     "Savings are counted as an evaluation of the participants would: nothing is taken off for "
     "displacement, earlier death or spending.",
     NULL},
    {"payer", KEY_NAME, NULL, 0, 0, NULL, NULL, false,
     "Whose kronor: a payer of the model, municipality, region, state, public_sector or society.",
     NULL},
    {"years", KEY_INTEGER, "years", 1, MAX_AGE, NULL, NULL, false,
     "After how many years; not for milestones.", NULL},
    {"arm", KEY_CHOICE, NULL, 0, 0, "intervention", "intervention|baseline|difference", false,
     "Of costs and people: with the programme, in its comparison group, or the difference between "
     "them.",
     NULL},
    {"basis", KEY_CHOICE, NULL, 0, 0, "full", "full|released", false,
     "Of savings: the whole cost of what fell away, as evaluations count, or what left a budget.",
     NULL},
    {"value", KEY_QUANTITY, NULL, -1e12, 1e12, NULL, NULL, false,
     "The published value, perhaps with an interval: kronor, a share or persons. Left out when "
     "only a "
     "bound is known.",
     NULL},
    {"above", KEY_NUMBER, NULL, -1e12, 1e12, NULL, NULL, false,
     "Only known to be at least this much.", NULL},
    {"below", KEY_NUMBER, NULL, -1e12, 1e12, NULL, NULL, false,
     "Only known to be at most this much.", NULL},
    {"unit", KEY_CHOICE, NULL, 0, 0, "share", "share|persons", false,
     "Of milestones and states: a share of the participants, or their number.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, false,
     "The year of whose money kronor are.", NULL},
    {"used", KEY_CHOICE, NULL, 0, 0, NULL, "yes|no", true,
     "Was it used to set a number of the scenario? Then agreement is no evidence, and says so.",
     NULL},
    PROVENANCE_KEYS,
};
const KeyTable keys_documented = {
    "documented",
    "Published results of the real programme, set beside what is simulated with it and without any "
    "effect.",
    N_KEYS(DOCUMENTED), DOCUMENTED};

static const Key ECONOMICS[] = {
    {"horizon", KEY_INTEGER, "years", 1, 120, "40", NULL, false,
     "Years from the programme's start that are counted.", NULL},
    {"timing", KEY_CHOICE, NULL, 0, 0, "start", "start|end|half_cycle|simpson", false,
     "When in a year states are counted: as people are at its start, at its end, the mean of both, "
     "or by Simpson's rule over pairs of years. Year k is then discounted over k - 1 years, k, or "
     "the middle, k - 1/2. "
     "A programme's costs are paid at the start.",
     NULL},
    {"discount_rate", KEY_NUMBER, "share", 0, 0.2, "0.035", NULL, false,
     "Yearly discount rate of a payer's kronor.", NULL},
    {"social_discount_rate", KEY_NUMBER, "share", 0, 0.2, "0.035", NULL, false,
     "Yearly discount rate of society's kronor.", NULL},
    {"outcome_discount_rate", KEY_NUMBER, "share", 0, 0.2, NULL, NULL, false,
     "Yearly discount rate of the model's outcomes; default: discount_rate.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, false,
     "The year of whose money all results are; default the last of the model's prices.", NULL},
    {"limit_for", KEY_NUMBER, "share", 0, 1, "0.75", NULL, false,
     "Least chance of payback within 10 years for \"speaks for\".", NULL},
    {"limit_for_halved", KEY_NUMBER, "share", 0, 1, "0.5", NULL, false,
     "The same with every effect of grade C to E halved.", NULL},
    {"limit_against", KEY_NUMBER, "share", 0, 1, "0.25", NULL, false,
     "Chance of payback within 10 years below which it \"speaks against\".", NULL},
    {"limit_weak", KEY_NUMBER, "share", 0, 1, "0.5", NULL, false,
     "Share of the value on grades D and E above which the evidence is too weak.", NULL},
};
const KeyTable keys_economics = {"economics", "How kronor are counted.", N_KEYS(ECONOMICS),
                                 ECONOMICS};

static const Key SIMULATION[] = {
    {"worlds", KEY_INTEGER, NULL, 1, 100000, "2000", NULL, false,
     "Draws of all parameters; rounded up to blocks of 50.", NULL},
    {"replicates", KEY_INTEGER, NULL, 1, 1000000, "10000", NULL, false,
     "Simulated cohorts in all worlds together; rounded up to a multiple of worlds. About 12 kB of "
     "memory each.",
     NULL},
    {"seed", KEY_INTEGER, NULL, 0, 2147483647, "1", NULL, false, "Seed of all random numbers.",
     NULL},
    {"shock", KEY_CHOICE, NULL, 0, 0, "on", "on|off", false,
     "Whether calendar years differ as the model's shocks.csv says; off: all are ordinary.", NULL},
};
const KeyTable keys_simulation = {"simulation", "How much is simulated.", N_KEYS(SIMULATION),
                                  SIMULATION};

static const Key OVERRIDE[] = {
    {"value", KEY_QUANTITY, NULL, -INFINITY, INFINITY, NULL, NULL, true,
     "The value that replaces the model's.", NULL},
    PROVENANCE_KEYS,
};
const KeyTable keys_override = {
    "override", "A model parameter's value in this scenario, when more than the value is told.",
    N_KEYS(OVERRIDE), OVERRIDE};

static const Key SCENARIO[] = {
    {"scenario", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "The scenario's title.", NULL},
    {"model", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "A folder in models/, or a path relative to this file.", NULL},
    {"starts", KEY_INTEGER, "calendar year", 1900, 2200, NULL, NULL, true,
     "Calendar year of the programme's first year.", NULL},
    {"comparator", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "What the programme is compared with: what people get without it.", NULL},
    {"participants", KEY_MAP_OR_LIST, NULL, 0, 0, NULL, NULL, true,
     "The people: a group, or a list of groups each with a name.", &keys_participants},
    {"programme", KEY_MAP, NULL, 0, 0, NULL, NULL, true, "What is bought.", &keys_programme},
    {"effects", KEY_LIST, NULL, 0, 0, NULL, NULL, true, "What it changes; may be empty: [].",
     &keys_effects},
    {"claims", KEY_LIST, NULL, 0, 0, NULL, NULL, false, "The applicant's own list of savings.",
     &keys_claims},
    {"documented", KEY_LIST, NULL, 0, 0, NULL, NULL, false,
     "Published results of the real programme.", &keys_documented},
    {"economics", KEY_MAP, NULL, 0, 0, NULL, NULL, false, "How kronor are counted.",
     &keys_economics},
    {"simulation", KEY_MAP, NULL, 0, 0, NULL, NULL, false, "How much is simulated.",
     &keys_simulation},
    {"parameters", KEY_MAP, NULL, 0, 0, NULL, NULL, false,
     "NAME: quantity, or NAME: {value, source, grade}: replaces a model's parameter.", NULL},
    PROVENANCE_DEFAULTS,
};
const KeyTable keys_scenario = {"scenario", "A scenario file.", N_KEYS(SCENARIO), SCENARIO};

const KeyTable *const keys_scenario_tables[] = {
    &keys_scenario,  &keys_participants,
    &keys_start,     &keys_untreated,
    &keys_programme, &keys_programme_costs,
    &keys_effects,   &keys_cumulative,
    &keys_claims,    &keys_documented,
    &keys_economics, &keys_simulation,
    &keys_override,  NULL,
};

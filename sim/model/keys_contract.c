#include "model/keys_contract.h"

#include "model/keys_rows.h"
#include "model/study.h"

#include <math.h>

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

static const Key CONDITION[] = {
    {"outcome", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "What is compared: \"milestone NAME\" (share who reach it, of those who come to its age in "
     "the "
     "follow-up), \"state NAME\" (share in it `after` years after entry) or \"years NAME\" (mean "
     "years in the state in the follow-up).",
     NULL},
    {"after", KEY_INTEGER, "years after entry", 1, 50, NULL, NULL, false,
     "When a state is looked at; default follow_up.", NULL},
    {"is", KEY_CHOICE, NULL, 0, 0, "higher", "higher|lower", false,
     "On which side the participants must lie.", NULL},
    {"than", KEY_ANY, NULL, 0, MAX_AGE, "comparison", NULL, false,
     "Of what: comparison (the comparison group's value), or a fixed share or number of years.",
     NULL},
    {"by", KEY_NUMBER, NULL, 0, MAX_AGE, "0", NULL, false, "By more than this.", NULL},
};
const KeyTable keys_condition = {"condition",
                                 "What must be found before more is paid than the money back.",
                                 N_KEYS(CONDITION), CONDITION};

static const Key COMPARISON[] = {
    {"number", KEY_INTEGER, "people", 1, 1000000, NULL, NULL, true,
     "How many people the participants are compared with.", NULL},
    {"kind", KEY_CHOICE, NULL, 0, 0, NULL, "randomised|matched|historical", true,
     "How they were found: by lot; because they look alike (then bias); or earlier people (then "
     "years_earlier, drift and regression).",
     NULL},
    {"bias", KEY_QUANTITY, "ratio", 0.01, 100, NULL, NULL, false,
     "What the group costs for every krona that the participants would cost without the programme.",
     NULL},
    {"years_earlier", KEY_INTEGER, "years", 0, 100, NULL, NULL, false,
     "How many years before the participants the group was followed.", NULL},
    {"drift", KEY_QUANTITY, "per year", -0.5, 0.5, NULL, NULL, false,
     "Growth per year of what such people cost, beyond the price index.", NULL},
    {"regression", KEY_QUANTITY, "share", 0, 0.95, NULL, NULL, false,
     "Share of the group's cost that participants would lose anyway, since they were chosen at a "
     "low point and the group was not.",
     NULL},
    SOURCE_KEY(false, "Where the numbers come from; default of the contract."),
    GRADE_KEY("Evidence from A to E for bias, drift and regression; default of the contract."),
};
const KeyTable keys_comparison = {
    "comparison", "Whom the evaluation compares with: simulated, with luck of their own.",
    N_KEYS(COMPARISON), COMPARISON};

static const Key CONTRACT[] = {
    {"contract", KEY_TEXT, NULL, 0, 0, NULL, NULL, true, "The contract's title.", NULL},
    {"scenario", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "The scenario file it is about, relative to this file.", NULL},
    {"drawn", KEY_NUMBER, "kronor", 1, 1e12, NULL, NULL, true, "What the investor puts in.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, true,
     "The year of whose money the contract's kronor are.", NULL},
    {"drawn_years", KEY_RANGE, "programme year", 1, MAX_AGE, "1", NULL, false,
     "Programme years in which it is put in, in even parts.", NULL},
    {"guaranteed", KEY_NUMBER, "share of drawn", 0, 1, NULL, NULL, true,
     "Paid back whatever is found.", NULL},
    {"share", KEY_NUMBER, "share", 0, 1, NULL, NULL, true,
     "The investor's part of every krona saved, until the money is back.", NULL},
    {"cap", KEY_NUMBER, "share of drawn", 0, 100, "0", NULL, false,
     "The most that is paid above the money back, out of further savings.", NULL},
    {"condition", KEY_MAP, NULL, 0, 0, NULL, NULL, false,
     "What else must be found before anything above the money back is paid.", &keys_condition},
    {"payers", KEY_LIST, NULL, 0, 0, NULL, NULL, false,
     "Payers of the municipality whose cost is measured; default all of them.", NULL},
    {"items", KEY_LIST, NULL, 0, 0, NULL, NULL, false,
     "Cost items of the model that are measured; default all.", NULL},
    {"follow_up", KEY_INTEGER, "years after entry", 1, 50, NULL, NULL, true,
     "Years of each person that are measured.", NULL},
    {"settled", KEY_INTEGER, "programme year", 2, MAX_AGE, NULL, NULL, false,
     "Programme year at whose start everything is paid back; default when the last person has been "
     "followed up.",
     NULL},
    {"comparison", KEY_MAP, NULL, 0, 0, NULL, NULL, true, "Whom the evaluation compares with.",
     &keys_comparison},
    SOURCE_KEY(true, "Where the terms are published."),
    GRADE_KEY("Evidence grade of the comparison's numbers that do not tell their own."),
};
const KeyTable keys_contract = {"contract", "A contract file.", N_KEYS(CONTRACT), CONTRACT};

const KeyTable *const keys_contract_tables[] = {
    &keys_contract,
    &keys_condition,
    &keys_comparison,
    NULL,
};

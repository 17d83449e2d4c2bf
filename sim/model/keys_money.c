/* The tables of what years cost, and who pays. */
#include "model/keys_model.h"

#include "model/keys_columns.h"

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

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
     "For each year begun in the state, or once when it is entered: in the year after the move, at "
     "that age. Who starts in it "
     "has not entered it.",
     NULL},
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
     "Released only when this many cases are gone: whole steps of an item's cases, with all its "
     "rows, of those who still "
     "live in the municipality. 0 for none.",
     NULL},
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

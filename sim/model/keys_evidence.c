/* The tables of where numbers come from, and what they are held against. */
#include "model/keys_model.h"

#include "model/keys_columns.h"

#include <math.h>

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

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

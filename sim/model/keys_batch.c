#include "model/keys_batch.h"

#include "model/keys_rows.h"
#include "model/keys_scenario.h"
#include "model/study.h"

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

static const Key OVERLAP[] = {
    {"of", KEY_LIST, NULL, 0, 0, NULL, NULL, true,
     "Two scenarios, by the names of their files without folder and ending: [a, b].", NULL},
    {"share", KEY_QUANTITY, "share", 0, 1, NULL, NULL, true,
     "Share of the smaller programme's participants who take part in the other one, too.", NULL},
    SOURCE_KEY(false, "Where the share comes from; default of the batch."),
    GRADE_KEY("Evidence from A to E; default of the batch."),
};
const KeyTable keys_overlap = {
    "overlap",
    "Two programmes with clients in common: on each of them the larger of the two savings counts, "
    "not both; both costs do.",
    N_KEYS(OVERLAP), OVERLAP};

static const Key BATCH[] = {
    {"scenarios", KEY_LIST, NULL, 0, 0, NULL, NULL, true,
     "Scenario files, relative to this file; their names without folder and ending must differ.",
     NULL},
    {"overlap", KEY_LIST, NULL, 0, 0, NULL, NULL, false,
     "Programmes with clients in common. Nobody is taken to be in three.", &keys_overlap},
    {"years", KEY_INTEGER, "years", 1, 120, "10", NULL, false,
     "Years after which they are ranked, within every scenario's horizon.", NULL},
    {"account", KEY_NAME, NULL, 0, 0, "municipality", NULL, false,
     "Whose money: a payer of the model, or municipality, region, state, public_sector, society.",
     NULL},
    {"horizon", KEY_INTEGER, "years", 1, 120, NULL, NULL, false,
     "Years that are counted, for all; default each file's own.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, false,
     "The year of whose money all results are; default that of the first scenario, which the "
     "others "
     "must share.",
     NULL},
    {"simulation", KEY_MAP, NULL, 0, 0, NULL, NULL, false,
     "How much is simulated, for all: what the scenarios' files say of it is not used.",
     &keys_simulation},
    SOURCE_KEY(false, "Source of shares that tell none."),
    GRADE_KEY("Grade of shares that tell none."),
};
const KeyTable keys_batch = {
    "batch", "Scenarios to be run in the same worlds and ranked: all below the key `batch`.",
    N_KEYS(BATCH), BATCH};

static const Key BATCH_FILE[] = {
    {"batch", KEY_MAP, NULL, 0, 0, NULL, NULL, true, "The batch.", &keys_batch},
    BELOW_WORD("scenarios", "batch"),
    BELOW_WORD("overlap", "batch"),
};
const KeyTable keys_batch_file = {"batch_file", "A batch file.", N_KEYS(BATCH_FILE), BATCH_FILE};

const KeyTable *const keys_batch_tables[] = {&keys_batch, &keys_overlap, NULL};

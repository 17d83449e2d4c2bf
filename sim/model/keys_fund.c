#include "model/keys_fund.h"

#include "model/keys_rows.h"
#include "model/keys_scenario.h"

/* Rows: name, kind, unit, low, high, fallback, choices, required, doc, table. */

#define PROVENANCE_KEYS(around) \
    SOURCE_KEY(false, "Source, in own words" around), GRADE_KEY("Evidence grade, A to E" around)

static const Key GRANTS[] = {
    {"scenario", KEY_TEXT, NULL, 0, 0, NULL, NULL, true,
     "The programme: a scenario file, relative to this one. Named twice, it is given to other "
     "people "
     "the second time.",
     NULL},
    {"year", KEY_INTEGER, "calendar year", 1900, 2200, NULL, NULL, true,
     "The year in which it asks for the money, all of it, and begins when it gets it; the "
     "scenario's "
     "own `starts` is not used.",
     NULL},
    {"amount", KEY_NUMBER, "kronor", 1, 1e12, NULL, NULL, true,
     "What the fund pays; the rest of the programme's cost stays with the boards.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, false,
     "The year of whose money the amount is; default the fund's.", NULL},
    PROVENANCE_KEYS("; default the fund's."),
};
const KeyTable keys_grants = {"grants", "What the fund pays for, in any order.", N_KEYS(GRANTS),
                              GRANTS};

static const Key RULES[] = {
    {"from_start", KEY_INTEGER, "calendar year", 1900, 2200, NULL, NULL, false,
     "Holds for programmes started in this year or later, until a rule of a later year does; "
     "default: "
     "from the first.",
     NULL},
    {"payer", KEY_ANY, "a name or a list of names", 0, 0, NULL, NULL, false,
     "The board it holds for, or a list of boards; default every payer of level municipality that "
     "has costs (not one that only takes in tax). Of two rules from the same year the one that "
     "names the board counts.",
     NULL},
    {"share", KEY_NUMBER, "share", 0, 1, NULL, NULL, true,
     "Share of what the board avoids that goes back to the fund; 0 is no return.", NULL},
    {"lag", KEY_INTEGER, "years", 0, 60, "0", NULL, false,
     "Whole years from the programme's start to the first year that counts.", NULL},
    {"years", KEY_INTEGER, "years", 1, 60, NULL, NULL, false,
     "For how many years; default to the fund's last year.", NULL},
    {"cap", KEY_NUMBER, "share", 0, 1000, NULL, NULL, false,
     "The board pays until all boards together have returned this times the grant; default no "
     "limit.",
     NULL},
    {"basis", KEY_CHOICE, NULL, 0, 0, "expected", "expected|measured|negotiated", false,
     "What counts as avoided: the saving that was expected at the decision, what a comparison "
     "group "
     "shows, or an amount agreed beforehand.",
     NULL},
    {"per_year", KEY_NUMBER, "kronor", 0, 1e12, NULL, NULL, false,
     "Negotiated: kronor of the fund's price year, a year, for each programme and each board "
     "named.",
     NULL},
    PROVENANCE_KEYS("; default the fund's."),
};
const KeyTable keys_rules = {
    "rules", "Who returns how much of what a programme saves (återföring).", N_KEYS(RULES), RULES};

static const Key FUND[] = {
    {"name", KEY_TEXT, NULL, 0, 0, NULL, NULL, false, "The fund's name; default the file's.", NULL},
    {"opening", KEY_NUMBER, "kronor", 0, 1e13, NULL, NULL, true,
     "What is in the fund when its first year begins.", NULL},
    {"opening_price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, false,
     "The year of whose money that is; default price_year.", NULL},
    {"price_year", KEY_INTEGER, NULL, 1900, 2200, NULL, NULL, true,
     "The year of whose money all results are. Balances are kept in real kronor: cash in the fund "
     "is "
     "taken to keep its value.",
     NULL},
    {"first_year", KEY_INTEGER, "calendar year", 1900, 2200, NULL, NULL, false,
     "The fund's first year; default that of the first grant.", NULL},
    {"years", KEY_INTEGER, "years", 1, 60, "20", NULL, false, "How many years are followed.", NULL},
    {"cannot_pay", KEY_CHOICE, NULL, 0, 0, "delay", "delay|refuse|deficit", false,
     "A grant that the balance does not cover waits until it does while smaller ones go before it, "
     "is "
     "not made at all, or is paid all the same.",
     NULL},
    {"comparison", KEY_INTEGER, "people", 1, 100000, NULL, NULL, false,
     "Size of the comparison group that measures each programme; default as many as its "
     "participants.",
     NULL},
    {"further_from", KEY_INTEGER, "calendar year", 1900, 2200, NULL, NULL, false,
     "From when on what is left buys further programmes of the average kind; default the year "
     "after "
     "the last grant.",
     NULL},
    {"further_per_year", KEY_INTEGER, "programmes", 0, 20, "1", NULL, false,
     "At most so many of them a year.", NULL},
    {"partial", KEY_NUMBER, "share", 0, 1, "0.5", NULL, false,
     "The share that the rule called partial returns in the comparison of rules.", NULL},
    {"grants", KEY_LIST, NULL, 0, 0, NULL, NULL, true, "What the fund pays for.", &keys_grants},
    {"rules", KEY_LIST, NULL, 0, 0, NULL, NULL, true, "Who returns what to the fund.", &keys_rules},
    PROVENANCE_KEYS(", of every number of the fund that does not tell its own."),
};
const KeyTable keys_fund = {"fund", "A fund that pays for programmes and gets some of it back.",
                            N_KEYS(FUND), FUND};

static const Key FUND_FILE[] = {
    {"fund", KEY_MAP, NULL, 0, 0, NULL, NULL, true, "The fund.", &keys_fund},
    {"simulation", KEY_MAP, NULL, 0, 0, NULL, NULL, false,
     "How much is simulated, the same for all programmes; default as in the first grant's "
     "scenario.",
     &keys_simulation},
    BELOW_WORD("opening", "fund"),
    BELOW_WORD("grants", "fund"),
    BELOW_WORD("rules", "fund"),
};
const KeyTable keys_fund_file = {"fund_file", "The root of a fund file.", N_KEYS(FUND_FILE),
                                 FUND_FILE};

const KeyTable *const keys_fund_tables[] = {&keys_fund, &keys_fund_file, &keys_grants, &keys_rules,
                                            NULL};

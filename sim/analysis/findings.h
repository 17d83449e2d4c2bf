/* findings.h: everything a run found out, as tables of plain numbers ready to be written.
 * Made by findings_make (evaluation -> findings); read by output. Names are borrowed from the Study. */
#ifndef LIVSBANA_ANALYSIS_FINDINGS_H
#define LIVSBANA_ANALYSIS_FINDINGS_H

#include "analysis/evaluation.h"

/* Whose money: a payer of the model, or a perspective that adds payers up. */
typedef struct {
    Label label;      /* "social", "municipality", "society" ... */
    bool perspective; /* sums payers */
    bool board;       /* a payer of level municipality that is shown as a board of its own */
    bool has_cost;    /* pays some of the programme */
} Account;

/* released: what leaves a budget; full: released and freed capacity; both also discounted. */
typedef enum {
    BASIS_RELEASED,
    BASIS_RELEASED_DISCOUNTED,
    BASIS_FULL,
    BASIS_FULL_DISCOUNTED,
    N_BASES
} Basis;
extern const char *const basis_name[N_BASES];

/* The names of what is taken off savings: as measures of summary.csv and as items of the ledger. */
extern const char *const correction_measure[N_CORRECTIONS]; /* "not_counted_earlier_death" ... */
extern const char *const correction_item[N_CORRECTIONS];    /* "not counted: earlier death" ... */

typedef enum { UNCERTAINTY_KNOWLEDGE, UNCERTAINTY_LUCK, N_UNCERTAINTIES } Uncertainty;
extern const char *const uncertainty_name[N_UNCERTAINTIES]; /* "knowledge", "with_luck" */

/* Mean, its Monte Carlo error between blocks (NAN where there is but one), and quantiles. Kronor are real, of
 * the price year. */
typedef struct {
    double mean, mcse, sd, p05, p25, p50, p75, p95;
} Spread;

typedef struct {
    const char *measure; /* "net_saving_10", "net_saving_horizon", "programme_cost",
                            "freed_capacity_10", "not_counted_earlier_death", ... */
    int account;         /* ANY: none */
    int basis;           /* Basis, or ANY */
    const char *unit;    /* "kronor", "persons", "share", "years" */
    Spread spread;       /* with luck where both exist */
    double sd_knowledge, sd_luck;
} SummaryRow;

typedef struct {
    int year, account; /* cumulative net saving to the end of programme year `year` */
    Basis basis;
    Uncertainty uncertainty;
    Spread spread;
    double share_nonnegative; /* C_year >= 0 */
    double share_reached;     /* payback time <= year */
} PaybackRow;

/* What a board pays and gains: of the programme year, but for what is cumulative to its end. Means are
 * from knowledge alone; chance and quantiles of the cumulative net saving (released) with luck. */
typedef struct {
    int year, account;
    double programme_cost, saving_released, saving_full, net, cumulative_net;
    double share_nonnegative, share_nonnegative_knowledge;
    double p05, p50, p95;
} BoardRow;

typedef struct {
    int account;
    Basis basis;
    Uncertainty uncertainty;
    double p05, p25, p50, p75, p95; /* years from the programme's start; INFINITY: never */
    double share_never;             /* within the horizon */
    double share_relapse;           /* of those that reached: below zero again later */
    bool gains_without_paying;      /* no programme cost: no payback time */
    int counted_from;               /* the account's last year of programme costs; 0: none */
} PaybackTimeRow;

typedef struct {
    int year, arm; /* programme year; ARM_* */
    int payer;
    const char *item; /* a cost item, or "programme: <item>" (intervention arm only) */
    double mean;      /* expected kronor; a receiver's gain is negative */
    double released;  /* what of it counts in a budget, in the year it does */
} LedgerRow;

typedef struct {
    int age, arm, state;
    double
        share; /* of the participants who have reached that age in the programme, dead included */
    double begun; /* how many those are */
    double
        held; /* how many participants are of this age while the programme holds them in a place */
} OccupancyRow;

typedef struct {
    int age, path, account;
    bool cumulative;
    double mean, p25, p75; /* kronor per person; positive costs the account money */
} CareerRow;

typedef struct {
    const char *outcome;             /* "enters_hvb", "milestone_degree", "years_exclusion" ... */
    const char *label_sv, *label_en; /* what is counted, in words */
    const char *unit;                /* "persons" or "years" */
    int arm;                         /* ARM_*, or N_ARMS for twins (illustration) */
    int of;                          /* participants it is counted among */
    double mean, p05, p50, p95;
} PeopleRow;

typedef struct {
    const char *kind;  /* "value" or "variance" */
    const char *by;    /* "grade", "shock", "years", "follow_up" */
    const char *group; /* "A" ... "E"; "1-5", "6-10", "11-20", "21+"; "seen", "beyond" */
    double share;      /* NAN where there is nothing to share */
} ProvenanceRow;

typedef struct {
    const char *item;
    int payer, year, state;                    /* state ANY: none told */
    double claimed, unit_cost, claimed_kronor; /* NAN when not told; kronor of the price year */
    double simulated;                          /* avoided persons ever in the state, mean; NAN */
    double simulated_p05, simulated_p95;
} ClaimRow;

/* What is saved on items beside all that is spent on them in that year; kronor of the price year. */
typedef struct {
    int year, spending;  /* spending: a row of the model's */
    double saved, spent; /* expected, before what goes beyond is taken off; in all */
    double beyond;       /* of it not counted, mean */
    double share_beyond; /* of the worlds: more is saved than spent */
} SpendingRow;

/* A documented result among the simulated ones, with luck: index DOCUMENTS_WITH, and what the same people
 * would show if the programme had no effect. */
typedef struct {
    int documented;
    Spread spread[N_DOCUMENTS_SIDES];
    double percentile[N_DOCUMENTS_SIDES]; /* share of the cases below the value; NAN: only bounds */
    double chance[N_DOCUMENTS_SIDES]; /* of a case within low..high; NAN: one value, no bounds */
} DocumentedRow;

/* An outcome other than kronor, per participant, cumulative to the end of programme year `years`. */
typedef struct {
    int outcome;
    OutcomeSide side;
    int years;
    bool discounted;
    Spread spread; /* with luck */
    /* Of the difference: net saving (full) lost for each unit gained, in the same years and basis; NAN of
     * the arms and where nothing is gained. What is avoided by earlier death is no saving here either. */
    double kronor_per_unit_municipality, kronor_per_unit_society;
} OutcomeFinding;
extern const char *const outcome_side_name[N_OUTCOME_SIDES]; /* "baseline" ... */

/* How the municipality's part of society's gain is told. */
typedef enum {
    SHARING_TOLD,     /* as a share */
    SHARING_NO_GAIN,  /* society gains nothing */
    SHARING_ALL_LOSE, /* nor does the municipality: both lose */
    SHARING_TINY,     /* little beside what is moved between payers or what the programme costs */
    SHARING_LOSES,    /* society gains and the municipality loses */
    SHARING_MORE,     /* the municipality gains more than society: others lose */
    N_SHARINGS
} Sharing;

typedef enum { VERDICT_FOR, VERDICT_AGAINST, VERDICT_UNDECIDED, VERDICT_WEAK, N_VERDICTS } Verdict;
extern const char *const verdict_name[N_VERDICTS]; /* "for" ... */

/* What page one says. Kronor of the price year. */
typedef struct {
    int participants;
    double programme_cost; /* mean, undiscounted */
    int last_cost_year;
    int municipality, region, state, public_sector, society; /* accounts */
    Spread saving_10;                 /* municipality, released, cumulative to year 10 (or the
                                               horizon if shorter), before programme cost, with luck */
    int saving_years;                 /* 10 or the horizon */
    double saving_mean;               /* the same saving's mean, from knowledge alone: no luck
                                               in it, so it hardly depends on the seed */
    double by_luck[3];                /* P(C_t >= 0) with luck at 5, 10, 20 years if the
                                               programme changed nothing; NAN beyond horizon */
    double back[N_UNCERTAINTIES][3];  /* P(C_t >= 0) at 5, 10, 20 years; NAN beyond horizon */
    double naive_payback;             /* before-after payback, years; INFINITY never */
    double weak_value_share;          /* share of the value that rests on grades D and E; NAN where
                                        nothing or next to nothing is saved (headline.c) */
    double weak_variance_share;       /* NAN where the saving does not vary */
    double shock_variance_share;      /* of good and bad years; NAN also where years are alike */
    double beyond_follow_up_share;    /* of the value; NAN likewise */
    double back_halved, back_doubled; /* P(C_10 >= 0) with weak effects halved, doubled */
    double society_saving;            /* mean, as saving_mean */
    double municipality_share;        /* saving_mean of society_saving; NAN unless SHARING_TOLD */
    Sharing sharing;
    Verdict verdict;
    bool untreated_told; /* of every group that counts: what happens without the programme */
    bool has_effects;
    int n_parameters, n_weak_parameters; /* all; of grade D and E */
} Headline;

/* What scenarios are ranked by: kept for batches only. */
typedef struct {
    int years;           /* kept besides 5, 10, 20 and the horizon; at most the horizon */
    const char *account; /* kept besides perspectives and boards; NULL: none */
} NetRequest;

/* One account's money by world and replicate, cumulative to the end of each kept year; released,
 * undiscounted kronor. */
typedef struct {
    int account;
    double *cost;                 /* [kept year][n_worlds] of the programme, borne by the account */
    double *net[N_UNCERTAINTIES]; /* [kept year][n_worlds or n_replicates] net saving */
} NetAccount;

/* What is saved on the model's rows of spending, so that the sum of several programmes can be limited,
 * too; years from the programme's start. */
typedef struct {
    int n_years; /* the horizon */
    int n_links; /* 0 for a model without spending */
    const FeltLink *link;
    double *spent; /* [row][world] kronor a year in all */
    double *saved; /* [year][row][world] within the programme's own limit */
    double *felt;  /* [year][link][world] what budgets feel of those that are above zero */
} WorldSavings;

enum { MOST_NET_YEARS = N_MARKS + 2 };

typedef struct {
    int n_years, year[MOST_NET_YEARS]; /* ascending */
    int n_accounts;                    /* 0: was not asked for */
    NetAccount *account;
    int n_worlds, n_replicates;
    double *programme_cost; /* [world] of the whole programme, all payers, within the horizon */
    /* Person-years of exclusion that do not come about, all their lives: [world] expected, and with
     * luck [replicate] expected without the programme less simulated with it. */
    double *avoided[N_UNCERTAINTIES];
    WorldSavings savings;
} NetSeries;

typedef struct {
    const Study *study; /* borrowed */
    MemoryPlan memory;
    double
        quantile_error; /* 0, or a bound of the error of quantiles with luck: a share of their size,
                              or a millionth where they are near 0 */
    int n_accounts;
    const Account *account; /* payers first, in the model's order, then perspectives */
    Headline headline;
    int n_summary;
    SummaryRow *summary;
    int n_payback;
    PaybackRow *payback; /* by account, basis, uncertainty, year */
    int n_boards;
    const BoardRow *board; /* boards first, society last; by account, year */
    int n_payback_time;
    PaybackTimeRow *payback_time;
    int n_ledger;
    const LedgerRow *ledger;
    int n_spending;
    const SpendingRow *spending; /* by spending, year */
    int n_occupancy;
    const OccupancyRow *occupancy;
    int n_career;
    const CareerRow *career; /* by path, account, age; a year's row before the cumulative one */
    int n_people;
    PeopleRow *people;
    int n_outcomes;
    OutcomeFinding *outcome; /* by outcome, side, years, basis */
    int n_provenance;
    const ProvenanceRow *provenance;
    int n_claims;
    ClaimRow *claim;
    int n_documented;
    DocumentedRow *documented;
    const double *effect_people; /* [study's effects] see effect_people.h; NULL: not found */
    int n_worlds;
    const double *world_value; /* [parameter][world] every drawn parameter */
    NetSeries net;
    Arena arena;
} Findings;

/* Evaluates the study (all worlds, replicates, the variants behind the verdict, the reference paths)
 * and makes every table; series of worlds and replicates only when `net` asks for them. STATUS_INPUT when a world has an impossible probability (noted with the
 * parameter and the world), STATUS_RUN_FAILED when stopped, STATUS_MEMORY. */
Status findings_make(const Study *study, const RunOptions *options, const NetRequest *net,
                     Problems *problems, Findings *findings) MUST_USE;
void findings_free(Findings *findings); /* safe on {0} and twice */

#endif

/* contract.h: what an outcome contract pays and to whom, how often it is wrong, who carries which risk, and
 * what it should cost: tables of plain numbers ready to be written.
 * Made by contract_find; read by output. Names are borrowed from the Contract. */
#ifndef LIVSBANA_ANALYSIS_CONTRACT_H
#define LIVSBANA_ANALYSIS_CONTRACT_H

#include "analysis/blocks.h"
#include "analysis/findings.h"
#include "model/contract.h"

/* One replicate. Kronor of the price year, undiscounted, of the contract's items and follow-up where nothing
 * else is said. */
typedef struct {
    double true_saving; /* exact expected baseline less exact expected intervention in this world */
    double realised;    /* exact expected baseline less what these participants cost */
    double measured;    /* what the evaluation finds */
    double assumed; /* the part of it that comes from the assumed difference between the groups */
    double goal, goal_alike; /* what the condition looks at: participants, comparison group */
    bool met;
    double paid, rewarded; /* all that the investor gets; above the guarantee */
    double investor;       /* paid less drawn */
    double rate;           /* the investor's yearly return; -1 when nothing comes back */
    double municipality;   /* realised + drawn - programme cost - paid */
    double alone;          /* the same without a contract: realised - programme cost */
    double later;          /* as `municipality`, all it saves to the horizon, discounted */
} ContractCase;

typedef struct {
    const char *measure, *unit;
    Spread spread;
} ContractMeasureRow;

/* How often something happens, of all cases and of those in which it can. */
typedef struct {
    const char *event;
    double share, mcse;
    double of_all;      /* how often what it is counted among happens */
    double share_given; /* NAN when that never happens */
    double mean_paid;   /* beyond the guarantee, when it happens; NAN when it never does */
} ContractChance;

/* As the evaluation reports: what the saving looks like and whether the goal is met. */
typedef enum {
    FOUND_DEARER,  /* no measured saving */
    FOUND_CHEAPER, /* some, but not enough for the investor to have the money back */
    FOUND_ENOUGH,
    N_FOUND
} Found;
extern const char *const found_name[N_FOUND];
typedef struct {
    Found found;
    bool met;
    double share, mcse;
    double
        true_positive; /* of these, how often the true saving is above 0; NAN when there are none */
    double mean_paid;
} ContractVerdict;

/* What a follow-up of so many years finds. */
typedef struct {
    int year;
    Spread measured, true_saving;
    double measured_positive, true_positive, misjudged; /* shares */
} ContractYear;

typedef enum {
    RISK_KNOWLEDGE,    /* which world it is */
    RISK_PARTICIPANTS, /* who the participants turn out to be */
    RISK_COMPARED,     /* who the comparison group turns out to be */
    RISK_BIAS,         /* how like they are */
    RISK_TOGETHER,     /* only two or more of the last three together */
    N_RISKS
} Risk;
extern const char *const risk_name[N_RISKS];
typedef enum {
    BEARER_INVESTOR,
    BEARER_MUNICIPALITY,
    BEARER_ALONE, /* the municipality without a contract */
    BEARER_MEASURED,
    N_BEARERS
} Bearer;
extern const char *const bearer_name[N_BEARERS];
typedef struct {
    double variance
        [N_RISKS]; /* kronor squared, sum to the whole; estimates: small ones may fall below 0 */
    double sd;     /* of the whole */
} ContractRisk;

/* The term at which a party breaks even in expectation, everything else as it is. */
typedef enum { FAIR_GUARANTEED, FAIR_SHARE, FAIR_LINKED, N_FAIR_TERMS } FairTerm;
typedef enum {
    FAIR_INVESTOR,     /* discounted at the scenario's rate */
    FAIR_MUNICIPALITY, /* the contract's items and follow-up, undiscounted */
    FAIR_LATER,        /* the municipality: all it saves to the horizon, discounted */
    N_FAIR_PARTIES
} FairParty;
extern const char
    *const fair_term_name[N_FAIR_TERMS]; /* "guaranteed", "share", "guaranteed_and_rest_shared" */
extern const char *const fair_party_name[N_FAIR_PARTIES];
typedef struct {
    FairTerm term;
    FairParty party;
    double value; /* NAN: none from 0 to 1 */
    double net_at_0, net_at_1,
        net; /* the party's expected net at 0, at 1, and as the contract is */
} ContractFair;

typedef struct {
    const Contract *contract; /* borrowed */
    int n_participants, n_replicates, per_world;
    const ContractCase *replicate; /* [n_replicates] */
    int n_measures;
    const ContractMeasureRow *measure;
    int n_chances;
    const ContractChance *chance;
    ContractVerdict verdict[N_FOUND][2]; /* [found][met] */
    int n_years;
    const ContractYear *year;
    ContractRisk risk[N_BEARERS];
    bool risk_told; /* false with one replicate a world: luck cannot be told apart */
    int n_fair;
    const ContractFair *fair; /* by term and party */
    double cost;              /* mean programme cost of the municipality, undiscounted */
    Arena arena;
} ContractFindings;

/* STATUS_INPUT when a world has an impossible probability (noted), STATUS_RUN_FAILED when stopped,
 * STATUS_MEMORY. */
Status contract_find(const Contract *contract, const RunOptions *options, Problems *problems,
                     ContractFindings *findings) MUST_USE;
void contract_findings_free(ContractFindings *findings); /* safe on {0} and twice */

/* A row by its name; asserts that there is one. */
const Spread *contract_measure(const ContractFindings *findings, const char *measure);
const ContractChance *contract_chance(const ContractFindings *findings, const char *event);

#endif

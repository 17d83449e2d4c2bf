/* fund.h: a social investment fund: what is in it, what it pays for, and the rules of return; read from
 * its file together with every scenario it names, and read-only after.
 * Read by economics, analysis, output and cli; made by fund_read. */
#ifndef LIVSBANA_MODEL_FUND_H
#define LIVSBANA_MODEL_FUND_H

#include "model/study.h"

/* What a rule takes a board to have avoided. */
typedef enum {
    RETURN_EXPECTED,   /* the saving expected at the decision */
    RETURN_MEASURED,   /* against a comparison group */
    RETURN_NEGOTIATED, /* an amount agreed beforehand */
    N_RETURN_BASES
} ReturnBasis;
extern const char *const return_basis_name[N_RETURN_BASES];

/* What becomes of a grant that the balance does not cover. */
typedef enum { SHORT_DELAY, SHORT_REFUSE, SHORT_DEFICIT, N_SHORTS } WhenShort;
extern const char *const when_short_name[N_SHORTS];

typedef struct {
    int study;      /* of the fund's */
    int earlier;    /* grants before it for the same study: its people are others */
    int year;       /* of the fund, 0 is the first */
    double amount;  /* real kronor of the fund's price year */
    double written; /* as written, kronor of price_year */
    int price_year;
    Provenance provenance;
} FundGrant;

typedef struct {
    int from_start;    /* calendar year; ANY: from the first */
    bool names_payer;  /* else every payer of level municipality that has costs */
    const bool *payer; /* [n_payers] holds for it */
    double share;
    int lag, years; /* years ANY: to the last */
    double cap;     /* INFINITY: none */
    ReturnBasis basis;
    double per_year; /* of RETURN_NEGOTIATED */
    Provenance provenance;
} FundRule;

enum { MAX_GRANTS = 60, MAX_RULES = 40 };

typedef struct {
    const char *path, *name;
    uint64_t checksum;
    double opening;         /* real kronor of price_year */
    double opening_written; /* as written, kronor of opening_price_year */
    int price_year, first_year, n_years;
    WhenShort when_short;
    int comparison;   /* people; 0: as many as participants */
    int further_from; /* year of the fund, 0 is the first; may lie after the last */
    int further_per_year;
    double partial;
    Provenance provenance; /* of the opening */
    int n_studies;
    Study *study;  /* [n_studies] each once, by first grant; same payers, horizon and simulation */
    double *price; /* [n_studies] carries a study's kronor to the fund's price year */
    int n_grants;
    FundGrant *grant; /* [n_grants] by year, then as in the file */
    int n_rules;
    FundRule *rule;
    Arena arena; /* owns everything above but what the studies own */
} Fund;

/* Reads the fund file at `path` and every scenario it names, in the fund's years and with its
 * simulation; options.horizon, where given, is the fund's years. All problems of all files are noted in
 * one pass; then STATUS_INPUT (or STATUS_FILE when a file is missing) and an empty fund. */
Status fund_read(const char *path, const StudyOptions *options, Problems *problems,
                 Fund *fund) MUST_USE;
void fund_free(Fund *fund); /* safe on {0} and twice */

#endif

/* tables.h: every table of findings as one text, exact to the last bit, so that runs can be compared.
 * Read by the tests of this folder. */
#ifndef LIVSBANA_TESTS_ANALYSIS_TABLES_H
#define LIVSBANA_TESTS_ANALYSIS_TABLES_H

#include "analysis/findings.h"

#include <criterion/criterion.h>
#include <stdio.h>

static inline void put_numbers(FILE *file, int n, const double *number)
{
    for (int i = 0; i < n; i++) fprintf(file, " %a", number[i]);
}

static inline void put_spread(FILE *file, const Spread *s)
{
    put_numbers(file, 8,
                (const double[]){s->mean, s->mcse, s->sd, s->p05, s->p25, s->p50, s->p75, s->p95});
}

static inline void put_savings(FILE *file, const Findings *f)
{
    for (int i = 0; i < f->n_summary; i++) {
        const SummaryRow *row = &f->summary[i];
        fprintf(file, "\nsummary %s %d %d %s", row->measure, row->account, row->basis, row->unit);
        put_spread(file, &row->spread);
        put_numbers(file, 2, (const double[]){row->sd_knowledge, row->sd_luck});
    }
    for (int i = 0; i < f->n_payback; i++) {
        const PaybackRow *row = &f->payback[i];
        fprintf(file, "\npayback %d %d %d %d", row->year, row->account, (int)row->basis,
                (int)row->uncertainty);
        put_spread(file, &row->spread);
        put_numbers(file, 2, (const double[]){row->share_nonnegative, row->share_reached});
    }
    for (int i = 0; i < f->n_payback_time; i++) {
        const PaybackTimeRow *row = &f->payback_time[i];
        fprintf(file, "\ntime %d %d %d %d", row->account, (int)row->basis, (int)row->uncertainty,
                row->gains_without_paying);
        put_numbers(file, 7,
                    (const double[]){row->p05, row->p25, row->p50, row->p75, row->p95,
                                     row->share_never, row->share_relapse});
    }
}

static inline void put_lives(FILE *file, const Findings *f)
{
    for (int i = 0; i < f->n_ledger; i++) {
        const LedgerRow *row = &f->ledger[i];
        fprintf(file, "\nledger %d %d %d %s", row->year, row->arm, row->payer, row->item);
        put_numbers(file, 2, (const double[]){row->mean, row->released});
    }
    for (int i = 0; i < f->n_occupancy; i++) {
        const OccupancyRow *row = &f->occupancy[i];
        fprintf(file, "\noccupancy %d %d %d %a", row->age, row->arm, row->state, row->share);
        put_numbers(file, 2, (const double[]){row->begun, row->held});
    }
    for (int i = 0; i < f->n_career; i++) {
        const CareerRow *row = &f->career[i];
        fprintf(file, "\ncareer %d %d %d %d", row->age, row->path, row->account, row->cumulative);
        put_numbers(file, 3, (const double[]){row->mean, row->p25, row->p75});
    }
    for (int i = 0; i < f->n_people; i++) {
        const PeopleRow *row = &f->people[i];
        fprintf(file, "\npeople %s %d %d", row->outcome, row->arm, row->of);
        put_numbers(file, 4, (const double[]){row->mean, row->p05, row->p50, row->p95});
    }
}

static inline void put_rest(FILE *file, const Findings *f)
{
    for (int i = 0; i < f->n_provenance; i++) {
        const ProvenanceRow *row = &f->provenance[i];
        fprintf(file, "\nprovenance %s %s %s %a", row->kind, row->by, row->group, row->share);
    }
    for (int i = 0; i < f->n_claims; i++) {
        const ClaimRow *row = &f->claim[i];
        fprintf(file, "\nclaim %s", row->item);
        put_numbers(file, 6,
                    (const double[]){row->claimed, row->unit_cost, row->claimed_kronor,
                                     row->simulated, row->simulated_p05, row->simulated_p95});
    }
    const Headline *h = &f->headline;
    fprintf(file, "\nheadline %d", (int)h->verdict);
    put_spread(file, &h->saving_10);
    put_numbers(file, 6, &h->back[0][0]);
    put_numbers(file, 6,
                (const double[]){h->programme_cost, h->naive_payback, h->weak_value_share,
                                 h->weak_variance_share, h->back_halved, h->back_doubled});
    fprintf(file, "\nworlds");
    put_numbers(file, f->study->n_parameters * f->n_worlds, f->world_value);
}

/* The caller frees it. */
static inline char *tables_text(const Findings *findings)
{
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    cr_assert_not_null(file);
    put_savings(file, findings);
    put_lives(file, findings);
    put_rest(file, findings);
    cr_assert_eq(fclose(file), 0);
    return text;
}

#endif

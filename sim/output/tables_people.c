/* tables_people.c: people, other outcomes, what it rests on, what was claimed. */
#include "output/table_parts.h"

#include <math.h>

void write_occupancy(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_occupancy; i++) {
        const OccupancyRow *row = &findings->occupancy[i];
        row_count(out, row->age);
        row_text(out, table_arm(row->arm));
        row_text(out, findings->study->model.state[row->state].label.name);
        row_number(out, row->share);
        row_number(out, row->begun);
        row_number(out, row->held);
        row_end(out);
    }
}

void write_career(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_career; i++) {
        const CareerRow *row = &findings->career[i];
        row_count(out, row->age);
        row_text(out, findings->study->model.path[row->path].name);
        put_account(findings, row->account, out);
        row_number(out, row->mean);
        row_number(out, row->p25);
        row_number(out, row->p75);
        row_count(out, row->cumulative);
        row_text(out, "kronor per person");
        row_end(out);
    }
}

void write_people(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *row = &findings->people[i];
        row_text(out, row->outcome);
        row_text(out, table_arm(row->arm));
        row_count(out, row->of);
        row_text(out, row->unit);
        row_number(out, row->mean);
        row_number(out, row->p05);
        row_number(out, row->p50);
        row_number(out, row->p95);
        row_text(out, row->label_sv);
        row_text(out, row->label_en);
        row_end(out);
    }
}

void write_outcomes(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_outcomes; i++) {
        const OutcomeFinding *row = &findings->outcome[i];
        row_text(out, findings->study->model.outcome[row->outcome].name);
        row_text(out, outcome_side_name[row->side]);
        row_count(out, row->years);
        row_text(out, row->discounted ? "discounted" : "undiscounted");
        row_text(out, "per participant");
        row_number(out, row->spread.mean);
        row_number(out, row->spread.mcse);
        row_number(out, row->spread.p05);
        row_number(out, row->spread.p50);
        row_number(out, row->spread.p95);
        row_number(out, row->kronor_per_unit_municipality);
        row_number(out, row->kronor_per_unit_society);
        row_end(out);
    }
}

void write_provenance(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->n_provenance; i++) {
        const ProvenanceRow *row = &findings->provenance[i];
        row_text(out, row->kind);
        row_text(out, row->by);
        row_text(out, row->group);
        row_number(out, row->share);
        row_end(out);
    }
}

void write_claims(const Findings *findings, RowWriter *out)
{
    const State *state = findings->study->model.state;
    for (int i = 0; i < findings->n_claims; i++) {
        const ClaimRow *row = &findings->claim[i];
        row_text(out, row->item);
        put_account(findings, row->payer, out);
        row_count(out, row->year);
        row_text(out, row->state == ANY ? NULL : state[row->state].label.name);
        row_number(out, row->claimed);
        row_number(out, row->unit_cost);
        row_number(out, row->claimed_kronor);
        row_number(out, row->simulated);
        row_number(out, row->simulated_p05);
        row_number(out, row->simulated_p95);
        row_end(out);
    }
}

static void put_side(const DocumentedRow *row, DocumentsSide side, RowWriter *out)
{
    const Spread *spread = &row->spread[side];
    row_number(out, spread->mean);
    row_number(out, spread->p05);
    row_number(out, spread->p50);
    row_number(out, spread->p95);
    row_number(out, spread->p95 - spread->p05);
    row_number(out, row->percentile[side]);
    row_number(out, row->chance[side]);
}

static const char *unit_of(const Documented *documented)
{
    if (documented->payer != NULL) return "kronor";
    if (documented->measure == DOCUMENTED_YEARS_IN) return "years";
    return documented->unit == PEOPLE_PERSONS ? "persons" : "share";
}

/* Savings and the programme's cost are one figure, of no arm. */
static const char *arm_of(const Documented *documented)
{
    if (documented->payer != NULL && documented->measure != DOCUMENTED_COST) return NULL;
    return documented->arm == N_ARMS ? "difference" : table_arm(documented->arm);
}

/* An end of an interval; none is empty. */
static void put_bound(double bound, RowWriter *out)
{
    row_number(out, isfinite(bound) ? bound : (double)NAN);
}

void write_documented(const Findings *findings, RowWriter *out)
{
    static const char *const grade[N_GRADES] = {"A", "B", "C", "D", "E"};
    for (int i = 0; i < findings->n_documented; i++) {
        const DocumentedRow *row = &findings->documented[i];
        const Documented *of = &findings->study->documented[row->documented];
        row_text(out, of->what);
        row_text(out, of->text);
        row_text(out, of->account);
        row_text(out, arm_of(of));
        if (of->years == ANY)
            row_text(out, NULL);
        else
            row_count(out, of->years);
        row_text(out, unit_of(of));
        row_number(out, of->value);
        put_bound(of->low, out);
        put_bound(of->high, out);
        row_text(out, of->used ? "yes" : "no");
        put_side(row, DOCUMENTS_WITH, out);
        put_side(row, DOCUMENTS_NO_EFFECT, out);
        row_text(out, of->provenance.source);
        row_text(out, grade[of->provenance.grade]);
        row_end(out);
    }
}

/* tables.h: one reader for each table of a model folder, in the order in which they need each other.
 * Read by model only. */
#ifndef LIVSBANA_MODEL_TABLES_H
#define LIVSBANA_MODEL_TABLES_H

#include "model/reading.h"

/* Each takes a table whose form was checked, notes what is wrong in its rows, and puts what is
 * right into the study's model. STATUS_OK or STATUS_MEMORY. */
typedef Status TableReader(Reading *reading, const CsvTable *csv);

TableReader table_sources, table_prices, table_states, table_classes, table_shocks, table_payers,
    table_parameters, table_milestones, table_transitions, table_modifiers, table_mortality,
    table_mortality_ratios, table_costs, table_spending, table_outcomes, table_moving, table_paths,
    table_targets, table_calibration, table_draws;

/* Notes a price year that prices.csv lacks. Amounts are carried to the study's price year later, when
 * it is known. */
void row_check_price_year(const Row *row, int price_year);

/* The ages a row names, blank ends filled from first..last. Notes age_from above age_to. */
void row_ages(const Row *row, int first, int last, int *age_from, int *age_to);

/* What `on` names: a transition, a milestone or a place. Unknown names are noted. */
typedef struct {
    EffectKind kind;
    bool has_kind; /* it is one of the three; its names may be unknown */
    int from, to;  /* ANY is `*` */
    int milestone; /* else ANY */
    int place;     /* else ANY */
    bool valid;
} Target;

/* Reads "A -> B", "milestone NAME", and where `places` "place STATE". */
Status target_read(Reading *reading, const char *text, bool places, Where where, const char *key,
                   Target *target) MUST_USE;
/* Whether the model has the target's transition: a row of transitions.csv, or death from
 * mortality.csv. True for other targets, and where transitions.csv is not sound. */
bool target_acts(const Reading *reading, const Target *target);

#endif

/* scenario.h: what the readers of one scenario file share, and of a contract file.
 * Read by the scenario and contract readers of this room only. */
#ifndef LIVSBANA_MODEL_SCENARIO_H
#define LIVSBANA_MODEL_SCENARIO_H

#include "model/reading.h"

/* Source and grade as a block cites them, or one around it; NULL where none does. */
typedef struct {
    const char *source, *grade;
} Cited;

typedef struct {
    Reading *reading;
    const char *file;
    const YamlNode *root;
    const char *title; /* before the names of inline parameters */
    Cited cited;       /* at the root */
    Names groups;
    Group *group;         /* the study's groups, while they are read */
    const double *median; /* of the model's parameters, after overrides */
} Scenario;

/* A map of the scenario with its key table and its place ("effects[0]"). */
typedef struct {
    Scenario *scenario;
    const KeyTable *table;
    const YamlNode *map;
    const char *place;
} Block;

/* What the block cites, else what is cited around it; noted when the two cannot go together. */
Cited block_cited(const Block *block, Cited around);
/* Provenance of the block's numbers; a missing source or grade is noted. */
Provenance block_provenance(const Block *block, Cited cited);
bool block_has(const Block *block, const char *key);
/* "effects[0].years", in the arena; NULL when memory runs out. */
const char *block_key(const Block *block, const char *key);
Where block_where(const Block *block, const char *key);
/* A name among `names`; ANY when absent, or unknown and noted. */
int block_name(const Block *block, const char *key, const Names *names);
/* Notes that `key` was expected to be something else than it is. */
void block_expected(const Block *block, const char *key, const char *expected, const char *found);
/* The quantity under `key` (or its default) as a parameter called after its place; *index is ANY
 * when there is none. `family` as in distribution_of. */
Status block_parameter(const Block *block, const char *key, const char *family,
                       Provenance provenance, int *index) MUST_USE;
/* The same for a quantity that is not written under a key of that name. */
Status block_quantity(const Block *block, const char *key, const char *name,
                      const Quantity *quantity, const char *family, Provenance provenance,
                      int *index) MUST_USE;
/* The factor that carries kronor of price_year, told under that key, to the study's price year; a year
 * outside the model's prices is noted. */
double block_price_factor(const Block *block, int price_year);
/* A fixed share 0..1 in a scalar node; what is wrong is noted and reads as NAN. */
double node_share(const Scenario *scenario, const YamlNode *node, const char *place);
/* Notes an outcome that none of the group can be in `after` years after entry. */
void check_outcome(const Block *block, const char *state_key, const char *after_key,
                   const Group *group, int state, int after);
/* The family of an interval in years that cannot be negative. */
extern const char *const YEARS_FAMILY;

/* How much is simulated, as the map `simulation` (NULL: none is written) and the options tell. */
Simulation simulation_read(const YamlNode *map, const StudyOptions *options);

/* One part of the file each. STATUS_OK or STATUS_MEMORY; what is wrong is noted. */
Status scenario_overrides(Scenario *scenario) MUST_USE;
Status scenario_groups(Scenario *scenario) MUST_USE;
Status scenario_programme(Scenario *scenario) MUST_USE;
Status scenario_effects(Scenario *scenario) MUST_USE;
Status scenario_claims(Scenario *scenario) MUST_USE;
Status scenario_documented(Scenario *scenario) MUST_USE;

/* Whether calendar years differ, by a scenario's or a batch's `simulation` (NULL: by default). */
bool shock_told(const YamlNode *simulation);

#endif

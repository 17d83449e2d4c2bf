/* describe.h: the parts of `livsbana describe`: keys, distributions and grades, models and the names
 * in them. Read by command_describe and the describe_*.c files. */
#ifndef LIVSBANA_CLI_DESCRIBE_H
#define LIVSBANA_CLI_DESCRIBE_H

#include "inputs/keys.h"
#include "model/study.h"
#include "output/terminal.h"

/* What is written to, and the memory of its texts. */
typedef struct {
    Terminal screen;
    Arena arena;
    bool out_of_memory;
    const Study *study; /* of a model; NULL while none is read */
} Description;

/* A formatted text, "" with the loss remembered when memory runs out. */
const char *described(Description *description, const char *format, ...) PRINTF_LIKE(2, 3);
/* A number with four digits that count. */
const char *described_number(Description *description, double value);
/* "0.5 * absence_return * (1 - p_stay)" */
const char *described_product(Description *description, const Product *product);
/* The 2.5 and 97.5 % quantiles, or "fixed". */
const char *described_interval(Description *description, const Parameter *parameter);
/* "7-15", "7-" ... of selectors that may be blank. */
const char *described_ages(Description *description, int from, int to);
/* The English label, or the name. */
const char *label_in_english(const Label *label);
const char *name_of_level(Level level);
const char *name_of_grade(Grade grade);

/* Room for a table of n rows below its header (n_columns names); NULL, with the loss remembered,
 * when memory runs out. */
const char **description_cells(Description *description, int n_columns, int n,
                               const char *const *header);

/* ---- keys ---- */

/* Every table of keys in the order of explanation, by the kind of file that has them. */
typedef struct {
    const KeyTable *const *table; /* closed by NULL */
    const char *where;            /* behind a table's name in headings */
} DescribedKeys;
extern const DescribedKeys described_keys[]; /* closed by one without tables */

/* The places of all keys called by a path such as "effects", "effects.odds_ratio", "odds_ratio" or
 * "programme.costs.item": writes each and returns how many there were. */
int describe_keys(Description *description, const char *path);
/* The root of a scenario or contract file (`table`: closed by NULL, the root first) and what is below. */
void describe_file(Description *description, const KeyTable *const *table);
/* The tables of a model folder with their columns, in short. */
void describe_tables(Description *description);

/* ---- lists ---- */

/* Writes the list of that name (distributions, grades, designs); false when there is none. */
bool describe_list(Description *description, const char *name);
extern const char *const describe_list_names[]; /* closed by NULL */

/* ---- models ---- */

/* Everything in description->study in short; `asked` is the model as the user called it. */
void describe_model(Description *description, const char *asked);
/* Every state, payer, class, milestone, parameter, cost item, path and source of that name in
 * description->study; returns how many there were. */
int describe_name(Description *description, const char *name);
/* All these names: name[n]; NULL when memory runs out. */
const char **describe_names(Description *description, size_t *n);
/* The name of the model's thing whose label is nearest to `text`, in Swedish or English; NULL: none is. */
const char *describe_nearest_label(const Study *study, const char *text);

#endif

/* parts.h: what a run of the product spends its CPU time on: every moment goes to one part, as the run passes
 * from function to function (parts.def), so that all parts see the same machine.
 * Read by phases. */
#ifndef LIVSBANA_BENCH_PARTS_H
#define LIVSBANA_BENCH_PARTS_H

#include <stdbool.h>

typedef enum {
    PART_REST, /* of the command, between its steps */
    PART_READING,
    PART_PLANS,
    PART_DRAWS,
    PART_TABLES,
    PART_CHANGES,
    PART_THRESHOLDS,
    PART_EXACT,
    PART_LIVES,
    PART_PRICES,
    PART_WORLD_PRICES,
    PART_COLUMNS,
    PART_QUANTILES,
    PART_PATHS,
    PART_WRITING,
    N_PARTS
} PartNumber;

extern const char *const part_name[N_PARTS];

typedef struct {
    double seconds[N_PARTS]; /* CPU, without what the clock took */
    long spells[N_PARTS];    /* how often the run came to it; 0: never */
    double clock;            /* CPU seconds that looking at the clock took in all */
} PartTimes;

/* From here to parts_end the process is clocked; only one thread of it may have something to do. */
void parts_begin(void);
void parts_end(PartTimes *times);

#endif

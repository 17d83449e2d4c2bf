/* dice.h: chance for tests, from a counter: the same throws every time.
 * Read by tests. */
#ifndef LIVSBANA_TESTS_SUPPORT_DICE_H
#define LIVSBANA_TESTS_SUPPORT_DICE_H

#include "base/random.h"

#include <stdbool.h>

typedef struct {
    RandomStream stream;
    uint32_t thrown;
} Dice;

Dice dice_named(const char *name, uint64_t number); /* one of many dice of a name */
double dice_uniform(Dice *dice);                    /* inside (0, 1) */
double dice_between(Dice *dice, double low, double high);
int dice_integer(Dice *dice, int low, int high); /* both included */
bool dice_chance(Dice *dice, double p);

#endif

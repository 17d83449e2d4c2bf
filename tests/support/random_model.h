/* random_model.h: models and scenarios thrown at random, as texts for a Fixture. They use bands,
 * classes, closing states, sexes, birth years, kinds of calendar year, arms, both kinds of death, milestones by age and by entry, entry
 * costs, several groups and entry years, untreated courses, and every kind of effect.
 * Read by tests of engine. */
#ifndef LIVSBANA_TESTS_SUPPORT_RANDOM_MODEL_H
#define LIVSBANA_TESTS_SUPPORT_RANDOM_MODEL_H

#include "support/dice.h"
#include "support/fixture.h"

enum { RANDOM_TEXT = 6000, RANDOM_MOST = 5 };

typedef struct {
    Dice dice;
    int first_age, last_age; /* ages lived */
    int n_living;            /* states s0, s1 .. of ranks 0, 10 ..; dead has rank 100 */
    int age_from[RANDOM_MOST], age_to[RANDOM_MOST];
    int n_bands[RANDOM_MOST];
    bool goes[RANDOM_MOST][RANDOM_MOST]; /* transitions.csv has the row */
    int n_classes;                       /* c0 .. */
    int n_shocks;                        /* y0 ..; 0: none */
    int n_by_age, n_by_entry;            /* milestones a0 .., e0 .. */
    bool has_mortality, has_untreated;
    double reached;
    char states[RANDOM_TEXT], classes[RANDOM_TEXT], transitions[RANDOM_TEXT], shocks[RANDOM_TEXT],
        modifiers[RANDOM_TEXT], milestones[RANDOM_TEXT], mortality[RANDOM_TEXT],
        mortality_ratios[RANDOM_TEXT], costs[RANDOM_TEXT], scenario[RANDOM_TEXT];
} RandomModel;

/* Throws the model of this number; its texts live in `model`. */
FixtureTexts random_model(RandomModel *model, uint64_t number);

#endif

/* Latin hypercube: within a block of worlds every parameter has one value in each of as many equally
 * likely strata, in an order of its own (McKay, Beckman and Conover 1979). */
#include "model/draw.h"

#include "base/random.h"

#include <string.h>

/* The second counter tells the purposes of a parameter's stream apart. */
enum { PURPOSE_ORDER, PURPOSE_JITTER };

static double stratum_value(const Parameter *parameter, const RandomStream *stream, int world,
                            int rank)
{
    uint32_t words[4];
    random_block(stream, (uint32_t)world, PURPOSE_JITTER, 0, 0, words);
    double u = (rank + random_uniform(words[0], words[1])) / WORLDS_PER_BLOCK;
    return distribution_quantile(&parameter->distribution, u);
}

static bool is_fixed(const Parameter *parameter)
{
    return distribution_sd(&parameter->distribution) == 0;
}

static void block_order(const RandomStream *stream, int block, int order[WORLDS_PER_BLOCK])
{
    random_permutation(stream, (uint32_t)block, PURPOSE_ORDER, WORLDS_PER_BLOCK, order);
}

void parameter_draw_block(const Parameter *parameter, uint64_t seed, int block, double *value)
{
    int order[WORLDS_PER_BLOCK];
    RandomStream stream = random_stream(seed, parameter->hash);
    if (is_fixed(parameter)) {
        for (int i = 0; i < WORLDS_PER_BLOCK; i++)
            value[i] = distribution_quantile(&parameter->distribution, 0.5);
        return;
    }
    block_order(&stream, block, order);
    for (int i = 0; i < WORLDS_PER_BLOCK; i++)
        value[i] = stratum_value(parameter, &stream, block * WORLDS_PER_BLOCK + i, order[i]);
}

double parameter_draw(const Parameter *parameter, uint64_t seed, int world)
{
    int order[WORLDS_PER_BLOCK];
    RandomStream stream = random_stream(seed, parameter->hash);
    if (is_fixed(parameter)) return distribution_quantile(&parameter->distribution, 0.5);
    block_order(&stream, world / WORLDS_PER_BLOCK, order);
    return stratum_value(parameter, &stream, world, order[world % WORLDS_PER_BLOCK]);
}

double parameter_median(const Parameter *parameter)
{
    const Distribution *distribution = &parameter->distribution;
    bool chance = strcmp(distribution->family->name, "chance") == 0;
    if (chance) return distribution_mean(distribution) > 0 ? 1 : 0;
    return distribution_quantile(distribution, 0.5);
}

void study_draw(const Study *study, int world, double *value)
{
    for (int i = 0; i < study->n_parameters; i++)
        value[i] = parameter_draw(&study->parameter[i], study->simulation.seed, world);
}

void study_draw_block(const Study *study, int block, double *value)
{
    double column[WORLDS_PER_BLOCK];
    for (int i = 0; i < study->n_parameters; i++) {
        parameter_draw_block(&study->parameter[i], study->simulation.seed, block, column);
        for (int world = 0; world < WORLDS_PER_BLOCK; world++)
            value[(size_t)world * (size_t)study->n_parameters + (size_t)i] = column[world];
    }
}

void study_medians(const Study *study, double *value)
{
    for (int i = 0; i < study->n_parameters; i++) value[i] = parameter_median(&study->parameter[i]);
}

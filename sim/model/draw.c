/* Latin hypercube: within a block of worlds every parameter has one value in each of as many equally
 * likely strata, in an order of its own (McKay, Beckman and Conover 1979). */
#include "model/draw.h"

#include "base/random_lanes.h"

#include <gsl/gsl_cdf.h>
#include <string.h>

/* The second counter tells the purposes of a parameter's stream apart. */
enum { PURPOSE_ORDER, PURPOSE_JITTER, PURPOSE_PROPOSAL };

/* Uniform within the stratum of this rank. */
static double stratum_uniform(const RandomStream *stream, int world, int rank)
{
    uint32_t words[4];
    random_block(stream, (uint32_t)world, PURPOSE_JITTER, 0, 0, words);
    return (rank + random_uniform(words[0], words[1])) / WORLDS_PER_BLOCK;
}

/* The same of a block's worlds, of these ranks. */
static void stratum_uniforms(const RandomStream *stream, int block,
                             const int rank[WORLDS_PER_BLOCK], double *p)
{
    enum { ROOM = WORLDS_PER_BLOCK + LANES };
    uint32_t world[ROOM], purpose[ROOM], none[ROOM] = {0}, words[4][ROOM];
    for (int i = 0; i < ROOM; i++) {
        world[i] = (uint32_t)(block * WORLDS_PER_BLOCK + i);
        purpose[i] = PURPOSE_JITTER;
    }
    random_lanes(lanes_best(), stream, world, purpose, none, 0, WORLDS_PER_BLOCK,
                 (uint32_t *const[]){words[0], words[1], words[2], words[3]});
    for (int i = 0; i < WORLDS_PER_BLOCK; i++)
        p[i] = (rank[i] + random_uniform(words[0][i], words[1][i])) / WORLDS_PER_BLOCK;
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
    double p[WORLDS_PER_BLOCK];
    RandomStream stream = random_stream(seed, parameter->hash);
    if (is_fixed(parameter)) {
        for (int i = 0; i < WORLDS_PER_BLOCK; i++)
            value[i] = distribution_quantile(&parameter->distribution, 0.5);
        return;
    }
    block_order(&stream, block, order);
    stratum_uniforms(&stream, block, order, p);
    distribution_quantiles(&parameter->distribution, p, WORLDS_PER_BLOCK, value);
}

double parameter_draw(const Parameter *parameter, uint64_t seed, int world)
{
    int order[WORLDS_PER_BLOCK];
    RandomStream stream = random_stream(seed, parameter->hash);
    if (is_fixed(parameter)) return distribution_quantile(&parameter->distribution, 0.5);
    block_order(&stream, world / WORLDS_PER_BLOCK, order);
    return distribution_quantile(&parameter->distribution,
                                 stratum_uniform(&stream, world, order[world % WORLDS_PER_BLOCK]));
}

static double parameter_median(const Parameter *parameter)
{
    const Distribution *distribution = &parameter->distribution;
    bool chance = strcmp(distribution->family->name, "chance") == 0;
    if (chance) return distribution_mean(distribution) > 0 ? 1 : 0;
    return distribution_quantile(distribution, 0.5);
}

/* ---- the joint table ---- */

static int row_at(const JointDraws *joint, double u)
{
    int low = 0, high = joint->n_rows - 1;
    while (low < high) { /* the first row up to which the weights are not below u */
        int middle = (low + high) / 2;
        if (joint->upto[middle] < u)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The row of a world: one stratified uniform value chooses it. */
static int joint_row(const JointDraws *joint, uint64_t seed, int world)
{
    int order[WORLDS_PER_BLOCK];
    RandomStream stream = random_stream(seed, joint->hash);
    block_order(&stream, world / WORLDS_PER_BLOCK, order);
    return row_at(joint, stratum_uniform(&stream, world, order[world % WORLDS_PER_BLOCK]));
}

static double joint_value(const JointDraws *joint, int row, const Parameter *parameter)
{
    size_t column = (size_t)(parameter->joint - 1);
    return joint->value[column * (size_t)joint->n_rows + (size_t)row];
}

void parameters_draw(const Parameter *parameter, int n, const JointDraws *joint, uint64_t seed,
                     int world, double *value)
{
    int row = joint->n_rows > 0 ? joint_row(joint, seed, world) : 0;
    for (int i = 0; i < n; i++)
        value[i] = parameter[i].joint > 0 ? joint_value(joint, row, &parameter[i])
                                          : parameter_draw(&parameter[i], seed, world);
}

void parameters_medians(const Parameter *parameter, int n, const JointDraws *joint, double *value)
{
    for (int i = 0; i < n; i++)
        value[i] = parameter[i].joint > 0 ? joint->median[parameter[i].joint - 1]
                                          : parameter_median(&parameter[i]);
}

/* ---- a whole study ---- */

void study_draw(const Study *study, int world, double *value)
{
    parameters_draw(study->parameter, study->n_parameters, &study->model.joint,
                    study->simulation.seed, world, value);
}

void study_draw_block(const Study *study, int block, double *value)
{
    double column[WORLDS_PER_BLOCK];
    const JointDraws *joint = &study->model.joint;
    int row[WORLDS_PER_BLOCK] = {0}, first = block * WORLDS_PER_BLOCK;
    for (int w = 0; w < WORLDS_PER_BLOCK && joint->n_rows > 0; w++)
        row[w] = joint_row(joint, study->simulation.seed, first + w);
    for (int i = 0; i < study->n_parameters; i++) {
        const Parameter *parameter = &study->parameter[i];
        if (parameter->joint == 0)
            parameter_draw_block(parameter, study->simulation.seed, block, column);
        for (int w = 0; w < WORLDS_PER_BLOCK; w++)
            value[(size_t)w * (size_t)study->n_parameters + (size_t)i] =
                parameter->joint > 0 ? joint_value(joint, row[w], parameter) : column[w];
    }
}

void study_medians(const Study *study, double *value)
{
    parameters_medians(study->parameter, study->n_parameters, &study->model.joint, value);
}

/* ---- proposals ---- */

double draw_uniform(const char *name, uint64_t seed, int index)
{
    uint32_t words[4];
    RandomStream stream = random_stream(seed, random_hash(name));
    random_block(&stream, (uint32_t)index, PURPOSE_PROPOSAL, 0, 0, words);
    return random_uniform(words[0], words[1]);
}

void draw_normals(const char *name, uint64_t seed, int index, int n, double *normal)
{
    uint32_t words[4];
    RandomStream stream = random_stream(seed, random_hash(name));
    for (int i = 0; i < n; i++) {
        random_block(&stream, (uint32_t)index, PURPOSE_PROPOSAL, 1 + (uint32_t)i, 0, words);
        normal[i] = gsl_cdf_ugaussian_Pinv(random_uniform(words[0], words[1]));
    }
}

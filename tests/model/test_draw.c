/* Draws: Latin hypercube by block, by name and seed only, and cheap to repeat. */
#include "sample.h"

#include "model/draw.h"
#include "model/model_read.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static Study full;

static void setup(void)
{
    full = sample_study(SAMPLE("full.yaml"), NULL);
}

static void teardown(void)
{
    study_free(&full);
}

TestSuite(draw, .init = setup, .fini = teardown);

static double *values_of(const Study *study, int n_worlds)
{
    double *value = calloc((size_t)study->n_parameters * (size_t)n_worlds, sizeof *value);
    cr_assert_not_null(value);
    return value;
}

static bool is_continuous(const Parameter *parameter)
{
    return distribution_sd(&parameter->distribution) > 0 && strcmp(parameter->unit, "chance") != 0;
}

Test(draw, a_block_has_one_value_in_each_stratum)
{
    double *value = values_of(&full, WORLDS_PER_BLOCK);
    for (int block = 0; block < 3; block++) {
        study_draw_block(&full, block, value);
        for (int i = 0; i < full.n_parameters; i++) {
            const Distribution *d = &full.parameter[i].distribution;
            bool seen[WORLDS_PER_BLOCK] = {false};
            if (!is_continuous(&full.parameter[i])) continue;
            for (int world = 0; world < WORLDS_PER_BLOCK; world++) {
                double u = d->family->cdf(d, value[world * full.n_parameters + i]);
                int stratum = (int)(u * WORLDS_PER_BLOCK);
                cr_assert(stratum >= 0 && stratum < WORLDS_PER_BLOCK && !seen[stratum],
                          "%s: stratum %d twice in block %d", full.parameter[i].name, stratum,
                          block);
                seen[stratum] = true;
            }
        }
    }
    free(value);
}

Test(draw, a_chance_of_a_multiple_of_a_stratum_is_met_in_every_block)
{
    int works = sample_parameter(&full, "Full: effects[0].works");
    double *value = values_of(&full, WORLDS_PER_BLOCK);
    for (int block = 0; block < 3; block++) {
        int n = 0;
        study_draw_block(&full, block, value);
        for (int world = 0; world < WORLDS_PER_BLOCK; world++)
            n += value[world * full.n_parameters + works] == 1;
        cr_expect_eq(n, 40, "0.8 of 50");
    }
    free(value);
}

Test(draw, one_world_is_the_same_alone_as_in_its_block)
{
    double *block = values_of(&full, WORLDS_PER_BLOCK), *alone = values_of(&full, 1);
    for (int world = 0; world < 3 * WORLDS_PER_BLOCK; world++) {
        if (world % WORLDS_PER_BLOCK == 0) study_draw_block(&full, world / WORLDS_PER_BLOCK, block);
        study_draw(&full, world, alone);
        const double *row = block + (world % WORLDS_PER_BLOCK) * full.n_parameters;
        for (int i = 0; i < full.n_parameters; i++)
            cr_assert(row[i] == alone[i], "%s in world %d", full.parameter[i].name, world);
    }
    free(block);
    free(alone);
}

Test(draw, parameters_and_blocks_have_orders_of_their_own)
{
    int a = sample_parameter(&full, "p_work"), b = sample_parameter(&full, "p_high");
    double *first = values_of(&full, WORLDS_PER_BLOCK),
           *second = values_of(&full, WORLDS_PER_BLOCK);
    int same_order = 0, same_block = 0;
    study_draw_block(&full, 0, first);
    study_draw_block(&full, 1, second);
    const Distribution *p = &full.parameter[a].distribution, *q = &full.parameter[b].distribution;
    for (int world = 0; world < WORLDS_PER_BLOCK; world++) {
        const double *row = first + world * full.n_parameters;
        const double *other = second + world * full.n_parameters;
        int stratum = (int)(p->family->cdf(p, row[a]) * WORLDS_PER_BLOCK);
        same_order += stratum == (int)(q->family->cdf(q, row[b]) * WORLDS_PER_BLOCK);
        same_block += stratum == (int)(p->family->cdf(p, other[a]) * WORLDS_PER_BLOCK);
    }
    cr_expect_lt(same_order, 10, "%d of 50 ranks agree between parameters", same_order);
    cr_expect_lt(same_block, 10, "%d of 50 ranks agree between blocks", same_block);
    free(first);
    free(second);
}

Test(draw, another_seed_gives_other_draws)
{
    StudyOptions options = {.has_seed = true, .seed = 8};
    Study other = sample_study(SAMPLE("full.yaml"), &options);
    double *a = values_of(&full, 1), *b = values_of(&other, 1);
    int i = sample_parameter(&full, "p_work");
    study_draw(&full, 0, a);
    study_draw(&other, 0, b);
    cr_expect_neq(a[i], b[i]);
    free(a);
    free(b);
    study_free(&other);
}

/* Scenarios of a batch live in the same worlds, and an override keeps its percentile. */
Test(draw, scenarios_share_worlds_and_an_override_keeps_its_percentile)
{
    StudyOptions options = {.has_seed = true, .seed = 7};
    Study least = sample_study(SAMPLE("least.yaml"), &options);
    double *a = values_of(&full, 1), *b = values_of(&least, 1);
    const char *const same[] = {"p_work", "p_high", "allowance", "transitions.csv:5"};
    for (int world = 0; world < 60; world++) {
        study_draw(&full, world, a);
        study_draw(&least, world, b);
        for (size_t i = 0; i < sizeof same / sizeof *same; i++)
            cr_assert(a[sample_parameter(&full, same[i])] == b[sample_parameter(&least, same[i])],
                      "%s in world %d", same[i], world);
    }
    Parameter overridden = full.parameter[sample_parameter(&full, "p_back")];
    Parameter twin = overridden;
    twin.distribution = distribution_fixed(0);
    twin.distribution.family = distribution_family("uniform");
    twin.distribution.b = 1; /* uniform on 0..1: its value is its percentile */
    for (int world = 0; world < 60; world++) {
        double x = parameter_draw(&overridden, 7, world), u = parameter_draw(&twin, 7, world);
        const Distribution *d = &overridden.distribution;
        cr_assert_float_eq(d->family->cdf(d, x), u, 1e-9);
    }
    free(a);
    free(b);
    study_free(&least);
}

/* Quantiles of many draws are those of the distribution: within a block the strata see to it. */
Test(draw, draws_follow_the_distribution)
{
    enum { N_BLOCKS = 40 };
    for (int i = 0; i < full.n_parameters; i++) {
        const Parameter *parameter = &full.parameter[i];
        double value[WORLDS_PER_BLOCK], sum = 0;
        for (int block = 0; block < N_BLOCKS; block++) {
            parameter_draw_block(parameter, 7, block, value);
            for (int world = 0; world < WORLDS_PER_BLOCK; world++) sum += value[world];
        }
        double mean = sum / (N_BLOCKS * WORLDS_PER_BLOCK);
        double sd = distribution_sd(&parameter->distribution);
        cr_expect_float_eq(mean, distribution_mean(&parameter->distribution), 0.01 * sd + 1e-12,
                           "%s: %g", parameter->name, mean);
    }
}

Test(draw, medians_are_medians_and_effects_work)
{
    double *median = values_of(&full, 1);
    study_medians(&full, median);
    for (int i = 0; i < full.n_parameters; i++) {
        const Distribution *d = &full.parameter[i].distribution;
        if (is_continuous(&full.parameter[i]))
            cr_expect_float_eq(d->family->cdf(d, median[i]), 0.5, 1e-9);
    }
    cr_expect_eq(median[sample_parameter(&full, "Full: effects[2].works")], 1, "0.6 works");
    cr_expect_eq(median[sample_parameter(&full, "kept")], 0.21);
    free(median);
}

/* A copy of the model in `folder`, each table's rows in reverse order. */
static void reverse_table(const char *name, const char *folder)
{
    char path[512], *line[128] = {NULL};
    int n = 0;
    size_t room = 0;
    (void)snprintf(path, sizeof path, SAMPLE("models/town/%s.csv"), name);
    FILE *in = fopen(path, "r");
    cr_assert_not_null(in, "%s", path);
    while (n < 128 && getline(&line[n], &room, in) > 0) {
        room = 0;
        if (line[n][0] != '#') {
            n++;
        } else {
            free(line[n]);
            line[n] = NULL;
        }
    }
    (void)fclose(in);
    (void)snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    FILE *out = fopen(path, "w");
    cr_assert_not_null(out, "%s", path);
    (void)fputs(line[0], out);
    for (int i = n - 1; i > 0; i--) (void)fputs(line[i], out);
    (void)fclose(out);
    for (int i = 0; i < 128; i++) free(line[i]);
}

Test(draw, the_order_of_rows_does_not_matter)
{
    static const char *const tables[] = {
        "classes",    "costs",  "modifiers", "mortality", "mortality_ratios", "moving",     "paths",
        "parameters", "payers", "prices",    "sources",   "states",           "transitions"};
    char folder[] = "/tmp/livsbana-draw-XXXXXX";
    cr_assert_not_null(mkdtemp(folder));
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) reverse_table(tables[i], folder);
    char path[512];
    (void)snprintf(path, sizeof path, "%s/milestones.csv", folder);
    cr_assert_eq(symlink(SAMPLE("models/town/milestones.csv"), path), 0);
    Study study, turned;
    Problems problems = {0};
    cr_assert_eq(study_read_model("town", SAMPLE("least.yaml"), &problems, &study), STATUS_OK);
    cr_assert_eq(study_read_model(folder, NULL, &problems, &turned), STATUS_OK, "%s",
                 problems.n > 0 ? problems.list[0].text : "");
    cr_assert_eq(study.n_parameters, turned.n_parameters);
    double *a = values_of(&study, 1), *b = values_of(&turned, 1);
    for (int world = 0; world < 60; world++) {
        study_draw(&study, world, a);
        study_draw(&turned, world, b);
        for (int i = 0; i < study.n_parameters; i++)
            if (!study.parameter[i].inline_)
                cr_assert(a[i] == b[sample_parameter(&turned, study.parameter[i].name)], "%s",
                          study.parameter[i].name);
    }
    for (int i = 0; i < study.model.n_states; i++)
        cr_expect_str_eq(study.model.state[i].label.name, turned.model.state[i].label.name);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        (void)snprintf(path, sizeof path, "%s/%s.csv", folder, tables[i]);
        (void)unlink(path);
    }
    (void)snprintf(path, sizeof path, "%s/milestones.csv", folder);
    (void)unlink(path);
    (void)rmdir(folder);
    free(a);
    free(b);
    problems_free(&problems);
    study_free(&study);
    study_free(&turned);
}

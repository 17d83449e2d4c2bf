#include "analysis/setup.h"

#include "economics/timing.h"
#include "engine/making.h"

/* The population's classes by age, sex and state at the medians, among those who hold and lack what a
 * group does and who enter in its first year: for groups that do not tell their classes.
 * [age][sex][state][class]. */
static void find_class_shares(const World *world, const Group *group, double *class_share)
{
    const Plan *plan = world->plan;
    const Model *model = plan->model;
    for (int i = 0; i < plan->n_ages * N_SEXES; i++) {
        const AgePlan *at = &plan->age[i / N_SEXES];
        double *share = class_share + i * model->n_states * model->n_classes;
        int born = plan->study->starts + group->enter_from - 1 - at->age;
        for (int c = 0; c < model->n_classes; c++) {
            Track track = {.group = (int)(group - plan->study->group),
                           .sex = i % N_SEXES,
                           .class_ = c,
                           .age = at->age,
                           .generation = plan_generation(plan, born)};
            double weight = product_value(&model->class_[c].share, world->parameter);
            for (int v = 0; v < at->n_nodes; v++)
                share[at->node[v].state * model->n_classes + c] += weight *
                                                                   world_eligible(world, &track, v);
        }
        for (int s = 0; s < model->n_states; s++) {
            double *row = share + s * model->n_classes, sum = 0;
            for (int c = 0; c < model->n_classes; c++) sum += row[c];
            for (int c = 0; c < model->n_classes; c++)
                row[c] = sum > 0 ? row[c] / sum
                                 : product_value(&model->class_[c].share, world->parameter);
        }
    }
}

static Status place_people(Setup *setup, Problems *problems)
{
    Status status = STATUS_OK;
    const Model *model = &setup->study->model;
    World world = {0};
    double *value, *class_share;
    TRY(world_init(&setup->plan, &world));
    ARENA_TRY(&setup->arena, value, setup->study->n_parameters);
    int n_shares = setup->plan.n_ages * N_SEXES * model->n_states * model->n_classes;
    ARENA_TRY(&setup->arena, class_share, setup->study->n_groups * n_shares);
    study_medians(setup->study, value);
    TRY(world_make(&world, -1, value, NULL, problems));
    for (int g = 0; g < setup->study->n_groups; g++) {
        const Group *group = &setup->study->group[g];
        if (!group->untouched) find_class_shares(&world, group, class_share + g * n_shares);
    }
    setup->making = world.arena.used + pile_bytes(&world.own);
    TRY(plan_people(&setup->plan, class_share, &setup->arena));
out:
    world_free(&world);
    return status;
}

static Status find_outcome_factors(Setup *setup)
{
    Status status = STATUS_OK;
    const Economics *economics = &setup->study->economics;
    double *factor;
    ARENA_TRY(&setup->arena, factor, setup->n_years);
    for (int k = 0; k < setup->n_years; k++)
        factor[k] = timing_discount(economics->timing, economics->outcome_discount_rate, k + 1);
    setup->outcome_factor = factor;
out:
    return status;
}

Status setup_make(const Study *study, Problems *problems, Setup *setup)
{
    Status status = STATUS_OK;
    *setup = (Setup){.study = study, .n_years = study->economics.horizon};
    TRY(plan_build(study, &setup->arena, problems, &setup->plan));
    TRY(place_people(setup, problems));
    TRY(price_plan_build(&setup->plan, &setup->arena, problems, &setup->prices));
    TRY(lives_streams(&setup->plan, &setup->arena, &setup->streams));
    TRY(find_outcome_factors(setup));
    setup->n_life_years = setup->plan.n_years > setup->n_years ? setup->plan.n_years
                                                               : setup->n_years;
out:
    if (status != STATUS_OK) setup_free(setup);
    return status;
}

void setup_free(Setup *setup)
{
    arena_free(&setup->arena);
    *setup = (Setup){0};
}

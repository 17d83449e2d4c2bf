/* A whole study read field by field: the files are tests/model/data/full.yaml and its model. */
#include "full.h"

#include "base/random.h"
#include "model/reading.h"

#include <math.h>

FULL_SUITE(study);

Test(study, head)
{
    cr_expect_str_eq(full.name, "Full");
    cr_expect_str_eq(full.path, SAMPLE("full.yaml"));
    cr_expect_str_eq(full.comparator, "nothing at all");
    cr_expect_eq(full.starts, 2023);
    cr_expect_str_eq(full.model.name, "town");
    cr_expect_str_eq(full.model.folder, SAMPLE("models/town"));
    cr_expect_eq(full.n_input_files, 15, "the scenario and 14 tables, got %d", full.n_input_files);
    cr_expect_str_eq(full.input_file[0].path, full.path);
    for (int i = 0; i < full.n_input_files; i++) cr_expect_neq(full.input_file[i].checksum, 0);
}

Test(study, groups)
{
    const Group *group = full.group;
    cr_assert_eq(full.n_groups, 2);
    cr_expect_str_eq(group[0].name, "pupils");
    cr_expect(group[0].number == 40 && group[0].age_from == 12 && group[0].age_to == 14);
    cr_expect(group[0].women == 0.25 && group[1].women == 0.5);
    cr_expect(group[0].enter_from == 1 && group[0].enter_to == 3);
    cr_expect(group[1].enter_from == 1 && group[1].enter_to == 1);
    cr_expect(group[0].n_starts == 1 && group[0].start[0].state == 0);
    cr_expect(group[0].start[0].share == 1 && group[0].start[0].years == 2);
    cr_expect(group[1].n_starts == 2 && group[1].start[1].state == 2);
    cr_expect(group[1].start[1].share == 0.75 && group[1].start[1].years == 0);
    cr_expect(group[1].age_from == 18 && group[1].age_to == 18);
    cr_expect(group[0].classes_given && !group[1].classes_given);
    cr_expect_eq(group[0].class_share[0], 0.5, "the rest goes to the only other class");
    cr_expect_float_eq(group[1].class_share[1], 0.2, 1e-12, "as in the population");
}

Test(study, untreated)
{
    const Group *group = full.group;
    cr_assert_eq(group[0].n_untreated, 1);
    const Untreated *made = &group[0].untreated[0];
    cr_expect(made->state == 2 && made->after == 4);
    cr_expect_str_eq(name_of(made->share), "Full: participants[0].untreated[0].share");
    cr_expect_str_eq(full.parameter[made->share].provenance.source, "a survey");
    cr_expect_eq(full.parameter[made->share].provenance.grade, GRADE_C);
    cr_expect_eq(full.parameter[made->fades_over].estimate, 5);
    cr_expect_str_eq(full.parameter[made->fades_over].distribution.family->name, "lognormal");
    cr_expect_eq(group[1].n_untreated, 0);
}

Test(study, programme_costs_become_kronor_a_year)
{
    const ProgrammeCost *cost = full.programme_cost;
    cr_assert_eq(full.n_programme_costs, 3);
    cr_expect_eq(full.parameter[full.reached].estimate, 0.9);
    cr_expect_eq(full.parameter[full.reached].provenance.grade, GRADE_B, "of the programme");
    cr_expect_str_eq(full.parameter[full.reached].provenance.source, "the town", "of the root");
    cr_expect_float_eq(value_of(&cost[0].amount), 1e6, 1e-6);
    cr_expect_float_eq(value_of(&cost[1].amount), 100000, 1e-6, "a quarter of the total");
    cr_expect_float_eq(value_of(&cost[2].amount), 25000, 1e-6, "500 for each of 50");
    cr_expect(cost[1].year_from == 1 && cost[1].year_to == 4 && cost[2].year_to == 2);
    cr_expect_float_eq(cost[0].price_factor, 1.1, 1e-15);
    cr_expect_eq(cost[2].payer, 2);
    cr_expect_eq(cost[2].provenance.grade, GRADE_E);
    cr_expect_str_eq(cost[2].item, "books");
}

Test(study, an_effect_with_a_ratio)
{
    cr_assert_eq(full.n_effects, 5);
    const Effect *made = &full.effect[0];
    cr_expect_eq(made->kind, EFFECT_TRANSITION);
    cr_expect(made->group == 1 && made->from == 2 && made->to == 1);
    cr_expect(made->milestone == ANY && made->place == ANY && !made->has_cumulative);
    cr_expect_eq(made->ratio_kind, RATIO_ODDS);
    cr_expect_str_eq(name_of(made->ratio), "Full: effects[0].odds_ratio");
    cr_expect(made->year_from == 1 && made->year_to == 3 && made->followed_until == 2);
    cr_expect(!made->fades_never && full.parameter[made->fades_over].estimate == 5);
    cr_expect_str_eq(made->design, "matched");
    cr_expect_eq(full.parameter[made->causal_share].estimate, 0.85);
    cr_expect_eq(full.parameter[made->causal_share].provenance.grade, GRADE_E);
    cr_expect_eq(full.parameter[made->on].distribution.a, 0.8, "no_effect is written as 0.2");
    cr_expect_str_eq(made->text, "idle -> work");
    cr_expect_eq(made->provenance.grade, GRADE_B);
}

Test(study, effects_of_other_kinds)
{
    const Effect *any = &full.effect[1], *milestone = &full.effect[2];
    const Effect *solved = &full.effect[3], *place = &full.effect[4];
    cr_expect(any->from == ANY && any->to == 2 && any->group == ANY && any->fades_never);
    cr_expect(any->ratio_kind == RATIO_HAZARD && any->followed_until == 0);
    cr_expect_eq(full.parameter[any->on].distribution.a, 0.98, "grade A");
    cr_expect(milestone->kind == EFFECT_MILESTONE && milestone->milestone == 0);
    cr_expect(milestone->has_cumulative && milestone->ratio == ANY);
    cr_expect(milestone->cumulative.state == ANY && milestone->cumulative.after == ANY);
    cr_expect_eq(full.parameter[milestone->cumulative.treated].estimate, 0.6);
    cr_expect_eq(full.parameter[milestone->causal_share].estimate, 0.25);
    cr_expect_eq(full.parameter[milestone->on].distribution.a, 0.6, "grade E");
    cr_expect(solved->cumulative.state == 2 && solved->cumulative.after == 2);
    cr_expect_eq(solved->ratio_kind, RATIO_HAZARD);
    cr_expect(solved->followed_until == 2 && milestone->followed_until == 0, "until it looked");
    cr_expect(place->kind == EFFECT_PLACE && place->place == 0 && place->ratio == ANY);
    cr_expect_eq(full.parameter[place->on].distribution.a, 1);
    cr_expect_eq(full.parameter[place->causal_share].distribution.a, 1);
}

Test(study, claims_and_economics)
{
    cr_assert_eq(full.n_claims, 2);
    cr_expect(full.claim[0].count == 3 && full.claim[0].unit_cost == 700000);
    cr_expect(full.claim[0].year == 2 && full.claim[0].state == 2 && full.claim[0].payer == 0);
    cr_expect_float_eq(full.claim[0].price_factor, 220 / 210.0, 1e-15);
    cr_expect(isnan(full.claim[1].unit_cost) && full.claim[1].state == ANY);
    cr_expect(full.claim[1].price_year == ANY && full.claim[1].count == 1.5);
    cr_expect(full.economics.horizon == 30 && full.economics.discount_rate == 0.02);
    cr_expect(full.economics.social_discount_rate == 0.03 && full.economics.limit_for == 0.8);
    cr_expect(full.economics.limit_for_halved == 0.6 && full.economics.limit_against == 0.2);
    cr_expect_eq(full.economics.limit_weak, 0.4);
}

Test(study, a_guess_that_is_a_plain_number_is_a_parameter)
{
    const Parameter *rare = &full.parameter[sample_parameter(&full, "transitions.csv:5")];
    const Parameter *sharing =
        &full.parameter[sample_parameter(&full, "milestones.csv:3 causal_share")];
    const Parameter *money = &full.parameter[sample_parameter(&full, "costs.csv:5")];
    cr_expect(rare->inline_ && rare->estimate == 0.05);
    cr_expect_str_eq(rare->unit, "probability");
    cr_expect_str_eq(rare->distribution.family->name, "beta");
    cr_expect_eq(sharing->estimate, 0.5);
    cr_expect_float_eq(distribution_sd(&money->distribution), 500, 1e-9, "D: a tenth of 5000");
    const Parameter *gain = &full.parameter[sample_parameter(&full, "costs.csv:6")];
    cr_expect_float_eq(distribution_sd(&gain->distribution), 6000, 1e-9, "of -60000");
    (void)sample_parameter(&full, "costs.csv:5 cashable");
    (void)sample_parameter(&full, "moving.csv:3");
    (void)sample_parameter(&full, "mortality_ratios.csv:2");
    for (int i = 0; i < full.n_parameters; i++)
        cr_expect_neq(strcmp(name_of(i), "transitions.csv:6"), 0, "grade C stays");
}

Test(study, a_fixed_parameter_of_grade_e_is_a_guess)
{
    const Parameter *p_high = &full.parameter[sample_parameter(&full, "p_high")];
    const Parameter *p_work = &full.parameter[sample_parameter(&full, "p_work")];
    cr_expect_str_eq(p_high->distribution.family->name, "beta");
    cr_expect_str_eq(p_high->note, "a guess without an interval");
    cr_expect_float_eq(distribution_quantile(&p_high->distribution, 0.5), 0.2, 1e-12);
    cr_expect_float_eq(distribution_quantile(&p_work->distribution, 0.025), 0.7, 1e-9);
    cr_expect(!p_high->inline_);
}

Test(study, an_override_keeps_name_and_hash)
{
    Study least = sample_study(SAMPLE("least.yaml"), NULL);
    const Parameter *before = &least.parameter[sample_parameter(&least, "p_back")];
    const Parameter *after = &full.parameter[sample_parameter(&full, "p_back")];
    const Parameter *kept = &full.parameter[sample_parameter(&full, "kept")];
    cr_expect_eq(before->hash, after->hash);
    cr_expect_eq(after->hash, random_hash("p_back"));
    cr_expect(before->estimate == 0.25 && after->estimate == 0.3);
    cr_expect_eq(before->provenance.grade, GRADE_A);
    cr_expect_eq(after->provenance.grade, GRADE_D, "of the scenario's root");
    cr_expect_str_eq(after->distribution.family->name, "beta");
    cr_expect_eq(kept->estimate, 0.21);
    cr_expect_str_eq(kept->provenance.source, "the tax agency");
    cr_expect_str_eq(kept->note, "what a municipality keeps");
    study_free(&least);
}

Test(study, defaults)
{
    Study least = sample_study(SAMPLE("least.yaml"), NULL);
    cr_expect(least.economics.horizon == 40 && least.economics.discount_rate == 0.035);
    cr_expect_eq(least.economics.price_year, 2024, "the last year of prices");
    cr_expect(least.simulation.worlds == 2000 && least.simulation.replicates == 10000);
    cr_expect(least.simulation.seed == 1 && least.simulation.replicates_per_world == 5);
    cr_assert_eq(least.n_groups, 1);
    cr_expect_str_eq(least.group[0].name, "participants");
    cr_expect_eq(least.parameter[least.reached].estimate, 1);
    cr_expect(least.n_effects == 0 && least.n_programme_costs == 0 && least.n_claims == 0);
    study_free(&least);
}

Test(study, worlds_and_replicates_are_rounded_up_to_blocks)
{
    static const struct {
        int asked, worlds, replicates;
    } rows[] = {{500, 500, 500}, {1, 50, 50},        {2000, 2000, 2000},  {2001, 2000, 4000},
                {49, 50, 50},    {1999, 2000, 2000}, {10000, 2000, 10000}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        StudyOptions options = {
            .replicates = rows[i].asked, .horizon = 12, .has_seed = true, .seed = UINT64_MAX};
        Study study = sample_study(SAMPLE("least.yaml"), &options);
        cr_expect_eq(study.simulation.worlds, rows[i].worlds, "%d", rows[i].asked);
        cr_expect_eq(study.simulation.replicates, rows[i].replicates, "%d", rows[i].asked);
        cr_expect_eq(study.simulation.replicates_per_world * study.simulation.worlds,
                     study.simulation.replicates);
        cr_expect(study.economics.horizon == 12 && study.simulation.seed == UINT64_MAX);
        study_free(&study);
    }
    cr_expect(full.simulation.worlds == 150 && full.simulation.replicates == 450, "of 120 and 400");
}

Test(study, a_model_alone)
{
    Study model;
    Problems problems = {0};
    cr_assert_eq(study_read_model("town", SAMPLE("least.yaml"), &problems, &model), STATUS_OK);
    cr_expect_eq(model.model.n_states, 4);
    cr_expect(model.n_groups == 0 && model.reached == ANY && model.simulation.worlds == 2000);
    cr_expect_eq(model.economics.price_year, 2024);
    cr_expect_float_eq(model.model.cost[0].price_factor, 1.25, 1e-15);
    study_free(&model);
    study_free(&model);
    cr_assert_eq(study_read_model("models/town", SAMPLE("least.yaml"), &problems, &model),
                 STATUS_OK);
    study_free(&model);
    problems_free(&problems);
}

/* models/ stands above the folder of the file that asks. */
Test(study, the_models_of_this_repository_have_no_mistakes)
{
    static const char *const names[] = {"sweden", "workload"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        Study model;
        Problems problems = {0};
        cr_assert_eq(study_read_model(names[i], SAMPLE("least.yaml"), &problems, &model), STATUS_OK,
                     "%s: %s", names[i], problems.n > 0 ? problems.list[0].text : "");
        cr_expect_str_eq(model.model.name, names[i]);
        cr_expect_eq(strncmp(model.model.folder, LIVSBANA_SOURCE_DIR "/models/",
                             strlen(LIVSBANA_SOURCE_DIR "/models/")),
                     0, "%s", model.model.folder);
        study_free(&model);
        problems_free(&problems);
    }
}

Test(study, what_is_missing_is_a_file_problem_and_leaves_nothing)
{
    Study study;
    Problems problems = {0};
    cr_expect_eq(study_read(SAMPLE("nowhere.yaml"), NULL, &problems, &study), STATUS_FILE);
    cr_expect_eq(problems.n, 1);
    cr_expect(study.n_parameters == 0 && study.model.n_states == 0);
    study_free(&study);
    problems_free(&problems);
}

/* Two texts that FNV-1a, 64 bits, cannot tell apart. */
Test(study, parameters_that_share_a_hash_are_noted)
{
    static const char *const NAMES[] = {"8yn0iYCKYHlIj4-BwPqk", "p_work", "GReLUrM4wMqfg9yzV3KQ"};
    Parameter parameter[3] = {{0}};
    Problems problems = {0};
    for (int i = 0; i < 3; i++) {
        parameter[i].name = NAMES[i];
        parameter[i].hash = random_hash(NAMES[i]);
        parameter[i].provenance.where = (Where){"parameters.csv", i + 2, 1};
    }
    cr_assert_eq(parameter[0].hash, parameter[2].hash);
    parameters_check_hashes(parameter, 3, &problems);
    cr_assert_eq(problems.n, 1);
    cr_expect_str_eq(problems.list[0].text,
                     "parameters.csv:4:1: GReLUrM4wMqfg9yzV3KQ: expected a name with draws of its "
                     "own, got one whose hash is that of \"8yn0iYCKYHlIj4-BwPqk\"; rename it");
    problems_free(&problems);
}

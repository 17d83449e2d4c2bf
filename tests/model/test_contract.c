/* A contract file into a Contract, field by field. */
#include "model/contract.h"

#include "sample.h"

static Contract sample_contract(const char *path)
{
    Contract contract;
    Problems problems = {0};
    gsl_set_error_handler_off();
    Status status = contract_read(path, NULL, &problems, &contract);
    cr_assert_eq(status, STATUS_OK, "%s: %s", path, problems.n > 0 ? problems.list[0].text : "");
    problems_free(&problems);
    return contract;
}

/* 1,000,000 kronor of 2020 (index 200) are 1,100,000 of 2022 (220), the scenario's price year. */
Test(contract, every_key_reaches_the_contract)
{
    Contract contract = sample_contract(SAMPLE("contract.yaml"));
    const Model *model = &contract.study.model;
    cr_assert_str_eq(contract.name, "Full contract");
    cr_assert_str_eq(contract.study.name, "Full");
    cr_assert_float_eq(contract.terms.drawn, 1.1e6, 1e-6);
    cr_assert_eq(contract.written, 1e6);
    cr_assert_eq(contract.written_year, 2020);
    cr_assert_eq(contract.terms.drawn_from, 1);
    cr_assert_eq(contract.terms.drawn_to, 2);
    cr_assert_eq(contract.terms.guaranteed, 0.4);
    cr_assert_eq(contract.terms.share, 0.6);
    cr_assert_eq(contract.terms.cap, 0.2);
    cr_assert_eq(contract.terms.settled, 8);
    cr_assert_eq(contract.follow_up, 4);
    cr_assert_eq(contract.condition.kind, CONDITION_MILESTONE);
    cr_assert_str_eq(model->milestone[contract.condition.milestone].label.name, "degree");
    cr_assert(contract.condition.compared && !contract.condition.lower);
    cr_assert_eq(contract.condition.by, 0.05);
    for (int p = 0; p < model->n_payers; p++)
        cr_assert_eq(contract.payer[p], strcmp(model->payer[p].label.name, "city") == 0);
    for (int i = 0; i < model->n_items; i++) {
        const char *name = model->item[i].label.name;
        cr_assert_eq(contract.item[i], strcmp(name, "school") == 0 || strcmp(name, "intake") == 0,
                     "%s", name);
    }
    cr_assert_eq(contract.comparison.kind, COMPARISON_HISTORICAL);
    cr_assert_eq(contract.comparison.number, 61);
    cr_assert_eq(contract.comparison.earlier, 3);
    cr_assert_eq(contract.n_parameters, 3);
    const Parameter *drift = &contract.parameter[contract.comparison.drift];
    cr_assert_str_eq(drift->name, "Full contract: comparison.drift");
    cr_assert_str_eq(drift->provenance.source, "a guess");
    cr_assert_eq(drift->provenance.grade, GRADE_E);
    cr_assert_str_eq(contract.provenance.source, "the agreement");
    cr_assert_eq(study_participants(&contract.study), 50);
    contract_free(&contract);
    contract_free(&contract);
}

/* Everything of the municipality is measured, nothing is asked besides, and all is settled when the last
 * person, who enters in year 1, has been followed for two years: at the start of year 3. */
Test(contract, what_is_left_out_has_its_default)
{
    Contract contract = sample_contract(SAMPLE("contract_least.yaml"));
    const Model *model = &contract.study.model;
    cr_assert_eq(contract.terms.settled, 3);
    cr_assert_eq(contract.terms.drawn_to, 1);
    cr_assert_eq(contract.terms.cap, 0);
    cr_assert_eq(contract.condition.kind, CONDITION_NONE);
    for (int i = 0; i < model->n_items; i++) cr_assert(contract.item[i]);
    for (int p = 0; p < model->n_payers; p++)
        cr_assert_eq(contract.payer[p], model->payer[p].level == LEVEL_MUNICIPALITY);
    cr_assert_eq(contract.n_parameters, 0);
    cr_assert_eq(contract.comparison.bias, ANY);
    contract_free(&contract);
}

/* The manifest lists what was read: the contract first, then the scenario and its model. */
Test(contract, its_file_stands_among_the_inputs)
{
    Contract contract = sample_contract(SAMPLE("contract_least.yaml"));
    const Study *study = &contract.study;
    cr_assert_str_eq(study->input_file[0].path, SAMPLE("contract_least.yaml"));
    cr_assert_str_eq(study->input_file[1].path, SAMPLE("least.yaml"));
    cr_assert_neq(study->input_file[0].checksum, study->input_file[1].checksum);
    contract_free(&contract);
}

/* Its numbers are drawn in the study's worlds: the same again, stratified within a block, and the 2.5 and
 * 97.5 % quantiles of drift are -0.01 and 0.05, so its median is 0.02. */
Test(contract, its_numbers_are_drawn_world_by_world)
{
    Contract contract = sample_contract(SAMPLE("contract.yaml"));
    double value[3], again[3], mean = 0;
    int below = 0, drift = contract.comparison.drift;
    for (int w = 0; w < WORLDS_PER_BLOCK; w++) {
        contract_draw(&contract, w, value);
        contract_draw(&contract, w, again);
        cr_assert_arr_eq(value, again, sizeof value);
        mean += value[drift] / WORLDS_PER_BLOCK;
        below += value[drift] < 0.02;
    }
    cr_assert_eq(below, WORLDS_PER_BLOCK / 2, "%d below the median", below);
    cr_assert_float_eq(mean, 0.02, 0.001);
    contract_medians(&contract, value);
    cr_assert_float_eq(value[drift], 0.02, 1e-9);
    contract_free(&contract);
}

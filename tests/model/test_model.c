/* The model of a study read field by field: tests/model/data/models/town. */
#include "full.h"

FULL_SUITE(model);

Test(model, states_stand_in_the_order_of_rank)
{
    static const char *const names[] = {"school", "work", "idle", "dead"};
    const Model *model = &full.model;
    cr_assert_eq(model->n_states, 4);
    cr_expect_eq(model->end_state, 3);
    cr_expect_eq(model->first_age, 10);
    cr_expect_eq(model->last_age, 29, "followed to the 30th birthday");
    for (int i = 0; i < 4; i++) cr_expect_str_eq(model->state[i].label.name, names[i]);
    cr_expect_str_eq(model->state[2].label.label_sv, "Utan arbete");
    cr_expect_str_eq(model->state[2].label.label_en, "Out of work");
    cr_expect_eq(model->state[0].age_to, 15);
    cr_expect_eq(model->state[1].age_from, 16);
    cr_expect_eq(model->state[1].age_to, 29);
    cr_expect_eq(model->state[0].start, 1);
    cr_expect(model->state[2].exclusion && !model->state[1].exclusion);
}

Test(model, bands_count_from_the_first_year)
{
    const State *idle = &full.model.state[2], *work = &full.model.state[1];
    cr_assert_eq(idle->n_bands, 3);
    cr_expect_eq(idle->band_from[0], 0);
    cr_expect_eq(idle->band_from[1], 1);
    cr_expect_eq(idle->band_from[2], 4);
    cr_expect_str_eq(idle->band_text[1], "1..3");
    cr_expect_eq(work->n_bands, 1);
    cr_expect_str_eq(work->band_text[0], "0+");
}

Test(model, classes_are_products)
{
    cr_assert_eq(full.model.n_classes, 2);
    cr_expect_str_eq(full.model.class_[1].label.name, "high");
    cr_expect_float_eq(value_of(&full.model.class_[0].share), 0.8, 1e-12);
    cr_expect_float_eq(value_of(&full.model.class_[1].share), 0.2, 1e-12);
}

Test(model, transitions_have_the_ages_at_which_both_states_are_open)
{
    static const Transition expected[] = {
        {.arm = ANY, .from = 0, .to = 1, .sex = ANY, .age_from = 15, .age_to = 15},
        {.arm = ANY, .from = 0, .to = 2, .sex = ANY, .age_from = 15, .age_to = 15},
        {.arm = ANY, .from = 1, .to = 2, .sex = SEX_FEMALE, .age_from = 16, .age_to = 29},
        {.arm = ANY, .from = 1, .to = 2, .sex = SEX_MALE, .age_from = 16, .age_to = 24},
        {.arm = ANY, .from = 1, .to = 2, .sex = SEX_MALE, .age_from = 25, .age_to = 29},
        {.arm = ANY, .from = 2, .to = 1, .sex = ANY, .age_from = 16, .age_to = 29},
        {.arm = ARM_INTERVENTION, .from = 2, .to = 1, .sex = ANY, .age_from = 16, .age_to = 19},
    };
    static const double probability[] = {0.8, 0.2, 0.05, 0.07, 0.03, 0.3, 0.8};
    cr_assert_eq(full.model.n_transitions, 7);
    for (int i = 0; i < 7; i++) {
        const Transition *row = &full.model.transition[i];
        cr_expect_eq(row->arm, expected[i].arm, "row %d", i);
        cr_expect_eq(row->from, expected[i].from, "row %d", i);
        cr_expect_eq(row->to, expected[i].to, "row %d", i);
        cr_expect_eq(row->sex, expected[i].sex, "row %d", i);
        cr_expect_eq(row->age_from, expected[i].age_from, "row %d: %d", i, row->age_from);
        cr_expect_eq(row->age_to, expected[i].age_to, "row %d: %d", i, row->age_to);
        cr_expect_float_eq(value_of(&row->probability), probability[i], 0.007, "row %d: %g", i,
                           value_of(&row->probability));
        cr_expect_eq(row->provenance.where.line, i + 3, "the comment is line 1");
    }
    cr_expect_eq(full.model.transition[2].provenance.grade, GRADE_D);
    cr_expect_str_eq(full.model.transition[0].provenance.source, "register");
}

Test(model, modifiers_resolve_targets_and_selectors)
{
    const Modifier *row = full.model.modifier;
    cr_assert_eq(full.model.n_modifiers, 4);
    cr_expect(row[0].from == 1 && row[0].to == 2 && row[0].class_ == 1);
    cr_expect(row[0].milestone == ANY && row[0].band == ANY && row[0].sex == ANY);
    cr_expect(row[0].age_from == 10 && row[0].age_to == 29 && row[0].milestone_target == ANY);
    cr_expect_eq(row[0].kind, RATIO_ODDS);
    cr_expect(row[1].from == ANY && row[1].to == 1 && row[1].milestone == 0);
    cr_expect_eq(row[1].kind, RATIO_HAZARD);
    cr_expect_eq(row[1].value.n, 0, "grade C as a plain number stays a plain number");
    cr_expect_eq(row[1].value.constant, 1.3);
    cr_expect(row[2].band == 2 && row[2].sex == SEX_FEMALE && row[2].age_from == 20);
    cr_expect(row[3].milestone_target == 0 && row[3].milestone == 1);
}

Test(model, milestones_by_age_and_by_entry)
{
    const Milestone *milestone = full.model.milestone;
    const MilestoneRow *row = full.model.milestone_row;
    cr_assert_eq(full.model.n_milestones, 2);
    cr_assert_eq(full.model.n_milestone_rows, 5);
    cr_expect_str_eq(milestone[0].label.label_en, "Degree");
    cr_expect(milestone[0].age == 16 && milestone[0].entry_state == ANY);
    cr_expect(milestone[1].age == ANY && milestone[1].entry_state == 2);
    cr_expect(row[0].state == ANY && row[0].class_ == ANY && row[0].sex == ANY);
    cr_expect(row[3].state == 2 && row[3].class_ == 1 && row[3].milestone == 0);
    cr_expect_float_eq(value_of(&row[0].probability), 0.7, 1e-9);
    cr_expect_float_eq(value_of(&row[0].causal_share), 0.5, 1e-9);
    cr_expect_eq(row[3].probability.constant, 0.2);
    cr_expect_eq(row[4].milestone, 1);
    cr_expect(row[4].probability.constant == 1 && row[4].causal_share.constant == 1,
              "a milestone by entry is certain on entry");
}

Test(model, mortality_by_sex_and_age)
{
    const Model *model = &full.model;
    cr_expect(model->has_mortality);
    cr_expect_eq(model->mortality[SEX_FEMALE][10], 0.0002);
    cr_expect_eq(model->mortality[SEX_MALE][29], 0.0042);
    cr_expect_eq(model->mortality[SEX_MALE][3], 0, "below the model's first age");
    cr_assert_eq(model->n_mortality_ratios, 1);
    cr_expect_eq(model->mortality_ratio[0].state, 2);
    cr_expect(model->mortality_ratio[0].fade_from == 20 && model->mortality_ratio[0].fade_to == 28);
    cr_expect_float_eq(value_of(&model->mortality_ratio[0].ratio), 2, 1e-12);
}

Test(model, costs_are_carried_to_the_price_year)
{
    const Cost *cost = full.model.cost;
    cr_assert_eq(full.model.n_costs, 5);
    cr_assert_eq(full.model.n_items, 4, "rows of one item share it");
    cr_expect_eq(full.economics.price_year, 2022);
    cr_expect_float_eq(cost[0].price_factor, 220 / 200.0, 1e-15);
    cr_expect_float_eq(cost[1].price_factor, 220 / 250.0, 1e-15);
    cr_expect_eq(cost[3].price_factor, 1);
    cr_expect(cost[0].state == 0 && cost[0].payer == 0 && cost[0].receiver == ANY);
    cr_expect(cost[0].step == 25 && cost[0].delay == 2 && cost[0].cashable.constant == 0.5);
    cr_expect_eq(cost[0].backfill.constant, 0.1);
    cr_expect(cost[0].age_from == 10 && cost[0].age_to == 15);
    cr_expect(cost[2].item == 1 && cost[2].payer == 0 && cost[2].receiver == 3);
    cr_expect_eq(cost[2].amount.n, 2);
    cr_expect(!cost[2].amount.factor[0].complement && cost[2].amount.factor[1].complement);
    cr_expect(cost[3].per_entry && cost[3].age_from == 16 && cost[3].age_to == 20);
    cr_expect_float_eq(value_of(&cost[4].amount), -60000, 1e-6);
    cr_expect(cost[4].cashable.n == 0 && cost[4].cashable.constant == 1, "1 is no guess");
    cr_expect_str_eq(cost[1].kind, "transfer");
    cr_expect_str_eq(full.model.item[1].label.label_sv, "Bidrag");
}

Test(model, small_tables)
{
    const Model *model = &full.model;
    cr_assert_eq(model->n_payers, 4);
    cr_expect_eq(model->payer[1].level, LEVEL_OTHER_MUNICIPALITY);
    cr_expect_eq(model->payer[3].level, LEVEL_HOUSEHOLD);
    cr_assert_eq(model->n_movings, 2);
    cr_expect(model->moving[1].age_from == 18 && model->moving[1].age_to == 29);
    cr_assert_eq(model->n_paths, 2);
    cr_assert_eq(model->n_path_starts, 3);
    cr_expect(model->path_start[0].holds == 1 && model->path_start[0].lacks == 0);
    cr_expect(model->path_start[1].holds == 2 && model->path_start[1].lacks == 1);
    cr_expect_eq(model->path_start[2].share, 0.25);
    cr_expect(model->first_price_year == 2020 && model->last_price_year == 2024);
    cr_expect_eq(model->price_index[4], 250);
    cr_expect_str_eq(model->price_index_name, "KPI");
    cr_assert_eq(model->n_sources, 3);
    cr_expect_str_eq(model->source[1].title, "A register that does not exist");
}

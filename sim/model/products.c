/* The model's products in one world: shares and probabilities within their bounds. */
#include "model/study.h"

typedef struct {
    const Study *study;
    const double *value;
    const char *world;
    Problems *problems;
} Check;

/* A product without parameters was checked when it was read. */
static void check(const Check *in, const Product *product, double low, double high,
                  Provenance provenance, const char *key)
{
    if (product->n == 0) return;
    double value = product_value(product, in->value);
    if (value >= low && value <= high) return;
    problems_note(in->problems, provenance.where,
                  in->study->parameter[product->factor[0].parameter].name,
                  "expected the product in %s to be between %g and %g, got %.10g in %s; narrow the "
                  "distribution",
                  key, low, high, value, in->world);
}

static void check_lives(const Check *in)
{
    const Model *model = &in->study->model;
    for (int i = 0; i < model->n_milestone_rows; i++) {
        const MilestoneRow *row = &model->milestone_row[i];
        check(in, &row->causal_share, 0, 1, row->provenance, "causal_share");
    }
    for (int i = 0; i < model->n_modifiers; i++)
        check(in, &model->modifier[i].value, 0, 1e6, model->modifier[i].provenance, "value");
    for (int i = 0; i < model->n_shocks; i++) {
        const Shock *row = &model->shock[i];
        check(in, &row->share, 0, 1, row->provenance, "share");
        check(in, &row->persistence, 0, 0.99, row->provenance, "persistence");
    }
    for (int i = 0; i < model->n_mortality_ratios; i++) {
        const MortalityRatio *row = &model->mortality_ratio[i];
        check(in, &row->ratio, 1e-6, 1e6, row->provenance, "ratio");
        check(in, &row->causal_share, 0, 1, row->provenance, "causal_share");
    }
    for (int i = 0; i < model->n_classes; i++)
        check(in, &model->class_[i].share, 0, 1, model->class_[i].provenance, "share");
}

static void check_money(const Check *in)
{
    const Model *model = &in->study->model;
    for (int i = 0; i < model->n_costs; i++) {
        const Cost *row = &model->cost[i];
        check(in, &row->amount, -1e9, 1e9, row->provenance, "amount");
        check(in, &row->cashable, 0, 1, row->provenance, "cashable");
        check(in, &row->backfill, 0, 1, row->provenance, "backfill");
    }
    for (int i = 0; i < model->n_movings; i++)
        check(in, &model->moving[i].probability, 0, 1, model->moving[i].provenance, "probability");
}

Status study_check_world(const Study *study, const double *value, const char *world,
                         Problems *problems)
{
    size_t before = problems->n;
    Check in = {study, value, world, problems};
    check_lives(&in);
    check_money(&in);
    return problems_status(problems, before);
}

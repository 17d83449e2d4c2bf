/* tables_names.c: names and labels, and every drawn parameter. */
#include "output/path_words.h"
#include "output/table_parts.h"

static void put_label(const Label *label, RowWriter *out)
{
    row_text(out, label->name);
    row_text(out, label->label_sv);
    row_text(out, label->label_en);
}

void write_accounts(const Findings *findings, RowWriter *out)
{
    static const char *const level[N_LEVELS] = {
        "municipality",       "region",    "state",     "equalisation",
        "other_municipality", "household", "production"};
    const Model *model = &findings->study->model;
    for (int i = 0; i < findings->n_accounts; i++) {
        const Account *account = &findings->account[i];
        put_label(&account->label, out);
        row_text(out, i < model->n_payers ? level[model->payer[i].level] : NULL);
        row_count(out, account->perspective);
        row_count(out, account->board);
        row_count(out, account->has_cost);
        row_end(out);
    }
}

void write_states(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->study->model.n_states; i++) {
        const State *state = &findings->study->model.state[i];
        put_label(&state->label, out);
        row_count(out, i);
        row_count(out, state->exclusion);
        row_end(out);
    }
}

void write_paths(const Findings *findings, RowWriter *out)
{
    const Model *model = &findings->study->model;
    Arena scratch = {0};
    for (int i = 0; i < model->n_paths; i++) {
        put_label(&model->path[i], out);
        row_number(out, path_age(model, i));
        row_text(out, path_start(model, i, LANGUAGE_SV, &scratch)); /* words for the chart: */
        row_text(out, path_start(model, i, LANGUAGE_EN, &scratch)); /* left out without memory */
        row_end(out);
    }
    arena_free(&scratch);
}

void write_parameters(const Findings *findings, RowWriter *out)
{
    static const char *const grade[N_GRADES] = {"A", "B", "C", "D", "E"};
    for (int i = 0; i < findings->study->n_parameters; i++) {
        const Parameter *parameter = &findings->study->parameter[i];
        const Family *family = parameter->distribution.family;
        row_text(out, parameter->name);
        row_text(out, parameter->unit);
        row_number(out, parameter->estimate);
        row_text(out, parameter->joint > 0 ? "joint" : family ? family->name : NULL);
        row_text(out, parameter->provenance.source);
        row_text(out, grade[parameter->provenance.grade]);
        row_text(out, parameter->note);
        row_end(out);
    }
}

void write_parameter_names(const Findings *findings, RowWriter *out)
{
    for (int i = 0; i < findings->study->n_parameters; i++) {
        row_text(out, findings->study->parameter[i].name);
    }
}

void write_worlds(const Findings *findings, RowWriter *out)
{
    for (int world = 0; world < findings->n_worlds; world++) {
        row_count(out, world);
        for (int i = 0; i < findings->study->n_parameters; i++) {
            row_number(
                out, findings->world_value[(size_t)i * (size_t)findings->n_worlds + (size_t)world]);
        }
        row_end(out);
    }
}

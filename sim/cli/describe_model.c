#include "cli/describe.h"

#include "cli/screen.h"

enum { INDENT = 2, COLUMN = 24 };

static void write_states(Description *description)
{
    const Model *model = &description->study->model;
    static const char *const header[] = {"state", "ages", "exclusion", "label"};
    const char **cell = description_cells(description, 4, model->n_states, header);
    if (cell == NULL) return;
    for (int s = 0; s < model->n_states; s++) {
        const State *state = &model->state[s];
        const char **row = cell + 4 * (s + 1);
        row[0] = state->label.name;
        row[1] = described(description, "%d-%d", state->age_from, state->age_to);
        row[2] = state->exclusion ? "yes" : "";
        row[3] = label_in_english(&state->label);
    }
    terminal_heading(&description->screen, "States");
    screen_table(&description->screen, INDENT, 4, cell, model->n_states + 1);
}

static void write_payers(Description *description)
{
    const Model *model = &description->study->model;
    static const char *const header[] = {"payer", "level", "label"};
    const char **cell = description_cells(description, 3, model->n_payers, header);
    if (cell == NULL) return;
    for (int p = 0; p < model->n_payers; p++) {
        const char **row = cell + 3 * (p + 1);
        row[0] = model->payer[p].label.name;
        row[1] = name_of_level(model->payer[p].level);
        row[2] = label_in_english(&model->payer[p].label);
    }
    terminal_heading(&description->screen, "Payers");
    screen_table(&description->screen, INDENT, 3, cell, model->n_payers + 1);
}

static void write_others(Description *description)
{
    const Model *model = &description->study->model;
    const Terminal *screen = &description->screen;
    bool nameless = model->n_classes == 1 && model->class_[0].label.name[0] == '\0';
    if (!nameless) terminal_heading(screen, "Classes");
    for (int c = 0; c < model->n_classes && !nameless; c++) {
        screen_entry(screen, INDENT, COLUMN, model->class_[c].label.name,
                     label_in_english(&model->class_[c].label));
    }
    if (model->n_milestones > 0) terminal_heading(screen, "Milestones");
    for (int m = 0; m < model->n_milestones; m++) {
        screen_entry(screen, INDENT, COLUMN, model->milestone[m].label.name,
                     label_in_english(&model->milestone[m].label));
    }
    if (model->n_outcomes > 0) terminal_heading(screen, "Outcomes");
    for (int o = 0; o < model->n_outcomes; o++)
        screen_entry(screen, INDENT, COLUMN, model->outcome[o].name,
                     label_in_english(&model->outcome[o]));
    if (model->n_spendings > 0) terminal_heading(screen, "Spending, the limit of savings");
    for (int s = 0; s < model->n_spendings; s++)
        screen_entry(screen, INDENT, COLUMN, model->spending[s].label.name,
                     label_in_english(&model->spending[s].label));
    terminal_heading(screen, "Cost items");
    for (int i = 0; i < model->n_items; i++) {
        screen_entry(screen, INDENT, COLUMN, model->item[i].label.name,
                     label_in_english(&model->item[i].label));
    }
}

static void write_parameters(Description *description)
{
    const Study *study = description->study;
    static const char *const header[] = {"parameter", "value", "95 % interval",
                                         "unit",      "grade", "source"};
    const char **cell = description_cells(description, 6, study->n_parameters, header);
    if (cell == NULL) return;
    int n = 1;
    for (int i = 0; i < study->n_parameters; i++) {
        const Parameter *parameter = &study->parameter[i];
        if (parameter->inline_) continue;
        const char **row = cell + 6 * n++;
        row[0] = parameter->name;
        row[1] = described_number(description, parameter->estimate);
        row[2] = described_interval(description, parameter);
        row[3] = parameter->unit;
        row[4] = name_of_grade(parameter->provenance.grade);
        row[5] = parameter->provenance.source;
    }
    if (n == 1) return;
    terminal_heading(&description->screen, "Parameters");
    screen_table(&description->screen, INDENT, 6, cell, n);
}

void describe_model(Description *description, const char *asked)
{
    const Model *model = &description->study->model;
    const Terminal *screen = &description->screen;
    terminal_title(screen, described(description, "The model %s", model->name));
    screen_paragraphs(
        screen, 0,
        described(description,
                  "Folder %s. Lives from %d to %d; %d transitions, %d modifiers, %d rows of costs; "
                  "prices %s %d to %d. `livsbana describe NAME --model %s` tells more of any name "
                  "below.",
                  model->folder, model->first_age, model->last_age, model->n_transitions,
                  model->n_modifiers, model->n_costs, model->price_index_name,
                  model->first_price_year, model->last_price_year, asked));
    if (model->n_targets > 0)
        screen_paragraphs(screen, 0,
                          described(description,
                                    "%d published figures in targets.csv; `livsbana validate %s` "
                                    "puts the model's values beside them. %d parameters are free "
                                    "for `livsbana calibrate %s`; %s.",
                                    model->n_targets, asked, model->n_free, asked,
                                    model->joint.n_rows > 0 ? "their joint draws stand in draws.csv"
                                                            : "there is no joint table of draws"));
    write_states(description);
    write_payers(description);
    write_others(description);
    write_parameters(description);
}

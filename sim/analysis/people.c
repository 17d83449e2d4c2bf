#include "analysis/people.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* Rows as they are filled, and space for one row's values. */
typedef struct {
    const Round *round;
    const Evaluation *evaluation;
    Findings *findings;
    PeopleRow *row; /* the next */
    double *value, *scratch;
    bool out_of_memory;
} Sheet;

static void add_row(Sheet *sheet, PeopleRow row, const uint32_t *first, const uint32_t *second,
                    double unit)
{
    size_t n = (size_t)sheet->evaluation->n_replicates;
    for (size_t i = 0; i < n; i++) sheet->value[i] = (first[i] + (second ? second[i] : 0u)) / unit;
    Spread spread = round_spread(sheet->round, sheet->value, sheet->scratch);
    if (sheet->round->number > 0) { /* only the numbers are new */
        row.outcome = sheet->row->outcome;
        row.label_sv = sheet->row->label_sv;
        row.label_en = sheet->row->label_en;
    }
    row.mean = spread.mean;
    row.p05 = spread.p05;
    row.p50 = spread.p50;
    row.p95 = spread.p95;
    sheet->out_of_memory |= !row.outcome || !row.label_sv || !row.label_en;
    *sheet->row++ = row;
}

static const char *text(Sheet *sheet, const char *format, const char *name)
{
    if (sheet->round->number > 0) return "";                    /* it has been made */
    return arena_format(&sheet->findings->arena, format, name); /* formats are this file's own */
}

/* Do participants begin in this state? */
static bool is_start(const Plan *plan, int state)
{
    for (int s = 0; s < plan->n_starts; s++) {
        if (plan->start[s].state == state) return true;
    }
    return false;
}

/* Does the programme place people of this start state elsewhere? */
static bool is_placed_from(const Study *study, int state)
{
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind != EFFECT_PLACE || effect->place == state) continue;
        for (int g = 0; g < study->n_groups; g++) {
            if (effect->group != ANY && effect->group != g) continue;
            for (int s = 0; s < study->group[g].n_starts; s++)
                if (study->group[g].start[s].state == state) return true;
        }
    }
    return false;
}

/* Whoever was placed out of a state can come back to it; whoever was not must first leave by
 * themselves. The two are not set side by side. */
static void add_again(Sheet *sheet, int state)
{
    const Evaluation *evaluation = sheet->evaluation;
    const Label *label = &evaluation->study->model.state[state].label;
    PeopleRow row = {.outcome = text(sheet, "again_%s", label->name),
                     .label_sv = text(sheet, "%s på nytt efter placeringen", label->label_sv),
                     .label_en = text(sheet, "%s again after the placement", label->label_en),
                     .unit = "persons",
                     .arm = ARM_INTERVENTION,
                     .of = evaluation->setup.plan.n_people};
    add_row(sheet, row,
            evaluation->entered[ARM_INTERVENTION] +
                (size_t)state * (size_t)evaluation->n_replicates,
            NULL, 1);
}

static void add_years_in(Sheet *sheet, int state)
{
    const Evaluation *evaluation = sheet->evaluation;
    const Label *label = &evaluation->study->model.state[state].label;
    int n_people = evaluation->setup.plan.n_people;
    for (int arm = 0; arm < N_ARMS; arm++) {
        PeopleRow row = {.outcome = text(sheet, "years_%s", label->name),
                         .label_sv = text(sheet, "%s, år per deltagare", label->label_sv),
                         .label_en = text(sheet, "%s, years per participant", label->label_en),
                         .unit = "years",
                         .arm = arm,
                         .of = n_people};
        const uint32_t *years = evaluation->years_in[arm] +
                                (size_t)state * (size_t)evaluation->n_replicates;
        add_row(sheet, row, years, NULL, n_people);
    }
}

static void add_entries(Sheet *sheet, int state)
{
    const Evaluation *evaluation = sheet->evaluation;
    const Label *label = &evaluation->study->model.state[state].label;
    bool again = is_start(&evaluation->setup.plan, state);
    for (int arm = 0; arm < N_ARMS; arm++) {
        PeopleRow row = {.outcome = text(sheet, "enters_%s", label->name),
                         .label_sv = text(sheet,
                                          again ? "%s på nytt, någon gång efter starten"
                                                : "%s någon gång efter starten",
                                          label->label_sv),
                         .label_en = text(sheet,
                                          again ? "%s again at some time after the start"
                                                : "%s at some time after the start",
                                          label->label_en),
                         .unit = "persons",
                         .arm = arm,
                         .of = evaluation->setup.plan.n_people};
        add_row(sheet, row,
                evaluation->entered[arm] + (size_t)state * (size_t)evaluation->n_replicates, NULL,
                1);
    }
}

static void add_states(Sheet *sheet)
{
    const Study *study = sheet->evaluation->study;
    for (int s = 0; s < study->model.end_state; s++) {
        if (!study->model.state[s].exclusion) continue;
        if (is_placed_from(study, s))
            add_again(sheet, s);
        else
            add_entries(sheet, s);
        add_years_in(sheet, s);
    }
}

static void add_milestones(Sheet *sheet)
{
    const Evaluation *evaluation = sheet->evaluation;
    const Model *model = &evaluation->study->model;
    size_t n = (size_t)evaluation->n_replicates;
    for (int m = 0; m < model->n_milestones; m++) {
        const Milestone *milestone = &model->milestone[m];
        int of = documents_undecided(&evaluation->setup.plan, milestone);
        if (milestone->age == ANY || of == 0) continue;
        for (int arm = 0; arm < N_ARMS; arm++) {
            const uint32_t *level = evaluation->milestone[arm] +
                                    (size_t)(m * N_MILESTONE_LEVELS) * n;
            PeopleRow row = {.outcome = text(sheet, "milestone_%s", milestone->label.name),
                             .label_sv = text(sheet, "%s", milestone->label.label_sv),
                             .label_en = text(sheet, "%s", milestone->label.label_en),
                             .unit = "persons",
                             .arm = arm,
                             .of = of};
            add_row(sheet, row, level + LEVEL_REACHED * n, level + LEVEL_BECAUSE * n, 1);
        }
        PeopleRow row = {
            .outcome = text(sheet, "because_%s", milestone->label.name),
            .label_sv = text(sheet, "%s tack vare insatsen", milestone->label.label_sv),
            .label_en = text(sheet, "%s because of the programme", milestone->label.label_en),
            .unit = "persons",
            .arm = ARM_INTERVENTION,
            .of = of};
        const uint32_t *level = evaluation->milestone[ARM_INTERVENTION] +
                                (size_t)(m * N_MILESTONE_LEVELS) * n;
        add_row(sheet, row, level + LEVEL_BECAUSE * n, NULL, 1);
    }
}

static void add_exclusion(Sheet *sheet)
{
    const Evaluation *evaluation = sheet->evaluation;
    const Plan *plan = &evaluation->setup.plan;
    size_t n = (size_t)evaluation->n_replicates;
    for (int a = 0; a < N_REPORTED_AGES; a++) {
        int of = 0;
        for (int c = 0; c < plan->n_cohorts; c++) {
            if (plan->cohort[c].age <= reported_age[a]) of += plan->cohort[c].n_people;
        }
        if (of == 0 || reported_age[a] > plan->model->last_age) continue;
        char age[16];
        snprintf(age, sizeof age, "%d", reported_age[a]);
        for (int arm = 0; arm < N_ARMS; arm++) {
            PeopleRow row = {.outcome = text(sheet, "exclusion_at_%s", age),
                             .label_sv = text(sheet, "i utanförskap vid %s", age),
                             .label_en = text(sheet, "in exclusion at %s", age),
                             .unit = "persons",
                             .arm = arm,
                             .of = of};
            add_row(sheet, row, evaluation->excluded_at[arm] + (size_t)a * n, NULL, 1);
        }
    }
    for (int arm = 0; arm < N_ARMS; arm++) {
        PeopleRow row = {.outcome = "years_exclusion",
                         .label_sv = "år i utanförskap per deltagare",
                         .label_en = "years in exclusion per participant",
                         .unit = "years",
                         .arm = arm,
                         .of = plan->n_people};
        add_row(sheet, row, evaluation->exclusion_years[arm], NULL, plan->n_people);
    }
}

static void add_twins(Sheet *sheet)
{
    const Evaluation *evaluation = sheet->evaluation;
    PeopleRow fewer = {.outcome = "twins_fewer_years",
                       .label_sv = "färre år i utanförskap än sin tvilling",
                       .label_en = "fewer years in exclusion than their twin",
                       .unit = "persons",
                       .arm = N_ARMS,
                       .of = evaluation->setup.plan.n_people};
    PeopleRow more = fewer;
    more.outcome = "twins_more_years";
    more.label_sv = "fler år i utanförskap än sin tvilling";
    more.label_en = "more years in exclusion than their twin";
    add_row(sheet, fewer, evaluation->fewer, NULL, 1);
    add_row(sheet, more, evaluation->more, NULL, 1);
}

Status people_table(const Round *round, Findings *findings)
{
    Status status = STATUS_OK;
    const Evaluation *evaluation = round->evaluation;
    const Model *model = &evaluation->study->model;
    Arena scratch = {0};
    Sheet sheet = {.round = round, .evaluation = evaluation, .findings = findings};
    int most = N_ARMS * (2 * model->n_states + N_REPORTED_AGES + 1) + 3 * model->n_milestones + 2;
    if (!findings->people) ARENA_TRY(&findings->arena, findings->people, most);
    ARENA_TRY(&scratch, sheet.value, evaluation->n_replicates);
    ARENA_TRY(&scratch, sheet.scratch, evaluation->n_replicates);
    sheet.row = findings->people;
    add_milestones(&sheet);
    add_states(&sheet);
    add_exclusion(&sheet);
    add_twins(&sheet);
    findings->n_people = (int)(sheet.row - findings->people);
    if (sheet.out_of_memory) status = STATUS_MEMORY;
out:
    arena_free(&scratch);
    return status;
}

#include "output/page_parts.h"

#include <math.h>

enum { DECIMALS = 2 };

static const Spread *outcome_spread(const Findings *findings, int outcome, OutcomeSide side)
{
    for (int i = 0; i < findings->n_outcomes; i++) {
        const OutcomeFinding *row = &findings->outcome[i];
        if (row->outcome == outcome && row->side == side && !row->discounted &&
            row->years == findings->study->economics.horizon)
            return &row->spread;
    }
    return NULL;
}

void part_outcomes(Page *page)
{
    const Findings *findings = page->findings;
    const Model *model = &findings->study->model;
    if (findings->n_outcomes == 0) return;
    page_say_heading(page, SAY_HEADING_OUTCOMES);
    for (int o = 0; o < model->n_outcomes; o++) {
        const Spread *without = outcome_spread(findings, o, OUTCOME_BASELINE);
        const Spread *with = outcome_spread(findings, o, OUTCOME_INTERVENTION);
        if (without == NULL || with == NULL) continue;
        page_say_item(page, SAY_OUTCOME,
                      MESSAGE_ARGUMENTS(page_capital(page, page_label(page, &model->outcome[o])),
                                        page_number(page, without->mean, DECIMALS),
                                        page_number(page, with->mean, DECIMALS),
                                        page_number(page, with->p05, DECIMALS),
                                        page_number(page, with->p95, DECIMALS),
                                        page_years(page, findings->study->economics.horizon)));
    }
}

/* What the page of a batch says of all programmes together, and of those left out. */
#include "output/batch_page_parts.h"
#include "output/limited_rows.h"

#include <math.h>

static void say_total(BatchPage *page, Message which, TotalKind kind)
{
    Page *text = &page->page;
    const Totals *totals = &page->batch->totals;
    const Total *known = &totals->total[kind][UNCERTAINTY_KNOWLEDGE];
    const Spread *lucky = &totals->total[kind][UNCERTAINTY_LUCK].net;
    const KronorUnit *unit = text_kronor_unit(fmax(fabs(lucky->p05), fabs(lucky->p95)));
    page_say(text, which,
             MESSAGE_ARGUMENTS(
                 page_kronor(text, totals->cost.mean), page_kronor(text, known->saving.mean),
                 page_kronor(text, known->net.mean), page_range(text, unit, lucky->p05, lucky->p95),
                 unit->word[text->language], page_percent(text, known->share_nonnegative)));
}

void batch_say_totals(BatchPage *page)
{
    Page *text = &page->page;
    if (!page->batch->summed) return;
    page_say_heading(text, SAY_BATCH_HEADING_TOTAL);
    say_total(page, SAY_BATCH_TOTAL, TOTAL_APART);
    if (page->batch->n_shared > 0)
        say_total(page, SAY_BATCH_TOTAL_ONCE, TOTAL_TOGETHER);
    else
        page_say_plain(text, SAY_BATCH_NO_OVERLAP);
    if (!page->batch->limit.any) return;
    page_say_limited(text, SAY_BATCH_LIMITED, page->batch->limit.year, page->batch->limit.n);
    say_total(page, SAY_BATCH_TOTAL_LIMITED, TOTAL_LIMITED);
}

void batch_say_failed(BatchPage *page)
{
    const Batch *batch = page->batch;
    Page *text = &page->page;
    if (batch->n_ranked == batch->n) return;
    page_say_heading(text, SAY_BATCH_HEADING_FAILED);
    for (int i = 0; i < batch->n; i++) {
        const BatchScenario *scenario = &batch->scenario[i];
        if (scenario->state == SCENARIO_FAILED)
            terminal_paragraph(&text->terminal, INDENT, HANG,
                               page_fill(text, SAY_BATCH_FAILED,
                                         MESSAGE_ARGUMENTS(scenario->name, scenario->reason)));
    }
}

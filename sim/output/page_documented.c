/* page_documented.c: published results of the real programme beside the simulated ones. */
#include "output/page_parts.h"

#include <math.h>

/* A number of a result in its own unit: "1.2 million kronor", "63 %", "+4 percentage points", "18". */
static const char *amount_text(Page *page, const Documented *of, double value)
{
    char text[TEXT_SIZE];
    if (of->payer != NULL) return page_kronor(page, value);
    if (of->measure == DOCUMENTED_YEARS_IN) return page_number(page, value, 2);
    if (of->unit == PEOPLE_SHARE && of->arm != N_ARMS) return page_percent(page, value);
    if (of->unit == PEOPLE_SHARE) {
        (void)text_signed(text, page->language, 100 * value, 1);
        return page_fill(page, SAY_POINTS, MESSAGE_ARGUMENTS(text));
    }
    return page_number(page, value, value == round(value) ? 0 : 1);
}

/* Two numbers with their unit told once. */
static const char *range_text(Page *page, const Documented *of, double low, double high)
{
    char from[TEXT_SIZE], to[TEXT_SIZE];
    if (of->payer != NULL) {
        const KronorUnit *unit = text_kronor_unit(fmax(fabs(low), fabs(high)));
        return page_kept(page,
                         arena_format(&page->arena, "%s %s", page_range(page, unit, low, high),
                                      unit->word[page->language]));
    }
    if (of->unit != PEOPLE_SHARE || of->arm != N_ARMS || of->measure == DOCUMENTED_YEARS_IN)
        return page_fill(
            page, SAY_FROM_TO,
            MESSAGE_ARGUMENTS(amount_text(page, of, low), amount_text(page, of, high)));
    (void)text_signed(from, page->language, 100 * low, 1);
    (void)text_signed(to, page->language, 100 * high, 1);
    return page_fill(page, SAY_POINTS,
                     MESSAGE_ARGUMENTS(page_fill(page, SAY_FROM_TO, MESSAGE_ARGUMENTS(from, to))));
}

static const char *documented_text(Page *page, const Documented *of)
{
    if (isinf(of->high))
        return page_fill(page, SAY_AT_LEAST, MESSAGE_ARGUMENTS(amount_text(page, of, of->low)));
    if (isinf(of->low))
        return page_fill(page, SAY_AT_MOST, MESSAGE_ARGUMENTS(amount_text(page, of, of->high)));
    if (isnan(of->value)) return range_text(page, of, of->low, of->high);
    bool saving = of->measure == DOCUMENTED_NET_SAVING || of->measure == DOCUMENTED_SAVING;
    if (saving && of->value == 0) return message(SAY_ABOUT_EVEN, page->language);
    return amount_text(page, of, of->value);
}

/* A published number is met within a range that the scenario gives: ", taken as 5.0 to 5.2 million kronor". */
static const char *taken_text(Page *page, const Documented *of)
{
    bool range = isfinite(of->low) && isfinite(of->high) && of->low < of->high;
    if (!range || isnan(of->value)) return "";
    return page_fill(page, SAY_TAKEN_AS,
                     MESSAGE_ARGUMENTS(range_text(page, of, of->low, of->high)));
}

static void say_documented(Page *page, const DocumentedRow *row)
{
    const Documented *of = &page->findings->study->documented[row->documented];
    const Spread *spread = &row->spread[DOCUMENTS_WITH];
    bool within = !isnan(row->chance[DOCUMENTS_WITH]);
    const double *share = within ? row->chance : row->percentile;
    page_say_item(page, within ? SAY_DOCUMENTED_WITHIN : SAY_DOCUMENTED_VALUE,
                  MESSAGE_ARGUMENTS(page_capital(page, of->what), documented_text(page, of),
                                    amount_text(page, of, spread->p50),
                                    range_text(page, of, spread->p05, spread->p95),
                                    page_percent(page, share[DOCUMENTS_WITH]),
                                    page_percent(page, share[DOCUMENTS_NO_EFFECT]),
                                    of->used ? message(SAY_DOCUMENTED_USED, page->language) : "",
                                    taken_text(page, of)));
}

void part_documented(Page *page)
{
    const Findings *findings = page->findings;
    if (findings->n_documented == 0) return;
    page_say_heading(page, SAY_HEADING_DOCUMENTED);
    page_say_plain(page, SAY_DOCUMENTED_EXPLAINED);
    for (int i = 0; i < findings->n_documented; i++) say_documented(page, &findings->documented[i]);
}

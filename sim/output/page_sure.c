/* page_sure.c: how sure the result is, and the verdict that follows from it. */
#include "output/page_parts.h"

#include <math.h>
#include <string.h>

/* ---- how sure ---- */

static double part_of(const Findings *findings, const char *years)
{
    for (int i = 0; i < findings->n_provenance; i++) {
        const ProvenanceRow *row = &findings->provenance[i];
        if (strcmp(row->by, "years") == 0 && strcmp(row->group, years) == 0) return row->share;
    }
    return 0;
}

/* In the parts that the horizon reaches into; in one part alone there is nothing to tell. */
static void say_when(Page *page)
{
    const Findings *findings = page->findings;
    int horizon = findings->study->economics.horizon;
    Message which = horizon > 20 ? SAY_WHEN : horizon > 10 ? SAY_WHEN_20 : SAY_WHEN_10;
    if (horizon <= 5) return;
    page_say_item(page, which,
                  MESSAGE_ARGUMENTS(page_percent(page, part_of(findings, "1-5")),
                                    page_percent(page, part_of(findings, "6-10")),
                                    page_percent(page, part_of(findings, "11-20")),
                                    page_percent(page, part_of(findings, "21+"))));
}

/* Quantiles of a run that was larger than the memory it was allowed. */
static void say_approximate(Page *page)
{
    double error = page->findings->quantile_error;
    if (error > 0) page_say_item(page, SAY_APPROXIMATE, MESSAGE_ARGUMENTS(page_rate(page, error)));
}

static bool is_counted(const Group *group)
{
    return !group->untouched;
}

static bool lacks_course(const Group *group)
{
    return is_counted(group) && group->n_untreated == 0;
}

/* Is it told how such people fare without the programme, and of which groups not? */
static void say_untreated(Page *page)
{
    const char *lacking = page_groups(page, SAY_GROUP, lacks_course);
    const char *counted = page_groups(page, SAY_GROUP, is_counted);
    if (*lacking == '\0')
        page_say_item(page, SAY_UNTREATED_TOLD, MESSAGE_ARGUMENTS(NULL));
    else if (strcmp(lacking, counted) == 0)
        page_say_item(page, SAY_UNTREATED_MISSING, MESSAGE_ARGUMENTS(NULL));
    else
        page_say_item(page, SAY_UNTREATED_MISSING_FOR, MESSAGE_ARGUMENTS(lacking));
}

static void say_rests_on(Page *page)
{
    const Findings *findings = page->findings;
    double chance[N_UNCERTAINTIES * N_MARKS];
    memcpy(chance, findings->headline.back, sizeof chance);
    page_rests_on(page, findings->study->simulation.replicates, findings->study->simulation.worlds,
                  chance, N_UNCERTAINTIES * N_MARKS);
}

static bool tells_follow_up(const Study *study)
{
    for (int e = 0; e < study->n_effects; e++)
        if (study->effect[e].followed_until > 0) return true;
    return false;
}

static void say_beyond(Page *page)
{
    const Findings *findings = page->findings;
    bool told = tells_follow_up(findings->study);
    page_say_item(page, told ? SAY_BEYOND : SAY_BEYOND_UNTOLD,
                  MESSAGE_ARGUMENTS(page_percent(page, findings->headline.beyond_follow_up_share)));
}

void part_sure(Page *page)
{
    const Headline *headline = &page->findings->headline;
    page_say_heading(page, SAY_HEADING_SURE);
    say_rests_on(page);
    page_say_cautions(page);
    if (!headline->has_effects) {
        page_say_plain(page, SAY_NO_EFFECTS);
        say_approximate(page);
        return;
    }
    double guesses = headline->weak_value_share;
    bool saves = !isnan(guesses); /* else no share of it is told */
    Message value = headline->saving_mean < 0 ? SAY_VALUE_LOST : SAY_VALUE_SAVED;
    page_say_item(page, saves ? SAY_GUESSES : SAY_GUESSES_NOTHING,
                  MESSAGE_ARGUMENTS(page_percent(page, guesses),
                                    page_percent(page, headline->weak_variance_share),
                                    message(value, page->language)));
    if (saves && !isnan(headline->shock_variance_share))
        page_say_item(page, SAY_SHOCK,
                      MESSAGE_ARGUMENTS(page_percent(page, headline->shock_variance_share)));
    page_say_item(page, SAY_WEAK_NUMBERS,
                  MESSAGE_ARGUMENTS(page_number(page, headline->n_weak_parameters, 0),
                                    page_number(page, headline->n_parameters, 0)));
    if (saves) {
        say_beyond(page);
        say_when(page);
    }
    say_approximate(page);
    say_untreated(page);
}

/* ---- the verdict ---- */

/* From knowledge alone, at the end of the headline's years: what the verdict goes by. */
static double chance_of_back(const Page *page)
{
    const PaybackRow *row = page_payback(page, page->findings->headline.municipality,
                                         BASIS_RELEASED, UNCERTAINTY_KNOWLEDGE);
    return row != NULL ? row->share_nonnegative : NAN;
}

/* Is there a place whose evidence is so weak that halving takes it away? */
static bool has_weak_place(const Study *study)
{
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind == EFFECT_PLACE && effect->provenance.grade >= GRADE_C) return true;
    }
    return false;
}

/* The share that the limit is held against; where it is not told, whether it lies beyond. */
static const char *share_here(Page *page)
{
    const Headline *headline = &page->findings->headline;
    if (isnan(headline->weak_value_share) && headline->verdict == VERDICT_WEAK)
        return message(SAY_LIMIT_BEYOND, page->language);
    return page_percent(page, headline->weak_value_share);
}

/* In the order in which headline_verdict asks. */
static void say_limits(Page *page)
{
    const Headline *headline = &page->findings->headline;
    const Economics *economics = &page->findings->study->economics;
    const char *back = page_percent(page, chance_of_back(page));
    const char *halved = page_percent(page, economics->limit_for_halved);
    page_say_item(page, SAY_LIMIT_AGAINST,
                  MESSAGE_ARGUMENTS(page_percent(page, economics->limit_against),
                                    page_years(page, headline->saving_years), back, halved,
                                    page_percent(page, headline->back_doubled),
                                    headline->verdict == VERDICT_AGAINST
                                        ? message(SAY_AGAINST_STANDS, page->language)
                                        : ""));
    page_say_item(page, SAY_LIMIT_WEAK,
                  MESSAGE_ARGUMENTS(page_percent(page, economics->limit_weak), share_here(page)));
    page_say_item(page, SAY_LIMIT_FOR,
                  MESSAGE_ARGUMENTS(page_percent(page, economics->limit_for), back, halved,
                                    page_percent(page, headline->back_halved)));
    if (has_weak_place(page->findings->study)) {
        page_say_item(page, SAY_WEAK_PLACE, MESSAGE_ARGUMENTS(NULL));
    }
}

void part_verdict(Page *page)
{
    static const Message word[] = {[VERDICT_FOR] = SAY_VERDICT_FOR,
                                   [VERDICT_AGAINST] = SAY_VERDICT_AGAINST,
                                   [VERDICT_UNDECIDED] = SAY_VERDICT_UNDECIDED,
                                   [VERDICT_WEAK] = SAY_VERDICT_WEAK};
    const Headline *headline = &page->findings->headline;
    page_say_heading(page, SAY_HEADING_VERDICT);
    terminal_strong(&page->terminal, INDENT,
                    page_capital(page, message(word[headline->verdict], page->language)));
    say_limits(page);
    double guesses = headline->weak_value_share;
    terminal_blank(&page->terminal);
    terminal_paragraph(&page->terminal, 0, 0,
                       page_fill(page, isnan(guesses) ? SAY_ALWAYS_NOTHING : SAY_ALWAYS,
                                 MESSAGE_ARGUMENTS(page_percent(page, guesses))));
}

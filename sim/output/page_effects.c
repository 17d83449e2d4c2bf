/* page_effects.c: what the programme is taken to do: how strong, for how long, by what evidence, and
 * what is taken off for doubt. */
#include "model/grades.h"
#include "output/page_parts.h"

#include <string.h>

static const Parameter *parameter_of(const Page *page, int index)
{
    return &page->findings->study->parameter[index];
}

static double quantile_of(const Page *page, int index, double p)
{
    return distribution_quantile(&parameter_of(page, index)->distribution, p);
}

static double median_of(const Page *page, int index)
{
    return quantile_of(page, index, 0.5);
}

/* A ratio below 1 needs two decimals to be told from 1. */
static const char *ratio_text(Page *page, int index)
{
    double low = quantile_of(page, index, INTERVAL_LOW);
    int decimals = low < 1 ? 2 : 1;
    return page_interval(page, page_number(page, parameter_of(page, index)->estimate, decimals),
                         page_number(page, low, decimals),
                         page_number(page, quantile_of(page, index, INTERVAL_HIGH), decimals));
}

const char *page_share_of(Page *page, int index)
{
    return page_interval(page, page_percent(page, parameter_of(page, index)->estimate),
                         page_percent(page, quantile_of(page, index, INTERVAL_LOW)),
                         page_percent(page, quantile_of(page, index, INTERVAL_HIGH)));
}

/* ---- one effect ---- */

static const char *state_text(Page *page, int state)
{
    if (state == ANY) return message(SAY_ANY_STATE, page->language);
    return page_small(page, page_label(page, &page->findings->study->model.state[state].label));
}

static const char *milestone_text(Page *page, int milestone)
{
    const Model *model = &page->findings->study->model;
    return page_small(page, page_label(page, &model->milestone[milestone].label));
}

static const char *what_text(Page *page, const Effect *effect)
{
    switch (effect->kind) {
    case EFFECT_PLACE:
        return page_fill(page, SAY_EFFECT_PLACE,
                         MESSAGE_ARGUMENTS(state_text(page, effect->place)));
    case EFFECT_MILESTONE:
        return page_fill(page, SAY_EFFECT_MILESTONE,
                         MESSAGE_ARGUMENTS(milestone_text(page, effect->milestone)));
    default:
        return page_fill(
            page, SAY_EFFECT_TRANSITION,
            MESSAGE_ARGUMENTS(state_text(page, effect->from), state_text(page, effect->to)));
    }
}

/* ": odds ratio 1.6 (1.1 to 2.7)"; nothing for a place, which has no strength. */
static const char *strength_text(Page *page, const Effect *effect)
{
    const Cumulative *study = &effect->cumulative;
    if (effect->kind == EFFECT_PLACE) return "";
    if (!effect->has_cumulative) {
        Message which = effect->ratio_kind == RATIO_HAZARD ? SAY_HAZARD_RATIO : SAY_ODDS_RATIO;
        return page_fill(page, which, MESSAGE_ARGUMENTS(ratio_text(page, effect->ratio)));
    }
    const char *treated = page_share_of(page, study->treated);
    const char *untreated = page_share_of(page, study->untreated);
    if (effect->kind == EFFECT_MILESTONE) {
        return page_fill(page, SAY_SHARES_REACH, MESSAGE_ARGUMENTS(treated, untreated));
    }
    return page_fill(page, SAY_SHARES_ARE,
                     MESSAGE_ARGUMENTS(treated, untreated, state_text(page, study->state),
                                       page_years(page, study->after)));
}

static const char *when_text(Page *page, const Effect *effect)
{
    Message which = effect->year_to > effect->year_from ? SAY_EFFECT_YEARS : SAY_EFFECT_YEAR;
    return page_fill(page, which,
                     MESSAGE_ARGUMENTS(page_number(page, effect->year_from, 0),
                                       page_number(page, effect->year_to, 0)));
}

/* What comes after its years. */
static const char *fading_text(Page *page, const Effect *effect)
{
    if (effect->kind == EFFECT_PLACE) return "";
    if (effect->fades_never) return message(SAY_FADES_NEVER, page->language);
    double years = median_of(page, effect->fades_over);
    if (!(years > 0)) return message(SAY_FADES_AT_ONCE, page->language);
    return page_fill(page, SAY_FADES_OVER, MESSAGE_ARGUMENTS(page_years(page, years)));
}

/* The title of a source that the model knows, else the words that the scenario has. */
static const char *source_text(const Page *page, const char *source)
{
    const Model *model = &page->findings->study->model;
    if (source == NULL || source[0] == '\0' || strcmp(source, "own") == 0) {
        return message(SAY_SOURCE_OWN, page->language);
    }
    for (int i = 0; i < model->n_sources; i++) {
        const Source *known = &model->source[i];
        if (strcmp(known->key, source) == 0 && known->title[0]) return known->title;
    }
    return source;
}

static const Message grade_words[N_GRADES] = {SAY_GRADE_A, SAY_GRADE_B, SAY_GRADE_C, SAY_GRADE_D,
                                              SAY_GRADE_E};

static const char *evidence_text(Page *page, const Effect *effect)
{
    const Provenance *provenance = &effect->provenance;
    Message which = effect->followed_until > 0 ? SAY_EVIDENCE_FOLLOWED : SAY_EVIDENCE;
    return page_fill(page, which,
                     MESSAGE_ARGUMENTS(source_text(page, provenance->source),
                                       grade_rules[provenance->grade].name,
                                       message(grade_words[provenance->grade], page->language),
                                       page_years(page, effect->followed_until)));
}

/* The word for a design, by its place in design_rules. */
static const char *design_text(const Page *page, const char *name)
{
    static const Message words[N_DESIGNS] = {SAY_DESIGN_RCT,         SAY_DESIGN_MATCHED,
                                             SAY_DESIGN_HISTORICAL,  SAY_DESIGN_BEFORE_AFTER,
                                             SAY_DESIGN_ASSOCIATION, SAY_DESIGN_EXPERT};
    const DesignRule *design = design_of(name);
    return design != NULL ? message(words[design - design_rules], page->language) : NULL;
}

static void say_discounts(Page *page, const Effect *effect)
{
    const char *design = design_text(page, effect->design);
    const char *caused = page_percent(page, median_of(page, effect->causal_share));
    double nil = 1 - distribution_mean(&parameter_of(page, effect->on)->distribution);
    const char *text = design != NULL
                           ? page_fill(page, SAY_EFFECT_CAUSED, MESSAGE_ARGUMENTS(caused, design))
                           : "";
    if (nil > 0) {
        text = page_kept(page, arena_format(&page->arena, "%s %s", text,
                                            page_fill(page, SAY_EFFECT_NIL,
                                                      MESSAGE_ARGUMENTS(page_percent(page, nil)))));
    }
    text += text[0] == ' ';
    terminal_paragraph(&page->terminal, HANG, HANG, page_capital(page, text));
}

/* A placement may be documented, and what follows it a guess. */
static void say_what_follows(Page *page, const Effect *effect)
{
    Grade grade = effect_value_grade(page->findings->study, effect);
    if (grade == effect->provenance.grade) return;
    terminal_paragraph(&page->terminal, HANG, HANG,
                       page_fill(page, SAY_PLACE_FOLLOWS,
                                 MESSAGE_ARGUMENTS(grade_rules[grade].name,
                                                   message(grade_words[grade], page->language))));
}

static void say_effect(Page *page, const Effect *effect)
{
    const Study *study = page->findings->study;
    page_say_item(page, SAY_EFFECT,
                  MESSAGE_ARGUMENTS(what_text(page, effect), strength_text(page, effect),
                                    when_text(page, effect), fading_text(page, effect)));
    if (effect->group != ANY && study->n_groups > 1) {
        terminal_paragraph(
            &page->terminal, HANG, HANG,
            page_fill(page, SAY_EFFECT_GROUP, MESSAGE_ARGUMENTS(study->group[effect->group].name)));
    }
    terminal_paragraph(&page->terminal, HANG, HANG, evidence_text(page, effect));
    say_what_follows(page, effect);
    say_discounts(page, effect);
}

/* ---- all ---- */

static bool uses(const Study *study, RatioKind kind)
{
    for (int e = 0; e < study->n_effects; e++) {
        const Effect *effect = &study->effect[e];
        if (effect->kind == EFFECT_PLACE || effect->has_cumulative) continue;
        if (effect->ratio_kind == kind) return true;
    }
    return false;
}

void part_effects(Page *page)
{
    const Study *study = page->findings->study;
    if (study->n_effects == 0) return; /* "How sure" tells it */
    page_say_heading(page, SAY_HEADING_EFFECTS);
    for (int e = 0; e < study->n_effects; e++) {
        say_effect(page, &study->effect[e]);
    }
    if (uses(study, RATIO_ODDS)) page_say_plain(page, SAY_ODDS_ARE);
    if (uses(study, RATIO_HAZARD)) page_say_plain(page, SAY_HAZARDS_ARE);
    if (study->reached_untold)
        page_say_plain(page, SAY_REACHED_UNTOLD);
    else
        page_say(page, SAY_REACHED, MESSAGE_ARGUMENTS(page_share_of(page, study->reached)));
}

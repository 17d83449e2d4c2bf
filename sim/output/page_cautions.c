/* page_cautions.c: what in the scenario looks like a slip; said under "How sure". */
#include "model/cautions.h"
#include "output/page_parts.h"

#include <math.h>

static const Message small_messages[] = {
    [COUNTED_THOUSANDS] = SAY_SMALL_COST_THOUSANDS,
    [COUNTED_MILLIONS] = SAY_SMALL_COST,
};

static void say_small_costs(Page *page)
{
    const Study *study = page->findings->study;
    SmallCost small;
    for (int i = 0; i < study->n_programme_costs; i++) {
        const ProgrammeCost *cost = &study->programme_cost[i];
        if (!cost_looks_small(study, cost, &small)) continue;
        const char *written = page_kept(page, arena_format(&page->arena, "%.10g", small.written));
        int decimals = small.a_year == floor(small.a_year) ? 0 : 1;
        page_say_item(page, small_messages[small.counted],
                      MESSAGE_ARGUMENTS(cost->item, page_number(page, small.a_year, decimals),
                                        page_counted(page, SAY_PARTICIPANTS, SAY_PARTICIPANT,
                                                     study_participants(study)),
                                        written));
    }
}

/* Person-years: with fewer an effect does nothing that could be seen. */
static const double NOBODY = 0.05;

static const char *state_of(const Page *page, int state)
{
    if (state == ANY) return message(SAY_ANY_STATE, page->language);
    return page_label(page, &page->findings->study->model.state[state].label);
}

static void say_idle_effects(Page *page)
{
    const Study *study = page->findings->study;
    const double *people = page->findings->effect_people;
    for (int e = 0; e < study->n_effects && people != NULL; e++) {
        const Effect *effect = &study->effect[e];
        if (!(people[e] < NOBODY)) continue; /* NAN: not told */
        bool one = effect->year_from == effect->year_to;
        const char *years = page_kept(page, arena_format(&page->arena, one ? "%d" : "%d–%d",
                                                         effect->year_from, effect->year_to));
        page_say_item(
            page, one ? SAY_IDLE_EFFECT_YEAR : SAY_IDLE_EFFECT,
            MESSAGE_ARGUMENTS(page_small(page, state_of(page, effect->from)), years, effect->text));
    }
}

static const char *ages_text(Page *page, int first, int last)
{
    const char *from = page_number(page, first, 0), *to = page_number(page, last, 0);
    return first == last ? from : page_fill(page, SAY_FROM_TO, MESSAGE_ARGUMENTS(from, to));
}

static void say_milestone(Page *page, const Effect *effect)
{
    const Study *study = page->findings->study;
    int first, last;
    double left;
    if (effect->kind != EFFECT_MILESTONE) return;
    const Milestone *milestone = &study->model.milestone[effect->milestone];
    const char *label = page_label(page, &milestone->label);
    const char *decided = page_number(page, milestone->age, 0);
    if (milestone_out_of_reach(study, effect, &first, &last))
        page_say_item(page, SAY_UNREACHED_MILESTONE,
                      MESSAGE_ARGUMENTS(label, decided, ages_text(page, first, last)));
    else if (milestone_mostly_faded(study, effect, &left))
        page_say_item(page, SAY_FADED_MILESTONE,
                      MESSAGE_ARGUMENTS(label, decided, page_percent(page, left)));
}

static void say_odd_ratio(Page *page, const Effect *effect)
{
    double ratio;
    if (!ratio_looks_wrong(page->findings->study, effect, &ratio)) return;
    page_say_item(page, SAY_ODD_RATIO,
                  MESSAGE_ARGUMENTS(effect->text, page_number(page, ratio, ratio < 1 ? 2 : 0)));
}

void page_say_cautions(Page *page)
{
    say_small_costs(page);
    say_idle_effects(page);
    const Study *study = page->findings->study;
    for (int e = 0; e < study->n_effects; e++) {
        say_odd_ratio(page, &study->effect[e]);
        say_milestone(page, &study->effect[e]);
    }
}

#include "output/page.h"

#include "output/page_parts.h"

#include <math.h>

/* A new part is a file of its own and its row here. */
static PagePart *const parts[] = {part_programme, part_effects,  part_money,  part_payers,
                                  part_people,    part_outcomes, part_claims, part_documented,
                                  part_sure,      part_verdict};

const PaybackRow *page_payback(const Page *page, int account, Basis basis, Uncertainty uncertainty)
{
    const Findings *findings = page->findings;
    for (int i = 0; i < findings->n_payback; i++) {
        const PaybackRow *row = &findings->payback[i];
        if (row->account == account && row->year == findings->headline.saving_years &&
            row->basis == basis && row->uncertainty == uncertainty) {
            return row;
        }
    }
    return NULL;
}

double page_net(const Page *page, int account, Basis basis)
{
    const PaybackRow *row = page_payback(page, account, basis, UNCERTAINTY_KNOWLEDGE);
    return row != NULL ? row->spread.mean : NAN;
}

const char *page_groups(Page *page, Message each, bool (*belongs)(const Group *))
{
    const Study *study = page->findings->study;
    const char *text = "";
    for (int g = 0; g < study->n_groups; g++) {
        const Group *group = &study->group[g];
        if (!belongs(group)) continue;
        const char *one = page_fill(
            page, each, MESSAGE_ARGUMENTS(group->name, page_number(page, group->number, 0)));
        text = page_kept(
            page, arena_format(&page->arena, "%s%s%s", text, *text != '\0' ? ", " : "", one));
    }
    return text;
}

/* ---- the programme ---- */

static bool is_untouched(const Group *group)
{
    return group->untouched;
}

void part_programme(Page *page)
{
    const Study *study = page->findings->study;
    const Headline *headline = &page->findings->headline;
    Message which = headline->last_cost_year > 1 ? SAY_COST_YEARS : SAY_COST_ONE_YEAR;
    if (!(headline->programme_cost > 0)) which = SAY_NO_COST;
    terminal_title(&page->terminal, study->name);
    terminal_paragraph(
        &page->terminal, 0, 0,
        page_fill(page, which,
                  MESSAGE_ARGUMENTS(
                      page_counted(page, SAY_PARTICIPANTS, SAY_PARTICIPANT, headline->participants),
                      page_kronor(page, headline->programme_cost),
                      page_calendar(page, study->economics.price_year),
                      page_number(page, headline->last_cost_year, 0))));
    const char *left_out = page_groups(page, SAY_GROUP_NUMBER, is_untouched);
    if (*left_out != '\0')
        terminal_paragraph(&page->terminal, 0, 0,
                           page_fill(page, SAY_NOT_COUNTED, MESSAGE_ARGUMENTS(left_out)));
    if (study->comparator != NULL && study->comparator[0]) {
        terminal_paragraph(&page->terminal, 0, 0,
                           page_fill(page, SAY_COMPARATOR, MESSAGE_ARGUMENTS(study->comparator)));
    }
}

Status page_write(const Findings *findings, Language language, int width, bool colour, FILE *file)
{
    Page page = {.findings = findings,
                 .language = language,
                 .terminal = {.file = file,
                              .width = width < TERMINAL_NARROWEST ? TERMINAL_NARROWEST : width,
                              .colour = colour}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        parts[i](&page);
    }
    bool lost = page.out_of_memory;
    arena_free(&page.arena);
    if (lost) return STATUS_MEMORY;
    return fflush(file) != 0 || ferror(file) ? STATUS_FILE : STATUS_OK;
}

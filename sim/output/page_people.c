/* page_people.c: what happens to the people, in natural frequencies, and what was claimed of it. */
#include "output/page_parts.h"

#include <math.h>
#include <string.h>

/* Of each kind the outcomes that change most are told, if they change at all by so much; but never
 * fewer than FEWEST. The rest stands in the table. */
typedef struct {
    const char *unit;
    double least;
    int most;
} Kind;

static const Kind kinds[] = {{"persons", 0.5, 8}, {"years", 0.05, 4}};
enum { FEWEST = 3 };

static const Kind *kind_of(const PeopleRow *row)
{
    return strcmp(row->unit, "years") == 0 ? &kinds[1] : &kinds[0];
}

static const PeopleRow *people_row(const Findings *findings, const char *outcome, int arm)
{
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *row = &findings->people[i];
        if (row->arm == arm && strcmp(row->outcome, outcome) == 0) return row;
    }
    return NULL;
}

static const char *people_label(Page *page, const PeopleRow *row)
{
    const char *text = page->language == LANGUAGE_SV ? row->label_sv : row->label_en;
    return page_capital(page, text != NULL ? text : row->outcome);
}

/* ---- which ---- */

/* The change by the programme as a multiple of the least that is told; -1 for what has no two sides to
 * compare. */
static double weight_of(const Findings *findings, const PeopleRow *with)
{
    if (with->arm != ARM_INTERVENTION) return -1;
    const PeopleRow *without = people_row(findings, with->outcome, ARM_BASELINE);
    if (without == NULL) return -1;
    return fabs(with->mean - without->mean) / kind_of(with)->least;
}

/* How many outcomes (of this one's kind, or of any) change more; among equals the earlier leads. */
static int count_ahead(const Findings *findings, const PeopleRow *with, double weight, bool of_kind)
{
    int ahead = 0;
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *other = &findings->people[i];
        if (of_kind && kind_of(other) != kind_of(with)) continue;
        double others = weight_of(findings, other);
        if (others > weight || (others == weight && other < with)) ahead++;
    }
    return ahead;
}

static bool is_told(const Findings *findings, const PeopleRow *with)
{
    double weight = weight_of(findings, with);
    if (weight < 0) return false;
    if (weight >= 1 && count_ahead(findings, with, weight, true) < kind_of(with)->most) return true;
    return count_ahead(findings, with, weight, false) < FEWEST;
}

static bool changes_anything(const Findings *findings)
{
    for (int i = 0; i < findings->n_people; i++) {
        if (weight_of(findings, &findings->people[i]) >= 1) return true;
    }
    return false;
}

/* ---- how ---- */

/* "2.0 more": a change in so many decimals. */
static const char *change_text(Page *page, double change, int decimals)
{
    Message which = change > 0 ? SAY_MORE : SAY_FEWER;
    if (fabs(change) < pow(10, -decimals) / 2) return message(SAY_NO_CHANGE, page->language);
    return page_fill(page, which, MESSAGE_ARGUMENTS(page_number(page, fabs(change), decimals)));
}

/* Years that change by less than half a one need hundredths. */
static int years_decimals(double change)
{
    return fabs(change) >= TEXT_LEAST_CHANGE && fabs(change) < 0.5 ? 2 : 1;
}

static void say_outcome(Page *page, const PeopleRow *with)
{
    const PeopleRow *without = people_row(page->findings, with->outcome, ARM_BASELINE);
    const char *name = people_label(page, with);
    char before[TEXT_SIZE], after[TEXT_SIZE];
    if (kind_of(with) == &kinds[1]) {
        int decimals = years_decimals(with->mean - without->mean);
        double change = text_change(before, after, page->language, without->mean, with->mean,
                                    decimals);
        page_say_item(page, SAY_PEOPLE_YEARS,
                      MESSAGE_ARGUMENTS(name, before, after, page_number(page, with->p05, 1),
                                        page_number(page, with->p95, 1),
                                        change_text(page, change, decimals)));
    } else {
        double change = text_people_change(before, after, page->language, without->mean, with->mean,
                                           with->of);
        int decimals = fabs(change - round(change)) > 1e-6 || fabs(change) < 9.95 ? 1 : 0;
        page_say_item(page, SAY_PEOPLE_BOTH,
                      MESSAGE_ARGUMENTS(name, before, page_number(page, with->of, 0), after,
                                        page_people_range(page, with->p05, with->p95),
                                        change_text(page, change, decimals)));
    }
}

/* Who come back to what a placement took them from: no outcome to be compared. */
static bool is_again(const PeopleRow *row)
{
    return strncmp(row->outcome, "again_", strlen("again_")) == 0;
}

/* Else years of a life would be read beside those of the horizon. */
static void say_until(Page *page)
{
    int end = page->findings->study->model.last_age + 1;
    page_say(page, SAY_PEOPLE_UNTIL, MESSAGE_ARGUMENTS(page_number(page, end, 0)));
}

/* Those that are told, under the heading; how many are left. */
static int say_outcomes(Page *page)
{
    const Findings *findings = page->findings;
    int n_told = 0, n_left = 0;
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *row = &findings->people[i];
        if (!is_told(findings, row)) {
            n_left += row->arm == ARM_INTERVENTION && !is_again(row);
            continue;
        }
        if (n_told++ == 0) {
            page_say_heading(page, SAY_HEADING_PEOPLE);
            say_until(page);
            if (!changes_anything(findings)) page_say_plain(page, SAY_PEOPLE_SAME_ALL);
        }
        say_outcome(page, row);
    }
    return n_left;
}

static void say_again(Page *page)
{
    const Findings *findings = page->findings;
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *row = &findings->people[i];
        if (!is_again(row)) continue;
        page_say_item(page, SAY_PEOPLE_AGAIN,
                      MESSAGE_ARGUMENTS(people_label(page, row),
                                        page_people_of(page, row->mean, row->of),
                                        page_number(page, row->of, 0),
                                        page_people_range(page, row->p05, row->p95)));
    }
}

static void say_twins(Page *page, const PeopleRow *row)
{
    const char *text = page_fill(page, SAY_PEOPLE_TWIN,
                                 MESSAGE_ARGUMENTS(people_label(page, row),
                                                   page_people_of(page, row->mean, row->of),
                                                   page_number(page, row->of, 0),
                                                   page_people_range(page, row->p05, row->p95)));
    terminal_paragraph(&page->terminal, HANG, HANG + INDENT, text);
}

void part_people(Page *page)
{
    const Findings *findings = page->findings;
    int n_twins = 0;
    int n_left = say_outcomes(page);
    say_again(page);
    if (n_left > 0) page_say_plain(page, SAY_PEOPLE_REST);
    for (int i = 0; i < findings->n_people; i++) {
        if (findings->people[i].arm != N_ARMS) continue;
        if (n_twins++ == 0) page_say_plain(page, SAY_PEOPLE_TWINS);
        say_twins(page, &findings->people[i]);
    }
}

/* ---- claims ---- */

void part_claims(Page *page)
{
    const Findings *findings = page->findings;
    if (findings->n_claims > 0) page_say_heading(page, SAY_HEADING_CLAIMS);
    for (int i = 0; i < findings->n_claims; i++) {
        const ClaimRow *row = &findings->claim[i];
        const char *claimed = page_people(page, row->claimed);
        if (isnan(row->simulated)) {
            page_say_item(page, SAY_CLAIM_NOT_SIMULATED, MESSAGE_ARGUMENTS(row->item, claimed));
        } else {
            page_say_item(
                page, SAY_CLAIM,
                MESSAGE_ARGUMENTS(row->item, claimed, page_people(page, row->simulated),
                                  page_people_range(page, row->simulated_p05, row->simulated_p95)));
        }
    }
}

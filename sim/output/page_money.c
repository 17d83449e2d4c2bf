/* page_money.c: the municipality's money: what is saved, the chance that the money is back, and when. */
#include "output/chance.h"
#include "output/page_parts.h"

#include <math.h>
#include <string.h>

static void say_saving(Page *page)
{
    const Headline *headline = &page->findings->headline;
    const Spread *saving = &headline->saving_10;
    const KronorUnit *unit = text_kronor_unit(fmax(fabs(saving->p05), fabs(saving->p95)));
    page_say(page, headline->saving_mean <= -PAGE_LEAST_KRONOR ? SAY_SAVING_LOST : SAY_SAVING,
             MESSAGE_ARGUMENTS(page_years(page, headline->saving_years),
                               page_kronor(page, fabs(headline->saving_mean)),
                               page_range(page, unit, saving->p05, saving->p95),
                               unit->word[page->language]));
}

/* What a correction takes off the municipality's released saving to the end of the headline's years. */
static double page_correction(const Page *page, Correction correction)
{
    const Findings *findings = page->findings;
    double sum = 0;
    for (int i = 0; i < findings->n_ledger; i++) {
        const LedgerRow *row = &findings->ledger[i];
        bool municipal = findings->study->model.payer[row->payer].level == LEVEL_MUNICIPALITY;
        if (municipal && row->year <= findings->headline.saving_years &&
            strcmp(row->item, correction_item[correction]) == 0)
            sum += row->released;
    }
    return sum;
}

static void say_displaced(Page *page)
{
    int displacement = page->findings->study->displacement;
    if (displacement == ANY) return;
    page_say(page, SAY_DISPLACED,
             MESSAGE_ARGUMENTS(page_share_of(page, displacement),
                               page_kronor(page, page_correction(page, CORRECTION_DISPLACED)),
                               page_years(page, page->findings->headline.saving_years)));
}

/* The largest share of the worlds, of all years, in which more is saved than spent. */
static double worlds_beyond(const Findings *findings, int spending, double *spent)
{
    double worlds = 0;
    for (int i = 0; i < findings->n_spending; i++) {
        const SpendingRow *row = &findings->spending[i];
        if (row->spending != spending) continue;
        worlds = fmax(worlds, row->share_beyond);
        *spent = row->spent;
    }
    return worlds;
}

static void say_beyond_spending(Page *page)
{
    const Findings *findings = page->findings;
    const Model *model = &findings->study->model;
    bool any = false;
    for (int s = 0; s < model->n_spendings; s++) {
        double spent = 0, worlds = worlds_beyond(findings, s, &spent);
        if (!(worlds > 0)) continue;
        page_say(page, SAY_BEYOND_SPENDING,
                 MESSAGE_ARGUMENTS(page_capital(page, page_label(page, &model->spending[s].label)),
                                   page_percent(page, worlds), page_kronor(page, spent)));
        any = true;
    }
    if (any)
        page_say(page, SAY_BEYOND_TAKEN,
                 MESSAGE_ARGUMENTS(page_kronor(page, page_correction(page, CORRECTION_SPENDING)),
                                   page_years(page, findings->headline.saving_years)));
}

/* The programme's whole cost, or the part that the municipality has paid of it by then. */
static Message net_message(const Page *page)
{
    const double ROUNDING = 1e-9;
    const Headline *headline = &page->findings->headline;
    double whole = headline->programme_cost, paid = page_paid(page, headline->municipality);
    if (fabs(whole - paid) <= ROUNDING * fabs(whole)) return SAY_NET;
    return paid == 0 ? SAY_NET_UNPAID : SAY_NET_PART;
}

static void say_net(Page *page)
{
    const Headline *headline = &page->findings->headline;
    const Economics *economics = &page->findings->study->economics;
    int municipality = headline->municipality;
    page_say(page, net_message(page),
             MESSAGE_ARGUMENTS(
                 page_kronor(page, page_net(page, municipality, BASIS_RELEASED)),
                 page_kronor(page, page_net(page, municipality, BASIS_RELEASED_DISCOUNTED)),
                 page_rate(page, economics->discount_rate),
                 page_kronor(page, page_net(page, headline->society, BASIS_RELEASED_DISCOUNTED)),
                 page_rate(page, economics->social_discount_rate),
                 page_kronor(page, page_paid(page, municipality))));
}

static void say_chances(Page *page)
{
    static const int year[3] = {5, 10, 20};
    const Headline *headline = &page->findings->headline;
    const struct {
        Message name;
        const double *chance;
    } line[] = {{SAY_FROM_KNOWLEDGE, headline->back[UNCERTAINTY_KNOWLEDGE]},
                {SAY_WITH_LUCK, headline->back[UNCERTAINTY_LUCK]},
                {SAY_BY_LUCK_ALONE, headline->by_luck}};
    enum { N_LINES = sizeof line / sizeof line[0] };
    TerminalRow row[1 + N_LINES] = {{.cell = {message(SAY_CHANCE, page->language)}}};
    int column = 1;
    for (int i = 0; i < 3; i++) {
        if (isnan(headline->back[UNCERTAINTY_LUCK][i])) continue; /* beyond the horizon */
        row[0].cell[column] = page_years(page, year[i]);
        for (int l = 0; l < N_LINES; l++) {
            row[1 + l].cell[column] = page_percent(page, line[l].chance[i]);
        }
        column++;
    }
    if (column == 1) return;
    for (int l = 0; l < N_LINES; l++) {
        row[1 + l].cell[0] = page_kept(
            page, arena_format(&page->arena, "  %s", message(line[l].name, page->language)));
    }
    terminal_blank(&page->terminal);
    terminal_table(&page->terminal, INDENT, column, row, 1 + N_LINES);
    page_say(page, SAY_WHAT_LUCK_IS,
             MESSAGE_ARGUMENTS(
                 page_counted(page, SAY_THESE_PEOPLE, SAY_THIS_PERSON, headline->participants)));
}

/* From what is known: with luck a programme without effect has its money back as soon, by luck alone. */
static const PaybackTimeRow *time_of(const Findings *findings, int account)
{
    for (int i = 0; i < findings->n_payback_time; i++) {
        const PaybackTimeRow *row = &findings->payback_time[i];
        if (row->account == account && row->basis == BASIS_RELEASED &&
            row->uncertainty == UNCERTAINTY_KNOWLEDGE) {
            return row;
        }
    }
    return NULL;
}

/* How long it takes in the middle case, or that it hardly happens. */
static void say_time(Page *page, const PaybackTimeRow *row)
{
    char half[TEXT_SIZE];
    const char *never = page_percent(page, row->share_never);
    const Study *study = page->findings->study;
    const char *horizon = page_years(page, study->economics.horizon);
    if (row->share_never >= 1) {
        page_say(page, SAY_PAYBACK_NO_CASE, MESSAGE_ARGUMENTS(horizon));
    } else if (isinf(row->p50)) {
        ChanceWord back = chance_word(1 - row->share_never, study->simulation.worlds,
                                      study->economics.limit_for, study->economics.limit_against);
        page_say(page, back == CHANCE_OPEN ? SAY_PAYBACK_UNCERTAIN : SAY_PAYBACK_NEVER,
                 MESSAGE_ARGUMENTS(never, horizon));
        if (isfinite(row->p25)) {
            page_say(page, SAY_PAYBACK_QUARTER, MESSAGE_ARGUMENTS(page_years(page, row->p25)));
        }
    } else {
        text_years_range(half, page->language, row->p25, row->p75);
        page_say(page, row->share_never > 0 ? SAY_PAYBACK : SAY_PAYBACK_ALWAYS,
                 MESSAGE_ARGUMENTS(page_years(page, row->p50), half, never, horizon));
        /* Else one might ask why it takes so long where the sum hardly is below zero. */
        if (row->p50 <= row->counted_from + 1)
            page_say(page, SAY_PAYBACK_COUNTED,
                     MESSAGE_ARGUMENTS(page_number(page, row->counted_from, 0)));
    }
}

static void say_payback(Page *page)
{
    const Findings *findings = page->findings;
    const PaybackTimeRow *row = time_of(findings, findings->headline.municipality);
    terminal_blank(&page->terminal);
    if (row == NULL || row->gains_without_paying) {
        page_say_plain(page, SAY_PAYBACK_NO_COST);
        return;
    }
    say_time(page, row);
    if (row->share_relapse >= 0.005) {
        page_say(page, SAY_RELAPSE, MESSAGE_ARGUMENTS(page_percent(page, row->share_relapse)));
    }
    double naive = findings->headline.naive_payback;
    if (!isnan(naive)) {
        page_say(page, isinf(naive) ? SAY_NAIVE_NEVER : SAY_NAIVE,
                 MESSAGE_ARGUMENTS(page_years(page, naive)));
    }
}

void part_money(Page *page)
{
    page_say_heading(page, SAY_HEADING_MONEY);
    say_saving(page);
    say_net(page);
    say_displaced(page);
    say_beyond_spending(page);
    say_chances(page);
    say_payback(page);
}

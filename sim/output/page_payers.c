/* page_payers.c: who pays and who gains: the boards, then the rows that add up to society. */
#include "output/page_parts.h"

#include <math.h>
#include <string.h>

double page_paid(const Page *page, int account)
{
    const Findings *findings = page->findings;
    double sum = 0;
    for (int i = 0; i < findings->n_boards; i++) {
        const BoardRow *row = &findings->board[i];
        if (row->account == account && row->year <= findings->headline.saving_years)
            sum += row->programme_cost;
    }
    return sum;
}

/* A board that pays, or whose money changes. */
static bool is_touched(const Page *page, int account)
{
    const Account *of = &page->findings->account[account];
    const PaybackRow *row = page_payback(page, account, BASIS_RELEASED, UNCERTAINTY_LUCK);
    if (!of->board || row == NULL || account == page->findings->headline.municipality) return false;
    return of->has_cost || row->spread.p05 != 0 || row->spread.p95 != 0;
}

static double larger(double most, const Page *page, int account)
{
    double net = page_net(page, account, BASIS_RELEASED);
    double cost = fabs(page_paid(page, account));
    return fmax(most, fmax(fabs(net), cost)); /* fmax passes over a NaN */
}

const KronorUnit *page_money_unit(const Page *page)
{
    const Headline *headline = &page->findings->headline;
    const int sum[] = {headline->municipality, headline->region, headline->state,
                       headline->society};
    double most = 0;
    for (int a = 0; a < page->findings->n_accounts; a++) {
        if (is_touched(page, a)) most = larger(most, page, a);
    }
    for (int i = 0; i < 4; i++) {
        most = larger(most, page, sum[i]);
    }
    return text_kronor_unit(most);
}

static const char *pays_text(Page *page, const KronorUnit *unit, bool pays, double cost)
{
    return pays ? page_amount(page, unit, cost) : message(SAY_PAYS_NOTHING, page->language);
}

/* Who pays nothing has no money to have back: in the unit of the table it gains, loses, or neither.
 * The word stands across both chances. */
static const char *gains_text(Page *page, const KronorUnit *unit, double net)
{
    char text[TEXT_SIZE], nothing[TEXT_SIZE];
    (void)text_in_unit(text, page->language, unit, fabs(net));
    (void)text_in_unit(nothing, page->language, unit, 0);
    if (strcmp(text, nothing) == 0) return TEXT_DASH;
    return message(net > 0 ? SAY_ONLY_GAINS : SAY_ONLY_LOSES, page->language);
}

static TerminalRow payer_row(Page *page, int account, const KronorUnit *unit)
{
    const Findings *findings = page->findings;
    const Account *of = &findings->account[account];
    const PaybackRow *row = page_payback(page, account, BASIS_RELEASED, UNCERTAINTY_LUCK);
    const PaybackRow *known = page_payback(page, account, BASIS_RELEASED, UNCERTAINTY_KNOWLEDGE);
    TerminalRow made = {.strong = account == findings->headline.municipality};
    made.cell[0] = page_capital(page, page_label(page, &of->label));
    double net = page_net(page, account, BASIS_RELEASED), cost = page_paid(page, account);
    made.cell[1] = pays_text(page, unit, of->has_cost, cost);
    made.cell[2] = page_amount(page, unit, net + cost);
    made.cell[3] = page_kept(
        page, arena_format(&page->arena, "%s (%s)", page_amount(page, unit, net),
                           page_range(page, unit, row->spread.p05, row->spread.p95)));
    made.spans = !of->has_cost;
    if (of->has_cost) made.cell[4] = page_percent_short(page, known->share_nonnegative);
    made.cell[5] = of->has_cost ? page_percent_short(page, row->share_nonnegative)
                                : gains_text(page, unit, net);
    return made;
}

/* Are there payers outside municipality, region and state? */
static bool has_others(const Model *model)
{
    for (int p = 0; p < model->n_payers; p++) {
        if (model->payer[p].level >= LEVEL_EQUALISATION) return true;
    }
    return false;
}

/* Society less the rows above it, so that what the table shows adds up; expectations only. */
static TerminalRow others_row(Page *page, const KronorUnit *unit)
{
    const Findings *findings = page->findings;
    const Headline *headline = &findings->headline;
    const int above[] = {headline->municipality, headline->region, headline->state};
    double net = page_net(page, headline->society, BASIS_RELEASED);
    double cost = page_paid(page, headline->society);
    for (int i = 0; i < 3; i++) {
        net -= page_net(page, above[i], BASIS_RELEASED);
        cost -= page_paid(page, above[i]);
    }
    bool pays = fabs(cost) >= 1;
    return (TerminalRow){.cell = {message(SAY_OTHERS, page->language),
                                  pays_text(page, unit, pays, cost),
                                  page_amount(page, unit, net + cost), page_amount(page, unit, net),
                                  NULL, pays ? TEXT_DASH : gains_text(page, unit, net)},
                         .spans = true};
}

/* The rows under the header; how many. */
static int fill_rows(Page *page, const KronorUnit *unit, TerminalRow *row)
{
    const Headline *headline = &page->findings->headline;
    int n = 0;
    for (int a = 0; a < page->findings->n_accounts; a++) {
        if (is_touched(page, a)) row[n++] = payer_row(page, a, unit);
    }
    row[n++] = payer_row(page, headline->municipality, unit);
    row[n++] = payer_row(page, headline->region, unit);
    row[n++] = payer_row(page, headline->state, unit);
    if (has_others(&page->findings->study->model)) row[n++] = others_row(page, unit);
    row[n++] = payer_row(page, headline->society, unit);
    return n;
}

/* How much of society's gain stays with the municipality. */
static void say_sharing(Page *page)
{
    static const Message say[N_SHARINGS] = {[SHARING_TOLD] = SAY_SHARING,
                                            [SHARING_NO_GAIN] = SAY_SHARING_NO_GAIN,
                                            [SHARING_ALL_LOSE] = SAY_SHARING_ALL_LOSE,
                                            [SHARING_TINY] = SAY_SHARING_TINY,
                                            [SHARING_LOSES] = SAY_SHARING_LOSES,
                                            [SHARING_MORE] = SAY_SHARING_MORE};
    const Headline *headline = &page->findings->headline;
    double sign = headline->sharing == SHARING_ALL_LOSE ? -1 : 1; /* what is lost is told as such */
    if (fabs(headline->saving_mean) < PAGE_LEAST_KRONOR &&
        fabs(headline->society_saving) < PAGE_LEAST_KRONOR)
        return;
    page_say(page, say[headline->sharing],
             MESSAGE_ARGUMENTS(page_years(page, headline->saving_years),
                               page_kronor(page, sign * headline->society_saving),
                               headline->sharing == SHARING_TOLD
                                   ? page_percent(page, headline->municipality_share)
                                   : page_kronor(page, sign * headline->saving_mean)));
}

void part_payers(Page *page)
{
    enum { HEADERS = 2, HEADERS_AND_OTHERS };
    const Findings *findings = page->findings;
    const KronorUnit *unit = page_money_unit(page);
    Language language = page->language;
    TerminalRow *row = arena_alloc(&page->arena, (size_t)findings->n_accounts + HEADERS_AND_OTHERS,
                                   sizeof *row);
    if (row == NULL) {
        page->out_of_memory = true;
        return;
    }
    row[0] = (TerminalRow){.cell = {[5] = message(SAY_COLUMN_BACK, language)}, .spans = true};
    row[1] = (TerminalRow){
        .cell = {NULL, message(SAY_COLUMN_PAYS, language), message(SAY_COLUMN_SAVES, language),
                 message(SAY_COLUMN_NET, language), message(SAY_COLUMN_KNOWN, language),
                 message(SAY_COLUMN_LUCK, language)}};
    int n = HEADERS + fill_rows(page, unit, row + HEADERS);
    terminal_heading(
        &page->terminal,
        page_fill(page, SAY_HEADING_PAYERS,
                  MESSAGE_ARGUMENTS(page_years(page, findings->headline.saving_years))));
    say_sharing(page);
    page_say(page, SAY_PAYERS_EXPLAINED, MESSAGE_ARGUMENTS(unit->word[language]));
    terminal_table(&page->terminal, INDENT, TERMINAL_COLUMNS, row, n);
}

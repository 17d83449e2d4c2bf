#include "output/page.h"

#include "output/page_outcomes.h"
#include "output/speech.h"

#include <math.h>
#include <string.h>

enum { MOST_OUTCOMES = 8 };

/* ---- the programme ---- */

static void say_programme(Page *page)
{
    const Study *study = page->findings->study;
    const Headline *headline = &page->findings->headline;
    Message which = headline->last_cost_year > 1 ? SAY_COST_YEARS : SAY_COST_ONE_YEAR;
    if (!(headline->programme_cost > 0)) which = SAY_NO_COST;
    terminal_title(&page->terminal, study->name);
    terminal_paragraph(
        &page->terminal, 0, 0,
        page_fill(page, which,
                  MESSAGE_ARGUMENTS(page_number(page, headline->participants, 0),
                                    page_kronor(page, headline->programme_cost),
                                    page_calendar(page, study->economics.price_year),
                                    page_number(page, headline->last_cost_year, 0))));
    if (study->comparator != NULL && study->comparator[0]) {
        terminal_paragraph(&page->terminal, 0, 0,
                           page_fill(page, SAY_COMPARATOR, MESSAGE_ARGUMENTS(study->comparator)));
    }
}

/* ---- the municipality's money ---- */

static void say_saving(Page *page)
{
    const Headline *headline = &page->findings->headline;
    const Spread *saving = &headline->saving_10;
    const KronorUnit *unit = text_kronor_unit(fmax(fabs(saving->p05), fabs(saving->p95)));
    const char *high = page_kept(page, arena_format(&page->arena, "%s %s",
                                                    page_amount(page, unit, saving->p95),
                                                    unit->word[page->language]));
    page_say(page, SAY_SAVING,
             MESSAGE_ARGUMENTS(page_years(page, headline->saving_years),
                               page_kronor(page, saving->mean),
                               page_amount(page, unit, saving->p05), high));
}

static const PaybackRow *payback(const Findings *findings, int account, Basis basis,
                                 Uncertainty uncertainty, int year)
{
    for (int i = 0; i < findings->n_payback; i++) {
        const PaybackRow *row = &findings->payback[i];
        if (row->account == account && row->year == year && row->basis == basis &&
            row->uncertainty == uncertainty) {
            return row;
        }
    }
    return NULL;
}

/* The mean net saving with luck, in words. */
static const char *net_of(Page *page, int account, Basis basis, int year)
{
    const PaybackRow *row = payback(page->findings, account, basis, UNCERTAINTY_LUCK, year);
    return page_kronor(page, row != NULL ? row->spread.mean : NAN);
}

static void say_net(Page *page)
{
    const Headline *headline = &page->findings->headline;
    const Economics *economics = &page->findings->study->economics;
    int year = headline->saving_years;
    page_say(page, SAY_NET,
             MESSAGE_ARGUMENTS(
                 net_of(page, headline->municipality, BASIS_RELEASED, year),
                 net_of(page, headline->municipality, BASIS_RELEASED_DISCOUNTED, year),
                 page_rate(page, economics->discount_rate),
                 net_of(page, headline->society, BASIS_RELEASED_DISCOUNTED, year),
                 page_rate(page, economics->social_discount_rate)));
}

static void say_chances(Page *page)
{
    static const int year[3] = {5, 10, 20};
    static const Message name[N_UNCERTAINTIES] = {SAY_KNOWLEDGE_ALONE, SAY_WITH_LUCK};
    const Headline *headline = &page->findings->headline;
    TerminalRow row[1 + N_UNCERTAINTIES] = {{.cell = {message(SAY_CHANCE, page->language)}}};
    int column = 1;
    for (int i = 0; i < 3; i++) {
        if (isnan(headline->back[UNCERTAINTY_LUCK][i])) continue; /* beyond the horizon */
        row[0].cell[column] = page_fill(page, SAY_CHANCE_YEARS,
                                        MESSAGE_ARGUMENTS(page_years(page, year[i])));
        for (int u = 0; u < N_UNCERTAINTIES; u++) {
            row[1 + u].cell[column] = page_percent(page, headline->back[u][i]);
        }
        column++;
    }
    if (column == 1) return;
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        row[1 + u].cell[0] = page_kept(
            page, arena_format(&page->arena, "  %s", message(name[u], page->language)));
    }
    terminal_blank(&page->terminal);
    terminal_table(&page->terminal, INDENT, column, row, 1 + N_UNCERTAINTIES);
    page_say(page, SAY_WHAT_LUCK_IS,
             MESSAGE_ARGUMENTS(page_number(page, headline->participants, 0)));
}

static const PaybackTimeRow *payback_time(const Findings *findings, int account)
{
    for (int i = 0; i < findings->n_payback_time; i++) {
        const PaybackTimeRow *row = &findings->payback_time[i];
        if (row->account == account && row->basis == BASIS_RELEASED &&
            row->uncertainty == UNCERTAINTY_LUCK) {
            return row;
        }
    }
    return NULL;
}

static void say_payback(Page *page)
{
    const Findings *findings = page->findings;
    const PaybackTimeRow *row = payback_time(findings, findings->headline.municipality);
    char half[TEXT_SIZE];
    terminal_blank(&page->terminal);
    if (row == NULL || row->gains_without_paying) {
        page_say_plain(page, SAY_PAYBACK_NO_COST);
        return;
    }
    const char *never = page_percent(page, row->share_never);
    const char *horizon = page_years(page, findings->study->economics.horizon);
    if (isinf(row->p50)) {
        page_say(page, SAY_PAYBACK_NEVER, MESSAGE_ARGUMENTS(never, horizon));
        if (isfinite(row->p25)) {
            page_say(page, SAY_PAYBACK_QUARTER, MESSAGE_ARGUMENTS(page_years(page, row->p25)));
        }
    } else {
        text_years_range(half, page->language, row->p25, row->p75);
        page_say(page, SAY_PAYBACK,
                 MESSAGE_ARGUMENTS(page_years(page, row->p50), half, never, horizon));
    }
    if (row->share_relapse >= 0.005) {
        page_say(page, SAY_RELAPSE, MESSAGE_ARGUMENTS(page_percent(page, row->share_relapse)));
    }
    double naive = findings->headline.naive_payback;
    if (!isnan(naive)) {
        page_say(page, isinf(naive) ? SAY_NAIVE_NEVER : SAY_NAIVE,
                 MESSAGE_ARGUMENTS(page_years(page, naive)));
    }
}

/* ---- who pays and who gains ---- */

/* What the account pays of the programme, undiscounted. */
static double cost_of(const Findings *findings, int account)
{
    for (int i = 0; i < findings->n_summary; i++) {
        const SummaryRow *row = &findings->summary[i];
        if (row->account == account && strcmp(row->measure, "programme_cost") == 0) {
            return row->spread.mean;
        }
    }
    return 0.0;
}

static bool has_row(const Findings *findings, int account)
{
    const Headline *headline = &findings->headline;
    const PaybackRow *row = payback(findings, account, BASIS_RELEASED, UNCERTAINTY_LUCK,
                                    headline->saving_years);
    if (row == NULL) return false;
    if (account == headline->municipality || account == headline->region ||
        account == headline->state || account == headline->society) {
        return true;
    }
    return findings->account[account].board &&
           (findings->account[account].has_cost || row->spread.p05 != 0 || row->spread.p95 != 0);
}

/* The unit for all amounts of the table. */
static const KronorUnit *payers_unit(const Findings *findings)
{
    double largest = 0;
    for (int a = 0; a < findings->n_accounts; a++) {
        if (!has_row(findings, a)) continue;
        const PaybackRow *row = payback(findings, a, BASIS_RELEASED, UNCERTAINTY_LUCK,
                                        findings->headline.saving_years);
        largest = fmax(largest, fmax(fabs(row->spread.mean), fabs(cost_of(findings, a))));
    }
    return text_kronor_unit(largest);
}

static TerminalRow payer_row(Page *page, int account, const KronorUnit *unit)
{
    const Findings *findings = page->findings;
    const Account *of = &findings->account[account];
    const PaybackRow *row = payback(findings, account, BASIS_RELEASED, UNCERTAINTY_LUCK,
                                    findings->headline.saving_years);
    TerminalRow made = {.strong = account == findings->headline.municipality};
    made.cell[0] = page_capital(page, page_label(page, &of->label));
    made.cell[1] = of->has_cost ? page_amount(page, unit, cost_of(findings, account))
                                : message(SAY_PAYS_NOTHING, page->language);
    made.cell[2] = page_fill(page, SAY_NET_RANGE,
                             MESSAGE_ARGUMENTS(page_amount(page, unit, row->spread.mean),
                                               page_amount(page, unit, row->spread.p05),
                                               page_amount(page, unit, row->spread.p95)));
    made.cell[3] = of->has_cost ? page_percent(page, row->share_nonnegative) : TEXT_DASH;
    return made;
}

static void say_payers(Page *page)
{
    const Findings *findings = page->findings;
    const KronorUnit *unit = payers_unit(findings);
    Language language = page->language;
    TerminalRow *row = arena_alloc(&page->arena, (size_t)findings->n_accounts + 1, sizeof *row);
    int n = 1;
    if (row == NULL) {
        page->out_of_memory = true;
        return;
    }
    row[0] = (TerminalRow){.cell = {NULL, message(SAY_COLUMN_PAYS, language),
                                    message(SAY_COLUMN_NET, language),
                                    message(SAY_COLUMN_BACK, language)}};
    for (int a = 0; a < findings->n_accounts; a++) {
        if (has_row(findings, a)) row[n++] = payer_row(page, a, unit);
    }
    if (n == 1) return;
    terminal_heading(
        &page->terminal,
        page_fill(page, SAY_HEADING_PAYERS,
                  MESSAGE_ARGUMENTS(page_years(page, findings->headline.saving_years))));
    page_say(page, SAY_PAYERS_EXPLAINED, MESSAGE_ARGUMENTS(unit->word[language]));
    terminal_table(&page->terminal, INDENT, TERMINAL_COLUMNS, row, n);
}

/* ---- people ---- */

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

static bool in_years(const PeopleRow *row)
{
    return strcmp(row->unit, "years") == 0;
}

/* How many people the programme changes an outcome for; -1 for what has no two sides to compare. */
static double change_of(const Findings *findings, const PeopleRow *with)
{
    const PeopleRow *without = people_row(findings, with->outcome, ARM_BASELINE);
    if (with->arm != ARM_INTERVENTION || without == NULL) return -1;
    return fabs(with->mean - without->mean);
}

/* The outcomes that change most are told, and those in years; the rest stands in the table. */
static bool is_told(const Findings *findings, const PeopleRow *with)
{
    int ahead = 0;
    double change = change_of(findings, with);
    if (change < 0) return false;
    if (in_years(with)) return true;
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *other = &findings->people[i];
        double others = in_years(other) ? -1 : change_of(findings, other);
        if (others > change || (others == change && other < with)) ahead++;
    }
    return ahead < MOST_OUTCOMES;
}

static void say_twins(Page *page, const PeopleRow *row)
{
    const char *text = page_fill(
        page, SAY_PEOPLE_TWIN,
        MESSAGE_ARGUMENTS(people_label(page, row), page_people(page, row->mean),
                          page_number(page, row->of, 0), page_people(page, row->p05),
                          page_people(page, row->p95)));
    terminal_paragraph(&page->terminal, HANG, HANG + INDENT, text);
}

static void say_outcome(Page *page, const PeopleRow *with)
{
    const PeopleRow *without = people_row(page->findings, with->outcome, ARM_BASELINE);
    const char *name = people_label(page, with);
    if (in_years(with)) {
        page_say_item(page, SAY_PEOPLE_YEARS,
                      MESSAGE_ARGUMENTS(name, page_number(page, without->mean, 1),
                                        page_number(page, with->mean, 1),
                                        page_number(page, with->p05, 1),
                                        page_number(page, with->p95, 1)));
    } else {
        page_say_item(page, SAY_PEOPLE_BOTH,
                      MESSAGE_ARGUMENTS(name, page_people(page, without->mean),
                                        page_number(page, with->of, 0),
                                        page_people(page, with->mean), page_people(page, with->p05),
                                        page_people(page, with->p95)));
    }
}

static void say_people(Page *page)
{
    const Findings *findings = page->findings;
    int n_told = 0, n_left = 0, n_twins = 0;
    for (int i = 0; i < findings->n_people; i++) {
        const PeopleRow *row = &findings->people[i];
        if (!is_told(findings, row)) {
            n_left += row->arm == ARM_INTERVENTION;
            continue;
        }
        if (n_told++ == 0) page_say_heading(page, SAY_HEADING_PEOPLE);
        say_outcome(page, row);
    }
    if (n_left > 0) page_say_plain(page, SAY_PEOPLE_REST);
    for (int i = 0; i < findings->n_people; i++) {
        if (findings->people[i].arm != N_ARMS) continue;
        if (n_twins++ == 0) page_say_plain(page, SAY_PEOPLE_TWINS);
        say_twins(page, &findings->people[i]);
    }
}

static void say_claims(Page *page)
{
    const Findings *findings = page->findings;
    if (findings->n_claims > 0) page_say_heading(page, SAY_HEADING_CLAIMS);
    for (int i = 0; i < findings->n_claims; i++) {
        const ClaimRow *row = &findings->claim[i];
        const char *item = page_capital(page, row->item);
        if (isnan(row->simulated)) {
            page_say_item(page, SAY_CLAIM_NOT_SIMULATED,
                          MESSAGE_ARGUMENTS(item, page_people(page, row->claimed)));
        } else {
            page_say_item(page, SAY_CLAIM,
                          MESSAGE_ARGUMENTS(item, page_people(page, row->claimed),
                                            page_people(page, row->simulated),
                                            page_people(page, row->simulated_p05),
                                            page_people(page, row->simulated_p95)));
        }
    }
}

/* ---- how sure, and the verdict ---- */

static double part_of(const Findings *findings, const char *years)
{
    for (int i = 0; i < findings->n_provenance; i++) {
        const ProvenanceRow *row = &findings->provenance[i];
        if (strcmp(row->by, "years") == 0 && strcmp(row->group, years) == 0) return row->share;
    }
    return 0;
}

static void say_when(Page *page)
{
    const Findings *findings = page->findings;
    page_say_item(page, SAY_WHEN,
                  MESSAGE_ARGUMENTS(page_percent(page, part_of(findings, "1-5")),
                                    page_percent(page, part_of(findings, "6-10")),
                                    page_percent(page, part_of(findings, "11-20")),
                                    page_percent(page, part_of(findings, "21+"))));
}

static void say_sure(Page *page)
{
    const Headline *headline = &page->findings->headline;
    page_say_heading(page, SAY_HEADING_SURE);
    if (!headline->has_effects) {
        page_say_plain(page, SAY_NO_EFFECTS);
        return;
    }
    page_say_item(page, SAY_GUESSES,
                  MESSAGE_ARGUMENTS(page_percent(page, headline->weak_value_share),
                                    page_percent(page, headline->weak_variance_share)));
    page_say_item(page, SAY_WEAK_NUMBERS,
                  MESSAGE_ARGUMENTS(page_number(page, headline->n_weak_parameters, 0),
                                    page_number(page, headline->n_parameters, 0)));
    page_say_item(page, SAY_BEYOND,
                  MESSAGE_ARGUMENTS(page_percent(page, headline->beyond_follow_up_share)));
    say_when(page);
    page_say_item(page, headline->untreated_told ? SAY_UNTREATED_TOLD : SAY_UNTREATED_MISSING,
                  MESSAGE_ARGUMENTS(NULL));
}

/* From knowledge alone, at the end of the headline's years: what the verdict goes by. */
static double chance_of_back(const Page *page)
{
    const Headline *headline = &page->findings->headline;
    const PaybackRow *row = payback(page->findings, headline->municipality, BASIS_RELEASED,
                                    UNCERTAINTY_KNOWLEDGE, headline->saving_years);
    return row != NULL ? row->share_nonnegative : NAN;
}

static void say_verdict(Page *page)
{
    static const Message word[] = {[VERDICT_FOR] = SAY_VERDICT_FOR,
                                   [VERDICT_AGAINST] = SAY_VERDICT_AGAINST,
                                   [VERDICT_UNDECIDED] = SAY_VERDICT_UNDECIDED,
                                   [VERDICT_WEAK] = SAY_VERDICT_WEAK};
    const Headline *headline = &page->findings->headline;
    const Economics *economics = &page->findings->study->economics;
    const char *guesses = page_percent(page, headline->weak_value_share);
    page_say_heading(page, SAY_HEADING_VERDICT);
    terminal_strong(&page->terminal, INDENT,
                    page_capital(page, message(word[headline->verdict], page->language)));
    page_say_item(page, SAY_LIMIT_FOR,
                  MESSAGE_ARGUMENTS(page_percent(page, economics->limit_for),
                                    page_years(page, headline->saving_years),
                                    page_percent(page, chance_of_back(page)),
                                    page_percent(page, economics->limit_for_halved),
                                    page_percent(page, headline->back_halved)));
    page_say_item(page, SAY_LIMIT_AGAINST,
                  MESSAGE_ARGUMENTS(page_percent(page, economics->limit_against),
                                    page_percent(page, economics->limit_for_halved),
                                    page_percent(page, headline->back_doubled)));
    page_say_item(page, SAY_LIMIT_WEAK,
                  MESSAGE_ARGUMENTS(page_percent(page, economics->limit_weak), guesses));
    terminal_blank(&page->terminal);
    terminal_paragraph(&page->terminal, 0, 0,
                       page_fill(page, SAY_ALWAYS, MESSAGE_ARGUMENTS(guesses)));
}

Status page_write(const Findings *findings, Language language, int width, bool colour, FILE *file)
{
    Page page = {.findings = findings,
                 .language = language,
                 .terminal = {.file = file,
                              .width = width < TERMINAL_NARROWEST ? TERMINAL_NARROWEST : width,
                              .colour = colour}};
    say_programme(&page);
    page_say_heading(&page, SAY_HEADING_MONEY);
    say_saving(&page);
    say_net(&page);
    say_chances(&page);
    say_payback(&page);
    say_payers(&page);
    say_people(&page);
    page_outcomes(&page);
    say_claims(&page);
    say_sure(&page);
    say_verdict(&page);
    bool lost = page.out_of_memory;
    arena_free(&page.arena);
    if (lost) return STATUS_MEMORY;
    return fflush(file) != 0 || ferror(file) ? STATUS_FILE : STATUS_OK;
}

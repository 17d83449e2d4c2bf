#include "output/fund_page.h"

#include "output/limited_rows.h"
#include "output/speech.h"

#include <math.h>

typedef struct {
    Page page;
    const FundFindings *findings;
} FundPage;

/* Writes its part, heading first. */
typedef void FundPart(FundPage *of);

static const FundYearRow *last_year(const FundFindings *findings, Regime regime)
{
    return &findings->year[((int)regime + 1) * findings->fund->n_years - 1];
}

/* ---- what there is ---- */

static void part_opening(FundPage *of)
{
    Page *page = &of->page;
    const Fund *fund = of->findings->fund;
    double granted = of->findings->average * fund->n_grants;
    terminal_title(&page->terminal, fund->name);
    const char *opens = page_fill(
        page, SAY_FUND_OPENS,
        MESSAGE_ARGUMENTS(page_kronor(page, fund->opening), page_calendar(page, fund->first_year),
                          page_years(page, fund->n_years),
                          page_counted(page, SAY_FUND_GRANTS, SAY_FUND_GRANT, fund->n_grants),
                          page_kronor(page, granted)));
    terminal_paragraph(&page->terminal, 0, 0, page_capital(page, opens));
    terminal_paragraph(
        &page->terminal, 0, 0,
        page_fill(page, SAY_FUND_REAL, MESSAGE_ARGUMENTS(page_calendar(page, fund->price_year))));
}

/* ---- the balance ---- */

/* The years in which a grant is most often not covered, and the balance at the end most often negative. */
typedef struct {
    const FundYearRow *unpaid, *negative;
} Worst;

static Worst worst_years(const FundFindings *findings)
{
    const FundYearRow *first = &findings->year[REGIME_FILE * findings->fund->n_years];
    Worst worst = {first, first};
    for (int y = 0; y < findings->fund->n_years; y++) {
        if (first[y].cannot_pay > worst.unpaid->cannot_pay) worst.unpaid = &first[y];
        if (first[y].below_zero > worst.negative->below_zero) worst.negative = &first[y];
    }
    return worst;
}

static void say_short(FundPage *of)
{
    static const Message word[N_SHORTS] = {[SHORT_DELAY] = SAY_FUND_SHORT_DELAY,
                                           [SHORT_REFUSE] = SAY_FUND_SHORT_REFUSE,
                                           [SHORT_DEFICIT] = SAY_FUND_SHORT_DEFICIT};
    Page *page = &of->page;
    double ever = of->findings->rule[REGIME_FILE].ever_short;
    const Worst worst = worst_years(of->findings);
    if (!(ever > 0)) {
        page_say_item(page, SAY_FUND_NEVER_SHORT, MESSAGE_ARGUMENTS(NULL));
        return;
    }
    page_say_item(page, word[of->findings->fund->when_short],
                  MESSAGE_ARGUMENTS(page_percent(page, ever)));
    page_say_item(page, SAY_FUND_WORST_YEAR,
                  MESSAGE_ARGUMENTS(page_calendar(page, worst.unpaid->year),
                                    page_percent(page, worst.unpaid->cannot_pay)));
    if (of->findings->fund->when_short == SHORT_DEFICIT)
        page_say_item(page, SAY_FUND_NEGATIVE,
                      MESSAGE_ARGUMENTS(page_calendar(page, worst.negative->year),
                                        page_percent(page, worst.negative->below_zero)));
}

static const KronorUnit *spread_unit(const Spread *spread)
{
    return text_kronor_unit(fmax(fabs(spread->p05), fabs(spread->p95)));
}

static void part_balance(FundPage *of)
{
    Page *page = &of->page;
    const FundFindings *findings = of->findings;
    const FundYearRow *last = last_year(findings, REGIME_FILE);
    const FundRuleRow *rule = &findings->rule[REGIME_FILE];
    double granted = 0;
    for (int y = 0; y < findings->fund->n_years; y++)
        granted += findings->year[REGIME_FILE * findings->fund->n_years + y].granted;
    page_say_heading(page, SAY_FUND_HEADING_BALANCE);
    const KronorUnit *unit = spread_unit(&last->balance), *back = spread_unit(&rule->returned);
    page_say_item(page, SAY_FUND_BALANCE,
                  MESSAGE_ARGUMENTS(page_calendar(page, last->year),
                                    page_amount(page, unit, last->balance.mean),
                                    unit->word[page->language],
                                    page_range(page, unit, last->balance.p05, last->balance.p95)));
    page_say_item(
        page, SAY_FUND_RETURNED,
        MESSAGE_ARGUMENTS(page_amount(page, back, rule->returned.mean), back->word[page->language],
                          page_range(page, back, rule->returned.p05, rule->returned.p95),
                          page_percent(page, granted > 0 ? rule->returned.mean / granted : 0)));
    say_short(of);
    page_say_item(page, SAY_FUND_AFFORDABLE,
                  MESSAGE_ARGUMENTS(page_number(page, last->affordable.mean, 1),
                                    page_kronor(page, findings->average),
                                    page_number(page, last->affordable.p05, 0),
                                    page_number(page, last->affordable.p95, 0)));
    page_say_item(page, SAY_FUND_NEXT,
                  MESSAGE_ARGUMENTS(page_percent(page, last->none_affordable)));
    page_say_limited(page, SAY_FUND_LIMITED, findings->limited, findings->n_limited);
}

/* ---- rules ---- */

static const char *rule_label(FundPage *of, Regime regime)
{
    static const Message word[N_REGIMES] = {[REGIME_FILE] = SAY_FUND_RULE_FILE,
                                            [REGIME_FULL] = SAY_FUND_RULE_FULL,
                                            [REGIME_PARTIAL] = SAY_FUND_RULE_PARTIAL,
                                            [REGIME_NONE] = SAY_FUND_RULE_NONE};
    Page *page = &of->page;
    return page_fill(page, word[regime],
                     MESSAGE_ARGUMENTS(page_percent(page, of->findings->fund->partial)));
}

static const KronorUnit *rules_unit(const FundFindings *findings)
{
    double most = 0;
    for (int r = 0; r < N_REGIMES; r++) {
        const FundRuleRow *row = &findings->rule[r];
        most = fmax(most, fmax(fabs(row->balance.p05), fabs(row->balance.p95)));
        most = fmax(most, row->returned.p95);
    }
    return text_kronor_unit(most);
}

static const char *with_range(Page *page, const KronorUnit *unit, const Spread *spread)
{
    return page_kept(page,
                     arena_format(&page->arena, "%s (%s)", page_amount(page, unit, spread->mean),
                                  page_range(page, unit, spread->p05, spread->p95)));
}

static TerminalRow rule_row(FundPage *of, Regime regime, const KronorUnit *unit)
{
    Page *page = &of->page;
    const FundRuleRow *row = &of->findings->rule[regime];
    const char *few = page_people_range(page, row->programmes.p05, row->programmes.p95);
    TerminalRow made = {.strong = regime == REGIME_FILE};
    made.cell[0] = rule_label(of, regime);
    made.cell[1] = page_amount(page, unit, row->returned.mean);
    made.cell[2] = with_range(page, unit, &row->balance);
    made.cell[3] = page_kept(page, arena_format(&page->arena, "%s (%s)",
                                                page_number(page, row->programmes.mean, 1), few));
    return made;
}

static void say_abolished(FundPage *of)
{
    Page *page = &of->page;
    const FundRuleRow *own = &of->findings->rule[REGIME_FILE];
    const FundRuleRow *none = &of->findings->rule[REGIME_NONE];
    const char *less = page_kronor(page, none->less_returned.mean);
    const char *fewer = page_number(page, none->less_programmes.mean, 1);
    bool returns_all = fabs(own->less_returned.mean) < 1;
    bool buys_all = fabs(own->less_programmes.mean) < 1e-9;
    if (returns_all && buys_all)
        page_say_item(page, SAY_FUND_NO_CHANGE, MESSAGE_ARGUMENTS(less, fewer));
    else if (returns_all)
        page_say_item(
            page, SAY_FUND_LATER_RULES,
            MESSAGE_ARGUMENTS(page_number(page, own->less_programmes.mean, 1), less, fewer));
    else
        page_say_item(page, SAY_FUND_ABOLISHED,
                      MESSAGE_ARGUMENTS(page_kronor(page, own->less_returned.mean),
                                        page_number(page, own->less_programmes.mean, 1), less,
                                        fewer));
    page_say_item(page, SAY_FUND_STAYS, MESSAGE_ARGUMENTS(NULL));
}

static void part_rules(FundPage *of)
{
    Page *page = &of->page;
    const Fund *fund = of->findings->fund;
    const KronorUnit *unit = rules_unit(of->findings);
    TerminalRow row[N_REGIMES + 1];
    const char *last = page_calendar(page, fund->first_year + fund->n_years - 1);
    page_say_heading(page, SAY_FUND_HEADING_RULES);
    page_say(page, SAY_FUND_RULES_EXPLAINED,
             MESSAGE_ARGUMENTS(unit->word[page->language],
                               page_calendar(page, fund->first_year + fund->further_from),
                               page_number(page, fund->further_per_year, 0)));
    row[0] = (TerminalRow){.cell = {NULL, message(SAY_FUND_COLUMN_RETURNED, page->language),
                                    page_fill(page, SAY_FUND_COLUMN_LEFT, MESSAGE_ARGUMENTS(last)),
                                    message(SAY_FUND_COLUMN_PROGRAMMES, page->language)}};
    for (int r = 0; r < N_REGIMES; r++) row[r + 1] = rule_row(of, (Regime)r, unit);
    terminal_table(&page->terminal, INDENT, 4, row, N_REGIMES + 1);
    terminal_blank(&page->terminal);
    say_abolished(of);
}

/* ---- boards ---- */

static bool is_cut(const FundBoardRow *row)
{
    return row->cut > 0;
}

static const KronorUnit *boards_unit(const FundFindings *findings)
{
    double most = 0;
    for (int i = 0; i < findings->n_boards; i++) {
        const FundBoardRow *row = &findings->board[i];
        if (row->year == ANY) most = fmax(most, fmax(row->cut, fabs(row->fall)));
    }
    return text_kronor_unit(most);
}

static const char *board_name(FundPage *of, const FundBoardRow *row)
{
    const Payer *payer = &of->findings->fund->study[0].model.payer[row->payer];
    return page_capital(&of->page, page_label(&of->page, &payer->label));
}

static TerminalRow board_row(FundPage *of, const FundBoardRow *row, const KronorUnit *unit)
{
    Page *page = &of->page;
    TerminalRow made = {.strong = false};
    made.cell[0] = board_name(of, row);
    made.cell[1] = page_amount(page, unit, row->cut);
    made.cell[2] = page_amount(page, unit, row->fall);
    made.cell[3] = page_kept(page, arena_format(&page->arena, "%s (%s)",
                                                page_amount(page, unit, row->uncovered.mean),
                                                page_percent(page, row->beyond)));
    return made;
}

/* The year in which a board's frame is most often cut although its cost did not fall. */
static void say_board_year(FundPage *of, int payer)
{
    Page *page = &of->page;
    const FundBoardRow *worst = NULL;
    for (int i = 0; i < of->findings->n_boards; i++) {
        const FundBoardRow *row = &of->findings->board[i];
        if (row->payer != payer || row->year == ANY) continue;
        if (worst == NULL || row->not_fallen > worst->not_fallen) worst = row;
    }
    if (worst == NULL || !(worst->not_fallen > 0)) return;
    page_say_item(page, SAY_FUND_BOARD_YEAR,
                  MESSAGE_ARGUMENTS(board_name(of, worst), page_percent(page, worst->not_fallen),
                                    page_calendar(page, worst->year)));
}

/* A board with less of all cuts than this is told of in the table alone. */
static const double little = 0.01;

static double all_cuts(const FundFindings *findings)
{
    double sum = 0;
    for (int i = 0; i < findings->n_boards; i++)
        if (findings->board[i].year == ANY) sum += findings->board[i].cut;
    return sum;
}

static void part_boards(FundPage *of)
{
    Page *page = &of->page;
    const FundFindings *findings = of->findings;
    const KronorUnit *unit = boards_unit(findings);
    int n = 1;
    TerminalRow *row = arena_alloc(&page->arena, (size_t)findings->n_boards + 1, sizeof *row);
    if (row == NULL) {
        page->out_of_memory = true;
        return;
    }
    row[0] = (TerminalRow){.cell = {NULL, message(SAY_FUND_COLUMN_CUT, page->language),
                                    message(SAY_FUND_COLUMN_FELL, page->language),
                                    message(SAY_FUND_COLUMN_BEYOND, page->language)}};
    for (int i = 0; i < findings->n_boards; i++) {
        const FundBoardRow *board = &findings->board[i];
        if (board->year == ANY && is_cut(board)) row[n++] = board_row(of, board, unit);
    }
    page_say_heading(page, SAY_FUND_HEADING_BOARDS);
    if (n == 1) {
        page_say_plain(page, SAY_FUND_NO_BOARD);
        return;
    }
    page_say(page, SAY_FUND_BOARDS_EXPLAINED, MESSAGE_ARGUMENTS(unit->word[page->language]));
    terminal_table(&page->terminal, INDENT, 4, row, n);
    terminal_blank(&page->terminal);
    for (int i = 0; i < findings->n_boards; i++) {
        const FundBoardRow *board = &findings->board[i];
        if (board->year == ANY && board->cut > little * all_cuts(findings))
            say_board_year(of, board->payer);
    }
}

/* ---- how sure ---- */

static void part_sure(FundPage *of)
{
    static const Message word[N_RETURN_BASES] = {
        [RETURN_EXPECTED] = SAY_FUND_BASIS_EXPECTED,
        [RETURN_MEASURED] = SAY_FUND_BASIS_MEASURED,
        [RETURN_NEGOTIATED] = SAY_FUND_BASIS_NEGOTIATED,
    };
    Page *page = &of->page;
    const Fund *fund = of->findings->fund;
    bool used[N_RETURN_BASES] = {false};
    int weak = fund->provenance.grade >= GRADE_D;
    for (int r = 0; r < fund->n_rules; r++) {
        used[fund->rule[r].basis] |= fund->rule[r].share > 0;
        weak += fund->rule[r].provenance.grade >= GRADE_D;
    }
    for (int g = 0; g < fund->n_grants; g++) weak += fund->grant[g].provenance.grade >= GRADE_D;
    const double chance[] = {of->findings->rule[REGIME_FILE].ever_short,
                             last_year(of->findings, REGIME_FILE)->none_affordable};
    page_say_heading(page, SAY_FUND_HEADING_SURE);
    page_rests_on(page, of->findings->n_replicates, of->findings->n_worlds, chance, 2);
    for (int b = 0; b < N_RETURN_BASES; b++)
        if (used[b]) page_say_item(page, word[b], MESSAGE_ARGUMENTS(NULL));
    page_say_item(page, SAY_FUND_GUESSES,
                  MESSAGE_ARGUMENTS(page_number(page, weak, 0),
                                    page_number(page, 1 + fund->n_rules + fund->n_grants, 0)));
    terminal_blank(&page->terminal);
    terminal_paragraph(&page->terminal, 0, 0, message(SAY_FUND_ALWAYS, page->language));
}

/* A new part is its row here. */
static FundPart *const parts[] = {part_opening, part_balance, part_rules, part_boards, part_sure};

Status fund_page_write(const FundFindings *findings, Language language, const Terminal *terminal)
{
    FundPage of = {.findings = findings, .page = {.language = language, .terminal = *terminal}};
    if (of.page.terminal.width < TERMINAL_NARROWEST) of.page.terminal.width = TERMINAL_NARROWEST;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) parts[i](&of);
    bool lost = of.page.out_of_memory;
    arena_free(&of.page.arena);
    if (lost) return STATUS_MEMORY;
    return fflush(terminal->file) != 0 || ferror(terminal->file) ? STATUS_FILE : STATUS_OK;
}

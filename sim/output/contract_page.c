#include "output/contract_page.h"

#include "output/contract_sure.h"
#include "output/contract_words.h"
#include "output/speech.h"

#include <math.h>

/* The page under work. */
typedef struct {
    Page page;
    const ContractFindings *findings;
    const Contract *contract;
} Sheet;

static const char *word(const Sheet *sheet, ContractWord which)
{
    return contract_word(which, sheet->page.language);
}

static const char *fill(Sheet *sheet, ContractWord which, const char *const *argument)
{
    return page_kept(&sheet->page,
                     contract_fill(&sheet->page.arena, which, sheet->page.language, argument));
}

static void say(Sheet *sheet, const char *text)
{
    terminal_paragraph(&sheet->page.terminal, INDENT, INDENT, page_capital(&sheet->page, text));
}

static void say_item(Sheet *sheet, const char *text)
{
    terminal_paragraph(&sheet->page.terminal, INDENT, HANG, page_capital(&sheet->page, text));
}

#define SAY(sheet, which, ...) say(sheet, fill(sheet, which, MESSAGE_ARGUMENTS(__VA_ARGS__)))
#define SAY_ITEM(sheet, which, ...) \
    say_item(sheet, fill(sheet, which, MESSAGE_ARGUMENTS(__VA_ARGS__)))

static double share_of(const Sheet *sheet, const char *event)
{
    return contract_chance(sheet->findings, event)->share;
}

static const char *percent(Sheet *sheet, double share)
{
    return isnan(share) ? TEXT_DASH : page_percent(&sheet->page, share);
}

/* ---- the terms ---- */

/* "the share who reach "degree" is higher than in the comparison group by more than 5 %" */
static const char *condition_text(Sheet *sheet)
{
    static const ContractWord pattern[N_CONDITIONS] = {
        [CONDITION_MILESTONE] = CONTRACT_IF_MILESTONE,
        [CONDITION_STATE] = CONTRACT_IF_STATE,
        [CONDITION_YEARS] = CONTRACT_IF_YEARS};
    const ContractCondition *condition = &sheet->contract->condition;
    const Model *model = &sheet->contract->study.model;
    bool years = condition->kind == CONDITION_YEARS;
    Page *page = &sheet->page;
    const Label *label = condition->kind == CONDITION_MILESTONE
                             ? &model->milestone[condition->milestone].label
                             : &model->state[condition->state].label;
    const char *than = word(sheet, CONTRACT_THAN_COMPARISON);
    if (!condition->compared)
        than = fill(sheet, CONTRACT_THAN_LEVEL,
                    MESSAGE_ARGUMENTS(years ? page_years(page, condition->level)
                                            : page_percent(page, condition->level)));
    if (condition->by > 0)
        than = fill(sheet, CONTRACT_BY,
                    MESSAGE_ARGUMENTS(than, years ? page_years(page, condition->by)
                                                  : page_percent(page, condition->by)));
    return fill(sheet, pattern[condition->kind],
                MESSAGE_ARGUMENTS(page_label(page, label),
                                  word(sheet, condition->lower ? CONTRACT_LOWER : CONTRACT_HIGHER),
                                  than, page_years(page, condition->after)));
}

static const char *group_text(Sheet *sheet)
{
    static const ContractWord pattern[N_COMPARISONS] = {
        [COMPARISON_RANDOMISED] = CONTRACT_RANDOMISED,
        [COMPARISON_MATCHED] = CONTRACT_MATCHED,
        [COMPARISON_HISTORICAL] = CONTRACT_HISTORICAL};
    const ContractComparison *comparison = &sheet->contract->comparison;
    return fill(sheet, pattern[comparison->kind],
                MESSAGE_ARGUMENTS(page_number(&sheet->page, comparison->number, 0),
                                  page_years(&sheet->page, comparison->earlier)));
}

static void part_terms(Sheet *sheet)
{
    Page *page = &sheet->page;
    const Contract *contract = sheet->contract;
    const ContractTerms *terms = &contract->terms;
    bool asked = contract->condition.kind != CONDITION_NONE;
    int year = contract->study.economics.price_year;
    terminal_title(&page->terminal, contract->name);
    const char *above = word(sheet, CONTRACT_PAID_BACK);
    if (terms->cap > 0)
        above = fill(
            sheet, asked ? CONTRACT_ABOVE_IF : CONTRACT_ABOVE,
            MESSAGE_ARGUMENTS(page_percent(page, terms->cap), asked ? condition_text(sheet) : ""));
    const char *sentence[] = {
        fill(sheet, CONTRACT_ABOUT,
             MESSAGE_ARGUMENTS(contract->study.name,
                               page_counted(page, SAY_PARTICIPANTS, SAY_PARTICIPANT,
                                            sheet->findings->n_participants))),
        fill(sheet, CONTRACT_DRAWN,
             MESSAGE_ARGUMENTS(
                 page_kronor(page, terms->drawn), page_number(page, terms->settled, 0),
                 page_percent(page, terms->guaranteed), page_percent(page, terms->share))),
        above,
        fill(sheet, CONTRACT_MEASURED_BY,
             MESSAGE_ARGUMENTS(page_years(page, contract->follow_up), group_text(sheet))),
        fill(sheet, contract->written_year == year ? CONTRACT_PRICES_SAME : CONTRACT_PRICES,
             MESSAGE_ARGUMENTS(page_calendar(page, year), page_kronor(page, contract->written),
                               page_calendar(page, contract->written_year))),
    };
    const char *text = page_kept(page,
                                 arena_format(&page->arena, "%s %s %s %s %s", sentence[0],
                                              sentence[1], sentence[2], sentence[3], sentence[4]));
    terminal_paragraph(&page->terminal, 0, 0, text);
}

/* ---- money ---- */

static TerminalRow money_row(Sheet *sheet, ContractWord which, const char *measure,
                             const KronorUnit *unit)
{
    const Spread *spread = contract_measure(sheet->findings, measure);
    return (TerminalRow){.cell = {word(sheet, which), page_amount(&sheet->page, unit, spread->mean),
                                  page_range(&sheet->page, unit, spread->p05, spread->p95)}};
}

static void say_return(Sheet *sheet)
{
    Page *page = &sheet->page;
    const Spread *rate = contract_measure(sheet->findings, "investor_return");
    double nothing = share_of(sheet, "nothing_comes_back");
    SAY(sheet, CONTRACT_RETURN, percent(sheet, share_of(sheet, "money_back")),
        page_rate(page, rate->p50), page_rate(page, rate->p05), page_rate(page, rate->p95));
    if (nothing > 0) SAY(sheet, CONTRACT_NOTHING_BACK, percent(sheet, nothing));
}

static void part_money(Sheet *sheet)
{
    static const struct {
        ContractWord label;
        const char *measure;
    } rows[] = {
        {CONTRACT_TRUE_SAVING, "true_saving"},
        {CONTRACT_MEASURED_SAVING, "measured_saving"},
        {CONTRACT_PAID, "payment"},
        {CONTRACT_INVESTOR_NET, "investor_net"},
        {CONTRACT_MUNICIPALITY_NET, "municipality_net"},
        {CONTRACT_MUNICIPALITY_ALONE, "municipality_net_without_contract"},
    };
    enum { N_ROWS = sizeof rows / sizeof *rows };
    Page *page = &sheet->page;
    TerminalRow row[N_ROWS + 1];
    const Spread *measured = contract_measure(sheet->findings, "measured_saving");
    const KronorUnit *unit = text_kronor_unit(fmax(fabs(measured->p05), fabs(measured->p95)));
    terminal_heading(&page->terminal, word(sheet, CONTRACT_HEADING_MONEY));
    SAY(sheet, CONTRACT_MONEY_EXPLAINED, unit->word[page->language]);
    row[0] = (TerminalRow){
        .cell = {NULL, word(sheet, CONTRACT_COLUMN_MEAN), word(sheet, CONTRACT_COLUMN_RANGE)}};
    for (int i = 0; i < N_ROWS; i++)
        row[i + 1] = money_row(sheet, rows[i].label, rows[i].measure, unit);
    terminal_table(&page->terminal, INDENT, 3, row, N_ROWS + 1);
    contract_say_assumed(page, sheet->findings);
    SAY(sheet, CONTRACT_MONEY_MEANS, page_kronor(page, sheet->findings->cost));
    const Spread *later = contract_measure(sheet->findings,
                                           "municipality_net_to_horizon_discounted");
    SAY(sheet, CONTRACT_LATER, page_years(page, sheet->contract->study.economics.horizon),
        page_kronor(page, later->mean), page_range(page, unit, later->p05, later->p95));
    say_return(sheet);
}

/* ---- errors and verdicts ---- */

static void part_wrong(Sheet *sheet)
{
    const ContractChance *nothing = contract_chance(sheet->findings, "paid_for_nothing");
    const ContractChance *unpaid = contract_chance(sheet->findings, "saving_unpaid");
    terminal_heading(&sheet->page.terminal, word(sheet, CONTRACT_HEADING_WRONG));
    SAY_ITEM(sheet, CONTRACT_FOUND_AND_TRUE,
             percent(sheet, share_of(sheet, "measured_saving_above_0")),
             percent(sheet, share_of(sheet, "true_saving_above_0")),
             percent(sheet, share_of(sheet, "misjudged")));
    if (nothing->share > 0)
        SAY_ITEM(sheet, CONTRACT_FOR_NOTHING, percent(sheet, nothing->share),
                 percent(sheet, nothing->share_given),
                 page_kronor(&sheet->page, nothing->mean_paid));
    else
        say_item(sheet, word(sheet, CONTRACT_NEVER_FOR_NOTHING));
    if (unpaid->of_all > 0)
        SAY_ITEM(sheet, CONTRACT_UNPAID, percent(sheet, unpaid->share),
                 percent(sheet, unpaid->share_given));
    if (sheet->contract->condition.kind != CONDITION_NONE && sheet->contract->terms.cap > 0)
        SAY_ITEM(sheet, CONTRACT_STOPPED,
                 percent(sheet, share_of(sheet, "condition_stops_payment")));
}

/* Of several cells together: how likely, and how often something is truly saved then. */
typedef struct {
    double share, positive;
} Cells;

static Cells add_cells(const Sheet *sheet, Found from, Found to, int met_from)
{
    Cells sum = {0, 0};
    for (int found = (int)from; found <= (int)to; found++) {
        for (int met = met_from; met < 2; met++) {
            const ContractVerdict *cell = &sheet->findings->verdict[found][met];
            sum.share += cell->share;
            if (cell->share > 0) sum.positive += cell->share * cell->true_positive;
        }
    }
    return sum;
}

static void part_verdicts(Sheet *sheet)
{
    static const ContractWord label[N_FOUND] = {[FOUND_DEARER] = CONTRACT_DEARER,
                                                [FOUND_CHEAPER] = CONTRACT_CHEAPER,
                                                [FOUND_ENOUGH] = CONTRACT_ENOUGH};
    bool asked = sheet->contract->condition.kind != CONDITION_NONE;
    TerminalRow row[N_FOUND + 1] = {
        {.cell = {NULL, word(sheet, asked ? CONTRACT_COLUMN_NOT_MET : CONTRACT_COLUMN_SHARE),
                  word(sheet, CONTRACT_COLUMN_MET)}}};
    terminal_heading(&sheet->page.terminal, word(sheet, CONTRACT_HEADING_VERDICTS));
    say(sheet, word(sheet, CONTRACT_VERDICTS_EXPLAINED));
    for (int found = 0; found < N_FOUND; found++) {
        const ContractVerdict *cell = sheet->findings->verdict[found];
        row[found + 1] = (TerminalRow){.cell = {word(sheet, label[found]),
                                                percent(sheet, cell[asked ? 0 : 1].share),
                                                percent(sheet, cell[1].share)}};
    }
    terminal_table(&sheet->page.terminal, INDENT, asked ? 3 : 2, row, N_FOUND + 1);
    Cells dearer = add_cells(sheet, FOUND_DEARER, FOUND_DEARER, 0);
    Cells cheaper = add_cells(sheet, FOUND_CHEAPER, FOUND_ENOUGH, 0);
    if (asked) {
        SAY_ITEM(sheet, CONTRACT_VERDICT_SPLIT,
                 percent(sheet, add_cells(sheet, FOUND_DEARER, FOUND_DEARER, 1).share));
        SAY_ITEM(sheet, CONTRACT_VERDICT_CHEAPER, percent(sheet, cheaper.share));
        SAY_ITEM(sheet, CONTRACT_VERDICT_SUCCESS,
                 percent(sheet, add_cells(sheet, FOUND_CHEAPER, FOUND_ENOUGH, 1).share));
    }
    SAY_ITEM(sheet, CONTRACT_VERDICT_TRUE, percent(sheet, dearer.positive / dearer.share),
             percent(sheet, cheaper.positive / cheaper.share));
}

/* ---- other follow-ups ---- */

/* Years of general interest, and the contract's own. */
static bool is_told(const Sheet *sheet, int year)
{
    return year == sheet->contract->follow_up || year == 1 || year == 2 || year == 3 || year == 5 ||
           year == 10;
}

static void part_years(Sheet *sheet)
{
    enum { MOST_ROWS = 8 };
    TerminalRow row[MOST_ROWS] = {
        {.cell = {NULL, word(sheet, CONTRACT_COLUMN_FOUND), word(sheet, CONTRACT_COLUMN_TRUE),
                  word(sheet, CONTRACT_COLUMN_MISJUDGED)}}};
    int n = 1;
    terminal_heading(&sheet->page.terminal, word(sheet, CONTRACT_HEADING_YEARS));
    for (int y = 0; y < sheet->findings->n_years && n < MOST_ROWS; y++) {
        const ContractYear *year = &sheet->findings->year[y];
        if (!is_told(sheet, year->year)) continue;
        row[n++] = (TerminalRow){
            .cell = {fill(sheet, CONTRACT_AFTER,
                          MESSAGE_ARGUMENTS(page_years(&sheet->page, year->year))),
                     percent(sheet, year->measured_positive), percent(sheet, year->true_positive),
                     percent(sheet, year->misjudged)},
            .strong = year->year == sheet->contract->follow_up};
    }
    terminal_table(&sheet->page.terminal, INDENT, 4, row, n);
}

/* ---- risks ---- */

/* A part of the variance; estimates of what is not there may fall below 0. */
static const char *part_text(Sheet *sheet, const ContractRisk *risk, int i)
{
    double whole = risk->sd * risk->sd, share = whole > 0 ? risk->variance[i] / whole : 0;
    return fabs(share) < 0.005 || share < 0 ? page_number(&sheet->page, 0, 0)
                                            : page_percent(&sheet->page, share);
}

static void part_risks(Sheet *sheet)
{
    static const ContractWord label[N_RISKS] = {[RISK_KNOWLEDGE] = CONTRACT_RISK_KNOWLEDGE,
                                                [RISK_PARTICIPANTS] = CONTRACT_RISK_PARTICIPANTS,
                                                [RISK_COMPARED] = CONTRACT_RISK_COMPARED,
                                                [RISK_BIAS] = CONTRACT_RISK_BIAS,
                                                [RISK_TOGETHER] = CONTRACT_RISK_TOGETHER};
    static const Bearer bearer[] = {BEARER_INVESTOR, BEARER_MUNICIPALITY, BEARER_ALONE};
    Page *page = &sheet->page;
    const ContractRisk *risk = sheet->findings->risk;
    TerminalRow row[N_RISKS + 2] = {
        {.cell = {NULL, word(sheet, CONTRACT_COLUMN_INVESTOR),
                  word(sheet, CONTRACT_COLUMN_MUNICIPALITY), word(sheet, CONTRACT_COLUMN_ALONE)}}};
    terminal_heading(&page->terminal, word(sheet, CONTRACT_HEADING_RISKS));
    if (!sheet->findings->risk_told) {
        SAY(sheet, CONTRACT_RISK_UNTOLD, page_number(page, 2.0 * sheet->findings->n_replicates, 0));
        return;
    }
    const KronorUnit *unit = text_kronor_unit(risk[BEARER_ALONE].sd);
    SAY(sheet, CONTRACT_RISKS_EXPLAINED, unit->word[page->language]);
    row[1].cell[0] = word(sheet, CONTRACT_SPREAD);
    for (int b = 0; b < 3; b++) {
        row[1].cell[b + 1] = page_amount(page, unit, risk[bearer[b]].sd);
        for (int i = 0; i < N_RISKS; i++)
            row[i + 2].cell[b + 1] = part_text(sheet, &risk[bearer[b]], i);
    }
    for (int i = 0; i < N_RISKS; i++) row[i + 2].cell[0] = word(sheet, label[i]);
    terminal_table(&page->terminal, INDENT, 4, row, N_RISKS + 2);
}

/* ---- fair terms ---- */

static const ContractFair *fair_of(const Sheet *sheet, FairTerm term, FairParty party)
{
    return &sheet->findings->fair[term * N_FAIR_PARTIES + party];
}

static void say_fair(Sheet *sheet, FairParty party, ContractWord who)
{
    Page *page = &sheet->page;
    const ContractTerms *terms = &sheet->contract->terms;
    const ContractFair *guaranteed = fair_of(sheet, FAIR_GUARANTEED, party);
    const ContractFair *share = fair_of(sheet, FAIR_SHARE, party);
    const char *name = word(sheet, who);
    if (isnan(guaranteed->value))
        SAY_ITEM(sheet, CONTRACT_FAIR_NONE, name, page_kronor(page, guaranteed->net_at_0),
                 page_kronor(page, guaranteed->net_at_1));
    else
        SAY_ITEM(sheet, CONTRACT_FAIR_GUARANTEED, name, page_percent(page, guaranteed->value),
                 page_percent(page, terms->guaranteed));
    if (!isnan(share->value))
        SAY_ITEM(sheet, CONTRACT_FAIR_SHARE, name, page_percent(page, share->value),
                 page_percent(page, terms->share));
}

static void part_fair(Sheet *sheet)
{
    Page *page = &sheet->page;
    terminal_heading(&page->terminal, word(sheet, CONTRACT_HEADING_FAIR));
    SAY_ITEM(sheet, CONTRACT_FAIR_NOW,
             page_kronor(page, fair_of(sheet, FAIR_GUARANTEED, FAIR_INVESTOR)->net),
             page_rate(page, sheet->contract->study.economics.discount_rate),
             page_kronor(page, fair_of(sheet, FAIR_GUARANTEED, FAIR_MUNICIPALITY)->net));
    say_fair(sheet, FAIR_INVESTOR, CONTRACT_FAIR_INVESTOR);
    say_fair(sheet, FAIR_MUNICIPALITY, CONTRACT_FAIR_MUNICIPALITY);
    contract_say_sure(page, sheet->findings);
    terminal_blank(&page->terminal);
    terminal_paragraph(&page->terminal, 0, 0, word(sheet, CONTRACT_ALWAYS));
}

/* A new part is its function and its row here. */
static void (*const parts[])(Sheet *sheet) = {part_terms, part_money, part_wrong, part_verdicts,
                                              part_years, part_risks, part_fair};

Status contract_page_write(const ContractFindings *findings, Language language,
                           const Terminal *terminal)
{
    Sheet sheet = {.page = {.language = language, .terminal = *terminal},
                   .findings = findings,
                   .contract = findings->contract};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) parts[i](&sheet);
    bool lost = sheet.page.out_of_memory;
    arena_free(&sheet.page.arena);
    if (lost) return STATUS_MEMORY;
    return fflush(terminal->file) != 0 || ferror(terminal->file) ? STATUS_FILE : STATUS_OK;
}

#include "output/batch_page.h"

#include "output/batch_page_parts.h"

#include <math.h>
#include <string.h>

/* Of more scenarios the page tells of the first ones; batch.csv has all. No more than MOST_PAIRED. */
enum { MOST_LISTED = 50 };

static const Standing *standing_of(const BatchPage *page, RankMeasure measure,
                                   Uncertainty uncertainty, int i)
{
    return &page->batch->ranking.standing[measure][uncertainty][i];
}

static const BatchScenario *scenario_of(const BatchPage *page, int i)
{
    return &page->batch->scenario[page->batch->ranked[i]];
}

static const char *title_of(const BatchPage *page, int i)
{
    return scenario_of(page, i)->label;
}

static int n_listed(const BatchPage *page)
{
    int n = page->batch->n_ranked;
    return n < MOST_LISTED ? n : MOST_LISTED;
}

static const char *years_of(BatchPage *page)
{
    return page_years(&page->page, page->batch->years);
}

static const char *account_of(BatchPage *page)
{
    return page_small(&page->page, page_label(&page->page, &page->batch->account));
}

/* ---- what to do with it ---- */

static void say_worlds(BatchPage *page)
{
    const Batch *batch = page->batch;
    Page *text = &page->page;
    terminal_paragraph(&text->terminal, 0, 0,
                       page_fill(text, SAY_BATCH_WORLDS,
                                 MESSAGE_ARGUMENTS(page_number(text, batch->n_worlds, 0),
                                                   page_number(text, batch->n_replicates, 0),
                                                   page_calendar(text, batch->price_year))));
}

/* Those of n that are not listed, if any. */
static void say_rest(BatchPage *page, int n)
{
    Page *text = &page->page;
    if (n <= MOST_LISTED) return;
    terminal_paragraph(
        &text->terminal, INDENT, INDENT,
        page_fill(text, SAY_BATCH_REST,
                  MESSAGE_ARGUMENTS(page_number(text, MOST_LISTED, 0), page_number(text, n, 0))));
}

static int most_likely(const BatchPage *page)
{
    const Standing *back = standing_of(page, RANK_PAYBACK, UNCERTAINTY_KNOWLEDGE, 0);
    int best = page->batch->by_rank[0];
    for (int i = 1; i < page->batch->n_ranked; i++) {
        int at = page->batch->by_rank[i];
        if (back[at].value > back[best].value) best = at;
    }
    return best;
}

/* Those that the evidence speaks for, or that there are none: doing nothing is a choice, too. */
static void say_advice(BatchPage *page)
{
    Page *text = &page->page;
    int n = 0;
    page_say_heading(text, SAY_BATCH_HEADING_ADVICE);
    for (int i = 0; i < page->batch->n_ranked; i++) {
        int at = page->batch->by_rank[i];
        if (!batch_speaks_for(page->batch, at)) continue;
        if (n++ == 0)
            terminal_strong(&text->terminal, INDENT, message(SAY_BATCH_FOR, text->language));
        if (n > MOST_LISTED) continue;
        terminal_paragraph(&text->terminal, HANG, HANG, title_of(page, at));
    }
    say_rest(page, n);
    if (n > 0) return;
    int best = most_likely(page);
    terminal_strong(&text->terminal, INDENT, message(SAY_BATCH_NONE, text->language));
    if (!(standing_of(page, RANK_PAYBACK, UNCERTAINTY_KNOWLEDGE, best)->value > 0)) {
        page_say(text, SAY_BATCH_NONE_EVER,
                 MESSAGE_ARGUMENTS(years_of(page), account_of(page),
                                   page_percent(text, scenario_of(page, best)->limit_for)));
        return;
    }
    page_say(
        text, SAY_BATCH_NONE_WHY,
        MESSAGE_ARGUMENTS(
            years_of(page), account_of(page),
            page_percent(text, standing_of(page, RANK_PAYBACK, UNCERTAINTY_KNOWLEDGE, best)->value),
            title_of(page, best), page_percent(text, scenario_of(page, best)->limit_for)));
}

/* ---- the ranking ---- */

/* "2", "1–3": the ranks held in nine of ten cases. */
static const char *rank_range(BatchPage *page, const Standing *standing)
{
    Page *text = &page->page;
    const char *low = page_number(text, standing->rank_p05, 0);
    if (standing->rank_p05 == standing->rank_p95) return low;
    return page_fill(text, SAY_BATCH_RANKS,
                     MESSAGE_ARGUMENTS(low, page_number(text, standing->rank_p95, 0)));
}

static const char *numbered(BatchPage *page, int i)
{
    Page *text = &page->page;
    const Standing *standing = standing_of(page, RANK_NET, UNCERTAINTY_KNOWLEDGE, i);
    return page_kept(text, arena_format(&text->arena, "%d. %s", standing->rank, title_of(page, i)));
}

static const KronorUnit *unit_of(const BatchPage *page)
{
    double largest = 0;
    for (int i = 0; i < page->batch->n_ranked; i++) {
        const Standing *standing = standing_of(page, RANK_NET, UNCERTAINTY_LUCK, i);
        largest = fmax(largest, fmax(fabs(standing->p05), fabs(standing->p95)));
    }
    return text_kronor_unit(largest);
}

static void table_of_net(BatchPage *page, TerminalRow *row)
{
    Page *text = &page->page;
    const Batch *batch = page->batch;
    const KronorUnit *unit = unit_of(page);
    page_say_heading(text, SAY_BATCH_HEADING_NET);
    page_say(text, SAY_BATCH_NET_EXPLAINED,
             MESSAGE_ARGUMENTS(unit->word[text->language], account_of(page), years_of(page)));
    terminal_blank(&text->terminal);
    row[0] = (TerminalRow){.cell = {NULL, message(SAY_BATCH_COLUMN_NET, text->language),
                                    message(SAY_BATCH_COLUMN_RANGE, text->language),
                                    message(SAY_BATCH_COLUMN_RANK, text->language)}};
    for (int i = 0; i < n_listed(page); i++) {
        int at = batch->by_rank[i];
        const Standing *known = standing_of(page, RANK_NET, UNCERTAINTY_KNOWLEDGE, at);
        const Standing *lucky = standing_of(page, RANK_NET, UNCERTAINTY_LUCK, at);
        row[i + 1] = (TerminalRow){
            .cell = {numbered(page, at), page_amount(text, unit, known->value),
                     page_range(text, unit, lucky->p05, lucky->p95), rank_range(page, known)}};
    }
    terminal_table(&text->terminal, INDENT, 4, row, n_listed(page) + 1);
    say_rest(page, batch->n_ranked);
}

/* "31 % (2)" */
static const char *ranked_text(BatchPage *page, const char *value, const Standing *standing)
{
    Page *text = &page->page;
    return page_kept(text, arena_format(&text->arena, "%s (%d)", value, standing->rank));
}

/* Years avoided per participant below which the page of a run tells of hardly any difference. */
static const double LEAST_AVOIDED = 0.01;

/* With three digits, since years are never known better. */
static double three_digits(double value)
{
    if (!(value >= 1000)) return value;
    double step = pow(10, floor(log10(value)) - 2);
    return round(value / step) * step;
}

/* Kronor for an avoided year in thousands; a word when none, or hardly any, is avoided. */
static const char *cost_text(BatchPage *page, int i)
{
    Page *text = &page->page;
    const Standing *standing = standing_of(page, RANK_COST_PER_YEAR, UNCERTAINTY_KNOWLEDGE, i);
    const BatchScenario *scenario = scenario_of(page, i);
    if (isinf(standing->value)) return message(SAY_BATCH_NONE_AVOIDED, text->language);
    if (scenario->programme_cost < standing->value * LEAST_AVOIDED * scenario->participants)
        return ranked_text(page, message(SAY_BATCH_HARDLY_AVOIDED, text->language), standing);
    return ranked_text(page, page_number(text, three_digits(standing->value / 1000), 0), standing);
}

static const char *krona_text(BatchPage *page, const Standing *standing)
{
    Page *text = &page->page;
    if (isinf(standing->value)) return TEXT_DASH;
    return ranked_text(page, page_number(text, standing->value, 2), standing);
}

static void table_of_others(BatchPage *page, TerminalRow *row)
{
    Page *text = &page->page;
    const Batch *batch = page->batch;
    page_say_heading(text, SAY_BATCH_HEADING_OTHERS);
    page_say(text, SAY_BATCH_OTHERS_EXPLAINED, MESSAGE_ARGUMENTS(years_of(page)));
    terminal_blank(&text->terminal);
    row[0] = (TerminalRow){.cell = {NULL, message(SAY_BATCH_COLUMN_BACK, text->language),
                                    message(SAY_BATCH_COLUMN_LUCK, text->language),
                                    message(SAY_BATCH_COLUMN_YEAR, text->language),
                                    message(SAY_BATCH_COLUMN_KRONA, text->language)}};
    for (int i = 0; i < n_listed(page); i++) {
        int at = batch->by_rank[i];
        const Standing *back = standing_of(page, RANK_PAYBACK, UNCERTAINTY_KNOWLEDGE, at);
        const Standing *lucky = standing_of(page, RANK_PAYBACK, UNCERTAINTY_LUCK, at);
        row[i + 1] = (TerminalRow){
            .cell = {title_of(page, at), ranked_text(page, page_percent(text, back->value), back),
                     page_percent(text, lucky->value), cost_text(page, at),
                     krona_text(page,
                                standing_of(page, RANK_NET_PER_KRONA, UNCERTAINTY_KNOWLEDGE, at))}};
    }
    terminal_table(&text->terminal, INDENT, 5, row, n_listed(page) + 1);
    say_rest(page, batch->n_ranked);
}

static void say_verdicts(BatchPage *page)
{
    static const Message word[N_VERDICTS] = {[VERDICT_FOR] = SAY_VERDICT_FOR,
                                             [VERDICT_AGAINST] = SAY_VERDICT_AGAINST,
                                             [VERDICT_UNDECIDED] = SAY_VERDICT_UNDECIDED,
                                             [VERDICT_WEAK] = SAY_VERDICT_WEAK};
    Page *text = &page->page;
    page_say_heading(text, SAY_BATCH_HEADING_EACH);
    for (int i = 0; i < n_listed(page); i++) {
        const BatchScenario *scenario = scenario_of(page, page->batch->by_rank[i]);
        bool saves = !isnan(scenario->weak_value_share); /* else no share of it can be told */
        page_say_item(text, saves ? SAY_BATCH_EACH : SAY_BATCH_EACH_NOTHING,
                      MESSAGE_ARGUMENTS(scenario->label,
                                        message(word[scenario->verdict], text->language),
                                        page_counted(text, SAY_PARTICIPANTS, SAY_PARTICIPANT,
                                                     scenario->participants),
                                        page_kronor(text, scenario->programme_cost),
                                        page_percent(text, scenario->weak_value_share)));
    }
}

/* ---- how sure the order is ---- */

/* Each against the next: those further down are surer. */
static void say_order(BatchPage *page)
{
    const Batch *batch = page->batch;
    Page *text = &page->page;
    if (batch->n_ranked < 2) return;
    page_say_heading(text, SAY_BATCH_HEADING_ORDER);
    for (int i = 0; i + 1 < n_listed(page); i++) {
        int a = batch->by_rank[i], b = batch->by_rank[i + 1];
        const Standing *known = standing_of(page, RANK_NET, UNCERTAINTY_KNOWLEDGE, a);
        const Standing *lucky = standing_of(page, RANK_NET, UNCERTAINTY_LUCK, a);
        bool equal = known->rank == standing_of(page, RANK_NET, UNCERTAINTY_KNOWLEDGE, b)->rank;
        page_say_item(text, equal ? SAY_BATCH_EQUAL : SAY_BATCH_BEATS,
                      MESSAGE_ARGUMENTS(title_of(page, a), title_of(page, b),
                                        page_percent(text, known->beats[b]),
                                        page_percent(text, lucky->beats[b])));
    }
}

/* ---- the whole ---- */

/* Every chance that the page tells of a scenario, or of it against the next: each from what we know and
 * with luck. How many. */
static int told_chances(const BatchPage *page, double *chance)
{
    const Batch *batch = page->batch;
    int n = 0;
    for (Uncertainty u = 0; u < N_UNCERTAINTIES; u++) {
        for (int i = 0; i < batch->n_ranked; i++)
            chance[n++] = standing_of(page, RANK_PAYBACK, u, i)->value;
        for (int i = 0; i + 1 < n_listed(page); i++) {
            int next = batch->by_rank[i + 1];
            chance[n++] = standing_of(page, RANK_NET, u, batch->by_rank[i])->beats[next];
        }
    }
    return n;
}

/* How far the chances of the tables may be off for the size of the run alone. */
static void say_sure(BatchPage *page)
{
    const Batch *batch = page->batch;
    Page *text = &page->page;
    size_t most = (size_t)batch->n_ranked * N_UNCERTAINTIES * 2;
    double *chance = arena_alloc(&text->arena, most, sizeof *chance);
    if (chance == NULL) {
        text->out_of_memory = true;
        return;
    }
    int n = told_chances(page, chance);
    page_say_heading(text, SAY_HEADING_SURE);
    page_rests_on(text, batch->n_replicates, batch->n_worlds, chance, n);
}

static void say_always(BatchPage *page)
{
    Page *text = &page->page;
    double low = 1, high = 0;
    for (int i = 0; i < page->batch->n_ranked; i++) {
        low = fmin(low, scenario_of(page, i)->weak_value_share);
        high = fmax(high, scenario_of(page, i)->weak_value_share);
    }
    bool saves = low <= high; /* else no share can be told */
    const char *least = page_percent(text, low), *most = page_percent(text, high);
    const char *guesses = strcmp(least, most) == 0
                              ? most
                              : page_fill(text, SAY_BATCH_BETWEEN, MESSAGE_ARGUMENTS(least, most));
    terminal_blank(&text->terminal);
    terminal_paragraph(&text->terminal, 0, 0,
                       page_fill(text, saves ? SAY_BATCH_ALWAYS : SAY_BATCH_ALWAYS_NOTHING,
                                 MESSAGE_ARGUMENTS(guesses)));
}

static void say_ranking(BatchPage *page, TerminalRow *row)
{
    say_worlds(page);
    say_advice(page);
    table_of_net(page, row);
    say_order(page);
    table_of_others(page, row);
    say_verdicts(page);
    batch_say_totals(page);
}

Status batch_page_write(const Batch *batch, Language language, const Terminal *terminal)
{
    Status status = STATUS_OK;
    BatchPage page = {.page = {.language = language, .terminal = *terminal}, .batch = batch};
    Page *text = &page.page;
    TerminalRow *row;
    ARENA_TRY(&text->arena, row, MOST_LISTED + 1);
    terminal_title(&text->terminal,
                   page_fill(text, SAY_BATCH_TITLE,
                             MESSAGE_ARGUMENTS(page_counted(text, SAY_BATCH_SCENARIOS,
                                                            SAY_BATCH_SCENARIO, batch->n_ranked),
                                               account_of(&page), years_of(&page))));
    if (batch->n_ranked > 0) say_ranking(&page, row);
    batch_say_failed(&page);
    if (batch->n_ranked > 0) {
        say_sure(&page);
        say_always(&page);
    }
    if (text->out_of_memory) status = STATUS_MEMORY;
    if (status == STATUS_OK && (fflush(terminal->file) != 0 || ferror(terminal->file)))
        status = STATUS_FILE;
out:
    arena_free(&text->arena);
    return status;
}

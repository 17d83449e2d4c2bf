/* documented: published results of the real programme. */
#include "model/keys_scenario.h"
#include "model/perspective.h"
#include "model/scenario.h"

#include <math.h>
#include <string.h>

/* What a measure's first word means and what it needs. */
typedef struct {
    const char *word;
    DocumentedMeasure measure;
    bool kronor;      /* of a payer, with a price year */
    bool years;       /* else it may not be told */
    bool arms;        /* one arm can be told apart from the other */
    const char *rest; /* what follows the word, for messages; NULL: nothing */
} MeasureKind;

static const MeasureKind KINDS[] = {
    {"net_saving", DOCUMENTED_NET_SAVING, true, true, false, NULL},
    {"saving", DOCUMENTED_SAVING, true, true, false, NULL},
    {"programme_cost", DOCUMENTED_PROGRAMME_COST, true, true, false, NULL},
    {"cost", DOCUMENTED_COST, true, true, true, "an item of the model"},
    {"milestone", DOCUMENTED_MILESTONE, false, false, true, "a milestone of the model"},
    {"state", DOCUMENTED_STATE, false, true, true, "states of the model"},
    {"years_in", DOCUMENTED_YEARS_IN, false, true, true, "states of the model"},
};

/* The word at *text, which moves on behind it; NULL at the end or (*status) without memory. */
static const char *next_word(const Block *block, const char **text, Status *status)
{
    *text += strspn(*text, " ");
    size_t length = strcspn(*text, " ");
    if (length == 0) return NULL;
    const char *word = arena_text(block->scenario->reading->arena, *text, length);
    if (word == NULL) *status = STATUS_MEMORY;
    *text += length;
    return word;
}

/* The measure's kind, or NULL after noting it. */
static const MeasureKind *kind_of(const Block *block, const char *word, const char *text)
{
    for (size_t i = 0; word != NULL && i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(KINDS[i].word, word) == 0) return &KINDS[i];
    block_expected(block, "measure",
                   "net_saving, saving, programme_cost, \"cost ITEM\", \"milestone NAME\", \"state "
                   "NAME ...\" or \"years_in NAME ...\"",
                   text);
    return NULL;
}

static void take_name(const Block *block, const MeasureKind *kind, const char *name,
                      Documented *made)
{
    Reading *reading = block->scenario->reading;
    Where where = block_where(block, "measure");
    const char *key = block_key(block, "measure");
    int found;
    if (key == NULL) return;
    switch (kind->measure) {
    case DOCUMENTED_COST:
        made->item = names_find(&reading->items, name, where, key, reading->problems);
        return;
    case DOCUMENTED_MILESTONE:
        made->milestone = names_find(&reading->milestones, name, where, key, reading->problems);
        return;
    default:
        found = names_find(&reading->states, name, where, key, reading->problems);
        if (found != ANY) made->states |= UINT32_C(1) << found;
    }
}

/* The names behind the measure's word: one of an item or a milestone, one or more of states. */
static Status read_names(const Block *block, const MeasureKind *kind, const char *text,
                         Documented *made)
{
    Status status = STATUS_OK;
    int n = 0;
    const char *name;
    bool many = kind->measure == DOCUMENTED_STATE || kind->measure == DOCUMENTED_YEARS_IN;
    while ((name = next_word(block, &text, &status)) != NULL) {
        if (kind->rest != NULL && (many || n == 0)) take_name(block, kind, name, made);
        n++;
    }
    if (kind->rest == NULL && n > 0)
        block_expected(block, "measure", "nothing after its name", made->text);
    if (kind->rest != NULL && (n == 0 || (n > 1 && !many)))
        block_expected(block, "measure", kind->rest, made->text);
    return status;
}

/* A payer of that name, or else a perspective: whom it adds up. */
static Status read_payers(const Block *block, Documented *made)
{
    Status status = STATUS_OK;
    Reading *reading = block->scenario->reading;
    const Model *model = &reading->study->model;
    const Perspective *perspective = NULL;
    bool *member;
    made->account = keys_text(block->table, block->map, "payer");
    if (made->account == NULL) {
        block_expected(block, "payer", "a payer, since the measure is in kronor", NULL);
        goto out;
    }
    ARENA_TRY(reading->arena, member, model->n_payers);
    made->payer = member;
    int payer = names_index(&reading->payers, made->account);
    for (int i = 0; payer == ANY && i < N_PERSPECTIVES; i++)
        if (strcmp(perspectives[i].label.name, made->account) == 0) perspective = &perspectives[i];
    if (payer == ANY && perspective == NULL)
        (void)block_name(block, "payer", &reading->payers); /* notes it */
    for (int p = 0; p < model->n_payers; p++)
        member[p] = p == payer ||
                    (perspective != NULL && perspective_holds(perspective, &model->payer[p]));
out:
    return status;
}

/* Value, interval and bounds, in the block's own unit. */
static void read_value(const Block *block, Documented *made)
{
    Quantity quantity;
    const YamlNode *map = block->map;
    double above = keys_number(block->table, map, "above", -INFINITY);
    double below = keys_number(block->table, map, "below", INFINITY);
    bool bounds = block_has(block, "above") || block_has(block, "below");
    made->value = NAN;
    made->low = above;
    made->high = below;
    if (bounds == block_has(block, "value"))
        problems_note(block->scenario->reading->problems, block_where(block, "value"), block->place,
                      "expected either a value or a bound (above, below), got %s",
                      bounds ? "both" : "neither");
    if (above > below) block_expected(block, "below", "more than `above`", "less");
    if (!keys_quantity(block->table, map, "value", block->scenario->reading->arena, &quantity))
        return;
    if (quantity.kind == QUANTITY_NAMED) {
        block_expected(block, "value", "a number, perhaps with an interval", "a distribution");
        return;
    }
    bool interval = quantity.kind == QUANTITY_INTERVAL;
    made->value = quantity.estimate;
    made->low = interval ? quantity.low : quantity.estimate;
    made->high = interval ? quantity.high : quantity.estimate;
}

static void check_keys(const Block *block, const MeasureKind *kind, const Documented *made)
{
    const Economics *economics = &block->scenario->reading->study->economics;
    static const struct {
        const char *key;
        bool kronor; /* only of kronor; else only of people */
    } only[] = {{"payer", true}, {"price_year", true}, {"basis", true}, {"unit", false}};
    for (size_t i = 0; i < sizeof only / sizeof *only; i++)
        if (kind->kronor != only[i].kronor && block_has(block, only[i].key))
            block_expected(block, only[i].key,
                           kind->kronor ? "no such key, since the measure is in kronor"
                                        : "no such key, since the measure is of people",
                           keys_text(block->table, block->map, only[i].key));
    if (kind->kronor && !block_has(block, "price_year"))
        block_expected(block, "price_year", "the year of whose money it is", NULL);
    if (!kind->arms && block_has(block, "arm"))
        block_expected(block, "arm", "no arm: this is one figure of the programme",
                       keys_text(block->table, block->map, "arm"));
    if (kind->years != block_has(block, "years"))
        block_expected(block, "years",
                       kind->years ? "after how many years" : "no years: it has an age of its own",
                       keys_text(block->table, block->map, "years"));
    if (kind->kronor && made->years > economics->horizon)
        problems_note(block->scenario->reading->problems, block_where(block, "years"),
                      block_key(block, "years"), "expected years within the horizon of %d, got %d",
                      economics->horizon, made->years);
}

/* What is expected of a milestone that is reached on entry is not known without simulating. */
static void check_milestone(const Block *block, const Documented *made)
{
    const Model *model = &block->scenario->reading->study->model;
    if (made->milestone == ANY || made->arm != N_ARMS) return;
    if (model->milestone[made->milestone].age != ANY) return;
    block_expected(block, "arm", "intervention or baseline, since this milestone has no age",
                   "difference");
}

/* Shares lie within 0 and 1, or within -1 and 1 when they are a difference. */
static void check_share(const Block *block, const Documented *made)
{
    double least = made->arm == N_ARMS ? -1 : 0;
    const double written[] = {made->value, made->low, made->high};
    if (made->unit != PEOPLE_SHARE || made->payer != NULL || made->measure == DOCUMENTED_YEARS_IN)
        return;
    for (int i = 0; i < 3; i++) {
        if (!isfinite(written[i]) || (written[i] >= least && written[i] <= 1)) continue;
        problems_note(block->scenario->reading->problems, block_where(block, "value"), block->place,
                      "expected a share from %g to 1, got %g; or unit: persons", least, written[i]);
        return;
    }
}

static int arm_of(const Block *block)
{
    const char *arm = keys_text(block->table, block->map, "arm");
    if (arm == NULL || strcmp(arm, "intervention") == 0) return ARM_INTERVENTION;
    return strcmp(arm, "baseline") == 0 ? ARM_BASELINE : N_ARMS;
}

static bool key_is(const Block *block, const char *key, const char *text)
{
    const char *written = keys_text(block->table, block->map, key);
    return written != NULL && strcmp(written, text) == 0;
}

static Status read_documented(const Block *block, Documented *made)
{
    Status status = STATUS_OK;
    const char *text = keys_text(block->table, block->map, "measure"), *all = text;
    *made = (Documented){
        .what = keys_text(block->table, block->map, "what"),
        .text = text,
        .arm = arm_of(block),
        .item = ANY,
        .milestone = ANY,
        .years = keys_integer(block->table, block->map, "years", ANY),
        .released = key_is(block, "basis", "released"),
        .unit = key_is(block, "unit", "persons") ? PEOPLE_PERSONS : PEOPLE_SHARE,
        .used = key_is(block, "used", "yes"),
        .provenance = block_provenance(block, block_cited(block, block->scenario->cited)),
    };
    read_value(block, made);
    if (text == NULL) goto out;
    const char *word = next_word(block, &text, &status);
    if (status != STATUS_OK) goto out;
    const MeasureKind *kind = kind_of(block, word, all);
    if (kind == NULL) goto out;
    made->measure = kind->measure;
    TRY(read_names(block, kind, text, made));
    if (kind->kronor) TRY(read_payers(block, made));
    check_keys(block, kind, made);
    check_milestone(block, made);
    check_share(block, made);
    int price_year = keys_integer(block->table, block->map, "price_year", ANY);
    if (!kind->kronor || price_year == ANY) goto out;
    double factor = block_price_factor(block, price_year);
    made->value *= factor;
    made->low *= factor;
    made->high *= factor;
out:
    return status;
}

Status scenario_documented(Scenario *scenario)
{
    Status status = STATUS_OK;
    Reading *reading = scenario->reading;
    const YamlNode *list = yaml_find(scenario->root, "documented");
    Documented *made = NULL;
    int n = 0;
    if (list == NULL || list->kind != YAML_LIST) goto out;
    if (list->n > MAX_DOCUMENTED) {
        problems_note(reading->problems, keys_where(scenario->root, "documented", scenario->file),
                      "documented", "expected at most %d results, got %d", MAX_DOCUMENTED, list->n);
        goto out;
    }
    ARENA_TRY(reading->arena, made, list->n);
    for (int i = 0; i < list->n; i++) {
        const char *place = arena_format(reading->arena, "documented[%d]", i);
        if (place == NULL) return STATUS_MEMORY;
        if (list->child[i].kind != YAML_MAP) continue;
        Block block = {scenario, &keys_documented, &list->child[i], place};
        TRY(read_documented(&block, &made[n++]));
    }
    reading->study->documented = made;
    reading->study->n_documented = n;
out:
    return status;
}

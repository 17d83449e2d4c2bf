#include "analysis/contract.h"

#include "analysis/contract_case.h"
#include "analysis/spread.h"
#include "economics/contract.h"

#include <assert.h>
#include <math.h>
#include <string.h>

const char *const found_name[N_FOUND] = {
    [FOUND_DEARER] = "dearer",
    [FOUND_CHEAPER] = "cheaper",
    [FOUND_ENOUGH] = "cheaper_and_money_back",
};
const char *const risk_name[N_RISKS] = {
    [RISK_KNOWLEDGE] = "knowledge",
    [RISK_PARTICIPANTS] = "luck_of_participants",
    [RISK_COMPARED] = "luck_of_comparison_group",
    [RISK_BIAS] = "bias_of_comparison",
    [RISK_TOGETHER] = "together",
};
const char *const bearer_name[N_BEARERS] = {
    [BEARER_INVESTOR] = "investor",
    [BEARER_MUNICIPALITY] = "municipality",
    [BEARER_ALONE] = "municipality_without_contract",
    [BEARER_MEASURED] = "measured_saving",
};

/* ---- what is counted of a case ---- */

typedef struct {
    const ContractTerms *terms;
    const ContractCase *made;
} Seen;

/* A measure is its row here. */
#define MEASURE(function, field)                     \
    static double function(const ContractCase *made) \
    {                                                \
        return made->field;                          \
    }
MEASURE(true_saving, true_saving)
MEASURE(realised_saving, realised)
MEASURE(measured_saving, measured)
MEASURE(assumed_difference, assumed)
MEASURE(payment, paid)
MEASURE(rewarded, rewarded)
MEASURE(investor_net, investor)
MEASURE(investor_return, rate)
MEASURE(municipality_net, municipality)
MEASURE(municipality_alone, alone)
MEASURE(municipality_later, later)
static double measurement_error(const ContractCase *made)
{
    return made->measured - made->true_saving;
}

static const struct {
    const char *name, *unit;
    double (*of)(const ContractCase *made);
} MEASURES[] = {
    {"true_saving", "kronor", true_saving},
    {"realised_saving", "kronor", realised_saving},
    {"measured_saving", "kronor", measured_saving},
    {"measured_saving_by_assumed_difference", "kronor", assumed_difference},
    {"measurement_error", "kronor", measurement_error},
    {"payment", "kronor", payment},
    {"payment_beyond_guarantee", "kronor", rewarded},
    {"investor_net", "kronor", investor_net},
    {"investor_return", "share per year", investor_return},
    {"municipality_net", "kronor", municipality_net},
    {"municipality_net_without_contract", "kronor", municipality_alone},
    {"municipality_net_to_horizon_discounted", "kronor", municipality_later},
};
enum { N_MEASURES = sizeof MEASURES / sizeof *MEASURES };

/* Paid and saved amounts nearer to each other than this are the same. */
static const double ORE = 0.005;

static bool always(const Seen *seen)
{
    (void)seen;
    return true;
}
static bool saves(const Seen *seen)
{
    return seen->made->true_saving > ORE;
}
static bool saves_nothing(const Seen *seen)
{
    return !saves(seen);
}
static bool is_rewarded(const Seen *seen)
{
    return seen->made->rewarded > ORE;
}
static bool rewarded_for_nothing(const Seen *seen)
{
    return saves_nothing(seen) && is_rewarded(seen);
}
static bool saves_unpaid(const Seen *seen)
{
    return saves(seen) && !is_rewarded(seen);
}
static bool found_cheaper(const Seen *seen)
{
    return seen->made->measured > ORE;
}
/* A saving is found where there is none, or missed where there is one. */
static bool misjudged(const Seen *seen)
{
    return found_cheaper(seen) != saves(seen);
}
static bool money_back(const Seen *seen)
{
    return seen->made->investor > -ORE;
}
static bool gains(const Seen *seen)
{
    return seen->made->investor > ORE;
}
static bool nothing_back(const Seen *seen)
{
    return seen->made->paid < ORE;
}
static bool goal_is_met(const Seen *seen)
{
    return seen->made->met;
}
static bool enough(const Seen *seen)
{
    return seen->made->measured > contract_break_even(seen->terms);
}
static bool condition_stops(const Seen *seen)
{
    return enough(seen) && !seen->made->met;
}
static bool municipality_gains(const Seen *seen)
{
    return seen->made->municipality > ORE;
}
static bool gains_alone(const Seen *seen)
{
    return seen->made->alone > ORE;
}

/* An event is its row here: what happens, and among which cases it can. */
static const struct {
    const char *name;
    bool (*happens)(const Seen *seen), (*among)(const Seen *seen);
} EVENTS[] = {
    {"true_saving_above_0", saves, always},
    {"measured_saving_above_0", found_cheaper, always},
    {"misjudged", misjudged, always},
    {"goal_met", goal_is_met, always},
    {"paid_for_nothing", rewarded_for_nothing, saves_nothing},
    {"saving_unpaid", saves_unpaid, saves},
    {"money_back", money_back, always},
    {"investor_gains", gains, always},
    {"nothing_comes_back", nothing_back, always},
    {"condition_stops_payment", condition_stops, enough},
    {"municipality_gains", municipality_gains, always},
    {"municipality_gains_without_contract", gains_alone, always},
};
enum { N_EVENTS = sizeof EVENTS / sizeof *EVENTS };

/* ---- tables ---- */

/* What every table is made with. */
typedef struct {
    const ContractDraws *draws;
    ContractFindings *findings;
    ContractCase *replicate;
    double *value, *scratch; /* [n_replicates] */
    size_t n;
} Making;

static Spread spread(const Making *making)
{
    return spread_of(making->value, making->scratch, making->n, making->draws->n_blocks);
}

static void make_cases(const Making *making)
{
    const ContractDraws *draws = making->draws;
    for (int r = 0; r < draws->n_replicates; r++) {
        ContractCase *made = &making->replicate[r];
        *made = contract_case(draws, r, r, draws->factor[r / draws->per_world]);
        made->rate = contract_case_rate(&draws->contract->terms, made->paid);
    }
}

static Status measure_table(const Making *making)
{
    Status status = STATUS_OK;
    ContractMeasureRow *row;
    ARENA_TRY(&making->findings->arena, row, N_MEASURES);
    for (int m = 0; m < N_MEASURES; m++) {
        for (size_t r = 0; r < making->n; r++)
            making->value[r] = MEASURES[m].of(&making->replicate[r]);
        row[m] = (ContractMeasureRow){MEASURES[m].name, MEASURES[m].unit, spread(making)};
    }
    making->findings->measure = row;
    making->findings->n_measures = N_MEASURES;
out:
    return status;
}

static ContractChance chance_of(const Making *making, int event)
{
    const ContractTerms *terms = &making->draws->contract->terms;
    double n_given = 0, n_happens = 0, paid = 0;
    for (size_t r = 0; r < making->n; r++) {
        Seen seen = {terms, &making->replicate[r]};
        bool given = EVENTS[event].among(&seen), happens = given && EVENTS[event].happens(&seen);
        making->value[r] = happens;
        n_given += given;
        n_happens += happens;
        if (happens) paid += making->replicate[r].rewarded;
    }
    Spread found = spread(making);
    return (ContractChance){EVENTS[event].name,
                            found.mean,
                            found.mcse,
                            n_given / (double)making->n,
                            n_given > 0 ? n_happens / n_given : NAN,
                            n_happens > 0 ? paid / n_happens : NAN};
}

static Status chance_table(const Making *making)
{
    Status status = STATUS_OK;
    ContractChance *row;
    ARENA_TRY(&making->findings->arena, row, N_EVENTS);
    for (int e = 0; e < N_EVENTS; e++) row[e] = chance_of(making, e);
    making->findings->chance = row;
    making->findings->n_chances = N_EVENTS;
out:
    return status;
}

static Found found_of(const ContractTerms *terms, const ContractCase *made)
{
    Seen seen = {terms, made};
    return enough(&seen) ? FOUND_ENOUGH : found_cheaper(&seen) ? FOUND_CHEAPER : FOUND_DEARER;
}

static ContractVerdict verdict_of(const Making *making, Found found, bool met)
{
    const ContractTerms *terms = &making->draws->contract->terms;
    double n = 0, positive = 0, paid = 0;
    for (size_t r = 0; r < making->n; r++) {
        Seen seen = {terms, &making->replicate[r]};
        bool is = found_of(terms, seen.made) == found && seen.made->met == met;
        making->value[r] = is;
        n += is;
        positive += is && saves(&seen);
        if (is) paid += seen.made->paid;
    }
    Spread share = spread(making);
    return (ContractVerdict){
        found, met, share.mean, share.mcse, n > 0 ? positive / n : NAN, n > 0 ? paid / n : NAN};
}

static ContractYear year_of(const Making *making, int years)
{
    const ContractDraws *draws = making->draws;
    ContractYear row = {.year = years};
    size_t first = (size_t)(years - 1) * (size_t)draws->n_worlds;
    for (int r = 0; r < draws->n_replicates; r++) {
        int world = r / draws->per_world;
        double truth = draws->expected[ARM_BASELINE][first + (size_t)world] -
                       draws->expected[ARM_INTERVENTION][first + (size_t)world];
        double measured = contract_measured(draws, years, r, r, draws->factor[world]);
        row.measured_positive += (measured > ORE) / (double)making->n;
        row.true_positive += (truth > ORE) / (double)making->n;
        row.misjudged += ((measured > ORE) != (truth > ORE)) / (double)making->n;
        making->value[r] = measured;
    }
    row.measured = spread(making);
    for (int r = 0; r < draws->n_replicates; r++) {
        size_t at = first + (size_t)(r / draws->per_world);
        making->value[r] = draws->expected[ARM_BASELINE][at] -
                           draws->expected[ARM_INTERVENTION][at];
    }
    row.true_saving = spread(making);
    return row;
}

static Status year_table(const Making *making)
{
    Status status = STATUS_OK;
    ContractYear *row;
    ARENA_TRY(&making->findings->arena, row, making->draws->n_years);
    for (int y = 0; y < making->draws->n_years; y++) row[y] = year_of(making, y + 1);
    making->findings->year = row;
    making->findings->n_years = making->draws->n_years;
out:
    return status;
}

static Status make_tables(const Making *making)
{
    Status status = STATUS_OK;
    const ContractDraws *draws = making->draws;
    ContractFindings *findings = making->findings;
    ContractFair *fair;
    make_cases(making);
    TRY(measure_table(making));
    TRY(chance_table(making));
    for (int i = 0; i < 2 * N_FOUND; i++)
        findings->verdict[i / 2][i % 2] = verdict_of(making, (Found)(i / 2), i % 2);
    TRY(year_table(making));
    findings->risk_told = true;
    for (int b = 0; b < N_BEARERS; b++)
        findings->risk_told &= contract_risk(draws, (Bearer)b, &findings->risk[b]);
    ARENA_TRY(&findings->arena, fair, N_FAIR_TERMS * N_FAIR_PARTIES);
    contract_fair(draws, making->replicate, fair);
    findings->fair = fair;
    findings->n_fair = N_FAIR_TERMS * N_FAIR_PARTIES;
    for (int w = 0; w < draws->n_worlds; w++) findings->cost += draws->cost[w] / draws->n_worlds;
out:
    return status;
}

Status contract_find(const Contract *contract, const RunOptions *options, Problems *problems,
                     ContractFindings *findings)
{
    Status status = STATUS_OK;
    ContractDraws *draws = NULL;
    Arena scratch = {0};
    *findings = (ContractFindings){.contract = contract,
                                   .n_participants = study_participants(&contract->study),
                                   .n_replicates = contract->study.simulation.replicates,
                                   .per_world = contract->study.simulation.replicates_per_world};
    Making making = {.findings = findings, .n = (size_t)findings->n_replicates};
    RunOptions how = *options;
    how.held += making.n * (2 * sizeof *making.value + sizeof *making.replicate);
    ARENA_TRY(&scratch, draws, 1);
    making.draws = draws;
    TRY(contract_simulate(contract, &how, problems, draws));
    ARENA_TRY(&scratch, making.value, making.n);
    ARENA_TRY(&scratch, making.scratch, making.n);
    ARENA_TRY(&findings->arena, making.replicate, making.n);
    findings->replicate = making.replicate;
    TRY(make_tables(&making));
out:
    if (draws) contract_draws_free(draws);
    arena_free(&scratch);
    if (status != STATUS_OK) contract_findings_free(findings);
    return status;
}

void contract_findings_free(ContractFindings *findings)
{
    arena_free(&findings->arena);
    *findings = (ContractFindings){0};
}

const Spread *contract_measure(const ContractFindings *findings, const char *measure)
{
    int m = 0;
    while (m < findings->n_measures && strcmp(findings->measure[m].measure, measure) != 0) m++;
    assert(m < findings->n_measures);
    return &findings->measure[m].spread;
}

const ContractChance *contract_chance(const ContractFindings *findings, const char *event)
{
    int e = 0;
    while (e < findings->n_chances && strcmp(findings->chance[e].event, event) != 0) e++;
    assert(e < findings->n_chances);
    return &findings->chance[e];
}

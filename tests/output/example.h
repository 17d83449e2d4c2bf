/* example.h: findings made by hand, from invented figures, in an easy and in hard cases.
 * Read by the tests of output, and by whoever wants to look at the charts (see test_charts.c). */
#ifndef LIVSBANA_TESTS_OUTPUT_EXAMPLE_H
#define LIVSBANA_TESTS_OUTPUT_EXAMPLE_H

#include "analysis/findings.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    EXAMPLE_TYPICAL, /* money back after some years, not always */
    EXAMPLE_LOSS,    /* everybody loses, in every case */
    EXAMPLE_TINY,    /* hundreds of kronor, one board untouched */
    EXAMPLE_CROWDED, /* twelve states, fourteen payers, long names, odd characters */
    EXAMPLE_SHORT,   /* a horizon of ten years, money back at once */
    N_EXAMPLES
} Example;

typedef struct {
    const char *name;
    double slope, start; /* mkr a year saved from the fifth year, and spent at first */
    double knowledge, luck;
    double scale;
    int horizon, n_states, n_payers;
    double change; /* of people's outcomes; 0.6 is 40 % fewer */
    Verdict verdict;
} ExampleShape;

static const ExampleShape example_shape[N_EXAMPLES] = {
    [EXAMPLE_TYPICAL] = {"Alla barn i skolan", 0.75, 11.6, 5, 8, 1e6, 40, 7, 9, 0.6, VERDICT_WEAK},
    [EXAMPLE_LOSS] = {"Servicetrainee", 0.02, 4.6, 0.4, 0.7, 1e6, 40, 7, 9, 1.2, VERDICT_AGAINST},
    [EXAMPLE_TINY] = {"Drop In", 21, 300, 60, 90, 1.0, 25, 5, 9, 0.98, VERDICT_UNDECIDED},
    [EXAMPLE_CROWDED] = {"Tidig insats för föräldrar & barn, \"förskolan\" 'Ån' {a_b} `ls` $(x)",
                         3.1, 60, 12, 14, 1e6, 60, 12, 14, 0.8, VERDICT_UNDECIDED},
    [EXAMPLE_SHORT] = {"SkolFam2", 1.9, 3.9, 1.5, 2.2, 1e6, 10, 4, 3, 0.3, VERDICT_FOR},
};

static const State example_state[] = {
    {.label = {"school", "i skolan", "in school"}},
    {.label = {"absence", "frånvarande från skolan", "absent from school"}, .exclusion = true},
    {.label = {"hvb", "placerad på HVB", "placed in a home"}, .exclusion = true},
    {.label = {"studies", "gymnasium och studier", "further studies"}},
    {.label = {"work", "arbete", "in work"}},
    {.label = {"assistance", "försörjningsstöd", "social assistance"}, .exclusion = true},
    {.label = {"sis", "SiS, särskilt ungdomshem", "secure youth home"}, .exclusion = true},
    {.label = {"prison", "kriminalvård", "prison"}, .exclusion = true},
    {.label = {"unemployed", "öppet arbetslös", "unemployed"}, .exclusion = true},
    {.label = {"disability", "aktivitetsersättning eller sjukersättning", "disability benefit"},
     .exclusion = true},
    {.label = {"pension", "ålderspension", "pensioner"}},
    {.label = {"dead", "död", "dead"}},
};

static const Payer example_payer[] = {
    {{"education", "Utbildningsnämnden", "Board of education"}, LEVEL_MUNICIPALITY},
    {{"social", "Socialnämnden", "Board of social services"}, LEVEL_MUNICIPALITY},
    {{"labour", "Arbetsmarknadsnämnden", "Labour market board"}, LEVEL_MUNICIPALITY},
    {{"region_", "Regionen (sjukvård)", "Region (health care)"}, LEVEL_REGION},
    {{"insurance", "Försäkringskassan", "Social insurance"}, LEVEL_STATE},
    {{"prisons", "Kriminalvården", "Prison service"}, LEVEL_STATE},
    {{"equalisation", "Inkomstutjämningen", "Tax equalisation"}, LEVEL_EQUALISATION},
    {{"elsewhere", "Andra kommuner", "Other municipalities"}, LEVEL_OTHER_MUNICIPALITY},
    {{"household", "Hushållet", "Household"}, LEVEL_HOUSEHOLD},
    {{"care", "Vård- och omsorgsnämnden", "Board of elder care"}, LEVEL_MUNICIPALITY},
    {{"culture", "Kultur- och fritidsnämnden med föreningsstödet",
      "Board of culture, leisure and support to associations"},
     LEVEL_MUNICIPALITY},
    {{"sis_", "Statens institutionsstyrelse", "National board of institutions"}, LEVEL_STATE},
    {{"employment", "Arbetsförmedlingen", "Employment service"}, LEVEL_STATE},
    {{"production", "Produktion & annat <rest>", "Production & other <rest>"}, LEVEL_PRODUCTION},
};

static const Label example_perspective[] = {
    {"municipality", "Kommunen", "Municipality"},
    {"region", "Regionen", "Region"},
    {"state", "Staten", "State"},
    {"public_sector", "Offentlig sektor", "Public sector"},
    {"society", "Samhället", "Society"},
};
enum { N_EXAMPLE_PERSPECTIVES = 5 };

static const Label example_path[] = {
    {"expected_career", "Förväntad karriär", "Expected career"},
    {"exclusion", "Utanförskap", "Exclusion"},
};

typedef enum {
    EXAMPLE_TAX,
    EXAMPLE_RATIO,
    EXAMPLE_REACHED,
    EXAMPLE_CAUSAL,
    EXAMPLE_WORKS,
    EXAMPLE_FADES,
    EXAMPLE_CERTAIN,
    EXAMPLE_TREATED,
    EXAMPLE_UNTREATED,
    N_EXAMPLE_PARAMETERS
} ExampleParameter;

/* low and high are the 2.5 and 97.5 % quantiles; both the estimate: a certain number. */
static const struct {
    const char *name, *unit, *family;
    double low, estimate, high;
    Grade grade;
} example_parameter[N_EXAMPLE_PARAMETERS] = {
    {"tax_rate", "share", "fixed", 0.33, 0.33, 0.33, GRADE_A},
    {"Alla barn, skolan: effects[0].odds_ratio", "ratio", "lognormal", 0.95, 1.6, 2.7, GRADE_E},
    {"reached", "share", "beta", 0.7, 0.85, 0.95, GRADE_E},
    {"causal_share", "share", "fixed", 0.85, 0.85, 0.85, GRADE_E},
    {"works", "chance", "chance", 0.95, 0.95, 0.95, GRADE_C},
    {"fades_over", "years", "fixed", 2, 2, 2, GRADE_E},
    {"certain", "share", "fixed", 1, 1, 1, GRADE_A},
    {"treated", "share", "beta", 0.5, 0.6, 0.7, GRADE_B},
    {"untreated", "share", "beta", 0.36, 0.46, 0.56, GRADE_B},
};

static const Milestone example_milestone[] = {
    {{"degree", "Gymnasieexamen vid 20", "Upper secondary degree at 20"}, 20, ANY}};

static const Source example_source[] = {
    {"MAYNARD", "Psychosocial interventions for school refusal", "Campbell", "2015", "", ""}};

static const Effect example_effect[] = {
    {.kind = EFFECT_TRANSITION,
     .group = ANY,
     .from = 1,
     .to = 0,
     .ratio_kind = RATIO_ODDS,
     .ratio = EXAMPLE_RATIO,
     .year_from = 1,
     .year_to = 2,
     .followed_until = 1,
     .fades_over = EXAMPLE_FADES,
     .causal_share = EXAMPLE_CAUSAL,
     .on = EXAMPLE_WORKS,
     .design = "matched",
     .provenance = {GRADE_C, "MAYNARD", {0}}},
    {.kind = EFFECT_MILESTONE,
     .group = ANY,
     .milestone = 0,
     .ratio = ANY,
     .has_cumulative = true,
     .cumulative = {ANY, ANY, EXAMPLE_TREATED, EXAMPLE_UNTREATED},
     .year_from = 1,
     .year_to = 1,
     .fades_never = true,
     .fades_over = EXAMPLE_CERTAIN,
     .causal_share = EXAMPLE_CERTAIN,
     .on = EXAMPLE_CERTAIN,
     .design = "rct",
     .provenance = {GRADE_B, "own", {0}}},
    {.kind = EFFECT_PLACE,
     .group = ANY,
     .place = 2,
     .ratio = ANY,
     .year_from = 1,
     .year_to = 3,
     .fades_over = EXAMPLE_CERTAIN,
     .causal_share = EXAMPLE_CERTAIN,
     .on = EXAMPLE_CERTAIN,
     .provenance = {GRADE_D, "the applicant's own list", {0}}},
};

static const PathStart example_start[] = {
    {0, 20, 1, 0.6, 1, 0}, {0, 20, 0, 0.4, 1, 0}, {1, 20, 1, 1, 0, 1}};

static const InputFile example_input[] = {{"scenarios/example.yaml", UINT64_C(0x1234)}};

static const Group example_group[] = {{.name = "participants",
                                       .number = 120,
                                       .age_from = 7,
                                       .age_to = 15,
                                       .women = 0.5,
                                       .enter_from = 1,
                                       .enter_to = 2}};

/* n zeroed things of the findings' arena. */
#define EXAMPLE_ALLOC(findings, pointer, n)                                          \
    do {                                                                             \
        (pointer) = arena_alloc(&(findings)->arena, (size_t)(n), sizeof *(pointer)); \
        if ((pointer) == NULL) abort();                                              \
    } while (0)

static Spread example_spread(double mean, double sd)
{
    return (Spread){mean,
                    sd / 50,
                    sd,
                    mean - 1.645 * sd,
                    mean - 0.674 * sd,
                    mean,
                    mean + 0.674 * sd,
                    mean + 1.645 * sd};
}

static double example_chance(double mean, double sd)
{
    return sd > 0 ? 0.5 * erfc(-mean / sd / sqrt(2.0)) : (mean >= 0 ? 1.0 : 0.0);
}

/* How an account's saving relates to the municipality's. */
static double example_weight(const Findings *findings, int account)
{
    static const double weight[] = {0.25, 0.6, 0.15,  0.3,  0.45, 0.2, 0.4,
                                    0,    0.9, -0.05, 0.01, 0.1,  0.2, 1.7};
    static const double perspective[N_EXAMPLE_PERSPECTIVES] = {1, 0.3, 1.4, 2.7, 3.9};
    int n = findings->study->model.n_payers;
    return account < n ? weight[account] : perspective[account - n];
}

/* What it pays of the programme. */
static double example_cost(const Findings *findings, int account)
{
    const ExampleShape *shape = NULL;
    for (int e = 0; e < N_EXAMPLES; e++) {
        if (strcmp(findings->study->name, example_shape[e].name) == 0) shape = &example_shape[e];
    }
    int n = findings->study->model.n_payers;
    double total = shape->start * shape->scale;
    if (account == 0) return 0.7 * total;
    if (account == 1) return 0.3 * total;
    return account == n || account >= n + 3 ? total : 0.0;
}

static Spread example_net(const Findings *findings, const ExampleShape *shape, int account,
                          int year, Uncertainty uncertainty)
{
    double paid = fmin(1.0, year / 3.0) * example_cost(findings, account);
    double saved = fmax(0.0, year - 2.0) * shape->slope * shape->scale;
    double weight = example_weight(findings, account);
    double sd = shape->knowledge * (uncertainty == UNCERTAINTY_LUCK ? 1.0 : 0.6);
    if (uncertainty == UNCERTAINTY_LUCK) sd = sqrt(sd * sd + shape->luck * shape->luck);
    sd *= shape->scale * fabs(weight) * sqrt(year / 40.0);
    return example_spread(weight * saved - paid, sd);
}

static void example_make_accounts(Findings *findings)
{
    int n = findings->study->model.n_payers;
    Account *account;
    findings->n_accounts = n + N_EXAMPLE_PERSPECTIVES;
    EXAMPLE_ALLOC(findings, account, findings->n_accounts);
    for (int a = 0; a < findings->n_accounts; a++) {
        bool payer = a < n;
        account[a] = (Account){payer ? example_payer[a].label : example_perspective[a - n], !payer,
                               payer && example_payer[a].level == LEVEL_MUNICIPALITY,
                               example_cost(findings, a) > 0};
    }
    findings->account = account;
}

static void example_make_payback(Findings *findings, const ExampleShape *shape)
{
    PaybackRow *row;
    PaybackTimeRow *time;
    SummaryRow *summary;
    int n = 0, accounts = findings->n_accounts;
    EXAMPLE_ALLOC(findings, row, accounts * 4 * shape->horizon);
    EXAMPLE_ALLOC(findings, time, accounts * 2);
    EXAMPLE_ALLOC(findings, summary, accounts);
    for (int a = 0; a < accounts; a++) {
        double reach = 0;
        for (int u = 0; u < N_UNCERTAINTIES; u++) {
            PaybackTimeRow *t = &time[findings->n_payback_time++];
            double *quantile[5] = {&t->p05, &t->p25, &t->p50, &t->p75, &t->p95};
            double at[5] = {0.05, 0.25, 0.5, 0.75, 0.95};
            *t = (PaybackTimeRow){a,
                                  BASIS_RELEASED,
                                  (Uncertainty)u,
                                  INFINITY,
                                  INFINITY,
                                  INFINITY,
                                  INFINITY,
                                  INFINITY,
                                  1,
                                  0.07,
                                  !findings->account[a].has_cost,
                                  findings->account[a].has_cost ? 3 : 0};
            reach = 0;
            for (int y = 1; y <= shape->horizon; y++) {
                Spread s = example_net(findings, shape, a, y, (Uncertainty)u);
                double chance = example_chance(s.mean, s.sd);
                if (y >= 3) reach = fmax(reach, chance);
                row[n++] = (PaybackRow){y, a, BASIS_RELEASED, (Uncertainty)u, s, chance, reach};
                s.mean *= 0.9;
                row[n++] = (PaybackRow){y,      a,    BASIS_RELEASED_DISCOUNTED, (Uncertainty)u, s,
                                        chance, reach};
                for (int q = 0; q < 5; q++) {
                    if (isinf(*quantile[q]) && reach >= at[q]) *quantile[q] = y - 0.4;
                }
            }
            t->share_never = 1 - reach;
        }
        summary[a] = (SummaryRow){"programme_cost",
                                  a,
                                  BASIS_FULL,
                                  "kronor",
                                  example_spread(example_cost(findings, a), 0),
                                  0,
                                  0};
    }
    findings->payback = row;
    findings->n_payback = n;
    findings->payback_time = time;
    findings->summary = summary;
    findings->n_summary = accounts;
}

/* Yearly figures as differences of the cumulative ones above; all capacity is released. */
static void example_make_boards(Findings *findings, const ExampleShape *shape)
{
    BoardRow *row;
    EXAMPLE_ALLOC(findings, row, findings->n_accounts * shape->horizon);
    findings->board = row;
    for (int a = 0; a < findings->n_accounts; a++) {
        for (int y = 1; y <= shape->horizon; y++) {
            Spread known = example_net(findings, shape, a, y, UNCERTAINTY_KNOWLEDGE);
            Spread before = example_net(findings, shape, a, y - 1, UNCERTAINTY_KNOWLEDGE);
            Spread lucky = example_net(findings, shape, a, y, UNCERTAINTY_LUCK);
            double cost = y <= 3 ? example_cost(findings, a) / 3 : 0,
                   net = known.mean - before.mean;
            *row++ = (BoardRow){y,
                                a,
                                cost,
                                net + cost,
                                net + cost,
                                net,
                                known.mean,
                                example_chance(lucky.mean, lucky.sd),
                                example_chance(known.mean, known.sd),
                                lucky.p05,
                                lucky.p50,
                                lucky.p95};
        }
    }
    findings->n_boards = (int)(row - findings->board);
}

static void example_make_occupancy(Findings *findings, const ExampleShape *shape)
{
    OccupancyRow *row;
    int n = 0, states = shape->n_states;
    EXAMPLE_ALLOC(findings, row, 2 * 84 * states);
    for (int age = 7; age <= 90; age++) {
        for (int arm = 0; arm < N_ARMS; arm++) {
            double raw[12], sum = 0;
            for (int s = 0; s < states; s++) {
                double centre = s == states - 1 ? 95 : 9 + 62.0 * s / (states - 1);
                double width = s == states - 1 ? 11 : (s == 4 ? 16 : 8);
                raw[s] = exp(-0.5 * pow((age - centre) / width, 2)) + 0.004;
                if (example_state[s].exclusion && s < states - 1) {
                    raw[s] *= arm == ARM_INTERVENTION ? shape->change * 0.6 : 0.6;
                }
                sum += raw[s];
            }
            for (int s = 0; s < states; s++) {
                row[n++] = (OccupancyRow){age, arm, s, raw[s] / sum, 120, 0};
            }
        }
    }
    findings->occupancy = row;
    findings->n_occupancy = n;
}

static void example_make_career(Findings *findings)
{
    CareerRow *row;
    int n = 0;
    EXAMPLE_ALLOC(findings, row, 2 * 71);
    for (int path = 0; path < 2; path++) {
        for (int age = 20; age <= 90; age++) {
            double climb = 1 - exp(-(age - 19) / 8.0);
            double work = path == 0 ? 60000 + 215000 * climb : -180000 + 45000 * climb;
            double old = -40000 - 30 * pow(age - 66, 2) - (path == 0 ? 0 : 60000);
            double net = age < 66 ? work : old, half = path == 0 ? 40000 : 35000;
            if (age >= 66) half = 12000;
            row[n++] = (CareerRow){
                age, path, findings->headline.public_sector, false, -net, -net - half, -net + half};
        }
    }
    findings->career = row;
    findings->n_career = n;
}

static void example_make_people(Findings *findings, const ExampleShape *shape)
{
    static const struct {
        const char *outcome, *sv, *en, *unit;
        double baseline;
    } given[] = {
        {"ever_hvb", "har någon gång varit placerad på HVB", "ever placed in a home (HVB)",
         "persons", 14},
        {"milestone_degree", "har gymnasieexamen vid 20 års ålder", "upper secondary degree at 20",
         "persons", 46},
        {"ever_prison", "har någon gång varit i kriminalvårdens anstalt eller häkte",
         "ever in prison or remand", "persons", 2.4},
        {"ever_assistance", "har fått försörjningsstöd efter 20", "on social assistance after 20",
         "persons", 61},
        {"years_exclusion", "år i utanförskap per deltagare", "years in exclusion per participant",
         "years", 8.1},
    };
    PeopleRow *row;
    int n = 0;
    EXAMPLE_ALLOC(findings, row, 2 * 5 + 1);
    for (int i = 0; i < 5; i++) {
        for (int arm = 0; arm < N_ARMS; arm++) {
            double mean = given[i].baseline;
            if (arm == ARM_INTERVENTION) mean *= i == 1 ? 2 - shape->change : shape->change;
            double half = 1.645 * sqrt(fmax(mean * (1 - mean / 120), 0));
            row[n++] = (PeopleRow){given[i].outcome,
                                   given[i].sv,
                                   given[i].en,
                                   given[i].unit,
                                   arm,
                                   120,
                                   mean,
                                   fmax(0, round(mean - half)),
                                   round(mean),
                                   round(mean + half)};
        }
    }
    row[n++] = (PeopleRow){"helped",
                           "får färre år i utanförskap",
                           "have fewer years in exclusion",
                           "persons",
                           N_ARMS,
                           120,
                           31,
                           22,
                           31,
                           40};
    findings->people = row;
    findings->n_people = n;
}

static void example_make_rest(Findings *findings)
{
    static const ProvenanceRow provenance[] = {
        {"value", "grade", "A", 0.37},     {"value", "grade", "E", 0.63},
        {"value", "years", "1-5", 0.24},   {"value", "years", "6-10", 0.31},
        {"value", "years", "11-20", 0.35}, {"value", "years", "21+", 0.10}};
    static ClaimRow claim[] = {
        {"school psychologist investigation", 0, 1, ANY, 6, 12397, 74382, NAN, NAN, NAN},
        {"placement in HVB", 1, 1, 2, 6, NAN, NAN, 5.6, 1, 11},
    };
    static const LedgerRow ledger[] = {
        {1, ARM_BASELINE, 0, "school", 100.5, 50},
        {1, ARM_INTERVENTION, 0, "programme: process supporters, \"level 2\"", 4e6, 4e6}};
    static const double world[2 * N_EXAMPLE_PARAMETERS] = {0.33, 0.34, 1.6, 1.1};
    findings->provenance = provenance;
    findings->n_provenance = 6;
    findings->claim = claim;
    findings->n_claims = 2;
    findings->ledger = ledger;
    findings->n_ledger = 2;
    findings->world_value = world;
    findings->n_worlds = 2;
}

static void example_make_headline(Findings *findings, const ExampleShape *shape)
{
    int n = findings->study->model.n_payers;
    Headline *headline = &findings->headline;
    double cost = shape->start * shape->scale;
    *headline = (Headline){.participants = 120,
                           .programme_cost = cost,
                           .last_cost_year = 3,
                           .municipality = n,
                           .region = n + 1,
                           .state = n + 2,
                           .public_sector = n + 3,
                           .society = n + 4,
                           .saving_years = 10,
                           .naive_payback = 3.8,
                           .weak_value_share = 0.63,
                           .weak_variance_share = 0.81,
                           .shock_variance_share = 0.12,
                           .beyond_follow_up_share = 0.92,
                           .back_halved = 0.04,
                           .back_doubled = 0.47,
                           .verdict = shape->verdict,
                           .has_effects = true,
                           .n_parameters = 86,
                           .n_weak_parameters = 31};
    headline->saving_10 = example_net(findings, shape, n, 10, UNCERTAINTY_LUCK);
    double *moved[] = {&headline->saving_10.mean, &headline->saving_10.p05,
                       &headline->saving_10.p25,  &headline->saving_10.p50,
                       &headline->saving_10.p75,  &headline->saving_10.p95};
    for (int i = 0; i < 6; i++) {
        *moved[i] += cost;
    }
    headline->saving_mean = headline->saving_10.mean;
    Spread society = example_net(findings, shape, n + 4, 10, UNCERTAINTY_KNOWLEDGE);
    headline->society_saving = society.mean + cost;
    headline->municipality_share = headline->saving_mean / headline->society_saving;
    if (!(headline->society_saving > 0)) {
        headline->sharing = SHARING_NO_GAIN;
        headline->municipality_share = NAN;
    }
    for (int i = 0; i < 3; i++) {
        static const double by_luck[3] = {0, 0.03, 0.05};
        headline->by_luck[i] = i < 2 || shape->horizon >= 20 ? by_luck[i] : (double)NAN;
    }
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        static const int year[3] = {5, 10, 20};
        for (int i = 0; i < 3; i++) {
            Spread s = example_net(findings, shape, n, year[i], (Uncertainty)u);
            headline->back[u][i] = year[i] <= shape->horizon ? example_chance(s.mean, s.sd) : NAN;
        }
    }
}

static void example_make_parameters(Study *study, Findings *findings)
{
    Parameter *parameter;
    EXAMPLE_ALLOC(findings, parameter, N_EXAMPLE_PARAMETERS);
    for (int p = 0; p < N_EXAMPLE_PARAMETERS; p++) {
        parameter[p] = (Parameter){
            .name = example_parameter[p].name,
            .unit = example_parameter[p].unit,
            .estimate = example_parameter[p].estimate,
            .distribution = distribution_fixed(example_parameter[p].estimate),
            .provenance = {example_parameter[p].grade, "own", {0}}};
        const Family *family = distribution_family(example_parameter[p].family);
        if (p == EXAMPLE_WORKS) {
            parameter[p].distribution = distribution_chance(example_parameter[p].estimate);
        } else if (example_parameter[p].low < example_parameter[p].high &&
                   family->fit(example_parameter[p].low, example_parameter[p].high,
                               example_parameter[p].estimate, &parameter[p].distribution)) {
            abort();
        }
        if (p != EXAMPLE_WORKS) parameter[p].distribution.family = family;
    }
    study->parameter = parameter;
    study->n_parameters = N_EXAMPLE_PARAMETERS;
}

/* Fills `study` and `findings`; free with arena_free(&findings->arena). */
static void example_make(Example example, Study *study, Findings *findings)
{
    const ExampleShape *shape = &example_shape[example];
    State *state;
    *findings = (Findings){.study = study};
    EXAMPLE_ALLOC(findings, state, shape->n_states);
    memcpy(state, example_state, (size_t)shape->n_states * sizeof *state);
    state[shape->n_states - 1].label = example_state[11].label; /* the last is the end */
    state[shape->n_states - 1].exclusion = false;
    *study = (Study){
        .model = {.name = "sweden",
                  .n_states = shape->n_states,
                  .state = state,
                  .last_age = 89,
                  .n_payers = shape->n_payers,
                  .payer = example_payer,
                  .n_paths = 2,
                  .path = example_path,
                  .n_path_starts = 3,
                  .path_start = example_start,
                  .n_milestones = 1,
                  .milestone = example_milestone,
                  .n_sources = 1,
                  .source = example_source,
                  .price_index_name = "KPI"},
        .path = "scenarios/example.yaml",
        .name = shape->name,
        .comparator = "ordinary pupil-health work required by law, which goes on in both arms",
        .starts = 2013,
        .n_groups = 1,
        .group = example_group,
        .economics = {.horizon = shape->horizon,
                      .discount_rate = 0.035,
                      .social_discount_rate = 0.03,
                      .price_year = 2024,
                      .limit_for = 0.75,
                      .limit_for_halved = 0.5,
                      .limit_against = 0.25,
                      .limit_weak = 0.5},
        .simulation = {2000, 10000, 5, 1, true},
        .reached = EXAMPLE_REACHED,
        .displacement = ANY,
        .n_effects = shape->n_states > 3 ? 3 : 2,
        .effect = example_effect,
        .n_input_files = 1,
        .input_file = example_input};
    example_make_parameters(study, findings);
    example_make_accounts(findings);
    example_make_headline(findings, shape);
    example_make_payback(findings, shape);
    example_make_boards(findings, shape);
    example_make_occupancy(findings, shape);
    example_make_career(findings);
    example_make_people(findings, shape);
    example_make_rest(findings);
}

#endif

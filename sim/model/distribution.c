/* What a distribution answers, how written quantities become one, and how far a guess is widened. */
#include "model/distribution.h"

#include "base/number.h"
#include "model/solve.h"

#include <math.h>
#include <string.h>

/* An estimate belongs between these quantiles of the distribution that its interval fixes. */
static const double ESTIMATE_LOW = 0.3, ESTIMATE_HIGH = 0.7;
/* Practically the whole of an unbounded distribution lies between this quantile and its mirror. */
static const double FAR_TAIL = 1e-4;

const Family *distribution_family(const char *name)
{
    for (const Family *const *family = distribution_families; *family != NULL; family++)
        if (strcmp((*family)->name, name) == 0) return *family;
    return NULL;
}

double distribution_quantile(const Distribution *distribution, double p)
{
    return distribution->family->quantile(distribution, p);
}

void distribution_quantiles(const Distribution *distribution, const double *p, int n, double *value)
{
    const Family *family = distribution->family;
    if (family->quantiles != NULL) {
        family->quantiles(distribution, p, n, value);
        return;
    }
    for (int i = 0; i < n; i++) value[i] = family->quantile(distribution, p[i]);
}

double distribution_mean(const Distribution *distribution)
{
    return distribution->family->mean(distribution);
}

double distribution_sd(const Distribution *distribution)
{
    return distribution->family->sd(distribution);
}

/* Which family an interval fixes, and on which scale a guess is widened, by unit. */
typedef enum { SCALE_RELATIVE, SCALE_LOG, SCALE_LOGIT } Scale;

typedef struct {
    const char *unit;
    const char *family;
    Scale scale;
} UnitRule;

static const UnitRule UNIT_RULES[] = {
    {"ratio", "lognormal", SCALE_LOG},
    {"share", "beta", SCALE_LOGIT},
    {"probability", "beta", SCALE_LOGIT},
};
static const UnitRule OTHER_UNITS = {NULL, "normal", SCALE_RELATIVE};

static const UnitRule *unit_rule(const char *unit)
{
    for (size_t i = 0; unit != NULL && i < sizeof UNIT_RULES / sizeof *UNIT_RULES; i++)
        if (strcmp(UNIT_RULES[i].unit, unit) == 0) return &UNIT_RULES[i];
    return &OTHER_UNITS;
}

/* What distribution_of hands to its helpers. */
typedef struct {
    const char *unit;
    double low_bound, high_bound;
    Where where;
    const char *key;
    Problems *problems;
} Making;

static void check_bounds(const Making *making, const char *what, double value)
{
    if (value >= making->low_bound && value <= making->high_bound) return;
    char text[NUMBER_TEXT], low[NUMBER_TEXT], high[NUMBER_TEXT];
    problems_note(making->problems, making->where, making->key,
                  "expected %s between %s and %s, got \"%s\"", what,
                  number_write(low, making->low_bound), number_write(high, making->high_bound),
                  number_write(text, value));
}

static void check_tails(const Making *making, const Distribution *distribution)
{
    double low = distribution_quantile(distribution, FAR_TAIL);
    double high = distribution_quantile(distribution, 1 - FAR_TAIL);
    if (low >= making->low_bound && high <= making->high_bound) return;
    char low_text[NUMBER_TEXT], high_text[NUMBER_TEXT];
    problems_note(making->problems, making->where, making->key,
                  "expected a distribution between %s and %s, got a %s from about %.4g to %.4g; "
                  "choose a family that keeps within them, such as pert(min mode max)",
                  number_write(low_text, making->low_bound),
                  number_write(high_text, making->high_bound), distribution->family->name, low,
                  high);
}

enum { MOST_FAMILIES = 16 };

static void make_named(const Making *making, const Quantity *quantity, Distribution *distribution)
{
    const Family *family = distribution_family(quantity->family);
    if (family == NULL) {
        const char *names[MOST_FAMILIES];
        size_t n = 0;
        for (; n < MOST_FAMILIES && distribution_families[n] != NULL; n++)
            names[n] = distribution_families[n]->name;
        problems_expected(making->problems, making->where, making->key, "a distribution",
                          quantity->family, problems_nearest(quantity->family, names, n));
        return;
    }
    if (quantity->n_arguments != family->n_arguments) {
        problems_note(making->problems, making->where, making->key,
                      "expected %s(%s), got %d numbers", family->name, family->arguments,
                      quantity->n_arguments);
        return;
    }
    const char *reason = family->check(quantity->argument);
    if (reason != NULL) {
        problems_note(making->problems, making->where, making->key, "expected a proper %s(%s): %s",
                      family->name, family->arguments, reason);
        return;
    }
    *distribution = (Distribution){.family = family,
                                   .a = quantity->argument[0],
                                   .b = family->n_arguments > 1 ? quantity->argument[1] : 0,
                                   .c = family->n_arguments > 2 ? quantity->argument[2] : 0};
    check_tails(making, distribution);
}

static void check_inside(const Making *making, const Quantity *quantity)
{
    char text[NUMBER_TEXT], low[NUMBER_TEXT], high[NUMBER_TEXT];
    if (quantity->estimate >= quantity->low && quantity->estimate <= quantity->high) return;
    problems_note(making->problems, making->where, making->key,
                  "expected an estimate between low and high (%s..%s), got \"%s\"",
                  number_write(low, quantity->low), number_write(high, quantity->high),
                  number_write(text, quantity->estimate));
}

/* Families that no two quantiles fix take the interval as their ends. */
static void make_between(const Making *making, const Quantity *quantity, const Family *family,
                         Distribution *distribution)
{
    if (family->n_arguments < 2) {
        problems_note(making->problems, making->where, making->key,
                      "expected no interval for kind %s", family->name);
        return;
    }
    Quantity named = {.kind = QUANTITY_NAMED,
                      .family = family->name,
                      .n_arguments = family->n_arguments,
                      .argument = {quantity->low, quantity->estimate, quantity->high}};
    if (family->n_arguments == 2) named.argument[1] = quantity->high;
    make_named(making, &named, distribution);
}

static void make_interval(const Making *making, const Quantity *quantity, const char *family_name,
                          Distribution *distribution)
{
    if (family_name == NULL) family_name = unit_rule(making->unit)->family;
    const Family *family = distribution_family(family_name);
    if (family == NULL) {
        problems_expected(making->problems, making->where, making->key, "a distribution",
                          family_name, NULL);
        return;
    }
    size_t before = making->problems->n;
    check_bounds(making, "a low end", quantity->low);
    check_bounds(making, "a high end", quantity->high);
    check_bounds(making, "an estimate", quantity->estimate);
    check_inside(making, quantity);
    if (making->problems->n > before) return;
    if (family->fit == NULL) {
        make_between(making, quantity, family, distribution);
        return;
    }
    char low[NUMBER_TEXT], middle[NUMBER_TEXT], high[NUMBER_TEXT];
    number_write(low, quantity->low);
    number_write(middle, quantity->estimate);
    number_write(high, quantity->high);
    Distribution fitted = {.family = family};
    const char *reason = family->fit(quantity->low, quantity->high, quantity->estimate, &fitted);
    if (reason != NULL) {
        problems_note(making->problems, making->where, making->key,
                      "expected an interval that fixes a %s distribution, got \"%s..%s\": %s; "
                      "pert(%s %s %s) takes them as its ends",
                      family->name, low, high, reason, low, middle, high);
        return;
    }
    double level = family->cdf(&fitted, quantity->estimate);
    if (!(level >= ESTIMATE_LOW && level <= ESTIMATE_HIGH)) {
        problems_note(making->problems, making->where, making->key,
                      "expected an estimate between %.4g and %.4g, the middle of the %s "
                      "distribution that %s..%s fixes, got \"%s\"; write pert(%s %s %s) for a "
                      "skewed guess",
                      distribution_quantile(&fitted, ESTIMATE_LOW),
                      distribution_quantile(&fitted, ESTIMATE_HIGH), family->name, low, high,
                      middle, low, middle, high);
        return;
    }
    *distribution = fitted;
    check_tails(making, &fitted);
}

Status distribution_of(const Quantity *quantity, const char *unit, const char *family,
                       double low_bound, double high_bound, Where where, const char *key,
                       Problems *problems, Distribution *distribution)
{
    Making making = {unit, low_bound, high_bound, where, key, problems};
    size_t before = problems->n;
    *distribution = distribution_fixed(quantity->estimate);
    switch (quantity->kind) {
    case QUANTITY_FIXED: check_bounds(&making, "a value", quantity->estimate); break;
    case QUANTITY_INTERVAL: make_interval(&making, quantity, family, distribution); break;
    case QUANTITY_NAMED: make_named(&making, quantity, distribution); break;
    }
    return problems_status(problems, before);
}

/* Half the width of the 95 % interval on the unit's scale, in normal standard deviations. */
static double spread_on(const Distribution *distribution, Scale scale, double median)
{
    double low = distribution_quantile(distribution, 0.025);
    double high = distribution_quantile(distribution, 0.975);
    if (scale == SCALE_RELATIVE) return (high - low) / fabs(median) / (2 * Z975);
    if (low <= 0 || (scale == SCALE_LOGIT && high >= 1)) return INFINITY;
    double width = log(high / low);
    if (scale == SCALE_LOGIT) width += log1p(-low) - log1p(-high);
    return width / (2 * Z975);
}

void distribution_widen(Distribution *distribution, const char *unit, double least_sd)
{
    if (least_sd <= 0 || strcmp(distribution->family->name, "chance") == 0) return;
    Scale scale = unit_rule(unit)->scale;
    double median = distribution_quantile(distribution, 0.5);
    bool certain = median == 0 || (scale != SCALE_RELATIVE && median < 0) ||
                   (scale == SCALE_LOGIT && median >= 1);
    if (certain || spread_on(distribution, scale, median) >= least_sd) return;
    Distribution wide = {.family = distribution_family(unit_rule(unit)->family)};
    if (scale == SCALE_RELATIVE) {
        wide.a = median;
        wide.b = least_sd * fabs(median);
    } else if (scale == SCALE_LOG) {
        wide.a = log(median);
        wide.b = least_sd;
    } else if (!solve_beta_spread(median, least_sd, &wide.a, &wide.b)) {
        return; /* nearer to 0 or 1 than anything that is counted in kronor */
    }
    *distribution = wide;
}

double distribution_log_density(const Distribution *distribution, double x)
{
    double sd = distribution_sd(distribution), step = 1e-3 * sd;
    if (sd == 0 || strcmp(distribution->family->name, "chance") == 0) return 0;
    double within = distribution->family->cdf(distribution, x + step) -
                    distribution->family->cdf(distribution, x - step);
    return within > 0 ? log(within / (2 * step)) : -INFINITY;
}

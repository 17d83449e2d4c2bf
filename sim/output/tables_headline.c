/* tables_headline.c: page one as a table. */
#include "output/table_parts.h"

#include <math.h>

static void put_fact(RowWriter *out, const char *name, const char *unit, double value)
{
    row_text(out, name);
    row_text(out, unit);
    row_number(out, value);
    row_end(out);
}

static void put_years(RowWriter *out, const char *name, double years)
{
    row_text(out, name);
    row_text(out, "years");
    row_years(out, years);
    row_end(out);
}

static void put_name(RowWriter *out, const char *name, const char *unit, const char *value)
{
    row_text(out, name);
    row_text(out, unit);
    row_text(out, value);
    row_end(out);
}

static void put_perspective(const Findings *findings, RowWriter *out, const char *name, int account)
{
    put_name(out, name, "payer", account == ANY ? NULL : findings->account[account].label.name);
}

static void put_chances(const Headline *headline, RowWriter *out)
{
    static const char *const name[N_UNCERTAINTIES][3] = {
        [UNCERTAINTY_KNOWLEDGE] = {"back_5_knowledge", "back_10_knowledge", "back_20_knowledge"},
        [UNCERTAINTY_LUCK] = {"back_5_with_luck", "back_10_with_luck", "back_20_with_luck"},
    };
    static const char *const luck_name[3] = {"back_5_by_luck_alone", "back_10_by_luck_alone",
                                             "back_20_by_luck_alone"};
    for (int u = 0; u < N_UNCERTAINTIES; u++) {
        for (int i = 0; i < 3; i++) {
            put_fact(out, name[u][i], "share", headline->back[u][i]);
        }
    }
    for (int i = 0; i < 3; i++) {
        put_fact(out, luck_name[i], "share", headline->by_luck[i]);
    }
    put_fact(out, "back_10_weak_effects_halved", "share", headline->back_halved);
    put_fact(out, "back_10_weak_effects_doubled", "share", headline->back_doubled);
}

void write_headline(const Findings *findings, RowWriter *out)
{
    static const char *const sharing[N_SHARINGS] = {[SHARING_TOLD] = "told",
                                                    [SHARING_NO_GAIN] = "no_gain",
                                                    [SHARING_ALL_LOSE] = "all_lose",
                                                    [SHARING_TINY] = "tiny",
                                                    [SHARING_LOSES] = "municipality_loses",
                                                    [SHARING_MORE] = "municipality_gains_more"};
    const Headline *headline = &findings->headline;
    put_perspective(findings, out, "municipality", headline->municipality);
    put_perspective(findings, out, "region", headline->region);
    put_perspective(findings, out, "state", headline->state);
    put_perspective(findings, out, "public_sector", headline->public_sector);
    put_perspective(findings, out, "society", headline->society);
    put_name(out, "verdict", "word", verdict_name[headline->verdict]);
    put_fact(out, "participants", "persons", headline->participants);
    put_fact(out, "programme_cost", "kronor", headline->programme_cost);
    put_fact(out, "last_cost_year", "programme year", headline->last_cost_year);
    put_fact(out, "saving_years", "years", headline->saving_years);
    put_fact(out, "saving_mean", "kronor", headline->saving_mean);
    put_fact(out, "society_saving_mean", "kronor", headline->society_saving);
    put_fact(out, "municipality_share_of_society", "share", headline->municipality_share);
    put_name(out, "sharing", "word", sharing[headline->sharing]);
    put_fact(out, "saving_p05", "kronor", headline->saving_10.p05);
    put_fact(out, "saving_p50", "kronor", headline->saving_10.p50);
    put_fact(out, "saving_p95", "kronor", headline->saving_10.p95);
    put_chances(headline, out);
    put_years(out, "naive_payback", headline->naive_payback);
    put_fact(out, "weak_value_share", "share", headline->weak_value_share);
    put_fact(out, "weak_variance_share", "share", headline->weak_variance_share);
    if (!isnan(headline->shock_variance_share))
        put_fact(out, "shock_variance_share", "share", headline->shock_variance_share);
    put_fact(out, "beyond_follow_up_share", "share", headline->beyond_follow_up_share);
    put_fact(out, "untreated_told", "0 or 1", headline->untreated_told);
    put_fact(out, "has_effects", "0 or 1", headline->has_effects);
    put_fact(out, "parameters", "count", headline->n_parameters);
    put_fact(out, "weak_parameters", "count", headline->n_weak_parameters);
    put_fact(out, "quantile_error", "share", findings->quantile_error);
    put_fact(out, "memory_results", "MB", ceil((double)findings->memory.results / 1e6));
    put_fact(out, "memory_each_thread", "MB", ceil((double)findings->memory.each_thread / 1e6));
}

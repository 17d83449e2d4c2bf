/* chart_contract.c: what a contract pays against what is truly saved, a dot a case, beside what it would pay if
 * the truth were measured. */
#include "output/chart.h"
#include "output/contract_words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_DOTS = 2500 };
/* Kinds of dots, in the order in which they are drawn. */
enum { DOT_PLAIN, DOT_PAID, DOT_UNPAID, DOT_NOTHING, N_DOTS };
static const char *const dot_name[N_DOTS] = {"plain", "paid", "unpaid", "nothing"};

/* Part of the cases outside the axis on each side, at most. */
static const double outside = 0.005;
/* Dots that coincide are spread over this part of the axis. */
static const double spread = 0.03;

/* Over the largest payment, for the words. */
static const double headroom = 1.2;

typedef struct {
    double saving, paid, rewarded; /* kronor */
} Dot;

typedef struct {
    Dot *dot; /* [n] every case */
    int n, step;
    double drawn, guaranteed, share, cap,
        back; /* of the terms; back: the saving that gives the money back */
    const KronorUnit *unit;
    Axis x, y;
} Cloud;

static int by_size(const void *left, const void *right)
{
    double a = *(const double *)left, b = *(const double *)right;
    return (a > b) - (a < b);
}

static Status read_cloud(Chart *chart, Cloud *cloud)
{
    Status status = STATUS_OK;
    const Result *result = chart->result;
    double *saving;
    cloud->n = result->table[RESULT_PAYMENTS].n_rows;
    ARENA_TRY(chart->arena, cloud->dot, cloud->n);
    ARENA_TRY(chart->arena, saving, cloud->n);
    for (int i = 0; i < cloud->n; i++) {
        cloud->dot[i] = (Dot){
            result_number(result, RESULT_PAYMENTS, i, "true_saving_kronor"),
            result_number(result, RESULT_PAYMENTS, i, "payment_kronor"),
            result_number(result, RESULT_PAYMENTS, i, "rewarded_kronor"),
        };
        saving[i] = cloud->dot[i].saving;
    }
    cloud->drawn = result_fact_number(result, "drawn");
    cloud->guaranteed = result_fact_number(result, "guaranteed");
    cloud->share = result_fact_number(result, "share");
    cloud->cap = result_fact_number(result, "cap");
    cloud->back = result_fact_number(result, "break_even");
    cloud->step = (cloud->n + MOST_DOTS - 1) / MOST_DOTS;
    if (cloud->n == 0) goto out;
    qsort(saving, (size_t)cloud->n, sizeof *saving, by_size);
    int skipped = (int)(outside * cloud->n);
    double low = saving[skipped], high = saving[cloud->n - 1 - skipped];
    double most = cloud->drawn * (1 + cloud->cap);
    cloud->unit = text_kronor_unit(fmax(most, fmax(fabs(low), fabs(high))));
    double unit = cloud->unit->kronor;
    cloud->x = axis_make(fmin(low, -0.05 * most) / unit, fmax(high, 0.05 * most) / unit, 9);
    cloud->y = axis_make(0, headroom * most / unit, 8);
out:
    return status;
}

static int kind_of(const Dot *dot)
{
    static const double ore = 0.005;
    bool saves = dot->saving > ore, rewarded = dot->rewarded > ore;
    if (rewarded) return saves ? DOT_PAID : DOT_NOTHING;
    return saves ? DOT_UNPAID : DOT_PLAIN;
}

/* Between -1/2 and 1/2, evenly spread along i (the golden ratio's multiples). */
static double jitter(int i)
{
    return fmod((i + 1) * 0.6180339887498949, 1) - 0.5;
}

/* A dot that is spread beyond what the terms allow, below the guarantee or above the most, goes to the
 * other side of what is paid. */
static double within(const Cloud *cloud, double paid, double y)
{
    double drawn = cloud->drawn / cloud->unit->kronor;
    bool beyond = y < cloud->guaranteed * drawn || y > (1 + cloud->cap) * drawn;
    return beyond ? 2 * paid - y : y;
}

static void write_dots(Chart *chart, const Cloud *cloud)
{
    double unit = cloud->unit->kronor, range_x = cloud->x.high - cloud->x.low;
    for (int kind = 0; kind < N_DOTS; kind++) {
        sheet_begin(chart, dot_name[kind]);
        for (int i = 0; i < cloud->n; i += cloud->step) {
            const Dot *dot = &cloud->dot[i];
            if (kind_of(dot) != kind) continue;
            double away = spread * jitter(i / cloud->step), x = dot->saving / unit;
            double y = dot->paid / unit + away * (cloud->y.high - cloud->y.low);
            y = within(cloud, dot->paid / unit, y);
            if (dot->saving == 0) x -= spread / 2 * range_x * (0.5 + jitter(7 * i + 3));
            double row[] = {x, y};
            sheet_row(chart, row, 2);
        }
        sheet_end(chart);
    }
}

/* The payment's kinks between the ends of the axis, the condition met. */
static void write_line(Chart *chart, const Cloud *cloud)
{
    double unit = cloud->unit->kronor, guaranteed = cloud->guaranteed * cloud->drawn;
    double kink[] = {cloud->x.low * unit, 0, cloud->back, cloud->back + cloud->cap * cloud->drawn,
                     cloud->x.high * unit};
    double last = 0;
    sheet_begin(chart, "line");
    for (int i = 0; i < 5; i++) {
        double saving = fmin(kink[i], cloud->x.high * unit);
        if (!isfinite(saving)) saving = cloud->x.high * unit;
        double paid = guaranteed + fmin(cloud->share * fmax(saving, 0), cloud->drawn - guaranteed);
        if (saving > cloud->back) paid += fmin(saving - cloud->back, cloud->cap * cloud->drawn);
        double row[] = {saving / unit, paid / unit};
        last = paid / unit;
        sheet_row(chart, row, 2);
    }
    sheet_end(chart);
    sheet_number(chart, "line_end", last);
}

static const char *filled(Chart *chart, ContractWord which, const char *const *argument)
{
    return chart_kept(chart, contract_fill(chart->arena, which, chart->language, argument));
}

static const char *chance(Chart *chart, const char *event)
{
    int row = result_find(chart->result, RESULT_CHANCES, 0, RESULT_MATCH("event", event));
    return chart_percent(chart, result_number(chart->result, RESULT_CHANCES, row, "share"));
}

static void write_frame(Chart *chart, const Cloud *cloud)
{
    const Result *result = chart->result;
    int shown = (cloud->n + cloud->step - 1) / cloud->step;
    const char *nothing = chance(chart, "paid_for_nothing");
    const char *source = filled(
        chart, shown < cloud->n ? CONTRACT_CHART_SOURCE : CONTRACT_CHART_SOURCE_ALL,
        MESSAGE_ARGUMENTS(
            chart_kept(chart, layout_fit(chart->arena, result_fact(result, "contract"), 40)),
            chart_number(chart, cloud->n, 0), chart_number(chart, shown, 0)));
    const char *dots = contract_word(CONTRACT_CHART_DOTS, chart->language);
    sheet_frame_of(chart, filled(chart, CONTRACT_CHART_TITLE, MESSAGE_ARGUMENTS(nothing)),
                   filled(chart, CONTRACT_CHART_UNIT,
                          MESSAGE_ARGUMENTS(cloud->unit->word[chart->language],
                                            result_setting(result, "price_year"))),
                   chart_kept(chart, arena_format(chart->arena, "%s\n%s", dots, source)));
    sheet_text(
        chart, "x_label",
        filled(chart, CONTRACT_CHART_X,
               MESSAGE_ARGUMENTS(chart_years(chart, result_fact_number(result, "follow_up")))));
    sheet_text(chart, "nothing_text",
               filled(chart, CONTRACT_CHART_NOTHING, MESSAGE_ARGUMENTS(nothing)));
    sheet_text(
        chart, "unpaid_text",
        filled(chart, CONTRACT_CHART_UNPAID, MESSAGE_ARGUMENTS(chance(chart, "saving_unpaid"))));
    sheet_text(chart, "line_text", contract_word(CONTRACT_CHART_LINE, chart->language));
    sheet_text(chart, "drawn_text", contract_word(CONTRACT_CHART_DRAWN, chart->language));
    sheet_text(chart, "guaranteed_text", contract_word(CONTRACT_CHART_GUARANTEED, chart->language));
}

Status chart_contract(Chart *chart, bool *drawable)
{
    Status status = STATUS_OK;
    Cloud cloud = {.n = 0};
    TRY(read_cloud(chart, &cloud));
    if (cloud.n == 0) goto out;
    write_frame(chart, &cloud);
    sheet_axis(chart, "x", &cloud.x);
    sheet_axis(chart, "y", &cloud.y);
    sheet_number(chart, "drawn", cloud.drawn / cloud.unit->kronor);
    sheet_number(chart, "guaranteed", cloud.guaranteed * cloud.drawn / cloud.unit->kronor);
    write_dots(chart, &cloud);
    write_line(chart, &cloud);
    *drawable = true;
out:
    return status;
}

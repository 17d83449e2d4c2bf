#include "cli/calibration_report.h"

#include "analysis/validation.h"
#include "cli/screen.h"

#include <math.h>
#include <stdarg.h>
#include <stdlib.h>

enum { INDENT = 2, COLUMNS = 6 };

/* Of what was known beforehand, so much or more is left: the targets say next to nothing. */
static const double HARDLY_TOLD = 0.9;
/* Parameters so correlated are only known together. */
static const double ONLY_TOGETHER = 0.8;
/* A direction counts as told when the targets say at least as much as was known beforehand. */
static const double TOLD = 1;
/* Parameters with at least this part in a direction are named. */
static const double NAMED = 0.35;

typedef struct {
    const Calibration *calibration;
    const Terminal *screen;
    Arena arena;
    bool out_of_memory;
} Report;

static const char *format(Report *report, const char *pattern, ...) PRINTF_LIKE(2, 3);
static const char *format(Report *report, const char *pattern, ...)
{
    char text[512];
    va_list arguments;
    va_start(arguments, pattern);
    vsnprintf(text, sizeof text, pattern, arguments);
    va_end(arguments);
    const char *kept = arena_format(&report->arena, "%s", text);
    if (kept == NULL) report->out_of_memory = true;
    return kept != NULL ? kept : "";
}

static const char **cells(Report *report, int n_rows)
{
    const char **cell = arena_alloc(&report->arena, (size_t)(COLUMNS * n_rows), sizeof *cell);
    if (cell == NULL) report->out_of_memory = true;
    return cell;
}

static const char *name_of(const Report *report, int i)
{
    const Calibration *calibration = report->calibration;
    return calibration->study->parameter[calibration->free_[i].parameter].name;
}

static double left_of(const FittedParameter *parameter)
{
    return parameter->sd / parameter->prior_sd;
}

static void say(Report *report, const char *text)
{
    terminal_paragraph(report->screen, INDENT, 2 * INDENT, text);
}

/* ---- tables ---- */

static void write_fit(Report *report)
{
    const Calibration *calibration = report->calibration;
    const Objective *before = &calibration->before, *after = &calibration->after;
    terminal_title(report->screen, format(report, "The model %s fitted to %d of its %d targets",
                                          calibration->study->model.name, calibration->n_used,
                                          calibration->n_targets));
    say(report,
        format(
            report,
            "Squared misfit in tolerances: %.4g before, %.4g after. What the fit moved away from "
            "what was known beforehand: %.4g. %d evaluations.",
            before->misfit, after->misfit, after->prior, calibration->n_evaluations));
}

static void write_parameters(Report *report)
{
    const Calibration *calibration = report->calibration;
    const char **cell = cells(report, calibration->n_free + 1);
    static const char *const header[COLUMNS] = {"parameter",      "start",    "fitted",
                                                "standard error", "prior sd", "left"};
    if (cell == NULL) return;
    for (int c = 0; c < COLUMNS; c++) cell[c] = header[c];
    for (int i = 0; i < calibration->n_free; i++) {
        const FittedParameter *free_ = &calibration->free_[i];
        const char **row = cell + COLUMNS * (i + 1);
        row[0] = name_of(report, i);
        row[1] = format(report, "%.4g", free_->start);
        row[2] = format(report, "%.4g", free_->fitted);
        row[3] = format(report, "%.2g", free_->sd);
        row[4] = format(report, "%.2g", free_->prior_sd);
        row[5] = format(report, "%.0f %%", 100 * left_of(free_));
    }
    terminal_heading(report->screen, "Free parameters");
    screen_table(report->screen, INDENT, COLUMNS, cell, calibration->n_free + 1);
    say(report, "Left: the standard error as a share of what was uncertain beforehand.");
}

static const char *target_name(Report *report, const TargetRow *target)
{
    static const char *const sex[N_SEXES] = {[SEX_FEMALE] = " f", [SEX_MALE] = " m"};
    const char *of_sex = target->sex == ANY ? "" : sex[target->sex];
    if (target->age_from == target->age_to)
        return format(report, "%s%s %d", target->label.name, of_sex, target->age_from);
    return format(report, "%s%s %d..%d", target->label.name, of_sex, target->age_from,
                  target->age_to);
}

static void write_targets(Report *report, bool used, const char *heading)
{
    const Calibration *calibration = report->calibration;
    const char **cell = cells(report, calibration->n_targets + 1);
    static const char *const header[COLUMNS] = {"target", "published", "tolerance",
                                                "before", "after",     ""};
    int n = 1;
    if (cell == NULL) return;
    for (int c = 0; c < COLUMNS; c++) cell[c] = header[c];
    for (int t = 0; t < calibration->n_targets; t++) {
        const FittedTarget *fitted = &calibration->target[t];
        if (fitted->used != used) continue;
        const char **row = cell + COLUMNS * n++;
        row[0] = target_name(report, fitted->target);
        row[1] = format(report, "%.4g", fitted->target->value);
        row[2] = format(report, "%.2g", fitted->target->tolerance);
        row[3] = format(report, "%.4g", fitted->before);
        row[4] = format(report, "%.4g", fitted->after);
        row[5] = target_is_met(fitted->target, fitted->after) ? "met" : "missed";
    }
    if (n == 1) return;
    terminal_heading(report->screen, heading);
    screen_table(report->screen, INDENT, COLUMNS, cell, n);
}

/* ---- what the targets cannot tell ---- */

static int say_untold(Report *report)
{
    int n = 0;
    for (int i = 0; i < report->calibration->n_free; i++) {
        const FittedParameter *free_ = &report->calibration->free_[i];
        if (left_of(free_) < HARDLY_TOLD) continue;
        n++;
        say(report,
            format(
                report,
                "The targets say next to nothing about %s: %.0f %% of what was uncertain is left. "
                "Find a source for it, or leave it out of calibration.csv.",
                name_of(report, i), 100 * left_of(free_)));
    }
    return n;
}

static int say_pairs(Report *report)
{
    const Calibration *calibration = report->calibration;
    int n = calibration->n_free, n_said = 0;
    for (int i = 0; i < n; i++) {
        for (int j = i + 1; j < n; j++) {
            double r = calibration->correlation[i * n + j];
            if (fabs(r) < ONLY_TOGETHER) continue;
            n_said++;
            say(report,
                format(report,
                       "%s and %s are known only together (correlation %.2f): %s gives nearly the "
                       "same figures.",
                       name_of(report, i), name_of(report, j), r,
                       r > 0 ? "moving both the same way" : "raising one and lowering the other"));
        }
    }
    return n_said;
}

/* The direction of which the targets say least, in names; vectors have no sign of their own, so the
 * largest part is "up". */
static int say_worst(Report *report)
{
    const Calibration *calibration = report->calibration;
    int n = calibration->n_free, most = 0, named = 0;
    const double *worst = calibration->direction + (n - 1) * n;
    double least = calibration->information[n - 1];
    const char *up = "", *down = "";
    for (int i = 0; i < n; i++)
        if (fabs(worst[i]) > fabs(worst[most])) most = i;
    for (int i = 0; i < n; i++) {
        if (i != most && fabs(worst[i]) < NAMED) continue;
        const char **list = worst[i] * worst[most] > 0 ? &up : &down;
        *list = format(report, "%s%s%s", *list, **list != '\0' ? " and " : "", name_of(report, i));
        named++;
    }
    say(report, format(report,
                       "Directions in which the parameters can move: the targets say %.3g times "
                       "what was known "
                       "beforehand along the best, %.3g times along the worst (condition %.3g).",
                       calibration->information[0], least,
                       least > 0 ? calibration->information[0] / least : INFINITY));
    if (least >= TOLD || named < 2) return 0;
    say(report, *down != '\0' ? format(report, "No target can pin down %s against %s.", up, down)
                              : format(report, "No target can pin down %s, moved together.", up));
    return 1;
}

static void write_identifiability(Report *report)
{
    terminal_heading(report->screen, "What the targets can tell");
    int n = say_untold(report) + say_pairs(report) + say_worst(report);
    if (n == 0) say(report, "Every free parameter is pinned down by the targets.");
}

Status calibration_report(const Calibration *calibration, const Terminal *screen)
{
    Report report = {.calibration = calibration, .screen = screen};
    write_fit(&report);
    write_parameters(&report);
    write_targets(&report, true, "Targets");
    write_targets(&report, false,
                  "Targets that were not used: expected to be missed, or grade D or E");
    write_identifiability(&report);
    arena_free(&report.arena);
    return report.out_of_memory ? STATUS_MEMORY : STATUS_OK;
}

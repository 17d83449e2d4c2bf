#include "output/validation_tables.h"

#include "output/figure.h"
#include "output/manifest.h"
#include "output/messages.h"
#include "output/rows.h"

#include <math.h>

static const char file_name[] = "validation.csv";
static const char header[] =
    "measure,start,sex,ages,years,counts,target,tolerance,model,low,high,difference,met,expected,"
    "source,grade,label_sv,label_en,note\n";

static const char *const sex_name[N_SEXES] = {[SEX_FEMALE] = "f", [SEX_MALE] = "m"};
static const char *const grade_name[N_GRADES] = {"A", "B", "C", "D", "E"};

/* "25..34", "19" */
static const char *ages_text(const TargetRow *target, char text[32])
{
    if (target->age_from == target->age_to)
        snprintf(text, 32, "%d", target->age_from);
    else
        snprintf(text, 32, "%d..%d", target->age_from, target->age_to);
    return text;
}

static void write_row(const ValidationRow *row, RowWriter *out)
{
    char ages[32];
    const TargetRow *target = row->target;
    row_text(out, target->label.name);
    row_text(out, target->start.text);
    row_text(out, target->sex == ANY ? NULL : sex_name[target->sex]);
    row_text(out, ages_text(target, ages));
    row_count(out, target->years);
    row_text(out, target->counts.text);
    row_number(out, target->value);
    row_number(out, target->tolerance);
    row_number(out, row->value);
    row_number(out, row->low);
    row_number(out, row->high);
    row_number(out, row->value - target->value);
    row_text(out, row->met ? "met" : "missed");
    row_text(out, target->expected_met ? "met" : "missed");
    row_text(out, target->provenance.source);
    row_text(out, grade_name[target->provenance.grade]);
    row_text(out, target->label.label_sv);
    row_text(out, target->label.label_en);
    row_text(out, target->note);
    row_end(out);
}

Status validation_write(const Validation *validation, const FileFolder *folder, Problems *problems)
{
    Status status = STATUS_OK;
    RowWriter out = {0};
    const char *const name[] = {file_name};
    TRY(file_create(folder, file_name, problems, &out.file));
    fputs(header, out.file);
    for (int i = 0; i < validation->n; i++) {
        write_row(&validation->row[i], &out);
    }
    TRY(file_close(&out.file, file_name, problems));
    TRY(manifest_write(validation->study, folder, name, 1, problems));
out:
    if (out.file != NULL) fclose(out.file);
    return status;
}

/* ---- sentences ---- */

enum { INDENT = 2, HANG = 4 };

/* What a sentence is made with. */
typedef struct {
    Language language;
    const Terminal *terminal;
    Arena arena;
    bool out_of_memory;
} Speech;

static const char *fill(Speech *speech, Message which, const char *const *argument)
{
    char *text = message_fill(&speech->arena, which, speech->language, argument);
    if (text == NULL) speech->out_of_memory = true;
    return text != NULL ? text : "";
}

/* Three digits that count, no zeros behind them. */
static const char *number(Speech *speech, double value)
{
    char text[TEXT_SIZE];
    int decimals = 0;
    for (double unit = 1; decimals < 9; decimals++, unit *= 10)
        if (fabs(round(value * unit) / unit - value) < 0.0005 * fabs(value)) break;
    text_number(text, speech->language, value, decimals);
    const char *kept = arena_format(&speech->arena, "%s", text);
    if (kept == NULL) speech->out_of_memory = true;
    return kept != NULL ? kept : "";
}

static const char *count(Speech *speech, int n)
{
    const char *text = arena_format(&speech->arena, "%d", n);
    if (text == NULL) speech->out_of_memory = true;
    return text != NULL ? text : "";
}

static const char *figure_name(Speech *speech, const TargetRow *target)
{
    char ages[32];
    const char *label = speech->language == LANGUAGE_SV ? target->label.label_sv
                                                        : target->label.label_en;
    const char *name = figure_text(&speech->arena, speech->language, label,
                                   target->sex == ANY ? "" : sex_name[target->sex],
                                   ages_text(target, ages));
    if (name == NULL) speech->out_of_memory = true;
    return name != NULL ? name : "";
}

static void say_row(Speech *speech, const ValidationRow *row, Message which)
{
    const TargetRow *target = row->target;
    terminal_paragraph(
        speech->terminal, INDENT, HANG,
        fill(speech, which,
             MESSAGE_ARGUMENTS(figure_name(speech, target), number(speech, row->value),
                               number(speech, target->value), number(speech, target->tolerance),
                               target->provenance.source, grade_name[target->provenance.grade])));
}

/* Every row that is told under a heading. */
static void say_rows(Speech *speech, const Validation *validation, bool met)
{
    for (int i = 0; i < validation->n; i++) {
        const ValidationRow *row = &validation->row[i];
        if (row->met != met || (met && row->target->expected_met)) continue;
        bool told = met || !row->target->expected_met;
        say_row(speech, row, told ? SAY_FIGURE : SAY_FIGURE_BROKEN);
    }
}

Status validation_say(const Validation *validation, Language language, const Terminal *terminal)
{
    Speech speech = {.language = language, .terminal = terminal};
    terminal_title(terminal, fill(&speech, SAY_VALID_TITLE,
                                  MESSAGE_ARGUMENTS(count(&speech, validation->n_met),
                                                    count(&speech, validation->n))));
    if (validation->n_met < validation->n) {
        terminal_heading(terminal, message(SAY_VALID_MISSED, language));
        say_rows(&speech, validation, false);
    }
    if (validation->n_mended > 0) {
        terminal_heading(terminal, message(SAY_VALID_MENDED, language));
        say_rows(&speech, validation, true);
    }
    arena_free(&speech.arena);
    return speech.out_of_memory ? STATUS_MEMORY : STATUS_OK;
}

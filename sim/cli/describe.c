#include "cli/describe.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *described(Description *description, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    char *text = length < 0 ? NULL : arena_alloc(&description->arena, (size_t)length + 1, 1);
    if (text == NULL) {
        description->out_of_memory = true;
        return "";
    }
    va_start(arguments, format);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    va_end(arguments);
    return text;
}

const char *described_number(Description *description, double value)
{
    double size = fabs(value);
    bool plain = value == floor(value) && size < 1e10;
    return described(description, plain ? "%.0f" : "%.4g", value);
}

/* A factor that no table of the model names is the number that stands in its place. */
static const char *factor_text(Description *description, const Factor *factor)
{
    const Parameter *parameter = &description->study->parameter[factor->parameter];
    const char *text = parameter->inline_ ? described_number(description, parameter->estimate)
                                          : parameter->name;
    return factor->complement ? described(description, "(1 - %s)", text) : text;
}

const char *described_product(Description *description, const Product *product)
{
    bool is_one = product->constant == 1 && product->n > 0;
    const char *text = is_one ? "" : described_number(description, product->constant);
    for (int i = 0; i < product->n; i++) {
        text = described(description, "%s%s%s", text, *text != '\0' ? " * " : "",
                         factor_text(description, &product->factor[i]));
    }
    return text;
}

const char *described_interval(Description *description, const Parameter *parameter)
{
    double low = distribution_quantile(&parameter->distribution, 0.025);
    double high = distribution_quantile(&parameter->distribution, 0.975);
    if (low == high) return "fixed";
    return described(description, "%s..%s", described_number(description, low),
                     described_number(description, high));
}

const char *described_ages(Description *description, int from, int to)
{
    if (from == to) return described(description, "%d", from);
    return described(description, "%d-%d", from, to);
}

const char *label_in_english(const Label *label)
{
    return label->label_en != NULL && *label->label_en != '\0' ? label->label_en : label->name;
}

const char *name_of_level(Level level)
{
    static const char *const name[N_LEVELS] = {
        [LEVEL_MUNICIPALITY] = "municipality",
        [LEVEL_REGION] = "region",
        [LEVEL_STATE] = "state",
        [LEVEL_EQUALISATION] = "equalisation",
        [LEVEL_OTHER_MUNICIPALITY] = "other municipality",
        [LEVEL_HOUSEHOLD] = "household",
        [LEVEL_PRODUCTION] = "production",
    };
    return name[level];
}

const char *name_of_grade(Grade grade)
{
    static const char *const name[N_GRADES] = {"A", "B", "C", "D", "E"};
    return name[grade];
}

const char **description_cells(Description *description, int n_columns, int n,
                               const char *const *header)
{
    size_t columns = (size_t)n_columns;
    const char **cell = arena_alloc(&description->arena, (size_t)(n + 1) * columns, sizeof *cell);
    if (cell == NULL) {
        description->out_of_memory = true;
        return NULL;
    }
    memcpy(cell, header, columns * sizeof *cell);
    return cell;
}

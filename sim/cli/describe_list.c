#include "cli/describe.h"

#include "cli/screen.h"
#include "model/grades.h"

#include <string.h>

enum { INDENT = 2, LIST_ROWS = 16 };

typedef struct {
    const char *name;
    const char *title, *doc;
    void (*write)(Description *description);
} List;

static void write_distributions(Description *description)
{
    const char *cell[LIST_ROWS * 3] = {"name", "arguments", "meaning"};
    int n = 1;
    for (const Family *const *family = distribution_families; *family != NULL; family++, n++) {
        cell[3 * n] = (*family)->name;
        cell[3 * n + 1] = (*family)->arguments;
        cell[3 * n + 2] = (*family)->formula;
    }
    screen_table(&description->screen, INDENT, 3, cell, n);
}

static void write_grades(Description *description)
{
    const char *cell[LIST_ROWS * 5] = {"grade", "no effect", "least spread", "of a number",
                                       "of an effect"};
    int n = 1;
    for (int g = 0; g < N_GRADES; g++, n++) {
        cell[5 * n] = grade_rules[g].name;
        cell[5 * n + 1] = described_number(description, grade_rules[g].no_effect);
        cell[5 * n + 2] = described_number(description, grade_rules[g].least_sd);
        cell[5 * n + 3] = grade_rules[g].model_doc;
        cell[5 * n + 4] = grade_rules[g].effect_doc;
    }
    screen_table(&description->screen, INDENT, 5, cell, n);
}

static void write_designs(Description *description)
{
    const char *cell[LIST_ROWS * 3] = {"design", "causal share", "meaning"};
    int n = 1;
    for (int d = 0; d < N_DESIGNS; d++, n++) {
        cell[3 * n] = design_rules[d].name;
        cell[3 * n + 1] = design_rules[d].causal_share;
        cell[3 * n + 2] = design_rules[d].doc;
    }
    screen_table(&description->screen, INDENT, 3, cell, n);
}

static const List lists[] = {
    {"distributions", "Distributions",
     "Written as NAME(arguments parted by blanks), such as beta(8 980). An interval, such as "
     "1.6 (1.1..2.4), holds the 2.5 and 97.5 % quantiles and fixes the distribution by the unit: "
     "lognormal for a ratio, beta for a share or a probability, else normal.",
     write_distributions},
    {"grades", "Evidence grades",
     "What follows from a grade when a scenario says no more: an effect's chance to be nil, and "
     "the least spread of a number (standard deviation of the logarithm of a ratio, of the log "
     "odds of a share, else relative to the value). D and E count as guesses: an association "
     "does not tell what a programme changes, and a guess written as a fixed number is still one. "
     "How a study compared is no grade but its design (`describe designs`).",
     write_grades},
    {"designs", "Designs of studies",
     "How much of a difference that a study found is caused by the programme, when a scenario "
     "says no more: the exponent of the ratio.",
     write_designs},
};
enum { N_LISTS = sizeof lists / sizeof lists[0] };

const char *const describe_list_names[] = {"distributions", "grades", "designs", NULL};

bool describe_list(Description *description, const char *name)
{
    for (int i = 0; i < N_LISTS; i++) {
        if (strcmp(lists[i].name, name) != 0) continue;
        terminal_title(&description->screen, lists[i].title);
        screen_paragraphs(&description->screen, 0, lists[i].doc);
        terminal_blank(&description->screen);
        lists[i].write(description);
        return true;
    }
    return false;
}

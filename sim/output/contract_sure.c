#include "output/contract_sure.h"

#include "model/grades.h"
#include "output/contract_words.h"

#include <math.h>

static const char *fill(Page *page, ContractWord which, const char *const *argument)
{
    return page_kept(page, contract_fill(&page->arena, which, page->language, argument));
}

/* ---- the assumed difference between the groups ---- */

/* The three numbers behind it; those that the contract does not have are ANY. */
enum { N_ASSUMED = 3 };
static void assumed_numbers(const Contract *contract, int parameter[N_ASSUMED])
{
    parameter[0] = contract->comparison.bias;
    parameter[1] = contract->comparison.drift;
    parameter[2] = contract->comparison.regression;
}

/* The bias is a ratio, the others are rates. */
static const char *value_text(Page *page, ContractWord word, double value)
{
    return word == CONTRACT_BIAS ? page_number(page, value, 2) : page_rate(page, value);
}

/* With the interval it is drawn from, which a weak grade widens beyond the one of the file. */
static const char *number_text(Page *page, ContractWord word, const Parameter *number)
{
    const Distribution *of = &number->distribution;
    return page_interval(page, value_text(page, word, number->estimate),
                         value_text(page, word, distribution_quantile(of, INTERVAL_LOW)),
                         value_text(page, word, distribution_quantile(of, INTERVAL_HIGH)));
}

/* "bias 1.00 (0.67 to 1.47), grade E; ...", those from a grade on; empty: there are none. */
static const char *assumed_text(Page *page, const Contract *contract, Grade from)
{
    static const ContractWord word[N_ASSUMED] = {CONTRACT_BIAS, CONTRACT_DRIFT,
                                                 CONTRACT_REGRESSION};
    int index[N_ASSUMED];
    const char *text = "";
    assumed_numbers(contract, index);
    for (int i = 0; i < N_ASSUMED; i++) {
        const Parameter *number = index[i] != ANY ? &contract->parameter[index[i]] : NULL;
        if (number == NULL || number->provenance.grade < from) continue;
        const char *one = fill(page, word[i],
                               MESSAGE_ARGUMENTS(number_text(page, word[i], number),
                                                 grade_rules[number->provenance.grade].name));
        text = page_kept(
            page, arena_format(&page->arena, "%s%s%s", text, *text != '\0' ? "; " : "", one));
    }
    return text;
}

void contract_say_assumed(Page *page, const ContractFindings *findings)
{
    const char *numbers = assumed_text(page, findings->contract, GRADE_A);
    if (*numbers == '\0') return;
    double assumed = contract_measure(findings, "measured_saving_by_assumed_difference")->mean;
    double found = contract_measure(findings, "measured_saving")->mean;
    terminal_paragraph(&page->terminal, INDENT, INDENT,
                       fill(page, CONTRACT_ASSUMED,
                            MESSAGE_ARGUMENTS(page_kronor(page, found), page_kronor(page, assumed),
                                              numbers, page_kronor(page, found - assumed))));
}

/* ---- how sure ---- */

static void say_rests_on(Page *page, const ContractFindings *findings)
{
    double *chance = arena_alloc(&page->arena, (size_t)findings->n_chances, sizeof *chance);
    if (chance == NULL) {
        page->out_of_memory = true;
        return;
    }
    for (int i = 0; i < findings->n_chances; i++) chance[i] = findings->chance[i].share;
    page_rests_on(page, findings->n_replicates, findings->n_replicates / findings->per_world,
                  chance, findings->n_chances);
}

static int count_weak(const Parameter *parameter, int n)
{
    int weak = 0;
    for (int i = 0; i < n; i++) weak += parameter[i].provenance.grade >= GRADE_D;
    return weak;
}

static void say_guesses(Page *page, const Contract *contract)
{
    const Study *study = &contract->study;
    int n = study->n_parameters + contract->n_parameters, weak_effects = 0;
    int weak = count_weak(study->parameter, study->n_parameters) +
               count_weak(contract->parameter, contract->n_parameters);
    for (int e = 0; e < study->n_effects; e++)
        weak_effects += effect_value_grade(study, &study->effect[e]) >= GRADE_D;
    page_say_item(page, SAY_WEAK_NUMBERS,
                  MESSAGE_ARGUMENTS(page_number(page, weak, 0), page_number(page, n, 0)));
    if (weak_effects > 0)
        terminal_paragraph(&page->terminal, INDENT, HANG,
                           fill(page, CONTRACT_EFFECTS,
                                MESSAGE_ARGUMENTS(page_number(page, weak_effects, 0),
                                                  page_number(page, study->n_effects, 0))));
    const char *guessed = assumed_text(page, contract, GRADE_D);
    if (*guessed != '\0')
        terminal_paragraph(&page->terminal, INDENT, HANG,
                           fill(page, CONTRACT_GUESSED, MESSAGE_ARGUMENTS(guessed)));
}

void contract_say_sure(Page *page, const ContractFindings *findings)
{
    page_say_heading(page, SAY_HEADING_SURE);
    say_rests_on(page, findings);
    say_guesses(page, findings->contract);
}

#include "analysis/accounts.h"

#include "economics/saving.h"
#include "economics/timing.h"
#include "model/perspective.h"

#include <string.h>

static bool pays_for_programme(const Study *study, int payer)
{
    for (int i = 0; i < study->n_programme_costs; i++) {
        if (study->programme_cost[i].payer == payer) return true;
    }
    return false;
}

/* A perspective with one payer of its own name is that payer. */
static int same_payer(const Model *model, const Perspective *perspective)
{
    int found = ANY, n = 0;
    for (int p = 0; p < model->n_payers; p++) {
        if (!perspective_holds(perspective, &model->payer[p])) continue;
        n++;
        if (strcmp(model->payer[p].label.name, perspective->label.name) == 0) found = p;
    }
    return n == 1 ? found : ANY;
}

Status accounts_make(const Study *study, Arena *arena, Accounts *accounts)
{
    Status status = STATUS_OK;
    const Model *model = &study->model;
    int n_payers = model->n_payers;
    int *const special[N_PERSPECTIVES] = {&accounts->municipality, &accounts->region,
                                          &accounts->state, &accounts->public_sector,
                                          &accounts->society};
    accounts->n = n_payers;
    ARENA_TRY(arena, accounts->account, n_payers + N_PERSPECTIVES);
    ARENA_TRY(arena, accounts->member, (n_payers + N_PERSPECTIVES) * n_payers);
    for (int p = 0; p < n_payers; p++) {
        accounts->member[p * n_payers + p] = true;
        accounts->account[p] = (Account){model->payer[p].label, false,
                                         model->payer[p].level == LEVEL_MUNICIPALITY,
                                         pays_for_programme(study, p)};
    }
    for (int i = 0; i < N_PERSPECTIVES; i++) {
        *special[i] = same_payer(model, &perspectives[i]);
        if (*special[i] != ANY) continue;
        *special[i] = accounts->n++;
        Account *account = &accounts->account[*special[i]];
        *account = (Account){perspectives[i].label, true, false, false};
        for (int p = 0; p < n_payers; p++) {
            bool member = perspective_holds(&perspectives[i], &model->payer[p]);
            if (strcmp(model->payer[p].label.name, perspectives[i].label.name) == 0)
                account->label.name = perspectives[i].otherwise;
            accounts->member[*special[i] * n_payers + p] = member;
            account->has_cost |= member && pays_for_programme(study, p);
        }
    }
out:
    return status;
}

int accounts_find(const Accounts *accounts, const char *name)
{
    for (int i = 0; i < accounts->n; i++)
        if (strcmp(accounts->account[i].label.name, name) == 0) return i;
    return ANY;
}

double accounts_rate(const Accounts *accounts, const Study *study, int account)
{
    return account == accounts->society ? study->economics.social_discount_rate
                                        : study->economics.discount_rate;
}

AccountDiscount accounts_discount(const Accounts *accounts, const Study *study, int account,
                                  int year)
{
    double rate = accounts_rate(accounts, study, account);
    return (AccountDiscount){timing_discount(study->economics.timing, rate, year),
                             discount_factor(rate, year)};
}

void accounts_year(const Accounts *accounts, const Study *study, int account, const double *series,
                   int year, size_t n, double *sum)
{
    int n_payers = study->model.n_payers, n_years = study->economics.horizon;
    bool first = true;
    for (int p = 0; p < n_payers; p++) {
        if (!accounts->member[account * n_payers + p]) continue;
        const double *column = series + (size_t)(p * n_years + year) * n;
        for (size_t i = 0; i < n; i++) sum[i] = (first ? 0 : sum[i]) + column[i];
        first = false;
    }
    if (first) memset(sum, 0, n * sizeof *sum);
}

int accounts_last_cost_year(const Accounts *accounts, const Study *study, int account)
{
    int last = 0;
    for (int i = 0; i < study->n_programme_costs; i++) {
        const ProgrammeCost *cost = &study->programme_cost[i];
        bool member = accounts->member[account * study->model.n_payers + cost->payer];
        if (member && cost->year_to > last) last = cost->year_to;
    }
    return last;
}

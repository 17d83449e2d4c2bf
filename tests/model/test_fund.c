/* A fund file into a Fund: whom its rules bind. */
#include "model/fund.h"

#include <criterion/criterion.h>
#include <gsl/gsl_errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define PROGRAMME LIVSBANA_SOURCE_DIR "/scenarios/norrkoping/servicetrainee.yaml"

static const char TEXT[] = "fund:\n"
                           "  opening: 1e6\n"
                           "  price_year: 2024\n"
                           "  source: own\n"
                           "  grade: E\n"
                           "  grants: [{scenario: " PROGRAMME ", year: 2025, amount: 1e6}]\n"
                           "  rules:\n"
                           "    - {from_start: 2020, share: 1}\n"
                           "    - {from_start: 2022, share: 1, payer: municipal_tax}\n";

/* Frames are cut where costs fall: what only takes in tax has none. By name it may be bound all the same. */
Test(fund, a_rule_without_payer_binds_the_boards_that_have_costs)
{
    char path[] = "/tmp/livsbana-fund-XXXXXX";
    Problems problems = {0};
    Fund fund;
    gsl_set_error_handler_off();
    int descriptor = mkstemp(path);
    cr_assert(descriptor >= 0 && write(descriptor, TEXT, strlen(TEXT)) == (ssize_t)strlen(TEXT));
    close(descriptor);
    Status status = fund_read(path, NULL, &problems, &fund);
    cr_assert_eq(status, STATUS_OK, "%s", problems.n > 0 ? problems.list[0].text : "");
    const Model *model = &fund.study[0].model;
    for (int p = 0; p < model->n_payers; p++) {
        const char *name = model->payer[p].label.name;
        bool tax = strcmp(name, "municipal_tax") == 0;
        bool bound = model->payer[p].level == LEVEL_MUNICIPALITY && !tax;
        cr_expect_eq(fund.rule[0].payer[p], bound, "%s", name);
        cr_expect_eq(fund.rule[1].payer[p], tax, "%s", name);
    }
    fund_free(&fund);
    problems_free(&problems);
    unlink(path);
}

/* certain_life.h: one certain life, whose kronor can be followed by hand.
 * Read by tests of prices and of the ledger. */
#ifndef LIVSBANA_TESTS_ECONOMICS_CERTAIN_LIFE_H
#define LIVSBANA_TESTS_ECONOMICS_CERTAIN_LIFE_H

#include "books.h"
#include "support/check.h"
#include "support/fixture.h"

#include <gsl/gsl_errno.h>
#include <math.h>
#include <string.h>

static inline void setup(void)
{
    gsl_set_error_handler_off();
}

enum { N_YEARS = 5 };

/* Everybody is at home at 20; without the programme in care from 21 on, with it at work. */
#define CERTAIN_STATES        \
    "state,age_from,age_to\n" \
    "home,20,24\n"            \
    "care,20,24\n"            \
    "work,20,24\n"            \
    "dead,20,25\n"
#define CERTAIN_TRANSITIONS     \
    "arm,from,to,probability\n" \
    "baseline,home,care,1\n"    \
    "intervention,home,work,1\n"

/* One woman. In care from year 2 (age 21) to year 5, or at work then.
 *   placement: 1000 of 2020 = 1250 of 2024 a year in care; 0.5 (1 - 0.2) = 0.4 of it, 500, is
 *              released a year later
 *   opening:   400 once when care is entered, all released at once
 *   old:       60 in care from 23 on (years 4, 5);  men: 9, does not concern her;  women: 7
 *   tax:       -300 a year at work, a gain
 *   benefit:   200 a year in care from the agency to the household, released at once
 * social, baseline:     0, 1250 + 400 + 7 = 1657, 1257, 1317, 1317
 * social, intervention: 0, -300 each year */
#define KRONA_COSTS                                                                     \
    "item,state,per,sex,age_from,payer,receiver,amount,price_year,kind,cashable,delay," \
    "backfill\n"                                                                        \
    "placement,care,year,,,social,,1000,2020,day_price,0.5,1,0.2\n"                     \
    "opening,care,entry,,,social,,400,2024,staff,1,0,\n"                                \
    "old,care,year,,23,social,,60,2024,staff,1,0,\n"                                    \
    "men,care,year,m,,social,,9,2024,staff,1,0,\n"                                      \
    "women,care,year,f,,social,,7,2024,staff,1,0,\n"                                    \
    "tax,work,year,,,social,,-300,2024,transfer,1,0,\n"                                 \
    "benefit,care,year,,,agency,household,200,2024,transfer,1,0,\n"

static const FixtureTexts KRONA = {
    .states = CERTAIN_STATES,
    .transitions = CERTAIN_TRANSITIONS,
    .payers = "payer,level\nsocial,municipality\nagency,state\nhousehold,household\n",
    .costs = KRONA_COSTS,
    .prices = "year,value\n2020,100\n2021,105\n2022,110\n2023,120\n2024,125\n",
    .scenario = "participants: {number: 1, ages: 20, women: 1, states: {home: 1}}\n"
                "economics: {horizon: 5, price_year: 2024}\n"};

static const char *const MOVING_PAYERS = "payer,level\n"
                                         "social,municipality\n"
                                         "tax,municipality\n"
                                         "equalisation,equalisation\n"
                                         "region,region\n"
                                         "elsewhere,other_municipality\n";

#endif

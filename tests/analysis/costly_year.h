/* costly_year.h: a model in which a single year costs money.
 * Read by the tests of this folder. */
#ifndef LIVSBANA_TESTS_ANALYSIS_COSTLY_YEAR_H
#define LIVSBANA_TESTS_ANALYSIS_COSTLY_YEAR_H

/* At home at 20; in care at 21 with chance p with the programme, never without it. Care costs 1000 in
 * that one year. */
#define COSTLY_YEAR                                                          \
    .states = "state,age_from,age_to\nhome,20,21\ncare,20,21\ndead,20,22\n", \
    .transitions = "arm,from,to,probability\n"                               \
                   "baseline,home,care,0\nintervention,home,care,p\n",       \
    .costs = "item,state,amount\ncare,care,1000\n", .parameters = "parameter,value\np,0.3\n"

#endif

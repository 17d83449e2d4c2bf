/* shelter.h: a town with work, no work and a shelter in which a programme can hold people.
 * Read by the tests beside it. */
#ifndef LIVSBANA_TESTS_ENGINE_SHELTER_H
#define LIVSBANA_TESTS_ENGINE_SHELTER_H

#include <stdio.h>

static const char STATES[] =
    "state,age_from,age_to\nwork,20,40\nout,20,40\nshelter,20,40\ndead,20,40\n";
static const char PLACE_ROWS[] = "from,to,probability\n"
                                 "work,out,0.2\nout,work,0.1\nshelter,work,0.5\nshelter,out,0.25\n";
static const char ONE_AT_WORK[] = "participants: {number: 1, ages: 20, states: {work: 1}}\n";

/* The same rate for both sexes at every age. */
static inline void write_mortality(char *text, size_t size, int first, int last, double rate)
{
    int at = snprintf(text, size, "sex,age,rate\n");
    for (int age = first; age <= last; age++)
        at += snprintf(text + at, size - (size_t)at, "f,%d,%.17g\nm,%d,%.17g\n", age, rate, age,
                       rate);
}

#endif
